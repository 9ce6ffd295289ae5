#include "bind/tensor/types.h"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <limits>
#include <string>
#include <string_view>

#include "base/check.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/tensor/tensor_type.h"
#include "core/numbers/dtype.h"

namespace retrograd::bind {

PyTypeObject* dtype_type = nullptr;
PyTypeObject* generator_type = nullptr;

namespace {

PyTypeObject* size_type = nullptr;
PyTypeObject* device_type = nullptr;
PyObject* dtype_objects[kDTypes];
PyObject *cpu_device = nullptr, *first_cpu = nullptr;  // "cpu" and "cpu:0"

PyTypeObject* new_type(PyObject* module, PyType_Spec* spec, PyObject* bases = nullptr) {
  PyObject* type = PyType_FromSpecWithBases(spec, bases);
  if (!type) throw PythonError();
  const std::string_view name = spec->name;
  check(PyModule_AddObjectRef(module, name.substr(name.rfind('.') + 1).data(), type));
  return reinterpret_cast<PyTypeObject*>(type);
}

void free_instance(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

// dtype: one instance per element type, compared by identity.

struct DTypeObject {
  PyObject_HEAD DType value;
};

PyObject* dtype_repr(PyObject* self) {
  return PyUnicode_FromFormat("torch.%s", info(dtype_of(self)).name);
}
PyObject* dtype_reduce(PyObject* self, PyObject*) {
  return PyUnicode_FromString(info(dtype_of(self)).name);
}
PyObject* dtype_is_floating(PyObject* self, void*) {
  return PyBool_FromLong(is_floating(dtype_of(self)));
}
PyObject* dtype_is_signed(PyObject* self, void*) {
  return PyBool_FromLong(is_signed(dtype_of(self)));
}
PyObject* dtype_is_complex(PyObject*, void*) { Py_RETURN_FALSE; }
PyObject* dtype_itemsize(PyObject* self, void*) {
  return PyLong_FromLongLong(item_size(dtype_of(self)));
}

PyMethodDef dtype_methods[] = {{"__reduce__", dtype_reduce, METH_NOARGS, nullptr}, {}};
PyGetSetDef dtype_getset[] = {
    {"is_floating_point", dtype_is_floating, nullptr,
     "True for the types of real numbers, float32 among them.", nullptr},
    {"is_signed", dtype_is_signed, nullptr, "True where negative numbers can be held.", nullptr},
    {"is_complex", dtype_is_complex, nullptr, "Always False: there are no complex types.", nullptr},
    {"itemsize", dtype_itemsize, nullptr, "Bytes of one element.", nullptr},
    {}};
PyType_Slot dtype_slots[] = {{Py_tp_doc, const_cast<char*>("The type of a tensor's elements.")},
                             {Py_tp_repr, reinterpret_cast<void*>(dtype_repr)},
                             {Py_tp_dealloc, reinterpret_cast<void*>(free_instance)},
                             {Py_tp_methods, dtype_methods},
                             {Py_tp_getset, dtype_getset},
                             {0, nullptr}};
PyType_Spec dtype_spec = {"retrograd.dtype", sizeof(DTypeObject), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, dtype_slots};

// Size: a tuple of lengths.

PyObject* size_repr(PyObject* self) {
  Object list = Object::take(PySequence_List(self));
  return PyUnicode_FromFormat("torch.Size(%R)", list.get());
}
PyObject* size_numel(PyObject* self, PyObject*) {
  return guarded([&] {
    Object n = Object::take(PyLong_FromLong(1));
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(self); ++i)
      n = Object::take(PyNumber_Multiply(n.get(), PyTuple_GET_ITEM(self, i)));
    return n.release();
  });
}
// Size(lengths): ints, or what can be one; bools as 0 and 1.
PyObject* size_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    PyObject* given = nullptr;
    static const char* names[] = {"", nullptr};
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:Size", const_cast<char**>(names), &given))
      throw PythonError();
    Object items = Object::take(given ? PySequence_Tuple(given) : PyTuple_New(0));
    const Py_ssize_t n = PyTuple_GET_SIZE(items.get());
    Object lengths = Object::take(PyList_New(0));
    for (Py_ssize_t i = 0; i < n; ++i) {
      PyObject* item = PyTuple_GET_ITEM(items.get(), i);
      const bool index = is_tensor(item)
                             ? unwrap(item).dim() == 0 && is_integral(unwrap(item).dtype())
                             : PyIndex_Check(item);
      RG_CHECK(index, TypeError, "Size: expected ints, but element ", i, " is ", class_name(item));
      Object length = Object::take(PyNumber_Index(item));
      int overflow = 0;
      PyLong_AsLongLongAndOverflow(length.get(), &overflow);
      RG_CHECK(overflow == 0, RangeError, "Size: element ", i, " does not fit 64 bits");
      check(PyList_Append(lengths.get(), length.get()));
    }
    Object size = Object::take(type->tp_alloc(type, n));
    for (Py_ssize_t i = 0; i < n; ++i)
      PyTuple_SET_ITEM(size.get(), i, Py_NewRef(PyList_GET_ITEM(lengths.get(), i)));
    return size.release();
  });
}

// A tuple that an operation of tuples made of a Size, as a Size again where it holds ints alone.
PyObject* again_size(PyObject* made) {
  if (!made || !PyTuple_CheckExact(made)) return made;
  PyObject* size = PyObject_CallOneArg(reinterpret_cast<PyObject*>(size_type), made);
  Py_DECREF(made);
  return size;
}
PyObject* size_item(PyObject* self, PyObject* index) {
  return again_size(PyTuple_Type.tp_as_mapping->mp_subscript(self, index));
}
// nb_add comes before sq_concat, and sees a tuple on the left too.
PyObject* size_add(PyObject* a, PyObject* b) {
  if (!PyTuple_Check(a) || !PyTuple_Check(b)) Py_RETURN_NOTIMPLEMENTED;
  return again_size(PyTuple_Type.tp_as_sequence->sq_concat(a, b));
}
PyObject* size_repeat(PyObject* self, Py_ssize_t n) {
  return again_size(PyTuple_Type.tp_as_sequence->sq_repeat(self, n));
}

PyMethodDef size_methods[] = {{"numel", size_numel, METH_NOARGS, "The product of the lengths."},
                              {}};
PyType_Slot size_slots[] = {
    {Py_tp_doc, const_cast<char*>("The lengths of a tensor, a tuple of ints.")},
    {Py_tp_new, reinterpret_cast<void*>(size_new)},
    {Py_tp_repr, reinterpret_cast<void*>(size_repr)},
    {Py_mp_subscript, reinterpret_cast<void*>(size_item)},
    {Py_nb_add, reinterpret_cast<void*>(size_add)},
    {Py_sq_repeat, reinterpret_cast<void*>(size_repeat)},
    {Py_tp_methods, size_methods},
    {0, nullptr}};
PyType_Spec size_spec = {"retrograd.Size", 0, 0, Py_TPFLAGS_DEFAULT, size_slots};

// device: a kind of device and its number. Only the CPU is there: other devices can be named and
// compared, and are refused where they are to be used.

constexpr std::string_view kDeviceKinds[] = {
    "cpu",  "cuda", "ipu", "xpu",  "mkldnn", "opengl", "opencl", "ideep", "hip",  "ve",
    "fpga", "maia", "xla", "lazy", "vulkan", "mps",    "meta",   "hpu",   "mtia", "privateuseone"};
constexpr int kCpu = 0;

struct DeviceName {
  int kind;
  int index;  // -1: none
};

struct DeviceObject {
  PyObject_HEAD DeviceName name;
};
DeviceName name_of(PyObject* self) { return reinterpret_cast<DeviceObject*>(self)->name; }

std::string text_of(DeviceName name) {
  std::string text(kDeviceKinds[name.kind]);
  if (name.index >= 0) text += ':' + std::to_string(name.index);
  return text;
}

// "kind" or "kind:index".
DeviceName read_device(std::string_view text) {
  const size_t colon = text.find(':');
  const auto kind =
      std::find(std::begin(kDeviceKinds), std::end(kDeviceKinds), text.substr(0, colon));
  RG_CHECK(kind != std::end(kDeviceKinds), RuntimeError, "device: '", text,
           "' is not the name of a device; this package computes on 'cpu' alone");
  DeviceName name{static_cast<int>(kind - std::begin(kDeviceKinds)), -1};
  if (colon == std::string_view::npos) return name;
  const std::string_view digits = text.substr(colon + 1);
  const auto [end, error] =
      std::from_chars(digits.data(), digits.data() + digits.size(), name.index);
  const bool plain = error == std::errc() && end == digits.data() + digits.size() &&
                     name.index >= 0 && name.index < 128 &&
                     (digits.size() == 1 || digits[0] != '0');
  RG_CHECK(plain, RuntimeError, "device: the index in '", text, "' is not an int of 0 to 127");
  return name;
}

[[noreturn]] void fail_absent(DeviceName name) {
  fail_device(concat("device: '", text_of(name),
                     "' is not available; this package computes on 'cpu' alone"));
}

// The number of an accelerator: an int that is no bool or tensor.
bool is_device_number(PyObject* object) {
  return PyIndex_Check(object) && !PyBool_Check(object) && !is_tensor(object);
}
[[noreturn]] void fail_number() {
  fail_device("device: a number names an accelerator, and there is none; pass 'cpu'");
}

PyObject* device_of(DeviceName name) {
  if (name.kind == kCpu) {
    if (name.index > 0) fail_absent(name);
    return Py_NewRef(name.index == 0 ? first_cpu : cpu_device);
  }
  Object self = Object::take(device_type->tp_alloc(device_type, 0));
  reinterpret_cast<DeviceObject*>(self.get())->name = name;
  return self.release();
}

std::string_view text_of(PyObject* str) {
  Py_ssize_t n = 0;
  const char* text = PyUnicode_AsUTF8AndSize(str, &n);
  if (!text) throw PythonError();
  return {text, static_cast<size_t>(n)};
}

PyObject* device_new(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"type", "index", nullptr};
    PyObject *type = nullptr, *index = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "O|O:device", const_cast<char**>(names), &type,
                                     &index))
      throw PythonError();
    if (innermost_mode()) {
      Object types = Object::take(PyTuple_New(0));
      Object keywords = kwargs ? Object::share(kwargs) : Object::take(PyDict_New());
      auto* function = reinterpret_cast<PyObject*>(device_type);
      Object answer = ask_mode(function, types.get(), args, keywords.get());
      RG_CHECK(answer.get() != Py_NotImplemented, TypeError, "device: the mode ",
               class_name(innermost_mode()), " returned NotImplemented, and nobody else is there");
      return answer.release();
    }
    if (is_device(type) && index == Py_None) return Py_NewRef(type);
    if (is_device_number(type) && index == Py_None) fail_number();
    RG_CHECK(PyUnicode_Check(type), TypeError, "device: expected a name such as 'cpu', got ",
             class_name(type), is_device(type) ? " with an index" : "");
    DeviceName name = read_device(text_of(type));
    if (index == Py_None) return device_of(name);
    RG_CHECK(is_device_number(index), TypeError, "device: expected an int for the index, got ",
             class_name(index));
    RG_CHECK(name.index < 0, RuntimeError, "device: '", text_of(type),
             "' has an index, and another one was given");
    const Py_ssize_t number = PyNumber_AsSsize_t(index, nullptr);
    RG_CHECK(number >= 0 && number < 128, RuntimeError, "device: the index ", number,
             " is not an int of 0 to 127");
    name.index = static_cast<int>(number);
    return device_of(name);
  });
}
PyObject* device_repr(PyObject* self) {
  return guarded([&] {
    const DeviceName name = name_of(self);
    std::string text = concat("device(type='", kDeviceKinds[name.kind], "'");
    if (name.index >= 0) text += concat(", index=", name.index);
    return PyUnicode_FromString((text + ")").c_str());
  });
}
PyObject* device_str(PyObject* self) {
  return guarded([&] { return PyUnicode_FromString(text_of(name_of(self)).c_str()); });
}
PyObject* device_kind(PyObject* self, void*) {
  const std::string_view kind = kDeviceKinds[name_of(self).kind];
  return PyUnicode_FromStringAndSize(kind.data(), static_cast<Py_ssize_t>(kind.size()));
}
PyObject* device_index(PyObject* self, void*) {
  const int index = name_of(self).index;
  return index >= 0 ? PyLong_FromLong(index) : Py_NewRef(Py_None);
}
PyObject* device_reduce(PyObject* self, PyObject*) {
  return guarded([&] {
    return Py_BuildValue("O(s)", reinterpret_cast<PyObject*>(Py_TYPE(self)),
                         text_of(name_of(self)).c_str());
  });
}
Py_hash_t device_hash(PyObject* self) { return 128 * name_of(self).kind + name_of(self).index + 1; }
PyObject* device_compare(PyObject* a, PyObject* b, int op) {
  if (!is_device(b) || (op != Py_EQ && op != Py_NE)) Py_RETURN_NOTIMPLEMENTED;
  const bool same = name_of(a).kind == name_of(b).kind && name_of(a).index == name_of(b).index;
  return PyBool_FromLong(same == (op == Py_EQ));
}
// `with device("cpu"):` makes tensors where they are made anyway.
PyObject* device_enter(PyObject* self, PyObject*) {
  return guarded([&] {
    check_device(self);
    return Py_NewRef(self);
  });
}
PyObject* device_exit(PyObject*, PyObject*) { Py_RETURN_NONE; }
PyMethodDef device_methods[] = {{"__reduce__", device_reduce, METH_NOARGS, nullptr},
                                {"__enter__", device_enter, METH_NOARGS, nullptr},
                                {"__exit__", device_exit, METH_VARARGS, nullptr},
                                {}};
PyGetSetDef device_getset[] = {
    {"type", device_kind, nullptr, "'cpu', 'cuda', ...", nullptr},
    {"index", device_index, nullptr, "0, or None where none was given.", nullptr},
    {}};
PyType_Slot device_slots[] = {
    {Py_tp_doc,
     const_cast<char*>("device(type, index=None)\n--\n\nThe name of a device; the CPU is there.")},
    {Py_tp_new, reinterpret_cast<void*>(device_new)},
    {Py_tp_repr, reinterpret_cast<void*>(device_repr)},
    {Py_tp_str, reinterpret_cast<void*>(device_str)},
    {Py_tp_hash, reinterpret_cast<void*>(device_hash)},
    {Py_tp_richcompare, reinterpret_cast<void*>(device_compare)},
    {Py_tp_dealloc, reinterpret_cast<void*>(free_instance)},
    {Py_tp_methods, device_methods},
    {Py_tp_getset, device_getset},
    {0, nullptr}};
PyType_Spec device_spec = {"retrograd.device", sizeof(DeviceObject), 0, Py_TPFLAGS_DEFAULT,
                           device_slots};

// Generator: a random stream.

struct GeneratorObject {
  PyObject_HEAD Ref<Generator> generator;
};

PyObject* generator_new(PyTypeObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"device", nullptr};
    PyObject* device = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "|O:Generator", const_cast<char**>(names),
                                     &device))
      throw PythonError();
    check_device(device);
    return generator_object(make_ref<Generator>());
  });
}
void generator_dealloc(PyObject* self) {
  reinterpret_cast<GeneratorObject*>(self)->generator.~Ref();
  free_instance(self);
}
PyObject* generator_manual_seed(PyObject* self, PyObject* seed) {
  return guarded([&] {
    generator_of(self)->manual_seed(seed_of(seed));
    return Py_NewRef(self);
  });
}
PyObject* generator_seed(PyObject* self, PyObject*) {
  return guarded([&] { return PyLong_FromUnsignedLongLong(generator_of(self)->seed()); });
}
PyObject* generator_initial_seed(PyObject* self, PyObject*) {
  return PyLong_FromUnsignedLongLong(generator_of(self)->initial_seed());
}
PyObject* generator_get_state(PyObject* self, PyObject*) {
  return guarded([&] {
    Tensor state = empty({Generator::kStateBytes}, DType::kUInt8);
    generator_of(self)->get_state(state.bytes());
    return wrap(state);
  });
}
PyObject* generator_set_state(PyObject* self, PyObject* state) {
  return guarded([&] {
    RG_CHECK(is_tensor(state), TypeError, "set_state: expected a tensor of uint8, got ",
             class_name(state));
    const Tensor& x = unwrap(state);
    RG_CHECK(x.dtype() == DType::kUInt8, TypeError, "set_state: expected a tensor of uint8, got ",
             x.dtype());
    RG_CHECK(x.is_contiguous(), RuntimeError,
             "set_state: the state is not contiguous; pass contiguous()");
    generator_of(self)->set_state(x.bytes(), x.numel());
    return Py_NewRef(self);
  });
}
PyObject* generator_reduce(PyObject* self, PyObject*) {
  return guarded([&] {
    Object state = Object::take(generator_get_state(self, nullptr));
    return Py_BuildValue("O()O", reinterpret_cast<PyObject*>(Py_TYPE(self)), state.get());
  });
}
PyObject* generator_device(PyObject*, void*) { return Py_NewRef(cpu_device); }
PyMethodDef generator_methods[] = {
    {"manual_seed", generator_manual_seed, METH_O,
     "Starts the stream of a seed; returns the generator."},
    {"seed", generator_seed, METH_NOARGS,
     "Starts a stream from the system's entropy; returns its seed."},
    {"initial_seed", generator_initial_seed, METH_NOARGS, "The seed of the current stream."},
    {"get_state", generator_get_state, METH_NOARGS, "The state of the stream, a uint8 tensor."},
    {"set_state", generator_set_state, METH_O, "Goes on from a state that get_state gave."},
    {"__reduce__", generator_reduce, METH_NOARGS, nullptr},
    {"__setstate__", generator_set_state, METH_O, nullptr},
    {}};
PyGetSetDef generator_getset[] = {{"device", generator_device, nullptr, "The CPU.", nullptr}, {}};
PyType_Slot generator_slots[] = {
    {Py_tp_doc, const_cast<char*>("Generator(device='cpu')\n--\n\nA random stream of its own.")},
    {Py_tp_new, reinterpret_cast<void*>(generator_new)},
    {Py_tp_dealloc, reinterpret_cast<void*>(generator_dealloc)},
    {Py_tp_methods, generator_methods},
    {Py_tp_getset, generator_getset},
    {0, nullptr}};
PyType_Spec generator_spec = {"retrograd.Generator", sizeof(GeneratorObject), 0, Py_TPFLAGS_DEFAULT,
                              generator_slots};

}  // namespace

PyObject* dtype_object(DType t) { return dtype_objects[static_cast<int>(t)]; }
DType dtype_of(PyObject* object) { return reinterpret_cast<DTypeObject*>(object)->value; }

PyObject* size_object(const Dims& shape) {
  // A tuple subclass without fields of its own is laid out as a tuple.
  Object size = Object::take(size_type->tp_alloc(size_type, static_cast<Py_ssize_t>(shape.size())));
  for (size_t i = 0; i < shape.size(); ++i)
    PyTuple_SET_ITEM(size.get(), i, Object::take(PyLong_FromLongLong(shape[i])).release());
  return size.release();
}

uint64_t seed_of(PyObject* object) {
  Object index = Object::take(PyNumber_Index(object));
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(index.get(), &overflow);
  if (overflow == 0) return static_cast<uint64_t>(value);
  const unsigned long long large = PyLong_AsUnsignedLongLong(index.get());
  if (!PyErr_Occurred()) return large;
  PyErr_Clear();
  throw RangeError("manual_seed: expected a seed of -2^63 to 2^64 - 1");
}

PyObject* device_object() { return cpu_device; }
bool is_size(PyObject* object) { return Py_TYPE(object) == size_type; }
bool is_device(PyObject* object) { return Py_TYPE(object) == device_type; }

bool names_device(PyObject* object) {
  return object == Py_None || PyUnicode_Check(object) || is_device(object) ||
         is_device_number(object);
}

void check_device(PyObject* object) {
  if (object == Py_None || object == cpu_device || object == first_cpu) return;
  RG_CHECK(names_device(object), TypeError, "device: expected 'cpu' or a device, got ",
           class_name(object));
  if (is_device_number(object)) fail_number();
  const DeviceName name = is_device(object) ? name_of(object) : read_device(text_of(object));
  if (name.kind != kCpu || name.index > 0) fail_absent(name);
}

PyObject* generator_object(const Ref<Generator>& g) {
  Object self = Object::take(generator_type->tp_alloc(generator_type, 0));
  new (&reinterpret_cast<GeneratorObject*>(self.get())->generator) Ref<Generator>(g);
  return self.release();
}
const Ref<Generator>& generator_of(PyObject* object) {
  return reinterpret_cast<GeneratorObject*>(object)->generator;
}

void add_types(PyObject* module) {
  dtype_type = new_type(module, &dtype_spec);
  for (int i = 0; i < kDTypes; ++i) {
    dtype_objects[i] = Object::take(dtype_type->tp_alloc(dtype_type, 0)).release();
    reinterpret_cast<DTypeObject*>(dtype_objects[i])->value = static_cast<DType>(i);
    check(PyModule_AddObjectRef(module, kDTypeInfo[i].name, dtype_objects[i]));
  }
  for (const auto& [name, t] : kDTypeAliases)
    check(PyModule_AddObjectRef(module, name, dtype_object(t)));
  size_type = new_type(module, &size_spec, reinterpret_cast<PyObject*>(&PyTuple_Type));
  device_type = new_type(module, &device_spec);
  cpu_device = Object::take(device_type->tp_alloc(device_type, 0)).release();
  first_cpu = Object::take(device_type->tp_alloc(device_type, 0)).release();
  reinterpret_cast<DeviceObject*>(cpu_device)->name = {kCpu, -1};
  reinterpret_cast<DeviceObject*>(first_cpu)->name = {kCpu, 0};
  generator_type = new_type(module, &generator_spec);
  Object generator = Object::take(generator_object(default_generator()));
  check(PyModule_AddObjectRef(module, "default_generator", generator.get()));
}

}  // namespace retrograd::bind
