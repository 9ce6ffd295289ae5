// Rows of forward mode; see python/retrograd/autograd/forward_ad.py.

#include "engine/modes/dual.h"

#include <memory>
#include <utility>
#include <vector>

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/slots.h"
#include "engine/one_node.h"
#include "graph/modes/grad_mode.h"
#include "graph/modes/tangent.h"

namespace retrograd::bind {
namespace {

std::vector<Tensor> unpack_dual(const Tensor& x) {
  return {primal_of(x), forward_mode() ? tangent(x) : Tensor()};
}

// Owned. No object of its own: it would end with the thread, which then has no interpreter.
constinit thread_local std::vector<Pushed>* pushed = nullptr;

void log_pushed_here() {
  if (!pushed) pushed = new std::vector<Pushed>;
  pushed->clear();
  log_pushed(pushed);
}

Object tuple_of(const Tensors& xs) {
  return Object::take(to_python(std::vector<Tensor>(xs.begin(), xs.end())));
}

Object take_pushed() {
  log_pushed(nullptr);
  const std::unique_ptr<std::vector<Pushed>> taken(std::exchange(pushed, nullptr));
  Object list = Object::take(PyList_New(0));
  if (!taken) return list;
  for (const Pushed& call : *taken) {
    const Object node = Object::take(wrap_node(call.node));
    const Object triple = Object::take(
        PyTuple_Pack(3, node.get(), tuple_of(call.inputs).get(), tuple_of(call.outputs).get()));
    check(PyList_Append(list.get(), triple.get()));
  }
  return list;
}

// The derivative of one node alone, which is not freed.
std::vector<Tensor> node_vjp(PyObject* object, const std::vector<Tensor>& grads) {
  RG_CHECK(is_node(object), TypeError, "_node_vjp: expected a Node, not ", class_name(object));
  const GradMode off(false);
  const Tensors found = apply_node(*unwrap_node(object), Tensors(grads.begin(), grads.end()));
  return {found.begin(), found.end()};
}

int64_t level_number() { return retrograd::detail::open_level.load(std::memory_order_relaxed); }

}  // namespace

void add_forward_rows(Rows& rows) {
  rows.row<open_dual_level>("_open_dual_level() -> None", kInternal, "See enter_dual_level.");
  rows.row<close_dual_level>("_close_dual_level() -> None", kInternal, "See exit_dual_level.");
  rows.row<level_number>("_dual_level_number() -> int", kInternal,
                         "A number that no other level has; 0 where none is open.");
  rows.row<make_dual>("_make_dual(primal: Tensor, tangent: Tensor) -> Tensor", kInternal,
                      "See make_dual.");
  rows.row<unpack_dual>("_unpack_dual(tensor: Tensor) -> tuple[Tensor, Tensor | None]", kInternal,
                        "See unpack_dual.");
  rows.row<log_pushed_here>("_log_pushed() -> None", kInternal,
                            "Has tangents that recorded operations of this thread push logged.");
  rows.row<node_vjp>(
      "_node_vjp(node: Node, grads: Sequence[Tensor | None]) -> tuple[Tensor | None, ...]",
      kInternal, "The gradient of each input of one operation for those of its outputs.");
  rows.row<take_pushed>(
      "_take_pushed() -> list[tuple[Node, tuple[Tensor | None, ...], tuple[Tensor | None, ...]]]",
      kInternal, "Ends the log: of each operation the node, and tangents of inputs and outputs.");
}

}  // namespace retrograd::bind
