"""Settings of the whole process that programs make and ask for.

Most hold here whatever they say: results are the same at every run and for every number of threads,
float32 is computed in float32, and there is one device. They are kept and given back.
"""

from __future__ import annotations

import importlib

from . import _core

TYPE_CHECKING = False
if TYPE_CHECKING:
    from types import ModuleType

__all__ = [
    "are_deterministic_algorithms_enabled",
    "get_default_device",
    "get_deterministic_debug_mode",
    "get_device_module",
    "get_float32_matmul_precision",
    "get_num_interop_threads",
    "is_deterministic_algorithms_warn_only_enabled",
    "set_default_device",
    "set_deterministic_debug_mode",
    "set_float32_matmul_precision",
    "set_flush_denormal",
    "set_num_interop_threads",
    "use_deterministic_algorithms",
]

_deterministic = False
_warn_only = False
_fill = True  # utils.deterministic.fill_uninitialized_memory
_precision = "highest"
_interop_threads: int | None = None


def use_deterministic_algorithms(mode: bool, *, warn_only: bool = False) -> None:
    """Ask for the same results at every run, which all operations give anyway.

    What this adds is that ``empty`` and its kin are filled: with nan, or the largest integer,
    unless ``utils.deterministic.fill_uninitialized_memory`` is False.

    >>> rg.use_deterministic_algorithms(True)
    >>> rg.empty(2), rg.are_deterministic_algorithms_enabled()
    (tensor([nan, nan]), True)
    >>> rg.use_deterministic_algorithms(False)
    """
    global _deterministic, _warn_only
    for flag in (mode, warn_only):
        if not isinstance(flag, bool):
            raise TypeError(f"use_deterministic_algorithms: expected bools, got {type(flag)}")
    _deterministic, _warn_only = mode, warn_only
    _core._fill_empty(mode and _fill)


def are_deterministic_algorithms_enabled() -> bool:
    """Whether use_deterministic_algorithms(True) was called."""
    return _deterministic


def is_deterministic_algorithms_warn_only_enabled() -> bool:
    """What use_deterministic_algorithms() was last given as ``warn_only``."""
    return _warn_only


def _set_fill(value: bool) -> None:
    global _fill
    _fill = value
    _core._fill_empty(_deterministic and value)


_DEBUG_MODES = ("default", "warn", "error")


def set_deterministic_debug_mode(debug_mode: int | str) -> None:
    """Set both flags of use_deterministic_algorithms(): "default", "warn", "error", or 0 to 2.

    >>> rg.set_deterministic_debug_mode("warn")
    >>> rg.get_deterministic_debug_mode()
    1
    >>> rg.set_deterministic_debug_mode("default")
    """
    if not isinstance(debug_mode, (int, str)):
        raise TypeError(
            f"set_deterministic_debug_mode: expected a str or an int, got {type(debug_mode)}"
        )
    known = range(3) if isinstance(debug_mode, int) else _DEBUG_MODES
    if debug_mode not in known:
        raise RuntimeError(
            f"set_deterministic_debug_mode: expected one of {list(known)}, got {debug_mode!r}"
        )
    number = debug_mode if isinstance(debug_mode, int) else _DEBUG_MODES.index(debug_mode)
    use_deterministic_algorithms(number > 0, warn_only=number == 1)


def get_deterministic_debug_mode() -> int:
    """0, or 1 for warnings, or 2 for errors: see set_deterministic_debug_mode()."""
    return (1 if _warn_only else 2) if _deterministic else 0


def set_float32_matmul_precision(precision: str) -> None:
    """Allow products of float32 to be less precise: "highest", "high" or "medium".

    They are computed in float32 whatever is allowed.

    >>> rg.set_float32_matmul_precision("high")
    >>> rg.get_float32_matmul_precision(), rg.backends.cuda.matmul.allow_tf32
    ('high', True)
    >>> rg.set_float32_matmul_precision("highest")
    """
    global _precision
    if not isinstance(precision, str):
        raise RuntimeError(
            f"set_float32_matmul_precision: expected a str, got {type(precision).__name__}"
        )
    if precision in ("highest", "high", "medium"):
        _precision = precision
        return
    import warnings

    warnings.warn(
        f"set_float32_matmul_precision: {precision!r} is not one of 'highest', 'high', 'medium';"
        " nothing is changed",
        stacklevel=2,
    )


def get_float32_matmul_precision() -> str:
    """What set_float32_matmul_precision() was last given; "highest" at first."""
    return _precision


def set_flush_denormal(mode: bool) -> bool:
    """Have this thread take numbers below the normal ones for 0, or not; False if it cannot.

    It holds for operations on all threads that they use, and for Python's own floats.

    >>> rg.set_flush_denormal(True)
    True
    >>> rg.tensor([1e-310], dtype=rg.float64) * 1
    tensor([0.], dtype=torch.float64)
    >>> rg.set_flush_denormal(False)
    True
    """
    if not isinstance(mode, bool):
        raise TypeError(f"set_flush_denormal: expected a bool, got {type(mode).__name__}")
    return _core._flush_denormal(mode)


def get_num_interop_threads() -> int:
    """How many operations could run side by side, which none do: see set_num_threads()."""
    return _core.get_num_threads() if _interop_threads is None else _interop_threads


def set_num_interop_threads(threads: int) -> None:
    """Keep a number for get_num_interop_threads(), once; set_num_threads() has an effect."""
    global _interop_threads
    if not isinstance(threads, int) or isinstance(threads, bool):
        raise RuntimeError(
            f"set_num_interop_threads: expected an int, got {type(threads).__name__}"
        )
    if threads <= 0:
        raise RuntimeError(f"set_num_interop_threads: expected a positive int, got {threads}")
    if _interop_threads is not None:
        raise RuntimeError("set_num_interop_threads: was called before, and can be called once")
    _interop_threads = threads


def set_default_device(device: _core.device | str | int | None) -> None:
    """Accept the CPU, where tensors are made anyway, or None for it; refuse other devices.

    >>> rg.set_default_device("cpu")
    >>> rg.get_default_device()
    device(type='cpu')
    """
    with _core.device("cpu" if device is None else device):
        pass


def get_default_device() -> _core.device:
    """Return the CPU."""
    return _core.device("cpu")


def get_device_module(device: _core.device | str | None = None) -> ModuleType:
    """Return the module of a kind of device: ``cpu``, ``cuda``, ``mps`` or ``xpu``.

    >>> rg.get_device_module("cuda").is_available()
    False
    """
    kind = _core.device("cpu" if device is None else device).type
    if kind not in ("cpu", "cuda", "mps", "xpu"):
        raise RuntimeError(f"get_device_module: there is no module for {kind!r}")
    return importlib.import_module(f"{__package__}.{kind}")


def __dir__() -> list[str]:
    return __all__
