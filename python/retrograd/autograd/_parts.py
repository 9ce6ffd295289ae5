"""Parts of autograd.functional under the names by which other packages import them."""

from __future__ import annotations

from typing import Any

from .. import _core
from .._core import Tensor

__all__: list[str] = []


def __dir__() -> list[str]:
    return __all__


def _as_tuple(
    inp: Any, arg_name: str | None = None, fn_name: str | None = None
) -> tuple[bool, tuple[Tensor, ...]]:
    """Whether it is a tuple, and a tuple of its tensors. TypeError for others."""
    is_tuple = isinstance(inp, tuple)
    listed = inp if is_tuple else (inp,)
    for x in listed:
        if not isinstance(x, Tensor):
            raise TypeError(f"{fn_name}: {arg_name} must be a tensor or a tuple of tensors")
    return is_tuple, listed


def _tuple_postprocess(tup: Any, to_unpack: bool | tuple[bool, bool]) -> Any:
    """Take the one part out of a tuple that was made of what was none; of both depths, if two."""
    outer, inner = to_unpack if isinstance(to_unpack, tuple) else (to_unpack, True)
    if not inner:
        tup = tuple(part[0] for part in tup)
    return tup if outer else tup[0]


def _grad_postprocess(inputs: Any, create_graph: bool) -> Any:
    """Detach the tensors of a tuple, or of tuples in it, unless they are to be differentiated."""
    if isinstance(inputs, Tensor):
        return inputs if create_graph else inputs.detach()
    return tuple(_grad_postprocess(part, create_graph) for part in inputs)


def _construct_standard_basis_for(
    tensors: tuple[Tensor, ...], tensor_numels: tuple[int, ...]
) -> tuple[Tensor, ...]:
    """The unit vectors of all elements, one a row; of each tensor its columns."""
    columns = _core.eye(sum(tensor_numels)).split(list(tensor_numels), 1)
    return tuple(part.to(x.dtype) for part, x in zip(columns, tensors, strict=True))
