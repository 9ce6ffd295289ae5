// axis.h: tensors of any strides as the kernels of reductions and softmax want them: one axis.
//
// Nothing here is recorded.
#pragma once

#include <optional>

#include "core/tensor.h"
#include "kernels/element.h"

namespace retrograd {

namespace kernels {
struct ReduceArgs;
using ReduceFn = void (*)(const ReduceArgs&);
}  // namespace kernels

// A tensor read as (outer, n, inner) around one of its dimensions; strides in bytes.
struct Axis {
  int64_t outer, n, inner;
  int64_t s_outer, s_n, s_inner;
};

// Where the dimensions on one side of `dim` are no single run in memory, x becomes a contiguous
// copy. A 0-d tensor counts as one with a single dimension.
Axis axis_of(Tensor& x, int64_t dim);

// The shape of a reduction over `dims`, which are wrapped; those are left out, or kept with
// length 1.
Dims reduced_shape(const Dims& shape, const Dims& dims, bool keepdim);

// How many elements a reduction over `dims` makes one of.
int64_t length_of(const Dims& shape, const Dims& dims);

// Reduces x over `dims` (wrapped; empty: none) with the loops f, whose results have type t. More
// than one run of memory takes several passes; the last one has the divisor.
Tensor reduce_dims(const kernels::PerType<kernels::ReduceFn>& f, const Tensor& x, const Dims& dims,
                   bool keepdim, DType t, double divisor = 1);

// f (max_index or min_index of the type that x computes in) over the axis a of x: extremes go to y,
// of that type and null where nobody asks for them, and their places to index.
// REQUIRES: a is of x, which is narrow and has elements.
void extremes_of_blocks(kernels::ReduceFn f, const Tensor& x, Axis a, char* y, int64_t* index);

// The memory of x with `dims` (wrapped) behind the others.
Tensor dims_last(const Tensor& x, const Dims& dims);

// x, of which x becomes a contiguous copy where that is needed, as one run over `dims` (wrapped)
// and at most two over the others: all of the arguments of a reduction but the result.
kernels::ReduceArgs run_over(Tensor& x, const Dims& dims);

}  // namespace retrograd
