"""Which names there are: operations by the files of their rows, and public names by module."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import retrograd
from prose import summary

ROWS = Path(__file__).parents[2] / "csrc/bind/rows"
DECLARED = re.compile(r'"(\w+)\(|(?:alias|unary|pair)\w*(?:<[^;{}"]*>)?\(\s*"(\w+)"')
# What has rows, and what comes first where several say the same.
HOLDERS = {
    "retrograd": retrograd,
    "retrograd.nn.functional": retrograd.nn.functional,
    "retrograd.special": retrograd.special,
    "retrograd.linalg": retrograd.linalg,
    "retrograd.autograd": retrograd.autograd,
    "Tensor": retrograd.Tensor,
}
WHOLE = {"retrograd.picture"}  # shows itself what is public of its parts


@cache
def declared() -> dict[str, list[str]]:
    """Return the names of operations by the file of their rows."""
    found = {}
    for file in sorted(ROWS.rglob("*.cpp")):
        names = [a or b for a, b in DECLARED.findall(file.read_text(encoding="utf-8"))]
        found[str(file.relative_to(ROWS).with_suffix(""))] = list(dict.fromkeys(names))
    return found


def operation(name: str) -> Iterator[list[tuple[str, object]]]:
    """Yield what is called ``name``, and its in-place form, in groups that say the same."""
    groups: dict[str, list[tuple[str, object]]] = {}
    for form in dict.fromkeys((name, f"{name}_")):
        for holder, where in HOLDERS.items():
            thing = vars(where).get(form)
            if inspect.isbuiltin(thing) or inspect.ismethoddescriptor(thing):
                words = summary(inspect.getdoc(thing) or "")
                groups.setdefault(words, []).append((f"{holder}.{form}", thing))
    yield from groups.values()


def public(module: ModuleType) -> list[str]:
    return [name for name in module.__all__ if not name.startswith("_")]


def public_modules(module: ModuleType) -> Iterator[ModuleType]:
    """Yield ``module``, and the public ones below it."""
    yield module
    within = getattr(module, "__path__", []) if module.__name__ not in WHOLE else []
    for found in pkgutil.iter_modules(within):
        if not found.name.startswith("_"):
            part = importlib.import_module(f"{module.__name__}.{found.name}")
            if found.name == "as_torch":
                part.remove()  # here the package is called by its name
            yield from public_modules(part)
