#include "api/tensor.h"

#include "base/check.h"
#include "graph/grad_meta.h"
#include "graph/view.h"
#include "ops/shape/shape.h"

namespace retrograd {

bool Tensor::requires_grad() const { return retrograd::requires_grad(*this); }

Tensor Tensor::requires_grad_(bool on) const {
  set_requires_grad(*this, on);
  return *this;
}

Tensor Tensor::grad() const { return get_grad(*this); }

void Tensor::zero_grad() const { set_grad(*this, {}); }

Tensor Tensor::detach() const { return retrograd::detach(*this); }

Tensor Tensor::operator[](int64_t index) const { return ops::select(*this, 0, index); }

void Numbers::read(size_t depth, Dims& shape, std::vector<Scalar>& flat) const {
  const bool first = flat.empty() && depth == shape.size();
  if (first && is_list_) shape.push_back(static_cast<int64_t>(list_.size()));
  const bool deep = depth < shape.size();
  RG_CHECK(is_list_ == deep && (!deep || shape[depth] == static_cast<int64_t>(list_.size())),
           ShapeError, "tensor: the lists at depth ", depth, " have several lengths");
  if (!is_list_) flat.push_back(number_);
  for (const Numbers& item : list_) item.read(depth + 1, shape, flat);
}

Tensor tensor(const Numbers& numbers, std::optional<DType> dtype) {
  Dims shape;
  std::vector<Scalar> flat;
  numbers.read(0, shape, flat);
  DType kind = flat.empty() ? DType::kFloat64 : DType::kBool;
  for (const Scalar& number : flat) kind = promote(kind, number.type());
  const DType t = dtype.value_or(is_floating(kind) ? default_dtype() : kind);
  for (const Scalar& number : flat)
    RG_CHECK(is_floating(t) || number.fits(t), RangeError, "tensor: ", number,
             " is outside the range of ", t);
  const Tensor x = empty(shape, t);
  char* out = x.bytes();
  for (const Scalar& number : flat) {
    number.write(t, out);
    out += x.item_bytes();
  }
  return x;
}

namespace detail {
Tensor borrow(void* data, const Dims& shape, DType dtype) {
  const int64_t n = check_shape("from_blob", shape, item_size(dtype));
  return Tensor(make_ref<TensorImpl>(Storage::borrow(data, n * item_size(dtype), {}, false),
                                     static_cast<char*>(data), Layout::of("from_blob", shape),
                                     dtype));
}
}  // namespace detail

}  // namespace retrograd
