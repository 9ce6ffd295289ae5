"""Every module of nn against torch's figures on file: see nn_table.py."""

from __future__ import annotations

import copy
import pickle
import re

import nn_table
import pytest
import retrograd as rg

pytestmark = pytest.mark.filterwarnings("ignore")  # rows that ask for it compare their warnings

FIGURES = {family: nn_table.figures(family) for family in nn_table.families()}
ROWS = {(family, str(row)): row for family in FIGURES for row in nn_table.rows(family)}
CLASSES = {
    (family, name): row for family in FIGURES for name, row in nn_table.classes(family).items()
}
RELATIVE = {"float32": 2e-6, "bfloat16": 1e-2, "float16": 1e-3}


def ids(key) -> str:
    return f"{key[0]}: {key[1]}"


def differences(found, want, relative=1e-9, path="") -> list[str]:
    """Where two figures differ, in words."""
    if isinstance(want, dict) and isinstance(found, dict):
        if list(found) != list(want):
            return [f"{path}: {list(found)} instead of {list(want)}"]
        return [d for k in want for d in differences(found[k], want[k], relative, f"{path}.{k}")]
    if is_tensor(want) and is_tensor(found) and len(found) == len(want) > 1:
        shape, dtype = want[0].split()
        tolerance = RELATIVE.get(dtype, relative) * want[3] + 1e-12
        count = 1
        for length in [] if shape == "()" else shape.split("x"):
            count *= int(length)
        near = pytest.approx(want[1], abs=tolerance * count, nan_ok=True, rel=0) == found[
            1
        ] and all(
            pytest.approx(w, abs=tolerance, nan_ok=True, rel=0) == f
            for f, w in zip(found[2:], want[2:], strict=True)
        )
        same = near and found[0] == want[0]
        return [] if same else [f"{path}: {found} instead of {want}"]
    if isinstance(want, list) and isinstance(found, list) and len(want) == len(found):
        parts = zip(found, want, range(len(want)), strict=True)
        return [d for f, w, i in parts for d in differences(f, w, relative, f"{path}[{i}]")]
    return [] if found == want else [f"{path}: {found!r} instead of {want!r}"]


def is_tensor(figure) -> bool:
    return isinstance(figure, list) and bool(figure) and isinstance(figure[0], str)


@pytest.mark.parametrize("family", FIGURES)
def test_the_figures_on_file_are_those_of_the_rows(family):
    names = [str(row) for row in nn_table.rows(family)]
    names += [f"class {name}" for name in nn_table.classes(family)]
    assert list(FIGURES[family]) == names, "run: python tests/nn_table.py --write"


@pytest.mark.parametrize("key", ROWS, ids=ids)
def test_a_row_gives_what_torch_gives(key):
    found, want = nn_table.run(ROWS[key], rg), FIGURES[key[0]][key[1]]
    if ROWS[key].bad:
        assert want["error"] in found["error"]
    else:
        assert differences(found, want, ROWS[key].relative) == []


@pytest.mark.parametrize("key", CLASSES, ids=ids)
def test_a_class_has_the_signature_and_the_bases_of_torchs(key):
    family, name = key
    found = nn_table.facts(type(nn_table.make(CLASSES[key], rg)))
    want = FIGURES[family][f"class {name}"]
    assert [base for base in found["bases"] if base in want["bases"]] == want["bases"]
    assert set(want.get("constants", [])) <= set(found.get("constants", []))
    assert [found[key] for key in ("init", "forward")] == [want[key] for key in ("init", "forward")]


@pytest.mark.parametrize("key", CLASSES, ids=ids)
def test_a_module_is_copied_and_pickled_whole(key):
    module = nn_table.make(CLASSES[key], rg)
    want = (repr(module), [(k, v.tolist()) for k, v in module.state_dict().items()])
    for same in (copy.deepcopy(module), pickle.loads(pickle.dumps(module))):
        assert type(same) is type(module)
        assert (repr(same), [(k, v.tolist()) for k, v in same.state_dict().items()]) == want


def test_every_class_of_nn_is_in_a_row():
    own_tests = [
        "Module",
        "ModuleDict",
        "ModuleList",
        "ParameterDict",
        "ParameterList",
        "Sequential",
    ]
    things = [getattr(rg.nn, name) for name in rg.nn.__all__ if name not in own_tests]
    modules = [t for t in things if isinstance(t, type) and issubclass(t, rg.nn.Module)]
    named = {name for row in ROWS.values() for name in re.findall(r"\w+", row.make)}
    assert [module.__name__ for module in modules if module.__name__ not in named] == []


@pytest.mark.parametrize(
    "wrong",
    [
        ["2x3 float64", 1.0 + 1e-7, 0.5, 1.0],
        ["2x3 float64", 1.0, 0.5 + 1e-8, 1.0],
        ["2x3 float32", 1.0, 0.5, 1.0],
        ["3x2 float64", 1.0, 0.5, 1.0],
    ],
)
def test_a_figure_that_is_off_is_seen(wrong):
    assert differences([wrong], [["2x3 float64", 1.0, 0.5, 1.0]])
