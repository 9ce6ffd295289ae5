"""Every distribution against torch's figures on file: see distributions_table.py."""

from __future__ import annotations

import distributions_table as table
import pytest
import retrograd as rg

pytestmark = pytest.mark.filterwarnings("ignore")  # nan as a figure, for example

FIGURES = {family: table.figures(family) for family in table.families()}
ROWS = {(family, str(row)): row for family in FIGURES for row in table.rows(family)}


@pytest.mark.parametrize("family", FIGURES)
def test_the_figures_on_file_are_those_of_the_rows(family):
    names = [str(row) for row in table.rows(family)]
    on_file = [key for key in FIGURES[family] if not key.startswith("class ")]
    assert on_file == names, "run: python tests/distributions_table.py --write"


@pytest.mark.parametrize("key", ROWS, ids=": ".join)
def test_a_row_gives_what_torch_gives(key):
    row = ROWS[key]
    assert table.differences(table.run(row, rg), FIGURES[key[0]][key[1]], row) == []


@pytest.mark.parametrize("family", FIGURES)
def test_a_class_has_the_signature_bases_and_constraints_of_torchs(family):
    for name, want in FIGURES[family].items():
        if name.startswith("class "):
            found = table.facts(getattr(rg.distributions, name.removeprefix("class ")))
            assert [base for base in found["bases"] if base in want["bases"]] == want["bases"]
            assert found | {"bases": want["bases"]} == want
