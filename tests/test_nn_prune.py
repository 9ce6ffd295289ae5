"""Pruned parameters: what stays as it was, what is masked anew, what is left when it is undone."""

from __future__ import annotations

import copy
import pickle

import pytest
import retrograd as rg
from retrograd import nn
from retrograd.nn.utils import prune


@pytest.fixture
def layer():
    rg.manual_seed(0)
    return nn.Linear(4, 3)


def test_undoing_leaves_the_masked_values_in_the_same_parameter(layer):
    parameter = layer.weight
    prune.l1_unstructured(layer, "weight", 5)
    assert layer.weight_orig is parameter
    masked = layer.weight.detach().clone()
    prune.remove(layer, "weight")
    assert layer.weight is parameter
    assert rg.equal(layer.weight, masked)
    assert list(layer.state_dict()) == ["bias", "weight"]
    assert not layer._forward_pre_hooks and not prune.is_pruned(layer)


def test_what_is_masked_stays_so_when_the_original_changes(layer):
    prune.custom_from_mask(layer, "weight", rg.eye(3, 4))
    with rg.no_grad():
        layer.weight_orig.fill_(2.0)
    layer.bias.data.zero_()
    y = layer(rg.ones(1, 4))
    assert y.tolist() == [[2, 2, 2]]
    y.sum().backward()
    assert rg.equal(layer.weight_orig.grad, rg.eye(3, 4))


@pytest.mark.parametrize("before", [0, 2])
def test_what_fails_leaves_the_module_as_it_was(layer, before):
    if before:
        prune.l1_unstructured(layer, "weight", before)
    state, hooks = copy.deepcopy(layer.state_dict()), list(layer._forward_pre_hooks.values())
    for amount in (13, 1.5, -1):
        with pytest.raises(ValueError, match="amount"):
            prune.l1_unstructured(layer, "weight", amount)
    assert list(layer.state_dict()) == list(state)
    assert all(rg.equal(value, state[name]) for name, value in layer.state_dict().items())
    assert list(layer._forward_pre_hooks.values()) == hooks


def test_methods_join_in_one_container(layer):
    for _ in range(3):
        prune.l1_unstructured(layer, "weight", 2)
    (hook,) = layer._forward_pre_hooks.values()
    assert isinstance(hook, prune.PruningContainer)
    assert [type(method) for method in hook] == [prune.L1Unstructured] * 3
    assert len(hook) == 3
    assert layer.weight_mask.sum() == 6


@pytest.mark.parametrize("copied", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
def test_a_copy_is_pruned_by_itself(layer, copied):
    prune.random_unstructured(layer, "weight", 0.5)
    layer.weight = layer.weight.detach()  # what has history is not copied, as in torch
    other = copied(layer)
    prune.remove(layer, "weight")
    assert prune.is_pruned(other)
    assert rg.equal(other(rg.ones(1, 4)), layer(rg.ones(1, 4)))
