"""Mixed precision on CUDA, which is not there; the old names of ``retrograd.amp``."""

from __future__ import annotations

from typing import Any

from .. import _core
from .. import amp as _amp
from ..amp._old_names import OldGradScaler, renamed

__all__ = ["GradScaler", "autocast", "custom_bwd", "custom_fwd"]


def __dir__() -> list[str]:
    return __all__


class autocast(_amp.autocast):
    """``retrograd.amp.autocast("cuda", ...)``: nothing is done, after a warning if enabled."""

    def __init__(
        self, enabled: bool = True, dtype: _core.dtype | None = None, cache_enabled: bool = True
    ) -> None:
        renamed("cuda", "autocast")
        super().__init__("cuda", dtype, enabled, cache_enabled)


class GradScaler(OldGradScaler):
    """``retrograd.amp.GradScaler("cuda", ...)``: switched off, after a warning if enabled."""

    _of_device = "cuda"


def custom_fwd(fwd: Any = None, *, cast_inputs: _core.dtype | None = None) -> Any:
    """``retrograd.amp.custom_fwd`` for CUDA."""
    renamed("cuda", "custom_fwd")
    return _amp.custom_fwd(fwd, device_type="cuda", cast_inputs=cast_inputs)


def custom_bwd(bwd: Any = None) -> Any:
    """``retrograd.amp.custom_bwd`` for CUDA."""
    renamed("cuda", "custom_bwd")
    return _amp.custom_bwd(bwd, device_type="cuda")
