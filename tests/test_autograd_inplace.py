"""In-place writes, views and version counters, on torch too where it is installed."""

from __future__ import annotations

import pytest


def leaf(ag, *values):
    return ag.tensor(values, requires_grad=True)


def matrix(ag):
    return ag.arange(6, dtype=ag.float32).view(2, 3).clone().requires_grad_()


def kind(x):
    return type(x.grad_fn).__name__


def test_a_constant_takes_in_history_through_an_index(ag):
    x, v = ag.zeros(3), leaf(ag, 2.0)
    x[0] = v[0]
    assert (kind(x), x._version) == ("CopySlices", 1)
    (x * x).sum().backward()
    assert v.grad.tolist() == [4.0]


def test_adding_to_a_column_reaches_both_sides(ag):
    a, w = matrix(ag), leaf(ag, 1.0, 2.0)
    x = a * 1
    x[:, 1] += w
    (x * x).sum().backward()
    assert w.grad.tolist() == [4.0, 12.0]
    assert a.grad.tolist() == [[0.0, 4.0, 4.0], [6.0, 12.0, 10.0]]


def test_a_write_to_the_transpose_rewrites_the_base(ag):
    a = matrix(ag)
    x = a * 1
    x.t().mul_(2)
    assert kind(x) == "CopySlices"
    x.sum().backward()
    assert a.grad.tolist() == [[2.0] * 3] * 2


def test_a_write_through_a_chain_of_views_rewrites_the_one_base(ag):
    a = matrix(ag)
    x = a * 1
    v = x[1].view(3)[1:].unsqueeze(0)
    v.mul_(3)
    assert v._base is x
    assert (kind(x), kind(v), x._version) == ("CopySlices", "AsStridedBackward0", 1)
    x.sum().backward()
    assert a.grad.tolist() == [[1.0] * 3, [1.0, 3.0, 3.0]]


def test_every_view_of_a_written_base_reads_its_history_anew(ag):
    a = matrix(ag)
    x = a * 1
    first, second = x[0], x[1]
    x.mul_(2)
    first.mul_(3)
    assert (kind(first), kind(second)) == ("AsStridedBackward0",) * 2
    (first.sum() + second.sum() + x.sum()).backward()
    assert a.grad.tolist() == [[12.0] * 3, [4.0] * 3]


def test_a_recurrence_written_row_by_row_has_the_gradient_of_the_product(ag):
    a = leaf(ag, 1.0, 2.0, 3.0)
    x = a * 1
    for i in range(2):
        x[i + 1] = x[i].clone() * x[i + 1].clone()
    x[2].backward()
    assert a.grad.tolist() == [6.0, 3.0, 2.0]


def test_a_view_made_under_no_grad_of_a_recorded_tensor_is_refused(ag):
    x = matrix(ag) * 1
    with ag.no_grad():
        v = x[0]
    with pytest.raises(RuntimeError):
        v.mul_(2)
    with ag.no_grad():
        v.mul_(2)
    assert x._version == 1


WRITES = {
    "mul_": lambda x: x.mul_(2),
    "zero_": lambda x: x.zero_(),
    "setitem": lambda x: x.__setitem__(0, 1.0),
    "view": lambda x: x.view(-1).add_(1),
    "row": lambda x: x[0].mul_(2),
}


@pytest.mark.parametrize("name", WRITES)
def test_a_leaf_that_requires_grad_is_written_under_no_grad_alone(ag, name):
    x = matrix(ag)
    with pytest.raises(RuntimeError):
        WRITES[name](x)
    assert x._version == 0
    with ag.no_grad():
        WRITES[name](x)
    assert (x._version, x.requires_grad, x.is_leaf) == (1, True, True)


def test_a_view_taken_before_its_base_required_grad_follows_it(ag):
    x = ag.ones(2, 3)
    v = x[0]
    x.requires_grad_()
    assert v.requires_grad
    with pytest.raises(RuntimeError):
        v.mul_(2)


def test_detach_in_place_makes_a_leaf_and_is_refused_on_views(ag):
    y = matrix(ag) * 1
    assert y.detach_() is y
    assert (y.requires_grad, y.is_leaf, y.grad_fn) == (False, True, None)
    with pytest.raises(RuntimeError):
        (matrix(ag) * 1)[0].detach_()


def test_detach_shares_the_version_so_its_writes_are_seen(ag):
    y = leaf(ag, 1.0, 2.0) * 1
    z, d = y * y, y.detach()
    d.mul_(2)
    assert (y._version, d._version) == (1, 1)
    with pytest.raises(RuntimeError):
        z.sum().backward()


def test_data_counts_for_itself_so_its_writes_are_unseen(ag):
    a = leaf(ag, 1.0, 2.0)
    y = a * 1
    z, d = y * y, y.data
    d.mul_(10)
    assert (y._version, d._version, d.detach()._version, y.data._version) == (0, 1, 1, 0)
    z.sum().backward()
    assert a.grad.tolist() == [20.0, 40.0]


def test_a_write_under_no_grad_leaves_the_history_alone(ag):
    a = leaf(ag, 1.0, 2.0)
    x = a * 1
    with ag.no_grad():
        x.mul_(2)
    assert (kind(x), x._version) == ("MulBackward0", 1)
    x.sum().backward()
    assert a.grad.tolist() == [1.0, 1.0]


def test_a_saved_result_that_was_written_to_is_refused(ag):
    y = leaf(ag, 1.0).exp()
    z = y * 1
    y.mul_(2)
    with pytest.raises(RuntimeError):
        z.backward()


def test_an_expanded_tensor_and_an_integer_refuse_what_they_cannot_hold(ag):
    with pytest.raises(RuntimeError):
        (matrix(ag) * 1)[:, :1].expand(2, 3).mul_(2)
    with pytest.raises(RuntimeError):
        ag.ones(1, dtype=ag.int64).mul_(leaf(ag, 1.5))
