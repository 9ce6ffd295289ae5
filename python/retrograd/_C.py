"""Names that programs import from ``torch._C``: what subclasses of Tensor are made with."""

from __future__ import annotations

from _thread import get_ident

from . import _core
from ._core import _disabled_torch_function_impl as _disabled_torch_function_impl


class DisableTorchFunctionSubclass:
    """A block in which no class is asked: subclasses count as plain tensors, on this thread.

    Leaving one that this thread did not enter raises a RuntimeError, and changes nothing.
    """

    _level = 1

    def __init__(self) -> None:
        self._before: list[tuple[int, int]] = []  # the thread, and whom it asked

    def __enter__(self) -> None:
        before = _core._switch_overrides(self._level)
        if before > self._level:
            _core._switch_overrides(before)
        self._before.append((get_ident(), before))

    def __exit__(self, *error: object) -> None:
        # The last one of this thread, though others may have entered since.
        for i in reversed(range(len(self._before))):
            if self._before[i][0] == get_ident():
                _core._switch_overrides(self._before.pop(i)[1])
                return
        raise RuntimeError(
            f"{type(self).__name__}: this thread leaves a block that it did not enter"
        )


class DisableTorchFunction(DisableTorchFunctionSubclass):
    """A block in which nobody is asked, on this thread: neither classes nor modes."""

    _level = 2
