// tensor.h: Tensor, a handle on a layout and a storage.
//
// A Tensor is a counted reference, as in Python: copying it copies no elements, and a const Tensor
// still allows writes to them. A default one is undefined: it stands for "no gradient" and "no
// argument". This floor knows nothing of gradients; what autograd keeps for a tensor hangs on it
// as an opaque GradMetaBase.
// Thread safety: as Storage; the layout is never another after construction, save by set_data.
#pragma once

#include <memory>

#include "core/allocator.h"
#include "core/numbers/dtype.h"
#include "core/numbers/scalar.h"
#include "core/shape.h"
#include "core/storage.h"

namespace retrograd {

struct GradMetaBase {
  virtual ~GradMetaBase() = default;
};

// How a view came to be; see graph/view.h.
enum class ViewKind : uint8_t { kPlain, kBeyond, kNoGrad, kMultiOutput, kFunction };

class TensorImpl final : public Counted, public allocator::Cached {
 public:
  TensorImpl(Ref<Storage> storage_, char* data_, Ref<Layout> layout_, DType dtype_)
      : dtype(dtype_), storage(std::move(storage_)), data(data_), layout(std::move(layout_)) {
    allocator::count_live(allocator::Live::kTensors, 1);
  }
  ~TensorImpl() override;

  DType dtype;
  bool is_number = false;  // made of a Python number: yields to tensors in promotion
  ViewKind view_kind = ViewKind::kPlain;

  Ref<Storage> storage;
  char* data;  // the first element
  Ref<Layout> layout;

  uint32_t view_version = 0;  // of a view: the version of the memory that its history is of
  uint32_t output = 0;        // which output of `made_by` it is
  Ref<TensorImpl> base;       // of a view: the tensor that owns its history
  Ref<Counted> made_by;       // the node of the graph whose output it is; see graph/grad_meta.h
  std::unique_ptr<GradMetaBase> grad_meta;

  // The one live Python object of this tensor, borrowed; or else what that object left behind for
  // the next one (see host.h), which the lowest bit tells apart.
  void* py_object() const { return host_ & 1 ? nullptr : reinterpret_cast<void*>(host_); }
  void* py_state() const { return host_ & 1 ? reinterpret_cast<void*>(host_ - 1) : nullptr; }
  void set_py_object(void* object) { host_ = reinterpret_cast<uintptr_t>(object); }
  void set_py_state(void* state) { host_ = reinterpret_cast<uintptr_t>(state) | 1; }

 private:
  uintptr_t host_ = 0;
};

class Tensor {
 public:
  using MovesByBytes = void;
  Tensor() = default;
  explicit Tensor(Ref<TensorImpl> impl) : impl_(std::move(impl)) {}

  bool defined() const { return static_cast<bool>(impl_); }
  TensorImpl* impl() const { return impl_.get(); }
  const Ref<TensorImpl>& ref() const { return impl_; }
  bool same(const Tensor& other) const { return impl_ == other.impl_; }

  const Dims& shape() const { return impl_->layout->shape; }
  const Dims& strides() const { return impl_->layout->strides; }
  int64_t dim() const { return static_cast<int64_t>(impl_->layout->shape.size()); }
  int64_t size(int64_t d) const { return impl_->layout->shape[d < 0 ? d + dim() : d]; }
  int64_t stride(int64_t d) const { return impl_->layout->strides[d < 0 ? d + dim() : d]; }
  int64_t numel() const { return impl_->layout->numel; }
  int64_t item_bytes() const { return item_size(impl_->dtype); }
  DType dtype() const { return impl_->dtype; }
  bool is_contiguous() const { return impl_->layout->contiguity != Contiguity::kLoose; }
  // Contiguous, with the strides that a new tensor of this shape has.
  bool is_canonical() const { return impl_->layout->contiguity == Contiguity::kCanonical; }
  Storage& storage() const { return *impl_->storage; }
  // Elements between the start of the storage and the first element.
  int64_t storage_offset() const { return (impl_->data - storage().data()) / item_bytes(); }

  char* bytes() const { return impl_->data; }
  template <class T>
  T* data() const {
    return reinterpret_cast<T*>(impl_->data);
  }
  // The only element as a number. Throws RuntimeError if there is another number of them.
  Scalar item() const;

  // What programs in C++ ask a tensor. The floors that know how are above this one, and
  // api/tensor.h says what these do; nothing of the library calls them.
  bool requires_grad() const;
  Tensor requires_grad_(bool on = true) const;
  Tensor grad() const;
  void zero_grad() const;
  Tensor detach() const;
  Tensor operator[](int64_t index) const;

 private:
  Ref<TensorImpl> impl_;
};

// A new contiguous tensor, contents undefined. Throws ShapeError or OutOfMemory.
Tensor empty(const Dims& shape, DType dtype);
// A new tensor that lies as `model` does, contents undefined. REQUIRES: model is canonical.
Tensor empty_as(const Tensor& model, DType dtype);
// As empty, laid out by `strides`. REQUIRES: is_dense(shape, strides).
Tensor empty_strided(const Dims& shape, const Dims& strides, DType dtype);
// A 0-d tensor holding a Python number, of the number's own type.
Tensor number(const Scalar& value);

// Another window on the storage of x; `offset` in elements from x's first one. Knows no base: see
// graph/view.h for what autograd records. REQUIRES: inside the storage.
Tensor alias(const Tensor& x, const Dims& shape, Dims strides, int64_t offset = 0);
Tensor alias(const Tensor& x);
// What x shows in a shape that it broadcasts to.
Tensor alias_in(const Tensor& x, const Dims& shape);
// What it shows at one index of a dimension, which goes, and on `length` indices of it, `step`
// apart. Inline for the speed of x[0] and x[1:3].
inline Tensor alias_at(const Tensor& x, int64_t dim, int64_t index) {
  Dims shape = x.shape(), strides = x.strides();
  const int64_t offset = index * strides[dim];
  shape.erase(dim);
  strides.erase(dim);
  return alias(x, shape, std::move(strides), offset);
}
inline Tensor alias_along(const Tensor& x, int64_t dim, int64_t start, int64_t length,
                          int64_t step = 1) {
  Dims shape = x.shape(), strides = x.strides();
  const int64_t offset = start * strides[dim];
  shape[dim] = length;
  strides[dim] *= step;
  return alias(x, shape, std::move(strides), offset);
}

}  // namespace retrograd
