"""The order of the Python modules: none imports, at once or later, what leads back to it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "python" / "retrograd"


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


FILES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(node: ast.AST) -> Iterator[ast.Import | ast.ImportFrom]:
    """The import statements, those inside of functions too, but those for type checkers alone."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        yield node
    inside = ast.iter_child_nodes(node)
    if isinstance(node, ast.If) and isinstance(node.test, ast.Name):
        inside = iter(
            node.orelse if node.test.id == "TYPE_CHECKING" else [*node.body, *node.orelse]
        )
    for child in inside:
        yield from imports(child)


def imported(name: str, text: str, is_package: bool) -> set[str]:
    """The modules that the text of a module names, of the package or not."""
    found = set()
    package = name.split(".") if is_package else name.split(".")[:-1]
    for statement in imports(ast.parse(text)):
        if isinstance(statement, ast.Import):
            found |= {alias.name for alias in statement.names}
            continue
        above = package[: len(package) - statement.level + 1] if statement.level else []
        base = ".".join([*above, *([statement.module] if statement.module else [])])
        for alias in statement.names:
            inner = f"{base}.{alias.name}"
            found.add(inner if inner in FILES or inner == "retrograd._core" else base)
    return found - {name}


def graph_of(texts: dict[str, tuple[str, bool]]) -> dict[str, set[str]]:
    return {
        name: {other for other in imported(name, *text) if other in texts}
        for name, text in texts.items()
    }


def circles(graph: dict[str, set[str]]) -> list[str]:
    """For each module that can be reached from itself, a way there."""
    found = []
    for start in graph:
        ways, waiting = {start: start}, [start]
        while waiting:
            here = waiting.pop()
            for other in sorted(graph[here]):
                if other == start:
                    found.append(f"{ways[here]} -> {start}")
                    waiting.clear()
                    break
                if other not in ways:
                    ways[other] = f"{ways[here]} -> {other}"
                    waiting.append(other)
    return found


def read(path: Path) -> tuple[str, bool]:
    return path.read_text(), path.name == "__init__.py"


GRAPH = graph_of({name: read(path) for name, path in FILES.items()})


def test_the_modules_and_their_imports_are_found():
    assert len(GRAPH) > 40
    assert "retrograd.autograd._differences" in GRAPH["retrograd.autograd.gradcheck"]
    assert "retrograd.autograd.forward_ad" in GRAPH["retrograd.autograd._differences"]
    assert "retrograd.autograd" in GRAPH["retrograd"]


def test_no_module_leads_back_to_itself():
    assert circles(GRAPH) == []


@pytest.mark.parametrize(
    ("one", "two"),
    [
        ("from . import b", "from . import a"),
        ("from .b import f", "def g():\n    from retrograd import a"),
        ("import retrograd.b", "try:\n    from .a import f\nexcept ImportError:\n    pass"),
        ("TYPE_CHECKING = 0\nif not TYPE_CHECKING:\n    from . import b", "from . import a"),
        ("if TYPE_CHECKING:\n    x = 1\nelse:\n    from . import b", "from . import a"),
    ],
)
def test_a_circle_is_seen(monkeypatch, one, two):
    for name in "ab":
        monkeypatch.setitem(FILES, f"retrograd.{name}", PACKAGE)
    graph = graph_of({"retrograd.a": (one, False), "retrograd.b": (two, False)})
    assert len(circles(graph)) == 2


def test_what_type_checkers_alone_read_makes_no_circle(monkeypatch):
    for name in "ab":
        monkeypatch.setitem(FILES, f"retrograd.{name}", PACKAGE)
    one = "if TYPE_CHECKING:\n    from . import b"
    assert (
        circles(graph_of({"retrograd.a": (one, False), "retrograd.b": ("import a", False)})) == []
    )
    two = "from . import a"
    assert circles(graph_of({"retrograd.a": (one, False), "retrograd.b": (two, False)})) == []
