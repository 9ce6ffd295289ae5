"""The line search of LBFGS, for the strong conditions of Wolfe."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from .._core import Tensor

__all__ = ["strong_wolfe"]


def __dir__() -> list[str]:
    return __all__


class _Point(NamedTuple):
    """A step, and what was found there; the slope is that along the direction."""

    t: Any
    loss: float
    grad: Any
    slope: Any


def _cubic(a: _Point, b: _Point, low: Any, high: Any) -> Any:
    """Return where the cubic through two points with slopes is least, held within the bounds."""
    d1 = a.slope + b.slope - 3 * (a.loss - b.loss) / (a.t - b.t)
    square = d1**2 - a.slope * b.slope
    if not square >= 0:
        return (low + high) / 2.0
    d2 = square.sqrt()
    if a.t > b.t:
        a, b = b, a
    least = b.t - (b.t - a.t) * ((b.slope + d2 - d1) / (b.slope - a.slope + 2 * d2))
    return min(max(least, low), high)


def strong_wolfe(
    evaluate: Callable[[Any, Tensor], tuple[float, Tensor]],
    start: tuple[Any, Tensor, float, Tensor, Any],
    c1: float = 1e-4,
    c2: float = 0.9,
    tolerance_change: float = 1e-9,
    max_ls: int = 25,
) -> tuple[float, Tensor, Any, int]:
    """Find a step along d that lowers the loss enough and flattens its slope enough.

        f(t) <= f(0) + c1 t f'(0),   |f'(t)| <= -c2 f'(0)

    ``start`` is the first step to try, d, and the loss, the gradient and the slope at 0. Returns
    loss and gradient at the step, the step, and how often it was evaluated. Nocedal and Wright
    2006, algorithms 3.5 and 3.6.
    """
    t, d, loss, grad, slope = start
    origin = _Point(0, loss, grad.clone(), slope)
    size = d.abs().max()
    calls = 0

    def look(t: Any) -> _Point:
        nonlocal calls
        calls += 1
        found, g = evaluate(t, d)
        return _Point(t, found, g, g.dot(d))

    def too_high(p: _Point) -> bool:
        return bool(p.loss > loss + c1 * p.t * slope)

    def flat(p: _Point) -> bool:
        return bool(abs(p.slope) <= -c2 * slope)

    # Steps grow until two of them have a good one between.
    before, point, tries = origin, look(t), 0
    bracket: list[_Point] = []
    while tries < max_ls:
        if too_high(point) or (tries > 1 and point.loss >= before.loss):
            bracket = [before, point]
            break
        if flat(point):
            return point.loss, point.grad, point.t, calls
        if point.slope >= 0:
            bracket = [before, point]
            break
        t = _cubic(before, point, point.t + 0.01 * (point.t - before.t), point.t * 10)
        before, point = point, look(t)
        tries += 1
    if tries == max_ls:
        bracket = [origin, point]

    # The bracket shrinks around it.
    stuck = False
    low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
    while tries < max_ls:
        left, right = sorted((bracket[0].t, bracket[1].t))
        if (right - left) * size < tolerance_change:
            break
        t = _cubic(bracket[0], bracket[1], left, right)
        # A step near an end is taken once; the next one goes a tenth inwards.
        margin = 0.1 * (right - left)
        near = min(right - t, t - left) < margin
        if near and (stuck or t >= right or t <= left):
            t = right - margin if abs(t - right) < abs(t - left) else left + margin
            near = False
        stuck = bool(near)
        point = look(t)
        tries += 1
        if too_high(point) or point.loss >= bracket[low].loss:
            bracket[high] = point
            low, high = (0, 1) if bracket[0].loss <= bracket[1].loss else (1, 0)
            continue
        done = flat(point)
        if not done and point.slope * (bracket[high].t - bracket[low].t) >= 0:
            bracket[high] = bracket[low]
        bracket[low] = point
        if done:
            break
    best = bracket[low]
    return best.loss, best.grad, best.t, calls


# The two under torch's names and with its arguments: other optimizers import them.


def _cubic_interpolate(
    x1: Any,
    f1: Any,
    g1: Any,
    x2: Any,
    f2: Any,
    g2: Any,
    bounds: tuple[Any, Any] | None = None,
) -> Any:
    low, high = bounds or sorted((x1, x2))
    return _cubic(_Point(x1, f1, None, g1), _Point(x2, f2, None, g2), low, high)


def _strong_wolfe(
    obj_func: Callable[[Any, Any, Tensor], tuple[float, Tensor]],
    x: Any,
    t: Any,
    d: Tensor,
    f: float,
    g: Tensor,
    gtd: Any,
    c1: float = 1e-4,
    c2: float = 0.9,
    tolerance_change: float = 1e-9,
    max_ls: int = 25,
) -> tuple[float, Tensor, Any, int]:
    def evaluate(t: Any, d: Tensor) -> tuple[float, Tensor]:
        return obj_func(x, t, d)

    return strong_wolfe(evaluate, (t, d, f, g, gtd), c1, c2, tolerance_change, max_ls)
