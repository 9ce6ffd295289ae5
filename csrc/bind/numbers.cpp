// numbers.cpp: Python's operators on tensors.
//
// An operator takes a tensor and, on either side, a tensor or a number; for anything else it
// answers NotImplemented, so that the other operand gets its turn.

#include <string_view>

#include "base/check.h"
#include "bind/convert.h"
#include "bind/errors.h"
#include "bind/slots.h"
#include "graph/grad_meta.h"
#include "graph/grad_mode.h"
#include "ops/arithmetic.h"
#include "ops/compare.h"
#include "ops/copy.h"
#include "ops/matmul.h"
#include "ops/unary.h"

namespace retrograd::bind {
namespace {

// The other operand of a tensor: it, or a number made fit to stand beside it. Undefined for others.
Tensor operand_beside(PyObject* object, const Tensor& tensor) {
  if (is_number(object)) return to_operand(object, tensor);
  if (!PyObject_CheckBuffer(object) || PyBytes_Check(object) || PyByteArray_Check(object))
    return {};
  // A NumPy array takes part as the tensor that from_numpy would make of it. Where the operation
  // may keep it for its derivative, it is copied: the array goes on being written to.
  const bool kept = grad_enabled() && requires_grad(tensor);
  return kept ? copy_buffer("operator", object) : read_buffer("operator", object);
}

using Binary = Tensor (*)(const Tensor&, const Tensor&);

// A number on the left of a commutative operator becomes the second operand, as in torch.
template <Binary F, bool kCommutes = false>
PyObject* binary(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (is_tensor(a)) {
      if (is_tensor(b)) return wrap(F(unwrap(a), unwrap(b)));
      const Tensor other = operand_beside(b, unwrap(a));
      return other.defined() ? wrap(F(unwrap(a), other)) : Py_NewRef(Py_NotImplemented);
    }
    const Tensor other = operand_beside(a, unwrap(b));
    if (!other.defined()) return Py_NewRef(Py_NotImplemented);
    if constexpr (kCommutes)
      if (other.impl()->is_number) return wrap(F(unwrap(b), other));
    return wrap(F(other, unwrap(b)));
  });
}

using InPlace = Tensor& (*)(Tensor&, const Tensor&);

template <InPlace F>
PyObject* in_place(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (!is_tensor(a)) return Py_NewRef(Py_NotImplemented);
    if (is_tensor(b)) {
      F(unwrap(a), unwrap(b));
      return Py_NewRef(a);
    }
    const Tensor other = operand_beside(b, unwrap(a));
    if (!other.defined()) return Py_NewRef(Py_NotImplemented);
    F(unwrap(a), other);
    return Py_NewRef(a);
  });
}

Tensor add(const Tensor& a, const Tensor& b) { return ops::add(a, b); }
Tensor sub(const Tensor& a, const Tensor& b) { return ops::sub(a, b); }
Tensor div(const Tensor& a, const Tensor& b) { return ops::div(a, b); }
Tensor& add_(Tensor& a, const Tensor& b) { return ops::add_(a, b); }
Tensor& sub_(Tensor& a, const Tensor& b) { return ops::sub_(a, b); }
Tensor& div_(Tensor& a, const Tensor& b) { return ops::div_(a, b); }

// NumPy multiplies matrices of two types.
Tensor promoted_matmul(const Tensor& a, const Tensor& b) {
  const DType t = promote(a.dtype(), b.dtype());
  return ops::matmul(ops::to(a, t), ops::to(b, t));
}

PyObject* power(PyObject* a, PyObject* b, PyObject* modulus) {
  if (modulus != Py_None) Py_RETURN_NOTIMPLEMENTED;
  return binary<&ops::pow>(a, b);
}

PyObject* power_in_place(PyObject* a, PyObject* b, PyObject* modulus) {
  if (modulus != Py_None) Py_RETURN_NOTIMPLEMENTED;
  return in_place<&ops::pow_>(a, b);
}

PyObject* divmod(PyObject* a, PyObject* b) {
  PyObject* quotient = binary<&ops::floor_divide>(a, b);
  if (!quotient || quotient == Py_NotImplemented) return quotient;
  PyObject* rest = binary<&ops::remainder>(a, b);
  PyObject* both = rest ? PyTuple_Pack(2, quotient, rest) : nullptr;
  Py_DECREF(quotient);
  Py_XDECREF(rest);
  return both;
}

PyObject* matrix_product(PyObject* a, PyObject* b) {
  if (!is_tensor(a) || !is_tensor(b)) Py_RETURN_NOTIMPLEMENTED;
  return guarded([&] { return wrap(ops::matmul(unwrap(a), unwrap(b))); });
}

template <Tensor (*F)(const Tensor&)>
PyObject* unary(PyObject* x) {
  return guarded([&] { return wrap(F(unwrap(x))); });
}

PyObject* positive(PyObject* x) {
  return guarded([&] {
    RG_CHECK(unwrap(x).dtype() != DType::kBool, DTypeError,
             "the operator + has no meaning for a tensor of bool; convert with .to()");
    return Py_NewRef(x);
  });
}

Scalar only_element(const char* what, const Tensor& x) {
  RG_CHECK(x.numel() == 1, ShapeError, what,
           ": only a tensor of one element can be converted; this one has ", x.numel());
  return x.item();
}

int truth(PyObject* x) {
  int result = 0;
  const int failed = guarded_int([&] {
    const Tensor& t = unwrap(x);
    RG_CHECK(t.numel() > 0, RuntimeError, "bool: the truth value of an empty tensor is ambiguous");
    RG_CHECK(t.numel() == 1, RuntimeError,
             "bool: the truth value of a tensor with more than one element "
             "is ambiguous; use any() or all()");
    result = t.item().to_double() != 0;
  });
  return failed ? -1 : result;
}

PyObject* to_int(PyObject* x) {
  return guarded([&] {
    const Scalar s = only_element("int", unwrap(x));
    return s.is_float() ? PyLong_FromDouble(s.to_double()) : PyLong_FromLongLong(s.to_int());
  });
}

PyObject* to_float(PyObject* x) {
  return guarded([&] {
    const Scalar s = only_element("float", unwrap(x));
    if (requires_grad(unwrap(x)))
      check(PyErr_WarnEx(PyExc_UserWarning,
                         "float: the tensor requires grad, and a Python number records no "
                         "history; use detach() first, or item()",
                         1));
    return PyFloat_FromDouble(s.to_double());
  });
}

PyObject* to_index_object(PyObject* x) {
  return guarded([&] {
    const Tensor& t = unwrap(x);
    RG_CHECK(t.numel() == 1 && is_integral(t.dtype()), TypeError,
             "index: only an integer tensor of one element is an index, not ", t.dtype(),
             " of shape ", t.shape());
    return PyLong_FromLongLong(t.item().to_int());
  });
}

constexpr Binary lt = &ops::lt, le = &ops::le, eq = &ops::eq, ne = &ops::ne, gt = &ops::gt,
                 ge = &ops::ge;
constexpr Binary kComparisons[] = {lt, le, eq, ne, gt, ge};

PyObject* compare(PyObject* a, PyObject* b, int op) {
  return guarded([&]() -> PyObject* {
    const Tensor other = is_tensor(b) ? unwrap(b) : operand_beside(b, unwrap(a));
    return other.defined() ? wrap(kComparisons[op](unwrap(a), other))
                           : Py_NewRef(Py_NotImplemented);
  });
}

// The functions of NumPy that are operations here, which keep their history.
struct Ufunc {
  std::string_view name;
  PyObject* (*of_two)(PyObject*, PyObject*);
  PyObject* (*of_one)(PyObject*);
};
constexpr Ufunc kUfuncs[] = {
    {"add", binary<add, true>, nullptr},
    {"subtract", binary<sub>, nullptr},
    {"multiply", binary<&ops::mul, true>, nullptr},
    {"divide", binary<div>, nullptr},
    {"floor_divide", binary<&ops::floor_divide>, nullptr},
    {"remainder", binary<&ops::remainder>, nullptr},
    {"power", binary<&ops::pow>, nullptr},
    {"matmul", binary<promoted_matmul>, nullptr},
    {"maximum", binary<&ops::maximum>, nullptr},
    {"minimum", binary<&ops::minimum>, nullptr},
    {"bitwise_and", binary<&ops::bitwise_and>, nullptr},
    {"bitwise_or", binary<&ops::bitwise_or>, nullptr},
    {"bitwise_xor", binary<&ops::bitwise_xor>, nullptr},
    {"equal", binary<eq>, nullptr},
    {"not_equal", binary<ne>, nullptr},
    {"less", binary<lt>, nullptr},
    {"less_equal", binary<le>, nullptr},
    {"greater", binary<gt>, nullptr},
    {"greater_equal", binary<ge>, nullptr},
    {"negative", nullptr, unary<&ops::neg>},
    {"absolute", nullptr, unary<&ops::abs>},
    {"invert", nullptr, unary<&ops::bitwise_not>},
};

// The operation for a ufunc that is called without options; null where there is none.
const Ufunc* find_ufunc(PyObject* ufunc, PyObject* method) {
  if (PyUnicode_CompareWithASCIIString(method, "__call__") != 0) return nullptr;
  Object name = Object::take(PyObject_GetAttrString(ufunc, "__name__"));
  const char* text = PyUnicode_AsUTF8(name.get());
  if (!text) throw PythonError();
  for (const Ufunc& u : kUfuncs)
    if (u.name == text) return &u;
  return nullptr;
}

Py_hash_t hash(PyObject* self) {
  return static_cast<Py_hash_t>(reinterpret_cast<uintptr_t>(self) >> 4);
}

template <class F>
void* slot(F* f) {
  return reinterpret_cast<void*>(f);
}

}  // namespace

PyObject* array_ufunc(PyObject*, PyObject* const* args, Py_ssize_t n, PyObject* names) {
  return guarded([&]() -> PyObject* {
    RG_CHECK(n >= 3 && PyUnicode_Check(args[1]), TypeError,
             "__array_ufunc__: expected a NumPy function, the name of its method, and its inputs");
    const bool plain = !names || PyTuple_GET_SIZE(names) == 0;
    if (const Ufunc* u = plain ? find_ufunc(args[0], args[1]) : nullptr) {
      if (n == 3 && u->of_one && is_tensor(args[2])) return u->of_one(args[2]);
      if (n == 4 && u->of_two && (is_tensor(args[2]) || is_tensor(args[3]))) {
        PyObject* result = u->of_two(args[2], args[3]);
        if (result != Py_NotImplemented) return result;
        Py_DECREF(result);
      }
    }
    Object module = Object::take(PyImport_ImportModule("retrograd._ufunc"));
    Object function = Object::take(PyObject_GetAttrString(module.get(), "call"));
    return PyObject_Vectorcall(function.get(), args, static_cast<size_t>(n), names);
  });
}

PyObject* array_function(PyObject*, PyObject* args) {
  return guarded([&] {
    Object module = Object::take(PyImport_ImportModule("retrograd._ufunc"));
    Object function = Object::take(PyObject_GetAttrString(module.get(), "call_function"));
    return PyObject_CallObject(function.get(), args);
  });
}

PyType_Slot number_slots[] = {{Py_nb_add, slot(binary<add, true>)},
                              {Py_nb_subtract, slot(binary<sub>)},
                              {Py_nb_multiply, slot(binary<&ops::mul, true>)},
                              {Py_nb_true_divide, slot(binary<div>)},
                              {Py_nb_floor_divide, slot(binary<&ops::floor_divide>)},
                              {Py_nb_remainder, slot(binary<&ops::remainder>)},
                              {Py_nb_power, slot(power)},
                              {Py_nb_divmod, slot(divmod)},
                              {Py_nb_matrix_multiply, slot(matrix_product)},
                              {Py_nb_and, slot(binary<&ops::bitwise_and>)},
                              {Py_nb_or, slot(binary<&ops::bitwise_or>)},
                              {Py_nb_xor, slot(binary<&ops::bitwise_xor>)},
                              {Py_nb_inplace_add, slot(in_place<add_>)},
                              {Py_nb_inplace_subtract, slot(in_place<sub_>)},
                              {Py_nb_inplace_multiply, slot(in_place<&ops::mul_>)},
                              {Py_nb_inplace_true_divide, slot(in_place<div_>)},
                              {Py_nb_inplace_floor_divide, slot(in_place<&ops::floor_divide_>)},
                              {Py_nb_inplace_remainder, slot(in_place<&ops::remainder_>)},
                              {Py_nb_inplace_power, slot(power_in_place)},
                              {Py_nb_inplace_and, slot(in_place<&ops::bitwise_and_>)},
                              {Py_nb_inplace_or, slot(in_place<&ops::bitwise_or_>)},
                              {Py_nb_inplace_xor, slot(in_place<&ops::bitwise_xor_>)},
                              {Py_nb_negative, slot(unary<&ops::neg>)},
                              {Py_nb_positive, slot(positive)},
                              {Py_nb_absolute, slot(unary<&ops::abs>)},
                              {Py_nb_invert, slot(unary<&ops::bitwise_not>)},
                              {Py_nb_bool, slot(truth)},
                              {Py_nb_int, slot(to_int)},
                              {Py_nb_float, slot(to_float)},
                              {Py_nb_index, slot(to_index_object)},
                              {Py_tp_richcompare, slot(compare)},
                              {Py_tp_hash, slot(hash)},
                              {0, nullptr}};

}  // namespace retrograd::bind
