"""Programs in C++ have the operations of Python under its names, and with its defaults."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import retrograd as rg

CSRC = Path(__file__).resolve().parent.parent / "csrc"
LIST = (CSRC / "api/operations.h").read_text()
LISTED = set(re.findall(r"^using ops::([a-z]\w*);", LIST, re.MULTILINE)) | {"mT"}
OWN = set(re.findall(r"^inline .*?\b(\w+)\(", LIST, re.MULTILINE))

STUBS = CSRC.parent / "python/retrograd"
STUB = "".join(
    (STUBS / name).read_text()
    for name in ("_core.pyi", "nn/functional.pyi", "linalg.pyi", "special.pyi")
)
PLACES = (rg, rg.Tensor, rg.nn.functional, rg.linalg, rg.special)

# What these are in Python is made of several functions here, which are not as easily called.
NOT_LISTED = {"triangular_solve", "quantile", "chain_matmul", "rrelu", "geqrf"}
NOT_LISTED |= {"histogram", "index_reduce", "lu_factor"}
NOT_LISTED |= {"lu_unpack", "searchsorted", "slogdet", "cholesky", "cholesky_ex", "inv_ex"}
NOT_LISTED |= {"solve_ex", "householder_product"}

# x[mask] and x[1:3] in Python.
SUBSCRIPTS = {"index", "slice"}
# Where Python's default is None or "none", which means this, and what Python writes as a subscript.
UNLIKE = {"grid_sample", "affine_grid", "gelu", "slice"}


def declared() -> set[str]:
    """The functions that the headers of the list declare."""
    found: set[str] = set()
    for header in re.findall(r'^#include "(ops/[^"]+)"', LIST, re.MULTILINE):
        text = re.sub(r"//.*|namespace detail \{.*?\n\}", "", (CSRC / header).read_text())
        found.update(re.findall(r"^[\w:<>, ]+[ &](\w+)\(", text, re.MULTILINE))
    return found


def test_what_is_listed_has_its_name_in_python():
    assert {"clamp", "slogdet"} < OWN
    assert {
        name for name in (LISTED | OWN) - SUBSCRIPTS if not any(hasattr(p, name) for p in PLACES)
    } == set()


def test_what_has_its_name_in_python_is_listed():
    names = {name for name in declared() if any(hasattr(p, name) for p in PLACES)}
    assert len(names) > 300
    assert names - LISTED == NOT_LISTED


def literal(text: str) -> object:
    """What a default is in Python; None for one that is no number, bool or text."""
    text = {"true": "True", "false": "False"}.get(text, text)
    try:
        return ast.literal_eval(text)
    except (SyntaxError, ValueError):
        return None


def defaults_of(header: str) -> dict[str, list[list[object]]]:
    """By name, for each overload that has some, its defaults in their order."""
    text = re.sub(r"//.*", "", header)
    found: dict[str, list[list[object]]] = {}
    for name, arguments in re.findall(r"^Tensor&? (\w+)\(([^;]*)\);", text, re.MULTILINE):
        values = [literal(v.strip()) for v in re.findall(r" = ([^,{}]+)", arguments)]
        if any(value is not None for value in values):
            found.setdefault(name, []).append([v for v in values if v is not None])
    return found


def signatures(name: str) -> list[list[object]]:
    """The defaults of each overload of a name in the stubs."""
    found = re.findall(rf"def {name}\((.*)\) ->", STUB)
    return [[literal(v) for v in re.findall(r" = ([^,()]+)", one)] for one in found]


def is_among(values: list[object], others: list[object]) -> bool:
    rest = iter(others)
    return all(value in rest for value in values)


def test_defaults_are_pythons():
    different = []
    for header in re.findall(r'^#include "(ops/[^"]+)"', LIST, re.MULTILINE):
        for name, overloads in defaults_of((CSRC / header).read_text()).items():
            for values in overloads:
                known = name in UNLIKE or name not in LISTED
                if not known and not any(is_among(values, s) for s in signatures(name)):
                    different.append((name, values))
    assert different == []
