// convert.h: Python objects as C++ arguments, and C++ results as Python objects.
//
// Argument<T> holds what one parameter of type T needs for the time of a call. `accepts` says
// whether a Python object can be one, for the choice between overloads; the constructor converts,
// and throws TypeError naming the operation, the parameter, and what came.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <tuple>
#include <vector>

#include "bind/call/override.h"
#include "bind/call/signature.h"
#include "bind/tensor/tensor_type.h"
#include "core/numbers/random.h"

namespace retrograd::bind {

// The only device there is; a parameter of this type takes None, 'cpu', or a device object.
struct Device {};

// What a converting argument may look at: the signature, its place in it, and all arguments.
struct CallContext {
  const Signature& signature;
  PyObject* const* values;
};

[[noreturn]] void wrong_type(const CallContext& call, int i);

// True for a Python (or NumPy) int, float or bool.
bool is_number(PyObject* object);
// The same, or a 0-d tensor that does not require grad, which stands for its element.
bool is_scalar(PyObject* object);
// An int of more than 64 bits becomes a float where `floating` says that this is what it is for;
// else RangeError. REQUIRES: is_scalar(object).
Scalar to_scalar(PyObject* object, bool floating = false);
// A number as an operand beside a tensor. REQUIRES: is_number(object).
Tensor to_operand(PyObject* object, const Tensor& beside);
// An int, or anything with __index__. Throws TypeError or OverflowError.
bool is_index(PyObject* object);
int64_t to_index(PyObject* object);
DType to_dtype(PyObject* object);
bool is_dtype(PyObject* object);

PyObject* to_python(const Tensor& x);
inline PyObject* to_python(Tensor&& x) { return wrap(std::move(x)); }
PyObject* to_python(const std::vector<Tensor>& xs);  // a tuple
PyObject* to_python(const Scalar& s);
PyObject* to_python(DType t);
PyObject* to_python(const Dims& shape);  // a Size
PyObject* to_python(bool b);
PyObject* to_python(int64_t i);
PyObject* to_python(double d);
PyObject* to_python(const std::string& s);
PyObject* to_python(const Ref<Generator>& g);
inline PyObject* to_python(Object&& o) { return o.release(); }
// A named tuple of tensors. Each operation that returns one has a class of its own in the module,
// as _return_max.
struct NamedResults {
  const char* of;  // the operation, which is one of return_types()
  std::vector<Tensor> found;
};
PyObject* to_python(const NamedResults& result);
// The same of two.
struct NamedPair {
  const char* of;
  std::tuple<Tensor, Tensor> found;
};
PyObject* to_python(const NamedPair& result);
struct ResultField {
  const char *name, *doc;  // null behind the last one
};
struct ReturnType {
  const char *of, *name;  // the operation, and the class as it stands in the stub
  ResultField fields[5];
};
std::span<const ReturnType> return_types();
void add_return_types(PyObject* module);

template <class T>
struct Argument;

// A tensor; a number too where the signature says so, None (undefined) where it says so.
template <>
struct Argument<const Tensor&> {
  Argument(const CallContext& call, int i);
  static bool accepts(PyObject* object, const Parameter& p) {
    return is_tensor(object) || (p.takes_none && object == Py_None) ||
           (p.takes_number && is_number(object));
  }
  const Tensor& get() const { return given_ ? *given_ : made_; }

 private:
  const Tensor* given_ = nullptr;  // the tensor of an object; null: made_ it is
  Tensor made_;
};

// The tensor itself, to be written to.
template <>
struct Argument<Tensor&> {
  Argument(const CallContext& call, int i) : object_(call.values[i]) {
    if (!is_tensor_argument(object_)) wrong_type(call, i);
  }
  static bool accepts(PyObject* object, const Parameter&) { return is_tensor(object); }
  Tensor& get() const { return unwrap(object_); }

 private:
  PyObject* object_;
};

// A list or tuple of tensors; one tensor alone counts as a list of it, None as an empty one, where
// the signature says so.
template <>
struct Argument<const std::vector<Tensor>&> {
  Argument(const CallContext& call, int i);
  static bool accepts(PyObject* object, const Parameter& p) {
    return PyList_Check(object) || PyTuple_Check(object) || (p.takes_tensor && is_tensor(object)) ||
           (p.takes_none && object == Py_None);
  }
  const std::vector<Tensor>& get() const { return tensors_; }

 private:
  std::vector<Tensor> tensors_;
};

// One int or a sequence of ints; None counts as no ints where the signature says so.
template <>
struct Argument<const Dims&> {
  Argument(const CallContext& call, int i);
  static bool accepts(PyObject* object, const Parameter& p);
  const Dims& get() const { return dims_; }

 private:
  Dims dims_;
};

template <>
struct Argument<const Scalar&> {
  Argument(const CallContext& call, int i);
  static bool accepts(PyObject* object, const Parameter&) { return is_scalar(object); }
  const Scalar& get() const { return scalar_; }

 private:
  Scalar scalar_;
};

template <>
struct Argument<bool> {
  Argument(const CallContext& call, int i) : value_(call.values[i] == Py_True) {
    if (!PyBool_Check(call.values[i])) [[unlikely]]
      value_ = truth_of(call, i);
  }
  static bool accepts(PyObject* object, const Parameter& p) {
    return PyBool_Check(object) || (p.takes_truth && is_number(object));
  }
  const bool& get() const { return value_; }

 private:
  static bool truth_of(const CallContext& call, int i);

  bool value_;
};

// Types that are passed by value: `accepts_value` and `value_of` below, and optional ones of them.
bool accepts_value(PyObject* object, const int64_t*);
bool accepts_value(PyObject* object, const double*);
bool accepts_value(PyObject* object, const DType*);
bool accepts_value(PyObject* object, const Device*);
bool accepts_value(PyObject* object, const std::string*);
bool accepts_value(PyObject* object, const Scalar*);
bool accepts_value(PyObject* object, PyObject* const*);
bool accepts_value(PyObject* object, const Ref<Generator>*);
void value_of(PyObject* object, int64_t* out);
void value_of(PyObject* object, double* out);
void value_of(PyObject* object, DType* out);
void value_of(PyObject* object, Device* out);
void value_of(PyObject* object, std::string* out);
void value_of(PyObject* object, Scalar* out);
void value_of(PyObject* object, PyObject** out);
void value_of(PyObject* object, Ref<Generator>* out);

template <class T>
struct Argument {
  Argument(const CallContext& call, int i) {
    if (!accepts_value(call.values[i], &value_)) wrong_type(call, i);
    value_of(call.values[i], &value_);
  }
  static bool accepts(PyObject* object, const Parameter&) {
    return accepts_value(object, static_cast<const T*>(nullptr));
  }
  const T& get() const { return value_; }

 private:
  T value_{};
};

template <class T>
struct Argument<std::optional<T>> {
  Argument(const CallContext& call, int i) {
    if (call.values[i] != Py_None) value_.emplace(Argument<T>(call, i).get());
  }
  static bool accepts(PyObject* object, const Parameter& p) {
    return object == Py_None || Argument<T>::accepts(object, p);
  }
  const std::optional<T>& get() const { return value_; }

 private:
  std::optional<T> value_;
};
template <>
struct Argument<std::optional<Dims>> {
  Argument(const CallContext& call, int i) {
    if (call.values[i] != Py_None) value_.emplace(Argument<const Dims&>(call, i).get());
  }
  static bool accepts(PyObject* object, const Parameter& p) {
    return object == Py_None || Argument<const Dims&>::accepts(object, p);
  }
  const std::optional<Dims>& get() const { return value_; }

 private:
  std::optional<Dims> value_;
};
template <>
struct Argument<std::optional<std::vector<Tensor>>> {
  Argument(const CallContext& call, int i) {
    if (call.values[i] != Py_None)
      value_.emplace(Argument<const std::vector<Tensor>&>(call, i).get());
  }
  static bool accepts(PyObject* object, const Parameter& p) {
    return Argument<const std::vector<Tensor>&>::accepts(object, p);
  }
  const std::optional<std::vector<Tensor>>& get() const { return value_; }

 private:
  std::optional<std::vector<Tensor>> value_;
};
template <class T>
struct Argument<const std::optional<T>&> : Argument<std::optional<T>> {
  using Argument<std::optional<T>>::Argument;
};
template <>
struct Argument<const std::string&> : Argument<std::string> {
  using Argument<std::string>::Argument;
};
template <>
struct Argument<const Ref<Generator>&> : Argument<Ref<Generator>> {
  using Argument<Ref<Generator>>::Argument;
};

}  // namespace retrograd::bind
