"""Backward against forward mode: two ways to one Jacobian, so no differences are needed.

``<u, J v> = <J^T u, v>``, for each operation alone as for the whole function.
"""

from __future__ import annotations

from typing import Any

from .. import _core
from ..errors import GradcheckError
from ._differences import (
    Callback,
    Tensor,
    by_backward,
    by_forward_mode,
    check_same,
    differentiable,
    outputs_of,
    pushed,
)

# What rounding may do to the sums of a Jacobian of moderate size.
_ROUNDING = {_core.float32: 1e-4, _core.float64: 1e-10}


def check(func: Callback, inputs: tuple[Any, ...], nondet: float) -> None:
    """Raise GradcheckError if backward and forward mode of ``func(*inputs)`` disagree."""
    wanted = differentiable(inputs)
    outputs = outputs_of(func, inputs)
    check_same(outputs, outputs_of(func, inputs), nondet)
    sources = [inputs[i] for i in wanted]
    backward = [by_backward(y, sources) if y.requires_grad else None for y in outputs]
    for place, i in enumerate(wanted):
        for k, pushed_one in enumerate(by_forward_mode(func, inputs, i, outputs)):
            if pushed_one is None:
                continue
            rows = backward[k]
            pulled_one = _core.zeros_like(pushed_one) if rows is None else rows[place]
            rounding = max(_ROUNDING[x.dtype] for x in (outputs[k], *sources))
            if not _agree(pulled_one, pushed_one, rounding):
                raise GradcheckError(
                    f"gradcheck: backward and forward mode disagree on the gradient of output {k}"
                    f" with respect to input {i} (rows are elements of the input)\n"
                    f"{_blame(func, inputs, wanted)}\nbackward: {pulled_one}\nforward: {pushed_one}"
                )


def _agree(one: Tensor, two: Tensor, rounding: float) -> bool:
    finite = two[()].abs()
    largest = finite.where(finite.isfinite(), 0.0).max().item() if two.numel() else 0.0
    return _core.allclose(one, two, rounding, rounding * max(1.0, largest), equal_nan=True)


def _blame(func: Callback, inputs: tuple[Any, ...], wanted: list[int]) -> str:
    """Which operations do not agree with themselves."""
    generator = _core.Generator().manual_seed(0)
    directions = {i: _core.randn_like(inputs[i], generator=generator) for i in wanted}
    _core._log_pushed()
    try:
        pushed(func, inputs, directions)
    finally:
        calls = _core._take_pushed()
    wrong = [found for call in calls if (found := _disagreement(*call, generator))]
    if not wrong:
        return (
            "every operation agrees with itself: look for a tensor that leaves the graph or loses"
            " its tangent, as under no_grad()"
        )
    return "operations whose two rules disagree: " + ", ".join(wrong)


def _disagreement(
    node: Any,
    ins: tuple[Tensor | None, ...],
    outs: tuple[Tensor | None, ...],
    generator: _core.Generator,
) -> str:
    """What is wrong with one operation, by one random gradient of its outputs; empty: nothing."""
    for (producer, _), t in zip(node.next_functions, ins, strict=True):
        if t is not None and producer is None:
            return ""  # it was recorded for another input, so backward leaves this one out
    seeds = [None if t is None else _core.randn_like(t, generator=generator) for t in outs]
    forward = [(u, t) for u, t in zip(seeds, outs, strict=True) if u is not None and t is not None]
    if not forward:
        return ""
    grads = _core._node_vjp(node, seeds)
    backward = [(g, t) for g, t in zip(grads, ins, strict=True) if g is not None and t is not None]
    pulled_product = sum((_dot(*pair) for pair in backward), 0.0)
    pushed_product = sum((_dot(*pair) for pair in forward), 0.0)
    scale = sum((_dot(u.abs(), t.abs()) for u, t in forward), 1.0)
    rounding = max(_ROUNDING[t.dtype] for pair in forward + backward for t in pair)
    if abs(pulled_product - pushed_product) <= rounding * scale:
        return ""
    return f"{node.name()} (<J^T u, v> = {pulled_product:.6g}, <u, J v> = {pushed_product:.6g})"


def _dot(a: Tensor, b: Tensor) -> float:
    """The product of two tensors, of which ``a`` may have to be summed to the shape of ``b``."""
    product: float = (a.double() * b.double()).sum().item()
    return product
