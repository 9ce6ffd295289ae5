// index.h: the elements of a tensor that tensors of numbers and masks name: x[index], read and
// written.
//
// Integers (int64, int32) name positions of a dimension, from its end where negative; a mask (bool,
// uint8) stands for the positions where it is true, of as many dimensions as it has. Index tensors
// broadcast; their dimensions stand in the result where they stood, if they are side by side, else
// in front. Numbers out of bounds throw BoundsError, all else that does not fit IndexError, before
// anything is written.
#pragma once

#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

// Tensors for the first dimensions; an undefined one stands for all of its dimension.
struct IndexList {
  std::vector<Tensor> tensors;
};

// Whether an index tensor is a mask.
inline bool is_mask(const Tensor& x) {
  return x.dtype() == DType::kBool || x.dtype() == DType::kUInt8;
}

Tensor index(const Tensor& x, const IndexList& at);

// x with `values`, of its type or 0-d, broadcast and written at an index, or added there. Where
// several positions are one element the last value stays, or all are added, in their order.
Tensor index_put(const Tensor& x, const IndexList& at, const Tensor& values,
                 bool accumulate = false);
Tensor& index_put_(Tensor& x, const IndexList& at, const Tensor& values, bool accumulate = false);

// y += v at positions, of a type that computes in another one: each place is converted and rounded
// once, and no more than what is touched where that is little.
namespace detail {
void add_narrow(const Tensor& y, const std::vector<Tensor>& index, const Tensor& v);
}

}  // namespace retrograd::ops
