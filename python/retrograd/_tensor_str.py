"""How tensors are printed, where torch keeps it: see ``retrograd.set_printoptions``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import _core
from ._core import set_printoptions as set_printoptions


def get_printoptions() -> dict[str, Any]:
    """Return the options, as keywords for set_printoptions()."""
    names = ("precision", "threshold", "edgeitems", "linewidth", "sci_mode")
    return dict(zip(names, _core._printoptions(), strict=True))


@contextmanager
def printoptions(**options: Any) -> Iterator[None]:
    """Set options for the time of a block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        set_printoptions(**before)
