"""assert_close: what it lets pass, and what it says of the rest. make_tensor: torch's numbers."""

from __future__ import annotations

import importlib
import math
from collections import OrderedDict

import numpy
import pytest
import retrograd as rg


@pytest.fixture
def check(ag):
    return importlib.import_module(f"{ag.__name__}.testing").assert_close


@pytest.fixture
def make(ag):
    return importlib.import_module(f"{ag.__name__}.testing").make_tensor


def said(check, *arguments, **options) -> str:
    with pytest.raises(AssertionError) as caught:
        check(*arguments, **options)
    return str(caught.value)


CLOSE = [
    ("float32", 1.0, 1 + 1.1e-5, 1 + 1.2e-5),  # around 1e-5 + 1.3e-6
    ("float32", 0.0, 0.9e-5, 1.1e-5),
    ("float64", 1.0, 1 + 1.9e-7, 1 + 2.1e-7),
    ("float64", 0.0, 0.9e-7, 1.1e-7),
    ("float16", 100.0, 100.0625, 100.125),  # around 1e-5 + 0.1
    ("bfloat16", 1.0, 1.015625, 1.0234375),  # around 1e-5 + 1.6e-2
    ("int64", 2**62, 2**62, 2**62 + 1),
    ("int8", -128, -128, 127),
    ("int32", 1, 1, 2),
    ("uint8", 0, 0, 255),
    ("bool", True, True, False),
]


@pytest.mark.parametrize(("dtype", "value", "close", "far"), CLOSE)
def test_tolerances_follow_the_type(ag, check, dtype, value, close, far):
    t = getattr(ag, dtype)
    one, two, three = (ag.tensor([x], dtype=t) for x in (value, close, far))
    check(one, two)
    with pytest.raises(AssertionError):
        check(three, one)


def test_an_error_names_the_worst_elements(ag, check):
    a, b = ag.tensor([[1.0, 2.0], [3.0, 9.0]]), ag.tensor([[1.0, 2.5], [3.0, 4.0]])
    assert said(check, a, b) == (
        "Tensor-likes are not close!\n\n"
        "Mismatched elements: 2 / 4 (50.0%)\n"
        "Greatest absolute difference: 5.0 at index (1, 1) (up to 1e-05 allowed)\n"
        "Greatest relative difference: 1.25 at index (1, 1) (up to 1.3e-06 allowed)"
    )


def test_what_is_close_enough_is_not_the_worst(ag, check):
    a, b = ag.tensor([1e4, 0.0, 0.5]), ag.tensor([1e4 + 0.01, 1e-4, 0.0])
    text = said(check, a[:2], b[:2])
    assert "1 / 2" in text and "absolute difference: 9.999999747378752e-05 at index (1,)" in text
    a, b = ag.tensor([0.0, 1.0]), ag.tensor([0.0, 1.1])
    assert "relative difference: 0.0909" in said(check, a, b)


def test_integers_are_compared_exactly(ag, check):
    assert said(check, ag.tensor([1, 2]), ag.tensor([1, 3])) == (
        "Tensor-likes are not equal!\n\n"
        "Mismatched elements: 1 / 2 (50.0%)\n"
        "Greatest absolute difference: 1 at index (1,)\n"
        "Greatest relative difference: 0.3333333432674408 at index (1,)"
    )
    zero, most = ag.tensor([0], dtype=ag.uint8), ag.tensor([255], dtype=ag.uint8)
    assert "absolute difference: 255 at" in said(check, zero, most)
    true, false = ag.tensor([True, False]), ag.tensor([True, True])
    assert "absolute difference: 1 at index (1,)" in said(check, true, false)


def test_differences_that_64_bits_do_not_hold_are_told():
    low, high = rg.tensor([-(2**63)]), rg.tensor([2**63 - 1])
    text = said(rg.testing.assert_close, low, high)
    assert "absolute difference: 1.8446744073709552e+19 at index (0,)" in text


def test_a_tensor_without_dimensions_is_told_as_a_number(ag, check):
    assert said(check, ag.tensor(1.0), ag.tensor(2.0)) == (
        "Scalars are not close!\n\n"
        "Expected 2.0 but got 1.0.\n"
        "Absolute difference: 1.0 (up to 1e-05 allowed)\n"
        "Relative difference: 0.5 (up to 1.3e-06 allowed)"
    )


def test_tolerances_can_be_given_both(ag, check):
    one, two = ag.tensor([1.0]), ag.tensor([1.01])
    check(one, two, rtol=0, atol=0.02)
    check(one, two, rtol=0.02, atol=0)
    check(ag.tensor([1]), ag.tensor([2]), rtol=0, atol=1)
    text = said(check, one, two, rtol=0.0, atol=0.001)
    assert "(up to 0.001 allowed)" in text and "(up to 0.0 allowed)" in text
    for half in ({"rtol": 1e-3}, {"atol": 1e-3}):
        with pytest.raises(ValueError, match="rtol"):
            check(one, two, **half)


def test_tolerances_are_not_negative_or_nan():
    x = rg.ones(1)
    for wrong in (-1e-3, math.nan):
        with pytest.raises(ValueError, match="must not be negative"):
            rg.testing.assert_close(x, x, rtol=wrong, atol=0)


def test_nan_and_infinities(ag, check):
    nan, inf, one = (ag.tensor([x, 1.0]) for x in (math.nan, math.inf, 1.0))
    assert "absolute difference: nan at index (0,)" in said(check, nan, nan)
    check(nan, nan, equal_nan=True)
    check(inf, inf)
    assert "difference: inf" in said(check, inf, one)
    assert "difference: inf" in said(check, inf, -inf)
    assert "1 / 2" in said(check, nan, one, equal_nan=True)
    assert "relative difference: inf" in said(check, one, ag.tensor([0.0, 1.0]))


def test_attributes_are_compared(ag, check):
    assert said(check, ag.ones(2), ag.ones(3)) == (
        "The values for attribute 'shape' do not match: torch.Size([2]) != torch.Size([3])."
    )
    assert said(check, ag.ones(0, 2), ag.ones(0, 3)).startswith("The values for attribute 'shape'")
    one, two = ag.ones(2), ag.ones(2, dtype=ag.float64)
    assert said(check, one, two) == (
        "The values for attribute 'dtype' do not match: torch.float32 != torch.float64."
    )
    check(one, two, check_dtype=False)
    check(one + 1e-5, two, check_dtype=False)  # the larger tolerances of the two
    check(1000 * one + 1e-3, 1000 * two, check_dtype=False)
    check(one, ag.ones(2, dtype=ag.int64), check_dtype=False)
    check(ag.tensor([True]), ag.tensor([1]), check_dtype=False)
    assert "absolute difference: 255 at" in said(
        check, ag.tensor([0], dtype=ag.uint8), ag.tensor([255]), check_dtype=False
    )
    rows, columns = ag.ones(2, 3), ag.ones(3, 2).t()
    check(rows, columns)
    assert said(check, rows, columns, check_stride=True) == (
        "The values for attribute 'stride()' do not match: (3, 1) != (1, 2)."
    )
    check(ag.ones(0), ag.ones(0))
    check(ag.ones(2, requires_grad=True), ag.ones(2))


def test_numbers_bools_and_none_are_compared(check):
    check(1.0, 1.0 + 1e-8)
    check(1j, 1j)
    check(None, None)
    check(True, True)
    check(1, 1.0, check_dtype=False)
    check(math.nan, math.nan, equal_nan=True)
    check(math.inf, math.inf)
    check(numpy.float64(1), 1.0)
    assert "(up to 1e-07 allowed)" in said(check, numpy.float32(1), numpy.float32(1.00001))
    assert said(check, 1.0, 1.000001) == (
        "Scalars are not close!\n\n"
        "Expected 1.000001 but got 1.0.\n"
        "Absolute difference: 9.999999999177334e-07 (up to 1e-07 allowed)\n"
        "Relative difference: 9.999989999187335e-07 (up to 1e-07 allowed)"
    )
    assert said(check, 1, 2) == (
        "Scalars are not equal!\n\n"
        "Expected 2 but got 1.\n"
        "Absolute difference: 1\n"
        "Relative difference: 0.5"
    )
    assert "Relative difference: inf" in said(check, 1, 0)
    assert "nan" in said(check, math.nan, math.nan)
    assert said(check, math.inf, 1.0).startswith("Scalars are not close!")
    assert said(check, 1, 1.0).startswith("The (d)types do not match: <class 'int'> != <class 'flo")
    assert said(check, True, False) == "Booleans mismatch: True is not False"
    assert said(check, None, 1) == "None mismatch: None is not 1"


def test_a_bool_is_no_int():
    assert "(d)types do not match" in said(rg.testing.assert_close, True, 1)


def test_arrays_are_compared_with_arrays(ag, check):
    one, two = numpy.array([1.0, 2.0]), numpy.array([1.0, 3.0])
    check(one, one.copy())
    assert "0.3333333333333333 at index (1,) (up to 1e-07" in said(check, one, two)
    with pytest.raises(TypeError):
        check(one, ag.tensor([1.0, 2.0], dtype=ag.float64))


def test_containers_are_compared_element_by_element(ag, check):
    one, two = ag.tensor([1.0, 2.0]), ag.tensor([1.0, 3.0])
    check([one, (two,)], (one, [two]))
    check({"a": 1, "b": one}, OrderedDict(b=one, a=1))
    check([], [])
    check({}, {})
    check(range(3), [0, 1, 2])
    assert said(check, [one], [one, two]) == "The length of the sequences mismatch: 1 != 2"
    assert said(check, {"a": one}, {"b": one}) == (
        "The keys of the mappings do not match:\n"
        "Missing keys in the actual mapping: ['b']\n"
        "Additional keys in the actual mapping: ['a']"
    )
    nested = said(check, {"a": [1, {"b": one}]}, {"a": [1, {"b": two}]})
    assert nested.endswith("\n\nThe failure occurred for item ['a'][1]['b']")
    assert said(check, [1, 2.0], [1, 2.5]).endswith("\n\nThe failure occurred for item [1]")


@pytest.mark.parametrize(
    ("one", "two"),
    [("a", "a"), ([1], {"a": 1}), (object(), object()), ({1}, {1}), (["a"], ["a"]), ([1], 1)],
)
def test_what_cannot_be_compared_is_a_type_error(check, one, two):
    with pytest.raises(TypeError):
        check(one, two)


def test_a_tensor_is_not_compared_with_a_number(ag, check):
    for other in (1.0, "a", [1.0]):
        with pytest.raises(TypeError):
            check(ag.tensor(1.0), other)
        with pytest.raises(TypeError):
            check(ag.tensor(1.0), other, check_dtype=False)


def test_subclasses_are_compared_unless_told_otherwise():
    class Special(rg.Tensor):
        pass

    check = rg.testing.assert_close
    one, two = Special(), Special()
    check(one, rg.Tensor())
    check(one, two, allow_subclasses=False)
    with pytest.raises(TypeError):
        check(one, rg.Tensor(), allow_subclasses=False)


def test_the_text_of_an_error_can_be_set(ag, check):
    one, two = ag.tensor([1.0]), ag.tensor([2.0])
    assert said(check, one, two, msg="hello") == "hello"
    framed = said(check, [one], [two], msg=lambda text: f"head\n{text}\nfoot")
    assert framed.startswith("head\nTensor-likes are not close!\n\nMismatched")
    assert framed.endswith("\n\nThe failure occurred for item [0]\nfoot")


def test_a_text_that_is_none_is_refused():
    with pytest.raises(TypeError, match="msg must be"):
        rg.testing.assert_close(1, 1, msg=3)
    with pytest.raises(TypeError):
        rg.testing.assert_close(1, 1, 1e-3)


def test_the_old_name_warns_and_has_tolerances_of_its_own():
    one = rg.tensor([1.0])
    with pytest.warns(FutureWarning, match="assert_close"):
        rg.testing.assert_allclose(one, rg.tensor([1.0001]))
    with pytest.warns(FutureWarning), pytest.raises(AssertionError, match=r"up to 0\.0001"):
        rg.testing.assert_allclose(one, [2.0])


# What torch 2.13 gives after manual_seed(0).
MADE = [
    ((3,), {"dtype": "float32"}, [-0.06738138198852539, 4.8279924392700195, -7.407406330108643]),
    ((3,), {"dtype": "float64"}, [8.460954032517956, 3.740757559196183, -0.7311070237058843]),
    ((2,), {"dtype": "float32", "low": 2, "high": 5}, [3.488769769668579, 4.304665565490723]),
    ((4,), {"dtype": "int32"}, [6, -5, -9, -9]),
    ((4,), {"dtype": "int64", "low": 2, "high": 5}, [4, 2, 4, 2]),
    ((4,), {"dtype": "uint8"}, [4, 9, 3, 0]),
    ((4,), {"dtype": "int8"}, [6, -5, -9, -9]),
    ((4,), {"dtype": "int16"}, [6, -5, -9, -9]),
    ((4,), {"dtype": "float16"}, [-0.0673828125, 4.828125, -7.40625, -6.625]),
    ((4,), {"dtype": "bfloat16"}, [-0.0673828125, 4.8125, -7.40625, -6.625]),
    (
        (3,),
        {"dtype": "float16", "low": -math.inf, "high": math.inf},
        [-490.5, 35136.0, -53920.0],
    ),
    (
        (2,),
        {"dtype": "float16", "low": 0, "high": 1e-8, "exclude_zero": True},
        [6.103515625e-05, 6.103515625e-05],
    ),
    ((3,), {"dtype": "uint8", "low": -5, "high": 2}, [0, 1, 1]),
    ((4,), {"dtype": "bool"}, [False, True, True, False]),
    ((3,), {"dtype": "int32", "low": -(2**40), "high": 2**40}, [398764591, 1478610112, 1537364731]),
    ((3,), {"dtype": "int64", "low": 1.5, "high": 3.5}, [2, 3, 3]),
    (
        (3,),
        {"dtype": "float32", "low": 1.5},
        [5.221924304962158, 7.261663436889648, 2.1635806560516357],
    ),
    (
        (3,),
        {"dtype": "float32", "low": -math.inf, "high": math.inf},
        [-2.547632747039154e36, 1.8254227462274354e38, -2.8006772618311174e38],
    ),
    ((4,), {"dtype": "int32", "low": 0, "high": 2, "exclude_zero": True}, [1, 1, 1, 1]),
    ((4,), {"dtype": "bool", "exclude_zero": True}, [True] * 4),
    (
        (4,),
        {"dtype": "float32", "noncontiguous": True},
        [4.8279924392700195, -6.623451232910156, 2.4134163856506348, 7.136005401611328],
    ),
]


@pytest.mark.parametrize(("shape", "options", "want"), MADE)
def test_random_tensors_are_those_of_torch(ag, make, shape, options, want):
    ag.manual_seed(0)
    x = make(*shape, device="cpu", **options | {"dtype": getattr(ag, options["dtype"])})
    assert x.tolist() == want
    assert x.dtype == getattr(ag, options["dtype"])


def test_shapes_are_ints_or_a_sequence(ag, make):
    options = {"dtype": ag.float32, "device": None}
    for shape in ((2, 3), ((2, 3),), ([2, 3],), (ag.Size([2, 3]),)):
        assert make(*shape, **options).shape == (2, 3)
    assert make(**options).shape == make((), **options).shape == ()
    assert make(0, **options).shape == (0,)
    with pytest.raises(TypeError):
        make(2.5, **options)


def test_every_other_element_is_taken_where_there_are_several(ag, make):
    options = {"dtype": ag.float32, "device": "cpu", "noncontiguous": True}
    assert make(2, 3, **options).stride() == (6, 2)
    x = make(4, **options, requires_grad=True)
    assert (x.stride(), x.requires_grad, x.is_leaf) == ((2,), True, True)
    assert make(1, **options).is_contiguous() and make((), **options).is_contiguous()
    with pytest.raises(ValueError, match="noncontiguous"):
        make(4, **options, memory_format=ag.contiguous_format)


@pytest.mark.parametrize(
    ("dtype", "options"),
    [
        ("float32", {"low": 5, "high": 2}),
        ("float32", {"high": -15}),
        ("float32", {"low": math.nan}),
        ("int32", {"low": 2**40, "high": 2**41}),
        ("int32", {"low": 2, "high": 2}),
        ("bool", {"low": 5, "high": 6}),
        ("int64", {"requires_grad": True}),
    ],
)
def test_intervals_are_checked(ag, make, dtype, options):
    with pytest.raises(ValueError):
        make(3, dtype=getattr(ag, dtype), device="cpu", **options)


def test_an_interval_of_one_number_is_a_constant_after_a_warning(ag, make):
    with pytest.warns(FutureWarning):
        x = make(3, dtype=ag.float32, device="cpu", low=2, high=2)
    assert x.tolist() == [2.0] * 3


def test_zeros_become_the_smallest_normal_number(ag, make):
    x = make(200, dtype=ag.float64, device="cpu", low=0, high=5e-324, exclude_zero=True)
    assert 0 not in x.tolist()
    assert 2.2250738585072014e-308 in x.tolist()
    with pytest.raises(AssertionError):
        make(3, dtype=ag.float32, device="cuda")
    for missing in ({"dtype": ag.float32}, {"device": "cpu"}):
        with pytest.raises(TypeError):
            make(3, **missing)
