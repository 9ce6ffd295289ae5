// attributes.cpp: the attributes of Tensor that are no methods.

#include "base/check.h"
#include "bind/convert.h"
#include "bind/errors.h"
#include "bind/formats.h"
#include "bind/origin.h"
#include "bind/slots.h"
#include "bind/types.h"
#include "graph/forward.h"
#include "graph/view.h"
#include "ops/shape.h"

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
PyObject* get_none(PyObject*, void*) { Py_RETURN_NONE; }
PyObject* get_layout(PyObject*, void*) { return Py_NewRef(strided_layout()); }
PyObject* get_itself(PyObject* self, void*) { return Py_NewRef(self); }

Tensor hermitian(const Tensor& x) {
  RG_CHECK(x.dim() == 2, RuntimeError, "H: only a matrix has one; this tensor has ", x.dim(),
           " dimensions; see mH");
  return ops::mT(x);
}

}  // namespace

PyGetSetDef attributes[] = {
    {"__dict__", PyObject_GenericGetDict, PyObject_GenericSetDict,
     "The attributes set on this tensor.", nullptr},
    {"shape", get<shape>, nullptr, "The lengths of the dimensions, a Size.", nullptr},
    {"dtype", get<dtype>, nullptr, "The type of the elements.", nullptr},
    {"device", get_device, nullptr, "The CPU.", nullptr},
    {"ndim", get<ndim>, nullptr, "The number of dimensions.", nullptr},
    {"itemsize", get<itemsize>, nullptr, "Bytes of one element.", nullptr},
    {"nbytes", get<nbytes>, nullptr, "Bytes of all elements.", nullptr},
    {"T", get<&ops::reversed_dims>, nullptr, "A view with the dimensions reversed.", nullptr},
    {"mT", get<&ops::mT>, nullptr, "A view with the last two dimensions exchanged.", nullptr},
    {"requires_grad", get<&requires_grad>, set_flag,
     "Whether gradients flow to or through this tensor.", nullptr},
    {"is_leaf", get<&is_leaf>, nullptr, "True for a tensor that no recorded operation made.",
     nullptr},
    {"output_nr", get<output_nr>, nullptr, "Which output of grad_fn this tensor is; 0 for a leaf.",
     nullptr},
    {"grad_fn", get_grad_fn, nullptr, "The node that made this tensor; None for a leaf.", nullptr},
    {"grad", get_gradient, set_gradient, "The gradient that backward() accumulated; None before.",
     nullptr},
    {"retains_grad", get<retains_grad>, nullptr,
     "Whether retain_grad() was called on a tensor that is no leaf.", nullptr},
    {"data", get<&unversioned_alias>, set_data,
     "The same memory without history. Autograd does not see writes to it: prefer detach().",
     nullptr},
    {"_version", get<version>, nullptr, "Counts in-place writes to the memory.", nullptr},
    {"_base", get<root_base>, nullptr, "Of a view, the tensor that it is a view of; else None.",
     nullptr},
    {"is_cpu", get_yes, nullptr, "True.", nullptr},
    {"is_cuda", get_no, nullptr, "False.", nullptr},
    {"is_ipu", get_no, nullptr, "False.", nullptr},
    {"is_maia", get_no, nullptr, "False.", nullptr},
    {"is_meta", get_no, nullptr, "False.", nullptr},
    {"is_mps", get_no, nullptr, "False.", nullptr},
    {"is_mtia", get_no, nullptr, "False.", nullptr},
    {"is_vulkan", get_no, nullptr, "False.", nullptr},
    {"is_xla", get_no, nullptr, "False.", nullptr},
    {"is_xpu", get_no, nullptr, "False.", nullptr},
    {"is_sparse", get_no, nullptr, "False.", nullptr},
    {"is_sparse_csr", get_no, nullptr, "False.", nullptr},
    {"is_quantized", get_no, nullptr, "False.", nullptr},
    {"is_nested", get_no, nullptr, "False.", nullptr},
    {"is_mkldnn", get_no, nullptr, "False.", nullptr},
    {"layout", get_layout, nullptr, "strided, the one layout there is.", nullptr},
    {"name", get_none, nullptr, "None.", nullptr},
    {"H", get<hermitian>, nullptr, "A view of a matrix with its dimensions exchanged.", nullptr},
    {"mH", get<&ops::mT>, nullptr, "A view with the last two dimensions exchanged.", nullptr},
    {"real", get_itself, nullptr, "The tensor itself.", nullptr},
    {}};

}  // namespace retrograd::bind
