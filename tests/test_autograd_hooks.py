"""Hooks on tensors: when they are called, with what, and what they may return.

Tests that take ``ag`` run on torch too, where it is installed.
"""

from __future__ import annotations

import sys
import threading
import warnings

import pytest
import retrograd as rg


def leaf(ag, *values, dtype=None):
    return ag.tensor(values, dtype=dtype or ag.float32, requires_grad=True)


def grad_of(x):
    return None if x.grad is None else x.grad.tolist()


# Tensor hooks


def test_a_hook_sees_the_whole_gradient_and_replaces_it(ag):
    x, seen = leaf(ag, 1.0, 2.0), []
    y = x * 2
    y.register_hook(lambda g: seen.append(g.tolist()))
    y.register_hook(lambda g: g * 10)
    (y * 3 + y).sum().backward()
    assert seen == [[4.0, 4.0]]
    assert grad_of(x) == [80.0, 80.0]


def test_hooks_run_in_order_each_on_what_the_one_before_left(ag):
    x, seen = leaf(ag, 1.0), []
    x.register_hook(lambda g: seen.append(g.item()))
    x.register_hook(lambda g: g * 2)
    x.register_hook(lambda g: seen.append(g.item()))
    (x * 3).backward()
    assert seen == [3.0, 6.0]
    assert grad_of(x) == [6.0]


def test_the_hook_of_a_leaf_sees_this_backward_and_not_the_sum(ag):
    x, seen = leaf(ag, 1.0), []
    x.register_hook(lambda g: seen.append(g.item()))
    (x * 2).backward()
    (x * 3).backward()
    assert seen == [2.0, 3.0]
    assert grad_of(x) == [5.0]


def test_a_hook_on_the_root_sees_the_seed(ag):
    x, seen = leaf(ag, 1.0, 2.0), []
    y = x * 2
    y.register_hook(lambda g: seen.append(g.tolist()))
    y.backward(ag.tensor([5.0, 7.0]))
    assert seen == [[5.0, 7.0]]


def test_hooks_fire_for_autograd_grad_too(ag):
    x, seen = leaf(ag, 1.0), []
    y = x * 2
    x.register_hook(lambda g: g * 10)
    y.register_hook(lambda g: seen.append(g.item()))
    (g,) = ag.autograd.grad(y * 3, x)
    assert g.tolist() == [60.0]
    assert seen == [3.0]
    assert x.grad is None


def test_the_gradient_taken_at_a_tensor_is_what_its_hooks_left(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    y.register_hook(lambda g: g * 10)
    (g,) = ag.autograd.grad(y * 3, y)
    assert g.tolist() == [30.0]


def test_hooks_off_the_way_to_the_inputs_do_not_fire(ag):
    a, b, seen = leaf(ag, 1.0), leaf(ag, 1.0), []
    b.register_hook(seen.append)
    (b * 2).register_hook(seen.append)
    left, right = a * 2, b * 2
    right.register_hook(seen.append)
    ag.autograd.grad(left * right, a)
    assert seen == []


def test_a_removed_hook_is_called_no_more(ag):
    x, seen = leaf(ag, 1.0), []
    first = x.register_hook(lambda g: seen.append(1))
    x.register_hook(lambda g: seen.append(2))
    (x * 1).backward()
    first.remove()
    first.remove()
    (x * 1).backward()
    assert seen == [1, 2, 2]


def test_a_handle_is_a_context_manager(ag):
    x, seen = leaf(ag, 1.0), []
    with x.register_hook(lambda g: seen.append(1)) as handle:
        (x * 1).backward()
        assert isinstance(handle, ag.utils.hooks.RemovableHandle)
    (x * 1).backward()
    assert seen == [1]


def test_handles_have_numbers_of_their_own(ag):
    x = leaf(ag, 1.0)
    handles = [x.register_hook(lambda g: None) for _ in range(3)]
    assert len({h.id for h in handles}) == 3


def test_what_hooks_add_and_remove_counts_from_the_next_run_on(ag):
    x, seen = leaf(ag, 1.0), []
    x.register_hook(lambda g: (second.remove(), seen.append(1))[1])
    second = x.register_hook(lambda g: seen.append(2))
    x.register_hook(lambda g: (x.register_hook(lambda g: seen.append(4)), seen.append(3))[1])
    (x * 1).backward()
    assert seen == [1, 2, 3]
    seen.clear()
    (x * 1).backward()
    assert seen == [1, 3, 4]


def test_a_hook_stays_with_the_history_from_before_a_write(ag):
    x, seen = leaf(ag, 1.0), []
    y = x * 2
    y.register_hook(lambda g: seen.append(("before", g.item())))
    y.mul_(3)
    y.register_hook(lambda g: seen.append(("after", g.item())))
    y.backward()
    assert seen == [("after", 1.0), ("before", 3.0)]


def test_a_hook_on_a_view_sees_the_gradient_of_the_view(ag):
    x, seen = leaf(ag, 1.0, 2.0, 3.0), []
    y = x * 1
    part = y[1:]
    part.register_hook(lambda g: seen.append(g.tolist()))
    (part * 5).sum().backward()
    assert seen == [[5.0, 5.0]]
    assert grad_of(x) == [0.0, 5.0, 5.0]


def test_a_hook_outlives_its_tensor(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    y.register_hook(lambda g: g * 10)
    z = y * 3
    del y
    z.backward()
    assert grad_of(x) == [60.0]


def test_retain_grad_keeps_what_the_hooks_left_whoever_came_first(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    y.retain_grad()
    y.register_hook(lambda g: g * 10)
    y.grad_fn.register_prehook(lambda gs: (gs[0] * 10,))
    y.backward()
    assert grad_of(y) == [10.0]
    assert grad_of(x) == [200.0]


def test_a_gradient_may_be_edited_in_place(ag):
    x = leaf(ag, 1.0, 2.0)
    x.register_hook(lambda g: g.mul_(5))
    (x * 2).sum().backward()
    assert grad_of(x) == [10.0, 10.0]


def test_an_edit_in_place_changes_nothing_else_where_in_torch_it_does():
    x, y, seed = leaf(rg, 1.0, 2.0), leaf(rg, 1.0, 2.0), rg.ones(2)
    total = x + y
    x.register_hook(lambda g: g.mul_(5))
    total.register_hook(lambda g: g.mul_(3))
    total.backward(seed)
    assert grad_of(x) == [15.0, 15.0]
    assert grad_of(y) == [3.0, 3.0]
    assert seed.tolist() == [1.0, 1.0]


def test_a_gradient_that_a_hook_keeps_is_not_the_grad_of_the_leaf(ag):
    x, kept = leaf(ag, 1.0), []
    x.register_hook(lambda g: kept.append(g))
    (x * 2).backward()
    kept[0].fill_(99)
    assert grad_of(x) == [2.0]


def test_a_hook_runs_without_recording_unless_create_graph(ag):
    x, seen = leaf(ag, 3.0), []
    x.register_hook(lambda g: seen.append((ag.is_grad_enabled(), g.requires_grad)))
    y = x * x
    y.backward(retain_graph=True)
    ag.autograd.grad(y, x, create_graph=True)
    with ag.no_grad():
        y.backward()
    assert seen == [(False, False), (True, True), (False, False)]


def test_second_derivatives_go_through_a_hook(ag):
    x = leaf(ag, 3.0)
    x.register_hook(lambda g: g * g)  # (2 x)^2, whose derivative is 8 x
    (g,) = ag.autograd.grad(x * x, x, create_graph=True)
    assert g.tolist() == [36.0]
    g.backward()
    assert grad_of(x) == [576.0]  # the hook squares the 24 too


@pytest.mark.parametrize("value", [1, "g", [1.0], object()], ids=lambda v: type(v).__name__)
def test_a_hook_that_returns_no_tensor_is_a_type_error(ag, value):
    x = leaf(ag, 1.0)
    x.register_hook(lambda g: value)
    with pytest.raises(TypeError):
        (x * 1).backward()
    assert x.grad is None


@pytest.mark.parametrize("shape", [(2,), (), (1, 1)], ids=str)
def test_a_hook_must_keep_the_shape(ag, shape):
    x = leaf(ag, 1.0)
    x.register_hook(lambda g: ag.ones(shape))
    with pytest.raises(RuntimeError):
        (x * 1).backward()


@pytest.mark.parametrize("dtype", ["float64", "int64"])
def test_a_hook_must_keep_the_dtype(ag, dtype):
    x = leaf(ag, 1.0)
    x.register_hook(lambda g: g.to(getattr(ag, dtype)))
    with pytest.raises(RuntimeError):
        (x * 1).backward()


class Custom(BaseException):
    pass


ERRORS = [
    KeyError,
    StopIteration,
    RecursionError,
    SystemExit,
    KeyboardInterrupt,
    GeneratorExit,
    Custom,
]


@pytest.mark.parametrize("kind", ERRORS, ids=lambda e: e.__name__)
@pytest.mark.parametrize("where", ["tensor", "pre", "post", "accumulated"])
def test_an_exception_of_a_hook_comes_out_as_it_is(ag, kind, where):
    x = leaf(ag, 2.0)
    y = x * x
    error = kind("mine")

    def hook(*_):
        raise error

    register = {
        "tensor": y.register_hook,
        "pre": y.grad_fn.register_prehook,
        "post": y.grad_fn.register_hook,
        "accumulated": x.register_post_accumulate_grad_hook,
    }[where]
    handle = register(hook)
    with pytest.raises(kind) as caught:
        y.backward()
    assert caught.value is error
    assert caught.traceback[-1].name == "hook"
    handle.remove()
    x.grad = None
    (x * x).backward()
    assert grad_of(x) == [4.0]


def test_the_cause_of_an_exception_is_kept(ag):
    x = leaf(ag, 1.0)

    def hook(g):
        try:
            raise KeyError("inner")
        except KeyError as error:
            raise ValueError("outer") from error

    x.register_hook(hook)
    with pytest.raises(ValueError, match="outer") as caught:
        (x * 1).backward()
    assert isinstance(caught.value.__cause__, KeyError)


def test_register_hook_needs_a_tensor_that_requires_grad(ag):
    with pytest.raises(RuntimeError):
        ag.ones(1).register_hook(lambda g: g)


def test_backward_inside_a_hook(ag):
    x, w = leaf(ag, 2.0), leaf(ag, 3.0)

    def hook(g):
        with ag.enable_grad():
            (w * g).sum().backward()

    (x * 5).register_hook(hook)
    y = x * 5
    y.register_hook(hook)
    (y * 7).backward()
    assert grad_of(w) == [7.0]
    assert grad_of(x) == [35.0]


def test_backward_inside_a_hook_needs_grad_mode(ag):
    x = leaf(ag, 2.0)
    x.register_hook(lambda g: (x * 2).backward())
    with pytest.raises(RuntimeError):
        (x * 3).backward()


def test_backward_inside_backward_inside_backward(ag):
    x = leaf(ag, 1.0)

    def down(n):
        y = x * 1
        if n:
            y.register_hook(lambda g: enabled(n - 1))
        y.backward()

    def enabled(n):
        with ag.enable_grad():
            down(n)

    down(20)
    assert grad_of(x) == [21.0]


# Post-accumulate hooks


def test_a_post_accumulate_hook_gets_the_leaf_and_may_drop_its_gradient(ag):
    x, seen = leaf(ag, 1.0), []

    def step(p):
        assert p is x
        seen.append(grad_of(p))
        p.grad = None

    x.register_post_accumulate_grad_hook(step)
    (x * 2).backward()
    (x * 3).backward()
    assert seen == [[2.0], [3.0]]
    assert x.grad is None


def test_a_post_accumulate_hook_can_take_the_step(ag):
    x = leaf(ag, 1.0)

    def step(p):
        with ag.no_grad():
            p -= 0.5 * p.grad
        p.grad = None

    x.register_post_accumulate_grad_hook(step)
    for _ in range(3):
        (x * x).backward()
    assert x.tolist() == [0.0]  # the first step goes to 0 and the others stay


def test_a_post_accumulate_hook_does_not_fire_for_autograd_grad(ag):
    x, seen = leaf(ag, 1.0), []
    x.register_post_accumulate_grad_hook(seen.append)
    ag.autograd.grad(x * 2, x)
    assert seen == []
    (x * 2).backward(inputs=[x])
    assert len(seen) == 1


def test_a_post_accumulate_hook_belongs_to_a_leaf_that_requires_grad(ag):
    with pytest.raises(RuntimeError):
        (leaf(ag, 1.0) * 2).register_post_accumulate_grad_hook(lambda p: None)
    with pytest.raises(RuntimeError):
        ag.ones(1).register_post_accumulate_grad_hook(lambda p: None)


def test_inputs_that_are_no_leaves_retain_their_gradient_after_hooks(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    y.register_hook(lambda g: g * 10)
    (y * 3).backward(inputs=[y])
    assert grad_of(y) == [30.0]
    assert y.retains_grad
    assert x.grad is None


# Several tensors at once


def test_one_hook_for_all_gradients_of_a_run(ag):
    a, b, seen = leaf(ag, 1.0), leaf(ag, 2.0), []
    handle = ag.autograd.graph.register_multi_grad_hook(
        (a, b), lambda gs: seen.append([None if g is None else g.item() for g in gs])
    )
    (a * 2).backward()
    (a * b).backward()
    assert seen == [[2.0, None], [2.0, 1.0]]
    handle.remove()
    (a * b).backward()
    assert len(seen) == 2


def test_one_hook_for_all_counts_tensors_in_the_middle(ag):
    a, b, seen = leaf(ag, 1.0), leaf(ag, 2.0), []
    y = a * 2
    z = y * b
    ag.autograd.graph.register_multi_grad_hook(
        [y, b, z, a], lambda gs: seen.append([g.item() for g in gs])
    )
    (z * 1).backward()
    assert seen == [[2.0, 2.0, 1.0, 4.0]]


def test_one_hook_for_the_first_gradient_of_a_run(ag):
    a, b, seen = leaf(ag, 1.0), leaf(ag, 2.0), []
    register = ag.autograd.graph.register_multi_grad_hook
    with register((a, b), lambda g: seen.append(g.item()), mode="any"):
        (a * 2 + b * 2).backward()
        (b * 3).backward()
    assert seen == [2.0, 3.0]


def test_a_multi_grad_hook_refuses_other_modes(ag):
    with pytest.raises(ValueError, match="mode"):
        ag.autograd.graph.register_multi_grad_hook((leaf(ag, 1.0),), print, mode="some")


def test_a_failed_run_leaves_a_multi_grad_hook_usable(ag):
    a, b, seen = leaf(ag, 1.0), leaf(ag, 2.0), []
    ag.autograd.graph.register_multi_grad_hook((a, b), lambda gs: seen.append(len(gs)))
    y = b * 1
    handle = y.register_hook(lambda g: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        (a * 1 + y * a).backward()
    handle.remove()
    (a * b).backward()
    assert seen == [2]


# Threads


def test_hooks_of_a_shared_leaf_in_eight_threads(ag):
    x, seen = leaf(ag, 1.0), []
    x.register_hook(lambda g: seen.append(1))
    x.register_post_accumulate_grad_hook(lambda p: seen.append(2))

    def work():
        for _ in range(200):
            h = x.register_hook(lambda g: g * 1)
            (x * 2).backward()
            h.remove()

    workers = [threading.Thread(target=work) for _ in range(8)]
    for w in workers:
        w.start()
    for w in workers:
        w.join()
    assert grad_of(x) == [3200.0]
    assert seen.count(1) == seen.count(2) == 1600


def test_hooks_are_called_on_the_thread_that_runs_backward(ag):
    x, seen = leaf(ag, 1.0), []
    x.register_hook(lambda g: seen.append(threading.get_ident()))
    worker = threading.Thread(target=lambda: (x * 2).backward())
    worker.start()
    worker.join()
    assert seen == [worker.ident]


def test_backward_in_hooks_nested_past_the_recursion_limit_is_a_recursion_error(ag):
    if ag.__name__ == "torch":
        pytest.skip("torch moves deep nests to other threads")
    x = leaf(ag, 1.0)

    def down(g):
        with ag.enable_grad():
            y = x * 1
            y.register_hook(down)
            y.backward()

    with pytest.raises(RecursionError), warnings.catch_warnings():
        warnings.simplefilter("ignore")
        down(None)
    assert sys.getrecursionlimit() <= 10_000
    assert ag.is_grad_enabled()
    (x * 1).backward()
