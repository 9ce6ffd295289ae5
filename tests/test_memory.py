"""Nothing is left behind: tensors, nodes, bytes and references go back to where they were."""

from __future__ import annotations

import gc
import sys
import warnings
import weakref

import pytest
import retrograd as rg
from subprocess_run import run_python


def leaf(*values):
    return rg.tensor(values, requires_grad=True)


def graph():
    a = leaf(1.0, 2.0)
    b = rg.ones(3, 2, requires_grad=True)
    y = rg.softmax(rg.matmul(b, a.view(2, 1)).squeeze().exp() * 2, 0).sum()
    y.backward()


def graph_without_backward():
    a = leaf(1.0, 2.0)
    _ = rg.cat([a * 2, a.t()]).expand(3, 4).sum().sigmoid()


def retained_graph():
    a = leaf(1.0)
    y = (a * a).exp()
    y.backward(retain_graph=True)
    y.backward(retain_graph=True)


def second_order():
    a = leaf(1.0)
    (g,) = rg.autograd.grad((a**3).sum(), a, create_graph=True)
    g.sum().backward()


def failed_backward():
    a = leaf(1.0)
    y = a.exp()
    y.backward()
    with pytest.raises(RuntimeError):
        y.backward()


def failed_operations():
    a = leaf(1.0, 2.0)
    for call in (
        lambda: a + rg.ones(3),
        lambda: a @ rg.ones(3),
        lambda: a.view(3),
        lambda: rg.cat([a, rg.ones(2, 2)]),
        lambda: a.add_(1),
        lambda: a[5],
        lambda: rg.sum(a, dim=4),
        lambda: rg.tensor([[1.0], [1.0, 2.0]]),
        lambda: (a * 2).backward(rg.ones(3)),
    ):
        with pytest.raises((RuntimeError, ValueError, IndexError, TypeError)):
            call()


def views_and_writes():
    x = rg.zeros(4, 4)
    x[1:, ::2] = rg.ones(3, 2)
    y = leaf(1.0, 2.0) * 1
    y.mul_(3).add_(1)
    y.sum().backward()


def numpy_both_ways():
    a = rg.ones(3).numpy()
    t = rg.from_numpy(a)
    memoryview(t).release()


def nodes_seen_from_python():
    y = leaf(1.0) * 2 + 1
    node = y.grad_fn.next_functions[0][0]
    assert node.next_functions[0][0].variable is not None


def cycle_through_an_attribute():
    x = rg.ones(2)
    x.me = x


def training_step():
    w = rg.ones(3, 3, requires_grad=True)
    for _ in range(3):
        rg.nn.functional.mse_loss(rg.ones(2, 3) @ w, rg.zeros(2, 3)).backward()
        with rg.no_grad():
            w -= 0.1 * w.grad
            w.grad = None


WORK = [
    graph,
    graph_without_backward,
    retained_graph,
    second_order,
    failed_backward,
    failed_operations,
    views_and_writes,
    numpy_both_ways,
    nodes_seen_from_python,
    cycle_through_an_attribute,
    training_step,
]


@pytest.mark.parametrize("work", WORK, ids=lambda w: w.__name__)
def test_counts_return_to_where_they_were(work, counts):
    work()
    before = counts()
    for _ in range(5):
        work()
    assert counts() == before


def test_counts_tell_what_is_alive(counts):
    tensors, nodes, size = counts()
    a = rg.ones(1000, requires_grad=True)
    y = a * 2
    now = counts()
    assert now[0] >= tensors + 2
    assert now[1] > nodes
    assert now[2] >= size + 8000
    del a, y
    assert counts() == (tensors, nodes, size)


def test_a_view_holds_no_memory_of_its_own(counts):
    x = rg.ones(1000)
    size = counts()[2]
    views = [x[i:] for i in range(50)]
    assert counts()[2] - size < 50 * 1000  # the tensors themselves, no elements
    del views


def test_backward_frees_what_the_graph_saved(counts):
    a = rg.ones(100_000, requires_grad=True)
    before = counts()[2]
    y = (a.exp() * a.sin()).sum()
    held = counts()[2]
    assert held >= before + 800_000
    y.backward()
    after = counts()[2]
    assert after <= before + 410_000  # the gradient alone
    assert y.requires_grad


def test_create_graph_cycles_go_when_the_gradient_is_cleared(counts):
    a = leaf(1.0)
    before = counts()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        (a**3).sum().backward(create_graph=True)
    a.grad = None
    assert counts()[:2] == before[:2]


@pytest.mark.parametrize(
    "call",
    [
        lambda x: x + x,
        lambda x: x.sum(),
        lambda x: x.view(2, 2),
        lambda x: x[0],
        lambda x: rg.cat([x, x]),
        lambda x: x.numpy(),
        lambda x: x.tolist(),
        lambda x: repr(x),
        lambda x: x.shape,
        lambda x: x.to(rg.float64),
        lambda x: x.add_(1),
        lambda x: iter(x),
        lambda x: refused(lambda: x.view(3)),
        lambda x: refused(lambda: rg.add(x, "a")),
    ],
    ids=range(14),
)
def test_a_call_keeps_no_reference_to_its_tensor(call):
    x = rg.ones(4)
    call(x)
    gc.collect()
    before = sys.getrefcount(x)
    for _ in range(10):
        call(x)
    gc.collect()
    assert sys.getrefcount(x) == before


def refused(call):
    with pytest.raises((RuntimeError, TypeError)):
        call()


def test_a_dropped_tensor_is_gone_without_a_collection():
    gc.disable()
    try:
        x = rg.ones(2, requires_grad=True)
        y = x * 2
        marks = [weakref.ref(x), weakref.ref(y)]
        y.sum().backward()
        del x, y
        assert [m() for m in marks] == [None, None]
    finally:
        gc.enable()


def test_resident_memory_stays_level_over_a_long_run():
    run_python("""
        import retrograd as rg
        def resident():
            with open("/proc/self/statm") as file:
                return int(file.read().split()[1]) * 4096
        w = rg.ones(128, 128, requires_grad=True)
        def step(n):
            for _ in range(n):
                y = (w @ w).tanh()
                for i in range(3):
                    y = rg.cat([y[:64], y[64:] * 2]) + w
                y.sum().backward()
                w.grad = None
        step(30)
        before = resident()
        step(100)
        grown = resident() - before
        assert grown < 4 << 20, grown
    """)
