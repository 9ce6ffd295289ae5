"""cuDNN, which is not inside.

>>> with rg.backends.cudnn.flags(deterministic=True):
...     rg.backends.cudnn.deterministic
True
"""

from __future__ import annotations

from contextlib import AbstractContextManager

from .. import _core
from . import _flags

__all__ = [
    "allow_tf32",
    "benchmark",
    "benchmark_limit",
    "deterministic",
    "enabled",
    "flags",
    "is_acceptable",
    "is_available",
    "version",
]

enabled: bool = True
benchmark: bool = False
benchmark_limit: int | None = None
deterministic: bool = False
allow_tf32: bool = True


def is_available() -> bool:
    """False."""
    return False


def is_acceptable(tensor: _core.Tensor) -> bool:
    """False, for every tensor."""
    return False


def version() -> int | None:
    """None."""
    return None


def flags(
    enabled: bool = False,
    benchmark: bool = False,
    benchmark_limit: int | None = 10,
    deterministic: bool = False,
    allow_tf32: bool = True,
) -> AbstractContextManager[None]:
    """Set flags inside a block; those that are not given are set to the defaults shown."""
    return _flags.changed(
        __name__,
        enabled=enabled,
        benchmark=benchmark,
        benchmark_limit=benchmark_limit,
        deterministic=deterministic,
        allow_tf32=allow_tf32,
    )


def __dir__() -> list[str]:
    return __all__


_flags.guard(__name__)
