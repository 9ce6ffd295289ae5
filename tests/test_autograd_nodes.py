"""Nodes of the graph as Python shows them: their hooks, names, edges and what they keep.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import pytest


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
