"""Programs written for torch end with torch's figures when only their imports are changed."""

from __future__ import annotations

import json

import nn_programs
import pytest

FIGURES = json.loads(nn_programs.FILE.read_text())


def near(figure):
    if isinstance(figure, dict):
        return {name: near(part) for name, part in figure.items()}
    if isinstance(figure, list):
        return [near(part) for part in figure]
    return figure if isinstance(figure, str) else pytest.approx(figure, rel=1e-8, abs=1e-12)


def test_there_are_figures_for_every_program():
    assert list(FIGURES) == nn_programs.PROGRAMS


@pytest.mark.parametrize("program", nn_programs.PROGRAMS)
def test_a_program_ends_with_torchs_figures(program):
    found = nn_programs.figures(program, "retrograd")
    assert list(found) == list(FIGURES[program])
    for name, figure in found.items():
        assert figure == near(FIGURES[program][name]), name
