"""RemovableHandle, which every registration of a hook returns."""

from .._core import RemovableHandle

__all__ = ["RemovableHandle"]
