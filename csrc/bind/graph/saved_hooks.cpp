#include "bind/graph/saved_hooks.h"

#include "base/check.h"
#include "bind/gil.h"
#include "bind/life/gc.h"
#include "bind/tensor/tensor_type.h"

namespace retrograd::bind {
namespace {

// Drops objects on whatever thread their owner ends.
template <class... Objects>
void drop(Objects&... objects) {
  const WithGil held;
  ((objects = Object()), ...);
}

Object call(const Object& function, PyObject* argument) {
  PyObject* arguments[] = {nullptr, argument};
  return bind::call(function.get(), arguments + 1, 1);
}

class PythonPacked final : public Packed, public PythonHolder {
 public:
  PythonPacked(Object what, Object unpack) : what_(std::move(what)), unpack_(std::move(unpack)) {
    count_python_things(1);
  }
  ~PythonPacked() override {
    count_python_things(-1);
    drop(what_, unpack_);
  }

  void list(std::vector<PyObject*>& into) const override {
    into.push_back(what_.get());
    into.push_back(unpack_.get());
  }
  void let_go(std::vector<Object>& into) override {
    into.push_back(std::move(what_));
    into.push_back(std::move(unpack_));
  }

  Tensor unpack() override {
    RG_CHECK(unpack_, GraphError, "saved_tensors_hooks: the graph was collected as garbage");
    const Object x = call(unpack_, what_.get());
    RG_CHECK(is_tensor(x.get()), TypeError,
             "saved_tensors_hooks: the unpack hook returned an object of type ",
             class_name(x.get()), "; expected a Tensor");
    return unwrap(x.get());
  }

 private:
  Object what_, unpack_;
};

class PythonSavedHooks final : public SavedHooks {
 public:
  PythonSavedHooks(Object pack, Object unpack)
      : pack_(std::move(pack)), unpack_(std::move(unpack)) {}
  ~PythonSavedHooks() override { drop(pack_, unpack_); }

  Ref<Packed> pack(const Tensor& x) override {
    const Object tensor = Object::take(wrap(x));
    return make_ref<PythonPacked>(call(pack_, tensor.get()), Object::share(unpack_.get()));
  }

 private:
  Object pack_, unpack_;
};

// Keeps tensors as they are, whatever hooks are in force around it.
class NoHooks final : public SavedHooks {
 public:
  Ref<Packed> pack(const Tensor&) override { return nullptr; }
};

}  // namespace

Ref<SavedHooks> python_saved_hooks(const char* op, PyObject* pack, PyObject* unpack) {
  for (PyObject* hook : {pack, unpack})
    RG_CHECK(PyCallable_Check(hook), TypeError, op,
             ": a hook must be callable, and an object of type ", class_name(hook), " is not");
  return make_ref<PythonSavedHooks>(Object::share(pack), Object::share(unpack));
}

void push_python_saved_hooks(PyObject* owner, PyObject* pack, PyObject* unpack) {
  if (pack == Py_None && unpack == Py_None) return push_saved_hooks(make_ref<NoHooks>(), owner);
  push_saved_hooks(python_saved_hooks("saved_tensors_hooks", pack, unpack), owner);
}

}  // namespace retrograd::bind
