"""int8, int16, float16 and bfloat16: every operation, conversions, ends, numpy, autograd."""

from __future__ import annotations

import itertools
import pickle
import sys

import ml_dtypes
import numpy as np
import pytest
import retrograd as rg
from draw import LAYOUTS, ROUNDING, draw, rounded_to, widen
from op_case import HALVES, NARROW
from op_linalg import LINALG
from op_table import OPS

TYPED = [
    (case, wide, narrow)
    for case in OPS
    if case not in LINALG  # of float32 and float64 alone, as in torch
    for wide, narrows in NARROW.items()
    if wide in case.dtypes
    for narrow in narrows
]
SHORTS = NARROW["int32"]
ALL_NARROW = (*HALVES, *SHORTS)


def dtype(name):
    return getattr(rg, name)


def name_of(y):
    return str(y.dtype).removeprefix("torch.")


def numbers(y):
    return (y.detach().double() if y.is_floating_point() else y).numpy()


def as_narrow(x, narrow):
    """A drawn array with the values that the type holds; what is no float32 or int32 stays."""
    return rounded_to(x, narrow) if x.dtype in (np.float32, np.int32) else x


def tensor_of(x, narrow, layout):
    t, x = LAYOUTS[layout](rg, x)
    return (t.to(dtype(narrow)) if t.dtype in (rg.float32, rg.int32) else t), x


@pytest.mark.parametrize(("case", "wide", "narrow"), TYPED, ids=str)
def test_every_operation_is_that_of_the_wider_type_rounded_once(case, wide, narrow):
    for call in case.calls:
        arrays = [as_narrow(x, narrow) for x in draw(case, call, wide)]
        for layout in ("contiguous", "sliced", "transposed") if arrays else ("contiguous",):
            if layout not in case.places and arrays:
                continue
            pairs = [tensor_of(x, narrow, layout) for x in arrays]
            got = case.run(rg, [t for t, _ in pairs], call, narrow)
            out = case.out(narrow)
            with np.errstate(all="ignore"):
                xs = widen(case, [x for _, x in pairs], exact=out not in ROUNDING)
                if out not in ROUNDING:
                    xs = [x.astype(np.int64) if x.dtype.kind == "i" else x for x in xs]
                want = case.reference(xs, call, "float64" if out in ROUNDING else "int64")
            assert name_of(got) == out, f"{call} {layout}"
            assert got.shape == want.shape, f"{call} {layout}"
            if out not in ROUNDING:
                np.testing.assert_array_equal(numbers(got), want.astype(out), err_msg=str(call))
                continue
            finite = np.abs(want[np.isfinite(want)])
            rtol = 4 * case.rtol * ROUNDING[out] + (1e-5 if out == "float32" else 0)
            atol = rtol * (finite.max() if finite.size else 1.0)
            np.testing.assert_allclose(numbers(got), want, rtol=rtol, atol=atol, err_msg=str(call))


@pytest.mark.parametrize("n", [1, 7, 16, 511, 512, 513, 1500, 40_003])
@pytest.mark.parametrize("narrow", HALVES)
def test_blocks_of_every_length_are_converted(n, narrow, isa):
    rng = np.random.default_rng(n)
    a, b = (rounded_to(rng.standard_normal(n).astype(np.float32), narrow) for _ in range(2))
    x, y = rg.tensor(a).to(dtype(narrow)), rg.tensor(b).to(dtype(narrow))
    np.testing.assert_array_equal((x + y).float().numpy(), rounded_to(a + b, narrow))
    np.testing.assert_array_equal((x * y).float().numpy(), rounded_to(a * b, narrow))
    np.testing.assert_array_equal((x + rg.tensor(b)).numpy(), a + b)
    np.testing.assert_array_equal((x > y).numpy(), a > b)
    np.testing.assert_array_equal(
        (x * 0.1).float().numpy(), rounded_to(a * np.float32(0.1), narrow)
    )
    wide = a.astype(np.float64)
    total = x.sum().double().item()
    assert abs(total - wide.sum()) <= ROUNDING[narrow] * abs(total) + 1e-5 * np.abs(wide).sum()
    assert x.max().item() == a.max()


@pytest.mark.parametrize("name", ["add", "subtract", "multiply", "maximum", "minimum"])
@pytest.mark.parametrize("narrow", SHORTS)
def test_integers_of_the_whole_range_go_as_those_of_numpy(name, narrow, isa):
    rng, ends = np.random.default_rng(8), np.iinfo(narrow)
    f, of_numpy = getattr(rg, name), getattr(np, name)
    for shape in ((1,), (513,), (40_003,), (61, 35)):
        x, y = rng.integers(ends.min, ends.max + 1, (2, *shape), dtype=narrow)
        a, b = rg.tensor(x), rg.tensor(y)
        np.testing.assert_array_equal(f(a, b).numpy(), of_numpy(x, y))
        np.testing.assert_array_equal(f(a[1::2], b[:1]).numpy(), of_numpy(x[1::2], y[:1]))
        np.testing.assert_array_equal(f(a.T, b.T).numpy(), of_numpy(x.T, y.T))
        wide = rg.empty(shape, dtype=rg.int64)
        np.testing.assert_array_equal(f(a, b, out=wide).numpy(), of_numpy(x, y))
        np.testing.assert_array_equal(f(a, b.to(rg.int16)).numpy(), of_numpy(x, y.astype("int16")))


@pytest.mark.parametrize("shape", [(40_003,), (3001, 5), (7, 1300, 3), (5, 9000)])
@pytest.mark.parametrize("narrow", ALL_NARROW)
def test_long_reductions_are_those_of_numpy(shape, narrow, isa):
    rng = np.random.default_rng(len(shape))
    if narrow in HALVES:
        x = rounded_to(rng.standard_normal(shape).astype(np.float32), narrow).astype(np.float64)
    else:
        x = rng.integers(-120, 120, shape)
    whole = rg.tensor(x).to(dtype(narrow))
    apart = rg.tensor(np.repeat(x, 2, axis=-1)).to(dtype(narrow))[..., ::2]
    for t in (whole, apart):
        for dim in range(len(shape)):
            total = numbers(t.sum(dim))
            want = x.sum(dim)
            if narrow in HALVES:
                bound = ROUNDING[narrow] * np.abs(want) + 1e-6 * np.abs(x).sum(dim)
                assert (np.abs(total - want) <= bound).all()
            else:
                np.testing.assert_array_equal(total, want)
            np.testing.assert_array_equal(numbers(t.amax(dim)), x.max(dim))
            np.testing.assert_array_equal(numbers(t.amin(dim)), x.min(dim))
            np.testing.assert_array_equal(t.argmax(dim).numpy(), x.argmax(dim))
            np.testing.assert_array_equal((t == 0).all(dim).numpy(), (x == 0).all(dim))


@pytest.mark.parametrize("narrow", HALVES)
def test_sums_do_not_overflow_on_the_way(narrow):
    most = rg.finfo(dtype(narrow)).max
    x = rg.full((64, 5), most, dtype=dtype(narrow))
    x[1::2] = -most
    assert x.sum().item() == 0
    assert x.sum(0).tolist() == [0] * 5
    assert x.flatten()[:320].mean().item() == 0


def test_every_float16_converts_to_float32_and_back(isa):
    bits = np.arange(1 << 16, dtype=np.uint16)
    halves = bits.view(np.float16)
    x = rg.tensor(bits.view(np.int16)).view(rg.float16)
    np.testing.assert_array_equal(x.float().numpy(), halves.astype(np.float32))
    back = x.float().half().view(rg.int16).numpy().view(np.uint16)
    numbers_ = ~np.isnan(halves)
    np.testing.assert_array_equal(back[numbers_], bits[numbers_])
    assert np.isnan(back[~numbers_].view(np.float16)).all()


def test_every_bfloat16_converts_to_float32_and_back(isa):
    bits = np.arange(1 << 16, dtype=np.uint32)
    wide = (bits << 16).view(np.float32)
    x = rg.tensor(bits.astype(np.uint16).view(np.int16)).view(rg.bfloat16)
    np.testing.assert_array_equal(x.float().numpy(), wide)
    back = x.float().bfloat16().view(rg.int16).numpy().view(np.uint16)
    numbers_ = ~np.isnan(wide)
    np.testing.assert_array_equal(back[numbers_], bits[numbers_])


@pytest.mark.parametrize("narrow", HALVES)
def test_floats_are_rounded_to_nearest_and_ties_to_even(narrow, isa):
    rng = np.random.default_rng(0)
    x = rng.integers(0, 1 << 32, 200_001, dtype=np.uint32).view(np.float32)
    halfway = rounded_to(x, narrow)
    with np.errstate(over="ignore", invalid="ignore"):
        step = np.where(np.isfinite(halfway), np.abs(halfway) * np.float32(ROUNDING[narrow]), 0)
        x = np.concatenate([x, halfway + step, halfway - step, np.float32([65519.99, 65520, 1e39])])
    want = rounded_to(x, narrow)
    np.testing.assert_array_equal(rg.tensor(x).to(dtype(narrow)).float().numpy(), want)


def test_integers_wrap_and_floats_saturate():
    x = rg.tensor([100, -100, 127, 3], dtype=rg.int8)
    assert (x + x).tolist() == [-56, 56, -2, 6]
    assert (x * 3).tolist() == [44, -44, 125, 9]
    assert (x**3).tolist() == [64, -64, 127, 27]
    assert (x // 7).tolist() == [14, -15, 18, 0]
    assert (x % 7).tolist() == [2, 5, 1, 3]
    assert rg.tensor([-128], dtype=rg.int8).abs().tolist() == [-128]
    assert (rg.tensor([-128], dtype=rg.int8) // -1).tolist() == [-128]
    assert rg.tensor([300, -300]).to(rg.int8).tolist() == [44, -44]
    assert rg.tensor([300.7, -300.7, 1e9, float("nan")]).char().tolist() == [127, -128, 127, 0]
    assert rg.tensor([40_000.0, -1e30]).short().tolist() == [32767, -32768]
    assert (x @ x).item() == 42
    assert x.sum().item() == 130


def test_a_number_beside_a_narrow_tensor_counts_as_in_torch():
    x = rg.tensor([0.1, 1e-3, 3.0], dtype=rg.float16)
    # Products and quotients take it as a float, all else as the type has it; figures of torch 2.13.
    assert (x * 1e5).tolist() == [10000.0, 100.0625, float("inf")]
    assert (x / 1e5).tolist() == [1.0132789611816406e-06, 0.0, 2.9981136322021484e-05]
    assert (x + 0.1).tolist() == [0.199951171875, 0.1009521484375, 3.099609375]
    assert (1e5 - x).tolist() == [float("inf")] * 3
    assert (x == 0.1).tolist() == [True, False, False]
    assert (x < 0.1).tolist() == [False, True, False]
    assert (x**0.1).tolist() == [0.79443359375, 0.50146484375, 1.1162109375]
    assert (x % 0.1).tolist() == [0.0, 0.0010004043579101562, 0.000732421875]
    assert (x // 0.1).tolist() == [0.0, 0.0, 29.0]
    assert x.clamp(min=0.1).tolist() == [0.0999755859375, 0.0999755859375, 3.0]
    assert rg.where(x > 1, x, 0.1).dtype == rg.float16
    y = x.bfloat16()
    assert (y * 1e5).tolist() == [9984.0, 100.0, 299008.0]
    assert (y // 0.1).tolist() == [1.0, 0.0, 29.0]
    assert rg.full((1,), 1e6, dtype=rg.float16).tolist() == [float("inf")]
    with pytest.raises(RuntimeError, match="range"):
        _ = rg.tensor([1], dtype=rg.int8) + 200
    with pytest.raises(RuntimeError):
        rg.tensor([200], dtype=rg.int8)


# Of torch 2.13: promote_types, row by row, in the order of the names.
PROMOTED = {
    "bool": "bool uint8 int8 int16 int32 int64 float16 bfloat16 float32 float64",
    "uint8": "uint8 uint8 int16 int16 int32 int64 float16 bfloat16 float32 float64",
    "int8": "int8 int16 int8 int16 int32 int64 float16 bfloat16 float32 float64",
    "int16": "int16 int16 int16 int16 int32 int64 float16 bfloat16 float32 float64",
    "int32": "int32 int32 int32 int32 int32 int64 float16 bfloat16 float32 float64",
    "int64": "int64 int64 int64 int64 int64 int64 float16 bfloat16 float32 float64",
    "float16": "float16 float16 float16 float16 float16 float16 float16 float32 float32 float64",
    "bfloat16": "bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 bfloat16 float32 bfloat16 float32 "
    "float64",
    "float32": "float32 float32 float32 float32 float32 float32 float32 float32 float32 float64",
    "float64": "float64 " * 10,
}


@pytest.mark.parametrize(("a", "b"), list(itertools.product(PROMOTED, PROMOTED)), ids=str)
def test_types_promote_as_in_torch(a, b):
    want = dtype(PROMOTED[a].split()[list(PROMOTED).index(b)])
    x, y = rg.ones(2, dtype=dtype(a)), rg.ones(2, dtype=dtype(b))
    for z in (x + y, x * y, rg.maximum(x, y), rg.where(x.bool(), x, y), rg.cat([x, y])):
        assert z.dtype == want
    assert (x == y).dtype == rg.bool
    assert (x + y).tolist() == (y + x).tolist()


@pytest.mark.parametrize(
    ("narrow", "uniform", "normal", "ragged", "integers"),
    [
        (
            "float16",
            [0.496337890625, 0.76806640625, 0.0885009765625, 0.132080078125, 0.307373046875],
            [1.541015625, -0.29345703125, -2.1796875, 0.568359375, -1.0849609375],
            [1.5859375, 0.9462890625, -0.84375],
            [1277.0, 1017.0, 1661.0, 999.0],
        ),
        (
            "bfloat16",
            [0.49609375, 0.76953125, 0.08837890625, 0.1318359375, 0.306640625],
            [1.5390625, -0.29296875, -2.171875, 0.5703125, -1.0859375],
            [1.5859375, 0.9453125, -0.84375],
            [149.0, 179.0, 47.0, 62.0],
        ),
    ],
)
def test_random_streams_are_those_of_torch(narrow, uniform, normal, ragged, integers):
    t = dtype(narrow)

    def seeded(draw_):
        rg.manual_seed(0)
        return draw_().tolist()

    assert seeded(lambda: rg.rand(5, dtype=t)) == uniform
    assert seeded(lambda: rg.randn(5, dtype=t)) == normal
    assert seeded(lambda: rg.randn(20, dtype=t))[-3:] == ragged
    assert seeded(lambda: rg.empty(4, dtype=t).random_()) == integers
    assert seeded(lambda: rg.randint(0, 10, (5,), dtype=t)) == [4, 9, 3, 0, 3]
    # Probabilities are compared with the uniforms before these are rounded.
    p = rg.full((100_000,), 1 - 2.0**-8, dtype=t)
    rg.manual_seed(3)
    drawn = rg.bernoulli(p)
    rg.manual_seed(3)
    assert (drawn == (rg.rand(100_000) < p.float())).all()
    # What rounds up to 1 is 0.
    assert rg.rand(200_000, dtype=t).max().item() == 1 - ROUNDING[narrow]


def test_random_integers_are_those_of_torch():
    for narrow, want in (
        ("int8", [44, 47, 117, 64]),
        ("int16", [2732, 10799, 9845, 19648]),
    ):
        rg.manual_seed(0)
        assert rg.empty(4, dtype=dtype(narrow)).random_().tolist() == want
    rg.manual_seed(0)
    assert rg.randint(-100, 100, (6,), dtype=rg.int8).tolist() == [-56, -61, 33, 60, 63, 79]
    rg.manual_seed(0)
    rg.randint(-100, 100, (6,))
    assert rg.randperm(5, dtype=rg.int16).tolist() == [2, 4, 3, 1, 0]
    with pytest.raises(RuntimeError):
        rg.randint(0, 70_000, (2,), dtype=rg.float16)


def test_ranges_count_in_the_type():
    assert rg.arange(0, 300, dtype=rg.bfloat16)[-5:].tolist() == [296, 296, 296, 298, 300]
    assert rg.arange(0, 5, 0.3, dtype=rg.float16)[-2:].tolist() == [4.5, 4.80078125]
    assert rg.linspace(0, 1, 5, dtype=rg.bfloat16).tolist() == [0, 0.25, 0.5, 0.75, 1]
    assert rg.arange(5, dtype=rg.int8).tolist() == [0, 1, 2, 3, 4]
    assert rg.linspace(-3, 100, 7, dtype=rg.int8).tolist() == [-3, 14, 31, 48, 65, 82, 100]


def test_numbers_are_shown_as_torch_shows_them():
    x = rg.tensor([0.1, 1e-3, 3.0], dtype=rg.bfloat16)
    assert repr(x) == "tensor([1.0010e-01, 9.9945e-04, 3.0000e+00], dtype=torch.bfloat16)"
    assert repr(rg.tensor([1.5], dtype=rg.float16)) == "tensor([1.5000], dtype=torch.float16)"
    assert repr(rg.tensor([1, -2], dtype=rg.int8)) == "tensor([ 1, -2], dtype=torch.int8)"


@pytest.mark.parametrize("narrow", ["int8", "int16", "float16"])
def test_numpy_shares_the_memory(narrow):
    x = rg.tensor([1, 2, 3], dtype=dtype(narrow))
    array = x.numpy()
    assert array.dtype == narrow
    array[0] = 7
    assert x.tolist() == [7, 2, 3]
    back = rg.from_numpy(array)
    assert back.dtype == dtype(narrow)
    assert back.data_ptr() == x.data_ptr()
    assert rg.tensor(array[0]).dtype == dtype(narrow)
    assert memoryview(x).format == np.dtype(narrow).char
    assert rg.frombuffer(bytearray(array.tobytes()), dtype=dtype(narrow)).tolist() == [7, 2, 3]


def test_numpy_has_bfloat16_through_ml_dtypes():
    x = rg.tensor([[1.5, -2.0], [3.0, 0.1]], dtype=rg.bfloat16)
    array = x.numpy()
    assert array.dtype == ml_dtypes.bfloat16
    np.testing.assert_array_equal(array.astype(np.float32), x.float().numpy())
    array[0, 0] = 7
    assert x[0, 0].item() == 7
    back = rg.from_numpy(array.T)
    assert back.dtype == rg.bfloat16
    assert back.data_ptr() == x.data_ptr()
    assert back.tolist() == x.t().tolist()
    copied = rg.tensor(array)
    assert copied.dtype == rg.bfloat16
    assert copied.data_ptr() != x.data_ptr()
    assert np.asarray(x, dtype=np.float32).tolist() == x.float().tolist()
    assert rg.as_tensor(array, dtype=rg.float32).tolist() == x.float().tolist()
    with pytest.raises(BufferError, match="bfloat16"):
        memoryview(x)


def test_without_ml_dtypes_bfloat16_says_what_to_do(monkeypatch):
    monkeypatch.setitem(sys.modules, "ml_dtypes", None)
    with pytest.raises(TypeError, match=r"ml_dtypes, or convert with \.float\(\)"):
        rg.ones(2, dtype=rg.bfloat16).numpy()


@pytest.mark.parametrize("narrow", ALL_NARROW)
def test_pickles_and_copies_keep_the_type(narrow):
    x = rg.tensor([[1, 2], [3, 4]], dtype=dtype(narrow)).t()
    y = pickle.loads(pickle.dumps(x))
    assert y.dtype == x.dtype
    assert y.tolist() == x.tolist() == x.clone().tolist() == x.contiguous().tolist()
    assert pickle.loads(pickle.dumps(x.dtype)) is x.dtype


@pytest.mark.parametrize("narrow", HALVES)
def test_gradients_have_the_type_of_their_tensor(narrow):
    t = dtype(narrow)
    x = rg.tensor([0.5, -1.5, 2.0], dtype=t, requires_grad=True)
    w = rg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    (x.exp() * w).sum().backward()
    assert (x.grad.dtype, w.grad.dtype) == (t, rg.float32)
    wide = np.exp(np.array([0.5, -1.5, 2.0]))
    np.testing.assert_allclose(x.grad.float().numpy(), wide * [1, 2, 3], rtol=4 * ROUNDING[narrow])
    np.testing.assert_allclose(w.grad.numpy(), wide, rtol=2 * ROUNDING[narrow])
    (x * 2).sum().backward()
    assert x.grad.dtype == t
    y = rg.tensor([1.0, 2.0], requires_grad=True)
    y.to(t).sum().backward()
    assert y.grad.dtype == rg.float32
    a = rg.ones(2, 3, dtype=t, requires_grad=True)
    b = rg.ones(3, 2, dtype=t, requires_grad=True)
    (a @ b).square().sum().backward()
    assert a.grad.dtype == b.grad.dtype == t
    assert a.grad.tolist() == [[12.0] * 3] * 2
    loss = rg.nn.functional.cross_entropy(rg.zeros(2, 4, dtype=t), rg.tensor([0, 1]))
    assert loss.dtype == t


def test_integers_have_no_gradients():
    with pytest.raises(RuntimeError):
        rg.ones(2, dtype=rg.int8, requires_grad=True)


def test_a_default_type_may_be_narrow():
    try:
        rg.set_default_dtype(rg.float16)
        assert rg.tensor([1.5]).dtype == rg.float16
        assert (rg.tensor([1]) / 2).dtype == rg.float16
        assert repr(rg.tensor([0.5])) == "tensor([0.5000])"
    finally:
        rg.set_default_dtype(rg.float32)


def test_the_same_bytes_are_read_as_another_type():
    x = rg.tensor([[1, 2], [3, 4]], dtype=rg.int16)
    assert x.view(rg.uint8).tolist() == [[1, 0, 2, 0], [3, 0, 4, 0]]
    assert x.view(rg.int32).tolist() == [[1 + (2 << 16)], [3 + (4 << 16)]]
    assert rg.tensor([1.5], dtype=rg.bfloat16).view(rg.int16).tolist() == [16320]
    y = rg.zeros(4)
    y.view(rg.int32).fill_(0x3F800000)
    assert y.tolist() == [1.0] * 4
    assert y._version == 1
    assert not rg.zeros(2, requires_grad=True).view(rg.int32).requires_grad
    assert rg.zeros(3, 4).view(rg.float64).shape == (3, 2)
    assert rg.zeros(0, 4).view(rg.float64).shape == (0, 2)
    for bad in (rg.zeros(3, 3), rg.zeros(()), rg.zeros(4, 4).t(), rg.zeros(5)[1:]):
        with pytest.raises(RuntimeError, match="view"):
            bad.view(rg.float64)


@pytest.mark.parametrize("limits", [rg.finfo(rg.float16), rg.iinfo(rg.int8)])
def test_limits_are_not_to_be_written(limits):
    most = limits.max
    for change in (lambda: setattr(limits, "max", 3), lambda: delattr(limits, "max")):
        with pytest.raises(AttributeError, match=r"'max' of 'torch.*info' objects is not writable"):
            change()
    with pytest.raises(AttributeError, match="has no attribute 'foo'"):
        limits.foo = 3
    assert limits.max == most


def test_finfo_and_iinfo_are_those_of_torch():
    f = rg.finfo(rg.bfloat16)
    assert (f.bits, f.eps, f.max, f.tiny) == (
        16,
        0.0078125,
        3.3895313892515355e38,
        1.1754943508222875e-38,
    )
    assert f.min == -f.max
    assert f.smallest_normal == f.tiny
    assert (f.dtype, f.resolution) == ("bfloat16", 0.01)
    for name in ("float16", "float32", "float64"):
        ours, numpys = rg.finfo(dtype(name)), np.finfo(name)
        assert (ours.bits, ours.eps, ours.max) == (numpys.bits, numpys.eps, numpys.max)
        assert (ours.tiny, ours.resolution) == (
            numpys.tiny,
            pytest.approx(float(numpys.resolution), rel=1e-3),
        )
    assert rg.finfo() == rg.finfo(rg.float32)
    assert rg.finfo(float) == rg.finfo(rg.float64) and rg.iinfo(int) == rg.iinfo(rg.int64)
    assert repr(rg.finfo(rg.float16)) == (
        "finfo(resolution=0.001, min=-65504, max=65504, eps=0.000976562, "
        "smallest_normal=6.10352e-05, tiny=6.10352e-05, dtype=float16)"
    )
    for name in ("uint8", "int8", "int16", "int32", "int64"):
        ours, numpys = rg.iinfo(dtype(name)), np.iinfo(name)
        assert (ours.bits, ours.min, ours.max) == (numpys.bits, numpys.min, numpys.max)
    assert repr(rg.iinfo(rg.int64)) == "iinfo(min=-9.22337e+18, max=9.22337e+18, dtype=int64)"
    for call in (
        lambda: rg.finfo(rg.int8),
        lambda: rg.iinfo(rg.float32),
        lambda: rg.iinfo(rg.bool),
        lambda: rg.finfo("float32"),
    ):
        with pytest.raises(TypeError):
            call()
