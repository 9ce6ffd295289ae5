// tensor.h: tensors from numbers and back, and their operators.
//
// A Tensor is a handle, as in Python: a copy of it is the same tensor. A default one is undefined,
// and may be asked for defined() alone; grad() of a tensor that got none is one. Beside what
// core/tensor.h says of shapes and memory, a tensor x has these members:
//
//   x.requires_grad()        whether operations on x are recorded
//   x.requires_grad_()       makes x a leaf whose gradient backward() finds, and returns it;
//                            requires_grad_(false) ends that. Throws GraphError for false unless
//                            x is a leaf, DTypeError unless x is floating.
//   x.grad()                 what backward() left, undefined if nothing
//   x.zero_grad()            drops it
//   x.detach()               the same memory, outside of any graph
//   x[i]                     a view at an index of the first dimension, also from the end:
//                            IndexError
//   x.item().to_double()     the number of a tensor of one element, RuntimeError for others
//   x.data<float>()          the elements, in the order of strides(). Autograd does not see writes.
//
// Thread safety: tensors may be read by several threads at once. Who writes sees to it that nobody
// else reads or writes the same one.
#pragma once

#include <cstring>
#include <initializer_list>
#include <optional>
#include <type_traits>
#include <vector>

#include "core/tensor.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/special/digits.h"

namespace retrograd {

// A number, or a list of lists of them, as tensor() takes it.
class Numbers {
 public:
  template <class T>
  requires std::is_arithmetic_v<T> Numbers(T number) : number_(number), is_list_(false) {}
  Numbers(std::initializer_list<Numbers> list) : list_(list) {}

 private:
  friend Tensor tensor(const Numbers& numbers, std::optional<DType> dtype);
  void read(size_t depth, Dims& shape, std::vector<Scalar>& flat) const;

  Scalar number_;
  std::vector<Numbers> list_;
  bool is_list_ = true;
};

// tensor({{1, 2}, {3, 4}}, DType::kFloat64). Without a dtype: bool for bools, int64 for integers,
// the default type if one is floating. Throws ShapeError for lists of several lengths, RangeError
// for a number that the type does not hold.
Tensor tensor(const Numbers& numbers, std::optional<DType> dtype = {});

// A copy of a vector's numbers, of their own type. For other shapes: reshape(tensor(v), {2, 3}).
template <class T>
Tensor tensor(const std::vector<T>& numbers) {
  const Tensor x = ops::empty({static_cast<int64_t>(numbers.size())}, dtype_of<T>);
  if (!numbers.empty()) std::memcpy(x.bytes(), numbers.data(), numbers.size() * sizeof(T));
  return x;
}

namespace detail {
Tensor borrow(void* data, const Dims& shape, DType dtype);
}
// Memory of the caller's as a tensor, which must not outlive it. Throws ShapeError for a shape that
// cannot be.
template <class T>
Tensor from_blob(T* data, const Dims& shape) {
  return detail::borrow(data, shape, dtype_of<T>);
}

// A copy of the elements in the order of the indices, the last one running first, converted to T.
template <class T>
std::vector<T> to_vector(const Tensor& x) {
  const Tensor y = ops::contiguous(ops::to(x.detach(), dtype_of<T>));
  return std::vector<T>(y.data<T>(), y.data<T>() + y.numel());
}

// Each of these broadcasts and promotes as Python's operator does. What is compared gives a bool
// for each element; whether two tensors are equal, equal() says.
#define RG_OPERATOR(symbol, name)                                                             \
  inline Tensor operator symbol(const Tensor& a, const Tensor& b) { return ops::name(a, b); } \
  inline Tensor operator symbol(const Tensor& a, const Scalar& b) {                           \
    return ops::name(a, number(b));                                                           \
  }                                                                                           \
  inline Tensor operator symbol(const Scalar& a, const Tensor& b) {                           \
    return ops::name(number(a), b);                                                           \
  }
RG_OPERATOR(+, add)
RG_OPERATOR(-, sub)
RG_OPERATOR(*, mul)
RG_OPERATOR(/, div)
RG_OPERATOR(%, remainder)
RG_OPERATOR(&, bitwise_and)
RG_OPERATOR(|, bitwise_or)
RG_OPERATOR(^, bitwise_xor)
RG_OPERATOR(<, lt)
RG_OPERATOR(<=, le)
RG_OPERATOR(>, gt)
RG_OPERATOR(>=, ge)
#undef RG_OPERATOR

inline Tensor operator-(const Tensor& x) { return ops::neg(x); }
inline Tensor operator~(const Tensor& x) { return ops::bitwise_not(x); }

// In place. Throw GraphError for a leaf that requires grad while operations are recorded.
#define RG_ASSIGNMENT(symbol, name)                                                      \
  inline Tensor& operator symbol(Tensor& a, const Tensor& b) { return ops::name(a, b); } \
  inline Tensor& operator symbol(Tensor& a, const Scalar& b) { return ops::name(a, number(b)); }
RG_ASSIGNMENT(+=, add_)
RG_ASSIGNMENT(-=, sub_)
RG_ASSIGNMENT(*=, mul_)
RG_ASSIGNMENT(/=, div_)
#undef RG_ASSIGNMENT

}  // namespace retrograd
