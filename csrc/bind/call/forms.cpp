// forms.cpp: the in-place and out= forms of the functions in the rows.

#include "ops/forms.h"

#include <string_view>

#include "base/check.h"
#include "bind/call/override.h"
#include "bind/call/row.h"
#include "bind/tensor/types.h"

namespace retrograd::bind::detail {

PyObject* call_in_place(const RowCall& row_call, const Call* plain) {
  const auto& [row, module, self, args, n, names] = row_call;
  const auto& forms = row.signatures;
  const bool old = forms.size() > 1 && n + (self != nullptr) > forms.front().positional();
  const Signature& signature = forms[old];
  PyObject* values[Signature::kMaxParameters];
  Object rest;
  signature.match(self, args, n, names, values, rest);
  const CallContext call{signature, values};
  PyObject* const written = values[0];
  if (!is_tensor_argument(written)) wrong_type(call, 0);
  SmallVec<const Tensor*, 4> others;
  for (size_t i = 1; i < signature.parameters().size(); ++i)
    if (is_tensor_argument(values[i])) others.push_back(&unwrap(values[i]));
  const FormName name = {row.names.front().c_str(), row.in_place_of.c_str(), row.node.c_str()};
  InPlace form(name, unwrap(written), {others.data(), others.size()});
  Object before;
  if (!form.before().same(unwrap(written))) {
    before = Object::take(wrap(form.before()));
    for (size_t i = 0; i < signature.parameters().size(); ++i)
      if (values[i] == written) values[i] = before.get();
  }
  const Object result = Object::take(plain[old](call));
  form.finish(unwrap(result.get()));
  return Py_NewRef(written);
}

namespace {

// The arguments of a call without out=, and with the dtype that it says.
struct WithoutOut {
  SmallVec<PyObject*, 8> args;
  Object names;  // null for none
  PyObject* out = nullptr;
};

Object tuple_of(const SmallVec<PyObject*, 8>& names) {
  Object tuple = Object::take(PyTuple_New(static_cast<Py_ssize_t>(names.size())));
  for (size_t i = 0; i < names.size(); ++i)
    PyTuple_SET_ITEM(tuple.get(), static_cast<Py_ssize_t>(i), Py_NewRef(names[i]));
  return tuple;
}

WithoutOut take_out(PyObject* const* args, Py_ssize_t n, PyObject* names) {
  WithoutOut call;
  call.args.append(args, args + n);
  SmallVec<PyObject*, 8> kept;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    PyObject* const name = PyTuple_GET_ITEM(names, i);
    if (PyUnicode_CompareWithASCIIString(name, "out") == 0) {
      call.out = args[n + i];
    } else {
      kept.push_back(name);
      call.args.push_back(args[n + i]);
    }
  }
  if (!kept.empty()) call.names = tuple_of(kept);
  return call;
}

// The last of the forms that so many arguments can be for.
const Signature& form_of(const Row& row, Py_ssize_t given) {
  for (size_t i = row.signatures.size(); i-- > 1;) {
    const auto& parameters = row.signatures[i].parameters();
    const auto needed = std::count_if(parameters.begin(), parameters.end(),
                                      [](const Parameter& p) { return !p.default_value; });
    if (given >= needed) return row.signatures[i];
  }
  return row.signatures.front();
}

// A function that takes a dtype computes in that of its output.
void name_dtype(const Row& row, WithoutOut& call, Py_ssize_t n, DType dtype) {
  const Py_ssize_t named = call.names ? PyTuple_GET_SIZE(call.names.get()) : 0;
  const auto& parameters = form_of(row, n + named).parameters();
  const auto p = std::find_if(parameters.begin(), parameters.end(),
                              [](const Parameter& q) { return q.name == "dtype"; });
  if (p == parameters.end()) return;
  PyObject* given = nullptr;
  if (const Py_ssize_t at = p - parameters.begin(); !p->keyword_only && at < n)
    given = call.args[static_cast<size_t>(at)];
  SmallVec<PyObject*, 8> names;
  if (call.names)
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(call.names.get()); ++i) {
      names.push_back(PyTuple_GET_ITEM(call.names.get(), i));
      if (names.back() == p->key) given = call.args[static_cast<size_t>(n + i)];
    }
  if (given) {
    RG_CHECK(!is_dtype(given) || to_dtype(given) == dtype, RuntimeError, row.names.front(),
             ": dtype ", to_dtype(given), " is not that of out=, ", dtype);
    return;
  }
  names.push_back(p->key);
  call.names = tuple_of(names);
  call.args.push_back(dtype_object(dtype));
}

bool is_sequence(PyObject* object) { return PyTuple_Check(object) || PyList_Check(object); }

using TensorList = SmallVec<const Tensor*, 4>;

// The tensors of an argument, or of a tuple or list of them.
void add_tensors(TensorList& all, PyObject* object) {
  if (is_tensor(object)) all.push_back(&unwrap(object));
  if (!is_sequence(object)) return;
  for (Py_ssize_t i = 0; i < PySequence_Fast_GET_SIZE(object); ++i)
    if (PyObject* item = PySequence_Fast_GET_ITEM(object, i); is_tensor(item))
      all.push_back(&unwrap(item));
}

}  // namespace

PyObject* call_with_out(const RowCall& row_call, PyObject* (*plain)(const RowCall&)) {
  const auto& [row, module, self, args, n, names] = row_call;
  WithoutOut call = take_out(args, n, names);
  const auto run = [&] {
    return plain(
        {row_call.row, row_call.module, nullptr, call.args.data(), row_call.n, call.names.get()});
  };
  if (!call.out || call.out == Py_None) return run();
  const std::string& op = row.names.front();
  TensorList outs, inputs, results;
  is_tensor_argument(call.out);
  add_tensors(outs, call.out);
  const bool several = is_sequence(call.out);
  RG_CHECK(several ? outs.size() == static_cast<size_t>(PySequence_Size(call.out)) : !outs.empty(),
           TypeError, op, "(): argument 'out' must be Tensor, or a tuple of them for a function ",
           "of several results, not ", class_name(call.out));
  for (PyObject* argument : call.args) add_tensors(inputs, argument);
  if (!several) name_dtype(row, call, n, outs[0]->dtype());
  Out form({op.c_str(), op.c_str(), ""}, {outs.data(), outs.size()},
           {inputs.data(), inputs.size()});
  const Object result = Object::take(run());
  add_tensors(results, result.get());
  RG_CHECK(several == is_sequence(result.get()) && outs.size() == results.size(), TypeError, op,
           "(): argument 'out' must be ", several ? "Tensor, not " : "a tuple of tensors, not ",
           class_name(call.out));
  form.finish({results.data(), results.size()});
  if (!several) return Py_NewRef(call.out);
  const Object tuple = Object::take(PySequence_Tuple(call.out));
  return PyObject_CallOneArg(reinterpret_cast<PyObject*>(Py_TYPE(result.get())), tuple.get());
}

}  // namespace retrograd::bind::detail
