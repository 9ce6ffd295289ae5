"""The old names of ``retrograd.amp``, for the CPU."""

from __future__ import annotations

from .. import _core
from .. import amp as _amp
from ..amp._old_names import OldGradScaler, renamed

__all__ = ["GradScaler", "autocast"]


def __dir__() -> list[str]:
    return __all__


class autocast(_amp.autocast):
    """``retrograd.amp.autocast("cpu", ...)``: refused if enabled."""

    def __init__(
        self,
        enabled: bool = True,
        dtype: _core.dtype = _core.bfloat16,
        cache_enabled: bool = True,
    ) -> None:
        renamed("cpu", "autocast")
        super().__init__("cpu", dtype, enabled, cache_enabled)


class GradScaler(OldGradScaler):
    """``retrograd.amp.GradScaler("cpu", ...)``."""

    _of_device = "cpu"
