// function.h: autograd.Function: nodes whose forward and backward are written in Python.
//
// The node owns what backward needs; its Python object (the ctx of forward and backward, which is
// also grad_fn) owns the node, as with every node. Attributes set on ctx live in the dict of that
// object and wait at the node when the object dies, so nothing but user code makes a cycle.
#pragma once

#include <vector>

#include "bind/life/gc.h"
#include "bind/python.h"
#include "graph/node.h"
#include "graph/saved/saved.h"

namespace retrograd::bind {

class FunctionNode final : public Node, public PythonHolder {
 public:
  // `function`: the subclass of Function. `context_type`: the class of its ctx.
  FunctionNode(Edges&& inputs, PyObject* function, PyTypeObject* context_type);
  ~FunctionNode() override;

  std::string name() const override { return context_type()->tp_name; }
  bool runs_host_code() const override { return true; }
  Tensors apply(Tensors grads) override;
  bool has_saved() const override { return has_saved_; }
  Tensors saved_now() const override;

  PyTypeObject* context_type() const { return reinterpret_cast<PyTypeObject*>(type_.get()); }

  // Saves what forward asked to save. `outputs` are those of the node, in order.
  void save(const std::vector<Tensor>& outputs);
  // A tuple; empty before forward has returned. Throws GraphError when freed, or written to since.
  Object saved_tensors() const;

  // A tuple of bools, or what was put in its place.
  Object needs_input_grad() const;

  void visit_owned(Owned& to) override;
  void list(std::vector<PyObject*>& into) const override;
  void let_go(std::vector<Object>& into) override { into.push_back(std::move(needs)); }

  // Of each argument of forward: whether it is a tensor, and whether that requires grad.
  enum Input : uint8_t { kOther, kConstant, kRequiresGrad };
  std::vector<Input> inputs;
  std::vector<bool> output_is_tensor;
  bool materialize_grads = true;

  Object dict;   // attributes of a ctx that died
  Object needs;  // what was assigned to needs_input_grad
  // What forward said, until it is over.
  Object to_save, to_save_forward, dirty, non_differentiable;
  bool pushing = false;  // jvp is running

 protected:
  void release_saved() override { saved_.clear(); }

 private:
  // What the derivative in Python returns for the gradients of the outputs.
  Object call_backward(PyObject* derivative, Tensors grads);
  // The gradients, in what it returned, of the tensors among the arguments of forward.
  Tensors take_gradients(PyObject* returned) const;

  Object function_, type_;
  std::vector<SavedTensor> saved_;
  bool has_saved_ = false;
};

// What jvp gives a tangent to.
struct FunctionOutput {
  Tensor tensor;  // undefined for other objects
  bool differentiable, dirty;
};

bool any_tangent(PyObject* const* args, Py_ssize_t n);
// Throws what a Function without jvp does in forward mode, before its forward has written anything.
void require_jvp(PyObject* function);
// Calls jvp with the tangents of the n arguments of forward.
void push_function_tangents(FunctionNode& node, PyObject* function, const Object& context,
                            PyObject* const* args, Py_ssize_t n,
                            const std::vector<FunctionOutput>& outputs);

// A new ctx of a node that has none; it takes the attributes over.
PyObject* new_context(FunctionNode& node);
void add_context_type(PyObject* module);
// The attributes of a ctx, which belong to its node; may be null. Borrowed.
PyObject* context_attributes(PyObject* context);

// The classmethod Function.apply.
PyObject* apply_function(PyObject*, PyObject* const* args, Py_ssize_t n, PyObject* names);
PyObject* set_function_class(PyObject*, PyObject* args);

// Methods of the class Function itself, which stand for "not written".
struct FunctionDefaults {
  PyObject *setup_context, *backward, *vjp, *jvp, *bind;
};
extern FunctionDefaults function_defaults;

}  // namespace retrograd::bind
