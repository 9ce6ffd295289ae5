"""Adadelta: steps in the units of the parameters themselves."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor
from ._ruled import RuledOptimizer, _averaged, _check_lr, _check_settings, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["Adadelta"]


def __dir__() -> list[str]:
    return __all__


class Adadelta(RuledOptimizer):
    """Adadelta (Zeiler 2012): steps as large as those before, relative to the gradient.

        v = rho v + (1 - rho) g^2,   d = sqrt((u + eps) / (v + eps)) g
        u = rho u + (1 - rho) d^2,   p -= lr d

    ``weight_decay`` w adds w p to g, ``maximize`` turns its sign. ``foreach`` and ``capturable``
    choose nothing here: every step is one call. Raises ValueError for settings below 0, and for a
    rho above 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.Adadelta([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9968], requires_grad=True)
    """

    _rule: ClassVar[str] = "adadelta"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1.0,
        rho: float = 0.9,
        eps: float = 1e-6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        capturable: bool = False,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check_lr(lr)
        _check_settings(eps=eps, weight_decay=weight_decay)
        if not 0.0 <= rho <= 1.0:
            raise ValueError(f"rho: expected a number from 0 to 1, got {rho}")
        defaults = {
            "lr": lr,
            "rho": rho,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "capturable": capturable,
            "foreach": foreach,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        rho, eps = group["rho"], group["eps"]
        square = _averaged(state, "square_avg", grad * grad, rho)
        move = (state["acc_delta"] + eps).sqrt() / (square + eps).sqrt() * grad
        _averaged(state, "acc_delta", move * move, rho)
        p.sub_(move * _to_scalar(group["lr"]))
