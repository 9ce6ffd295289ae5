"""Jacobians of a function by both modes and by central differences, and their comparison.

A Jacobian is a matrix here: rows are the elements of an input, columns those of an output.
"""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, NamedTuple, TypeAlias

from .. import _core
from ..errors import GradcheckError
from ._run import grad
from .forward_ad import dual_level, make_dual, unpack_dual
from .function import Function

Callback: TypeAlias = Callable[..., Any]
Tensor = _core.Tensor


class Tolerance(NamedTuple):
    eps: float
    atol: float
    rtol: float
    nondet: float


class Modes(NamedTuple):
    """Which derivatives are to be checked, and how."""

    backward: bool = True
    forward: bool = False
    undefined: bool = False  # also where gradients are missing
    batched: bool = False  # also several at a time


class Problem(NamedTuple):
    """A function, called twice, and what of it there is to check."""

    func: Callback
    inputs: tuple[Any, ...]
    wanted: list[int]  # the inputs that require grad
    outputs: list[Tensor]
    again: list[Tensor]
    roots: list[int]  # the outputs that have a graph to check
    forward: bool  # whether to check tangents
    tolerance: Tolerance


def check(
    func: Callback,
    inputs: tuple[Any, ...],
    tolerance: Tolerance,
    fast: bool,
    dtypes: bool,
    modes: Modes,
) -> None:
    """Raise GradcheckError for the first derivative of ``func(*inputs)`` that is wrong."""
    wanted = differentiable(inputs, "finite differences need float64")
    outputs = outputs_of(func, inputs)
    roots = [i for i, y in enumerate(outputs) if modes.backward and y.requires_grad]
    if modes.backward and not roots:
        _check_constant(func, inputs, wanted, tolerance.eps)
    if not roots and not modes.forward:
        return
    again = outputs_of(func, inputs)
    check_same(outputs, again, tolerance.nondet)
    if dtypes:
        _check_dtypes([outputs[i] for i in roots], inputs, wanted)
    compare = _compare_projections if fast else _compare_jacobians
    compare(Problem(func, inputs, wanted, outputs, again, roots, modes.forward, tolerance))
    sources = [inputs[i] for i in wanted]
    if modes.batched:
        for k in roots:
            _check_batched(k, outputs[k], sources)
    if modes.undefined and roots:
        _check_undefined(func, inputs, sources)


def random_gradients(func: Callback, inputs: tuple[Any, ...], strided: bool) -> tuple[Tensor, ...]:
    """A random gradient in [-1, 1) for each output of ``func(*inputs)`` that has a graph."""
    generator = _core.Generator().manual_seed(0)

    def random_like(y: Tensor) -> Tensor:
        v = _core.rand_like(y, generator=generator) * 2 - 1
        if strided:  # every other element of a buffer of twice the size
            v = _core.stack([v, v], -1).select(-1, 0)
        return v.detach().requires_grad_()

    return tuple(random_like(y) for y in outputs_of(func, inputs) if y.requires_grad)


def gradient_of(func: Callback, count: int) -> Callback:
    """The function ``(*inputs, *v) -> v^T d func / d inputs`` of ``count`` inputs."""

    def gradient(*arguments: Any) -> tuple[Tensor, ...]:
        inputs, seeds = arguments[:count], arguments[count:]
        sources = [x for x in inputs if isinstance(x, Tensor) and x.requires_grad]
        outputs = [y for y in outputs_of(func, inputs) if y.requires_grad]
        if not sources or not outputs:
            return ()
        found = grad(outputs, sources, seeds, create_graph=True, allow_unused=True)
        return tuple(g for g in found if g is not None)

    return gradient


def differentiable(inputs: tuple[Any, ...], why_double: str = "") -> list[int]:
    """The places of the inputs to check."""
    wanted = [i for i, x in enumerate(inputs) if isinstance(x, Tensor) and x.requires_grad]
    if not wanted:
        raise ValueError("gradcheck: no input requires grad, so there is nothing to check")
    for i in wanted:
        x = inputs[i]
        if why_double and x.dtype != _core.float64:
            warnings.warn(
                f"gradcheck: input {i} is {x.dtype}; {why_double}",
                UserWarning,
                stacklevel=4,
            )
        if 0 in [stride for stride, size in zip(x.stride(), x.shape, strict=True) if size > 1]:
            raise RuntimeError(
                f"gradcheck: input {i} has a stride of 0, so its elements cannot be perturbed one"
                " by one; pass a contiguous copy and expand it inside the function"
            )
    return wanted


def outputs_of(func: Callback, inputs: Sequence[Any]) -> list[Tensor]:
    result = func(*inputs)
    outputs = list(result) if isinstance(result, (tuple, list)) else [result]
    for y in outputs:
        if not isinstance(y, Tensor):
            raise TypeError(f"gradcheck: the function must return tensors, not {type(y).__name__}")
    return outputs


@contextmanager
def _restored(x: Tensor) -> Iterator[tuple[Tensor, Tensor]]:
    """Let the values of ``x`` be changed for a while, behind the back of the graph."""
    data = x.data
    before = data.clone()
    try:
        yield data, before
    finally:
        data.copy_(before)


def _slope(
    func: Callback, inputs: tuple[Any, ...], x: Tensor, step: Tensor | float, eps: float
) -> list[Tensor | None]:
    """Each output's difference quotient, flat, as ``x`` moves by ``step``; None for integers."""

    def at(value: Tensor) -> list[Tensor]:
        data.copy_(value)
        return [y.detach().clone() for y in outputs_of(func, inputs)]

    with _restored(x) as (data, start):
        above, below = at(start + step), at(start - step)
        kinds = [[(y.shape, y.dtype) for y in ys] for ys in (above, below)]
        if kinds[0] != kinds[1]:
            raise AssertionError(
                "gradcheck: the function must return outputs of the same number, shapes and dtypes"
                f" when an input moves by {eps}, but {kinds[0]} became {kinds[1]}"
            )
        pairs = zip(above, below, strict=True)
        return [
            ((upper - lower) / (2 * eps)).double().reshape(-1)
            if upper.is_floating_point()
            else None
            for upper, lower in pairs
        ]


def _numerical(
    func: Callback, inputs: tuple[Any, ...], i: int, outputs: Sequence[Tensor], eps: float
) -> list[Tensor | None]:
    """The Jacobian of each output with respect to input ``i``; None for outputs of integers."""
    data = inputs[i].data
    places = itertools.product(*map(range, data.shape))
    rows = [_slope(func, inputs, data[place], eps, eps) for place in places]
    if not rows:
        return [_core.zeros(0, y.numel(), dtype=_core.float64) for y in outputs]
    return [
        None if column[0] is None else _core.stack([row for row in column if row is not None])
        for column in zip(*rows, strict=True)
    ]


def pushed(func: Callback, inputs: tuple[Any, ...], directions: dict[int, Tensor]) -> list[Any]:
    """Each output's tangent, flat, for these of inputs; None for integers."""
    with dual_level():
        given = [
            make_dual(x, directions[i]) if i in directions else x for i, x in enumerate(inputs)
        ]
        tangents = []
        for y in outputs_of(func, given):
            t = unpack_dual(y).tangent
            t = _core.zeros_like(y) if t is None else t
            tangents.append(
                t.detach().clone().double().reshape(-1) if y.is_floating_point() else None
            )
        return tangents


def by_forward_mode(
    func: Callback, inputs: tuple[Any, ...], i: int, outputs: Sequence[Tensor]
) -> list[Tensor | None]:
    """The Jacobian of each output with respect to input ``i``; None for outputs of integers."""
    x = inputs[i]
    basis = _core.eye(x.numel(), dtype=x.dtype).reshape(x.numel(), *x.shape)
    rows = [pushed(func, inputs, {i: basis[j]}) for j in range(x.numel())]
    if not rows:
        return [_core.zeros(0, y.numel(), dtype=_core.float64) for y in outputs]
    return [
        None if column[0] is None else _core.stack(list(column))
        for column in zip(*rows, strict=True)
    ]


def by_backward(y: Tensor, inputs: Sequence[Tensor]) -> list[Tensor]:
    """The Jacobian of ``y`` with respect to each input, one run of the graph for each column."""
    n = y.numel()
    if n == 0:
        return [_core.zeros(x.numel(), 0, dtype=_core.float64) for x in inputs]
    seeds = _core.eye(n, dtype=y.dtype).reshape(n, *y.shape)
    found: tuple[Tensor | None, ...] = grad(
        y, inputs, seeds, retain_graph=True, allow_unused=True, is_grads_batched=True
    )
    return [
        _core.zeros(x.numel(), n, dtype=_core.float64)
        if g is None
        else g.detach().double().reshape(n, x.numel()).t()
        for x, g in zip(inputs, found, strict=True)
    ]


def _compare_jacobians(problem: Problem) -> None:
    func, inputs, wanted, outputs, again, roots, forward, tolerance = problem
    sources = [inputs[i] for i in wanted]
    analytical = {k: by_backward(outputs[k], sources) for k in roots}
    repeated = {k: by_backward(again[k], sources) for k in roots}
    for place, i in enumerate(wanted):
        numerical = _numerical(func, inputs, i, outputs, tolerance.eps)
        for k in roots:
            one, want = analytical[k][place], numerical[k]
            if want is None or not _core.allclose(one, want, tolerance.rtol, tolerance.atol):
                raise GradcheckError(_mismatch(k, i, one, want, tolerance))
            _check_repeated(k, i, one, repeated[k][place], tolerance.nondet)
        for k, tangents in enumerate(by_forward_mode(func, inputs, i, outputs) if forward else ()):
            want = numerical[k]
            if tangents is None or want is None:
                continue
            if not _core.allclose(tangents, want, tolerance.rtol, tolerance.atol):
                raise GradcheckError(_mismatch(k, i, tangents, want, tolerance, "forward-mode "))


def _compare_projections(problem: Problem) -> None:
    """Compare u^T J v alone, for random vectors: two calls of the function for each input."""
    func, inputs, wanted, outputs, again, roots, forward, tolerance = problem
    generator = _core.Generator().manual_seed(0)
    floating = [k for k, y in enumerate(outputs) if y.is_floating_point()]
    drawn = {k: _core.randn_like(outputs[k], generator=generator) for k in floating}
    seeds = {k: drawn[k] for k in roots}
    sources = [inputs[i] for i in wanted]

    def projected(y: Tensor, u: Tensor) -> tuple[Tensor | None, ...]:
        return grad(y, sources, u, retain_graph=True, allow_unused=True)

    analytical = {k: projected(outputs[k], u) for k, u in seeds.items()}
    repeated = {k: projected(again[k], u) for k, u in seeds.items()}
    for place, i in enumerate(wanted):
        v = _core.randn_like(inputs[i], generator=generator)
        if v.numel():
            v = v / v.square().sum().sqrt()
        slopes = _slope(func, inputs, inputs[i], tolerance.eps * v, tolerance.eps)
        for k, u in seeds.items():
            one, two = (
                _dot(_core.zeros_like(v) if g is None else g, v)
                for g in (analytical[k][place], repeated[k][place])
            )
            slope = slopes[k]
            want = _core.full((), float("nan")) if slope is None else _dot(slope, u)
            # An error of atol in every element of J adds up to this at most.
            atol = tolerance.atol * (u.abs().sum() * v.abs().sum()).item()
            if not _core.allclose(one, want, tolerance.rtol, atol):
                jacobian = by_backward(outputs[k], [inputs[i]])[0]
                numerical = _numerical(func, inputs, i, outputs, tolerance.eps)[k]
                raise GradcheckError(
                    _mismatch(k, i, one, want, tolerance)
                    + "\nThese are projections (fast_mode). The whole Jacobians are"
                    + f"\nnumerical: {numerical}\nanalytical: {jacobian}"
                )
            _check_repeated(k, i, one, two, tolerance.nondet)
        tangents = pushed(func, inputs, {i: v}) if forward else []
        for k, u in drawn.items() if forward else ():
            slope = slopes[k]
            assert slope is not None
            one, want = _dot(tangents[k], u), _dot(slope, u)
            atol = tolerance.atol * (u.abs().sum() * v.abs().sum()).item()
            if not _core.allclose(one, want, tolerance.rtol, atol):
                raise GradcheckError(
                    _mismatch(k, i, one, want, tolerance, "forward-mode ")
                    + "\nThese are projections (fast_mode)."
                )


def _dot(a: Tensor, b: Tensor) -> Tensor:
    return (a.detach().double().reshape(-1) * b.double().reshape(-1)).sum()


def _mismatch(
    output: int,
    x: int,
    analytical: Tensor,
    numerical: Tensor | None,
    tolerance: Tolerance,
    mode: str = "",
) -> str:
    return (
        f"gradcheck: the {mode}gradient of output {output} with respect to input {x} is not what"
        f" central differences give (eps={tolerance.eps}, atol={tolerance.atol},"
        f" rtol={tolerance.rtol}; rows are elements of the input)\n"
        f"numerical: {numerical}\nanalytical: {analytical}"
    )


def _check_constant(func: Callback, inputs: tuple[Any, ...], wanted: list[int], eps: float) -> None:
    """Without a graph, no output may depend on an input."""
    outputs = outputs_of(func, inputs)
    for i in wanted:
        for k, jacobian in enumerate(_numerical(func, inputs, i, outputs, eps)):
            if jacobian is not None and jacobian.ne(0).any():
                raise GradcheckError(
                    f"gradcheck: output {k} has no graph, but it depends on input {i}\n"
                    f"numerical: {jacobian}\nanalytical: none"
                )


def check_same(outputs: list[Tensor], again: list[Tensor], tolerance: float) -> None:
    same = len(outputs) == len(again) and all(
        one.shape == two.shape
        and one.requires_grad == two.requires_grad
        and _core.allclose(one, two, 0.0, tolerance, equal_nan=True)
        for one, two in zip(outputs, again, strict=True)
    )
    if not same:
        raise GradcheckError(
            "gradcheck: the function is not deterministic: a second call with the same inputs"
            f" gave another answer (nondet_tol={tolerance})\nfirst: {outputs}\nsecond: {again}"
        )


def _check_repeated(output: int, x: int, one: Tensor, two: Tensor, tolerance: float) -> None:
    if not _core.allclose(one, two, 0.0, tolerance, equal_nan=True):
        raise GradcheckError(
            f"gradcheck: the gradient of output {output} with respect to input {x} is not"
            f" deterministic (nondet_tol={tolerance})\nfirst: {one}\nsecond: {two}"
        )


class _Undefined(Function):
    """The identity, whose gradient never comes back."""

    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:
        return x.view_as(x)

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        return None


def _check_undefined(func: Callback, inputs: Sequence[Any], xs: list[Tensor]) -> None:
    """Gradients that are missing, of all outputs or of one among zeros, make no others."""

    def differentiable_outputs() -> list[Tensor]:
        return [y for y in outputs_of(func, inputs) if y.requires_grad]

    count = len(differentiable_outputs())
    for missing in [range(count)] + [range(k, k + 1) for k in range(count if count > 1 else 0)]:
        ys = differentiable_outputs()
        ends = [_Undefined.apply(y) if k in missing else y for k, y in enumerate(ys)]
        zeros = [_core.zeros_like(y) for y in ys]
        which = "all outputs" if len(missing) == count else f"output {missing[0]}"
        try:
            found = grad(ends, xs, zeros, allow_unused=True)
        except RuntimeError as error:
            raise GradcheckError(
                f"gradcheck: backward must handle undefined gradients, but failed where {which}"
                f" had none (check_undefined_grad): {error}"
            ) from error
        for i, g in enumerate(found):
            if g is not None and g.ne(0).any():
                raise GradcheckError(
                    f"gradcheck: where {which} had an undefined gradient and no other one was not"
                    f" zero, backward made a gradient for differentiable input {i}"
                    f" (check_undefined_grad): {g}"
                )


def _check_batched(output: int, y: Tensor, xs: list[Tensor]) -> None:
    """A batch of gradients gives what each of them gives alone."""
    generator = _core.Generator().manual_seed(0)
    seeds = [_core.randn_like(y, generator=generator) for _ in range(2)]

    def pulled(v: Tensor, batched: bool) -> list[Tensor]:
        found = grad(y, xs, v, True, materialize_grads=True, is_grads_batched=batched)
        return list(found)

    alone = [pulled(v, False) for v in seeds]
    together = pulled(_core.stack(seeds), True)
    for i, got in enumerate(together):
        want = _core.stack([one[i] for one in alone])
        if not _core.allclose(got, want, equal_nan=True):
            raise GradcheckError(
                f"gradcheck: a batch of gradients of output {output} gives another gradient of"
                f" differentiable input {i} than one at a time\nbatched: {got}\nalone: {want}"
            )


def _check_dtypes(roots: list[Tensor], inputs: tuple[Any, ...], wanted: list[int]) -> None:
    for y in roots:
        sources = [inputs[i] for i in wanted]
        found = grad(y, sources, _core.ones_like(y), retain_graph=True, allow_unused=True)
        for i, g in zip(wanted, found, strict=True):
            if g is not None and g.dtype != inputs[i].dtype:
                raise GradcheckError(
                    f"gradcheck: input {i} is {inputs[i].dtype}, its gradient {g.dtype}"
                )
