"""The old names of ``retrograd.amp``, for the CPU."""

from __future__ import annotations

from .. import _core
from .. import amp as _amp

__all__ = ["GradScaler", "autocast"]


def __dir__() -> list[str]:
    return __all__


def _renamed(name: str) -> None:
    import warnings

    warnings.warn(
        f"cpu.amp.{name}(...) is an old name of amp.{name}('cpu', ...)",
        FutureWarning,
        stacklevel=3,
    )


class autocast(_amp.autocast):
    """``retrograd.amp.autocast("cpu", ...)``: refused if enabled."""

    def __init__(
        self,
        enabled: bool = True,
        dtype: _core.dtype = _core.bfloat16,
        cache_enabled: bool = True,
    ) -> None:
        _renamed("autocast")
        super().__init__("cpu", dtype, enabled, cache_enabled)


class GradScaler(_amp.GradScaler):
    """``retrograd.amp.GradScaler("cpu", ...)``."""

    def __init__(
        self,
        init_scale: float = 2.0**16,
        growth_factor: float = 2.0,
        backoff_factor: float = 0.5,
        growth_interval: int = 2000,
        enabled: bool = True,
    ) -> None:
        _renamed("GradScaler")
        super().__init__("cpu", init_scale, growth_factor, backoff_factor, growth_interval, enabled)
