"""NNPACK, which is not inside."""

from __future__ import annotations

from contextlib import AbstractContextManager

from . import _flags

__all__ = ["enabled", "flags", "is_available"]

enabled: bool = True


def is_available() -> bool:
    """False."""
    return False


def flags(enabled: bool = False) -> AbstractContextManager[None]:
    """Set the flag inside a block."""
    return _flags.changed(__name__, enabled=enabled)


def __dir__() -> list[str]:
    return __all__


_flags.guard(__name__)
