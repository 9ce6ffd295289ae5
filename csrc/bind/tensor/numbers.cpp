// numbers.cpp: Python's operators on tensors.
//
// An operator takes a tensor and, on either side, a tensor or a number; for anything else it
// answers NotImplemented, so that the other operand gets its turn.

#include <string_view>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/call/override.h"
#include "bind/errors.h"
#include "bind/slots.h"
#include "graph/grad_meta.h"
#include "graph/modes/grad_mode.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/special/digits.h"

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

// The methods of Tensor that an operator is for a class that is asked for it: with the tensor on
// its left, on its right, and in place.
struct Operator {
  const char *left, *right, *in_place;
};
constexpr Operator kAdd = {"add", "add", "add_"}, kSub = {"sub", "__rsub__", "sub_"},
                   kMul = {"mul", "mul", "mul_"}, kDiv = {"div", "__rtruediv__", "div_"},
                   kFloorDivide = {"__floordiv__", "__rfloordiv__", "floor_divide_"},
                   kRemainder = {"remainder", "__rmod__", "remainder_"},
                   kPow = {"__pow__", "__rpow__", "__ipow__"},
                   kMatmul = {"matmul", "__rmatmul__", nullptr},
                   kDivmod = {"__divmod__", "__rdivmod__", nullptr},
                   kAnd = {"__and__", "bitwise_and", "__iand__"},
                   kOr = {"__or__", "bitwise_or", "__ior__"},
                   kXor = {"__xor__", "bitwise_xor", "__ixor__"},
                   kLeftShift = {"__lshift__", "__rlshift__", "__ilshift__"},
                   kRightShift = {"__rshift__", "__rrshift__", "__irshift__"},
                   kMaximum = {"maximum", "maximum", nullptr},
                   kMinimum = {"minimum", "minimum", nullptr},
                   kEqual = {"__eq__", "__eq__", nullptr}, kNotEqual = {"ne", "ne", nullptr},
                   kLess = {"lt", "gt", nullptr}, kLessEqual = {"le", "ge", nullptr},
                   kGreater = {"gt", "lt", nullptr}, kGreaterEqual = {"ge", "le", nullptr};
constexpr const char* kCompare[] = {"lt", "le", "__eq__", "ne", "gt", "ge"};

// The other operand of a tensor, as those who are asked get it: a mode gets what the methods take.
// Null: it is none of that, and has operators of its own.
Object operand_to_ask_with(PyObject* other, PyObject* tensor) {
  if (!innermost_mode() || is_tensor(other) || is_number(other) || is_asked(other))
    return Object::share(other);
  const Tensor array = operand_beside(other, unwrap(tensor));
  return array.defined() ? Object::take(wrap(array)) : Object();
}

// For operands that are not a Tensor beside a Tensor or a number. In torch a TypeError of a class
// that was asked gives the other operand its turn.
Object ask_operator(const char* left, const char* right, PyObject* a, PyObject* b,
                    PyObject* (*run)(PyObject*, PyObject*)) {
  const bool first = is_tensor(a);
  const Called what = {first ? left : right, nullptr, true};
  PyObject* const tensor = first ? a : b;
  const Object other = operand_to_ask_with(first ? b : a, tensor);
  return other ? ask(what, {tensor, other.get()}, [&] { return run(a, b); }) : Object();
}

bool is_plain_number(PyObject* object) { return is_number(object) && !is_asked(object); }

// Whether an operation of these two is nobody's but Tensor's.
bool are_plain(PyObject* a, PyObject* b) {
  return is_plain(a) ? is_plain_number(b) : is_plain(b) && is_plain_number(a);
}

using WithNumber = Tensor (*)(const Tensor&, const Scalar&);

// A number on the left of a commutative operator becomes the second operand, as in torch. `kNumber`
// is the operation with a number on the right, where that is less than making a tensor of it.
template <auto& kNames, Binary F, bool kCommutes = false, WithNumber kNumber = nullptr>
PyObject* binary(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (is_plain(a) && is_plain(b)) return wrap(F(unwrap(a), unwrap(b)));
    if (!are_plain(a, b))
      if (Object answer =
              ask_operator(kNames.left, kNames.right, a, b, binary<kNames, F, kCommutes, kNumber>))
        return answer.release();
    if constexpr (kNumber != nullptr) {
      const auto with = [](PyObject* tensor, PyObject* number) {
        const Tensor& x = unwrap(tensor);
        return wrap(kNumber(x, to_scalar(number, is_floating(x.dtype()))));
      };
      if (is_tensor(a) && is_number(b)) return with(a, b);
      if (kCommutes && is_number(a)) return with(b, a);
    }
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

template <auto& kNames, InPlace F>
PyObject* in_place(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (!is_tensor(a)) return Py_NewRef(Py_NotImplemented);
    if (!is_plain(a) || !(is_plain(b) || is_plain_number(b)))
      if (Object answer = ask_operator(kNames.in_place, nullptr, a, b, in_place<kNames, F>))
        return answer.release();
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
  return binary<kPow, &ops::pow>(a, b);
}

PyObject* power_in_place(PyObject* a, PyObject* b, PyObject* modulus) {
  if (modulus != Py_None) Py_RETURN_NOTIMPLEMENTED;
  return in_place<kPow, &ops::pow_>(a, b);
}

PyObject* divmod(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (!are_plain(a, b))
      if (Object answer = ask_operator(kDivmod.left, kDivmod.right, a, b, divmod))
        return answer.release();
    Object quotient = Object::take(binary<kFloorDivide, &ops::floor_divide>(a, b));
    if (quotient.get() == Py_NotImplemented) return quotient.release();
    Object rest = Object::take(binary<kRemainder, &ops::remainder>(a, b));
    return PyTuple_Pack(2, quotient.get(), rest.get());
  });
}

PyObject* matrix_product(PyObject* a, PyObject* b) {
  return guarded([&]() -> PyObject* {
    if (!is_plain(a) || !is_plain(b))
      if (Object answer = ask_operator(kMatmul.left, kMatmul.right, a, b, matrix_product))
        return answer.release();
    if (!is_tensor(a) || !is_tensor(b)) return Py_NewRef(Py_NotImplemented);
    return wrap(ops::matmul(unwrap(a), unwrap(b)));
  });
}

constexpr const char kNeg[] = "neg", kPositive[] = "positive", kAbs[] = "abs",
                     kInvert[] = "__invert__";

template <auto& kName, Tensor (*F)(const Tensor&)>
PyObject* unary(PyObject* x) {
  return guarded([&] {
    if (!is_plain(x))
      if (Object answer = ask({kName}, {x}, [&] { return unary<kName, F>(x); }))
        return answer.release();
    return wrap(F(unwrap(x)));
  });
}

PyObject* positive(PyObject* x) {
  return guarded([&] {
    if (!is_plain(x))
      if (Object answer = ask({kPositive}, {x}, [&] { return positive(x); }))
        return answer.release();
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
    if (!is_plain(x))
      if (Object answer = ask_others({"__bool__"}, {x})) {
        result = PyObject_IsTrue(answer.get());
        return check(result);
      }
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
    if (!is_plain(x))
      if (Object answer = ask_others({"__int__"}, {x})) return answer.release();
    const Scalar s = only_element("int", unwrap(x));
    return s.is_float() ? PyLong_FromDouble(s.to_double()) : PyLong_FromLongLong(s.to_int());
  });
}

PyObject* to_float(PyObject* x) {
  return guarded([&] {
    if (!is_plain(x))
      if (Object answer = ask_others({"__float__"}, {x})) return answer.release();
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
    if (!is_plain(x))
      if (Object answer = ask_others({"__index__"}, {x})) return answer.release();
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
    if (!is_plain(a) || !(is_plain(b) || is_plain_number(b)))
      if (const Object other = operand_to_ask_with(b, a))
        if (Object answer = ask({kCompare[op], nullptr, true}, {a, other.get()},
                                [&] { return compare(a, b, op); }))
          return answer.release();
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
    {"add", binary<kAdd, add, true>, nullptr},
    {"subtract", binary<kSub, sub>, nullptr},
    {"multiply", binary<kMul, &ops::mul, true>, nullptr},
    {"divide", binary<kDiv, div>, nullptr},
    {"floor_divide", binary<kFloorDivide, &ops::floor_divide>, nullptr},
    {"remainder", binary<kRemainder, &ops::remainder>, nullptr},
    {"power", binary<kPow, &ops::pow>, nullptr},
    {"matmul", binary<kMatmul, promoted_matmul>, nullptr},
    {"maximum", binary<kMaximum, &ops::maximum>, nullptr},
    {"minimum", binary<kMinimum, &ops::minimum>, nullptr},
    {"bitwise_and", binary<kAnd, &ops::bitwise_and>, nullptr},
    {"bitwise_or", binary<kOr, &ops::bitwise_or>, nullptr},
    {"bitwise_xor", binary<kXor, &ops::bitwise_xor>, nullptr},
    {"left_shift", binary<kLeftShift, &ops::bitwise_left_shift>, nullptr},
    {"right_shift", binary<kRightShift, &ops::bitwise_right_shift>, nullptr},
    {"equal", binary<kEqual, eq>, nullptr},
    {"not_equal", binary<kNotEqual, ne>, nullptr},
    {"less", binary<kLess, lt>, nullptr},
    {"less_equal", binary<kLessEqual, le>, nullptr},
    {"greater", binary<kGreater, gt>, nullptr},
    {"greater_equal", binary<kGreaterEqual, ge>, nullptr},
    {"negative", nullptr, unary<kNeg, &ops::neg>},
    {"absolute", nullptr, unary<kAbs, &ops::abs>},
    {"invert", nullptr, unary<kInvert, &ops::bitwise_not>},
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

PyObject* array_ufunc(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names) {
  return guarded([&]() -> PyObject* {
    RG_CHECK(n >= 3 && PyUnicode_Check(args[1]), TypeError,
             "__array_ufunc__: expected a NumPy function, the name of its method, and its inputs");
    if (Object answer = ask_mode_for("__array_ufunc__", self, args, n, names))
      return answer.release();
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
    Object result =
        Object::take(PyObject_Vectorcall(function.get(), args, static_cast<size_t>(n), names));
    return as_results_of(self, std::move(result)).release();
  });
}

PyObject* array_function(PyObject* self, PyObject* args) {
  return guarded([&] {
    if (Object answer = ask_mode_for("__array_function__", self, PySequence_Fast_ITEMS(args),
                                     PyTuple_GET_SIZE(args), nullptr))
      return answer.release();
    Object module = Object::take(PyImport_ImportModule("retrograd._ufunc"));
    Object function = Object::take(PyObject_GetAttrString(module.get(), "call_function"));
    Object result = Object::take(PyObject_CallObject(function.get(), args));
    return as_results_of(self, std::move(result)).release();
  });
}

PyType_Slot number_slots[] = {
    {Py_nb_add, slot(binary<kAdd, add, true, &ops::add>)},
    {Py_nb_subtract, slot(binary<kSub, sub, false, &ops::sub>)},
    {Py_nb_multiply, slot(binary<kMul, &ops::mul, true, &ops::mul>)},
    {Py_nb_true_divide, slot(binary<kDiv, div, false, &ops::div>)},
    {Py_nb_floor_divide, slot(binary<kFloorDivide, &ops::floor_divide>)},
    {Py_nb_remainder, slot(binary<kRemainder, &ops::remainder>)},
    {Py_nb_power, slot(power)},
    {Py_nb_divmod, slot(divmod)},
    {Py_nb_matrix_multiply, slot(matrix_product)},
    {Py_nb_and, slot(binary<kAnd, &ops::bitwise_and>)},
    {Py_nb_or, slot(binary<kOr, &ops::bitwise_or>)},
    {Py_nb_xor, slot(binary<kXor, &ops::bitwise_xor>)},
    {Py_nb_lshift, slot(binary<kLeftShift, &ops::bitwise_left_shift>)},
    {Py_nb_rshift, slot(binary<kRightShift, &ops::bitwise_right_shift>)},
    {Py_nb_inplace_add, slot(in_place<kAdd, add_>)},
    {Py_nb_inplace_subtract, slot(in_place<kSub, sub_>)},
    {Py_nb_inplace_multiply, slot(in_place<kMul, &ops::mul_>)},
    {Py_nb_inplace_true_divide, slot(in_place<kDiv, div_>)},
    {Py_nb_inplace_floor_divide, slot(in_place<kFloorDivide, &ops::floor_divide_>)},
    {Py_nb_inplace_remainder, slot(in_place<kRemainder, &ops::remainder_>)},
    {Py_nb_inplace_power, slot(power_in_place)},
    {Py_nb_inplace_and, slot(in_place<kAnd, &ops::bitwise_and_>)},
    {Py_nb_inplace_or, slot(in_place<kOr, &ops::bitwise_or_>)},
    {Py_nb_inplace_xor, slot(in_place<kXor, &ops::bitwise_xor_>)},
    {Py_nb_inplace_lshift, slot(in_place<kLeftShift, &ops::bitwise_left_shift_>)},
    {Py_nb_inplace_rshift, slot(in_place<kRightShift, &ops::bitwise_right_shift_>)},
    {Py_nb_negative, slot(unary<kNeg, &ops::neg>)},
    {Py_nb_positive, slot(positive)},
    {Py_nb_absolute, slot(unary<kAbs, &ops::abs>)},
    {Py_nb_invert, slot(unary<kInvert, &ops::bitwise_not>)},
    {Py_nb_bool, slot(truth)},
    {Py_nb_int, slot(to_int)},
    {Py_nb_float, slot(to_float)},
    {Py_nb_index, slot(to_index_object)},
    {Py_tp_richcompare, slot(compare)},
    {Py_tp_hash, slot(hash)},
    {0, nullptr}};

}  // namespace retrograd::bind
