"""The house of csrc: who may include whom, what kernels may use, and how long a file may be."""

from __future__ import annotations

import re
from pathlib import Path

import check_floors
import pytest

ROOT = Path(__file__).resolve().parent.parent
CSRC = ROOT / "csrc"
FLOORS = ("base", "kernels", "core", "graph", "ops", "engine", "api", "bind")
FILES = sorted(p for p in CSRC.rglob("*") if p.suffix in (".h", ".cpp"))
INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"]+)[>"]', re.MULTILINE)

# Headers of declarations, or whose inline functions are internal or run by the compiler alone; all
# others define inline functions, which the kernels would compile once per instruction set.
KERNEL_HEADERS = {"cstdint", "cstddef", "cstring", "cmath", "climits", "cfloat", "immintrin.h"}
KERNEL_HEADERS |= {"arm_neon.h", "type_traits", "limits", "bit", "utility"}


def name(path: Path) -> str:
    return str(path.relative_to(CSRC))


def floor_of(path: Path) -> int:
    return FLOORS.index(path.relative_to(CSRC).parts[0])


def includes(path: Path) -> list[tuple[str, str]]:
    return INCLUDE.findall(path.read_text())


def test_there_is_something_to_check():
    assert {p.relative_to(CSRC).parts[0] for p in FILES} == set(FLOORS)


def check_includes(text: str, floor: int) -> None:
    for kind, target in INCLUDE.findall(text):
        if kind == "<":
            continue
        assert target.split("/")[0] in FLOORS, f"{target}: include project files from csrc/ down"
        assert (CSRC / target).is_file(), f"{target} does not exist"
        assert ".." not in target
        assert FLOORS.index(target.split("/")[0]) <= floor, f"{target} is a floor above"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_includes_its_own_floor_and_those_below(path):
    check_includes(path.read_text(), floor_of(path))


def test_an_upward_include_is_seen():
    text = '// a comment\n#  include "bind/call/row.h"  // why\n'
    check_includes(text, FLOORS.index("bind"))
    with pytest.raises(AssertionError, match=r"bind/call/row\.h is a floor above"):
        check_includes(text, FLOORS.index("ops"))


def test_an_object_that_needs_a_floor_above_is_seen():
    """The objects themselves are checked where they are: by ctest, and by .ci/run."""
    listing = """
b/csrc/graph/view.cpp.o: zero U
b/csrc/graph/view.cpp.o: add U
b/csrc/graph/view.cpp.o: twice U
b/csrc/graph/view.cpp.o: malloc U
b/csrc/graph/view.cpp.o: set_base T 0000 0010
b/csrc/ops/shape/shape.cpp.o: set_base U
b/csrc/ops/shape/shape.cpp.o: zero T 0000 0010
b/csrc/ops/shape/shape.cpp.o: twice W 0010 0010
b/csrc/core/loop/loop.cpp.o: twice W 0000 0010
b/csrc/engine/backward.cpp.o: add D 0000 0010
"""
    view = "b/csrc/graph/view.cpp.o"
    assert check_floors.FLOORS == FLOORS
    assert check_floors.upward(listing) == [(view, "zero", "ops"), (view, "add", "engine")]


@pytest.mark.parametrize("path", [p for p in FILES if p.name != "dispatch.cpp"], ids=name)
def test_kernels_use_no_containers_or_algorithms(path):
    if FLOORS[floor_of(path)] != "kernels":
        assert "RG_ISA" not in path.read_text(), "RG_ISA belongs to the kernels"
        return
    for kind, target in includes(path):
        if kind == "<":
            assert target in KERNEL_HEADERS, f"<{target}> defines inline functions"


@pytest.mark.parametrize("path", FILES, ids=name)
def test_python_is_known_to_the_top_floor_alone(path):
    if FLOORS[floor_of(path)] != "bind":
        found = [t for _, t in includes(path) if re.match(r"(Python|pybind11|numpy)\b", t)]
        assert found == []


@pytest.mark.parametrize("path", [p for p in FILES if p.suffix == ".h"], ids=name)
def test_a_header_starts_with_its_name_and_its_job(path):
    lines = path.read_text().splitlines()
    assert lines[0].startswith(f"// {path.name}: ")
    assert "#pragma once" in lines


# Where one element at a time is printed, made of a Python number or read as one, and where the
# properties of a type are asked for.
ONE_BY_ONE = {
    "core/numbers/dtype.h",
    "core/numbers/print.cpp",
    "core/numbers/scalar.cpp",
    "core/tensor.cpp",
    "bind/rows/shape/creation.cpp",
}
# A loop over types as C++ types, or elements taken out of a tensor by their number.
BY_TYPE = re.compile(r"\bdispatch\(|\bdata<\w+>\(\)\s*\[[ijk]\b|\bRG_DTYPES\(")


def test_loops_over_elements_are_kernels():
    """Bytes are moved by the size of an element, and numbers made, on every instruction set."""
    above = [p for p in FILES if FLOORS[floor_of(p)] != "kernels"]
    found = {name(p) for p in above if BY_TYPE.search(p.read_text())}
    assert found - ONE_BY_ONE - {"core/numbers/dtype.cpp"} == set()


def test_a_loop_over_elements_is_seen():
    assert BY_TYPE.search("dispatch(t, [&](auto* p) {")
    assert BY_TYPE.search("y.data<int64_t>()[i] = 0;")
    assert not BY_TYPE.search("kernel(y.data<int64_t>(), n); detail::dispatched(y)")


def written_files() -> list[Path]:
    """Everything that people write: sources, tests, the Python package, the benchmarks."""
    found = list(FILES)
    for folder in ("python", "tests", "benchmarks"):
        for suffix in ("*.py", "*.h", "*.cpp"):
            found += (ROOT / folder).rglob(suffix)
    return found


def test_no_folder_has_more_than_12_files():
    """More than that, and nobody sees at a glance where a thing is."""
    crowded = {
        str(folder.relative_to(ROOT)): len(files)
        for folder in {path.parent for path in FILES}
        if len(files := [p for p in FILES if p.parent == folder]) > 12
    }
    assert not crowded


def test_no_file_passes_600_lines():
    long = {str(p): len(p.read_text().splitlines()) for p in written_files()}
    assert {p: n for p, n in long.items() if n > 600} == {}
