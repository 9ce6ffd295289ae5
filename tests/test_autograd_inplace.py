"""In-place writes, views and version counters, on torch too where it is installed."""

from __future__ import annotations

import pytest
import retrograd as rg
from functions import leaf


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


# Views of several results, views made under no_grad

SEVERAL = {
    "unbind": lambda x: x.unbind(0)[1],
    "split": lambda x: x.split(1)[1],
    "sections": lambda x: x.split([1, 1])[1],
    "chunk": lambda x: x.chunk(2)[1],
    "iteration": lambda x: list(x)[1],
    "a view of one": lambda x: x.unbind(0)[1].view(3)[:],
}


@pytest.fixture(params=SEVERAL)
def part(request):
    return SEVERAL[request.param]


def state(x):
    return x.requires_grad, x.is_leaf, x.grad_fn is None, x._is_view()


def is_lost(x):
    """Tell whether a write has spoiled the history of a view."""
    with pytest.raises(RuntimeError):
        x.grad_fn  # noqa: B018
    with pytest.raises(RuntimeError):
        x.is_leaf  # noqa: B018
    with pytest.raises(RuntimeError):
        x * 2
    return x.requires_grad and "grad_fn=<Invalid>" in repr(x)


def test_one_of_several_results_refuses_a_recorded_write(ag, part):
    x = matrix(ag) * 1
    v = part(x)
    assert state(v) == (True, False, False, True)
    with pytest.raises(RuntimeError):
        v.mul_(2)
    assert (x._version, x.tolist()[1]) == (0, [3.0, 4.0, 5.0])


def test_one_of_several_results_is_written_under_no_grad_and_then_has_no_history(ag, part):
    x = matrix(ag) * 1
    v = part(x)
    with ag.no_grad():
        v.mul_(2)
    assert x.tolist()[1] == [6.0, 8.0, 10.0]
    assert is_lost(v)


def test_one_of_several_results_loses_its_history_when_the_base_is_written(ag, part):
    x = matrix(ag) * 1
    v = part(x)
    x.mul_(2)
    assert is_lost(v)


def test_one_of_several_results_of_a_constant_is_written_unless_with_history(ag, part):
    x = ag.zeros(2, 3)
    v = part(x)
    v.add_(1)
    assert x.tolist() == [[0.0] * 3, [1.0] * 3]
    with pytest.raises(RuntimeError):
        v.mul_(leaf(ag, 2.0))
    assert state(v) == (False, True, True, True)


NAMES = {
    "unbind": ("UnbindBackward0", 1),
    "split": ("SplitBackward0", 1),
    "sections": ("SplitWithSizesBackward0", 1),
    "chunk": ("SplitBackward0", 1),
    "iteration": ("UnbindBackward0", 1),
}


@pytest.mark.parametrize("name", NAMES)
def test_several_results_are_numbered_outputs_of_one_node(ag, name):
    a = matrix(ag)
    v = SEVERAL[name](a)
    assert (kind(v), v.output_nr) == NAMES[name]
    (v * v).sum().backward()
    assert a.grad.tolist() == [[0.0] * 3, [6.0, 8.0, 10.0]]


def test_iteration_sees_the_tensor_as_it_was_when_it_began(ag):
    x = matrix(ag) * 1
    rows = iter(x)
    assert kind(next(rows)) == "UnbindBackward0"
    x.mul_(2)
    assert is_lost(next(rows))
    assert list(ag.zeros(0, 3)) == []


def test_an_iteration_that_ends_early_has_the_gradient_of_its_rows(ag):
    a = ag.ones(5, 2, requires_grad=True)
    for row, weight in zip(a, (2.0, 3.0)):  # noqa: B905
        (row * weight).sum().backward(retain_graph=True)
    assert a.grad.tolist() == [[2.0] * 2, [3.0] * 2, *[[0.0] * 2] * 3]


def test_a_view_made_under_no_grad_says_that_it_requires_grad_and_has_no_history(ag):
    a = matrix(ag)
    x = a * 1
    with ag.no_grad():
        v = x[0]
    assert state(v) == (True, True, True, True)
    (v * 2).sum().backward()
    assert (a.grad, v.grad) == (None, None)
    with pytest.raises(RuntimeError):
        v.backward(ag.ones(3))
    x.mul_(2)
    assert is_lost(v)


def test_a_view_of_a_constant_made_under_no_grad_refuses_history_alone(ag):
    x = ag.ones(2, 3)
    with ag.no_grad():
        v = x[0]
    v.mul_(2)
    assert (x._version, x.tolist()[0]) == (1, [2.0] * 3)
    with pytest.raises(RuntimeError):
        v.mul_(leaf(ag, 2.0))
    x.mul_(leaf(ag, 2.0))
    assert is_lost(v)


def test_a_view_is_followed_again_where_its_memory_was_written_under_no_grad(ag):
    a = matrix(ag)
    v = a[1]
    with ag.no_grad():
        a.mul_(2)
    assert kind(v) == "AsStridedBackward0"
    v.sum().backward()
    assert a.grad.tolist() == [[0.0] * 3, [1.0] * 3]


def test_a_view_taken_before_the_flag_is_a_leaf_without_a_gradient_of_its_own(ag):
    x = ag.ones(2, 3)
    v = x[0]
    x.requires_grad_()
    assert state(v) == (True, True, True, True)
    (v * 2).sum().backward()
    assert (x.grad, v.grad) == (None, None)
    with pytest.raises(RuntimeError):
        ag.autograd.grad((v * 2).sum(), v)
    v.retain_grad()
    v.register_hook(lambda g: g)
    x.requires_grad_(False)
    assert state(v) == (False, True, True, True)


def test_what_is_a_view(ag):
    x = matrix(ag)
    views = [x[0], x[:], x[...], x.t(), x.view(6), x.expand(2, 2, 3), x.reshape(6), x[None]]
    assert all(v._is_view() and v._base is x for v in views)
    others = [x, x.detach(), x.data, x * 1, x[0].detach(), x.clone(), x.t().contiguous()]
    assert not any(v._is_view() or v._base is not None for v in others)


def test_a_reshape_that_copies_is_no_view(ag):
    x = matrix(ag)
    y = x.t().reshape(6)
    assert (y._is_view(), y._base, kind(y)) == (False, None, "UnsafeViewBackward0")
    y.mul_(2).sum().backward()
    assert x.grad.tolist() == [[2.0] * 3] * 2


def test_a_view_made_a_leaf_follows_the_base_once_that_takes_in_a_history(ag):
    x = ag.ones(2, 3)
    v = x[0].requires_grad_()
    w = v[1:]
    assert w._base is x
    for refused in (v, w):
        with pytest.raises(RuntimeError):
            refused.mul_(2)
    x.mul_(leaf(ag, 2.0))
    assert (kind(v), kind(w)) == ("AsStridedBackward0",) * 2


# .data and detach_()


def test_assigned_data_keeps_the_version(ag):
    a = leaf(ag, 1.0, 2.0)
    with ag.no_grad():
        a.mul_(2).mul_(2)
    a.data = ag.zeros(2)
    assert (a._version, a.requires_grad, a.tolist()) == (2, True, [0.0, 0.0])
    with ag.no_grad():
        a.mul_(2)
    assert a._version == 3


def test_assigned_data_of_the_same_shape_goes_unseen_by_a_live_graph(ag):
    a = leaf(ag, 1.0, 2.0)
    y = (a * a).sum()
    a.data = ag.tensor([5.0, 6.0])
    y.backward()
    assert a.grad.tolist() == [10.0, 12.0]


USES = {"mul": lambda x: x * x, "add": lambda x: x + 1, "exp": lambda x: x.exp()}


@pytest.mark.parametrize("use", USES)
@pytest.mark.parametrize("shape", [(4,), (1,), ()], ids=str)
def test_data_of_another_shape_is_refused_by_a_live_graph(ag, use, shape):
    a = matrix(ag)
    y = USES[use](a).sum()
    a.data = ag.ones(shape)
    with pytest.raises(RuntimeError):
        y.backward()
    assert (a.grad, tuple(a.shape)) == (None, shape)


def test_data_of_another_shape_has_gradients_in_new_graphs():  # torch's stay with the old shape
    a = matrix(rg)
    y = (a * a).sum()
    a.data = rg.ones(4)
    (a * 2).sum().backward()
    assert (y.item(), a.grad.tolist()) == (55.0, [2.0] * 4)


def test_data_of_another_type_changes_the_type(ag):
    x = ag.ones(2)
    x.data = ag.ones(3, dtype=ag.int64)
    assert (x.dtype, tuple(x.shape)) == (ag.int64, (3,))
    a = leaf(ag, 1.0)
    a.data = ag.ones(1, dtype=ag.float64)
    (a * 2).backward()
    assert a.grad.dtype == ag.float64
    with pytest.raises(RuntimeError):
        a.data = ag.ones(1, dtype=ag.int64)


def test_a_gradient_that_no_longer_fits_the_data_is_not_added_to(ag):
    a = matrix(ag)
    (a * 2).sum().backward()
    a.data = ag.zeros(5)
    with pytest.raises(RuntimeError):
        (a * 2).sum().backward()
    assert tuple(a.grad.shape) == (2, 3)


def test_data_cannot_be_deleted_or_be_no_tensor(ag):
    a = leaf(ag, 1.0)
    with pytest.raises(RuntimeError):
        del a.data
    for wrong in (None, 3):
        with pytest.raises(TypeError):
            a.data = wrong


@pytest.mark.parametrize("grad", [True, False])
def test_a_view_is_never_detached_in_place(ag, grad):
    with ag.set_grad_enabled(grad):
        for x in (matrix(ag), matrix(ag) * 1, ag.ones(2, 3)):
            with pytest.raises(RuntimeError):
                x[0].detach_()


def test_detach_in_place_leaves_hooks_and_views_with_the_old_history(ag):
    a, seen = leaf(ag, 1.0, 2.0), []
    y = a * 1
    y.register_hook(lambda g: seen.append(g.tolist()))
    v, z = y[:1], y * 2
    y.detach_()
    assert (state(y), kind(v)) == ((False, True, True, False), "SliceBackward0")
    z.sum().backward()
    assert (seen, a.grad.tolist()) == ([[2.0, 2.0]], [2.0, 2.0])


def test_a_leaf_that_was_told_to_require_no_grad_gets_none_from_older_graphs(ag):
    for end in (lambda x: x.detach_(), lambda x: x.requires_grad_(False)):
        a = leaf(ag, 1.0)
        y = a * 2
        end(a)
        y.backward()
        assert a.grad is None
        a.requires_grad_()
        (a * 2).backward()
        assert a.grad.tolist() == [2.0]


def test_a_leaf_that_became_a_result_gets_no_gradient(ag):
    a = leaf(ag, 1.0)
    y = a * 2
    a.requires_grad_(False)
    a.copy_(y)
    assert kind(a) == "CopyBackwards"
    with pytest.raises(RuntimeError):
        y.backward()


def test_data_of_data_does_not_grow():
    """Each alias is one of the memory itself, so no chain has to be taken apart in the end."""
    x = rg.ones(3)
    x.data = x.data.mul_(1)
    before = rg._core.live_bytes()
    for _ in range(100_000):
        x.data = x.data.mul_(1)
    assert rg._core.live_bytes() <= before + 1024
    del x
