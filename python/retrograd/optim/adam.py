"""Adam: steps scaled by running means of the gradient and of its square."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor, maximum
from ._functional import adam
from ._ruled import RuledOptimizer, _check_adam, _check_ways, _moments, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["Adam", "adam"]


def __dir__() -> list[str]:
    return __all__


class Adam(RuledOptimizer):
    """Adam (Kingma and Ba 2015): steps scaled by running means of the gradient and of its square.

        m = b1 m + (1 - b1) g,   v = b2 v + (1 - b2) g^2
        p -= lr m / (1 - b1^t) / (sqrt(v / (1 - b2^t)) + eps)

    ``weight_decay`` w adds w p to g, or shrinks p by lr w where ``decoupled_weight_decay`` is set.
    With ``amsgrad`` the largest v so far counts (Reddi et al. 2018); ``maximize`` turns the sign of
    g. ``foreach``, ``fused`` and ``capturable`` choose nothing here: every step is one call. Raises
    ValueError for settings below 0, and for betas that are not below 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.Adam([x], lr=0.1)
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9000], requires_grad=True)
    """

    _rule: ClassVar[str] = "adam"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-3,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 0,
        amsgrad: bool = False,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
        decoupled_weight_decay: bool = False,
    ) -> None:
        if foreach and not capturable and any(isinstance(x, Tensor) for x in (lr, *betas)):
            raise ValueError("foreach: lr and betas are numbers, unless it is capturable")
        _check_adam(lr, betas, eps, weight_decay)
        if isinstance(betas[0], Tensor) != isinstance(betas[1], Tensor):
            raise ValueError("betas: expected two numbers or two tensors, got one of each")
        for i, beta in enumerate(betas):
            if isinstance(beta, Tensor) and beta.numel() != 1:
                raise ValueError(f"betas[{i}]: expected one element, got {tuple(beta.shape)}")
        betas = (_to_scalar(betas[0]), _to_scalar(betas[1]))
        defaults = {
            "lr": lr,
            "betas": betas,
            "eps": eps,
            "weight_decay": weight_decay,
            "amsgrad": amsgrad,
            "maximize": maximize,
            "foreach": foreach,
            "capturable": capturable,
            "differentiable": differentiable,
            "fused": fused,
            "decoupled_weight_decay": decoupled_weight_decay,
        }
        super().__init__(params, defaults)
        _check_ways(fused, foreach, differentiable)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        beta1, beta2 = group["betas"]
        mean, square = _moments(state, grad, group["betas"])
        if group["amsgrad"]:
            square = state["max_exp_avg_sq"] = maximum(state["max_exp_avg_sq"], square)
        size = square.sqrt() / (1 - beta2**step) ** 0.5 + group["eps"]
        p.sub_(mean * (_to_scalar(group["lr"]) / (1 - beta1**step)) / size)
