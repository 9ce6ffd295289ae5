"""Adagrad: steps scaled by the sum of all squared gradients."""

from __future__ import annotations

from typing import ClassVar

from .. import _core
from .._core import Tensor
from ._ruled import RuledOptimizer, _check_lr, _check_settings, _check_ways, _State
from .optimizer import ParamsT, _to_scalar

__all__ = ["Adagrad"]


def __dir__() -> list[str]:
    return __all__


class Adagrad(RuledOptimizer):
    """Adagrad (Duchi et al. 2011): steps scaled by the sum of all squared gradients.

        s += g^2,   p -= lr / (1 + (t - 1) lr_decay) g / (sqrt(s) + eps)

    s begins at ``initial_accumulator_value``. ``weight_decay`` w adds w p to g, ``maximize`` turns
    its sign. ``foreach`` and ``fused`` choose nothing here: every step is one call. Raises
    ValueError for settings below 0.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.Adagrad([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9900], requires_grad=True)
    """

    _rule: ClassVar[str] = "adagrad"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-2,
        lr_decay: float = 0,
        weight_decay: float = 0,
        initial_accumulator_value: float = 0,
        eps: float = 1e-10,
        foreach: bool | None = None,
        *,
        maximize: bool = False,
        differentiable: bool = False,
        fused: bool | None = None,
    ) -> None:
        _check_lr(lr)
        _check_settings(
            lr_decay=lr_decay,
            weight_decay=weight_decay,
            initial_accumulator_value=initial_accumulator_value,
            eps=eps,
        )
        defaults = {
            "lr": lr,
            "lr_decay": lr_decay,
            "eps": eps,
            "weight_decay": weight_decay,
            "initial_accumulator_value": initial_accumulator_value,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "fused": fused,
        }
        super().__init__(params, defaults)
        _check_ways(fused, foreach, differentiable)
        # As in torch, the sums of all groups begin at the one value.
        groups = [
            group | {"initial_accumulator_value": initial_accumulator_value}
            for group in self.param_groups
        ]
        _core._optimizer_state(self._rule, self.state, groups, True)

    def share_memory(self) -> None:
        """Raise RuntimeError: state in memory of several processes is not there."""
        raise RuntimeError("share_memory: the state stays in the memory of this process")

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        state["sum"] = state["sum"] + grad * grad
        rate = _to_scalar(group["lr"]) / (1 + (step - 1) * group["lr_decay"])
        p.sub_(grad * rate / (state["sum"].sqrt() + group["eps"]))
