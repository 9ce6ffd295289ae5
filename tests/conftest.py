"""What every test file shares."""

from __future__ import annotations

import gc
import importlib
import importlib.util

import pytest
import retrograd as rg


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="rewrite the committed stub from the binding rows"
    )


@pytest.fixture(params=rg._core.isa_levels())
def isa(request):
    """Run the test at every instruction set level of this machine."""
    before = rg._core.isa()
    rg._core.set_isa(request.param)
    yield request.param
    rg._core.set_isa(before)


@pytest.fixture(autouse=True)
def grad_mode_stays_on():
    """No test may leave gradient recording off for the next one."""
    yield
    left_on = rg.is_grad_enabled()
    rg.set_grad_enabled(True)
    assert left_on


@pytest.fixture
def threads():
    """Restore the number of threads."""
    before = rg.get_num_threads()
    yield
    rg.set_num_threads(before)


@pytest.fixture
def counts():
    """What is alive, after a collection: (tensors, nodes, bytes)."""

    def now():
        gc.collect()
        return (rg._core.live_tensors(), rg._core.live_nodes(), rg._core.live_bytes())

    return now


@pytest.fixture(
    scope="session",
    params=[name for name in ("retrograd", "torch") if importlib.util.find_spec(name)],
)
def lib(request):
    """Run the test on this package and, where it is installed, on torch, which it speaks for."""
    return importlib.import_module(request.param)
