"""Which list of the reference has which names, and which public names are on none.

Known without building anything: ``tests/test_docs.py`` asks, too.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from fnmatch import fnmatch
from pathlib import Path
from types import ModuleType

import retrograd
from names import declared, operation, public, public_modules

PAGES = Path(__file__).parents[1] / "reference"
LISTS = re.compile(r"^\.\. (rows|names):: (.*)$", re.MULTILINE)
Thing = tuple[str, object]  # by its path


class Plan:
    """Which list has which things: those that are named first, then what is left."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, str], list[list[Thing]]] = {}
        self.seen: set[object] = {"retrograd.Tensor"}  # has a page
        found = [
            (file.stem, kind, text)
            for file in sorted(PAGES.glob("*.rst"))
            for kind, text in LISTS.findall(file.read_text(encoding="utf-8"))
        ]
        for page, kind, text in sorted(found, key=reach):
            self.claim(page, text, rows(text) if kind == "rows" else in_module(text))

    def claim(self, page: str, text: str, groups: Iterator[list[Thing]]) -> None:
        self.lists[page, text] = taken = []
        for group in groups:
            if not all(self.has(path, thing) for path, thing in group):
                taken.append(group)
                self.seen.update(path for path, _ in group)
                self.seen.update(id(thing) for _, thing in group if callable(thing))

    def has(self, path: str, thing: object) -> bool:
        return path in self.seen or (callable(thing) and id(thing) in self.seen)

    def missing(self) -> Iterator[str]:
        """Yield the public names that no list has."""
        for module in public_modules(retrograd):
            for name in public(module):
                thing, path = getattr(module, name), f"{module.__name__}.{name}"
                same = f"{home(module.__name__, name, thing)}.{name}"
                if not (isinstance(thing, ModuleType) or self.has(same, thing)):
                    yield path
        for name, thing in vars(retrograd.Tensor).items():
            attribute = inspect.isgetsetdescriptor(thing)
            if not (name.startswith("_") or attribute or self.has(f"Tensor.{name}", thing)):
                yield f"Tensor.{name}"


def reach(found: tuple[str, str, str]) -> int:
    """Return how far a list reaches: the nearest get what is theirs first."""
    _, kind, text = found
    if kind == "rows":  # names, files, folders
        return 2 if "*" in text else 1 if "/" in text else 0
    return 5 if "*" in text else 3 if ":" in text else 4  # all below, names, a module


def rows(text: str) -> Iterator[list[Thing]]:
    """Yield the operations of some files, or names, each as the group of its forms."""
    for word in text.split():
        files = [file for file in declared() if fnmatch(file, word)]
        for name in [name for file in files for name in declared()[file]] if files else [word]:
            yield from operation(name)


def in_module(text: str) -> Iterator[list[Thing]]:
    """Yield the named things of a module, or all that are public, or those of all below it."""
    place, _, names = text.partition(":")
    top = importlib.import_module(place.removesuffix(".*"))
    for module in list(public_modules(top))[1:] if place.endswith(".*") else [top]:
        for name in names.split() or public(module):
            if not isinstance(thing := getattr(module, name), ModuleType):
                yield [(f"{home(module.__name__, name, thing)}.{name}", thing)]


def home(place: str, name: str, thing: object) -> str:
    """Return the package that a name of one of its files is public in, or the file."""
    package = place.rpartition(".")[0]
    found = "." in package and getattr(importlib.import_module(package), name, None) is thing
    return package if found else place
