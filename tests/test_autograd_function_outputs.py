"""autograd.Function: its outputs, inputs that it writes to, and what it leaves in memory.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import gc
import sys
import warnings
import weakref

import pytest
import retrograd as rg
from functions import cube, function, grad_of, leaf
from subprocess_run import run_python

# Outputs


def test_outputs_that_are_no_tensors_pass_untouched(ag):
    thing = object()
    seen = []

    def backward(ctx, *grads):
        seen.append(grads[1:])
        return grads[0]

    mine = function(ag, lambda ctx, x: (x * 2, thing, None, [x]), backward)
    x = leaf(ag, 1.0)
    y, same, none, listed = mine.apply(x)
    assert same is thing
    assert none is None
    assert listed[0] is x
    y.backward()
    assert seen == [(None, None, None)]
    for value in (None, 3, [1], {"a": 1}, ()):
        assert function(ag, lambda ctx, x, v=value: v).apply(x) == value


def test_one_output_in_a_tuple_stays_in_a_tuple(ag):
    y = function(ag, lambda ctx, x: (x * 1,), lambda ctx, g: g).apply(leaf(ag, 1.0))
    assert isinstance(y, tuple)
    assert y[0].requires_grad


def test_integer_outputs_have_no_gradient(ag):
    seen = []

    def backward(ctx, *grads):
        seen.append((str(grads[1].dtype).split(".")[-1], grads[1].tolist()))
        return grads[0]

    y, n = function(ag, lambda ctx, x: (x * 1, x.long()), backward).apply(leaf(ag, 1.0))
    assert y.requires_grad
    assert not n.requires_grad
    y.backward()
    assert seen == [("int64", [0])]


def test_outputs_have_numbers(ag):
    a, b = function(ag, lambda ctx, x: (x * 1, x * 2), lambda ctx, g, h: g * 10 + h).apply(
        x := leaf(ag, 1.0)
    )
    assert (a.output_nr, b.output_nr) == (0, 1)
    (a * 2 + b * 3).backward()
    assert grad_of(x) == [23.0]


def test_missing_gradients_are_zeros_or_none(ag):
    for materialize in (True, False):
        seen = []

        def forward(ctx, x, materialize=materialize):
            ctx.set_materialize_grads(materialize)
            return x * 1, x * 2

        def backward(ctx, g, h, seen=seen):
            seen.append(None if g is None else g.tolist())
            return h

        _, b = function(ag, forward, backward).apply(leaf(ag, 1.0, 2.0))
        b.sum().backward()
        assert seen == [[0.0, 0.0] if materialize else None]
    bad = function(ag, lambda ctx, x: ctx.set_materialize_grads("x"))
    with pytest.raises(TypeError):
        bad.apply(leaf(ag, 1.0))


def test_an_input_that_is_returned_comes_out_as_another_tensor(ag):
    x = leaf(ag, 1.0, 2.0)
    y = function(ag, lambda ctx, x: x, lambda ctx, g: g * 5).apply(x)
    assert y is not x
    assert y._base is x
    assert x.is_leaf
    y.sum().backward()
    assert grad_of(x) == [5.0, 5.0]


def test_an_input_may_be_saved_and_returned(ag):
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x

    def backward(ctx, grad):
        assert ctx.saved_tensors[0] is x
        return grad * 2

    x = leaf(ag, 1.0)
    function(ag, forward, backward).apply(x).backward()
    assert grad_of(x) == [2.0]


RETURNED = {"itself": lambda x: x, "a view": lambda x: x.view(2), "a slice": lambda x: x[:]}


@pytest.mark.parametrize("returned", RETURNED.values(), ids=list(RETURNED))
def test_a_view_from_forward_keeps_its_own_backward_or_raises(ag, returned):
    mine = function(ag, lambda ctx, x: returned(x), lambda ctx, g: g * 5)
    x = leaf(ag, 1.0, 2.0)
    mine.apply(x * 1).sum().backward()
    assert grad_of(x) == [5.0, 5.0]
    y = mine.apply(x * 1)
    with pytest.raises(RuntimeError):
        y.mul_(2)
    base = x * 1
    y = mine.apply(base)
    base.mul_(2)
    with pytest.raises(RuntimeError):
        (y * 1).sum().backward()


def test_the_same_tensor_may_be_returned_twice(ag):
    def forward(ctx, x):
        y = x * 2
        return y, y

    a, b = function(ag, forward, lambda ctx, g, h: g + h).apply(x := leaf(ag, 1.0))
    b.backward()
    assert a.requires_grad
    assert grad_of(x) == [1.0]


def test_what_forward_recorded_itself_is_put_aside(ag):
    def forward(ctx, x):
        with ag.enable_grad():
            return x.detach().requires_grad_() * 2

    mine = function(ag, forward, lambda ctx, g: g * 7)
    x = leaf(ag, 1.0)
    y = mine.apply(x)
    assert y.grad_fn.name() == "MineBackward"
    y.backward()
    assert grad_of(x) == [7.0]
    assert not mine.apply(ag.ones(1)).requires_grad


# mark_dirty, mark_non_differentiable


def doubling(ag):
    def forward(ctx, x):
        x.mul_(2)
        ctx.mark_dirty(x)
        return x

    return function(ag, forward, lambda ctx, g: g * 2)


def test_an_input_written_to_gets_the_node_as_its_history(ag):
    x = leaf(ag, 1.0)
    y = x * 3
    z = doubling(ag).apply(y)
    assert z is y
    assert y.grad_fn.name() == "MineBackward"
    y.backward()
    assert y.tolist() == [6.0]
    assert grad_of(x) == [6.0]
    v = ag.ones(1)
    assert doubling(ag).apply(v) is v


def test_a_view_written_to_passes_its_history_to_its_base(ag):
    x = leaf(ag, 1.0, 2.0)
    y = x * 1
    part = y[0:1]
    assert doubling(ag).apply(part) is part
    assert y.tolist() == [2.0, 2.0]
    y.sum().backward()
    assert grad_of(x) == [2.0, 1.0]


def test_another_output_may_be_the_one_written_to(ag):
    def forward(ctx, x, buffer):
        buffer.copy_(x)
        ctx.mark_dirty(buffer)
        return x * 1, buffer

    mine = function(ag, forward, lambda ctx, g, h: (g + h * 10, None))
    x, buffer = leaf(ag, 3.0), ag.zeros(1)
    _, out = mine.apply(x, buffer)
    assert out is buffer
    assert buffer.output_nr == 1
    buffer.backward()
    assert grad_of(x) == [10.0]


def test_a_saved_output_that_was_written_to(ag):
    def forward(ctx, x):
        x.exp_() if hasattr(x, "exp_") else x.copy_(x.exp())
        ctx.mark_dirty(x)
        ctx.save_for_backward(x)
        return x

    x = leaf(ag, 0.0)
    function(ag, forward, lambda ctx, g: g * ctx.saved_tensors[0]).apply(x * 1).backward()
    assert grad_of(x) == [1.0]


def test_a_leaf_that_requires_grad_must_not_be_written_to(ag):
    with pytest.raises(RuntimeError):
        doubling(ag).apply(leaf(ag, 1.0))
    with pytest.raises(RuntimeError):
        doubling(ag).apply(leaf(ag, 1.0, 2.0)[0:1])


def test_what_is_marked_dirty_must_be_returned(ag):
    def forward(ctx, x):
        ctx.mark_dirty(x)
        return x * 1

    with pytest.raises(RuntimeError):
        function(ag, forward, lambda ctx, g: g).apply(leaf(ag, 1.0) * 1)


def test_what_is_marked_dirty_must_be_a_tensor(ag):
    with pytest.raises(RuntimeError):
        function(ag, lambda ctx, x: (ctx.mark_dirty(3), x)[1]).apply(leaf(ag, 1.0) * 1)


def test_outputs_marked_non_differentiable_require_no_grad(ag):
    seen = []

    def forward(ctx, x):
        a, b = x * 1, x * 2
        ctx.mark_non_differentiable(b)
        return a, b

    def backward(ctx, g, h):
        seen.append(h.tolist())
        return g

    x = leaf(ag, 1.0)
    a, b = function(ag, forward, backward).apply(x)
    assert not b.requires_grad
    a.backward()
    assert seen == [[0.0]]
    assert grad_of(x) == [1.0]


def test_an_input_marked_non_differentiable_keeps_its_flag(ag):
    def forward(ctx, x):
        ctx.mark_non_differentiable(x)
        return x

    x = leaf(ag, 1.0)
    y = function(ag, forward, lambda ctx, g: g).apply(x)
    assert not y.requires_grad
    assert x.requires_grad


# Memory and misuse, of this package alone


def test_a_context_that_holds_its_output_is_collected(counts):
    def forward(ctx, x):
        ctx.y = x * 1
        return ctx.y

    def saving_a_view(ctx, x):
        y = x.exp()
        ctx.save_for_backward(y.view(-1))
        return y

    before = counts()
    for make in (forward, saving_a_view):
        y = function(rg, make, lambda ctx, g: g).apply(leaf(rg, 1.0))
        mark = weakref.ref(y)
        del y
        gc.collect()
        assert mark() is None, make
    assert counts() == before


def test_ten_thousand_calls_leave_every_count_where_it_was(counts):
    mine = cube(rg)
    bad = function(rg, lambda ctx, x: x * 1, lambda ctx, g: "s")
    x = leaf(rg, 1.0)

    def work():
        mine.apply(x).backward()
        y = mine.apply(x)
        y.grad_fn.note = "s"
        with pytest.raises(RuntimeError):
            bad.apply(y).backward()
        with pytest.raises(TypeError):
            mine.apply(x, 1)
        x.grad = None

    def now():
        gc.collect()
        return [sys.getrefcount(o) for o in (x, mine, bad, mine._backward_cls)], counts()

    work()
    before = now()
    for _ in range(10_000):
        work()
    assert now() == before


@pytest.mark.parametrize("stack", [0, 65536 * 4])
def test_G03_a_chain_of_functions_is_released_without_recursion(stack):
    run_python(
        f"""
        import threading
        import retrograd as rg

        class Link(rg.autograd.Function):
            @staticmethod
            def forward(ctx, x, before):
                ctx.save_for_backward(x)
                ctx.before = before
                return x + 1
            @staticmethod
            def backward(ctx, g):
                return g, None

        def work():
            x = rg.ones(1, requires_grad=True)
            for run in (True, False):
                y = x
                for _ in range(100_000):
                    y = Link.apply(y, y.grad_fn)
                if run:
                    y.backward()
                del y
            assert x.grad.item() == 1

        threading.stack_size({stack})
        worker = threading.Thread(target=work)
        worker.start()
        worker.join()
        assert rg._core.live_nodes() <= 1, rg._core.live_nodes()
        """,
        timeout=120,
    )


def test_contexts_cannot_be_made_by_hand():
    mine = cube(rg)
    for kind in (mine._backward_cls, rg.autograd.function.FunctionCtx, rg.autograd.graph.Node):
        with pytest.raises(TypeError):
            kind()
        with pytest.raises(TypeError):
            object.__new__(kind)


def test_apply_refuses_what_is_no_function():
    for wrong in ((), (3,), (int,), (object(), 1)):
        with pytest.raises((TypeError, AttributeError)):
            rg._core._apply_function(*wrong)

    class Broken(rg.autograd.Function):
        forward = staticmethod(lambda ctx, x: x)

    for wrong in (3, int, None):
        Broken._backward_cls = wrong
        with pytest.raises((TypeError, AttributeError)):
            Broken.apply(leaf(rg, 1.0))


def test_a_context_used_after_its_graph_is_gone():
    held = []
    mine = function(rg, lambda ctx, x: (held.append(ctx), ctx.save_for_backward(x), x * 1)[2])
    mine.apply(leaf(rg, 1.0))
    gc.collect()
    (ctx,) = held
    assert ctx.saved_tensors[0].tolist() == [1.0]
    ctx.save_for_backward(rg.ones(1))
    ctx.mark_dirty(rg.ones(1))
    assert ctx.next_functions[0][0].variable.tolist() == [1.0]
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert ctx.name() == "MineBackward"
