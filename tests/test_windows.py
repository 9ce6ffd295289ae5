"""Windows on memory that is used twice, left out, or empty: their gradients, and writes to them.

Figures are torch 2.13's where nothing else is said.
"""

from __future__ import annotations

import pytest
import retrograd as rg
from retrograd.autograd import grad


@pytest.mark.parametrize(
    ("base", "window", "want"),
    [
        (lambda: rg.ones(1).expand(3), ([], []), [1 / 3] * 3),
        (lambda: rg.ones(1).expand(3), ([2], [0]), [2 / 3] * 3),
        (lambda: rg.arange(6.0)[::2], ([3], [1], 0), [1.0, 1.0, 0.0]),
        (lambda: rg.arange(6.0)[::2], ([2, 2], [2, 2], 0), [1.0, 2.0, 1.0]),
        (lambda: rg.arange(6.0)[2:4], ([4], [1], 0), [1.0, 1.0]),
        (lambda: rg.zeros(5), ([3], [0], 4), [0.0, 0.0, 0.0, 0.0, 3.0]),
        (lambda: rg.zeros(3, 0), ([0, 2], [5, 1]), [[], [], []]),
    ],
)
def test_a_window_of_any_base_has_a_gradient(base, window, want):
    x = base().requires_grad_()
    x.as_strided(*window).sum().backward()
    assert x.grad.shape == x.shape
    for got, expected in zip(x.grad.tolist(), want, strict=True):
        assert got == pytest.approx(expected)


def test_a_window_of_an_expanded_tensor_passes_its_gradient_on():
    x = rg.ones(1, requires_grad=True)
    x.expand(3).as_strided([], []).backward()
    assert x.grad.tolist() == [1.0]


def test_a_window_of_overlapping_memory_differentiates_twice():
    x = rg.arange(6.0).as_strided([2, 3], [1, 1]).requires_grad_()
    (g,) = grad(x.as_strided([4], [1]).pow(3).sum(), x, create_graph=True)
    assert g.tolist() == [[0.0, 1.5, 6.0], [1.5, 6.0, 27.0]]
    (gg,) = grad((g * rg.arange(6.0).view(2, 3)).sum(), x)
    assert gg.tolist() == [[0.0, 6.0, 18.0], [6.0, 18.0, 90.0]]


def test_a_window_over_gaps_differentiates_twice():
    x = rg.arange(6.0)[1::2].requires_grad_()
    (g,) = grad(x.as_strided([3], [1], 1).pow(3).sum(), x, create_graph=True)
    assert g.tolist() == [3.0, 27.0, 0.0]
    assert grad(g.sum(), x)[0].tolist() == [6.0, 18.0, 0.0]


def test_a_window_before_and_behind_its_base_differentiates_twice():
    x = rg.arange(6.0)[2:4].requires_grad_()
    (g,) = grad(x.as_strided([4], [1], 0).square().sum(), x, create_graph=True)
    assert g.tolist() == [4.0, 6.0]
    assert grad(g.sum(), x)[0].tolist() == [2.0, 2.0]


def test_a_base_with_gaps_keeps_its_history_through_writes():
    a = rg.ones(3, requires_grad=True)
    base = rg.arange(6.0)[::2].detach()
    base.mul_(a)
    view = base[1:]
    view.mul_(a[:2])
    (base * rg.tensor([1.0, 10.0, 100.0])).sum().backward()
    # y = (0 a0, 2 a1 a0, 4 a2 a1)
    assert a.grad.tolist() == [20.0, 420.0, 400.0]


def test_a_write_to_an_empty_view_is_whole():
    base, source = rg.zeros(4, 0), rg.zeros(2, 0, requires_grad=True)
    base[1:3] = source
    assert base.requires_grad
    assert base._version == 1
    base.sum().backward()
    assert source.grad.shape == (2, 0)


@pytest.mark.parametrize("shape", [(3, 0), (0, 3), (2, 0, 3)])
def test_views_of_an_empty_tensor_outlive_a_write_to_it(shape):
    base = rg.zeros(shape, requires_grad=True)
    view = base[1:]
    with rg.no_grad():
        base.mul_(2)
    assert view.requires_grad
    view.sum().backward()
    assert base.grad.shape == shape


def test_a_refused_write_to_a_view_changes_nothing():
    base = rg.zeros(1).expand(3).detach()
    view = base[:1]
    with pytest.raises(RuntimeError, match="several times"):
        view.mul_(rg.ones(1, requires_grad=True))
    assert base._version == 0
    other = rg.ones(3)
    part = other[1:]
    other.data = rg.ones(3)
    with pytest.raises(RuntimeError, match="no longer share memory"):
        part.mul_(rg.ones(2, requires_grad=True))
    assert part._version == 0


@pytest.mark.parametrize("name", ["fill_", "zero_"])
def test_one_value_may_be_written_to_an_expanded_tensor(name):
    x = rg.ones(2, 1).expand(2, 3)
    y = x.zero_() if name == "zero_" else x.fill_(7)
    assert y is x
    assert x.tolist() == [[0.0 if name == "zero_" else 7.0] * 3] * 2


def test_a_value_written_to_an_expanded_tensor_has_its_gradient_once_for_each_use():
    v = rg.tensor(2.0, requires_grad=True)
    base = rg.zeros(2)
    view = base.view(2, 1).expand(2, 3)
    view.fill_(v)
    (view.sum() * 10 + base.sum()).backward()
    assert v.grad.item() == 62.0  # by hand: each of 2 places is read 3 times by view


def test_an_expanded_tensor_may_be_copied_onto_itself_alone():
    x = rg.arange(2.0).view(2, 1).expand(2, 3)
    x.copy_(x)
    assert x.copy_(x.view(2, 3)).tolist() == [[0.0] * 3, [1.0] * 3]
    for write in (lambda: x.copy_(rg.ones(2, 3)), lambda: x.uniform_(), lambda: x.add_(x)):
        with pytest.raises(RuntimeError, match="expanded"):
            write()


def test_an_empty_expanded_tensor_takes_any_write():
    x = rg.zeros(1, 0).expand(2, 0)
    assert x.add_(1).mul_(x).copy_(rg.zeros(2, 0)).uniform_().shape == (2, 0)
    x[:] = 1.0


@pytest.mark.parametrize("write", [lambda v: v.add_(1), lambda v: v.mul_(3), lambda v: v.relu_()])
def test_a_recorded_write_to_a_window_that_shows_a_place_twice_is_refused(write):
    w = rg.tensor([1.0, 2.0, 3.0], requires_grad=True)
    y = w * 1
    window = y.as_strided((2, 2), (1, 1))
    with pytest.raises(RuntimeError, match="several times"):
        write(window)
    assert y.tolist() == [1.0, 2.0, 3.0]
    assert y._version == 0
