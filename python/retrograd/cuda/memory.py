"""The memory of CUDA, of which there is none.

>>> rg.cuda.memory.memory_allocated()
0
"""

from __future__ import annotations

from .. import _core
from .._no_device import (
    empty_cache,
    max_memory_allocated,
    max_memory_reserved,
    memory_allocated,
    memory_reserved,
    refuse,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TypeAlias

    _Device: TypeAlias = _core.device | str | int | None

__all__ = [
    "caching_allocator_alloc",
    "caching_allocator_delete",
    "caching_allocator_enable",
    "empty_cache",
    "get_allocator_backend",
    "get_per_process_memory_fraction",
    "host_memory_stats",
    "host_memory_stats_as_nested_dict",
    "max_memory_allocated",
    "max_memory_cached",
    "max_memory_reserved",
    "mem_get_info",
    "memory_allocated",
    "memory_cached",
    "memory_reserved",
    "memory_snapshot",
    "memory_stats",
    "memory_stats_as_nested_dict",
    "memory_summary",
    "reset_accumulated_host_memory_stats",
    "reset_accumulated_memory_stats",
    "reset_max_memory_allocated",
    "reset_max_memory_cached",
    "reset_peak_host_memory_stats",
    "reset_peak_memory_stats",
    "set_per_process_memory_fraction",
]


def __dir__() -> list[str]:
    return __all__


def _renamed(name: str) -> None:
    import warnings

    new = name.replace("cached", "reserved")
    warnings.warn(f"cuda.{name} is an old name of cuda.{new}", FutureWarning, stacklevel=3)


def memory_cached(device: _Device = None) -> int:
    """0: the old name of memory_reserved()."""
    _renamed("memory_cached")
    return 0


def max_memory_cached(device: _Device = None) -> int:
    """0: the old name of max_memory_reserved()."""
    _renamed("max_memory_cached")
    return 0


def memory_stats(device: _Device = None) -> dict[str, Any]:
    """An empty dict."""
    return {}


def mem_get_info(device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "mem_get_info")


def memory_summary(device: _Device = None, abbreviated: bool = False) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "memory_summary")


def reset_peak_memory_stats(device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "reset_peak_memory_stats")


def reset_accumulated_memory_stats(device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "reset_accumulated_memory_stats")


def reset_max_memory_allocated(device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "reset_max_memory_allocated")


def reset_max_memory_cached(device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "reset_max_memory_cached")


def memory_stats_as_nested_dict(device: _Device = None) -> dict[str, Any]:
    """An empty dict."""
    return {}


def host_memory_stats() -> dict[str, Any]:
    """An empty dict."""
    return {}


def host_memory_stats_as_nested_dict() -> dict[str, Any]:
    """An empty dict."""
    return {}


def caching_allocator_enable(value: bool = True) -> None:
    """Do nothing: there is no memory of a device to keep."""


def memory_snapshot(mempool_id: object = None, include_traces: bool = True) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "memory_snapshot")


def get_allocator_backend() -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "get_allocator_backend")


def get_per_process_memory_fraction(device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "get_per_process_memory_fraction")


def set_per_process_memory_fraction(fraction: float, device: _Device = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "set_per_process_memory_fraction")


def caching_allocator_alloc(size: int, device: _Device = None, stream: object = None) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "caching_allocator_alloc")


def caching_allocator_delete(mem_ptr: int) -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "caching_allocator_delete")


def reset_peak_host_memory_stats() -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "reset_peak_host_memory_stats")


def reset_accumulated_host_memory_stats() -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "reset_accumulated_host_memory_stats")
