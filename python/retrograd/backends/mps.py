"""Apple's accelerator, which is not there."""

__all__ = ["is_available", "is_built"]


def is_available() -> bool:
    """False."""
    return False


def is_built() -> bool:
    """False."""
    return False


def __dir__() -> list[str]:
    return __all__
