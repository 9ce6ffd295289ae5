"""Hooks on saved tensors: what they see, what they may return, and what they keep alive.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import gc
import sys
import threading
import weakref

import numpy as np
import pytest
import retrograd as rg
from draw import directional, draw, generator, widen
from functions import function
from op_table import DIFFERENTIABLE


def leaf(ag, *values, dtype=None):
    return ag.tensor(values, dtype=dtype or ag.float32, requires_grad=True)


def hooks(ag, pack, unpack=lambda kept: kept):
    return ag.autograd.graph.saved_tensors_hooks(pack, unpack)


def cube(ag):
    """Return an autograd.Function that saves its input and its output."""

    class Cube(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            y = x**3
            ctx.save_for_backward(x, y)
            return y

        @staticmethod
        def backward(ctx, grad):
            x, y = ctx.saved_tensors
            assert y.grad_fn is not None
            return grad * 3 * y / x

    return Cube


OPERATIONS = {
    "mul": lambda ag, x: x * x,
    "exp": lambda ag, x: x.exp(),
    "matmul": lambda ag, x: x.view(1, 3) @ x.view(3, 1),
    "softmax": lambda ag, x: x.softmax(0),
    "pow": lambda ag, x: x**3,
    "Function": lambda ag, x: cube(ag).apply(x),
}


@pytest.fixture(params=OPERATIONS)
def operation(request):
    return OPERATIONS[request.param]


# What the hooks see, and when


def test_pack_gets_the_inputs_themselves_and_runs_without_recording(ag):
    x, seen = leaf(ag, 1.0, 2.0), []
    with hooks(ag, lambda t: seen.append((t is x, ag.is_grad_enabled())) or t):
        x * x
    assert seen == [(True, False)] * 2


def test_pack_gets_the_values_of_a_result(ag):
    x, seen = leaf(ag, 0.0), []
    with hooks(ag, lambda t: seen.append(t.tolist()) or t):
        x.exp()
    assert seen == [[1.0]]


def test_each_saved_tensor_is_packed_once_and_unpacked_once_a_backward(ag, operation):
    x, seen = leaf(ag, 1.0, 2.0, 3.0), []
    pack, unpack = (lambda t: seen.append("p") or t), (lambda t: seen.append("u") or t)
    with hooks(ag, pack, unpack):
        y = operation(ag, x)
    packed = len(seen)
    assert seen == ["p"] * packed
    assert packed > 0
    y.sum().backward(retain_graph=True)
    assert seen[packed:] == ["u"] * packed
    y.sum().backward()
    assert seen[packed:] == ["u"] * packed * 2


def test_nothing_is_packed_where_nothing_is_recorded(ag):
    x, seen = leaf(ag, 1.0), []
    with hooks(ag, seen.append):
        ag.ones(2) * ag.ones(2)
        with ag.no_grad():
            x * x
    assert seen == []


def test_the_innermost_hooks_have_the_say(ag):
    x, seen = leaf(ag, 1.0), []
    with hooks(ag, lambda t: seen.append("outer") or t):
        with hooks(ag, lambda t: seen.append("inner") or t):
            x.exp()
        x.exp()
    x.exp()
    assert seen == ["inner", "outer"]


def test_one_object_can_be_entered_twice_and_used_again(ag):
    x, seen = leaf(ag, 1.0), []
    both = hooks(ag, lambda t: seen.append(1) or t)
    with both, both:
        x.exp()
    with both:
        x.exp()
    x.exp()
    assert seen == [1, 1]


def test_hooks_belong_to_the_thread(ag):
    x, seen = leaf(ag, 1.0), []
    with hooks(ag, lambda t: seen.append(threading.get_ident()) or t):
        other = threading.Thread(target=lambda: x.exp())
        other.start()
        other.join()
        x.exp()
    assert seen == [threading.get_ident()]


def test_unpack_runs_where_backward_runs(ag):
    x, seen = leaf(ag, 1.0), []
    with hooks(ag, lambda t: t, lambda t: seen.append(threading.current_thread().name) or t):
        y = x.exp()
    other = threading.Thread(target=y.backward, name="other")
    other.start()
    other.join()
    assert seen == ["other"]


def test_hooks_outlive_their_block_with_the_graph(ag):
    x = leaf(ag, 1.0, 2.0)
    with hooks(ag, lambda t: t.numpy(force=True).copy(), ag.from_numpy):
        y = x * x
    gc.collect()
    y.sum().backward()
    assert x.grad.tolist() == [2.0, 4.0]


# Gradients


def test_what_unpack_returns_takes_the_place_of_what_was_saved(ag, operation):
    x = leaf(ag, 1.0, 2.0, 3.0, dtype=ag.float64)
    want = ag.autograd.grad(operation(ag, x).sum() * 1.0, x)[0].tolist()
    with hooks(ag, lambda t: t.numpy(force=True).copy(), ag.from_numpy):
        y = operation(ag, x)
    y.sum().backward()
    assert x.grad.tolist() == pytest.approx(want, rel=1e-12)


@pytest.mark.parametrize("copies", [True, False])
def test_second_derivatives_pass_through_unpacked_tensors(ag, copies):
    x = leaf(ag, 2.0, 3.0)
    pack = (lambda t: t.detach().clone()) if copies else (lambda t: t)
    with hooks(ag, pack):
        y = cube(ag).apply(x) + x.exp() * x
    (first,) = ag.autograd.grad(y.sum(), x, create_graph=True)
    (second,) = ag.autograd.grad(first.sum(), x)
    v = np.array([2.0, 3.0])
    assert first.tolist() == pytest.approx(3 * v**2 + np.exp(v) * (v + 1), rel=1e-5)
    assert second.tolist() == pytest.approx(6 * v + np.exp(v) * (v + 2), rel=1e-5)


def test_an_unpacked_leaf_is_a_leaf_whose_gradient_goes_to_the_original(ag):
    x, met = leaf(ag, 2.0), []

    class Meet(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x.clone()

        @staticmethod
        def backward(ctx, grad):
            met.extend(ctx.saved_tensors)
            return grad

    with hooks(ag, lambda t: t.detach().clone()):
        y = Meet.apply(x)
    y.backward()
    (other,) = met
    assert other is not x
    assert other.is_leaf
    assert other.requires_grad
    assert other.grad_fn is None
    x.grad = None
    (other * 5).backward()
    assert x.grad.tolist() == [5.0]


def test_an_unpacked_constant_requires_no_grad(ag):
    x, c = leaf(ag, 2.0), ag.tensor([3.0])
    with hooks(ag, lambda t: t.detach().clone().requires_grad_()):
        y = x * c
    (grad,) = ag.autograd.grad(y, x, create_graph=True)
    assert not grad.requires_grad or ag.autograd.grad(grad, c, allow_unused=True) == (None,)


def test_a_write_in_place_does_not_reach_what_was_packed(ag):
    x = leaf(ag, 2.0)
    y = x * 1
    with hooks(ag, lambda t: t.detach().clone()):
        z = y * y
        y.exp_() if hasattr(y, "exp_") else y.add_(1)
    z.backward()
    assert x.grad.tolist() == [4.0]


def test_the_history_of_an_unpacked_tensor_is_that_of_the_saved_one(ag):
    x, other = leaf(ag, 2.0), leaf(ag, 2.0)
    with hooks(ag, lambda t: t, lambda t: other * 1):
        y = x.square()
    (first,) = ag.autograd.grad(y, x, create_graph=True)
    first.backward()
    assert x.grad.tolist() == [2.0]
    assert other.grad is None


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_every_derivative_can_be_computed_from_packed_tensors(case):
    def pack(t):
        return t.numpy(force=True).copy()

    for call in case.calls:
        arrays = draw(case, call, "float64")
        leaves = [
            rg.tensor(x).requires_grad_() if i in case.grads else rg.tensor(x)
            for i, x in enumerate(arrays)
        ]
        rng = generator(case.name, repr(call), "direction")
        with rg.autograd.graph.saved_tensors_hooks(pack, rg.tensor):
            y = case.run(rg, leaves, call, "float64")
        u = rng.uniform(0.5, 1.5, tuple(y.shape))
        y.backward(rg.tensor(u, dtype=y.dtype))
        floating = [i for i in case.grads if i < len(arrays)]
        xs = widen(case, arrays)
        vs = [rng.uniform(-1, 1, x.shape) if i in floating else 0 * x for i, x in enumerate(xs)]
        got = sum(float(np.sum(leaves[i].grad.numpy() * vs[i])) for i in floating)
        want = directional(lambda xs: case.reference(xs, call), xs, vs, u)  # noqa: B023
        scale = max(1.0, float(np.sqrt(u.size)))
        assert got == pytest.approx(want, rel=1e-6, abs=1e-6 * scale), str(call)


# Errors


def test_an_exception_of_pack_comes_out_of_the_operation(ag, operation):
    x = leaf(ag, 1.0, 2.0, 3.0)

    def pack(t):
        raise KeyError("packing")

    with hooks(ag, pack), pytest.raises(KeyError, match="packing"):
        operation(ag, x)
    operation(ag, x).sum().backward()
    assert x.grad is not None


def test_an_exception_of_unpack_comes_out_of_backward_and_leaves_the_engine_usable(ag, operation):
    x, fails = leaf(ag, 1.0, 2.0, 3.0), [True]

    def unpack(t):
        if fails:
            raise KeyError("unpacking")
        return t

    with hooks(ag, lambda t: t, unpack):
        y = operation(ag, x).sum()
    with pytest.raises(KeyError, match="unpacking"):
        y.backward(retain_graph=True)
    assert x.grad is None
    fails.clear()
    y.backward()
    assert x.grad is not None


@pytest.mark.parametrize("wrong", [3, None, "text", [1.0]])
def test_an_unpack_hook_that_returns_no_tensor_is_a_type_error(ag, operation, wrong):
    with hooks(ag, lambda t: t, lambda t: wrong):
        y = operation(ag, leaf(ag, 1.0, 2.0, 3.0))
    with pytest.raises(TypeError, match=r"unpack_?.hook"):
        y.sum().backward()


@pytest.mark.parametrize("name", ["mul", "exp", "softmax", "pow"])
def test_an_unpacked_tensor_of_another_shape_is_refused(ag, name):
    with hooks(ag, lambda t: t, lambda t: t.detach().view(-1)[:2]):
        y = OPERATIONS[name](ag, leaf(ag, 1.0, 2.0, 3.0))
    with pytest.raises(RuntimeError):
        y.sum().backward()


@pytest.mark.parametrize("name", ["matmul", "softmax"])
def test_an_unpacked_tensor_of_another_dtype_is_refused(ag, name):
    with hooks(ag, lambda t: t, lambda t: t.detach().double()):
        y = OPERATIONS[name](ag, leaf(ag, 1.0, 2.0, 3.0))
    with pytest.raises(RuntimeError):
        y.sum().backward()


# torch broadcasts and promotes these, and the gradients are wrong in silence.
@pytest.mark.parametrize("unpack", [lambda t: t[:1], lambda t: t[None], lambda t: t.double()])
def test_a_shape_or_dtype_that_would_be_broadcast_or_promoted_is_refused_too(operation, unpack):
    with hooks(rg, lambda t: t.detach(), unpack):
        y = operation(rg, leaf(rg, 1.0, 2.0, 3.0))
    with pytest.raises(RuntimeError, match="unpack hook"):
        y.sum().backward()


def test_pack_may_not_write_to_its_tensor(ag):
    x = leaf(ag, 1.0)
    with hooks(ag, lambda t: t.mul_(2)), pytest.raises(RuntimeError, match=r"in.place|clone"):
        x * x


def test_pack_may_not_replace_the_memory_under_an_operation():
    x, y = leaf(rg, *range(1000)), leaf(rg, *range(1000))

    def pack(t):
        y.data = rg.ones(1)

    with hooks(rg, pack), pytest.raises(RuntimeError, match="pack hook"):
        x * y
    assert y.shape == (1000,)


@pytest.mark.parametrize("pair", [(3, lambda t: t), (lambda t: t, 3), (None, None)])
def test_hooks_must_be_callable(ag, pair):
    with pytest.raises(TypeError), ag.autograd.graph.saved_tensors_hooks(*pair):
        pass
    leaf(ag, 1.0).exp().backward()


def test_an_exception_in_the_block_ends_the_hooks(ag):
    x, seen = leaf(ag, 1.0), []
    with pytest.raises(ZeroDivisionError), hooks(ag, seen.append):
        _ = 1 / 0
    x.exp()
    assert seen == []


# torch 2.13 crashes here.
def test_an_unpack_hook_may_run_and_free_the_graph_that_it_unpacks_for():
    x, depth = leaf(rg, 2.0, 3.0), []

    def unpack(t):
        if not depth:
            depth.append(1)
            y.sum().backward()
        return t

    with hooks(rg, lambda t: t.detach(), unpack):
        y = cube(rg).apply(x)
    assert [len(t) for t in y.grad_fn.saved_tensors] == [2, 2]
    assert x.grad.tolist() == pytest.approx([12.0, 27.0])


# save_on_cpu and disable_saved_tensors_hooks


def test_save_on_cpu_changes_nothing(ag, operation):
    x = leaf(ag, 1.0, 2.0, 3.0)
    want = ag.autograd.grad(operation(ag, x).sum(), x)[0].tolist()
    for context in (
        ag.autograd.graph.save_on_cpu(),
        ag.autograd.graph.save_on_cpu(pin_memory=True),
    ):
        with context:
            y = operation(ag, x)
        assert ag.autograd.grad(y.sum(), x)[0].tolist() == want


def test_save_on_cpu_hides_the_hooks_around_it(ag):
    x, seen = leaf(ag, 1.0), []
    with hooks(ag, lambda t: seen.append(1) or t), ag.autograd.graph.save_on_cpu():
        x.exp()
    assert seen == []
    assert issubclass(ag.autograd.graph.save_on_cpu, ag.autograd.graph.saved_tensors_hooks)


@pytest.mark.parametrize("start", ["saved_tensors_hooks", "save_on_cpu"])
def test_disabled_hooks_raise_the_given_text(ag, start):
    graph = ag.autograd.graph
    args = (lambda t: t, lambda t: t) if start == "saved_tensors_hooks" else ()
    with graph.disable_saved_tensors_hooks("outer"):
        inner = graph.disable_saved_tensors_hooks("inner")
        with inner, pytest.raises(RuntimeError, match=r"^inner$"), getattr(graph, start)(*args):
            pass
        with pytest.raises(RuntimeError, match=r"^outer$"), getattr(graph, start)(*args):
            pass
    with getattr(graph, start)(*args):
        leaf(ag, 1.0).exp().backward()


def test_hooks_in_force_cannot_be_disabled(ag):
    graph = ag.autograd.graph
    with (
        hooks(ag, lambda t: t),
        pytest.raises(RuntimeError, match=r"^not here$"),
        graph.disable_saved_tensors_hooks("not here"),
    ):
        pass
    with hooks(ag, lambda t: t):
        leaf(ag, 1.0).exp().backward()


def test_hooks_are_disabled_for_one_thread(ag):
    ran = []

    def run():
        with hooks(ag, lambda t: ran.append(1) or t):
            leaf(ag, 1.0).exp().backward()

    with ag.autograd.graph.disable_saved_tensors_hooks("not here"):
        other = threading.Thread(target=run)
        other.start()
        other.join()
    assert ran == [1]


def test_the_text_must_be_text(ag):
    with pytest.raises(TypeError), ag.autograd.graph.disable_saved_tensors_hooks(3):
        pass
    with hooks(ag, lambda t: t):
        pass


# What is kept alive


class Kept:
    def __init__(self, tensor):
        self.tensor = tensor.detach()


def kept_alive(ag, operation):
    """Run the operation with hooks; return its result and weak references to what pack made."""
    alive = []

    def pack(t):
        kept = Kept(t)
        alive.append(weakref.ref(kept))
        return kept

    with hooks(ag, pack, lambda kept: kept.tensor):
        y = operation(ag, leaf(ag, 1.0, 2.0, 3.0))
    assert all(r() is not None for r in alive)
    return y, alive


def test_what_was_packed_goes_with_backward(ag, operation):
    y, alive = kept_alive(ag, operation)
    y.sum().backward()
    assert [r() for r in alive] == [None] * len(alive)


def test_what_was_packed_goes_with_the_graph(ag, operation):
    y, alive = kept_alive(ag, operation)
    del y
    assert [r() for r in alive] == [None] * len(alive)


def test_what_was_packed_goes_with_an_operation_that_failed(ag):
    alive = []

    def pack(t):
        if alive:
            raise KeyError
        kept = Kept(t)
        alive.append(weakref.ref(kept))
        return kept

    x = leaf(ag, 1.0)
    with hooks(ag, pack), pytest.raises(KeyError):
        x * x
    gc.collect()
    assert alive[0]() is None


def test_ten_thousand_repetitions_leave_nothing(counts):
    x, kept = leaf(rg, 1.0, 2.0), object()

    def pack(t):
        return kept, t

    def unpack(pair):
        return pair[1]

    function = cube(rg)
    before, references = None, None
    for i in range(10_000):
        with hooks(rg, pack, unpack):
            y = function.apply(x) + x.exp() * x
        if i % 2:
            y.sum().backward()
        x.grad = y = None
        if i == 10:
            before = counts()
            references = [sys.getrefcount(o) for o in (x, kept, pack, unpack, None)][:4]
    assert counts() == before
    assert [sys.getrefcount(o) for o in (x, kept, pack, unpack)] == references


def test_an_identity_that_keeps_results_makes_no_cycle(counts):
    before = counts()
    gc.disable()
    try:
        with hooks(rg, lambda t: t):
            y = leaf(rg, 1.0).exp().exp()
        del y
        assert (rg._core.live_tensors(), rg._core.live_nodes()) == before[:2]
    finally:
        gc.enable()


def test_a_pack_hook_may_save_anew_on_the_context():
    def forward(ctx, x):
        contexts.append(ctx)
        ctx.save_for_backward(x, x)
        return x * 2

    def pack(tensor):
        contexts[0].save_for_backward(tensor)
        return tensor

    contexts = []
    x = rg.ones(2, requires_grad=True)
    with rg.autograd.graph.saved_tensors_hooks(pack, lambda t: t):
        y = function(rg, forward, lambda ctx, grad: grad * len(ctx.saved_tensors)).apply(x)
    y.sum().backward()
    assert x.grad.tolist() == [2.0, 2.0]
