"""The package that orders the products of an einsum, which is not used."""

from __future__ import annotations

__all__ = ["enabled", "is_available", "strategy"]

enabled: bool = False
strategy: str | None = None


def is_available() -> bool:
    """False."""
    return False


def __dir__() -> list[str]:
    return __all__
