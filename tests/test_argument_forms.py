"""The forms in which arguments come: which overload a call means, and the names that it may use."""

from __future__ import annotations

import pickle

import pytest
import retrograd as rg


@pytest.mark.parametrize(
    ("call", "want"),
    [
        (lambda x: rg.max(x, rg.tensor(5)), [5, 9]),
        (lambda x: x.max(rg.tensor(0)), [4, 9]),
        (lambda x: x.max(other=rg.tensor(5)), [5, 9]),
        (lambda x: rg.max(x, rg.tensor(4.5)), [4.5, 9.0]),
        (lambda x: rg.min(x, rg.tensor(0)), [0, 0]),
        (lambda x: x.min(rg.tensor(0.5)), [0.5, 0.5]),
        (lambda x: x.max(rg.tensor(True)), [4, 9]),
    ],
)
def test_a_0_d_tensor_beside_max_and_min_is_an_operand(call, want):
    assert call(rg.tensor([4, 9])).tolist() == want


def test_a_0_d_tensor_is_a_dimension_where_the_call_can_mean_nothing_else():
    x, one = rg.tensor([[4.0, 9.0], [3.0, 2.0]]), rg.tensor(1)
    for got in (x.max(dim=one), x.max(one, False), rg.max(x, 1)):
        assert got.values.tolist() == [9.0, 3.0]
        assert got.indices.tolist() == [1, 0]
    assert x.max(one, True).values.tolist() == [[9.0], [3.0]]
    assert x.min(dim=one).indices.tolist() == [0, 1]


def test_the_gradient_of_max_with_a_0_d_tensor_reaches_both():
    x = rg.tensor([4.0, 9.0], requires_grad=True)
    y = rg.tensor(5.0, requires_grad=True)
    rg.max(x, y).sum().backward()
    assert (x.grad.tolist(), y.grad.item()) == ([0.0, 1.0], 1.0)


@pytest.mark.parametrize(
    "call",
    [
        lambda x, b: x.argmax(b),
        lambda x, b: x.prod(b),
        lambda x, b: x.softmax(b),
        lambda x, b: x.transpose(0, b),
        lambda x, b: x.select(0, b),
        lambda x, b: x.size(b),
        lambda x, b: x.max(dim=b),
    ],
)
def test_a_bool_tensor_is_no_dimension_and_no_index(call):
    with pytest.raises(TypeError):
        call(rg.ones(2, 2), rg.tensor(True))


@pytest.mark.parametrize(
    "call",
    [
        lambda: rg.reshape(rg.ones(6), 6),
        lambda: rg.permute(rg.ones(2), 0),
        lambda: rg.full(2, 1.0),
        lambda: rg.broadcast_to(rg.ones(3), 3),
        lambda: rg.as_strided(rg.ones(3), 1, 1),
        lambda: rg.reshape(rg.ones(6), rg.tensor(6)),
    ],
)
def test_an_int_is_no_sequence_where_one_is_wanted(call):
    with pytest.raises(TypeError):
        call()


def test_max_and_min_return_tuples_of_torchs_names():
    found = rg.tensor([1.0, 3.0]).max(0)
    assert repr(found) == "torch.return_types.max(\nvalues=tensor(3.),\nindices=tensor(1))"
    assert repr(rg.ones(1).min(0)).startswith("torch.return_types.min(\n")
    again = pickle.loads(pickle.dumps(found))
    assert type(again) is type(found)
    assert again.values.item() == 3.0
