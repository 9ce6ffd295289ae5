"""Faults of group J: hooks, Functions and grad modes in threads, tasks and generators."""

from __future__ import annotations

import asyncio
import sys

import pytest
import retrograd as rg
from functions import cube, function, grad_of, leaf
from subprocess_run import run_python
from together import together


@pytest.fixture(autouse=True)
def frequent_switches():
    """Let threads take turns after a few operations."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    yield
    sys.setswitchinterval(before)


def test_J03_a_write_to_a_saved_leaf_in_another_thread_is_the_error_of_versions():
    w = rg.ones(1000, requires_grad=True)

    def work(i):
        for _ in range(100):
            if i == 0:
                with rg.no_grad():
                    w.add_(1e-6)
            else:
                (w * w).sum().backward()

    for error in together(4, work):
        assert isinstance(error, RuntimeError)
        assert "inplace" in str(error)


@pytest.mark.parametrize("size", [3, 40_000])
def test_J04_J05_gradients_cleared_and_steps_taken_in_many_threads(size):
    w = rg.ones(size, requires_grad=True)
    rates = rg.full((size,), 1e-6)

    def work(i):
        for n in range(100 if size < 10 else 20):
            if (n + i) % 3 == 0:
                w.grad = None
            elif w.grad is not None and (n + i) % 3 == 1:
                g = w.grad
                if g is not None:
                    g.zero_()
            (w * rates).sum().backward()
            g = w.grad
            if g is not None:
                with rg.no_grad():
                    w.sub_(g * 1e-6)

    assert together(4, work) == []
    assert w.grad is None or w.grad.shape == (size,)


def test_J06_hooks_that_come_go_replace_and_raise_on_a_shared_leaf():
    w, runs, seen = leaf(rg, 1.0, 2.0), [], []
    w.register_hook(lambda g: runs.append(1))

    def work(i):
        for n in range(60):
            own = w.register_hook(lambda g: seen.append(1))
            last = w.register_post_accumulate_grad_hook(lambda p, own=own: own.remove())
            y = w * 2
            y.register_hook(lambda g: g * 3)
            fail = y.register_hook(lambda g: 1 / 0) if n % 3 == 0 else None
            try:
                y.sum().backward(retain_graph=True)
            except ZeroDivisionError:
                fail.remove()
                y.sum().backward()
            own.remove()
            last.remove()

    assert together(4, work) == []
    assert grad_of(w) == [6.0 * 240] * 2
    assert len(runs) == 240
    assert seen  # not each: the run of another thread may have removed it before


def test_J06_threads_that_run_one_retained_graph_with_hooks_and_functions():
    w = leaf(rg, 2.0)
    trunk = cube(rg).apply(w)
    trunk.register_hook(lambda g: g * 1)
    trunk.grad_fn.register_prehook(lambda gs: (gs[0] * 1,))
    trunk.grad_fn.register_hook(lambda gi, go: (gi[0] * 1,))
    trunk.retain_grad()
    ends = [trunk * i for i in range(6)]

    def work(i):
        for _ in range(30):
            ends[i].backward(retain_graph=True)
            handle = trunk.register_hook(lambda g: None)
            handle.remove()

    assert together(6, work) == []
    assert grad_of(w) == [12.0 * 15 * 30]
    assert grad_of(trunk) == [15.0 * 30]


def test_J06_retained_gradients_of_tensors_that_die_in_another_thread():
    x = rg.ones(50_000, requires_grad=True)
    held = {}

    def work(i):
        for n in range(30):
            if i == 0:
                held[n] = y = x * 2
                y.retain_grad()
                y.sum().backward()
            else:
                held.pop(n, None)
                rg.ones(50_000) + 1

    assert together(2, work) == []
    assert x.grad[0].item() == 60


IMPORT = """
    import warnings
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        import retrograd as rg
    print(rg.get_num_threads(), *(f"{w.category.__name__} {w.message}" for w in caught))
"""


@pytest.mark.parametrize(
    ("ours", "omp", "threads", "ignored"),
    [
        ("", "", None, []),
        ("3", "nonsense", 3, []),
        ("", "3,2", 3, []),
        ("nonsense", "3", 3, ["RETROGRAD_NUM_THREADS='nonsense'"]),
        ("", "0", None, ["OMP_NUM_THREADS='0'"]),
        ("-1", "2x", None, ["RETROGRAD_NUM_THREADS='-1'", "OMP_NUM_THREADS='2x'"]),
    ],
)
def test_J13_a_number_of_threads_that_is_none_is_warned_of(ours, omp, threads, ignored):
    said = run_python(IMPORT, env={"RETROGRAD_NUM_THREADS": ours, "OMP_NUM_THREADS": omp})
    number, _, warned = said.strip().partition(" ")
    assert threads is None or int(number) == threads
    assert warned.count("UserWarning") == bool(ignored)
    assert warned.count("is ignored") == len(ignored)
    assert all(setting in warned for setting in ignored)


def test_J13_an_import_that_warnings_refuse_can_be_tried_again():
    code = """
        import warnings
        warnings.simplefilter("error")
        try:
            import retrograd
        except UserWarning as warning:
            print(warning)
        warnings.simplefilter("ignore")
        import retrograd as rg
        print(rg.ones(2).sum().item())
    """
    said = run_python(code, env={"OMP_NUM_THREADS": "many", "RETROGRAD_NUM_THREADS": ""})
    assert "OMP_NUM_THREADS='many' is ignored" in said
    assert said.endswith("2.0\n")


def test_J11_exceptions_of_functions_come_out_in_their_own_thread():
    def backward(ctx, g):
        raise KeyError(ctx.number)

    def forward(ctx, x, number):
        ctx.number = number
        return x * 1

    mine, w = function(rg, forward, backward), leaf(rg, 1.0)

    def work(i):
        for _ in range(50):
            with pytest.raises(KeyError) as caught:
                mine.apply(w, i).backward()
            assert caught.value.args == (i,)

    assert together(4, work) == []
    assert w.grad is None


def test_J08_each_thread_has_a_mode_of_its_own():
    def work(i):
        for _ in range(200):
            with rg.no_grad() if i % 2 else rg.enable_grad():
                assert (leaf(rg, 1.0) * 2).requires_grad == (i % 2 == 0)

    assert together(4, work) == []


def test_J09_a_mode_entered_in_a_task_lasts_across_its_awaits_as_in_torch(ag):
    """The mode belongs to the thread: a task that awaits in no_grad hands it to the others."""

    async def off(entered, leave):
        with ag.no_grad():
            entered.set()
            await leave.wait()

    async def both():
        entered, leave = asyncio.Event(), asyncio.Event()
        task = asyncio.ensure_future(off(entered, leave))
        await entered.wait()
        inside = ag.is_grad_enabled()
        leave.set()
        await task
        return inside, ag.is_grad_enabled()

    assert asyncio.run(both()) == (False, True)


def test_J09_a_decorated_coroutine_and_a_plain_generator_are_as_in_torch(ag):
    def suspended():
        with ag.no_grad():
            yield ag.is_grad_enabled()

    g = suspended()
    assert next(g) is False
    assert not ag.is_grad_enabled()  # until the generator goes on
    g.close()
    assert ag.is_grad_enabled()

    @ag.no_grad()
    def decorated():
        yield ag.is_grad_enabled()
        yield ag.is_grad_enabled()

    for mode in decorated():
        assert mode is False
        assert ag.is_grad_enabled()


MODES = ["no_grad", "enable_grad", "set_grad_enabled"]


@pytest.mark.parametrize("name", MODES)
@pytest.mark.parametrize("outside", [True, False])
def test_J10_one_object_nested_in_itself_restores_what_was_where_in_torch_it_does_not(
    name, outside
):
    mode = rg.set_grad_enabled(False) if name == "set_grad_enabled" else getattr(rg, name)()
    rg.set_grad_enabled(outside)
    inside = name == "enable_grad"
    try:
        for _ in range(2):
            with mode:
                with mode, mode:
                    assert rg.is_grad_enabled() is inside
                assert rg.is_grad_enabled() is inside
    finally:
        after = rg.is_grad_enabled()
        rg.set_grad_enabled(True)
    assert after is (outside if name != "set_grad_enabled" else True)


def test_J10_modes_left_in_another_order_than_entered_are_as_in_torch(ag):
    a, b = ag.no_grad(), ag.enable_grad()
    a.__enter__()
    b.__enter__()
    a.__exit__(None, None, None)
    assert ag.is_grad_enabled()
    b.__exit__(None, None, None)
    assert not ag.is_grad_enabled()
    ag.set_grad_enabled(True)


def test_J10_an_exit_without_an_enter_is_an_error_and_changes_nothing():
    with pytest.raises((IndexError, AttributeError, RuntimeError)):
        rg.no_grad().__exit__(None, None, None)
    assert rg.is_grad_enabled()


def test_J10_one_object_in_many_threads():
    mode = rg.no_grad()

    def work(_):
        for _ in range(300):
            with mode:
                assert not rg.is_grad_enabled()

    assert together(4, work) == []
