"""Scaling losses, so that small gradients are not lost in small types."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite
from typing import Any

from .. import _core
from ..autograd import no_grad

__all__ = ["GradScaler"]


def __dir__() -> list[str]:
    return __all__


class GradScaler:
    """Multiplies losses by a scale, and divides gradients by it before a step of an optimizer.

    A step whose gradients hold an inf or a nan is left out, and the scale made smaller by
    ``backoff_factor``; after ``growth_interval`` steps without one it is made larger by
    ``growth_factor``. An optimizer is an object with ``param_groups`` and ``step``, as torch's.
    With ``enabled=False`` nothing is scaled. For a device that is not there it is switched off,
    after a warning.

    >>> scaler = rg.amp.GradScaler("cpu", init_scale=4.0)
    >>> scaler.scale(rg.ones(2))
    tensor([4., 4.])
    """

    def __init__(
        self,
        device: str = "cuda",
        init_scale: float = 2.0**16,
        growth_factor: float = 2.0,
        backoff_factor: float = 0.5,
        growth_interval: int = 2000,
        enabled: bool = True,
    ) -> None:
        self._device = _core.device(device).type
        if enabled and self._device != "cpu":
            import warnings

            warnings.warn(
                f"GradScaler: there is no device {device!r}; nothing is scaled", stacklevel=2
            )
            enabled = False
        self._enabled = enabled
        if not enabled:
            return
        if growth_factor <= 1.0:
            raise AssertionError(f"GradScaler: growth_factor must be > 1.0, not {growth_factor}")
        if backoff_factor >= 1.0:
            raise AssertionError(f"GradScaler: backoff_factor must be < 1.0, not {backoff_factor}")
        self._init_scale = init_scale
        self._growth_factor = growth_factor
        self._backoff_factor = backoff_factor
        self._growth_interval = growth_interval
        self._growth_tracker = 0
        self._scale: _core.Tensor | None = None
        self._steps: dict[int, _Step] = {}  # since the last update(), by the id of the optimizer

    def _current(self, caller: str) -> _core.Tensor:
        if self._scale is None:
            raise AssertionError(
                f"GradScaler.{caller}: nothing was scaled yet; call scale(loss) before backward()"
            )
        return self._scale

    def _step_of(self, optimizer: Any) -> _Step:
        return self._steps.setdefault(id(optimizer), _Step())

    def scale(self, outputs: Any) -> Any:
        """Return a tensor, or a list, tuple or other iterable of tensors, times the scale."""
        if not self._enabled:
            return outputs
        if isinstance(outputs, _core.Tensor):
            if self._scale is None:
                self._scale = _core.tensor(self._init_scale, dtype=_core.float32)
            return outputs * self._scale
        if not isinstance(outputs, Iterable) or isinstance(outputs, str):
            raise ValueError(
                f"GradScaler.scale: expected a tensor or an iterable of them, got {type(outputs)}"
            )
        scaled = map(self.scale, outputs)
        return type(outputs)(scaled) if isinstance(outputs, (list, tuple)) else scaled

    def unscale_(self, optimizer: Any) -> None:
        """Divide the gradients of an optimizer's parameters by the scale, in place.

        For those who read or clip gradients before step(), which does it otherwise.
        """
        if not self._enabled:
            return
        scale, state = self._current("unscale_"), self._step_of(optimizer)
        if state.unscaled:
            raise RuntimeError(
                "GradScaler.unscale_: was called for this optimizer since the last update()"
            )
        if state.stepped:
            raise RuntimeError("GradScaler.unscale_: step() was called before, and has unscaled")
        inverse = scale.double().reciprocal().float()
        grads = [
            x.grad
            for group in optimizer.param_groups
            for x in group["params"]
            if x.grad is not None
        ]
        if any(grad.dtype == _core.float16 for grad in grads):
            raise ValueError(
                "GradScaler.unscale_: gradients of float16 lose what they were scaled for; keep"
                " the parameters in float32"
            )
        with no_grad():
            for grad in grads:
                state.checked = True
                if not _core.isfinite(grad).all():
                    state.found = True
                grad.mul_(inverse)
        state.unscaled = True

    def step(self, optimizer: Any, *args: Any, **kwargs: Any) -> Any:
        """Unscale the gradients and call ``optimizer.step(*args, **kwargs)`` if all are finite.

        Returns what step returned, or None where it was left out.
        """
        if not self._enabled:
            return optimizer.step(*args, **kwargs)
        if "closure" in kwargs:
            raise RuntimeError("GradScaler.step: a closure cannot be used where it is enabled")
        self._current("step")
        state = self._step_of(optimizer)
        if state.stepped:
            raise RuntimeError("GradScaler.step: was called since the last update()")
        if not state.unscaled:
            self.unscale_(optimizer)
        if not state.checked:
            raise AssertionError("GradScaler.step: no parameter of the optimizer has a gradient")
        result = None if state.found else optimizer.step(*args, **kwargs)
        state.stepped = True
        return result

    def update(self, new_scale: float | _core.Tensor | None = None) -> None:
        """Make the scale for the next iteration, or set it."""
        if not self._enabled:
            return
        scale = self._current("update")
        if new_scale is not None:
            value = _core.as_tensor(new_scale, dtype=_core.float32)
            if value.numel() != 1 or value.requires_grad:
                raise AssertionError(
                    "GradScaler.update: expected a float, or a tensor of one element that does not"
                    f" require grad, got {new_scale!r}"
                )
            self._scale = value.detach().clone().reshape(())
        else:
            checked = [state for state in self._steps.values() if state.checked]
            if not checked:
                raise AssertionError("GradScaler.update: no gradients were looked at since before")
            if any(state.found for state in checked):
                self._scale, self._growth_tracker = scale * self._backoff_factor, 0
            else:
                self._growth_tracker += 1
                if self._growth_tracker == self._growth_interval:
                    grown = scale * self._growth_factor
                    self._growth_tracker = 0
                    if isfinite(grown.item()):
                        self._scale = grown
        self._steps = {}

    def is_enabled(self) -> bool:
        """Return whether anything is scaled."""
        return self._enabled

    def get_scale(self) -> float:
        """Return the scale, or 1.0 where nothing is scaled."""
        if not self._enabled:
            return 1.0
        return self._init_scale if self._scale is None else float(self._scale.item())

    def get_growth_factor(self) -> float:
        """Return what the scale is made larger by."""
        return self._growth_factor

    def set_growth_factor(self, new_factor: float) -> None:
        """Set what the scale is made larger by."""
        self._growth_factor = new_factor

    def get_backoff_factor(self) -> float:
        """Return what the scale is made smaller by."""
        return self._backoff_factor

    def set_backoff_factor(self, new_factor: float) -> None:
        """Set what the scale is made smaller by."""
        self._backoff_factor = new_factor

    def get_growth_interval(self) -> int:
        """Return after how many steps the scale is made larger."""
        return self._growth_interval

    def set_growth_interval(self, new_interval: int) -> None:
        """Set after how many steps the scale is made larger."""
        self._growth_interval = new_interval

    def state_dict(self) -> dict[str, Any]:
        """Return what load_state_dict() takes; an empty dict where nothing is scaled."""
        if not self._enabled:
            return {}
        return {
            "scale": self.get_scale(),
            "growth_factor": self._growth_factor,
            "backoff_factor": self._backoff_factor,
            "growth_interval": self._growth_interval,
            "_growth_tracker": self._growth_tracker,
        }

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Go on from what state_dict() gave, here or in torch."""
        if not self._enabled:
            return
        if not state_dict:
            raise RuntimeError(
                "GradScaler.load_state_dict: the state is empty, as that of one that is switched "
                "off; make this one with enabled=False"
            )
        self._init_scale = state_dict["scale"]
        if self._scale is not None:
            self._scale = _core.tensor(state_dict["scale"], dtype=_core.float32)
        self._growth_factor = state_dict["growth_factor"]
        self._backoff_factor = state_dict["backoff_factor"]
        self._growth_interval = state_dict["growth_interval"]
        self._growth_tracker = state_dict["_growth_tracker"]


class _Step:
    """What was done with one optimizer since the last update()."""

    __slots__ = ("checked", "found", "stepped", "unscaled")

    def __init__(self) -> None:
        self.checked = False  # a gradient was looked at
        self.found = False  # one of them was not finite
        self.unscaled = False
        self.stepped = False
