"""Clipping of gradients: by the norm of all of them, and by value."""

from __future__ import annotations

import warnings
from collections.abc import Iterable
from types import GeneratorType
from typing import TypeAlias

from ... import _core
from ..._core import Tensor
from ...autograd.grad_mode import no_grad

__all__ = [
    "clip_grad_norm",
    "clip_grad_norm_",
    "clip_grad_value_",
    "clip_grads_with_norm_",
    "get_total_norm",
]

_Tensors: TypeAlias = Tensor | Iterable[Tensor]


def __dir__() -> list[str]:
    return __all__


def _listed(tensors: _Tensors) -> list[Tensor]:
    return [tensors] if isinstance(tensors, Tensor) else list(tensors)


def get_total_norm(
    tensors: _Tensors,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Return the norm of the norms of tensors: that of all elements in one vector.

    Not recorded; ``foreach`` chooses nothing. Raises RuntimeError for a norm that is not finite
    where ``error_if_nonfinite`` is set, DTypeError unless floating.

    >>> import retrograd as rg
    >>> rg.nn.utils.get_total_norm([rg.tensor([3.0]), rg.tensor([0.0, 4.0])])
    tensor(5.)
    """
    return _core._total_norm(_listed(tensors), float(norm_type), error_if_nonfinite)


def clip_grads_with_norm_(
    parameters: _Tensors, max_norm: float, total_norm: Tensor, foreach: bool | None = None
) -> None:
    """Scale the gradients of the parameters from ``total_norm`` to at most ``max_norm``.

        g *= min(1, max_norm / (total_norm + 1e-6))

    ``foreach`` chooses nothing.

    >>> import retrograd as rg
    >>> x = rg.ones(2, requires_grad=True)
    >>> x.grad = rg.tensor([3.0, 4.0])
    >>> rg.nn.utils.clip_grads_with_norm_(x, 1.0, rg.tensor(5.0))
    >>> x.grad
    tensor([0.6000, 0.8000])
    """
    _core._clip_grads(_listed(parameters), float(max_norm), total_norm)


def clip_grad_norm_(
    parameters: _Tensors,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Scale the gradients of parameters so that all together have at most a norm; return theirs.

        g *= min(1, max_norm / (norm + 1e-6))

    Parameters without gradient count as none; ``foreach`` chooses nothing. Raises RuntimeError for
    a norm that is not finite where ``error_if_nonfinite`` is set, and then scales nothing.

    >>> import retrograd as rg
    >>> x = rg.ones(2, requires_grad=True)
    >>> x.grad = rg.tensor([3.0, 4.0])
    >>> rg.nn.utils.clip_grad_norm_([x], max_norm=1.0)
    tensor(5.)
    >>> x.grad
    tensor([0.6000, 0.8000])
    """
    listed = _listed(parameters)
    if not listed and isinstance(parameters, GeneratorType):
        warnings.warn(
            "clip_grad_norm_: the generator of parameters is empty, so nothing is clipped",
            stacklevel=2,
        )
    return _core._clip_grad_norm(listed, float(max_norm), float(norm_type), error_if_nonfinite)


def clip_grad_norm(
    parameters: _Tensors,
    max_norm: float,
    norm_type: float = 2.0,
    error_if_nonfinite: bool = False,
    foreach: bool | None = None,
) -> Tensor:
    """Do as ``clip_grad_norm_``, of which this is the old name; warns."""
    warnings.warn("clip_grad_norm is now clip_grad_norm_", FutureWarning, stacklevel=2)
    return clip_grad_norm_(parameters, max_norm, norm_type, error_if_nonfinite, foreach)


@no_grad()
def clip_grad_value_(parameters: _Tensors, clip_value: float, foreach: bool | None = None) -> None:
    """Hold the elements of the gradients of parameters within ``[-clip_value, clip_value]``.

    ``foreach`` chooses nothing.

    >>> import retrograd as rg
    >>> x = rg.ones(2, requires_grad=True)
    >>> x.grad = rg.tensor([-3.0, 0.5])
    >>> rg.nn.utils.clip_grad_value_(x, 1.0)
    >>> x.grad
    tensor([-1.0000,  0.5000])
    """
    most = float(clip_value)
    for p in _listed(parameters):
        if p.grad is not None:
            p.grad.clamp_(-most, most)
