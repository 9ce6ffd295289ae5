"""What the built package may take. The figures themselves are checked by .ci/run, where there is a
release build: here, that what is too much is seen."""

from __future__ import annotations

import check_budget
import pytest


def test_a_long_function_is_seen_unless_there_is_a_reason_for_it():
    listing = """
0000000000001000 0000000000002001 t retrograd::ops::add(retrograd::Tensor const&)
0000000000001000 0000000000002000 t retrograd::ops::sub(retrograd::Tensor const&)
0000000000001000 0000000000009000 r retrograd::bind::doc
0000000000001000 0000000000003000 T retrograd::bind::add_copy_rows(retrograd::bind::Rows&)
                 U malloc
"""
    assert check_budget.long_functions(listing) == [
        "8193 bytes: retrograd::ops::add(retrograd::Tensor const&)"
    ]


@pytest.mark.parametrize("figure", ["MODULE_KB", "WHEEL_KB", "IMPORT_MS"])
def test_each_figure_that_passes_its_budget_is_named(figure, monkeypatch, tmp_path, capsys):
    wheel = tmp_path / "a.whl"
    wheel.write_bytes(bytes(1000))
    listing = check_budget.subprocess.CompletedProcess([], 0, stdout="")
    monkeypatch.setattr(check_budget.subprocess, "run", lambda *_, **__: listing)
    monkeypatch.setattr(check_budget, "stripped_bytes", lambda _: 1000)
    monkeypatch.setattr(check_budget, "imported", lambda: (1.0, 100))
    assert check_budget.main("_core.so", str(wheel)) == 0
    monkeypatch.setattr(check_budget, figure, 1e-4)
    assert check_budget.main("_core.so", str(wheel)) == 1
    what = {"MODULE_KB": "the module, stripped", "WHEEL_KB": "the wheel"}
    named = what.get(figure, "import retrograd")
    assert capsys.readouterr().err == f"check_budget: {named} passes its budget\n"
