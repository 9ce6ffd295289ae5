// retrograd.h: the whole of the library for programs in C++: #include <retrograd/retrograd.h>
//
//   using namespace retrograd;
//   const Tensor w = randn({3}, true), y = sum(square(w * tensor({1.0, 2.0, 3.0})));
//   backward(y);
//   std::cout << w.grad() << "\n";
//
// Tensors and their operators are in tensor.h, operations in operations.h and layers.h, derivatives
// in autograd.h, errors in base/check.h: what is wrong throws one of its classes, all of which are
// std::exceptions and say what Python would. Nothing is half done after that.
#pragma once

#include <cstdint>

#include "api/autograd.h"
#include "api/layers.h"
#include "api/operations.h"
#include "api/print.h"
#include "api/tensor.h"
#include "base/check.h"
#include "base/machine/parallel.h"
#include "core/numbers/random.h"

namespace retrograd {

// Leaves of the default type; other ones: zeros({3}, DType::kFloat64).requires_grad_().
inline Tensor zeros(const Dims& shape, bool requires_grad) {
  return ops::zeros(shape).requires_grad_(requires_grad);
}
inline Tensor ones(const Dims& shape, bool requires_grad) {
  return ops::ones(shape).requires_grad_(requires_grad);
}
inline Tensor rand(const Dims& shape, bool requires_grad) {
  return ops::rand(shape).requires_grad_(requires_grad);
}
inline Tensor randn(const Dims& shape, bool requires_grad) {
  return ops::randn(shape).requires_grad_(requires_grad);
}

// Seeds what random operations use: the same seed gives the numbers that Python gets.
inline void manual_seed(uint64_t seed) { default_generator()->manual_seed(seed); }

}  // namespace retrograd
