"""Parametrized tensors of modules: what they are made of, assigning to them, copying, undoing."""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest
import retrograd as rg
from retrograd import nn
from retrograd.nn.utils import parametrizations, parametrize


class Times(nn.Module):
    def __init__(self, factor):
        super().__init__()
        self.factor = factor
        self.calls = 0

    def forward(self, x):
        self.calls += 1
        return x * self.factor

    def right_inverse(self, x):
        return x / self.factor


class Sum(nn.Module):
    def forward(self, a, b):
        return a + b

    def right_inverse(self, x):
        return x / 4, 3 * x / 4


class Broken(nn.Module):
    def forward(self, x):
        raise ZeroDivisionError

    def right_inverse(self, x):
        return x * 2


@pytest.fixture
def layer():
    rg.manual_seed(0)
    return nn.Linear(2, 2)


def test_the_parameter_itself_becomes_the_original(layer):
    parameter, value = layer.weight, layer.weight.detach().clone()
    parametrize.register_parametrization(layer, "weight", Times(2.0))
    assert layer.parametrizations.weight.original is parameter
    assert rg.equal(parameter, value / 2)
    assert rg.equal(layer.weight, value)
    assert parametrize.type_before_parametrizations(layer) is nn.Linear
    assert isinstance(layer, nn.Linear)
    assert type(layer).__name__ == "ParametrizedLinear"


def test_gradients_reach_all_originals(layer):
    parametrize.register_parametrization(layer, "weight", Sum())
    layer(rg.ones(1, 2)).sum().backward()
    originals = layer.parametrizations.weight
    assert originals.original0.grad.tolist() == originals.original1.grad.tolist() == [[1, 1]] * 2


def test_assigning_goes_through_the_inverse(layer):
    parametrize.register_parametrization(layer, "weight", Times(2.0))
    parametrize.register_parametrization(layer, "weight", Times(5.0))
    layer.weight = rg.full((2, 2), 30.0)
    assert layer.parametrizations.weight.original.tolist() == [[3, 3]] * 2
    with pytest.raises(ValueError, match=r"float32 became torch\.float64"):
        layer.weight = rg.zeros(2, 2, dtype=rg.float64)
    parametrize.register_parametrization(layer, "bias", nn.Tanh())
    with pytest.raises(RuntimeError, match="right_inverse"):
        layer.bias = rg.zeros(2)
    assert layer.weight.tolist() == [[30, 30]] * 2


def test_a_cached_tensor_is_computed_once(layer):
    times = Times(2.0)
    parametrize.register_parametrization(layer, "weight", times)
    times.calls = 0
    with parametrize.cached():
        with parametrize.cached():
            assert layer.weight is layer.weight
        assert layer.weight is layer.weight
    assert times.calls == 1
    assert layer.weight is not layer.weight
    assert not parametrize._cache


@pytest.mark.parametrize("unsafe", [False, True])
def test_what_fails_leaves_the_module_as_it_was(layer, unsafe):
    state, parameter = copy.deepcopy(layer.state_dict()), layer.weight
    with pytest.raises(ValueError):
        parametrize.register_parametrization(layer, "weight", nn.AvgPool1d(2))
    if not unsafe:
        with pytest.raises(ZeroDivisionError):
            parametrize.register_parametrization(layer, "weight", Broken())
    assert type(layer) is nn.Linear
    assert layer.weight is parameter
    assert list(state) == list(layer.state_dict())
    assert rg.equal(state["weight"], layer.weight)


def test_removing_leaves_the_value_or_the_original(layer):
    for leave, factor in ((True, 1.0), (False, 0.5)):
        own = copy.deepcopy(layer)
        parameter, value = own.weight, own.weight.detach().clone()
        parametrize.register_parametrization(own, "weight", Times(2.0))
        parametrize.register_parametrization(own, "bias", Times(2.0))
        parametrize.remove_parametrizations(own, "weight", leave_parametrized=leave)
        assert own.weight is parameter
        assert rg.equal(own.weight, value * factor)
        assert parametrize.is_parametrized(own)
        assert not parametrize.is_parametrized(own, "weight")
        parametrize.remove_parametrizations(own, "bias")
        assert type(own) is nn.Linear
        assert list(own.state_dict()) == ["weight", "bias"]


def test_a_copy_is_parametrized_by_itself(layer):
    parametrizations.weight_norm(layer)
    other = copy.deepcopy(layer)
    parametrize.remove_parametrizations(layer, "weight")
    assert parametrize.is_parametrized(other, "weight")
    assert rg.equal(other.weight, layer.weight)
    with rg.no_grad():
        other.parametrizations.weight.original0.mul_(2)
    assert rg.allclose(other.weight, 2 * layer.weight)


def test_a_parametrized_module_is_saved_by_its_state(layer):
    parametrizations.weight_norm(layer)
    with pytest.raises(RuntimeError, match="state_dict"):
        pickle.dumps(layer)
    other = parametrizations.weight_norm(nn.Linear(2, 2))
    other.load_state_dict(pickle.loads(pickle.dumps(layer.state_dict())))
    assert rg.equal(other.weight, layer.weight)


def test_weight_norm_reads_the_files_of_the_old_one(layer):
    with warnings.catch_warnings(record=True):
        old = nn.Sequential(nn.utils.weight_norm(layer))
    new = nn.Sequential(parametrizations.weight_norm(nn.Linear(2, 2)))
    new.load_state_dict(old.state_dict())
    assert rg.equal(new[0].weight, old[0].weight)


def test_parametrizations_and_originals_are_transferred(layer):
    parametrizations.weight_norm(layer)
    other = nn.Linear(2, 2)
    with pytest.raises(AssertionError):
        parametrize.transfer_parametrizations_and_params(other, layer)
    parametrize.transfer_parametrizations_and_params(layer, other, "weight")
    assert rg.equal(other.weight, layer.weight)
    assert "parametrizations.weight.original1" in other.state_dict()


@pytest.mark.parametrize("shape", [(3, 3), (5, 2), (2, 5)])
@pytest.mark.parametrize("form", ["matrix_exp", "cayley", "householder"])
def test_orthogonal_weights_stay_so_when_they_are_trained(shape, form):
    rg.manual_seed(0)
    layer = parametrizations.orthogonal(nn.Linear(*shape).double(), orthogonal_map=form)
    for _ in range(2):
        layer(rg.ones(1, shape[0], dtype=rg.float64)).square().sum().backward()
        original = layer.parametrizations.weight.original
        before = original.detach().clone()
        with rg.no_grad():
            original.sub_(0.3 * (original.grad.tril(-1) + original.grad.triu(1)))
        assert not rg.equal(original, before)
        matrix = layer.weight if shape[0] <= shape[1] else layer.weight.T
        product = matrix.T @ matrix
        assert rg.allclose(product, rg.eye(len(product), dtype=rg.float64), atol=1e-12)
    drawn = nn.init.orthogonal_(rg.empty(shape[::-1], dtype=rg.float64))
    layer.weight = drawn
    assert rg.allclose(layer.weight, drawn, atol=1e-12)


@pytest.mark.parametrize("form", ["matrix_exp", "cayley", "householder"])
def test_orthogonal_maps_have_their_derivatives(form):
    rg.manual_seed(0)
    layer = parametrizations.orthogonal(
        nn.Linear(3, 5).double(), orthogonal_map=form, use_trivialization=form != "householder"
    )
    made = layer.parametrizations.weight[0]
    original = layer.parametrizations.weight.original.detach().clone()
    original.diagonal().mul_(1.5)  # of a reflection only the whole part counts, which jumps at 1
    assert rg.autograd.gradcheck(made, original.requires_grad_())


@pytest.mark.parametrize(
    "normalize", [nn.utils.spectral_norm, parametrizations.spectral_norm], ids=["old", "new"]
)
def test_spectral_norm_follows_the_largest_singular_value(normalize):
    rg.manual_seed(0)
    layer = normalize(nn.Conv1d(3, 4, 2), n_power_iterations=50)
    layer(rg.ones(1, 3, 4))
    layer.eval()
    first, second = (layer(rg.ones(1, 3, 4)) for _ in range(2))
    assert rg.equal(first, second)
    assert rg.linalg.matrix_norm(layer.weight.flatten(1), 2).item() == pytest.approx(1, abs=1e-5)


def test_a_name_of_nn_utils_is_the_function_whatever_is_imported_first():
    import retrograd.nn.utils.spectral_norm
    import retrograd.nn.utils.weight_norm

    assert callable(retrograd.nn.utils.weight_norm)
    assert callable(retrograd.nn.utils.spectral_norm)
