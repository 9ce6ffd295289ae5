"""Convolutions: sizes at which blocks end, threads, types, special values, and errors."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import retrograd as rg
from op_convolution import convolution, transposed
from retrograd.nn import functional as F


def drawn(rng, *shape):
    return rng.standard_normal(shape).astype(np.float32)


def gradients(f, *arrays):
    tensors = [rg.as_tensor(a).detach().requires_grad_() for a in arrays]
    y = f(*tensors)
    return [y.detach(), *rg.autograd.grad(y, tensors, rg.ones_like(y) * y.detach())]


# Channels and rows beyond a tile and a chain; images wider, and rows more, than a block.
LARGE = [
    (2, (2, 70, 9, 11), (30, 70, 3, 3), {"padding": 1}),
    (2, (3, 5, 40, 33), (14, 5, 5, 5), {"stride": 2, "padding": 2}),
    (2, (1, 2, 3, 1300), (3, 2, 2, 3), {"dilation": (1, 5)}),
    (2, (1, 40, 60, 60), (2, 40, 3, 3), {}),
    (2, (1, 33, 4, 50), (70, 33, 1, 1), {}),
    (1, (2, 3, 2500), (7, 3, 9), {"stride": 3, "padding": 4}),
    (1, (1, 2, 700), (2, 1, 2), {"dilation": 600, "groups": 2}),
    (3, (1, 12, 6, 9, 20), (9, 12, 3, 3, 3), {"padding": 1}),
    # Single rows of results, in whose slots taps share what they meet.
    (2, (3, 4, 14, 14), (4, 1, 3, 3), {"padding": 1, "groups": 4}),
    (2, (2, 3, 9, 29), (3, 1, 5, 2), {"padding": (2, 1), "groups": 3}),
    (2, (1, 40, 13, 101), (1, 40, 3, 3), {"dilation": (1, 2)}),
    # Rows across registers: less than a tile of results in a row, and some; parts of rows, too.
    (2, (2, 16, 7, 5), (16, 16, 3, 3), {"stride": 2}),
    (2, (3, 16, 9, 31), (32, 16, 3, 3), {"stride": 2, "padding": 1}),
    (2, (1, 8, 5, 2100), (16, 8, 3, 5), {"stride": 2}),
    (2, (2, 70, 13, 39), (48, 70, 3, 3), {"stride": (1, 2), "dilation": 2}),
    (2, (2, 16, 12, 19), (32, 8, 5, 5), {"groups": 2}),
    (2, (1, 24, 40, 70), (64, 24, 5, 3), {"padding": (0, 2)}),
    (3, (1, 12, 5, 6, 9), (16, 12, 3, 3, 3), {"stride": 2, "padding": 1}),
    # One small image and many weights, which threads share.
    (2, (1, 96, 5, 7), (192, 96, 3, 3), {"padding": 1}),
    (2, (1, 128, 11, 9), (176, 128, 3, 2), {"stride": 2, "padding": 1}),
    (2, (1, 16, 72, 72), (16, 16, 64, 65), {}),
    # Gradients that go to every second plane.
    (3, (1, 16, 7, 6, 7), (32, 16, 3, 3, 3), {"stride": (2, 1, 1)}),
]


@pytest.mark.parametrize(("axes", "x", "w", "kwargs"), LARGE)
def test_blocks_of_large_convolutions_fit_together(axes, x, w, kwargs):
    rng = np.random.default_rng(3)
    x, w, b = drawn(rng, *x), drawn(rng, *w), drawn(rng, w[0])
    f = getattr(F, f"conv{axes}d")
    y, dx, dw, db = gradients(lambda *a: f(*a, **kwargs), x, w, b)
    expected = convolution(axes)(*(a.astype(np.float64) for a in (x, w, b)), **kwargs)
    scale = np.abs(expected).max()
    np.testing.assert_allclose(y.numpy(), expected, rtol=0, atol=2e-6 * scale)
    # <dx, u> = <y, u's convolution>: the gradients are transposes.
    u, v = drawn(rng, *x.shape).astype(np.float64), drawn(rng, *w.shape).astype(np.float64)
    to = y.numpy().astype(np.float64)
    for grad, moved, step in (
        (dx, convolution(axes)(u, w.astype(np.float64), **kwargs), u),
        (dw, convolution(axes)(x.astype(np.float64), v, **kwargs), v),
    ):
        want = (to * moved).sum()
        size = np.sqrt((to**2).sum() * (moved**2).sum())
        assert abs((grad.numpy().astype(np.float64) * step).sum() - want) < 1e-5 * size
    np.testing.assert_allclose(
        db.numpy(), to.sum((0, *range(2, axes + 2))), rtol=0, atol=1e-5 * np.abs(to).sum()
    )


# Three by three, of enough channels: by tiles of two by two results, the last ones of which are
# not whole, of more channels than a chain of products, of images wider than a block, in parts.
TILED = [
    ((2, 16, 9, 14), (17, 16, 3, 3), {"padding": 1}),
    ((1, 300, 8, 7), (20, 300, 3, 3), {"padding": (0, 2)}),
    ((1, 17, 5, 531), (16, 17, 3, 3), {"padding": (1, 3)}),
    ((1, 64, 20, 21), (70, 32, 3, 3), {"padding": 1, "groups": 2}),
    ((1, 160, 12, 12), (160, 160, 3, 3), {}),
]


@pytest.mark.parametrize(("x", "w", "kwargs"), TILED)
def test_tiles_of_results_are_as_close_as_single_ones(x, w, kwargs):
    rng = np.random.default_rng(9)
    x, w, b = drawn(rng, *x), drawn(rng, *w), drawn(rng, w[0])
    found = gradients(lambda *a: F.conv2d(*a, **kwargs), x, w, b)
    exact = gradients(lambda *a: F.conv2d(*a, **kwargs), *(a.astype(np.float64) for a in (x, w, b)))
    for a, e in zip(found, exact, strict=True):
        scale = e.abs().max().item()
        np.testing.assert_allclose(a.numpy(), e.numpy(), rtol=0, atol=2e-6 * scale)
    expected = convolution(2)(*(a.astype(np.float64) for a in (x, w, b)), **kwargs)
    np.testing.assert_allclose(exact[0].numpy(), expected, rtol=1e-12, atol=1e-11)


def test_whole_numbers_are_exact_in_tiles():
    rng = np.random.default_rng(10)
    x, w = (rng.integers(-9, 10, s).astype(np.float32) for s in ((1, 20, 9, 9), (16, 20, 3, 3)))
    np.testing.assert_array_equal(F.conv2d(rg.tensor(x), rg.tensor(w)), convolution(2)(x, w))


@pytest.mark.parametrize("value", [np.inf, -np.inf, np.nan, 1e38])
def test_what_is_not_finite_or_nearly_so_stays_in_its_windows(value):
    rng = np.random.default_rng(11)
    x, w = drawn(rng, 2, 16, 10, 10), drawn(rng, 16, 16, 3, 3)
    w[0] = np.abs(w[0])
    x[1, 3, 4, 5] = value
    y = F.conv2d(rg.tensor(x), rg.tensor(w), padding=1).numpy()
    touched = np.zeros((10, 10), bool)
    touched[3:6, 4:7] = True
    assert np.isfinite(y[0]).all() and np.isfinite(y[1][:, ~touched]).all()
    want = {np.inf: np.isposinf, -np.inf: np.isneginf, np.nan: np.isnan, 1e38: lambda y: y > 1e34}
    assert want[value](y[1, 0][touched]).all()


def test_a_transposed_convolution_that_leaves_places_out_fills_them_with_the_bias():
    rng = np.random.default_rng(4)
    x, w, b = drawn(rng, 2, 3, 5, 4), drawn(rng, 3, 2, 2, 2), drawn(rng, 2)
    kwargs = {"stride": (7, 4), "output_padding": (3, 1)}
    y = F.conv_transpose2d(*map(rg.tensor, (x, w, b)), **kwargs)
    np.testing.assert_allclose(y.numpy(), transposed(2)(x, w, b, **kwargs), rtol=1e-5, atol=1e-6)


@pytest.mark.parametrize(
    "shape",
    [
        (9, 20, 17, 40, 3, 1),
        (1, 48, 40, 20, 3, 1),
        (3, 8, 4, 30, 3, 2),
        (1, 160, 100, 20, 3, 1),
        (1, 48, 40, 20, 5, 1),
        (1, 32, 32, 20, 5, 1),
        (1, 96, 192, 6, 3, 1),
    ],
)
def test_bits_do_not_depend_on_the_number_of_threads(shape):
    n, channels, rows, length, kernel, groups = shape
    rng = np.random.default_rng(5)
    x = drawn(rng, n, channels, length, length)
    w = drawn(rng, rows, channels // groups, kernel, kernel)
    threads = rg.get_num_threads()
    found = []
    try:
        for count in (1, 2, 3):
            rg.set_num_threads(count)
            of = gradients(lambda a, b: F.conv2d(a, b, padding=1, groups=groups), x, w)
            found.append([a.numpy().tobytes() for a in of])
    finally:
        rg.set_num_threads(threads)
    assert found[0] == found[1] == found[2]


@pytest.mark.parametrize("lengths", [(9,), (3, 7), (2, 3, 5)])
def test_what_is_not_finite_stays_in_its_channel(lengths):
    x = rg.ones(1, 3, *lengths)
    x[0, 1] = float("inf")
    x[0, 2, ..., 0] = float("nan")
    w = rg.ones(3, 1, *(2,) * len(lengths), requires_grad=True)
    y = getattr(F, f"conv{len(lengths)}d")(x, w, groups=3)
    y.backward(rg.ones_like(y))
    assert rg.isfinite(y[0, 0]).all() and rg.isinf(y[0, 1]).all()
    assert rg.isfinite(w.grad[0]).all() and rg.isinf(w.grad[1]).all()
    assert not rg.isinf(w.grad[2]).any()


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_half_types_are_rounded_once(dtype):
    rng = np.random.default_rng(6)
    t = getattr(rg, dtype)
    x, w, b = (rg.tensor(drawn(rng, *s)).to(t) for s in ((2, 3, 9, 9), (4, 3, 3, 3), (4,)))
    assert F.conv2d(x, w, b).equal(F.conv2d(x.float(), w.float(), b.float()).to(t))
    y, dx, dw = gradients(F.conv2d, x, w)
    assert y.dtype is dx.dtype is dw.dtype is t


def test_integers_wrap_around():
    x = rg.full((1, 1, 3), 2**62)
    assert F.conv1d(x, rg.tensor([[[1, 1]]])).tolist() == [[[-(2**63)] * 2]]
    small = rg.full((1, 1, 2), 100, dtype=rg.int8)
    assert F.conv1d(small, small).tolist() == [[[20000 % 256 - 256 * (20000 % 256 > 127)]]]


def test_no_images_and_no_channels_make_empty_results_and_the_bias():
    b = rg.tensor([1.0, 2.0], requires_grad=True)
    y = F.conv2d(rg.ones(3, 0, 4, 4), rg.ones(2, 0, 3, 3), b)
    assert y.shape == (3, 2, 2, 2) and y[0, :, 0, 0].tolist() == [1.0, 2.0]
    w = rg.ones(2, 1, 3, 3, requires_grad=True)
    F.conv2d(rg.ones(0, 1, 4, 4), w, b).sum().backward()
    assert w.grad.tolist() == rg.zeros(2, 1, 3, 3).tolist() and b.grad.tolist() == [0.0, 0.0]


def test_nodes_are_named_as_in_torch():
    x, w = rg.ones(1, 1, 4), rg.ones(1, 1, 2, requires_grad=True)
    assert F.conv1d(x, w).grad_fn.name() == "ConvolutionBackward0"
    assert F.conv_transpose1d(x, w).grad_fn.name() == "ConvolutionBackward0"
    assert rg.conv1d is F.conv1d or rg.conv1d(x, w).equal(F.conv1d(x, w))


@pytest.mark.parametrize(
    "kwargs", [{"padding": 2**62}, {"dilation": 2**62}, {"stride": 2**63 - 1}, {"groups": 2**62}]
)
def test_huge_numbers_are_refused(kwargs):
    x, w = rg.ones(1, 1, 4, 4), rg.ones(1, 1, 2, 2)
    for f in (F.conv2d, F.conv_transpose2d):
        with pytest.raises(RuntimeError):
            f(x, w, **kwargs)


def test_errors_say_what_came_and_what_was_wanted():
    x, w = rg.ones(1, 2, 5, 5), rg.ones(3, 2, 3, 3)
    for call, text in (
        (lambda: F.conv2d(x, rg.ones(3, 1, 3, 3)), r"takes 1 channels .* has 2"),
        (lambda: F.conv2d(x, w, groups=2), r"multiple of groups=2"),
        (lambda: F.conv2d(x, w, dilation=3), r"reaches over 7 elements does not fit into 5"),
        (lambda: F.conv2d(x, w.double()), r"float32 and a weight of float64"),
        (lambda: F.conv2d(x, w, padding="full"), r"'same', 'valid' or numbers, got 'full'"),
        (lambda: F.conv2d(rg.ones(1, 2, 0, 5), w, padding=3), r"are empty"),
    ):
        with pytest.raises(RuntimeError, match=text):
            call()


def test_strides_of_operands_do_not_matter():
    rng = np.random.default_rng(8)
    x, w = drawn(rng, 2, 6, 5, 3), drawn(rng, 3, 2, 4, 3)
    a, b = rg.tensor(x).permute(0, 3, 1, 2), rg.tensor(w).permute(2, 0, 3, 1)
    expected = F.conv2d(a.contiguous(), b.contiguous())
    for left, right in itertools.product((a, a.contiguous()), (b, b.contiguous())):
        assert F.conv2d(left, right).equal(expected)
