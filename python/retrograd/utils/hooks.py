"""RemovableHandle, which every registration of a hook returns."""

from .._core import RemovableHandle

__all__ = ["RemovableHandle"]


def __dir__() -> list[str]:
    return __all__
