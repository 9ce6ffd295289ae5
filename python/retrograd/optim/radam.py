"""RAdam: Adam that waits until its mean square is worth something."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor
from ._ruled import RuledOptimizer, _check_adam, _moments, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["RAdam"]


def __dir__() -> list[str]:
    return __all__


class RAdam(RuledOptimizer):
    """RAdam (Liu et al. 2020): Adam that scales its steps once the mean square is worth something.

        L = 2 / (1 - b2) - 1,   l = L - 2 t b2^t / (1 - b2^t)
        p -= lr m / (1 - b1^t) r sqrt(1 - b2^t) / (sqrt(v) + eps)   where l > 5
        p -= lr m / (1 - b1^t)   where it is not
        r = sqrt((l - 4) (l - 2) L / ((L - 4) (L - 2) l)),   m and v as in Adam

    ``weight_decay`` w adds w p to g, or shrinks p by lr w where ``decoupled_weight_decay`` is set.
    ``foreach`` and ``capturable`` choose nothing here: every step is one call. Raises ValueError
    for settings below 0, and for betas that are not below 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.RAdam([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9980], requires_grad=True)
    """

    _rule: ClassVar[str] = "radam"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        decoupled_weight_decay: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check_adam(lr, betas, eps, weight_decay)
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "decoupled_weight_decay": decoupled_weight_decay,
            "differentiable": differentiable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        beta1, beta2 = group["betas"]
        mean, square = _moments(state, grad, group["betas"])
        move = mean / (1 - beta1**step) * _to_scalar(group["lr"])
        power = beta2**step
        most = 2 / (1 - beta2) - 1
        length = most - 2 * step * power / (1 - power)
        if length > 5:
            rect = (length - 4) * (length - 2) * most / ((most - 4) * (most - 2) * length)
            move = move * (rect * (1 - power)) ** 0.5 / (square.sqrt() + group["eps"])
        p.sub_(move)
