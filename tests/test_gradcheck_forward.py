"""gradcheck of tangents, as in torch; and the exact comparison of the two modes, which is ours."""

from __future__ import annotations

import warnings

import pytest
import retrograd as rg
from draw import draw
from op_table import DIFFERENTIABLE
from retrograd.autograd.gradcheck import GradcheckError, gradcheck, gradgradcheck


@pytest.fixture
def x(ag):
    return ag.tensor([0.3, -0.7, 1.1], dtype=ag.float64, requires_grad=True)


def cube(ag, backward_factor=3.0, jvp_factor=3.0):
    """x^3 with these factors in its two rules."""

    class Cube(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            ctx.save_for_forward(x)
            return x**3

        @staticmethod
        def backward(ctx, grad):
            return grad * backward_factor * ctx.saved_tensors[0] ** 2

        @staticmethod
        def jvp(ctx, t):
            return t * jvp_factor * ctx.saved_tensors[0] ** 2

    return Cube.apply


def error_of(ag):
    return __import__(f"{ag.__name__}.autograd.gradcheck", fromlist=["x"]).GradcheckError


@pytest.mark.parametrize("fast", [False, True])
@pytest.mark.parametrize("backward", [False, True])
def test_right_tangents_pass(ag, x, fast, backward):
    how = {"check_forward_ad": True, "check_backward_ad": backward, "fast_mode": fast}
    check = ag.autograd.gradcheck
    assert check(lambda x: x * x.exp(), x, **how) is True
    assert check(lambda x: (x.sum(), x[1:] * x[0]), x, **how)
    assert check(cube(ag), x, **how)
    assert check(lambda x, y: x * y, (x, ag.ones(2, 1, dtype=ag.float64)), **how)


@pytest.mark.parametrize("fast", [False, True])
def test_a_wrong_jvp_is_found_and_shown(ag, x, fast):
    wrong = cube(ag, jvp_factor=2.0)
    check = ag.autograd.gradcheck
    assert check(wrong, x, fast_mode=fast)
    with pytest.raises(error_of(ag), match=r"(?is)forward.mode.*numerical.*analytical"):
        check(wrong, x, check_forward_ad=True, fast_mode=fast)
    how = {"check_forward_ad": True, "check_backward_ad": False, "fast_mode": fast}
    assert not check(wrong, x, raise_exception=False, **how)
    assert check(cube(ag, backward_factor=2.0), x, **how)


def test_the_inputs_are_as_they_were_and_the_level_is_closed(ag, x):
    before = x.tolist()
    ag.autograd.gradcheck(cube(ag), x, check_forward_ad=True)
    assert x.tolist() == before
    assert x.grad is None
    with ag.autograd.forward_ad.dual_level():
        pass


@pytest.mark.parametrize("backward", [False, True])
def test_tangents_of_gradients_are_checked(ag, x, backward):
    check = ag.autograd.gradgradcheck
    how = {"check_fwd_over_rev": True, "check_rev_over_rev": backward}
    how["check_undefined_grad"] = backward
    assert check(lambda x: x * x.exp(), x, **how) is True

    def fixed(x):  # x^2 with the right gradient, made of a part that hides its own
        return x * x.detach() * 2 - (x * x).detach()

    assert not check(fixed, x, raise_exception=False, **how)


# Exact


def exact_error(func, *inputs) -> str:
    with pytest.raises(GradcheckError) as caught:
        gradcheck(func, inputs, exact=True)
    return str(caught.value)


def leaf(values, dtype=rg.float64):
    return rg.tensor(values, dtype=dtype, requires_grad=True)


@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_both_modes_of_every_operation_agree_exactly(case):
    call = case.calls[0]
    xs = [rg.tensor(x) for x in draw(case, call, "float64")]
    for i in case.grads[: len(xs)]:
        xs[i].requires_grad_()
    assert gradcheck(lambda *xs: case.run(rg, list(xs), call, "float64"), xs, exact=True)


def test_exact_needs_no_differences():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert gradcheck(lambda x: x.abs().exp(), leaf([0.0, 0.3], rg.float32), exact=True)
    assert gradcheck(lambda x: x.relu(), leaf([0.0]), exact=True)  # a kink
    assert gradcheck(lambda x: (x.exp() * 1e200, x.argmax()), leaf([1.0, 2.0]), exact=True)
    assert gradcheck(lambda x: x[:0], leaf([1.0]), exact=True)
    assert gradcheck(lambda x: rg.ones(2), leaf([1.0]), exact=True)


@pytest.mark.parametrize("factors", [(3.0, 2.0), (2.0, 3.0)])
def test_exact_names_the_operation_whose_rules_disagree(factors):
    wrong = cube(rg, *factors)
    text = exact_error(lambda x: (wrong(x.sin()) * x + x).sum(), leaf([0.5, 2.0]))
    assert "CubeBackward" in text
    assert "MulBackward" not in text
    assert "SinBackward" not in text
    assert not gradcheck(wrong, leaf([0.5]), exact=True, raise_exception=False)


def test_exact_finds_one_wrong_element_though_it_is_small():
    def nearly(x):
        return cube(rg, jvp_factor=3.0 + 1e-8)(x)

    assert gradcheck(nearly, leaf([1.0]), check_forward_ad=True)
    assert "CubeBackward" in exact_error(nearly, leaf([1.0]))


def test_exact_refuses_a_function_that_changes_its_mind():
    count = iter(range(10))
    assert "not deterministic" in exact_error(lambda x: x * next(count), leaf([1.0]))


def test_exact_says_when_it_is_no_operation():
    def partly(x):
        with rg.no_grad():
            y = x * 2
        return y * x

    assert "no_grad" in exact_error(partly, leaf([1.0, 2.0]))
    assert "no_grad" in exact_error(lambda x: rg.no_grad()(rg.sin)(x), leaf([1.0]))


def test_exact_and_second_derivatives():
    def gradient(x):
        return rg.autograd.grad(cube(rg)(x).sum(), x, create_graph=True)[0]

    assert gradcheck(gradient, leaf([0.5, 2.0]), exact=True)


def test_exact_refuses_what_it_cannot_do():
    with pytest.raises(AssertionError):
        gradcheck(lambda x: x, leaf([1.0]), exact=True, check_backward_ad=False)
    with pytest.raises(ValueError, match="requires grad"):
        gradcheck(lambda x: x, rg.ones(1), exact=True)

    class NoJvp(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    with pytest.raises(NotImplementedError, match="jvp"):
        gradcheck(NoJvp.apply, leaf([1.0]), exact=True)
    with rg.autograd.forward_ad.dual_level(), pytest.raises(RuntimeError, match="open already"):
        gradcheck(lambda x: x, leaf([1.0]), exact=True)


def test_a_table_of_second_derivatives_by_tangents():
    x, y = leaf([[0.3, 1.2], [0.5, 2.0]]), leaf([0.4, 0.7])
    for func in (lambda x, y: x @ y, lambda x, y: x / y, lambda x, y: rg.log_softmax(x * y, 1)):
        assert gradgradcheck(func, (x, y), check_fwd_over_rev=True)
