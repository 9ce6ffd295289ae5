"""Special functions: how near they are to figures of mpmath, and what they are at their ends.

The figures, of 22 digits, are those of mpmath 1.3 with 120 digits at work; special values and
gradients are torch's where nothing else is said.
"""

from __future__ import annotations

import json
import math
from pathlib import Path

import numpy as np
import pytest
import retrograd as rg
from scipy import special
from test_bounds import distance
from test_special import leaf, same, single

inf, nan = math.inf, math.nan
FIGURES = json.loads(Path(__file__).with_name("special_figures.json").read_text())
FUNCTIONS = {
    name: getattr(rg, name, None) or getattr(rg.special, name)
    for name in FIGURES
    if "_negative" not in name and "polygamma" not in name
}
FUNCTIONS |= {f"polygamma_{n}": lambda x, n=n: rg.polygamma(n, x) for n in (1, 2, 3, 10)}


def figures(name):
    """The arguments, and what the function is there."""
    *xs, want = zip(*FIGURES[name], strict=True)
    return [np.array([float.fromhex(x) for x in column]) for column in xs], [
        *map(np.longdouble, want)
    ]


@pytest.mark.parametrize("name", FUNCTIONS)
def test_a_function_is_within_its_bound_of_the_figures(name, isa):
    xs, want = figures(name)
    bound = 2 if name in FIGURES and name not in ("zeta",) and "polygamma" not in name else 8
    got = FUNCTIONS[name](*map(rg.tensor, xs)).numpy()
    off = distance(got, np.array(want))
    assert off.max() <= bound, (float(off.max()), [x[off.argmax()] for x in xs])


@pytest.mark.parametrize("name", FUNCTIONS)
def test_floats_are_within_1_ulp_of_the_figures_that_they_can_ask_for(name, isa):
    xs, want = figures(name)
    asked = np.all([x == x.astype(np.float32) for x in xs], axis=0)
    with np.errstate(over="ignore"):
        fits = asked & (np.abs(np.array(want).astype(np.float32)) < inf)
    if not fits.any():  # of two arguments, none is a float
        return
    got = FUNCTIONS[name](*(rg.tensor(x[fits].astype(np.float32)) for x in xs)).numpy()
    assert got.dtype == np.float32
    assert distance(got, np.array(want)[fits]).max() <= 1


@pytest.mark.parametrize("name", ["lgamma", "digamma"])
def test_between_whole_numbers_below_0_errors_are_those_of_the_parts(name, isa):
    (x,), want = figures(f"{name}_negative")
    r = x - np.round(x)
    sine = np.abs(x * np.sin(np.pi * r)) if name == "lgamma" else np.tan(np.pi * r) / np.pi
    parts = np.abs(np.log(sine)) if name == "lgamma" else 1 / np.abs(sine)
    got = getattr(rg, name)(rg.tensor(x)).numpy()
    size = np.maximum(np.maximum(np.abs(got), parts), 1)
    assert (np.abs(got - np.array(want)) <= 2 * np.spacing(size)).all()


ENDS = {
    "lgamma": ([0.0, -0.0, -1.0, inf, -inf, nan, 1.0, 2.0], [inf, inf, inf, inf, inf, nan, 0, 0]),
    "digamma": ([0.0, -0.0, -1.0, inf, -inf, nan], [-inf, inf, nan, inf, nan, nan]),
    "erfinv": ([0.0, -0.0, 1.0, -1.0, 1.1, nan, inf], [0.0, -0.0, inf, -inf, nan, nan, nan]),
    "special.erfcx": ([0.0, -40.0, inf, -inf, nan, -1e20], [1, inf, 0, inf, nan, inf]),
    "special.ndtr": ([0.0, -40.0, 40.0, inf, -inf, nan], [0.5, 0, 1, 1, 0, nan]),
    "special.log_ndtr": ([40.0, inf, -inf, nan, 1e20], [-0.0, -0.0, -inf, nan, -0.0]),
    "special.ndtri": ([0.0, 1.0, 0.5, -1.0, 2.0, nan], [-inf, inf, 0, nan, nan, nan]),
    "i0": ([0.0, -0.0, inf, -inf, nan, 100.0], [1, 1, inf, inf, nan, inf]),
    "special.i1": ([0.0, -0.0, inf, -inf, nan, -100.0], [0.0, -0.0, inf, -inf, nan, -inf]),
    "special.i0e": ([0.0, inf, -inf, nan], [1, 0, 0, nan]),
    "special.i1e": ([0.0, -0.0, inf, -inf, nan], [0.0, -0.0, 0.0, -0.0, nan]),
    "special.entr": ([0.0, -0.0, 1.0, -1.0, inf, -inf, nan], [0, 0, -0.0, -inf, -inf, -inf, nan]),
}


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("path", ENDS)
def test_a_function_at_its_ends(path, dtype, isa):
    x, want = ENDS[path]
    function = rg
    for part in path.split("."):
        function = getattr(function, part)
    if dtype == "float64":
        want = [y if abs(v) != 100 and v != -40 else None for v, y in zip(x, want, strict=True)]
    got = function(single(*x, dtype=dtype)).tolist()
    pairs = [(g, w) for g, w in zip(got, want, strict=True) if w is not None]
    same([g for g, _ in pairs], [w for _, w in pairs])


def test_poles_of_polygamma_and_zeta(isa):
    x = single(0.0, -0.0, -2.0, inf, nan, dtype="float64")
    same(rg.polygamma(0, x), [-inf, inf, nan, inf, nan])
    same(rg.polygamma(1, x), [inf, inf, inf, 0, nan])
    same(rg.polygamma(2, x), [-inf, -inf, -inf, -0.0, nan])
    s = single(2.0, 1.0, 0.5, 2.0, 2.0, 2.5, inf, 2.0, -1.0, nan, dtype="float64")
    q = single(1.0, 1.0, 1.0, 0.0, -1.0, -0.5, 1.0, nan, 1.0, 1.0, dtype="float64")
    want = [math.pi**2 / 6, inf, nan, inf, inf, nan, 1, nan, nan, nan]
    np.testing.assert_allclose(rg.special.zeta(s, q).numpy(), want, rtol=1e-15)
    below = rg.special.zeta(single(2.0, 3.0, dtype="float64"), single(-0.5, -1.5, dtype="float64"))
    np.testing.assert_allclose(below.numpy(), [math.pi**2 / 2 + 4, 0.11810202582086398], rtol=1e-12)


def test_polygamma_takes_its_order_first_and_as_a_method_last():
    x = single(1.0, 2.0)
    want = [math.pi**2 / 6, math.pi**2 / 6 - 1]
    np.testing.assert_allclose(rg.polygamma(1, x).numpy(), want, rtol=1e-6)
    assert x.polygamma(1).tolist() == rg.polygamma(n=1, input=x).tolist()
    out = rg.empty(0)
    assert rg.polygamma(1, x, out=out) is out
    assert out.tolist() == x.polygamma(1).tolist()
    assert rg.tensor([1.0, 2.0]).polygamma_(1).tolist() == out.tolist()
    node = rg.polygamma(2, leaf(1.0)).grad_fn
    assert (node.name(), node._saved_n, node._saved_self.item()) == ("PolygammaBackward0", 2, 1.0)
    with pytest.raises(RuntimeError, match="n is -1"):
        rg.polygamma(-1, x)


def test_the_exponent_of_zeta_has_no_derivative():
    s, q = leaf(2.0), leaf(3.0)
    y = rg.special.zeta(s, q)
    with pytest.raises(NotImplementedError, match=r"no derivative by the exponent; detach\(\) it"):
        y.backward()
    rg.special.zeta(s.detach(), q).backward()
    np.testing.assert_allclose(q.grad.numpy(), [-2 * 0.07705690315959429], rtol=1e-14)
    assert rg.special.zeta(2, rg.tensor([1.0])).item() == pytest.approx(math.pi**2 / 6)


def grad_of(function, *values):
    x = leaf(*values)
    function(x).sum().backward()
    return x.grad.numpy()


def test_gradients_at_the_ends():
    f = rg.special
    np.testing.assert_allclose(grad_of(f.i1, 0.0, 1.5), [0.5, 0.99227890405], rtol=1e-9)
    np.testing.assert_allclose(grad_of(f.i1e, 0.0, 1.0, -1.0), [0.5, 0.0499, 0.0499], rtol=1e-2)
    np.testing.assert_allclose(grad_of(f.i0e, 0.0, 1.0), [0, -0.257849192], rtol=1e-6, atol=1e-16)
    want = [inf, inf, math.sqrt(math.pi) / 2]
    np.testing.assert_allclose(grad_of(f.erfinv, 1.0, -1.0, 0.0), want, rtol=1e-15)
    np.testing.assert_allclose(
        grad_of(f.ndtri, 1.0, 0.5), [inf, math.sqrt(2 * math.pi)], rtol=1e-15
    )
    # torch has 0 for the last one.
    want = [50.0199681, 5.18650396, 1.48672e-06, 1e10]
    np.testing.assert_allclose(grad_of(f.log_ndtr, -50.0, -5.0, 5.0, -1e10), want, rtol=1e-6)
    same(grad_of(f.entr, 0.0, 1.0), [inf, -1])
    a, b = leaf(0.0, 0.0, 1.0, 0.0), leaf(-1.0, 1.0, -1.0, -2.0)
    f.xlog1py(a, b).sum().backward()
    same(a.grad.numpy(), [0, math.log(2), -inf, 0])
    same(b.grad.numpy(), [nan, 0, inf, -0.0])


def test_nodes_have_the_names_of_torch():
    names = {"erfinv": "Erfinv", "gammaln": "Lgamma", "psi": "Digamma", "i0": "I0"}
    names |= {"i0e": "SpecialI0E", "i1": "SpecialI1", "i1e": "SpecialI1E", "entr": "SpecialEntr"}
    names |= {"erfcx": "SpecialErfcx", "ndtri": "SpecialNdtri", "log_ndtr": "SpecialLogNdtr"}
    for name, word in names.items():
        assert getattr(rg.special, name)(leaf(0.5)).grad_fn.name() == f"{word}Backward0"
    assert rg.mvlgamma(leaf(2.5), 2).grad_fn._saved_p == 2


def test_the_logarithm_of_the_normal_distribution_does_not_underflow(isa):
    x = single(-1e20, -1e5, -38.0, dtype="float64")
    want = [-5e39, -5000000012.43184484, -726.5572160188201]
    np.testing.assert_allclose(rg.special.log_ndtr(x).numpy(), want, rtol=1e-11)


# What torch has in special, of the functions that are there.
SHARED = {
    "digamma": "digamma",
    "erf": "erf",
    "erfc": "erfc",
    "erfinv": "erfinv",
    "exp2": "exp2",
    "expit": "sigmoid",
    "expm1": "expm1",
    "gammainc": "igamma",
    "gammaincc": "igammac",
    "gammaln": "lgamma",
    "i0": "i0",
    "log1p": "log1p",
    "log_softmax": "log_softmax",
    "logit": "logit",
    "logsumexp": "logsumexp",
    "multigammaln": "mvlgamma",
    "polygamma": "polygamma",
    "psi": "digamma",
    "round": "round",
    "sinc": "sinc",
    "softmax": "softmax",
    "xlogy": "xlogy",
}


def test_special_has_the_functions_of_the_package_under_its_names():
    assert {name: getattr(rg, of) for name, of in SHARED.items()} == {
        name: getattr(rg.special, name) for name in SHARED
    }
    own = ["entr", "erfcx", "i0e", "i1", "i1e", "log_ndtr", "ndtr", "ndtri", "xlog1py", "zeta"]
    assert sorted([*SHARED, *own]) == rg.special.__all__
    with pytest.raises(AttributeError, match=r"lacks torch\.special\.bessel_j0"):
        rg.special.bessel_j0  # noqa: B018


@pytest.mark.parametrize("name", ["entr", "ndtr", "i1e", "erfcx"])
def test_functions_of_special_take_an_output(name):
    x, out = single(0.5, 0.75), rg.empty(0)
    assert getattr(rg.special, name)(x, out=out) is out
    assert out.tolist() == getattr(rg.special, name)(x).tolist()
    assert getattr(rg.special, name)(rg.tensor([1])).dtype == rg.float32
    assert getattr(rg.special, name)(x.half()).dtype == rg.float16


@pytest.mark.parametrize("s", [3, 9, 15, 21, 35])
@pytest.mark.parametrize("half", [0.5, 1.5, 10.5])
def test_zeta_of_halves_below_0_is_what_their_pairs_leave(s, half, isa):
    # (-h)^-s + h^-s = 0 for each of them, and what follows is the sum from h + 1 on.
    want = math.fsum((k + half + 1) ** -s for k in range(20_000))
    want += (20_000 + half + 0.5) ** (1 - s) / (s - 1)
    got = rg.special.zeta(rg.tensor(float(s), dtype=rg.float64), -half).item()
    assert got == pytest.approx(want, rel=1e-13)


def test_a_factorial_that_is_no_float_has_a_product_that_is_one(isa):
    for n, x in ((36, 50.0), (40, 100.0), (165, 300.0), (180, 1000.0)):
        # The first terms; the rest is far smaller for so large an n.
        terms = [math.exp(math.lgamma(n + 1) - (n + 1) * math.log(x + k)) for k in range(4000)]
        want = (-1) ** (n + 1) * math.fsum(terms)
        got = rg.polygamma(n, rg.tensor(x, dtype=rg.float64)).item()
        assert got == pytest.approx(want, rel=1e-11)
    found = rg.polygamma(36, rg.tensor([50.0, 20.0]))
    exact = rg.polygamma(36, rg.tensor([50.0, 20.0], dtype=rg.float64))
    assert found.tolist() == pytest.approx(exact.tolist(), rel=1e-6)


def test_log_ndtr_has_its_second_derivative_where_erfcx_overflows(isa):
    # -h (x + h) with h = e^(-x^2 / 2) / sqrt(2 pi) there, where ndtr is 1.
    for x, dtype in (
        (10.0, rg.float32),
        (13.0, rg.float32),
        (20.0, rg.float64),
        (38.0, rg.float64),
    ):
        t = rg.tensor(x, dtype=dtype, requires_grad=True)
        (g,) = rg.autograd.grad(rg.special.log_ndtr(t), t, create_graph=True)
        (second,) = rg.autograd.grad(g, t)
        h = math.exp(-x * x / 2) / math.sqrt(2 * math.pi)
        assert second.item() == pytest.approx(-h * x, rel=1e-4 if dtype is rg.float32 else 1e-12)
    t = rg.tensor([-50.0, 0.0, 1.0, 60.0], dtype=rg.float64, requires_grad=True)
    (g,) = rg.autograd.grad(rg.special.log_ndtr(t).sum(), t, create_graph=True)
    (second,) = rg.autograd.grad(g.sum(), t)
    assert not second.isnan().any() and second[0].item() == pytest.approx(-0.9996015, rel=1e-6)


SHARES = {"gammainc": special.gammainc, "gammaincc": special.gammaincc}


@pytest.mark.parametrize("name", SHARES)
def test_a_share_of_gamma_numbers_is_as_exact_where_it_is_small(name):
    rng = np.random.default_rng(0)
    a = 10 ** rng.uniform(-12, 4, 800)
    x = np.where(rng.random(800) < 0.5, np.abs(a + 2 * np.sqrt(a) * rng.normal(size=800)), 1.0)
    x[::3] = 10 ** rng.uniform(-12, 1, 267)
    y, want = getattr(rg.special, name)(rg.from_numpy(a), rg.from_numpy(x)), SHARES[name](a, x)
    kept = want > 1e-250
    np.testing.assert_allclose(y.numpy()[kept], want[kept], rtol=1e-11)
    single = getattr(rg.special, name)(rg.from_numpy(a).float(), rg.from_numpy(x))
    assert single.dtype is rg.float64  # torch promotes them
    half = getattr(rg.special, name)(rg.tensor([0.5]).half(), rg.tensor([2]))
    assert half.dtype is rg.float16 and half.item() == pytest.approx(SHARES[name](0.5, 2), rel=1e-3)


def test_a_share_of_gamma_numbers_has_torchs_values_at_the_ends():
    a = rg.tensor([0.0, 0, -1, 1, inf, 1, nan, inf, 1])
    x = rg.tensor([0.0, 1, 1, -1, 1, inf, 1, inf, 0])
    same(rg.special.gammainc(a, x), [nan, 1, nan, nan, 0, 1, nan, nan, 0])
    same(rg.special.gammaincc(a, x), [nan, 0, nan, nan, 1, 0, nan, nan, 1])


@pytest.mark.parametrize(("name", "sign"), [("igamma", 1), ("igammac", -1)])
def test_a_share_of_gamma_numbers_has_torchs_gradient_and_one_by_its_shape(name, sign):
    function, a, x = getattr(rg, name), leaf(1.0, 1.0), leaf(1.0, 2.0)
    y = function(a, x)
    assert y.grad_fn.name() == f"{name.capitalize()}Backward0"
    y.sum().backward()
    assert x.grad.tolist() == pytest.approx([sign * 0.36787944, sign * 0.13533528], rel=1e-6)
    a, x = (rg.tensor(v, dtype=rg.float64) for v in ([0.7, 5.0, 30.0], [0.2, 6.0, 25.0]))
    a, x = a.requires_grad_(), x.requires_grad_()
    assert rg.autograd.gradcheck(function, (a, x), rtol=1e-5)
    assert rg.autograd.gradgradcheck(lambda x: function(a.detach(), x), (x,))
    assert rg.allclose(x.detach().clone().igamma_(a), rg.igamma(x, a))
