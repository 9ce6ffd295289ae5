"""Blocks in which products are computed in a smaller type: see _casting for which, and in what."""

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
    """What this thread has been told, and the block that casts for it: on the CPU alone."""

    def __init__(self) -> None:
        self.enabled: frozenset[str] = frozenset()
        self.dtypes: dict[str, _core.dtype] = {}
        self.cache = True
        self.nesting = 0
        self.casting: object = None


_state = _State()


def _kind(caller: str, device_type: str) -> str:
    if not isinstance(device_type, str):
        raise ValueError(f"{caller}: expected a str for device_type, got {type(device_type)}")
    if device_type in _KINDS:
        return device_type
    kind = _core.device(device_type).type
    if kind != device_type:
        raise RuntimeError(f"{caller}: expected a kind of device, got {device_type!r}")
    return kind


def _autocast_kind(caller: str, device_type: object) -> str:
    if not isinstance(device_type, str):
        raise TypeError(f"{caller}: expected a str for device_type, got {type(device_type)}")
    if device_type in _KINDS:
        return device_type
    kind = _core.device(device_type).type
    if kind not in _KINDS:
        raise RuntimeError(f"{caller}: there is no autocast for {device_type!r}")
    return kind


def _check_bool(caller: str, enabled: object) -> None:
    if not isinstance(enabled, bool):
        raise TypeError(f"{caller}: expected a bool for enabled, got {type(enabled)}")


def _is_innermost(casting: object) -> bool:
    return _state.casting is casting


class autocast:
    """A block, or a decorator, in which products are computed in bfloat16 or float16.

    Inside, matrix products, convolutions, attention and recurrent layers convert what they are
    given to ``dtype``, and losses, long products and decompositions to float32; the others take
    types as they come. Parameters stay in their type, and so do their gradients. Backward belongs
    outside of the block.

    Nothing is done with ``enabled=False``; nor, after a warning as in torch, for a device that is
    not there, or for a type that torch does not cast to on a CPU, such as float32.

    >>> x = rg.ones(2, 2)
    >>> with rg.autocast("cpu", dtype=rg.bfloat16):
    ...     y = x @ x
    ...     loss = rg.nn.functional.mse_loss(y, x)
    >>> y.dtype, loss
    (torch.bfloat16, tensor(1.))
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
        fast = self.device == "cpu" and self.fast_dtype in (_core.bfloat16, _core.float16)
        self._casts: bool = enabled and fast
        if not enabled or fast:
            return
        import warnings

        reason = (
            f"torch casts to bfloat16 and float16 alone on a CPU, not to {self.fast_dtype}"
            if self.device == "cpu"
            else f"there is no device {device_type!r}"
        )
        warnings.warn(f"autocast: {reason}; the block does nothing", stacklevel=2)

    def __enter__(self) -> autocast:
        casting = None
        if self._casts:
            from ._casting import Casting

            casting = Casting(self.fast_dtype, _is_innermost)
            casting.__enter__()
        self._before.push((dict(vars(_state)), casting))
        if self.device == "cpu":
            _state.casting = casting
        others = _state.enabled - {self.device}
        _state.enabled = others | {self.device} if self._casts else others
        _state.dtypes = {**_state.dtypes, self.device: self.fast_dtype}
        _state.cache = self._cache
        _state.nesting += 1
        return self

    def __exit__(self, *error: object) -> None:
        before, casting = self._before.pop("autocast")
        if casting is not None:
            casting.__exit__(*error)
        vars(_state).update(before)

    def __call__(self, func: _F) -> _F:
        @functools.wraps(func)
        def inside(*args: Any, **kwargs: Any) -> Any:
            with self:
                return func(*args, **kwargs)

        return cast(_F, inside)


def is_autocast_available(device_type: str) -> bool:
    """Whether there is something to compute in a smaller type with: the CPU alone."""
    return _kind("is_autocast_available", device_type) == "cpu"


def is_autocast_enabled(device_type: str = "cuda") -> bool:
    """Whether operations are cast: on the CPU inside of a block, else if it was switched on."""
    return _autocast_kind("is_autocast_enabled", device_type) in _state.enabled


def set_autocast_enabled(device_type: str | bool = "cuda", enabled: bool | None = None) -> None:
    """Switch it on or off for a kind of device, on this thread: "cuda" if none is given.

    Nothing is ever cast for a device that is not there. For the CPU True is refused: a block, which
    ends, does that.

    >>> rg.set_autocast_enabled("cpu", False)
    """
    where, on = ("cuda", device_type) if enabled is None else (device_type, enabled)
    _check_bool("set_autocast_enabled", on)
    kind = _autocast_kind("set_autocast_enabled", where)
    if on and kind == "cpu":
        raise NotImplementedError(
            "set_autocast_enabled: enter autocast('cpu') as a block, or decorate what it is for"
        )
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

    It is this thread's. A block that is entered already keeps its own.
    """
    if not isinstance(dtype, _core.dtype):
        raise TypeError(f"set_autocast_dtype: expected a dtype, got {type(dtype)}")
    _state.dtypes = {**_state.dtypes, _autocast_kind("set_autocast_dtype", device_type): dtype}


def is_autocast_cache_enabled() -> bool:
    """What was said by ``set_autocast_cache_enabled``: True by default. No casts are kept."""
    return _state.cache


def set_autocast_cache_enabled(enabled: bool) -> None:
    """Say whether casts of parameters may be kept, on this thread. None are."""
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
    """Return a forward of a Function that goes with autocast; without one, a decorator.

    Inside an ``autocast`` of the CPU floating inputs are cast to ``cast_inputs``, and the forward
    runs as outside of it; without ``cast_inputs`` it runs as it is called.
    """
    if fwd is None:
        return functools.partial(custom_fwd, device_type=device_type, cast_inputs=cast_inputs)
    if _kind("custom_fwd", device_type) != "cpu":
        return fwd

    @functools.wraps(fwd)
    def forward(ctx: Any, *args: Any, **kwargs: Any) -> Any:
        ctx._dtype = get_autocast_dtype("cpu")
        ctx._fwd_used_autocast = is_autocast_enabled("cpu")
        if cast_inputs is None or not ctx._fwd_used_autocast:
            return fwd(ctx, *args, **kwargs)
        from ._casting import cast as cast_to

        ctx._fwd_used_autocast = False
        with autocast("cpu", enabled=False):
            return fwd(ctx, *cast_to(args, cast_inputs), **cast_to(kwargs, cast_inputs))

    return forward


@overload
def custom_bwd(bwd: _F, *, device_type: str) -> _F: ...


@overload
def custom_bwd(bwd: None = None, *, device_type: str) -> Callable[[_F], _F]: ...


def custom_bwd(bwd: Any = None, *, device_type: str) -> Any:
    """Return a backward of a Function that sees the autocast of its forward; or a decorator."""
    if bwd is None:
        return functools.partial(custom_bwd, device_type=device_type)
    if _kind("custom_bwd", device_type) != "cpu":
        return bwd

    @functools.wraps(bwd)
    def backward(ctx: Any, *args: Any, **kwargs: Any) -> Any:
        with autocast("cpu", ctx._dtype, ctx._fwd_used_autocast):
            return bwd(ctx, *args, **kwargs)

    return backward
