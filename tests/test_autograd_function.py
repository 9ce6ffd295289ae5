"""autograd.Function: its two styles, ctx, saving, what backward returns, higher derivatives.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import gc
import threading

import pytest
from functions import cube, exp, function, grad_of, leaf

# Both styles


def test_forward_and_backward_with_a_context(ag):
    x = leaf(ag, 2.0, 3.0)
    y = cube(ag).apply(x)
    assert y.tolist() == [8.0, 27.0]
    assert y.requires_grad
    y.sum().backward()
    assert grad_of(x) == [12.0, 27.0]


def test_setup_context_fills_the_context_after_forward(ag):
    seen = []

    def setup_context(ctx, inputs, output):
        x, k = inputs
        seen.append((ag.is_grad_enabled(), output.requires_grad, k))
        ctx.k = k
        ctx.save_for_backward(x, output)

    def backward(ctx, grad):
        assert ctx.saved_tensors[1].tolist() == [6.0]
        return grad * ctx.k, None

    scale = function(ag, lambda x, k=3.0: x * k, backward, setup_context=setup_context)
    x = leaf(ag, 2.0)
    scale.apply(x).backward()
    scale.apply(x, 3.0).backward()
    scale.apply(x, k=3.0).backward()
    assert seen == [(False, False, 3.0)] * 3
    assert grad_of(x) == [9.0]
    for wrong in ({"q": 1}, {"x": 1}):
        with pytest.raises(TypeError):
            scale.apply(x, **wrong)
    with pytest.raises(TypeError):
        scale.apply()
    with pytest.raises(TypeError):
        scale.apply(x, 1.0, 2.0)


def test_keywords_are_bound_to_the_parameters_of_forward(ag):
    def forward(ctx, x, k=2.0):
        ctx.k = k
        return x * k

    scale = function(ag, forward, lambda ctx, grad: (grad * ctx.k, None))
    x = leaf(ag, 1.0)
    scale.apply(x, k=5.0).backward()
    scale.apply(x).backward()
    assert grad_of(x) == [7.0]
    only = function(ag, lambda ctx, x, *, k=1: x * k)
    with pytest.raises(TypeError):
        only.apply(x, k=3)


def test_forward_runs_without_recording_and_restores_the_mode(ag):
    seen = []

    def forward(ctx, x):
        seen.append((ag.is_grad_enabled(), x.requires_grad))
        return x * 1

    mine = function(ag, forward, lambda ctx, grad: grad)
    mine.apply(leaf(ag, 1.0))
    assert seen == [(False, True)]
    assert ag.is_grad_enabled()


def test_backward_records_only_with_create_graph(ag):
    seen = []

    def backward(ctx, grad):
        seen.append(ag.is_grad_enabled())
        return grad

    mine = function(ag, lambda ctx, x: x * 1, backward)
    x = leaf(ag, 1.0)
    mine.apply(x).backward()
    ag.autograd.grad(mine.apply(x), x, create_graph=True)
    assert seen == [False, True]


def test_nothing_is_recorded_without_need(ag):
    y = cube(ag).apply(ag.ones(1))
    assert y.grad_fn is None
    with ag.no_grad():
        assert not cube(ag).apply(leaf(ag, 1.0)).requires_grad


# The context and the node


def test_the_context_is_the_node(ag):
    held = []

    def forward(ctx, x):
        held.append(ctx)
        ctx.word = "kept"
        assert len(ctx.next_functions) == 1
        assert ctx.saved_tensors == ()
        return x * 1

    def backward(ctx, grad):
        assert ctx is held[0]
        assert ctx.word == "kept"
        return grad

    mine = function(ag, forward, backward)
    x = leaf(ag, 1.0)
    y = mine.apply(x)
    assert y.grad_fn is held[0]
    assert type(y.grad_fn).__name__ == y.grad_fn.name() == "MineBackward"
    assert isinstance(y.grad_fn, ag.autograd.graph.Node)
    assert isinstance(y.grad_fn, ag.autograd.function.FunctionCtx)
    assert y.grad_fn.next_functions[0][0].variable is x
    assert "grad_fn=<MineBackward>" in repr(y)
    y.backward()


def test_attributes_of_the_context_outlive_it(ag):
    def forward(ctx, x):
        ctx.word = "kept"
        ctx.things = {"a": [1, 2]}
        return x * 1

    mine = function(ag, forward, lambda ctx, grad: grad * len(ctx.things["a"]))
    x = leaf(ag, 1.0)
    y = mine.apply(x)
    gc.collect()
    assert y.grad_fn.word == "kept"
    y.grad_fn.word = "new"
    gc.collect()
    assert y.grad_fn.word == "new"
    with pytest.raises(AttributeError):
        y.grad_fn.other  # noqa: B018
    y.backward()
    assert grad_of(x) == [2.0]


def test_only_tensors_among_the_arguments_have_edges(ag):
    mine = function(ag, lambda ctx, *args: args[1] * 1, lambda ctx, grad: (None, grad, None, None))
    y = mine.apply(ag.ones(1), leaf(ag, 1.0), "s", [1])
    first, second = y.grad_fn.next_functions
    assert first == (None, 0)
    assert second[0].name().endswith("AccumulateGrad")


def test_needs_input_grad_says_which_arguments_need_a_gradient(ag):
    seen = []

    def forward(ctx, *args):
        seen.append(ctx.needs_input_grad)
        return args[1] * 1

    mine = function(ag, forward, lambda ctx, g: (seen.append(ctx.needs_input_grad), g, None)[:3])
    x = leaf(ag, 1.0)
    mine.apply(ag.ones(1), x, "s")
    with ag.no_grad():
        mine.apply(ag.ones(1), x, "s")
    mine.apply(ag.ones(1), ag.ones(1), "s")
    assert seen == [(False, True, False), (False, True, False), (False, False, False)]


def test_needs_input_grad_can_be_assigned(ag):
    def forward(ctx, x):
        ctx.needs_input_grad = (False,)
        return x * 1

    def backward(ctx, grad):
        assert ctx.needs_input_grad == (False,)
        return grad

    x = leaf(ag, 1.0)
    function(ag, forward, backward).apply(x).backward()
    assert grad_of(x) == [1.0]


def test_hooks_on_the_node_of_a_function(ag):
    seen = []
    x = leaf(ag, 2.0)
    y = cube(ag).apply(x)
    y.grad_fn.register_hook(lambda inputs, outputs: seen.append((inputs[0].item(),)))
    y.grad_fn.register_prehook(lambda outputs: (outputs[0] * 10,))
    y.register_hook(lambda g: g * 2)
    y.grad_fn.metadata["k"] = 1
    y.backward()
    assert seen == [(240.0,)]
    assert grad_of(x) == [240.0]


# Saving


def test_saved_inputs_come_back_as_the_same_objects(ag):
    def forward(ctx, x, w):
        ctx.save_for_backward(x, None, w)
        return x * w

    def backward(ctx, grad):
        a, none, b = ctx.saved_tensors
        assert a is x
        assert none is None
        assert b is w
        return grad * b, grad * a

    x, w = leaf(ag, 2.0), leaf(ag, 5.0)
    function(ag, forward, backward).apply(x, w).backward()
    assert grad_of(x) == [5.0]
    assert grad_of(w) == [2.0]


def test_a_saved_output_has_its_history_again(ag):
    x = leaf(ag, 0.0)
    y = exp(ag).apply(x)
    (saved,) = y.grad_fn.saved_tensors
    assert saved.grad_fn is y.grad_fn
    (first,) = ag.autograd.grad(y, x, create_graph=True)
    (second,) = ag.autograd.grad(first, x)
    assert second.tolist() == [1.0]


def test_a_write_to_a_saved_tensor_is_an_error_in_backward(ag):
    x = leaf(ag, 1.0)
    y = exp(ag).apply(x)
    with ag.no_grad():
        y.mul_(2)
    with pytest.raises(RuntimeError, match=r"in-?place"):
        y.backward()
    w = ag.ones(1)
    z = function(
        ag,
        lambda ctx, a, b: (ctx.save_for_backward(b), a * b)[1],
        lambda ctx, grad: (grad * ctx.saved_tensors[0], None),
    ).apply(x, w)
    w.add_(1)
    with pytest.raises(RuntimeError, match=r"in-?place"):
        z.backward()


def test_saved_tensors_are_freed_with_the_graph(ag):
    x = leaf(ag, 1.0)
    y = cube(ag).apply(x)
    node = y.grad_fn
    y.backward(retain_graph=True)
    y.backward()
    with pytest.raises(RuntimeError):
        y.backward()
    with pytest.raises(RuntimeError):
        node.saved_tensors  # noqa: B018


def test_a_function_that_saved_nothing_can_be_run_again(ag):
    x = leaf(ag, 1.0)
    y = function(ag, lambda ctx, x: x * 1, lambda ctx, grad: grad).apply(x)
    y.backward()
    y.backward()
    assert grad_of(x) == [2.0]


def test_the_last_call_of_save_for_backward_counts(ag):
    def forward(ctx, x):
        ctx.save_for_backward(x, x)
        ctx.save_for_backward(x)
        return x * 1

    y = function(ag, forward, lambda ctx, grad: grad).apply(leaf(ag, 1.0))
    assert len(y.grad_fn.saved_tensors) == 1


@pytest.mark.parametrize("thing", [3, "s", [1.0]], ids=repr)
def test_only_tensors_can_be_saved(ag, thing):
    mine = function(ag, lambda ctx, x: (ctx.save_for_backward(thing), x * 1)[1])
    with pytest.raises(TypeError):
        mine.apply(leaf(ag, 1.0))


# What backward returns


RETURNS = {
    "too few": (lambda ag, g: g, 2, RuntimeError),
    "a list": (lambda ag, g: [g, g], 2, RuntimeError),
    "too many": (lambda ag, g: (g, g), 1, RuntimeError),
    "text": (lambda ag, g: "s", 1, RuntimeError),
    "a number": (lambda ag, g: (g, 3), 2, RuntimeError),
    "another shape": (lambda ag, g: ag.ones(3), 1, RuntimeError),
    "a smaller shape": (lambda ag, g: ag.ones(()), 1, RuntimeError),
}


@pytest.mark.parametrize("name", RETURNS)
def test_what_backward_may_not_return(ag, name):
    value, arguments, kind = RETURNS[name]
    mine = function(ag, lambda ctx, *xs: xs[0] * 1, lambda ctx, g: value(ag, g))
    xs = [leaf(ag, 1.0, 2.0) for _ in range(arguments)]
    with pytest.raises(kind):
        mine.apply(*xs).sum().backward()
    assert all(x.grad is None for x in xs)


def test_a_gradient_for_what_is_no_tensor_must_be_none(ag):
    mine = function(ag, lambda ctx, x, n: x * n, lambda ctx, g: (g, g))
    with pytest.raises(RuntimeError):
        mine.apply(leaf(ag, 1.0), 3).backward()


def test_what_backward_may_return(ag):
    x = leaf(ag, 1.0, 2.0)
    for value in (
        lambda g: (g, None, None),
        lambda g: ag.ones(3, 2) / 3,
        lambda g: g.double(),
        lambda g: g.long(),
    ):
        x.grad = None
        function(ag, lambda ctx, x: x * 1, lambda ctx, g, v=value: v(g)).apply(x).sum().backward()
        assert grad_of(x) == pytest.approx([1.0, 1.0])
        assert x.grad.dtype == ag.float32
    x.grad = None
    function(ag, lambda ctx, x: x * 1, lambda ctx, g: None).apply(x).sum().backward()
    assert x.grad is None
    mine = function(ag, lambda ctx, x, c: x * 1, lambda ctx, g: (g, ag.ones(7)))
    mine.apply(x, ag.ones(2)).sum().backward()
    assert grad_of(x) == [1.0, 1.0]


def test_a_function_without_backward_cannot_be_differentiated(ag):
    y = function(ag, lambda ctx, x: x * 1).apply(leaf(ag, 1.0))
    with pytest.raises(NotImplementedError):
        y.backward()


def test_a_function_without_forward_cannot_be_applied(ag):
    with pytest.raises(NotImplementedError):
        type("Mine", (ag.autograd.Function,), {}).apply(leaf(ag, 1.0))
    with pytest.raises(NotImplementedError):
        ag.autograd.Function.apply(leaf(ag, 1.0))


def test_vjp_is_another_name_of_backward_and_not_a_second_one(ag):
    x = leaf(ag, 1.0)
    function(ag, lambda ctx, x: x * 1, vjp=lambda ctx, g: g * 5).apply(x).backward()
    assert grad_of(x) == [5.0]
    both = function(ag, lambda ctx, x: x * 1, lambda ctx, g: g, vjp=lambda ctx, g: g)
    with pytest.raises(RuntimeError):
        both.apply(x).backward()


def test_instances_are_of_no_use(ag):
    mine = cube(ag)
    with pytest.warns(DeprecationWarning):
        instance = mine()
    with pytest.raises(RuntimeError):
        instance(leaf(ag, 1.0))


def test_methods_that_are_not_static_work_through_apply(ag):
    class Old(ag.autograd.Function):
        def forward(ctx, x):
            return x * 1

        def backward(ctx, g):
            return g * 3

    x = leaf(ag, 1.0)
    Old.apply(x).backward()
    assert grad_of(x) == [3.0]


@pytest.mark.parametrize("kind", [KeyError, StopIteration, KeyboardInterrupt, RecursionError])
def test_exceptions_come_out_as_they_are(ag, kind):
    error = kind("mine")

    def fail(*_):
        raise error

    x = leaf(ag, 1.0)
    with pytest.raises(kind) as caught:
        function(ag, fail).apply(x)
    assert caught.value is error
    assert ag.is_grad_enabled()
    y = function(ag, lambda ctx, x: x * 1, fail).apply(x)
    with pytest.raises(kind) as caught:
        y.backward()
    assert caught.value is error
    (x * 2).backward()
    assert grad_of(x) == [2.0]


# Higher derivatives, nesting, threads


def test_second_and_third_derivatives(ag):
    x = leaf(ag, 2.0)
    (first,) = ag.autograd.grad(cube(ag).apply(x), x, create_graph=True)
    (second,) = ag.autograd.grad(first, x, create_graph=True)
    (third,) = ag.autograd.grad(second, x)
    assert [first.item(), second.item(), third.item()] == [12.0, 12.0, 6.0]


def test_a_backward_that_applies_its_own_function(ag):
    class Product(ag.autograd.Function):
        @staticmethod
        def forward(ctx, a, b):
            ctx.save_for_backward(a, b)
            return a * b

        @staticmethod
        def backward(ctx, grad):
            a, b = ctx.saved_tensors
            return Product.apply(grad, b), Product.apply(grad, a)

    a, b = leaf(ag, 2.0), leaf(ag, 3.0)
    y = Product.apply(a, Product.apply(a, b))  # a^2 b
    first = ag.autograd.grad(y, [a, b], create_graph=True)
    assert [g.item() for g in first] == [12.0, 4.0]
    second = ag.autograd.grad(first[0] * first[1], [a, b])  # 2 a^3 b
    assert [g.item() for g in second] == [72.0, 16.0]


def once(ag):
    def backward(ctx, grad):
        assert not ag.is_grad_enabled()
        (x,) = ctx.saved_tensors
        return grad * 2 * x

    return function(
        ag,
        lambda ctx, x: (ctx.save_for_backward(x), x * x)[1],
        ag.autograd.function.once_differentiable(backward),
    )


def test_once_differentiable_raises_at_the_second_time(ag):
    x = leaf(ag, 3.0)
    y = once(ag).apply(x)
    assert ag.autograd.grad(y, x)[0].tolist() == [6.0]
    z = once(ag).apply(x) ** 2
    (g,) = ag.autograd.grad(z, x, create_graph=True)
    assert g.tolist() == [108.0]
    assert g.requires_grad
    with pytest.raises(RuntimeError, match=r"once_differentiable"):
        g.backward()


def test_a_function_inside_a_function(ag):
    class Deep(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x, n):
            with ag.enable_grad():
                ctx.x = x.detach().requires_grad_()
                ctx.y = Deep.apply(ctx.x, n - 1) if n else ctx.x * 2
            return ctx.y.detach()

        @staticmethod
        def backward(ctx, grad):
            ctx.y.backward(grad)
            return ctx.x.grad, None

    x = leaf(ag, 1.0)
    Deep.apply(x, 50).backward()
    assert grad_of(x) == [2.0]


def test_one_function_in_eight_threads(ag):
    mine, x = cube(ag), leaf(ag, 1.0)
    shared = mine.apply(x)

    def work():
        for _ in range(100):
            mine.apply(x).backward()
            shared.backward(retain_graph=True)

    workers = [threading.Thread(target=work) for _ in range(8)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert grad_of(x) == [4800.0]


def test_a_function_is_checked_by_finite_differences(ag):
    def forward(ctx, x, w):
        ctx.save_for_backward(x, w)
        return (x * w).sin()

    def backward(ctx, grad):
        x, w = ctx.saved_tensors
        inner = grad * (x * w).cos()
        return inner * w, (inner * x).sum()

    mine = function(ag, forward, backward)
    x = ag.tensor([0.3, 0.7], dtype=ag.float64, requires_grad=True)
    w = ag.tensor(1.3, dtype=ag.float64, requires_grad=True)
    mine.apply(x, w).sum().backward()
    eps = 1e-6
    with ag.no_grad():
        for i in range(2):
            step = ag.tensor([eps * (i == 0), eps * (i == 1)], dtype=ag.float64)
            slope = (mine.apply(x + step, w).sum() - mine.apply(x - step, w).sum()) / (2 * eps)
            assert x.grad[i].item() == pytest.approx(slope.item(), rel=1e-8)
        slope = (mine.apply(x, w + eps).sum() - mine.apply(x, w - eps).sum()) / (2 * eps)
        assert w.grad.item() == pytest.approx(slope.item(), rel=1e-8)


def test_saved_variables_is_an_old_name(ag):
    class Twice(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            with pytest.warns(DeprecationWarning, match="use 'saved_tensors'"):
                (x,) = ctx.saved_variables
            return grad * x

    x = ag.tensor([3.0], requires_grad=True)
    Twice.apply(x).backward()
    assert x.grad.tolist() == [3.0]
