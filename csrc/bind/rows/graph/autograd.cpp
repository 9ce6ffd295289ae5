// Rows of the graph and the engine: backward, grad, flags and detached tensors.

#include "engine/backward.h"

#include <unordered_set>

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/function/origin.h"
#include "bind/graph/edge.h"
#include "bind/graph/hooks.h"
#include "bind/graph/saved_hooks.h"
#include "bind/life/gc.h"
#include "bind/slots.h"
#include "graph/saved/copy_on_write.h"
#include "graph/view.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {
namespace {

BackwardOptions options_of(std::optional<bool> retain_graph, bool create_graph) {
  return {retain_graph.value_or(create_graph), create_graph};
}

// One gradient per root: none given at all means none for each.
std::vector<Tensor> matched(size_t roots, const std::vector<Tensor>& grads) {
  return grads.empty() ? std::vector<Tensor>(roots) : grads;
}

std::vector<Edge> root_edges(const std::vector<GraphPoint>& roots) {
  std::vector<Edge> edges;
  for (const GraphPoint& p : roots) edges.push_back(p.edge.node ? p.edge : root_edge(p.tensor));
  return edges;
}

std::vector<Edge> input_edges(const std::vector<GraphPoint>& inputs) {
  std::vector<Edge> edges;
  for (const GraphPoint& p : inputs)
    edges.push_back(p.edge.node ? p.edge : input_edge(p.tensor, edges.size()));
  return edges;
}

void run_backward(const std::vector<Edge>& roots, const std::vector<Tensor>& grads,
                  std::optional<bool> retain_graph, bool create_graph,
                  const std::optional<std::vector<GraphPoint>>& inputs) {
  RG_CHECK(!inputs || !inputs->empty(), GraphError,
           "backward: inputs is empty; leave it out to reach all leaves");
  if (create_graph)
    warn_user(
        "backward(create_graph=True) ties each leaf to its gradient's graph in a reference cycle; "
        "use autograd.grad instead, or set .grad to None when done");
  std::vector<Edge> ends;
  if (inputs) {
    ends = input_edges(*inputs);
    for (const GraphPoint& p : *inputs)
      if (p.tensor.defined()) retain_grad(p.tensor);
  }
  backward_from(roots, grads, ends, options_of(retain_graph, create_graph));
}

void backward_all(const std::vector<GraphPoint>& tensors, const std::vector<Tensor>& grads,
                  std::optional<bool> retain_graph, bool create_graph,
                  const std::optional<std::vector<GraphPoint>>& inputs) {
  run_backward(root_edges(tensors), matched(tensors.size(), grads), retain_graph, create_graph,
               inputs);
}

void backward_one(const Tensor& self, const Tensor& gradient, std::optional<bool> retain_graph,
                  bool create_graph, const std::optional<std::vector<GraphPoint>>& inputs) {
  run_backward({root_edge(self)}, {gradient}, retain_graph, create_graph, inputs);
}

std::vector<Tensor> grad_of(const std::vector<GraphPoint>& outputs,
                            const std::vector<GraphPoint>& inputs,
                            const std::vector<Tensor>& grad_outputs,
                            std::optional<bool> retain_graph, bool create_graph,
                            std::optional<bool> allow_unused, bool materialize_grads) {
  RG_CHECK(!inputs.empty(), GraphError, "grad: inputs is empty");
  RG_CHECK(!(materialize_grads && allow_unused == false), ValueError,
           "grad: materialize_grads=True needs allow_unused, which is False");
  const std::vector<Edge> ends = input_edges(inputs);
  std::vector<Tensor> grads = grad_from(root_edges(outputs), matched(outputs.size(), grad_outputs),
                                        ends, options_of(retain_graph, create_graph));
  for (size_t i = 0; i < grads.size(); ++i) {
    if (grads[i].defined()) continue;
    if (materialize_grads) {
      const OutputInfo& input = ends[i].node->outputs[ends[i].output];
      grads[i] = ops::zeros(input.shape(), input.dtype());
      if (create_graph) set_requires_grad(grads[i], true);
    } else {
      RG_CHECK(
          allow_unused.value_or(false), GraphError, "grad: input ", i,
          " was not used in the graph of the outputs; pass allow_unused=True to get None for it");
    }
  }
  return grads;
}

// Whether a gradient of any of the tensors would end in a leaf that requires grad. The leaves that
// a function transform made for itself no longer do when it is over, so only those of others count.
bool reaches_leaf(const std::vector<Tensor>& tensors) {
  std::vector<Ref<Node>> roots;
  for (const Tensor& x : tensors) {
    if (!requires_grad(x)) continue;
    roots.push_back(gradient_edge(x).node);
  }
  std::unordered_set<const Node*> seen;
  std::vector<const Node*> next;
  const auto enter = [&](const Ref<Node>& node) {
    if (node && seen.insert(node.get()).second) next.push_back(node.get());
  };
  for (const Ref<Node>& root : roots) enter(root);
  while (!next.empty()) {
    const Node* node = next.back();
    next.pop_back();
    const Tensor* leaf = node->leaf();
    if (leaf && requires_grad(*leaf)) return true;
    for (const Edge& edge : node->edges) enter(edge.node);
  }
  return false;
}

Tensor& requires_grad_(Tensor& self, bool on) {
  set_requires_grad(self, on);
  return self;
}

bool is_view(const Tensor& self) { return static_cast<bool>(self.impl()->base); }

Tensor& detach_(Tensor& self) {
  RG_CHECK(!self.impl()->base, GraphError,
           "detach_: a view cannot be detached in place; use detach()");
  detach_in_place(self);
  return self;
}

template <PythonHook::Kind kKind, auto kAdd>
Object register_with(const Tensor& self, PyObject* function) {
  auto hook = make_ref<PythonHook>(kKind, function);
  Object handle = Object::take(new_handle(*hook));
  kAdd(self, std::move(hook));
  return handle;
}
Object register_hook(const Tensor& self, PyObject* hook) {
  return register_with<PythonHook::Kind::kTensor, add_hook>(self, hook);
}
Object register_post_accumulate_grad_hook(const Tensor& self, PyObject* hook) {
  return register_with<PythonHook::Kind::kAccumulated, add_accumulated_hook>(self, hook);
}

Object gradient_edge_of(const Tensor& input) {
  RG_CHECK(requires_grad(input), GraphError,
           "get_gradient_edge: this tensor does not require grad, so it has no place in a graph");
  const Edge edge = gradient_edge(input);
  RG_CHECK(edge.node, GraphError,
           "get_gradient_edge: this tensor is a view without a history of its own; it was made "
           "under no_grad(), or before its base required grad");
  return edge_object(edge);
}

void increment_version(const std::vector<Tensor>& tensors) {
  for (const Tensor& x : tensors) x.storage().bump_version();
}

bool run_reaches(int64_t sequence) { return CurrentRun::reaches(static_cast<uint64_t>(sequence)); }

Object run_is_restricted() {
  const std::optional<bool> answer = CurrentRun::restricted();
  return answer ? Object::take(PyBool_FromLong(*answer)) : Object::share(Py_None);
}

Object run_state() {
  Ref<Counted>& state = CurrentRun::host_state();
  if (!state) state = make_ref<HostObject>(Object::take(PyDict_New()));
  return Object::share(static_cast<HostObject&>(*state).object.get());
}

// A block that is open is kept, so that no other one can have its address.
template <auto kLeave>
void leave_block(PyObject* owner) {
  kLeave(Py_TYPE(owner)->tp_name, owner);
  Py_DECREF(owner);
}
void push_hooks(PyObject* owner, PyObject* pack, PyObject* unpack) {
  push_python_saved_hooks(owner, pack, unpack);
  Py_INCREF(owner);
}
void disable_hooks(PyObject* owner, const std::string& why) {
  disable_saved_hooks(why, owner);
  Py_INCREF(owner);
}
void begin_mutation(PyObject* owner) {
  begin_copy_on_write(owner);
  Py_INCREF(owner);
}
void clear_mutation(PyObject* owner) { clear_copy_on_write(owner); }

// The saved tensors, unless a run has freed them or is about to.
std::optional<Tensors> saved_by(Node& node) {
  try {
    const Claim claim(node);
    return node.saved_now();
  } catch (const GraphError&) {
    return std::nullopt;
  }
}

Object node_facts(PyObject* object) {
  RG_CHECK(is_node(object), TypeError, "_node_facts: expected a Node, not ", class_name(object));
  const Ref<Node> node = unwrap_node(object);
  const Object outputs = Object::take(PyList_New(0));
  for (const OutputInfo& output : node->outputs) {
    const Object shape = Object::take(to_python(output.shape()));
    const Object dtype = Object::take(to_python(output.dtype()));
    const Object pair = Object::take(PyTuple_Pack(2, shape.get(), dtype.get()));
    check(PyList_Append(outputs.get(), pair.get()));
  }
  const std::optional<Tensors> tensors = saved_by(*node);
  if (!tensors) return Object::take(Py_BuildValue("(OO)", outputs.get(), Py_None));
  const Object saved = Object::take(PyList_New(0));
  for (const Tensor& x : *tensors) {
    const Storage& memory = x.storage();
    const Object pair =
        Object::take(Py_BuildValue("(KL)", reinterpret_cast<unsigned long long>(memory.data()),
                                   static_cast<long long>(memory.bytes())));
    check(PyList_Append(saved.get(), pair.get()));
  }
  return Object::take(PyTuple_Pack(2, outputs.get(), saved.get()));
}

bool is_enabled() { return grad_asked(); }
bool set_enabled(bool on) {
  const bool before = grad_asked();
  set_grad_enabled(on);
  return before;
}

bool is_inference_enabled() { return inference_mode(); }
bool is_inference(const Tensor& x) { return x.storage().is_inference(); }

}  // namespace

void add_autograd_rows(Rows& rows) {
  rows.row<backward_one>(
      "backward(self: Tensor, gradient: Tensor | None = None, retain_graph: bool | None = None, "
      "create_graph: bool = False, "
      "inputs: Tensor | GradientEdge | Iterable[Tensor | GradientEdge] | "
      "dict[Any, Tensor | GradientEdge] | None = None) -> None",
      kMethod, R"(Adds the gradient of this tensor to the ``.grad`` of every leaf below it.

    leaf.grad += gradient^T d self / d leaf

The graph's saved tensors are freed on the way unless ``retain_graph``, which is ``create_graph`` by
default. With ``create_graph`` the gradients are recorded too and can be differentiated again. With
``inputs`` (tensors, or a dict of them) only these, leaves or not, get a gradient.

Where a hook or a backward of one's own raises, the run ends: leaves that it had reached keep their
gradient, the others have none of it, and what it went through is freed unless ``retain_graph``.

Shape:   gradient as this tensor; it may be left out (1) for a tensor of one element.
Dtype:   a gradient of another type is converted.
Grad:    with create_graph.
Raises:  GraphError if this tensor does not require grad, if a gradient is needed and missing, or if
         the graph was freed by an earlier call; ShapeError if the gradient has another shape, or a
         leaf was given data of another shape since; what hooks raise, as it is.
Source:  torch.Tensor.backward.

>>> x = rg.tensor([1.0, 2.0], requires_grad=True)
>>> (x * x).sum().backward()
>>> x.grad
tensor([2., 4.])
)");
  rows.row<backward_all>(
      "_backward(tensors: Tensor | GradientEdge | Sequence[Tensor | GradientEdge], "
      "grad_tensors: Tensor | Sequence[Tensor | None] | None = None, "
      "retain_graph: bool | None = None, create_graph: bool = False, inputs: Tensor | GradientEdge "
      "| Sequence[Tensor | GradientEdge] | None = None) -> None",
      kInternal, "See retrograd.autograd.backward.");
  rows.row<grad_of>(
      "_grad(outputs: Tensor | GradientEdge | Sequence[Tensor | GradientEdge], "
      "inputs: Tensor | GradientEdge | Sequence[Tensor | GradientEdge], "
      "grad_outputs: Tensor | Sequence[Tensor | None] | None = None, retain_graph: bool | None = "
      "None, "
      "create_graph: bool = False, allow_unused: bool | None = None, materialize_grads: bool = "
      "False) -> tuple[Tensor, ...]",
      kInternal, "See retrograd.autograd.grad.");
  rows.row<reaches_leaf>("_reaches_leaf(tensors: Sequence[Tensor]) -> bool", kInternal,
                         "See retrograd.func.");
  rows.row<requires_grad_>("requires_grad_(self: Tensor, requires_grad: bool = True) -> Tensor",
                           kMethod,
                           R"(Sets ``requires_grad`` of a leaf in place and returns the tensor.

    x.requires_grad_()

Shape:   any.
Dtype:   floating.
Grad:    none; from now on gradients flow here.
Raises:  DTypeError for other types; GraphError to switch off a tensor that is no leaf.
Source:  torch.Tensor.requires_grad_.

>>> rg.ones(2).requires_grad_()
tensor([1., 1.], requires_grad=True)
)");
  rows.row<is_view>(
      "_is_view(self: Tensor) -> bool", kMethod,
      R"(Whether this tensor is a view of another one, ``_base``, that autograd follows.

    y = x[0],  y._base is x

What ``detach()`` and ``data`` return shares memory too, and is no view.

Shape:   any.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor._is_view.

>>> x = rg.ones(2)
>>> x._is_view(), x[0]._is_view(), x.detach()._is_view()
(False, True, False)
)");
  rows.row<detach>("detach(input: Tensor) -> Tensor", kFunction | kMethod,
                   R"(The same memory as a tensor without history.

    y = x,  dy/dx = 0

Autograd sees writes to the result, and refuses a gradient that they spoil.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.Tensor.detach.

>>> rg.ones(2, requires_grad=True).detach()
tensor([1., 1.])
)");
  rows.row<detach_>(
      "detach_(self: Tensor) -> Tensor", kFunction | kMethod,
      R"(Takes this tensor out of its graph, in place: it becomes a leaf that requires no gradient.

    x.detach_()

Shape:   any.
Dtype:   all.
Grad:    none.
Raises:  GraphError for a view.
Source:  torch.Tensor.detach_.

>>> y = rg.ones(2, requires_grad=True) * 2
>>> y.detach_().requires_grad
False
)");
  rows.row<retain_grad>(
      "retain_grad(self: Tensor) -> None", kMethod,
      R"(Makes ``backward()`` fill the ``.grad`` of this tensor although it is no leaf.

    y.retain_grad()

Shape:   any.
Dtype:   floating.
Grad:    none.
Raises:  GraphError if the tensor does not require grad.
Source:  torch.Tensor.retain_grad.

>>> x = rg.ones(2, requires_grad=True)
>>> y = x * 2
>>> y.retain_grad()
>>> y.sum().backward()
>>> y.grad
tensor([1., 1.])
)");
  rows.row<register_hook>(
      "register_hook(self: Tensor, hook: Callable[[Tensor], Tensor | None]) -> RemovableHandle",
      kMethod, R"(Has ``hook(grad)`` called when a run has the gradient of this tensor.

    grad := hook(grad), unless that is None

Several hooks run in the order of registration, each with what the one before returned; all run
before ``.grad`` is filled. A hook stays with the history that the tensor has now, whatever is
written to the tensor later. It may edit ``grad`` in place, and it runs without recording unless
``create_graph``. What it raises comes out of ``backward()`` as it is.

Shape:   the gradient as this tensor, and so what the hook returns.
Dtype:   that of this tensor.
Grad:    with create_graph, through what the hook computes.
Raises:  GraphError if the tensor does not require grad; TypeError if ``hook`` is not callable. In
         the run: TypeError if it returns no tensor, ShapeError or DTypeError if that does not fit.
Source:  torch.Tensor.register_hook.

>>> x = rg.ones(2, requires_grad=True)
>>> handle = x.register_hook(lambda grad: grad * 2)
>>> x.sum().backward()
>>> x.grad
tensor([2., 2.])
>>> handle.remove()
)");
  rows.row<register_post_accumulate_grad_hook>(
      "register_post_accumulate_grad_hook(self: Tensor, hook: Callable[[Tensor], None]) -> "
      "RemovableHandle",
      kMethod,
      R"(Has ``hook(leaf)`` called whenever ``backward()`` has added to the ``.grad`` of this leaf.

    leaf.grad += ...;  hook(leaf)

So a step can be taken, and the gradient dropped, while the rest of the graph is still running.
``autograd.grad``, which adds to no ``.grad``, does not call it.

Shape:   any.
Dtype:   floating.
Grad:    none.
Raises:  GraphError unless this is a leaf that requires grad; TypeError if ``hook`` is not callable.
Source:  torch.Tensor.register_post_accumulate_grad_hook.

>>> x = rg.ones(2, requires_grad=True)
>>> handle = x.register_post_accumulate_grad_hook(lambda leaf: print(leaf.grad))
>>> x.sum().backward()
tensor([1., 1.])
)");
  rows.row<gradient_edge_of>("_gradient_edge(input: Tensor) -> GradientEdge", kInternal,
                             "See retrograd.autograd.graph.get_gradient_edge.");
  rows.row<node_facts>(
      "_node_facts(node: Node) -> "
      "tuple[list[tuple[Size, dtype]], list[tuple[int, int]] | None]",
      kInternal,
      "The shape and type of each output; where the memory of each saved tensor is, and its bytes, "
      "or None once freed.");
  rows.row<increment_version>("_increment_version(tensor: Tensor | Sequence[Tensor]) -> None",
                              kInternal, "See retrograd.autograd.graph.increment_version.");
  rows.row<run_reaches>("_run_reaches(sequence_nr: int) -> bool", kInternal,
                        "Whether the run that calls this hook goes through the node.");
  rows.row<run_state>("_run_state() -> dict[Any, Any]", kInternal,
                      "A dict that lives as long as the run that calls this hook.");
  rows.row<run_is_restricted>("_run_is_restricted() -> bool | None", kInternal,
                              "Whether the run goes to its inputs alone; None outside a run.");
  rows.row<push_hooks>(
      "_push_saved_hooks(owner: object, pack: Callable[[Tensor], Any] | None, "
      "unpack: Callable[[Any], Tensor] | None) -> None",
      kInternal, "See retrograd.autograd.graph.saved_tensors_hooks; None keeps tensors as usual.");
  rows.row<leave_block<pop_saved_hooks>>(
      "_pop_saved_hooks(owner: object) -> None", kInternal,
      "Ends the _push_saved_hooks of this owner, which must be the innermost.");
  rows.row<disable_hooks>("_disable_saved_hooks(owner: object, message: str) -> None", kInternal,
                          "Makes _push_saved_hooks raise the message.");
  rows.row<leave_block<allow_saved_hooks>>("_allow_saved_hooks(owner: object) -> None", kInternal,
                                           "Ends the innermost _disable_saved_hooks.");
  rows.row<record_origins>("_set_record_origin(mode: bool) -> None", kInternal,
                           "See retrograd.autograd.graph.set_record_origin.");
  rows.row<origins_recorded>("_is_origin_recorded() -> bool", kInternal,
                             "See retrograd.autograd.graph.is_origin_recorded.");
  rows.row<set_package_directory>("_set_package_directory(path: str) -> None", kInternal,
                                  "Tells which files are the package's own, and no user's.");
  rows.row<begin_mutation>("_begin_copy_on_write(owner: object) -> None", kInternal,
                           "See retrograd.autograd.graph.allow_mutation_on_saved_tensors.");
  rows.row<leave_block<end_copy_on_write>>("_end_copy_on_write(owner: object) -> None", kInternal,
                                           "Ends _begin_copy_on_write.");
  rows.row<clear_mutation>("_clear_copy_on_write(owner: object) -> None", kInternal,
                           "Lets go of what the open _begin_copy_on_write of this owner saved.");
  rows.row<is_enabled>("is_grad_enabled() -> bool", kFunction,
                       R"(Whether operations of this thread are being recorded.

    see retrograd.no_grad

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.is_grad_enabled.

>>> rg.is_grad_enabled()
True
)");
  rows.row<is_inference_enabled>("is_inference_mode_enabled() -> bool", kFunction,
                                 R"(Whether this thread is in inference mode.

    see retrograd.inference_mode

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.is_inference_mode_enabled.

>>> with rg.inference_mode():
...     rg.is_inference_mode_enabled()
True
)");
  rows.row<is_inference>("is_inference(input: Tensor) -> bool", kFunction | kMethod,
                         R"(Whether the memory of this tensor was made in inference mode.

    see retrograd.inference_mode

Shape:   any.
Dtype:   all.
Grad:    none.
Raises:  nothing.
Source:  torch.is_inference.

>>> x = rg.ones(2)
>>> with rg.inference_mode():
...     y, v = x * 2, x[0]
>>> y.is_inference(), v.is_inference()
(True, False)
)");
  rows.row<set_enabled>("_set_grad_enabled(mode: bool) -> bool", kInternal,
                        "Returns the mode before. See retrograd.set_grad_enabled.");
}

}  // namespace retrograd::bind
