#include "bind/call/override.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/errors.h"
#include "graph/grad_meta.h"
#include "graph/view.h"
#include "ops/shape/shape.h"

namespace retrograd::bind {
namespace {

PyObject* method_name = nullptr;      // "__torch_function__"
PyObject* default_method = nullptr;   // that of Tensor
PyObject* disabled_method = nullptr;  // of classes that are taken for Tensor

// The method of a class that is to be asked, borrowed; null where there is none.
PyObject* override_of(PyTypeObject* type) {
  // Classes of the interpreter, of which most arguments are, have none.
  if (type == tensor_type || !(type->tp_flags & Py_TPFLAGS_HEAPTYPE)) return nullptr;
  PyObject* found = _PyType_Lookup(type, method_name);
  return found == disabled_method ? nullptr : found;
}

// How deep tuples and lists among the arguments are looked into; those of an index, as deep as one
// can be nested.
constexpr int kItems = 1, kNestedItems = 32;

// Those arguments that are to be asked, one of each class: from left to right, but instances of a
// class before those of its bases.
struct Overriders {
  std::vector<PyObject*> objects;  // borrowed
  bool have_own_method = false;    // some do not have that of Tensor

  void add(PyObject* object) {
    PyTypeObject* type = Py_TYPE(object);
    PyObject* method = override_of(type);
    if (!method) return;
    for (PyObject* other : objects)
      if (Py_TYPE(other) == type) return;
    have_own_method |= method != default_method;
    const auto place = std::find_if(objects.begin(), objects.end(), [&](PyObject* other) {
      return PyType_IsSubtype(type, Py_TYPE(other));
    });
    objects.insert(place, object);
  }
  void add_with_items(PyObject* object, int depth = kItems) {
    add(object);
    if (depth == 0) return;
    if (PyTuple_Check(object))
      for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i)
        add_with_items(PyTuple_GET_ITEM(object, i), depth - 1);
    if (PyList_Check(object))
      for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i)
        add_with_items(PyList_GET_ITEM(object, i), depth - 1);
  }
};

Object type_of(PyObject* object) {
  return Object::share(reinterpret_cast<PyObject*>(Py_TYPE(object)));
}

Object types_of(const Overriders& all) {
  Object types = Object::take(PyTuple_New(static_cast<Py_ssize_t>(all.objects.size())));
  for (size_t i = 0; i < all.objects.size(); ++i)
    PyTuple_SET_ITEM(types.get(), i, type_of(all.objects[i]).release());
  return types;
}

// A result of plain tensors as one of a class. A tensor that nobody else has seen changes its
// class; another one is shown under another name.
void convert(PyObject** result, PyTypeObject* type) {
  PyObject* object = *result;
  if (is_tensor(object)) {
    if (PyObject_TypeCheck(object, type)) return;
    if (Py_TYPE(object) == tensor_type && Py_REFCNT(object) == 1 &&
        type->tp_basicsize == tensor_type->tp_basicsize) {
      Py_INCREF(type);
      Py_SET_TYPE(object, type);
      Py_DECREF(tensor_type);
      return;
    }
    *result = wrap_as(type, ops::view_of(unwrap(object))).release();
    Py_DECREF(object);
    return;
  }
  // The results of one call, in a tuple, a named tuple or a list that nobody else has.
  if (Py_REFCNT(object) != 1) return;
  if (PyTuple_Check(object))
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(object); ++i)
      convert(&reinterpret_cast<PyTupleObject*>(object)->ob_item[i], type);
  else if (PyList_CheckExact(object))
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(object); ++i)
      convert(&reinterpret_cast<PyListObject*>(object)->ob_item[i], type);
}

// The method of Tensor, for a class: null where the class is to decline, since another one among
// the arguments is not a base of it.
bool knows_all(PyTypeObject* type, const Overriders& all) {
  return std::all_of(all.objects.begin(), all.objects.end(),
                     [&](PyObject* other) { return PyType_IsSubtype(type, Py_TYPE(other)); });
}

template <class Run>
Object run_plain(PyTypeObject* type, bool converts, Run run) {
  PyObject* result;
  {
    const WithoutOverrides off;
    result = run();
  }
  if (!result) throw PythonError();
  if (converts) convert(&result, type);
  return Object::take(result);
}

// Asks one class after another until one does not decline.
Object ask_each(const Overriders& all, PyObject* function, PyObject* args, PyObject* kwargs) {
  Object types = types_of(all);
  // Methods may change what the arguments hold.
  std::vector<Object> kept;
  for (PyObject* object : all.objects) kept.push_back(Object::share(object));
  for (const Object& object : kept) {
    Object method = Object::take(PyObject_GetAttr(object.get(), method_name));
    Object result = Object::take(stay_at_exit([&] {
      return PyObject_CallFunctionObjArgs(method.get(), function, types.get(), args, kwargs,
                                          nullptr);
    }));
    if (result.get() != Py_NotImplemented) return result;
  }
  return Object::share(Py_NotImplemented);
}

// Asks the mode, if there is one, then the classes.
Object ask_all(const Overriders& all, PyObject* function, PyObject* args, PyObject* kwargs) {
  Object result = innermost_mode() ? ask_mode(function, types_of(all).get(), args, kwargs)
                                   : Object::share(Py_NotImplemented);
  return result.get() == Py_NotImplemented ? ask_each(all, function, args, kwargs)
                                           : std::move(result);
}

[[noreturn]] void fail_declined(const std::string& function, const Overriders& all) {
  std::string names = innermost_mode() ? class_name(innermost_mode()) : "";
  for (PyObject* object : all.objects)
    names += concat(names.empty() ? "" : ", ", class_name(object));
  fail<TypeError>(function, ": __torch_function__ returned NotImplemented for all of ", names,
                  ", so nothing knows what to do with them together");
}

Object function_of(Called what) {
  auto* tensor_class = reinterpret_cast<PyObject*>(tensor_type);
  Object function = Object::take(PyObject_GetAttrString(tensor_class, what.name));
  if (!what.way) return function;
  return Object::take(PyObject_GetAttrString(function.get(), what.way));
}

Object tuple_of(std::initializer_list<PyObject*> items) {
  Object tuple = Object::take(PyTuple_New(static_cast<Py_ssize_t>(items.size())));
  Py_ssize_t i = 0;
  for (PyObject* item : items) PyTuple_SET_ITEM(tuple.get(), i++, Py_NewRef(item));
  return tuple;
}

Overriders overriders_in(Called what, std::initializer_list<PyObject*> arguments) {
  Overriders all;
  if (detail::overrides_off) return all;
  for (PyObject* argument : arguments)
    all.add_with_items(argument, what.is_index ? kNestedItems : kItems);
  return all;
}

// Whether the first argument of a row is asked, whatever else it is: a number, a text or a list is
// where a tensor is wanted.
bool first_counts_for_its_class(const Row& row, PyObject* first) {
  constexpr unsigned long kPlain = Py_TPFLAGS_LONG_SUBCLASS | Py_TPFLAGS_UNICODE_SUBCLASS |
                                   Py_TPFLAGS_LIST_SUBCLASS | Py_TPFLAGS_TUPLE_SUBCLASS;
  if (!(Py_TYPE(first)->tp_flags & kPlain) && !PyFloat_Check(first)) return true;
  const auto& parameters = row.signatures.front().parameters();
  return !parameters.empty() && parameters.front().type.starts_with("Tensor");
}

template <size_t n>
bool is_one_of(const std::string_view (&names)[n], const Row& row) {
  return std::find(std::begin(names), std::end(names), row.names.front()) != std::end(names);
}

// Functions that torch hands to nobody, and those that it hands to modes alone.
constexpr std::string_view kNever[] = {"is_tensor",
                                       "from_numpy",
                                       "from_dlpack",
                                       "to_dlpack",
                                       "result_type",
                                       "frombuffer",
                                       "__copy__",
                                       "manual_seed",
                                       "seed",
                                       "initial_seed",
                                       "get_rng_state",
                                       "set_rng_state",
                                       "set_printoptions",
                                       "get_default_dtype",
                                       "set_default_dtype",
                                       "get_num_threads",
                                       "set_num_threads",
                                       "is_grad_enabled",
                                       "is_inference_mode_enabled",
                                       "is_anomaly_enabled",
                                       "is_anomaly_check_nan_enabled",
                                       "set_anomaly_enabled"};
constexpr std::string_view kForModes[] = {"tensor", "as_tensor", "asarray"};

bool is_shown_to_modes(const Row& row) {
  return row.places & (kFunction | kMethod | kFunctional | kSpecial | kLinalg) &&
         !is_one_of(kNever, row);
}
bool is_overridable(const Row& row) { return is_shown_to_modes(row) && !is_one_of(kForModes, row); }

// REQUIRES: no Python exception is set, since to look for the methods would clear it.
Overriders overriders_of(const RowCall& call) {
  Overriders all;
  if (detail::overrides_off || !is_overridable(call.row)) return all;
  if (call.self) all.add(call.self);
  const Py_ssize_t n = call.n + (call.names ? PyTuple_GET_SIZE(call.names) : 0);
  for (Py_ssize_t i = 0; i < n; ++i) all.add_with_items(call.args[i]);
  return all;
}

// The arguments of a fast call as those of a slow one.
std::pair<Object, Object> gathered(PyObject* self, PyObject* const* args, Py_ssize_t n,
                                   PyObject* names) {
  const Py_ssize_t before = self != nullptr;
  Object positional = Object::take(PyTuple_New(n + before));
  if (self) PyTuple_SET_ITEM(positional.get(), 0, Py_NewRef(self));
  for (Py_ssize_t i = 0; i < n; ++i)
    PyTuple_SET_ITEM(positional.get(), i + before, Py_NewRef(args[i]));
  Object keywords = Object::take(PyDict_New());
  for (Py_ssize_t i = 0; names && i < PyTuple_GET_SIZE(names); ++i)
    check(PyDict_SetItem(keywords.get(), PyTuple_GET_ITEM(names, i), args[n + i]));
  return {std::move(positional), std::move(keywords)};
}

// Asks for a row: the mode, if one is to be asked, and the classes of arguments that were found.
PyObject* ask_row(const RowCall& call, const Overriders& all, bool mode = false) {
  const auto& [row, module, self, args, n, names] = call;
  const auto run = [&] {
    return call.self ? call.row.method(call.self, call.args, call.n, call.names)
                     : call.row.function(call.module, call.args, call.n, call.names);
  };
  // The row is nobody's business, or one looks less deep than it does.
  if (all.objects.empty() && !mode) {
    const WithoutOverrides off;
    return run();
  }
  if (!all.have_own_method && !mode) {
    for (PyObject* object : all.objects)
      if (knows_all(Py_TYPE(object), all)) return run_plain(Py_TYPE(object), true, run).release();
  } else {
    auto* home = self ? reinterpret_cast<PyObject*>(tensor_type) : module;
    Object function = Object::take(PyObject_GetAttrString(home, row.names.front().c_str()));
    const auto [positional, keywords] = gathered(self, args, n, names);
    Object result = mode ? ask_all(all, function.get(), positional.get(), keywords.get())
                         : ask_each(all, function.get(), positional.get(), keywords.get());
    if (result.get() != Py_NotImplemented) return result.release();
  }
  fail_declined(row.names.front(), all);
}

// Tensor.__torch_function__(func, types, args=(), kwargs=None), of a class.
PyObject* torch_function(PyObject* type, PyObject* args, PyObject* kwargs) {
  return guarded([&]() -> PyObject* {
    static const char* names[] = {"func", "types", "args", "kwargs", nullptr};
    PyObject *function, *types, *positional = nullptr, *keywords = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|OO:__torch_function__",
                                     const_cast<char**>(names), &function, &types, &positional,
                                     &keywords))
      throw PythonError();
    Object all = Object::take(PySequence_Tuple(types));
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(all.get()); ++i) {
      const int is_base = PyObject_IsSubclass(type, PyTuple_GET_ITEM(all.get(), i));
      check(is_base);
      if (!is_base) return Py_NewRef(Py_NotImplemented);
    }
    Object given = Object::take(positional ? PySequence_Tuple(positional) : PyTuple_New(0));
    // torch's exceptions: what x.grad and x._base return are tensors of their own.
    static PyObject* const grad = function_of({"grad", "__get__"}).release();
    static PyObject* const base = function_of({"_base", "__get__"}).release();
    const int is_grad = PyObject_RichCompareBool(function, grad, Py_EQ);
    const int is_base = PyObject_RichCompareBool(function, base, Py_EQ);
    check(std::min(is_grad, is_base));
    const auto run = [&] {
      return PyObject_Call(function, given.get(), keywords == Py_None ? nullptr : keywords);
    };
    return run_plain(reinterpret_cast<PyTypeObject*>(type), !is_grad && !is_base, run).release();
  });
}

PyObject* disabled_function(PyObject*, PyObject* args) {
  return guarded([&]() -> PyObject* {
    PyObject *function, *types, *positional = nullptr, *keywords = Py_None;
    if (!PyArg_ParseTuple(args, "OO|OO:_disabled_torch_function_impl", &function, &types,
                          &positional, &keywords))
      throw PythonError();
    Object given = Object::take(positional ? PySequence_Tuple(positional) : PyTuple_New(0));
    const WithoutOverrides off;
    return PyObject_Call(function, given.get(), keywords == Py_None ? nullptr : keywords);
  });
}

PyTypeObject* checked_class(const char* op, PyObject* type) {
  RG_CHECK(
      PyType_Check(type) && PyType_IsSubtype(reinterpret_cast<PyTypeObject*>(type), tensor_type),
      TypeError, op, ": expected a class derived from Tensor, got ",
      PyType_Check(type) ? reinterpret_cast<PyTypeObject*>(type)->tp_name
                         : class_name(type).c_str());
  return reinterpret_cast<PyTypeObject*>(type);
}

PyObject* as_subclass(PyObject* self, PyObject* type) {
  return guarded([&] {
    return wrap_as(checked_class("as_subclass", type), ops::view_of(unwrap(self))).release();
  });
}

PyObject* make_subclass(PyObject*, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"cls", "data", "require_grad", nullptr};
    PyObject *type, *data;
    int wants_grad = 0;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|p:_make_subclass", const_cast<char**>(names),
                                     &type, &data, &wants_grad))
      throw PythonError();
    RG_CHECK(is_tensor(data), TypeError, "_make_subclass: argument 'data' must be Tensor, not ",
             class_name(data));
    PyTypeObject* wanted = checked_class("_make_subclass", type);
    const Tensor x = detach(unwrap(data));
    if (wants_grad) set_requires_grad(x, true);
    return wrap_as(wanted, x).release();
  });
}

// Switches asking off or on for this thread: 0, all are asked; 1, modes are; 2, nobody is. Returns
// what it was.
PyObject* switch_overrides(PyObject*, PyObject* level) {
  const long wanted = PyLong_AsLong(level);
  if (wanted == -1 && PyErr_Occurred()) return nullptr;
  const long before = detail::overrides_off + (detail::overrides_off && detail::modes_off);
  detail::overrides_off = wanted > 0;
  detail::modes_off = wanted > 1;
  return PyLong_FromLong(before);
}

// Whether there is somebody to ask: a mode, or the class of an argument; or of lists and tuples
// among them the class of an item, too.
template <bool with_items>
PyObject* is_overridden(PyObject*, PyObject* const* args, Py_ssize_t n) {
  return guarded([&] {
    if (std::exchange(detail::skips_next, false)) return Py_NewRef(Py_False);
    if (innermost_mode()) return Py_NewRef(Py_True);
    Overriders all;
    for (Py_ssize_t i = 0; i < n && !detail::overrides_off; ++i)
      with_items ? all.add_with_items(args[i]) : all.add(args[i]);
    return PyBool_FromLong(!all.objects.empty());
  });
}

// _call_unasked(function, args, kwargs): calls a function of Python's, which is not to ask.
PyObject* call_unasked(PyObject*, PyObject* given) {
  PyObject *function, *args, *kwargs;
  if (!PyArg_ParseTuple(given, "OO!O!:_call_unasked", &function, &PyTuple_Type, &args, &PyDict_Type,
                        &kwargs))
    return nullptr;
  detail::skips_next = true;
  PyObject* const result = PyObject_Call(function, args, kwargs);
  detail::skips_next = false;
  return result;
}

// _ask(function, relevant, args, kwargs): what those who are to be asked for a function of Python's
// answer; where there is nobody, what it returns.
PyObject* ask_for(PyObject*, PyObject* given) {
  return guarded([&] {
    PyObject *function, *relevant, *args, *kwargs;
    if (!PyArg_ParseTuple(given, "OO!O!O!:_ask", &function, &PyTuple_Type, &relevant, &PyTuple_Type,
                          &args, &PyDict_Type, &kwargs))
      throw PythonError();
    Overriders all;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(relevant) && !detail::overrides_off; ++i)
      all.add(PyTuple_GET_ITEM(relevant, i));
    if (all.objects.empty() && !innermost_mode())
      return Object::take(PyObject_Call(function, args, kwargs)).release();
    Object answer = ask_all(all, function, args, kwargs);
    if (answer.get() != Py_NotImplemented) return answer.release();
    Object module = Object::take(PyImport_ImportModule("retrograd.overrides"));
    Object name = Object::take(PyObject_CallMethod(module.get(), "resolve_name", "O", function));
    if (name.get() == Py_None) name = Object::take(PyObject_Str(function));
    const char* text = PyUnicode_AsUTF8(name.get());
    if (!text) throw PythonError();
    fail_declined(text, all);
  });
}

PyObject* set_parameter_class(PyObject*, PyObject* type) {
  return guarded([&] {
    parameter_type = checked_class("_set_parameter_class", type);
    Py_INCREF(type);
    return Py_NewRef(Py_None);
  });
}

template <class F>
PyCFunction function_pointer(F* f) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(f));
}

PyMethodDef functions[] = {
    {"_disabled_torch_function_impl", disabled_function, METH_VARARGS,
     "In place of a class's __torch_function__: its instances are taken for plain tensors."},
    {"_switch_overrides", switch_overrides, METH_O, "See retrograd.overrides."},
    {"_is_overridden", function_pointer(is_overridden<false>), METH_FASTCALL,
     "See retrograd.overrides."},
    {"_is_overridden_with_items", function_pointer(is_overridden<true>), METH_FASTCALL,
     "See retrograd.overrides."},
    {"_call_unasked", call_unasked, METH_VARARGS, "See retrograd.overrides."},
    {"_ask", ask_for, METH_VARARGS, "See retrograd.overrides."},
    {"_set_parameter_class", set_parameter_class, METH_O, "See retrograd.nn.parameter."},
    {"_push_mode", push_mode, METH_O, "See retrograd.overrides."},
    {"_pop_mode", pop_mode, METH_O, "See retrograd.overrides."},
    {}};

}  // namespace

bool is_subclass_argument(PyObject* object) {
  if (!PyObject_TypeCheck(object, tensor_type)) return false;
  if (detail::has_override(object)) throw Overridden();
  return true;
}

bool detail::has_override(PyObject* object) {
  return !overrides_off && override_of(Py_TYPE(object));
}

bool is_asked_inside(PyObject* index) {
  Overriders all;
  if (!detail::overrides_off) all.add_with_items(index, kNestedItems - 1);
  return !all.objects.empty();
}

namespace {
Object answer_to(Called what, std::initializer_list<PyObject*> arguments, const Overriders& all,
                 Object answer) {
  if (!answer)
    answer = ask_all(all, function_of(what).get(), tuple_of(arguments).get(),
                     Object::take(PyDict_New()).get());
  if (answer.get() == Py_NotImplemented && !what.is_operator) fail_declined(what.name, all);
  return answer;
}
}  // namespace

Object detail::ask(Called what, std::initializer_list<PyObject*> arguments, RunFunction run,
                   const void* data) {
  const bool mode = innermost_mode();
  if (overrides_off && !mode) return {};
  const Overriders all = overriders_in(what, arguments);
  if (all.have_own_method || mode) return answer_to(what, arguments, all, {});
  if (all.objects.empty()) return {};
  const std::string_view name = what.name;
  for (PyObject* object : all.objects)
    if (knows_all(Py_TYPE(object), all))
      return run_plain(Py_TYPE(object), name != "grad" && name != "_base",
                       [&] { return run(data); });
  return answer_to(what, arguments, all, Object::share(Py_NotImplemented));
}

Object ask_mode_for(const char* method, PyObject* self, PyObject* const* args, Py_ssize_t n,
                    PyObject* names) {
  if (!innermost_mode()) return {};
  const auto [positional, keywords] = gathered(self, args, n, names);
  return ask_mode(function_of({method}).get(), types_of({}).get(), positional.get(),
                  keywords.get());
}

Object ask_others(Called what, std::initializer_list<PyObject*> arguments) {
  const bool mode = innermost_mode();
  if (detail::overrides_off && !mode) return {};
  const Overriders all = overriders_in(what, arguments);
  return all.have_own_method || mode ? answer_to(what, arguments, all, {}) : Object();
}

Object as_results_of(PyObject* self, Object results) {
  PyObject* converted = results.release();
  if (!detail::overrides_off && override_of(Py_TYPE(self))) convert(&converted, Py_TYPE(self));
  return Object::take(converted);
}

bool asked_first(const RowCall& call, PyObject* first, PyObject** answer) noexcept {
  const bool mode = innermost_mode() && is_shown_to_modes(call.row);
  if (!mode && !(first && is_asked(first) && first_counts_for_its_class(call.row, first) &&
                 is_overridable(call.row)))
    return false;
  *answer = guarded([&] { return ask_row(call, overriders_of(call), mode); });
  return true;
}

PyObject* after_exception(const RowCall& call) noexcept {
  return guarded([&]() -> PyObject* {
    try {
      throw;
    } catch (const Overridden&) {
      return ask_row(call, overriders_of(call));
    } catch (const TypeError&) {
      const Overriders all = overriders_of(call);
      if (all.objects.empty()) throw;
      return ask_row(call, all);
    }
  });
}

PyMethodDef override_methods[] = {
    {"__torch_function__", function_pointer(torch_function),
     METH_VARARGS | METH_KEYWORDS | METH_CLASS,
     "__torch_function__($type, func, types, args=(), kwargs=None)\n--\n\n"
     "What a subclass does with a function: run it on plain tensors, and make the results its "
     "own."},
    {"as_subclass", as_subclass, METH_O,
     R"(as_subclass($self, cls, /)
--

The same memory and history, as an instance of a class derived from Tensor.

    y = x,  dy/dx = 1

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    self. Twice differentiable.
Raises:  TypeError for what is no such class.
Source:  torch.Tensor.as_subclass.

>>> class Marked(rg.Tensor):
...     pass
>>> rg.ones(2).as_subclass(Marked) * 2
Marked([2., 2.])
)"},
    {"_make_subclass", function_pointer(make_subclass), METH_VARARGS | METH_KEYWORDS | METH_STATIC,
     "_make_subclass(cls, data, require_grad=False)\n--\n\n"
     "The same memory, without history, as an instance of a class derived from Tensor."},
    {}};

void add_overrides(PyObject* module) {
  plain_type = tensor_type;
  method_name = PyUnicode_InternFromString("__torch_function__");
  default_method = _PyType_Lookup(tensor_type, method_name);
  check(PyModule_AddFunctions(module, functions));
  disabled_method = Object::take(PyObject_GetAttrString(module, functions[0].ml_name)).release();
}

}  // namespace retrograd::bind
