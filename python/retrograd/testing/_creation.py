"""Tensors of random numbers."""

from __future__ import annotations

import math
from typing import Any

from .. import _core
from .._limits import finfo


def make_tensor(
    *shape: Any,
    dtype: _core.dtype,
    device: str | _core.device | None,
    low: float | None = None,
    high: float | None = None,
    requires_grad: bool = False,
    noncontiguous: bool = False,
    exclude_zero: bool = False,
    memory_format: _core.memory_format | None = None,
) -> _core.Tensor:
    """Return a tensor of random numbers, evenly from ``low`` up to ``high``.

        low <= y < high

    They are -9 and 9 for floating types, -9 and 10 for integers, 0 and 10 for unsigned ones, 0 and
    2 for bools, and what the type cannot hold is cut off. ``noncontiguous`` takes every other
    element of a tensor twice as wide. ``exclude_zero`` replaces zeros by the smallest positive
    number. The numbers are those of torch for the same seed.

    Shape:   ``shape``, ints or one sequence of them -> ``shape``.
    Dtype:   all.
    Grad:    none; the result is a leaf.
    Raises:  ValueError for an interval that is empty, outside the type or nan, for integers that
             require grad, and for noncontiguous with a memory_format; DeviceError for another
             device than the CPU.
    Source:  torch.testing.make_tensor.

    >>> rg.testing.make_tensor(3, dtype=rg.int64, device="cpu", low=7, high=8)
    tensor([7, 7, 7])
    """
    one = len(shape) == 1 and isinstance(shape[0], (tuple, list))
    sizes = tuple(shape[0] if one else shape)
    if noncontiguous and memory_format is not None:
        raise ValueError(
            "make_tensor: noncontiguous=True and memory_format do not go together, got"
            f" {memory_format}"
        )
    floating = dtype.is_floating_point
    if requires_grad and not floating:
        raise ValueError(f"make_tensor: requires_grad=True needs a floating dtype, not {dtype}")
    start, stop = _interval(low, high, dtype)
    wide = noncontiguous and math.prod(sizes) > 1
    drawn = (*sizes[:-1], 2 * sizes[-1]) if wide else sizes
    if floating:
        y = _core.empty(drawn, dtype=dtype, device=device)
        if start == stop:
            y.fill_(start)
        elif stop - start >= finfo(dtype).max:  # their difference must be a number
            y.uniform_(start / 2, stop / 2).mul_(2)
        else:
            y.uniform_(start, stop)
    else:
        y = _core.randint(int(start), int(stop), drawn, dtype=dtype, device=device)
    if exclude_zero:
        y = y.where(y != 0, finfo(dtype).tiny if floating else 1).to(dtype)
    if wide:
        y = y[..., 1::2]
    if memory_format is not None:
        y = y.clone(memory_format=memory_format)
    return y.requires_grad_(requires_grad)


def _interval(low: float | None, high: float | None, dtype: _core.dtype) -> tuple[float, float]:
    """The interval to draw from, inside of what the type holds."""
    if dtype.is_floating_point:
        largest = finfo(dtype).max
        first, end, usual = -largest, largest, (-9, 9)
    elif dtype == _core.bool:
        first, end, usual = 0, 2, (0, 2)
    else:
        bits = 8 * dtype.itemsize - (1 if dtype.is_signed else 0)
        first, usual = (-(2**bits), (-9, 10)) if dtype.is_signed else (0, (0, 10))
        end = min(2**bits, 2**63 - 1)  # bounds have to fit 64 bits
    start: float = usual[0] if low is None else low
    stop: float = usual[1] if high is None else high
    if math.isnan(start) or math.isnan(stop):
        raise ValueError(f"make_tensor: low and high must be numbers, got {start} and {stop}")
    if start == stop and dtype.is_floating_point:
        import warnings

        warnings.warn(
            "make_tensor: low == high is an old way to a constant; use full()",
            FutureWarning,
            stacklevel=3,
        )
    elif start >= stop:
        raise ValueError(f"make_tensor: low must be less than high, got {start} and {stop}")
    elif stop < first or start >= end:
        raise ValueError(
            f"make_tensor: the interval from {start} to {stop} has nothing in common with {dtype},"
            f" from {first} to {end}"
        )
    start, stop = max(first, min(start, end)), max(first, min(stop, end))
    return (start, stop) if dtype.is_floating_point else (math.ceil(start), math.ceil(stop))
