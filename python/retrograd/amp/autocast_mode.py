"""Blocks in which torch would compute in a smaller type."""

from __future__ import annotations

import functools
import threading
from collections.abc import Callable
from typing import Any, TypeVar, cast, overload

from .. import _core
from .._entered import Entered

_F = TypeVar("_F", bound=Callable[..., Any])

# The others are shown by the package itself.
__all__ = ["autocast", "custom_bwd", "custom_fwd", "is_autocast_available"]


def __dir__() -> list[str]:
    return __all__


# The devices for which torch has such blocks.
_KINDS = frozenset({"cpu", "cuda", "hpu", "ipu", "maia", "mps", "mtia", "xla", "xpu"})


class _State(threading.local):
    """What this thread has been told. Nothing is cast for it: there is no CUDA to cast on."""

    def __init__(self) -> None:
        self.enabled: frozenset[str] = frozenset()
        self.dtypes: dict[str, _core.dtype] = {}
        self.cache = True
        self.nesting = 0


_state = _State()


def _kind(caller: str, device_type: str) -> str:
    if not isinstance(device_type, str):
        raise ValueError(f"{caller}: expected a str for device_type, got {type(device_type)}")
    kind = _core.device(device_type).type
    if kind != device_type:
        raise RuntimeError(f"{caller}: expected a kind of device, got {device_type!r}")
    return kind


def _autocast_kind(caller: str, device_type: object) -> str:
    if not isinstance(device_type, str):
        raise TypeError(f"{caller}: expected a str for device_type, got {type(device_type)}")
    kind = _core.device(device_type).type
    if kind not in _KINDS:
        raise RuntimeError(f"{caller}: there is no autocast for {device_type!r}")
    return kind


def _check_bool(caller: str, enabled: object) -> None:
    if not isinstance(enabled, bool):
        raise TypeError(f"{caller}: expected a bool for enabled, got {type(enabled)}")


def _fail_cast(caller: str, dtype: _core.dtype) -> None:
    raise NotImplementedError(
        f"{caller}: operands are not cast to {dtype}; pass enabled=False, or convert them with to()"
    )


class autocast:
    """A block, or a decorator, in which torch would compute in bfloat16: refused if enabled.

    Nothing is done with ``enabled=False``; nor, after a warning as in torch, for a device that is
    not there, or for a type that torch does not cast to on a CPU, such as float32.

    >>> @rg.autocast("cpu", enabled=False)
    ... def f(x):
    ...     return x @ x
    >>> f(rg.ones(1, 1)).dtype
    torch.float32
    """

    def __init__(
        self,
        device_type: str,
        dtype: _core.dtype | None = None,
        enabled: bool = True,
        cache_enabled: bool | None = None,
    ) -> None:
        self.device: str = _kind("autocast", device_type)
        if self.device not in _KINDS:
            raise RuntimeError(f"autocast: there is none for device_type={device_type!r}")
        self.fast_dtype: _core.dtype = get_autocast_dtype(self.device) if dtype is None else dtype
        self._cache = _state.cache if cache_enabled is None else cache_enabled
        self._before = Entered()
        if not enabled:
            return
        if self.device == "cpu" and self.fast_dtype in (_core.bfloat16, _core.float16):
            _fail_cast("autocast", self.fast_dtype)
        import warnings

        reason = (
            f"torch casts to bfloat16 and float16 alone on a CPU, not to {self.fast_dtype}"
            if self.device == "cpu"
            else f"there is no device {device_type!r}"
        )
        warnings.warn(f"autocast: {reason}; the block does nothing", stacklevel=2)

    def __enter__(self) -> autocast:
        self._before.push(dict(vars(_state)))
        _state.enabled = _state.enabled - {self.device}
        _state.dtypes = {**_state.dtypes, self.device: self.fast_dtype}
        _state.cache = self._cache
        _state.nesting += 1
        return self

    def __exit__(self, *error: object) -> None:
        vars(_state).update(self._before.pop("autocast"))

    def __call__(self, func: _F) -> _F:
        @functools.wraps(func)
        def inside(*args: Any, **kwargs: Any) -> Any:
            with self:
                return func(*args, **kwargs)

        return cast(_F, inside)


def is_autocast_available(device_type: str) -> bool:
    """False: no device computes in a smaller type."""
    _kind("is_autocast_available", device_type)
    return False


def is_autocast_enabled(device_type: str = "cuda") -> bool:
    """Whether ``set_autocast_enabled`` switched it on: never for the CPU, nor inside of a block."""
    return _autocast_kind("is_autocast_enabled", device_type) in _state.enabled


def set_autocast_enabled(device_type: str | bool = "cuda", enabled: bool | None = None) -> None:
    """Switch it on or off for a kind of device, on this thread: "cuda" if none is given.

    Nothing is ever cast for a device that is not there. For the CPU True is refused.

    >>> rg.set_autocast_enabled("cpu", False)
    """
    where, on = ("cuda", device_type) if enabled is None else (device_type, enabled)
    _check_bool("set_autocast_enabled", on)
    kind = _autocast_kind("set_autocast_enabled", where)
    if on and kind == "cpu":
        _fail_cast("set_autocast_enabled", get_autocast_dtype(kind))
    _state.enabled = _state.enabled | {kind} if on else _state.enabled - {kind}


def get_autocast_dtype(device_type: str) -> _core.dtype:
    """The type that torch casts to for a kind of device, unless told otherwise.

    >>> rg.get_autocast_dtype("cpu")
    torch.bfloat16
    """
    kind = _autocast_kind("get_autocast_dtype", device_type)
    usual = _core.bfloat16 if kind in ("cpu", "hpu", "xla") else _core.float16
    return _state.dtypes.get(kind, usual)


def set_autocast_dtype(device_type: str, dtype: _core.dtype) -> None:
    """Name the type that ``get_autocast_dtype`` answers, and ``autocast`` without a ``dtype`` has.

    It is this thread's. No operand is cast to it: see ``autocast``.
    """
    if not isinstance(dtype, _core.dtype):
        raise TypeError(f"set_autocast_dtype: expected a dtype, got {type(dtype)}")
    _state.dtypes = {**_state.dtypes, _autocast_kind("set_autocast_dtype", device_type): dtype}


def is_autocast_cache_enabled() -> bool:
    """Whether casts of parameters would be kept, which is so by default. There are none."""
    return _state.cache


def set_autocast_cache_enabled(enabled: bool) -> None:
    """Say whether casts of parameters would be kept, on this thread. There are none."""
    _check_bool("set_autocast_cache_enabled", enabled)
    _state.cache = enabled


def clear_autocast_cache() -> None:
    """Do nothing: no casts are kept."""


def autocast_increment_nesting() -> int:
    """Count a block of this thread as entered; returns how many are."""
    _state.nesting += 1
    return _state.nesting


def autocast_decrement_nesting() -> int:
    """Count a block of this thread as left; returns how many are entered still."""
    _state.nesting -= 1
    return _state.nesting


# Old names.


def _renamed(old: str, new: str) -> None:
    import warnings

    warnings.warn(f"{old} is an old name of {new}", DeprecationWarning, stacklevel=3)


def is_autocast_cpu_enabled() -> bool:
    """The old name of ``is_autocast_enabled("cpu")``."""
    _renamed("is_autocast_cpu_enabled()", "is_autocast_enabled('cpu')")
    return is_autocast_enabled("cpu")


def set_autocast_cpu_enabled(enabled: bool) -> None:
    """The old name of ``set_autocast_enabled("cpu", enabled)``."""
    _renamed("set_autocast_cpu_enabled(enabled)", "set_autocast_enabled('cpu', enabled)")
    set_autocast_enabled("cpu", enabled)


def get_autocast_cpu_dtype() -> _core.dtype:
    """The old name of ``get_autocast_dtype("cpu")``."""
    _renamed("get_autocast_cpu_dtype()", "get_autocast_dtype('cpu')")
    return get_autocast_dtype("cpu")


def set_autocast_cpu_dtype(dtype: _core.dtype) -> None:
    """The old name of ``set_autocast_dtype("cpu", dtype)``."""
    _renamed("set_autocast_cpu_dtype(dtype)", "set_autocast_dtype('cpu', dtype)")
    set_autocast_dtype("cpu", dtype)


def get_autocast_gpu_dtype() -> _core.dtype:
    """The old name of ``get_autocast_dtype("cuda")``."""
    _renamed("get_autocast_gpu_dtype()", "get_autocast_dtype('cuda')")
    return get_autocast_dtype("cuda")


def set_autocast_gpu_dtype(dtype: _core.dtype) -> None:
    """The old name of ``set_autocast_dtype("cuda", dtype)``."""
    _renamed("set_autocast_gpu_dtype(dtype)", "set_autocast_dtype('cuda', dtype)")
    set_autocast_dtype("cuda", dtype)


@overload
def custom_fwd(fwd: _F, *, device_type: str, cast_inputs: _core.dtype | None = None) -> _F: ...


@overload
def custom_fwd(
    fwd: None = None, *, device_type: str, cast_inputs: _core.dtype | None = None
) -> Callable[[_F], _F]: ...


def custom_fwd(fwd: Any = None, *, device_type: str, cast_inputs: _core.dtype | None = None) -> Any:
    """Return the forward of a Function that is given; without one, a decorator.

    Inputs are cast inside an enabled ``autocast`` alone, and none is.
    """
    _kind("custom_fwd", device_type)
    return _given if fwd is None else fwd


@overload
def custom_bwd(bwd: _F, *, device_type: str) -> _F: ...


@overload
def custom_bwd(bwd: None = None, *, device_type: str) -> Callable[[_F], _F]: ...


def custom_bwd(bwd: Any = None, *, device_type: str) -> Any:
    """Return the backward of a Function that is given; without one, a decorator."""
    _kind("custom_bwd", device_type)
    return _given if bwd is None else bwd


def _given(func: _F) -> _F:
    return func
