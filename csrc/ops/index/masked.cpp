#include "ops/index/masked.h"

#include <algorithm>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "kernels/move/masked.h"
#include "kernels/pointwise/compare.h"
#include "ops/index/index.h"
#include "ops/index/numbers.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd {
namespace {

// How many are chosen before each block of a mask, and in all.
std::vector<int64_t> counts_before(const Tensor& mask) {
  const int64_t n = mask.numel(), blocks = (n + kLoopGrain - 1) / kLoopGrain;
  std::vector<int64_t> before(static_cast<size_t>(blocks) + 1, 0);
  parallel_for(n, kLoopGrain, [&](int64_t begin, int64_t end) {
    before[static_cast<size_t>(begin / kLoopGrain) + 1] =
        kernels::masked().count(mask.bytes() + begin, end - begin);
  });
  for (size_t b = 1; b < before.size(); ++b) before[b] += before[b - 1];
  return before;
}

// Calls body(begin, end, first, count) for the blocks of a mask and what each chooses.
template <class F>
void over_blocks(const Tensor& mask, const std::vector<int64_t>& before, F body) {
  const LongWork outside(mask.numel() >= kLongLoop);
  parallel_for(mask.numel(), kLoopGrain, [&](int64_t begin, int64_t end) {
    const auto b = static_cast<size_t>(begin / kLoopGrain);
    body(begin, end, before[b], before[b + 1] - before[b]);
  });
}

}  // namespace

Tensor chosen(const Tensor& given, const Tensor& given_mask) {
  const Tensor x = packed(given), mask = packed(given_mask);
  const std::vector<int64_t> before = counts_before(mask);
  const Tensor y = empty({before.back()}, x.dtype());
  const int64_t item = x.item_bytes();
  const auto pick = kernels::masked().pick[item];
  over_blocks(mask, before, [&](int64_t begin, int64_t, int64_t first, int64_t count) {
    pick(y.bytes() + first * item, x.bytes() + begin * item, mask.bytes() + begin, count);
  });
  return y;
}

void put_chosen(const char* op, const Tensor& y, const Tensor& given_mask, const Tensor& from) {
  const Tensor mask = packed(given_mask);
  const std::vector<int64_t> before = counts_before(mask);
  RG_CHECK(before.back() <= from.numel(), ShapeError, op, ": the mask is true ", before.back(),
           " times, but the source has ", from.numel(), " elements");
  const int64_t item = y.item_bytes();
  const auto put = kernels::masked().put[item];
  over_blocks(mask, before, [&](int64_t begin, int64_t end, int64_t first, int64_t) {
    put(y.bytes() + begin * item, from.bytes() + first * item, mask.bytes() + begin, end - begin);
  });
}

Tensor coordinates(const Tensor& given_mask) {
  const Tensor mask = packed(given_mask);
  const std::vector<int64_t> before = counts_before(mask);
  const int64_t n = before.back(), ndim = mask.dim();
  const Tensor all = empty({ndim, n}, DType::kInt64);
  // The positions go where the last coordinate will be, which is computed from them at the end.
  if (ndim > 0) {
    int64_t* flat = all.data<int64_t>() + (ndim - 1) * n;
    over_blocks(mask, before, [&](int64_t begin, int64_t, int64_t first, int64_t count) {
      kernels::masked().positions(flat + first, mask.bytes() + begin, count, begin);
    });
    if (ndim > 1)
      over_blocks(mask, before, [&](int64_t, int64_t, int64_t first, int64_t count) {
        int64_t inner = mask.numel();
        for (int64_t d = 0; d < ndim; ++d) {
          inner /= std::max<int64_t>(1, mask.size(d));
          kernels::masked().coordinate(all.data<int64_t>() + d * n + first, flat + first, count,
                                       std::max<int64_t>(1, inner), mask.size(d));
        }
      });
  }
  return alias(all, {n, ndim}, {1, std::max<int64_t>(1, n)});
}

void fill_chosen(const Tensor& x, const Tensor& mask, const Tensor& v) {
  run_loop(kernels::compare().where[x.item_bytes()], x, mask, v, x);
}

}  // namespace retrograd

namespace retrograd::ops {
namespace {

void check_mask(const char* op, const Tensor& mask) {
  RG_CHECK(mask.dtype() == DType::kBool, DTypeError, op,
           ": only supports boolean masks, but got mask with dtype ", mask.dtype());
}

// Throws unless the mask broadcasts to what is written to.
void check_fits_in(const char* op, const Tensor& x, const Tensor& mask) {
  RG_CHECK(can_broadcast(mask.shape(), x.shape()), ShapeError, op, ": a mask of shape ",
           mask.shape(), " does not broadcast to ", x.shape());
}

// y = v where m, else x,  dx = dy with 0 where m,  dv = the sum of dy where m
struct MaskedFill {
  static constexpr const char* name = "MaskedFill";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor mask;
  };
  static constexpr const char* saved_names[] = {"mask"};
  struct Attributes {
    bool number;
  };
  static const char* node_name(const Ctx<MaskedFill>& ctx) {
    return ctx.attributes.number ? "MaskedFillBackward0" : "MaskedFillBackward1";
  }
  static Tensor forward(Ctx<MaskedFill>* ctx, const Tensor& x, const Tensor& value,
                        const Tensor& mask, bool number, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.mask = mask;
      ctx->attributes = {number};
    }
    if (out.defined()) {
      fill_chosen(out, share_elements(out, mask) ? copy_of(mask) : mask,
                  share_elements(out, value) ? copy_of(value) : value);
      out.storage().bump_version();
      return out;
    }
    const Dims shape = broadcast_shapes("masked_fill", x.shape(), mask.shape());
    Tensor y = retrograd::empty(shape, x.dtype());
    run_loop(kernels::compare().where[y.item_bytes()], y, mask, value, x);
    return y;
  }
  static Grads<3> backward(const Ctx<MaskedFill>& ctx, const Tensor& grad) {
    const Tensor mask = ctx.saved.mask, zero = operand(0, grad);
    return {ctx.needs(0) ? masked_fill(grad, mask, zero) : Tensor(),
            ctx.needs(1) ? sum(where(mask, grad, zero)) : Tensor(), Tensor()};
  }
};

// y = x where m,  dx = dy put there
struct MaskedSelect {
  static constexpr const char* name = "MaskedSelect";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor mask;
  };
  static constexpr const char* saved_names[] = {"mask"};
  struct Attributes {
    Dims shape;
  };
  static Tensor forward(Ctx<MaskedSelect>* ctx, const Tensor& x, const Tensor& mask) {
    const Dims shape = broadcast_shapes("masked_select", x.shape(), mask.shape());
    if (ctx) {
      ctx->saved.mask = mask;
      ctx->attributes.shape = shape;
    }
    return chosen(alias_in(x, shape), alias_in(mask, shape));
  }
  static Grads<2> backward(const Ctx<MaskedSelect>& ctx, const Tensor& grad) {
    Tensor dx = zeros(ctx.attributes.shape, grad.dtype());
    return {masked_scatter_(dx, ctx.saved.mask, grad), Tensor()};
  }
};

// y = the next element of s where m, else x,  dx = dy with 0 where m,  ds = dy where m, then 0
struct MaskedScatter {
  static constexpr const char* name = "MaskedScatter";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor mask;
  };
  static constexpr const char* saved_names[] = {"mask"};
  struct Attributes {
    Dims shape;  // of s
  };
  static Tensor forward(Ctx<MaskedScatter>* ctx, const Tensor& x, const Tensor& source,
                        const Tensor& mask, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.mask = mask;
      ctx->attributes.shape = source.shape();
    }
    const char* op = "masked_scatter";
    const Dims shape = out.defined() ? out.shape() : broadcast_shapes(op, x.shape(), mask.shape());
    const bool direct = out.defined() && out.is_contiguous();
    const Tensor y = direct ? out : retrograd::empty(shape, x.dtype());
    const Tensor from = packed(share_elements(y, source) ? copy_of(source) : source);
    const Tensor whole = alias_in(share_elements(y, mask) ? copy_of(mask) : mask, shape);
    if (!direct) copy_into(y, x);
    put_chosen(op, y, whole, from);
    if (!out.defined()) return y;
    if (!direct) copy_into(out, y);
    out.storage().bump_version();
    return out;
  }
  static Grads<3> backward(const Ctx<MaskedScatter>& ctx, const Tensor& grad) {
    const Tensor mask = ctx.saved.mask;
    const Dims& shape = ctx.attributes.shape;
    Tensor ds;
    if (ctx.needs(1)) {
      const Tensor used = masked_select(grad, mask);
      const Tensor first = arange(0, used.numel(), 1, DType::kInt64);
      ds = reshape(index_put(zeros({count(shape)}, grad.dtype()), {{first}}, used, false), shape);
    }
    return {ctx.needs(0) ? masked_fill(grad, mask, operand(0, grad)) : Tensor(), ds, Tensor()};
  }
};

}  // namespace

Tensor masked_fill(const Tensor& x, const Tensor& mask, const Tensor& value) {
  check_mask("masked_fill", mask);
  const Tensor v = value_in_type("masked_fill", x, value);
  return record<MaskedFill>(x, v, mask, value.impl()->is_number);
}
Tensor& masked_fill_(Tensor& x, const Tensor& mask, const Tensor& value) {
  check_mask("masked_fill_", mask);
  check_fits_in("masked_fill_", x, mask);
  const Tensor v = value_in_type("masked_fill_", x, value);
  record_inplace<MaskedFill>("masked_fill_", x, v, mask, value.impl()->is_number);
  return x;
}

Tensor masked_select(const Tensor& x, const Tensor& mask) {
  check_mask("masked_select", mask);
  return record<MaskedSelect>(x, mask);
}

Tensor masked_scatter(const Tensor& x, const Tensor& mask, const Tensor& source) {
  check_mask("masked_scatter", mask);
  check_same_type("masked_scatter", x, source);
  return record<MaskedScatter>(x, source, mask);
}
Tensor& masked_scatter_(Tensor& x, const Tensor& mask, const Tensor& source) {
  check_mask("masked_scatter_", mask);
  check_fits_in("masked_scatter_", x, mask);
  check_same_type("masked_scatter_", x, source);
  record_inplace<MaskedScatter>("masked_scatter_", x, source, mask);
  return x;
}

Tensor nonzero(const Tensor& x) {
  return coordinates(x.dtype() == DType::kBool ? x : ne(detach(x), operand(0, x)));
}

std::vector<Tensor> nonzero_along(const Tensor& x) {
  const Tensor all = nonzero(at_least_1d(x));
  std::vector<Tensor> along;
  for (int64_t d = 0; d < all.size(1); ++d)
    along.push_back(alias(all, {all.size(0)}, {1}, d * all.size(0)));
  return along;
}

}  // namespace retrograd::ops
