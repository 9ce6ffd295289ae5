#include "bind/tensor/tensor_type.h"

#include <structmember.h>

#include <string>
#include <vector>

#include "api/print.h"
#include "base/check.h"
#include "base/host.h"
#include "bind/call/convert.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/gil.h"
#include "bind/life/drop.h"
#include "bind/life/gc.h"
#include "bind/slots.h"
#include "graph/grad_meta.h"
#include "graph/modes/tangent.h"
#include "ops/index/arrange.h"
#include "ops/pointwise/unary.h"

namespace retrograd::bind {

PyTypeObject* tensor_type = nullptr;

namespace {

// What a dead Python object leaves with its tensor.
struct Estate {
  PyObject* type;
  PyObject* dict;
  size_t place;  // among the watched tensors
};
std::vector<TensorImpl*> watched;

// Seldom: inline, its registers would be saved for each object that ends.
[[gnu::noinline]] void leave(TensorImpl* x, PyTypeObject* type, PyObject* dict) {
  x->set_py_state(new Estate{Py_NewRef(type), dict, watched.size()});
  count_python_things(1);
  watched.push_back(x);
}

// A tensor without Python object that the garbage collector is to look at.
void watch_tensor(void* tensor) {
  const WithGil held;
  auto* x = static_cast<TensorImpl*>(tensor);
  if (!x->py_state()) leave(x, tensor_type, nullptr);
}

// The tensor dies with an unclaimed estate; this may be on any thread.
void release_estate(void* object) {
  const WithGil held;
  auto* estate = static_cast<Estate*>(object);
  watched[estate->place] = watched.back();
  static_cast<Estate*>(watched[estate->place]->py_state())->place = estate->place;
  watched.pop_back();
  Py_DECREF(estate->type);
  PyObject* const dict = estate->dict;
  delete estate;
  count_python_things(-1);
  drop_attributes(dict);
}

TensorObject* as_object(PyObject* self) { return reinterpret_cast<TensorObject*>(self); }

// Dead objects of the class itself, not of its subclasses, kept for the next ones: most tensors
// live for an operation or two. Guarded by the GIL.
constexpr size_t kSpareObjects = 128;
PyObject* spare_objects[kSpareObjects];
size_t spare_count = 0;

PyObject* allocate_object(PyTypeObject* type) {
  if (type == tensor_type && spare_count > 0) {
    PyObject* self = PyObject_Init(spare_objects[--spare_count], type);
    as_object(self)->dict = nullptr;
    as_object(self)->weakrefs = nullptr;
    PyObject_GC_Track(self);
    return self;
  }
  PyObject* self = type->tp_alloc(type, 0);
  if (!self) throw PythonError();
  return self;
}
void free_object(PyTypeObject* type, PyObject* self) {
  if (type == tensor_type && spare_count < kSpareObjects)
    spare_objects[spare_count++] = self;
  else
    type->tp_free(self);
  Py_DECREF(type);
}

void give(PyObject* self, Tensor x) {
  x.impl()->set_py_object(self);
  new (&as_object(self)->tensor) Tensor(std::move(x));
}

PyObject* new_object(PyTypeObject* type, Tensor x) {
  PyObject* self = allocate_object(type);
  give(self, std::move(x));
  return self;
}

// Tensor(...) and __new__ of subclasses; no object is ever half made.
PyObject* tensor_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  return guarded([&] { return new_object(type, construct("Tensor", args, kwargs, {})); });
}

void tensor_dealloc(PyObject* self) {
  TensorObject* object = as_object(self);
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  if (object->weakrefs) PyObject_ClearWeakRefs(self);
  TensorImpl* impl = object->tensor.impl();
  impl->set_py_object(nullptr);
  const bool has_dict = object->dict && PyDict_GET_SIZE(object->dict) > 0;
  if ((has_dict || type != tensor_type || may_own_itself(*impl)) && impl->use_count() > 1)
    leave(impl, type, std::exchange(object->dict, nullptr));
  PyObject* const dict = object->dict;
  object->tensor.~Tensor();
  free_object(type, self);
  drop_attributes(dict);
}

int tensor_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  TensorObject* object = as_object(self);
  const TensorImpl& x = *object->tensor.impl();
  if (PyObject* other = stand_in(x, self)) return visit(other, arg);
  if (!object->dict) return 0;
  // Attributes belong to the tensor. What is found once holds for the collection, since another
  // thread that computes may become an owner meanwhile.
  if (object->collection != collection_number()) {
    object->collection = collection_number();
    object->alone = x.use_count() == 1;
  }
  if (object->alone) Py_VISIT(object->dict);
  return 0;
}

int tensor_clear(PyObject* self) {
  if (unwrap(self).impl()->use_count() == 1) Py_CLEAR(as_object(self)->dict);
  return 0;
}

PyObject* tensor_repr(PyObject* self) {
  return guarded([&] {
    if (Object answer = ask_others({"__repr__"}, {self})) return answer.release();
    Object name = Object::take(
        PyObject_GetAttrString(reinterpret_cast<PyObject*>(Py_TYPE(self)), "__name__"));
    const char* own = PyUnicode_AsUTF8(name.get());
    if (!own) throw PythonError();
    const bool plain = Py_TYPE(self) == tensor_type || Py_TYPE(self) == parameter_type;
    const std::string text = to_string(unwrap(self), concat(plain ? "tensor" : own, "("));
    return PyUnicode_FromStringAndSize(text.data(), static_cast<Py_ssize_t>(text.size()));
  });
}

// A 0-d tensor formats as its number, as in f"{loss:.3f}".
PyObject* tensor_format(PyObject* self, PyObject* spec) {
  return guarded([&] {
    if (Object answer = ask_others({"__format__"}, {self, spec})) return answer.release();
    RG_CHECK(PyUnicode_Check(spec), TypeError, "format: the format must be a str, not ",
             class_name(spec));
    const Tensor& x = unwrap(self);
    if (x.dim() == 0) {
      Object item = Object::take(PyObject_CallMethod(self, "item", nullptr));
      return PyObject_Format(item.get(), spec);
    }
    RG_CHECK(PyUnicode_GetLength(spec) == 0, TypeError,
             "format: only a 0-d tensor takes a format; this one has shape ", x.shape());
    return PyObject_Str(self);
  });
}

// round(x, digits), for digits as Python counts them.
PyObject* tensor_round(PyObject* self, PyObject* const* args, Py_ssize_t n) {
  return guarded([&] {
    if (!is_plain(self))
      if (Object answer = ask({"__round__"}, {self, n ? args[0] : Py_None},
                              [&] { return tensor_round(self, args, n); }))
        return answer.release();
    RG_CHECK(n <= 1, TypeError, "__round__: takes at most one number of digits, got ", n);
    const bool whole = n == 0 || args[0] == Py_None;
    return wrap(ops::round(unwrap(self), whole ? 0 : to_index(args[0])));
  });
}

// reversed(x): a tensor, as in torch.
PyObject* tensor_reversed(PyObject* self, PyObject*) {
  return guarded([&] {
    if (!is_plain(self))
      if (Object answer =
              ask({"__reversed__"}, {self}, [&] { return tensor_reversed(self, nullptr); }))
        return answer.release();
    return unwrap(self).dim() == 0 ? Py_NewRef(self) : wrap(ops::flip(unwrap(self), {0}));
  });
}

PyMemberDef members[] = {
    {"__dictoffset__", T_PYSSIZET, offsetof(TensorObject, dict), READONLY, nullptr},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(TensorObject, weakrefs), READONLY, nullptr},
    {}};

// Tensor(...) of the type of a tensor.
PyObject* new_of_type(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&] { return wrap(construct("new", args, kwargs, unwrap(self).dtype())); });
}
constexpr char kNewDoc[] = R"(new($self, /, *args, **kwargs)
--

A tensor of the same type, from sizes, data or another tensor.

It is the older way: new_empty(), new_tensor() and new_zeros() say what they do. Of sizes the
elements are undefined; a tensor of the type is shared.

Shape:   sizes, a sequence of numbers, a storage or a tensor -> what they say; nothing -> ``(0)``.
Dtype:   that of self.
Grad:    none; the result requires no grad.
Raises:  TypeError for what is none of these; DTypeError for a tensor of another type.
Source:  torch.Tensor.new.

>>> rg.tensor([1, 2]).new([3, 4])
tensor([3, 4])
)";

PyMethodDef special_methods[] = {
    {"__format__", tensor_format, METH_O,
     "The one element in the format of its number, else repr."},
    {"__array_function__", array_function, METH_VARARGS, nullptr},
    {"new", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(new_of_type)),
     METH_VARARGS | METH_KEYWORDS, kNewDoc},
    {"__reversed__", tensor_reversed, METH_NOARGS, nullptr},
    {"__round__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(tensor_round)),
     METH_FASTCALL, nullptr},
    {"__array_ufunc__", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(array_ufunc)),
     METH_FASTCALL | METH_KEYWORDS, nullptr}};

template <class F>
void* slot(F* f) {
  return reinterpret_cast<void*>(f);
}

// Gives an operator of Tensor the name that torch gives it, which functions that are asked see.
void name_operator(const char* attribute, const char* name) {
  PyObject* const as_made = PyDict_GetItemString(tensor_type->tp_dict, attribute);
  RG_CHECK(as_made && Py_IS_TYPE(as_made, &PyWrapperDescr_Type), RuntimeError, "Tensor has no ",
           attribute);
  const auto* const made = reinterpret_cast<PyWrapperDescrObject*>(as_made);
  // The type keeps it.
  auto* const base = new wrapperbase(*made->d_base);
  base->name = name;
  base->name_strobj = Object::take(PyUnicode_InternFromString(name)).release();
  const Object named = Object::take(PyDescr_NewWrapper(tensor_type, base, made->d_wrapped));
  check(PyDict_SetItemString(tensor_type->tp_dict, attribute, named.get()));
  PyType_Modified(tensor_type);
}

}  // namespace

std::array<PyObject*, 2> attributes_of(const TensorImpl& x) {
  if (const auto* estate = static_cast<Estate*>(x.py_state())) return {estate->type, estate->dict};
  const auto* object = static_cast<TensorObject*>(x.py_object());
  return {nullptr, object && has_attributes(x) ? object->dict : nullptr};
}

const std::vector<TensorImpl*>& watched_tensors() { return watched; }

PyObject* wrap(Tensor x) {
  if (!x.defined()) return Py_NewRef(Py_None);
  TensorImpl* impl = x.impl();
  if (void* const object = impl->py_object()) return Py_NewRef(static_cast<PyObject*>(object));
  if (!impl->py_state()) return new_object(tensor_type, std::move(x));
  auto* estate = static_cast<Estate*>(impl->py_state());
  PyObject* self = allocate_object(reinterpret_cast<PyTypeObject*>(estate->type));
  as_object(self)->dict = std::exchange(estate->dict, nullptr);
  release_estate(estate);
  give(self, std::move(x));
  return self;
}

Object wrap_as(PyTypeObject* type, Tensor x) {
  return Object::take(new_object(type, std::move(x)));
}

void add_tensor_type(PyObject* module, PyMethodDef* methods) {
  host.release_object = release_estate;
  host.watch_tensor = watch_tensor;
  // The type keeps the tables; rows and special methods go into one.
  static std::vector<PyMethodDef> all;
  for (PyMethodDef* m = methods; m->ml_name; ++m) all.push_back(*m);
  for (const PyMethodDef& m : special_methods) all.push_back(m);
  for (PyMethodDef* m = override_methods; m->ml_name; ++m) all.push_back(*m);
  all.push_back({});
  std::vector<PyType_Slot> slots = {
      {Py_tp_doc,
       const_cast<char*>("Tensor(*args, data=None, size=(), device=None)\n--\n\n"
                         "An array of numbers of one type that can record how it was computed.\n\n"
                         "Made by retrograd.tensor(data) and the other factories. Tensor(data) is "
                         "of the default\ntype whatever the numbers are; Tensor(2, 3) has "
                         "undefined contents.")},
      {Py_tp_new, slot(tensor_new)},
      {Py_tp_dealloc, slot(tensor_dealloc)},
      {Py_tp_traverse, slot(tensor_traverse)},
      {Py_tp_clear, slot(tensor_clear)},
      {Py_tp_repr, slot(tensor_repr)},
      {Py_tp_iter, slot(iterate)},
      {Py_mp_subscript, slot(get_item)},
      {Py_mp_ass_subscript, slot(set_item)},
      {Py_mp_length, slot(length)},
      {Py_sq_length, slot(length)},
      {Py_sq_item, slot(get_element)},
      {Py_sq_contains, slot(contains)},
      {Py_bf_getbuffer, slot(get_buffer)},
      {Py_bf_releasebuffer, slot(release_buffer)},
      {Py_tp_members, members},
      {Py_tp_methods, all.data()},
      {Py_tp_getset, attribute_table()},
  };
  for (PyType_Slot* s = number_slots; s->slot; ++s) slots.push_back(*s);
  slots.push_back({0, nullptr});
  PyType_Spec spec = {"retrograd.Tensor", sizeof(TensorObject), 0,
                      Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC, slots.data()};
  tensor_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
  name_operator("__pow__", "pow");
  name_operator("__ipow__", "pow_");
  name_operator("__rtruediv__", "__rdiv__");
  check(PyModule_AddObjectRef(module, "Tensor", reinterpret_cast<PyObject*>(tensor_type)));
}

}  // namespace retrograd::bind
