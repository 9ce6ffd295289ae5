"""Python numbers as arguments: their types, what fits, and 0-d tensors in their place."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import retrograd as rg
from retrograd.autograd.graph import saved_tensors_hooks

f = rg.nn.functional


# ---- alpha ----


@pytest.mark.parametrize(
    ("a", "b", "alpha", "total", "difference"),
    [
        ([1.5], rg.tensor([200], dtype=rg.uint8), 2, [401.5], [-398.5]),
        ([1], rg.tensor([2**31 - 1], dtype=rg.int32), 4, [8589934589], [-8589934587]),
        (rg.zeros(1, dtype=rg.float64), 0.1, 0.1, [0.1 * 0.1], [-0.1 * 0.1]),
        (rg.zeros(1, dtype=rg.float64), rg.tensor([1.0]), 1e39, [1e39], [-1e39]),
        ([1], 1.5, 2.5, [4.75], [-2.75]),
        (rg.tensor(2.0, dtype=rg.float64), rg.tensor([3.0]), 0.5, [3.5], [0.5]),
        ([1.0, 2.0], rg.tensor([[1.0], [10.0]]), -2, [[-1, 0], [-19, -18]], [[3, 4], [21, 22]]),
        ([], rg.tensor([]), 3.5, [], []),
    ],
    ids=lambda v: str(v)[:20],
)
def test_alpha_multiplies_in_the_type_of_the_result(a, b, alpha, total, difference):
    a = a if isinstance(a, rg.Tensor) else rg.tensor(a)
    assert a.add(b, alpha=alpha).tolist() == total
    assert a.sub(b, alpha=alpha).tolist() == difference
    assert a.add(b, alpha=alpha).dtype == (a + b).dtype


def test_alpha_in_place_multiplies_in_the_type_of_the_sum():
    x = rg.tensor([5], dtype=rg.int32)
    assert x.add_(rg.tensor([1]), alpha=2**20).tolist() == [1048581]
    y = rg.tensor([1.0])
    assert y.add_(rg.tensor([1e-9], dtype=rg.float64), alpha=1e39).tolist() == [
        float(np.float32(1e30))
    ]
    assert rg.tensor([1.0]).sub_(rg.tensor([3], dtype=rg.uint8), alpha=100).tolist() == [-299.0]


def test_alpha_of_bools_is_a_truth():
    x = rg.tensor([True, False, True, False])
    y = rg.tensor([True, True, False, False])
    for alpha, want in ((2, x | y), (True, x | y), (False, x), (0, x), (-1, x | y)):
        got = x.add(y, alpha=alpha)
        assert (got.dtype, got.tolist()) == (rg.bool, want.tolist())


@pytest.mark.parametrize("name", ["add", "sub", "add_", "sub_"])
@pytest.mark.parametrize(
    ("x", "alpha", "error"),
    [
        ([1], True, "alpha is True"),
        ([1.0], False, "alpha is False"),
        ([1], 1.0, "integer alpha"),
        ([1], 2.5, "integer alpha"),
        ([1.0], 1e39, "outside the range of float32"),
        (rg.tensor([1], dtype=rg.uint8), 300, "outside the range of uint8"),
    ],
    ids=str,
)
def test_an_alpha_that_does_not_fit_the_result_is_refused(name, x, alpha, error):
    x = x.clone() if isinstance(x, rg.Tensor) else rg.tensor(x)
    before = x.tolist()
    with pytest.raises(RuntimeError, match=error):
        getattr(x, name)(rg.ones_like(x), alpha=alpha)
    assert x.tolist() == before
    assert x._version == 0


@pytest.mark.parametrize("alpha", [2, 2.5, -0.5])
@pytest.mark.parametrize(("name", "sign"), [("add", 1), ("sub", -1)])
def test_alpha_is_no_saved_tensor(name, sign, alpha):
    a, b = rg.tensor([1.0], requires_grad=True), rg.tensor([3.0], requires_grad=True)
    y = getattr(a, name)(b, alpha=alpha)
    assert y.grad_fn.name() == {"add": "AddBackward0", "sub": "SubBackward0"}[name]
    assert y.grad_fn._saved_alpha == alpha
    assert type(y.grad_fn._saved_alpha) is type(alpha)
    y.backward()
    y.backward()  # nothing was freed
    assert (a.grad.item(), b.grad.item()) == (2.0, sign * alpha * 2)
    z = getattr(a * 1, name + "_")(b, alpha=alpha)
    assert z.grad_fn._saved_alpha == alpha
    assert rg.autograd.grad(z, (a, b)) == (1.0, sign * alpha)
    assert (a + b).grad_fn._saved_alpha == 1
    assert (a - 2).grad_fn._saved_alpha == 1


def test_gradients_through_alpha_are_those_of_differences():
    a = rg.tensor([[0.5], [2.0]], dtype=rg.float64, requires_grad=True)
    b = rg.tensor([1.0, -2.0, 0.25], dtype=rg.float64, requires_grad=True)
    for op in (rg.add, rg.sub):
        assert rg.autograd.gradcheck(lambda a, b, op=op: op(a, b, alpha=-1.75), (a, b))
        assert rg.autograd.gradgradcheck(lambda a, b, op=op: op(a * b, b * b, alpha=3), (a, b))
        assert rg.autograd.gradcheck(
            lambda a, b, op=op: op(a, b, alpha=2), (a, b), check_forward_ad=True
        )
    half = rg.tensor([1.0], requires_grad=True)  # converted back
    rg.add(rg.ones(1, dtype=rg.float64), half, alpha=0.1).backward()
    assert half.grad.dtype == rg.float32
    assert half.grad.item() == float(np.float32(0.1))


def test_the_old_order_of_add_and_sub_warns():
    x, y = rg.tensor([1.0]), rg.tensor([3.0])
    for call, want in (
        (lambda: x.add(2.5, y), 8.5),
        (lambda: rg.add(x, 2.5, y), 8.5),
        (lambda: x.clone().add_(rg.tensor(2.5), y), 8.5),
        (lambda: x.sub(2.5, y), -6.5),
        (lambda: x.clone().sub_(2.5, y), -6.5),
    ):
        with pytest.warns(UserWarning, match="old form"):
            assert call().item() == want
    with pytest.raises(TypeError, match="argument 'other' must be Tensor"):
        x.add_(1, 2)
    with pytest.raises(TypeError, match="3 positional"):
        x.add_(1, y, 2)


# ---- hooks on saved tensors ----

NUMBERS = {
    "mul": lambda x: x * 3,
    "mul_bool": lambda x: x * True,
    "rmul": lambda x: 3.5 * x,
    "div": lambda x: x / 2,
    "pow": lambda x: x**2.5,
    "pow_int": lambda x: x**2,
    "add": lambda x: x.add(x.detach(), alpha=3),
    "add_number": lambda x: rg.add(x, 5, alpha=3),
    "clamp": lambda x: x.clamp(0, 1.5),
    "clip": lambda x: x.clip(max=1.5),
    "where": lambda x: rg.where(x.detach() > 1, x, 0.5),
    "remainder": lambda x: x % 2,
    "mul_": lambda x: (x + 0).mul_(3),
    "div_": lambda x: (x + 0).div_(4),
    "add_": lambda x: (x + 0).add_(1.5, alpha=2),
    "sub_": lambda x: (x + 0).sub_(x.detach(), alpha=2),
    "mean": lambda x: x.mean(),
    "sqrt_of_scaled": lambda x: 2 * x,
}


@pytest.mark.parametrize("name", NUMBERS)
def test_hooks_on_saved_tensors_see_no_numbers(name):
    x = rg.tensor([0.5, 1.25, 2.0], requires_grad=True)
    (want,) = rg.autograd.grad(NUMBERS[name](x).sum(), x)
    seen = []

    def pack(saved):
        seen.append(saved)
        return saved

    with saved_tensors_hooks(pack, lambda saved: saved):
        y = NUMBERS[name](x)
    assert all(saved.dim() == 1 for saved in seen)
    assert rg.equal(rg.autograd.grad(y.sum(), x)[0], want)


def test_a_hook_that_doubles_leaves_the_gradient_of_a_number_times_alone():
    x = rg.tensor([1.0], requires_grad=True)
    with saved_tensors_hooks(lambda t: 2 * t, lambda t: t):
        y = x * 3
    assert rg.autograd.grad(y, x)[0].item() == 3.0


# ---- what fits ----

MISFITS = [
    *itertools.product([rg.uint8], [-256, 256, 300, 300.5, 255.9, -0.5, -2.0]),
    *itertools.product([rg.int32], [2**31, -(2**31) - 1, 2.0**31, 2.0**31 - 0.5]),
    *itertools.product([rg.int64], [2.0**63, 1e19, -1e19]),
    *itertools.product([rg.uint8, rg.int32, rg.int64], [math.nan, math.inf, -math.inf]),
    *itertools.product([rg.float32], [1e39, -1e39, 3.4028235e38]),
]
WRITES = {
    "fill_": lambda x, v: x.fill_(v),
    "copy_": lambda x, v: x.copy_(v),
    "setitem": lambda x, v: x.__setitem__(0, v),
    "setitem_all": lambda x, v: x.__setitem__(..., v),
    "full": lambda x, v: rg.full((2,), v, dtype=x.dtype),
    "full_empty": lambda x, v: rg.full((0,), v, dtype=x.dtype),
    "full_like": lambda x, v: rg.full_like(x, v),
    "new_full": lambda x, v: x.new_full((2,), v),
    "linspace": lambda x, v: rg.linspace(0, v, 3, dtype=x.dtype),
}


@pytest.mark.parametrize("name", WRITES)
@pytest.mark.parametrize(("dtype", "value"), MISFITS, ids=str)
def test_a_number_that_does_not_fit_is_not_written(name, dtype, value):
    x = rg.zeros(2, dtype=dtype)
    with pytest.raises(RuntimeError, match=f"outside the range of {str(dtype)[6:]}"):
        WRITES[name](x, value)
    assert (x.tolist(), x._version) == ([0, 0], 0)


@pytest.mark.parametrize("name", ["fill_", "copy_", "setitem_all", "full", "full_like"])
@pytest.mark.parametrize(
    ("dtype", "value", "want"),
    [
        (rg.uint8, 255.0, 255),
        (rg.uint8, 2.75, 2),
        (rg.int32, -(2.0**31), -(2**31)),
        (rg.int64, -(2.0**63), -(2**63)),
        (rg.float32, math.inf, math.inf),
        (rg.float32, 3.40282346e38, 3.4028234663852886e38),
        (rg.float64, 1e39, 1e39),
        (rg.float64, 2**100, 2.0**100),
        (rg.float32, -(2**63) - 1, -(2.0**63)),
        (rg.bool, math.nan, True),
        (rg.bool, 300, True),
        (rg.bool, 0.25, True),
    ],
    ids=str,
)
def test_a_number_that_fits_is_written(name, dtype, value, want):
    x = rg.zeros(2, dtype=dtype)
    got = WRITES[name](x, value)
    assert (x if got is None else got).tolist() == [want, want]


def test_errors_write_numbers_as_python_does():
    for call, text in (
        (lambda: rg.zeros(1, dtype=rg.int32).fill_(2147483647.5), "fill_: 2147483647.5 is"),
        (lambda: rg.full((1,), -2.0, dtype=rg.uint8), "full: -2.0 is"),
        (lambda: rg.zeros(1).fill_(1e39), r"fill_: 1e\+39 is"),
        (lambda: rg.tensor([1]).add(1, alpha=1.0), "alpha is 1.0, but"),
        (lambda: rg.tensor([1]).add(1, alpha=True), "alpha is True, but"),
    ):
        with pytest.raises(RuntimeError, match=text):
            call()


def test_a_default_type_is_chosen_before_a_number_is_checked():
    with pytest.raises(RuntimeError, match="outside the range of float32"):
        rg.full((2,), 1e39)
    rg.set_default_dtype(rg.float64)
    try:
        assert rg.full((1,), 1e39).item() == 1e39
    finally:
        rg.set_default_dtype(rg.float32)


def test_arithmetic_with_a_float_beyond_float32_is_inf():
    x = rg.tensor([1.0, 0.5])
    assert (x * 1e39).tolist() == [math.inf, math.inf]
    assert (x / 1e39).tolist() == [0.0, 0.0]
    assert (x < 1e39).tolist() == [True, True]
    assert x.add_(1e39).tolist() == [math.inf, math.inf]
    assert rg.tensor([1e39]).tolist() == [math.inf]


def test_a_tensor_of_numbers_checks_each():
    for values, dtype in (
        ([300.5], rg.uint8),
        ([1, math.nan], rg.int64),
        ([1e19], rg.int64),
        (256, rg.uint8),
    ):
        with pytest.raises(RuntimeError, match="outside the range"):
            rg.tensor(values, dtype=dtype)


def test_ints_of_more_than_64_bits_are_floats_where_floats_are_made():
    for dtype in (rg.float32, rg.float64):
        assert rg.tensor(2**63, dtype=dtype).item() == 2.0**63
        assert rg.tensor([2**100, -(2**63) - 1], dtype=dtype).tolist() == [2.0**100, -(2.0**63)]
        assert rg.full((1,), 2**64, dtype=dtype).tolist() == [2.0**64]
        assert (rg.zeros(1, dtype=dtype) + 2**64).tolist() == [2.0**64]
    assert rg.tensor([2**64, 1.5]).tolist() == [2.0**64, 1.5]
    assert rg.tensor(2**63, dtype=rg.bool).item() is True
    for make in (
        lambda: rg.tensor(2**63),
        lambda: rg.tensor(-(2**63) - 1, dtype=rg.int64),
        lambda: rg.tensor([2**64, 1], dtype=rg.int32),
        lambda: rg.full((1,), 2**63),
        lambda: rg.tensor([1]) + 2**63,
    ):
        with pytest.raises(OverflowError, match="64 bits"):
            make()


# ---- conversions ----

FLOATS = [
    -math.inf,
    -1e30,
    -(2.0**31) - 1,
    -256.0,
    -1.5,
    -0.5,
    -0.0,
    0.0,
    0.75,
    254.99,
    255.0,
    255.5,
    256.0,
    2.0**31 - 1,
    2.0**31,
    2.0**53,
    2.0**63,
    1e30,
    math.inf,
    math.nan,
]


def saturated(value, dtype):
    limits = np.iinfo(str(dtype)[6:])
    if math.isnan(value):
        return 0
    return (
        int(min(max(value, limits.min), limits.max))
        if abs(value) < 2**62
        else (int(limits.max) if value > 0 else int(limits.min))
    )


@pytest.mark.parametrize("level", rg._core.isa_levels())
@pytest.mark.parametrize("dtype", [rg.uint8, rg.int32, rg.int64], ids=str)
@pytest.mark.parametrize("source", [rg.float32, rg.float64], ids=str)
def test_conversions_of_floats_saturate_and_nan_is_zero_everywhere(source, dtype, level):
    before = rg._core.isa()
    rg._core.set_isa(level)
    try:
        x = rg.tensor(FLOATS * 5, dtype=source)
        want = [saturated(v, dtype) for v in x.tolist()]
        assert x.to(dtype).tolist() == want
        assert x[::3].to(dtype).tolist() == want[::3]
        assert rg.zeros(len(want), dtype=dtype).copy_(x).tolist() == want
        y = rg.zeros(len(want), dtype=dtype)
        y[:] = x
        assert y.tolist() == want
        assert [v.to(dtype).item() for v in x[:20]] == want[:20]
        assert [rg.zeros((), dtype=dtype).fill_(v).item() for v in x[:20]] == want[:20]
    finally:
        rg._core.set_isa(before)


def test_conversions_between_integers_wrap():
    x = rg.tensor([300, -1, 2**40 + 7])
    assert x.to(rg.uint8).tolist() == [44, 255, 7]
    assert x.to(rg.int32).tolist() == [300, -1, 7]


# ---- 0-d tensors in the place of numbers ----

PLACES = {
    "arange": (lambda n: rg.arange(n(5)), [0, 1, 2, 3, 4]),
    "arange_float": (lambda n: rg.arange(n(2.5)), [0.0, 1.0, 2.0]),
    "arange_step": (lambda n: rg.arange(n(1), 5, n(2)), [1, 3]),
    "full": (lambda n: rg.full((2,), n(3)), [3, 3]),
    "full_bool": (lambda n: rg.full((2,), n(True)), [True, True]),
    "full_dtype": (lambda n: rg.full((2,), n(3.5), dtype=rg.int64), [3, 3]),
    "full_like": (lambda n: rg.full_like(rg.zeros(2), n(3)), [3.0, 3.0]),
    "new_full": (lambda n: rg.zeros(2).new_full((2,), n(3)), [3.0, 3.0]),
    "linspace": (lambda n: rg.linspace(n(0), n(1.0), n(3)), [0.0, 0.5, 1.0]),
    "uniform_": (lambda n: rg.zeros(2).uniform_(n(1), n(1.0)), [1.0, 1.0]),
    "normal_": (lambda n: rg.zeros(2).normal_(n(2.0), n(0)), [2.0, 2.0]),
    "bernoulli_": (lambda n: rg.zeros(2).bernoulli_(n(1.0)), [1.0, 1.0]),
    "random_": (lambda n: rg.zeros(2).random_(n(3), n(4)), [3.0, 3.0]),
    "add": (lambda n: rg.ones(2).add(rg.ones(2), alpha=n(2)), [3.0, 3.0]),
    "add_": (lambda n: rg.ones(2).add_(rg.ones(2), alpha=n(2.5)), [3.5, 3.5]),
    "sub_": (lambda n: rg.ones(2).sub_(rg.ones(2), alpha=n(2)), [-1.0, -1.0]),
    "isclose": (lambda n: rg.isclose(rg.ones(1), rg.tensor([1.1]), rtol=n(0.2)), [True]),
    "isclose_both": (lambda n: rg.isclose(rg.ones(1), rg.tensor([1.1]), n(0.0), n(0.2)), [True]),
    "clamp": (lambda n: rg.tensor([1, 3]).clamp(0, n(2)), [1, 2]),
    "fill_": (lambda n: rg.zeros(2).fill_(n(2)), [2.0, 2.0]),
    "pow": (lambda n: rg.tensor([2.0]).pow(n(3)), [8.0]),
    "smoothing": (
        lambda n: f.cross_entropy(
            rg.zeros(1, 2), rg.tensor([0]), label_smoothing=n(0.5), reduction="none"
        ),
        [pytest.approx(math.log(2))],
    ),
}


@pytest.mark.parametrize("name", PLACES)
def test_a_zero_dimensional_tensor_stands_for_a_number(name):
    call, want = PLACES[name]
    by_number, by_tensor = call(lambda v: v), call(rg.tensor)
    assert by_tensor.tolist() == want
    assert by_tensor.dtype == by_number.dtype
    assert by_tensor.tolist() == by_number.tolist()


def test_other_types_of_tensors_stand_for_numbers_of_their_kind():
    assert rg.full((1,), rg.tensor(3, dtype=rg.int32)).dtype == rg.int64
    assert rg.full((1,), rg.tensor(3.0, dtype=rg.float64)).dtype == rg.float32
    assert rg.arange(rg.tensor(2, dtype=rg.uint8)).dtype == rg.int64
    assert rg.allclose(rg.ones(1), rg.tensor([1.1]), atol=rg.tensor(0.2))


@pytest.mark.parametrize(
    "call",
    [
        lambda n: rg.arange(n),
        lambda n: rg.full((2,), n),
        lambda n: rg.zeros(2).new_full((2,), n),
        lambda n: rg.linspace(n, 1, 3),
        lambda n: rg.zeros(2).uniform_(n, 3),
        lambda n: rg.ones(1).add(rg.ones(1), alpha=n),
        lambda n: rg.isclose(rg.ones(1), rg.ones(1), rtol=n),
    ],
)
def test_no_other_tensor_stands_for_a_number(call):
    with pytest.raises(TypeError):
        call(rg.tensor([2.0]))
    with pytest.raises(TypeError):
        call(rg.tensor(2.0, requires_grad=True))
    with pytest.raises(TypeError, match=r"shape \(1,\)"):
        rg.full((2,), rg.tensor([2.0]))
    with pytest.raises(TypeError, match="requires grad"):
        rg.full((2,), rg.tensor(2.0, requires_grad=True))


def test_a_bound_beside_a_number_is_a_number():
    assert rg.tensor(3, dtype=rg.uint8).clamp(0, rg.tensor(2)).dtype == rg.uint8
    got = rg.tensor(3.0).clip(rg.tensor(1.0, dtype=rg.float64), 2)
    assert (got.dtype, got.item()) == (rg.float32, 2.0)
    assert rg.tensor(3, dtype=rg.uint8).clip(rg.tensor(0)).dtype == rg.int64  # alone: a tensor
    with pytest.raises(TypeError, match="requires grad"):
        rg.tensor([1.0, 2.0]).clamp(0, rg.tensor(1.5, requires_grad=True))
