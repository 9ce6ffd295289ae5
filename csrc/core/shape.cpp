#include "core/shape.h"

#include <algorithm>
#include <numeric>

#include "base/check.h"

namespace retrograd {

int64_t check_shape(const char* op, const Dims& shape, int64_t item) {
  RG_CHECK(static_cast<int64_t>(shape.size()) <= kMaxDims, ShapeError, op, ": ", shape.size(),
           " dimensions; at most ", kMaxDims, " are supported");
  int64_t n = 1, bytes = 0;
  bool empty = false, overflows = false;
  for (int64_t length : shape) {
    RG_CHECK(length >= 0, ShapeError, op, ": negative length ", length, " in shape ", shape);
    if (length == 0) {
      empty = true;
    } else {
      overflows |= __builtin_mul_overflow(n, length, &n);
    }
  }
  overflows |= __builtin_mul_overflow(n, item, &bytes);
  RG_CHECK(!overflows, ShapeError, op, ": shape ", shape,
           " has more elements or bytes than 64 bits can count (overflowed)");
  return empty ? 0 : n;
}

int64_t count(const Dims& shape) {
  return std::accumulate(shape.begin(), shape.end(), int64_t{1}, std::multiplies<>());
}

Dims contiguous_strides(const Dims& shape) {
  Dims strides(shape.size());
  int64_t step = 1;
  for (size_t i = shape.size(); i-- > 0;) {
    strides[i] = step;
    step *= std::max<int64_t>(shape[i], 1);
  }
  return strides;
}

Contiguity contiguity_of(const Dims& shape, const Dims& strides) {
  int64_t step = 1;
  bool empty = false, packed = true, canonical = true;
  for (size_t i = shape.size(); i-- > 0;) {
    empty |= shape[i] == 0;
    const bool fits = strides[i] == step;
    canonical &= fits;
    packed &= fits || shape[i] == 1;
    step *= std::max<int64_t>(shape[i], 1);
  }
  if (canonical) return Contiguity::kCanonical;
  return packed || empty ? Contiguity::kPacked : Contiguity::kLoose;
}

int64_t extent_of(const Dims& shape, const Dims& strides) {
  int64_t last = 0;
  for (size_t d = 0; d < shape.size(); ++d) {
    if (shape[d] == 0) return 0;
    last += (shape[d] - 1) * strides[d];
  }
  return last + 1;
}

namespace {
// The dimensions that stride anywhere, the smallest stride first.
SmallVec<size_t, 5> by_stride(const Dims& shape, const Dims& strides) {
  SmallVec<size_t, 5> order;
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 1) order.push_back(i);
  std::sort(order.begin(), order.end(),
            [&](size_t a, size_t b) { return strides[a] < strides[b]; });
  return order;
}
}  // namespace

bool is_dense(const Dims& shape, const Dims& strides) {
  if (count(shape) == 0) return true;
  int64_t step = 1;
  for (size_t i : by_stride(shape, strides)) {
    if (strides[i] != step) return false;
    step *= shape[i];
  }
  return true;
}

bool is_injective(const Dims& shape, const Dims& strides) {
  if (count(shape) == 0) return true;
  int64_t reach = 0;
  for (size_t i : by_stride(shape, strides)) {
    if (strides[i] <= reach) return false;
    reach += strides[i] * (shape[i] - 1);
  }
  return true;
}

Dims broadcast_shapes(const char* op, const Dims& a, const Dims& b) {
  if (a == b) return a;
  const Dims& longer = a.size() >= b.size() ? a : b;
  const Dims& shorter = a.size() >= b.size() ? b : a;
  Dims out = longer;
  const size_t lead = longer.size() - shorter.size();
  for (size_t i = 0; i < shorter.size(); ++i) {
    int64_t& length = out[lead + i];
    if (length == 1) {
      length = shorter[i];
    } else {
      RG_CHECK(shorter[i] == 1 || shorter[i] == length, ShapeError, op, ": shapes ", a, " and ", b,
               " do not broadcast: lengths ", length, " and ", shorter[i], " meet at dimension ",
               lead + i, " and neither is 1");
    }
  }
  return out;
}

bool can_broadcast(const Dims& from, const Dims& to) {
  if (from.size() > to.size()) return false;
  const size_t lead = to.size() - from.size();
  for (size_t i = 0; i < from.size(); ++i)
    if (from[i] != 1 && from[i] != to[lead + i]) return false;
  return true;
}

Dims broadcast_strides(const Dims& shape, const Dims& strides, const Dims& to) {
  Dims out(to.size(), 0);
  const size_t lead = to.size() - shape.size();
  for (size_t i = 0; i < shape.size(); ++i)
    if (shape[i] != 1 || to[lead + i] == 1) out[lead + i] = strides[i];
  for (size_t i = lead; i-- > 0;)
    if (to[i] == 1) out[i] = i + 1 < to.size() ? to[i + 1] * out[i + 1] : 1;
  return out;
}

int64_t wrap_dim(const char* op, int64_t dim, int64_t ndim) {
  const int64_t n = std::max<int64_t>(ndim, 1);
  RG_CHECK(-n <= dim && dim < n, IndexError, op, ": dim ", dim, " is out of range for ", ndim,
           " dimensions; expected ", -n, "..", n - 1);
  return dim < 0 ? dim + n : dim;
}

Dims wrap_dims(const char* op, const Dims& dims, int64_t ndim) {
  Dims out;
  if (dims.empty()) {
    for (int64_t i = 0; i < ndim; ++i) out.push_back(i);
    return out;
  }
  for (int64_t dim : dims) {
    const int64_t d = wrap_dim(op, dim, ndim);
    RG_CHECK(std::find(out.begin(), out.end(), d) == out.end(), ShapeError, op, ": dim ", dim,
             " appears more than once");
    out.push_back(d);
  }
  return out;
}

namespace {
// Two places for each shape: what finds both taken is not kept.
constexpr size_t kKept = 1024;
std::atomic<Layout*> kept_layouts[kKept];

size_t place_of(const Dims& shape) {
  uint64_t hash = shape.size();
  for (const int64_t length : shape)
    hash = (hash ^ static_cast<uint64_t>(length)) * 0x9e3779b97f4a7c15u;
  return hash >> 54;
}
static_assert(kKept == 1 << 10);
}  // namespace

Ref<Layout> Layout::of(const char* op, const Dims& shape) {
  const size_t place = place_of(shape);
  std::atomic<Layout*>* empty = nullptr;
  for (const size_t at : {place, place ^ 1}) {
    Layout* const one = kept_layouts[at].load(std::memory_order_acquire);
    if (one && one->shape == shape) return Ref<Layout>::adopt(one);
    if (!one && !empty) empty = &kept_layouts[at];
  }
  const int64_t n = check_shape(op, shape);
  const auto make = [&](bool keep) {
    Dims steps = contiguous_strides(shape);
    // Kept ones are no allocator's, which counts what is alive.
    return keep ? ::new Layout(shape, std::move(steps), n, Contiguity::kCanonical, true)
                : new Layout(shape, std::move(steps), n, Contiguity::kCanonical, false);
  };
  if (!empty) return Ref<Layout>::adopt(make(false));
  Layout *none = nullptr, *const fresh = make(true);
  if (empty->compare_exchange_strong(none, fresh, std::memory_order_acq_rel))
    return Ref<Layout>::adopt(fresh);
  ::delete fresh;
  return of(op, shape);
}

Ref<Layout> Layout::of(const Dims& shape, Dims strides) {
  const Contiguity contiguity = contiguity_of(shape, strides);
  if (contiguity == Contiguity::kCanonical) return of("", shape);
  return Ref<Layout>::adopt(new Layout(shape, std::move(strides), count(shape), contiguity, false));
}

}  // namespace retrograd
