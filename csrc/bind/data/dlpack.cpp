#include "bind/data/dlpack.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/errors.h"
#include "bind/gil.h"
#include "core/loop/loop.h"
#include "graph/grad_meta.h"

namespace retrograd::bind {
namespace {

// ---- The structs of DLPack, which a capsule points to. ----

struct DlDevice {
  int32_t type, id;
};
constexpr int32_t kCpu = 1, kPinned = 3;  // both of them memory of the host
struct DlType {
  uint8_t code, bits;
  uint16_t lanes;
};
enum DlCode : uint8_t { kInt = 0, kUInt = 1, kFloat = 2, kBFloat = 4, kBoolean = 6 };
struct DlTensor {
  void* data;
  DlDevice device;
  int32_t ndim;
  DlType dtype;
  int64_t *shape, *strides;
  uint64_t byte_offset;
};
struct DlManaged {
  DlTensor tensor;
  void* context;
  void (*deleter)(DlManaged*);
};
struct DlVersioned {
  uint32_t major, minor;
  void* context;
  void (*deleter)(DlVersioned*);
  uint64_t flags;
  DlTensor tensor;
};
constexpr uint64_t kReadOnly = 1, kCopied = 2;

// The names of a capsule before and after it is consumed.
template <class Managed>
constexpr const char* kName = "dltensor";
template <>
constexpr const char* kName<DlVersioned> = "dltensor_versioned";
template <class Managed>
constexpr const char* kUsedName = "used_dltensor";
template <>
constexpr const char* kUsedName<DlVersioned> = "used_dltensor_versioned";

DlType type_of(DType t) {
  const auto bits = static_cast<uint8_t>(8 * item_size(t));
  if (t == DType::kBool) return {kBoolean, bits, 1};
  if (t == DType::kBFloat16) return {kBFloat, bits, 1};
  if (is_floating(t)) return {kFloat, bits, 1};
  return {t == DType::kUInt8 ? kUInt : kInt, bits, 1};
}

// ---- Lending. ----

template <class Managed>
struct Lent {
  Managed managed = {};
  Ref<Storage> storage;
  int64_t shape[kMaxDims], strides[kMaxDims];
};

template <class Managed>
void end_loan(Managed* managed) {
  delete static_cast<Lent<Managed>*>(managed->context);
}

// Of a capsule that nobody consumed.
template <class Managed>
void drop_capsule(PyObject* capsule) {
  if (!PyCapsule_IsValid(capsule, kName<Managed>)) return;
  auto* managed = static_cast<Managed*>(PyCapsule_GetPointer(capsule, kName<Managed>));
  if (managed->deleter) managed->deleter(managed);
}

template <class Managed>
Object capsule_of(const Tensor& x, bool copied) {
  auto* lent = new Lent<Managed>{{}, x.impl()->storage, {}, {}};
  std::copy(x.shape().begin(), x.shape().end(), lent->shape);
  std::copy(x.strides().begin(), x.strides().end(), lent->strides);
  Managed& managed = lent->managed;
  managed.context = lent;
  managed.deleter = end_loan<Managed>;
  managed.tensor = {.data = x.bytes(),
                    .device = {kCpu, 0},
                    .ndim = static_cast<int32_t>(x.dim()),
                    .dtype = type_of(x.dtype()),
                    .shape = lent->shape,
                    .strides = lent->strides,
                    .byte_offset = 0};
  if constexpr (std::is_same_v<Managed, DlVersioned>) {
    managed.major = 1;
    managed.minor = 0;
    managed.flags = (x.storage().read_only() ? kReadOnly : 0) | (copied ? kCopied : 0);
  }
  PyObject* capsule = PyCapsule_New(&managed, kName<Managed>, drop_capsule<Managed>);
  if (!capsule) delete lent;
  return Object::take(capsule);
}

// ---- Borrowing. ----

// What a producer holds for us.
template <class Managed>
class Loan final : public Counted {
 public:
  explicit Loan(Managed* managed) : managed_(managed) {}
  // Producers may be of Python, whose objects the last tensor may let go of on any thread.
  ~Loan() override {
    if (!managed_->deleter) return;
    const WithGil held;
    managed_->deleter(managed_);
  }

 private:
  Managed* const managed_;
};

// What a tensor on the memory is to be, once all of it is known to fit.
struct Shared {
  DType dtype;
  Dims shape, strides;
  char* data;
  int64_t bytes;
};
Shared checked(const DlTensor& t) {
  constexpr const char* op = "from_dlpack";
  RG_CHECK(t.device.type == kCpu || t.device.type == kPinned, BufferError, op,
           ": the memory is on device ", t.device.type, ", not on the CPU");
  Shared s = {};
  bool known = false;
  for (int i = 0; i < kDTypes && !known; ++i) {
    s.dtype = static_cast<DType>(i);
    const DlType own = type_of(s.dtype);
    known = own.code == t.dtype.code && own.bits == t.dtype.bits && t.dtype.lanes == 1;
  }
  RG_CHECK(known, BufferError, op, ": no tensor type holds elements of code ", int{t.dtype.code},
           ", ", int{t.dtype.bits}, " bits and ", t.dtype.lanes, " lanes; there are ",
           dtype_names());
  RG_CHECK(t.ndim >= 0 && t.ndim <= kMaxDims && (t.ndim == 0 || t.shape), BufferError, op, ": ",
           t.ndim, " dimensions; expected 0..", kMaxDims, " and their lengths");
  for (int d = 0; d < t.ndim; ++d) s.shape.push_back(t.shape[d]);
  const int64_t n = check_shape(op, s.shape, item_size(s.dtype));
  s.strides = contiguous_strides(s.shape);
  int64_t reach = 0;
  for (int d = 0; d < t.ndim && t.strides; ++d) {
    const size_t at = static_cast<size_t>(d);
    if (s.shape[at] <= 1) continue;
    RG_CHECK(t.strides[d] >= 0, BufferError, op,
             ": a stride is negative, which tensors do not have; copy the array first");
    s.strides[at] = t.strides[d];
  }
  for (size_t d = 0; n > 0 && d < s.shape.size(); ++d) {
    int64_t step = 0;
    const bool fits = !__builtin_mul_overflow(s.shape[d] - 1, s.strides[d], &step) &&
                      !__builtin_add_overflow(reach, step, &reach) && reach < INT64_MAX / 16;
    RG_CHECK(fits, BufferError, op, ": strides ", s.strides, " of shape ", s.shape,
             " reach further than memory does");
  }
  RG_CHECK(n == 0 || t.data, BufferError, op, ": the memory is not there");
  s.data = n == 0 ? nullptr : static_cast<char*>(t.data) + t.byte_offset;
  s.bytes = n == 0 ? 0 : (reach + 1) * item_size(s.dtype);
  return s;
}

template <class Managed>
Tensor consume(PyObject* capsule) {
  auto* managed = static_cast<Managed*>(PyCapsule_GetPointer(capsule, kName<Managed>));
  if (!managed) throw PythonError();
  bool read_only = false;
  if constexpr (std::is_same_v<Managed, DlVersioned>) {
    RG_CHECK(managed->major == 1, BufferError, "from_dlpack: the capsule is of version ",
             managed->major, ".", managed->minor, " of DLPack; expected 1");
    read_only = managed->flags & kReadOnly;
  }
  Shared s = checked(managed->tensor);
  check(PyCapsule_SetName(capsule, kUsedName<Managed>));
  const auto loan = make_ref<Loan<Managed>>(managed);
  if (!s.data) return retrograd::empty(s.shape, s.dtype);
  Ref<Storage> storage = Storage::borrow(s.data, s.bytes, loan, read_only);
  return Tensor(
      make_ref<TensorImpl>(std::move(storage), s.data, Layout::of(s.shape, s.strides), s.dtype));
}

// Refuses what lies elsewhere before it is asked for.
void check_device_of(PyObject* source) {
  const Object device = Object::take(PyObject_CallMethod(source, "__dlpack_device__", nullptr));
  RG_CHECK(PyTuple_Check(device.get()) && PyTuple_GET_SIZE(device.get()) == 2, TypeError,
           "from_dlpack: __dlpack_device__() gave ", class_name(device.get()),
           ", not a device type and its number");
  const int64_t type = to_index(PyTuple_GET_ITEM(device.get(), 0));
  if (type != kCpu && type != kPinned)
    fail_device(concat("from_dlpack: the memory is on a device of type ", type,
                       "; retrograd computes on the CPU alone"));
}

// The capsule of an object; one of an older version of the protocol is asked without arguments.
Object capsule_from(PyObject* source, std::optional<bool> copy) {
  const Object method = Object::take(PyObject_GetAttrString(source, "__dlpack__"));
  const Object none = Object::take(PyTuple_New(0));
  const Object asked = Object::take(Py_BuildValue("{s(ii)}", "max_version", 1, 0));
  if (copy) check(PyDict_SetItemString(asked.get(), "copy", *copy ? Py_True : Py_False));
  PyObject* capsule = PyObject_Call(method.get(), none.get(), asked.get());
  if (capsule) return Object::take(capsule);
  if (!PyErr_ExceptionMatches(PyExc_TypeError)) throw PythonError();
  PyErr_Clear();
  return Object::take(PyObject_CallNoArgs(method.get()));
}

}  // namespace

Object to_dlpack(const Tensor& x, bool versioned, bool copied) {
  RG_CHECK(
      !requires_grad(x), BufferError,
      "__dlpack__: the tensor requires grad, and what is done to its memory elsewhere would go "
      "unseen; use detach()");
  if (versioned) return capsule_of<DlVersioned>(x, copied);
  RG_CHECK(!x.storage().read_only(), BufferError,
           "__dlpack__: the tensor is read-only, which a consumer is told from version 1 on; pass "
           "max_version=(1, 0)");
  return capsule_of<DlManaged>(x, copied);
}

Tensor from_dlpack(PyObject* source, std::optional<bool> copy) {
  Object capsule;
  bool own = false;
  if (!PyCapsule_CheckExact(source) && PyObject_HasAttrString(source, "__dlpack__")) {
    check_device_of(source);
    capsule = capsule_from(source, copy);
    source = capsule.get();
  }
  Tensor x;
  if (PyCapsule_IsValid(source, kName<DlVersioned>)) {
    const auto* managed =
        static_cast<DlVersioned*>(PyCapsule_GetPointer(source, kName<DlVersioned>));
    own = managed->flags & kCopied;
    x = consume<DlVersioned>(source);
  } else {
    RG_CHECK(PyCapsule_IsValid(source, kName<DlManaged>), RuntimeError,
             "from_dlpack: expected an object with a method __dlpack__, or a capsule that was not "
             "consumed yet, got ",
             class_name(source));
    x = consume<DlManaged>(source);
  }
  return copy && *copy && !own ? copy_of(x) : x;
}

}  // namespace retrograd::bind
