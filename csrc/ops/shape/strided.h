// strided.h: windows of any strides on the memory of a tensor.
#pragma once

#include "graph/node.h"

namespace retrograd::ops {

// `offset` in elements from the start of x's storage, by default where x starts. Throws ShapeError
// for a window that leaves the storage, or a negative stride.
Tensor as_strided(const Tensor& x, const Dims& shape, const Dims& strides);
Tensor as_strided(const Tensor& x, const Dims& shape, const Dims& strides, int64_t offset);

// See graph/view.h and graph/upcalls.h.
Ref<Node> as_strided_node(const Tensor& base, const Tensor& view);
Ref<Node> copy_slices_node(const Tensor& base, const Tensor& view, const Edge& written);

}  // namespace retrograd::ops
