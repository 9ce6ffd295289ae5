#include "ops/index/gather.h"

#include <vector>

#include "base/check.h"
#include "core/index.h"
#include "core/loop/lanes.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "kernels/move/scatter_add.h"
#include "ops/index/index.h"
#include "ops/index/numbers.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// y = x at the positions,  dx = 0 with dy added there
struct Gather {
  static constexpr const char* name = "Gather";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
    Dims shape;
  };
  static Tensor forward(Ctx<Gather>* ctx, const Tensor& x, const Tensor& index, int64_t dim) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, x.shape()};
    }
    const Tensor from = at_least_1d(x), at = positions_along("gather", from, dim, index, false);
    Tensor y = retrograd::empty(index.shape(), x.dtype());
    if (y.numel() > 0) gather_along("gather", at_least_1d(y), from, at, dim);
    return y;
  }
  static Grads<2> backward(const Ctx<Gather>& ctx, const Tensor& grad) {
    Tensor dx = zeros(ctx.attributes.shape, grad.dtype());
    return {scatter_add_(dx, ctx.attributes.dim, ctx.saved.index, grad), Tensor()};
  }
};

// What is written to y: of the index's shape and contiguous, or one element for all.
Tensor spread(const Tensor& y, const Tensor& src) {
  if (src.numel() == 1 || !share_elements(y, src)) return packed(src);
  return copy_of(packed(src));
}

// y = x with y = s at the positions,  dx = dy with 0 there,  ds = dy there
struct Scatter {
  static constexpr const char* name = "Scatter";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
    bool number;
  };
  static const char* node_name(const Ctx<Scatter>& ctx) {
    return ctx.attributes.number ? "ScatterBackward1" : "ScatterBackward0";
  }
  static Tensor forward(Ctx<Scatter>* ctx, const Tensor& x, const Tensor& src, const Tensor& index,
                        int64_t dim, bool number, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim, number};
    }
    const Tensor y = target_of(x, out);
    const Tensor at = positions_apart("scatter", x, dim, index, y);
    const Tensor v = src.numel() == 1 ? copy_of(src) : spread(y, src);
    scatter_along(at_least_1d(y), v, at, dim);
    y.storage().bump_version();
    return y;
  }
  static Grads<3> backward(const Ctx<Scatter>& ctx, const Tensor& grad) {
    const auto [dim, number] = ctx.attributes;
    const Tensor index = ctx.saved.index;
    Tensor ds;
    if (ctx.needs(1)) {
      // One value for all: the places that were written, each once, however often they come.
      const Tensor none = zeros(grad.shape(), DType::kBool);
      if (number)
        ds = sum(where(scatter(none, dim, index, operand(true, none)), grad, operand(0, grad)));
      else
        ds = gather(grad, dim, index);
    }
    return {ctx.needs(0) ? scatter(grad, dim, index, operand(0, grad)) : Tensor(), ds, Tensor()};
  }
};

// y = x with y += s at the positions,  dx = dy,  ds = dy there
struct ScatterAdd {
  static constexpr const char* name = "ScatterAdd";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<ScatterAdd>* ctx, const Tensor& x, const Tensor& src,
                        const Tensor& index, int64_t dim, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {dim};
    }
    const Tensor y = target_of(x, out);
    const Tensor at = positions_apart("scatter_add", x, dim, index, y);
    const kernels::GatherLoop add = kernels::scatter_add().add[computing(y.dtype())];
    on_lanes(at_least_1d(y), at, at_least_1d(spread(y, src)), dim, false,
             [&](const Tensor& block, const auto& each) {
               each([&](const Tensor& places, const Tensor& given) {
                 scatter_along(block, given, places, dim, add);
               });
             });
    y.storage().bump_version();
    return y;
  }
  static Grads<3> backward(const Ctx<ScatterAdd>& ctx, const Tensor& grad) {
    return {grad, ctx.needs(1) ? gather(grad, ctx.attributes.dim, ctx.saved.index) : Tensor(),
            Tensor()};
  }
};

// The places of positions in the flattened x, which is contiguous.
Places flat_places(const Tensor& x, const Tensor& index) {
  return places_of(alias(x, {x.numel()}, {1}), {index});
}

// y = x at positions of the flattened x,  dx = 0 with dy added there
struct Take {
  static constexpr const char* name = "Take";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    Dims shape;
  };
  static Tensor forward(Ctx<Take>* ctx, const Tensor& x, const Tensor& index) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes.shape = x.shape();
    }
    const Tensor from = packed(x);
    Tensor y = retrograd::empty(index.shape(), x.dtype());
    const Places p = flat_places(from, numbers_of("take", index));
    read_places(y, from, p);
    return y;
  }
  static Grads<2> backward(const Ctx<Take>& ctx, const Tensor& grad) {
    Tensor dx = zeros(ctx.attributes.shape, grad.dtype());
    return {put_(dx, ctx.saved.index, grad, true), Tensor()};
  }
};

// y = x with y = s at positions of the flattened x,  dx = dy with 0 there,  ds = dy there;  where s
// is added, dx = dy
struct Put {
  static constexpr const char* name = "Put";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    SavedTensor index;
  };
  static constexpr const char* saved_names[] = {"index"};
  struct Attributes {
    bool accumulate;
    Dims shape;  // of s
  };
  static Tensor forward(Ctx<Put>* ctx, const Tensor& x, const Tensor& source, const Tensor& index,
                        bool accumulate, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.index = index;
      ctx->attributes = {accumulate, source.shape()};
    }
    const Tensor numbers = numbers_of("put", index), y = out.defined() ? out : copy_of(x);
    const bool direct = y.is_contiguous();
    const Tensor to = direct ? y : packed(y);
    const Tensor given = packed(share_elements(y, source) ? copy_of(source) : source);
    const Tensor v = alias(given, index.shape(), contiguous_strides(index.shape()));
    const Places p = flat_places(to, numbers);
    if (accumulate && is_narrow(y.dtype()))
      detail::add_narrow(alias(to, {to.numel()}, {1}), {numbers}, v);
    else if (accumulate)
      add_places(to, p, v);
    else
      write_places(to, p, v);
    if (!direct) copy_into(y, to);
    y.storage().bump_version();
    return y;
  }
  static Grads<3> backward(const Ctx<Put>& ctx, const Tensor& grad) {
    const Tensor index = ctx.saved.index;
    const auto& [accumulate, shape] = ctx.attributes;
    Tensor dx;
    if (ctx.needs(0))
      dx = accumulate ? grad : put(grad, index, zeros(index.shape(), grad.dtype()), false);
    return {dx, ctx.needs(1) ? reshape(take(grad, index), shape) : Tensor(), Tensor()};
  }
};

void check_put(const char* op, const Tensor& x, const Tensor& index, const Tensor& source) {
  check_same_type(op, x, source);
  RG_CHECK(source.numel() == index.numel(), IndexError, op,
           ": expected source and index to have the same number of elements, but got ",
           source.numel(), " and ", index.numel());
}

}  // namespace

Tensor gather(const Tensor& x, int64_t dim, const Tensor& index) {
  return record<Gather>(x, index, wrap_dim("gather", dim, x.dim()));
}

// A Python number is one value for all.
Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
  dim = wrap_dim("scatter", dim, x.dim());
  const bool number = src.impl()->is_number;
  const Tensor v = number ? value_in_type("scatter", x, src) : source_for("scatter", x, index, src);
  return record<Scatter>(x, v, index, dim, number);
}
Tensor& scatter_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
  dim = wrap_dim("scatter_", dim, x.dim());
  const bool number = src.impl()->is_number;
  const Tensor v =
      number ? value_in_type("scatter_", x, src) : source_for("scatter_", x, index, src);
  record_inplace<Scatter>("scatter_", x, v, index, dim, number);
  return x;
}

Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
  dim = wrap_dim("scatter_add", dim, x.dim());
  return record<ScatterAdd>(x, source_for("scatter_add", x, index, src), index, dim);
}
Tensor& scatter_add_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src) {
  dim = wrap_dim("scatter_add_", dim, x.dim());
  record_inplace<ScatterAdd>("scatter_add_", x, source_for("scatter_add_", x, index, src), index,
                             dim);
  return x;
}

Tensor take_along_dim(const Tensor& x, const Tensor& index, std::optional<int64_t> dim) {
  const char* op = "take_along_dim";
  const bool wide = index.dtype() == DType::kInt64;
  RG_CHECK(wide || index.dtype() == DType::kInt32, DTypeError, op,
           ": expected indices of int64 or int32, got ", index.dtype());
  const auto from_front = [](const Tensor& at, int64_t n) {
    return where(lt(at, 0), add(at, operand(n, at)), at);
  };
  if (!dim) return gather(flatten(x), 0, from_front(flatten(index), x.numel()));
  const int64_t d = wrap_dim(op, *dim, x.dim());
  RG_CHECK(x.dim() == index.dim(), ShapeError, op,
           ": input and indices should have the same number of dimensions, but got ", x.dim(),
           " and ", index.dim());
  Dims own = x.shape(), others = index.shape();
  own[d] = others[d] = 1;
  const Dims both = broadcast_shapes(op, own, others);
  Dims to = both, from = both;
  to[d] = index.size(d);
  from[d] = x.size(d);
  return gather(expand(x, from), d, from_front(expand(index, to), x.size(d)));
}

Tensor one_hot(const Tensor& x, int64_t classes) {
  const char* op = "one_hot";
  RG_CHECK(x.dtype() == DType::kInt64, DTypeError, op, ": the classes must be int64, got ",
           x.dtype(), "; convert them with .to()");
  RG_CHECK(classes != -1 || x.numel() > 0, ShapeError, op,
           ": can not infer the number of classes from an empty tensor");
  const Tensor at = packed(x);
  const auto* const given = at.data<int64_t>();
  const auto outside = [&](int64_t end) {
    return kernels::gather().outside(given, at.numel(), 0, end);
  };
  int64_t n = classes;
  if (classes == -1) n = std::max<int64_t>(max(at).item().to_int(), -1) + 1;
  const int64_t wrong = outside(std::max<int64_t>(n, 0));
  if (wrong < at.numel())
    RG_CHECK(given[wrong] >= 0, DomainError, op, ": class values must be non-negative, got ",
             given[wrong]);
  RG_CHECK(n > 0 || (n == 0 && x.numel() == 0), ShapeError, op,
           ": the number of classes must be positive, got ", n);
  RG_CHECK(wrong == at.numel(), DomainError, op,
           ": class values must be smaller than num_classes, ", n, ", got ", given[wrong]);
  Dims shape = x.shape(), each = x.shape();
  shape.push_back(n);
  each.push_back(1);
  Tensor y = zeros(shape, DType::kInt64);
  scatter_along(y, number(1), alias(at, each, contiguous_strides(each)), x.dim());
  return y;
}

Tensor take(const Tensor& x, const Tensor& index) { return record<Take>(x, index); }

Tensor put(const Tensor& x, const Tensor& index, const Tensor& source, bool accumulate) {
  check_put("put", x, index, source);
  return record<Put>(x, source, index, accumulate);
}
Tensor& put_(Tensor& x, const Tensor& index, const Tensor& source, bool accumulate) {
  check_put("put_", x, index, source);
  record_inplace<Put>("put_", x, source, index, accumulate);
  return x;
}

std::vector<Tensor> unravel_index(const Tensor& positions, const Dims& shape) {
  const DType t = positions.dtype();
  RG_CHECK(is_integral(t) && t != DType::kBool, DTypeError,
           "unravel_index: expected positions of an integer dtype, got ", t,
           "; convert them with long()");
  for (const int64_t n : shape)
    RG_CHECK(n >= 0, ValueError, "unravel_index: a length cannot be negative, got ", shape);
  // The positions need not all be in 64 bits, but steps along the dims have to be.
  int64_t step = 1;
  bool none = false;
  for (size_t d = shape.size(); d-- > 0;) {
    none |= shape[d] == 0;
    RG_CHECK(d == 0 || !__builtin_mul_overflow(step, std::max<int64_t>(shape[d], 1), &step),
             ShapeError, "unravel_index: a step along dim ", d - 1, " of shape ", shape,
             " has more than 64 bits");
  }
  RG_CHECK(positions.numel() == 0 || !none, RuntimeError,
           "unravel_index: there are no positions in shape ", shape);
  std::vector<Tensor> all(shape.size());
  Tensor rest = to(positions, DType::kInt64);
  for (size_t d = shape.size(); d-- > 0;) {
    const Tensor n = number(Scalar(std::max<int64_t>(shape[d], 1)));
    all[d] = remainder(rest, n);
    if (d > 0) rest = floor_divide(rest, n);
  }
  return all;
}

}  // namespace retrograd::ops
