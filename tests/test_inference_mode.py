"""Inference mode: what it makes, and what is refused outside it; on torch too, where installed."""

from __future__ import annotations

import copy
import pickle
import threading

import pytest
import retrograd as rg


def matrix(ag):
    return ag.arange(6, dtype=ag.float32).view(2, 3).clone()


def made_inside(ag):
    with ag.inference_mode():
        return matrix(ag)


def modes(ag):
    return ag.is_inference_mode_enabled(), ag.is_grad_enabled()


# The mode itself


def test_the_mode_switches_recording_off_and_both_come_back(ag):
    with ag.inference_mode():
        assert modes(ag) == (True, False)
        with ag.inference_mode(False):
            assert modes(ag) == (False, True)
        with ag.inference_mode(mode=True):
            assert modes(ag) == (True, False)
        assert modes(ag) == (True, False)
    assert modes(ag) == (False, True)


def test_the_mode_that_was_there_before_comes_back(ag):
    with ag.no_grad():
        with ag.inference_mode(False):
            assert modes(ag) == (False, True)
        assert modes(ag) == (False, False)
    with pytest.raises(KeyError), ag.inference_mode():
        raise KeyError
    assert modes(ag) == (False, True)


def test_nothing_is_recorded_inside_even_where_it_is_enabled(ag):
    x = matrix(ag).requires_grad_()
    with ag.inference_mode(), ag.enable_grad():
        assert modes(ag) == (True, True)
        y = x * 2
        x.mul_(2)
    assert (y.requires_grad, y.is_inference(), x._version) == (False, True, 1)


def test_recording_is_on_in_a_block_that_is_normal_again(ag):
    x = matrix(ag).requires_grad_()
    with ag.inference_mode(), ag.inference_mode(False):
        y = x * 2
    assert (y.requires_grad, y.is_inference()) == (True, False)


def test_one_object_can_be_entered_while_it_is_active():  # torch's forgets what was before
    mode = rg.inference_mode()
    with mode:
        with mode:
            assert modes(rg) == (True, False)
        assert modes(rg) == (True, False)
    assert modes(rg) == (False, True)


def test_the_mode_belongs_to_the_thread(ag):
    seen = []
    with ag.inference_mode():
        thread = threading.Thread(target=lambda: seen.append(modes(ag)))
        thread.start()
        thread.join()
    assert seen == [(False, True)]


@pytest.mark.parametrize("form", ["bare", "called", "with True", "with False"])
def test_the_mode_decorates_functions(ag, form):
    mode = ag.inference_mode
    wrap = {"bare": mode, "called": mode(), "with True": mode(True), "with False": mode(False)}[
        form
    ]
    function = wrap(lambda: modes(ag))
    inside = (False, True) if form == "with False" else (True, False)
    assert (function(), modes(ag)) == (inside, (False, True))


def test_a_decorated_generator_has_the_mode_in_its_own_body_alone(ag):
    ends = []

    @ag.inference_mode()
    def numbers():
        try:
            got = yield modes(ag)
            yield got, modes(ag)
        finally:
            ends.append(modes(ag))

    steps = numbers()
    assert next(steps) == (True, False)
    assert modes(ag) == (False, True)
    assert steps.send(3) == (3, (True, False))
    steps.close()
    assert (ends, modes(ag)) == ([(True, False)], (False, True))


def test_threads_in_one_decorated_function_get_back_their_own_modes():
    here, there = threading.Event(), threading.Event()
    after = []

    @rg.inference_mode()
    def meet(mine, other):
        mine.set()
        assert other.wait(10)

    def with_grad_off():
        with rg.no_grad():
            assert here.wait(10)
            meet(there, here)
            after.append(modes(rg))

    thread = threading.Thread(target=with_grad_off)
    thread.start()
    meet(here, there)
    thread.join()
    assert (after, modes(rg)) == ([(False, False)], (False, True))


def test_what_is_neither_a_bool_nor_a_function_is_refused():
    with pytest.raises(TypeError):
        rg.inference_mode(1)


# What is marked

MAKERS = {
    "a factory": lambda ag, x: ag.ones(2),
    "a result": lambda ag, x: x * 2,
    "a clone": lambda ag, x: x.clone(),
    "an array": lambda ag, x: ag.from_numpy(x.detach().numpy()),
    "randn": lambda ag, x: ag.randn(3),
    "a number": lambda ag, x: ag.tensor(3.0),
    "a cast": lambda ag, x: x.to(ag.float64),
    "a sum": lambda ag, x: x.sum(),
    "a view of a result": lambda ag, x: (x * 2)[0],
    "a detached result": lambda ag, x: (x * 2).detach(),
}


@pytest.mark.parametrize("maker", MAKERS)
def test_new_memory_is_marked(ag, maker):
    x = matrix(ag)
    assert not MAKERS[maker](ag, x).is_inference()
    with ag.inference_mode():
        y = MAKERS[maker](ag, x)
        assert y.is_inference()
        with pytest.raises(RuntimeError):
            y._version  # noqa: B018
    assert ag.is_inference(y)
    assert (y._is_view(), y._base, y.requires_grad) == (False, None, False)


VIEWS = {
    "index": lambda x: x[0],
    "view": lambda x: x.view(-1),
    "t": lambda x: x.t(),
    "unbind": lambda x: x.unbind(0)[0],
    "expand": lambda x: x.expand(2, 2, 3),
}


@pytest.mark.parametrize("view", VIEWS)
def test_a_view_is_what_its_base_is(ag, view):
    x, y = matrix(ag), made_inside(ag)
    with ag.inference_mode():
        assert (VIEWS[view](x).is_inference(), VIEWS[view](x)._base is x) == (False, True)
    v = VIEWS[view](y)
    assert (v.is_inference(), v._is_view()) == (True, False)


def test_a_normal_tensor_stays_one_where_nothing_is_made(ag):
    x = matrix(ag)
    with ag.inference_mode():
        same = [x.contiguous(), x.to(ag.float32), x.detach(), x.data]
    assert not any(y.is_inference() for y in same)


def test_a_leaf_can_be_made_inside(ag):
    with ag.inference_mode():
        a, b = ag.ones(2, requires_grad=True), matrix(ag).requires_grad_()
    assert (a.is_inference(), a.requires_grad, b.requires_grad) == (True, True, True)
    (a + ag.ones(2)).sum().backward()
    assert a.grad.tolist() == [1.0, 1.0]


# Outside

WRITES = {
    "mul_": lambda ag, x: x.mul_(2),
    "copy_": lambda ag, x: x.copy_(ag.ones(2, 3)),
    "zero_": lambda ag, x: x.zero_(),
    "uniform_": lambda ag, x: x.uniform_(),
    "setitem": lambda ag, x: x.__setitem__(0, 1.0),
    "row": lambda ag, x: x[0].mul_(2),
    "unbind": lambda ag, x: x.unbind(0)[0].add_(1),
}


@pytest.mark.parametrize("write", WRITES)
def test_a_write_outside_is_refused_and_inside_allowed(ag, write):
    x = made_inside(ag)
    with pytest.raises(RuntimeError):
        WRITES[write](ag, x)
    with ag.no_grad(), pytest.raises(RuntimeError):
        WRITES[write](ag, x)
    x = made_inside(ag)  # torch has written by the time it refuses
    before = x.tolist()
    with ag.inference_mode():
        WRITES[write](ag, x)
    assert x.tolist() != before


@pytest.mark.parametrize("write", WRITES)
def test_a_refused_write_changes_nothing(write):
    x = made_inside(rg)
    with pytest.raises(RuntimeError):
        WRITES[write](rg, x)
    assert x.tolist() == matrix(rg).tolist()


def test_what_is_detached_outside_counts_its_own_writes(ag):
    x = made_inside(ag)
    for y in (x.detach(), x.data):
        y.add_(1)
        assert (y.is_inference(), y._version) == (True, 1)
    assert x.tolist() == (matrix(ag) + 2).tolist()


SAVES = {
    "mul": lambda ag, x, y: x * y,
    "div": lambda ag, x, y: x / y,
    "matmul": lambda ag, x, y: x @ y.t(),
    "mul_": lambda ag, x, y: (x * 1).mul_(y),
    "maximum": lambda ag, x, y: ag.maximum(x, y),
    "bce": lambda ag, x, y: ag.nn.functional.binary_cross_entropy_with_logits(x, y),
}


@pytest.mark.parametrize("operation", SAVES)
def test_saving_for_backward_is_refused(ag, operation):
    x, y = matrix(ag).requires_grad_(), made_inside(ag)
    with pytest.raises(RuntimeError):
        SAVES[operation](ag, x, y)
    with ag.no_grad():
        SAVES[operation](ag, x, y)
    assert SAVES[operation](ag, x, y.clone()).requires_grad


def test_a_function_cannot_save_it_either(ag):
    class Scale(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x, y):
            ctx.save_for_backward(y)
            return x * y

        @staticmethod
        def backward(ctx, grad):
            return grad * ctx.saved_tensors[0], None

    with pytest.raises(RuntimeError):
        Scale.apply(matrix(ag).requires_grad_(), made_inside(ag))


PLAIN = {
    "add": lambda ag, x, y: x + y,
    "sub": lambda ag, x, y: x - y,
    "cat": lambda ag, x, y: ag.cat([x, y]),
    "add_": lambda ag, x, y: (x * 1).add_(y),
    "copy_": lambda ag, x, y: (x * 1).copy_(y),
}


@pytest.mark.parametrize("operation", PLAIN)
def test_what_is_not_saved_takes_part_in_recorded_operations(ag, operation):
    z = PLAIN[operation](ag, matrix(ag).requires_grad_(), made_inside(ag))
    assert (z.requires_grad, z.is_inference()) == (True, False)
    z.sum().backward()


def test_results_and_copies_made_outside_are_normal(ag):
    x = made_inside(ag)
    for y in (x * 2, x.clone(), x.t().contiguous(), copy.deepcopy(x), ag.ones_like(x), x.sum()):
        assert not y.is_inference()
        y.mul_(2)
    assert not pickle.loads(pickle.dumps(x)).is_inference()


def test_the_flag_is_refused_outside(ag):
    x = made_inside(ag)
    with pytest.raises(RuntimeError):
        x.requires_grad_()
    with pytest.raises(RuntimeError):
        x.requires_grad = True
    assert x.requires_grad_(False) is x
    with ag.inference_mode():
        assert x.requires_grad_().requires_grad


def test_normal_tensors_are_written_and_counted_inside(ag):
    x = matrix(ag).requires_grad_()
    y = x * 1
    with ag.inference_mode():
        x.mul_(2)
        y.mul_(2)
        y[0].mul_(2)
    assert (x._version, y._version, y.requires_grad) == (1, 2, True)


def test_a_view_made_inside_refuses_recorded_writes_outside(ag):
    x, y = matrix(ag), matrix(ag).requires_grad_() * 1
    with ag.inference_mode():
        v, w = x[0], y[0]
    v.mul_(2)
    with pytest.raises(RuntimeError):
        v.mul_(ag.ones(3, requires_grad=True))
    with pytest.raises(RuntimeError):
        w.mul_(2)
    assert (w.requires_grad, w.is_leaf) == (True, True)
    y.mul_(2)
    with pytest.raises(RuntimeError):
        w.grad_fn  # noqa: B018


def test_gradients_made_inside_are_marked_and_not_added_to_outside(ag):
    x = matrix(ag).requires_grad_()
    y = (x * 1).sum()
    with ag.inference_mode():
        y.backward()
    assert x.grad.is_inference()
    with pytest.raises(RuntimeError):
        (x * 1).sum().backward()
    x.grad = None
    (x * 1).sum().backward()
    assert x.grad.tolist() == [[1.0] * 3] * 2
