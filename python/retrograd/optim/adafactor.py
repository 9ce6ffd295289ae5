"""Adafactor: steps scaled by the squares of the gradient, kept by rows and columns alone."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _core
from .._core import Tensor
from .._limits import finfo
from ..autograd.grad_mode import enable_grad, no_grad
from ._ruled import _check_lr, _check_settings
from .optimizer import Optimizer, ParamsT, _get_scalar_dtype, _to_scalar

__all__ = ["Adafactor"]


def __dir__() -> list[str]:
    return __all__


def _mean_square(x: Tensor, dim: int) -> Tensor:
    return (x * x).mean(dim, keepdim=True)


def _size(x: Tensor) -> float:
    """The root of the mean of the squares."""
    return float(x.norm().item() / x.numel() ** 0.5)


class Adafactor(Optimizer):
    """Adafactor (Shazeer and Stern 2018): squared gradients are kept by rows and columns alone.

        w = t^beta2_decay,   r += w (mean of g^2 along rows - r),   c the same along columns
        v = r c / mean(r),   u = g / sqrt(v),   a = max(eps[1], size of p) min(lr, 1 / sqrt(t))
        p -= a u / max(1, (size of u) / d)

    A vector has a v of its own. ``weight_decay`` shrinks p by lr times it; ``eps[0]`` None is the
    eps of the type; ``maximize`` turns the sign of g; ``foreach`` chooses nothing. Raises
    ValueError for settings out of their range.

    >>> import retrograd as rg
    >>> x = rg.tensor([[1.0, 2.0]], requires_grad=True)
    >>> optimizer = rg.optim.Adafactor([x], lr=0.1)
    >>> (x * x).sum().backward()
    >>> optimizer.step()
    >>> x
    tensor([[0.8419, 1.8419]], requires_grad=True)
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-2,
        beta2_decay: float = -0.8,
        eps: tuple[float | None, float] = (None, 1e-3),
        d: float = 1.0,
        weight_decay: float = 0.0,
        *,
        foreach: bool | None = None,
        maximize: bool = False,
    ) -> None:
        _check_lr(lr)
        if not beta2_decay <= 0.0:
            raise ValueError(f"beta2_decay: expected a number of at most 0, got {beta2_decay}")
        if not d >= 1.0:
            raise ValueError(f"d: expected a number of at least 1, got {d}")
        _check_settings(weight_decay=weight_decay, eps=eps[1])
        _check_settings(eps=0.0 if eps[0] is None else eps[0])
        defaults = {
            "lr": lr,
            "beta2_decay": beta2_decay,
            "eps": eps,
            "d": d,
            "weight_decay": weight_decay,
            "foreach": foreach,
            "maximize": maximize,
        }
        super().__init__(params, defaults)

    @no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Change the parameters by their gradients; what ``closure()`` returns is returned."""
        loss = None
        if closure is not None:
            with enable_grad():
                loss = closure()
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is not None:
                    self._step(p, -p.grad if group["maximize"] else p.grad, self.state[p], group)
        return loss

    def _step(self, p: Tensor, grad: Tensor, state: dict[str, Any], group: dict[str, Any]) -> None:
        if not state:
            state["step"] = _core.zeros((), dtype=_get_scalar_dtype())
            if grad.dim() > 1:
                state["row_var"] = _core.zeros_like(grad[..., :1])
                state["col_var"] = _core.zeros_like(grad[..., :1, :])
            else:
                state["variance"] = _core.zeros_like(grad)
        state["step"] += 1
        step, lr = state["step"].item(), _to_scalar(group["lr"])
        weight = step ** group["beta2_decay"]
        least = finfo(p.dtype).eps if group["eps"][0] is None else group["eps"][0]
        rate = max(group["eps"][1], _size(p)) * min(lr, 1 / step**0.5)
        if group["weight_decay"] != 0:
            p.mul_(1 - lr * group["weight_decay"])
        if grad.dim() > 1:
            rows, columns = state["row_var"], state["col_var"]
            rows.lerp_(_mean_square(grad, -1), weight)
            columns.lerp_(_mean_square(grad, -2), weight)
            square = (rows @ columns) / rows.mean(-2, keepdim=True).clamp_(min=least)
        else:
            square = state["variance"].lerp_(grad * grad, weight)
        update = square.clamp(min=least * least).rsqrt_().mul_(grad)
        p.sub_(update * (rate / max(1.0, _size(update) / group["d"])))
