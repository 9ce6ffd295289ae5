"""gradcheck and gradgradcheck: what passes, what is found, and what is refused, as in torch."""

from __future__ import annotations

import warnings

import pytest
import retrograd as rg
from retrograd.autograd.gradcheck import GradcheckError


@pytest.fixture
def check(ag):
    return ag.autograd.gradcheck


@pytest.fixture
def check2(ag):
    return ag.autograd.gradgradcheck


@pytest.fixture
def error(ag):
    return __import__(f"{ag.__name__}.autograd.gradcheck", fromlist=["x"]).GradcheckError


@pytest.fixture
def x(ag):
    return ag.tensor([0.3, -0.7, 1.1], dtype=ag.float64, requires_grad=True)


@pytest.fixture
def y(ag):
    return ag.tensor([[0.5], [2.0]], dtype=ag.float64, requires_grad=True)


def half(x):
    """x^2 with half of its gradient missing."""
    return x * x.detach()


# What passes


@pytest.mark.parametrize("fast", [False, True])
def test_right_gradients_pass_in_every_shape(ag, check, x, y, fast):
    assert check(lambda x: x * x.exp(), x, fast_mode=fast) is True
    assert check(lambda x, y: x * y, (x, y), fast_mode=fast)
    assert check(lambda x, y: [x * y, x.sum(), y[0]], [x, y], fast_mode=fast)
    for shape in ((), (0,), (0, 2), (2, 0, 3), (1,), (2, 1, 2)):
        z = ag.ones(shape, dtype=ag.float64, requires_grad=True)
        assert check(lambda z: z * z, z, fast_mode=fast), shape
    assert check(lambda x: x[:0], x, fast_mode=fast)


@pytest.mark.parametrize("fast", [False, True])
def test_strided_inner_and_repeated_inputs_pass(ag, check, x, y, fast):
    base = ag.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], dtype=ag.float64)
    for strided in (base.t(), base[:, ::2], base[1]):
        assert check(lambda z: z * z, strided.detach().requires_grad_(), fast_mode=fast)
    assert check(lambda x: x * x, x * 2, fast_mode=fast)
    assert check(lambda a, b: a * b, (x, x), fast_mode=fast)
    assert check(lambda x: x, x, fast_mode=fast)
    assert check(lambda x: x[1:], x, fast_mode=fast)


def test_inputs_that_need_no_gradient_are_passed_through(ag, check, x):
    single = ag.tensor([1.0, 2.0, 3.0])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert check(lambda x, n, i, s: x**n * i[1] * s, (x, 2, ag.tensor([4, 5]), single))


def test_outputs_without_a_graph_are_left_alone_beside_others(check, x):
    assert check(lambda x: (x * x, x.argmax(), x.detach() * 3), x)


def test_an_output_that_does_not_depend_on_the_inputs_passes(ag, check, x, y):
    assert check(lambda x, y: x * x, (x, y))
    assert check(lambda x: ag.ones(2), x)
    assert check(lambda x: (x * 10).long(), x)


def test_the_inputs_are_as_they_were_afterwards(check, x):
    before = x.tolist()
    check(lambda x: x / 3, x)
    check(half, x, raise_exception=False)
    assert x.tolist() == before
    assert x.grad is None
    assert x.is_leaf


def test_the_inputs_are_restored_when_the_function_raises():
    x = rg.tensor([0.3, -0.7], dtype=rg.float64, requires_grad=True)
    before = x.tolist()

    def fails_when_moved(x):
        if x[0].item() != before[0]:
            raise KeyError
        return x * x

    with pytest.raises(KeyError):
        rg.autograd.gradcheck(fails_when_moved, x)
    assert x.tolist() == before


# What is found


@pytest.mark.parametrize("fast", [False, True])
def test_a_wrong_gradient_is_an_error_that_shows_both_jacobians(check, error, x, fast):
    with pytest.raises(error, match=r"(?is)numerical.*0\.6.*analytical.*0\.3") as caught:
        check(half, x, fast_mode=fast)
    assert isinstance(caught.value, RuntimeError)
    assert check(half, x, fast_mode=fast, raise_exception=False) is False


def test_one_wrong_element_one_wrong_output_and_one_wrong_input_are_found(ag, check, error, x, y):
    mask = ag.tensor([1.0, 1.0, 0.0], dtype=ag.float64)
    with pytest.raises(error):
        check(lambda x: x * x * mask + (x * x).detach() * (1 - mask), x)
    with pytest.raises(error, match="output 1"):
        check(lambda x: (x * x, half(x)), x)
    with pytest.raises(error, match="input 1"):
        check(lambda x, y: x * half(y), (x, y))


@pytest.mark.parametrize("fast", [False, True])
def test_a_graph_that_is_missing_is_found(check, error, x, fast):
    with pytest.raises(error):
        check(lambda x: x.detach() * 2, x, fast_mode=fast)


def test_a_kink_shows_half_the_slope_and_nan_is_no_match(ag, check, error, x):
    zero = ag.zeros(1, dtype=ag.float64, requires_grad=True)
    assert check(lambda x: x.abs(), zero)
    with pytest.raises(error, match=r"0\.5"):
        check(lambda x: x.relu(), zero)
    with pytest.raises(error):
        check(lambda x: x * float("nan"), x)


def test_the_tolerances_and_the_step_are_used(check, x):
    def off(x):
        return x * 1.01 + (x * -0.01).detach()  # gradient 1.01 for a slope of 1

    assert not check(off, x, raise_exception=False)
    assert check(off, x, rtol=0.02)
    assert check(off, x, atol=0.02)
    assert check(off, x, atol=0.02, rtol=0.0, fast_mode=True)
    assert not check(lambda x: x**3, x, eps=0.1, raise_exception=False)  # eps^2 off
    assert check(lambda x: x**3, x, eps=1e-4)


def test_a_random_function_is_found(ag, check, error, x):
    with pytest.raises(error, match="determin" if ag is rg else None):
        check(lambda x: x * ag.rand(3, dtype=ag.float64), x)


def test_a_random_gradient_is_found_unless_it_is_tolerated(ag, check, error, x):
    if not hasattr(ag.Tensor, "register_hook"):
        pytest.skip("needs hooks")
    calls = []

    def flaky(x):
        def shift(g):
            calls.append(1)
            return g if g is None else g * (1 + 1e-7 * len(calls))

        y = x * 1
        y.register_hook(shift)
        return y

    with pytest.raises(error):
        check(flaky, x)
    assert check(flaky, x, nondet_tol=1e-3)


@pytest.mark.parametrize("fast", [False, True])
def test_a_second_call_with_another_gradient_is_found(fast):
    x = rg.tensor([0.3, -0.7], dtype=rg.float64, requires_grad=True)
    calls = []

    def forgetful(x):
        calls.append(1)
        return x + (x.detach() if len(calls) == 2 else x)

    with pytest.raises(GradcheckError, match="determin"):
        rg.autograd.gradcheck(forgetful, x, fast_mode=fast)


# What is refused


def test_float32_is_warned_of_and_normally_fails(ag, check, error):
    x = ag.tensor([1.0, 2.0, 3.0], requires_grad=True)
    with pytest.warns(UserWarning, match="double precision|float64"), pytest.raises(error):
        check(lambda x: x * x, x)
    with pytest.warns(UserWarning):
        assert check(lambda x: x * 2, x, eps=1e-2, atol=1e-2)


@pytest.mark.parametrize("raises", [True, False])
def test_nothing_that_requires_grad_is_a_value_error(ag, check, check2, raises):
    for inputs in (ag.ones(2, dtype=ag.float64), ()):
        with pytest.raises(ValueError):
            check(lambda *x: ag.ones(1), inputs, raise_exception=raises)
    with pytest.raises(ValueError):
        check2(lambda x: x * x, ag.ones(2, dtype=ag.float64), raise_exception=raises)


def test_an_input_that_overlaps_itself_is_refused(ag, check):
    base = ag.ones(1, dtype=ag.float64, requires_grad=True)
    with pytest.raises(RuntimeError, match="stride"):
        check(lambda x: x * x, base.expand(3))


@pytest.mark.parametrize("result", [None, 3.0, {}])
def test_an_output_that_is_no_tensor_is_refused(ag, check, x, result):
    kind = TypeError if ag is rg else AttributeError
    with pytest.raises(kind):
        check(lambda x: (x, result), x)


def test_an_exception_of_the_function_comes_out_as_it_is(check, x):
    for raises in (True, False):
        with pytest.raises(ZeroDivisionError):
            check(lambda x: 1 / 0, x, raise_exception=raises)


def test_options_are_keywords(check, x):
    with pytest.raises(TypeError):
        check(lambda x: x, x, 1e-6)


def test_checks_that_contradict_each_other_are_refused(check, check2, x):
    for how in (
        {"check_backward_ad": False},
        {"check_backward_ad": False, "check_forward_ad": True, "check_batched_grad": True},
        {"check_batched_forward_grad": True},
    ):
        with pytest.raises(AssertionError):
            check(lambda x: x * x, x, **how)
    with pytest.raises(AssertionError):
        check2(lambda x: x * x, x, check_rev_over_rev=False)


def test_options_without_effect_here_are_taken(check, check2, x):
    assert check(lambda x: x * x, x, masked=True, check_undefined_grad=False)
    assert check(lambda x: x * x, x, check_grad_dtypes=True)
    assert check2(lambda x: x * x, x, masked=True, check_undefined_grad=False)


def test_checks_of_what_is_not_there_say_so():
    x = rg.ones(2, dtype=rg.float64, requires_grad=True)
    with pytest.raises(NotImplementedError, match="gradcheck"):
        rg.autograd.gradcheck(
            lambda x: x, x, check_forward_ad=True, check_batched_forward_grad=True
        )


# Second derivatives


@pytest.mark.parametrize("fast", [False, True])
def test_right_second_derivatives_pass(ag, check2, x, y, fast):
    assert check2(lambda x: x**3, x, fast_mode=fast) is True
    assert check2(lambda x, y: (x * x * y, y.exp(), x.argmax()), (x, y), fast_mode=fast)
    assert check2(lambda x: x * 3, x, fast_mode=fast)
    assert check2(lambda x: (x**3).sum(), x, fast_mode=fast)
    assert check2(lambda x, y: x * x, (x, y), fast_mode=fast)
    assert check2(lambda y: y @ y.t(), y, gen_non_contig_grad_outputs=True, fast_mode=fast)


@pytest.mark.parametrize("fast", [False, True])
def test_a_wrong_second_derivative_is_found(check2, error, x, fast):
    def halved(x):  # x^2 with the right gradient, made of a part that hides its own
        return x * x.detach() * 2 - (x * x).detach()

    with pytest.raises(error):
        check2(halved, x, fast_mode=fast)
    assert check2(halved, x, fast_mode=fast, raise_exception=False) is False


def test_grad_outputs_may_be_given(ag, check2, x):
    v = ag.ones(3, dtype=ag.float64)
    assert check2(lambda x: x**3, x, v)
    assert check2(lambda x: x**3, x, v.detach().requires_grad_())
    assert check2(lambda x: (x**3, x**2), x, (v, v))
    with pytest.raises(RuntimeError):
        check2(lambda x: x**3, x, ag.ones(4, dtype=ag.float64))
    with pytest.raises(RuntimeError):
        check2(lambda x: (x**3, x**2), x, (v,))


def test_random_numbers_of_the_program_are_not_drawn(ag, check, check2, x):
    ag.manual_seed(3)
    want = ag.rand(2).tolist()
    ag.manual_seed(3)
    check(lambda x: x**3, x, fast_mode=True)
    if ag is rg:  # torch draws the vectors of gradgradcheck from the program's stream
        check2(lambda x: x**3, x)
    assert ag.rand(2).tolist() == want
