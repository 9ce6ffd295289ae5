"""Packages that were made for torch give on the engine what they give on torch."""

from __future__ import annotations

import importlib
import importlib.util
import json
import sys

import pytest
from packages_use import FILE, USES, run

FIGURES = json.loads(FILE.read_text())

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("torch") is not None, reason="torch is there"),
    pytest.mark.filterwarnings("ignore"),  # those of the packages
]


# Packages that do without torch need not be loaded again, nor can all of them be.
APART = {"beartype", "graphviz", "packaging", "scipy", "sklearn", "tabulate", "tqdm"}


@pytest.fixture(scope="module")
def torch():
    """torch is retrograd; afterwards it is what it was, and what has used it is gone."""
    as_torch = importlib.import_module("retrograd.as_torch")
    as_torch.install()
    yield importlib.import_module("torch")
    as_torch.remove()
    users = {package for _, packages in USES.values() for package in packages} - APART
    for name in [name for name in sys.modules if name.partition(".")[0] in users]:
        del sys.modules[name]


def leaves(value, path=""):
    """The numbers and texts of nested lists and dicts, each with where it stands."""
    if isinstance(value, dict):
        for key, part in value.items():
            yield from leaves(part, f"{path}.{key}")
    elif isinstance(value, list):
        for i, part in enumerate(value):
            yield from leaves(part, f"{path}[{i}]")
    else:
        yield path, value


def test_every_use_has_figures():
    assert set(USES) == set(FIGURES)


@pytest.mark.parametrize("name", USES)
def test_a_package_gives_what_it_gives_on_torch(name, torch):
    for package in USES[name][1]:
        if importlib.util.find_spec(package) is None:
            pytest.skip(f"{package} is not installed")
    found, wanted = list(leaves(run(name, torch))), list(leaves(FIGURES[name]))
    assert [path for path, _ in found] == [path for path, _ in wanted]
    for (path, value), (_, figure) in zip(found, wanted, strict=True):
        close = pytest.approx(figure, rel=1e-4, abs=1e-6) if isinstance(figure, float) else figure
        assert value == close, path
