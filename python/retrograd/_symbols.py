"""What programs ask of sizes that a compiler may not know: they are numbers here, always."""

from __future__ import annotations

import builtins
from typing import Any

from . import _core


class SymInt:
    """A length that is not known yet, of which there are none: for ``isinstance``."""


class SymFloat:
    """A number that is not known yet, of which there are none: for ``isinstance``."""


class SymBool:
    """A truth that is not known yet, of which there are none: for ``isinstance``."""


sym_int, sym_float = int, float


def sym_max(a: Any, b: Any) -> Any:
    """Return the larger one."""
    return max(a, b)


def sym_min(a: Any, b: Any) -> Any:
    """Return the smaller one."""
    return min(a, b)


def sym_not(a: Any) -> bool:
    """Return ``not a``."""
    return not a


def sym_ite(b: Any, t: Any, f: Any) -> Any:
    """Return ``t if b else f``."""
    return t if b else f


def typename(obj: Any) -> str:
    """Return the name of a tensor's type, of an object or of its class.

    >>> import retrograd as rg
    >>> rg.typename(rg.ones(1)), rg.typename(len)
    ('torch.FloatTensor', 'len')
    """
    if isinstance(obj, _core.Tensor):
        return obj.type()
    named = obj if hasattr(obj, "__qualname__") else builtins.type(obj)
    module = named.__module__
    return named.__qualname__ if module in (None, "builtins") else f"{module}.{named.__qualname__}"


def is_nonzero(input: _core.Tensor) -> bool:
    """Return the truth of a tensor of one element; RuntimeError for others."""
    return bool(input)


def _assert_async(input: _core.Tensor, assert_msg: str = "") -> None:
    if not bool(input):
        raise RuntimeError(assert_msg or "_assert_async: expected a tensor that is not 0")
