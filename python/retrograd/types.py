"""Types that annotations of programs name.

>>> isinstance(2.5, rg.types.Number)
True
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import IO, TypeAlias

from . import _core
from .storage import TypedStorage, UntypedStorage

__all__ = ["Device", "FileLike", "Number", "Storage"]


def __dir__() -> list[str]:
    return __all__


_int, _float, _bool, _str, _bytes, _complex = int, float, bool, str, bytes, complex
_dtype, _device, _layout = _core.dtype, _core.device, _core.layout
_size: TypeAlias = _core.Size | list[int] | tuple[int, ...]
_TensorOrTensors: TypeAlias = _core.Tensor | Sequence[_core.Tensor]

Number: TypeAlias = int | float | bool
Device: TypeAlias = _core.device | str | int | None
FileLike: TypeAlias = str | os.PathLike[str] | IO[bytes]
Storage: TypeAlias = TypedStorage | UntypedStorage
