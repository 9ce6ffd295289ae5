"""OpenMP, which is not inside."""

__all__ = ["is_available"]


def is_available() -> bool:
    """False."""
    return False


def __dir__() -> list[str]:
    return __all__
