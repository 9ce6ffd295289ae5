"""Conversions and reductions of int8, int16, float16 and bfloat16 around the sizes of blocks."""

from __future__ import annotations

import functools

import numpy as np
import pytest
import retrograd as rg
from draw import ROUNDING, rounded_to
from op_case import HALVES

ROWS = [1, 7, 8, 9, 127, 129, 300]
LENGTHS = [1, 2, 7, 15, 16, 17, 31, 33, 63, 64, 65, 127, 128, 129, 200, 4095, 4097, 9001]
BITS = {"float16": np.uint16(0x7C00), "bfloat16": np.uint16(0x7F80)}  # of infinity
NAN = {"float16": 0x7E00, "bfloat16": 0x7FC0}


def of_bits(bits, narrow):
    """A tensor of these 16-bit patterns, and their values."""
    t = rg.tensor(bits.view(np.int16)).view(getattr(rg, narrow))
    wide = bits.astype(np.uint32) << 16
    return t, wide.view(np.float32) if narrow == "bfloat16" else bits.view(np.float16)


def numbers(t):
    return (t.double() if t.is_floating_point() else t).numpy()


def bits_of(t):
    return t.view(rg.int16).numpy().view(np.uint16)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("narrow", HALVES)
def test_any_float_is_rounded_at_any_place_of_a_block(n, narrow, isa):
    rng = np.random.default_rng(n)
    x = rng.integers(0, 1 << 32, n, dtype=np.uint32)
    # Halfway and just beside it, where the last bit decides.
    ties = rng.random(n) < 0.5
    x[ties] = (x[ties] & 0xFFFF0000) | rng.choice(np.uint32([0x7FFF, 0x8000, 0x8001]), ties.sum())
    x = x.view(np.float32)
    for with_nans in (False, True):
        x = np.where(np.isnan(x), np.float32(1.5), x) if not with_nans else x.copy()
        if with_nans:
            x.view(np.uint32)[rng.random(n) < 0.1] = rng.choice(
                np.uint32([0x7F800001, 0xFFC00000, 0x7FFFFFFF, 0xFF80FFFF])
            )
        got = rg.tensor(x).to(getattr(rg, narrow))
        numbers = ~np.isnan(x)
        with np.errstate(over="ignore"):
            want = rounded_to(x, narrow)
        np.testing.assert_array_equal(got.float().numpy()[numbers], want[numbers])
        assert (np.signbit(got.float().numpy()) == np.signbit(want))[numbers].all()
        assert got.isnan().numpy()[~numbers].all()
        if narrow == "bfloat16":
            assert (bits_of(got)[~numbers] == NAN[narrow]).all()


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("narrow", HALVES)
def test_what_is_computed_stays_in_its_place(n, narrow, isa):
    rng = np.random.default_rng(n)
    t = getattr(rg, narrow)
    a, b, c = (rounded_to(rng.standard_normal(n).astype(np.float32), narrow) for _ in range(3))
    for nans in (0.0, 0.02):
        a[rng.random(n) < nans] = np.nan
        x, y, z = (rg.tensor(v).to(t) for v in (a, b, c))
        half = rounded_to(np.float32([0.3]), narrow)[0]
        apart = rg.stack([y, y], -1)[:, 0]
        for got, want in (
            (x + y, a + b),
            (x * 2, a * 2),
            (x - y[:1], a - b[:1]),
            (x / y, a / b),
            (x[:1] - y, a[:1] - b),
            (x + apart, a + b),
            (x + rg.tensor(0.3, dtype=t), a + half),
            (x * rg.tensor(0.5), a * np.float32(0.5)),
            (rg.where(z > 0, x, y), np.where(c > 0, a, b)),
            (-x, -a),
            (x.clone().add_(y), a + b),
            (rg.stack([z, z], -1)[:, 0].copy_(x).mul_(y), a * b),
            (rg.empty(n, dtype=t).copy_(rg.tensor(b)), b),
        ):
            assert got.dtype == t
            np.testing.assert_array_equal(got.float().numpy(), rounded_to(want, narrow))
        np.testing.assert_array_equal((x < y).numpy(), a < b)
        np.testing.assert_array_equal((x + rg.tensor(b)).numpy(), a + b)
        # In loops of their own, and rounded once from those of float32.
        for f in (rg.exp, rg.tanh, rg.sigmoid):
            want = rounded_to(f(x.float()).numpy(), narrow)
            for of in (x, apart.copy_(x), rg.stack([x, x])[:, :n].t()[:, 0]):
                np.testing.assert_array_equal(f(of).float().numpy(), want)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("narrow", HALVES)
def test_extremes_of_halves_are_those_of_their_values(n, narrow, isa):
    rng = np.random.default_rng(n)
    inf = BITS[narrow]
    draws = {
        "any": rng.integers(0, 1 << 16, n),
        "negative": rng.integers(0x8000, 0x8000 + inf, n),
        "infinite": rng.choice([inf, inf | 0x8000], n),
        "lowest": np.full(n, inf | 0x8000),
        "zeros": rng.choice([0, 0x8000], n),
        "below zero or zero": np.where(rng.random(n) < 0.2, 0, rng.integers(0x8000, 0x8400, n)),
        "small": rng.choice([0x0001, 0x8001, 0x8003], n),
    }
    for name, bits in draws.items():
        bits = bits.astype(np.uint16)
        if name == "any":
            bits[(bits & 0x7FFF) > inf] = 0x3C01
        t, wide = of_bits(bits, narrow)
        assert t.max().item() == wide.max(), name
        assert t.min().item() == wide.min(), name
        for nan in (inf | 0x0001, inf | 0x8001, 0xFFFF, 0x7FFF):
            broken = bits.copy()
            broken[rng.integers(n)] = nan
            t, _ = of_bits(broken, narrow)
            assert bits_of(t.max()) == NAN[narrow], (name, hex(nan))
            assert bits_of(t.min()) == NAN[narrow], (name, hex(nan))


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("narrow", HALVES)
def test_sums_of_halves_take_each_element_once(n, narrow, isa):
    # Whole numbers, so that sums are exact in any order. The elements before and after are large.
    rng = np.random.default_rng(n)
    x = np.full((3, 2 * n + 2), 1000.0, np.float32)
    x[:, 1 : n + 1] = rng.integers(-8, 9, (3, n))
    t = rg.tensor(x).to(getattr(rg, narrow))
    want = rounded_to(x[:, 1 : n + 1].sum(1), narrow)
    np.testing.assert_array_equal(t[:, 1 : n + 1].sum(1).float().numpy(), want)
    x[:, 1::2], x[:, 0::2] = x[:, 1 : n + 2], 1000.0
    t = rg.tensor(x).to(getattr(rg, narrow))
    np.testing.assert_array_equal(t[:, 1 : 2 * n : 2].sum(1).float().numpy(), want)
    for special in (np.inf, np.nan):
        y = t[0, 1 : 2 * n : 2].contiguous()
        y[n - 1] = special
        np.testing.assert_array_equal(y.sum().item(), special)


@pytest.mark.parametrize("n", LENGTHS)
@pytest.mark.parametrize("narrow", ["int8", "int16"])
def test_extremes_of_short_integers_are_found_at_any_place(n, narrow, isa):
    ends = np.iinfo(narrow)
    for at in {0, n - 1, n // 2, n // 3}:
        x = np.full(n, 3, narrow)
        x[at] = ends.max
        t = rg.tensor(x)
        assert (t.max().item(), t.min().item()) == (ends.max, 3 if n > 1 else ends.max)
        x[at] = ends.min
        assert (t.max().item(), t.min().item()) == (ends.max, 3 if n > 1 else ends.max)
        t = rg.tensor(x)
        assert (t.max().item(), t.min().item()) == (3 if n > 1 else ends.min, ends.min)


@pytest.mark.parametrize("width", [1, 3, 4, 15, 16, 17, 33, 60, 63, 64, 100, 1025])
@pytest.mark.parametrize("narrow", ["int8", "int16"])
def test_columns_of_short_integers_are_summed_exactly(width, narrow, isa):
    for rows in ROWS:
        rng = np.random.default_rng(rows)
        ends = np.iinfo(narrow)
        # All rows, those of a wider tensor, and every other one.
        x = rng.integers(ends.min, ends.max + 1, (2 * rows, width + 3)).astype(narrow)
        x[:, 0] = ends.min
        t = rg.tensor(x)
        for ours, numpys in (
            (t[:rows, :width].contiguous(), x[:rows, :width]),
            (t[:rows, :width], x[:rows, :width]),
            (t[::2, 1 : width + 1], x[::2, 1 : width + 1]),
        ):
            np.testing.assert_array_equal(ours.sum(0).numpy(), numpys.sum(0, dtype=np.int64))
            np.testing.assert_array_equal(ours.amax(0).numpy(), numpys.max(0))
            np.testing.assert_array_equal(ours.amin(0).numpy(), numpys.min(0))


@pytest.mark.parametrize("width", [1, 3, 4, 15, 16, 17, 33, 60, 63, 64, 100, 1025])
@pytest.mark.parametrize("narrow", HALVES)
def test_columns_of_halves_are_those_of_their_values(width, narrow, isa):
    for rows in ROWS:
        rng = np.random.default_rng(rows)
        # Whole numbers, so that sums are exact in any order.
        x = rng.integers(-8, 9, (2 * rows, width + 3)).astype(np.float32)
        x[rng.integers(2 * rows), rng.integers(width)] = np.nan
        x[:, -1] = -np.inf
        t = rg.tensor(x).to(getattr(rg, narrow))
        for ours, numpys in (
            (t[:rows, :width].contiguous(), x[:rows, :width]),
            (t[:rows, :width], x[:rows, :width]),
            (t[::2, 3:], x[::2, 3:]),
        ):
            want = rounded_to(numpys.sum(0), narrow)
            np.testing.assert_array_equal(ours.sum(0).float().numpy(), want)
            np.testing.assert_array_equal(ours.amax(0).float().numpy(), numpys.max(0))
            np.testing.assert_array_equal(ours.amin(0).float().numpy(), numpys.min(0))


PRODUCTS = [
    ((1, 5), (5, 7)),
    ((3, 0), (0, 4)),
    ((1, 700), (700, 900)),
    ((700, 900), (900, 1)),
    ((9, 900), (900, 4)),
    ((4, 270_001), (270_001, 2)),
    ((1, 270_001), (270_001, 3)),
    ((50, 400), (400, 1500)),
    ((1500, 400), (400, 50)),
    ((33, 1000), (1000, 65)),
    ((3, 7, 40), (3, 40, 9)),
    ((2, 3, 7, 40), (40, 9)),
    ((2, 1, 7, 40), (3, 40, 9)),
    ((4, 64, 70), (4, 70, 64)),
    ((900,), (900, 40)),
    ((40, 900), (900,)),
    ((900,), (900,)),
]


def laid_out(x, layout):
    """The matrix as it is, by columns, or with gaps in both dimensions."""
    if layout == "by columns" and x.dim() > 1:
        return x.mT.contiguous().mT
    if layout == "apart":
        wide = rg.zeros(*(2 * n for n in x.shape), dtype=x.dtype)
        wide = wide[tuple(slice(None, None, 2) for _ in x.shape)]
        return wide.copy_(x)
    return x


@functools.cache
def products(narrow):
    """Operands, their product in float64, and that of their magnitudes, which bounds errors."""
    rng = np.random.default_rng(0)
    found = []
    for shapes in PRODUCTS:
        if narrow in HALVES:
            x, y = (rounded_to(rng.standard_normal(s).astype(np.float32), narrow) for s in shapes)
        else:
            x, y = (rng.integers(-128, 128, s) for s in shapes)
        wide = [z.astype(np.float64) for z in (x, y)]
        found.append((x, y, wide[0] @ wide[1], np.abs(wide[0]) @ np.abs(wide[1])))
    return found


@pytest.mark.parametrize("layout", ["by rows", "by columns", "apart"])
@pytest.mark.parametrize("narrow", [*HALVES, "int8", "int16"])
def test_products_are_those_of_the_wider_type_rounded_once(narrow, layout, isa):
    t = getattr(rg, narrow)
    for x, y, want, bound in products(narrow):
        a, b = (laid_out(rg.tensor(z).to(t), layout) for z in (x, y))
        got = a @ b
        assert got.dtype == t
        if narrow not in HALVES:
            np.testing.assert_array_equal(got.numpy(), want.astype(np.int64).astype(narrow))
            continue
        error = np.abs(got.double().numpy() - want)
        assert (error <= ROUNDING[narrow] * np.abs(want) + 1e-6 * bound + 1e-7).all(), a.shape
        if a.dim() > 1 and b.dim() > 1:
            np.testing.assert_array_equal(
                got.float().numpy(), (a.float() @ b.float()).to(t).float().numpy()
            )


@pytest.mark.parametrize(("narrow", "k"), [("float16", 2049), ("bfloat16", 257)])
def test_linear_adds_its_bias_before_it_rounds(narrow, k, isa):
    t = getattr(rg, narrow)
    x, w = rg.ones(3, k, dtype=t), rg.ones(1100, k, dtype=t)
    bias = rg.full((1100,), 1.0 - k, dtype=t)
    # k itself, halfway between two numbers, would be rounded to k - 1.
    y = rg.nn.functional.linear(x, w, bias)
    assert y.dtype == t
    assert (y == 1).all()


@pytest.mark.parametrize(
    "shape", [(1, 1), (7, 33), (300, 513), (3, 40_001), (70_001, 2), (9, 600, 65)]
)
@pytest.mark.parametrize("narrow", HALVES)
def test_softmax_of_any_block_is_that_of_floats_rounded_once(shape, narrow, isa):
    t = getattr(rg, narrow)
    rng = np.random.default_rng(0)
    x, g = (rg.tensor(rng.standard_normal(shape).astype(np.float32)).to(t) for _ in range(2))
    for dim in range(len(shape)):
        for op in (rg.softmax, rg.log_softmax):
            narrow_x = x.clone().requires_grad_()
            y = op(narrow_x, dim)
            assert y.dtype == t
            want = op(x.float(), dim).to(t)
            assert (y == want).all(), (op, dim)
            y.backward(g)
            # The gradient as the formulas have it, of the rounded result, in float64.
            p, up = want.double(), g.double()
            if op is rg.softmax:
                exact = p * (up - (p * up).sum(dim, keepdim=True))
            else:
                exact = up - p.exp() * up.sum(dim, keepdim=True)
            bound = ROUNDING[narrow] * exact.abs() + 1e-5 * (p.abs() * up.abs()).max() + 1e-7
            assert ((narrow_x.grad.double() - exact).abs() <= bound).all(), (op, dim)
    apart = rg.stack([x, x], -1)[..., 1]
    assert (rg.softmax(apart, 0) == rg.softmax(x, 0)).all()


@pytest.mark.parametrize(
    "shape",
    [
        (1,),
        (5, 9),
        (700, 70),
        (70_001,),
        (2, 33_000),
        (33_000, 3),
        (600, 700),
        (2, 600, 40),
        (1, 7),
    ],
)
@pytest.mark.parametrize("narrow", [*HALVES, "int8", "int16"])
def test_places_of_extremes_are_the_first_in_any_block(shape, narrow, isa):
    rng = np.random.default_rng(0)
    # Few values, so that each extreme is there many times.
    x = rng.integers(-3, 4, shape)
    x = x.astype(np.float32) if narrow in HALVES else x
    tensors = [rg.tensor(x).to(getattr(rg, narrow))]
    if narrow in HALVES:
        x = x.copy()
        x.flat[[x.size // 3, x.size // 2, -1]] = np.nan
        tensors.append(rg.tensor(x).to(getattr(rg, narrow)))
    for t in tensors:
        wide = numbers(t)
        for dim in range(len(shape)):
            for layout in ("by rows", "by columns", "apart"):
                ours = laid_out(t, layout)
                value, place = ours.max(dim)
                np.testing.assert_array_equal(place.numpy(), wide.argmax(dim))
                np.testing.assert_array_equal(numbers(value), wide.max(dim))
                value, place = ours.min(dim)
                np.testing.assert_array_equal(place.numpy(), wide.argmin(dim))
                np.testing.assert_array_equal(numbers(value), wide.min(dim))
                assert value.dtype == t.dtype
                assert ours.argmax().item() == wide.argmax()
                assert ours.argmin().item() == wide.argmin()
