"""Names that programs import from ``torch._C``: what subclasses of Tensor are made with."""

from __future__ import annotations

from . import _core
from ._core import _disabled_torch_function_impl as _disabled_torch_function_impl


class DisableTorchFunctionSubclass:
    """A block in which no class is asked: subclasses count as plain tensors, on this thread."""

    def __init__(self) -> None:
        self._before: list[bool] = []

    def __enter__(self) -> None:
        self._before.append(_core._switch_overrides(False))

    def __exit__(self, *error: object) -> None:
        _core._switch_overrides(self._before.pop())


DisableTorchFunction = DisableTorchFunctionSubclass
