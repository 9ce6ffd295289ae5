// attributes.cpp: the attributes of Tensor that are no methods.

#include <array>
#include <iterator>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/function/origin.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"
#include "graph/modes/tangent.h"
#include "graph/view.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

template <auto F>
PyObject* get(PyObject* self, void*) {
  return guarded([&] { return to_python(F(unwrap(self))); });
}

Dims shape(const Tensor& x) { return x.shape(); }
DType dtype(const Tensor& x) { return x.dtype(); }
int64_t ndim(const Tensor& x) { return x.dim(); }
int64_t itemsize(const Tensor& x) { return x.item_bytes(); }
int64_t nbytes(const Tensor& x) { return x.numel() * x.item_bytes(); }

int64_t version(const Tensor& x) {
  RG_CHECK(x.storage().versioned(), GraphError,
           "_version: writes to a tensor that was made in inference_mode() are not counted");
  return x.storage().version();
}

int64_t output_nr(const Tensor& x) { return x.impl()->output; }

bool retains_grad(const Tensor& x) {
  const GradMeta* meta = grad_meta(x);
  return meta && meta->retains_grad;
}

PyObject* get_device(PyObject*, void*) { return Py_NewRef(device_object()); }

PyObject* get_grad_fn(PyObject* self, void*) {
  return guarded([&] { return wrap_node(grad_fn(unwrap(self))); });
}

std::string made_by(const Node& node) {
  if (!node.origin()) return "";
  return concat(" This tensor was made by ", node.name(), node.origin().text(" at "), ".");
}

PyObject* get_gradient(PyObject* self, void*) {
  return guarded([&] {
    const Tensor& x = unwrap(self);
    const Tensor grad = get_grad(x);
    if (!grad.defined() && !retains_grad(x) && grad_fn(x))
      warn_user(
          "The .grad attribute of a tensor that is not a leaf was read. backward() does not fill "
          "it: call retain_grad() on the tensor before backward(), or read the .grad of a leaf." +
          made_by(*grad_fn(x)));
    return wrap(grad);
  });
}

int set_gradient(PyObject* self, PyObject* value, void*) {
  return guarded_int([&] {
    if (!value || value == Py_None) return set_grad(unwrap(self), {});
    RG_CHECK(is_tensor(value), TypeError, "grad: expected a Tensor or None, got ",
             class_name(value));
    set_grad(unwrap(self), unwrap(value));
  });
}

int set_flag(PyObject* self, PyObject* value, void*) {
  return guarded_int([&] {
    RG_CHECK(value, RuntimeError, "requires_grad: cannot be deleted; set it to False");
    RG_CHECK(PyBool_Check(value), RuntimeError, "requires_grad: expected a bool, got ",
             class_name(value));
    RG_CHECK(
        is_leaf(unwrap(self)), GraphError,
        "requires_grad: can be set of leaf tensors alone; use detach() to take a tensor out of "
        "the graph");
    set_requires_grad(unwrap(self), value == Py_True);
  });
}

// x.data = y: x becomes a tensor over the memory of y, its autograd state staying as it is.
int set_data(PyObject* self, PyObject* value, void*) {
  return guarded_int([&] {
    RG_CHECK(value, GraphError, "data: cannot be deleted; delete the tensor");
    RG_CHECK(is_tensor(value), TypeError, "data: expected a Tensor");
    RG_CHECK(!packing_saved(), GraphError,
             "data: cannot be assigned in a pack hook, since the operation that saves is not over");
    const Tensor &x = unwrap(self), &y = unwrap(value);
    if (x.shape() != y.shape() || x.strides() != y.strides() || x.dtype() != y.dtype())
      forget_tangent(x);
    retrograd::set_data(x, y);
  });
}

PyObject* get_no(PyObject*, void*) { Py_RETURN_FALSE; }
PyObject* get_yes(PyObject*, void*) { Py_RETURN_TRUE; }
PyObject* get_layout(PyObject*, void*) { return Py_NewRef(strided_layout()); }
PyObject* get_itself(PyObject* self, void*) { return Py_NewRef(self); }

Tensor hermitian(const Tensor& x) {
  RG_CHECK(x.dim() == 2, RuntimeError, "H: only a matrix has one; this tensor has ", x.dim(),
           " dimensions; see mH");
  return ops::mT(x);
}

// The attribute of an object of another class than Tensor, which may be asked for it.
PyObject* read_of_other(PyObject* self, const char* name, getter get) {
  return guarded([&]() -> PyObject* {
    const auto run = [&] { return get(self, nullptr); };
    Object answer = ask({name, "__get__"}, {self}, run);
    return answer ? answer.release() : run();
  });
}
int write_with_other(PyObject* self, PyObject* value, const char* name, setter set) {
  bool answered = false;
  const int failed = guarded_int([&] {
    answered = static_cast<bool>(value ? ask_others({name, "__set__"}, {self, value})
                                       : ask_others({name, "__delete__"}, {self}));
  });
  return failed || answered ? failed : set(self, value, nullptr);
}

// Getter and setter of Tensor; the name of the attribute is their closure.
template <auto kGet>
PyObject* read(PyObject* self, void* name) {
  if (is_plain(self)) [[likely]]
    return kGet(self, nullptr);
  return read_of_other(self, static_cast<const char*>(name), kGet);
}
template <auto kSet>
int write(PyObject* self, PyObject* value, void* name) {
  if (is_plain(self)) [[likely]]
    return kSet(self, value, nullptr);
  return write_with_other(self, value, static_cast<const char*>(name), kSet);
}

template <auto kGet>
constexpr Attribute attribute(const char* name, const char* type, const char* doc) {
  return {name, type, doc, read<kGet>, nullptr};
}
template <auto kGet, auto kSet>
constexpr Attribute attribute(const char* name, const char* type, const char* doc) {
  return {name, type, doc, read<kGet>, write<kSet>};
}

constexpr Attribute kAttributes[] = {
    attribute<get<shape>>("shape", "Size", "The lengths of the dimensions, a Size."),
    attribute<get<dtype>>("dtype", "dtype", "The type of the elements."),
    attribute<get_device>("device", "device", "The CPU."),
    attribute<get<ndim>>("ndim", "int", "The number of dimensions."),
    attribute<get<itemsize>>("itemsize", "int", "Bytes of one element."),
    attribute<get<nbytes>>("nbytes", "int", "Bytes of all elements."),
    attribute<get<&ops::reversed_dims>>("T", "Tensor", "A view with the dimensions reversed."),
    attribute<get<&ops::mT>>("mT", "Tensor", "A view with the last two dimensions exchanged."),
    attribute<get<&unversioned_alias>, set_data>(
        "data", "Tensor",
        "The same memory without history. Autograd does not see writes to it: prefer detach()."),
    attribute<get_gradient, set_gradient>("grad", "Tensor | None",
                                          "The gradient that backward() accumulated; None before."),
    attribute<get_grad_fn>("grad_fn", "Node | None",
                           "The node that made this tensor; None for a leaf."),
    attribute<get<&requires_grad>, set_flag>("requires_grad", "bool",
                                             "Whether gradients flow to or through this tensor."),
    attribute<get<retains_grad>>("retains_grad", "bool",
                                 "Whether retain_grad() was called on a tensor that is no leaf."),
    attribute<get<&is_leaf>>("is_leaf", "bool",
                             "True for a tensor that no recorded operation made."),
    attribute<get<output_nr>>("output_nr", "int",
                              "Which output of grad_fn this tensor is; 0 for a leaf."),
    attribute<get_yes>("is_cpu", "bool", "True."),
    attribute<get_no>("is_cuda", "bool", "False."),
    attribute<get_no>("is_ipu", "bool", "False."),
    attribute<get_no>("is_maia", "bool", "False."),
    attribute<get_no>("is_meta", "bool", "False."),
    attribute<get_no>("is_mps", "bool", "False."),
    attribute<get_no>("is_mtia", "bool", "False."),
    attribute<get_no>("is_vulkan", "bool", "False."),
    attribute<get_no>("is_xla", "bool", "False."),
    attribute<get_no>("is_xpu", "bool", "False."),
    attribute<get_no>("is_sparse", "bool", "False."),
    attribute<get_no>("is_sparse_csr", "bool", "False."),
    attribute<get_no>("is_quantized", "bool", "False."),
    attribute<get_no>("is_nested", "bool", "False."),
    attribute<get_no>("is_mkldnn", "bool", "False."),
    attribute<get_layout>("layout", "layout", "strided, the one layout there is."),
    attribute<get<hermitian>>("H", "Tensor", "A view of a matrix with its dimensions exchanged."),
    attribute<get<&ops::mT>>("mH", "Tensor", "A view with the last two dimensions exchanged."),
    attribute<get_itself>("real", "Self", "The tensor itself."),
    attribute<get<version>>("_version", "int", "Counts in-place writes to the memory."),
    attribute<get<root_base>>("_base", "Tensor | None",
                              "Of a view, the tensor that it is a view of; else None."),
};

}  // namespace

std::span<const Attribute> attributes() { return kAttributes; }

PyGetSetDef* attribute_table() {
  static std::array<PyGetSetDef, std::size(kAttributes) + 2> table;  // ended by a null entry
  table[0] = {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict,
              "The attributes set on this tensor.", nullptr};
  for (size_t i = 0; i < std::size(kAttributes); ++i) {
    const Attribute& a = kAttributes[i];
    table[i + 1] = {a.name, a.get, a.set, a.doc, const_cast<char*>(a.name)};
  }
  return table.data();
}

}  // namespace retrograd::bind
