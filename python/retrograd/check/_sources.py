"""The files that a check reads: those of folders, and the cells of notebooks."""

from __future__ import annotations

import ast
import json
import os

from ._names import Names
from ._reader import Reader, own_names
from ._report import Finding, Report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SUFFIXES = (".py", ".ipynb")
_NOT_ENTERED = {"__pycache__", "node_modules"}


def _files(path: str, tests: bool) -> Iterator[str]:
    """The file itself, or those of a folder that are a program's own; its tests if asked for."""
    if not os.path.isdir(path):
        if not os.path.isfile(path):
            raise FileNotFoundError(2, "there is no such file or folder", path)
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _NOT_ENTERED
            and (tests or name not in ("test", "tests"))
            and not os.path.exists(os.path.join(folder, name, "pyvenv.cfg"))
        )
        yield from (
            os.path.join(folder, name) for name in sorted(names) if name.endswith(_SUFFIXES)
        )


def _cells(path: str) -> Iterator[tuple[int, str | bytes]]:
    """The pieces of code of a file, numbered from 1 where there are several."""
    with open(path, "rb") as file:
        content = file.read()
    if not path.endswith(".ipynb"):
        yield 0, content
        return
    for number, cell in enumerate(json.loads(content).get("cells", []), 1):
        if cell.get("cell_type") == "code":
            lines = "".join(cell.get("source", [])).split("\n")
            if not lines[0].startswith("%%"):  # of another language, mostly
                yield (
                    number,
                    "\n".join(
                        "pass" if line.lstrip()[:1] in ("%", "!") else line for line in lines
                    ),
                )


def read(paths: Iterable[str | os.PathLike[str]], tests: bool = False) -> Report:
    """Read all files first, for a method that one of them defines may be called in another."""
    trees: list[tuple[str, list[tuple[int, ast.Module]]]] = []
    unread = []
    for path in dict.fromkeys(file for top in paths for file in _files(os.fspath(top), tests)):
        cells = []
        try:
            for cell, code in _cells(path):
                cells.append((cell, ast.parse(code)))
        except (SyntaxError, ValueError) as error:  # ValueError: null bytes, or no JSON
            unread.append(f"{path}: {error}")
        trees.append((path, cells))
    own = own_names(tree for _, cells in trees for _, tree in cells)
    names = Names()
    findings: list[Finding] = []
    uses = 0
    for path, cells in trees:
        reader = Reader(names, path, own)
        for cell, tree in cells:
            reader.read(tree, cell)
        uses += reader.uses
        findings += sorted(reader.findings, key=lambda f: (f.cell, f.line, f.column))
    return Report(len(trees), uses, findings, unread)
