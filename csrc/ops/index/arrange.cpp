#include "ops/index/arrange.h"

#include <algorithm>
#include <utility>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "ops/index/along.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/axis.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

Tensor flipped(const Tensor& x, const Dims& dims) {
  // A reading with negative strides, which no tensor outside of here has.
  Dims strides = x.strides();
  int64_t first = 0;
  for (const int64_t d : dims) {
    if (x.numel() > 0) first += (x.size(d) - 1) * strides[d];
    strides[d] = -strides[d];
  }
  Tensor y = empty_strided(x.shape(), like_strides(x), x.dtype());
  copy_into(y, alias(x, x.shape(), strides, first));
  return y;
}

// y = x with `dims` in reverse order,  dx = dy with them in reverse order
struct Flip {
  static constexpr const char* name = "Flip";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims dims;
  };
  static Tensor forward(Ctx<Flip>* ctx, const Tensor& x, const Dims& dims) {
    if (ctx) ctx->attributes = {dims};
    return flipped(x, dims);
  }
  static SavedValues shown(const Attributes& at) { return {{"dims", at.dims}}; }
  static Grads<1> backward(const Ctx<Flip>& ctx, const Tensor& grad) {
    return {flip(grad, ctx.attributes.dims)};
  }
};

// y = x turned k times by 90 degrees,  dx = dy turned -k times
struct Rot90 {
  static constexpr const char* name = "Rot90";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t k;
    Dims dims;
  };
  static Tensor forward(Ctx<Rot90>* ctx, const Tensor& x, int64_t k, const Dims& dims) {
    if (ctx) ctx->attributes = {k, dims};
    if (k == 0) return copy_of(x);
    if (k == 2) return flipped(x, dims);
    const Tensor y = flipped(x, {dims[k == 1 ? 1 : 0]});
    Dims shape = y.shape(), strides = y.strides();
    std::swap(shape[dims[0]], shape[dims[1]]);
    std::swap(strides[dims[0]], strides[dims[1]]);
    return alias(y, shape, strides);
  }
  static SavedValues shown(const Attributes& at) { return {{"k", at.k}, {"dims", at.dims}}; }
  static Grads<1> backward(const Ctx<Rot90>& ctx, const Tensor& grad) {
    return {rot90(grad, -ctx.attributes.k, ctx.attributes.dims)};
  }
};

// y[i + s] = x[i], the index modulo the length,  dx[i] = dy[i + s]
struct Roll {
  static constexpr const char* name = "Roll";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shifts, dims;
  };
  static Tensor forward(Ctx<Roll>* ctx, const Tensor& x, const Dims& shifts, const Dims& dims) {
    if (ctx) ctx->attributes = {shifts, dims};
    const Tensor y = empty(x.shape(), x.dtype());
    if (x.numel() == 0) return y;
    const auto wrapped = [](int64_t shift, int64_t n) { return (shift % n + n) % n; };
    if (dims.empty()) {
      const int64_t n = x.numel();
      move(alias(y, {n}, {1}), alias(packed(x), {n}, {1}), {wrapped(shifts[0], n)}, 0);
      return y;
    }
    Dims by(x.shape().size());
    for (size_t i = 0; i < dims.size(); ++i) {
      const int64_t n = x.size(dims[i]);
      by[dims[i]] = wrapped(by[dims[i]] + wrapped(shifts[i], n), n);
    }
    move(y, x, by, 0);
    return y;
  }
  // The part before the seam and the one behind it, for each dimension from `dim` on that has one.
  static void move(const Tensor& y, const Tensor& x, const Dims& by, int64_t dim) {
    while (dim < x.dim() && by[dim] == 0) ++dim;
    if (dim == x.dim()) return copy_into(y, x);
    const int64_t s = by[dim], n = x.size(dim);
    move(alias_along(y, dim, s, n - s), alias_along(x, dim, 0, n - s), by, dim + 1);
    move(alias_along(y, dim, 0, s), alias_along(x, dim, n - s, s), by, dim + 1);
  }
  static SavedValues shown(const Attributes& at) {
    return {{"shifts", at.shifts}, {"dims", at.dims}};
  }
  static Grads<1> backward(const Ctx<Roll>& ctx, const Tensor& grad) {
    Dims back = ctx.attributes.shifts;
    for (int64_t& s : back) s = -s;
    return {record<Roll>(grad, back, ctx.attributes.dims)};
  }
};

// The shape of x, its dimensions preceded by those of the counts.
Dims interleaved(const Dims& counts, const Dims& shape) {
  Dims both;
  for (size_t d = 0; d < counts.size(); ++d) {
    both.push_back(counts[d]);
    both.push_back(shape[d]);
  }
  return both;
}

// y holds x counts times,  dx = the sum of the parts of dy
struct Repeat {
  static constexpr const char* name = "Repeat";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shape, counts;
  };
  static Tensor forward(Ctx<Repeat>* ctx, const Tensor& x, const Dims& counts, const Dims& shape) {
    if (ctx) ctx->attributes = {x.shape(), counts};
    const Tensor y = empty(shape, x.dtype());
    if (y.numel() == 0) return y;
    const size_t lead = counts.size() - x.shape().size();
    Dims lengths(lead, 1), strides(lead);
    lengths.append(x.shape().begin(), x.shape().end());
    strides.append(x.strides().begin(), x.strides().end());
    fill(y, alias(x, lengths, strides), counts, 0);
    return y;
  }
  // The first of the repeats along `dim`, then the others as copies of what is written.
  static void fill(const Tensor& y, const Tensor& x, const Dims& counts, int64_t dim) {
    while (dim < x.dim() && counts[dim] == 1) ++dim;
    if (dim == x.dim()) return copy_into(y, x);
    const int64_t n = x.size(dim), whole = y.size(dim);
    fill(alias_along(y, dim, 0, n), x, counts, dim + 1);
    for (int64_t done = n; done < whole;) {
      const int64_t more = std::min(done, whole - done);
      copy_into(alias_along(y, dim, done, more), alias_along(y, dim, 0, more));
      done += more;
    }
  }
  static SavedValues shown(const Attributes& at) {
    return {{"self_sym_sizes", at.shape}, {"repeats", at.counts}};
  }
  static Grads<1> backward(const Ctx<Repeat>& ctx, const Tensor& grad) {
    const auto& [shape, counts] = ctx.attributes;
    if (grad.numel() == 0) return {zeros(shape, grad.dtype())};
    Dims padded(counts.size() - shape.size(), 1), dims;
    padded.append(shape.begin(), shape.end());
    for (size_t d = 0; d < counts.size(); ++d) dims.push_back(static_cast<int64_t>(2 * d));
    const Tensor parts = reshape(grad, interleaved(counts, padded));
    return {reshape(dims.empty() ? parts : sum(parts, dims, false), shape)};
  }
};

Tensor unfold_backward(const Tensor& grad, const Dims& shape, int64_t dim, int64_t size,
                       int64_t step);

// y[i, k] = x[i step + k],  dx[j] = the sum of dy[i, k] over i step + k = j
struct Unfold {
  static constexpr const char* name = "Unfold";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    Dims shape;
    int64_t dim, size, step;
  };
  static Tensor forward(Ctx<Unfold>* ctx, const Tensor& x, int64_t dim, int64_t size,
                        int64_t step) {
    if (ctx) ctx->attributes = {x.shape(), dim, size, step};
    Dims shape = x.shape(), strides = x.strides();
    shape.push_back(size);
    strides.push_back(strides[dim]);
    shape[dim] = (shape[dim] - size) / step + 1;
    strides[dim] *= step;
    return alias(x, shape, strides);
  }
  static SavedValues shown(const Attributes& at) {
    return {
        {"self_sym_sizes", at.shape}, {"dimension", at.dim}, {"size", at.size}, {"step", at.step}};
  }
  static Grads<1> backward(const Ctx<Unfold>& ctx, const Tensor& grad) {
    const auto& [shape, dim, size, step] = ctx.attributes;
    return {unfold_backward(grad, shape, dim, size, step)};
  }
};

// z[j] = the sum of g[i, k] over i step + k = j,  dg[i, k] = dz[i step + k]
struct UnfoldBackward {
  static constexpr const char* name = "UnfoldBackward";
  static constexpr auto jvp = Jvp::kLinear;
  struct Attributes {
    int64_t dim, size, step;
  };
  static Tensor forward(Ctx<UnfoldBackward>* ctx, const Tensor& g, const Dims& shape, int64_t dim,
                        int64_t size, int64_t step) {
    if (ctx) ctx->attributes = {dim, size, step};
    const Tensor z = zeros(shape, g.dtype());
    if (g.numel() == 0) return z;
    // By the fewer of the places in a window and the windows: at one of either none overlap.
    const Tensor into = Unfold::forward(nullptr, z, dim, size, step);
    const int64_t by = size <= g.size(dim) ? g.dim() - 1 : dim;
    for (int64_t i = 0; i < g.size(by); ++i) add_into(alias_at(into, by, i), alias_at(g, by, i));
    return z;
  }
  static SavedValues shown(const Attributes& at) {
    return {{"dim", at.dim}, {"size", at.size}, {"step", at.step}};
  }
  static Grads<1> backward(const Ctx<UnfoldBackward>& ctx, const Tensor& grad) {
    return {unfold(grad, ctx.attributes.dim, ctx.attributes.size, ctx.attributes.step)};
  }
};
Tensor unfold_backward(const Tensor& grad, const Dims& shape, int64_t dim, int64_t size,
                       int64_t step) {
  return record<UnfoldBackward>(grad, shape, dim, size, step);
}

}  // namespace

Tensor flip(const Tensor& x, const Dims& dims) {
  const Dims along = dims.empty() ? dims : wrap_dims("flip", dims, x.dim());
  return record<Flip>(x, x.dim() == 0 ? Dims() : along);
}

Tensor rot90(const Tensor& x, int64_t k, const Dims& dims) {
  RG_CHECK(dims.size() == 2, ShapeError, "rot90: expected two dims to turn, got ", dims);
  RG_CHECK(x.dim() >= 2, ShapeError, "rot90: expected at least 2 dimensions, got shape ",
           x.shape());
  const Dims plane = wrap_dims("rot90", dims, x.dim());
  return record<Rot90>(x, (k % 4 + 4) % 4, plane);
}

Tensor roll(const Tensor& x, const Dims& shifts, const Dims& dims) {
  RG_CHECK(!shifts.empty(), ShapeError, "roll: shifts is empty; say by how many places");
  if (dims.empty() && shifts.size() == 1) return record<Roll>(x, shifts, dims);
  RG_CHECK(shifts.size() == dims.size(), ShapeError, "roll: ", shifts.size(), " shifts but ",
           dims.size(), " dims; give one for each");
  Dims along;  // a dimension may be there twice
  for (const int64_t d : dims) {
    RG_CHECK(x.dim() > 0, IndexError, "roll: a 0-d tensor has no dimension ", d);
    along.push_back(wrap_dim("roll", d, x.dim()));
  }
  return record<Roll>(x, shifts, along);
}

Tensor repeat(const Tensor& x, const Dims& counts) {
  const size_t ndim = x.shape().size();
  RG_CHECK(counts.size() >= ndim, ShapeError, "repeat: ", counts.size(), " counts for a tensor of ",
           ndim, " dimensions; give one for each, 1 to keep it");
  Dims shape = counts;
  for (size_t d = 0; d < counts.size(); ++d) {
    RG_CHECK(counts[d] >= 0, ShapeError, "repeat: a count cannot be negative, got ", counts);
    const int64_t n = d + ndim < counts.size() ? 1 : x.shape()[d + ndim - counts.size()];
    RG_CHECK(!__builtin_mul_overflow(counts[d], n, &shape[d]), ShapeError,
             "repeat: the length of dimension ", d, " overflows 64 bits");
  }
  check_shape("repeat", shape, x.item_bytes());
  return record<Repeat>(x, counts, shape);
}

Tensor tile(const Tensor& x, const Dims& counts) {
  Dims all(std::max(x.shape().size(), counts.size()) - counts.size(), 1);
  all.append(counts.begin(), counts.end());
  return repeat(x, all);
}

Tensor repeat_interleave(const Tensor& x, int64_t n, std::optional<int64_t> dim) {
  RG_CHECK(n >= 0, ShapeError, "repeat_interleave: repeats cannot be negative, got ", n);
  RG_CHECK(!dim || x.dim() > 0, IndexError, "repeat_interleave: dim ", dim.value_or(0),
           " of a 0-d tensor");
  if (!dim) {
    return repeat_interleave(reshape(x, {-1}), n, 0);
  }
  const int64_t d = wrap_dim("repeat_interleave", *dim, x.dim());
  Dims twice = x.shape(), shape = x.shape();
  twice.insert(d + 1, n);
  RG_CHECK(!__builtin_mul_overflow(shape[d], n, &shape[d]), ShapeError,
           "repeat_interleave: the length of dimension ", d, " overflows 64 bits");
  check_shape("repeat_interleave", shape, x.item_bytes());
  return reshape(clone(expand(unsqueeze(x, d + 1), twice), MemoryFormat::kContiguous), shape);
}

Tensor repeated_places(const Tensor& times, std::optional<int64_t> length) {
  const DType t = times.dtype();
  RG_CHECK(t == DType::kInt64 || t == DType::kInt32, NotImplementedError,
           "repeat_interleave: not implemented for repeats of ", t, "; convert them with long()");
  RG_CHECK(times.dim() == 1, ShapeError, "repeat_interleave: expected repeats in a vector, got ",
           "shape ", times.shape());
  const Tensor counts = packed(convert_to(alias(times), DType::kInt64));
  const int64_t* const n = counts.data<int64_t>();
  int64_t all = 0;
  for (int64_t i = 0; i < counts.numel(); ++i) {
    RG_CHECK(n[i] >= 0, RuntimeError, "repeat_interleave: repeats cannot be negative, got ", n[i]);
    RG_CHECK(!__builtin_add_overflow(all, n[i], &all), ShapeError,
             "repeat_interleave: the sum of the repeats overflows 64 bits");
  }
  RG_CHECK(!length || *length == all, RuntimeError, "repeat_interleave: output_size is ",
           length.value_or(0), " but the repeats sum to ", all);
  const Tensor places = empty({all}, DType::kInt64);
  const LongWork outside(all >= kLongLoop);
  int64_t* to = places.data<int64_t>();
  int64_t since = 0;  // Ctrl-C was looked for
  for (int64_t i = 0; i < counts.numel(); ++i) {
    for (int64_t left = n[i]; left > 0;) {
      const int64_t some = std::min(left, kLongLoop);
      to = std::fill_n(to, some, i);
      left -= some;
      if ((since += some) >= kLongLoop) rest(), since = 0;
    }
  }
  return convert_to(places, t);
}

Tensor repeat_interleave(const Tensor& x, const Tensor& times, std::optional<int64_t> dim,
                         std::optional<int64_t> length) {
  RG_CHECK(times.dim() <= 1, ShapeError, "repeat_interleave: expected repeats that are 0-d or a ",
           "vector, got shape ", times.shape());
  RG_CHECK(!dim || x.dim() > 0, IndexError, "repeat_interleave: dim ", dim.value_or(0),
           " of a 0-d tensor");
  const Tensor from = dim ? x : reshape(x, {-1});
  const int64_t d = dim ? wrap_dim("repeat_interleave", *dim, x.dim()) : 0, n = from.size(d);
  RG_CHECK(times.numel() == 1 || times.numel() == n, ShapeError,
           "repeat_interleave: ", times.numel(), " repeats for a dimension of length ", n);
  const Tensor each = times.numel() == n ? reshape(times, {n}) : expand(times, {n});
  return index_select(from, d, repeated_places(each, length));
}

Tensor unfold(const Tensor& x, int64_t dim, int64_t size, int64_t step) {
  dim = wrap_dim("unfold", dim, x.dim());
  const int64_t n = x.dim() == 0 ? 1 : x.size(dim);
  RG_CHECK(0 <= size && size <= n, ShapeError, "unfold: a window of ", size,
           " does not fit in dimension ", dim, " of length ", n);
  RG_CHECK(step > 0, ShapeError, "unfold: step must be positive, got ", step);
  if (x.dim() == 0) return slice(unsqueeze(x, 0), 0, 0, size, 1);
  Dims grown = x.shape();
  grown.push_back(size);
  check_shape("unfold", grown);
  return record_view<Unfold>(x, dim, size, step);
}

}  // namespace retrograd::ops
