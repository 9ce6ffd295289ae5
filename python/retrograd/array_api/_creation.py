"""New tensors: shapes are given as one int or tuple."""

from __future__ import annotations

from typing import Any

from .. import _core
from .._core import Tensor
from .._core import device as _device
from .._core import dtype as _dtype
from ._types import Number


def _lengths(shape: int | tuple[int, ...]) -> tuple[int, ...]:
    return (shape,) if isinstance(shape, int) else tuple(shape)


def arange(
    start: Number,
    /,
    stop: Number | None = None,
    step: Number = 1,
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
) -> Tensor:
    """The numbers from ``start`` to before ``stop``; from 0 to before it if it is the only one.

    A step that leads away from ``stop`` gives no elements, where torch's function raises.

    >>> import retrograd as rg
    >>> rg.array_api.arange(5, 0, -2)
    tensor([5, 3, 1])
    """
    first, last = (0, start) if stop is None else (start, stop)
    if step and (last - first) * step < 0:
        last = first
    if dtype is None and any(isinstance(x, float) for x in (first, last, step)):
        dtype = _core.get_default_dtype()
    return _core.arange(first, last, step, dtype=dtype, device=device)


def asarray(
    obj: Any,
    /,
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
    copy: bool | None = None,
) -> Tensor:
    """A tensor of anything that has elements, on the same memory where that is possible.

    No tensor runs backwards through memory, so an array that does is copied.

    Raises:  ValueError if ``copy=False`` and a copy is needed.

    >>> import retrograd as rg
    >>> rg.array_api.asarray([[1, 2]], dtype=rg.float32)
    tensor([[1., 2.]])
    """
    strides = getattr(obj, "strides", None)
    if copy is not False and strides and min(strides) < 0:
        return _core.tensor(obj, dtype=dtype, device=device)
    return _core.asarray(obj, dtype=dtype, device=device, copy=copy)


def empty(
    shape: int | tuple[int, ...],
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
) -> Tensor:
    """A tensor whose elements are whatever was in memory."""
    return _core.empty(_lengths(shape), dtype=dtype, device=device)


def eye(
    n_rows: int,
    n_cols: int | None = None,
    /,
    *,
    k: int = 0,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
) -> Tensor:
    """1 on the ``k``-th diagonal, counted upwards, and 0 elsewhere.

    >>> import retrograd as rg
    >>> rg.array_api.eye(2, 3, k=1)
    tensor([[0., 1., 0.],
            [0., 0., 1.]])
    """
    columns = n_rows if n_cols is None else n_cols
    if k == 0:
        return _core.eye(n_rows, columns, dtype=dtype, device=device)
    of_row = _core.arange(k, k + n_rows, device=device).unsqueeze(1)
    return (of_row == _core.arange(columns)).to(dtype or _core.get_default_dtype())


def full(
    shape: int | tuple[int, ...],
    fill_value: Number,
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
) -> Tensor:
    """A tensor of one value; its type is that of the value where none is given.

    >>> import retrograd as rg
    >>> rg.array_api.full(2, 7)
    tensor([7, 7])
    """
    return _core.full(_lengths(shape), fill_value, dtype=dtype, device=device)


def linspace(
    start: Number,
    stop: Number,
    /,
    num: int,
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
    endpoint: bool = True,
) -> Tensor:
    """``num`` numbers at one distance from ``start`` to ``stop``, which can be left out.

        x[i] = start + i (stop - start) / (num - 1),  or / num without the end

    >>> import retrograd as rg
    >>> rg.array_api.linspace(0, 1, 4, endpoint=False)
    tensor([0.0000, 0.2500, 0.5000, 0.7500])
    """
    points = _core.linspace(start, stop, num if endpoint else num + 1, dtype=dtype, device=device)
    return points[:num]


def meshgrid(*arrays: Tensor, indexing: str = "xy") -> tuple[Tensor, ...]:
    """Vectors spread over the grid that they span; with "xy" the first runs along the columns.

    >>> import retrograd as rg
    >>> rg.array_api.meshgrid(rg.tensor([1, 2]), rg.tensor([3]))[0]
    tensor([[1, 2]])
    """
    if len(arrays) < 2:
        return tuple(x.reshape(-1) for x in arrays)
    return _core.meshgrid(*arrays, indexing=indexing)


def ones(
    shape: int | tuple[int, ...],
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
) -> Tensor:
    """A tensor of ones.

    >>> import retrograd as rg
    >>> rg.array_api.ones(2)
    tensor([1., 1.])
    """
    return _core.ones(_lengths(shape), dtype=dtype, device=device)


def tril(x: Tensor, /, *, k: int = 0) -> Tensor:
    """The elements on and below the ``k``-th diagonal, and 0 above it.

    >>> import retrograd as rg
    >>> rg.array_api.tril(rg.ones(2, 2), k=-1)
    tensor([[0., 0.],
            [1., 0.]])
    """
    return _core.tril(x, k)


def triu(x: Tensor, /, *, k: int = 0) -> Tensor:
    """The elements on and above the ``k``-th diagonal, and 0 below it.

    >>> import retrograd as rg
    >>> rg.array_api.triu(rg.ones(2, 2), k=1)
    tensor([[0., 1.],
            [0., 0.]])
    """
    return _core.triu(x, k)


def zeros(
    shape: int | tuple[int, ...],
    *,
    dtype: _dtype | None = None,
    device: str | _device | None = None,
) -> Tensor:
    """A tensor of zeros.

    >>> import retrograd as rg
    >>> rg.array_api.zeros((1, 2), dtype=rg.int64)
    tensor([[0, 0]])
    """
    return _core.zeros(_lengths(shape), dtype=dtype, device=device)
