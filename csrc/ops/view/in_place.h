// in_place.h: views taken in place: a tensor becomes a view of what it was.
//
// The memory stays, shape and strides change, and the version counts one up, since what operations
// saved of the tensor is not what it shows now. Recorded, the node of the view becomes its history;
// a view of something else stays one, and its base as it is. Throws GraphError, and changes
// nothing, outside inference mode for a tensor made in it, for a leaf that requires grad or a view
// of one while operations are recorded, and under no_grad() for a tensor whose history is its own:
// that would be of another shape than the tensor. Otherwise as the views of shape.h and strided.h.
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

Tensor& squeeze_(Tensor& x);
Tensor& squeeze_(Tensor& x, const Dims& dims);
Tensor& unsqueeze_(Tensor& x, int64_t dim);
// `op`: the name that errors give: transpose_, swapaxes_ or swapdims_.
Tensor& transpose_(const char* op, Tensor& x, int64_t dim0, int64_t dim1);
Tensor& t_(Tensor& x);
Tensor& as_strided_(Tensor& x, const Dims& shape, const Dims& strides, int64_t offset);

// Makes x a tensor over the memory of `source`, with its shape and strides. Throws DTypeError for
// another type, and GraphError as above, or if recording for a source that requires grad.
Tensor& set_(Tensor& x, const Tensor& source);

}  // namespace retrograd::ops
