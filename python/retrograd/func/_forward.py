"""Transforms that push tangents forwards, by two runs backwards, and Jacobians by columns.

``u -> u^T J`` is linear in u, so its derivative by u, in direction v, is ``J v``.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Sequence
from typing import Any, Literal, overload

from .. import _core, _tree
from ._reverse import jacrev
from ._scope import (
    A,
    ArgNums,
    Call,
    Function,
    P,
    R,
    Scope,
    Tensor,
    _Randomness,
    finished,
    finished_tree,
    places_of,
    pulled,
    pulled_rows,
)


class _Linear:
    """The derivative of a function that was called: the map from tangents of xs to those of ys."""

    def __init__(self, scope: Scope, ys: Sequence[Tensor], xs: Sequence[Tensor]) -> None:
        self.scope, self.ys, self.xs = scope, ys, xs
        floating = [y for y in ys if y.is_floating_point()]
        with scope:
            self.us = [scope.leaf(_core.zeros_like(y)) for y in floating]
            self.gradients = pulled(floating, xs, self.us, create_graph=True)

    def of(self, tangents: Sequence[Tensor]) -> list[Tensor]:
        recording = _core.is_grad_enabled()
        with self.scope.lock:
            keep = recording and _core._reaches_leaf([*self.gradients, *tangents])
            with self.scope:
                found = pulled(self.gradients, self.us, tangents, keep)
            products = iter([finished(t, keep) for t in found])
        return [next(products) if y.is_floating_point() else _core.zeros_like(y) for y in self.ys]

    def columns(self, i: int) -> list[Tensor]:
        """The Jacobian of each output by source ``i``, of shape y.shape + x.shape."""
        x = self.xs[i]
        keep = self.scope.recorded(self.gradients)
        with self.scope:
            found = iter(pulled_rows(self.gradients[i], self.us, keep))
        jacobians = []
        for y in self.ys:
            columns = next(found) if y.is_floating_point() else None
            shape = (*y.shape, *x.shape)
            if columns is None:
                jacobians.append(_core.zeros(shape, dtype=y.dtype))
            else:
                last = columns.permute(*range(1, columns.ndim), 0)
                jacobians.append(finished(last, keep).reshape(shape))
        return jacobians


def _check_floating(tensors: Sequence[Any], what: str, caller: str) -> None:
    for x in tensors:
        if not isinstance(x, Tensor):
            raise RuntimeError(f"{caller}: {what} must hold tensors only, not {type(x)}")
        if not x.is_floating_point():
            raise ValueError(f"{caller}: {what} must be floating, not {x.dtype}")


@overload
def jvp(
    func: Callable[..., R],
    primals: tuple[Any, ...],
    tangents: tuple[Any, ...],
    *,
    strict: bool = False,
    has_aux: Literal[False] = False,
) -> tuple[R, R]: ...
@overload
def jvp(
    func: Callable[..., tuple[R, A]],
    primals: tuple[Any, ...],
    tangents: tuple[Any, ...],
    *,
    strict: bool = False,
    has_aux: Literal[True],
) -> tuple[R, R, A]: ...
def jvp(
    func: Function,
    primals: tuple[Any, ...],
    tangents: tuple[Any, ...],
    *,
    strict: bool = False,
    has_aux: bool = False,
) -> Any:
    """Return ``func(*primals)`` and the product of its Jacobian with the tangents.

        J v,  J = d func / d primals,  v = tangents

    There is no forward mode yet: the function is called once, its graph is run, and the graph of
    that, so ``no_grad`` in the function stops tangents too. With ``strict`` the output must depend
    on the primals; with ``has_aux`` the function returns ``(output, aux)``, and the result is
    ``(output, product, aux)``.

    Shape:   tangents as the primals, built alike; product as the output.
    Dtype:   float32, float64; product as the output, zeros for integers.
    Grad:    yes, by everything outside that requires grad, and by the tangents.
    Raises:  RuntimeError for primals that are no tuple, that have no tensors or others than
             tensors, tangents built or shaped otherwise, outputs that are no tensors, strict, and a
             function that writes to its arguments; ValueError for integers.
    Source:  torch.func.jvp.

    >>> rg.func.jvp(lambda x: x * x, (rg.tensor([1.0, 2.0]),), (rg.ones(2),))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    if not isinstance(primals, tuple):
        raise RuntimeError("jvp: primals must be a tuple, so that func(*primals) can be called")
    vs = _tree.leaves_beside(primals, tangents)
    if vs is None:
        raise RuntimeError("jvp: the tangents are not built as the primals are")
    if not vs:
        raise RuntimeError("jvp: there is no tensor among the primals")
    given = _tree.leaves(primals)
    _check_floating(given, "primals", "jvp")
    _check_floating(vs, "tangents", "jvp")
    _check_shapes(given, vs, "jvp")
    scope = Scope("jvp")
    call = Call(scope, func, primals, range(len(primals)), {}, has_aux)
    ys = call.outputs(scope, floating=False)
    if strict and not all(y.requires_grad for y in ys):
        raise RuntimeError("jvp: an output does not depend on the primals, which strict forbids")
    product = _tree.rebuilt(call.output, _Linear(scope, ys, call.sources).of(vs))
    keep = scope.recorded([*ys, *_tree.leaves(call.aux)])
    output = finished_tree(call.output, keep)
    return (output, product, finished_tree(call.aux, keep)) if has_aux else (output, product)


def _check_shapes(primals: Sequence[Tensor], tangents: Sequence[Tensor], caller: str) -> None:
    for x, v in zip(primals, tangents, strict=True):
        if v.shape != x.shape:
            raise RuntimeError(
                f"{caller}: a tangent has shape {tuple(v.shape)}, its primal {tuple(x.shape)}"
            )


def linearize(func: Callable[..., R], *primals: Any) -> tuple[R, Callable[..., R]]:
    """Return ``func(*primals)``, and its derivative there as a function of tangents.

        jvp_fn(*v) = J v,  J = d func / d primals

    The function is called once, however often the derivative is.

    Shape:   tangents as the primals, built alike; product as the output.
    Dtype:   float32, float64; tangents as the primals, product as the output.
    Grad:    yes, by everything outside that requires grad, and by the tangents.
    Raises:  RuntimeError for tangents built, shaped or typed otherwise than the primals, primals
             and outputs that are no tensors, and a function that writes to its arguments;
             ValueError for integers.
    Source:  torch.func.linearize.

    >>> y, jvp_fn = rg.func.linearize(lambda x: x * x, rg.tensor([1.0, 2.0]))
    >>> jvp_fn(rg.tensor([1.0, 0.0]))
    tensor([2., 0.])
    """
    given = _tree.leaves(primals)
    _check_floating(given, "primals", "linearize")
    scope = Scope("linearize")
    call = Call(scope, func, primals, range(len(primals)), {}, False)
    ys = call.outputs(scope, floating=False)
    linear = _Linear(scope, ys, call.sources)

    def jvp_fn(*tangents: Any) -> Any:
        vs = _tree.leaves_beside(primals, tangents)
        if vs is None:
            raise RuntimeError("linearize: the tangents are not built as the primals are")
        _check_floating(vs, "tangents", "linearize")
        _check_shapes(given, vs, "linearize")
        for x, v in zip(given, vs, strict=True):
            if v.dtype != x.dtype:
                raise RuntimeError(f"linearize: a tangent is {v.dtype}, its primal {x.dtype}")
        return _tree.rebuilt(call.output, linear.of(vs))

    return finished_tree(call.output, scope.recorded(ys)), jvp_fn


def jacfwd(
    func: Callable[P, Any],
    argnums: ArgNums = 0,
    has_aux: bool = False,
    *,
    randomness: _Randomness = "error",
) -> Callable[P, Any]:
    """Return a function that computes the Jacobian of ``func``, one column after the other.

        jacfwd(func)(x, ...)[..., j] = d func / d x_j

    One call of the function, and one run of the graph of its gradient for each element of the
    arguments: good for many outputs. The function is called once, so ``randomness`` has no effect.
    The rest is as in ``jacrev``.

    Shape:   output.shape + argument.shape.
    Dtype:   float32, float64; as the output, zeros for integers.
    Grad:    yes, by everything outside that requires grad.
    Raises:  RuntimeError for outputs that are no tensors, argnums out of range, a function that
             writes to its arguments, and another randomness than "error", "different", "same";
             ValueError for arguments of integers, and for others than tensors.
    Source:  torch.func.jacfwd.

    >>> rg.func.jacfwd(lambda x: x * x)(rg.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """

    @functools.wraps(func)
    def jacobian(*args: Any) -> Any:
        check_randomness(randomness, "jacfwd")
        places = places_of(argnums, len(args))
        for x in _tree.leaves([args[i] for i in places]):
            if isinstance(x, Tensor) and not x.is_floating_point():
                raise ValueError(f"jacfwd: arguments must be floating, not {x.dtype}")
        scope = Scope("jacfwd")
        call = Call(scope, func, args, places, {}, has_aux)
        ys = call.outputs(scope, floating=False)
        linear = _Linear(scope, ys, call.sources)
        by_source = [linear.columns(i) for i in range(len(call.sources))]
        rows = []
        for k in range(len(ys)):
            tree = _tree.rebuilt(call.inputs, [jacobians[k] for jacobians in by_source])
            rows.append(tree if isinstance(argnums, tuple) else tree[0])
        result = _tree.rebuilt(call.output, rows)
        if not has_aux:
            return result
        return result, finished_tree(call.aux, scope.recorded(_tree.leaves(call.aux)))

    return jacobian  # type: ignore[return-value]  # by position alone


def check_randomness(randomness: str, caller: str) -> None:
    if randomness not in ("error", "different", "same"):
        raise RuntimeError(
            f"{caller}: randomness is 'error', 'different' or 'same', not {randomness!r}"
        )


def hessian(func: Callable[P, Any], argnums: ArgNums = 0) -> Callable[P, Any]:
    """Return a function that computes the Hessian of ``func``.

        hessian(func)(x, ...)[i, j] = d^2 func / d x_i d x_j

    The Jacobian by columns of the Jacobian by rows.

    Shape:   output.shape + argument.shape + argument.shape.
    Dtype:   float32, float64.
    Grad:    yes, by everything outside that requires grad.
    Raises:  as jacrev and jacfwd.
    Source:  torch.func.hessian.

    >>> rg.func.hessian(lambda x: (x**3).sum())(rg.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    return jacfwd(jacrev(func, argnums), argnums)
