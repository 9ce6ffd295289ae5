"""grad_fn: the names of the nodes, their edges, and what the printed tensor shows."""

from __future__ import annotations

import re

import pytest
import retrograd as rg


@pytest.fixture
def x():
    return rg.ones(2, 2, requires_grad=True)


NAMES = {
    "Add": lambda x: x + 1,
    "Sub": lambda x: x - x,
    "Mul": lambda x: x * 2,
    "Div": lambda x: x / 2,
    "Pow": lambda x: x**2,
    "Neg": lambda x: -x,
    "Mm": lambda x: x @ x,
    "Mv": lambda x: x @ rg.ones(2),
    "Dot": lambda x: x[0] @ x[1],
    "Permute": lambda x: x.T,
    "T": lambda x: x.t(),
    "Transpose": lambda x: x.transpose(0, 1),
    "Select": lambda x: x[0],
    "Slice": lambda x: x[0:1],
    "View": lambda x: x.view(4),
    "Unsqueeze": lambda x: x.unsqueeze(0),
    "Squeeze": lambda x: x.squeeze(),
    "Expand": lambda x: x.expand(3, 2, 2),
    "Clone": lambda x: x.clone(),
    "Exp": lambda x: x.exp(),
    "Sigmoid": lambda x: x.sigmoid(),
    "Relu": lambda x: x.relu(),
    "Sum": lambda x: x.sum(),
    "Mean": lambda x: x.mean(),
    "Softmax": lambda x: x.softmax(0),
    "LogSoftmax": lambda x: x.log_softmax(0),
    "MseLoss": lambda x: rg.nn.functional.mse_loss(x, rg.zeros(2, 2)),
    "NllLoss": lambda x: rg.nn.functional.cross_entropy(x, rg.tensor([0, 1])),
    "BinaryCrossEntropyWithLogits": lambda x: rg.nn.functional.binary_cross_entropy_with_logits(
        x, rg.ones(2, 2)
    ),
    "ToCopy": lambda x: x.double(),
    "Where": lambda x: rg.where(x > 0, x, x),
    "Maximum": lambda x: rg.maximum(x, x * 2),
    "Clamp": lambda x: x.clamp(0, 1),
    "Cat": lambda x: rg.cat([x, x]),
}


@pytest.mark.parametrize("word", NAMES)
def test_the_type_of_a_node_is_named_after_its_operation(word, x):
    node = NAMES[word](x).grad_fn
    assert re.fullmatch(rf"{word}Backward\d", type(node).__name__)
    assert node.name() == type(node).__name__
    assert re.fullmatch(rf"<{word}Backward\d object at 0x[0-9a-f]+>", repr(node))


def test_a_leaf_has_no_grad_fn(x):
    assert x.grad_fn is None
    assert rg.ones(1).grad_fn is None


def test_grad_fn_is_the_same_object_at_every_reading(x):
    y = x * 2
    assert y.grad_fn is y.grad_fn


def test_next_functions_lead_to_the_leaf(x):
    y = (x * 2) + rg.ones(2, 2)
    (mul, index), (none, _) = y.grad_fn.next_functions
    assert type(mul).__name__ == "MulBackward0"
    assert index == 0
    assert none is None
    (accumulate, _), *_ = mul.next_functions
    assert type(accumulate).__name__ == "AccumulateGrad"
    assert accumulate.variable is x


def test_repr_shows_the_node_of_a_non_leaf_and_the_flag_of_a_leaf():
    a = rg.tensor([1.0], requires_grad=True)
    assert repr(a) == "tensor([1.], requires_grad=True)"
    assert repr(a + 1) == "tensor([2.], grad_fn=<AddBackward0>)"
    assert repr((a + 1).detach()) == "tensor([2.])"
    assert repr(a.double() * 2) == (f"tensor([2.], dtype={rg.float64}, grad_fn=<MulBackward0>)")
