// shape.h: views that only change shape and order: they share memory with their input.
//
// Lengths and dimensions follow torch: a -1 length is computed, dimensions count from the end when
// negative. Shapes that do not fit throw ShapeError, dimensions out of range IndexError.
#pragma once

#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

Tensor view_of(const Tensor& x);                  // the same under another name: x[...]
Tensor view(const Tensor& x, const Dims& shape);  // refuses strides that would need a copy
// The same bytes as elements of another type, along the last dimension as many as they make. No
// gradient passes. Throws ShapeError where they make no whole elements.
Tensor view(const Tensor& x, DType t);
Tensor reshape(const Tensor& x, const Dims& shape);  // copies where a view cannot be
Tensor flatten(const Tensor& x, int64_t start = 0, int64_t end = -1);
Tensor ravel(const Tensor& x);                      // contiguous, too
Tensor expand(const Tensor& x, const Dims& shape);  // -1 keeps a length; repeats have stride 0
Tensor permute(const Tensor& x, const Dims& dims);
Tensor transpose(const Tensor& x, int64_t dim0, int64_t dim1);
Tensor t(const Tensor& x);              // at most 2-d
Tensor reversed_dims(const Tensor& x);  // x.T
Tensor mT(const Tensor& x);             // the last two dimensions exchanged
Tensor movedim(const Tensor& x, const Dims& from, const Dims& to);  // the others stay in order
Tensor unsqueeze(const Tensor& x, int64_t dim);
Tensor squeeze(const Tensor& x);  // all dimensions of length 1
Tensor squeeze(const Tensor& x, const Dims& dims);
// One dimension taken apart into several, of which one may be -1.
Tensor unflatten(const Tensor& x, int64_t dim, const Dims& lengths);
// With dimensions of length 1 added, where there are fewer: in front, of three the last behind.
Tensor at_least(const Tensor& x, int64_t ndim);

// All expanded to their common shape.
std::vector<Tensor> broadcast_tensors(const std::vector<Tensor>& xs);
// The i-th of them expanded along dimension i; `swapped` exchanges the first two.
std::vector<Tensor> meshgrid(const std::vector<Tensor>& xs, bool swapped = false);

Tensor select(const Tensor& x, int64_t dim, int64_t index);
// As Python's slice: bounds are clipped. Throws ValueError unless step > 0.
Tensor slice(const Tensor& x, int64_t dim, int64_t start, int64_t end, int64_t step = 1);

// The shape with its one -1 computed from the number of elements.
Dims infer_shape(const char* op, const Dims& shape, int64_t numel);

}  // namespace retrograd::ops
