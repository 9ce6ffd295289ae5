"""What every test file shares."""

from __future__ import annotations

import gc
import importlib
import importlib.util
import signal

import pytest
import retrograd as rg

PACKAGES = ["retrograd", *(["torch"] if importlib.util.find_spec("torch") else [])]

# Shells start programs in the background with Ctrl-C switched off, and some tests send it.
signal.signal(signal.SIGINT, signal.default_int_handler)


def pytest_addoption(parser):
    parser.addoption(
        "--update", action="store_true", help="rewrite the committed stub from the binding rows"
    )


def pytest_collection_modifyitems(items):
    """Processes that share the tests must collect the same ones."""
    for item in items:
        if " at 0x" in item.nodeid:
            raise pytest.UsageError(f"the address of an object names a test: {item.nodeid}")


def pytest_collection_finish():
    """Leave out of every collection to come what lives as long as the tests: it took 0.3 s each."""
    gc.collect()
    gc.freeze()


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


@pytest.fixture
def fw(ag):
    """The package's forward_ad."""
    return importlib.import_module(f"{ag.__name__}.autograd.forward_ad")


@pytest.fixture
def level(fw):
    """A dual level around the test."""
    with fw.dual_level():
        yield


@pytest.fixture
def dual(ag, fw, level):
    """Make a dual tensor of two lists."""

    def make(primal, tangent, **options):
        primal, tangent = ag.tensor(primal, **options), ag.tensor(tangent)
        return fw.make_dual(primal, tangent)

    return make


@pytest.fixture
def tangent(fw):
    """Return the tangent of a tensor as a list, or None."""

    def of(x):
        t = fw.unpack_dual(x).tangent
        return None if t is None else t.tolist()

    return of


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
