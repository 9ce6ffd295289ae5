"""Sums, products, extremes and statistics over one axis, over several, over all, or over none."""

from __future__ import annotations

from collections.abc import Callable

from .. import _core
from .._core import Tensor
from .._core import dtype as _dtype


def _over(
    operation: Callable[..., Tensor],
    x: Tensor,
    axis: int | tuple[int, ...] | None,
    keepdims: bool,
    **options: object,
) -> Tensor:
    """``operation`` over axes; over none of them each element is on its own."""
    if axis == ():
        return operation(x.unsqueeze(-1), dim=-1, **options)
    return operation(x, dim=axis, keepdim=keepdims, **options)


def all(
    x: Tensor, /, *, axis: int | tuple[int, ...] | None = None, keepdims: bool = False
) -> Tensor:
    """Whether no element is 0.

    >>> import retrograd as rg
    >>> rg.array_api.all(rg.tensor([[1, 0], [1, 1]]), axis=1)
    tensor([False,  True])
    """
    return _over(_core.all, x.to(_core.bool), axis, keepdims)


def any(
    x: Tensor, /, *, axis: int | tuple[int, ...] | None = None, keepdims: bool = False
) -> Tensor:
    """Whether an element is not 0.

    >>> import retrograd as rg
    >>> rg.array_api.any(rg.tensor([[1, 0], [0, 0]]), axis=1)
    tensor([ True, False])
    """
    return _over(_core.any, x.to(_core.bool), axis, keepdims)


def count_nonzero(
    x: Tensor, /, *, axis: int | tuple[int, ...] | None = None, keepdims: bool = False
) -> Tensor:
    """How many elements are not 0.

    >>> import retrograd as rg
    >>> rg.array_api.count_nonzero(rg.tensor([[1, 0], [1, 1]]), axis=0)
    tensor([2, 1])
    """
    return _over(_core.sum, x.to(_core.bool), axis, keepdims)


def max(
    x: Tensor, /, *, axis: int | tuple[int, ...] | None = None, keepdims: bool = False
) -> Tensor:
    """The greatest element; its gradient is shared by all that equal it.

    >>> import retrograd as rg
    >>> rg.array_api.max(rg.tensor([[1, 4], [3, 2]]), axis=1)
    tensor([4, 3])
    """
    return _over(_core.amax, x, tuple(range(x.ndim)) if axis is None else axis, keepdims)


def mean(
    x: Tensor, /, *, axis: int | tuple[int, ...] | None = None, keepdims: bool = False
) -> Tensor:
    """The sum divided by the number of elements.

    >>> import retrograd as rg
    >>> rg.array_api.mean(rg.tensor([[1.0, 4.0], [3.0, 2.0]]), axis=1)
    tensor([2.5000, 2.5000])
    """
    return _over(_core.mean, x, axis, keepdims)


def min(
    x: Tensor, /, *, axis: int | tuple[int, ...] | None = None, keepdims: bool = False
) -> Tensor:
    """The least element; its gradient is shared by all that equal it.

    >>> import retrograd as rg
    >>> rg.array_api.min(rg.tensor([[1, 4], [3, 2]]), axis=1)
    tensor([1, 2])
    """
    return _over(_core.amin, x, tuple(range(x.ndim)) if axis is None else axis, keepdims)


def prod(
    x: Tensor,
    /,
    *,
    axis: int | tuple[int, ...] | None = None,
    dtype: _dtype | None = None,
    keepdims: bool = False,
) -> Tensor:
    """The product; of integers as int64 if no type is given.

    >>> import retrograd as rg
    >>> rg.array_api.prod(rg.tensor([[1, 4], [3, 2]]), axis=(0, 1))
    tensor(24)
    """
    if axis is None:
        axis = tuple(range(x.ndim))
    if isinstance(axis, int):
        return _core.prod(x, axis, keepdims, dtype=dtype)
    axes = {a % x.ndim for a in axis}
    kept = [a for a in range(x.ndim) if a not in axes]
    lengths = [x.shape[a] for a in kept]
    # The axes to multiply over become one, the last.
    y = x.permute((*kept, *sorted(axes))).reshape((*lengths, x.numel() and -1))
    y = _core.prod(y, -1, dtype=dtype)
    return y.reshape([1 if a in axes else n for a, n in enumerate(x.shape)]) if keepdims else y


def std(
    x: Tensor,
    /,
    *,
    axis: int | tuple[int, ...] | None = None,
    correction: float = 0.0,
    keepdims: bool = False,
) -> Tensor:
    """The square root of ``var``.

    >>> import retrograd as rg
    >>> rg.array_api.std(rg.tensor([1.0, 3.0]))
    tensor(1.)
    """
    return _over(_core.std, x, axis, keepdims, correction=correction)


def sum(
    x: Tensor,
    /,
    *,
    axis: int | tuple[int, ...] | None = None,
    dtype: _dtype | None = None,
    keepdims: bool = False,
) -> Tensor:
    """The sum; of integers as int64 if no type is given.

    >>> import retrograd as rg
    >>> rg.array_api.sum(rg.tensor([[1, 4], [3, 2]]), axis=0, keepdims=True)
    tensor([[4, 6]])
    """
    return _over(_core.sum, x, axis, keepdims, dtype=dtype)


def var(
    x: Tensor,
    /,
    *,
    axis: int | tuple[int, ...] | None = None,
    correction: float = 0.0,
    keepdims: bool = False,
) -> Tensor:
    """The mean square distance from the mean, over ``n - correction``, which torch has as 1.

    >>> import retrograd as rg
    >>> rg.array_api.var(rg.tensor([1.0, 3.0]), correction=1)
    tensor(2.)
    """
    return _over(_core.var, x, axis, keepdims, correction=correction)


def _running(
    name: str,
    operation: Callable[..., Tensor],
    first: int,
    x: Tensor,
    axis: int | None,
    dtype: _dtype | None,
    include_initial: bool,
) -> Tensor:
    if axis is None:
        if x.ndim > 1:
            raise ValueError(f"{name}: give axis= for a tensor of shape {tuple(x.shape)}")
        x, axis = x.reshape(-1), 0
    y = operation(x, axis, dtype=dtype)
    if not include_initial:
        return y
    shape = list(y.shape)
    shape[axis] = 1
    return _core.cat([_core.full(shape, first, dtype=y.dtype), y], axis)


def cumulative_prod(
    x: Tensor,
    /,
    *,
    axis: int | None = None,
    dtype: _dtype | None = None,
    include_initial: bool = False,
) -> Tensor:
    """The products of the elements up to each, with a 1 in front if ``include_initial``.

    >>> import retrograd as rg
    >>> rg.array_api.cumulative_prod(rg.tensor([2, 3]), include_initial=True)
    tensor([1, 2, 6])
    """
    return _running("cumulative_prod", _core.cumprod, 1, x, axis, dtype, include_initial)


def cumulative_sum(
    x: Tensor,
    /,
    *,
    axis: int | None = None,
    dtype: _dtype | None = None,
    include_initial: bool = False,
) -> Tensor:
    """The sums of the elements up to each, with a 0 in front if ``include_initial``.

    >>> import retrograd as rg
    >>> rg.array_api.cumulative_sum(rg.tensor([2, 3]), include_initial=True)
    tensor([0, 2, 5])
    """
    return _running("cumulative_sum", _core.cumsum, 0, x, axis, dtype, include_initial)
