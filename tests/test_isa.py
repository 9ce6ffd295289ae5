"""Instruction sets: the same bits where promised, close results elsewhere, and the override."""

from __future__ import annotations

import operator
import shutil
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

LEVELS = rg._core.isa_levels()
EXACT = ["add", "sub", "mul", "truediv", "eq", "ne", "lt", "le", "gt", "ge"]


@pytest.fixture
def any_isa():
    """Restore the level."""
    before = rg._core.isa()
    yield
    rg._core.set_isa(before)


def values(dtype, seed):
    """Floats of every magnitude, subnormal to huge, with zeros and infinities between."""
    rng = np.random.default_rng(seed)
    bits = rng.integers(0, 2**64 - 1, 4099, np.uint64)
    x = (bits >> 32).astype(np.uint32).view(np.float32) if dtype == "float32" else bits.view("f8")
    x = np.nan_to_num(x, nan=1.0, posinf=np.inf, neginf=-np.inf)
    x[::17], x[5::31] = 0.0, np.inf
    return x


@pytest.mark.parametrize("dtype", ["float32", "float64"])
@pytest.mark.parametrize("name", EXACT)
def test_arithmetic_and_comparisons_are_the_same_bits_on_every_level(name, dtype, any_isa):
    a, b = values(dtype, 1), values(dtype, 2)
    with np.errstate(all="ignore"):
        want = getattr(operator, name)(a, b)
    for level in LEVELS:
        rg._core.set_isa(level)
        assert rg._core.isa() == level
        got = getattr(operator, name)(rg.tensor(a), rg.tensor(b)).numpy()
        np.testing.assert_array_equal(np.isnan(got), np.isnan(want), err_msg=level)
        kept = ~np.isnan(want)
        assert got[kept].tobytes() == want[kept].tobytes(), level


def test_levels_rise_and_the_best_is_chosen():
    assert LEVELS
    assert len(set(LEVELS)) == len(LEVELS)
    out = run_python(
        "import retrograd as rg; print(rg._core.isa(), *rg._core.isa_levels())",
        env={"RETROGRAD_ISA": ""},
    ).split()
    assert out[0] == out[-1]


@pytest.mark.parametrize("level", LEVELS)
def test_the_environment_chooses_the_level(level):
    code = "import retrograd as rg; print(rg._core.isa(), (rg.ones(40) + 1).sum().item())"
    assert run_python(code, env={"RETROGRAD_ISA": level}).split() == [level, "80.0"]


def test_a_level_in_the_environment_that_is_not_there_is_warned_of():
    code = """
        import warnings
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            import retrograd as rg
        (w,) = caught
        print(rg._core.isa() == rg._core.isa_levels()[-1], w.category.__name__, w.message)
    """
    said = run_python(code, env={"RETROGRAD_ISA": "v9"})
    assert said.startswith("True UserWarning RETROGRAD_ISA='v9' is ignored: this machine and build")
    assert all(level in said for level in LEVELS)


def test_an_unknown_level_is_refused_and_changes_nothing(any_isa):
    before = rg._core.isa()
    with pytest.raises(ValueError, match="v9"):
        rg._core.set_isa("v9")
    assert rg._core.isa() == before


@pytest.mark.skipif(not (shutil.which("g++") and shutil.which("nm")), reason="needs g++ and nm")
@pytest.mark.parametrize(
    "code, options, said",
    [
        ("namespace { int f(int x) { return x; } } int g(int x) { return f(x); }", [], ""),
        ("inline int leaked(int x) { return x; } int (*g)(int) = leaked;", [], "leaked"),
        ("namespace retrograd { void rest(); } void g() { retrograd::rest(); }", [], ""),
        (
            "namespace retrograd { void rest(); } void g() { retrograd::rest(); }",
            ["-fno-exceptions", "-fno-asynchronous-unwind-tables"],
            "calls retrograd::rest()",
        ),
    ],
)
def test_the_object_check_finds_what_kernels_may_not_have(code, options, said, tmp_path):
    check = Path(__file__).parent / "check_isa_objects.py"
    source, target = tmp_path / "kernel.cpp", tmp_path / "kernel.o"
    source.write_text(code)
    subprocess.run(["g++", "-O0", *options, "-c", source, "-o", target], check=True)
    done = subprocess.run(
        [sys.executable, check, target], capture_output=True, text=True, check=False
    )
    assert done.returncode == bool(said), done.stderr
    assert said in done.stderr
