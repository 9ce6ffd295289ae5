"""vmap under an older name, which programs import from ``torch._vmap_internals``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .func import vmap

__all__ = ["vmap"]


def _vmap(
    func: Callable[..., Any],
    in_dims: int | tuple[Any, ...] = 0,
    out_dims: int | tuple[int, ...] = 0,
    allow_none_pass_through: bool = False,
) -> Callable[..., Any]:
    """As ``func.vmap``. Passing None through, as gradients of unused inputs are, is refused."""
    if allow_none_pass_through:
        raise NotImplementedError("_vmap: results that are None are not passed through")
    return vmap(func, in_dims, out_dims)


def __dir__() -> list[str]:
    return __all__
