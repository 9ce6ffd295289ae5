"""NAdam: Adam with the momentum of Nesterov."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor
from ._ruled import RuledOptimizer, _check_adam, _check_settings, _moments, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["NAdam"]


def __dir__() -> list[str]:
    return __all__


class NAdam(RuledOptimizer):
    """NAdam (Dozat 2016): Adam with the momentum of Nesterov.

        a(t) = b1 (1 - 0.96^(t momentum_decay) / 2),   A(t) = a(1) ... a(t)
        p -= lr ((1 - a(t)) / (1 - A(t)) g + a(t + 1) / (1 - A(t + 1)) m)
             / (sqrt(v / (1 - b2^t)) + eps),   m and v as in Adam

    ``weight_decay`` w adds w p to g, or shrinks p by lr w where ``decoupled_weight_decay`` is set.
    ``foreach`` and ``capturable`` choose nothing here: every step is one call. Raises ValueError
    for settings below 0, and for betas that are not below 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.NAdam([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9979], requires_grad=True)
    """

    _rule: ClassVar[str] = "nadam"
    _scalars: ClassVar[tuple[str, ...]] = ("step", "mu_product")

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 2e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        momentum_decay: float = 4e-3,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check_adam(lr, betas, eps, weight_decay)
        _check_settings(momentum_decay=momentum_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "momentum_decay": momentum_decay,
            "decoupled_weight_decay": decoupled_weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        lr, (beta1, beta2) = _to_scalar(group["lr"]), group["betas"]
        now, following = (
            beta1 * (1.0 - 0.5 * 0.96 ** (t * group["momentum_decay"])) for t in (step, step + 1)
        )
        state["mu_product"] *= now
        product = state["mu_product"].item()
        mean, square = _moments(state, grad, group["betas"])
        size = (square / (1 - beta2**step)).sqrt() + group["eps"]
        p.sub_(grad * (lr * (1.0 - now) / (1.0 - product)) / size)
        p.sub_(mean * (lr * following / (1.0 - product * following)) / size)
