"""What is told of shapes alone."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from . import _core
from ._C import DisableTorchFunction


def broadcast_shapes(*shapes: int | Sequence[int]) -> _core.Size:
    """The common shape of tensors of the given shapes.

    Shape:   from the end, lengths are equal or 1; a number is a shape of one length.
    Dtype:   none.
    Grad:    none.
    Raises:  ShapeError if they do not broadcast; ValueError for a negative length.
    Source:  torch.broadcast_shapes.

    >>> rg.broadcast_shapes((2, 1), (3,), 1)
    torch.Size([2, 3])
    """
    with DisableTorchFunction():
        one = _core.zeros(())
        views = []
        for shape in shapes:
            lengths = tuple(shape) if isinstance(shape, Iterable) else (shape,)
            if any(n < 0 for n in lengths):
                raise ValueError(f"broadcast_shapes: a length cannot be negative, got {lengths}")
            views.append(one.expand(lengths) if lengths else one)
        return _core.broadcast_tensors(one, *views)[0].shape
