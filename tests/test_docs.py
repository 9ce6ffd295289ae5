"""Every public function has a docstring with the sections of the house, and its example runs."""

from __future__ import annotations

import doctest
import importlib
import inspect
import pkgutil
import re
import warnings
from pathlib import Path

import numpy
import pytest
import retrograd as rg
from subprocess_run import run_python

SECTIONS = ["Shape:", "Dtype:", "Grad:", "Raises:", "Source:"]
PLACES = {
    "": rg,
    "nn.functional": rg.nn.functional,
    "linalg": rg.linalg,
    "special": rg.special,
    "autograd": rg.autograd,
    "Tensor": rg.Tensor,
}

PYTHON_PLACES = {
    "autograd": rg.autograd,
    "autograd.forward_ad": rg.autograd.forward_ad,
    "autograd.functional": rg.autograd.functional,
    "func": rg.func,
    "testing": rg.testing,
}


# Where users look for what they call.
SIGNED = """
 .autograd .autograd.functional .func .linalg .nn .nn.functional .nn.init .nn.utils .nn.utils.rnn
 .optim .optim.lr_scheduler .random .special .testing .utils.checkpoint .utils.data"""
SIGNED = ["", *SIGNED.split()]


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
    # The forms of an overloaded function stand in front, one a line.
    assert max(map(len, doc.split("\n\n", 1)[1].splitlines())) <= 100


@pytest.mark.parametrize("path", DOCUMENTED)
def test_a_signature_can_be_read(path):
    thing, name = DOCUMENTED[path], path.rsplit(".", 1)[-1]
    signature = str(inspect.signature(thing))
    if signature.endswith("*args, **kwargs)") and built_in(thing) and name != "new":  # overloads
        forms = inspect.getdoc(thing).split("\n\n", 1)[0].splitlines()
        assert len(forms) > 1
        assert [form for form in forms if not re.fullmatch(rf"{name}\(.*\)", form)] == []


@pytest.mark.parametrize("path", SIGNED)
def test_all_that_can_be_called_has_a_signature(path):
    module = importlib.import_module(f"retrograd{path}")
    things = {name: getattr(module, name) for name in module.__all__}
    if module is rg:
        things |= {f"Tensor.{n}": getattr(rg.Tensor, n) for n in dir(rg.Tensor) if n[0] != "_"}
    for name, thing in things.items():
        is_error = isinstance(thing, type) and issubclass(thing, BaseException)
        if callable(thing) and not is_error:  # Python itself does not say one for most of those
            assert inspect.signature(thing) is not None, name


@pytest.mark.parametrize(
    ("thing", "signature"),
    [
        (rg.mul, "(input, other, *, out=None)"),
        (rg.add, "(input, other, *, alpha=1, out=None)"),
        (rg.Tensor.add_, "(self, /, other, *, alpha=1)"),
        (rg.split, "(tensor, split_size_or_sections, dim=0)"),
        (rg.max, "(input, *args, **kwargs)"),
        (rg.where, "(condition, *args, **kwargs)"),
        (rg.Tensor.view, "(self, /, *args, **kwargs)"),
        (rg.Tensor.mul_, "(self, /, other)"),
        (rg.Tensor.sum, "(self, /, dim=None, keepdim=False, *, dtype=None)"),
        (
            rg.zeros,
            "(*size, dtype=None, device=None, requires_grad=False, layout=None, pin_memory=False,"
            " out=None)",
        ),
        (rg.device, "(type, index=None)"),
        (rg.Generator, "(device='cpu')"),
    ],
    ids=str,
)
def test_a_signature_is_the_one_that_is_accepted(thing, signature):
    assert str(inspect.signature(thing)) == signature


def test_overloads_show_all_of_their_forms():
    forms = [
        "max(input, *, out=None)",
        "max(input, other, *, out=None)",
        "max(input, dim, keepdim=False, *, out=None)",
    ]
    assert inspect.getdoc(rg.max).splitlines()[:4] == [*forms, ""]
    forms = ["max()", "max(other)", "max(dim, keepdim=False)"]
    assert inspect.getdoc(rg.Tensor.max).splitlines()[:4] == [*forms, ""]


def test_help_begins_with_how_to_import():
    assert ">>> import retrograd as rg\n" in rg.__doc__


def failures_of(example: doctest.DocTest) -> str:
    said: list[str] = []
    runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS)
    rg.manual_seed(0)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        runner.run(example, out=said.append)
    return "".join(said)


@pytest.mark.parametrize("path", DOCUMENTED)
def test_the_example_prints_what_it_says(path):
    example = doctest.DocTestParser().get_doctest(
        inspect.getdoc(DOCUMENTED[path]), {"rg": rg, "numpy": numpy}, path, None, 0
    )
    assert example.examples
    assert not failures_of(example)


def examples_of_classes() -> dict:
    """Every example of the Python files, and of the classes that they take from the core."""
    modules = [
        importlib.import_module(found.name)
        for found in pkgutil.walk_packages(rg.__path__, "retrograd.")
        if not found.name.endswith(("._core", ".__main__", ".as_torch"))
    ]
    finder = doctest.DocTestFinder(exclude_empty=True)
    return {
        example.name: example
        for thing in (*modules, rg.autograd.graph.Node, rg.autograd.graph.GradientEdge)
        for example in finder.find(thing, globs={"rg": rg})
        if example.examples
    }


EXAMPLES = examples_of_classes()


def test_classes_have_examples():
    found = {name.rsplit(".", 1)[-1] for name in EXAMPLES}
    assert {"no_grad", "Function", "Node", "GradientEdge", "GradcheckError", "explain"} <= found


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_of_a_class_prints_what_it_says(name, monkeypatch, tmp_path_factory):
    if name.startswith("retrograd.safetensors."):  # which writes files
        pytest.importorskip("safetensors")
        monkeypatch.chdir(tmp_path_factory.mktemp("examples"))
    assert not failures_of(EXAMPLES[name])


def test_every_public_name_stands_on_a_page_of_the_reference():
    folder = str(Path(__file__).parents[1] / "docs/_ext")
    found = run_python(f"""
        import sys
        sys.path.insert(0, {folder!r})
        from plan import Plan
        print(*Plan().missing())
    """)
    assert found.split() == [], "list them, or their module, on a page of docs/reference"
