"""Mapping a function over a dimension, by a loop."""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any

from .. import _core, _tree
from ._forward import check_randomness
from ._scope import P, R, Tensor, _Randomness


def vmap(
    func: Callable[P, R],
    in_dims: int | tuple[Any, ...] = 0,
    out_dims: Any = 0,
    randomness: _Randomness = "error",
    *,
    chunk_size: int | None = None,
) -> Callable[P, R]:
    """Return a function that calls ``func`` for each slice of its arguments and stacks the results.

        vmap(func)(x)[i] = func(x[i])

    ``in_dims`` says which dimension of each argument is sliced, None for arguments that are passed
    whole: an int for all, or a tuple built as the arguments are, where an int may stand for a
    container. ``out_dims`` says alike where the new dimension is in the results; None is for
    results that are the same for all slices. Keyword arguments are passed whole.

    The function is really called once for each slice, so it may branch on values and call
    ``item()``. Random numbers are refused by default; with "different" each call draws its own,
    with "same" all draw those of the first. For a dimension of length 0 it is called once, on
    zeros, for the shape of its results. ``chunk_size`` has no effect.

    Shape:   a slice has one dimension less than its argument, a result one more than its slices.
    Dtype:   all.
    Grad:    yes.
    Raises:  ValueError for in_dims and out_dims that do not fit, slices of different number, no
             arguments, 0-d arguments, results that are no tensors, and a chunk_size that is not
             positive; RuntimeError for random numbers and writes to arguments that are passed
             whole, both found after the calls, and for another randomness than "error",
             "different", "same".
    Source:  torch.func.vmap.

    >>> rg.func.vmap(rg.dot)(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.ones(2, 2))
    tensor([3., 7.])
    """
    check_randomness(randomness, "vmap")
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError(f"vmap: chunk_size must be positive, not {chunk_size}")

    def mapped(*args: Any, **kwargs: Any) -> Any:
        given = _tree.leaves(args)
        dims = _input_dims(in_dims, args, given)
        count = _count(given, dims)

        def call(slices: Sequence[Any]) -> Any:
            return func(*_tree.rebuilt(args, slices), **kwargs)

        if count == 0:
            return _empty(call, given, dims, out_dims)
        columns = [
            [x] * count if dim is None else x.unbind(dim)
            for x, dim in zip(given, dims, strict=True)
        ]
        rows = [list(row) for row in zip(*columns, strict=True)]
        whole = [
            x for x, dim in zip(given, dims, strict=True) if dim is None and isinstance(x, Tensor)
        ]
        versions = [x._version for x in whole]
        results = _called(call, rows, randomness)
        if [x._version for x in whole] != versions:
            raise RuntimeError("vmap: the function wrote to an argument that is passed whole")
        trees = [_results(result, out_dims) for result in results]
        placed = trees[0][1]
        stacked = [_joined([leaves[k] for leaves, _ in trees], dim) for k, dim in enumerate(placed)]
        return _tree.rebuilt(results[0], stacked)

    return functools.wraps(func)(mapped)


def _input_dims(in_dims: Any, args: tuple[Any, ...], given: list[Any]) -> list[int | None]:
    """The dimension to slice of each tensor among the arguments."""
    if not given:
        raise ValueError("vmap: there are no arguments to map over")
    if not isinstance(in_dims, (int, tuple)):
        raise ValueError(f"vmap: in_dims must be an int or a tuple, not {type(in_dims)}")
    dims = _tree.leaves_beside(args, in_dims, spread=True)
    if dims is None:
        raise ValueError(f"vmap: in_dims={in_dims} is not built as the arguments are")
    for x, dim in zip(given, dims, strict=True):
        if dim is None:
            continue
        if not isinstance(dim, int):
            raise ValueError(f"vmap: in_dims must hold ints and None, not {dim!r}")
        if not isinstance(x, Tensor):
            raise ValueError(f"vmap: in_dims is {dim} for {type(x)}, which has no dimensions")
        if not -x.ndim <= dim < x.ndim:
            raise ValueError(f"vmap: in_dims is {dim} for a tensor of shape {tuple(x.shape)}")
    return dims


def _count(given: list[Any], dims: list[int | None]) -> int:
    sizes = {x.shape[dim] for x, dim in zip(given, dims, strict=True) if dim is not None}
    if not sizes:
        raise ValueError("vmap: in_dims is None for every argument")
    if len(sizes) != 1:
        raise ValueError(f"vmap: the mapped dimensions have different sizes: {sorted(sizes)}")
    return int(sizes.pop())


def _called(
    call: Callable[[Sequence[Any]], Any], rows: list[list[Any]], randomness: str
) -> list[Any]:
    """The results of all calls."""
    before = _core.get_rng_state()
    results = []
    for row in rows:
        if randomness == "same":
            _core.set_rng_state(before)
        results.append(call(row))
    if randomness == "error" and not _core.equal(before, _core.get_rng_state()):
        raise RuntimeError(
            "vmap: the function drew random numbers; pass randomness='different' or 'same'"
        )
    return results


def _results(result: Any, out_dims: Any) -> tuple[list[Any], list[int | None]]:
    """The leaves of one result, and where the new dimension goes in each."""
    leaves = _tree.leaves(result)
    dims = _tree.leaves_beside(result, out_dims, spread=True)
    if dims is None:
        dims = _tree.leaves_beside((result,), out_dims)  # (1,) for a single result
    if dims is None or not all(dim is None or isinstance(dim, int) for dim in dims):
        raise ValueError(
            f"vmap: out_dims={out_dims!r} must be ints and None, built as the results are"
        )
    for y, dim in zip(leaves, dims, strict=True):
        if dim is not None and not isinstance(y, Tensor):
            raise ValueError(f"vmap: the function must return tensors, not {type(y)}")
    return leaves, dims


def _joined(slices: list[Any], dim: int | None) -> Any:
    if dim is not None:
        return _core.stack(slices, dim)
    first = slices[0]
    for other in slices:
        same = other is first or (
            isinstance(first, Tensor) and isinstance(other, Tensor) and _core.equal(first, other)
        )
        if not same and (isinstance(first, Tensor) or first != other):
            raise ValueError("vmap: out_dims is None for a result that differs between the slices")
    return first


def _empty(
    call: Callable[[Sequence[Any]], Any],
    given: list[Any],
    dims: list[int | None],
    out_dims: Any,
) -> Any:
    """The results for no slices, from a call on the sums of none: zeros, with their graph."""
    slices = [
        x if dim is None else x.sum(dim).to(x.dtype) for x, dim in zip(given, dims, strict=True)
    ]
    before = _core.get_rng_state()
    result = call(slices)
    _core.set_rng_state(before)
    leaves, placed = _results(result, out_dims)
    return _tree.rebuilt(
        result,
        [
            y if dim is None else _core.stack([y], dim).narrow(dim, 0, 0)
            for y, dim in zip(leaves, placed, strict=True)
        ],
    )
