"""Adamax: Adam with the largest gradient in place of the mean square."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor, maximum
from ._ruled import RuledOptimizer, _averaged, _check_adam, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["Adamax"]


def __dir__() -> list[str]:
    return __all__


class Adamax(RuledOptimizer):
    """Adamax (Kingma and Ba 2015, section 7): Adam by the decaying maximum of the gradient.

        m = b1 m + (1 - b1) g,   u = max(b2 u, |g| + eps),   p -= lr / (1 - b1^t) m / u

    ``weight_decay`` w adds w p to g, ``maximize`` turns its sign. ``foreach`` and ``capturable``
    choose nothing here: every step is one call. Raises ValueError for settings below 0, and for
    betas that are not below 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.Adamax([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9980], requires_grad=True)
    """

    _rule: ClassVar[str] = "adamax"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        capturable: bool = False,
    ) -> None:
        _check_adam(lr, betas, eps, weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        beta1, beta2 = group["betas"]
        mean = _averaged(state, "exp_avg", grad, beta1)
        most = state["exp_inf"] = maximum(state["exp_inf"] * beta2, grad.abs() + group["eps"])
        p.sub_(mean * (_to_scalar(group["lr"]) / (1 - beta1**step)) / most)
