"""Reference cycles through graphs. Each function makes one, and returns what dies with it."""

from __future__ import annotations

import retrograd as rg


class Payload:
    """Something to hold, whose death can be seen."""


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


def hook_over(*things):
    def hook(*_):
        assert isinstance(things, tuple)

    return hook


def own_tensor():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.register_hook(hook_over(y, p))
    return p


def own_tensor_after_backward():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.register_hook(hook_over(y, p))
    y.backward()
    return p


def own_tensor_kept_by_the_graph():
    x, p = leaf(1.0), Payload()
    y = x.exp()
    y.register_hook(hook_over(y, p))
    z = y * 3
    z.register_hook(hook_over(z, y))
    return p


def own_leaf():
    x, p = leaf(1.0), Payload()
    x.register_hook(hook_over(x, p))
    (x * 2).backward()
    return p


def own_leaf_accumulated():
    x, p = leaf(1.0), Payload()
    x.register_post_accumulate_grad_hook(hook_over(x, p))
    (x * 2).backward()
    return p


def own_node():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.grad_fn.register_hook(hook_over(y, p))
    y.grad_fn.register_prehook(hook_over(y, p))
    return p


def own_node_alone():
    x, p = leaf(1.0), Payload()
    node = (x * 2).grad_fn
    node.register_hook(hook_over(node, p))
    return p


def bound_method():
    class Model:
        def __init__(self):
            self.w = leaf(1.0)
            self.w.register_hook(self.seen)
            self.p = Payload()

        def seen(self, grad):
            return None

    model = Model()
    (model.w * 2).backward()
    return model.p


def metadata():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.grad_fn.metadata["kept"] = y, p
    return p


def handle_in_the_hook():
    x, p = leaf(1.0), Payload()
    held = []
    held.append(x.register_hook(hook_over(x, held, p)))
    return p


def behind_a_chain():
    x, p = leaf(1.0), Payload()
    y = x * 2
    z = y
    for _ in range(100):
        z = z + 1
    y.register_hook(hook_over(z, p))
    del y
    return p


def multi_grad_hook():
    a, b, p = leaf(1.0), leaf(2.0), Payload()
    y = a * 2
    rg.autograd.graph.register_multi_grad_hook((y, b), hook_over(y, b, p))
    (y * b).backward()
    return p


def residual(x, width=3):
    """A graph whose every level has two owners."""
    for _ in range(width):
        x = x + (x * 2).sin()
    return x


def over_residual_blocks():
    x, p = leaf(1.0), Payload()
    y = residual(x)
    z = residual(y)
    y.register_hook(hook_over(z, p))
    return p


def two_consumers():
    x, p = leaf(1.0), Payload()
    h = x.exp()
    y, z = h * 2, h * 3
    y.register_hook(hook_over(z, p))
    z.register_hook(hook_over(y, p))
    return p


def three_tensors_into_one_graph():
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    h = residual(x * w)
    tops = [h * 2, residual(h), h + w]
    h.register_hook(hook_over(tops, p))
    w.register_hook(hook_over(h))
    return p


def gradient_with_history():
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    x.p = p
    (residual(x * x) * w).backward(create_graph=True)
    return p


def gradient_with_history_behind_a_hook():
    x, p = leaf(1.0), Payload()
    y = residual(x.exp() * x)
    y.register_hook(hook_over(x, p))
    y.backward(create_graph=True)
    return p


def gradient_made_of_its_tensor():
    x, p = leaf(1.0), Payload()
    x.grad = residual(x) * x
    x.p = p
    return p


def gradients_of_each_other():
    x, y, p = leaf(1.0), leaf(2.0), Payload()
    x.grad, y.grad = y, x
    x.p = p
    return p


def gradient_of_a_leaf_that_nobody_holds():
    x, p = leaf(1.0), Payload()
    x.p = p
    y = residual(x * x)
    del x
    y.backward(create_graph=True)
    return p


def retained_gradient_with_history():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.p = p
    y.retain_grad()
    (y * y * y).backward(create_graph=True)
    return p


def written_in_place():
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    y = x * 2
    y.p = p
    y += residual(y * w)
    return p


def written_through_a_view():
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    rows = rg.zeros(3)
    rows.p = p
    rows[0:1] = x
    for i in range(2):
        rows[i + 1 : i + 2] = rows[i : i + 1] * w
    return p


def written_through_a_view_alone():
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    base = rg.zeros(2)
    base.p = p
    view = base[0:1]
    del base
    y = (view * w).exp()
    view += y * x
    return p


def attribute_of_a_saved_tensor():
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    y = x * 2
    y.later = residual(y * w), p
    return p


def attribute_of_a_gradient():
    x, p = leaf(1.0), Payload()
    x.grad = rg.ones(1)
    x.grad.leaf = x, p
    return p


def packed_beside_the_result():
    x, p, box = leaf(1.0), Payload(), []

    def pack(tensor):
        return tensor, box, p

    with rg.autograd.graph.saved_tensors_hooks(pack, lambda packed: packed[0]):
        y = residual((x * x).exp())
    box.append(y)
    return p


def unpack_over_the_result():
    x, p, box = leaf(1.0), Payload(), []
    with rg.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: (t, box, p)[0]):
        y = (x * x).exp()
    box.append(residual(y))
    return p


class KeepsAll(rg.autograd.Function):
    """Saves its input, its output and a view of it, and all of that once more on ctx."""

    @staticmethod
    def forward(ctx, x, p):
        y = x * 2
        ctx.save_for_backward(x, y, y[0:1])
        ctx.kept = x, y, y[0:1], p
        return y

    @staticmethod
    def backward(ctx, grad):
        return grad * 2, None


def function_that_keeps_all():
    p = Payload()
    residual(KeepsAll.apply(residual(leaf(1.0)), p))
    return p


def function_over_its_result():
    box, p = [], Payload()

    class Scale(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * len(box)

    box += [residual(Scale.apply(leaf(1.0))), p]
    return p


def inputs_said_to_be_needed():
    p, y = Payload(), KeepsAll.apply(leaf(1.0), None)
    y.grad_fn.needs_input_grad = y, p
    return p


def gradient_edge():
    x, p = leaf(1.0), Payload()
    y = residual(x)
    edge = rg.autograd.graph.get_gradient_edge(y * 2)
    y.register_hook(hook_over(edge, p))
    return p


def metadata_of_each_node():
    p, node = Payload(), residual(leaf(1.0)).grad_fn
    todo = [node]
    while todo:
        one = todo.pop()
        one.metadata["top"] = node, p
        todo += [below for below, _ in one.next_functions if below]
    return p


class Memory(bytearray):
    """Bytes with attributes."""


def memory_of_the_tensor():
    p, memory = Payload(), Memory(8)
    x = rg.frombuffer(memory, dtype=rg.float32)
    memory.used = residual(x[0:1].detach() * leaf(1.0)), x.data, p
    return p


def subclass_of_tensor():
    class Labelled(rg.Tensor):
        pass

    x, p = Labelled(), Payload()
    x.requires_grad_()
    y = x * 1
    x.last = residual(y * y), p
    return p


CYCLES = [
    own_tensor,
    own_tensor_after_backward,
    own_tensor_kept_by_the_graph,
    own_leaf,
    own_leaf_accumulated,
    own_node,
    own_node_alone,
    bound_method,
    metadata,
    handle_in_the_hook,
    behind_a_chain,
    multi_grad_hook,
    over_residual_blocks,
    two_consumers,
    three_tensors_into_one_graph,
    gradient_with_history,
    gradient_with_history_behind_a_hook,
    gradient_made_of_its_tensor,
    gradients_of_each_other,
    gradient_of_a_leaf_that_nobody_holds,
    retained_gradient_with_history,
    written_in_place,
    written_through_a_view,
    written_through_a_view_alone,
    attribute_of_a_saved_tensor,
    attribute_of_a_gradient,
    packed_beside_the_result,
    unpack_over_the_result,
    function_that_keeps_all,
    function_over_its_result,
    inputs_said_to_be_needed,
    gradient_edge,
    metadata_of_each_node,
    memory_of_the_tensor,
    subclass_of_tensor,
]
