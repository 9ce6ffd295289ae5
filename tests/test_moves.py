"""What the rows of op_moves.py do not show: views and copies, several results, saved values."""

from __future__ import annotations

import pytest
import retrograd as rg


def test_shapes_are_broadcast_alone():
    assert rg.broadcast_shapes() == ()
    assert rg.broadcast_shapes((2, 1)) == (2, 1)
    assert rg.broadcast_shapes(2, 1) == (2,)
    assert rg.broadcast_shapes((2, 1), [3], rg.Size([1, 1, 1])) == (1, 2, 3)
    assert type(rg.broadcast_shapes((2, 0), 1)) is rg.Size
    with pytest.raises(RuntimeError, match="2"):
        rg.broadcast_shapes((2,), (3,))
    with pytest.raises(ValueError, match="negative"):
        rg.broadcast_shapes((-1,), (3,))


def test_several_tensors_become_a_tuple_and_one_alone_a_tensor():
    x = rg.tensor(1.0)
    assert rg.atleast_1d(x).shape == (1,)
    assert [y.shape for y in rg.atleast_2d(x, rg.ones(3))] == [(1, 1), (1, 3)]
    assert [y.shape for y in rg.atleast_3d([x])] == [(1, 1, 1)]
    assert rg.atleast_1d() == () == rg.broadcast_tensors()
    assert rg.block_diag().shape == (1, 0)


@pytest.mark.parametrize(
    "view",
    [
        lambda x: x.movedim(0, 1),
        lambda x: x.unfold(1, 2, 2),
        lambda x: x.unflatten(1, (2, 2)),
        lambda x: x.tensor_split(2, 1)[1],
        lambda x: x.hsplit([1])[0],
        lambda x: rg.atleast_3d(x),
        lambda x: rg.broadcast_tensors(x, rg.ones(1))[0],
    ],
)
def test_a_write_to_a_view_is_one_to_its_base_and_has_a_gradient(view):
    x = rg.arange(8.0).reshape(2, 4)
    y = view(x)
    y.zero_()
    assert (view(x) == 0).all()
    assert x.sum() < rg.arange(8.0).sum()
    leaf = rg.ones(2, 4, requires_grad=True)
    x = leaf * 2
    view(x).mul_(3)
    x.sum().backward()
    inside = rg.zeros(2, 4)
    view(inside).fill_(1)
    assert rg.equal(leaf.grad, 2 + 4 * inside)


@pytest.mark.parametrize(
    "copy",
    [
        lambda x: x.flip(0),
        lambda x: x.flip(()),
        lambda x: x.roll(0),
        lambda x: x.rot90(0),
        lambda x: x.repeat(1, 1),
        lambda x: rg.tile(x, (1,)),
    ],
)
def test_a_copy_has_memory_of_its_own(copy):
    x = rg.arange(6.0).reshape(2, 3)
    y = copy(x)
    assert y._base is None
    y.zero_()
    assert x.sum() == 15


def test_layouts_are_those_of_torch():
    x = rg.arange(24.0).view(2, 3, 4)
    t = x.transpose(0, 2)
    assert t.flip(0).stride() == (1, 4, 12)
    assert t.roll(1, 0).stride() == (6, 2, 1)
    assert x.rot90().stride() == (4, 12, 1)
    assert x.unfold(0, 0, 1).shape == (3, 3, 4, 0)
    assert x.unfold(-1, 2, 2).stride() == (12, 4, 2, 1)
    assert rg.tensor(1.0).unfold(0, 1, 1).shape == (1,)
    assert [y.stride() for y in rg.meshgrid(rg.ones(2), rg.ones(3), indexing="xy")] == [
        (0, 1),
        (1, 0),
    ]


def test_nodes_have_the_names_and_values_of_torch():
    x = rg.ones(2, 4, requires_grad=True)
    nodes = {
        "FlipBackward0": x.flip(1),
        "RollBackward0": x.roll(1, 0),
        "Rot90Backward0": x.rot90(),
        "RepeatBackward0": x.repeat(2, 1),
        "UnfoldBackward0": x.unfold(1, 2, 1),
        "BlockDiagBackward0": rg.block_diag(x, x),
        "PermuteBackward0": x.movedim(0, 1),
        "ViewBackward0": x.unflatten(1, (2, 2)),
    }
    for name, y in nodes.items():
        assert y.grad_fn.name() == name
    assert nodes["FlipBackward0"].grad_fn._saved_dims == (1,)
    assert nodes["RollBackward0"].grad_fn._saved_shifts == (1,)
    assert nodes["RepeatBackward0"].grad_fn._saved_repeats == (2, 1)
    assert nodes["UnfoldBackward0"].grad_fn._saved_size == 2


def test_every_place_of_overlapping_windows_gets_its_gradient():
    """By as many passes as a window is long, or as there are windows."""
    for size, step in ((3, 1), (6, 1), (2, 5), (4, 3)):
        x = rg.zeros(3, 8, 2, requires_grad=True)
        windows = x.unfold(1, size, step)
        windows.sum().backward()
        times = [
            sum(i * step <= j < i * step + size for i in range(windows.shape[1])) for j in range(8)
        ]
        assert rg.equal(x.grad, rg.tensor(times).float()[:, None].expand(3, 8, 2))


def test_many_repeats_and_long_rolls_are_those_of_a_loop():
    x = rg.arange(7)
    assert x.repeat(5).tolist() == list(range(7)) * 5
    assert x.roll(-15).tolist() == [1, 2, 3, 4, 5, 6, 0]
    assert x.roll((2, -5), (0, 0)).tolist() == [3, 4, 5, 6, 0, 1, 2]
    assert x.repeat(3, 1, 2).shape == (3, 1, 14)
