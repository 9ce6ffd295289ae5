#include "core/tensor.h"

#include <cstring>
#include <type_traits>

#include "base/check.h"
#include "base/host.h"

namespace retrograd {
namespace {
std::atomic<int64_t> live_count{0};
}

TensorImpl::TensorImpl(Ref<Storage> storage_, char* data_, Dims shape_, Dims strides_,
                       int64_t numel_, DType dtype_, bool contiguous_)
    : storage(std::move(storage_)),
      data(data_),
      shape(std::move(shape_)),
      strides(std::move(strides_)),
      numel(numel_),
      dtype(dtype_),
      contiguous(contiguous_) {
  live_count.fetch_add(1, std::memory_order_relaxed);
}

TensorImpl::~TensorImpl() {
  live_count.fetch_sub(1, std::memory_order_relaxed);
  if (py_state) host.release_object(py_state);
}

Scalar Tensor::item() const {
  return dispatch(dtype(), [&](auto* p) -> Scalar {
    using T = std::remove_pointer_t<decltype(p)>;
    T value;
    std::memcpy(&value, bytes(), sizeof value);
    if constexpr (std::is_same_v<T, bool>) return Scalar(value);
    if constexpr (std::is_floating_point_v<T>) return Scalar(static_cast<double>(value));
    return Scalar(static_cast<int64_t>(value));
  });
}

Tensor empty(const Dims& shape, DType dtype) {
  return empty_strided(shape, contiguous_strides(shape), dtype);
}

Tensor empty_strided(const Dims& shape, const Dims& strides, DType dtype) {
  const int64_t n = check_shape("empty", shape);
  RG_CHECK(n <= INT64_MAX / item_size(dtype) - 4096, OutOfMemory, "cannot allocate ", n,
           " elements of ", dtype);
  Ref<Storage> storage = Storage::allocate(n * item_size(dtype));
  char* data = storage->data();
  return Tensor(make_ref<TensorImpl>(std::move(storage), data, shape, strides, n, dtype,
                                     is_contiguous(shape, strides)));
}

Tensor number(const Scalar& value) {
  Tensor x = empty({}, value.type());
  value.write(value.type(), x.bytes());
  x.impl()->is_number = true;
  return x;
}

Tensor alias(const Tensor& x, Dims shape, Dims strides, int64_t offset) {
  const int64_t n = count(shape);
  const bool packed = is_contiguous(shape, strides);
  return Tensor(make_ref<TensorImpl>(x.impl()->storage, x.bytes() + offset * x.item_bytes(),
                                     std::move(shape), std::move(strides), n, x.dtype(), packed));
}

int64_t live_tensors() { return live_count.load(std::memory_order_relaxed); }

}  // namespace retrograd
