#include "bind/function/function.h"

#include <algorithm>

#include "base/check.h"
#include "bind/errors.h"
#include "bind/function/origin.h"
#include "bind/gil.h"
#include "bind/slots.h"
#include "bind/stack.h"
#include "bind/tensor/tensor_type.h"
#include "graph/modes/tangent.h"
#include "graph/view.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {

FunctionDefaults function_defaults;

namespace {

struct Names {
  PyObject* forward = PyUnicode_InternFromString("forward");
  PyObject* setup_context = PyUnicode_InternFromString("setup_context");
  PyObject* backward = PyUnicode_InternFromString("backward");
  PyObject* vjp = PyUnicode_InternFromString("vjp");
  PyObject* jvp = PyUnicode_InternFromString("jvp");
  PyObject* context_class = PyUnicode_InternFromString("_backward_cls");
};
const Names& names() {
  static const Names all;
  return all;
}

Object attribute(PyObject* object, PyObject* name) {
  return Object::take(PyObject_GetAttr(object, name));
}

bool holds(const Object& tuple, const Tensor& x) {
  if (!tuple) return false;
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(tuple.get()); ++i) {
    PyObject* one = PyTuple_GET_ITEM(tuple.get(), i);
    if (is_tensor(one) && unwrap(one).same(x)) return true;
  }
  return false;
}

// One call of Function.apply.
class Application {
 public:
  Application(PyObject* function, PyObject* const* args, Py_ssize_t n)
      : function_(function), args_(args), n_(n), dual_(forward_mode() && any_tangent(args, n)) {}

  PyObject* run(const Object& forward, const Object& setup_context) {
    check_stack();
    if (dual_) require_jvp(function_);
    make_node();
    const Object context = Object::take(new_context(*node_));
    Object output = call_forward(context, forward, setup_context);
    return take_outputs(context, std::move(output)).release();
  }

 private:
  void make_node() {
    Edges edges;
    edges.reserve(static_cast<size_t>(n_));
    std::vector<FunctionNode::Input> inputs(static_cast<size_t>(n_), FunctionNode::kOther);
    for (Py_ssize_t i = 0; i < n_; ++i) {
      if (!is_tensor(args_[i])) continue;
      const Tensor& x = unwrap(args_[i]);
      const bool needed = requires_grad(x);
      inputs[i] = needed ? FunctionNode::kRequiresGrad : FunctionNode::kConstant;
      recorded_ |= needed;
    }
    recorded_ = recorded_ && grad_enabled();
    for (Py_ssize_t i = 0; i < n_; ++i)
      if (inputs[i] != FunctionNode::kOther)
        edges.push_back(recorded_ ? gradient_edge(unwrap(args_[i])) : Edge());
    const Object type = attribute(function_, names().context_class);
    RG_CHECK(PyType_Check(type.get()), TypeError, "Function: _backward_cls must be a class");
    node_ = make_ref<FunctionNode>(std::move(edges), function_,
                                   reinterpret_cast<PyTypeObject*>(type.get()));
    node_->inputs = std::move(inputs);
  }

  Object call_forward(const Object& context, const Object& forward, const Object& setup_context) {
    const GradMode off(false);
    const ForwardOff without_tangents;
    SmallVec<PyObject*, 16> arguments;  // the place before the first one belongs to the callee
    arguments.push_back(nullptr);
    if (!setup_context) arguments.push_back(context.get());
    arguments.append(args_, args_ + n_);
    const size_t count = arguments.size() - 1;
    Object output = call(forward.get(), arguments.data() + 1, count);
    if (!setup_context) return output;
    const Object inputs = Object::take(PyTuple_New(n_));
    for (Py_ssize_t i = 0; i < n_; ++i) PyTuple_SET_ITEM(inputs.get(), i, Py_NewRef(args_[i]));
    PyObject* all[] = {nullptr, context.get(), inputs.get(), output.get()};
    call(setup_context.get(), all + 1, 3);
    return output;
  }

  bool is_input(const Tensor& x) const {
    return std::any_of(args_, args_ + n_,
                       [&](PyObject* arg) { return is_tensor(arg) && unwrap(arg).same(x); });
  }

  Object take_outputs(const Object& context, Object output) {
    const bool single = !PyTuple_Check(output.get());
    const Py_ssize_t count = single ? 1 : PyTuple_GET_SIZE(output.get());
    Object results = single ? Object() : unfilled(PyTuple_New(count));
    check_dirty(output.get(), single);
    std::vector<Tensor> tensors(static_cast<size_t>(count));
    node_->output_is_tensor.assign(static_cast<size_t>(count), false);
    node_->outputs.resize(static_cast<size_t>(count));
    std::vector<FunctionOutput> outputs(dual_ ? static_cast<size_t>(count) : 0);
    for (Py_ssize_t i = 0; i < count; ++i) {
      PyObject* one = single ? output.get() : PyTuple_GET_ITEM(output.get(), i);
      Object result;
      if (is_tensor(one)) {
        if (dual_) outputs[i] = as_output(unwrap(one));
        tensors[i] = take_output(unwrap(one), static_cast<uint32_t>(i));
        if (dual_) outputs[i].tensor = tensors[i];
        result = Object::take(wrap(tensors[i]));
      } else {
        result = Object::share(one);
      }
      if (single) {
        results = std::move(result);
      } else {
        PyTuple_SET_ITEM(results.get(), i, result.release());
      }
    }
    if (dual_) push_function_tangents(*node_, function_, context, args_, n_, outputs);
    if (recorded_) node_->save(tensors);
    for (Object* said :
         {&node_->to_save, &node_->to_save_forward, &node_->dirty, &node_->non_differentiable})
      *said = Object();
    return single ? std::move(results) : filled(std::move(results));
  }

  FunctionOutput as_output(const Tensor& y) const {
    return {y, is_floating(y.dtype()) && !holds(node_->non_differentiable, y),
            is_input(y) && holds(node_->dirty, y)};
  }

  void check_dirty(PyObject* output, bool single) const {
    if (!node_->dirty) return;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(node_->dirty.get()); ++i) {
      const Tensor& x = unwrap(PyTuple_GET_ITEM(node_->dirty.get(), i));
      bool returned = single && is_tensor(output) && unwrap(output).same(x);
      for (Py_ssize_t k = 0; !single && k < PyTuple_GET_SIZE(output); ++k) {
        PyObject* one = PyTuple_GET_ITEM(output, k);
        returned = returned || (is_tensor(one) && unwrap(one).same(x));
      }
      RG_CHECK(returned, GraphError, node_->name(), ": argument ", i,
               " of mark_dirty was not returned by forward; inputs that are written to must be "
               "outputs");
      if (!is_input(x))
        warn_user(
            "mark_dirty() received a tensor that is no input of forward; it is for inputs that "
            "were "
            "written to");
    }
  }

  // The tensor that the caller gets for y.
  Tensor take_output(const Tensor& y, uint32_t number) {
    node_->output_is_tensor[number] = true;
    node_->outputs[number] = y;
    const bool input = is_input(y);
    const bool dirty = input && holds(node_->dirty, y);
    if (!recorded_ || !is_floating(y.dtype()) || holds(node_->non_differentiable, y))
      return without_gradient(y, input, dirty);
    if (dirty) {
      const std::string name = node_->name();
      retrograd::detail::check_writable(name.c_str(), y, true);
      retrograd::detail::rebase_history(y, {node_, number});
      return y;
    }
    Tensor out = y;
    if (input) {
      // Another tensor on the same memory, or the input would get a history of itself.
      out = alias(y);
      set_base(out, y, ViewKind::kFunction);
    }
    if (GradMeta* const meta = grad_meta(out)) {
      if (meta->retains_grad) stop_retaining(out.impl());
      meta->retains_grad = meta->requires_grad = false;
    }
    if (out.impl()->base) {
      out.impl()->view_kind = ViewKind::kFunction;
      out.impl()->view_version = out.storage().version();  // forward may have written to it
    }
    set_history(out, {node_, number});
    return out;
  }

  // A view of an input, made by forward, stays one that was made under no_grad(): without a base,
  // writes to it would overwrite the input unseen.
  static Tensor without_gradient(const Tensor& y, bool input, bool dirty) {
    const bool required = requires_grad(y);
    if (input && (required || !dirty)) {
      Tensor out = alias(y);
      if (!required) set_base(out, y);
      return out;
    }
    if (required && !y.impl()->base) forget_history(y);
    return y;
  }

  PyObject* const function_;
  PyObject* const* const args_;
  const Py_ssize_t n_;
  const bool dual_;  // an argument has a tangent
  bool recorded_ = false;
  Ref<FunctionNode> node_;
};

// Whether a plain call of `forward` with n positional arguments fills its parameters exactly.
bool takes_exactly(PyObject* forward, Py_ssize_t n) {
  if (!PyFunction_Check(forward)) return false;
  const auto* code = reinterpret_cast<PyCodeObject*>(PyFunction_GET_CODE(forward));
  return code->co_argcount == n && code->co_kwonlyargcount == 0 &&
         !(code->co_flags & (CO_VARARGS | CO_VARKEYWORDS));
}

// The arguments as a tuple in the order of forward's parameters.
Object bound(const Object& forward, PyObject* const* args, Py_ssize_t n, PyObject* keywords,
             bool with_context) {
  const Object positional = Object::take(PyTuple_New(n));
  for (Py_ssize_t i = 0; i < n; ++i) PyTuple_SET_ITEM(positional.get(), i, Py_NewRef(args[i]));
  const Object named = Object::take(PyDict_New());
  for (Py_ssize_t k = 0; keywords && k < PyTuple_GET_SIZE(keywords); ++k)
    check(PyDict_SetItem(named.get(), PyTuple_GET_ITEM(keywords, k), args[n + k]));
  Object all = Object::take(PyObject_CallFunctionObjArgs(function_defaults.bind, forward.get(),
                                                         with_context ? Py_True : Py_False,
                                                         positional.get(), named.get(), nullptr));
  RG_CHECK(PyTuple_Check(all.get()), TypeError, "Function.apply: arguments were not bound");
  return all;
}

}  // namespace

PyObject* apply_function(PyObject*, PyObject* const* args, Py_ssize_t n, PyObject* keywords) {
  return guarded([&] {
    RG_CHECK(n > 0 && PyType_Check(args[0]) && function_defaults.bind, TypeError,
             "apply: must be called on a subclass of autograd.Function");
    PyObject* function = args[0];
    const Object forward = attribute(function, names().forward);
    Object setup_context = attribute(function, names().setup_context);
    if (setup_context.get() == function_defaults.setup_context) setup_context = Object();
    const bool plain = !keywords && (!setup_context || takes_exactly(forward.get(), n - 1));
    if (plain) return Application(function, args + 1, n - 1).run(forward, setup_context);
    const Object all = bound(forward, args + 1, n - 1, keywords, !setup_context);
    return Application(function, &PyTuple_GET_ITEM(all.get(), 0), PyTuple_GET_SIZE(all.get()))
        .run(forward, setup_context);
  });
}

PyObject* set_function_class(PyObject*, PyObject* args) {
  return guarded([&] {
    PyObject *function, *bind;
    if (!PyArg_ParseTuple(args, "OO", &function, &bind)) throw PythonError();
    // For ever: calls may come until the interpreter ends.
    function_defaults = {attribute(function, names().setup_context).release(),
                         attribute(function, names().backward).release(),
                         attribute(function, names().vjp).release(),
                         attribute(function, names().jvp).release(), Py_NewRef(bind)};
    return Py_NewRef(Py_None);
  });
}

FunctionNode::FunctionNode(Edges&& inputs_to, PyObject* function, PyTypeObject* context_type)
    : Node(std::move(inputs_to), Origin::here()),
      function_(Object::share(function)),
      type_(Object::share(reinterpret_cast<PyObject*>(context_type))) {
  count_python_things(1);
}

// A graph may end on any thread.
FunctionNode::~FunctionNode() {
  const WithGil held;
  count_python_things(-1);
  saved_.clear();
  for (Object* object :
       {&dict, &needs, &to_save, &to_save_forward, &dirty, &non_differentiable, &function_, &type_})
    *object = Object();
}

void FunctionNode::save(const std::vector<Tensor>& results) {
  if (!to_save) return;
  // Pack hooks may call save_for_backward, and run this node.
  const Object tuple = Object::share(to_save.get());
  const Py_ssize_t n = PyTuple_GET_SIZE(tuple.get());
  std::vector<SavedTensor> all;
  all.reserve(static_cast<size_t>(n));
  for (Py_ssize_t i = 0; i < n; ++i) {
    PyObject* object = PyTuple_GET_ITEM(tuple.get(), i);
    if (object == Py_None) {
      all.emplace_back();
      continue;
    }
    const Tensor& x = unwrap(object);
    const auto is_x = [&](const Tensor& y) { return y.defined() && y.same(x); };
    const auto under_x = [&](const Tensor& y) { return y.defined() && x.impl()->base == y.ref(); };
    const auto found = std::find_if(results.begin(), results.end(), is_x);
    if (found != results.end() && grad_fn(x).get() == this) {
      all.push_back(SavedTensor::output(x, this, x.impl()->output));
    } else if (std::any_of(results.begin(), results.end(), under_x)) {
      // A view of an output would own the output, and so this node.
      all.emplace_back(alias(x));
    } else {
      all.emplace_back(x);
    }
  }
  saved_ = std::move(all);
  has_saved_ = n > 0;
}

Tensors FunctionNode::saved_now() const {
  Tensors found;
  for (const SavedTensor& saved : saved_)
    if (saved.unchecked().defined()) found.push_back(saved.unchecked());
  return found;
}

void FunctionNode::visit_owned(Owned& to) {
  Node::visit_owned(to);
  for (const SavedTensor& saved : saved_) saved.visit_owned(to);
  to.host(*this);
}

void FunctionNode::list(std::vector<PyObject*>& into) const {
  for (const Object* object :
       {&dict, &needs, &to_save, &to_save_forward, &dirty, &non_differentiable, &function_, &type_})
    into.push_back(object->get());
  if (py_object) into.push_back(context_attributes(static_cast<PyObject*>(py_object)));
}

Object FunctionNode::saved_tensors() const {
  if (pushing)
    return to_save_forward ? Object::share(to_save_forward.get()) : Object::take(PyTuple_New(0));
  RG_CHECK(saved_.size() > 0 || !has_saved_, GraphError, name(),
           ": the saved tensors were freed by an earlier backward through this graph; pass "
           "retain_graph=True to it to read them afterwards");
  const std::vector<SavedTensor> saved = saved_;  // unpack hooks may run this graph, and free it
  Object tuple = unfilled(PyTuple_New(static_cast<Py_ssize_t>(saved.size())));
  try {
    for (size_t i = 0; i < saved.size(); ++i)
      PyTuple_SET_ITEM(tuple.get(), i, Object::take(wrap(saved[i])).release());
  } catch (const SavedTensorError& error) {
    fail<GraphError>("backward: ", name(), ": ", error.what());
  }
  return filled(std::move(tuple));
}

Object FunctionNode::needs_input_grad() const {
  if (needs) return Object::share(needs.get());
  Object tuple = Object::take(PyTuple_New(static_cast<Py_ssize_t>(inputs.size())));
  for (size_t i = 0; i < inputs.size(); ++i)
    PyTuple_SET_ITEM(tuple.get(), i, PyBool_FromLong(inputs[i] == kRequiresGrad));
  return tuple;
}

namespace {
bool seen_elsewhere(const Tensor& x) {
  return x.impl()->use_count() > 1 || x.storage().use_count() > 1;
}
}  // namespace

Tensors FunctionNode::apply(Tensors grads) {
  check_stack();
  const Object written = attribute(function_.get(), names().backward);
  const Object vjp = attribute(function_.get(), names().vjp);
  const bool by_vjp = vjp.get() != function_defaults.vjp;
  RG_CHECK(!by_vjp || written.get() == function_defaults.backward, GraphError, name(),
           ": the Function has both backward and vjp, which are two names of one thing; write one");
  return take_gradients(call_backward(by_vjp ? vjp.get() : written.get(), std::move(grads)).get());
}

Object FunctionNode::call_backward(PyObject* derivative, Tensors grads) {
  const Object context = Object::take(wrap_node(Ref<Node>::share(this)));
  std::vector<Object> owned;
  std::vector<std::pair<Ref<Storage>, uint32_t>> shared;  // gradients of others too, with versions
  SmallVec<PyObject*, 8> arguments;
  arguments.push_back(nullptr);
  arguments.push_back(context.get());
  for (size_t i = 0; i < outputs.size(); ++i) {
    Tensor grad = i < grads.size() ? std::move(grads[i]) : Tensor();
    if (grad.defined() && !grad_enabled() && seen_elsewhere(grad))
      shared.emplace_back(grad.impl()->storage, grad.storage().version());
    if (!grad.defined() && materialize_grads && output_is_tensor[i])
      grad = ops::zeros(outputs[i].shape(), outputs[i].dtype());
    owned.push_back(Object::take(wrap(std::move(grad))));
    arguments.push_back(owned.back().get());
  }
  Object result = call(derivative, arguments.data() + 1, arguments.size() - 1);
  for (const auto& [storage, version] : shared)
    RG_CHECK(storage->version() == version, GraphError, name(),
             ": backward wrote in place to a gradient that others have too; write to a clone() of "
             "it");
  return result;
}

Tensors FunctionNode::take_gradients(PyObject* returned) const {
  const bool single = !PyTuple_Check(returned);
  const size_t count = single ? 1 : static_cast<size_t>(PyTuple_GET_SIZE(returned));
  const auto item = [&](size_t i) {
    return single ? returned : PyTuple_GET_ITEM(returned, static_cast<Py_ssize_t>(i));
  };
  bool fits = count >= inputs.size();
  for (size_t i = inputs.size(); i < count; ++i) fits = fits && item(i) == Py_None;
  RG_CHECK(fits, GraphError, name(), ": backward returned ", count, " gradients for the ",
           inputs.size(), " arguments of forward; expected one for each, None where there is none");
  Tensors out;
  for (size_t i = 0; i < inputs.size(); ++i) {
    PyObject* grad = item(i);
    if (inputs[i] == kOther) {
      RG_CHECK(grad == Py_None, GraphError, name(), ": backward returned a gradient for argument ",
               i, " of forward, which was no tensor; expected None");
      continue;
    }
    RG_CHECK(grad == Py_None || is_tensor(grad), DTypeError, name(),
             ": backward returned an object of type ", class_name(grad), " for argument ", i,
             " of forward; expected a Tensor or None");
    out.push_back(grad == Py_None ? Tensor() : unwrap(grad));
  }
  return out;
}

}  // namespace retrograd::bind
