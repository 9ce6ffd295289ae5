// gather.h: single elements that a tensor of positions along one dimension names, or of positions
// in the flattened tensor.
//
// `index` is int64 or int32. Positions out of bounds throw BoundsError, other misfits ShapeError or
// DTypeError, before anything is written. 0-d tensors count as vectors of one.
#pragma once

#include <optional>
#include <vector>

#include "core/tensor.h"

namespace retrograd::ops {

// y[i, j] = x[index[i, j], j] for dim 0, and so on.
Tensor gather(const Tensor& x, int64_t dim, const Tensor& index);
// x with y[index[i, j], j] = src[i, j]; of several for one place the last one stays. src is at
// least as large as index, or 0-d: one value for all.
Tensor scatter(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
Tensor& scatter_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
// The same with += in the order of the index.
Tensor scatter_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
Tensor& scatter_add_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src);
// gather, where the index broadcasts against x but along dim, and counts from the end where
// negative; without a dim of both flattened.
Tensor take_along_dim(const Tensor& x, const Tensor& index, std::optional<int64_t> dim = {});

// 1 at the class that each int64 element names, 0 at the others, along a new last dimension; with
// -1 there are as many classes as the largest asks for.
Tensor one_hot(const Tensor& x, int64_t classes = -1);

// The coordinates, int64, in a tensor of that shape of the elements at positions in it flattened,
// modulo its lengths. Throws DTypeError unless these are integers, RuntimeError for a shape without
// elements.
std::vector<Tensor> unravel_index(const Tensor& positions, const Dims& shape);

// Positions in the flattened tensor, which count from the end where negative.
Tensor take(const Tensor& x, const Tensor& index);
Tensor put(const Tensor& x, const Tensor& index, const Tensor& source, bool accumulate = false);
Tensor& put_(Tensor& x, const Tensor& index, const Tensor& source, bool accumulate = false);

}  // namespace retrograd::ops
