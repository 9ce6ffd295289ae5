"""AdamW: Adam with a decay of the weights that is apart from the gradient."""

from __future__ import annotations

from typing import Any

from .._core import Tensor
from ._functional import adamw
from .adam import Adam
from .optimizer import ParamsT

__all__ = ["AdamW", "adamw"]


def __dir__() -> list[str]:
    return __all__


class AdamW(Adam):
    """Adam whose decay of the weights is apart from the gradient (Loshchilov and Hutter 2019).

        p = (1 - lr weight_decay) p,   then as Adam with weight_decay 0

    ``foreach``, ``fused`` and ``capturable`` choose nothing here: every step is one call. Raises
    ValueError for settings below 0, and for betas that are not below 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.AdamW([x], lr=0.1)
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.8990], requires_grad=True)
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-3,
        betas: tuple[float | Tensor, float | Tensor] = (0.9, 0.999),
        eps: float = 1e-8,
        weight_decay: float = 1e-2,
        amsgrad: bool = False,
        *,
        maximize: bool = False,
        foreach: bool | None = None,
        capturable: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        super().__init__(
            params,
            lr,
            betas,
            eps,
            weight_decay,
            amsgrad,
            foreach=foreach,
            maximize=maximize,
            capturable=capturable,
            differentiable=differentiable,
            fused=fused,
            decoupled_weight_decay=True,
        )

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        for group in self.param_groups:
            group["decoupled_weight_decay"] = True
