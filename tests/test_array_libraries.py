"""SciPy and scikit-learn compute on tensors by their namespace, and give tensors back."""

from __future__ import annotations

import json

import pytest
from subprocess_run import run_python, sanitized

pytest.importorskip("numpy", minversion="2.1")
pytest.importorskip("scipy", minversion="1.17")
pytest.importorskip("sklearn", minversion="1.9")


@pytest.fixture(scope="module")
def told():
    # SciPy reads the switch when it is loaded, which other tests may have done here without it.
    code = "import runpy; runpy.run_module('array_libraries', run_name='__main__')"
    return json.loads(run_python(code, timeout=120, env={"SCIPY_ARRAY_API": "1"}))


@pytest.mark.skipif(sanitized(), reason="SciPy's own modules have no sanitizers")
@pytest.mark.parametrize(("library", "least"), [("scipy", 70), ("sklearn", 35)])
def test_a_library_gives_tensors_for_tensors(told, library, least):
    assert told["faults"][library] == {}
    assert told["tried"][library] >= least


def test_scipy_takes_tensors_that_are_called_torchs():
    out = run_python(
        """
        import retrograd.as_torch
        import torch
        from scipy.special import logsumexp

        x = torch.zeros(4, requires_grad=True)
        logsumexp(x).backward()
        print(x.grad.tolist())
        """,
        env={"SCIPY_ARRAY_API": "1"},
    )
    assert out == "[0.25, 0.25, 0.25, 0.25]\n"
