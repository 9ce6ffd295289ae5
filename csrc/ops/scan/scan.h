// scan.h: running sums, products and extremes along a dimension.
//
// A 0-d tensor counts as one of a single element. Throw IndexError if dim is out of range.
#pragma once

#include <optional>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// Integers and bool give int64. With a dtype the elements are converted first. Throw DTypeError
// for bool as dtype.
Tensor cumsum(const Tensor& x, int64_t dim, std::optional<DType> dtype = {});
Tensor cumprod(const Tensor& x, int64_t dim, std::optional<DType> dtype = {});
// (values, indices): the last of equals; from a NaN on it is that one.
std::tuple<Tensor, Tensor> cummax(const Tensor& x, int64_t dim);
std::tuple<Tensor, Tensor> cummin(const Tensor& x, int64_t dim);
// log of the running sums of e^x. Throws DTypeError unless floating.
Tensor logcumsumexp(const Tensor& x, int64_t dim);

}  // namespace retrograd::ops
