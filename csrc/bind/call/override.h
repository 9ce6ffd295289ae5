// override.h: the protocol __torch_function__: modes, and classes, that are asked before a function
// is run.
//
// A subclass of Tensor, or any class with a method __torch_function__, is asked for each public
// function that gets one of its instances. Nothing looks for such objects before a call:
// conversions throw Overridden where they meet what is not exactly a Tensor, and a call that failed
// with a TypeError looks whether an argument would have answered. So a call of plain tensors costs
// nothing.
//
// What most subclasses have is the method of Tensor: it runs the function as if the arguments were
// plain tensors, and makes the results instances of the subclass.
//
// A function mode is asked before the classes are, for each public function, whatever it gets.
// While none is open, `plain_type` is Tensor, and what finds its arguments to be of that type need
// not look for modes.
#pragma once

#include <initializer_list>

#include "bind/tensor/tensor_type.h"

namespace retrograd::bind {

struct Row;

// Thrown by conversions where the class of an argument is to be asked first.
struct Overridden {};

namespace detail {
inline constinit thread_local bool overrides_off = false;
inline constinit thread_local bool modes_off = false;
inline constinit thread_local bool skips_next = false;  // the next function of Python's asks nobody
using RunFunction = PyObject* (*)(const void*);
}  // namespace detail

// No class is asked for the time of a scope, on this thread.
class WithoutOverrides {
 public:
  WithoutOverrides() { detail::overrides_off = true; }
  WithoutOverrides(const WithoutOverrides&) = delete;
  WithoutOverrides& operator=(const WithoutOverrides&) = delete;
  ~WithoutOverrides() { detail::overrides_off = before_; }

 private:
  const bool before_ = detail::overrides_off;
};

// Tensor; null while a mode is open on any thread.
extern PyTypeObject* plain_type;
// nn.Parameter, once it is loaded, which is never asked either: operations
// on parameters are as quick as those on tensors.
extern PyTypeObject* parameter_type;
// Whether an object is a tensor for which nobody is to be asked.
inline bool is_plain(PyObject* object) {
  return Py_TYPE(object) == plain_type || (Py_TYPE(object) == parameter_type && plain_type);
}

// The mode that is asked first on this thread, borrowed; null where there is none.
PyObject* innermost_mode();
// What it answers to a call. REQUIRES: there is one.
Object ask_mode(PyObject* function, PyObject* types, PyObject* args, PyObject* kwargs);
// The same for a method of Tensor that NumPy calls; null where there is no mode.
Object ask_mode_for(const char* method, PyObject* self, PyObject* const* args, Py_ssize_t n,
                    PyObject* names);
// Enters a mode on this thread, and leaves it: from Python.
PyObject* push_mode(PyObject*, PyObject* mode);
PyObject* pop_mode(PyObject*, PyObject* mode);

// Whether the object is a tensor, to be taken as one. Throws Overridden if its class is to be
// asked.
bool is_subclass_argument(PyObject* object);
inline bool is_tensor_argument(PyObject* object) {
  return Py_TYPE(object) == tensor_type || Py_TYPE(object) == parameter_type ||
         is_subclass_argument(object);
}

namespace detail {
bool has_override(PyObject* object);
}
// Whether the class of an object is to be asked.
inline bool is_asked(PyObject* object) {
  return Py_TYPE(object)->tp_flags & Py_TPFLAGS_HEAPTYPE && Py_TYPE(object) != tensor_type &&
         detail::has_override(object);
}
// The same for an index: for it, or for what is in lists and tuples of it.
bool is_asked_inside(PyObject* index);

// A function as its overriders get it, found by its name in Tensor; or of an attribute the method
// that `way` names: "__get__", "__set__", "__delete__".
struct Called {
  const char* name;
  const char* way = nullptr;
  bool is_operator = false;  // declining is an answer: the other operand has its turn
  bool is_index = false;     // lists and tuples among the arguments can be nested
};

namespace detail {
Object ask(Called what, std::initializer_list<PyObject*> arguments, RunFunction run,
           const void* data);
}

// Asks the mode and the classes of the arguments for their answer to a slot or an attribute of
// Tensor. Null: none is there to be asked. Where all have declined the answer to an operator is
// Py_NotImplemented, to others a TypeError. `run` does the work for plain tensors, as the method of
// Tensor does it.
template <class Run>
Object ask(Called what, std::initializer_list<PyObject*> arguments, const Run& run) {
  const auto call = [](const void* data) -> PyObject* {
    return (*static_cast<const Run*>(data))();
  };
  return detail::ask(what, arguments, call, &run);
}
// The same where the result is no tensor, and what Tensor does needs no asking.
Object ask_others(Called what, std::initializer_list<PyObject*> arguments);

// One call of a row from Python: `self` is null for functions, `module` for methods.
struct RowCall {
  const Row& row;
  PyObject *module, *self;
  PyObject* const* args;
  Py_ssize_t n;
  PyObject* names;
};
// Whether there is a mode that was asked, or the class of the first argument, if any: what is met
// most often, without the cost of an exception. The answer is null where a Python exception is set.
bool asked_first(const RowCall& call, PyObject* first, PyObject** answer) noexcept;
// Whether this is worth a look, for a first argument that is not plain.
inline bool may_be_asked(PyObject* first) {
  return !plain_type || (first && Py_TYPE(first)->tp_flags & Py_TPFLAGS_HEAPTYPE);
}
// Inside a catch (...) block of a call: the answer to what was thrown.
PyObject* after_exception(const RowCall& call) noexcept;

// Results of a function that took `self`, as its class has them: see Tensor.__torch_function__.
Object as_results_of(PyObject* self, Object results);

extern PyMethodDef override_methods[];  // of Tensor, ended by a null entry
// What retrograd.overrides is made of. REQUIRES: the class Tensor is there.
void add_overrides(PyObject* module);

}  // namespace retrograd::bind
