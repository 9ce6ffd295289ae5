#include "ops/reduce/axis.h"

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "kernels/move/narrow.h"
#include "kernels/reduce/reduce.h"
#include "ops/pointwise/map.h"

namespace retrograd {
namespace {

// Elements at equal distances, in bytes.
struct Stretch {
  int64_t length, stride;
};
struct Stretches {
  size_t n = 0;
  Stretch stretch[kMaxDims];

  const Stretch* begin() const { return stretch; }
  const Stretch* end() const { return stretch + n; }
  void push_back(Stretch r) { stretch[n++] = r; }
};

// Appends a stretch, as part of the last one where both are one stretch.
void append(Stretches& stretches, Stretch r) {
  if (r.length == 1) return;
  Stretch& last = stretches.stretch[stretches.n - (stretches.n > 0)];
  if (stretches.n > 0 &&
      (last.stride == r.length * r.stride || r.length == 0 || last.length == 0)) {
    last = {last.length * r.length, r.stride};
  } else {
    stretches.push_back(r);
  }
}

int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

constexpr Stretch kSingle = {1, 0};

bool nearer(Stretch a, Stretch b) { return std::abs(a.stride) < std::abs(b.stride); }

bool contains(const Dims& dims, int64_t d) {
  return std::find(dims.begin(), dims.end(), d) != dims.end();
}

// Merges the stretches that follow each other.
void merge(Stretches& stretches) {
  const size_t n = std::exchange(stretches.n, 0);
  for (size_t i = 0; i < n; ++i) append(stretches, stretches.stretch[i]);
}

// All but the result, of a reduction of one stretch and the last two stretches around it.
kernels::ReduceArgs arguments(const Tensor& x, const Stretches& kept, Stretch stretch) {
  const Stretch inner = kept.n > 0 ? kept.stretch[kept.n - 1] : kSingle,
                outer = kept.n > 1 ? kept.stretch[kept.n - 2] : kSingle;
  return {.x = x.bytes(),
          .y = nullptr,
          .index = nullptr,
          .outer = outer.length,
          .n = stretch.length,
          .inner = inner.length,
          .x_outer = outer.stride,
          .x_n = stretch.stride,
          .x_inner = inner.stride,
          .divisor = 1,
          .type = x.dtype()};
}

// One pass over one stretch. y is contiguous over `kept`, in that order; the stretches of `kept`
// get merged.
void reduce_stretch(kernels::ReduceFn f, const Tensor& from, char* y, int64_t y_item,
                    Stretches& kept, Stretch stretch, double divisor) {
  const char* x = from.bytes();
  merge(kept);
  const size_t n = kept.n;
  const Stretch* k = kept.stretch;
  kernels::ReduceArgs args = arguments(from, kept, stretch);
  args.divisor = divisor;
  int64_t calls = 1;
  for (size_t i = 0; i + 2 < n; ++i) calls *= k[i].length;
  const int64_t y_step = args.outer * args.inner * y_item;
  for (int64_t call = 0; call < calls; ++call) {
    int64_t rest = call, offset = 0;
    for (size_t i = n - std::min<size_t>(n, 2); i-- > 0; rest /= k[i].length)
      offset += rest % k[i].length * k[i].stride;
    args.x = x + offset;
    args.y = y + call * y_step;
    f(args);
  }
}

// One pass of several: over the last, nearest stretch of `reduced`, which is taken off. The result,
// of type t, is laid out as x is, so that the passes stay in order; the stretches become its own.
Tensor reduce_nearest(kernels::ReduceFn f, const Tensor& x, DType t, Stretches& kept,
                      Stretches& reduced) {
  const Stretch stretch = reduced.stretch[--reduced.n];
  SmallVec<Stretch*, 8> left;
  for (Stretches* stretches : {&kept, &reduced})
    for (size_t i = 0; i < stretches->n; ++i) left.push_back(&stretches->stretch[i]);
  std::sort(left.begin(), left.end(),
            [](const Stretch* a, const Stretch* b) { return nearer(*b, *a); });
  Stretches order;
  for (const Stretch* other : left) order.push_back(*other);
  Tensor y = empty({x.numel() / stretch.length}, t);
  reduce_stretch(f, x, y.bytes(), y.item_bytes(), order, stretch, 1);
  int64_t step = y.item_bytes();
  for (size_t i = left.size(); i-- > 0; step *= left[i]->length) left[i]->stride = step;
  return y;
}

}  // namespace

Axis axis_of(Tensor& x, int64_t dim) {
  // Of no elements any strides will do, and contiguous ones are stretches.
  if (x.numel() == 0) x = alias(x, x.shape(), contiguous_strides(x.shape()));
  x = aligned(x);
  const auto attempt = [&](const Tensor& from) -> std::optional<Axis> {
    Stretches before, after;
    const int64_t ndim = from.dim(), item = from.item_bytes();
    for (int64_t d = 0; d < dim; ++d) append(before, {from.size(d), from.stride(d) * item});
    for (int64_t d = dim + 1; d < ndim; ++d) append(after, {from.size(d), from.stride(d) * item});
    if (before.n > 1 || after.n > 1) return {};
    const Stretch outer = before.n ? before.stretch[0] : kSingle,
                  inner = after.n ? after.stretch[0] : kSingle;
    const Stretch own = ndim == 0 ? kSingle : Stretch{from.size(dim), from.stride(dim) * item};
    return Axis{outer.length, own.length, inner.length, outer.stride, own.stride, inner.stride};
  };
  if (const std::optional<Axis> axis = attempt(x)) return *axis;
  x = packed(x);
  return *attempt(x);
}

Dims reduced_shape(const Dims& shape, const Dims& dims, bool keepdim) {
  Dims out;
  for (size_t d = 0; d < shape.size(); ++d) {
    const bool reduced = contains(dims, static_cast<int64_t>(d));
    if (!reduced) out.push_back(shape[d]);
    if (reduced && keepdim) out.push_back(1);
  }
  return out;
}

int64_t length_of(const Dims& shape, const Dims& dims) {
  int64_t n = 1;
  for (int64_t d : dims)
    if (!shape.empty()) n *= shape[d];
  return n;
}

Tensor reduce_dims(const kernels::PerType<kernels::ReduceFn>& table, const Tensor& input,
                   const Dims& dims, bool keepdim, DType result, double divisor) {
  Tensor moved;
  const Tensor& x = is_aligned(input) ? input : moved = aligned(input);
  const DType t = computing(result);
  kernels::ReduceFn f = table[computing(x.dtype())];
  const LongWork outside(x.numel() >= kLongLoop);
  Stretches kept, reduced;
  if (x.is_contiguous() && static_cast<int64_t>(dims.size()) == x.dim()) {
    Tensor y = empty(keepdim ? Dims(dims.size(), 1) : Dims(), t);
    reduce_stretch(f, x, y.bytes(), y.item_bytes(), kept, {x.numel(), x.item_bytes()}, divisor);
    return convert_to(std::move(y), result);
  }
  Tensor y = empty(reduced_shape(x.shape(), dims, keepdim), t);
  for (int64_t d = 0; d < x.dim(); ++d) {
    const Stretch stretch = {x.size(d), x.stride(d) * x.item_bytes()};
    (contains(dims, d) ? reduced : kept).push_back(stretch);
  }
  if (y.numel() == 0) return convert_to(std::move(y), result);
  std::sort(reduced.stretch, reduced.stretch + reduced.n,
            [](Stretch a, Stretch b) { return nearer(b, a); });
  merge(reduced);
  if (x.numel() == 0) {
    reduced.n = 0;
    reduced.push_back({0, 0});
  } else if (reduced.n == 0) {
    reduced.push_back(kSingle);
  }

  // Sums of more than one pass are rounded to the type of y in between.
  Tensor from = x;
  for (; reduced.n > 1; f = table[t]) from = reduce_nearest(f, from, t, kept, reduced);
  reduce_stretch(f, from, y.bytes(), y.item_bytes(), kept, reduced.stretch[0], divisor);
  return convert_to(std::move(y), result);
}

void extremes_of_blocks(kernels::ReduceFn f, const Tensor& x, Axis a, char* y, int64_t* index) {
  // Rows next to each other rather than their elements are columns.
  if (a.inner == 1 && std::abs(a.s_outer) < std::abs(a.s_n)) {
    std::swap(a.outer, a.inner);
    std::swap(a.s_outer, a.s_inner);
  }
  // Blocks of some whole items, else of columns of one, else of parts of these.
  constexpr int64_t kBlock = 1 << 15, kUncut = 1 << 17, kLeastColumns = 64;  // elements
  const int64_t each = a.n * a.inner, uncut = a.inner == 1 ? kBlock : kUncut;
  const int64_t cols =
      each <= uncut ? a.inner : std::min(a.inner, std::max(kLeastColumns, kBlock / a.n));
  const int64_t length = each <= uncut ? a.n : std::min(a.n, kBlock / cols);
  const int64_t items = each <= uncut ? std::max<int64_t>(1, kBlock / each) : 1;
  const int64_t parts = ceil_div(a.n, length), across = ceil_div(a.inner, cols),
                down = ceil_div(a.outer, items), results = a.outer * a.inner;

  const DType t = computing(x.dtype());
  const int64_t size = item_size(t);
  const kernels::Loop1 widen = kernels::narrow().widen[x.dtype()];
  Tensor best, place;  // of the parts
  if (parts > 1) {
    best = empty({parts, results}, t);
    place = empty({parts, results}, DType::kInt64);
  }
  parallel_for(parts * down * across, 1, [&](int64_t begin, int64_t end) {
    const Tensor wide = empty({std::min(items, a.outer) * length * cols}, t);
    for (; begin < end; ++begin) {
      const int64_t part = begin % parts, k = part * length, j = begin / parts % across * cols,
                    o = begin / parts / across * items;
      const int64_t n = std::min(length, a.n - k), w = std::min(cols, a.inner - j),
                    some = std::min(items, a.outer - o);
      char* to = wide.bytes();
      const int64_t step = a.inner == 1 ? a.s_n : a.s_inner;
      const bool one_run =
          w == a.inner && (w == 1 || a.s_n == w * step) && (some == 1 || a.s_outer == n * w * step);
      if (one_run) widen(to, x.bytes() + o * a.s_outer + k * a.s_n, some * n * w, size, step);
      for (int64_t i = one_run ? o + some : o; i < o + some; ++i) {
        const char* from = x.bytes() + i * a.s_outer + k * a.s_n + j * a.s_inner;
        if (a.inner == 1) {
          widen(to, from, n, size, a.s_n);
          to += n * size;
        } else {
          for (int64_t line = 0; line < n; ++line, to += w * size)
            widen(to, from + line * a.s_n, w, size, a.s_inner);
        }
      }
      const int64_t at = o * a.inner + j;
      char* values = parts > 1 ? best.bytes() + (part * results + at) * size
                     : y       ? y + at * size
                               : nullptr;
      f({.x = wide.bytes(),
         .y = values,
         .index = (parts > 1 ? place.data<int64_t>() + part * results : index) + at,
         .outer = some,
         .n = n,
         .inner = w,
         .x_outer = n * w * size,
         .x_n = w * size,
         .x_inner = size,
         .divisor = 1});
    }
  });
  if (parts == 1) return;
  f({.x = best.bytes(),
     .y = y,
     .index = index,
     .outer = 1,
     .n = parts,
     .inner = results,
     .x_outer = 0,
     .x_n = results * size,
     .x_inner = size,
     .divisor = 1});
  for (int64_t i = 0; i < results; ++i)
    index[i] = index[i] * length + place.data<int64_t>()[index[i] * results + i];
}

Tensor dims_last(const Tensor& x, const Dims& dims) {
  Dims shape, strides;
  for (const bool last : {false, true})
    for (int64_t d = 0; d < x.dim(); ++d)
      if (contains(dims, d) == last) {
        shape.push_back(x.size(d));
        strides.push_back(x.stride(d));
      }
  return alias(x, shape, strides);
}

kernels::ReduceArgs run_over(Tensor& x, const Dims& dims) {
  x = aligned(x);
  Stretches kept, reduced;
  for (int64_t d = 0; d < x.dim(); ++d)
    (contains(dims, d) ? reduced : kept).push_back({x.size(d), x.stride(d) * x.item_bytes()});
  std::sort(reduced.stretch, reduced.stretch + reduced.n,
            [](Stretch a, Stretch b) { return nearer(b, a); });
  merge(kept);
  merge(reduced);
  if (reduced.n <= 1 && kept.n <= 2)
    return arguments(x, kept, reduced.n ? reduced.stretch[0] : kSingle);
  const int64_t rows = count(reduced_shape(x.shape(), dims, false)), n = length_of(x.shape(), dims);
  x = packed(dims_last(x, dims));
  kept.n = 0;
  kept.push_back({rows, n * x.item_bytes()});
  return arguments(x, kept, {n, x.item_bytes()});
}

}  // namespace retrograd
