"""Rprop: steps by the sign of the gradient alone."""

from __future__ import annotations

from typing import ClassVar

from .._core import Tensor, ones_like, where
from ._ruled import RuledOptimizer, _check_lr, _State
from .optimizer import ParamsT

__all__ = ["Rprop"]


def __dir__() -> list[str]:
    return __all__


class Rprop(RuledOptimizer):
    """Rprop (Riedmiller and Braun 1993): steps by the sign of the gradient, of a size of their own.

        s = min(max(s eta, least), most),   p -= s sign(g)

    eta is ``etas[1]`` where g has the sign that it had, ``etas[0]`` where it has turned; there g
    counts as 0 until the next step. s begins at ``lr``; ``step_sizes`` are the least and the most.
    ``maximize`` turns the sign of g. ``foreach`` and ``capturable`` choose nothing here: every step
    is one call. Raises ValueError for a lr below 0, and for etas that are not below and above 1.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0], requires_grad=True)
    >>> optimizer = rg.optim.Rprop([x])
    >>> (x * x).backward()
    >>> optimizer.step()
    >>> x
    tensor([0.9900], requires_grad=True)
    """

    _rule: ClassVar[str] = "rprop"

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-2,
        etas: tuple[float, float] = (0.5, 1.2),
        step_sizes: tuple[float, float] = (1e-6, 50),
        *,
        capturable: bool = False,
        foreach: bool | None = None,
        maximize: bool = False,
        differentiable: bool = False,
    ) -> None:
        _check_lr(lr)
        if not 0.0 < etas[0] < 1.0 < etas[1]:
            raise ValueError(f"etas: expected one between 0 and 1, and one above 1; got {etas}")
        defaults = {
            "lr": lr,
            "etas": etas,
            "step_sizes": step_sizes,
            "foreach": foreach,
            "maximize": maximize,
            "differentiable": differentiable,
            "capturable": capturable,
        }
        super().__init__(params, defaults)

    def _record(self, p: Tensor, grad: Tensor, step: float, state: _State, group: _State) -> None:
        minus, plus = group["etas"]
        turn = grad * state["prev"]
        eta = where(turn > 0, plus, where(turn < 0, minus, ones_like(turn)))
        state["step_size"] = (state["step_size"] * eta).clamp(*group["step_sizes"])
        grad = where(turn < 0, 0.0, grad)
        p.sub_(grad.sign() * state["step_size"])
        state["prev"] = grad
