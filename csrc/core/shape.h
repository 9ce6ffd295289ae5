// shape.h: lengths and strides of tensors: counting, broadcasting, dimension names; and Layout.
//
// A tensor has at most kMaxDims dimensions; every maker of a shape goes through check_shape, so
// products of lengths fit int64 everywhere else.
#pragma once

#include <atomic>
#include <cstdint>
#include <utility>

#include "base/ref.h"
#include "base/small_vec.h"
#include "core/allocator.h"

namespace retrograd {

using Dims = SmallVec<int64_t, 5>;

inline constexpr int64_t kMaxDims = 64;

// Throws ShapeError for a negative length, more than kMaxDims dimensions, or a number of elements
// or bytes (of `item` each) that int64 cannot hold; zeros among the lengths hide no overflow.
// Returns the number of elements.
int64_t check_shape(const char* op, const Dims& shape, int64_t item = 1);

int64_t count(const Dims& shape);
Dims contiguous_strides(const Dims& shape);
// The strides without gaps of dimensions that lie in `order`, the nearest first.
template <class List>
Dims packed_strides(const List& order, const Dims& shape) {
  Dims strides(shape.size());
  int64_t step = 1;
  for (const size_t d : order) {
    strides[d] = step;
    step *= shape[d];
  }
  return strides;
}

// How elements follow each other. Strides along which there is no step do not matter for kPacked,
// that is all strides of an empty tensor and those of length 1; kCanonical are contiguous_strides.
enum class Contiguity : uint8_t { kLoose, kPacked, kCanonical };
Contiguity contiguity_of(const Dims& shape, const Dims& strides);

// Elements in memory from the first one to behind the last. REQUIRES: no negative stride.
int64_t extent_of(const Dims& shape, const Dims& strides);

// True where no two indices share an element and no element of the range is left out: a
// permutation of a contiguous layout. No element at all leaves none out.
bool is_dense(const Dims& shape, const Dims& strides);

// True where each dimension steps over all that the ones of smaller strides reach, so that no two
// indices share an element. REQUIRES: no negative stride.
bool is_injective(const Dims& shape, const Dims& strides);

// The common shape of two operands; throws ShapeError naming both.
Dims broadcast_shapes(const char* op, const Dims& a, const Dims& b);
bool can_broadcast(const Dims& from, const Dims& to);
// Strides that read a tensor of `shape` as one of `to`: 0 along the repeated dimensions. A new
// dimension of length 1 steps over the ones behind it.
// REQUIRES: can_broadcast(shape, to).
Dims broadcast_strides(const Dims& shape, const Dims& strides, const Dims& to);

// A dimension counted from the front; throws IndexError unless -n <= dim < n (a 0-d tensor counts
// as one with a single dimension here, as in torch).
int64_t wrap_dim(const char* op, int64_t dim, int64_t ndim);
// The same for several, which must differ (ShapeError); no dims at all means all of them.
Dims wrap_dims(const char* op, const Dims& dims, int64_t ndim);

// How the elements of a tensor lie. A Layout never changes, so tensors that lie alike share one,
// and so do the nodes that made them: what a pointwise operation makes lies as its operand does.
//
// Note [Kept layouts]: the first layouts without gaps, up to a thousand, are kept for ever. What
// recurs in small programs is looked up instead of made, and nobody counts its owners, which costs
// more than to copy a shape.
class Layout final : public allocator::Cached {
 public:
  // Without gaps. Throws as check_shape.
  static Ref<Layout> of(const char* op, const Dims& shape);
  // REQUIRES: check_shape was passed.
  static Ref<Layout> of(const Dims& shape, Dims strides);

  void retain() const noexcept {
    if (!kept_) owners_.fetch_add(1, std::memory_order_relaxed);
  }
  void release() const noexcept {
    if (!kept_ && owners_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  const Contiguity contiguity;

 private:
  Layout(const Dims& shape_, Dims&& strides_, int64_t numel_, Contiguity contiguity_, bool kept)
      : contiguity(contiguity_),
        kept_(kept),
        numel(numel_),
        shape(shape_),
        strides(std::move(strides_)) {}

  const bool kept_;
  mutable std::atomic<uint32_t> owners_{1};

 public:
  const int64_t numel;
  const Dims shape, strides;  // strides in elements
};

}  // namespace retrograd
