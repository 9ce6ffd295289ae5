#include "bind/graph/edge.h"

#include "base/check.h"
#include "bind/errors.h"
#include "bind/slots.h"

namespace retrograd::bind {
namespace {

PyTypeObject* edge_type = nullptr;

// A tuple subclass without fields of its own is laid out as a tuple.
PyObject* make(PyTypeObject* type, PyObject* node, PyObject* output, PyObject* token) {
  Object self = Object::take(type->tp_alloc(type, 3));
  PyTuple_SET_ITEM(self.get(), 0, Py_NewRef(node));
  PyTuple_SET_ITEM(self.get(), 1, Py_NewRef(output));
  PyTuple_SET_ITEM(self.get(), 2, Py_NewRef(token));
  return self.release();
}

PyObject* edge_new(PyTypeObject* type, PyObject* args, PyObject* kwargs) {
  return guarded([&] {
    static const char* names[] = {"node", "output_nr", "ownership_token", nullptr};
    PyObject *node, *output, *token = Py_None;
    if (!PyArg_ParseTupleAndKeywords(args, kwargs, "OO|O:GradientEdge", const_cast<char**>(names),
                                     &node, &output, &token))
      throw PythonError();
    return make(type, node, output, token);
  });
}

template <Py_ssize_t kItem>
PyObject* item(PyObject* self, void*) {
  return Py_NewRef(PyTuple_GET_ITEM(self, kItem));
}

PyObject* edge_repr(PyObject* self) {
  return PyUnicode_FromFormat("GradientEdge(node=%R, output_nr=%R, ownership_token=%R)",
                              PyTuple_GET_ITEM(self, 0), PyTuple_GET_ITEM(self, 1),
                              PyTuple_GET_ITEM(self, 2));
}

// For copy and pickle, which would pass a tuple of all.
PyObject* edge_new_arguments(PyObject* self, PyObject*) {
  return PyTuple_GetSlice(self, 0, PyTuple_GET_SIZE(self));
}

PyMethodDef methods[] = {{"__getnewargs__", edge_new_arguments, METH_NOARGS, nullptr}, {}};
PyGetSetDef getset[] = {
    {"node", item<0>, nullptr, "The node.", nullptr},
    {"output_nr", item<1>, nullptr, "Which of its outputs.", nullptr},
    {"ownership_token", item<2>, nullptr, "Kept alive with the edge; None here.", nullptr},
    {}};
PyType_Slot slots[] = {
    {Py_tp_doc,
     const_cast<char*>("GradientEdge(node, output_nr, ownership_token=None)\n--\n\n"
                       "An output of a node, as a root or input of backward and grad.\n\n"
                       ">>> x = rg.ones(2, requires_grad=True)\n"
                       ">>> y = (x * x).sum()\n"
                       ">>> (product, _), = y.grad_fn.next_functions\n"
                       ">>> edge = rg.autograd.graph.GradientEdge(product, 0)\n"
                       ">>> rg.autograd.grad(y, edge)\n"
                       "(tensor([1., 1.]),)\n")},
    {Py_tp_new, reinterpret_cast<void*>(edge_new)},
    {Py_tp_repr, reinterpret_cast<void*>(edge_repr)},
    {Py_tp_methods, methods},
    {Py_tp_getset, getset},
    {0, nullptr}};
PyType_Spec spec = {"retrograd.autograd.graph.GradientEdge", 0, 0, Py_TPFLAGS_DEFAULT, slots};

Edge to_edge(PyObject* object) {
  PyObject* node = PyTuple_GET_ITEM(object, 0);
  RG_CHECK(is_node(node), GraphError, "GradientEdge: the first item must be a Node, not ",
           class_name(node));
  const int64_t output = to_index(PyTuple_GET_ITEM(object, 1));
  const Ref<Node>& owner = unwrap_node(node);
  const auto outputs = static_cast<int64_t>(owner->outputs.size());
  RG_CHECK(0 <= output && output < outputs, GraphError, "GradientEdge: output_nr ", output,
           " is out of range for ", owner->name(), ", which has ", outputs, " outputs");
  return {owner, static_cast<uint32_t>(output)};
}

}  // namespace

Object edge_object(const Edge& edge) {
  const Object node = Object::take(wrap_node(edge.node));
  const Object output = Object::take(PyLong_FromUnsignedLong(edge.output));
  return Object::take(make(edge_type, node.get(), output.get(), Py_None));
}

std::vector<GraphPoint> to_points(const CallContext& call, int i) {
  PyObject* object = call.values[i];
  std::vector<GraphPoint> points;
  const auto add = [&](PyObject* one) {
    if (is_tensor(one)) {
      points.push_back({unwrap(one), {}});
    } else {
      RG_CHECK(Py_TYPE(one) == edge_type, TypeError, call.signature.name(), "(): argument '",
               call.signature.parameters()[i].name,
               "' must hold tensors or gradient edges, but an element is ", class_name(one));
      points.push_back({{}, to_edge(one)});
    }
  };
  if (is_tensor(object) || Py_TYPE(object) == edge_type) {
    add(object);
    return points;
  }
  // Of mappings a dict alone, as in torch: what another one yields are its keys.
  const bool dict = PyDict_CheckExact(object);
  const bool iterable = Py_TYPE(object)->tp_iter || PySequence_Check(object);
  if (!dict && (!iterable || PyObject_HasAttrString(object, "keys"))) wrong_type(call, i);
  const Object values = dict ? Object::take(PyDict_Values(object)) : Object::share(object);
  const Object items = Object::take(PySequence_Tuple(values.get()));
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(items.get()); ++k)
    add(PyTuple_GET_ITEM(items.get(), k));
  return points;
}

void add_edge_type(PyObject* module) {
  const Object bases = Object::take(PyTuple_Pack(1, &PyTuple_Type));
  edge_type = reinterpret_cast<PyTypeObject*>(
      Object::take(PyType_FromSpecWithBases(&spec, bases.get())).release());
  check(PyModule_AddObjectRef(module, "GradientEdge", reinterpret_cast<PyObject*>(edge_type)));
}

}  // namespace retrograd::bind
