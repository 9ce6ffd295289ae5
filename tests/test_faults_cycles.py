"""Faults of group H: reference cycles through the graph, and what hooks leave behind."""

from __future__ import annotations

import gc
import math
import sys
import threading
import weakref

import pytest
import retrograd as rg
from cycles import CYCLES, Payload, hook_over, leaf, over_residual_blocks, residual, two_consumers


@pytest.fixture
def by_hand():
    """No collections but those of the test."""
    gc.collect()
    gc.disable()
    yield
    gc.enable()


@pytest.mark.filterwarnings("ignore:backward")
@pytest.mark.parametrize("make", CYCLES, ids=lambda f: f.__name__)
def test_a_cycle_is_collected_at_once(make, counts, by_hand):
    before = counts()
    mark = weakref.ref(make())
    assert counts() == before  # which collects once
    assert mark() is None


@pytest.mark.filterwarnings("ignore:backward")
def test_all_cycles_are_collected_together(counts, by_hand):
    before = counts()
    marks = [weakref.ref(make()) for make in CYCLES]
    assert counts() == before
    assert not any(mark() for mark in marks)


def test_cycles_are_collected_without_being_asked_for(counts):
    before = counts()
    marks = []
    for _ in range(50):
        marks += [weakref.ref(over_residual_blocks()), weakref.ref(two_consumers())]
        # Has Python collect young objects.
        enough = gc.get_threshold()[0] + 100
        assert len([[] for _ in range(enough)]) == enough
    assert sum(mark() is not None for mark in marks) < len(marks) / 2
    del marks
    assert counts() == before


def test_a_run_that_frees_the_graph_drops_its_hooks_at_once():
    gc.disable()
    try:
        x, p = leaf(1.0), Payload()
        y = x.exp()
        y.register_hook(hook_over(y, p))
        mark = weakref.ref(p)
        y.backward()
        del p
        assert mark() is None
    finally:
        gc.enable()


def test_removing_a_hook_lets_its_function_go_at_once():
    gc.disable()
    try:
        x, p = leaf(1.0), Payload()
        mark = weakref.ref(p)
        handle = x.register_hook(hook_over(p))
        del p
        assert mark() is not None
        handle.remove()
        assert mark() is None
    finally:
        gc.enable()


def test_a_handle_keeps_nothing_alive():
    x, p = leaf(1.0), Payload()
    mark = weakref.ref(p)
    handle = x.register_hook(hook_over(p))
    del x, p
    assert mark() is None
    handle.remove()


def test_what_is_alive_is_not_collected():
    x, p, seen = leaf(1.0), Payload(), []
    y = x.exp()

    def hook(g, p=p, y=y):
        seen.append((p, y))

    y.register_hook(hook)
    z = y * 2
    mark = weakref.ref(hook)
    del hook, p, y
    gc.collect()
    assert mark() is not None
    z.backward()
    assert isinstance(seen[0][0], Payload)


class Caller:
    """Counts the calls of a hook that needs all that it closes over."""

    def __init__(self):
        self.calls = 0

    def over(self, *things):
        def hook(*_):
            assert all(isinstance(t, (rg.Tensor, Payload)) for t in things)
            self.calls += len(things)

        return hook


@pytest.mark.parametrize("generation", [0, 1, 2])
def test_a_live_tensor_keeps_what_is_behind_it(generation, by_hand):
    x, p, seen = leaf(1.0), Payload(), Caller()
    y = residual(x)
    y.register_hook(seen.over(y, p))
    y.grad_fn.metadata["y"] = y, p
    top = residual(y)
    mark = weakref.ref(p)
    del x, y, p
    gc.collect(generation)
    assert mark() is not None
    top.backward(retain_graph=True)
    gc.collect(generation)
    top.backward()
    assert seen.calls == 4
    del top
    gc.collect()
    assert mark() is None


def test_a_live_node_or_edge_keeps_what_is_behind_it(by_hand):
    for hold in (lambda y: y.grad_fn, rg.autograd.graph.get_gradient_edge):
        y, p = residual(leaf(1.0)), Payload()
        y.register_hook(hook_over(y, p))
        held, mark = hold(residual(y)), weakref.ref(p)
        del y, p
        gc.collect()
        assert mark() is not None
        del held
        gc.collect()
        assert mark() is None


def test_a_graph_below_a_dead_one_lives(by_hand):
    x, seen, marks = leaf(1.0), Caller(), []
    shared, p = residual(x.exp()), Payload()
    shared.register_hook(seen.over(shared, p))
    alive = residual(shared * 2)
    dead, q = residual(shared), Payload()
    dead.register_hook(hook_over(dead, shared, q))
    marks = weakref.ref(p), weakref.ref(q)
    del shared, dead, p, q
    gc.collect()
    assert marks[0]() is not None and marks[1]() is None
    alive.backward()
    assert seen.calls == 2
    assert x.grad is not None


def test_a_tensor_of_c_keeps_what_is_behind_it(by_hand):
    """No Python object of ``y`` is left, nor of what saved it: .grad of a live leaf owns it."""
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    y = residual(x)
    y.register_hook(hook_over(y, p))
    w.grad = y.detach() * w * y
    mark = weakref.ref(p)
    del x, y, p
    gc.collect()
    assert mark() is not None
    w.grad.backward()
    w.grad = None
    gc.collect()
    assert mark() is None


@pytest.mark.parametrize("generation", [0, 1])
def test_an_old_object_keeps_what_is_behind_it(generation, by_hand):
    y = residual(leaf(1.0))
    top = residual(y)
    gc.collect()  # makes them old: collections of young objects do not look at them
    node, p = y.grad_fn, Payload()
    node.register_hook(hook_over(node, p))
    mark = weakref.ref(p)
    del y, node, p
    gc.collect(generation)
    assert mark() is not None
    top.backward(retain_graph=True)
    del top
    gc.collect()
    assert mark() is None


def test_attributes_of_a_saved_tensor_stay(by_hand):
    x, w, p = leaf(1.0), leaf(2.0), Payload()
    y = x * 2
    y.me, y.p = y, p
    z = residual(y * w)
    mark = weakref.ref(p)
    del y, p
    for generation in (0, 1, 2, 2):
        gc.collect(generation)
    assert mark() is not None
    z.backward()
    gc.collect()
    assert mark() is None


def test_a_finalizer_may_take_a_dead_graph_back(by_hand):
    saved = []

    class Saver:
        def __init__(self, y):
            self.y = y

        def __del__(self):
            saved.append(self.y * 2)  # owns nodes of the dead graph, and no Python object of it

    x, p, seen = leaf(1.0), Payload(), Caller()
    y = residual(x)
    y.register_hook(seen.over(p))
    y.saver = Saver(y)
    del x, y, p
    gc.collect()
    saved[0].backward(retain_graph=True)
    gc.collect()
    saved[0].backward()
    assert seen.calls == 2


def test_a_finalizer_may_move_a_part_of_a_dead_graph(by_hand):
    saved = []

    class Mover:
        def __init__(self, y):
            self.y = y

        def __del__(self):
            saved.append(self.y.grad)
            self.y.grad = None

    x, p, seen = leaf(1.0), Payload(), Caller()
    y = leaf(2.0)
    y.grad = residual(x)
    y.grad.register_hook(seen.over(p))
    y.mover = Mover(y)
    del x, y, p
    gc.collect()
    saved[0].backward()
    assert seen.calls == 1


def test_callbacks_of_others_may_change_the_graph(by_hand):
    seen, saved = Caller(), []
    y, p = residual(leaf(1.0)), Payload()
    y.register_hook(seen.over(p))
    y.me = y
    held = [y]

    def callback(phase, info):
        if held:
            saved.append(held.pop() * 2)

    gc.callbacks.append(callback)
    try:
        del y, p
        gc.collect()
    finally:
        gc.callbacks.remove(callback)
    saved[0].backward()
    assert seen.calls == 1


def test_collections_while_packing_and_unpacking_leave_all_alone(by_hand):
    x = leaf(3.0)

    def pack(t):
        gc.collect()
        return {"t": t}

    def unpack(packed):
        gc.collect()
        return packed["t"]

    with rg.autograd.graph.saved_tensors_hooks(pack, unpack):
        y = (x * x).exp() * x
    gc.collect()
    y.backward()
    want = math.exp(9.0) * (1 + 2 * 9.0)
    assert x.grad.item() == pytest.approx(want, rel=1e-5)


def test_a_run_in_another_thread_keeps_its_graph(by_hand):
    arrived, go_on, marks, error = threading.Event(), threading.Event(), [], []
    x = leaf(1.0)

    def work():
        y, p, seen = residual(x), Payload(), Caller()
        marks.append(weakref.ref(p))
        y.register_hook(seen.over(p))

        def wait(grad):
            arrived.set()
            go_on.wait(10)

        top = residual(y * 2)
        top.register_hook(wait)
        roots = [rg.autograd.graph.get_gradient_edge(top)]
        del y, p, top
        rg.autograd.backward(roots.pop(), rg.ones(1))
        if seen.calls != 1:
            error.append(seen.calls)

    thread = threading.Thread(target=work)
    thread.start()
    assert arrived.wait(10)
    for generation in (0, 1, 2, 2):
        gc.collect(generation)
    assert marks[0]() is not None
    go_on.set()
    thread.join()
    assert not error
    gc.collect()
    assert marks[0]() is None


def test_collections_beside_threads_that_run_graphs(by_hand):
    """Large tensors, so that kernels run while another thread collects."""
    x, wrong = rg.ones(1 << 19, requires_grad=True), []

    def work():
        for _ in range(6):
            p, seen = Payload(), Caller()
            y = x * 2
            y.label = p
            z = (y + y * y).softmax(0).sum()
            y.register_hook(seen.over(p, y))
            grad = rg.autograd.grad(z, x)[0]
            if seen.calls != 2 or grad.shape != x.shape or y.label is not p:
                wrong.append(seen.calls)

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        gc.collect()
    assert not wrong


def test_a_collection_goes_through_a_graph_once(by_hand):
    """Ten thousand tensors into one chain: with a walk for each it would be fifty million steps."""
    y, p, seen, tops = leaf(1.0), Payload(), Caller(), []
    y.register_hook(seen.over(p))
    for _ in range(10_000):
        y = y + 1
        tops.append(y)
    mark = weakref.ref(p)
    tops[0].register_hook(hook_over(tops, p))
    del p, y
    gc.collect()
    assert mark() is not None
    tops[-1].backward()
    assert seen.calls == 1
    del tops
    gc.collect()
    assert mark() is None


def test_a_cycle_of_a_long_chain_is_taken_apart_without_recursion(by_hand):
    x, p = leaf(1.0), Payload()
    y = x
    for _ in range(100_000):
        y = y + 1
    x.register_hook(hook_over(y, p))
    mark = weakref.ref(p)
    del x, y, p
    gc.collect()
    assert mark() is None


def test_what_was_saved_for_a_debugger_stays_whole(by_hand):
    y, p = residual(leaf(1.0)), Payload()
    seen = Caller()
    y.register_hook(seen.over(y, p))
    y.grad_fn.metadata["p"] = p
    del y, p
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        gc.collect()
    finally:
        gc.set_debug(0)
    held = [one for one in gc.garbage if isinstance(one, rg.Tensor) and not one.is_leaf]
    gc.garbage.clear()
    held[0].backward()
    assert seen.calls == 2


def refcounts(*things):
    gc.collect()
    return [sys.getrefcount(t) for t in things]


def test_ten_thousand_runs_with_hooks_leave_every_count_where_it_was(counts):
    x, w = leaf(1.0, 2.0), leaf(3.0)
    value = rg.ones(2)

    def replace(g):
        return value

    def see(*_):
        return None

    def fail(*_):
        raise KeyError

    def work():
        y = x * w
        a, b = y.register_hook(replace), y.grad_fn.register_prehook(see)
        with y.grad_fn.register_hook(see), x.register_hook(see):
            y.sum().backward()
        a.remove()
        y = x * w
        y.register_hook(fail)
        with pytest.raises(KeyError):
            y.sum().backward()
        x.grad = w.grad = None
        return b

    work()
    before = refcounts(x, w, value, replace, see, fail), counts()
    for _ in range(10_000):
        work()
    assert (refcounts(x, w, value, replace, see, fail), counts()) == before


def test_a_hundred_thousand_hooks_are_added_and_removed_in_little_time():
    x = leaf(1.0)
    handles = [x.register_hook(hook_over()) for _ in range(100_000)]
    (x * 1).backward()
    for handle in handles[::2] + handles[1::2]:
        handle.remove()
    x.grad = None
    (x * 1).backward()
    assert x.grad.tolist() == [1.0]
