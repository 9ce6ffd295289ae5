"""How tensors are printed, where torch keeps it: see ``retrograd.set_printoptions``."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from . import _core
from ._core import Tensor
from ._core import set_printoptions as set_printoptions


def get_printoptions() -> dict[str, Any]:
    """Return the options, as keywords for set_printoptions()."""
    names = ("precision", "threshold", "edgeitems", "linewidth", "sci_mode")
    return dict(zip(names, _core._printoptions(), strict=True))


class _Options:
    """The options as they are now, each as an attribute that can be set."""

    def __setattr__(self, name: str, value: Any) -> None:
        set_printoptions(**{name: value})

    def __getattr__(self, name: str) -> Any:
        try:
            return get_printoptions()[name]
        except KeyError:
            raise AttributeError(f"there is no option {name!r} for printing") from None


PRINT_OPTS = _Options()


def _tensor_str(self: Tensor, indent: int) -> str:
    """Return the elements as repr() shows them, on lines that are indented so far."""
    shown = repr(self.detach().as_subclass(Tensor)).removeprefix("tensor(")
    elements = shown[: shown.rindex("]") + 1] if self.dim() else shown.split(",")[0].rstrip(")")
    return elements.replace("\n       ", "\n" + " " * indent)


@contextmanager
def printoptions(**options: Any) -> Iterator[None]:
    """Set options for the time of a block."""
    before = get_printoptions()
    set_printoptions(**options)
    try:
        yield
    finally:
        set_printoptions(**before)
