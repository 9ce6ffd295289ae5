"""Faults of group H: reference cycles through the graph, and what hooks leave behind."""

from __future__ import annotations

import gc
import sys
import weakref

import pytest
import retrograd as rg


class Payload:
    """Something to hold, whose death can be seen."""


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


def hook_over(*things):
    def hook(*_):
        assert isinstance(things, tuple)

    return hook


def own_tensor():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.register_hook(hook_over(y, p))
    return p


def own_tensor_after_backward():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.register_hook(hook_over(y, p))
    y.backward()
    return p


def own_tensor_kept_by_the_graph():
    x, p = leaf(1.0), Payload()
    y = x.exp()
    y.register_hook(hook_over(y, p))
    z = y * 3
    z.register_hook(hook_over(z, y))
    return p


def own_leaf():
    x, p = leaf(1.0), Payload()
    x.register_hook(hook_over(x, p))
    (x * 2).backward()
    return p


def own_leaf_accumulated():
    x, p = leaf(1.0), Payload()
    x.register_post_accumulate_grad_hook(hook_over(x, p))
    (x * 2).backward()
    return p


def own_node():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.grad_fn.register_hook(hook_over(y, p))
    y.grad_fn.register_prehook(hook_over(y, p))
    return p


def own_node_alone():
    x, p = leaf(1.0), Payload()
    node = (x * 2).grad_fn
    node.register_hook(hook_over(node, p))
    return p


def bound_method():
    class Model:
        def __init__(self):
            self.w = leaf(1.0)
            self.w.register_hook(self.seen)
            self.p = Payload()

        def seen(self, grad):
            return None

    model = Model()
    (model.w * 2).backward()
    return model.p


def metadata():
    x, p = leaf(1.0), Payload()
    y = x * 2
    y.grad_fn.metadata["kept"] = y, p
    return p


def handle_in_the_hook():
    x, p = leaf(1.0), Payload()
    held = []
    held.append(x.register_hook(hook_over(x, held, p)))
    return p


def behind_a_chain():
    x, p = leaf(1.0), Payload()
    y = x * 2
    z = y
    for _ in range(100):
        z = z + 1
    y.register_hook(hook_over(z, p))
    del y
    return p


def multi_grad_hook():
    a, b, p = leaf(1.0), leaf(2.0), Payload()
    y = a * 2
    rg.autograd.graph.register_multi_grad_hook((y, b), hook_over(y, b, p))
    (y * b).backward()
    return p


CYCLES = [
    own_tensor,
    own_tensor_after_backward,
    own_tensor_kept_by_the_graph,
    own_leaf,
    own_leaf_accumulated,
    own_node,
    own_node_alone,
    bound_method,
    metadata,
    handle_in_the_hook,
    behind_a_chain,
    multi_grad_hook,
]


@pytest.mark.parametrize("make", CYCLES, ids=lambda f: f.__name__)
def test_a_cycle_is_collected(make, counts):
    before = counts()
    mark = weakref.ref(make())
    gc.collect()
    gc.collect()  # what a first collection takes apart may have shared nodes with another cycle
    assert mark() is None
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


def test_collections_during_a_run_leave_its_hooks_alone():
    x, seen = leaf(1.0), []
    y = x.exp()

    def hook(g):
        gc.collect()
        seen.append(y.item())
        gc.collect()

    y.register_hook(hook)
    y.register_hook(hook)
    x.register_hook(hook)
    x.register_post_accumulate_grad_hook(hook)
    z = y * 1
    del hook
    z.backward()
    assert len(seen) == 4


def test_a_hook_may_delete_its_graph_and_itself():
    x, held = leaf(2.0), {}
    held["y"] = x * x

    def hook(*_):
        held.clear()
        gc.collect()

    held["handle"] = held["y"].register_hook(hook)
    held["y"].grad_fn.register_hook(hook)
    held["y"].grad_fn.register_prehook(hook)
    held["y"].backward()
    assert x.grad.tolist() == [4.0]


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
