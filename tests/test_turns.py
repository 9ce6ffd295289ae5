"""Other threads and signal handlers get their turns while the engine works."""

from __future__ import annotations

import gc
import signal
import threading
import time

import pytest
import retrograd as rg
from subprocess_run import run_python


def test_other_threads_run_while_small_nodes_are_run_backwards():
    x = rg.ones(1000, requires_grad=True)
    y = x
    for _ in range(400_000):
        y = y * 1.0
    ticks, started, over = [], threading.Event(), threading.Event()

    def tick():
        started.set()
        while not over.is_set():
            ticks.append(time.perf_counter())

    thread = threading.Thread(target=tick)
    thread.start()
    started.wait(10)
    try:
        begin = time.perf_counter()
        y.backward(rg.ones(1000))
        end = time.perf_counter()
    finally:
        over.set()
        thread.join()
    third = (end - begin) / 3
    assert any(begin + third < t < end - third for t in ticks)
    assert x.grad.sum().item() == 1000


SEARCH = """
    import gc, signal
    import retrograd as rg

    found = []
    def search(*_):
        for thing in gc.get_objects():
            if type(thing) in (list, tuple) and len(thing) >= 150_000:
                found.append(repr(thing[-1]))
    signal.signal(signal.SIGALRM, search)
    x = rg.ones(1).expand(300_000)
    for n in range(1, 13):
        signal.setitimer(signal.ITIMER_REAL, 0.0012 * n)  # one signal, later and later
        assert len(x.{call}()) == 300_000
    signal.setitimer(signal.ITIMER_REAL, 0)
    print(set(found) <= {{"1.0", "tensor(1.)"}})
"""


@pytest.mark.parametrize("call", ["unbind", "tolist"])
def test_a_signal_handler_finds_no_list_or_tuple_with_empty_places(call):
    assert run_python(SEARCH.format(call=call)) == "True\n"


class Looking:
    """Looks for a Size that is being made, when it is asked for its value."""

    def __init__(self, seen):
        self.seen = seen

    def __index__(self):
        self.seen += [repr(o) for o in gc.get_objects() if type(o) is rg.Size and len(o) == 13]
        return 7

    def __int__(self):
        return 5


def test_lengths_are_asked_for_before_there_is_a_size():
    seen = []
    lengths = [Looking(seen), Looking(seen), *[True] * 11]  # as no other Size that is still there
    assert rg.Size(lengths) == (7, 7, *[1] * 11)
    assert seen == []


def test_a_signal_handler_may_compute_and_run_backwards_in_the_middle_of_an_operation():
    """The handler runs where the operation has let go of the interpreter's lock."""
    w = rg.ones(3, requires_grad=True)
    large = rg.ones(4_000_000)
    calls = []

    def handler(*_):
        w.grad = None
        y = (w * w).exp().sum()
        y.register_hook(lambda g: calls.append(g.item()))
        y.backward()
        calls.append(w.grad.tolist())
        if going:  # or one that was under way would set the timer for whose handler comes back
            signal.setitimer(signal.ITIMER_REAL, 0.002)  # one at a time

    going = True
    before = signal.signal(signal.SIGALRM, handler)
    try:
        signal.setitimer(signal.ITIMER_REAL, 0.002)
        deadline = time.monotonic() + 20
        while len(calls) < 6 and time.monotonic() < deadline:
            assert large.exp().sum().item() > 0
            large.clone().mul_(2).softmax(0)
    finally:
        going = False
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    assert len(calls) >= 6
    assert calls[0::2] == [1.0] * len(calls[0::2])
    grads = calls[1::2]
    assert all(g == grads[0] for g in grads)
    results = []
    thread = threading.Thread(target=lambda: results.append((w * 2).sum().item()))
    thread.start()
    thread.join()
    assert results == [6.0]
