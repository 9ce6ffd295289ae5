"""Which hooks of a run backwards are called, and in which order: torch's figures."""

from __future__ import annotations

import functools
import itertools

import pytest
import retrograd as rg


def leaf(ag, values=(1.0, 2.0)):
    return ag.tensor(values, requires_grad=True)


def noted(log, **tensors):
    for name, x in tensors.items():
        x.register_hook(lambda _, name=name: log.append(name))


def product(ag, log, x, w):
    noted(log, x=x, w=w)
    a = w * 2
    b = a * x
    c = b * 2
    noted(log, a=a, b=b, c=c)
    return c


def test_a_leaf_runs_as_soon_as_its_gradient_is_complete(ag):
    log = []
    product(ag, log, leaf(ag), leaf(ag)).sum().backward()
    assert log == ["c", "b", "x", "a", "w"]


@pytest.mark.parametrize("use", ["x * 5", "w + x", "(x * w).exp()"])
def test_an_older_graph_of_a_leaf_does_not_delay_it(ag, use):
    log, x, w = [], leaf(ag), leaf(ag)
    older = eval(use, {"x": x, "w": w})
    product(ag, log, x, w).sum().backward()
    assert log == ["c", "b", "x", "a", "w"]
    assert older.requires_grad


def test_an_older_graph_does_not_delay_a_leaf_in_a_run_for_chosen_inputs(ag):
    for run in ("grad", "backward"):
        log, x, w = [], leaf(ag), leaf(ag)
        older = x * 5
        y = product(ag, log, x, w).sum()
        if run == "grad":
            ag.autograd.grad(y, (w, x))
        else:
            y.backward(inputs=(x, w))
        assert log == ["c", "b", "x", "a", "w"]
        assert older.requires_grad


def test_leaves_that_are_ready_together_run_in_the_order_of_torch(ag):
    log, xs = [], [leaf(ag) for _ in range(4)]
    for i, x in enumerate(xs):
        x.register_hook(lambda _, i=i: log.append(i))
        x.register_post_accumulate_grad_hook(lambda _, i=i: log.append(-i))

    class Sum(ag.autograd.Function):
        @staticmethod
        def forward(ctx, *xs):
            return xs[0] + xs[1] + xs[2] + xs[3]

        @staticmethod
        def backward(ctx, grad):
            return grad, grad, grad, grad

    Sum.apply(*xs).sum().backward()
    assert log == [0, 0, 2, -2, 1, -1, 3, -3]
    log.clear()
    c = xs[3] * xs[0] + xs[1] * xs[2]
    (c * xs[0] + xs[3]).sum().backward()
    assert log == [1, -1, 2, -2, 3, -3, 0, 0]


def test_a_post_accumulate_hook_comes_before_what_is_older_than_the_leaf(ag):
    """So that a gradient can be used and freed while the run goes on."""
    freed = []
    x, w = leaf(ag), leaf(ag)
    older = x * 5
    a = w * 2
    a.register_hook(lambda _: freed.append(x.grad is None))
    x.register_post_accumulate_grad_hook(lambda p: setattr(p, "grad", None))
    a.register_hook(lambda _: freed.append(x.grad is None))
    (a * x).sum().backward()
    assert freed == [True, True]
    assert older.requires_grad


SHAPES = {
    "used twice": lambda x, w: x * x * w,
    "used at the root": lambda x, w: x + w * (x + w),
    "not reached": lambda x, w: (x * 2).detach() * w,
    "the root itself": lambda x, w: x,
    "wide": lambda x, w: rg.stack([x * k + w for k in range(9)]),
    "wider than a glance": lambda x, w: rg.stack([x * k + w for k in range(70)]),
    "at every step": lambda x, w: functools.reduce(lambda h, _: (h * w + x).tanh(), range(40), x),
    "in one node": lambda x, w: rg.cat([x, w, x, x * w, w, *[x] * 40]),
    "view": lambda x, w: x[0] * w[1] + x[1],
    "iterated": lambda x, w: sum(row * w for row in x),
    "undefined": lambda x, w: rg.where(x > 0, x, w) * w.detach() + x.floor(),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("restricted", [None, "xw", "x", "w"])
@pytest.mark.parametrize("hooked", ["xw", "x", "w", "other"])
def test_hooks_at_leaves_change_no_gradient(shape, restricted, hooked):
    """With hooks the engine counts what is on its way to a leaf; it must arrive all the same."""
    found = []
    for names in ("", hooked):
        x, w, other = leaf(rg, (1.5, -2.0)), leaf(rg, (0.5, 3.0)), leaf(rg)
        older, y = x * w, SHAPES[shape](x, w).sum()
        calls = []
        for name, p in (("x", x), ("w", w), ("other", other)):
            if name in names:
                p.register_post_accumulate_grad_hook(
                    lambda _, name=name, calls=calls: calls.append(name)
                )
        chosen = None if restricted is None else [{"x": x, "w": w}[n] for n in restricted]
        y.backward(inputs=chosen)
        found.append([None if p.grad is None else p.grad.tolist() for p in (x, w)])
        assert len(set(calls)) == len(calls)
        assert older.requires_grad
    assert found[0] == found[1]


def test_a_leaf_used_at_every_step_is_complete_when_its_hook_runs(ag):
    x, w, b = leaf(ag), leaf(ag, (0.5, 0.25)), leaf(ag)
    log, h = [], x
    for step in range(40):
        h = h * w + b
        h.register_hook(lambda _, step=step: log.append(step))
    noted(log, x=x)
    w.register_hook(lambda g: log.append([round(v, 3) for v in g.tolist()]))
    h.sum().backward()
    # The derivative of b / (1 - w), which the steps come near to.
    assert w.grad.tolist() == pytest.approx([1 / 0.5**2, 2 / 0.75**2], rel=1e-6)
    assert log == [*range(39, -1, -1), "x", [round(v, 3) for v in w.grad.tolist()]]


def test_a_hook_that_hooks_another_leaf_on_the_way_loses_no_gradient(ag):
    log, x, w, late = [], leaf(ag), leaf(ag), leaf(ag)
    y = late * x
    y.register_hook(lambda _: noted(log, late=late))
    noted(log, x=x)
    (late * w + y * late).sum().backward()
    assert sorted(log) == ["late", "x"]
    assert late.grad.tolist() == [3.0, 10.0]


def test_a_leaf_that_several_roots_reach_waits_for_all_of_them(ag):
    log, x = [], leaf(ag)
    x.register_hook(lambda g: log.append(g.tolist()))
    ag.autograd.backward([x, x, x * 2, (x * 3).exp() * 0], [ag.ones(2)] * 4)
    assert log == [[4.0, 4.0]]
    assert x.grad.tolist() == [4.0, 4.0]


def test_a_hook_at_a_leaf_may_run_the_graph_of_another(ag):
    log, x, w = [], leaf(ag), leaf(ag)
    inner = (w * 3).sum()
    x.register_hook(lambda _: inner.backward())
    noted(log, w=w)
    (x * w).sum().backward()
    assert w.grad.tolist() == [4.0, 5.0]
    assert log == ["w", "w"]


# Hooks of the node at which a run ends


def chain(ag, log):
    x = leaf(ag)
    b = x * 2
    c = b * 3
    noted(log, b=b, x=x)
    b.grad_fn.register_prehook(lambda _: log.append("pre"))
    b.grad_fn.register_hook(lambda *_: log.append("post"))
    return x, b, c.sum()


ENDS = {
    "backward to b": (lambda ag, x, b, y: y.backward(inputs=(b,)), ["b", "pre", "post"]),
    "backward to both": (lambda ag, x, b, y: y.backward(inputs=(b, x)), ["b", "pre", "post", "x"]),
    "backward to x": (lambda ag, x, b, y: y.backward(inputs=(x,)), ["b", "pre", "post", "x"]),
    "grad to b": (lambda ag, x, b, y: ag.autograd.grad(y, b), ["b"]),
    "grad to both": (lambda ag, x, b, y: ag.autograd.grad(y, (b, x)), ["b", "pre", "post", "x"]),
}


@pytest.mark.parametrize("end", ENDS)
def test_hooks_of_the_node_where_backward_ends_run_too(ag, end):
    log = []
    x, b, y = chain(ag, log)
    run, want = ENDS[end]
    run(ag, x, b, y)
    assert log == want


def test_a_prehook_where_backward_ends_does_not_change_what_arrived(ag):
    x = leaf(ag)
    b = x * 2
    b.grad_fn.register_prehook(lambda grads: (grads[0] * 100,))
    (b * 3).sum().backward(inputs=(b,))
    assert b.grad.tolist() == [3.0, 3.0]
    assert x.grad is None


def test_the_node_where_backward_ends_keeps_what_it_saved():  # torch frees it
    x = leaf(rg, (0.0, 0.0))
    b = x.exp()
    seen = []
    b.grad_fn.register_hook(lambda to, _: seen.append(to[0].tolist()))
    (b * 3).sum().backward(inputs=(b,))
    b.sum().backward()
    assert seen == [[3.0, 3.0], [1.0, 1.0]]
    assert x.grad.tolist() == [1.0, 1.0]


# Operands


def next_names(y):
    return [node and node.name().rpartition("::")[2] for node, _ in y.grad_fn.next_functions]


@pytest.mark.parametrize("number", [2, 2.5, True])
@pytest.mark.parametrize("operator", ["+", "*"])
def test_a_number_on_the_left_is_the_second_operand(ag, operator, number):
    x = leaf(ag)
    y = eval(f"n {operator} x", {"n": number, "x": x})
    assert next_names(y) == ["AccumulateGrad", None]
    assert y.tolist() == [eval(f"{number} {operator} {v}") for v in (1.0, 2.0)]
    (g,) = ag.autograd.grad(y.sum(), x)
    assert g.tolist() == [float(number) if operator == "*" else 1.0] * 2


def test_a_tensor_on_the_left_stays_the_first_operand(ag):
    x, t = leaf(ag), ag.tensor(2.0)
    for y in (t + x, t * x):
        assert next_names(y) == [None, "AccumulateGrad"]


BINARY = {
    "a * b": "ba",
    "a / b": "ba",
    "a ** b": "ba",
    "ag.maximum(a, b)": "ba",
    "ag.minimum(a, b)": "ba",
    "a @ b": "ba",
    "a[None] @ b[None]": "ba",
    "a @ b[0]": "ab",
    "a[0] @ b[0]": "ab",
}


@pytest.mark.parametrize("operation", BINARY)
def test_operands_are_packed_in_the_order_of_torch(ag, operation):
    a = ag.full((2, 2), 3.0, requires_grad=True)
    b = ag.full((2, 2), 5.0, requires_grad=True)
    packed = []

    def pack(t):
        packed.append({3.0: "a", 5.0: "b"}.get(t.max().item(), ""))
        return t

    with ag.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        eval(operation, {"ag": ag, "a": a, "b": b})
    assert "".join(packed) == BINARY[operation]


def test_new_random_tensors_start_at_version_0(ag):
    x = ag.ones(2, 3).t()
    new = [ag.rand(3), ag.randn(20), ag.randint(0, 5, (2,)), ag.rand_like(x), ag.randn_like(x)]
    new.append(ag.randint_like(x, 3))
    assert [y._version for y in new] == [0] * 6
    assert new[0].uniform_()._version == 1


def test_what_was_saved_and_detached_in_place_is_missed_by_no_second_derivative(ag):
    x = leaf(ag)
    y = x * x
    z = (y * y * y).sum()
    y.detach_()
    with pytest.raises(RuntimeError, match=r"detach_\(\)"):
        ag.autograd.grad(z, x, create_graph=True)


def test_what_was_detached_in_place_and_then_saved_is_a_constant(ag):
    x = leaf(ag)
    y = x * x
    y.detach_()
    (g,) = ag.autograd.grad((x * y).sum(), x, create_graph=True)
    assert g.tolist() == [1.0, 4.0]


def test_a_first_derivative_does_not_need_the_history_of_what_it_saved():  # torch refuses it
    x = leaf(rg)
    y = x * x
    z = (y * y).sum()
    y.detach_()
    z.backward()
    assert x.grad.tolist() == [4.0, 32.0]


def test_counting_at_leaves_ends_with_the_last_hooked_leaf():
    orders = []
    for _ in range(2):
        log, x, w = [], leaf(rg), leaf(rg)
        product(rg, log, x, w).sum().backward()
        orders.append(log)
        del x, w
    assert all(a == b for a, b in itertools.pairwise(orders))
