"""Ctrl-C reaches every long call: products, splits, joins, and conversions of many elements.

Each of them would go on for many seconds, or for ever. The bound leaves room for a loaded machine.
"""

from __future__ import annotations

import signal
import threading
import time

import pytest
import retrograd as rg
from subprocess_run import finish, sanitized, start_python

# Seconds. A sanitizer takes long to free the millions of tensors that were made.
LATE = 5.0 if sanitized() else 1.0

# As many rows as there are positions, all of them written to one.
POSITIONS = (
    "x, v = rg.zeros(1, 2**16), rg.ones(1).expand(2**22, 2**16);i = rg.zeros(2**22, dtype=rg.int64)"
)
WORK = {
    "dot": ("x = rg.ones(1).expand(2**38)", "x.dot(x)"),
    "dot_int64": ("x = rg.ones(1, dtype=rg.int64).expand(2**38)", "x.dot(x)"),
    "dot_contiguous": ("x = rg.ones(2**18).as_strided((2**20, 2**18), (0, 1))", "x.mv(x[0])"),
    "matrix_vector": ("x = rg.ones(1, 1).expand(2**19, 2**19)", "x.mv(rg.ones(2**19))"),
    "vector_matrix": (
        "x = rg.ones(2**18).as_strided((2**20, 2**18), (0, 1))",
        "rg.ones(2**20) @ x",
    ),
    "matrices": ("x = rg.ones(1, 1).expand(2**10, 2**28)", "x @ x.t()"),
    "flat_matrices": ("x = rg.ones(1, 1).expand(3, 2**36)", "x @ x.t()"),
    "batches": ("x = rg.ones(1, 1, 1).expand(8, 16, 2**34)", "x.bmm(x.transpose(1, 2))"),
    "linear": ("x = rg.ones(1, 1).expand(64, 2**32)", "rg.nn.functional.linear(x, x)"),
    "unbind": ("x = rg.ones(1).expand(20_000_000)", "x.unbind()"),
    "unbind_recorded": ("x = rg.ones(1, requires_grad=True).expand(20_000_000)", "x.unbind()"),
    "split": ("x = rg.ones(1).expand(20_000_000)", "x.split(1)"),
    "tolist": ("x = rg.ones(1, 1).expand(2**24, 2**12)", "x.tolist()"),
    "tensor": ("x = [1.0] * 10_000_000", "rg.tensor([x] * 1000)"),
    "cat": ("x = [rg.ones(1)] * 5_000_000", "rg.cat(x)"),
    "index_add": (POSITIONS, "x.index_add_(0, i, v)"),
    "index_copy": (POSITIONS, "x.index_copy_(0, i, v)"),
}


def interrupt(setup: str, work: str, delay: float) -> float:
    """Send Ctrl-C ``delay`` s after ``work`` began; return how long the answer took."""
    child = start_python(LOOP.format(setup=setup, work=work))
    watchdog = threading.Timer(60, child.kill)
    watchdog.start()
    try:
        assert child.stdout.readline() == "ready\n", finish(child)
        time.sleep(delay)
        child.send_signal(signal.SIGINT)
        start = time.perf_counter()
        answer = child.stdout.readline()
        took = time.perf_counter() - start
    finally:
        watchdog.cancel()
    finish(child)
    assert answer == "interrupted\n"
    return took


LOOP = """
    import os, signal
    import retrograd as rg
    signal.signal(signal.SIGINT, signal.default_int_handler)
    {setup}
    def work():
        {work}
    print("ready", flush=True)
    try:
        work()
        print("finished", flush=True)
    except KeyboardInterrupt:
        print("interrupted", flush=True)
        assert (rg.ones(2) + 1).tolist() == [2.0, 2.0]
        assert (rg.ones(300, 300) @ rg.ones(300, 300)).sum().item() == 300.0**3
    os._exit(0)
"""


def test_ctrl_c_gets_out_of_a_long_loop_of_operations():
    assert interrupt("x = rg.ones(1000)", "while True: y = x * 1.0 + 0.0", 0.2) < LATE


def test_ctrl_c_gets_out_of_a_loop_of_large_operations():
    assert interrupt("x = rg.ones(3_000_000)", "while True: x.exp().sum()", 0.2) < LATE


@pytest.mark.parametrize(
    ("setup", "work"),
    [
        ("x = rg.zeros(1).expand(2**38)", "x.sum()"),
        ("x = rg.zeros(1).expand(2**38)", "x.argmax(0)"),
        ("x = rg.zeros(8).expand(2**36, 8)", "x.sum(0)"),
    ],
)
def test_ctrl_c_gets_out_of_one_huge_operation(setup, work):
    assert interrupt(setup, work, 0.2) < LATE


def test_ctrl_c_gets_out_of_a_backward_over_a_million_nodes():
    setup = """x = y = rg.ones(100, requires_grad=True)
    for _ in range(1_000_000): y = y * 1.0
    y = y.sum()"""
    assert interrupt(setup, "y.backward()", 0.02) < LATE


@pytest.mark.parametrize("name", WORK)
def test_ctrl_c_gets_out_of_products_splits_and_conversions(name):
    assert interrupt(*WORK[name], 0.2) < LATE


@pytest.mark.parametrize("name", ["matrix_vector", "matrices", "dot_contiguous"])
def test_ctrl_c_stops_the_helpers_of_a_product_too(name):
    setup, work = WORK[name]
    assert interrupt(f"rg.set_num_threads(3); {setup}", work, 0.2) < LATE


@pytest.mark.parametrize("call", ["unbind()", "split(1)", "split([1] * 3 + [2**40 - 3])[:1]"])
def test_more_pieces_than_memory_are_refused_before_the_first(call):
    x = rg.zeros(1).expand(2**40)  # noqa: F841
    start = time.perf_counter()
    if "[" in call:
        assert len(eval(f"x.{call}")) == 1
    else:
        with pytest.raises(rg.errors.OutOfMemory, match=call.split("(")[0]):
            eval(f"x.{call}")
    assert time.perf_counter() - start < LATE
