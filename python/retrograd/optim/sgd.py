"""SGD: stochastic gradient descent, with momentum."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor
from ._functional import sgd
from ._ruled import RuledOptimizer, _check_lr, _check_settings, _check_ways, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["SGD", "sgd"]


def __dir__() -> list[str]:
    return __all__


class SGD(RuledOptimizer):
    """Stochastic gradient descent, with momentum (Polyak's, or Nesterov's).

        b = momentum b + (1 - dampening) g,   p -= lr b   (Nesterov: lr (g + momentum b))

    ``weight_decay`` w adds w p to g, ``maximize`` turns its sign. ``foreach`` and ``fused`` choose
    nothing here: every step is one call. Raises ValueError for settings below 0, and for nesterov
    without momentum or with dampening.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.SGD([x], lr=0.1, momentum=0.9)
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.8000], requires_grad=True)
    """

    _rule: ClassVar[str] = "sgd"
    _scalars: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-3,
        momentum: float = 0,
        dampening: float = 0,
        weight_decay: float | Tensor = 0,
        nesterov: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        _check_lr(lr)
        _check_settings(momentum=momentum, weight_decay=weight_decay)
        if nesterov and (momentum <= 0 or dampening != 0):
            raise ValueError("nesterov: wants a momentum above 0, and no dampening")
        defaults = {
            "lr": lr,
            "momentum": momentum,
            "dampening": dampening,
            "weight_decay": weight_decay,
            "nesterov": nesterov,
            "maximize": maximize,
            "foreach": foreach,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        _check_ways(fused, foreach, differentiable)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        momentum = group["momentum"]
        if momentum != 0:
            before = state.get("momentum_buffer")
            if before is None:
                buffer = grad.detach().clone()
            else:
                buffer = before * momentum + grad * (1 - group["dampening"])
            state["momentum_buffer"] = buffer
            grad = grad + buffer * momentum if group["nesterov"] else buffer
        p.sub_(grad * _to_scalar(group["lr"]))
