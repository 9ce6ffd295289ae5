"""Reverse-mode automatic differentiation: gradients of recorded operations.

See ``Tensor.backward`` for the usual way in. The functions here take several roots at once, or
return gradients instead of adding them to leaves.
"""

from __future__ import annotations

from .. import _core
from . import graph
from .grad_mode import enable_grad, no_grad, set_grad_enabled

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["backward", "enable_grad", "grad", "graph", "no_grad", "set_grad_enabled"]


def backward(
    tensors: _core.Tensor | Sequence[_core.Tensor],
    grad_tensors: _core.Tensor | Sequence[_core.Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    inputs: _core.Tensor | Sequence[_core.Tensor] | None = None,
) -> None:
    """Add the gradient of ``sum_i <grad_tensors_i, tensors_i>`` to the leaves, in one sweep.

    ``grad_tensors`` may be None for tensors of one element. The other parameters, and the errors,
    are those of ``Tensor.backward``.

    >>> x = rg.tensor([1.0, 2.0], requires_grad=True)
    >>> rg.autograd.backward([x.sum(), (x * x).sum()])
    >>> x.grad
    tensor([3., 5.])
    """
    _core._backward(tensors, grad_tensors, retain_graph, create_graph, inputs)


def grad(
    outputs: _core.Tensor | Sequence[_core.Tensor],
    inputs: _core.Tensor | Sequence[_core.Tensor],
    grad_outputs: _core.Tensor | Sequence[_core.Tensor | None] | None = None,
    retain_graph: bool | None = None,
    create_graph: bool = False,
    allow_unused: bool | None = None,
    materialize_grads: bool = False,
) -> tuple[_core.Tensor, ...]:
    """Return the gradients of ``sum_i <grad_outputs_i, outputs_i>`` for each of ``inputs``.

    No ``.grad`` changes, and only the part of the graph between ``outputs`` and ``inputs`` runs;
    ``inputs`` need not be leaves. An input that the outputs do not depend on is an error unless
    ``allow_unused`` (its gradient is None) or ``materialize_grads`` (zeros).

    Raises GraphError (a RuntimeError) for an input that does not require grad or is unused.

    >>> x = rg.tensor([1.0, 2.0], requires_grad=True)
    >>> rg.autograd.grad((x * x).sum(), x)
    (tensor([2., 4.]),)
    """
    return _core._grad(
        outputs, inputs, grad_outputs, retain_graph, create_graph, allow_unused, materialize_grads
    )
