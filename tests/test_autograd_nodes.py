"""Nodes of the graph as Python shows them: their hooks, names, edges and what they keep.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import weakref

import pytest
import retrograd as rg


def leaf(ag, *values, dtype=None):
    return ag.tensor(values, dtype=dtype or ag.float32, requires_grad=True)


def grad_of(x):
    return None if x.grad is None else x.grad.tolist()


# Hooks


def test_a_post_hook_gets_the_gradients_of_inputs_and_outputs(ag):
    x, w, seen = leaf(ag, 2.0), leaf(ag, 3.0), []
    y = x * w
    y.grad_fn.register_hook(lambda *both: seen.append(both))
    y.backward(ag.tensor([10.0]))
    ((inputs, outputs),) = seen
    assert isinstance(inputs, tuple)
    assert isinstance(outputs, tuple)
    assert [g.tolist() for g in inputs] == [[30.0], [20.0]]
    assert [g.tolist() for g in outputs] == [[10.0]]


def test_a_post_hook_sees_none_for_an_input_without_gradient(ag):
    x, seen = leaf(ag, 2.0), []
    y = x * ag.ones(1)
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append(inputs))
    y.backward()
    assert seen[0][1] is None


def test_a_post_hook_sees_gradients_in_the_shape_of_the_inputs(ag):
    x, seen = ag.ones(3, requires_grad=True), []
    y = x * ag.ones(4, 3)
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append(tuple(inputs[0].shape)))
    y.sum().backward()
    assert seen == [(3,)]


def test_a_post_hook_replaces_the_gradients_of_the_inputs(ag):
    x, w = leaf(ag, 2.0), leaf(ag, 3.0)
    y = x * w
    y.grad_fn.register_hook(lambda inputs, outputs: (inputs[0] * 10, None))
    y.backward()
    assert grad_of(x) == [30.0]
    assert w.grad is None


def test_a_pre_hook_gets_and_replaces_the_gradients_of_the_outputs(ag):
    x, seen = leaf(ag, 2.0), []
    y = x * 3
    y.grad_fn.register_prehook(lambda grads: seen.append(grads))
    y.grad_fn.register_prehook(lambda grads: (grads[0] * 10,))
    y.backward()
    assert isinstance(seen[0], tuple)
    assert [g.tolist() for g in seen[0]] == [[1.0]]
    assert grad_of(x) == [30.0]


def test_a_pre_hook_may_take_the_gradient_away(ag):
    x = leaf(ag, 2.0)
    y = x * 3
    y.grad_fn.register_prehook(lambda grads: (None,))
    y.backward()
    assert x.grad is None


def test_the_order_at_one_node(ag):
    x, seen = leaf(ag, 1.0), []
    y = x * 2
    node = y.grad_fn
    node.register_hook(lambda inputs, outputs: seen.append("post"))
    node.register_prehook(lambda grads: seen.append(("pre", grad_of(y))))
    y.register_hook(lambda g: seen.append("tensor"))
    y.retain_grad()
    y.backward()
    assert seen == ["tensor", ("pre", [1.0]), "post"]


def test_the_order_at_a_leaf(ag):
    x, seen = leaf(ag, 1.0), []
    y = x * 2
    sink = y.grad_fn.next_functions[0][0]
    sink.register_hook(lambda inputs, outputs: seen.append(("post", inputs, grad_of(x))))
    sink.register_prehook(lambda grads: seen.append(("pre", grad_of(x))))
    x.register_post_accumulate_grad_hook(lambda p: seen.append(("accumulated", grad_of(p))))
    x.register_hook(lambda g: seen.append(("tensor", grad_of(x))))
    y.backward()
    assert seen == [
        ("tensor", None),
        ("pre", None),
        ("accumulated", [2.0]),
        ("post", (), [2.0]),
    ]


def test_node_hooks_can_be_removed(ag):
    x, seen = leaf(ag, 1.0), []
    y = x + 1
    with y.grad_fn.register_hook(lambda *_: seen.append("post")):
        handle = y.grad_fn.register_prehook(lambda *_: seen.append("pre"))
        y.backward()
        handle.remove()
    y.backward()
    assert seen == ["pre", "post"]


def test_hooks_fire_again_where_the_graph_can_be_run_again(ag):
    x, seen = leaf(ag, 1.0), []
    y = x + 1
    y.register_hook(lambda g: seen.append(1))
    y.backward()
    y.backward()
    z = x * x
    z.register_hook(lambda g: seen.append(2))
    z.backward(retain_graph=True)
    z.backward()
    assert seen == [1, 1, 2, 2]


WRONG = {
    "a number": (1, TypeError),
    "a tensor": ("ones", TypeError),
    "a list": (["ones", None], TypeError),
    "too few": ((), RuntimeError),
    "too many": ((None, None, None), RuntimeError),
    "a replacement of None": (("ones", "ones"), RuntimeError),
    "another shape": (("twos", None), RuntimeError),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_a_node_hook_may_not_return(ag, name):
    value, kind = WRONG[name]
    made = {"ones": ag.ones(1), "twos": ag.ones(2)}
    if isinstance(value, str):
        value = made[value]
    elif isinstance(value, (tuple, list)):
        value = type(value)(made.get(v, v) for v in value)
    x = leaf(ag, 1.0)
    y = x * 2
    y.grad_fn.register_hook(lambda *_: value)
    with pytest.raises(kind):
        y.backward()
    y = x * 2
    y.grad_fn.register_prehook(lambda *_: value[:1] if isinstance(value, tuple) else value)
    if kind is TypeError or name in ("too few", "another shape"):
        with pytest.raises(kind):
            y.backward()


# What a node shows


def test_a_node_is_a_node_named_after_its_operation(ag):
    node = (leaf(ag, 1.0) * 2).grad_fn
    assert isinstance(node, ag.autograd.graph.Node)
    assert node.name() == type(node).__name__ == "MulBackward0"
    assert node.requires_grad
    with pytest.raises(AttributeError):
        node.variable  # noqa: B018
    with pytest.raises(AttributeError):
        node.anything = 1


def test_nodes_are_numbered_in_the_order_of_their_making(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    z = y * 2
    assert z.grad_fn._sequence_nr() > y.grad_fn._sequence_nr()


def test_next_functions_are_pairs_of_a_node_and_an_output(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    z = y * ag.ones(1)
    ((node, output), constant) = z.grad_fn.next_functions
    assert node is y.grad_fn
    assert output == 0
    assert constant == (None, 0)
    sink = node.next_functions[0][0]
    assert sink.variable is x
    assert sink.next_functions == ()


def test_metadata_lives_as_long_as_the_node(ag):
    y = leaf(ag, 1.0) * 2
    assert y.grad_fn.metadata == {}
    y.grad_fn.metadata["where"] = "here"
    z = y * 3
    del y
    assert z.grad_fn.next_functions[0][0].metadata == {"where": "here"}
    with pytest.raises(AttributeError):
        z.grad_fn.metadata = {}


def test_output_nr_is_the_place_among_the_outputs(ag):
    x = leaf(ag, 3.0, 1.0)
    assert x.output_nr == (x * 2).output_nr == x.max(0).values.output_nr == 0


# Gradient edges


def edge_of(ag, x):
    return ag.autograd.graph.get_gradient_edge(x)


def test_an_edge_is_a_node_and_the_number_of_an_output(ag):
    x = leaf(ag, 2.0)
    y = x * x
    edge = edge_of(ag, y)
    assert isinstance(edge, ag.autograd.graph.GradientEdge)
    assert edge.node is edge[0] is y.grad_fn
    assert edge.output_nr == edge[1] == 0
    assert edge == ag.autograd.graph.GradientEdge(y.grad_fn, 0)
    assert edge_of(ag, x).node.variable is x


def test_edges_are_roots_and_inputs_of_grad(ag):
    x = leaf(ag, 2.0)
    y = x * x
    root, end = edge_of(ag, y), edge_of(ag, x)
    grad = ag.autograd.grad
    assert grad(root, x, ag.ones(1), retain_graph=True)[0].tolist() == [4.0]
    assert grad(root, end, retain_graph=True)[0].tolist() == [4.0]
    assert grad(y, [end], retain_graph=True)[0].tolist() == [4.0]
    assert [g.tolist() for g in grad([root], [end, root])] == [[4.0], [1.0]]


def test_edges_are_roots_and_inputs_of_backward(ag):
    x, w = leaf(ag, 2.0), leaf(ag, 3.0)
    y = x * w
    ag.autograd.backward(edge_of(ag, y), retain_graph=True)
    ag.autograd.backward([edge_of(ag, y)], [ag.tensor([10.0])], retain_graph=True)
    assert grad_of(x) == [33.0]
    assert grad_of(w) == [22.0]
    y.backward(inputs=[edge_of(ag, x)])
    assert grad_of(x) == [36.0]
    assert grad_of(w) == [22.0]


def test_an_edge_keeps_the_graph_and_not_the_tensor(ag):
    x = leaf(ag, 2.0)
    y = x * x
    edge, mark = edge_of(ag, y), weakref.ref(y)
    del y
    assert mark() is None
    assert ag.autograd.grad(edge, x)[0].tolist() == [4.0]


def test_an_edge_stays_with_the_history_from_before_a_write(ag):
    x = leaf(ag, 2.0)
    y = x * 2
    before = edge_of(ag, y)
    y.mul_(3)
    assert edge_of(ag, y) != before
    assert ag.autograd.grad(before, x, ag.ones(1), retain_graph=True)[0].tolist() == [2.0]
    assert ag.autograd.grad(edge_of(ag, y), x, ag.ones(1))[0].tolist() == [6.0]


def test_materialized_gradients_of_unused_edges_are_zeros_where_torch_refuses():
    x, w = leaf(rg, 2.0), leaf(rg, 1.0, 2.0)
    (g,) = rg.autograd.grad(x * 2, edge_of(rg, w * 1), materialize_grads=True)
    assert g.tolist() == [0.0, 0.0]


def test_edges_that_cannot_be(ag):
    x = leaf(ag, 1.0, 2.0)
    y = x * 2
    edge = edge_of(ag, y)
    with pytest.raises(RuntimeError):
        edge_of(ag, ag.ones(1))
    with pytest.raises(RuntimeError):
        ag.autograd.grad(edge, x)  # two elements, no gradient
    with pytest.raises(RuntimeError):
        ag.autograd.grad(edge, x, ag.ones(3))
    with pytest.raises(RuntimeError):
        ag.autograd.grad(edge, leaf(ag, 1.0), ag.ones(2))
    with pytest.raises(RuntimeError):
        ag.autograd.grad(y.sum(), ag.autograd.graph.GradientEdge(None, 0))


def test_an_edge_of_an_output_that_is_not_there_is_an_error_where_torch_crashes():
    y = rg.ones(1, requires_grad=True) * 2
    for number in (1, -1, 2**31, 2**40):
        edge = rg.autograd.graph.GradientEdge(y.grad_fn, number)
        with pytest.raises(RuntimeError):
            rg.autograd.grad(edge, y)
        with pytest.raises(RuntimeError):
            rg.autograd.grad(y, edge)
    for wrong in ((y.grad_fn, "0"), (y.grad_fn, None)):
        with pytest.raises(TypeError):
            rg.autograd.grad(rg.autograd.graph.GradientEdge(*wrong), y)


def test_increment_version_makes_a_hidden_write_an_error(ag):
    x, w = leaf(ag, 2.0), ag.tensor([3.0])
    y = x * w
    ag.autograd.graph.increment_version(w)
    with pytest.raises(RuntimeError):
        y.backward()
    before = w._version
    ag.autograd.graph.increment_version([w, w])
    ag.autograd.graph.increment_version(iter((w,)))
    assert w._version == before + 3
    with pytest.raises((TypeError, AttributeError, RuntimeError)):
        ag.autograd.graph.increment_version([3])


def called(ag, make, *grads):
    """What the node of ``make(x)`` gives when it is called."""
    x = leaf(ag, 1.0, 2.0)
    return make(x).grad_fn(*grads)


def test_a_node_can_be_called(ag):
    ones = ag.ones(2)
    first, second = called(ag, lambda x: x * x, ones)
    assert (first.tolist(), second.tolist()) == ([1.0, 2.0], [1.0, 2.0])
    product, nothing = called(ag, lambda x: x * 3, ones)
    assert (product.tolist(), nothing) == ([3.0, 3.0], None)
    assert called(ag, lambda x: x.exp(), None) is None
    assert called(ag, lambda x: x.max(0)[0], ag.tensor(1.0)).tolist() == [0.0, 1.0]
    one, two = ag.tensor(1.0), ag.tensor(2.0)
    assert called(ag, lambda x: x.unbind(0)[0], one, two).tolist() == [1.0, 2.0]
    assert called(ag, lambda x: x.unbind(0)[0], one, None).tolist() == [1.0, 0.0]


def test_a_node_that_was_called_keeps_what_it_saved(ag):
    x = leaf(ag, 1.0, 2.0)
    y = x * x
    for _ in range(2):
        assert y.grad_fn(ag.ones(2))[0].tolist() == [1.0, 2.0]
    y.sum().backward()
    assert x.grad.tolist() == [2.0, 4.0]
    with pytest.raises(RuntimeError):
        y.grad_fn(ag.ones(2))


def test_a_call_of_a_node_is_recorded_and_calls_no_hooks(ag):
    x, log = leaf(ag, 1.0, 2.0), []
    node = (x * x).grad_fn
    node.register_prehook(log.append)
    node.register_hook(lambda *both: log.append(both))
    first, _ = node(ag.ones(2))
    assert ag.autograd.grad(first.sum(), x)[0].tolist() == [1.0, 1.0]
    with ag.no_grad():
        assert not node(ag.ones(2))[0].requires_grad
    assert log == []


def test_the_node_of_a_leaf_adds_to_its_gradient(ag):
    x = leaf(ag, 1.0, 2.0)
    ((node, _),) = x.sum().grad_fn.next_functions
    grad = ag.ones(2)
    assert node(grad) == node(grad) == ()
    node(None)
    assert x.grad.tolist() == [2.0, 2.0]
    assert grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("grads", [(), (1, 2), (3,)], ids=str)
def test_a_node_is_called_with_a_gradient_for_each_output(ag, grads):
    given = [ag.ones(2) if len(grads) > 1 else g for g in grads]
    with pytest.raises(TypeError):
        called(ag, lambda x: x * x, *given)
    with pytest.raises(TypeError):
        (leaf(ag, 1.0) * 2).grad_fn(grad=ag.ones(1))


def test_gradients_of_a_call_have_shapes_and_types_of_inputs():
    x = rg.ones(3, requires_grad=True)
    y = rg.ones(2, 3, dtype=rg.float64, requires_grad=True)
    one, two = (x * y).grad_fn(rg.ones(2, 3))
    assert (one.shape, one.dtype, one.tolist()) == ((3,), rg.float32, [2.0] * 3)
    assert (two.shape, two.dtype) == ((2, 3), rg.float64)
    with pytest.raises(rg.errors.ShapeError, match=r"shape \(3,\) was given for .* \(2, 3\)"):
        (x * y).grad_fn(rg.ones(3))


def test_the_node_of_a_function_can_be_called():
    class Square(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * x

        @staticmethod
        def backward(ctx, grad):
            return 2 * grad * ctx.saved_tensors[0]

    node = Square.apply(rg.tensor([1.0, 2.0], requires_grad=True)).grad_fn
    assert node(rg.ones(2)).tolist() == node(rg.ones(2)).tolist() == [2.0, 4.0]
