"""Marks for NVIDIA's profilers, which see CUDA alone: every one is refused.

>>> try:
...     rg.cuda.nvtx.range_push("forward")
... except RuntimeError as error:
...     print(type(error).__name__)
DeviceError
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from .._no_device import refuse

__all__ = ["mark", "range", "range_end", "range_pop", "range_push", "range_start"]


def __dir__() -> list[str]:
    return __all__


def range_push(msg: str) -> int:
    """Refused."""
    refuse("cuda", "CUDA", "nvtx.range_push")


def range_pop() -> int:
    """Refused."""
    refuse("cuda", "CUDA", "nvtx.range_pop")


def range_start(msg: str) -> int:
    """Refused."""
    refuse("cuda", "CUDA", "nvtx.range_start")


def range_end(range_id: int) -> None:
    """Refused."""
    refuse("cuda", "CUDA", "nvtx.range_end")


def mark(msg: str) -> None:
    """Refused."""
    refuse("cuda", "CUDA", "nvtx.mark")


@contextmanager
def range(msg: str, *args: Any, **kwargs: Any) -> Iterator[None]:
    """A block, or a decorator, between ``range_push`` and ``range_pop``: refused when entered."""
    range_push(msg.format(*args, **kwargs))
    try:
        yield
    finally:
        range_pop()
