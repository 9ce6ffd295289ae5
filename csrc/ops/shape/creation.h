// creation.h: tensors made of nothing but numbers.
//
// Without a dtype the result has the default type, unless said otherwise. Lengths that cannot be
// throw ShapeError, numbers that the type cannot hold RangeError.
#pragma once

#include <optional>

#include "core/memory_format.h"
#include "core/tensor.h"

namespace retrograd::ops {

Tensor zeros(const Dims& shape, std::optional<DType> dtype = {});
Tensor ones(const Dims& shape, std::optional<DType> dtype = {});
// Contents undefined; kPreserve counts as kContiguous.
Tensor empty(const Dims& shape, std::optional<DType> dtype = {},
             MemoryFormat format = MemoryFormat::kContiguous);
// Without a dtype: bool for a bool, int64 for an integer, the default type for a float.
Tensor full(const Dims& shape, const Scalar& value, std::optional<DType> dtype = {});

// As x: its shape, its type, and laid out by like_strides, or in another format.
Tensor zeros_like(const Tensor& x, std::optional<DType> dtype = {},
                  MemoryFormat format = MemoryFormat::kPreserve);
Tensor ones_like(const Tensor& x, std::optional<DType> dtype = {},
                 MemoryFormat format = MemoryFormat::kPreserve);
Tensor empty_like(const Tensor& x, std::optional<DType> dtype = {},
                  MemoryFormat format = MemoryFormat::kPreserve);
Tensor full_like(const Tensor& x, const Scalar& value, std::optional<DType> dtype = {},
                 MemoryFormat format = MemoryFormat::kPreserve);

// start + i step for 0 <= i < ceil((end - start) / step); int64 if all three are integers. For an
// integer dtype the three are truncated first. Throws ShapeError if step is 0 or leads away from
// the end, or a bound is not finite.
Tensor arange(const Scalar& start, const Scalar& end, const Scalar& step = 1,
              std::optional<DType> dtype = {});

// `steps` values from start to end, both included, each counted from the nearer end.
Tensor linspace(const Scalar& start, const Scalar& end, int64_t steps,
                std::optional<DType> dtype = {});

// base^x of `steps` values x from start to end, computed in double and rounded once. For an integer
// dtype the bounds are truncated first, and the results saturate.
Tensor logspace(const Scalar& start, const Scalar& end, int64_t steps, double base = 10,
                std::optional<DType> dtype = {});

// Ones on the diagonal of an (n, m) matrix, zeros elsewhere; m is n if not given.
Tensor eye(int64_t n, std::optional<int64_t> m = {}, std::optional<DType> dtype = {});

}  // namespace retrograd::ops
