"""Apple's accelerator, which is not there: as torch on a machine without it.

>>> rg.mps.is_available(), rg.mps.device_count()
(False, 0)
"""

from __future__ import annotations

from . import _core
from ._no_device import device_count, is_available, manual_seed
from ._no_device import refuse as _refuse_device

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

__all__ = [
    "current_allocated_memory",
    "device_count",
    "driver_allocated_memory",
    "empty_cache",
    "get_rng_state",
    "is_available",
    "manual_seed",
    "recommended_max_memory",
    "seed",
    "set_per_process_memory_fraction",
    "set_rng_state",
    "synchronize",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


def _refuse(name: str) -> NoReturn:
    _refuse_device("mps", "MPS", name)


def seed() -> NoReturn:
    """Refused."""
    _refuse("seed")


def get_rng_state() -> NoReturn:
    """Refused."""
    _refuse("get_rng_state")


def set_rng_state(new_state: _core.Tensor) -> NoReturn:
    """Refused."""
    _refuse("set_rng_state")


def synchronize() -> NoReturn:
    """Refused."""
    _refuse("synchronize")


def empty_cache() -> NoReturn:
    """Refused."""
    _refuse("empty_cache")


def set_per_process_memory_fraction(fraction: float) -> NoReturn:
    """Refused."""
    _refuse("set_per_process_memory_fraction")


def current_allocated_memory() -> NoReturn:
    """Refused."""
    _refuse("current_allocated_memory")


def driver_allocated_memory() -> NoReturn:
    """Refused."""
    _refuse("driver_allocated_memory")


def recommended_max_memory() -> NoReturn:
    """Refused."""
    _refuse("recommended_max_memory")
