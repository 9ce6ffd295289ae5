"""Functions of op_special.py where the table does not look: figures are torch's."""

from __future__ import annotations

import itertools
import math

import numpy as np
import pytest
import retrograd as rg

inf, nan = math.inf, math.nan


def leaf(*values):
    return rg.tensor(values, dtype=rg.float64, requires_grad=True)


def single(*values, dtype="float32"):
    return rg.tensor(values, dtype=getattr(rg, dtype))


def same(got, want):
    """Equal element by element, signs of zeros included."""
    got, want = np.asarray(got), np.asarray(want)
    np.testing.assert_array_equal(got, want)
    np.testing.assert_array_equal(
        np.signbit(got) & ~np.isnan(got), np.signbit(want) & ~np.isnan(want)
    )


# Three operands


def test_lerp_gives_its_ends_exactly(isa):
    a, b = single(1e8, -3.25), single(1.0, 7e-3)
    assert rg.lerp(a, b, 0.0).tolist() == a.tolist()
    assert rg.lerp(a, b, 1.0).tolist() == b.tolist()
    assert rg.lerp(a, b, rg.ones(2)).tolist() == b.tolist()
    assert rg.lerp(a, b, rg.tensor(1.0, dtype=rg.float64)).tolist() == b.tolist()


def test_lerp_takes_the_types_that_torch_does():
    x = rg.ones(2)
    with pytest.raises(RuntimeError, match=r"weight is .*float64 beside an input of .*float32"):
        rg.lerp(x, x, rg.ones(2, dtype=rg.float64))
    with pytest.raises(TypeError, match="weight"):
        rg.lerp(x, x, "0.5")
    with pytest.raises(TypeError, match="end"):
        rg.lerp(x, 2.0, 0.5)


def test_the_gradient_of_a_weight_without_dimensions_is_of_its_type():
    w = rg.tensor(0.5, dtype=rg.float64, requires_grad=True)
    rg.lerp(rg.zeros(3), rg.ones(3), w).sum().backward()
    assert w.grad.dtype == rg.float64
    assert w.grad.item() == 3.0


def test_three_operands_keep_what_their_gradients_need():
    x, a, b = leaf(1.0), leaf(3.0), leaf(4.0)
    node = rg.addcmul(x, rg.tensor([3.0], dtype=rg.float64), b, value=2).grad_fn
    assert (node.name(), node._saved_value) == ("AddcmulBackward0", 2)
    assert node._saved_tensor1.item() == 3.0
    assert node._saved_tensor2 is None
    node = rg.addcdiv(x, a, b, value=2.5).grad_fn
    assert (node.name(), node._saved_value) == ("AddcdivBackward0", 2.5)
    assert (node._saved_tensor1.item(), node._saved_tensor2.item()) == (3.0, 4.0)
    node = rg.lerp(x, a, 0.1).grad_fn
    assert (node.name(), node._saved_weight) == ("LerpBackward0", 0.1)
    node = rg.lerp(x, a, rg.tensor([0.5], dtype=rg.float64)).grad_fn
    assert node.name() == "LerpBackward1"
    assert (node._saved_self, node._saved_end, node._saved_weight.item()) == (None, None, 0.5)


def test_a_sum_of_products_alone_needs_nothing_and_goes_backward_twice():
    x = leaf(1.0, 2.0)
    y = rg.addcmul(x, rg.ones(2, dtype=rg.float64), rg.ones(2, dtype=rg.float64)).sum()
    y.backward(retain_graph=False)
    assert x.grad.tolist() == [1.0, 1.0]


def test_integers_are_multiplied_and_not_divided():
    x = single(1, 250, dtype="uint8")
    assert rg.addcmul(x, x, x, value=3).tolist() == [4, (250 + 3 * 250 * 250) % 256]
    large = rg.tensor([2**62 + 1])
    assert rg.addcmul(large, large, rg.tensor([1]), value=2).tolist() == [3 * (2**62 + 1) - 2**64]
    with pytest.raises(RuntimeError, match=r"value is 2\.5, but the result is"):
        rg.addcmul(x, x, x, value=2.5)
    for value in (-1, 300):
        with pytest.raises(RuntimeError, match=f"{value} is outside the range"):
            rg.addcmul(x, x, x, value=value)
    with pytest.raises(RuntimeError, match="cannot be divided"):
        rg.addcdiv(rg.ones(2), x, x)
    assert rg.addcdiv(x, x, rg.tensor([2.0, 4.0])).tolist() == [1.5, 312.5]


@pytest.mark.parametrize("name", ["addcmul", "addcdiv"])
def test_the_old_order_with_the_number_first_is_taken_with_a_warning(name):
    x, a, b = single(1.0), single(3.0), single(5.0)
    want = getattr(rg, name)(x, a, b, value=2)
    with pytest.warns(UserWarning, match="old form"):
        got = getattr(rg, name)(x, 2, a, b)
    assert got.tolist() == want.tolist()
    with pytest.warns(UserWarning, match="old form"):
        getattr(x, f"{name}_")(2, a, b)
    assert x.tolist() == want.tolist()


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_three_narrow_operands_are_rounded_once(dtype):
    rng = np.random.default_rng(3)
    x, a, b = (rg.tensor(v).to(getattr(rg, dtype)) for v in rng.uniform(0.5, 2, (3, 40)))
    wide = [v.float() for v in (x, a, b)]
    for name in ("addcmul", "addcdiv"):
        got = getattr(rg, name)(x, a, b, value=0.3)
        assert got.tolist() == getattr(rg, name)(*wide, value=0.3).to(got.dtype).tolist()
    assert rg.lerp(x, a, b).tolist() == rg.lerp(*wide).to(x.dtype).tolist()
    assert rg.lerp(x, a, 0.3).tolist() == rg.lerp(*wide[:2], 0.3).to(x.dtype).tolist()


# Bounds


@pytest.mark.parametrize("name", ["min", "max"])
def test_one_bound_is_half_of_clamp(name, isa):
    function = getattr(rg, f"clamp_{name}")
    x, bound = leaf(1.0, 2.0, nan, 0.0), leaf(1.0, 3.0, 1.0, nan)
    y = function(x, bound)
    assert y.grad_fn.name() == f"Clamp{name.capitalize()}Backward1"
    y.sum().backward()
    beyond = [0.0, float(name == "min"), 0.0, 0.0]
    assert bound.grad.tolist() == beyond
    assert x.grad.tolist() == [1.0, float(name == "max"), 0.0, 0.0]
    node = function(x, 1.0).grad_fn
    assert node.name() == f"Clamp{name.capitalize()}Backward0"
    assert getattr(node, f"_saved_{name}") == 1.0
    assert function(rg.tensor([1, 5]), 2.5).dtype == rg.float32
    assert function(rg.ones(2, 1), rg.ones(3)).shape == (2, 3)
    with pytest.raises(TypeError):
        function(x, None)


# Parts of numbers


def test_the_parts_of_special_numbers_are_those_of_torch(isa):
    same(rg.frac(single(1.5, -1.5, inf, nan, -0.0, -1.0)), [0.5, -0.5, nan, nan, 0, 0])
    ends = single(1.0, -1.0, 0.0, -0.0, nan, -nan, inf, -inf)
    assert rg.signbit(ends).tolist() == [False, True, False, True, False, True, False, True]
    assert rg.signbit(rg.tensor([1, -1, 0])).tolist() == [False, True, False]
    assert not rg.signbit(leaf(1.0)).requires_grad
    a = single(5.0, -5.0, 5.0, 1.0, inf, 1.0, -0.0, nan)
    same(
        rg.fmod(a, single(3.0, 3.0, -3.0, 0.0, 1.0, inf, 1.0, 1.0)),
        [2, -2, 2, nan, nan, 1, -0.0, nan],
    )
    assert rg.fmod(rg.tensor([-(2**63)]), rg.tensor([-1])).tolist() == [0]
    assert rg.heaviside(single(nan, -0.0, inf), single(7.0)).tolist() == [0.0, 7.0, 1.0]


def test_heaviside_has_the_slope_of_its_values_at_0_alone():
    x, values = leaf(-1.0, 0.0, -0.0, 2.0), leaf(3.0, 4.0, 5.0, 6.0)
    y = rg.heaviside(x, values)
    assert y.tolist() == [0.0, 4.0, 5.0, 1.0]
    y.sum().backward()
    assert (x.grad.tolist(), values.grad.tolist()) == ([0.0] * 4, [0.0, 1.0, 1.0, 0.0])


def test_sgn_is_a_step_with_a_node_of_its_own():
    x = leaf(1.5, nan, -0.0, -2.0)
    y = rg.sgn(x)
    assert (y.tolist(), y.grad_fn.name()) == ([1.0, 0.0, 0.0, -1.0], "SgnBackward0")
    y.sum().backward()
    assert x.grad.tolist() == [0.0] * 4


def test_fmod_refuses_an_integer_divided_by_zero_before_it_writes():
    x = rg.tensor([7, 8])
    with pytest.raises(ZeroDivisionError):
        x.fmod_(rg.tensor([2, 0]))
    assert x.tolist() == [7, 8]
    assert rg.fmod(rg.ones(0, dtype=rg.int64), 0).shape == (0,)
    assert rg.fmod(rg.tensor([True]), 2).tolist() == [1]


def test_the_gradient_of_fmod_is_the_whole_quotient():
    a, b = leaf(5.0, -5.0, 5.0), leaf(3.0, 3.0, -3.0)
    rg.fmod(a, b).sum().backward()
    assert (a.grad.tolist(), b.grad.tolist()) == ([1.0] * 3, [-1.0, 1.0, 1.0])


def test_a_positive_tensor_is_the_tensor():
    x = leaf(1.0)
    assert rg.positive(x) is x
    assert x.positive() is x
    assert +x is x


@pytest.mark.parametrize(
    ("dtype", "greatest"),
    [
        ("float32", np.finfo(np.float32).max),
        ("float64", np.finfo(np.float64).max),
        ("float16", 65504.0),
        ("bfloat16", (2 - 2.0**-7) * 2.0**127),
    ],
)
def test_infinities_become_the_ends_of_the_type(dtype, greatest, isa):
    x = single(nan, inf, -inf, 1.0, dtype=dtype)
    assert rg.nan_to_num(x).tolist() == [0.0, greatest, -greatest, 1.0]
    assert rg.nan_to_num(x, None, 3, -3.5).tolist() == [0.0, 3.0, -3.5, 1.0]
    assert rg.nan_to_num(x, 2.0, posinf=inf).tolist() == [2.0, inf, -greatest, 1.0]
    x.nan_to_num_(nan=1e39 if dtype != "float64" else inf)
    assert x.tolist() == [inf, greatest, -greatest, 1.0]


def test_what_was_replaced_has_no_gradient():
    x = leaf(nan, inf, -inf, 1.0)
    y = rg.nan_to_num(x, nan=5.0)
    assert y.grad_fn.name() == "NanToNumBackward0"
    y.sum().backward()
    assert x.grad.tolist() == [0.0, 0.0, 0.0, 1.0]


def test_integers_that_are_numbers_stay_in_memory_of_their_own():
    x = rg.tensor([1, 2])
    y = rg.nan_to_num(x, nan=5.5)
    assert y.tolist() == [1, 2]
    assert y.data_ptr() != x.data_ptr()


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_ldexp_rounds_once_however_far_it_goes(dtype, isa):
    rng = np.random.default_rng(11)
    info = np.finfo(dtype)
    x = rng.uniform(1, 2, 4000) * 2.0 ** rng.integers(info.minexp - info.nmant, info.maxexp, 4000)
    x = (x * rng.choice([-1, 1], 4000)).astype(dtype)
    n = rng.integers(2 * (info.minexp - info.nmant), 2 * info.maxexp + 60, 4000)
    with np.errstate(all="ignore"):
        want = np.ldexp(x, n)
    same(rg.ldexp(rg.tensor(x), rg.tensor(n)).numpy(), want)


def test_ldexp_at_its_ends(isa):
    a = single(0.0, 0.0, 1.0, -1.0, inf, inf, nan, 1.0, 0.0)
    b = single(inf, -inf, inf, -inf, -inf, inf, 1.0, nan, 2.0**40)
    same(rg.ldexp(a, b), [nan, 0, inf, -0.0, nan, inf, nan, nan, 0])
    assert rg.ldexp(rg.tensor([3]), rg.tensor([2])).tolist() == [12.0]
    x, n = leaf(1.0, 2.0, 0.0), leaf(3.0, -2.0, 1.0)
    y = rg.ldexp(x, n)
    assert y.grad_fn.name() == "LdexpBackward0"
    assert not hasattr(y.grad_fn, "_saved_self")
    y.sum().backward()
    assert x.grad.tolist() == [8.0, 0.25, 2.0]
    np.testing.assert_allclose(n.grad.numpy(), [8 * math.log(2), math.log(2) / 2, 0], rtol=1e-15)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_frexp_takes_every_number_apart(dtype, isa):
    rng = np.random.default_rng(12)
    info = np.finfo(dtype)
    x = rng.uniform(1, 2, 4000) * 2.0 ** rng.integers(info.minexp - info.nmant, info.maxexp, 4000)
    x = np.append(x * rng.choice([-1, 1], 4000), [0, -0.0, inf, -inf, nan]).astype(dtype)
    mantissa, exponent = rg.frexp(rg.tensor(x))
    m, e = np.frexp(x)
    same(mantissa.numpy(), m)
    assert exponent.dtype == rg.int32
    np.testing.assert_array_equal(exponent.numpy(), np.where(np.isfinite(x), e, 0))


def test_frexp_gives_a_named_tuple_and_the_slope_of_the_mantissa():
    x = leaf(3.0, 0.0, inf, 5.0)
    parts = rg.frexp(x)
    assert type(parts) is rg.return_types.frexp
    assert repr(rg.frexp(single(3.0))).startswith("torch.return_types.frexp(\nmantissa=tensor(")
    assert parts.mantissa.grad_fn.name() == "FrexpBackward0"
    assert parts.mantissa.grad_fn._saved_exponent.tolist() == [2, 0, 0, 3]
    assert not parts.exponent.requires_grad
    parts.mantissa.sum().backward()
    assert x.grad.tolist() == [0.25, 1.0, 1.0, 0.125]
    outs = rg.empty(0), rg.empty(0, dtype=rg.int32)
    y = rg.frexp(single(3.0), out=outs)
    assert (y[0] is outs[0], y.exponent.tolist()) == (True, [2])
    half = single(3.0, 1e-7, dtype="float16").frexp()
    assert (half.mantissa.tolist(), half.exponent.tolist()) == ([0.75, 0.5], [2, -22])


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_nextafter_moves_by_one_number(dtype, isa):
    info = np.finfo(dtype)
    ends = [0.0, -0.0, 1.0, -1.0, 2.0, info.tiny, info.smallest_subnormal, info.max, inf, nan]
    ends += [-x for x in ends]
    a, b = np.array(list(itertools.product(ends, repeat=2)), dtype).T
    with np.errstate(over="ignore"):
        want = np.nextafter(a, b)
    same(rg.nextafter(rg.tensor(a), rg.tensor(b)).numpy(), want)


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_nextafter_moves_by_one_narrow_number(dtype):
    kind = getattr(rg, dtype)
    bits = np.arange(2**16, dtype=np.uint16).view(np.int16)
    x = rg.tensor(bits).view(kind)
    finite = x[rg.isfinite(x)]
    for way in (inf, -inf):
        towards = rg.full_like(finite, way)
        got = rg.nextafter(finite, towards).view(rg.int16).numpy().astype(np.int64)
        at = finite.view(rg.int16).numpy().astype(np.int64)
        # As integers that grow with the number: negative ones count down from 0.
        order = [np.where(v < 0, -(v + 2**15), v) for v in (at, got)]
        assert (order[1] - order[0] == (1 if way > 0 else -1)).all()
    ends = rg.tensor([inf, -inf, 0.0, nan, 1.0], dtype=kind)
    got = rg.nextafter(ends, rg.tensor([0.0, 0.0, -0.0, 1.0, nan], dtype=kind))
    greatest = rg.nan_to_num(rg.tensor([inf], dtype=kind)).item()
    same(got.float(), [greatest, -greatest, -0.0, nan, nan])


def test_nextafter_has_the_gradients_of_torch():
    a, b = leaf(1.0, 2.0), leaf(3.0, 2.0)
    rg.nextafter(a, b).sum().backward()
    assert (a.grad.tolist(), b.grad.tolist()) == ([1.0, 0.0], [0.0, 0.0])


def test_float_power_computes_in_float64():
    assert rg.float_power(2, rg.tensor([1, 2])).tolist() == [2.0, 4.0]
    assert rg.float_power(rg.tensor([True]), rg.tensor([False])).dtype == rg.float64
    y = rg.float_power(rg.tensor([2.0]), 0.5)
    assert y.tolist() == [math.sqrt(2)]
    x = rg.tensor([2.0], dtype=rg.float64)
    assert x.float_power_(2) is x
    assert x.tolist() == [4.0]
    out = rg.empty(0, dtype=rg.float64)
    assert rg.float_power(rg.tensor([3]), 2, out=out) is out
    assert out.tolist() == [9.0]
    with pytest.raises(RuntimeError, match=r"float64, which .*float32 cannot hold"):
        rg.ones(2).float_power_(2)
    with pytest.raises(TypeError):
        rg.float_power(2, 2)


# Integers


def test_divisors_and_multiples_of_the_ends_of_a_type(isa):
    least = -(2**63)
    a = rg.tensor([12, -12, 0, 0, least, 7])
    assert rg.gcd(a, rg.tensor([18, 18, 0, -5, 0, least])).tolist() == [6, 6, 0, 5, least, 1]
    assert rg.lcm(rg.tensor([12, 0, 5, 2**40]), rg.tensor([-18, 18, -7, 2**40 + 1])).tolist() == [
        36, 0, 35, 2**40,
    ]  # fmt: skip
    small = single(-128, 100, 7, dtype="int8")
    assert rg.lcm(small, single(3, 99, 0, dtype="int8")).tolist() == [-128, -84, 0]
    mixed = rg.gcd(single(200, dtype="uint8"), single(-120, dtype="int8"))
    assert (mixed.tolist(), mixed.dtype) == ([40], rg.int16)


def test_shifts_beyond_the_bits_shift_all_of_them_out(isa):
    x = rg.tensor([1, 2, -1, 1, 1])
    assert (x << rg.tensor([3, 63, 1, 64, -1])).tolist() == [8, 0, -2, 0, 0]
    x = rg.tensor([8, -8, -1, 1, -5])
    assert (x >> rg.tensor([1, 1, 70, 64, -1])).tolist() == [4, -4, -1, 0, -1]
    x = single(1, 100, 1, 1, dtype="int8")
    assert (x << single(7, 1, 8, 40, dtype="int8")).tolist() == [-128, -56, 0, 0]
    x = single(-128, 100, -1, 1, dtype="int8")
    assert (x >> single(7, 1, 8, 9, dtype="int8")).tolist() == [-1, 50, -1, 0]
    x = single(1, 200, 255, dtype="uint8")
    assert (x << single(7, 1, 8, dtype="uint8")).tolist() == [128, 144, 0]
    assert (x >> single(7, 1, 8, dtype="uint8")).tolist() == [0, 100, 0]


def test_the_operators_of_shifts_take_numbers_and_write_in_place():
    x = rg.tensor([1, 2])
    assert (x << 2).tolist() == [4, 8]
    assert (1 << x).tolist() == [2, 4]
    assert (64 >> x).tolist() == [32, 16]
    assert x.__lshift__(1).tolist() == x.bitwise_left_shift(1).tolist() == [2, 4]
    y = x
    y <<= 4
    y >>= rg.tensor([1, 2])
    assert y is x
    assert x.tolist() == [8, 8]
    assert (rg.tensor([True]) << 1).tolist() == [2]
    for call in (lambda: x << 2.5, lambda: 1.5 << x, lambda: rg.tensor([1.5]) >> 1):
        with pytest.raises(NotImplementedError):
            call()
    with pytest.raises(TypeError, match="unsupported operand"):
        x << "a"
    assert np.left_shift(np.array([1, 2]), x).tolist() == [256, 512]


# Special functions


def test_sinc_is_0_at_whole_numbers_and_has_all_its_slopes(isa):
    same(rg.sinc(single(0.0, -0.0, 1.0, -2.0, 1e10)).abs(), [1, 1, 0, 0, 0])
    assert np.isnan(rg.sinc(single(inf, nan)).numpy()).all()
    x = leaf(0.0, 1.0, 0.5, 1e-6, -1e-3)
    (slope,) = rg.autograd.grad(rg.sinc(x).sum(), x, create_graph=True)
    near = np.array([0, -1, -4 / math.pi, -(math.pi**2) / 3 * 1e-6])
    np.testing.assert_allclose(slope[:4].detach().numpy(), near, rtol=1e-10)
    (curve,) = rg.autograd.grad(slope.sum(), x, create_graph=True)
    want = -(math.pi**2) / 3 + math.pi**4 / 10 * 1e-6
    np.testing.assert_allclose(curve[[0, 4]].detach().numpy(), [-(math.pi**2) / 3, want], rtol=1e-9)
    (third,) = rg.autograd.grad(curve.sum(), x)
    assert third[0].item() == 0.0


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_logaddexp2_is_within_2_ulp_of_the_larger_operand_or_of_1(dtype, isa):
    rng = np.random.default_rng(4)
    a, b = rng.uniform(-20, 20, (2, 50_000)).astype(dtype)
    want = np.logaddexp2(a.astype(np.longdouble), b.astype(np.longdouble))
    off = np.abs(rg.logaddexp2(rg.tensor(a), rg.tensor(b)).numpy() - want)
    size = np.maximum(np.abs(want), np.maximum(np.abs(np.maximum(a, b)), 1)).astype(dtype)
    assert (off <= 2 * np.spacing(size)).all()


def test_logaddexp2_does_not_overflow_and_keeps_infinities(isa):
    a, b = single(1000.0, -inf, inf, inf, nan), single(1000.0, -inf, inf, -inf, 1.0)
    same(rg.logaddexp2(a, b), [1001, -inf, inf, inf, nan])


def test_logit_holds_what_it_is_told_to(isa):
    x = leaf(0.0, 1.0, 0.5, -1.0, 2.0, nan, 1e-3, 0.0005)
    y = rg.logit(x, 1e-3)
    end = math.log(1e-3 / (1 - 1e-3))
    want = [end, -end, 0, end, -end, nan, end, end]
    np.testing.assert_allclose(y.detach().numpy(), want, rtol=1e-12)
    assert y.grad_fn._saved_eps == 1e-3
    y[[0, 1, 2, 3, 4, 6, 7]].sum().backward()
    want = [0, 0, 4, 0, 0, nan, 1 / (1e-3 * (1 - 1e-3)), 0]
    np.testing.assert_allclose(x.grad.numpy(), want, rtol=1e-12)
    z = leaf(0.0, 1.0, 0.5, -1.0, 2.0, nan)
    y = rg.logit(z)
    same(y.detach().numpy(), [-inf, inf, 0, nan, nan, nan])
    y.sum().backward()
    same(z.grad.numpy(), [inf, inf, 4, nan, nan, nan])
    np.testing.assert_allclose(
        rg.logit(single(0.0, 1.0, 0.5), 0.6).numpy(), [0.4054651, -0.4054651, 0.4054651], rtol=1e-6
    )
