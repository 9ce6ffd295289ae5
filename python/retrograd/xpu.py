"""Intel's accelerators, which are not there: as torch on a machine without them.

>>> rg.xpu.is_available(), rg.xpu.device_count()
(False, 0)
"""

from __future__ import annotations

from . import _core
from ._no_device import (
    device_count,
    empty_cache,
    get_rng_state_all,
    is_available,
    is_bf16_supported,
    is_initialized,
    manual_seed,
    manual_seed_all,
    max_memory_allocated,
    max_memory_reserved,
    memory_allocated,
    memory_reserved,
)
from ._no_device import (
    refuse as _refuse_device,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TypeAlias

    _Device: TypeAlias = _core.device | str | int | None

__all__ = [
    "current_device",
    "device_count",
    "empty_cache",
    "get_device_name",
    "get_rng_state_all",
    "is_available",
    "is_bf16_supported",
    "is_initialized",
    "manual_seed",
    "manual_seed_all",
    "max_memory_allocated",
    "max_memory_reserved",
    "memory_allocated",
    "memory_reserved",
    "set_device",
    "synchronize",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


def _refuse(name: str) -> NoReturn:
    _refuse_device("xpu", "XPU", name)


def current_device() -> NoReturn:
    """Refused."""
    _refuse("current_device")


def set_device(device: _Device) -> NoReturn:
    """Refused."""
    _refuse("set_device")


def synchronize(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("synchronize")


def get_device_name(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("get_device_name")
