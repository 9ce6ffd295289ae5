#include "ops/index/along.h"

#include <limits>

#include "base/check.h"
#include "core/index.h"
#include "core/loop/lanes.h"
#include "graph/view.h"
#include "ops/index/numbers.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// The places of the slices of x, which has dimensions. `ends`: positions may count from the end.
Places places_along(const char* op, const Tensor& x, int64_t dim, const Tensor& index,
                    bool ends = false) {
  if (!ends) check_positions(op, index, dim, x.size(dim));
  std::vector<Tensor> list(static_cast<size_t>(dim) + 1);
  list.back() = index;
  return places_of(x, list);
}

// y = the slices of x,  dx = 0 with dy added at them
struct IndexSelect {
  static constexpr const char* name = "IndexSelect";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
    Dims shape;
  };
  static Tensor forward(Ctx<IndexSelect>* ctx, const Tensor& x, const Tensor& index, int64_t dim) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, x.shape()};
    }
    const char* op = "index_select";
    const Tensor from = at_least_1d(x);
    const Places p = places_along(op, from, dim, vector_of(op, index));
    Tensor y = retrograd::empty(p.shape, x.dtype());
    read_places(y, from, p);
    return x.dim() == 0 ? alias(y, {}, {}) : y;
  }
  static Grads<2> backward(const Ctx<IndexSelect>& ctx, const Tensor& grad) {
    Tensor dx = zeros(ctx.attributes.shape, grad.dtype());
    return {index_add_(dx, ctx.attributes.dim, ctx.saved.index, grad), Tensor()};
  }
};

Tensor apart(const Tensor& y, const Tensor& source) {
  return share_elements(y, source) ? copy_of(source) : source;
}

// y = x, y[i] += a s[i] for all positions,  dx = dy,  ds = a dy at them
struct IndexAdd {
  static constexpr const char* name = "IndexAdd";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
    Scalar alpha;
  };
  static Tensor forward(Ctx<IndexAdd>* ctx, const Tensor& x, const Tensor& source,
                        const Tensor& index, int64_t dim, const Scalar& alpha,
                        const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, alpha};
    }
    const GradMode off(false);
    const char* op = "index_add";
    const Tensor numbers = vector_of(op, index), y = target_of(x, out);
    Tensor v = apart(y, at_least_1d(source));
    if (alpha.to_double() != 1) v = mul(v, full({}, alpha.as(v.dtype()), v.dtype()));
    const Tensor to = at_least_1d(y);
    check_positions(op, numbers, dim, to.size(dim));
    on_lanes(to, numbers, v, dim, true, [&](const Tensor& block, const auto& each) {
      each([&](const Tensor& at, const Tensor& given) {
        add_places(block, places_along(op, block, dim, at, true), given);
      });
    });
    y.storage().bump_version();
    return y;
  }
  static Grads<3> backward(const Ctx<IndexAdd>& ctx, const Tensor& grad) {
    Tensor ds;
    if (ctx.needs(1)) {
      ds = index_select(grad, ctx.attributes.dim, ctx.saved.index);
      if (ctx.attributes.alpha.to_double() != 1) ds = mul(ds, operand(ctx.attributes.alpha, ds));
    }
    return {grad, ds, Tensor()};
  }
};

// y = x, y[i] = s[i],  dx = dy with 0 at the positions,  ds = dy at them
struct IndexCopy {
  static constexpr const char* name = "IndexCopy";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<IndexCopy>* ctx, const Tensor& x, const Tensor& source,
                        const Tensor& index, int64_t dim, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim};
    }
    const char* op = "index_copy";
    const Tensor numbers = vector_of(op, index), y = target_of(x, out), to = at_least_1d(y);
    write_places(to, places_along(op, to, dim, numbers), apart(y, at_least_1d(source)));
    y.storage().bump_version();
    return y;
  }
  static Grads<3> backward(const Ctx<IndexCopy>& ctx, const Tensor& grad) {
    const int64_t dim = ctx.attributes.dim;
    const Tensor index = ctx.saved.index;
    return {ctx.needs(0) ? index_fill(grad, dim, index, operand(0, grad)) : Tensor(),
            ctx.needs(1) ? index_select(grad, dim, index) : Tensor(), Tensor()};
  }
};

// y = x, y[i] = v,  dx = dy with 0 at the positions,  dv = the sum of dy at them
struct IndexFill {
  static constexpr const char* name = "IndexFill";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
    bool number;
  };
  static const char* node_name(const Ctx<IndexFill>& ctx) {
    return ctx.attributes.number ? "IndexFillBackward0" : "IndexFillBackward1";
  }
  static Tensor forward(Ctx<IndexFill>* ctx, const Tensor& x, const Tensor& value,
                        const Tensor& index, int64_t dim, bool number, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, number};
    }
    const char* op = "index_fill";
    const Tensor numbers = vector_of(op, index), y = out.defined() ? out : copy_of(x),
                 to = at_least_1d(y);
    write_places(to, places_along(op, to, dim, numbers, true), apart(y, value));
    y.storage().bump_version();
    return y;
  }
  static Grads<3> backward(const Ctx<IndexFill>& ctx, const Tensor& grad) {
    const int64_t dim = ctx.attributes.dim;
    const Tensor index = ctx.saved.index, zero = operand(0, grad);
    Tensor dv;
    if (ctx.needs(1)) {
      // Positions may come twice, and count once.
      const Tensor none = zeros(grad.shape(), DType::kBool);
      const Tensor filled = index_fill(none, dim, index, operand(true, none));
      dv = sum(where(filled, grad, zero));
    }
    return {ctx.needs(0) ? index_fill(grad, dim, index, zero) : Tensor(), dv, Tensor()};
  }
};

// What select() or slice() shows.
struct Stretch {
  bool single;
  int64_t dim, start, end, step;

  Tensor of(const Tensor& x) const {
    return single ? select(x, dim, start) : slice(x, dim, start, end, step);
  }
};

// y = x with s on a stretch of it,  dx = dy with 0 there,  ds = dy there
struct StretchScatter {
  static constexpr const char* name = "SliceScatter";
  static constexpr auto jvp = Jvp::kLinear;
  using Attributes = Stretch;
  static const char* node_name(const Ctx<StretchScatter>& ctx) {
    return ctx.attributes.single ? "SelectScatterBackward0" : "SliceScatterBackward0";
  }
  static Tensor forward(Ctx<StretchScatter>* ctx, const Tensor& x, const Tensor& src,
                        const Stretch& at) {
    const GradMode off(false);
    if (ctx) ctx->attributes = at;
    Tensor y = copy_of(x);
    copy_into(at.of(y), src);
    return y;
  }
  static Grads<2> backward(const Ctx<StretchScatter>& ctx, const Tensor& grad) {
    const Stretch& at = ctx.attributes;
    const Tensor ds = at.of(grad);
    return {ctx.needs(0) ? record<StretchScatter>(grad, zeros_like(ds), at) : Tensor(), ds};
  }
};

Tensor scattered_on(const char* op, const Tensor& x, const Tensor& src, const Stretch& at) {
  const Dims shape = at.of(detach(x)).shape();
  RG_CHECK(src.shape() == shape, ShapeError, op,
           ": expected src to have the shape of what is written, ", shape, ", got ", src.shape());
  return record<StretchScatter>(x, src, at);
}

void check_alpha(const Tensor& x, const Scalar& alpha) {
  RG_CHECK(is_floating(x.dtype()) || !alpha.is_float(), RuntimeError,
           "index_add: alpha must be an int for ", x.dtype(), ", got ", alpha);
}

}  // namespace

Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index) {
  RG_CHECK(x.dim() > 0 || index.numel() == 1, ShapeError,
           "index_select: a 0-d tensor takes one position, got ", index.numel());
  return record<IndexSelect>(x, index, wrap_dim("index_select", dim, x.dim()));
}

Tensor index_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                 const Scalar& alpha) {
  dim = wrap_dim("index_add", dim, x.dim());
  check_slices("index_add", x, dim, index, source);
  check_alpha(x, alpha);
  return record<IndexAdd>(x, source, index, dim, alpha);
}
Tensor& index_add_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                   const Scalar& alpha) {
  dim = wrap_dim("index_add_", dim, x.dim());
  check_slices("index_add_", x, dim, index, source);
  check_alpha(x, alpha);
  record_inplace<IndexAdd>("index_add_", x, source, index, dim, alpha);
  return x;
}

Tensor index_copy(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source) {
  dim = wrap_dim("index_copy", dim, x.dim());
  check_slices("index_copy", x, dim, index, source);
  return record<IndexCopy>(x, source, index, dim);
}
Tensor& index_copy_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source) {
  dim = wrap_dim("index_copy_", dim, x.dim());
  check_slices("index_copy_", x, dim, index, source);
  record_inplace<IndexCopy>("index_copy_", x, source, index, dim);
  return x;
}

Tensor index_fill(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& value) {
  const Tensor v = value_in_type("index_fill", x, value);
  dim = wrap_dim("index_fill", dim, x.dim());
  return record<IndexFill>(x, v, index, dim, value.impl()->is_number);
}
Tensor& index_fill_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& value) {
  const Tensor v = value_in_type("index_fill_", x, value);
  dim = wrap_dim("index_fill_", dim, x.dim());
  record_inplace<IndexFill>("index_fill_", x, v, index, dim, value.impl()->is_number);
  return x;
}

Tensor select_scatter(const Tensor& x, const Tensor& src, int64_t dim, int64_t index) {
  return scattered_on("select_scatter", x, src, {true, dim, index, 0, 0});
}

Tensor slice_scatter(const Tensor& x, const Tensor& src, int64_t dim, std::optional<int64_t> start,
                     std::optional<int64_t> end, int64_t step) {
  constexpr int64_t kEnd = std::numeric_limits<int64_t>::max();
  return scattered_on("slice_scatter", x, src,
                      {false, dim, start.value_or(0), end.value_or(kEnd), step});
}

}  // namespace retrograd::ops
