"""Modules as functions of their parameters."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from .._core import Tensor, stack
from ..autograd import no_grad
from ..nn.module import Module
from ..nn.utils.stateless import _call, _merged

__all__ = ["functional_call", "stack_module_state"]


def __dir__() -> list[str]:
    return __all__


def functional_call(
    module: Module,
    parameter_and_buffer_dicts: dict[str, Any] | Sequence[dict[str, Any]],
    args: Any = None,
    kwargs: dict[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """Call a module with other tensors in the place of its parameters and buffers.

    They are given by name, in one dict or several; the module is afterwards as it was, and a buffer
    that ``forward`` changed for another tensor is in the dict. A tensor that the module has under
    several names is given under one of them, unless ``tie_weights`` is False. ``strict`` demands
    all of them and no others.

    Shape:   any.
    Dtype:   all.
    Grad:    yes.
    Raises:  ValueError for several values of one tensor; RuntimeError for keys that are wrong where
             ``strict``; TypeError for what is no tensor.
    Source:  torch.func.functional_call.

    >>> layer = rg.nn.Linear(1, 1)
    >>> weights = {"weight": rg.tensor([[3.0]]), "bias": rg.tensor([1.0])}
    >>> rg.func.functional_call(layer, weights, rg.tensor([2.0]))
    tensor([7.])
    """
    tensors = _merged(parameter_and_buffer_dicts)
    return _call(module, tensors, args, kwargs, tie_weights, strict)


def stack_module_state(
    models: Sequence[Module],
) -> tuple[dict[str, Tensor], dict[str, Tensor]]:
    """Stack the parameters, and the buffers, of models of one class along a new first dimension.

    With ``vmap`` over ``functional_call``, one call runs all of the models.

    Shape:   ``(*)`` in each of n models -> ``(n, *)``.
    Dtype:   all.
    Grad:    none; the stacked parameters are leaves.
    Raises:  RuntimeError for no model, and for models that differ in class, mode or
             ``requires_grad``.
    Source:  torch.func.stack_module_state.

    >>> models = [rg.nn.Linear(3, 2) for _ in range(4)]
    >>> parameters, buffers = rg.func.stack_module_state(models)
    >>> parameters["weight"].shape
    torch.Size([4, 2, 3])
    """
    models = list(models)
    if not models:
        raise RuntimeError("stack_module_state: there are no models")
    if len({type(model) for model in models}) > 1:
        raise RuntimeError("stack_module_state: the models are of several classes")
    if len({model.training for model in models}) > 1:
        raise RuntimeError("stack_module_state: some models are in training mode and some are not")
    return (
        _stacked(models, lambda model: dict(model.named_parameters())),
        _stacked(models, lambda model: dict(model.named_buffers())),
    )


def _stacked(models: list[Any], tensors_of: Callable[[Any], dict[str, Any]]) -> dict[str, Tensor]:
    all_tensors = [tensors_of(model) for model in models]
    stacked = {}
    for name in all_tensors[0]:
        tensors = [own[name] for own in all_tensors]
        if len({x.requires_grad for x in tensors}) > 1:
            raise RuntimeError(f"stack_module_state: {name} requires grad in some models alone")
        with no_grad():
            stacked[name] = stack(tensors).requires_grad_(tensors[0].requires_grad)
    return stacked
