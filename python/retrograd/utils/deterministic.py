"""What deterministic mode does with memory that nothing was written to.

>>> rg.utils.deterministic.fill_uninitialized_memory
True
"""

from __future__ import annotations

import sys
from types import ModuleType

from .. import _settings

TYPE_CHECKING = False

__all__ = ["fill_uninitialized_memory"]

if TYPE_CHECKING:
    fill_uninitialized_memory: bool


class _Deterministic(ModuleType):
    @property
    def fill_uninitialized_memory(self) -> bool:
        """Whether use_deterministic_algorithms(True) fills empty tensors; True at first."""
        return _settings._fill

    @fill_uninitialized_memory.setter
    def fill_uninitialized_memory(self, value: bool) -> None:
        if not isinstance(value, bool):
            raise RuntimeError(f"fill_uninitialized_memory: expected a bool, got {type(value)}")
        _settings._set_fill(value)


def __dir__() -> list[str]:
    return __all__


sys.modules[__name__].__class__ = _Deterministic
