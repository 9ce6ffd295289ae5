"""Shapes: what is moved, joined and repeated."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from .. import _core
from .._core import Tensor
from ._types import result_type


def broadcast_arrays(*arrays: Tensor) -> tuple[Tensor, ...]:
    """Views of the shape that all of the tensors broadcast to.

    >>> import retrograd as rg
    >>> [x.shape for x in rg.array_api.broadcast_arrays(rg.ones(2, 1), rg.ones(3))]
    [torch.Size([2, 3]), torch.Size([2, 3])]
    """
    return _core.broadcast_tensors(*arrays)


def broadcast_to(x: Tensor, /, shape: tuple[int, ...]) -> Tensor:
    """A view of that shape.

    >>> import retrograd as rg
    >>> rg.array_api.broadcast_to(rg.tensor([1, 2]), shape=(2, 2))
    tensor([[1, 2],
            [1, 2]])
    """
    return _core.broadcast_to(x, shape)


def concat(arrays: Sequence[Tensor], /, *, axis: int | None = 0) -> Tensor:
    """The tensors one behind the other along an axis; None: all of their elements in a row.

    >>> import retrograd as rg
    >>> rg.array_api.concat([rg.tensor([[1, 2]]), rg.tensor([3])], axis=None)
    tensor([1, 2, 3])
    """
    t = result_type(*arrays)
    parts = [x.to(t) for x in arrays]
    return _core.cat([x.reshape(-1) for x in parts] if axis is None else parts, axis or 0)


def flip(x: Tensor, /, *, axis: int | tuple[int, ...] | None = None) -> Tensor:
    """The elements in the other order along some axes, or along all of them.

    >>> import retrograd as rg
    >>> rg.array_api.flip(rg.tensor([[1, 2], [3, 4]]), axis=0)
    tensor([[3, 4],
            [1, 2]])
    """
    if axis is None:
        return _core.flip(x, tuple(range(x.ndim)))
    return _core.flip(x, (axis,) if isinstance(axis, int) else axis)


def permute_dims(x: Tensor, /, axes: tuple[int, ...]) -> Tensor:
    """A view with the axes in another order.

    >>> import retrograd as rg
    >>> rg.array_api.permute_dims(rg.ones(2, 3, 4), (2, 0, 1)).shape
    torch.Size([4, 2, 3])
    """
    return _core.permute(x, axes)


def repeat(x: Tensor, repeats: int | Tensor, /, *, axis: int | None = None) -> Tensor:
    """Each element several times, along an axis or in a row; one count, or one for each.

    >>> import retrograd as rg
    >>> rg.array_api.repeat(rg.tensor([1, 2]), rg.tensor([2, 1]))
    tensor([1, 1, 2])
    """
    operation: Callable[..., Tensor] = _core.repeat_interleave
    if isinstance(repeats, Tensor):
        repeats = repeats.to(_core.int64)
    return operation(x, repeats, axis)


def reshape(x: Tensor, /, shape: tuple[int, ...], *, copy: bool | None = None) -> Tensor:
    """The elements in another shape: a view where one is possible, unless a copy is asked for.

    Raises:  ValueError if ``copy=False`` and no view is possible.

    >>> import retrograd as rg
    >>> rg.array_api.reshape(rg.ones(2, 3), (3, -1)).shape
    torch.Size([3, 2])
    """
    y = _core.reshape(x, shape)
    shares = y.data_ptr() == x.data_ptr() or x.numel() == 0
    if copy is False and not shares:
        raise ValueError(
            f"reshape: {tuple(x.shape)} of strides {x.stride()} is no view of shape {shape}; "
            "leave copy=False out"
        )
    return y.clone() if copy and shares else y


def roll(
    x: Tensor, /, shift: int | tuple[int, ...], *, axis: int | tuple[int, ...] | None = None
) -> Tensor:
    """The elements moved along axes, those that leave at the end coming in at the start.

    >>> import retrograd as rg
    >>> rg.array_api.roll(rg.tensor([1, 2, 3]), 1)
    tensor([3, 1, 2])
    """
    if isinstance(axis, tuple) and isinstance(shift, int):
        shift = (shift,) * len(axis)
    return _core.roll(x, shift, axis)


def squeeze(x: Tensor, /, axis: int | tuple[int, ...]) -> Tensor:
    """A view without axes of length 1.

    Raises:  ValueError if one of the axes is longer, where torch's function keeps it.

    >>> import retrograd as rg
    >>> rg.array_api.squeeze(rg.ones(1, 2, 1), axis=(0, 2)).shape
    torch.Size([2])
    """
    axes = (axis,) if isinstance(axis, int) else axis
    longer = [a for a in axes if x.size(a) != 1]
    if longer:
        raise ValueError(
            f"squeeze: axis {longer[0]} of shape {tuple(x.shape)} has length {x.size(longer[0])}; "
            "only axes of length 1 can be left out"
        )
    return _core.squeeze(x, axes) if axes else x
