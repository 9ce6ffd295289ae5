// function_jvp.cpp: forward mode of autograd.Function: its jvp is called after its forward.

#include "base/check.h"
#include "bind/errors.h"
#include "bind/function/function.h"
#include "bind/tensor/tensor_type.h"
#include "graph/modes/tangent.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {
namespace {

// While jvp runs, ctx.saved_tensors is what save_for_forward kept.
struct Pushing {
  explicit Pushing(FunctionNode& of) : node(of) { node.pushing = true; }
  Pushing(const Pushing&) = delete;
  Pushing& operator=(const Pushing&) = delete;
  ~Pushing() { node.pushing = false; }
  FunctionNode& node;
};

class FunctionTangents {
 public:
  FunctionTangents(FunctionNode& node, PyObject* const* args, Py_ssize_t n) : node_(node) {
    for (Py_ssize_t i = 0; i < n; ++i) {
      const Tensor x = is_tensor(args[i]) ? unwrap(args[i]) : Tensor();
      Tensor t = tangent(x);
      if (t.defined()) {
        inputs_.push_back(x);
        tangents_.push_back(t);
        versions_.push_back(t.storage().version());
      } else if (x.defined() && is_floating(x.dtype()) && node.materialize_grads) {
        t = ops::zeros_like(x);
      }
      if (x.defined()) of_inputs_.push_back(t);
      arguments_.push_back(Object::take(wrap(std::move(t))));
    }
  }

  Object call(PyObject* function, const Object& context) const {
    const ForwardOff off;
    const Pushing pushing(node_);
    const Object jvp = Object::take(PyObject_GetAttrString(function, "jvp"));
    SmallVec<PyObject*, 8> all;
    all.push_back(nullptr);
    all.push_back(context.get());
    for (const Object& argument : arguments_) all.push_back(argument.get());
    return Object::take(PyObject_Vectorcall(
        jvp.get(), all.data() + 1, (all.size() - 1) | PY_VECTORCALL_ARGUMENTS_OFFSET, nullptr));
  }

  void give(const FunctionOutput& output, PyObject* result, size_t number) const {
    const bool none = result == Py_None;
    RG_CHECK(none || is_tensor(result), DTypeError, node_.name(),
             ": jvp returned an object of type ", class_name(result), " for output ", number,
             "; expected a Tensor or None");
    if (!output.tensor.defined()) return;
    if (!output.differentiable) {
      RG_CHECK(none, GraphError, node_.name(), ": jvp returned a tangent for output ", number,
               ", which is no differentiable tensor; expected None");
      return;
    }
    const Tensor& y = output.tensor;
    const Tensor own = output.dirty ? tangent(y) : Tensor();
    if (own.defined())
      RG_CHECK(!none && unwrap(result).same(own) && written(own), GraphError, node_.name(),
               ": forward wrote to an input, so jvp must write to the tangent of that input, and "
               "return it as output ",
               number);
    if (none || own.defined()) return;
    const Tensor& t = unwrap(result);
    RG_CHECK(is_floating(t.dtype()), DTypeError, node_.name(), ": jvp returned ", t.dtype(),
             " for output ", number, "; a tangent is floating");
    RG_CHECK(t.shape() == y.shape(), ShapeError, node_.name(), ": jvp returned a tangent of shape ",
             t.shape(), " for output ", number, " of shape ", y.shape());
    const ForwardOff off;
    if (output.dirty) return retrograd::detail::write_tangent(y, t);
    const bool view = retrograd::detail::on_memory_of(inputs_, y);
    const bool shared = retrograd::detail::on_memory_of(tangents_, t);
    RG_CHECK(!view || (shared && t.impl()->base), GraphError, node_.name(), ": output ", number,
             " of forward is a view of an input, or the input itself, so jvp must return a view of "
             "that input's tangent");
    set_tangent(y, retrograd::detail::fit_tangent(t, y, shared && !view));
  }

  const Tensors& of_inputs() const { return of_inputs_; }

 private:
  bool written(const Tensor& t) const {
    for (size_t i = 0; i < tangents_.size(); ++i)
      if (tangents_[i].same(t)) return t.storage().version() != versions_[i];
    return true;
  }

  FunctionNode& node_;
  Tensors of_inputs_;               // of every tensor
  Tensors inputs_, tangents_;       // of the inputs that have a tangent
  SmallVec<uint32_t, 4> versions_;  // of these tangents
  std::vector<Object> arguments_;
};

}  // namespace

bool any_tangent(PyObject* const* args, Py_ssize_t n) {
  for (Py_ssize_t i = 0; i < n; ++i)
    if (is_tensor(args[i]) && has_tangent(unwrap(args[i]))) return true;
  return false;
}

void require_jvp(PyObject* function) {
  const Object jvp = Object::take(PyObject_GetAttrString(function, "jvp"));
  if (jvp.get() != function_defaults.jvp) return;
  PyObject* arguments[] = {nullptr, Py_None};
  call(jvp.get(), arguments + 1, 1);
}

void push_function_tangents(FunctionNode& node, PyObject* function, const Object& context,
                            PyObject* const* args, Py_ssize_t n,
                            const std::vector<FunctionOutput>& outputs) {
  const FunctionTangents tangents(node, args, n);
  const Tensors before = retrograd::detail::logged(tangents.of_inputs());
  const Object result = tangents.call(function, context);
  const bool single = !PyTuple_Check(result.get());
  const size_t count = single ? 1 : static_cast<size_t>(PyTuple_GET_SIZE(result.get()));
  RG_CHECK(count == outputs.size(), GraphError, node.name(), ": jvp returned ", count,
           " tangents for the ", outputs.size(), " outputs of forward");
  for (size_t i = 0; i < count; ++i)
    tangents.give(
        outputs[i],
        single ? result.get() : PyTuple_GET_ITEM(result.get(), static_cast<Py_ssize_t>(i)), i);
  Tensors ys;
  for (const FunctionOutput& output : outputs) ys.push_back(output.tensor);
  retrograd::detail::note_pushed(node, before, ys);
}

}  // namespace retrograd::bind
