"""Entries of the reference, as lines of reStructuredText."""

from __future__ import annotations

import builtins
import inspect

from prose import rst, summary
from signatures import forms


def entry(members: list[tuple[str, object]], *, brief: bool = False) -> list[str]:
    """Return the entry of functions that say the same, under the signature of each."""
    signatures = []
    for path, thing in members:
        known = f"retrograd.{path}" if path.startswith("Tensor.") else path
        signatures += [path + form for form in forms(known, thing)]
    first, *others = dict.fromkeys(signatures)
    doc = inspect.getdoc(members[0][1]) or ""
    head = [f".. py:function:: {first}", *(" " * 17 + other for other in others)]
    return under(head, [summary(doc)] if brief else rst(doc))


def class_entry(path: str, thing: type, *, brief: bool = False) -> list[str]:
    """Return the entry of a class with what it defines itself."""
    doc = inspect.cleandoc(thing.__dict__.get("__doc__") or "")
    form = forms(path, thing)[0].partition(" -> ")[0]
    body = [summary(doc)] if brief else rst(doc)
    for name, member in vars(thing).items() if not brief else ():
        body += member_entry(path, name, member)
    return under([f".. py:class:: {path}{form}"], body)


def member_entry(path: str, name: str, member: object) -> list[str]:
    """Return the entry of a method or property, or nothing if nothing is said of it."""
    inner = member.__func__ if isinstance(member, (classmethod, staticmethod)) else member
    doc = getattr(inner, "__doc__", None)
    if name.startswith("_") or not isinstance(doc, str) or isinstance(inner, type):
        return []
    if isinstance(inner, property) or inspect.isgetsetdescriptor(inner):
        return under([f".. py:attribute:: {name}"], rst(inspect.cleandoc(doc)))
    if inspect.isfunction(inner) or inspect.ismethoddescriptor(inner):
        form = forms(f"{path}.{name}", inner)[0] or "()"
        return under([f".. py:method:: {name}{form}"], rst(inspect.cleandoc(doc)))
    return []


def value_entry(path: str, thing: object) -> list[str]:
    """Return the entry of what is neither a function nor a class."""
    shown = repr(thing)
    told = len(shown) < 60 and " at 0x" not in shown and "/" not in shown
    lines = [f".. py:data:: {path}", *([f"   :value: {shown}"] if told else [])]
    if hasattr(builtins, path.rpartition(".")[2]):
        lines.append("   :no-index:")  # or types of arguments would lead here
    return [*lines, ""]


def under(head: list[str], body: list[str]) -> list[str]:
    return [*head, "", *("   " + row if row else "" for row in body), ""]
