"""What every test file shares."""

from __future__ import annotations

import gc
import importlib.util

import pytest
import retrograd as rg

PACKAGES = ["retrograd", *(["torch"] if importlib.util.find_spec("torch") else [])]


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


@pytest.fixture(params=PACKAGES)
def ag(request):
    """The package; and torch where it is installed, so that our reading of it is tested too."""
    return pytest.importorskip(request.param)


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
