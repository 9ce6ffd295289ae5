"""The standard library's multiprocessing, and ``spawn``. Tensors travel by value.

What a process changes of a tensor that it was sent the others do not see; send it back.

>>> rg.multiprocessing.get_sharing_strategy()
'file_system'
"""

from __future__ import annotations

import multiprocessing
from multiprocessing import *  # noqa: F403
from typing import Any

from .spawn import (
    ProcessContext,
    ProcessExitedException,
    ProcessRaisedException,
    SpawnContext,
    spawn,
    start_processes,
)

__all__ = [
    "ProcessContext",
    "ProcessExitedException",
    "ProcessRaisedException",
    "SpawnContext",
    "get_all_sharing_strategies",
    "get_sharing_strategy",
    "set_sharing_strategy",
    "spawn",
    "start_processes",
]
__all__ += multiprocessing.__all__


def __dir__() -> list[str]:
    return __all__


def get_all_sharing_strategies() -> set[str]:
    """The names that ``set_sharing_strategy`` takes."""
    return {"file_descriptor", "file_system"}


_strategy = "file_system"


def get_sharing_strategy() -> str:
    """The name that was set last. No memory is shared, so it changes nothing."""
    return _strategy


def set_sharing_strategy(new_strategy: Any) -> None:
    """Keep a name; one that torch does not know is an AssertionError."""
    global _strategy
    if new_strategy not in get_all_sharing_strategies():
        raise AssertionError(
            f"set_sharing_strategy: expected one of {get_all_sharing_strategies()}, "
            f"got {new_strategy!r}"
        )
    _strategy = new_strategy
