"""Every public function has a docstring with the sections of the house, and its example runs."""

from __future__ import annotations

import doctest
import inspect
import re
import warnings

import numpy
import pytest
import retrograd as rg

SECTIONS = ["Shape:", "Dtype:", "Grad:", "Raises:", "Source:"]
PLACES = {"": rg, "nn.functional": rg.nn.functional, "autograd": rg.autograd, "Tensor": rg.Tensor}

PYTHON_PLACES = {
    "autograd": rg.autograd,
    "autograd.forward_ad": rg.autograd.forward_ad,
    "autograd.functional": rg.autograd.functional,
    "func": rg.func,
}


def built_in(thing) -> bool:
    return inspect.isbuiltin(thing) or inspect.ismethoddescriptor(thing)


def documented() -> dict:
    """Every public function and method that comes from a binding row, by its path."""
    found = {}
    for place, holder in PLACES.items():
        for name, thing in vars(holder).items():
            if not name.startswith("_") and built_in(thing):
                found[f"{place}.{name}".lstrip(".")] = thing
    return found | in_python()


def in_python() -> dict:
    """Every public function that is written in Python, by its path."""
    return {
        f"{place}.{name}": getattr(holder, name)
        for place, holder in PYTHON_PLACES.items()
        for name in holder.__all__
        if inspect.isfunction(getattr(holder, name))
    }


DOCUMENTED = documented()


def test_the_rows_are_found():
    assert {"mul", "Tensor.mul", "nn.functional.mse_loss", "Tensor.view"} <= set(DOCUMENTED)
    assert len(DOCUMENTED) > 150


@pytest.mark.parametrize("path", DOCUMENTED)
def test_a_docstring_has_every_section_in_order(path):
    doc = inspect.getdoc(DOCUMENTED[path])
    assert doc, "no docstring"
    summary, rest = doc.split("\n", 1)
    assert summary.strip()
    at = [rest.find(f"\n{section}") for section in SECTIONS]
    assert -1 not in at, f"missing: {[s for s, i in zip(SECTIONS, at, strict=True) if i < 0]}"
    assert at == sorted(at)
    assert rest.find("\n>>> ") > at[-1], "no example at the end"
    assert re.search(r"^Source:\s+\S", rest, re.MULTILINE)
    assert max(map(len, doc.splitlines())) <= 100


@pytest.mark.parametrize("path", DOCUMENTED)
def test_a_signature_can_be_read(path):
    text = getattr(DOCUMENTED[path], "__text_signature__", None)
    assert text is None or text.startswith("(")
    if text is not None:
        inspect.signature(DOCUMENTED[path])


@pytest.mark.parametrize("path", DOCUMENTED)
def test_the_example_prints_what_it_says(path):
    parser, failures = doctest.DocTestParser(), []
    example = parser.get_doctest(
        inspect.getdoc(DOCUMENTED[path]), {"rg": rg, "numpy": numpy}, path, None, 0
    )
    assert example.examples
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    rg.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runner.run(example, out=failures.append)
    assert not failures, "".join(failures)
