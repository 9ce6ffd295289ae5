// loop.h: runs a pointwise kernel over tensors of any strides: broadcast, coalesce, split.
//
// Each input broadcasts to the shape of y. Long loops run on the thread pool in fixed blocks, so
// results never depend on the number of threads, and they can be interrupted.
#pragma once

#include "core/tensor.h"
#include "kernels/element.h"

namespace retrograd {

// REQUIRES: the operands have the element types that the loop reads and writes.
void run_loop(kernels::Loop1 f, const Tensor& y, const Tensor& x);
void run_loop(kernels::Loop2 f, const Tensor& y, const Tensor& a, const Tensor& b);
void run_loop(kernels::Loop3 f, const Tensor& y, const Tensor& a, const Tensor& b, const Tensor& c);

// For operands of any types, and a loop that reads elements of type `in` and writes `result`: they
// are converted on the way; see core/loop/stage.h. REQUIRES: `in` and `result` compute in
// themselves, and y is of type `result` or of a narrow type that computes in it.
void run_loop(kernels::Loop1 f, DType result, DType in, const Tensor& y, const Tensor& x);
void run_loop(kernels::Loop2 f, DType result, DType in, const Tensor& y, const Tensor& a,
              const Tensor& b);
void run_loop(kernels::Loop3 f, DType result, DType in, const Tensor& y, const Tensor& a,
              const Tensor& b, const Tensor& c);

// The same for loops with numbers.
void run_loop(kernels::Loop1P f, const double* numbers, DType result, DType in, const Tensor& y,
              const Tensor& x);
void run_loop(kernels::Loop2P f, const double* numbers, DType result, DType in, const Tensor& y,
              const Tensor& a, const Tensor& b);
void run_loop(kernels::Loop3P f, const double* numbers, DType result, DType in, const Tensor& y,
              const Tensor& a, const Tensor& b, const Tensor& c);

// The strides of the result of a pointwise operation: its dimensions lie as those of the inputs do,
// the first input that tells two of them apart deciding; see Note [Layout of results]. `shape` is
// their broadcast.
Dims result_strides(const Dims& shape, std::initializer_list<const Tensor*> inputs);

// The strides of a copy of x: its own where they leave no gaps, else packed in the same order.
Dims like_strides(const Tensor& x);

// Borrowed memory may start at any byte. Pointwise loops take it as it is; for kernels that read
// whole elements `aligned` gives x itself, or a copy where its elements straddle their places.
bool is_aligned(const Tensor& x);
Tensor aligned(const Tensor& x);
// The same for kernels that read one element after another: contiguous, too.
Tensor packed(const Tensor& x);

// Writes x into y, converting elements; x broadcasts. REQUIRES: they do not overlap.
void copy_into(const Tensor& y, const Tensor& x);
// Adds x, which broadcasts and is converted, to y. REQUIRES: y shows no place twice.
void add_into(const Tensor& y, const Tensor& x);
// x's elements in memory of their own; the strides stay where they leave no gaps.
Tensor copy_of(const Tensor& x);

}  // namespace retrograd
