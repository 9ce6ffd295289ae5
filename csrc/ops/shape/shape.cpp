#include "ops/shape/shape.h"

#include <algorithm>
#include <optional>
#include <string_view>

#include "base/check.h"
#include "graph/view.h"
#include "ops/pointwise/map.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// Strides with which x reads as `shape`, where no copy is needed. REQUIRES: as many elements.
std::optional<Dims> view_strides(const Tensor& x, const Dims& shape) {
  const Dims &lengths = x.shape(), &steps = x.strides();
  if (lengths.empty()) return Dims(shape.size(), 1);
  if (x.numel() == 0) return shape == lengths ? steps : contiguous_strides(shape);
  // From the end: each run of x's dimensions that is one block of memory must be filled by a run of
  // new ones. Those of length 1 belong to any run.
  Dims strides(shape.size());
  size_t to = shape.size();
  for (size_t from = lengths.size(); from-- > 0;) {
    const int64_t inner = steps[from];
    int64_t block = lengths[from], filled = 1;
    for (; from > 0 && (lengths[from - 1] == 1 || steps[from - 1] == block * inner); --from)
      block *= lengths[from - 1];
    for (; to > 0 && (filled < block || shape[to - 1] == 1); filled *= shape[to])
      strides[--to] = inner * filled;
    if (filled != block) return std::nullopt;
  }
  return strides;
}

// y is x under other lengths,  dx = dy under the old ones
struct View {
  static constexpr const char* name = "View";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shape;
    bool of_copy;
  };
  static Tensor forward(Ctx<View>* ctx, const Tensor& x, const Dims& shape, const Dims& strides,
                        bool of_copy) {
    if (ctx) ctx->attributes = {x.shape(), of_copy};
    return alias(x, shape, strides);
  }
  static SavedValues shown(const Attributes& at) { return {{"self_sym_sizes", at.shape}}; }
  static const char* node_name(const Ctx<View>& ctx) {
    return ctx.attributes.of_copy ? "UnsafeViewBackward0" : "ViewBackward0";
  }
  static Grads<1> backward(const Ctx<View>& ctx, const Tensor& grad) {
    return {reshape(grad, ctx.attributes.shape)};
  }
};

// y is x,  dx = dy
struct Alias {
  static constexpr const char* name = "Alias";
  static constexpr auto jvp = Jvp::kLinear;
  static Tensor forward(Ctx<Alias>*, const Tensor& x) { return alias(x); }
  static Grads<1> backward(const Ctx<Alias>&, const Tensor& grad) { return {grad}; }
};

// y repeats x,  dx is the sum over the repeats, which the engine takes
struct Expand {
  static constexpr const char* name = "Expand";
  static constexpr auto jvp = Jvp::kLinear;
  static Tensor forward(Ctx<Expand>*, const Tensor& x, const Dims& shape) {
    return alias_in(x, shape);
  }
  static Grads<1> backward(const Ctx<Expand>&, const Tensor& grad) { return {grad}; }
};

// y has the dimensions of x in another order,  dx = dy put back
struct Permute {
  static constexpr const char* name = "Permute";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    const char* torch_name;  // for this way of permuting
    Dims inverse;
  };
  static Tensor forward(Ctx<Permute>* ctx, const Tensor& x, const Dims& dims,
                        const char* torch_name) {
    Dims shape, strides, inverse(dims.size());
    for (size_t i = 0; i < dims.size(); ++i) {
      shape.push_back(x.shape()[dims[i]]);
      strides.push_back(x.strides()[dims[i]]);
      inverse[dims[i]] = static_cast<int64_t>(i);
    }
    if (ctx) ctx->attributes = {torch_name, inverse};
    return alias(x, shape, strides);
  }
  static const char* node_name(const Ctx<Permute>& ctx) { return ctx.attributes.torch_name; }
  // A transposition would name its two dims, in an order that is not kept.
  static SavedValues shown(const Attributes& at) {
    if (std::string_view(at.torch_name) != "PermuteBackward0") return {};
    Dims dims(at.inverse.size());
    for (size_t i = 0; i < dims.size(); ++i) dims[at.inverse[i]] = static_cast<int64_t>(i);
    return {{"dims", dims}};
  }
  static Grads<1> backward(const Ctx<Permute>& ctx, const Tensor& grad) {
    return {permute(grad, ctx.attributes.inverse)};
  }
};

struct Unsqueeze {
  static constexpr const char* name = "Unsqueeze";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim;
  };
  static Tensor forward(Ctx<Unsqueeze>* ctx, const Tensor& x, int64_t dim) {
    if (ctx) ctx->attributes.dim = dim;
    Dims shape = x.shape(), strides = x.strides();
    const bool last = dim == x.dim();
    strides.insert(dim, last ? 1 : shape[dim] * strides[dim]);
    shape.insert(dim, 1);
    return alias(x, shape, strides);
  }
  static SavedValues shown(const Attributes& at) { return {{"dim", at.dim}}; }
  static Grads<1> backward(const Ctx<Unsqueeze>& ctx, const Tensor& grad) {
    return {squeeze(grad, {ctx.attributes.dim})};
  }
};

struct Squeeze {
  static constexpr const char* name = "Squeeze";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shape;
  };
  static Tensor forward(Ctx<Squeeze>* ctx, const Tensor& x, const Dims& dims) {
    if (ctx) ctx->attributes.shape = x.shape();
    Dims shape, strides;
    for (int64_t d = 0; d < x.dim(); ++d) {
      if (x.shape()[d] == 1 && std::find(dims.begin(), dims.end(), d) != dims.end()) continue;
      shape.push_back(x.shape()[d]);
      strides.push_back(x.strides()[d]);
    }
    return alias(x, shape, strides);
  }
  static SavedValues shown(const Attributes& at) { return {{"self_sym_sizes", at.shape}}; }
  static Grads<1> backward(const Ctx<Squeeze>& ctx, const Tensor& grad) {
    return {reshape(grad, ctx.attributes.shape)};
  }
};

Tensor slice_backward(const Tensor& grad, const Dims& shape, int64_t dim, int64_t start,
                      int64_t step);

// y = x[start::step] along dim,  dx = 0 with dy written there
struct Slice {
  static constexpr const char* name = "Slice";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shape;
    int64_t dim, start, step;
  };
  static Tensor forward(Ctx<Slice>* ctx, const Tensor& x, int64_t dim, int64_t start,
                        int64_t length, int64_t step) {
    if (ctx) ctx->attributes = {x.shape(), dim, start, step};
    return alias_along(x, dim, start, length, step);
  }
  static SavedValues shown(const Attributes& at) {
    return {{"self_sym_sizes", at.shape}, {"dim", at.dim}, {"start", at.start}, {"step", at.step}};
  }
  static Grads<1> backward(const Ctx<Slice>& ctx, const Tensor& grad) {
    const Attributes& at = ctx.attributes;
    return {slice_backward(grad, at.shape, at.dim, at.start, at.step)};
  }
};

// z = 0 with g written at [start::step],  dg = dz[start::step]
struct SliceBackward {
  static constexpr const char* name = "SliceBackward";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim, start, length, step;
  };
  static Tensor forward(Ctx<SliceBackward>* ctx, const Tensor& g, const Dims& shape, int64_t dim,
                        int64_t start, int64_t step) {
    const int64_t length = g.shape()[dim];
    if (ctx) ctx->attributes = {dim, start, length, step};
    Tensor z = zeros(shape, g.dtype());
    copy_into(alias_along(z, dim, start, length, step), g);
    return z;
  }
  static SavedValues shown(const Attributes& at) {
    return {{"dim", at.dim}, {"start", at.start}, {"step", at.step}};
  }
  static Grads<1> backward(const Ctx<SliceBackward>& ctx, const Tensor& grad) {
    const Attributes& at = ctx.attributes;
    return {record_view<Slice>(grad, at.dim, at.start, at.length, at.step)};
  }
};
Tensor slice_backward(const Tensor& grad, const Dims& shape, int64_t dim, int64_t start,
                      int64_t step) {
  return record<SliceBackward>(grad, shape, dim, start, step);
}

// y = x[index] along dim,  dx = 0 with dy written there
struct Select {
  static constexpr const char* name = "Select";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shape;
    int64_t dim, index;
  };
  static Tensor forward(Ctx<Select>* ctx, const Tensor& x, int64_t dim, int64_t index) {
    if (ctx) ctx->attributes = {x.shape(), dim, index};
    return alias_at(x, dim, index);
  }
  static SavedValues shown(const Attributes& at) {
    return {{"self_sym_sizes", at.shape}, {"dim", at.dim}, {"index", at.index}};
  }
  static Grads<1> backward(const Ctx<Select>& ctx, const Tensor& grad) {
    const Attributes& at = ctx.attributes;
    return {slice_backward(unsqueeze(grad, at.dim), at.shape, at.dim, at.index, 1)};
  }
};

Tensor permuted(const Tensor& x, const Dims& dims, const char* torch_name) {
  return record_view<Permute>(x, dims, torch_name);
}

}  // namespace

Dims infer_shape(const char* op, const Dims& shape, int64_t numel) {
  Dims out = shape;
  int64_t unknown = -1;
  for (size_t i = 0; i < out.size(); ++i) {
    if (out[i] != -1) continue;
    RG_CHECK(unknown < 0, ShapeError, op, ": only one length can be inferred (-1), got ", shape);
    unknown = static_cast<int64_t>(i);
    out[i] = 1;
  }
  const int64_t known = check_shape(op, out);
  if (unknown >= 0) {
    RG_CHECK(known != 0, ShapeError, op, ": the length -1 of ", shape,
             " is ambiguous (any value fits)");
    out[unknown] = numel / known;
  }
  RG_CHECK(count(out) == numel, ShapeError, op, ": shape ", shape, " is invalid for a tensor of ",
           numel, " elements");
  return out;
}

Tensor view_of(const Tensor& x) { return record_view<Alias>(x); }

Tensor view(const Tensor& x, const Dims& wanted) {
  const Dims shape = infer_shape("view", wanted, x.numel());
  const std::optional<Dims> strides = view_strides(x, shape);
  RG_CHECK(strides, ShapeError, "view: a tensor of shape ", x.shape(), " and strides ", x.strides(),
           " cannot be viewed as ", shape, " without a copy; use reshape()");
  return record_view<View>(x, shape, *strides, false);
}

Tensor view(const Tensor& x, DType t) {
  const int64_t from = x.item_bytes(), to = item_size(t);
  Dims shape = x.shape(), strides = x.strides();
  if (from != to) {
    const auto check = [&](bool holds, const auto&... what) {
      RG_CHECK(holds, ShapeError, "view: ", what..., " to view ", x.dtype(), " as ", t,
               " (different element sizes), but shape is ", x.shape(), " and strides are ",
               x.strides());
    };
    check(x.dim() > 0, "there must be a dimension");
    check(x.stride(-1) == 1, "the last stride must be 1");
    if (from > to) {
      const int64_t parts = from / to;
      shape.back() *= parts;
      for (size_t d = 0; d + 1 < strides.size(); ++d) strides[d] *= parts;
    } else {
      const int64_t parts = to / from;
      check(shape.back() % parts == 0, "the last length must be divisible by ", parts);
      check(x.storage_offset() % parts == 0, "the storage offset must be divisible by ", parts);
      shape.back() /= parts;
      for (size_t d = 0; d + 1 < strides.size(); ++d) {
        check(strides[d] % parts == 0, "strides must be divisible by ", parts);
        strides[d] /= parts;
      }
    }
  }
  return Tensor(make_ref<TensorImpl>(x.impl()->storage, x.bytes(), Layout::of(shape, strides), t));
}

Tensor reshape(const Tensor& x, const Dims& wanted) {
  const Dims shape = infer_shape("reshape", wanted, x.numel());
  if (std::optional<Dims> strides = view_strides(x, shape))
    return record_view<View>(x, shape, *strides, false);
  // Nobody else has the copy, so this is no view of it.
  return record<View>(contiguous(x), shape, contiguous_strides(shape), true);
}

Tensor ravel(const Tensor& x) { return reshape(contiguous(x), {x.numel()}); }

Tensor flatten(const Tensor& x, int64_t start, int64_t end) {
  start = wrap_dim("flatten", start, x.dim());
  end = wrap_dim("flatten", end, x.dim());
  RG_CHECK(start <= end, ShapeError, "flatten: start_dim ", start, " comes after end_dim ", end);
  if (x.dim() == 0) return reshape(x, {1});
  if (start == end) return x;
  Dims shape(x.shape().begin(), x.shape().begin() + start);
  int64_t merged = 1;
  for (int64_t d = start; d <= end; ++d) merged *= x.shape()[d];
  shape.push_back(merged);
  shape.append(x.shape().begin() + end + 1, x.shape().end());
  return reshape(x, shape);
}

Tensor expand(const Tensor& x, const Dims& wanted) {
  const auto lead = static_cast<int64_t>(wanted.size()) - x.dim();
  RG_CHECK(lead >= 0, ShapeError, "expand: ", wanted, " has fewer dimensions than the tensor, ",
           x.shape());
  Dims shape = wanted;
  for (int64_t i = 0; i < static_cast<int64_t>(shape.size()); ++i) {
    if (shape[i] != -1) continue;
    RG_CHECK(i >= lead, ShapeError, "expand: a new leading dimension needs a length, got ", wanted);
    shape[i] = x.shape()[i - lead];
  }
  check_shape("expand", shape);
  RG_CHECK(can_broadcast(x.shape(), shape), ShapeError, "expand: shape ", x.shape(),
           " does not expand to ", wanted, ": only dimensions of length 1 can");
  return record_view<Expand>(x, shape);
}

Tensor permute(const Tensor& x, const Dims& dims) {
  RG_CHECK(static_cast<int64_t>(dims.size()) == x.dim(), ShapeError, "permute: ", dims.size(),
           " dims given for a tensor of ", x.dim());
  return permuted(x, dims.empty() ? dims : wrap_dims("permute", dims, x.dim()), "PermuteBackward0");
}

Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1) {
  dim0 = wrap_dim("transpose", dim0, x.dim());
  dim1 = wrap_dim("transpose", dim1, x.dim());
  Dims dims;
  for (int64_t d = 0; d < x.dim(); ++d) dims.push_back(d);
  if (x.dim() > 0) std::swap(dims[dim0], dims[dim1]);
  return permuted(x, dims, "TransposeBackward0");
}

Tensor t(const Tensor& x) {
  RG_CHECK(x.dim() <= 2, ShapeError, "t: expected at most 2 dimensions, got shape ", x.shape(),
           "; use transpose(dim0, dim1)");
  return permuted(x, x.dim() == 2 ? Dims{1, 0} : x.dim() == 1 ? Dims{0} : Dims{}, "TBackward0");
}

Tensor reversed_dims(const Tensor& x) {
  Dims dims;
  for (int64_t d = x.dim(); d-- > 0;) dims.push_back(d);
  return permuted(x, dims, "PermuteBackward0");
}

Tensor mT(const Tensor& x) {
  if (x.dim() == 0) return x;
  RG_CHECK(x.dim() >= 2, ShapeError, "mT: expected at least 2 dimensions, got shape ", x.shape());
  return transpose(x, -2, -1);
}

Tensor movedim(const Tensor& x, const Dims& from, const Dims& to) {
  RG_CHECK(from.size() == to.size(), ShapeError, "movedim: ", from.size(), " source dims but ",
           to.size(), " destination dims");
  if (from.empty()) return view_of(x);
  const Dims sources = wrap_dims("movedim", from, x.dim()),
             places = wrap_dims("movedim", to, x.dim());
  if (x.dim() == 0) return view_of(x);
  Dims dims(x.shape().size(), -1);
  for (size_t i = 0; i < places.size(); ++i) dims[places[i]] = sources[i];
  int64_t next = 0;
  for (int64_t& d : dims) {
    if (d >= 0) continue;
    while (std::find(sources.begin(), sources.end(), next) != sources.end()) ++next;
    d = next++;
  }
  return permute(x, dims);
}

Tensor unsqueeze(const Tensor& x, int64_t dim) {
  Dims grown = x.shape();
  grown.push_back(1);
  check_shape("unsqueeze", grown);
  return record_view<Unsqueeze>(x, wrap_dim("unsqueeze", dim, x.dim() + 1));
}

Tensor squeeze(const Tensor& x) {
  return record_view<Squeeze>(x, wrap_dims("squeeze", {}, x.dim()));
}

Tensor squeeze(const Tensor& x, const Dims& dims) {
  if (dims.empty()) return record_view<Squeeze>(x, dims);
  return record_view<Squeeze>(x, wrap_dims("squeeze", dims, x.dim()));
}

Tensor unflatten(const Tensor& x, int64_t dim, const Dims& lengths) {
  RG_CHECK(!lengths.empty(), ShapeError, "unflatten: sizes is empty");
  RG_CHECK(x.dim() > 0, IndexError, "unflatten: a 0-d tensor has no dimension ", dim);
  dim = wrap_dim("unflatten", dim, x.dim());
  Dims shape(x.shape().begin(), x.shape().begin() + dim);
  const Dims parts = infer_shape("unflatten", lengths, x.size(dim));
  shape.append(parts.begin(), parts.end());
  shape.append(x.shape().begin() + dim + 1, x.shape().end());
  return view(x, shape);
}

Tensor at_least(const Tensor& x, int64_t ndim) {
  if (x.dim() >= ndim) return x;
  if (x.dim() == 0) return view(x, Dims(ndim, 1));
  const Tensor y = x.dim() == 1 ? unsqueeze(x, 0) : x;
  return ndim == 3 ? unsqueeze(y, 2) : y;
}

std::vector<Tensor> broadcast_tensors(const std::vector<Tensor>& xs) {
  Dims shape;
  for (const Tensor& x : xs) shape = broadcast_shapes("broadcast_tensors", shape, x.shape());
  std::vector<Tensor> ys;
  for (const Tensor& x : xs) ys.push_back(x.shape() == shape ? x : expand(x, shape));
  return ys;
}

std::vector<Tensor> meshgrid(const std::vector<Tensor>& xs, bool swapped) {
  RG_CHECK(!xs.empty(), ShapeError, "meshgrid: expected at least one tensor");
  const auto place = [&](size_t i) { return swapped && i < 2 && xs.size() > 1 ? 1 - i : i; };
  Dims shape(xs.size());
  for (size_t i = 0; i < xs.size(); ++i) {
    RG_CHECK(xs[i].dim() <= 1, ShapeError, "meshgrid: expected vectors or 0-d tensors, got shape ",
             xs[i].shape());
    RG_CHECK(xs[i].dtype() == xs[0].dtype(), DTypeError,
             "meshgrid: expected tensors of one dtype, got ", xs[0].dtype(), " and ",
             xs[i].dtype());
    shape[place(i)] = xs[i].numel();
  }
  check_shape("meshgrid", shape, xs[0].item_bytes());
  std::vector<Tensor> ys;
  for (size_t i = 0; i < xs.size(); ++i) {
    Dims own(xs.size(), 1);
    own[place(i)] = xs[i].numel();
    ys.push_back(expand(view(xs[i], own), shape));
  }
  return ys;
}

Tensor select(const Tensor& x, int64_t dim, int64_t index) {
  RG_CHECK(x.dim() > 0, IndexError, "select: a 0-d tensor has no dimension to index; use item()");
  dim = wrap_dim("select", dim, x.dim());
  const int64_t n = x.shape()[dim];
  RG_CHECK(-n <= index && index < n, IndexError, "index ", index, " is out of range for dimension ",
           dim, " of length ", n);
  return record_view<Select>(x, dim, index < 0 ? index + n : index);
}

Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t end, int64_t step) {
  RG_CHECK(x.dim() > 0, IndexError, "slice: a 0-d tensor has no dimension to slice");
  RG_CHECK(step > 0, ValueError, "slice: step must be positive, got ", step,
           "; reverse a dimension with flip()");
  dim = wrap_dim("slice", dim, x.dim());
  const int64_t n = x.shape()[dim];
  const auto clip = [n](int64_t i) { return std::clamp<int64_t>(i < 0 ? i + n : i, 0, n); };
  start = clip(start);
  end = std::max(clip(end), start);
  // Not (end - start + step - 1) / step, which a step near 2^63 overflows.
  const int64_t length = end == start ? 0 : (end - start - 1) / step + 1;
  // A step past the end is kept, as in torch, where its stride in bytes is a number.
  int64_t stride;
  const bool fits = !__builtin_mul_overflow(x.stride(dim), step, &stride) && stride < int64_t{1}
                                                                                          << 59;
  return record_view<Slice>(x, dim, start, length, length > 1 || fits ? step : 1);
}

}  // namespace retrograd::ops
