"""CUDA, which is not there: as torch on a machine without it.

What asks says so, what seeds or frees does nothing, and what needs a device raises a DeviceError
(an AssertionError, as in torch, and a RuntimeError).

>>> rg.cuda.is_available(), rg.cuda.device_count(), rg.cuda.memory_allocated()
(False, 0, 0)
"""

from __future__ import annotations

from .. import _core
from .._no_device import device_count, is_available, is_bf16_supported, is_initialized
from .._no_device import refuse as _refuse_device
from ..errors import AcceleratorError, OutOfMemory
from . import amp, memory, nvtx, random
from .memory import (
    caching_allocator_alloc,
    caching_allocator_delete,
    caching_allocator_enable,
    empty_cache,
    get_allocator_backend,
    get_per_process_memory_fraction,
    host_memory_stats,
    host_memory_stats_as_nested_dict,
    max_memory_allocated,
    max_memory_cached,
    max_memory_reserved,
    mem_get_info,
    memory_allocated,
    memory_cached,
    memory_reserved,
    memory_snapshot,
    memory_stats,
    memory_stats_as_nested_dict,
    memory_summary,
    reset_accumulated_host_memory_stats,
    reset_accumulated_memory_stats,
    reset_max_memory_allocated,
    reset_max_memory_cached,
    reset_peak_host_memory_stats,
    reset_peak_memory_stats,
    set_per_process_memory_fraction,
)
from .random import (
    get_rng_state,
    get_rng_state_all,
    initial_seed,
    manual_seed,
    manual_seed_all,
    seed,
    seed_all,
    set_rng_state,
    set_rng_state_all,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn, TypeAlias

    from .._tensortype import (
        BFloat16Tensor,
        BoolTensor,
        ByteTensor,
        CharTensor,
        DoubleTensor,
        FloatTensor,
        HalfTensor,
        IntTensor,
        LongTensor,
        ShortTensor,
    )

    _Device: TypeAlias = _core.device | str | int | None

__all__ = [
    "AcceleratorError",
    "BFloat16Tensor",
    "BoolTensor",
    "ByteTensor",
    "CharTensor",
    "DoubleTensor",
    "Event",
    "FloatTensor",
    "HalfTensor",
    "IntTensor",
    "LongTensor",
    "OutOfMemoryError",
    "ShortTensor",
    "Stream",
    "StreamContext",
    "amp",
    "caching_allocator_alloc",
    "caching_allocator_delete",
    "caching_allocator_enable",
    "can_device_access_peer",
    "current_device",
    "current_stream",
    "default_generators",
    "default_stream",
    "device",
    "device_count",
    "device_of",
    "empty_cache",
    "get_allocator_backend",
    "get_arch_list",
    "get_device_capability",
    "get_device_name",
    "get_device_properties",
    "get_gencode_flags",
    "get_per_process_memory_fraction",
    "get_rng_state",
    "get_rng_state_all",
    "has_half",
    "has_magma",
    "host_memory_stats",
    "host_memory_stats_as_nested_dict",
    "init",
    "initial_seed",
    "ipc_collect",
    "is_available",
    "is_bf16_supported",
    "is_current_stream_capturing",
    "is_initialized",
    "is_tf32_supported",
    "manual_seed",
    "manual_seed_all",
    "max_memory_allocated",
    "max_memory_cached",
    "max_memory_reserved",
    "mem_get_info",
    "memory",
    "memory_allocated",
    "memory_cached",
    "memory_reserved",
    "memory_snapshot",
    "memory_stats",
    "memory_stats_as_nested_dict",
    "memory_summary",
    "nvtx",
    "random",
    "reset_accumulated_host_memory_stats",
    "reset_accumulated_memory_stats",
    "reset_max_memory_allocated",
    "reset_max_memory_cached",
    "reset_peak_host_memory_stats",
    "reset_peak_memory_stats",
    "seed",
    "seed_all",
    "set_device",
    "set_per_process_memory_fraction",
    "set_rng_state",
    "set_rng_state_all",
    "set_stream",
    "stream",
    "synchronize",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        if name.endswith("Tensor"):
            from .._tensortype import CUDA

            if name in CUDA:
                return CUDA[name]
        if name in ("CUDAGraph", "graph", "graph_pool_handle", "make_graphed_callables"):
            import importlib

            return getattr(importlib.import_module("retrograd.cuda.graphs"), name)
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


OutOfMemoryError = OutOfMemory
default_generators: tuple[_core.Generator, ...] = ()
has_half: bool = True
has_magma: bool = False


def _refuse(name: str) -> NoReturn:
    _refuse_device("cuda", "CUDA", name)


# What can be answered.


def is_tf32_supported() -> bool:
    """False."""
    return False


def get_arch_list() -> list[str]:
    """An empty list."""
    return []


def get_gencode_flags() -> str:
    """An empty text."""
    return ""


# Blocks.


class device:
    """Select a device inside a block: refused, unless the number is negative or None, for none."""

    def __init__(self, device: _Device) -> None:
        self._named = device

    def __enter__(self) -> None:
        if self._named is not None and not (isinstance(self._named, int) and self._named < 0):
            _refuse(f"device({self._named!r})")

    def __exit__(self, *error: object) -> None:
        pass


class device_of(device):
    """Select the device of a tensor inside a block, where it is on CUDA; nothing for others."""

    def __init__(self, obj: object) -> None:
        super().__init__(-1)


class StreamContext:
    """Select a stream inside a block; there is None alone, for which nothing is done."""

    def __init__(self, stream: Stream | None) -> None:
        if stream is not None:
            _refuse("stream")
        self.stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass


def stream(stream: Stream | None) -> StreamContext:
    """Select a stream inside a block; there is None alone, for which nothing is done."""
    return StreamContext(stream)


# What needs a device.


class Stream:
    """A stream of a device: none can be made."""

    def __init__(self, device: _Device = None, priority: int = 0, **options: Any) -> None:
        _refuse("Stream")


class Event:
    """An event of a device: none can be made."""

    def __init__(
        self, enable_timing: bool = False, blocking: bool = False, interprocess: bool = False
    ) -> None:
        _refuse("Event")


def init() -> NoReturn:
    """Refused."""
    _refuse("init")


def current_device() -> NoReturn:
    """Refused."""
    _refuse("current_device")


def set_device(device: _Device) -> None:
    """Refused, unless the number is negative, for none."""
    if not (isinstance(device, int) and device < 0):
        _refuse("set_device")


def synchronize(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("synchronize")


def current_stream(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("current_stream")


def default_stream(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("default_stream")


def set_stream(stream: Stream) -> NoReturn:
    """Refused."""
    _refuse("set_stream")


def is_current_stream_capturing() -> NoReturn:
    """Refused."""
    _refuse("is_current_stream_capturing")


def get_device_name(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("get_device_name")


def get_device_capability(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("get_device_capability")


def get_device_properties(device: _Device = None) -> NoReturn:
    """Refused."""
    _refuse("get_device_properties")


def can_device_access_peer(device: _Device, peer_device: _Device) -> NoReturn:
    """Refused."""
    _refuse("can_device_access_peer")


def ipc_collect() -> NoReturn:
    """Refused."""
    _refuse("ipc_collect")
