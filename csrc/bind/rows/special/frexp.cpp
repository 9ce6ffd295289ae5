#include "bind/rows/special/frexp.h"

#include "ops/special/digits.h"

namespace retrograd::bind {
namespace {

PyTypeObject* result_type = nullptr;

// As torch prints it, one field a line.
PyObject* result_repr(PyObject* self, PyObject*) {
  return PyUnicode_FromFormat("torch.return_types.frexp(\nmantissa=%R,\nexponent=%R)",
                              PyStructSequence_GET_ITEM(self, 0),
                              PyStructSequence_GET_ITEM(self, 1));
}

Object frexp(const Tensor& x) {
  const auto [mantissa, exponent] = ops::frexp(x);
  Object result = Object::take(PyStructSequence_New(result_type));
  PyStructSequence_SetItem(result.get(), 0, Object::take(wrap(mantissa)).release());
  PyStructSequence_SetItem(result.get(), 1, Object::take(wrap(exponent)).release());
  return result;
}

}  // namespace

void add_frexp_type(PyObject* module) {
  static PyMethodDef repr = {"__repr__", result_repr, METH_NOARGS, nullptr};
  PyStructSequence_Field fields[] = {{"mantissa", "The numbers between 1/2 and 1."},
                                     {"exponent", "The powers of two, int32."},
                                     {}};
  PyStructSequence_Desc description = {"retrograd.return_types.frexp", nullptr, fields, 2};
  result_type = PyStructSequence_NewType(&description);
  if (!result_type) throw PythonError();
  auto* object = reinterpret_cast<PyObject*>(result_type);
  Object method = Object::take(PyDescr_NewMethod(result_type, &repr));
  check(PyObject_SetAttrString(object, "__repr__", method.get()));
  check(PyModule_AddObjectRef(module, "_return_frexp", object));
}

void add_frexp_rows(Rows& rows) {
  rows.row<frexp>("frexp(input: Tensor) -> _MantissaAndExponent", kUsual,
                  R"(Each element as a number from 1/2 to 1, and a power of two, both exact.

    x = m 2^e with 1/2 <= |m| < 1,  dm/dx = 2^-e

They come as a named tuple, (mantissa, exponent). Of 0, infinities and NaN the mantissa is what they
are, and the exponent 0.

Shape:   ``(*)`` -> ``(*)`` twice.
Dtype:   float32, float64; the exponent is int32.
Grad:    input, by the mantissa. Twice differentiable.
Raises:  DTypeError for integers and bools.
Source:  torch.frexp.

>>> mantissa, exponent = rg.frexp(rg.tensor([3.0, -0.25]))
>>> mantissa
tensor([ 0.7500, -0.5000])
>>> exponent
tensor([ 2, -1], dtype=torch.int32)
)");
}

}  // namespace retrograd::bind
