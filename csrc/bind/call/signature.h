// signature.h: a function's parameters as its row states them, and the matching of a call to them.
//
// A row says "sum(input: Tensor, dim: int | tuple[int, ...] | None = None, *, dtype: dtype | None =
// None) -> Tensor". This text is the one source of names, order, defaults, __text_signature__ and
// the stub. A parameter "*size: int" takes one sequence or any number of ints, as torch's sizes do;
// one called "from_" has torch's name `from`, which Python can give by **{"from": 0} alone.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "bind/python.h"

namespace retrograd::bind {

struct Parameter {
  std::string name, type, default_text;
  PyObject* key = nullptr;            // the interned name
  PyObject* default_value = nullptr;  // null: required
  bool keyword_only = false;
  bool variadic = false;
  bool takes_number = false;  // a Tensor parameter that takes a Python number too
  bool takes_none = false;
  bool takes_index = false;   // a parameter of ints that takes one alone too
  bool takes_tensor = false;  // one of tensors that does
  bool takes_truth = false;   // one of bool that takes a number for one
};

class Signature {
 public:
  // Throws ValueError for a text that is no signature; rows are read once, at import. With
  // `numpy_names` axis= stands for dim=, keepdims= for keepdim=, x=, a= and x1= for input=, and x2=
  // for other=, as in torch.
  Signature(const char* text, bool numpy_names);

  static constexpr int kMaxParameters = 12;

  // Finds each parameter's argument (borrowed; a default where none is given) among `args`,
  // positional ones first, then one per name in `names`. With `self` that is the first argument.
  // Throws TypeError. `rest` keeps alive the tuple made of a variadic parameter's arguments.
  void match(PyObject* self, PyObject* const* args, Py_ssize_t positional, PyObject* names,
             PyObject** out, Object& rest) const {
    // The usual call: by position, with what has to be given.
    const Py_ssize_t given = positional + (self != nullptr);
    if (names || given < required_ || given > positional_)
      return match_slowly(self, args, positional, names, out, rest);
    if (self) *out++ = self;
    out = std::copy_n(args, positional, out);
    std::copy(defaults_.begin() + given, defaults_.end(), out);
  }

  // False for a call that match() refuses for the number and the names of its arguments: what a
  // choice between overloads can ask without the cost of an exception.
  bool fits(Py_ssize_t given, PyObject* names) const {
    if (names) return names_fit(given, names);
    return !simple_ || (given <= positional_ && given >= required_);
  }

  const std::string& name() const { return name_; }
  const std::string& text() const { return text_; }
  const std::string& result() const { return result_; }
  const std::vector<Parameter>& parameters() const { return parameters_; }
  Py_ssize_t positional() const { return positional_; }  // how many may be given by position
  // "(input, dim=None)"; of a method, `self` stands for its first parameter. `out`: out=None too.
  std::string arguments(const char* self, bool out) const;

 private:
  // The parameter that a keyword names; as many as there are if none.
  Py_ssize_t find(PyObject* keyword) const;
  bool names_fit(Py_ssize_t given, PyObject* names) const;
  void match_slowly(PyObject* self, PyObject* const* args, Py_ssize_t positional, PyObject* names,
                    PyObject** out, Object& rest) const;

  std::string text_, name_, result_;
  std::vector<Parameter> parameters_;
  std::vector<PyObject*> defaults_;  // of the parameters, null where there is none
  Py_ssize_t positional_ = 0;        // parameters that may be given by position
  Py_ssize_t required_ = 0;          // with how many of them a call needs no second look
  bool simple_ = true;               // no variadic parameter
  bool numpy_names_;
};

}  // namespace retrograd::bind
