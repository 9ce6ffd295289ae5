"""Transforms by reverse mode: gradients, products with a transposed Jacobian, Jacobians by rows."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any, Literal, overload

from .. import _core, _tree
from ._scope import (
    A,
    ArgNums,
    Call,
    Function,
    P,
    R,
    Scope,
    Tensor,
    finished,
    finished_tree,
    places_of,
    pulled,
    pulled_rows,
)


def grad(func: Callable[P, Any], argnums: ArgNums = 0, has_aux: bool = False) -> Callable[P, Any]:
    """Return a function that computes the gradient of ``func``, which returns one 0-d tensor.

        grad(func)(x, ...) = d func / d x

    ``argnums`` are the positions of the arguments to differentiate by: an int, or a tuple of ints
    for a tuple of gradients. An argument may be tensors in tuples, lists and dicts; its gradient is
    built alike. With ``has_aux`` the function returns ``(output, aux)``, and the result is
    ``(gradient, aux)``. Transforms can be nested, and gradients of what the function uses besides
    its arguments flow through them.

    Shape:   output ``()``; gradients as their arguments.
    Dtype:   float32, float64; gradients as their arguments.
    Grad:    yes, by everything outside that requires grad.
    Raises:  RuntimeError for an output that is no 0-d tensor (see vjp, jacrev), arguments of
             integers, argnums out of range, and a function that writes to its arguments;
             ValueError for arguments that are no tensors.
    Source:  torch.func.grad.

    >>> rg.func.grad(lambda x: x**3)(rg.tensor(2.0))
    tensor(12.)
    >>> rg.func.grad(rg.func.grad(lambda x: x**3))(rg.tensor(2.0))
    tensor(12.)
    """
    both = _grad_and_value(func, argnums, has_aux, "grad")

    @functools.wraps(func)
    def gradient(*args: Any, **kwargs: Any) -> Any:
        found, rest = both(*args, **kwargs)
        return (found, rest[1]) if has_aux else found

    return gradient


def grad_and_value(
    func: Callable[P, R], argnums: ArgNums = 0, has_aux: bool = False
) -> Callable[P, tuple[Any, R]]:
    """Return a function that computes the gradient of ``func`` and its value.

        grad_and_value(func)(x, ...) = (d func / d x, func(x, ...))

    As ``grad``, with ``has_aux`` the result is ``(gradient, (output, aux))``.

    Shape:   output ``()``; gradients as their arguments.
    Dtype:   float32, float64; gradients as their arguments.
    Grad:    yes, by everything outside that requires grad.
    Raises:  as grad.
    Source:  torch.func.grad_and_value.

    >>> rg.func.grad_and_value(lambda x: x**3)(rg.tensor(2.0))
    (tensor(12.), tensor(8.))
    """
    return functools.wraps(func)(_grad_and_value(func, argnums, has_aux, "grad_and_value"))


def _grad_and_value(func: Function, argnums: ArgNums, has_aux: bool, caller: str) -> Function:
    def both(*args: Any, **kwargs: Any) -> tuple[Any, Any]:
        scope = Scope(caller)
        call = Call(scope, func, args, places_of(argnums, len(args)), kwargs, has_aux)
        y = call.output
        if not isinstance(y, Tensor) or y.ndim != 0:
            what = f"a tensor of shape {tuple(y.shape)}" if isinstance(y, Tensor) else type(y)
            raise RuntimeError(
                f"{caller}: the function must return a 0-d tensor, not {what}; see vjp and jacrev"
            )
        keep = scope.recorded([y, *_tree.leaves(call.aux)])
        with scope:
            found = pulled([y], call.sources, [_core.ones_like(y)], keep, keep)
        gradients = _tree.rebuilt(call.inputs, [finished(g, keep) for g in found])
        if not isinstance(argnums, tuple):
            (gradients,) = gradients
        value = finished(y, keep)
        return gradients, (value, finished_tree(call.aux, keep)) if has_aux else value

    return both


@overload
def vjp(
    func: Callable[..., R], *primals: Any, has_aux: Literal[False] = False
) -> tuple[R, Callable[..., tuple[Any, ...]]]: ...
@overload
def vjp(
    func: Callable[..., tuple[R, A]], *primals: Any, has_aux: Literal[True]
) -> tuple[R, Callable[..., tuple[Any, ...]], A]: ...
def vjp(func: Function, *primals: Any, has_aux: bool = False) -> Any:
    """Return ``func(*primals)``, and a function for products with its transposed Jacobian.

        vjp_fn(v) = v^T J,  J = d func / d primals

    The function can be called many times. It takes tensors built as the output is, returns a tuple
    of one gradient for each primal, and has the options ``retain_graph`` (True) and
    ``create_graph`` (None: as is needed). With ``has_aux`` the function returns ``(output, aux)``,
    and the result is ``(output, vjp_fn, aux)``.

    Shape:   v as the output; gradients as the primals.
    Dtype:   float32, float64; gradients as the primals.
    Grad:    yes, by everything outside that requires grad, and by v.
    Raises:  RuntimeError for outputs that are no floating tensors, primals of integers, v built or
             shaped otherwise than the output, and a function that writes to its arguments;
             ValueError for primals and TypeError for v that are no tensors.
    Source:  torch.func.vjp.

    >>> y, vjp_fn = rg.func.vjp(lambda x: x * x, rg.tensor([1.0, 2.0]))
    >>> vjp_fn(rg.ones(2))
    (tensor([2., 4.]),)
    """
    scope = Scope("vjp")
    call = Call(scope, func, primals, range(len(primals)), {}, has_aux)
    ys = call.outputs(scope, floating=True)

    def vjp_fn(
        cotangents: Any, retain_graph: bool = True, create_graph: bool | None = None
    ) -> tuple[Any, ...]:
        vs = _tree.leaves_beside(call.output, cotangents)
        if vs is None:
            raise RuntimeError("vjp: the cotangents are not built as the output of the function is")
        for y, v in zip(ys, vs, strict=True):
            if not isinstance(v, Tensor):
                raise TypeError(f"vjp: a cotangent must be a tensor, not {type(v).__name__}")
            if v.shape != y.shape:
                raise RuntimeError(
                    f"vjp: a cotangent has shape {tuple(v.shape)}, the output {tuple(y.shape)}"
                )
        recording = _core.is_grad_enabled() if create_graph is None else create_graph
        with scope.lock:
            keep = recording and _core._reaches_leaf([*ys, *vs])
            with scope:
                found = pulled(ys, call.sources, vs, keep, retain_graph or keep)
            done = [finished(g, keep) for g in found]
        gradients: tuple[Any, ...] = _tree.rebuilt(call.inputs, done)
        return gradients

    tied = scope.recorded([*ys, *_tree.leaves(call.aux)])
    output = finished_tree(call.output, tied)
    return (output, vjp_fn, finished_tree(call.aux, tied)) if has_aux else (output, vjp_fn)


def jacrev(
    func: Callable[P, Any],
    argnums: ArgNums = 0,
    has_aux: bool = False,
    *,
    chunk_size: int | None = None,
) -> Callable[P, Any]:
    """Return a function that computes the Jacobian of ``func``, one row after the other.

        jacrev(func)(x, ...)[i] = d func_i / d x

    One call of the function, and one run of its graph for each element of the output: good for few
    outputs. ``argnums`` and ``has_aux`` are as in ``grad``. Where output and arguments are
    containers, each tensor of the output is replaced by the Jacobians of all of the arguments.
    ``chunk_size`` has no effect.

    Shape:   output.shape + argument.shape.
    Dtype:   float32, float64; as the argument.
    Grad:    yes, by everything outside that requires grad.
    Raises:  RuntimeError for outputs that are no floating tensors, arguments of integers, argnums
             out of range, and a function that writes to its arguments; ValueError for arguments
             that are no tensors, and a chunk_size that is not positive.
    Source:  torch.func.jacrev.

    >>> rg.func.jacrev(lambda x: x * x)(rg.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    if chunk_size is not None and chunk_size <= 0:
        raise ValueError(f"jacrev: chunk_size must be positive, not {chunk_size}")

    @functools.wraps(func)
    def jacobian(*args: Any) -> Any:
        scope = Scope("jacrev")
        call = Call(scope, func, args, places_of(argnums, len(args)), {}, has_aux)
        ys = call.outputs(scope, floating=True)
        keep = scope.recorded([*ys, *_tree.leaves(call.aux)])
        rows = []
        with scope:
            found = [pulled_rows(y, call.sources, keep) for y in ys]
        for y, gradients in zip(ys, found, strict=True):
            row = []
            for x, g in zip(call.sources, gradients, strict=True):
                shape = (*y.shape, *x.shape)
                if g is None:
                    row.append(_core.zeros(shape, dtype=x.dtype))
                else:
                    row.append(finished(g, keep).reshape(shape))
            tree = _tree.rebuilt(call.inputs, row)
            rows.append(tree if isinstance(argnums, tuple) else tree[0])
        result = _tree.rebuilt(call.output, rows)
        return (result, finished_tree(call.aux, keep)) if has_aux else result

    return jacobian  # type: ignore[return-value]  # by position alone
