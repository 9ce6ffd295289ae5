"""Thousands of repetitions of what goes wrong in the middle: nothing of it may stay behind."""

from __future__ import annotations

import gc
import sys

import pytest
import retrograd as rg
from functions import function, leaf
from subprocess_run import sanitized

REPETITIONS = 1_000  # of each pattern
hooks = rg.autograd.graph.saved_tensors_hooks


def fail(*_):
    raise KeyError("mine")


def see(*_):
    return None


# Each takes two leaves and ends in an exception, or in a graph that nobody holds any more.


def hook_that_raises(x, w):
    y = x * w
    y.register_hook(fail)
    y.backward()


def prehook_that_raises(x, w):
    y = x * w
    y.grad_fn.register_prehook(fail)
    y.backward()


def posthook_that_raises(x, w):
    y = x * w
    y.grad_fn.register_hook(fail)
    y.backward()


def leaf_hooks_that_raise(x, w):
    with x.register_hook(see), x.register_post_accumulate_grad_hook(fail):
        (x * w).backward()


def hook_that_returns_junk(x, w):
    y = x * w
    y.register_hook(lambda g: "junk")
    y.backward()


def posthook_that_returns_junk(x, w):
    y = x * w
    y.grad_fn.register_hook(lambda gi, go: (gi[0], "junk"))
    y.backward()


def hook_that_replaces(x, w):
    y = x * w
    y.register_hook(lambda g: g * 2)
    y.grad_fn.register_prehook(lambda gs: (None,))
    y.backward()


def hook_that_runs_the_graph_again(x, w):
    y = x * w
    y.grad_fn.register_hook(lambda gi, go: y.backward())
    y.backward()


def hook_that_drops_the_graph(x, w):
    held = [x * w]
    held[0].register_hook(lambda g: held.clear())
    held[0].backward()


def hook_that_is_never_called(x, w):
    y = x * w
    y.register_hook(see)
    y.grad_fn.register_hook(see)
    y.grad_fn.metadata["a"] = see


def hook_that_removes_itself(x, w):
    handles = []
    handles.append(x.register_hook(lambda g: handles[0].remove()))
    (x * w).backward()


def several_at_once(x, w):
    y = x * w
    y.register_hook(fail)
    with rg.autograd.graph.register_multi_grad_hook((x, w), see):
        y.backward()


def pack_that_raises(x, w):
    with hooks(fail, see):
        x * w


def unpack_that_raises(x, w):
    with hooks(lambda t: t, fail):
        y = x * w
    y.backward()


def unpack_that_returns_junk(x, w):
    with hooks(lambda t: [t], see):
        y = x * w
    y.backward()


FAILING_FORWARD = function(rg, fail)
FAILING_BACKWARD = function(rg, lambda ctx, x: (ctx.save_for_backward(x), x * 1)[1], fail)
JUNK_BACKWARD = function(rg, lambda ctx, x: x * 1, lambda ctx, g: (g, g, g))
WRITING = function(rg, lambda ctx, x: x * 1, lambda ctx, g: g.mul_(2))
SEED = rg.ones(1)


def forward_that_raises(x, w):
    FAILING_FORWARD.apply(x)


def backward_that_raises(x, w):
    FAILING_BACKWARD.apply(x).backward()


def backward_that_returns_junk(x, w):
    y = JUNK_BACKWARD.apply(x)
    y.grad_fn.note = see
    y.backward()


def backward_that_writes_to_the_gradient_of_others(x, w):
    WRITING.apply(x).backward(SEED)


PATTERNS = {
    hook_that_raises: KeyError,
    prehook_that_raises: KeyError,
    posthook_that_raises: KeyError,
    leaf_hooks_that_raise: KeyError,
    hook_that_returns_junk: TypeError,
    posthook_that_returns_junk: TypeError,
    hook_that_replaces: (),
    hook_that_runs_the_graph_again: RuntimeError,
    hook_that_drops_the_graph: (),
    hook_that_is_never_called: (),
    hook_that_removes_itself: (),
    several_at_once: KeyError,
    pack_that_raises: KeyError,
    unpack_that_raises: KeyError,
    unpack_that_returns_junk: TypeError,
    forward_that_raises: KeyError,
    backward_that_raises: KeyError,
    backward_that_returns_junk: RuntimeError,
    backward_that_writes_to_the_gradient_of_others: RuntimeError,
}  # and what they raise


def resident():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * 4096


@pytest.mark.parametrize("pattern", PATTERNS, ids=lambda f: f.__name__)
def test_thousands_of_repetitions_leave_every_count_where_it_was(pattern, counts):
    error = PATTERNS[pattern]
    x, w = leaf(rg, 2.0), leaf(rg, 3.0)
    watched = x, w, see, fail, SEED, FAILING_BACKWARD, JUNK_BACKWARD, WRITING

    def work(n):
        raised = 0
        for _ in range(n):
            try:
                pattern(x, w)
            except error:
                raised += 1
            x.grad = w.grad = None
        assert raised == (n if error else 0)

    def now():
        gc.collect()
        return [sys.getrefcount(thing) for thing in watched], counts()

    work(REPETITIONS // 10)
    before, memory = now(), resident()
    work(REPETITIONS)
    grown = resident() - memory
    assert now() == before
    # Of what is counted nowhere, less than a small object each. Sanitizers keep freed memory.
    if not sanitized():
        assert grown < 128 * REPETITIONS
    assert rg.is_grad_enabled()
    (x * w).backward()
    assert x.grad.tolist() == [3.0]
