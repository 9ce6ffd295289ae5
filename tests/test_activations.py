"""Activations with numbers: in place, what their nodes keep, and the ends of their domains."""

from __future__ import annotations

import math

import numpy as np
import pytest
import reference as ref
import retrograd as rg
from retrograd.nn import functional as F

inf, nan = math.inf, math.nan
ENDS = [-1.0, -0.0, 0.0, 2.0, nan, inf, -inf, -200.0, 30.0]


def leaf(*values, dtype=None):
    return rg.tensor(values, dtype=dtype, requires_grad=True)


# What torch gives at ENDS, and its gradients; where it has nan at infinities, the limits. Where
# torch has two slopes for nan, by the number of elements, it is 0.
@pytest.mark.parametrize(
    ("function", "values", "slopes"),
    [
        (
            lambda x: F.leaky_relu(x, 0.1),
            [-0.1, -0.0, 0, 2, nan, inf, -inf, -20, 30],
            [0.1, 0.1, 0.1, 1, 0.1, 1, 0.1, 0.1, 1],
        ),
        (
            lambda x: F.elu(x, 2.0),
            [-1.2642411, -0.0, 0, 2, nan, inf, -2, -2, 30],
            [0.73575888, 2, 2, 1, 1, 1, 0, 0, 1],
        ),
        (
            lambda x: F.softplus(x, 2, 3),
            [0.063464, 0.346574, 0.346574, 2, nan, inf, 0, 0, 30],
            [0.119203, 0.5, 0.5, 1, nan, 1, 0, 0, 1],
        ),
        (
            F.gelu,
            [-0.1586553, -0.0, 0, 1.9545, nan, inf, -0.0, -0.0, 30],
            [-0.08331543, 0.5, 0.5, 1.085232, nan, 1, 0, 0, 1],
        ),
        (
            lambda x: F.gelu(x, approximate="tanh"),
            [-0.158808, -0.0, 0, 1.954598, nan, inf, -0.0, -0.0, 30],
            [-0.08296409, 0.5, 0.5, 1.086099, nan, 1, 0, 0, 1],
        ),
        (
            F.silu,
            [-0.2689414, -0.0, 0, 1.761594, nan, inf, -0.0, -0.0, 30],
            [0.07232948, 0.5, 0.5, 1.090784, nan, 1, 0, 0, 1],
        ),
        (
            F.mish,
            [-0.3034014, -0.0, 0, 1.943959, nan, inf, -0.0, -0.0, 30],
            [0.05921673, 0.6, 0.6, 1.069318, nan, 1, 0, 0, 1],
        ),
        (
            F.logsigmoid,
            [-1.313262, -0.6931472, -0.6931472, -0.126928, nan, 0, -inf, -200, 0],
            [0.7310586, 0.5, 0.5, 0.1192029, nan, 0, 1, 1, 0],
        ),
        (
            F.selu,
            [-1.111331, -0.0, 0, 2.101402, nan, inf, -1.758099, -1.758099, 31.52103],
            [0.6467686, 1.758099, 1.758099, 1.050701, 1.050701, 1.050701, 0, 0, 1.050701],
        ),
        (
            lambda x: F.celu(x, 2.0),
            [-0.7869387, -0.0, 0, 2, nan, inf, -2, -2, 30],
            [0.6065307, 1, 1, 1, 1, 1, 0, 0, 1],
        ),
        (F.hardtanh, [-1, -0.0, 0, 1, nan, 1, -1, -1, 1], [0, 1, 1, 0, 0, 0, 0, 0, 0]),
        (F.relu6, [0, -0.0, 0, 2, nan, 6, 0, 0, 6], [0, 0, 0, 1, 0, 0, 0, 0, 0]),
        (
            F.hardsigmoid,
            [1 / 3, 0.5, 0.5, 5 / 6, nan, 1, 0, 0, 1],
            [1 / 6, 1 / 6, 1 / 6, 1 / 6, 0, 0, 0, 0, 0],
        ),
        (
            F.hardswish,
            [-1 / 3, -0.0, 0, 5 / 3, nan, inf, -0.0, -0.0, 30],
            [1 / 6, 0.5, 0.5, 7 / 6, 1, 1, 0, 0, 1],
        ),
        (F.hardshrink, [-1, 0, 0, 2, nan, inf, -inf, -200, 30], [1, 0, 0, 1, 0, 1, 1, 1, 1]),
        (
            F.softshrink,
            [-0.5, 0, 0, 1.5, nan, inf, -inf, -199.5, 29.5],
            [1, 0, 0, 1, 0, 1, 1, 1, 1],
        ),
        (
            lambda x: F.threshold(x, 0, 7.0),
            [7, 7, 7, 2, nan, inf, 7, 7, 30],
            [0, 0, 0, 1, 1, 1, 0, 0, 1],
        ),
    ],
    ids=[
        *("leaky_relu", "elu", "softplus", "gelu", "gelu_tanh", "silu", "mish", "logsigmoid"),
        *("selu", "celu", "hardtanh", "relu6", "hardsigmoid", "hardswish"),
        *("hardshrink", "softshrink", "threshold"),
    ],
)
def test_the_ends_of_the_domain_are_those_of_torch(function, values, slopes, isa):
    x = leaf(*ENDS)
    y = function(x)
    y.sum().backward()
    np.testing.assert_allclose(y.detach().numpy(), np.float32(values), rtol=1e-5, atol=1e-7)
    np.testing.assert_allclose(x.grad.numpy(), np.float32(slopes), rtol=1e-5, atol=1e-7)


def test_softplus_overflows_for_no_threshold():
    x = leaf(500.0, 1000.0)
    y = F.softplus(x, 1, 2000)
    y.sum().backward()
    assert y.tolist() == [500.0, 1000.0]
    assert x.grad.tolist() == [1.0, 1.0]


@pytest.mark.parametrize(
    ("in_place", "plain"),
    [
        (lambda x: F.leaky_relu(x, 0.5, inplace=True), lambda x: F.leaky_relu(x, 0.5)),
        (lambda x: F.leaky_relu_(x, 0.5), lambda x: F.leaky_relu(x, 0.5)),
        (lambda x: F.elu(x, 3, inplace=True), lambda x: F.elu(x, 3)),
        (lambda x: F.elu_(x), F.elu),
        (lambda x: F.silu(x, inplace=True), F.silu),
        (lambda x: F.mish(x, inplace=True), F.mish),
        (lambda x: F.selu(x, inplace=True), F.selu),
        (F.selu_, rg.selu),
        (lambda x: F.celu(x, 2, inplace=True), lambda x: rg.celu(x, 2)),
        (lambda x: rg.celu_(x, 2), lambda x: F.celu(x, 2)),
        (lambda x: F.hardtanh(x, inplace=True), F.hardtanh),
        (lambda x: F.hardtanh_(x, -1.5, 3), lambda x: F.hardtanh(x, -1.5, 3)),
        (lambda x: F.relu6(x, inplace=True), F.relu6),
        (lambda x: F.hardsigmoid(x, True), F.hardsigmoid),
        (lambda x: F.hardswish(x, inplace=True), F.hardswish),
        (lambda x: F.threshold(x, 0, 3, inplace=True), lambda x: F.threshold(x, 0, 3)),
        (lambda x: rg.threshold_(x, 0, 3), lambda x: rg.threshold(x, 0, 3)),
        (lambda x: F.rrelu(x, inplace=True), F.rrelu),
        (lambda x: rg.rrelu_(x, 0.5, 0.75), lambda x: rg.rrelu(x, 0.5, 0.75)),
    ],
)
@pytest.mark.parametrize("dtype", [rg.float32, rg.float64, rg.bfloat16])
def test_in_place_the_tensor_itself_is_written_and_has_the_gradient(in_place, plain, dtype):
    x, other = leaf(-1.0, 2.0, -3.0, dtype=dtype), leaf(-1.0, 2.0, -3.0, dtype=dtype)
    y = x * 1
    assert in_place(y) is y
    want = plain(other)
    assert y.tolist() == want.tolist()
    assert y._version == 1
    y.sum().backward()
    want.sum().backward()
    assert x.grad.tolist() == other.grad.tolist()
    with pytest.raises(RuntimeError, match="leaf tensor that requires grad"):
        in_place(x)


def test_a_negative_slope_has_a_gradient_in_place_too():
    x = leaf(-1.0, 2.0)
    F.leaky_relu_(x * 1, -0.5).sum().backward()
    assert x.grad.tolist() == [-0.5, 1.0]


@pytest.mark.parametrize(
    ("y", "name", "numbers"),
    [
        (F.leaky_relu(leaf(-1.0)), "LeakyRelu", {"negative_slope": 0.01}),
        (F.leaky_relu(leaf(-1.0), 1), "LeakyRelu", {"negative_slope": 1}),
        (F.elu(leaf(-1.0), 2.5), "Elu", {"alpha": 2.5, "scale": 1, "input_scale": 1}),
        (F.softplus(leaf(-1.0)), "Softplus", {"beta": 1, "threshold": 20}),
        (F.softplus(leaf(-1.0), 1.5), "Softplus", {"beta": 1.5, "threshold": 20}),
        (F.celu(leaf(-1.0), 2.5), "Celu", {"alpha": 2.5}),
        (F.relu6(leaf(-1.0)), "Hardtanh", {"min_val": 0, "max_val": 6}),
        (F.hardshrink(leaf(-1.0)), "Hardshrink", {"lambd": 0.5}),
        (F.threshold(leaf(-1.0), 1, 2.5), "Threshold", {"threshold": 1}),
    ],
    ids=str,
)
def test_a_node_shows_its_numbers_as_they_were_given(y, name, numbers):
    node = y.grad_fn
    assert node.name() == f"{name}Backward0"
    assert node._saved_self.tolist() == [-1.0]
    for key, value in numbers.items():
        shown = getattr(node, f"_saved_{key}")
        assert (shown, type(shown)) == (value, type(value))
    (grad,) = rg.autograd.grad(y.sum(), node.next_functions[0][0].variable, create_graph=True)
    assert grad.grad_fn.name() == f"{name}BackwardBackward0"


@pytest.mark.parametrize("x", [0.5, 3.0, -0.5, 800.0])
def test_elu_has_a_third_derivative(x):
    x = leaf(x, dtype=rg.float64)
    y = F.elu(x, 2).sum()
    for _ in range(3):
        (y,) = rg.autograd.grad(y, x, create_graph=True)
    assert y.tolist() == [0.0 if x.item() > 0 else pytest.approx(2 * math.exp(x.item()))]


def test_softplus_takes_an_output():
    out = rg.empty(0)
    assert F.softplus(rg.tensor([-1.0, 2.0]), out=out) is out
    np.testing.assert_allclose(out.numpy(), [0.31326169, 2.126928], rtol=1e-6)


@pytest.mark.parametrize("n", [1, 7, 37, 511, 513, 3000, 70_001])
@pytest.mark.parametrize("dtype", ["float16", "bfloat16", "float32", "float64"])
def test_numbers_reach_every_block_and_thread(n, dtype, isa):
    kind = getattr(rg, dtype)
    x = rg.linspace(-3, 3, n, dtype=rg.float64).to(kind)
    wide = x.double().numpy()
    want = rg.tensor(np.where(wide > 0, wide, wide * 0.25)).to(kind)
    for t in (x, rg.stack([x, x], 1)[:, 0]):
        assert rg.equal(F.leaky_relu(t, 0.25), want)


@pytest.mark.parametrize("bad", ["a", None, [1]])
def test_a_number_is_asked_for(bad):
    with pytest.raises(TypeError, match="negative_slope"):
        F.leaky_relu(rg.ones(2), bad)


def test_integers_stay_integers_within_bounds_and_above_thresholds():
    x = rg.arange(4)
    assert F.hardtanh(x, 0.5, 2.5).tolist() == [0, 1, 2, 2]
    assert F.relu6(rg.arange(9)).tolist() == [0, 1, 2, 3, 4, 5, 6, 6, 6]
    assert F.threshold(x, 1.5, 7.5).tolist() == [7, 7, 2, 3]
    assert F.threshold(x, 1, 7).dtype == rg.int64
    for call in (lambda: F.hardtanh(x.byte()), lambda: F.threshold(x, 1, 1e30)):
        with pytest.raises(RuntimeError, match=r"range|hold"):
            call()


def test_random_slopes_are_those_of_torch():
    x = rg.linspace(-3, 2, 8)
    rg.manual_seed(3)
    want = [-0.396318, -0.422257, -0.449466, -0.13838, -0.0403384, 0.571429, 1.28571, 2.0]
    assert F.rrelu(x, training=True).tolist() == pytest.approx(want, rel=1e-5)
    assert rg.rand(1).item() == pytest.approx(0.4510, abs=5e-5)
    rg.manual_seed(3)
    want = [-0.32046492, -0.02247830, -0.58190394, 0.57142854, -0.21211992, 1.28571427]
    y = rg.rrelu(x.double().view(2, 4).t(), 0.1, 0.3, True).flatten().tolist()
    assert y == pytest.approx([*want, -0.21520625, 2.0])
    x.requires_grad_()
    y = F.rrelu(x, training=True)
    y.sum().backward()
    np.testing.assert_allclose((x.grad * x).detach().numpy(), y.detach().numpy(), rtol=1e-6)


def test_gumbel_samples_are_those_of_torch_and_hard_ones_have_their_gradient():
    x = rg.arange(8.0).view(2, 4).t()
    rg.manual_seed(3)
    want = [0.0914464, 0.0057592, 0.0003703, 0.1314225, 0.0030331, 0.0408828, 0.9051503, 0.8219355]
    soft = F.gumbel_softmax(x, tau=0.5, dim=0)
    assert soft.flatten().tolist() == pytest.approx(want, rel=1e-4)
    grads = []
    for hard in (False, True):
        rg.manual_seed(3)
        logits = rg.arange(4.0).requires_grad_()
        y = F.gumbel_softmax(logits, hard=hard)
        (y * rg.arange(4.0)).sum().backward()
        grads.append(logits.grad.tolist())
    assert y.tolist() == [0.0, 0.0, 0.0, 1.0]
    assert grads[0] == grads[1]
    assert F.gumbel_softmax(rg.tensor(2.0), hard=True).item() == 1.0
    with pytest.warns(UserWarning, match="eps"):
        F.gumbel_softmax(logits, eps=1e-3)


def test_norms_below_eps_count_as_eps():
    x = rg.tensor([[0.0, 0.0], [3.0, 4.0]], requires_grad=True)
    assert F.normalize(x).tolist() == [[0.0, 0.0], [pytest.approx(0.6), pytest.approx(0.8)]]
    y = F.cosine_similarity(x, rg.tensor([[3.0, 4.0]]), eps=10)
    assert y.tolist() == [0.0, pytest.approx(0.25)]
    y.sum().backward()
    np.testing.assert_allclose(x.grad.numpy(), [[0.03, 0.04]] * 2, rtol=1e-6)
    assert F.cosine_similarity(rg.ones(3).half(), rg.ones(3), dim=0).dtype == rg.float32


def test_gelu_of_floats_is_within_2_ulp_and_its_slope_of_its_parts(isa):
    # Without tables they are so below -5.9 alone. The slope is 0 near -3/4, where its parts count.
    highest = 6.0 if rg._core.isa() in ("v3", "v4") else -5.9
    x = rg.cat([rg.linspace(-14.5, highest, 200_001), rg.tensor([-5.9, 5.9])])  # their seam
    x = x[x <= highest].requires_grad_()
    y = F.gelu(x)
    y.backward(rg.ones_like(y))
    a = x.detach().numpy().astype(np.float64)
    ndtr, density = ref.erfc(-a / math.sqrt(2)) / 2, np.exp(a * a / -2) / math.sqrt(2 * math.pi)
    largest = np.maximum(ndtr, np.abs(a * density))
    for got, want, size in (
        (y.detach(), a * ndtr, np.abs(a * ndtr)),
        (x.grad, ndtr + a * density, largest),
    ):
        off = np.abs(got.numpy() - want) / np.spacing(size.astype(np.float32))
        assert off.max() < 2, f"{off.max():.2f} ulp at {a[off.argmax()]}"


def test_the_slope_of_silu_of_floats_is_within_3_ulp_of_its_parts(isa):
    x = rg.cat([rg.linspace(-103, -16, 50_001), rg.linspace(-16, 40, 100_001)]).requires_grad_()
    F.silu(x).backward(rg.ones_like(x))
    a = x.detach().numpy().astype(np.float64)
    s, rest = 1 / (1 + np.exp(-a)), 1 / (1 + np.exp(a))
    off = np.abs(x.grad.numpy() - s * (1 + a * rest))
    off /= np.spacing(np.maximum(s, np.abs(a) * s * rest).astype(np.float32))
    assert off.max() < 3, f"{off.max():.2f} ulp at {a[off.argmax()]}"


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("n", [1, 3, 7, 16, 17, 47, 63])
def test_short_rows_are_normalized_one_by_one(n, dtype):
    rng = np.random.default_rng(n)
    eps = 4 * float(rg.finfo(getattr(rg, dtype)).eps)
    for count in (8, 21, 1500):  # less than a register of rows, some, and for two threads
        x, weight = rng.standard_normal((2, count, n)).astype(dtype)
        soft, logs = ref.softmax(x.astype(float), 1), ref.log_softmax(x.astype(float), 1)
        sums = np.log(np.exp(x.astype(float)).sum(1))
        y = soft * (weight - (soft * weight).sum(1, keepdims=True))
        z = weight - soft * weight.sum(1, keepdims=True, dtype=float)
        t = rg.tensor(x, requires_grad=True)
        for f, value, gradient in ((rg.softmax, soft, y), (rg.log_softmax, logs, z)):
            got = f(t, 1)
            np.testing.assert_allclose(got.detach().numpy(), value, rtol=eps, atol=2 * eps)
            (slope,) = rg.autograd.grad(got, t, rg.tensor(weight))
            np.testing.assert_allclose(slope.numpy(), gradient, rtol=eps, atol=2 * n * eps)
        np.testing.assert_allclose(t.logsumexp(1).detach().numpy(), sums, rtol=eps, atol=eps)
    # Halves go through buffers of floats.
    half = np.random.default_rng(n).standard_normal((700, n)).astype(np.float16)
    found = rg.softmax(rg.tensor(half), 1).numpy()
    np.testing.assert_allclose(found, ref.softmax(half.astype(float), 1), rtol=1e-3, atol=1e-6)
    strange = rg.ones(9, n)
    strange[2], strange[4, 0], strange[6, 0] = -inf, nan, inf
    assert strange.logsumexp(1)[[2, 6]].tolist() == [-inf, inf]
    assert strange.softmax(1).isnan().any(1).tolist() == [i in (2, 4, 6) for i in range(9)]
