"""gradcheck: missing gradients, batches of gradients, and outputs that change with the input."""

from __future__ import annotations

import pytest
import retrograd as rg


def leaf(ag):
    return ag.tensor([0.5, 2.0], dtype=ag.float64, requires_grad=True)


def counting_missing(ag, outputs, fill):
    """A Function whose backward gets None, and makes ``fill`` of it."""

    class Missing(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.set_materialize_grads(False)
            return tuple(x * (k + 2) for k in range(outputs)) if outputs > 1 else x * 2

        @staticmethod
        def backward(ctx, *grads):
            if any(g is None for g in grads) and fill != "skip":
                return fill(ag)
            parts = [g * (k + 2) for k, g in enumerate(grads) if g is not None]
            return sum(parts[1:], parts[0]) if parts else None

    return Missing.apply


def fails(ag):
    raise RuntimeError("a gradient is missing")


FILLS = {"an error": fails, "a gradient": lambda ag: ag.ones(2, dtype=ag.float64)}


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("fill", FILLS)
def test_backward_must_make_nothing_of_missing_gradients(ag, fill, fast):
    f = counting_missing(ag, 1, FILLS[fill])
    check = ag.autograd.gradcheck
    with pytest.raises(RuntimeError, match="undefined"):
        check(f, leaf(ag), fast_mode=fast)
    assert not check(f, leaf(ag), fast_mode=fast, raise_exception=False)
    assert check(f, leaf(ag), fast_mode=fast, check_undefined_grad=False)


@pytest.mark.parametrize("outputs", [1, 2, 3])
def test_what_skips_missing_gradients_passes(ag, outputs):
    f = counting_missing(ag, outputs, "skip")
    assert ag.autograd.gradcheck(f, leaf(ag))


def test_zeros_for_missing_gradients_pass(ag):
    f = counting_missing(ag, 1, lambda ag: ag.zeros(2, dtype=ag.float64))
    assert ag.autograd.gradcheck(f, leaf(ag))


def test_the_function_is_called_anew_for_each_output_without_a_gradient(ag):
    calls = []

    def f(x):
        calls.append(1)
        return x * 2, x.exp()

    ag.autograd.gradcheck(f, leaf(ag), check_undefined_grad=False)
    plain = len(calls)
    calls.clear()
    ag.autograd.gradcheck(f, leaf(ag))
    assert len(calls) - plain >= 3


def test_batches_of_gradients_are_checked(ag):
    check = ag.autograd.gradcheck
    x = leaf(ag)
    assert check(lambda x: (x.exp(), x * x), x, check_batched_grad=True)
    assert check(lambda x: x.sum(), x, check_batched_grad=True, fast_mode=True)
    assert ag.autograd.gradgradcheck(lambda x: x.exp(), x, check_batched_grad=True)


def test_a_backward_that_remembers_fails_on_batches():
    class Remembers(rg.autograd.Function):
        count, limit = 0, 0

        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            Remembers.count += 1
            return grad * (2 if Remembers.count < Remembers.limit else 3)

    for limit, passes in ((10**9, True), (8, False)):
        Remembers.count, Remembers.limit = 0, limit
        ok = rg.autograd.gradcheck(
            Remembers.apply, leaf(rg), check_batched_grad=True, raise_exception=False
        )
        assert ok is passes


def changing_shape(x):
    return x if x[0] > 0.5 else x[:1]


def changing_dtype(x):
    return x if x[0] > 0.5 else x.float()


@pytest.mark.parametrize("f", [changing_shape, changing_dtype])
@pytest.mark.parametrize("fast", [False, True])
def test_outputs_must_not_change_with_the_input(ag, f, fast):
    with pytest.raises(AssertionError, match="outputs"):
        ag.autograd.gradcheck(f, leaf(ag), fast_mode=fast, eps=1e-3, atol=10, rtol=10)


def test_the_number_of_outputs_must_not_change_with_the_input():  # torch looks at the fewest
    def f(x):
        return (x, x) if x[0] > 0.5 else (x,)

    with pytest.raises(AssertionError, match="number"):
        rg.autograd.gradcheck(f, leaf(rg), atol=10, rtol=10)
