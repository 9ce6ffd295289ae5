"""What cpu.amp and cuda.amp share: names that ``retrograd.amp`` had before it took a device."""

from __future__ import annotations

from .grad_scaler import GradScaler


def renamed(device: str, name: str) -> None:
    """Warn the caller of the function or class that calls this."""
    import warnings

    warnings.warn(
        f"{device}.amp.{name}(...) is an old name of amp.{name}({device!r}, ...)",
        FutureWarning,
        stacklevel=3,
    )


class OldGradScaler(GradScaler):
    """A GradScaler whose device its class names."""

    _of_device: str

    def __init__(
        self,
        init_scale: float = 2.0**16,
        growth_factor: float = 2.0,
        backoff_factor: float = 0.5,
        growth_interval: int = 2000,
        enabled: bool = True,
    ) -> None:
        renamed(self._of_device, "GradScaler")
        super().__init__(
            self._of_device, init_scale, growth_factor, backoff_factor, growth_interval, enabled
        )
