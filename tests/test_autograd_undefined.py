"""Gradients that are not there: what runs where only undefined ones arrive, and what it sees.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import pytest
import retrograd as rg
from draw import draw
from op_table import DIFFERENTIABLE


def cut(ag):
    """A function of two tensors, whose second gets no gradient though it is reached."""

    class Cut(ag.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            return a + b

        @staticmethod
        def backward(ctx, grad):
            return grad, None

    return Cut.apply


def doubled(ag, materialize, seen):
    """Two times a tensor, by a Function that tells what its backward got."""

    class Doubled(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(materialize)
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            seen.append(listed(grad))
            return None if grad is None else grad * 2

    return Doubled.apply


def listed(grad):
    if isinstance(grad, tuple):
        return tuple(listed(g) for g in grad)
    return None if grad is None else grad.tolist()


@pytest.fixture
def x(ag):
    return ag.ones(2, requires_grad=True)


@pytest.fixture
def w(ag):
    return ag.ones(2, requires_grad=True)


def test_every_hook_of_a_node_without_gradient_is_called_with_none(ag, x, w):
    middle, seen = w.exp(), []
    middle.register_hook(lambda g: seen.append(("tensor", g)))
    middle.grad_fn.register_prehook(lambda gs: seen.append(("pre", gs)))
    middle.grad_fn.register_hook(lambda *both: seen.append(("post", *both)))
    middle.retain_grad()
    cut(ag)(x, middle).sum().backward()
    assert seen == [("tensor", None), ("pre", (None,)), ("post", (None,), (None,))]
    assert middle.grad is None
    assert w.grad is None
    assert listed(x.grad) == [1.0, 1.0]


def test_every_hook_of_a_leaf_without_gradient_is_called(ag, x, w):
    seen = []
    sink = ag.autograd.graph.get_gradient_edge(w).node
    w.register_hook(lambda g: seen.append(("tensor", g)))
    w.register_post_accumulate_grad_hook(lambda p: seen.append(("accumulated", p.grad)))
    sink.register_prehook(lambda gs: seen.append(("pre", gs)))
    sink.register_hook(lambda *both: seen.append(("post", *both)))
    cut(ag)(x, w * 3).sum().backward()
    assert seen == [
        ("tensor", None),
        ("pre", (None,)),
        ("accumulated", None),
        ("post", (), (None,)),
    ]


def test_a_leaf_without_gradient_keeps_the_one_that_it_had(ag, x, w):
    w.grad = ag.ones(2)
    cut(ag)(x, w).sum().backward()
    assert listed(w.grad) == [1.0, 1.0]


def test_the_backward_of_a_function_gets_zeros_and_may_go_on_with_them(ag, x, w):
    seen, hooked = [], []
    middle = doubled(ag, True, seen)(w)
    middle.grad_fn.register_hook(lambda *both: hooked.append(listed(both)))
    cut(ag)(x, middle).sum().backward()
    assert seen == [[0.0, 0.0]]
    assert hooked == [(([0.0, 0.0],), (None,))]
    assert listed(w.grad) == [0.0, 0.0]


def test_the_backward_of_a_function_gets_none_if_it_says_so(ag, x, w):
    seen = []
    cut(ag)(x, doubled(ag, False, seen)(w)).sum().backward()
    assert seen == [None]
    assert w.grad is None


def test_nothing_runs_between_a_cut_and_what_grad_was_not_asked_for(ag, x, w):
    seen = []
    y = cut(ag)(x, doubled(ag, True, seen)(w)).sum()
    ag.autograd.grad(y, x)
    assert seen == []


def test_grad_is_none_behind_a_cut_and_zeros_behind_a_function(ag, x, w):
    y = cut(ag)(x, w.exp()).sum()
    assert ag.autograd.grad(y, [x, w], allow_unused=True)[1] is None
    y = cut(ag)(x, doubled(ag, True, [])(w)).sum()
    assert listed(ag.autograd.grad(y, [w])[0]) == [0.0, 0.0]


def test_a_gradient_and_an_undefined_one_meet_as_the_gradient(ag, x):
    u, seen = x * 3, []
    u.grad_fn.register_hook(lambda inputs, outputs: seen.append(listed(outputs)))
    (cut(ag)(x, u) + u * 5).sum().backward()
    assert seen == [([5.0, 5.0],)]
    assert listed(x.grad) == [16.0, 16.0]


def test_a_node_without_gradient_runs_after_all_that_use_it(ag, x, w):
    order = []
    a = w.exp()
    b = a.exp()
    y = cut(ag)(x, b) + cut(ag)(x, a)
    for name, node in {"a": a.grad_fn, "b": b.grad_fn}.items():
        node.register_hook(lambda *_, name=name: order.append(name))
    y.sum().backward()
    assert order == ["b", "a"]


def test_a_run_frees_what_it_reached_without_gradients(ag, x, w):
    middle = w.exp()
    cut(ag)(x, middle).sum().backward()
    with pytest.raises(RuntimeError):
        middle.sum().backward()


@pytest.mark.parametrize("kind", ["tensor", "pre", "post"])
def test_a_hook_may_not_make_a_gradient_of_none(ag, kind, x, w):
    middle = w.exp()
    if kind == "tensor":
        middle.register_hook(lambda g: ag.ones(2))
    elif kind == "pre":
        middle.grad_fn.register_prehook(lambda gs: (ag.ones(2),))
    else:
        middle.grad_fn.register_hook(lambda *_: (ag.ones(2),))
    with pytest.raises(RuntimeError):
        cut(ag)(x, middle).sum().backward()


def test_a_hook_on_all_of_several_tensors_gets_none_for_those(ag, x, w):
    middle, seen = w.exp(), []
    ag.autograd.graph.register_multi_grad_hook([x, middle, w], lambda gs: seen.append(gs))
    cut(ag)(x, middle).sum().backward()
    assert [[listed(g) for g in gs] for gs in seen] == [[[1.0, 1.0], None, None]]


def test_a_hook_on_all_of_several_tensors_is_called_where_none_has_a_gradient(ag, x, w):
    middle, seen = w.exp(), []
    ag.autograd.graph.register_multi_grad_hook([middle, w], lambda gs: seen.append(gs))
    cut(ag)(x, middle).sum().backward()
    assert seen == [[None, None]]


def test_a_hook_on_any_of_several_tensors_is_called_with_none(ag, x, w):
    middle, seen = w.exp(), []
    handle = ag.autograd.graph.register_multi_grad_hook([middle, w], seen.append, mode="any")
    cut(ag)(x, middle).sum().backward()
    assert seen == [None]
    handle.remove()


def test_an_undefined_gradient_passes_a_choice_along_a_dimension(ag, x, w):
    seen = []
    chosen = w.max(0).values
    w.register_hook(seen.append)
    cut(ag)(x, chosen).sum().backward()
    assert seen == [None]


def test_an_undefined_gradient_passes_a_write_through_a_view(ag, x, w):
    seen = []
    base = w * 2
    base[0] = 5.0
    w.register_hook(seen.append)
    cut(ag)(x, base).sum().backward()
    assert seen == [None]


ZERO = {
    "bernoulli": lambda x: (x * 0.5).bernoulli(),
    "uniform_": lambda x: (x * 2).uniform_(),
    "normal_": lambda x: (x * 2).normal_(),
    "exponential_": lambda x: (x * 2).exponential_(),
}


@pytest.mark.parametrize("name", ZERO)
def test_the_gradient_of_random_numbers_is_zero_and_not_none(ag, name, x):
    y = ZERO[name](x)
    assert y.requires_grad
    y.sum().backward()
    assert listed(x.grad) == [0.0, 0.0]


def test_the_second_derivative_of_relu_is_zero_and_not_none(ag, x):
    (g,) = ag.autograd.grad(x.relu().sum(), x, create_graph=True)
    (gg,) = ag.autograd.grad(g.sum(), x)
    assert listed(gg) == [0.0, 0.0]


def test_operations_on_views_that_are_unrecorded_end_there():
    for case in DIFFERENTIABLE:
        call = case.calls[0]
        arrays = draw(case, call, "float64")
        bases = [rg.tensor(x, requires_grad=i in case.grads) for i, x in enumerate(arrays)]
        with rg.no_grad():
            views = [x[...] for x in bases]
        y = case.run(rg, views, call, "float64")
        if y.requires_grad:
            y.sum().backward()
        assert all(x.grad is None for x in bases), case.name
    x = rg.eye(2, requires_grad=True)
    with rg.no_grad():
        view = x.t()
    y = rg.linalg.solve_triangular(rg.eye(2), view, upper=True)
    assert y.grad_fn(rg.ones(2, 2)) == (None, None)
    with rg.autograd.detect_anomaly(check_nan=True):
        rg.linalg.solve_triangular(rg.eye(2), view, upper=True).sum().backward()
    assert x.grad is None
