"""The operations that programs use are there: operations.txt lists them."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest
import retrograd as rg


def listed():
    names = {}
    for line in Path(__file__).with_name("operations.txt").read_text().splitlines():
        if line.startswith("["):
            names[line[1:-1]] = found = []
        elif not line.startswith("#"):
            found += line.split()
    return names


LISTED = listed()


def place(name):
    return rg.Tensor if name == "retrograd.Tensor" else importlib.import_module(name)


@pytest.mark.parametrize("where", LISTED)
def test_the_operations_that_programs_use_are_there(where):
    absent = [name for name in LISTED[where] if not hasattr(place(where), name)]
    assert absent == []


def test_the_list_is_read_to_its_end():
    assert sum(map(len, LISTED.values())) > 850
    assert LISTED["retrograd.linalg"][-1] == "vector_norm"
