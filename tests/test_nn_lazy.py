"""Lazy layers: what they are before the first call, how they get their shapes, what they become."""

from __future__ import annotations

import copy
import pickle

import pytest
import retrograd as rg
from retrograd import nn


@pytest.fixture
def layer():
    rg.manual_seed(0)
    return nn.LazyLinear(2)


def test_a_lazy_layer_has_parameters_without_a_shape(layer):
    assert repr(layer) == "LazyLinear(in_features=0, out_features=2, bias=True)"
    assert layer.has_uninitialized_params()
    assert [type(p) for p in layer.parameters()] == [nn.UninitializedParameter] * 2
    assert all(nn.parameter.is_lazy(p) for p in layer.state_dict().values())
    with pytest.raises(RuntimeError, match="shape"):
        layer.weight.shape  # noqa: B018


def test_the_first_call_makes_the_layer_a_plain_one(layer):
    held = layer.weight
    layer(rg.ones(5, 3))
    assert type(layer) is nn.Linear
    assert layer.weight is held and type(held) is nn.Parameter
    assert (layer.in_features, layer.weight.shape) == (3, (2, 3))
    assert not layer._forward_pre_hooks and not layer._load_state_dict_pre_hooks
    assert "_load_hook" not in vars(layer)


def test_the_parameters_are_drawn_as_those_of_a_plain_layer(layer):
    rg.manual_seed(1)
    layer(rg.ones(5, 3))
    rg.manual_seed(1)
    plain = nn.Linear(3, 2)
    assert rg.equal(layer.weight, plain.weight) and rg.equal(layer.bias, plain.bias)


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_a_copy_of_a_lazy_layer_is_lazy_by_itself(layer, copied):
    other = copied(layer)
    other(rg.ones(5, 3))
    assert type(other) is nn.Linear
    assert layer.has_uninitialized_params()


def test_a_state_gives_the_shapes(layer):
    plain = nn.Linear(3, 2)
    layer.load_state_dict(plain.state_dict())
    assert not layer.has_uninitialized_params()
    x = rg.randn(5, 3)
    assert rg.equal(layer(x), plain(x))
    assert type(layer) is nn.Linear and layer.in_features == 3


def test_an_input_that_the_loaded_state_does_not_fit_is_refused(layer):
    layer.load_state_dict(nn.Linear(3, 2).state_dict())
    with pytest.raises(AssertionError, match="3 features"):
        layer(rg.ones(5, 4))


def test_a_lazy_state_can_be_loaded_into_a_lazy_layer(layer):
    layer.load_state_dict(nn.LazyLinear(2).state_dict())
    assert layer.has_uninitialized_params()


def test_the_dtype_of_a_lazy_layer_is_kept(layer):
    layer.double()(rg.ones(5, 3).double())
    assert layer.weight.dtype == rg.float64
    assert called(nn.LazyLinear(2, dtype=rg.float64), rg.ones(5, 3).double()).bias.dtype == (
        rg.float64
    )


def called(module, *args):
    module(*args)
    return module


def test_a_layer_that_leaves_parameters_without_a_shape_is_refused():
    class Idle(nn.lazy.LazyModuleMixin):
        def __init__(self):
            super().__init__()
            self.weight = nn.UninitializedParameter()

        def initialize_parameters(self, input):
            pass

    with pytest.raises(RuntimeError, match="Idle: initialize_parameters left"):
        Idle()(rg.ones(2))


def test_initialize_parameters_is_for_subclasses():
    with pytest.raises(NotImplementedError, match="initialize_parameters"):
        nn.lazy.LazyModuleMixin()(rg.ones(2))


@pytest.mark.parametrize(
    ("make", "shown"),
    [
        (
            nn.LazyConv2d(4, 3, groups=2),
            "LazyConv2d(0, 4, kernel_size=(3, 3), stride=(1, 1), groups=2)",
        ),
        (
            nn.LazyBatchNorm1d(),
            "LazyBatchNorm1d(0, eps=1e-05, momentum=0.1, affine=True, bias=True,"
            " track_running_stats=True)",
        ),
    ],
    ids=["convolution", "normalization"],
)
def test_a_lazy_layer_shows_no_channels(make, shown):
    assert repr(make) == shown


@pytest.mark.parametrize(
    ("lazy", "plain", "shape"),
    [
        (nn.LazyConv2d(4, 3, groups=2), nn.Conv2d(6, 4, 3, groups=2), (1, 6, 5, 5)),
        (nn.LazyConvTranspose1d(4, 3), nn.ConvTranspose1d(2, 4, 3), (1, 2, 5)),
        (nn.LazyBatchNorm1d(), nn.BatchNorm1d(3), (4, 3)),
        (
            nn.LazyInstanceNorm2d(affine=False),
            nn.InstanceNorm2d(3, track_running_stats=True),
            (2, 3, 2, 2),
        ),
    ],
    ids=str,
)
def test_a_state_of_a_plain_layer_makes_the_lazy_one_such(lazy, plain, shape):
    lazy.load_state_dict(plain.state_dict())
    x = rg.randn(shape)
    assert rg.equal(lazy(x), plain(x))
    assert repr(lazy) == repr(plain)
