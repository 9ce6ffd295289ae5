"""Jacobians, Hessians and products with them, of a function of tensors.

``func`` takes one tensor, or as many as the tuple ``inputs`` holds, and returns one tensor or a
tuple of them; results are nested alike. They are detached unless ``create_graph``; with it they can
be differentiated by the inputs, and by whatever else the function uses. A derivative by something
that an output does not depend on is zero, or with ``strict`` an error.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypeAlias, TypeVar, overload

from .. import _core
from ._parts import _as_tuple as _as_tuple
from ._parts import _construct_standard_basis_for as _construct_standard_basis_for
from ._parts import _grad_postprocess as _grad_postprocess
from ._parts import _tuple_postprocess as _tuple_postprocess
from ._run import grad
from .forward_ad import dual_level, make_dual, unpack_dual
from .grad_mode import enable_grad

__all__ = ["hessian", "hvp", "jacobian", "jvp", "vhp", "vjp"]


def __dir__() -> list[str]:
    return __all__


Tensor = _core.Tensor
Function: TypeAlias = Callable[..., Any]
Tensors: TypeAlias = Tensor | tuple[Tensor, ...]
_Strategy: TypeAlias = Literal["reverse-mode", "forward-mode"]
Inputs = TypeVar("Inputs", bound=Tensors)
Outputs = TypeVar("Outputs")


@overload
def jacobian(
    func: Callable[..., Tensor],
    inputs: Tensor,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: _Strategy = "reverse-mode",
) -> Tensor: ...
@overload
def jacobian(
    func: Callable[..., Tensor],
    inputs: tuple[Tensor, ...],
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: _Strategy = "reverse-mode",
) -> tuple[Tensor, ...]: ...
@overload
def jacobian(
    func: Callable[..., tuple[Tensor, ...]],
    inputs: Tensor,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: _Strategy = "reverse-mode",
) -> tuple[Tensor, ...]: ...
@overload
def jacobian(
    func: Callable[..., tuple[Tensor, ...]],
    inputs: tuple[Tensor, ...],
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: _Strategy = "reverse-mode",
) -> tuple[tuple[Tensor, ...], ...]: ...
@overload
def jacobian(
    func: Callable[..., Tensors],
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: _Strategy = "reverse-mode",
) -> Any: ...
def jacobian(
    func: Function,
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    strategy: _Strategy = "reverse-mode",
) -> Any:
    """Return the Jacobian of ``func`` at ``inputs``.

        J[i][j] = d output_i / d input_j

    One run of the graph for each element of the outputs, also with ``vectorize``. With the
    ``strategy`` "forward-mode", one call of the function in forward mode for each element of the
    inputs: good for few inputs.

    Shape:   output_i.shape + input_j.shape; no outer tuple for a single output, no inner one for a
             single input.
    Dtype:   of input_j; in forward mode of output_i.
    Grad:    with create_graph.
    Raises:  TypeError for inputs or outputs that are no tensors; RuntimeError under strict if an
             output does not depend on an input, or the Jacobian on it with create_graph, and for
             strict with vectorize or forward mode; GraphError for forward mode inside a dual level;
             AssertionError for another strategy.
    Source:  torch.autograd.functional.jacobian.

    >>> rg.autograd.functional.jacobian(lambda x: x * x, rg.tensor([1.0, 2.0]))
    tensor([[2., 0.],
            [0., 4.]])
    """
    _check_strategy(strategy, "jacobian")
    if strict and vectorize:
        raise RuntimeError("jacobian: strict=True and vectorize=True do not go together")
    if strict and strategy == "forward-mode":
        raise RuntimeError("jacobian: strict=True needs strategy='reverse-mode'")
    with enable_grad():
        single, given = _tensors(inputs, "inputs", "jacobian")
        xs = _fresh(given, create_graph)
        if strategy == "forward-mode":
            whole, rows = _jacobian_by_columns(func, xs, create_graph)
        else:
            whole, ys = _tensors(func(*xs), "outputs", "jacobian")
            rows = tuple(_jacobian_rows(i, y, xs, create_graph, strict) for i, y in enumerate(ys))
    nested = tuple(row[0] if single else row for row in rows)
    return nested[0] if whole else nested


@overload
def hessian(
    func: Callable[..., Tensor],
    inputs: Tensor,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: _Strategy = "reverse-mode",
) -> Tensor: ...
@overload
def hessian(
    func: Callable[..., Tensor],
    inputs: tuple[Tensor, ...],
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: _Strategy = "reverse-mode",
) -> tuple[tuple[Tensor, ...], ...]: ...
@overload
def hessian(
    func: Callable[..., Tensor],
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: _Strategy = "reverse-mode",
) -> Any: ...
def hessian(
    func: Function,
    inputs: Tensors,
    create_graph: bool = False,
    strict: bool = False,
    vectorize: bool = False,
    outer_jacobian_strategy: _Strategy = "reverse-mode",
) -> Any:
    """Return the Hessian of ``func``, which returns one element, at ``inputs``.

        H[i][j] = d^2 func / d input_i d input_j

    The Jacobian of the gradient: one run of the graph for each element of the inputs, or, with the
    ``outer_jacobian_strategy`` "forward-mode", one of function and graph in forward mode.

    Shape:   input_i.shape + input_j.shape; no tuples for a single input.
    Dtype:   of input_j.
    Grad:    with create_graph.
    Raises:  as jacobian(); RuntimeError if the function returns something else than one tensor of
             one element.
    Source:  torch.autograd.functional.hessian.

    >>> rg.autograd.functional.hessian(lambda x: (x**3).sum(), rg.tensor([1.0, 2.0]))
    tensor([[ 6.,  0.],
            [ 0., 12.]])
    """
    _check_strategy(outer_jacobian_strategy, "hessian")
    single, given = _tensors(inputs, "inputs", "hessian")

    def gradient(*xs: Tensor) -> Tensors:
        (y,) = _one_element(func(*xs), "hessian")
        found = _gradients((y,), xs, None, strict, True, "hessian")
        shaped = tuple(g.reshape(x.shape) for g, x in zip(found, xs, strict=True))
        return shaped[0] if single else shaped

    points = given[0] if single else given
    return jacobian(gradient, points, create_graph, strict, vectorize, outer_jacobian_strategy)


def vjp(
    func: Callable[..., Outputs],
    inputs: Inputs,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Outputs, Inputs]:
    """Return the outputs of ``func`` and the product of a vector with its Jacobian.

        v^T J,  J = d outputs / d inputs

    One run of the graph.

    Shape:   v as the outputs, and it may be left out (1) for one element -> as the inputs.
    Dtype:   of the inputs.
    Grad:    with create_graph.
    Raises:  TypeError for arguments or outputs that are no tensors; RuntimeError if v does not fit
             the outputs or is missing, and under strict if an output or the product does not depend
             on an input.
    Source:  torch.autograd.functional.vjp.

    >>> rg.autograd.functional.vjp(lambda x: x * x, rg.tensor([1.0, 2.0]), rg.ones(2))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    with enable_grad():
        single, given = _tensors(inputs, "inputs", "vjp")
        xs = _fresh(given, create_graph)
        whole, ys = _tensors(func(*xs), "outputs", "vjp")
        if strict:
            _check_graph(ys, "vjp")
        vector = _vector(v, ys, "outputs", "vjp")
        product = _gradients(ys, xs, vector, strict, create_graph, "vjp")
    return _finished(ys, whole, create_graph), _finished(product, single, create_graph)


def jvp(
    func: Callable[..., Outputs],
    inputs: Tensors,
    v: Tensors | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Outputs, Outputs]:
    """Return the outputs of ``func`` and the product of its Jacobian with a vector.

        J v,  J = d outputs / d inputs

    ``u -> u^T J`` is linear in u, so its derivative by u is J: two runs of the graph.

    Shape:   v as the inputs, and it may be left out (1) for one element -> as the outputs.
    Dtype:   of the outputs.
    Grad:    with create_graph.
    Raises:  TypeError for arguments or outputs that are no tensors; RuntimeError if v does not fit
             the inputs or is missing, and under strict if an output or the product does not depend
             on an input.
    Source:  torch.autograd.functional.jvp.

    >>> rg.autograd.functional.jvp(lambda x: x * x, rg.tensor([1.0, 2.0]), rg.ones(2))
    (tensor([1., 4.]), tensor([2., 4.]))
    """
    with enable_grad():
        _, given = _tensors(inputs, "inputs", "jvp")
        vector = _vector(v, given, "inputs", "jvp")
        xs = _fresh(given, create_graph)
        whole, ys = _tensors(func(*xs), "outputs", "jvp")
        if strict:
            _check_graph(ys, "jvp")
        product = _pushed(ys, xs, vector, strict, create_graph, "jvp")
    return _finished(ys, whole, create_graph), _finished(product, whole, create_graph)


def vhp(
    func: Callable[..., Tensor],
    inputs: Inputs,
    v: Inputs | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Tensor, Inputs]:
    """Return the output of ``func``, of one element, and the product of a vector with its Hessian.

        v^T H,  H = d^2 func / d inputs^2

    One run of the graph, and one of the graph of that. Cheaper than ``hvp``, which is the same
    where the second derivatives are continuous.

    Shape:   v as the inputs, and it may be left out (1) for one element -> as the inputs.
    Dtype:   of the inputs.
    Grad:    with create_graph.
    Raises:  TypeError for arguments that are no tensors; RuntimeError if the function returns
             something else than one tensor of one element, if v does not fit the inputs or is
             missing, and under strict if the output, its gradient or the product does not depend on
             an input.
    Source:  torch.autograd.functional.vhp.

    >>> rg.autograd.functional.vhp(lambda x: (x**3).sum(), rg.tensor([1.0, 2.0]), rg.ones(2))
    (tensor(9.), tensor([ 6., 12.]))
    """
    with enable_grad():
        single, xs, vector, y, slopes = _slopes(func, inputs, v, create_graph, strict, "vhp")
        product = _gradients(slopes, xs, vector, strict, create_graph, "vhp")
    return _finished((y,), True, create_graph), _finished(product, single, create_graph)


def hvp(
    func: Callable[..., Tensor],
    inputs: Inputs,
    v: Inputs | None = None,
    create_graph: bool = False,
    strict: bool = False,
) -> tuple[Tensor, Inputs]:
    """Return the output of ``func``, of one element, and the product of its Hessian with a vector.

        H v,  H = d^2 func / d inputs^2

    The ``jvp`` of the gradient: one run of the graph, and two of the graph of that.

    Shape:   v as the inputs, and it may be left out (1) for one element -> as the inputs.
    Dtype:   of the inputs.
    Grad:    with create_graph.
    Raises:  as vhp().
    Source:  torch.autograd.functional.hvp.

    >>> rg.autograd.functional.hvp(lambda x: (x**3).sum(), rg.tensor([1.0, 2.0]), rg.ones(2))
    (tensor(9.), tensor([ 6., 12.]))
    """
    with enable_grad():
        single, xs, vector, y, slopes = _slopes(func, inputs, v, create_graph, strict, "hvp")
        product = _pushed(slopes, xs, vector, strict, create_graph, "hvp")
    return _finished((y,), True, create_graph), _finished(product, single, create_graph)


def _tensors(value: Any, what: str, caller: str) -> tuple[bool, tuple[Tensor, ...]]:
    """Whether ``value`` is a single tensor, and its tensors as a tuple."""
    single = not isinstance(value, tuple)
    listed = (value,) if single else value
    for x in listed:
        if not isinstance(x, Tensor):
            raise TypeError(
                f"{caller}: {what} must be a tensor or a tuple of tensors, not {type(value)}"
                + ("" if single else f" with a {type(x)}")
            )
    return single, listed


def _fresh(inputs: tuple[Tensor, ...], create_graph: bool) -> tuple[Tensor, ...]:
    """The inputs as tensors of their own: tied to the caller's graph, or leaves."""
    return tuple(
        x.view_as(x) if create_graph and x.requires_grad else x.detach().requires_grad_()
        for x in inputs
    )


def _finished(tensors: tuple[Tensor, ...], single: bool, create_graph: bool) -> Any:
    done = tensors if create_graph else tuple(x.detach() for x in tensors)
    return done[0] if single else done


def _vector(
    v: Tensors | None, beside: tuple[Tensor, ...], what: str, caller: str
) -> tuple[Tensor, ...]:
    if v is None:
        if len(beside) != 1 or beside[0].numel() != 1:
            raise RuntimeError(f"{caller}: v may be left out only where the {what} are one element")
        return (_core.ones_like(beside[0]),)
    _, vector = _tensors(v, "v", caller)
    if len(vector) != len(beside):
        raise RuntimeError(f"{caller}: v has {len(vector)} tensors, the {what} {len(beside)}")
    for i, (one, x) in enumerate(zip(vector, beside, strict=True)):
        if one.shape != x.shape:
            raise RuntimeError(
                f"{caller}: v has shape {tuple(one.shape)} where the {what} have {tuple(x.shape)}"
                f" (at {i})"
            )
    return vector


def _one_element(value: Any, caller: str) -> tuple[Tensor]:
    single, ys = _tensors(value, "outputs", caller)
    if not single or ys[0].numel() != 1:
        raise RuntimeError(f"{caller}: the function must return one tensor of one element")
    return (ys[0],)


def _check_strategy(strategy: str, caller: str) -> None:
    if strategy not in ("forward-mode", "reverse-mode"):
        raise AssertionError(
            f"{caller}: unknown strategy {strategy!r}; it is 'forward-mode' or 'reverse-mode'"
        )


def _check_graph(outputs: tuple[Tensor, ...], caller: str, first: int = 0) -> None:
    """strict: every output must depend on some input."""
    for i, y in enumerate(outputs, first):
        if not y.requires_grad:
            raise RuntimeError(
                f"{caller}: output {i} does not depend on the inputs, which strict=True forbids"
            )


def _gradients(
    ys: tuple[Tensor, ...],
    xs: tuple[Tensor, ...],
    vector: tuple[Tensor, ...] | None,
    strict: bool,
    create_graph: bool,
    caller: str,
) -> tuple[Tensor, ...]:
    """The gradients of <vector, ys> by xs, zeros where there is none."""
    seeds = vector or (None,) * len(ys)
    kept = [(y, seed) for y, seed in zip(ys, seeds, strict=True) if y.requires_grad]
    found: tuple[Tensor | None, ...] = (None,) * len(xs)
    if kept:
        roots, weights = zip(*kept, strict=True)
        found = grad(
            roots, xs, weights, retain_graph=True, create_graph=create_graph, allow_unused=True
        )
    for i, g in enumerate(found):
        if strict and (g is None or (create_graph and not g.requires_grad)):
            raise RuntimeError(
                f"{caller}: the outputs{' or their derivative' if create_graph else ''} do not"
                f" depend on input {i}, which strict=True forbids"
            )
    return tuple(_core.zeros_like(x) if g is None else g for x, g in zip(xs, found, strict=True))


def _pushed(
    ys: tuple[Tensor, ...],
    xs: tuple[Tensor, ...],
    vector: tuple[Tensor, ...],
    strict: bool,
    create_graph: bool,
    caller: str,
) -> tuple[Tensor, ...]:
    """The product of d ys / d xs with the vector, as the derivative of u -> u^T d ys / d xs."""
    us = tuple(_core.zeros_like(y).requires_grad_(y.is_floating_point()) for y in ys)
    pulled = _gradients(ys, xs, us, strict, True, caller)
    wanted = tuple(u for u in us if u.requires_grad)
    product = iter(_gradients(pulled, wanted, vector, strict, create_graph, caller))
    return tuple(next(product) if u.requires_grad else u for u in us)


def _slopes(
    func: Function,
    inputs: Tensors,
    v: Tensors | None,
    create_graph: bool,
    strict: bool,
    caller: str,
) -> tuple[bool, tuple[Tensor, ...], tuple[Tensor, ...], Tensor, tuple[Tensor, ...]]:
    """What the products with a Hessian begin with: the gradient, and its graph."""
    single, given = _tensors(inputs, "inputs", caller)
    vector = _vector(v, given, "inputs", caller)
    xs = _fresh(given, create_graph)
    (y,) = _one_element(func(*xs), caller)
    slopes = _gradients((y,), xs, None, strict, True, caller)
    return single, xs, vector, y, slopes


def _jacobian_rows(
    i: int, y: Tensor, xs: tuple[Tensor, ...], create_graph: bool, strict: bool
) -> tuple[Tensor, ...]:
    """The derivatives of output number ``i`` by each input."""
    if strict:
        _check_graph((y,), "jacobian", first=i)
    n = y.numel()
    found: tuple[Tensor | None, ...] = (None,) * len(xs)
    if y.requires_grad and n:
        seeds = _core.eye(n, dtype=y.dtype).reshape(n, *y.shape)
        found = grad(
            y,
            xs,
            seeds,
            retain_graph=True,
            create_graph=create_graph,
            allow_unused=True,
            is_grads_batched=True,
        )
    rows = []
    for j, (x, g) in enumerate(zip(xs, found, strict=True)):
        if strict and n and (g is None or (create_graph and not g.requires_grad)):
            raise RuntimeError(
                f"jacobian: output {i}{' or its derivative' if create_graph else ''} does not"
                f" depend on input {j}, which strict=True forbids"
            )
        shape = (*y.shape, *x.shape)
        if g is None:
            rows.append(_core.zeros(shape, dtype=x.dtype))
        else:
            rows.append(g.reshape(shape))
    return tuple(rows)


def _jacobian_by_columns(
    func: Function, xs: tuple[Tensor, ...], create_graph: bool
) -> tuple[bool, tuple[tuple[Tensor, ...], ...]]:
    """Whether there is a single output; and by output, its derivatives by each input."""
    whole: bool | None = None
    ys: tuple[Tensor, ...] = ()
    columns: list[list[list[Tensor]]] = []  # by input, by its element, by output
    for j, x in enumerate(xs):
        columns.append([])
        for direction in _core.eye(x.numel(), dtype=x.dtype).reshape(x.numel(), *x.shape):
            with dual_level():
                given = [make_dual(z, direction) if i == j else z for i, z in enumerate(xs)]
                whole, ys = _tensors(func(*given), "outputs", "jacobian")
                tangents = [unpack_dual(y).tangent for y in ys]
            columns[j].append(
                [_core.zeros_like(y) if t is None else t for y, t in zip(ys, tangents, strict=True)]
            )
    if whole is None:  # every input is empty
        whole, ys = _tensors(func(*xs), "outputs", "jacobian")

    def block(i: int, j: int) -> Tensor:
        shape = (*ys[i].shape, *xs[j].shape)
        if not columns[j]:
            return _core.zeros(shape, dtype=ys[i].dtype)
        jacobian = _core.stack([column[i] for column in columns[j]], -1).reshape(shape)
        return jacobian if create_graph else jacobian.detach()

    return whole, tuple(tuple(block(i, j) for j in range(len(xs))) for i in range(len(ys)))
