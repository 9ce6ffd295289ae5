"""Names that programs import from ``torch._C``: what subclasses of Tensor are made with."""

from __future__ import annotations

import sys

from . import _core
from ._core import _disabled_torch_function_impl as _disabled_torch_function_impl
from ._entered import Entered


class DisableTorchFunctionSubclass:
    """A block in which no class is asked: subclasses count as plain tensors, on this thread.

    Leaving one that this thread did not enter raises a RuntimeError, and changes nothing.
    """

    _level = 1

    def __init__(self) -> None:
        self._before = Entered()  # whom the thread asked

    def __enter__(self) -> None:
        before = _core._switch_overrides(self._level)
        if before > self._level:
            _core._switch_overrides(before)
        self._before.push(before)

    def __exit__(self, *error: object) -> None:
        _core._switch_overrides(self._before.pop(type(self).__name__))


class DisableTorchFunction(DisableTorchFunctionSubclass):
    """A block in which nobody is asked, on this thread: neither classes nor modes."""

    _level = 2


# Pickles of torch's functions name these: getattr(_VariableFunctionsClass, "relu"), _nn.gelu.
__path__: list[str] = []  # as_torch knows where _nn is
_VariableFunctionsClass = sys.modules["retrograd"]


class DispatchKeySet(frozenset[str]):
    """Keys of torch's dispatcher, which packages put together for operations that they compile."""

    def __new__(cls, key: str) -> DispatchKeySet:
        return super().__new__(cls, [key])


class _DispatchKeys:
    def __getattr__(self, name: str) -> str:
        if name.startswith("_"):
            raise AttributeError(name)
        return name


DispatchKey = _DispatchKeys()  # any: nothing goes by them


def _log_api_usage_once(event: str) -> None:
    """Nothing: no use is counted."""


def _get_tracing_state() -> None:
    """None: nothing is traced."""


def _are_functorch_transforms_active() -> bool:
    """False: functions of func call what they are given as it is."""
    return False
