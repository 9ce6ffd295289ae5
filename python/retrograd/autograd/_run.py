"""Running graphs backwards: ``backward`` and ``grad``."""

from __future__ import annotations

from .. import _core
from .grad_mode import set_grad_enabled

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import Any, TypeAlias, overload

    _Point: TypeAlias = "_core.Tensor | _core.GradientEdge"
    _Points: TypeAlias = "_Point | Iterable[_Point]"
    _Gradients: TypeAlias = "_core.Tensor | Iterable[_core.Tensor | None] | None"

_POINT = (_core.Tensor, _core.GradientEdge)  # what a sweep can start from, or end in


def _tuple_of(tensors: _Points) -> tuple[_Point, ...]:
    return (tensors,) if isinstance(tensors, _POINT) else tuple(tensors)


def _with_items(given: object) -> tuple[object, ...]:
    return (given, *given) if isinstance(given, list | tuple) else (given,)


def _inputs_of(inputs: _Points | dict[Any, _Point], caller: str) -> tuple[_Point, ...]:
    if type(inputs) is dict:
        return tuple(inputs.values())
    if hasattr(inputs, "keys"):
        raise TypeError(f"{caller}: inputs must be a dict, not another mapping: {type(inputs)}")
    return _tuple_of(inputs)


def _gradients_of(
    gradients: _Gradients, roots: int, caller: str
) -> tuple[_core.Tensor | None, ...] | None:
    if gradients is None or isinstance(gradients, _core.Tensor):
        return None if gradients is None else (gradients,)
    listed = tuple(gradients)
    if len(listed) != roots:
        raise RuntimeError(f"{caller}: {roots} tensors but {len(listed)} gradients")
    return listed


def backward(
    tensors: _Points,
    grad_tensors: _Gradients = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    grad_variables: _Gradients = None,
    inputs: _Points | dict[Any, _Point] | None = None,
) -> None:
    """Add the gradient of several tensors to the leaves below them, in one sweep.

        leaf.grad += sum_i grad_tensors_i^T d tensors_i / d leaf

    A gradient may be None for a tensor of one element (it counts as 1). ``inputs``, tensors or a
    dict of them, limits where gradients go. ``grad_variables`` is an old name of ``grad_tensors``.

    Shape:   each gradient as its tensor.
    Dtype:   a gradient of another type is converted.
    Grad:    with create_graph.
    Raises:  GraphError (a RuntimeError) for a tensor that does not require grad, for a gradient
             that is needed and missing, for empty inputs, for a graph that was freed; RuntimeError
             for another number of gradients; ShapeError for a gradient of another shape.
    Source:  torch.autograd.backward.

    >>> x = rg.tensor([1.0, 2.0], requires_grad=True)
    >>> rg.autograd.backward([x.sum(), (x * x).sum()])
    >>> x.grad
    tensor([3., 5.])
    """
    if _core._is_overridden_with_items(tensors):
        from ..overrides import handle_torch_function

        return handle_torch_function(  # type: ignore[no-any-return]
            backward,
            _with_items(tensors),
            tensors,
            grad_tensors=grad_tensors,
            retain_graph=retain_graph,
            create_graph=create_graph,
            grad_variables=grad_variables,
            inputs=inputs,
        )
    if grad_variables is not None:
        import warnings

        warnings.warn(
            "backward: grad_variables is an old name; use grad_tensors", FutureWarning, stacklevel=2
        )
        if grad_tensors is not None:
            raise RuntimeError("backward: grad_tensors and grad_variables are the same argument")
        grad_tensors = grad_variables
    roots = _tuple_of(tensors)
    _core._backward(
        roots,
        _gradients_of(grad_tensors, len(roots), "backward"),
        retain_graph,
        create_graph,
        None if inputs is None else _inputs_of(inputs, "backward"),
    )


if TYPE_CHECKING:

    @overload
    def grad(
        outputs: _Points,
        inputs: dict[Any, _core.Tensor],
        grad_outputs: _Gradients = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        only_inputs: bool = True,
        allow_unused: bool | None = None,
        is_grads_batched: bool = False,
        materialize_grads: bool = False,
    ) -> dict[Any, _core.Tensor]: ...

    @overload
    def grad(
        outputs: _Points,
        inputs: _Points,
        grad_outputs: _Gradients = None,
        retain_graph: bool | None = None,
        create_graph: bool = False,
        only_inputs: bool = True,
        allow_unused: bool | None = None,
        is_grads_batched: bool = False,
        materialize_grads: bool = False,
    ) -> tuple[_core.Tensor, ...]: ...


def grad(
    outputs: _Points,
    inputs: _Points | dict[Any, _Point],
    grad_outputs: _Gradients = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    only_inputs: bool = True,
    allow_unused: bool | None = None,
    is_grads_batched: bool = False,
    materialize_grads: bool = False,
) -> tuple[_core.Tensor, ...] | dict[Any, _core.Tensor]:
    """Return the gradients of several outputs for each of ``inputs``; no ``.grad`` changes.

        gradient_j = sum_i grad_outputs_i^T d outputs_i / d inputs_j

    Only the part of the graph between outputs and inputs runs; inputs need not be leaves, and a
    dict of them gives a dict of gradients. An input that the outputs do not depend on is an error
    unless ``allow_unused`` (its gradient is None) or ``materialize_grads`` (zeros). With
    ``is_grads_batched`` every gradient has one more dimension in front; the graph is run once for
    each row, and the results are stacked. ``only_inputs`` has no effect.

    Shape:   each gradient as its output, or with a leading dimension if batched; results alike.
    Dtype:   a gradient of another type is converted; results have the types of the inputs.
    Grad:    with create_graph.
    Raises:  GraphError (a RuntimeError) for an input that does not require grad or is unused, and
             as backward(); ValueError for materialize_grads with allow_unused=False, or if batches
             differ in length or lack a gradient; IndexError for a batch without rows.
    Source:  torch.autograd.grad.

    >>> x = rg.tensor([1.0, 2.0], requires_grad=True)
    >>> rg.autograd.grad((x * x).sum(), x)
    (tensor([2., 4.]),)
    >>> rg.autograd.grad(x * x, x, rg.eye(2), is_grads_batched=True)
    (tensor([[2., 0.],
            [0., 4.]]),)
    """
    if _core._is_overridden_with_items(outputs, inputs):
        from ..overrides import handle_torch_function

        return handle_torch_function(  # type: ignore[no-any-return]
            grad,
            _with_items(outputs) + _with_items(inputs),
            outputs,
            inputs,
            grad_outputs=grad_outputs,
            retain_graph=retain_graph,
            create_graph=create_graph,
            only_inputs=only_inputs,
            allow_unused=allow_unused,
            is_grads_batched=is_grads_batched,
            materialize_grads=materialize_grads,
        )
    if not only_inputs:
        import warnings

        warnings.warn(
            "grad: only_inputs has no effect; use backward() to reach every leaf",
            FutureWarning,
            stacklevel=2,
        )
    roots, sources = _tuple_of(outputs), _inputs_of(inputs, "grad")
    seeds = _gradients_of(grad_outputs, len(roots), "grad")
    run = _grad_of_rows if is_grads_batched else _core._grad
    results = run(
        roots, sources, seeds, retain_graph, create_graph, allow_unused, materialize_grads
    )
    return dict(zip(inputs, results, strict=True)) if type(inputs) is dict else results


def _grad_of_rows(
    outputs: tuple[_Point, ...],
    inputs: tuple[_Point, ...],
    seeds: tuple[_core.Tensor | None, ...] | None,
    retain_graph: bool | None,
    create_graph: bool,
    allow_unused: bool | None,
    materialize_grads: bool,
) -> tuple[_core.Tensor, ...]:
    """One run of the graph for each row of the seeds; the gradients stacked."""
    if materialize_grads and allow_unused is False:
        raise ValueError("grad: materialize_grads=True needs allow_unused, which is False")
    batches = []
    for seed in seeds or (None,):
        if seed is None:
            raise ValueError("grad: is_grads_batched=True needs a gradient for every output")
        if seed.ndim == 0 or len(seed) == 0:
            raise IndexError(f"grad: a batch of gradients of shape {tuple(seed.shape)} has no rows")
        batches.append(seed)
    count = len(batches[0])
    if any(len(seed) != count for seed in batches):
        raise ValueError(f"grad: batches differ in length: {[len(seed) for seed in batches]}")
    keep = create_graph if retain_graph is None else retain_graph
    allow = allow_unused or materialize_grads
    rows: list[tuple[_core.Tensor | None, ...]] = []
    with set_grad_enabled(create_graph):  # rows and stacks are recorded where the runs are
        for i in range(count):
            row = [seed[i] for seed in batches]
            retain = keep or i + 1 < count
            rows.append(_core._grad(outputs, inputs, row, retain, create_graph, allow, False))
        columns = [[g for g in column if g is not None] for column in zip(*rows, strict=True)]
        results: list[Any] = [_core.stack(column) if column else None for column in columns]
    for i, x in enumerate(inputs):
        if not materialize_grads or results[i] is not None:
            continue
        if not isinstance(x, _core.Tensor):
            raise RuntimeError("grad: materialize_grads=True needs tensors as inputs, not edges")
        # There is no batch of it, as in torch.
        results[i] = _core.zeros_like(x).requires_grad_(create_graph)
    return tuple(results)
