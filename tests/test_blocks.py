"""Blocks that are left in another order than they were entered, twice, or on another thread."""

from __future__ import annotations

import inspect
import threading

import pytest
import retrograd as rg
from retrograd.autograd import forward_ad, graph


def leave(block):
    block.__exit__(None, None, None)


def hooks(log, name):
    return graph.saved_tensors_hooks(lambda t: (log.append(name), t)[1], lambda t: t)


STACKED = {
    "saved_tensors_hooks": lambda: graph.saved_tensors_hooks(lambda t: t, lambda t: t),
    "save_on_cpu": graph.save_on_cpu,
    "allow_mutation_on_saved_tensors": graph.allow_mutation_on_saved_tensors,
    "disable_saved_tensors_hooks": lambda: graph.disable_saved_tensors_hooks("not here"),
    "dual_level": forward_ad.dual_level,
}
MODES = {
    "no_grad": rg.no_grad,
    "enable_grad": rg.enable_grad,
    "set_grad_enabled": lambda: rg.set_grad_enabled(True),
    "inference_mode": rg.inference_mode,
}


def state():
    return rg.is_grad_enabled(), rg.is_inference_mode_enabled()


@pytest.mark.parametrize("first", ["saved_tensors_hooks", "save_on_cpu"])
def test_hooks_that_were_not_entered_last_cannot_be_left(first):
    outer, inner = graph.allow_mutation_on_saved_tensors(), STACKED[first]()
    for a, b in ((outer, inner), (inner, outer)):
        a.__enter__()
        b.__enter__()
        with pytest.raises(RuntimeError, match="entered last"):
            leave(a)
        leave(b)
        leave(a)
    outer.__enter__()
    with pytest.raises(RuntimeError, match="entered last"):
        leave(inner)
    leave(outer)


def test_the_hooks_in_force_stay_where_others_could_not_be_left():
    log = []
    a, b = hooks(log, "a"), hooks(log, "b")
    x = rg.ones(2, requires_grad=True)
    a.__enter__()
    b.__enter__()
    with pytest.raises(RuntimeError, match="entered last"):
        leave(a)
    x.exp()
    leave(b)
    x.exp()
    leave(a)
    x.exp()
    assert log == ["b", "a"]


def test_hooks_are_allowed_again_when_the_outermost_block_that_forbids_them_is_left():
    a, b = (graph.disable_saved_tensors_hooks(why) for why in ("outer", "inner"))
    a.__enter__()
    b.__enter__()
    with pytest.raises(RuntimeError, match="entered last"):
        leave(a)
    for block, why in ((b, "inner"), (a, "outer")):
        with pytest.raises(RuntimeError, match=why):
            graph.save_on_cpu().__enter__()
        leave(block)
    with graph.save_on_cpu():
        pass


@pytest.mark.parametrize("name", STACKED | MODES)
def test_a_block_is_left_as_often_as_it_was_entered(name):
    block = (STACKED | MODES)[name]()
    rg.set_grad_enabled(True)
    for _ in range(2):
        with pytest.raises(RuntimeError, match=r"left|entered"):
            leave(block)
        with block:
            pass
    with pytest.raises(RuntimeError, match=r"left|entered"):
        leave(block)
    assert state() == (True, False)


@pytest.mark.parametrize("name", sorted((STACKED | MODES).keys() - {"dual_level"}))
def test_a_block_cannot_be_left_on_another_thread(name):
    block, errors = (STACKED | MODES)[name](), []

    def elsewhere():
        before = state()
        try:
            leave(block)
        except RuntimeError as error:
            errors.append((str(error), before == state()))

    with block:
        inside = state()
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert state() == inside
    assert [unchanged for _, unchanged in errors] == [True]
    assert state() == (True, False)


@pytest.mark.parametrize("name", sorted((STACKED | MODES).keys() - {"dual_level"}))
def test_a_block_of_a_thread_that_ended_cannot_be_left_on_the_next(name):
    """Which may have got the memory of the first."""
    block, errors = (STACKED | MODES)[name](), []

    def elsewhere():
        try:
            leave(block)
        except RuntimeError:
            errors.append(state())

    for work in (block.__enter__, elsewhere):
        thread = threading.Thread(target=work)
        thread.start()
        thread.join()
    assert errors == [(True, False)]


def test_one_object_on_two_threads_gives_each_its_own_mode_back():
    mode, entered, left, after = rg.enable_grad(), threading.Event(), threading.Event(), []

    def work():
        with rg.no_grad():
            with mode:
                entered.set()
                left.wait(10)
            after.append(rg.is_grad_enabled())

    thread = threading.Thread(target=work, daemon=True)
    with mode:
        thread.start()
        entered.wait(10)
    assert rg.is_grad_enabled()
    left.set()
    thread.join()
    assert after == [False]


def test_a_level_is_left_by_the_block_that_opened_it():
    with forward_ad.dual_level():
        with pytest.raises(RuntimeError, match="not the open one"):
            leave(forward_ad.dual_level())
        forward_ad.make_dual(rg.ones(1), rg.ones(1))
    closed = forward_ad.dual_level()
    closed.__enter__()
    forward_ad.exit_dual_level()
    with forward_ad.dual_level():
        with pytest.raises(RuntimeError, match="not the open one"):
            leave(closed)
        forward_ad.make_dual(rg.ones(1), rg.ones(1))


def test_what_was_kept_for_mutation_can_be_cleared():
    x = rg.ones(2, requires_grad=True)
    with graph.allow_mutation_on_saved_tensors() as kept:
        a, b = x.clone(), x.clone()
        y, z = (a * a).sum(), (b * b).sum()
        a.zero_()
        kept.clear()
        for graph_of in (y, z):
            with pytest.raises(RuntimeError, match="cleared"):
                graph_of.backward()
        c = x.clone()
        w = (c * c).sum()
        c.zero_()
        w.backward()

    assert x.grad.tolist() == [2.0, 2.0]
    kept.clear()


def test_blocks_about_saved_tensors_decorate_functions(ag):
    x = ag.ones(2, requires_grad=True)

    @ag.autograd.graph.allow_mutation_on_saved_tensors()
    def gradient():
        y = x.clone()
        z = (y * y).sum()
        y.zero_()
        return ag.autograd.grad(z, x)[0].tolist()

    @ag.autograd.graph.disable_saved_tensors_hooks("not here")
    def forbidden():
        with ag.autograd.graph.save_on_cpu():
            pass

    assert gradient() == gradient() == [2.0, 2.0]
    with pytest.raises(RuntimeError, match="not here"):
        forbidden()
    with ag.autograd.graph.save_on_cpu():
        assert gradient.__name__ == "gradient"


@pytest.mark.parametrize(
    ("name", "parameters"),
    [
        ("no_grad", ["orig_func"]),
        ("enable_grad", ["orig_func"]),
        ("set_grad_enabled", ["mode"]),
        ("inference_mode", ["mode"]),
    ],
)
def test_a_mode_tells_its_arguments(name, parameters):
    assert list(inspect.signature(getattr(rg, name)).parameters) == parameters


def test_hooks_of_one_saved_tensor_are_taken_by_name():
    x = rg.tensor([2.0], requires_grad=True)
    y = x.exp()
    y.grad_fn._raw_saved_result.register_hooks(
        unpack_hook=lambda packed: packed * 3, pack_hook=lambda t: t.detach()
    )
    (g,) = rg.autograd.grad(y, x)
    assert g.item() == pytest.approx(3 * 7.389056, rel=1e-6)
