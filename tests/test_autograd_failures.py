"""Runs backwards that fail on the way: what can be run again.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import pytest


def leaf(ag):
    return ag.tensor([1.0, 2.0, 3.0], requires_grad=True)


def unpacking(ag, fails):
    """A block whose unpack hook fails as long as the list is not empty."""

    def unpack(t):
        if fails:
            raise KeyError("unpacking")
        return t

    return ag.autograd.graph.saved_tensors_hooks(lambda t: t, unpack)


OPERATIONS = {
    "mul": lambda x: x * x,
    "exp": lambda x: x.exp(),
    "matmul": lambda x: x.view(1, 3) @ x.view(3, 1),
    "softmax": lambda x: x.softmax(0),
    "pow": lambda x: x**3,
}


@pytest.mark.parametrize("operation", OPERATIONS)
def test_a_node_that_failed_can_be_run_again_and_once(ag, operation):
    x, fails, operation = leaf(ag), [True], OPERATIONS[operation]
    with unpacking(ag, fails):
        y = operation(x)
    for _ in range(2):
        with pytest.raises(KeyError, match="unpacking"):
            y.sum().backward()
    fails.clear()
    y.sum().backward()
    (want,) = ag.autograd.grad(operation(x).sum(), x)
    assert x.grad.tolist() == want.tolist()
    with pytest.raises(RuntimeError, match="retain_graph=True"):
        y.sum().backward()


FAILURES = {
    "backward": lambda y, fail: None,
    "prehook": lambda y, fail: y.grad_fn.register_prehook(lambda grads: fail()),
    "post-hook": lambda y, fail: y.grad_fn.register_hook(lambda *grads: fail()),
    "tensor hook": lambda y, fail: y.register_hook(lambda grad: fail()),
}


@pytest.mark.parametrize("where", FAILURES)
def test_a_node_can_be_run_again_wherever_it_failed(ag, where):
    fails = [True]

    def fail():
        if fails:
            raise KeyError(where)

    class Double(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            ctx.saved_tensors  # noqa: B018
            if where == "backward":
                fail()
            return grad * 2

    x = leaf(ag)
    y = Double.apply(x)
    FAILURES[where](y, fail)
    with pytest.raises(KeyError, match=where):
        y.sum().backward()
    fails.clear()
    y.sum().backward()
    assert x.grad.tolist() == [2.0, 2.0, 2.0]
    with pytest.raises(RuntimeError, match="retain_graph=True"):
        y.sum().backward()


def test_what_ran_before_a_node_failed_is_freed(ag):
    x, fails = leaf(ag), [True]
    with unpacking(ag, fails):
        y = x * x
    z = y * y
    with pytest.raises(KeyError, match="unpacking"):
        z.sum().backward()
    fails.clear()
    with pytest.raises(RuntimeError, match="retain_graph=True"):
        z.sum().backward()
    y.sum().backward()
    assert x.grad.tolist() == [2.0, 4.0, 6.0]


def test_a_node_whose_saved_tensor_was_written_to_says_so_each_time(ag):
    a = leaf(ag) * 1
    y = (a * a).sum()
    a.add_(1)
    for _ in range(2):
        with pytest.raises(RuntimeError, match="modified by an inplace operation"):
            y.backward()


def test_a_run_that_keeps_the_graph_and_fails_leaves_what_another_has_freed(ag):
    x, fails = leaf(ag), []
    with unpacking(ag, fails):
        y = (x * x).sum()
    y.backward()
    fails.append(True)
    with pytest.raises(RuntimeError, match="retain_graph=True"):
        y.backward(retain_graph=True)
    assert x.grad.tolist() == [2.0, 4.0, 6.0]


def test_a_gradient_of_a_wrong_shape_is_said_to_be_one_each_time(ag):
    class Wrong(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            assert ctx.saved_tensors
            return ag.ones(7)

    y = Wrong.apply(leaf(ag)).sum()
    for _ in range(2):
        with pytest.raises(RuntimeError, match="shape"):
            y.backward()
