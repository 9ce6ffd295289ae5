// along.h: whole slices of a tensor that a vector of positions along one dimension names.
//
// `index` is int64 or int32, a vector or 0-d. Positions out of bounds throw BoundsError, other
// misfits IndexError, ShapeError or DTypeError, before anything is written. A 0-d x counts as a
// vector of one.
#pragma once

#include <optional>

#include "core/tensor.h"

namespace retrograd::ops {

Tensor index_select(const Tensor& x, int64_t dim, const Tensor& index);

// x with alpha times the slices of `source` added at the positions, in their order.
Tensor index_add(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                 const Scalar& alpha = 1);
Tensor& index_add_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                   const Scalar& alpha = 1);
// x with the slices of `source` written there; of several for one position the last one stays.
Tensor index_copy(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source);
Tensor& index_copy_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source);
// x with a 0-d value written there; here positions may count from the end.
Tensor index_fill(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& value);
Tensor& index_fill_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& value);

// x with src written to what select(), or slice(), shows of it; src has that shape.
Tensor select_scatter(const Tensor& x, const Tensor& src, int64_t dim, int64_t index);
Tensor slice_scatter(const Tensor& x, const Tensor& src, int64_t dim, std::optional<int64_t> start,
                     std::optional<int64_t> end, int64_t step);

}  // namespace retrograd::ops
