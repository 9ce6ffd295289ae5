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
    "device_index",
    "empty_cache",
    "get_device_capability",
    "get_memory_info",
    "is_available",
    "max_memory_allocated",
    "max_memory_reserved",
    "memory_allocated",
    "memory_reserved",
    "memory_stats",
    "reset_accumulated_memory_stats",
    "reset_peak_memory_stats",
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


def get_device_capability(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("get_device_capability")


def memory_stats(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("memory_stats")


def max_memory_allocated(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("max_memory_allocated")


def memory_reserved(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("memory_reserved")


def max_memory_reserved(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("max_memory_reserved")


def reset_peak_memory_stats(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("reset_peak_memory_stats")


def reset_accumulated_memory_stats(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("reset_accumulated_memory_stats")


def get_memory_info(device: _Device = None, /) -> NoReturn:
    """Refused."""
    _refuse("get_memory_info")


class device_index:
    """Select an accelerator inside a block: refused when entered, unless it is None, for none."""

    def __init__(self, device: int | None, /) -> None:
        self.idx = device

    def __enter__(self) -> None:
        if self.idx is not None:
            _refuse("device_index")

    def __exit__(self, *error: object) -> None:
        pass
