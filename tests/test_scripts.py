"""Scripts written for torch print under python -m retrograd run what they print under torch."""

from __future__ import annotations

import json
import re

import pytest
from script_prints import FILE, SCRIPTS, printed

WANTED = json.loads(FILE.read_text())
NUMBER = re.compile(r"-?\d+\.\d+(?:e[+-]\d+)?")


def test_every_script_has_its_prints_on_file():
    assert {script.stem for script in SCRIPTS} == set(WANTED) and len(WANTED) >= 3


@pytest.mark.parametrize("script", SCRIPTS, ids=lambda script: script.stem)
def test_a_script_prints_what_it_prints_under_torch(script):
    text = script.read_text()
    assert "retrograd" not in text and "import torch" in text
    found, wanted = printed("-m", "retrograd", "run", str(script)), WANTED[script.stem]
    assert [NUMBER.sub("#", line) for line in found] == [NUMBER.sub("#", line) for line in wanted]
    for line, figures in zip(found, wanted, strict=True):
        numbers = [float(number) for number in NUMBER.findall(figures)]
        assert [float(n) for n in NUMBER.findall(line)] == pytest.approx(numbers, rel=1e-3), line
