"""LBFGS: steps along the gradient turned by an estimate of the inverse Hessian."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from .._core import Tensor, cat, zeros
from ..autograd.grad_mode import enable_grad, no_grad
from ._line_search import _cubic_interpolate as _cubic_interpolate
from ._line_search import _strong_wolfe as _strong_wolfe
from ._line_search import strong_wolfe
from ._ruled import _check_lr
from .optimizer import Optimizer, ParamsT, _get_value, _to_scalar

__all__ = ["LBFGS"]


def __dir__() -> list[str]:
    return __all__


class LBFGS(Optimizer):
    """Limited-memory BFGS (Nocedal and Wright 2006, algorithm 7.5).

        d = -H g,   H estimated from the last ``history_size`` steps s and changes y of g

    ``step(closure)`` makes up to ``max_iter`` steps of length ``lr``, or of one that the line
    search "strong_wolfe" finds; it ends where the gradient is below ``tolerance_grad``, or a change
    below ``tolerance_change``, or after ``max_eval`` calls of the closure. Takes one group of
    parameters. Raises ValueError for more, and for a lr below 0.

    >>> import retrograd as rg
    >>> x = rg.tensor([1.0, -2.0], requires_grad=True)
    >>> optimizer = rg.optim.LBFGS([x], line_search_fn="strong_wolfe")
    >>> def closure():
    ...     optimizer.zero_grad()
    ...     loss = ((x - 3) ** 2).sum()
    ...     loss.backward()
    ...     return loss
    >>> optimizer.step(closure)
    tensor(29., grad_fn=<SumBackward0>)
    >>> x
    tensor([3.0000, 3.0000], requires_grad=True)
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1,
        max_iter: int = 20,
        max_eval: int | None = None,
        tolerance_grad: float = 1e-7,
        tolerance_change: float = 1e-9,
        history_size: int = 100,
        line_search_fn: str | None = None,
    ) -> None:
        _check_lr(lr)
        defaults = {
            "lr": lr,
            "max_iter": max_iter,
            "max_eval": max_iter * 5 // 4 if max_eval is None else max_eval,
            "tolerance_grad": tolerance_grad,
            "tolerance_change": tolerance_change,
            "history_size": history_size,
            "line_search_fn": line_search_fn,
        }
        super().__init__(params, defaults)
        if len(self.param_groups) != 1:
            raise ValueError("LBFGS: all parameters are in one group, since they step together")
        self._params: list[Tensor] = self.param_groups[0]["params"]
        self._numel_cache: int | None = None

    def _numel(self) -> int:
        if self._numel_cache is None:
            self._numel_cache = sum(p.numel() for p in self._params)
        return self._numel_cache

    def _gather_flat_grad(self) -> Tensor:
        return cat(
            [
                zeros(p.numel(), dtype=p.dtype) if p.grad is None else p.grad.reshape(-1)
                for p in self._params
            ]
        )

    def _add_grad(self, step_size: Any, update: Tensor) -> None:
        offset = 0
        for p in self._params:
            p.add_(update[offset : offset + p.numel()].view_as(p), alpha=float(step_size))
            offset += p.numel()

    def _clone_param(self) -> list[Tensor]:
        return [p.clone() for p in self._params]

    def _set_param(self, values: list[Tensor]) -> None:
        for p, value in zip(self._params, values, strict=True):
            p.copy_(value)

    def _directional_evaluate(
        self, closure: Callable[[], Any], x: list[Tensor], t: Any, d: Tensor
    ) -> tuple[float, Tensor]:
        """Return loss and gradient at x + t d; the parameters stay at x."""
        self._add_grad(t, d)
        loss = float(_get_value(closure()))
        grad = self._gather_flat_grad()
        self._set_param(x)
        return loss, grad

    def _direction(self, grad: Tensor, state: dict[str, Any], history: int) -> Tensor:
        """Return the way to go, after taking the last step into the estimate."""
        if state["n_iter"] == 1:
            state.update(old_dirs=[], old_stps=[], ro=[], H_diag=1)
            return grad.neg()
        change, move = grad.sub(state["prev_flat_grad"]), state["d"].mul(state["t"])
        changes, moves, ro = state["old_dirs"], state["old_stps"], state["ro"]
        along = change.dot(move)
        if along > 1e-10:
            if len(changes) == history:
                for past in (changes, moves, ro):
                    past.pop(0)
            changes.append(change)
            moves.append(move)
            ro.append(1.0 / along)
            state["H_diag"] = along / change.dot(change)
        factors = state.setdefault("al", [None] * history)
        direction = grad.neg()
        for i in range(len(changes) - 1, -1, -1):
            factors[i] = moves[i].dot(direction) * ro[i]
            direction.sub_(changes[i] * factors[i])
        direction = direction.mul(state["H_diag"])
        for i in range(len(changes)):
            back = changes[i].dot(direction) * ro[i]
            direction.add_(moves[i] * (factors[i] - back))
        return direction

    @no_grad()
    def step(self, closure: Callable[[], Any] | None = None) -> Any:
        """Make up to ``max_iter`` steps; return what the first call of ``closure()`` did."""
        if closure is None:
            raise TypeError("LBFGS: step wants a closure, which it calls several times")
        evaluate = enable_grad()(closure)
        group = self.param_groups[0]
        lr, most, history = _to_scalar(group["lr"]), group["max_eval"], group["history_size"]
        smallest = group["tolerance_change"]
        search = group["line_search_fn"]
        if search not in (None, "strong_wolfe"):
            raise RuntimeError(f"line_search_fn: expected 'strong_wolfe' or None, got {search!r}")
        # As in torch, the state is under the first parameter, though it is of all.
        state = self.state[self._params[0]]
        state.setdefault("func_evals", 0)
        state.setdefault("n_iter", 0)
        first = evaluate()
        loss, calls = float(_get_value(first)), 1
        state["func_evals"] += 1
        grad = self._gather_flat_grad()
        if grad.abs().max() <= group["tolerance_grad"]:
            return first
        for i in range(group["max_iter"]):
            last = i + 1 == group["max_iter"]
            state["n_iter"] += 1
            d = state["d"] = self._direction(grad, state, history)
            before = state["prev_loss"] = loss
            state["prev_flat_grad"] = grad.clone()
            t = lr
            if state["n_iter"] == 1:
                t = min(1.0, 1.0 / grad.abs().sum()) * lr
            state["t"] = t
            slope = grad.dot(d)
            if slope > -smallest:
                break
            used = 0
            if search:
                look = partial(self._directional_evaluate, evaluate, self._clone_param())
                loss, grad, t, used = strong_wolfe(
                    look, (t, d, loss, grad, slope), max_ls=most - calls
                )
                state["t"] = t
                self._add_grad(t, d)
            else:
                self._add_grad(t, d)
                if not last:
                    loss, used = float(_get_value(evaluate())), 1
                    grad = self._gather_flat_grad()
            calls += used
            state["func_evals"] += used
            if (
                last
                or calls >= most
                or grad.abs().max() <= group["tolerance_grad"]
                or d.mul(t).abs().max() <= smallest
                or abs(loss - before) < smallest
            ):
                break
        return first
