"""Signatures with types: of what the stubs describe, from there, and of the rest by inspection."""

from __future__ import annotations

import ast
import builtins
import inspect
import re
import sys
from functools import cache
from pathlib import Path

import retrograd

STUBS = {
    "_core.pyi": "retrograd",
    "nn/functional.pyi": "retrograd.nn.functional",
    "special.pyi": "retrograd.special",
    "linalg.pyi": "retrograd.linalg",
}


TYPE = re.compile(r"(: |\| |-> |\[)([A-Za-z_]+)\b(?![.(])")


@cache
def stubbed() -> dict[str, list[str]]:
    """Return the signatures in the stubs by path, one for each form of an overloaded function."""
    found: dict[str, list[str]] = {}

    def visit(body: list[ast.stmt], place: str) -> None:
        for node in body:
            if isinstance(node, ast.FunctionDef):
                if place.endswith(".Tensor") and node.args.args[:1]:
                    del node.args.args[0]
                    node.args.posonlyargs = []
                returns = f" -> {ast.unparse(node.returns)}" if node.returns else ""
                text = f"({ast.unparse(node.args)}){returns}"
                found.setdefault(f"{place}.{node.name}", []).append(tidy(text))
            elif isinstance(node, ast.AnnAssign):
                found[f"{place}.{ast.unparse(node.target)}"] = []
            elif isinstance(node, ast.ClassDef):
                visit(node.body, f"{place}.{node.name}")

    for name, place in STUBS.items():
        text = (Path(retrograd.__file__).parent / name).read_text(encoding="utf-8")
        visit(ast.parse(text).body, place)
    return found


def tidy(text: str, place: str = "retrograd") -> str:
    """Return a signature in the words of a reader, not of a type checker."""
    text = re.sub(r"\b(?:_core|builtins|retrograd\._core|collections\.abc|typing)\.", "", text)
    text = re.sub(r"\b_(Number|int|float|bool|dtype|device|layout)\b", r"\1", text)
    text = re.sub(r"(?<![\w.])_T\b", "Tensor", text)
    text = re.sub(r"<object object at [^>]*>|<[^<>]* at 0x[^<>]*>", "...", text)
    return TYPE.sub(lambda found: found[1] + full(found[2], place), text)


def full(name: str, place: str) -> str:
    """Return the path of a type, of which the page shows the last word."""
    for home in dict.fromkeys((place, "retrograd")):
        found = vars(sys.modules[home]).get(name) if home in sys.modules else None
        if isinstance(found, type) and not hasattr(builtins, name):
            return f"{home}.{name}"
    return name


def forms(path: str, thing: object) -> list[str]:
    """Return the signatures of ``thing``; [""] where nothing can be said of them."""
    known = stubbed().get(path)
    if known:
        return known
    try:
        signature = inspect.signature(thing)  # type: ignore[arg-type]
    except (TypeError, ValueError):
        return [""]
    parameters = [p for name, p in signature.parameters.items() if name != "self"]
    return [tidy(unquoted(str(signature.replace(parameters=parameters))), module_of(path))]


def unquoted(text: str) -> str:
    """Take off the quotes of annotations that are kept as text."""
    return re.sub(r"(: |-> )'((?:[^'\\]|\\.)*)'", lambda m: m[1] + m[2].replace("\\'", "'"), text)


def module_of(path: str) -> str:
    """Return the module in which what has this path stands."""
    while path not in sys.modules and "." in path:
        path = path.rpartition(".")[0]
    return path
