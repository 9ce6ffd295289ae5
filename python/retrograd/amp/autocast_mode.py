"""Blocks in which torch would compute in a smaller type."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar, overload

from .. import _core

_F = TypeVar("_F", bound=Callable[..., Any])

__all__ = [
    "autocast",
    "clear_autocast_cache",
    "custom_bwd",
    "custom_fwd",
    "get_autocast_dtype",
    "is_autocast_available",
    "is_autocast_cache_enabled",
    "is_autocast_enabled",
]


def __dir__() -> list[str]:
    return __all__


# The devices for which torch has such blocks.
_KINDS = frozenset({"cpu", "cuda", "hpu", "ipu", "maia", "mps", "mtia", "xla", "xpu"})


def _kind(caller: str, device_type: str) -> str:
    if not isinstance(device_type, str):
        raise ValueError(f"{caller}: expected a str for device_type, got {type(device_type)}")
    kind = _core.device(device_type).type
    if kind != device_type:
        raise RuntimeError(f"{caller}: expected a kind of device, got {device_type!r}")
    return kind


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
        self.fast_dtype = dtype
        if self.device not in _KINDS:
            raise RuntimeError(f"autocast: there is none for device_type={device_type!r}")
        if not enabled:
            return
        if self.device == "cpu" and (
            dtype is None or str(dtype) in ("torch.bfloat16", "torch.float16")
        ):
            raise NotImplementedError(
                f"autocast: operands are not cast to {dtype or 'torch.bfloat16'};"
                " pass enabled=False, or convert them with to()"
            )
        import warnings

        reason = (
            f"torch casts to bfloat16 and float16 alone on a CPU, not to {dtype}"
            if self.device == "cpu"
            else f"there is no device {device_type!r}"
        )
        warnings.warn(f"autocast: {reason}; the block does nothing", stacklevel=2)

    def __enter__(self) -> autocast:
        return self

    def __exit__(self, *error: object) -> None:
        pass

    def __call__(self, func: _F) -> _F:
        return func


def is_autocast_available(device_type: str) -> bool:
    """False: no device computes in a smaller type."""
    _kind("is_autocast_available", device_type)
    return False


def is_autocast_enabled(device_type: str | None = None) -> bool:
    """False, inside of every block."""
    if device_type is not None:
        _kind("is_autocast_enabled", device_type)
    return False


def get_autocast_dtype(device_type: str) -> _core.dtype:
    """The type that torch casts to for a kind of device, unless told otherwise.

    >>> rg.get_autocast_dtype("cpu")
    torch.bfloat16
    """
    kind = _kind("get_autocast_dtype", device_type)
    if kind not in _KINDS:
        raise RuntimeError(f"get_autocast_dtype: there is none for {device_type!r}")
    return _core.bfloat16 if kind in ("cpu", "hpu", "xla") else _core.float16


def is_autocast_cache_enabled() -> bool:
    """True: whether casts of parameters would be kept. There are none."""
    return True


def clear_autocast_cache() -> None:
    """Do nothing: no casts are kept."""


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
