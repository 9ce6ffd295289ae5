#include "ops/index/index.h"

#include <algorithm>

#include "base/check.h"
#include "core/index.h"
#include "graph/view.h"
#include "ops/index/masked.h"
#include "ops/pointwise/map.h"
#include "ops/search/unique.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

// Throws unless the mask fits the dimensions of x from `dim` on.
void check_mask(const Tensor& x, const Tensor& mask, size_t dim, size_t number) {
  RG_CHECK(mask.dim() > 0, IndexError, "index ", number,
           ": a mask without dimensions; give it one");
  for (size_t d = 0; d < mask.shape().size(); ++d)
    RG_CHECK(dim + d < x.shape().size() && mask.shape()[d] == x.shape()[dim + d], IndexError,
             "The shape of the mask ", mask.shape(), " at index ", d,
             " does not match the shape of the indexed tensor ", x.shape(), " at index ", dim + d);
}

// The index with integers alone.
std::vector<Tensor> positions(const Tensor& x, const IndexList& at) {
  std::vector<Tensor> all;
  for (size_t i = 0; i < at.tensors.size(); ++i) {
    const Tensor& tensor = at.tensors[i];
    if (!tensor.defined() || !is_mask(tensor)) {
      all.push_back(tensor);
      continue;
    }
    check_mask(x, tensor, all.size(), i);
    const Tensor found = coordinates(tensor);
    for (int64_t d = 0; d < tensor.dim(); ++d)
      all.push_back(alias(found, {found.size(0)}, {1}, d * found.size(0)));
  }
  return all;
}

// The one mask that the index is, for the first dimensions of x; else null.
const Tensor* only_mask(const Tensor& x, const IndexList& at) {
  if (at.tensors.size() != 1 || !at.tensors[0].defined() || !is_mask(at.tensors[0])) return nullptr;
  check_mask(x, at.tensors[0], 0, 0);
  return &at.tensors[0];
}

// The layout of x[index]: its dimensions lie as those of x and of the first index tensor do.
Dims strides_of_result(const Tensor& x, const std::vector<Tensor>& index, const Places& p) {
  const Tensor* first = nullptr;
  for (const Tensor& i : index)
    if (!first && i.defined()) first = &i;
  if (x.is_contiguous() && (!first || first->is_contiguous())) return contiguous_strides(p.shape);
  const Tensor from = alias(x, p.shape, p.strides);
  if (!first) return result_strides(p.shape, {&from});
  Dims own(p.shape.size(), 0);
  const int64_t skipped = p.count - first->dim();
  for (int64_t d = 0; d < first->dim(); ++d)
    if (first->size(d) != 1) own[p.first + skipped + d] = first->stride(d);
  const Tensor numbers = alias(*first, p.shape, own);
  return result_strides(p.shape, {&from, &numbers});
}

IndexList list_of(const std::vector<SavedTensor>& saved) { return {{saved.begin(), saved.end()}}; }

// y = x[i],  dx = 0 with dy added at i
struct Index {
  static constexpr const char* name = "Index";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    std::vector<SavedTensor> list;
  };
  struct Attributes {
    Dims shape;
  };
  static Tensor forward(Ctx<Index>* ctx, const Tensor& x, const IndexList& at) {
    if (ctx) {
      ctx->saved.list.assign(at.tensors.begin(), at.tensors.end());
      ctx->attributes.shape = x.shape();
    }
    if (const Tensor* mask = only_mask(x, at); mask && mask->dim() == x.dim())
      return chosen(x, *mask);
    const std::vector<Tensor> index = positions(x, at);
    const Places p = places_of(x, index);
    const Dims strides = strides_of_result(x, index, p);
    const bool direct = one_run(p, strides);
    Tensor y =
        direct ? empty_strided(p.shape, strides, x.dtype()) : retrograd::empty(p.shape, x.dtype());
    read_places(y, x, p);
    if (direct) return y;
    const Tensor laid_out = empty_strided(p.shape, strides, x.dtype());
    copy_into(laid_out, y);
    return laid_out;
  }
  static Grads<1> backward(const Ctx<Index>& ctx, const Tensor& grad) {
    const IndexList at = list_of(ctx.saved.list);
    Tensor dx = zeros(ctx.attributes.shape, grad.dtype());
    return {index_put_(dx, at, grad, true)};
  }
};

// The values in the type of x, as many as the places take.
Tensor values_for(const Tensor& x, const Tensor& values, const Dims& shape) {
  RG_CHECK(values.dtype() == x.dtype(), RuntimeError,
           "Index put requires the source and destination dtypes match, got ", x.dtype(),
           " for the destination and ", values.dtype(), " for the source; convert it with .to()");
  RG_CHECK(can_broadcast(values.shape(), shape), ShapeError,
           "shape mismatch: value tensor of shape ", values.shape(),
           " cannot be broadcast to indexing result of shape ", shape);
  return values;
}

// y = x, y[i] = v,  dx = dy with 0 at i,  dv = dy[i];  where v is added, dx = dy
struct IndexPut {
  static constexpr const char* name = "IndexPut";
  static constexpr auto jvp = Jvp::kLinear;
  struct Saved {
    std::vector<SavedTensor> list;
  };
  struct Attributes {
    bool accumulate;
  };
  static Tensor forward(Ctx<IndexPut>* ctx, const Tensor& x, const Tensor& values,
                        const IndexList& at, bool accumulate, const Tensor& out = {}) {
    if (ctx) {
      ctx->saved.list.assign(at.tensors.begin(), at.tensors.end());
      ctx->attributes.accumulate = accumulate;
    }
    const Tensor* mask = values.numel() == 1 && !accumulate ? only_mask(x, at) : nullptr;
    if (mask) {
      const Tensor y = out.defined() ? out : copy_of(x);
      const Tensor v = copy_of(values_for(x, alias(values, {}, {}), {}));
      const Tensor own = overlaps(y, *mask) ? copy_of(*mask) : *mask;
      Dims strides(x.shape().size(), 0);
      std::copy(own.strides().begin(), own.strides().end(), strides.begin());
      fill_chosen(y, alias(own, x.shape(), strides), v);
      y.storage().bump_version();
      return y;
    }
    const std::vector<Tensor> index = positions(x, at);
    Places p = places_of(x, index);
    Tensor v = values_for(x, values, p.shape);
    const Tensor y = out.defined() ? out : copy_of(x);
    if (same_window(y, v) || overlaps(y, v)) v = copy_of(v);
    if (accumulate && is_narrow(y.dtype())) {
      detail::add_narrow(y, index, v);
    } else {
      if (y.strides() != x.strides()) p = places_of(y, index);
      if (accumulate)
        add_places(y, p, v);
      else
        write_places(y, p, v);
    }
    y.storage().bump_version();
    return y;
  }
  static Grads<2> backward(const Ctx<IndexPut>& ctx, const Tensor& grad) {
    const IndexList at = list_of(ctx.saved.list);
    const bool kept = ctx.attributes.accumulate;
    Tensor dx;
    if (ctx.needs(0)) dx = kept ? grad : index_put(grad, at, zeros({}, grad.dtype()), false);
    return {dx, ctx.needs(1) ? index(grad, at) : Tensor()};
  }
};

}  // namespace

void detail::add_narrow(const Tensor& y, const std::vector<Tensor>& index, const Tensor& v) {
  const GradMode off(false);
  const Places p = places_of(y, index);
  // Sorting pays where little of much is touched.
  constexpr int64_t kMuch = 1 << 16, kLittle = 8;
  if (!p.offsets.defined() || y.numel() < kMuch || y.numel() < kLittle * count(p.shape)) {
    const Tensor wide = widened(y);
    add_places(wide, places_of(wide, index), widened(v));
    copy_into(y, wide);
    return;
  }
  // Each place once, side by side.
  const Unique once = unique(p.offsets, {{}, true, false});
  Places touched = {{}, {}, p.first, 1, once.values, p.scale};
  const auto copy = [&](const Dims& from, Dims& to, int64_t index_step) {
    to.append(from.begin(), from.begin() + p.first);
    to.push_back(index_step);
    to.append(from.begin() + p.first + p.count, from.end());
  };
  copy(p.shape, touched.shape, once.values.numel());
  copy(p.strides, touched.strides, 0);
  const Tensor before = empty(touched.shape, y.dtype());
  read_places(before, y, touched);
  const Tensor sums = widened(before);
  std::vector<Tensor> numbers(static_cast<size_t>(p.first));
  numbers.push_back(once.inverse);
  add_places(sums, places_of(sums, numbers), widened(v));
  write_places(y, touched, to(sums, y.dtype()));
}

Tensor index(const Tensor& x, const IndexList& at) { return record<Index>(x, at); }

namespace {
// A number of another type has the tangent of a number of this one.
Tensor in_type_of(const Tensor& x, const Tensor& values) {
  return values.dim() == 0 ? to(values, x.dtype()) : values;
}
}  // namespace

Tensor index_put(const Tensor& x, const IndexList& at, const Tensor& values, bool accumulate) {
  return record<IndexPut>(x, in_type_of(x, values), at, accumulate);
}

Tensor& index_put_(Tensor& x, const IndexList& at, const Tensor& values, bool accumulate) {
  record_inplace<IndexPut>("index_put_", x, in_type_of(x, values), at, accumulate);
  return x;
}

}  // namespace retrograd::ops
