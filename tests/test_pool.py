"""Pooling: what windows find of special values, threads, types, errors. Figures are torch's."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg
from op_pool import average, largest, sliding
from retrograd.nn import functional as F

inf, nan = math.inf, math.nan


def test_the_last_nan_of_a_window_is_found_else_the_first_of_equals():
    for x, value, index in (
        ([1.0, nan, nan, 3.0], nan, 2),
        ([-inf, -inf, -inf, -inf], -inf, 0),
        ([2.0, 3.0, 3.0, 1.0], 3.0, 1),
    ):
        t = rg.tensor([x])
        for y, i in (
            F.max_pool1d(t, 4, return_indices=True),
            F.adaptive_max_pool1d(t, 1, return_indices=True),
        ):
            np.testing.assert_array_equal(y.numpy(), [[value]])
            assert i.tolist() == [[index]]
    # The same where windows lie side by side.
    x = rg.tensor([1.0, nan, nan, 3.0, 5.0, 5.0]).repeat(1, 50)
    y, i = F.max_pool1d(x, 2, return_indices=True)
    np.testing.assert_array_equal(y[0, :3].numpy(), [nan, nan, 5.0])
    assert i[0, :3].tolist() == [1, 2, 4]
    assert F.max_pool1d(rg.tensor([[2.0, 2.0, 1.0, 2.0]]), 2, 2, 1, return_indices=True)[
        1
    ].tolist() == [[0, 1, 3]]


def test_the_gradient_goes_to_the_element_that_was_found():
    x = rg.tensor([[1.0, 2.0, 2.0, 5.0, 0.0]], requires_grad=True)
    F.max_pool1d(x, 3, 1).backward(rg.tensor([[1.0, 10.0, 100.0]]))
    assert x.grad.tolist() == [[0.0, 1.0, 0.0, 110.0, 0.0]]


@pytest.mark.parametrize("dtype", ["uint8", "int8", "int16", "int32", "int64", "float16", "double"])
@pytest.mark.parametrize(("kernel", "stride"), [(2, 2), (3, 1), (3, 3), (2, 5)])
def test_every_type_and_stride_is_pooled_alike(dtype, kernel, stride):
    drawn = np.random.default_rng(kernel).integers(0, 100, (2, 9, 300))
    x = rg.tensor(drawn).to(getattr(rg, dtype))
    expected = sliding(2, largest)(drawn[None], kernel, stride)[0]
    y = F.max_pool2d(x, kernel, stride)
    assert y.dtype is x.dtype and y.long().tolist() == expected.astype(int).tolist()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize(
    ("lengths", "kernel", "stride", "padding", "ceil"),
    [
        ((4, 28), 2, 2, 0, False),  # rows without a gap between their windows
        ((6, 28), (3, 2), (3, 2), (1, 0), False),  # and with different divisors
        ((5, 28), 2, 2, 0, False),  # with elements in none
        ((5, 28), 2, 2, 0, True),
        ((6, 29), 2, 2, 1, False),
        ((5, 61), 3, 1, 1, False),  # over each other
        ((5, 61), 3, 2, 1, False),
        ((5, 61), 2, 5, 0, False),  # with gaps
        ((3, 60), 3, 3, 0, False),
        ((4, 70), 4, 4, 2, False),
        ((7, 37), 7, 7, 0, False),
        ((2, 2300), (1, 2), (1, 2), 0, False),  # in pieces
        ((2, 2300), (2, 3), (1, 1), (0, 1), False),
        ((1, 2300), (1, 30), 1, 0, False),
        ((1, 2300), (1, 9), (1, 7), 0, False),
        ((1, 4000), (1, 1500), (1, 1300), 0, False),  # one that is several pieces
        ((1, 3600), (1, 1200), (1, 1200), 0, False),
        ((1, 90), (1, 80), (1, 1), (0, 40), False),
    ],
)
def test_averages_and_their_gradients_are_those_of_the_definition(
    dtype, lengths, kernel, stride, padding, ceil
):
    rng = np.random.default_rng(0)
    x, step = (rng.standard_normal((2, 3, *lengths)) for _ in range(2))
    t = rg.tensor(x, dtype=getattr(rg, dtype), requires_grad=True)
    y = F.avg_pool2d(t, kernel, stride, padding, ceil, count_include_pad=ceil)

    def pool(x):
        return sliding(2, average)(x, kernel, stride, padding, 1, ceil, count_include_pad=ceil)

    tolerance = 1e-6 if dtype == "float32" else 1e-14
    np.testing.assert_allclose(y.detach().numpy(), pool(x), rtol=tolerance, atol=tolerance)
    weight = rng.standard_normal(y.shape)
    rg.full(x.shape, nan, dtype=t.dtype)  # memory in which an element left out would be seen
    y.backward(rg.tensor(weight, dtype=t.dtype))
    along = (weight * pool(step)).sum()
    assert (t.grad.double().numpy() * step).sum() == pytest.approx(along, rel=20 * tolerance)


def test_bits_do_not_depend_on_the_number_of_threads():
    threads = rg.get_num_threads()
    found = []
    try:
        for count in (1, 2):
            rg.set_num_threads(count)
            rg.manual_seed(0)
            x = rg.randn(40, 3, 31, 33, requires_grad=True)
            total = [F.max_pool2d(x, 3, 2), F.avg_pool2d(x, 3, 2, 1), F.adaptive_avg_pool2d(x, 5)]
            for y in total:
                (y * y).sum().backward()
            found.append([a.detach().numpy().tobytes() for a in (*total, x.grad)])
    finally:
        rg.set_num_threads(threads)
    assert found[0] == found[1]


def test_quotients_of_integers_are_truncated():
    x = rg.tensor([[-3, -2, 7, 8]])
    assert F.avg_pool1d(x, 2).tolist() == [[-2, 7]]
    assert F.avg_pool2d(x[None], (1, 2), divisor_override=-2).tolist() == [[[2, -7]]]


def test_pooled_elements_return_to_where_they_were():
    x = rg.tensor([[[1.0, 5.0, 2.0], [3.0, 4.0, 6.0], [0.0, 9.0, 8.0]]], requires_grad=True)
    y, where = F.max_pool2d(x, 2, 1, return_indices=True)
    back = F.max_unpool2d(y, where, 2, 1)
    assert back.tolist() == [[[0.0, 5.0, 0.0], [0.0, 0.0, 6.0], [0.0, 9.0, 0.0]]]
    with pytest.raises(RuntimeError, match="9"):
        F.max_unpool2d(y, where + 7, 2, 1)
    with pytest.raises(RuntimeError, match="output_size"):
        F.max_unpool2d(y, where, 2, 1, output_size=(9, 9))


def test_nodes_are_named_as_in_torch():
    x = rg.ones(1, 2, 4, 4, requires_grad=True)
    assert F.max_pool2d(x, 2).grad_fn.name() == "MaxPool2DWithIndicesBackward0"
    assert F.max_pool3d(x[None], 2).grad_fn.name() == "MaxPool3DWithIndicesBackward0"
    assert F.avg_pool2d(x, 2).grad_fn.name() == "AvgPool2DBackward0"


@pytest.mark.parametrize("kwargs", [{"stride": 2**62}, {"dilation": 2**62}, {"padding": 2**62}])
def test_huge_numbers_are_refused(kwargs):
    with pytest.raises(RuntimeError):
        F.max_pool2d(rg.ones(1, 4, 4), 2, **kwargs)
    with pytest.raises((RuntimeError, MemoryError)):
        F.adaptive_avg_pool1d(rg.ones(1, 4), 2**62)


def test_errors_say_what_came_and_what_was_wanted():
    x = rg.ones(1, 2, 5, 5)
    for call, text in (
        (lambda: F.max_pool2d(x, 6), "reaches over 6 elements does not fit into 5"),
        (lambda: F.max_pool2d(x, 3, padding=2), "padding of 2 is more than half"),
        (lambda: F.avg_pool2d(x, 2, divisor_override=0), "divisor_override is 0"),
        (lambda: F.max_pool2d(x, (2, 2, 2)), "one number or 2"),
        (lambda: F.adaptive_avg_pool2d(x, (2, 2, 2)), "one number or 2"),
    ):
        with pytest.raises(RuntimeError, match=text):
            call()
    with pytest.raises(TypeError, match="ints or None"):
        F.adaptive_avg_pool2d(x, 2.5)
