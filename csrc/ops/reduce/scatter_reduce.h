// scatter_reduce.h: sums, products, means and extremes of the elements that go to one place.
#pragma once

#include <string>

#include "core/tensor.h"

namespace retrograd::ops {

enum class Scattered { kSum, kProd, kMean, kAmax, kAmin };

// The one that torch calls so; throws RuntimeError, naming op, if there is none.
Scattered scattered(const char* op, const std::string& reduce, bool sum = true);

// As scatter (ops/index/gather.h), but each place that is written becomes the reduction of all that
// goes there, in the order of the index; with include_self of what was there too. A mean of
// integers is rounded down. float16 and bfloat16 are reduced in float32 and rounded once.
Tensor scatter_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                      Scattered how, bool include_self = true);
Tensor& scatter_reduce_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& src,
                        Scattered how, bool include_self = true);
// The same for slices at the positions of a vector, as index_add (ops/index/along.h).
Tensor index_reduce(const Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                    Scattered how, bool include_self = true);
Tensor& index_reduce_(Tensor& x, int64_t dim, const Tensor& index, const Tensor& source,
                      Scattered how, bool include_self = true);

}  // namespace retrograd::ops
