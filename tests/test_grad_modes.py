"""no_grad, enable_grad, set_grad_enabled: contexts, decorators, generators, threads."""

from __future__ import annotations

import copy
import gc
import pickle
import sys
import threading
import warnings
import weakref

import pytest
import retrograd as rg


@pytest.fixture
def x():
    return rg.ones(2, requires_grad=True)


def test_no_grad_stops_recording_inside_and_restores_after(x):
    with rg.no_grad():
        assert not rg.is_grad_enabled()
        y = x * 2
    assert rg.is_grad_enabled()
    assert y.is_leaf
    assert not y.requires_grad


def test_no_grad_restores_after_an_exception(x):
    with pytest.raises(KeyError), rg.no_grad():
        raise KeyError
    assert rg.is_grad_enabled()


def test_no_grad_decorates_with_and_without_parentheses(x):
    @rg.no_grad()
    def called(v):
        """Doubles."""
        return v * 2

    @rg.no_grad
    def bare(v):
        return v * 2

    assert not called(x).requires_grad
    assert not bare(x).requires_grad
    assert called.__name__ == "called"
    assert called.__doc__ == "Doubles."
    assert rg.is_grad_enabled()


def test_a_decorated_function_can_call_itself():
    @rg.no_grad()
    def down(n):
        assert not rg.is_grad_enabled()
        return 0 if n == 0 else down(n - 1)

    down(5)
    assert rg.is_grad_enabled()


def test_no_grad_holds_inside_a_generator_and_not_between_its_yields():
    @rg.no_grad()
    def modes():
        for _ in range(3):
            yield rg.is_grad_enabled()

    inside = []
    for mode in modes():
        inside.append(mode)
        assert rg.is_grad_enabled()
    assert inside == [False, False, False]


def test_a_decorated_generator_passes_values_and_exceptions_through():
    @rg.no_grad()
    def echo():
        got = []
        try:
            while True:
                got.append((yield rg.is_grad_enabled()))
        except KeyError:
            got.append(rg.is_grad_enabled())
            yield got

    g = echo()
    assert next(g) is False
    assert g.send("a") is False
    assert g.throw(KeyError()) == ["a", False]
    g.close()
    assert rg.is_grad_enabled()


def test_enable_grad_records_inside_no_grad(x):
    with rg.no_grad(), rg.enable_grad():
        assert (x * 2).requires_grad


def test_enable_grad_decorates(x):
    @rg.enable_grad()
    def double(v):
        return v * 2

    with rg.no_grad():
        assert double(x).requires_grad


def test_set_grad_enabled_takes_effect_on_the_call():
    rg.set_grad_enabled(False)
    try:
        assert not rg.is_grad_enabled()
    finally:
        rg.set_grad_enabled(True)
    assert rg.is_grad_enabled()


def test_set_grad_enabled_is_a_context_too(x):
    with rg.set_grad_enabled(False):
        assert not (x * 2).requires_grad
        with rg.set_grad_enabled(True):
            assert (x * 2).requires_grad
        assert not rg.is_grad_enabled()
    assert rg.is_grad_enabled()


def test_the_mode_belongs_to_the_thread():
    seen = []
    with rg.no_grad():
        worker = threading.Thread(target=lambda: seen.append(rg.is_grad_enabled()))
        worker.start()
        worker.join()
    assert seen == [True]


def test_no_grad_changes_a_leaf_in_place(x):
    with rg.no_grad():
        x -= 0.5
        x.mul_(2)
    assert x.tolist() == [1.0, 1.0]
    assert x.requires_grad
    assert x.is_leaf


def test_decorating_a_class_warns():
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")

        @rg.no_grad()
        class _Module:
            pass

    assert [w.category for w in caught] == [FutureWarning]


def test_backward_records_nothing_unless_asked(x):
    modes = []
    y = (x * 2).sum()
    if hasattr(x, "register_hook"):
        x.register_hook(lambda g: modes.append(rg.is_grad_enabled()))
    y.backward()
    assert modes in ([], [False])
    assert x.grad.grad_fn is None


@pytest.mark.parametrize("name", ["no_grad", "enable_grad", "set_grad_enabled"])
def test_a_mode_is_an_object_like_others(name):
    mode = rg.set_grad_enabled(True) if name == "set_grad_enabled" else getattr(rg, name)()
    mode.note = [1]
    assert weakref.ref(mode)() is mode
    for other in (copy.copy(mode), copy.deepcopy(mode), pickle.loads(pickle.dumps(mode))):
        assert other.note == [1]
        with other:
            assert rg.is_grad_enabled() is (name != "no_grad")
        assert rg.is_grad_enabled()


def test_a_subclass_of_a_mode_may_have_a_constructor_of_its_own():
    class Quiet(rg.no_grad):
        def __init__(self):
            self.note = "mine"

        def __enter__(self):
            super().__enter__()
            return self.note

    with Quiet() as note:
        assert note == "mine"
        assert not rg.is_grad_enabled()
    assert rg.is_grad_enabled()


@pytest.mark.parametrize("bad", [lambda: rg.no_grad(1, 2), lambda: rg.enable_grad(mode=1)])
def test_a_mode_takes_a_function_and_nothing_else(bad):
    with pytest.raises(TypeError):
        bad()
    assert rg.is_grad_enabled()


def test_modes_leave_no_references_behind(counts):
    def work():
        for _ in range(100):
            with rg.no_grad(), rg.enable_grad(), rg.set_grad_enabled(False):
                pass

    def owners():
        gc.collect()
        return [sys.getrefcount(mode) for mode in (rg.no_grad, rg.enable_grad)], counts()

    work()
    before = owners()
    work()
    assert owners() == before
