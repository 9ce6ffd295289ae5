// attributes.cpp: the attributes of Tensor that are no methods.

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/function/origin.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"
#include "graph/modes/forward.h"
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

int64_t output_nr(const Tensor& x) {
  const GradMeta* meta = grad_meta(x);
  return meta ? meta->output : 0;
}

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
  if (Py_TYPE(self) == tensor_type) [[likely]]
    return kGet(self, nullptr);
  return read_of_other(self, static_cast<const char*>(name), kGet);
}
template <auto kSet>
int write(PyObject* self, PyObject* value, void* name) {
  if (Py_TYPE(self) == tensor_type) [[likely]]
    return kSet(self, value, nullptr);
  return write_with_other(self, value, static_cast<const char*>(name), kSet);
}

template <auto kGet>
constexpr PyGetSetDef attribute(const char* name, const char* doc) {
  return {name, read<kGet>, nullptr, doc, const_cast<char*>(name)};
}
template <auto kGet, auto kSet>
constexpr PyGetSetDef attribute(const char* name, const char* doc) {
  return {name, read<kGet>, write<kSet>, doc, const_cast<char*>(name)};
}

}  // namespace

PyGetSetDef attributes[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict,
     "The attributes set on this tensor.", nullptr},
    attribute<get<shape>>("shape", "The lengths of the dimensions, a Size."),
    attribute<get<dtype>>("dtype", "The type of the elements."),
    attribute<get_device>("device", "The CPU."),
    attribute<get<ndim>>("ndim", "The number of dimensions."),
    attribute<get<itemsize>>("itemsize", "Bytes of one element."),
    attribute<get<nbytes>>("nbytes", "Bytes of all elements."),
    attribute<get<&ops::reversed_dims>>("T", "A view with the dimensions reversed."),
    attribute<get<&ops::mT>>("mT", "A view with the last two dimensions exchanged."),
    attribute<get<&requires_grad>, set_flag>("requires_grad",
                                             "Whether gradients flow to or through this tensor."),
    attribute<get<&is_leaf>>("is_leaf", "True for a tensor that no recorded operation made."),
    attribute<get<output_nr>>("output_nr", "Which output of grad_fn this tensor is; 0 for a leaf."),
    attribute<get_grad_fn>("grad_fn", "The node that made this tensor; None for a leaf."),
    attribute<get_gradient, set_gradient>("grad",
                                          "The gradient that backward() accumulated; None before."),
    attribute<get<retains_grad>>("retains_grad",
                                 "Whether retain_grad() was called on a tensor that is no leaf."),
    attribute<get<&unversioned_alias>, set_data>(
        "data",
        "The same memory without history. Autograd does not see writes to it: prefer detach()."),
    attribute<get<version>>("_version", "Counts in-place writes to the memory."),
    attribute<get<root_base>>("_base", "Of a view, the tensor that it is a view of; else None."),
    attribute<get_yes>("is_cpu", "True."),
    attribute<get_no>("is_cuda", "False."),
    attribute<get_no>("is_ipu", "False."),
    attribute<get_no>("is_maia", "False."),
    attribute<get_no>("is_meta", "False."),
    attribute<get_no>("is_mps", "False."),
    attribute<get_no>("is_mtia", "False."),
    attribute<get_no>("is_vulkan", "False."),
    attribute<get_no>("is_xla", "False."),
    attribute<get_no>("is_xpu", "False."),
    attribute<get_no>("is_sparse", "False."),
    attribute<get_no>("is_sparse_csr", "False."),
    attribute<get_no>("is_quantized", "False."),
    attribute<get_no>("is_nested", "False."),
    attribute<get_no>("is_mkldnn", "False."),
    attribute<get_layout>("layout", "strided, the one layout there is."),
    attribute<get<hermitian>>("H", "A view of a matrix with its dimensions exchanged."),
    attribute<get<&ops::mT>>("mH", "A view with the last two dimensions exchanged."),
    attribute<get_itself>("real", "The tensor itself."),
    {}};

}  // namespace retrograd::bind
