"""Images resized and read at places: sizes, types, what is not finite, threads, errors."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg
from op_resample import interpolate
from retrograd.nn import functional as F


@pytest.mark.parametrize("dtype", ["uint8", "bool", "int64", "float16"])
def test_nearest_elements_are_found_in_every_type(dtype):
    drawn = np.random.default_rng(0).integers(0, 2, (2, 3, 5, 4))
    x = rg.tensor(drawn).to(getattr(rg, dtype))
    y = F.interpolate(x, scale_factor=1.7)
    assert y.dtype is x.dtype
    assert y.long().tolist() == interpolate(drawn, scale_factor=1.7).astype(int).tolist()


@pytest.mark.parametrize("length", [3, 49, 1000])
def test_nearest_ones_of_twice_and_as_many_results_are_exact(length):
    x = rg.arange(length).view(1, 1, length)
    assert F.interpolate(x, length).equal(x)
    assert F.interpolate(x, 2 * length).equal(x.repeat_interleave(2, 2))


def test_half_types_are_rounded_once_for_each_axis():
    x = rg.tensor(np.random.default_rng(1).standard_normal((1, 2, 9))).bfloat16()
    y = F.interpolate(x, 17, mode="linear")
    assert y.equal(F.interpolate(x.float(), 17, mode="linear").bfloat16())


def test_bits_do_not_depend_on_the_number_of_threads():
    threads = rg.get_num_threads()
    found = []
    try:
        for count in (1, 2):
            rg.set_num_threads(count)
            rg.manual_seed(0)
            x = rg.randn(4, 5, 41, 40, requires_grad=True)
            grid = rg.randn(4, 70, 60, 2, requires_grad=True)
            total = [
                F.interpolate(x, scale_factor=1.9, mode="bicubic"),
                F.grid_sample(x, grid, align_corners=False),
                F.fold(F.unfold(x, 3, 1, 1), (41, 40), 3, 1, 1),
            ]
            for y in total:
                (y * y).sum().backward()
            found.append([a.detach().numpy().tobytes() for a in (*total, x.grad, grid.grad)])
    finally:
        rg.set_num_threads(threads)
    assert found[0] == found[1]


def test_places_that_are_no_numbers_read_within_the_images():
    x = rg.tensor([[[[1.0, 2.0], [3.0, 4.0]]]])
    for mode in ("bilinear", "nearest", "bicubic"):
        for padding in ("zeros", "border", "reflection"):
            for place in (math.nan, math.inf, -1e30):
                grid = rg.full((1, 1, 1, 2), place)
                assert F.grid_sample(x, grid, mode, padding, False).shape == (1, 1, 1, 1)


def test_what_lies_beyond_the_images_is_zero_whatever_their_edge_holds():
    x = rg.full((1, 1, 2, 2), math.inf)
    assert F.grid_sample(x, rg.full((1, 1, 1, 2), 9.0), align_corners=False).item() == 0.0


def test_an_image_is_read_as_it_is_by_the_grid_of_no_transformation():
    x = rg.arange(12.0).view(1, 1, 3, 4)
    theta = rg.tensor([[[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]])
    for align in (False, True):
        grid = F.affine_grid(theta, x.shape, align_corners=align)
        y = F.grid_sample(x, grid, align_corners=align)
        np.testing.assert_allclose(y.numpy(), x.numpy(), rtol=1e-5, atol=1e-5)


def test_windows_that_are_unfolded_and_folded_count_what_they_share():
    x = rg.ones(1, 1, 4, 4)
    y = F.fold(F.unfold(x, 2), 4, 2)
    assert y[0, 0].tolist() == [[1, 2, 2, 1], [2, 4, 4, 2], [2, 4, 4, 2], [1, 2, 2, 1]]


@pytest.mark.parametrize("factor", [2.0**62, math.inf, math.nan, -1.0, 1e-9])
def test_factors_that_make_no_length_are_refused(factor):
    with pytest.raises((RuntimeError, MemoryError)):
        F.interpolate(rg.ones(1, 1, 4), scale_factor=factor)


def test_errors_say_what_came_and_what_was_wanted():
    x = rg.ones(1, 2, 4, 4)
    for call, error, text in (
        (lambda: F.interpolate(x, 3, mode="lin"), NotImplementedError, "no mode 'lin'"),
        (lambda: F.interpolate(x, scale_factor="2"), TypeError, "numbers, got str"),
        (lambda: F.interpolate(x.long(), 3, mode="bilinear"), NotImplementedError, "int64"),
        (lambda: F.grid_sample(x, rg.ones(2, 1, 1, 2)), RuntimeError, "with 1 as the first"),
        (lambda: F.grid_sample(x, rg.ones(1, 1, 1, 2), "cubic"), ValueError, "got 'cubic'"),
        (lambda: F.unfold(x, 2, 2**62), RuntimeError, "at least 1"),
        (lambda: F.pixel_shuffle(x, 2), RuntimeError, "2 channels are not a multiple of 4"),
    ):
        with pytest.raises(error, match=text):
            call()


@pytest.mark.parametrize("shape", [(1, 1, 4), (0, 1, 4)])
def test_results_without_room_are_refused_at_once(shape):
    x = rg.ones(shape)
    for call in (
        lambda: F.interpolate(x, size=2**40, mode="linear"),
        lambda: F.interpolate(x, size=2**40, mode="area"),
        lambda: F.adaptive_max_pool1d(x, 2**40),
    ):
        with pytest.raises(MemoryError):
            call()
