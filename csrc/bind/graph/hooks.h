// hooks.h: Python functions as hooks, and the handles that remove them.
//
// A hook owns its function; the handle knows the hook weakly, so that keeping a handle keeps
// nothing else alive. All of it happens under the GIL.
#pragma once

#include "bind/life/gc.h"
#include "bind/python.h"
#include "graph/hooks.h"

namespace retrograd::bind {

struct HandleObject;

class PythonHook final : public Hook, public PythonHolder {
 public:
  // What the function is called with: the gradient of a tensor, the gradients of a node's outputs,
  // those of its inputs and outputs, or the leaf.
  enum class Kind { kTensor, kPre, kPost, kAccumulated };

  // Throws TypeError unless `function` can be called.
  PythonHook(Kind kind, PyObject* function);
  ~PythonHook() override;

  std::optional<Tensors> call(const Tensors& grads, const Tensors& arrived) override;
  std::string name() const override;

  void list(std::vector<PyObject*>& into) const override { into.push_back(function_.get()); }
  // Leaves the hook without effect.
  void let_go(std::vector<Object>& into) override { into.push_back(std::move(function_)); }

  HandleObject* handle = nullptr;  // the one handle, borrowed

 private:
  Kind kind_;
  Object function_;
};

// A new handle of the hook.
PyObject* new_handle(PythonHook& hook);

// Adds the class RemovableHandle.
void add_handle_type(PyObject* module);

}  // namespace retrograd::bind
