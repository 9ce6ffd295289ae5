"""Which layer an error came out of. Loaded when forward of a module fails."""

from __future__ import annotations

import sys
import weakref
from typing import Any

from .._core import Tensor

__all__ = ["name_layer"]


def __dir__() -> list[str]:
    return __all__


class _Note(str):
    """What is said of an error, and of which module, so that those around it can add to its name.

    A pickle has the text alone.
    """

    layer: weakref.ref[Any]  # that which failed
    outer: weakref.ref[Any]  # the outermost one that the error has left
    path: str  # from there to the layer
    rest: str

    def __reduce__(self) -> tuple[type[str], tuple[str]]:
        return str, (str(self),)


def name_layer(error: BaseException, module: Any, args: Any, kwargs: Any) -> None:
    """Add to ``error``, which forward of ``module`` ended with, a note of the layer and its inputs.

    The innermost module makes it, and each one around puts the name before that it knows it by.
    """
    notes: list[str] = getattr(error, "__notes__", [])
    old = next((note for note in notes if isinstance(note, _Note)), None)
    if old is None:
        path, layer = "", module
        shown = [*map(_shown, args), *(f"{k}={_shown(v)}" for k, v in (kwargs or {}).items())]
        rest = f"{_described(module)} was called with ({', '.join(shown)})"
    else:
        inner, layer, rest = old.outer(), old.layer(), old.rest
        name = next((name for name, part in module.named_modules() if part is inner), "")
        if not name:  # the same module again, or one that is not registered
            return
        path = f"{name}.{old.path}".rstrip(".")
    note = _Note(f"layer {path!r} of {type(module).__name__}: {rest}" if path else rest)
    note.layer, note.outer = weakref.ref(layer), weakref.ref(module)
    note.path, note.rest = path, rest
    others = [known for known in notes if known is not old]
    error.__notes__ = [*others, note]
    if sys.version_info < (3, 11):  # where nothing shows notes, the text of the error ends with it
        first = error.args[0] if error.args else None
        if isinstance(first, str):
            text = first.removesuffix(f"\n{old}") if old else first
            error.args = (f"{text}\n{note}", *error.args[1:])


def _described(module: Any) -> str:
    """The class of a module, and what it shows of itself if nothing is in it."""
    name = type(module).__name__
    if vars(module).get("_modules"):
        return name
    try:
        return f"{name}({module.extra_repr()})"
    except Exception:  # of the user's, in a module that may be half made: the class is enough
        return name


def _shown(value: Any) -> str:
    if isinstance(value, Tensor):
        kind = str(value.dtype).rpartition(".")[2]
        return f"{kind} {tuple(value.shape)}"
    if isinstance(value, (list, tuple)) and len(value) <= 8:
        inside = ", ".join(map(_shown, value))
        return f"[{inside}]" if isinstance(value, list) else f"({inside})"
    if value is None or isinstance(value, (bool, int, float)):
        return repr(value)
    return type(value).__name__
