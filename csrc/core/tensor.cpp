#include "core/tensor.h"

#include <cstring>
#include <type_traits>

#include "base/check.h"
#include "base/host.h"
#include "core/numbers/element.h"

namespace retrograd {

TensorImpl::~TensorImpl() {
  allocator::count_live(allocator::Live::kTensors, -1);
  if (void* const state = py_state()) [[unlikely]]
    host.release_object(state);
}

Scalar Tensor::item() const {
  RG_CHECK(numel() == 1, RuntimeError, "item: only a tensor of one element is a number, got shape ",
           shape());
  return dispatch(dtype(), [&](auto* p) -> Scalar {
    using T = std::remove_pointer_t<decltype(p)>;
    if constexpr (std::is_same_v<T, bool>) return Scalar(*bytes() != 0);
    T value{};
    std::memcpy(&value, bytes(), sizeof value);
    if constexpr (kIsReal<T>)
      return Scalar(static_cast<double>(number_of(value)));
    else
      return Scalar(static_cast<int64_t>(value));
  });
}

namespace {
[[gnu::always_inline]] inline Tensor allocate(Ref<Layout>&& layout, DType dtype) {
  const int64_t n = layout->numel;
  // A type has at most 8 bytes, and a block some more than its elements.
  RG_CHECK(n <= INT64_MAX / 8 - 4096, OutOfMemory, "cannot allocate ", n, " elements of ", dtype);
  Ref<Storage> storage = Storage::allocate(n * item_size(dtype));
  char* data = storage->data();
  return Tensor(make_ref<TensorImpl>(std::move(storage), data, std::move(layout), dtype));
}
}  // namespace

Tensor empty(const Dims& shape, DType dtype) { return allocate(Layout::of("empty", shape), dtype); }

Tensor empty_as(const Tensor& model, DType dtype) {
  return allocate(Ref<Layout>(model.impl()->layout), dtype);
}

Tensor empty_strided(const Dims& shape, const Dims& strides, DType dtype) {
  check_shape("empty", shape);
  return allocate(Layout::of(shape, strides), dtype);
}

Tensor number(const Scalar& value) {
  Tensor x = empty({}, value.type());
  value.write(value.type(), x.bytes());
  x.impl()->is_number = true;
  return x;
}

Tensor alias(const Tensor& x) {
  return Tensor(make_ref<TensorImpl>(x.impl()->storage, x.bytes(), x.impl()->layout, x.dtype()));
}

Tensor alias(const Tensor& x, const Dims& shape, Dims strides, int64_t offset) {
  return Tensor(make_ref<TensorImpl>(x.impl()->storage, x.bytes() + offset * x.item_bytes(),
                                     Layout::of(shape, std::move(strides)), x.dtype()));
}

Tensor alias_in(const Tensor& x, const Dims& shape) {
  return alias(x, shape, broadcast_strides(x.shape(), x.strides(), shape));
}

}  // namespace retrograd
