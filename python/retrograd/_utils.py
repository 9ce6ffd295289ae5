"""torch's functions that pickles name: they make tensors again out of storages."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from typing import Any

from . import _core
from ._core import Tensor
from .nn.parameter import _rebuild_parameter, _rebuild_parameter_with_state

__all__ = [
    "_rebuild_from_type_v2",
    "_rebuild_parameter",
    "_rebuild_parameter_with_state",
    "_rebuild_tensor",
    "_rebuild_tensor_v2",
]

torch = sys.modules["retrograd"]  # where pickles of torch look for torch.channels_last


def _rebuild_tensor(
    storage: Any, storage_offset: int, size: Sequence[int], stride: Sequence[int]
) -> Tensor:
    memory: Tensor = storage.untyped()._memory
    return _core._window(memory, storage.dtype, storage_offset, size, stride)


def _rebuild_tensor_v2(
    storage: Any,
    storage_offset: int,
    size: Sequence[int],
    stride: Sequence[int],
    requires_grad: bool,
    backward_hooks: object,
    metadata: object = None,
) -> Tensor:
    if backward_hooks or metadata:
        raise ValueError("a tensor with hooks, or one that is conjugated, is not made of a file")
    memory: Tensor = storage.untyped()._memory
    return _core._window(memory, storage.dtype, storage_offset, size, stride, requires_grad)


def _rebuild_from_type_v2(func: Any, new_type: type[Tensor], args: Any, state: Any) -> Tensor:
    tensor: Tensor = func(*args)
    if type(tensor) is not new_type:
        tensor = tensor.as_subclass(new_type)
    _set_attributes(tensor, state)
    return tensor


def _set_attributes(thing: Any, state: Any) -> None:
    """Set what was saved of an instance: a dict, or one for ``__dict__`` and one for slots."""
    attributes, slots = state if isinstance(state, tuple) else (state, None)
    vars(thing).update(attributes or {})
    for name, value in (slots or {}).items():
        setattr(thing, name, value)
