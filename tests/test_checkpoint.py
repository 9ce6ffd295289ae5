"""Checkpoints: what is computed again in backward, how often, and what the gradients are."""

from __future__ import annotations

import contextlib
import gc
import importlib
import math
import weakref

import pytest
import retrograd as rg


@pytest.fixture
def cp(ag):
    """The package's utils.checkpoint."""
    return importlib.import_module(f"{ag.__name__}.utils.checkpoint")


@pytest.fixture
def leaf(ag):
    return ag.tensor([0.5, -1.0, 2.0], dtype=ag.float64, requires_grad=True)


BOTH = pytest.mark.parametrize("reentrant", [True, False])


@pytest.fixture
def own():
    """A leaf of this package alone."""
    return rg.tensor([0.5, -1.0, 2.0], dtype=rg.float64, requires_grad=True)


# d/dx exp(2 sin x) and its derivative, at 0.5, -1, 2.
SLOPES = [math.exp(2 * math.sin(x)) * 2 * math.cos(x) for x in (0.5, -1.0, 2.0)]
CURVES = [
    math.exp(2 * math.sin(x)) * (4 * math.cos(x) ** 2 - 2 * math.sin(x)) for x in (0.5, -1.0, 2.0)
]


def composed(x):
    return (x.sin() * 2).exp()


@BOTH
def test_gradients_are_those_of_the_function(cp, leaf, reentrant):
    y = cp.checkpoint(composed, leaf, use_reentrant=reentrant)
    y.sum().backward()
    assert leaf.grad.tolist() == pytest.approx(SLOPES, rel=1e-14)


@BOTH
def test_a_graph_that_is_retained_is_computed_again_each_time(cp, leaf, reentrant):
    calls = []

    def counted(x):
        calls.append(1)
        return composed(x)

    y = cp.checkpoint(counted, leaf, use_reentrant=reentrant).sum()
    y.backward(retain_graph=True)
    y.backward()
    assert len(calls) == 3
    assert leaf.grad.tolist() == pytest.approx([2 * g for g in SLOPES], rel=1e-14)
    with pytest.raises(RuntimeError, match="second time"):
        y.backward()


def test_derivatives_can_be_taken_again(ag, cp, leaf):
    y = cp.checkpoint(composed, leaf, use_reentrant=False)
    (first,) = ag.autograd.grad(y.sum(), leaf, create_graph=True)
    (second,) = ag.autograd.grad(first.sum(), leaf)
    assert first.tolist() == pytest.approx(SLOPES, rel=1e-14)
    assert second.tolist() == pytest.approx(CURVES, rel=1e-13)


def test_a_checkpoint_passes_gradgradcheck(own):
    def f(x):
        return rg.utils.checkpoint.checkpoint(composed, x, use_reentrant=False)

    assert rg.autograd.gradcheck(f, own, check_forward_ad=True)
    assert rg.autograd.gradgradcheck(f, own)


@BOTH
def test_a_second_derivative_is_right_or_an_error(own, reentrant):
    y = rg.utils.checkpoint.checkpoint(composed, own, use_reentrant=reentrant)
    y.sum().backward(create_graph=True)
    first = own.grad
    own.grad = None
    with pytest.raises(RuntimeError, match="cannot be") if reentrant else contextlib.nullcontext():
        first.sum().backward()
        assert own.grad.tolist() == pytest.approx(CURVES, rel=1e-13)


def stages(log):
    def f(x):
        log.append("start")
        y = x.sin().exp()
        log.append("exp")
        y = y * 2
        log.append("mul")
        return y

    return f


def test_it_stops_when_all_is_there(cp, leaf):
    log = []
    y = cp.checkpoint(stages(log), leaf, use_reentrant=False).sum()
    assert log == ["start", "exp", "mul"]
    log.clear()
    y.backward()
    assert log == ["start"]


def test_it_goes_to_the_end_if_told_to(cp, leaf):
    log = []
    y = cp.checkpoint(stages(log), leaf, use_reentrant=False, early_stop=False)
    with cp.set_checkpoint_early_stop(False):
        z = cp.checkpoint(stages(log), leaf, use_reentrant=False)
    with cp.set_checkpoint_early_stop(True):
        w = cp.checkpoint(stages(log), leaf, use_reentrant=False, early_stop=False)
    log.clear()
    y.sum().backward()
    z.sum().backward()
    assert log == ["start", "exp", "mul"] * 2
    log.clear()
    w.sum().backward()
    assert log == ["start"]


@pytest.mark.parametrize("depth", [1, 2, 3])
def test_in_nested_checkpoints_the_innermost_runs_once_more_for_each_level(ag, cp, leaf, depth):
    calls = []

    def function(x, level):
        if level == 0:
            calls.append(1)
            return x.sin().exp()
        return cp.checkpoint(function, x.cos(), level - 1, use_reentrant=False).exp()

    cp.checkpoint(function, leaf, depth - 1, use_reentrant=False).sum().backward()
    assert len(calls) == depth + 1
    got, leaf.grad = leaf.grad.tolist(), None
    y = leaf
    for _ in range(depth - 1):
        y = y.cos()
    y = y.sin().exp()
    for _ in range(depth - 1):
        y = y.exp()
    y.sum().backward()
    assert got == leaf.grad.tolist()


@BOTH
def test_random_numbers_are_the_same_again_and_the_stream_goes_on(ag, cp, leaf, reentrant):
    def noisy(x):
        return x * ag.rand(3, dtype=ag.float64)

    ag.manual_seed(0)
    y = cp.checkpoint(noisy, leaf, use_reentrant=reentrant)
    ag.rand(5)
    before = ag.get_rng_state()
    y.sum().backward()
    noise = [a / b for a, b in zip(y.tolist(), leaf.tolist(), strict=True)]
    assert leaf.grad.tolist() == pytest.approx(noise, rel=1e-15)
    assert ag.equal(ag.get_rng_state(), before)


@BOTH
def test_random_numbers_are_new_ones_if_states_are_not_kept(ag, cp, leaf, reentrant):
    def noisy(x):
        return x * ag.rand(3, dtype=ag.float64)

    ag.manual_seed(0)
    y = cp.checkpoint(noisy, leaf, use_reentrant=reentrant, preserve_rng_state=False)
    want = ag.Generator()
    want.set_state(ag.get_rng_state())
    y.sum().backward()
    assert leaf.grad.tolist() == ag.rand(3, dtype=ag.float64, generator=want).tolist()


def test_keyword_arguments_and_containers_pass_through(cp, leaf):
    def f(parts, *, scale, by):
        return {"a": parts["x"].sin() * scale, "b": [by.exp(), 3]}

    y = cp.checkpoint(f, {"x": leaf}, scale=2, by=leaf, use_reentrant=False)
    assert y["b"][1] == 3
    (y["a"].sum() + y["b"][0].sum()).backward()
    want = [2 * math.cos(x) + math.exp(x) for x in leaf.tolist()]
    assert leaf.grad.tolist() == pytest.approx(want, rel=1e-14)


def test_one_operation_gives_back_what_is_no_tensor(cp, leaf):
    y, n, nothing = cp.checkpoint(lambda x, n: (x.sin(), n, None), leaf, 3, use_reentrant=True)
    assert (n, nothing) == (3, None)
    y.sum().backward()
    assert leaf.grad.tolist() == pytest.approx([math.cos(x) for x in leaf.tolist()])


def test_blocks_are_entered_in_each_call(cp, leaf):
    log = []

    @contextlib.contextmanager
    def block(name):
        log.append(name)
        try:
            yield
        finally:
            log.append(f"{name} over")

    def blocks():
        return block("first"), block("again")

    y = cp.checkpoint(composed, leaf, use_reentrant=False, context_fn=blocks)
    assert log == ["first", "first over"]
    y.sum().backward()
    assert log == ["first", "first over", "again", "again over"]


def test_what_gradients_outside_need_is_kept_by_hooks_outside(ag, cp, leaf):
    log = []

    def pack(x):
        log.append("pack")
        return x

    def unpack(x):
        log.append("unpack")
        return x

    with ag.autograd.graph.saved_tensors_hooks(pack, unpack):
        y = cp.checkpoint(composed, leaf, use_reentrant=False)
    assert log == ["pack"]  # the argument
    y.sum().backward()
    assert log == ["pack", "unpack"]


def test_each_output_can_be_run_alone(cp, leaf):
    a, b = cp.checkpoint(lambda x: (x.sin(), x.exp()), leaf, use_reentrant=False)
    a.sum().backward()
    b.sum().backward()
    want = [math.cos(x) + math.exp(x) for x in leaf.tolist()]
    assert leaf.grad.tolist() == pytest.approx(want, rel=1e-14)


def test_a_function_may_run_backward_itself(ag, cp, leaf):
    def slope(x):
        y = x.sin().exp()
        (g,) = ag.autograd.grad(y.sum(), x, create_graph=True)
        return g * y

    cp.checkpoint(slope, leaf, use_reentrant=False).sum().backward()
    got, leaf.grad = leaf.grad.tolist(), None
    slope(leaf).sum().backward()
    assert got == leaf.grad.tolist()


def test_what_is_saved_can_be_seen_outside_of_backward(own):
    y = rg.utils.checkpoint.checkpoint(composed, own, use_reentrant=False)
    assert y.grad_fn._saved_result.tolist() == y.tolist()
    y.sum().backward()
    assert own.grad.tolist() == pytest.approx(SLOPES, rel=1e-14)


@BOTH
def test_without_recording_the_function_is_called(ag, cp, leaf, reentrant):
    with ag.no_grad():
        y = cp.checkpoint(composed, leaf, use_reentrant=reentrant)
    assert not y.requires_grad


def twice(first, then):
    """A function that does something else when it is called again."""
    calls = []

    def f(x):
        calls.append(1)
        return first(x) if len(calls) == 1 else then(x)

    return f


@pytest.mark.parametrize(
    ("first", "then", "options"),
    [
        (lambda x: x.sin().exp(), lambda x: x.sin(), {}),
        (lambda x: x.sin(), lambda x: x.sin().exp().cos(), {"early_stop": False}),
        (lambda x: x.sin().exp(), lambda x: x[:2].sin().exp(), {}),
        (lambda x: x.sin().exp(), lambda x: x.float().sin().exp(), {}),
    ],
)
def test_a_function_that_does_something_else_is_found_out(cp, leaf, first, then, options):
    y = cp.checkpoint(twice(first, then), leaf, use_reentrant=False, **options)
    with pytest.raises(cp.CheckpointError):
        y.sum().backward()
    assert issubclass(cp.CheckpointError, RuntimeError)


def test_errors_say_how_much_was_saved():
    x, cp = rg.ones(3, requires_grad=True), rg.utils.checkpoint
    y = cp.checkpoint(twice(lambda x: x.sin().exp(), rg.sin), x, use_reentrant=False)
    with pytest.raises(cp.CheckpointError, match="saved 2 tensors in its first call, and 1"):
        y.sum().backward()
    f = twice(lambda x: x.sin(), lambda x: x[:2].sin())
    with cp.set_checkpoint_debug_enabled(True):
        y = cp.checkpoint(f, x, use_reentrant=False)
    text = r"(?s)tensor 0: first \(3,\) float32, then \(2,\) float32.*test_checkpoint\.py:\d+"
    with pytest.raises(cp.CheckpointError, match=text):
        y.sum().backward()


def test_a_check_can_be_left_out():
    cp = rg.utils.checkpoint
    f = twice(lambda x: x.sin(), lambda x: x[:2].sin())
    y = cp.checkpoint(
        f, rg.ones(3, requires_grad=True), use_reentrant=False, determinism_check="none"
    )
    with pytest.raises(rg.errors.ShapeError):
        y.sum().backward()


def test_a_write_to_an_argument_is_found_out(ag, cp, leaf):
    z = leaf * 1
    y = cp.checkpoint(lambda z: z.sin(), z, use_reentrant=False)
    with ag.no_grad():
        z.add_(1)
    with pytest.raises(RuntimeError, match="modified by an inplace operation"):
        y.sum().backward()


def test_a_write_to_what_an_operation_saved_is_found_out(own):
    def f(x):
        y = x * 1
        z = y.sin()
        y.add_(1)
        return z.exp()

    y = rg.utils.checkpoint.checkpoint(f, own, use_reentrant=False)
    with pytest.raises(rg.utils.checkpoint.CheckpointError, match="writes to a tensor"):
        y.sum().backward()


@pytest.mark.parametrize(
    ("options", "kind"),
    [
        ({"use_reentrant": True, "k": 3}, ValueError),
        ({"use_reentrant": True, "debug": True}, ValueError),
        ({"use_reentrant": True, "context_fn": lambda: (1, 2)}, ValueError),
        ({"use_reentrant": False, "determinism_check": "foo"}, ValueError),
    ],
)
def test_options_are_checked(cp, leaf, options, kind):
    with pytest.raises(kind):
        cp.checkpoint(composed, leaf, **options)


def test_one_operation_says_what_it_cannot_do(ag, cp, leaf):
    y = cp.checkpoint(composed, leaf, use_reentrant=True)
    with pytest.raises(RuntimeError, match="use_reentrant=True"):
        ag.autograd.grad(y.sum(), leaf)
    y = cp.checkpoint(composed, leaf, use_reentrant=True)
    with pytest.raises(RuntimeError, match="use_reentrant=True"):
        y.sum().backward(inputs=[leaf])
    constant = cp.checkpoint(lambda x: x.detach() * 2, leaf, use_reentrant=True)
    with pytest.raises(RuntimeError, match=r"requires?[_ ]grad"):
        constant.sum().backward()
    with pytest.warns(UserWarning, match="[Nn]one of the inputs"):
        cp.checkpoint(composed, ag.ones(2), use_reentrant=True)
    with pytest.warns(UserWarning, match="use_reentrant"):
        cp.checkpoint(composed, leaf)


@pytest.mark.parametrize("segments", [1, 2, 3, 4])
def test_a_sequence_is_cut_into_segments(cp, leaf, segments):
    calls = []

    def step(x):
        calls.append(1)
        return x.sin()

    y = cp.checkpoint_sequential([step] * 5, segments, leaf, use_reentrant=False)
    assert len(calls) == 5
    y.sum().backward()
    kept = 5 - 5 // segments * (segments - 1)  # the last segment is not computed again
    assert len(calls) == 10 - kept
    got, leaf.grad = leaf.grad.tolist(), None
    leaf.sin().sin().sin().sin().sin().sum().backward()
    assert got == leaf.grad.tolist()


def test_the_number_of_segments_is_checked():
    x = rg.ones(2, requires_grad=True)
    for segments in (0, 3):
        with pytest.raises(ValueError, match="expected 1 to 2 segments"):
            rg.utils.checkpoint.checkpoint_sequential([rg.sin] * 2, segments, x, False)
    with pytest.raises(ValueError, match="unexpected arguments"):
        rg.utils.checkpoint.checkpoint_sequential([rg.sin], 1, x, False, foo=3)


@BOTH
def test_nothing_of_the_function_is_kept_between(reentrant):
    x = rg.ones(100_000, requires_grad=True)

    def deep(x):
        for _ in range(20):
            x = x.sin()
        return x

    before = rg.memory.live_bytes()
    y = rg.utils.checkpoint.checkpoint(deep, x, use_reentrant=reentrant)
    assert rg.memory.live_bytes() - before < 2 * x.nbytes
    y.sum().backward()
    del y
    assert rg.memory.live_bytes() - before < 2 * x.nbytes  # the gradient


def test_nested_checkpoints_keep_no_more_than_the_outer_one():
    x = rg.ones(100_000, requires_grad=True)

    def step(x):
        return x.sin().sin()

    def outer(x):
        for _ in range(10):
            x = rg.utils.checkpoint.checkpoint(step, x, use_reentrant=False)
        return x

    before = rg.memory.live_bytes()
    y = rg.utils.checkpoint.checkpoint(outer, x, use_reentrant=False)
    assert rg.memory.live_bytes() - before < 2 * x.nbytes
    y.sum().backward()
    want = rg.ones(1, dtype=rg.float64, requires_grad=True)
    z = want
    for _ in range(20):
        z = z.sin()
    z.backward()
    assert x.grad[0].item() == pytest.approx(want.grad.item(), rel=1e-5)


def test_a_checkpoint_is_freed_with_its_graph(cp, leaf):
    class Function:
        def __call__(self, x):
            return composed(x)

    f = Function()
    alive = weakref.ref(f)
    gc.disable()
    try:
        y = cp.checkpoint(f, leaf, use_reentrant=False)
        y.sum().backward()
        del f, y
        assert alive() is None
    finally:
        gc.enable()


def test_helpers_take_tuples(cp, leaf):
    x, n = cp.detach_variable((leaf, 3))
    assert (n, x.requires_grad, x.is_leaf, x is leaf) == (3, True, True, False)
    with pytest.raises(RuntimeError, match="tuple"):
        cp.detach_variable([leaf])
    one, two = cp.noop_context_fn()
    with one, two:
        pass


def test_what_was_computed_again_is_let_go_of_when_it_was_used():
    x, before, seen = rg.ones(100_000, requires_grad=True), rg.memory.live_bytes(), []

    def deep(x):
        for i in range(20):
            x = x.sin()
            if i == 1:
                x.register_hook(lambda g: seen.append(rg.memory.live_bytes() - before))
        return x

    y = rg.utils.checkpoint.checkpoint(deep, x, use_reentrant=False).sum()
    y.backward(retain_graph=True)
    assert max(seen) < 6 * x.nbytes


def test_there_are_no_accelerators_whose_random_states_to_keep():
    from retrograd.utils import checkpoint as module

    assert module.get_device_states(rg.ones(1), 3) == ([], [])
    module.set_device_states([], [])
    with pytest.raises(RuntimeError, match="there is no accelerator"):
        module.set_device_states([0], [rg.ones(1)])
