"""The accelerator of this machine, of which there is none: as torch on a machine without one.

>>> rg.accelerator.is_available(), rg.accelerator.current_accelerator()
(False, None)
"""

from __future__ import annotations

from . import _core
from ._no_device import device_count, is_available
from ._no_device import refuse as _refuse_device

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TypeAlias

    _Device: TypeAlias = _core.device | str | int | None

__all__ = [
    "current_accelerator",
    "current_device_index",
    "current_stream",
    "device_count",
    "empty_cache",
    "is_available",
    "memory_allocated",
    "set_device_index",
    "synchronize",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


def _refuse(name: str) -> NoReturn:
    _refuse_device("accelerator", "accelerator", name)


def current_accelerator(check_available: bool = False) -> _core.device | None:
    """None."""
    return None


def current_device_index() -> NoReturn:
    """Refused."""
    _refuse("current_device_index")


def set_device_index(device: _Device, /) -> NoReturn:
    """Refused."""
    _refuse("set_device_index")


def current_stream(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("current_stream")


def synchronize(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("synchronize")


def empty_cache() -> NoReturn:
    """Refused."""
    _refuse("empty_cache")


def memory_allocated(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("memory_allocated")
