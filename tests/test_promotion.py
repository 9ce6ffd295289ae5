"""dtype and shape rules: promotion, scalars, in-place results, and what is refused."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import retrograd as rg

NAMES = ["bool", "uint8", "int32", "int64", "float32", "float64"]
# Two dimensioned tensors meet in the later of this order, but for uint8 with a signed integer,
# which is signed: the same order.
ORDER = {name: i for i, name in enumerate(NAMES)}


def of(name, value=1, dim=1):
    return rg.full((2,) * dim, value, dtype=getattr(rg, name))


@pytest.mark.parametrize(("a", "b"), list(itertools.product(NAMES, NAMES)), ids=str)
def test_tensors_promote_to_the_larger_type(a, b):
    want = getattr(rg, max(a, b, key=ORDER.get))
    assert (of(a) + of(b)).dtype == want
    assert (of(a) * of(b)).dtype == want
    assert rg.maximum(of(a), of(b)).dtype == want
    assert rg.where(of("bool"), of(a), of(b)).dtype == want
    assert rg.cat([of(a), of(b)]).dtype == want
    assert (of(a) == of(b)).dtype == rg.bool


KIND = {"b": 0, "u": 1, "i": 1, "f": 2}


@pytest.mark.parametrize(("a", "b"), list(itertools.product(NAMES, NAMES)), ids=str)
def test_a_zero_dimensional_tensor_changes_only_the_kind(a, b):
    higher = KIND[np.dtype(b).kind] > KIND[np.dtype(a).kind]
    want = b if higher else a
    assert (of(a) + of(b, dim=0)).dtype == getattr(rg, want)
    assert (of(b, dim=0) * of(a)).dtype == getattr(rg, want)


SCALARS = {"bool": True, "int": 2, "float": 2.5}


@pytest.mark.parametrize(("a", "kind"), list(itertools.product(NAMES, SCALARS)), ids=str)
def test_a_python_number_changes_only_the_kind_and_then_to_the_default(a, kind):
    rank = {"bool": 0, "int": 1, "float": 2}[kind]
    own = KIND[np.dtype(a).kind]
    want = a if rank <= own else {1: "int64", 2: "float32"}[rank]
    assert (of(a) + SCALARS[kind]).dtype == getattr(rg, want)
    assert (SCALARS[kind] * of(a)).dtype == getattr(rg, want)


def test_division_of_integers_is_float32():
    assert (of("int64") / of("int32")).dtype == rg.float32
    assert (of("bool") / 2).dtype == rg.float32
    assert (rg.tensor([7]) / 2).tolist() == [3.5]


@pytest.mark.parametrize("name", ["exp", "sqrt", "log", "sin", "cos", "tanh", "sigmoid"])
def test_functions_of_integers_are_float32(name):
    for kind in ("bool", "uint8", "int32", "int64"):
        assert getattr(rg, name)(of(kind)).dtype == rg.float32


def test_sums_and_products_of_small_integers_are_int64():
    for kind in ("bool", "uint8", "int32"):
        assert of(kind).sum().dtype == rg.int64
        assert of(kind).prod().dtype == rg.int64
    assert rg.full((300,), 255, dtype=rg.uint8).sum().item() == 76500


def test_floor_division_and_remainder_follow_the_divisor():
    a, b = rg.tensor([7, -7, 7, -7]), rg.tensor([2, 2, -2, -2])
    assert (a // b).tolist() == [3, -4, -4, 3]
    assert (a % b).tolist() == [1, 1, -1, -1]
    x, y = a.float(), b.float()
    assert (x // y).tolist() == [3, -4, -4, 3]
    assert (x % y).tolist() == [1, 1, -1, -1]
    assert (-7 // rg.tensor([2])).tolist() == [-4]
    assert (-7 % rg.tensor([2])).tolist() == [1]
    assert (rg.tensor([5.5]) % 2).tolist() == [1.5]


def test_floating_division_by_zero_gives_inf_and_nan():
    x = rg.tensor([1.0, -1.0, 0.0]) / 0
    assert x.tolist()[:2] == [math.inf, -math.inf]
    assert math.isnan(x[2].item())
    assert math.isnan((rg.tensor([1.0]) % 0).item())
    assert (rg.tensor([1.0]) // 0).item() == math.inf


def test_integers_wrap():
    assert (rg.tensor([250], dtype=rg.uint8) + 10).tolist() == [4]
    assert (rg.tensor([2**31 - 1], dtype=rg.int32) + 1).tolist() == [-(2**31)]
    assert (rg.tensor([2**63 - 1]) + 1).tolist() == [-(2**63)]
    assert (-rg.tensor([1], dtype=rg.uint8)).tolist() == [255]
    assert (rg.tensor([2**62]) * 4).tolist() == [0]
    assert rg.tensor([-(2**63)]).abs().tolist() == [-(2**63)]


def test_boolean_arithmetic():
    t, f = rg.tensor([True]), rg.tensor([False])
    assert (t + t).tolist() == [True]
    assert (t * f).tolist() == [False]
    assert (t + t).dtype == rg.bool
    assert (t & f).tolist() == [False]
    assert (t | f).tolist() == [True]
    assert (~t).tolist() == [False]
    for call in (lambda: t - f, lambda: -t, lambda: 1 - t, lambda: t - True):
        with pytest.raises(RuntimeError):
            call()


def test_inverting_works_on_integers_and_not_on_floats():
    assert (~rg.tensor([0, 5])).tolist() == [-1, -6]
    assert (~rg.tensor([0], dtype=rg.uint8)).tolist() == [255]
    with pytest.raises(TypeError):
        ~rg.tensor([1.0])


@pytest.mark.parametrize("method", ["add_", "mul_", "sub_"])
def test_in_place_results_must_fit_the_type(method):
    x = rg.tensor([1, 2])
    with pytest.raises(RuntimeError):
        getattr(x, method)(1.5)
    with pytest.raises(RuntimeError):
        getattr(x, method)(rg.tensor([1.5, 2.5]))
    assert x.tolist() == [1, 2]
    assert x.dtype == rg.int64


def test_in_place_true_division_of_integers_is_refused():
    with pytest.raises(RuntimeError):
        rg.tensor([4]).div_(2)


def test_in_place_takes_a_narrower_or_wider_float():
    x = rg.ones(2)
    x += rg.ones(2, dtype=rg.float64)
    x += rg.ones(2, dtype=rg.int64)
    assert x.dtype == rg.float32
    assert x.tolist() == [3.0, 3.0]


def test_integer_powers():
    assert (rg.tensor([2, -3]) ** 3).tolist() == [8, -27]
    assert (rg.tensor([2]) ** rg.tensor([5])).tolist() == [32]
    assert (2 ** rg.tensor([3])).tolist() == [8]
    assert (rg.tensor([2]) ** 0.5).dtype == rg.float32
    assert (rg.tensor([2]) ** 2.0).dtype == rg.float32
    assert (rg.tensor([0, 3]) ** 0).tolist() == [1, 1]


def test_means_of_integers_are_refused_without_a_dtype():
    with pytest.raises(RuntimeError):
        rg.tensor([1, 2]).mean()
    assert rg.tensor([1, 2]).mean(dtype=rg.float32).item() == 1.5


@pytest.mark.parametrize("op", ["matmul", "mm"])
def test_products_of_matrices_do_not_promote(op):
    with pytest.raises(RuntimeError):
        getattr(rg, op)(rg.ones(2, 2), rg.ones(2, 2, dtype=rg.float64))
    with pytest.raises(RuntimeError):
        getattr(rg, op)(rg.ones(2, 2), rg.ones(2, 2, dtype=rg.int64))


def test_a_scalar_is_no_operand_of_matmul():
    with pytest.raises(RuntimeError):
        rg.matmul(rg.tensor(1.0), rg.ones(2))
    with pytest.raises(TypeError):
        rg.ones(2) @ 2


def test_comparisons_see_the_promoted_values():
    assert (rg.tensor([1]) == rg.tensor([1.0])).tolist() == [True]
    assert (rg.tensor([2]) > 1.5).tolist() == [True]
    assert (rg.tensor([float("nan")]) == float("nan")).tolist() == [False]
    assert (rg.tensor([float("nan")]) != float("nan")).tolist() == [True]


def test_conversion_between_types():
    x = rg.tensor([1.9, -1.9, 0.0])
    assert x.long().tolist() == [1, -1, 0]
    assert x.bool().tolist() == [True, True, False]
    assert x.to(rg.uint8)[:1].tolist() == [1]
    assert rg.tensor([float("nan")]).bool().tolist() == [True]
    assert rg.tensor([True]).float().tolist() == [1.0]
    assert x.double().dtype == rg.float64
    assert x.to("cpu") is x
    assert x.to(rg.ones(1, dtype=rg.float64)).dtype == rg.float64
    assert x.to(rg.device("cpu"), rg.int64).dtype == rg.int64
    assert x.to(dtype=rg.float32, copy=True) is not x


def test_factories_infer_their_dtype():
    assert rg.full((2,), 3).dtype == rg.int64
    assert rg.full((2,), True).dtype == rg.bool
    assert rg.full((2,), 3.0).dtype == rg.float32
    assert rg.arange(3).dtype == rg.int64
    assert rg.arange(3.0).dtype == rg.float32
    assert rg.arange(0, 1, 0.25).tolist() == [0.0, 0.25, 0.5, 0.75]
    assert rg.linspace(0, 1, 3).dtype == rg.float32
    assert rg.zeros_like(of("int32")).dtype == rg.int32
    assert rg.ones_like(of("int32"), dtype=rg.float64).dtype == rg.float64
    assert rg.empty(2, 3).shape == (2, 3)


def test_softmax_takes_a_dtype():
    assert rg.softmax(rg.tensor([1, 2]), 0, dtype=rg.float64).dtype == rg.float64
    assert rg.log_softmax(rg.ones(2), dim=0, dtype=rg.float64).dtype == rg.float64


@pytest.mark.parametrize("target", ["float32", "int32", "bool"])
def test_class_targets_must_be_int64(target):
    with pytest.raises(RuntimeError):
        rg.nn.functional.cross_entropy(rg.ones(2, 3), of(target))


def test_dtypes_know_what_they_are():
    assert rg.float is rg.float32
    assert rg.double is rg.float64
    assert rg.long is rg.int64
    assert rg.int is rg.int32
    assert rg.float32.is_floating_point
    assert not rg.int64.is_floating_point
    assert rg.ones(1).device == rg.device("cpu")
    assert rg.ones(1).device.type == "cpu"
