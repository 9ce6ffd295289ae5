"""Integers and bools: what arithmetic makes of them, and what they are refused."""

from __future__ import annotations

import operator
import warnings

import numpy as np
import pytest
import retrograd as rg

INTS = [rg.uint8, rg.int32, rg.int64]


# ---- powers ----


@pytest.mark.parametrize("dtype", [rg.int32, rg.int64], ids=str)
def test_a_negative_power_of_an_integer_is_its_whole_part(dtype):
    base = [-3, -2, -1, 0, 1, 2, 3]
    for exponent in (-1, -2, -3, -(2**31), -(2**31) + 1):
        x, e = rg.tensor(base, dtype=dtype), rg.tensor([exponent], dtype=dtype)
        odd = -1 if exponent % 2 else 1
        want = [0, 0, odd, 0, 1, 0, 0]
        assert (x**e).tolist() == want
        assert (x ** rg.tensor(exponent, dtype=dtype)).tolist() == want
        assert (x[::2] ** e).tolist() == want[::2]
        assert rg.pow(x, e.expand(7)).tolist() == want


def test_negative_powers_of_mixed_integers():
    assert (rg.tensor([2, -1]) ** rg.tensor([-1, -3])).tolist() == [0, -1]
    assert (2 ** rg.tensor([-1, 2])).tolist() == [0, 4]
    assert (1 ** rg.tensor([-1])).tolist() == [1]
    got = rg.tensor([2, 1], dtype=rg.uint8) ** rg.tensor([-1, -5])
    assert (got.dtype, got.tolist()) == (rg.int64, [0, 1])
    assert (rg.tensor([True, False]) ** rg.tensor([-1, -1])).tolist() == [1, 0]
    assert (rg.tensor([2]) ** rg.tensor([-1.0])).tolist() == [0.5]
    assert (rg.tensor([3, 0]) ** rg.tensor([4, 0])).tolist() == [81, 1]


@pytest.mark.parametrize("x", [[2], [1], [], [True]], ids=str)
def test_a_negative_python_int_is_no_power_of_integers(x):
    x = rg.tensor(x) if x else rg.zeros(0, dtype=rg.int64)
    for exponent in (-1, np.int64(-2)):
        with pytest.raises(RuntimeError, match="negative integer powers"):
            x**exponent
    assert (x**-1.0).dtype == rg.float32


def test_powers_by_bools_have_the_gradient_of_powers_by_zero_and_one():
    x = rg.tensor([2.0, 3.0], dtype=rg.float64, requires_grad=True)
    y = x ** rg.tensor([True, False])
    assert y.tolist() == [2.0, 1.0]
    assert rg.autograd.grad(y.sum(), x)[0].tolist() == [1.0, 0.0]
    assert rg.autograd.grad((x**True).sum(), x)[0].tolist() == [1.0, 1.0]
    assert rg.autograd.gradgradcheck(lambda x: x**3, (x,))
    assert rg.autograd.gradgradcheck(lambda x: x**2.5, (x,))


# ---- division ----


@pytest.mark.parametrize("dtype", INTS, ids=str)
@pytest.mark.parametrize("op", [operator.floordiv, operator.mod], ids=["floordiv", "mod"])
def test_an_empty_tensor_of_integers_can_be_divided_by_zero(op, dtype):
    x = rg.zeros(0, dtype=dtype)
    for by in (0, rg.tensor(0, dtype=dtype), rg.zeros(0, dtype=dtype)):
        assert (op(x, by).dtype, op(x, by).shape) == (dtype, (0,))
    rows = op(rg.zeros(0, 3, dtype=dtype), rg.tensor([1, 0, 2], dtype=dtype))
    assert (rows.dtype, rows.shape) == (dtype, (0, 3))
    assert rg.div(x, 0, rounding_mode="trunc").shape == (0,)
    with pytest.raises(ZeroDivisionError):
        op(rg.ones(1, dtype=dtype), 0)
    with pytest.raises(RuntimeError, match="broadcast"):
        op(rg.zeros(0, 3, dtype=dtype), rg.zeros(2, dtype=dtype))


# ---- bools ----


def test_the_square_of_a_bool_is_an_int():
    x = rg.tensor([True, False])
    for y in (x.square(), rg.square(x), x**2):
        assert (y.dtype, y.tolist()) == (rg.int64, [1, 0])


def test_a_bool_is_clamped_in_the_common_type():
    x = rg.tensor([True, False])
    for y, dtype, want in (
        (x.clamp(0, 1), rg.int64, [1, 0]),
        (x.clamp(2), rg.int64, [2, 2]),
        (x.clip(0.5), rg.float32, [1.0, 0.5]),
        (x.clamp(rg.tensor([0, 1]), rg.tensor([0, 1])), rg.int64, [0, 1]),
        (x.clamp(min=rg.tensor([False, True])), rg.bool, [True, True]),
        (x.clamp(max=rg.tensor([False, True])), rg.bool, [False, False]),
        (rg.tensor(True).clamp(0, 1), rg.int64, 1),
    ):
        assert (y.dtype, y.tolist()) == (dtype, want)
    with pytest.raises(RuntimeError, match="not defined for bool"):
        x.clamp(False, True)


@pytest.mark.parametrize("x", [[True], True, []], ids=str)
def test_bools_have_no_size_and_no_sign(x):
    x = rg.tensor(x, dtype=rg.bool)
    for call in (abs, rg.abs, rg.absolute):
        with pytest.raises(NotImplementedError, match="bool"):
            call(x)
    for call in (operator.pos, operator.neg):
        with pytest.raises(RuntimeError, match="bool"):
            call(x)
    y = rg.tensor([-1.0])
    assert +y is y


@pytest.mark.parametrize("x", [[1, 2], [1.5], [True]], ids=str)
def test_nothing_less_a_bool_is_defined(x):
    x = rg.tensor(x)
    for call in (
        lambda: x - True,
        lambda: False - x,
        lambda: x.sub(True),
        lambda: rg.sub(x, np.bool_(True)),
        lambda: x.sub_(True),
        lambda: x - rg.tensor(True),
        lambda: x - rg.tensor([True]),
        lambda: x.sub(True, alpha=2),
    ):
        with pytest.raises(RuntimeError, match="bools have no difference"):
            call()
    assert x._version == 0
    assert (x + True).dtype == x.dtype


def test_a_python_bool_is_the_lowest_operand():
    for dtype in (rg.uint8, rg.int32, rg.int64, rg.float32, rg.float64):
        x = rg.tensor([0, 2, 3], dtype=dtype)
        assert ((x * True).dtype, (x * True).tolist()) == (dtype, [0, 2, 3])
        assert ((x + True).dtype, (True + x).tolist()) == (dtype, [1, 3, 4])
        assert (x == True).tolist() == [False, False, False]  # noqa: E712
        assert (x > True).tolist() == [False, True, True]
        assert (x // True).tolist() == [0, 2, 3]
        assert (x / True).tolist() == [0.0, 2.0, 3.0]
        y = x.clone()
        y *= False
        assert (y.dtype, y.tolist()) == (dtype, [0, 0, 0])
        assert x.fill_(True).tolist() == [1, 1, 1]
    assert (rg.tensor([1, 2]) & True).tolist() == [1, 0]
    assert (rg.tensor([True]) + True).dtype == rg.bool


# ---- comparison and choice ----


def test_equal_compares_numbers_of_two_types():
    for a, b, want in (
        (rg.ones(2), rg.ones(2, dtype=rg.float64), True),
        (rg.tensor([1]), rg.tensor([1.0]), True),
        (rg.tensor([1]), rg.tensor([2.0]), False),
        (rg.tensor([1]), rg.tensor([[1.0]]), False),
        (rg.tensor([True]), rg.tensor([1]), True),
        (rg.tensor([0.1]), rg.tensor([0.1], dtype=rg.float64), False),
        (rg.tensor([1], dtype=rg.uint8), rg.tensor([257]), False),
        (rg.tensor([1], dtype=rg.int32), rg.tensor([2**32 + 1]), False),
        (rg.tensor([]), rg.zeros(0, dtype=rg.int64), True),
        (rg.tensor(1), rg.tensor(1.0), True),
    ):
        assert rg.equal(a, b) is want
        assert b.equal(a) is want


def test_a_condition_of_uint8_warns_and_chooses():
    c, a, b = rg.tensor([2, 0], dtype=rg.uint8), rg.tensor([1.0, 1.0]), rg.tensor([5.0, 5.0])
    for call in (lambda: rg.where(c, a, b), lambda: a.where(c, b), lambda: rg.where(c, 1.0, 5.0)):
        with pytest.warns(UserWarning, match="uint8"):
            assert call().tolist() == [1.0, 5.0]
    a.requires_grad_()
    with pytest.warns(UserWarning, match="uint8"):
        y = rg.where(c, a, b)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert rg.autograd.grad(y.sum(), a)[0].tolist() == [1.0, 0.0]
    for dtype in (rg.int32, rg.int64, rg.float32):
        with pytest.raises(RuntimeError, match="condition must be bool"):
            rg.where(c.to(dtype), 1.0, 2.0)


# ---- sums ----


@pytest.mark.parametrize("dtype", [rg.bool, *INTS], ids=str)
def test_sum_to_size_of_integers_gives_int64_where_it_adds(dtype):
    x = rg.ones(2, 3, dtype=dtype)
    for size, want in (((3,), [2, 2, 2]), ((2, 1), [[3], [3]]), ((1,), [6]), ((), 6)):
        got = x.sum_to_size(size)
        assert (got.dtype, got.tolist()) == (rg.int64, want)
    assert x[0, 0].sum_to_size(()).dtype == rg.int64
    assert x.sum_to_size(2, 3) is x


@pytest.mark.parametrize("mode", [rg.enable_grad, rg.no_grad])
def test_sums_of_one_element_each_are_new_memory_in_every_mode(mode):
    with mode():
        x = rg.zeros(1, 3)
        x.sum_to_size(3).add_(1)
        assert x.tolist() == [[0, 0, 0]]
        assert rg.ones(1, 3, dtype=rg.int32).sum_to_size(3).dtype == rg.int64


@pytest.mark.parametrize("dtype", [rg.bool, *INTS], ids=str)
@pytest.mark.parametrize("name", ["sum", "prod"])
def test_a_total_of_integers_carries_no_gradient(name, dtype):
    x = rg.tensor([1.5, 2.5], requires_grad=True)
    for call in (
        lambda: getattr(x, name)(dtype=dtype),
        lambda: getattr(x, name)(0, dtype=dtype),
        lambda: getattr(rg, name)(x * 1, 0, True, dtype=dtype),
    ):
        with pytest.raises(RuntimeError, match="requires grad"):
            call()
    want = {"sum": 3, "prod": 2}[name] if dtype != rg.bool else True
    assert getattr(x.detach(), name)(dtype=dtype).item() == want
    with rg.no_grad():
        assert getattr(x, name)(dtype=dtype).item() == want
    assert getattr(x, name)(dtype=rg.float64).requires_grad
