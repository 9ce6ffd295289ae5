"""ASGD: stochastic gradient descent whose steps are averaged."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor
from ._ruled import RuledOptimizer, _check_lr, _check_settings, _State
from .optimizer import ParamsT, _get_value, _to_scalar

__all__ = ["ASGD"]


def __dir__() -> list[str]:
    return __all__


class ASGD(RuledOptimizer):
    """Averaged stochastic gradient descent (Polyak and Juditsky 1992).

        p = (1 - lambd eta) p - eta g,   eta = lr / (1 + lambd lr t)^alpha
        ax += mu (p - ax),   mu = 1 / max(1, t - t0)

    ``state[p]["ax"]`` is the average. ``weight_decay`` w adds w p to g, ``maximize`` turns its
    sign. ``foreach`` and ``capturable`` choose nothing here: every step is one call. Raises
    ValueError for a lr or a decay below 0.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.ASGD([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9800], requires_grad=True)
    """

    _rule: ClassVar[str] = "asgd"
    _scalars: ClassVar[tuple[str, ...]] = ("step", "eta", "mu")

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-2,
        lambd: float = 1e-4,
        alpha: float = 0.75,
        t0: float = 1e6,
        weight_decay: float = 0,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        _check_lr(lr)
        _check_settings(weight_decay=weight_decay)
        defaults = {
            "lr": lr,
            "lambd": lambd,
            "alpha": alpha,
            "t0": t0,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        lr, lambd = _to_scalar(group["lr"]), group["lambd"]
        eta, mu = state["eta"].item(), state["mu"].item()
        p.mul_(1 - lambd * eta).sub_(grad * eta)
        state["ax"] = p.clone() if mu == 1 else state["ax"] + (p - state["ax"]) * mu
        state["eta"].fill_(_get_value(lr) / (1 + lambd * _get_value(lr) * step) ** group["alpha"])
        state["mu"].fill_(1 / max(1, step - group["t0"]))
