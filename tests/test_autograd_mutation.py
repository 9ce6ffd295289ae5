"""allow_mutation_on_saved_tensors: writes to what was saved; on torch too, where installed."""

from __future__ import annotations

import contextlib
import threading

import pytest
import retrograd as rg
from functions import cube, leaf


def allow(ag):
    return ag.autograd.graph.allow_mutation_on_saved_tensors()


def squares_of_a_copy(ag):
    """Return a leaf of ones, a copy of it, and the sum of squares of the copy."""
    a = ag.ones(2, 3, requires_grad=True)
    b = a.clone()
    return a, b, (b * b).sum()


MUTATIONS = {
    "whole": lambda ag, b: b.mul_(3),
    "row": lambda ag, b: b[0].zero_(),
    "setitem": lambda ag, b: b.__setitem__(0, 5.0),
    "detach": lambda ag, b: b.detach().mul_(3),
    "data": lambda ag, b: b.data.mul_(3),
    "random": lambda ag, b: b.uniform_(),
    "twice": lambda ag, b: b.mul_(3).mul_(3),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("recorded", [True, False])
def test_a_saved_tensor_may_be_written_to_in_the_block(ag, mutation, recorded):
    with allow(ag):
        a, b, y = squares_of_a_copy(ag)
        with ag.set_grad_enabled(recorded):
            MUTATIONS[mutation](ag, b)
        y.backward()
    assert a.grad.tolist() == [[2.0] * 3] * 2


def test_a_write_to_a_later_row_is_seen_too():  # torch looks at the first element alone
    with allow(rg):
        a, b, y = squares_of_a_copy(rg)
        b[1].mul_(3)
        y.backward()
    assert a.grad.tolist() == [[2.0] * 3] * 2


def test_each_graph_gets_what_was_there_when_it_saved(ag):
    with allow(ag):
        a, b, y = squares_of_a_copy(ag)
        b.mul_(3)
        z = (b * b).sum()
        b.zero_()
        (y + z).backward()
    assert a.grad.tolist() == [[2.0 + 18.0] * 3] * 2


def test_a_write_may_save_what_it_writes_to(ag):
    with allow(ag):
        a = leaf(ag, 2.0)
        b = a.clone()
        b.mul_(b)
        b.mul_(b)
        b.backward()
    assert a.grad.tolist() == [32.0]


def test_a_write_may_save_a_part_of_what_it_writes_to():  # torch refuses the overlap
    with allow(rg):
        a = rg.full((2, 2), 3.0, requires_grad=True)
        b = a.clone()
        b.mul_(b[0])
        b.sum().backward()
    assert a.grad.tolist() == [[9.0] * 2, [3.0] * 2]


def test_a_saved_result_may_be_written_to(ag):
    with allow(ag):
        a = leaf(ag, 0.0)
        b = a.exp()
        y = b * 1
        b.zero_()
        y.backward()
    assert a.grad.tolist() == [1.0]


def test_what_a_function_saved_may_be_written_to(ag):
    with allow(ag):
        a = leaf(ag, 2.0)
        b = a.clone()
        y = cube(ag).apply(b)
        b.zero_()
        y.backward()
    assert a.grad.tolist() == [12.0]


def test_copies_serve_several_runs_and_second_derivatives(ag):
    with allow(ag):
        a = leaf(ag, 2.0)
        b = a.clone()
        y = b * b * b
        b.zero_()
        (first,) = ag.autograd.grad(y, a, create_graph=True)
        (second,) = ag.autograd.grad(first, a, retain_graph=True)
        y.backward()
    assert (first.tolist(), second.tolist(), a.grad.tolist()) == ([12.0], [12.0], [12.0])


def test_a_saved_gradient_may_be_added_to(ag):
    with allow(ag):
        a, w = leaf(ag, 1.0), leaf(ag, 1.0)
        (a * 2).backward()
        y = w * a.grad
        (a * 2).backward()
        y.backward()
    assert (w.grad.tolist(), a.grad.tolist()) == ([2.0], [4.0])


def test_what_was_saved_before_the_block_is_checked_as_ever(ag):
    _, b, y = squares_of_a_copy(ag)
    with allow(ag):
        b.mul_(3)
        with pytest.raises(RuntimeError):
            y.backward()


@pytest.mark.parametrize("inside_another", [False, True])
def test_backward_belongs_in_the_block(ag, inside_another):
    with allow(ag):
        _, _, y = squares_of_a_copy(ag)
    around = allow(ag) if inside_another else contextlib.nullcontext()
    with around, pytest.raises((RuntimeError, AssertionError)):  # torch's is an assertion
        y.backward()


def test_a_block_inside_a_block_is_refused(ag):
    with allow(ag), pytest.raises(RuntimeError), allow(ag):
        pass
    with allow(ag):
        pass


def test_a_refused_inner_block_leaves_the_outer_one_alone():  # torch's is over then
    with allow(rg):
        with pytest.raises(RuntimeError), allow(rg):
            pass
        a, b, y = squares_of_a_copy(rg)
        b.zero_()
        y.backward()
    assert a.grad.tolist() == [[2.0] * 3] * 2


def test_other_hooks_have_the_say_inside_the_block(ag):
    with allow(ag):
        a = leaf(ag, 2.0)
        b = a.clone()
        with ag.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t):
            y = b * b
        b.mul_(3)
        y.backward()
    assert a.grad.tolist() == [12.0]


def test_the_block_is_refused_where_hooks_are_disabled(ag):
    disabled = ag.autograd.graph.disable_saved_tensors_hooks("not here")
    with disabled, pytest.raises(RuntimeError, match="not here"), allow(ag):
        pass
    with allow(ag):
        pass


def test_nothing_is_copied_or_kept_without_need(counts):
    with allow(rg):
        a = rg.ones(1000, requires_grad=True)
        before = counts()
        for _ in range(3):
            b = a.clone()
            y = (b * b).sum()
            y.backward()
            a.grad = None
            b.zero_()  # nothing is saved any more
            del b, y
        assert counts() == before
        b = a.clone()
        y = (b * b).sum()
        held = counts()[2]
        b.detach().zero_()
        assert counts()[2] - held >= 2 * 4000
        del b, y
        assert counts() == before


def test_a_write_in_another_thread_is_not_followed_but_seen():
    with allow(rg):
        _, b, y = squares_of_a_copy(rg)
        thread = threading.Thread(target=lambda: b.detach().mul_(2))
        thread.start()
        thread.join()
        with pytest.raises(RuntimeError):
            y.backward()


def test_other_threads_may_drop_graphs_while_a_copy_is_made():
    """A copy that is long lets others run, and they may want what the copier had locked."""
    graphs, over = [], threading.Event()

    def drop():
        while not over.is_set():
            if len(graphs) > 3:
                graphs.pop(0)

    x, small = rg.ones(1_000_000, requires_grad=True), rg.ones(2, requires_grad=True)
    thread = threading.Thread(target=drop)
    thread.start()
    with allow(rg):
        for _ in range(10):
            y = x * 2
            graphs.extend(small.square() for _ in range(20))
            z = y.square()
            y.mul_(1.0)
        z.sum().backward()
    over.set()
    thread.join()
    assert x.grad[0].item() == 8.0
