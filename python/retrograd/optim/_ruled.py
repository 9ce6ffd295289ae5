"""The optimizers whose step the core does in one call for all parameters."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar, TypeAlias

from .. import _core
from .._core import Tensor
from ..autograd.grad_mode import enable_grad
from .optimizer import Optimizer, _get_scalar_dtype, _to_scalar

__all__ = ["RuledOptimizer"]


def __dir__() -> list[str]:
    return __all__


_State: TypeAlias = dict[str, Any]

# The settings that groups saved by older versions lack.
_LATER = {
    "momentum": 0,
    "centered": False,
    "nesterov": False,
    "amsgrad": False,
    "maximize": False,
    "foreach": None,
    "capturable": False,
    "differentiable": False,
    "decoupled_weight_decay": False,
    "fused": None,
}


class RuledOptimizer(Optimizer):
    """One of the optimizers whose step the core knows by a name, and does in one call.

    Where it is to be differentiable, ``_record`` does it for a parameter, in operations.
    """

    _rule: ClassVar[str]
    _scalars: ClassVar[tuple[str, ...]] = ("step",)  # of the state, tensors of one element

    def __setstate__(self, state: _State) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            for key, value in _LATER.items():
                if key in self.defaults:
                    group.setdefault(key, value)
            dtype = _get_scalar_dtype(group.get("fused"))
            for p in group["params"]:
                own = self.state.get(p) or {}
                for key in self._scalars:
                    if key in own and not isinstance(own[key], Tensor):
                        own[key] = _core.tensor(float(own[key]), dtype=dtype)

    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients; what ``closure()`` returns is returned."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        if self.defaults["differentiable"]:
            with enable_grad():
                self._record_step()
        else:
            _core._optimizer_step(self._rule, self.state, self.param_groups)
        return loss

    def _record_step(self) -> None:
        if self._scalars:  # of the others a first step makes the state of the gradient
            _core._optimizer_state(self._rule, self.state, self.param_groups, False)
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                keeps = self._scalars or group["momentum"]
                state, step = self.state[p] if keeps else {}, 0.0
                if self._scalars:
                    state["step"] += 1
                    step = state["step"].item()
                grad = _decayed(p, -p.grad if group["maximize"] else p.grad, group)
                self._record(p, grad, step, state, group)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        """Move p and its state on. The gradient has its sign and its decay; steps are counted."""
        raise NotImplementedError


def _decayed(p: Tensor, grad: Tensor, group: _State) -> Tensor:
    """Return the gradient with the decay of the weights, which may be cut off from the rate."""
    decay = group.get("weight_decay", 0)
    if isinstance(decay, float | int) and decay == 0:
        return grad
    if group.get("decoupled_weight_decay", False):
        p.mul_(1 - _to_scalar(group["lr"]) * decay)
        return grad
    added: Tensor = grad + decay * p.clone()
    return added


def _averaged(state: _State, key: str, new: Tensor, keep: Any) -> Tensor:
    """Move a running mean of the state on, and return it."""
    mean: Tensor = state[key] * keep + new * (1 - keep)
    state[key] = mean
    return mean


def _moments(state: _State, grad: Tensor, betas: tuple[Any, Any]) -> tuple[Tensor, Tensor]:
    """Move the means of the gradient and of its square on, and return them."""
    mean = _averaged(state, "exp_avg", grad, betas[0])
    return mean, _averaged(state, "exp_avg_sq", grad * grad, betas[1])


def _check_lr(lr: float | Tensor) -> None:
    if isinstance(lr, Tensor) and lr.numel() != 1:
        raise ValueError(f"lr: expected a number or one element, got shape {tuple(lr.shape)}")
    _check_settings(lr=lr)


def _check_settings(**settings: float | Tensor) -> None:
    """Raise ValueError unless each is a number from 0 on."""
    for name, value in settings.items():
        if not value >= 0.0:
            raise ValueError(f"{name}: expected a number of at least 0, got {value}")


def _check_adam(
    lr: float | Tensor, betas: tuple[Any, Any], eps: float, weight_decay: float
) -> None:
    """Raise ValueError unless the settings of the Adam family are in their ranges."""
    _check_lr(lr)
    _check_settings(eps=eps, weight_decay=weight_decay)
    for i, beta in enumerate(betas):
        if not 0.0 <= beta < 1.0:
            raise ValueError(f"betas[{i}]: expected a number from 0 to below 1, got {beta}")


def _check_ways(fused: bool | None, foreach: bool | None, differentiable: bool) -> None:
    if fused and differentiable:
        raise RuntimeError("fused: a fused step is not differentiable; leave one of them out")
    if fused and foreach:
        raise RuntimeError("fused: not together with foreach; leave one of them out")
