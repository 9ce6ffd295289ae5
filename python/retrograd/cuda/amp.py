"""Mixed precision on CUDA, which is not there; the old names of ``retrograd.amp``."""

from __future__ import annotations

from typing import Any

from .. import _core
from .. import amp as _amp

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd"]


def __dir__() -> list[str]:
    return __all__


def _renamed(name: str) -> None:
    import warnings

    warnings.warn(
        f"cuda.amp.{name}(...) is an old name of amp.{name}('cuda', ...)",
        FutureWarning,
        stacklevel=3,
    )


class autocast(_amp.autocast):
    """``retrograd.amp.autocast("cuda", ...)``: nothing is done, after a warning if enabled."""

    def __init__(
        self, enabled: bool = True, dtype: _core.dtype | None = None, cache_enabled: bool = True
    ) -> None:
        _renamed("autocast")
        super().__init__("cuda", dtype, enabled, cache_enabled)


class GradScaler(_amp.GradScaler):
    """``retrograd.amp.GradScaler("cuda", ...)``: switched off, after a warning if enabled."""

    def __init__(
        self,
        init_scale: float = 2.0**16,
        growth_factor: float = 2.0,
        backoff_factor: float = 0.5,
        growth_interval: int = 2000,
        enabled: bool = True,
    ) -> None:
        _renamed("GradScaler")
        super().__init__(
            "cuda", init_scale, growth_factor, backoff_factor, growth_interval, enabled
        )


def custom_fwd(fwd: Any = None, *, cast_inputs: _core.dtype | None = None) -> Any:
    """``retrograd.amp.custom_fwd`` for CUDA."""
    _renamed("custom_fwd")
    return _amp.custom_fwd(fwd, device_type="cuda", cast_inputs=cast_inputs)


def custom_bwd(bwd: Any = None) -> Any:
    """``retrograd.amp.custom_bwd`` for CUDA."""
    _renamed("custom_bwd")
    return _amp.custom_bwd(bwd, device_type="cuda")
