// add_product.h: a tensor plus a product, each times a number: beta x + alpha a b.
//
// x broadcasts to the product. With beta = 0 it is not read: what is nan in it is gone. So it is
// with alpha = 0 for the product. Of integers both numbers must be whole (DTypeError).
#pragma once

#include "core/tensor.h"

namespace retrograd::ops {

// (n, k) (k, m); (n, k) (k); (n) (m), the outer product; (b, n, k) (b, k, m), and the same summed
// over b. Throw ShapeError for other shapes, DTypeError for types that differ, which addr promotes.
Tensor addmm(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
             const Scalar& alpha = 1);
Tensor addmv(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
             const Scalar& alpha = 1);
Tensor addr(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
            const Scalar& alpha = 1);
Tensor baddbmm(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
               const Scalar& alpha = 1);
Tensor addbmm(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta = 1,
              const Scalar& alpha = 1);

}  // namespace retrograd::ops
