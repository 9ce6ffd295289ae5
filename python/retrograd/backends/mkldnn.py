"""oneDNN, which is not inside."""

from __future__ import annotations

from contextlib import AbstractContextManager

from . import _flags

__all__ = ["allow_tf32", "deterministic", "enabled", "flags", "is_acl_available", "is_available"]

enabled: bool = True
deterministic: bool = False
allow_tf32: bool = False


def is_available() -> bool:
    """False."""
    return False


def is_acl_available() -> bool:
    """False."""
    return False


def flags(
    enabled: bool = False, deterministic: bool = False, allow_tf32: bool = True
) -> AbstractContextManager[None]:
    """Set flags inside a block."""
    return _flags.changed(
        __name__, enabled=enabled, deterministic=deterministic, allow_tf32=allow_tf32
    )


def __dir__() -> list[str]:
    return __all__


_flags.guard(__name__)
