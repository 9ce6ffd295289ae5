"""Files: ``save`` and ``load`` in torch's format, both ways, and what load() may make.

Reading never runs code of the file.
"""

from __future__ import annotations

from .. import _core
from ._failed import FileError
from ._loading import get_unsafe_globals_in_checkpoint, load
from ._places import MapLocation
from ._safe import add_safe_globals, clear_safe_globals, get_safe_globals, safe_globals
from ._saving import save

MAP_LOCATION = MapLocation  # what annotations of programs call it

__all__ = [
    "MAP_LOCATION",
    "FileError",
    "add_safe_globals",
    "clear_safe_globals",
    "get_safe_globals",
    "get_unsafe_globals_in_checkpoint",
    "load",
    "safe_globals",
    "save",
]


def _get_layout(name: str) -> _core.layout:
    """Return the layout that a pickle of torch names."""
    if name != "torch.strided":
        raise RuntimeError(f"a pickle has a tensor of layout {name}; tensors are strided here")
    return _core.strided


def __dir__() -> list[str]:
    return __all__
