// node_type.cpp: the Python objects of graph nodes.
//
// Each kind of node has a Python class of its name, made when first shown, so that
// type(y.grad_fn).__name__ is "AddBackward0". The object owns the node and nothing else: dropping
// it goes through the graph's own release list, however deep the graph.

#include <map>
#include <string>
#include <utility>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/errors.h"
#include "bind/function/function.h"
#include "bind/graph/hooks.h"
#include "bind/graph/node_type.h"
#include "bind/graph/saved_values.h"
#include "bind/life/gc.h"
#include "bind/slots.h"
#include "bind/tensor/tensor_type.h"
#include "bind/tensor/types.h"
#include "engine/one_node.h"
#include "graph/grad_meta.h"

namespace retrograd::bind {

PyTypeObject* node_type = nullptr;

namespace {

void node_dealloc(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  node_of(self)->py_object = nullptr;
  reinterpret_cast<NodeObject*>(self)->node.~Ref();
  type->tp_free(self);
  Py_DECREF(type);
}

int node_traverse(PyObject* self, visitproc visit, void* arg) {
  Py_VISIT(Py_TYPE(self));
  if (PyObject* other = stand_in(*node_of(self), self)) return visit(other, arg);
  return 0;
}

PyObject* node_name(PyObject* self, PyObject*) {
  return guarded([&] { return PyUnicode_FromString(node_of(self)->name().c_str()); });
}

PyObject* node_sequence(PyObject* self, PyObject*) {
  return PyLong_FromUnsignedLongLong(node_of(self)->sequence());
}

PyObject* node_next_functions(PyObject* self, void*) {
  return guarded([&] {
    const auto& edges = node_of(self)->edges;
    Object tuple = unfilled(PyTuple_New(static_cast<Py_ssize_t>(edges.size())));
    for (size_t i = 0; i < edges.size(); ++i) {
      Object next = Object::take(wrap_node(edges[i].node));
      PyTuple_SET_ITEM(tuple.get(), i,
                       Object::take(Py_BuildValue("(OI)", next.get(), edges[i].output)).release());
    }
    return filled(std::move(tuple)).release();
  });
}

PyObject* node_variable(PyObject* self, void*) {
  return guarded([&]() -> PyObject* {
    if (const Tensor* leaf = node_of(self)->leaf()) return wrap(*leaf);
    PyErr_Format(PyExc_AttributeError, "'%s' object has no attribute 'variable'",
                 Py_TYPE(self)->tp_name);
    return nullptr;
  });
}

PyObject* metadata_of(const OutputInfo& output) {
  static PyStructSequence_Field fields[] = {
      {"shape", nullptr}, {"dtype", nullptr}, {"device", nullptr}, {}};
  static PyStructSequence_Desc description = {"retrograd.autograd.graph.InputMetadata",
                                              "What a gradient must look like.", fields, 3};
  static PyTypeObject* type = PyStructSequence_NewType(&description);
  if (!type) throw PythonError();
  Object result = Object::take(PyStructSequence_New(type));
  PyStructSequence_SetItem(result.get(), 0, Object::take(to_python(output.shape())).release());
  PyStructSequence_SetItem(result.get(), 1, Object::take(to_python(output.dtype())).release());
  PyStructSequence_SetItem(result.get(), 2, Py_NewRef(device_object()));
  return result.release();
}

PyObject* node_input_metadata(PyObject* self, void*) {
  return guarded([&] {
    const auto& outputs = node_of(self)->outputs;
    Object tuple = unfilled(PyTuple_New(static_cast<Py_ssize_t>(outputs.size())));
    for (size_t i = 0; i < outputs.size(); ++i)
      PyTuple_SET_ITEM(tuple.get(), i, metadata_of(outputs[i]));
    return filled(std::move(tuple)).release();
  });
}

// A dict for whoever draws or debugs the graph; it belongs to the node, not to this object of it.
PyObject* node_metadata(PyObject* self, void*) {
  return guarded([&] {
    Ref<Counted>& metadata = node_of(self)->ensure_hooks().metadata;
    if (!metadata) metadata = make_ref<HostObject>(Object::take(PyDict_New()));
    return Py_NewRef(static_cast<HostObject&>(*metadata).object.get());
  });
}

// node(*grads): the gradients of the inputs of one operation, for those of its outputs.
PyObject* node_call(PyObject* self, PyObject* args, PyObject* kwargs) {
  return guarded([&]() -> PyObject* {
    const Ref<Node> node = node_of(self);
    RG_CHECK(!kwargs || PyDict_GET_SIZE(kwargs) == 0, TypeError, node->name(),
             ": keyword arguments are not supported");
    Tensors grads;
    for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(args); ++i) {
      PyObject* grad = PyTuple_GET_ITEM(args, i);
      RG_CHECK(is_tensor(grad) || grad == Py_None, TypeError, node->name(),
               ": expected a tensor or None for gradient ", i, ", got ", class_name(grad));
      grads.push_back(grad == Py_None ? Tensor() : unwrap(grad));
    }
    const Tensors found = apply_node(*node, std::move(grads));
    if (found.size() == 1) return wrap(found[0]);
    Object tuple = unfilled(PyTuple_New(static_cast<Py_ssize_t>(found.size())));
    for (size_t i = 0; i < found.size(); ++i)
      PyTuple_SET_ITEM(tuple.get(), i, Object::take(wrap(found[i])).release());
    return filled(std::move(tuple)).release();
  });
}

// Only what requires grad is recorded.
PyObject* node_requires_grad(PyObject*, void*) { Py_RETURN_TRUE; }

PyObject* node_repr(PyObject* self) {
  return guarded([&] {
    return PyUnicode_FromFormat("<%s object at %p>", node_of(self)->name().c_str(),
                                static_cast<void*>(self));
  });
}

template <PythonHook::Kind kKind>
PyObject* node_add_hook(PyObject* self, PyObject* function) {
  return guarded([&] {
    auto hook = make_ref<PythonHook>(kKind, function);
    Object handle = Object::take(new_handle(*hook));
    NodeHooks& hooks = node_of(self)->ensure_hooks();
    (kKind == PythonHook::Kind::kPre ? hooks.pre : hooks.post).add(std::move(hook));
    return handle.release();
  });
}

PyMethodDef methods[] = {
    {"__dir__", list_node_attributes, METH_NOARGS, nullptr},
    {"name", node_name, METH_NOARGS, "The kind of node, such as 'AddBackward0'."},
    {"_sequence_nr", node_sequence, METH_NOARGS,
     "Larger than those of the nodes that came before."},
    {"register_hook", node_add_hook<PythonHook::Kind::kPost>, METH_O,
     "Has hook(grad_inputs, grad_outputs) called when backward has run this node.\n\n"
     "Both are tuples, with None where there is no gradient. A tuple that the hook returns takes "
     "the place of\ngrad_inputs. Returns a handle with remove()."},
    {"register_prehook", node_add_hook<PythonHook::Kind::kPre>, METH_O,
     "Has hook(grad_outputs) called before backward runs this node.\n\n"
     "A tuple that the hook returns takes the place of grad_outputs. Returns a handle with "
     "remove()."},
    {}};
PyGetSetDef getset[] = {
    {"next_functions", node_next_functions, nullptr,
     "Where gradients go next: one (node or None, output of that node) per input.", nullptr},
    {"_input_metadata", node_input_metadata, nullptr,
     "Of each output, what its gradient must look like: (shape, dtype, device).", nullptr},
    {"metadata", node_metadata, nullptr, "A dict that lives as long as the node.", nullptr},
    {"origin", node_origin, nullptr,
     "Where the operation was recorded, 'file:line'; None if unknown, and for a leaf's node.",
     nullptr},
    {"requires_grad", node_requires_grad, nullptr, "True.", nullptr},
    {"variable", node_variable, nullptr, "The leaf, of an AccumulateGrad node.", nullptr},
    {}};
PyType_Slot slots[] = {
    {Py_tp_doc,
     const_cast<char*>("One recorded operation of a graph: x.grad_fn, and what it came from.\n\n"
                       "Called with a gradient for each output, it returns that of its input, or "
                       "a tuple of them,\nand frees nothing: node(grad).\n\n"
                       "What it keeps for its derivative is shown as _saved_<name>, as torch names "
                       "it; see dir().\n\n"
                       ">>> x = rg.ones(2, requires_grad=True)\n"
                       ">>> ((node, output),) = (x * x).sum().grad_fn.next_functions\n"
                       ">>> node.name(), isinstance(node, rg.autograd.graph.Node)\n"
                       "('MulBackward0', True)\n"
                       ">>> node._saved_self\n"
                       "tensor([1., 1.], requires_grad=True)\n"
                       ">>> (x * 3).grad_fn(rg.ones(2))\n"
                       "(tensor([3., 3.]), None)\n")},
    {Py_tp_dealloc, reinterpret_cast<void*>(node_dealloc)},
    {Py_tp_traverse, reinterpret_cast<void*>(node_traverse)},
    {Py_tp_repr, reinterpret_cast<void*>(node_repr)},
    {Py_tp_call, reinterpret_cast<void*>(node_call)},
    {Py_tp_getattro, reinterpret_cast<void*>(get_node_attribute)},
    {Py_tp_methods, methods},
    {Py_tp_getset, getset},
    {0, nullptr}};
PyType_Spec spec = {"retrograd.autograd.graph.Node", sizeof(NodeObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | Py_TPFLAGS_HAVE_GC |
                        Py_TPFLAGS_DISALLOW_INSTANTIATION,
                    slots};

// The class of a kind of node; classes live for ever.
PyTypeObject* type_named(const std::string& name) {
  static auto* types = new std::map<std::string, PyTypeObject*>;
  const auto [found, fresh] = types->try_emplace(name, nullptr);
  if (fresh || !found->second) {
    PyType_Slot none[] = {{0, nullptr}};
    // The type keeps the text.
    const auto* qualified = new std::string("retrograd.autograd.graph." + name);
    PyType_Spec kind = {qualified->c_str(), 0, 0,
                        Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, none};
    found->second = reinterpret_cast<PyTypeObject*>(
        Object::take(PyType_FromSpecWithBases(&kind, reinterpret_cast<PyObject*>(node_type)))
            .release());
  }
  return found->second;
}

}  // namespace

PyObject* node_origin(PyObject* self, void*) {
  return guarded([&] {
    const Origin& origin = node_of(self)->origin();
    return origin ? PyUnicode_FromString(origin.text().c_str()) : Py_NewRef(Py_None);
  });
}

PyObject* wrap_node(const Ref<Node>& node) {
  if (!node) return Py_NewRef(Py_None);
  if (node->py_object) return Py_NewRef(static_cast<PyObject*>(node->py_object));
  if (auto* function = dynamic_cast<FunctionNode*>(node.get())) return new_context(*function);
  PyTypeObject* type = type_named(node->name());
  Object self = Object::take(type->tp_alloc(type, 0));
  new (&reinterpret_cast<NodeObject*>(self.get())->node) Ref<Node>(node);
  node->py_object = self.get();
  return self.release();
}

bool is_node(PyObject* object) { return PyObject_TypeCheck(object, node_type); }
const Ref<Node>& unwrap_node(PyObject* object) { return node_of(object); }

void add_node_type(PyObject* module) {
  add_saved_tensor_type(module);
  node_type = reinterpret_cast<PyTypeObject*>(Object::take(PyType_FromSpec(&spec)).release());
  check(PyModule_AddObjectRef(module, "Node", reinterpret_cast<PyObject*>(node_type)));
}

}  // namespace retrograd::bind
