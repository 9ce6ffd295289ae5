"""Anomaly mode: nans of a backward raise, and the first nan or inf is named with its line."""

from __future__ import annotations

import sys
import threading
import warnings

import numpy
import pytest
import retrograd as rg
from draw import draw, generator
from op_table import DIFFERENTIABLE


@pytest.fixture(autouse=True)
def off_afterwards():
    """No test may leave the mode on for the next one."""
    yield
    left_on = rg.is_anomaly_enabled()
    rg.set_anomaly_enabled(False)
    assert not left_on


def found(f):
    """Return the texts that f warns with, and the lines they are attributed to."""
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        f()
    return [
        (str(w.message), w.lineno) for w in caught if str(w.message).startswith("anomaly mode: ")
    ]


def here():
    """Return the line of the caller."""
    return sys._getframe(1).f_lineno


def quietly(f):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return f()


def test_the_mode_is_as_in_torch(ag):
    ad = ag.autograd

    def state():
        return ag.is_anomaly_enabled(), ag.is_anomaly_check_nan_enabled()

    def run():
        assert state() == (False, True)
        with ad.detect_anomaly():
            assert state() == (True, True)
            with ad.detect_anomaly(check_nan=False):
                assert state() == (True, False)
                with ad.set_detect_anomaly(False):
                    assert state() == (False, True)
            assert state() == (True, True)
            seen = []
            thread = threading.Thread(target=lambda: seen.append(state()))
            thread.start()
            thread.join()
            assert seen == [(True, True)]
        assert state() == (False, True)
        ad.set_detect_anomaly(True)
        assert state() == (True, True)
        ad.set_detect_anomaly(False)
        ag.set_anomaly_enabled(True, False)
        assert state() == (True, False)
        ag.set_anomaly_enabled(False)
        with pytest.raises(KeyError), ad.detect_anomaly():
            raise KeyError
        assert state() == (False, True)

    quietly(run)


@pytest.mark.parametrize("bad", ["x", 1, None])
def test_only_bools_switch_it(ag, bad):
    with pytest.raises(TypeError):
        ag.autograd.set_detect_anomaly(bad)
    with pytest.raises(TypeError):
        ag.set_anomaly_enabled(True, bad)


def root_of_zero(ag):
    x = ag.tensor([0.0, 1.0], requires_grad=True)
    (x.sqrt() * 0).sum().backward()


def root_of_less(ag):
    x = ag.tensor([-1.0], requires_grad=True)
    x.sqrt().sum().backward()


def nan_in_the_data(ag):
    x = ag.ones(2, requires_grad=True)
    (x * ag.tensor([1.0, float("nan")])).sum().backward()


def nan_of_a_function(ag):
    class Spoil(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * float("nan")

    (Spoil.apply(ag.ones(2, requires_grad=True)) * 2).sum().backward()


def nan_by_grad(ag):
    x = ag.tensor([0.0], requires_grad=True)
    ag.autograd.grad((x.sqrt() * 0).sum(), x)


def nan_of_a_second_derivative(ag):
    x = ag.tensor([0.0], requires_grad=True)
    (g,) = ag.autograd.grad((x**1.5).sum(), x, create_graph=True)
    (g * 0).sum().backward()


NANS = [
    root_of_zero,
    root_of_less,
    nan_in_the_data,
    nan_of_a_function,
    nan_by_grad,
    nan_of_a_second_derivative,
]


@pytest.mark.parametrize("program", NANS, ids=lambda f: f.__name__)
def test_a_nan_of_backward_raises(ag, program):
    def run():
        with ag.autograd.detect_anomaly(), pytest.raises(RuntimeError, match="returned nan"):
            program(ag)
        with ag.autograd.detect_anomaly(check_nan=False):
            program(ag)
        program(ag)

    quietly(run)


def infinite_gradient(ag):
    ag.tensor([0.0], requires_grad=True).sqrt().sum().backward()


def infinity_in_between(ag):
    x = ag.tensor([0.0, 2.0], requires_grad=True)
    (1 / x).clamp(max=3.0)


def nan_without_backward(ag):
    return ag.tensor([-1.0]).log()


@pytest.mark.parametrize(
    "program",
    [infinite_gradient, infinity_in_between, nan_without_backward],
    ids=lambda f: f.__name__,
)
def test_what_may_be_meant_raises_nothing(ag, program):
    def run():
        with ag.autograd.detect_anomaly():
            program(ag)

    quietly(run)


def test_an_error_names_the_operation_and_the_lines():
    x = rg.tensor([0.0, 4.0], requires_grad=True)
    with rg.autograd.detect_anomaly():
        line = here() + 1
        y = x.sqrt()
        with pytest.raises(rg.errors.GraphError) as error:
            (y * 0).sum().backward()
    text = str(error.value)
    assert "SqrtBackward0 returned nan as gradient 0; what arrived was finite" in text
    assert f"SqrtBackward0 was recorded at {__file__}:{line}" in text
    assert "first anomaly" not in text


def test_an_error_names_where_the_first_infinity_came_from():
    x = rg.tensor([0.0, 4.0], requires_grad=True)
    with rg.autograd.detect_anomaly(), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        line = here() + 1
        y = 1 / x
        with pytest.raises(rg.errors.GraphError) as error:
            (y * 0).sum().backward()
    assert f"at {__file__}:{line} made inf out of finite numbers" in str(error.value)


def test_a_forward_pass_warns_once_and_on_the_line_of_the_first():
    def program():
        with rg.autograd.detect_anomaly():
            x = rg.ones(3) * 1e30
            lines.append(here() + 1)
            y = x * x
            (y - y).log()

    lines = []
    ((text, line),) = found(program)
    assert text == f"anomaly mode: mul at {__file__}:{lines[0]} made inf out of finite numbers."
    assert line == lines[0]
    assert len(found(program)) == 1  # each block begins anew


def test_an_infinite_gradient_warns():
    ((text, _),) = found(lambda: _within(infinite_gradient))
    assert "SqrtBackward0, recorded at" in text
    assert "infinite gradient out of finite ones" in text


def _within(program):
    with rg.autograd.detect_anomaly():
        program(rg)


QUIET = {
    "finite": lambda: rg.randn(100).exp().sum(),
    "passed on": lambda: (rg.tensor([float("inf"), float("nan")]) * 2 + 1).relu().sum(),
    "a number": lambda: rg.ones(3) * float("nan"),
    "written": lambda: rg.ones(3).fill_(float("nan")),
    "made": lambda: rg.full((3,), float("inf")) + rg.tensor([float("nan")]),
    "integers": lambda: rg.tensor([1, 2]) * 3,
    "integers divided": lambda: rg.tensor([1, 2]) / 3,
    "empty": lambda: rg.ones(0).log(),
    "converted": lambda: rg.tensor([float("nan")]).to(rg.float64) * 2,
}


@pytest.mark.parametrize("program", QUIET.values(), ids=QUIET)
def test_what_was_not_finite_before_is_no_finding(program):
    def run():
        with rg.autograd.detect_anomaly():
            program()

    assert found(run) == []


INPLACE = {
    "mul_": lambda x: x.mul_(1e30),
    "div_": lambda x: x.div_(0),
    "view": lambda x: x[1:].mul_(x[1:]),
    "setitem": lambda x: x.__setitem__(0, x[0] / 0),
}


@pytest.mark.parametrize("write", INPLACE.values(), ids=INPLACE)
def test_writes_are_watched(write):
    def run():
        with rg.autograd.detect_anomaly():
            write(rg.full((4,), 1e30))

    assert len(found(run)) == 1


def test_all_threads_of_the_pool_are_watched(threads):
    """Whoever computes the block with the one infinity, the flag arrives."""
    rg.set_num_threads(2)
    x = rg.ones(1 << 20)
    for place in range(0, 1 << 20, 1 << 15):
        y = x.clone()
        y[place] = 1e30
        y = y.reshape(1024, 1024)

        def run(y=y):
            with rg.autograd.detect_anomaly():
                y * y

        assert len(found(run)) == 1, place


EXTREME = [0.0, -0.0, -1.0, 1.0, 2.5, -750.0, 750.0, 1e-30, 1e30, -1e30, 3e38]


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_every_operation_that_makes_one_is_found(case, dtype, isa):
    """The flags that an operation counts on do come up: the judge is its own result."""
    rng = generator(case.name, dtype)
    losses = case.name.startswith("binary_cross_entropy") and "logits" not in case.name
    bounded = losses or case.name.endswith("quantile_at") or case.name == "gaussian_nll_loss"
    extreme = [0.0, 1.0] if bounded else EXTREME
    for call in case.calls:
        xs = [
            rg.tensor(numpy.where(rng.random(a.shape) < 0.5, rng.choice(extreme, a.shape), a)).to(
                rg.tensor(a).dtype
            )
            if a.dtype.kind == "f"
            else rg.tensor(a)
            for a in draw(case, call, dtype)
        ]
        results = []

        def run(xs=xs, call=call, results=results):
            with rg.autograd.detect_anomaly():
                results.append(case.run(rg, xs, call, dtype))

        try:
            texts = found(run)
        except rg.linalg.LinAlgError:  # of a matrix that has been made singular
            continue
        y = results[0]
        if y.is_floating_point() and not y.isfinite().all():
            assert len(texts) == 1, str(call)


def test_a_tangent_is_no_gradient():
    def run():
        with rg.autograd.detect_anomaly(), rg.autograd.forward_ad.dual_level():
            x = rg.tensor([-1.0, float("nan")])
            rg.autograd.forward_ad.make_dual(x, rg.ones(2)).prod()

    assert found(run) == []
