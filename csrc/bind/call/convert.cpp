#include "bind/call/convert.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/check.h"
#include "base/host.h"
#include "bind/errors.h"
#include "bind/tensor/types.h"
#include "graph/destination.h"
#include "graph/grad_meta.h"
#include "ops/pointwise/map.h"

namespace retrograd::bind {
namespace {

bool is_sequence(PyObject* object) { return PyTuple_Check(object) || PyList_Check(object); }

// NumPy's scalars are no subclasses of int and bool: they are told by what they can be turned into.
bool has_number_slots(PyObject* object) {
  const PyNumberMethods* slots = Py_TYPE(object)->tp_as_number;
  if (!slots || !(slots->nb_index || slots->nb_float) || is_tensor(object)) return false;
  // What has a length is an array, another library's tensor among them.
  const PyMappingMethods* mapping = Py_TYPE(object)->tp_as_mapping;
  return !PySequence_Check(object) && !(mapping && mapping->mp_length);
}

// Versions of NumPy before 2.3 let their bool pass for an index, with a warning.
bool is_numpy_bool(PyObject* object) {
  const std::string_view name = Py_TYPE(object)->tp_name;
  return name == "numpy.bool" || name == "numpy.bool_";
}

// The tensor beside which a number takes part: an operand that could have been a number too, else
// any tensor; null if there is none.
PyObject* companion(const CallContext& call) {
  PyObject* any = nullptr;
  const auto& parameters = call.signature.parameters();
  for (size_t i = 0; i < parameters.size(); ++i) {
    if (!is_tensor(call.values[i])) continue;
    if (parameters[i].takes_number) return call.values[i];
    if (!any) any = call.values[i];
  }
  return any;
}

// Whether a call is about floats: a given dtype says it, else a tensor.
bool makes_floats(const CallContext& call) {
  bool floats = false;
  for (size_t i = 0; i < call.signature.parameters().size(); ++i) {
    PyObject* value = call.values[i];
    if (Py_TYPE(value) == dtype_type) return is_floating(dtype_of(value));
    floats |= is_tensor(value) && is_floating(unwrap(value).dtype());
  }
  return floats;
}

// Lengths are asked, and dimensions are not, as in torch.
void ask_for_length(const Parameter& p, PyObject* object) {
  if (Py_TYPE(object)->tp_flags & Py_TPFLAGS_HEAPTYPE && !is_size(object) && is_asked(object) &&
      (p.name == "size" || p.name == "shape" || p.name == "repeats"))
    throw Overridden();
}

constexpr ReturnType values_and_indices(const char* op) {
  return {op,
          "ValuesAndIndices",
          {{"values", "The chosen elements."}, {"indices", "Where they stood."}}};
}
constexpr ReturnType kReturnTypes[] = {
    {"aminmax",
     "MinAndMax",
     {{"min", "The least of the elements."}, {"max", "The greatest of them."}}},
    values_and_indices("cummax"),
    values_and_indices("cummin"),
    {"frexp",
     "MantissaAndExponent",
     {{"mantissa", "The numbers between 1/2 and 1."}, {"exponent", "The powers of two, int32."}}},
    {"histogram",
     "CountsAndEdges",
     {{"hist", "How many elements each bin holds."}, {"bin_edges", "Where the bins end."}}},
    {"geqrf",
     "ReflectionsAndFactors",
     {{"a", "R, and the vectors below it."}, {"tau", "The factors of the reflections."}}},
    values_and_indices("kthvalue"),
    {"linalg_cholesky_ex",
     "FactorAndInfo",
     {{"L", "The lower factor."},
      {"info", "0, or the number of the first row or column where it failed."}}},
    {"linalg_eigh",
     "ValuesAndVectors",
     {{"eigenvalues", "They ascend."}, {"eigenvectors", "In columns."}}},
    {"linalg_inv_ex",
     "InverseAndInfo",
     {{"inverse", "The inverse."},
      {"info", "0, or the number of the first row or column where it failed."}}},
    {"linalg_lstsq",
     "LeastSquares",
     {{"solution", "The least solution."},
      {"residuals", "The squares of the distances."},
      {"rank", "The ranks of the matrices."},
      {"singular_values", "They descend."}}},
    {"linalg_lu",
     "PermutationAndFactors",
     {{"P", "The exchange of rows."}, {"L", "The lower factor."}, {"U", "The upper factor."}}},
    {"linalg_lu_factor",
     "FactorsAndPivots",
     {{"LU", "The factors, packed into one matrix."},
      {"pivots", "The row, from 1, that each row was exchanged with."}}},
    {"linalg_lu_factor_ex",
     "FactorsPivotsAndInfo",
     {{"LU", "The factors, packed into one matrix."},
      {"pivots", "The row, from 1, that each row was exchanged with."},
      {"info", "0, or the number of the first row or column where it failed."}}},
    {"linalg_qr",
     "OrthogonalAndUpper",
     {{"Q", "The orthogonal factor."}, {"R", "The upper triangular factor."}}},
    {"linalg_slogdet",
     "SignAndLogarithm",
     {{"sign", "-1, 0 or 1."}, {"logabsdet", "The logarithm of the absolute value."}}},
    {"linalg_solve_ex",
     "ResultAndInfo",
     {{"result", "The solution."},
      {"info", "0, or the number of the first row or column where it failed."}}},
    {"linalg_svd",
     "SingularFactors",
     {{"U", "The vectors of the left, in columns."},
      {"S", "The singular values, descending."},
      {"Vh", "The vectors of the right, in rows."}}},
    {"lu_unpack",
     "PermutationAndFactors",
     {{"P", "The exchange of rows."}, {"L", "The lower factor."}, {"U", "The upper factor."}}},
    values_and_indices("max"),
    values_and_indices("median"),
    values_and_indices("min"),
    values_and_indices("mode"),
    values_and_indices("nanmedian"),
    {"qr",
     "OrthogonalAndUpper",
     {{"Q", "The orthogonal factor."}, {"R", "The upper triangular factor."}}},
    {"slogdet",
     "SignAndLogarithm",
     {{"sign", "-1, 0 or 1."}, {"logabsdet", "The logarithm of the absolute value."}}},
    values_and_indices("sort"),
    {"svd",
     "OldSingularFactors",
     {{"U", "The vectors of the left, in columns."},
      {"S", "The singular values, descending."},
      {"V", "The vectors of the right, in columns."}}},
    values_and_indices("topk"),
    {"triangular_solve",
     "SolutionAndClone",
     {{"solution", "The solution."}, {"cloned_coefficient", "A copy of A."}}},
};
PyTypeObject* types[std::size(kReturnTypes)] = {};

// As torch prints it, one field a line.
PyObject* named_repr(PyObject* self, PyObject*) {
  return guarded([&] {
    const ReturnType& t = kReturnTypes[std::find(types, std::end(types), Py_TYPE(self)) - types];
    Object text = Object::take(PyUnicode_FromFormat("torch.return_types.%s(", t.of));
    for (Py_ssize_t i = 0; t.fields[i].name; ++i)
      text =
          Object::take(PyUnicode_FromFormat("%U%s\n%s=%R", text.get(), i ? "," : "",
                                            t.fields[i].name, PyStructSequence_GET_ITEM(self, i)));
    return PyUnicode_FromFormat("%U)", text.get());
  });
}

}  // namespace

void wrong_type(const CallContext& call, int i) {
  const Parameter& p = call.signature.parameters()[i];
  PyObject* object = call.values[i];
  const std::string text = concat(call.signature.name(), "(): argument '", p.name, "' must be ",
                                  p.type, ", not ", class_name(object));
  // What is wrong with a tensor is its type, its shape or its history.
  if (is_tensor(object))
    fail<DTypeError>(text, " of ", unwrap(object).dtype(), " and shape ", unwrap(object).shape(),
                     requires_grad(unwrap(object)) ? ", which requires grad; see item()" : "");
  throw TypeError(text);
}

bool is_number(PyObject* object) {
  return PyFloat_Check(object) || PyLong_Check(object) || has_number_slots(object);
}

bool is_scalar(PyObject* object) {
  if (!is_tensor(object)) return is_number(object);
  return unwrap(object).dim() == 0 && !requires_grad(unwrap(object));
}

Scalar to_scalar(PyObject* object, bool floating) {
  if (PyBool_Check(object)) return Scalar(object == Py_True);
  if (PyLong_Check(object)) {
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (overflow && floating) {
      const double rounded = PyLong_AsDouble(object);
      if (rounded == -1 && PyErr_Occurred()) throw PythonError();
      return Scalar(rounded);
    }
    RG_CHECK(overflow == 0, RangeError, "an int of more than 64 bits cannot be held by a tensor");
    if (value == -1 && PyErr_Occurred()) throw PythonError();
    return Scalar(static_cast<int64_t>(value));
  }
  if (PyFloat_Check(object)) return Scalar(PyFloat_AS_DOUBLE(object));
  if (is_tensor(object)) return unwrap(object).item();
  if (is_numpy_bool(object)) {
    const int truth = PyObject_IsTrue(object);
    check(truth);
    return Scalar(truth != 0);
  }
  const DestinationAside aside;
  if (PyIndex_Check(object)) {
    Object index = Object::take(PyNumber_Index(object));
    return to_scalar(index.get(), floating);
  }
  const double value = PyFloat_AsDouble(object);
  if (value == -1 && PyErr_Occurred()) throw PythonError();
  return Scalar(value);
}

Tensor to_operand(PyObject* object, const Tensor& beside) {
  return operand(to_scalar(object, is_floating(beside.dtype())), beside);
}

bool is_index(PyObject* object) {
  if (PyLong_Check(object)) return !PyBool_Check(object);
  return PyIndex_Check(object) && !is_numpy_bool(object);
}

int64_t to_index(PyObject* object) {
  std::optional<DestinationAside> aside;
  if (!PyLong_Check(object)) aside.emplace();
  Object index = Object::take(PyNumber_Index(object));
  int overflow = 0;
  const long long value = PyLong_AsLongLongAndOverflow(index.get(), &overflow);
  if (overflow) throw RangeError("an int of more than 64 bits is no length, dimension or index");
  return value;
}

bool is_dtype(PyObject* object) {
  return Py_TYPE(object) == dtype_type || object == reinterpret_cast<PyObject*>(&PyFloat_Type) ||
         object == reinterpret_cast<PyObject*>(&PyLong_Type) ||
         object == reinterpret_cast<PyObject*>(&PyBool_Type);
}

DType to_dtype(PyObject* object) {
  if (Py_TYPE(object) == dtype_type) return dtype_of(object);
  if (object == reinterpret_cast<PyObject*>(&PyFloat_Type)) return DType::kFloat64;
  return object == reinterpret_cast<PyObject*>(&PyBool_Type) ? DType::kBool : DType::kInt64;
}

PyObject* to_python(const Tensor& x) { return wrap(x); }

PyObject* to_python(const std::vector<Tensor>& xs) {
  Object tuple = unfilled(PyTuple_New(static_cast<Py_ssize_t>(xs.size())));
  for (size_t i = 0; i < xs.size(); ++i) {
    if (i % 4096 == 4095) check_interrupt();
    PyTuple_SET_ITEM(tuple.get(), i, Object::take(wrap(xs[i])).release());
  }
  return filled(std::move(tuple)).release();
}

PyObject* to_python(const Scalar& s) {
  if (s.is_float()) return PyFloat_FromDouble(s.to_double());
  return s.is_bool() ? PyBool_FromLong(s.to_int()) : PyLong_FromLongLong(s.to_int());
}
PyObject* to_python(DType t) { return Py_NewRef(dtype_object(t)); }
PyObject* to_python(const Dims& shape) { return size_object(shape); }
PyObject* to_python(bool b) { return PyBool_FromLong(b); }
PyObject* to_python(int64_t i) { return PyLong_FromLongLong(i); }
PyObject* to_python(double d) { return PyFloat_FromDouble(d); }
PyObject* to_python(const std::string& s) {
  return PyUnicode_FromStringAndSize(s.data(), static_cast<Py_ssize_t>(s.size()));
}
PyObject* to_python(const Ref<Generator>& g) { return generator_object(g); }

PyObject* to_python(const NamedPair& result) {
  return to_python(NamedResults{result.of, {std::get<0>(result.found), std::get<1>(result.found)}});
}
PyObject* to_python(const NamedResults& result) {
  const auto is_of = [&](const ReturnType& t) { return t.of == std::string_view(result.of); };
  const auto i = std::find_if(std::begin(kReturnTypes), std::end(kReturnTypes), is_of);
  Object all = Object::take(PyStructSequence_New(types[i - kReturnTypes]));
  for (size_t k = 0; k < result.found.size(); ++k)
    PyStructSequence_SetItem(all.get(), static_cast<Py_ssize_t>(k),
                             Object::take(wrap(result.found[k])).release());
  return all.release();
}

std::span<const ReturnType> return_types() { return kReturnTypes; }

void add_return_types(PyObject* module) {
  static PyMethodDef repr = {"__repr__", named_repr, METH_NOARGS, nullptr};
  for (size_t i = 0; i < std::size(kReturnTypes); ++i) {
    const ReturnType& t = kReturnTypes[i];
    PyStructSequence_Field fields[std::size(ReturnType{}.fields)] = {};
    int n = 0;
    for (; t.fields[n].name; ++n) fields[n] = {t.fields[n].name, t.fields[n].doc};
    static std::string qualified[std::size(kReturnTypes)];  // types refer to their names
    const std::string& name = qualified[i] = concat("retrograd.return_types.", t.of);
    PyStructSequence_Desc description = {name.c_str(), nullptr, fields, n};
    types[i] = PyStructSequence_NewType(&description);
    if (!types[i]) throw PythonError();
    auto* object = reinterpret_cast<PyObject*>(types[i]);
    Object method = Object::take(PyDescr_NewMethod(types[i], &repr));
    check(PyObject_SetAttrString(object, "__repr__", method.get()));
    check(PyModule_AddObjectRef(module, concat("_return_", t.of).c_str(), object));
  }
}

Argument<const Tensor&>::Argument(const CallContext& call, int i) {
  PyObject* object = call.values[i];
  const Parameter& p = call.signature.parameters()[i];
  if (is_tensor_argument(object)) {
    given_ = &unwrap(object);
  } else if (p.takes_number && is_number(object)) {
    if (is_asked(object)) throw Overridden();
    PyObject* beside = companion(call);
    made_ = beside ? to_operand(object, unwrap(beside)) : number(to_scalar(object));
  } else if (!(p.takes_none && object == Py_None)) {
    wrong_type(call, i);
  }
}

Argument<const Scalar&>::Argument(const CallContext& call, int i) {
  PyObject* object = call.values[i];
  if (PyLong_CheckExact(object)) [[likely]] {  // most often a default
    int overflow = 0;
    const long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
    if (!overflow) [[likely]] {
      scalar_ = Scalar(static_cast<int64_t>(value));
      return;
    }
  }
  if (!is_scalar(object)) wrong_type(call, i);
  scalar_ = to_scalar(object, PyLong_Check(object) && makes_floats(call));
}

bool Argument<bool>::truth_of(const CallContext& call, int i) {
  PyObject* object = call.values[i];
  if (!accepts(object, call.signature.parameters()[i])) wrong_type(call, i);
  const int truth = PyObject_IsTrue(object);
  check(truth);
  return truth != 0;
}

Argument<const std::vector<Tensor>&>::Argument(const CallContext& call, int i) {
  PyObject* object = call.values[i];
  const Parameter& p = call.signature.parameters()[i];
  if (p.takes_none && object == Py_None) return;
  if (p.takes_tensor && is_tensor_argument(object)) {
    tensors_.push_back(unwrap(object));
    return;
  }
  if (!is_sequence(object)) wrong_type(call, i);
  const DestinationAside aside;
  Object items = Object::take(PySequence_Tuple(object));
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(items.get()); ++k) {
    PyObject* item = PyTuple_GET_ITEM(items.get(), k);
    const bool none = item == Py_None && p.type.find("Tensor | None") != std::string::npos;
    RG_CHECK(is_tensor_argument(item) || none, TypeError, call.signature.name(), "(): argument '",
             p.name, "' must hold tensors, but element ", k, " is ", class_name(item));
    tensors_.push_back(none ? Tensor() : unwrap(item));
  }
}

Argument<const Dims&>::Argument(const CallContext& call, int i) {
  PyObject* object = call.values[i];
  const Parameter& p = call.signature.parameters()[i];
  if (p.takes_none && object == Py_None) return;
  ask_for_length(p, object);
  if (p.takes_index && is_index(object)) {
    dims_.push_back(to_index(object));
    return;
  }
  if (!is_sequence(object)) wrong_type(call, i);
  const DestinationAside aside;
  Object items = Object::take(PySequence_Tuple(object));
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(items.get()); ++k) {
    PyObject* item = PyTuple_GET_ITEM(items.get(), k);
    ask_for_length(p, item);
    RG_CHECK(is_index(item) || (is_tensor(item) && is_integral(unwrap(item).dtype())), TypeError,
             call.signature.name(), "(): argument '", p.name, "' must hold ints, but element ", k,
             " is ", class_name(item));
    dims_.push_back(to_index(item));
  }
}

bool Argument<const Dims&>::accepts(PyObject* object, const Parameter& p) {
  if (p.takes_none && object == Py_None) return true;
  if (p.takes_index && is_index(object) && !is_tensor(object)) return true;
  if (!is_sequence(object)) return false;
  const DestinationAside aside;
  for (Py_ssize_t k = 0; k < PySequence_Size(object); ++k) {
    Object item = Object::take(PySequence_GetItem(object, k));
    if (!is_index(item.get())) return false;
  }
  return true;
}

bool accepts_value(PyObject* o, const int64_t*) {
  if (is_tensor(o))
    return unwrap(o).numel() == 1 && is_integral(unwrap(o).dtype()) &&
           unwrap(o).dtype() != DType::kBool;
  return is_index(o);
}
bool accepts_value(PyObject* o, const double*) { return is_scalar(o); }
bool accepts_value(PyObject* o, const DType*) { return is_dtype(o); }
bool accepts_value(PyObject* o, const Device*) { return names_device(o); }
bool accepts_value(PyObject* o, const std::string*) { return PyUnicode_Check(o); }
bool accepts_value(PyObject* o, const Scalar*) { return is_scalar(o); }
bool accepts_value(PyObject*, PyObject* const*) { return true; }
bool accepts_value(PyObject* o, const Ref<Generator>*) {
  return o == Py_None || Py_TYPE(o) == generator_type;
}

void value_of(PyObject* o, int64_t* out) { *out = to_index(o); }
void value_of(PyObject* o, double* out) { *out = to_scalar(o, true).to_double(); }
void value_of(PyObject* o, DType* out) { *out = to_dtype(o); }
void value_of(PyObject* o, Device*) { check_device(o); }
void value_of(PyObject* o, Scalar* out) { *out = to_scalar(o); }
void value_of(PyObject* o, PyObject** out) { *out = o; }
void value_of(PyObject* o, std::string* out) {
  const char* text = PyUnicode_AsUTF8(o);
  if (!text) throw PythonError();
  *out = text;
}
void value_of(PyObject* o, Ref<Generator>* out) {
  if (o != Py_None) *out = generator_of(o);
}

}  // namespace retrograd::bind
