"""Muon: steps along the gradient of a matrix with all its singular values made equal."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any

from .. import _core
from .._core import Tensor
from ..autograd.grad_mode import enable_grad, no_grad
from ._ruled import _check_lr, _check_settings
from .optimizer import Optimizer, ParamsT, _to_scalar

__all__ = ["Muon"]


def __dir__() -> list[str]:
    return __all__


def _orthogonalized(
    x: Tensor, coefficients: tuple[float, float, float], steps: int, eps: float
) -> Tensor:
    """Move the singular values towards 1, by a polynomial of odd powers, again and again."""
    a, b, c = coefficients
    tall = x.size(0) > x.size(1)
    y = x.bfloat16()
    if tall:
        y = y.T
    y = y / y.norm().clamp(min=eps)
    for _ in range(steps):
        gram = y @ y.T
        y = _core.addmm(y, _core.addmm(gram, gram, gram, beta=b, alpha=c), y, beta=a)
    return y.T if tall else y


class Muon(Optimizer):
    """Muon (Jordan et al. 2024), for parameters that are matrices.

        b = momentum b + (1 - momentum) g,   u = b   (nesterov: g + momentum (b - g))
        p = (1 - lr weight_decay) p - lr s U V^T,   u = U S V^T

    The product of the singular vectors is that of ``ns_steps`` steps of Newton and Schulz by
    ``ns_coefficients``, in bfloat16. s is sqrt(max(1, rows / columns)), or
    0.2 sqrt(max(rows, columns)) where ``adjust_lr_fn`` is "match_rms_adamw". Raises ValueError for
    settings out of their range and for parameters that are no matrices.

    >>> import retrograd as rg
    >>> x = rg.eye(2).requires_grad_()
    >>> optimizer = rg.optim.Muon([x], lr=0.5, weight_decay=0.0)
    >>> (x * x).sum().backward()
    >>> optimizer.step()
    >>> bool((x.diagonal() < 0.7).all())
    True
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float = 1e-3,
        weight_decay: float = 0.1,
        momentum: float = 0.95,
        nesterov: bool = True,
        ns_coefficients: tuple[float, float, float] = (3.4445, -4.775, 2.0315),
        eps: float = 1e-7,
        ns_steps: int = 5,
        adjust_lr_fn: str | None = None,
    ) -> None:
        _check_lr(lr)
        _check_settings(momentum=momentum, weight_decay=weight_decay)
        if adjust_lr_fn not in (None, "original", "match_rms_adamw"):
            raise ValueError(
                f"adjust_lr_fn: expected 'original' or 'match_rms_adamw', got {adjust_lr_fn!r}"
            )
        if len(ns_coefficients) != 3:
            raise ValueError(f"ns_coefficients: expected three, got {len(ns_coefficients)}")
        if ns_steps >= 100:
            raise ValueError(f"ns_steps: expected a number below 100, got {ns_steps}")
        defaults = {
            "lr": lr,
            "weight_decay": weight_decay,
            "momentum": momentum,
            "nesterov": nesterov,
            "ns_coefficients": ns_coefficients,
            "eps": eps,
            "ns_steps": ns_steps,
            "adjust_lr_fn": adjust_lr_fn,
        }
        super().__init__(params, defaults)
        for group in self.param_groups:
            for p in group["params"]:
                if p.dim() != 2:
                    raise ValueError(f"Muon: parameters are matrices; one is {tuple(p.shape)}")

    @no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients; what ``closure()`` returns is returned."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            lr, momentum = _to_scalar(group["lr"]), group["momentum"]
            for p in group["params"]:
                if p.grad is None:
                    continue
                state = self.state[p]
                if "momentum_buffer" not in state:
                    state["momentum_buffer"] = _core.zeros_like(p.grad)
                buffer = state["momentum_buffer"].lerp_(p.grad, 1 - momentum)
                update = p.grad.lerp(buffer, momentum) if group["nesterov"] else buffer
                update = _orthogonalized(
                    update, group["ns_coefficients"], group["ns_steps"], group["eps"]
                )
                rows, columns = p.shape
                scale = math.sqrt(max(1, rows / columns))
                if group["adjust_lr_fn"] == "match_rms_adamw":
                    scale = 0.2 * math.sqrt(max(rows, columns))
                p.mul_(1 - lr * group["weight_decay"])
                p.add_(update, alpha=-float(lr) * scale)
        return loss
