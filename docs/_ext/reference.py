"""The reference, made of the docstrings; a public name that is on no page is a warning.

    .. rows:: pointwise/unary

lists the operations whose rows stand in that file of ``csrc/bind/rows``; names may stand instead of
files. Function, method and in-place form share a heading, since they say the same.

    .. names:: retrograd.optim: SGD Adam

lists what is written in Python: classes with their methods, functions, values. Without names, all
of the module's that nothing else lists, and of those below it for ``retrograd.distributions.*``.
With ``:brief:``, first sentences alone.

    .. attributes::

lists those of Tensor. Before any page is read, ``plan`` reads these lines of all of them, so that
each thing stands in one place.
"""

from __future__ import annotations

import importlib
import inspect
import re
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, ClassVar

import retrograd
from docutils import nodes
from docutils.parsers.rst import directives
from entries import class_entry, entry, member_entry, value_entry
from names import declared, operation, public, public_modules
from sphinx.addnodes import desc_signature
from sphinx.application import Sphinx
from sphinx.domains.python import PyFunction
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

log = logging.getLogger(__name__)
PAGES = Path(__file__).parents[1] / "reference"
LISTS = re.compile(r"^\.\. (rows|names):: (.*)$", re.MULTILINE)
# Modules that are parts of another, which shows what is public; and the page of Tensor itself.
PARTS = ("retrograd.picture.", "retrograd.Tensor")

Thing = tuple[str, object]  # by its path


class Plan:
    """Which list has which things: those that are named first, then what is left."""

    def __init__(self) -> None:
        self.lists: dict[tuple[str, str], list[list[Thing]]] = {}
        self.seen: set[object] = set()
        found = [
            (file.stem, kind, text)
            for file in sorted(PAGES.glob("*.rst"))
            for kind, text in LISTS.findall(file.read_text(encoding="utf-8"))
        ]
        for named in (True, False):
            for page, kind, text in found:
                if kind == "rows" and named == (not declared().keys() & text.split()):
                    self.claim(page, text, rows(text))
        for named in (True, False):
            for page, kind, text in found:
                if kind == "names" and named == (":" in text):
                    self.claim(page, text, in_module(text))

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


def rows(text: str) -> Iterator[list[Thing]]:
    """Yield the operations of some files, or names, each as the group of its forms."""
    for word in text.split():
        for name in declared().get(word, [word]):
            yield from operation(name)


def in_module(text: str) -> Iterator[list[Thing]]:
    """Yield the named things of a module, or all that are public."""
    place, _, names = text.partition(":")
    top = importlib.import_module(place.removesuffix(".*"))
    for module in public_modules(top) if place.endswith(".*") else [top]:
        for name in names.split() or public(module):
            if not isinstance(thing := getattr(module, name), ModuleType):
                yield [(f"{home(module.__name__, name, thing)}.{name}", thing)]


def home(place: str, name: str, thing: object) -> str:
    """Return the package that a name of one of its files is public in, or the file."""
    package = place.rpartition(".")[0]
    found = "." in package and getattr(importlib.import_module(package), name, None) is thing
    return package if found else place


class Lists(SphinxDirective):
    """What is planned for this place."""

    required_arguments = 1
    final_argument_whitespace = True
    option_spec: ClassVar[dict[str, Any]] = {"brief": directives.flag}

    def run(self) -> list[nodes.Node]:
        brief = "brief" in self.options
        lines = []
        page = self.env.docname.rpartition("/")[2]
        for group in self.env.app.reference_plan.lists[page, self.arguments[0]]:
            path, thing = group[0]
            if isinstance(thing, type):
                lines += class_entry(path, thing, brief=brief)
            elif callable(thing):
                lines += entry(group, brief=brief)
            else:
                lines += value_entry(path, thing)
        return self.parse_text_to_nodes("\n".join(lines))


class Attributes(SphinxDirective):
    """What a Tensor has that is no method."""

    def run(self) -> list[nodes.Node]:
        lines = []
        for name, member in vars(retrograd.Tensor).items():
            if inspect.isgetsetdescriptor(member) and not name.startswith("_"):
                lines += member_entry("retrograd.Tensor", f"retrograd.Tensor.{name}", member)
        return self.parse_text_to_nodes("\n".join(lines))


class Entry(PyFunction):
    """An entry whose signatures stand as one name in the list beside the page."""

    listed = ""

    def _toc_entry_name(self, sig_node: desc_signature) -> str:
        name = super()._toc_entry_name(sig_node)
        new = name.rstrip("_()") != self.listed
        self.listed = name.rstrip("_()")
        return name if new else ""


def plan(app: Sphinx) -> None:
    """Plan the lists, and warn of what is on none."""
    app.reference_plan = Plan()  # type: ignore[attr-defined]
    for path in app.reference_plan.missing():  # type: ignore[attr-defined]
        if not path.startswith(PARTS):
            log.warning("reference: %s is on no page", path)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("rows", Lists)
    app.add_directive("names", Lists)
    app.add_directive("attributes", Attributes)
    app.add_directive_to_domain("py", "function", Entry, override=True)
    app.connect("builder-inited", plan)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
