"""Every fault of the catalogue is tested, or it is said why not."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from fault_catalogue import GROUPS, SHOWN_BY, UNTESTED

HERE = Path(__file__).parent
IDS = [f"{group}{number:02}" for group, last in GROUPS.items() for number in range(1, last + 1)]


def named_in_tests() -> set[str]:
    """The ids in the names of test functions."""
    found: set[str] = set()
    for path in HERE.glob("test_*.py"):
        for name in re.findall(r"^def (test_\w+)", path.read_text(), re.MULTILINE):
            found.update(re.findall(r"(?<=_)[A-M]\d\d(?=_)", name))
    return found


@pytest.mark.parametrize("id", IDS)
def test_each_fault_stands_in_one_place(id):
    places = [id in named_in_tests(), id in SHOWN_BY, id in UNTESTED]
    assert sum(places) == 1, f"{id}: in the name of a test, SHOWN_BY, UNTESTED: {places}"


def test_the_lists_have_no_other_ids():
    assert (set(SHOWN_BY) | set(UNTESTED) | named_in_tests()) <= set(IDS)


@pytest.mark.parametrize("id", SHOWN_BY)
def test_each_test_that_is_named_exists(id):
    for place in SHOWN_BY[id][1:]:
        file, name = place.split("::")
        if "." in name:
            suite, name = name.split(".")
            text = (HERE / "cpp" / f"{file}.cpp").read_text()
            assert re.search(rf"^TEST(_F)?\({suite}, {name}\)", text, re.MULTILINE), place
        else:
            text = (HERE / f"{file}.py").read_text()
            assert re.search(rf"^def {name}\(", text, re.MULTILINE), place
