"""RMSprop: steps scaled by a running mean of the square of the gradient."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor
from ._ruled import RuledOptimizer, _averaged, _check_lr, _check_settings, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["RMSprop"]


def __dir__() -> list[str]:
    return __all__


class RMSprop(RuledOptimizer):
    """RMSprop (Tieleman and Hinton 2012): steps scaled by a running mean of the squared gradient.

        v = alpha v + (1 - alpha) g^2,   p -= lr g / (sqrt(v) + eps)

    ``centered`` takes the squared mean of g off v. With ``momentum`` the steps add up: b = momentum
    b + g / (sqrt(v) + eps), p -= lr b. ``weight_decay`` w adds w p to g, ``maximize`` turns its
    sign. ``foreach`` and ``capturable`` choose nothing here: every step is one call. Raises
    ValueError for settings below 0.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.RMSprop([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9000], requires_grad=True)
    """

    _rule: ClassVar[str] = "rmsprop"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-2,
        alpha: float = 0.99,
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum: float = 0,
        centered: bool = False,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check_lr(lr)
        _check_settings(eps=eps, momentum=momentum, weight_decay=weight_decay, alpha=alpha)
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "alpha": alpha,
            "eps": eps,
            "centered": centered,
            "weight_decay": weight_decay,
            "capturable": capturable,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        square = _averaged(state, "square_avg", grad * grad, group["alpha"])
        if group["centered"]:
            square = square - _averaged(state, "grad_avg", grad, group["alpha"]) ** 2
        move = grad / (square.sqrt() + group["eps"])
        if group["momentum"] > 0:
            move = state["momentum_buffer"] = state["momentum_buffer"] * group["momentum"] + move
        p.sub_(move * _to_scalar(group["lr"]))
