"""Faults of group B: types and values that are wrong or extreme. Ids as in the catalogue."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

DTypeError, RangeError, DivideError = (
    rg.errors.DTypeError,
    rg.errors.RangeError,
    rg.errors.DivideError,
)


def test_B01_integers_have_no_gradient():
    for call in (
        lambda: rg.tensor([1], requires_grad=True),
        lambda: rg.ones(2, dtype=rg.int64, requires_grad=True),
        lambda: rg.tensor([1]).requires_grad_(),
        lambda: setattr(rg.tensor([True]), "requires_grad", True),
    ):
        with pytest.raises(RuntimeError, match="float"):
            call()
    with pytest.raises(RuntimeError):
        rg.tensor([1]).sum().backward()


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.tensor([-1], dtype=rg.uint8),
        lambda: rg.tensor(256, dtype=rg.uint8),
        lambda: rg.tensor([2**31], dtype=rg.int32),
        lambda: rg.full((2,), 300, dtype=rg.uint8),
        lambda: rg.full((2,), -(2**40), dtype=rg.int32),
        lambda: rg.zeros(2, dtype=rg.uint8).fill_(-1),
        lambda: rg.zeros(2, dtype=rg.int32).fill_(2**40),
        lambda: rg.zeros(2, dtype=rg.uint8).__setitem__(0, 256),
        lambda: rg.ones(2, dtype=rg.int32) + 2**40,
        lambda: rg.ones(2, dtype=rg.uint8) * -1,
        lambda: rg.ones(2, dtype=rg.int32).add_(2**31),
    ],
    ids=[
        "tensor",
        "scalar",
        "int32",
        "full",
        "full_low",
        "fill",
        "fill_int32",
        "setitem",
        "add",
        "mul",
        "add_",
    ],
)
def test_B02_a_number_that_the_type_cannot_hold(call):
    with pytest.raises(RangeError):
        call()


@pytest.mark.parametrize(("name", "low", "high"), [
    ("uint8", 0, 255), ("int32", -(2**31), 2**31 - 1), ("int64", -(2**63), 2**63 - 1)
])  # fmt: skip
@pytest.mark.parametrize("source", ["float32", "float64"])
def test_B03_float_to_integer_saturates(source, name, low, high, isa):
    values = [math.nan, math.inf, -math.inf, 1e30, -1e30, -0.5, 3.9] * 7
    x = rg.tensor(values, dtype=getattr(rg, source))
    want = [0, high, low, high, low, 0, 3] * 7
    assert x.to(getattr(rg, name)).tolist() == want
    assert rg.zeros(len(values), dtype=getattr(rg, name)).copy_(x).tolist() == want
    assert x.expand(2, -1).t().to(getattr(rg, name)).tolist() == [[v, v] for v in want]


def test_B03_small_overflows_saturate_too():
    assert rg.tensor([300.0, -5.0, 255.5]).to(rg.uint8).tolist() == [255, 0, 255]
    assert rg.tensor([2.0**31, -(2.0**31) - 1000], dtype=rg.float64).to(rg.int32).tolist() == [
        2**31 - 1,
        -(2**31),
    ]


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.tensor(2**70),
        lambda: rg.tensor([1, 2**64]),
        lambda: rg.zeros(2).fill_(10**400),
        lambda: rg.ones(2) + 10**400,
        lambda: rg.full((2,), 10**400),
        lambda: rg.ones(2, dtype=rg.int64) + 2**70,
    ],
    ids=["tensor", "list", "fill", "add", "full", "add_int"],
)
def test_B04_python_integers_beyond_64_bits(call):
    with pytest.raises((OverflowError, ValueError, RuntimeError)):
        call()


@pytest.mark.parametrize(
    "value",
    ["text", None, [None], ["a"], [1, "a"], object(), {"a": 1}, {1, 2}, b"ab", 1j, [1j]],
    ids=lambda value: "object" if type(value) is object else str(value),
)
def test_B05_what_is_no_number(value):
    if isinstance(value, bytes):
        value = [value]
    with pytest.raises((TypeError, ValueError, RuntimeError)):
        rg.tensor(value)


@pytest.mark.parametrize(
    "array",
    [
        np.array([None, 1], dtype=object),
        np.array(["2020-01-01"], dtype="datetime64[D]"),
        np.zeros(2, dtype=[("a", "f4"), ("b", "i4")]),
        np.array(["a", "b"]),
        np.zeros(2, dtype=np.longdouble),
    ],
    ids=lambda a: str(a.dtype),
)
def test_B05_arrays_of_other_types_name_their_type(array):
    with pytest.raises(TypeError, match=r"from_numpy: .*(type|format)"):
        rg.from_numpy(array)
    with pytest.raises(TypeError):
        rg.tensor(array)


def test_B06_big_endian_arrays():
    big = np.array([1.5, 2.5], dtype=">f4")
    assert rg.tensor(big).tolist() == [1.5, 2.5]
    with pytest.raises(ValueError, match="from_numpy"):
        rg.from_numpy(big)


def test_B07_matmul_of_float_and_double():
    with pytest.raises(RuntimeError, match="matmul"):
        rg.ones(2, 2) @ rg.ones(2, 2, dtype=rg.float64)


@pytest.mark.parametrize("name", ["int64", "int32", "uint8"])
def test_B08_integer_division_by_zero(name):
    x, zero = rg.tensor([1, 2], dtype=getattr(rg, name)), rg.zeros(2, dtype=getattr(rg, name))
    for call in (
        lambda: x // zero,
        lambda: x % zero,
        lambda: x // 0,
        lambda: x % 0,
        lambda: 1 // zero,
        lambda: rg.floor_divide(x, zero),
        lambda: rg.remainder(x, zero),
    ):
        with pytest.raises(DivideError):
            call()
    assert x.tolist() == [1, 2]


def test_B09_the_smallest_integer_divided_by_minus_one():
    run_python("""
        import retrograd as rg
        for level in rg._core.isa_levels():
            rg._core.set_isa(level)
            for dtype, low in ((rg.int32, -(2**31)), (rg.int64, -(2**63))):
                x, y = rg.full((33,), low, dtype=dtype), rg.full((33,), -1, dtype=dtype)
                assert (x // y).tolist() == [low] * 33, (x // y)
                assert (x // -1).tolist() == [low] * 33
                assert (x % y).tolist() == [0] * 33
                assert (x % -1).tolist() == [0] * 33
    """)


def test_B10_integer_results_that_do_not_exist():
    for call in (
        lambda: rg.tensor([2]) ** -1,
        lambda: rg.tensor([True]) - rg.tensor([True]),
        lambda: -rg.tensor([True]),
    ):
        with pytest.raises(RuntimeError):
            call()


@pytest.mark.parametrize(
    "call",
    [
        lambda x: x.add_(1.5),
        lambda x: x.mul_(rg.ones(2)),
        lambda x: x.div_(2),
        lambda x: x.__iadd__(0.5),
    ],
    ids=["add_", "mul_", "div_", "iadd"],
)
def test_B11_in_place_results_that_the_type_cannot_hold(call):
    x = rg.tensor([1, 2])
    with pytest.raises(DTypeError):
        call(x)
    assert x.tolist() == [1, 2]
    assert x._version == 0


def test_B12_number_protocols_on_wrong_sizes():
    for x in (rg.ones(2), rg.ones(0), rg.ones(1, 2)):
        for call in (bool, float, int, rg.Tensor.item):
            with pytest.raises((RuntimeError, TypeError, ValueError)):
                call(x)
    with pytest.raises(RuntimeError, match="ambiguous"):
        bool(rg.ones(2))
    for call in (len, iter):
        with pytest.raises(TypeError):
            call(rg.tensor(1.0))
    with pytest.raises(ValueError):
        int(rg.tensor(math.nan))
    with pytest.raises(OverflowError):
        int(rg.tensor(math.inf))


def test_B13_membership_and_equality_with_strangers():
    x = rg.ones(2)
    assert x in [x]
    with pytest.raises(RuntimeError, match="ambiguous"):
        _ = x in [rg.ones(2), x]
    for other in (None, "a", object()):
        assert (x == other) is False
        assert (x != other) is True


@pytest.mark.parametrize("key", [0.5, 1.0, 2**70, -(2**70), math.nan])
def test_B14_indices_that_are_none(key):
    with pytest.raises((IndexError, TypeError, ValueError, OverflowError)):
        rg.ones(3)[key]


def test_B15_subnormals_survive_the_import_and_the_kernels(isa):
    run_python("""
        tiny = 5e-324
        assert tiny / 1 > 0
        import retrograd as rg
        rg.ones(100_000).exp().sum()
        assert tiny / 1 > 0 and tiny * 1.0 == 5e-324
    """)
    x = rg.tensor([1e-40] * 19)
    assert (x + 0).tolist() == x.tolist()
    assert (x * 2).min().item() > 0
    assert (x.double() * 1).tolist() == x.double().tolist()


def test_B17_long_sums_keep_their_digits(isa):
    assert rg.ones(1).expand(2**25).sum().item() == 2**25
    tenth = rg.full((10_000_000,), 0.1)
    exact = 10_000_000 * float(np.float32(0.1))
    assert tenth.sum().item() == pytest.approx(exact, rel=1e-6)
    assert tenth.mean().item() == pytest.approx(float(np.float32(0.1)), rel=1e-6)


def test_B18_means_do_not_overflow_on_the_way():
    assert rg.tensor([3e38, 3e38]).mean().item() == pytest.approx(3e38, rel=1e-6)
    assert rg.tensor([[3e38, 3e38]]).mean(dim=1).item() == pytest.approx(3e38, rel=1e-6)
