"""What the modules of devices that are not there answer alike: none is there, and holds nothing."""

from __future__ import annotations

from . import _core
from .errors import DeviceError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn, TypeAlias

    _Device: TypeAlias = _core.device | str | int | None


def refuse(module: str, device: str, name: str) -> NoReturn:
    """Raise the error of what needs a device: ``module.name`` of a ``device`` that is not there."""
    raise DeviceError(
        f"{module}.{name}: there is no {device}, since retrograd computes on the CPU alone; "
        f"ask {module}.is_available() first"
    )


def is_available() -> bool:
    """False."""
    return False


def is_initialized() -> bool:
    """False."""
    return False


def device_count() -> int:
    """0."""
    return 0


def is_bf16_supported(including_emulation: bool = True) -> bool:
    """False."""
    return False


def get_rng_state_all() -> list[_core.Tensor]:
    """An empty list: the states of no devices."""
    return []


def memory_allocated(device: _Device = None) -> int:
    """0."""
    return 0


def max_memory_allocated(device: _Device = None) -> int:
    """0."""
    return 0


def memory_reserved(device: _Device = None) -> int:
    """0."""
    return 0


def max_memory_reserved(device: _Device = None) -> int:
    """0."""
    return 0


def empty_cache() -> None:
    """Do nothing: there is no memory of a device. ``retrograd.memory.trim()`` is the CPU's."""


def manual_seed(seed: int) -> None:
    """Do nothing: there are no streams of devices. ``retrograd.manual_seed`` is the CPU's."""
    int(seed)


def manual_seed_all(seed: int) -> None:
    """Do nothing: there are no streams of devices."""
    int(seed)
