"""The reference, made of the docstrings; a public name that is on no page is a warning.

    .. rows:: pointwise/unary

lists the operations whose rows stand in that file of ``csrc/bind/rows``, or in files like
``random/*``; names may stand instead. Function, method and in-place form share a heading, since
they say the same.

    .. names:: retrograd.optim: SGD Adam

lists what is written in Python: classes with their methods, functions, values. Without names, all
of the module's that nothing else lists; ``retrograd.distributions.*``: of those below it. With
``:brief:``, first sentences alone.

    .. attributes::

lists those of Tensor. Before any page is read, ``plan`` reads these lines of all of them, so that
each thing stands in one place.
"""

from __future__ import annotations

import inspect
from typing import Any, ClassVar

import retrograd
from docutils import nodes
from docutils.parsers.rst import directives
from entries import class_entry, entry, member_entry, value_entry
from plan import Plan
from sphinx.addnodes import desc_signature
from sphinx.application import Sphinx
from sphinx.domains.python import PyFunction, PythonDomain
from sphinx.util import logging
from sphinx.util.docutils import SphinxDirective

log = logging.getLogger(__name__)


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


class Paths(PythonDomain):
    """Entries are found by their whole paths: a bare ``int`` is Python's, and not looked for."""

    def find_obj(self, *where: Any) -> list[Any]:
        *_, name, _, mode = where
        return [] if mode and "." not in name else super().find_obj(*where)


def plan(app: Sphinx) -> None:
    """Plan the lists, and warn of what is on none."""
    app.reference_plan = Plan()  # type: ignore[attr-defined]
    for path in app.reference_plan.missing():  # type: ignore[attr-defined]
        log.warning("reference: %s is on no page", path)


def setup(app: Sphinx) -> dict[str, bool]:
    app.add_directive("rows", Lists)
    app.add_directive("names", Lists)
    app.add_directive("attributes", Attributes)
    app.add_domain(Paths, override=True)
    app.add_directive_to_domain("py", "function", Entry, override=True)
    app.connect("builder-inited", plan)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
