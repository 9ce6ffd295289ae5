"""The committed type stubs are those that the binding rows write."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import retrograd as rg
from stub_text import stubs

PACKAGE = Path(__file__).resolve().parent.parent / "python" / "retrograd"
STUB = PACKAGE / "_core.pyi"
STUBS = stubs()


@pytest.mark.parametrize("path", STUBS)
def test_the_committed_stubs_are_up_to_date(path, request):
    if request.config.getoption("--update"):
        (PACKAGE / path).write_text(STUBS[path])
    assert (PACKAGE / path).read_text() == STUBS[path], "run pytest tests/test_stubs.py --update"


@pytest.fixture(scope="module")
def tree():
    return ast.parse(STUB.read_text())


def test_every_function_of_the_stub_exists(tree):
    names = [n.name for n in tree.body if isinstance(n, ast.FunctionDef)]
    assert len(names) > 80
    assert [n for n in names if not callable(getattr(rg._core, n, None))] == []


def test_every_method_and_attribute_of_the_stub_exists(tree):
    (tensor,) = (n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Tensor")
    names = {n.name for n in tensor.body if isinstance(n, ast.FunctionDef)}
    names |= {n.target.id for n in tensor.body if isinstance(n, ast.AnnAssign)}
    assert len(names) > 80
    assert sorted(n for n in names if not hasattr(rg.Tensor, n)) == []


def test_every_public_method_is_in_the_stub(tree):
    (tensor,) = (n for n in tree.body if isinstance(n, ast.ClassDef) and n.name == "Tensor")
    names = {n.name for n in tensor.body if isinstance(n, ast.FunctionDef)}
    names |= {n.target.id for n in tensor.body if isinstance(n, ast.AnnAssign)}
    one = rg.ones(1, 1)
    public = {n for n in vars(rg.Tensor) if not n.startswith("_") and hasattr(one, n)}
    assert sorted(public - names) == []
