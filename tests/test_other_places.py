"""Names that torch keeps for itself, and that packages import all the same."""

from __future__ import annotations

from typing import ClassVar

import pytest
import retrograd as rg
from retrograd._vmap_internals import _vmap
from retrograd.autograd.functional import (
    _as_tuple,
    _construct_standard_basis_for,
    _grad_postprocess,
    _tuple_postprocess,
)
from retrograd.optim.lbfgs import _cubic_interpolate, _strong_wolfe


def double(value):
    return rg.tensor(value, dtype=rg.float64)


def test_vmap_is_found_at_its_older_place():
    x = rg.ones(3, requires_grad=True)
    y = x**2
    rows = _vmap(lambda v: rg.autograd.grad(y, x, v, retain_graph=True)[0])(rg.eye(3))
    assert rows.tolist() == (2 * rg.eye(3)).tolist()
    assert _vmap(lambda a, b: a * b, (0, None), 1)(rg.ones(2, 3), rg.ones(3)).shape == (3, 2)
    with pytest.raises(NotImplementedError):
        _vmap(lambda x: None, allow_none_pass_through=True)


def test_tuples_are_made_of_tensors_and_taken_apart_again():
    x = rg.ones(2, requires_grad=True)
    assert _as_tuple(x, "inputs", "f") == (False, (x,)) and _as_tuple((x,)) == (True, (x,))
    with pytest.raises(TypeError, match="f: inputs must be a tensor"):
        _as_tuple((x, 3), "inputs", "f")
    assert _tuple_postprocess((1,), False) == 1 and _tuple_postprocess((1,), True) == (1,)
    nested = ((1, 2), (3, 4))
    assert _tuple_postprocess(nested, (True, False)) == (1, 3)
    assert _tuple_postprocess(nested, (False, True)) == (1, 2)
    ((y,),) = _grad_postprocess(((x * 2,),), False)
    assert not y.requires_grad and _grad_postprocess((x,), True) == (x,)


def test_a_basis_is_split_by_tensors():
    a, b = _construct_standard_basis_for((rg.ones(2), double([1.0])), (2, 1))
    assert a.tolist() == [[1, 0], [0, 1], [0, 0]] and b.tolist() == [[0], [0], [1]]
    assert (a.dtype, b.dtype) == (rg.float32, rg.float64)


def test_the_line_search_takes_the_arguments_of_torch():
    ends = (double(0.0), 1.0, double(-1.0)), (double(1.0), 0.9, double(0.5))
    assert _cubic_interpolate(*ends[0], *ends[1]).item() == pytest.approx(0.5168, abs=1e-4)
    assert _cubic_interpolate(*ends[1], *ends[0]).item() == pytest.approx(0.5168, abs=1e-4)
    assert _cubic_interpolate(*ends[0], *ends[1], bounds=(0.0, 0.3)) == 0.3

    def fourth_power(x, t, d):
        y = x[0] + t * d
        return float((y**4).sum()), 4 * y**3

    g = double([4.0, 32.0])
    found = _strong_wolfe(fourth_power, [double([1.0, 2.0])], 1.0, -g, 17.0, g, -g.dot(g))
    assert found[0] == pytest.approx(0.29925517, rel=1e-6)
    assert found[1].tolist() == pytest.approx([1.2758, -0.6092], abs=1e-4)
    assert (float(found[2]), found[3]) == (pytest.approx(0.0792, abs=1e-4), 4)


def test_a_distribution_of_ones_own_draws_without_gradients():
    class Shifted(rg.distributions.distribution.Distribution):
        arg_constraints: ClassVar = {}

        def __init__(self, by):
            self.by = by
            super().__init__(by.shape)

        def rsample(self, sample_shape=()):
            return rg.zeros(self._extended_shape(sample_shape)) + self.by

        @property
        def variance(self):
            return self.by * 4

    by = rg.ones(2, requires_grad=True)
    drawn = Shifted(by)
    assert drawn.rsample((3,)).requires_grad and drawn.rsample((3,)).shape == (3, 2)
    assert not drawn.sample().requires_grad and drawn.stddev.tolist() == [2, 2]
    assert (drawn.batch_shape, drawn.event_shape) == ((2,), ())
    with pytest.raises(NotImplementedError, match="Shifted has no log_prob"):
        drawn.log_prob(by)
    with pytest.raises(AttributeError, match="has no attribute 'Nrmal'"):
        rg.distributions.Nrmal  # noqa: B018
