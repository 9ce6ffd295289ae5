"""The type stubs with the docstrings of what they describe, which editors show."""

from __future__ import annotations

import ast
import inspect
import types

import retrograd as rg

OWN = (types.BuiltinFunctionType, types.MethodDescriptorType, types.GetSetDescriptorType, type)


def doc_of(thing: object) -> str | None:
    """What is said of ``thing`` itself, and neither of its class nor of any slot of its kind."""
    doc = inspect.getdoc(thing) if isinstance(thing, OWN) else None
    return doc if doc and isinstance(thing, type) <= (doc != inspect.getdoc(object)) else None


def literal(doc: str, indent: str) -> list[str]:
    assert '"""' not in doc
    lines = doc.splitlines()
    text = [f'{"r" if chr(92) in doc else ""}"""{lines[0]}', *lines[1:]]
    text = [*text, '"""'] if len(text) > 1 else [f'{text[0]}"""']
    return [(indent + line) if line else "" for line in text]


def documented(stub: str, module: object) -> str:
    """Put docstrings into a stub; of overloads, the first has it."""
    lines = stub.splitlines()
    seen = set()
    inside: dict[int, list[str]] = {}  # by the line that they follow

    def visit(body: list[ast.stmt], holder: object, indent: str) -> None:
        for node in body:
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name, below = node.target.id, indent
            elif isinstance(node, (ast.FunctionDef, ast.ClassDef)):
                name, below = node.name, indent + "    "
            else:
                continue
            thing = vars(holder).get(name)
            doc = doc_of(thing)
            if doc and (holder, name) not in seen:
                seen.add((holder, name))
                at = node.lineno - 1
                lines[at] = lines[at].replace(": ...", ":") if below != indent else lines[at]
                inside[at] = literal(doc, below)
            if isinstance(node, ast.ClassDef) and isinstance(thing, type):
                visit(node.body, thing, below)

    visit(ast.parse(stub).body, module, "")
    return (
        "\n".join(text for at, line in enumerate(lines) for text in (line, *inside.get(at, [])))
        + "\n"
    )


def stubs() -> dict[str, str]:
    """The texts of the stubs by their paths in the package."""
    modules = {
        "_core.pyi": rg._core,
        "nn/functional.pyi": rg.nn.functional,
        "special.pyi": rg.special,
        "linalg.pyi": rg.linalg,
    }
    return {path: documented(text, modules[path]) for path, text in rg._core._stub().items()}
