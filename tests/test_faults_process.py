"""Faults of groups J and K: threads, forks, re-imports and the end of the interpreter."""

from __future__ import annotations

import textwrap

import pytest
import retrograd as rg
from subprocess_run import run_python
from together import together


def test_J01_no_update_of_a_shared_leaf_is_lost():
    w = rg.zeros(10, requires_grad=True)

    def work(_):
        for _ in range(200):
            (w * 2).sum().backward()

    assert together(8, work) == []
    assert w.grad.tolist() == [3200.0] * 10


def test_J01_the_first_gradient_is_not_lost_in_a_race():
    for _ in range(100):
        w = rg.zeros(3, requires_grad=True)
        assert together(8, lambda _, w=w: (w * 1).sum().backward()) == []
        assert w.grad.tolist() == [8.0] * 3


def test_J01_graphs_that_share_a_trunk_with_retain_graph():
    w = rg.ones(4, requires_grad=True)
    trunk = (w * 2).exp()
    losses = [(trunk * i).sum() for i in range(8)]
    assert together(8, lambda i: losses[i].backward(retain_graph=True)) == []
    (want,) = rg.autograd.grad(sum(losses), w)
    assert w.grad.tolist() == pytest.approx(want.tolist(), rel=1e-6)


def test_J02_one_graph_without_retain_serves_one_of_two_threads():
    for _ in range(50):
        w = rg.ones(2, requires_grad=True)
        loss = (w * w).exp().sum()
        errors = together(2, lambda _, loss=loss: loss.backward())
        assert len(errors) == 1
        assert isinstance(errors[0], RuntimeError)
        assert "retain_graph" in str(errors[0])


PARALLEL = """
    import os
    import retrograd as rg
    rg.set_num_threads(2)
    big = rg.full((1_000_000,), 0.5)
    def work():
        a = rg.ones(300, 300, requires_grad=True)
        (a @ a).sum().backward()
        return (big.exp().sum() + a.grad.sum()).item()
    want = work()
    def child(job):
        pid = os.fork()
        if pid == 0:
            ok = False
            try:
                ok = job()
            finally:
                os._exit(0 if ok else 1)
        return pid
    def ended_well(pid):
        return os.waitpid(pid, 0)[1] == 0
"""


def test_K01_a_forked_child_computes_after_its_parent_used_the_pool():
    run_python(
        PARALLEL
        + """
    for _ in range(5):
        assert ended_well(child(lambda: work() == want))
        assert work() == want
    children = [child(lambda: work() == want) for _ in range(3)]
    assert all(map(ended_well, children))
    """
    )


def test_K01_a_grandchild_computes_too():
    run_python(
        PARALLEL + "    assert ended_well(child(lambda: work() == want and"
        " ended_well(child(lambda: work() == want))))\n"
    )


def test_K01_a_fork_beside_a_computing_thread():
    run_python(
        PARALLEL
        + """
    import threading
    stop = threading.Event()
    def busy():
        while not stop.is_set():
            work()
    thread = threading.Thread(target=busy)
    thread.start()
    for _ in range(5):
        assert ended_well(child(lambda: work() == want))
    stop.set()
    thread.join()
    """
    )


def test_K01_a_pool_of_forked_processes():
    run_python(
        PARALLEL
        + """
    import multiprocessing
    def job(i):
        return work() == want
    with multiprocessing.get_context("fork").Pool(2) as pool:
        assert all(pool.map(job, range(4)))
    """
    )


def test_K06_live_graphs_at_exit():
    out = run_python("""
        import atexit, builtins, threading
        import retrograd as rg
        x = rg.ones(3, requires_grad=True)
        y = x
        for _ in range(100_000):
            y = y + 1
        builtins.kept = y
        local = threading.local()
        local.y = y
        rg.ones(1_000_000).exp().sum()
        atexit.register(lambda: print("last", (rg.ones(2) + 1).sum().item()))
        class Late:
            def __del__(self):
                try:
                    y.sum().backward()
                except Exception:
                    pass
        builtins.late = Late()
        cycle = [y]
        cycle.append(cycle)
    """)
    assert out.strip() == "last 4.0"


HOOKED = """
    import atexit, builtins, threading
    import retrograd as rg

    class Cube(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            ctx.save_for_backward(x)
            ctx.me = ctx
            return x ** 3
        @staticmethod
        def backward(ctx, g):
            return 3 * g * ctx.saved_tensors[0] ** 2

    def graph():
        x = rg.tensor([2.0], requires_grad=True)
        x.name = "leaf"
        with rg.autograd.graph.saved_tensors_hooks(lambda t: [t], lambda kept: kept[0]):
            y = Cube.apply(x) * x
        y.register_hook(lambda g: g * 1)
        y.grad_fn.register_hook(lambda gi, go: None)
        y.grad_fn.metadata["y"] = y
        x.register_post_accumulate_grad_hook(lambda p: None)
        return x, y
"""


def test_K06_graphs_with_hooks_and_functions_at_exit():
    out = run_python(
        HOOKED
        + """
    builtins.kept = graph()
    local = threading.local()
    local.kept = graph()
    cycle = [graph()]
    cycle.append(cycle)
    x, y = kept
    handle = x.register_hook(lambda g: None)
    node, edge = y.grad_fn, rg.autograd.graph.get_gradient_edge(y)
    entered = rg.autograd.graph.saved_tensors_hooks(lambda t: t, lambda t: t)
    entered.__enter__()
    off = rg.no_grad()
    off.__enter__()
    @atexit.register
    def last():
        with rg.enable_grad():
            x, y = graph()
            y.backward()
        print("last", x.grad.item())
    """
    )
    assert out.strip() == "last 32.0"


def test_K07_backward_with_hooks_in_a_finalizer_at_exit():
    out = run_python(
        HOOKED
        + """
    import sys
    class Late:
        def __init__(self):
            self.x, self.y = graph()
        def __del__(self):
            try:
                self.y.backward()
                text = str(self.x.grad.item())
            except Exception as error:
                text = type(error).__name__
            sys.__stderr__ and print("late", text, file=sys.__stderr__)
    builtins.late = Late()
    other = Late()
    local = threading.local()
    local.late = Late()
    def serve():
        mine = Late()
        threading.Event().wait()
    threading.Thread(target=serve, daemon=True).start()
    del other
    print("end")
    """
    )
    assert out.strip() == "end"


def test_K05_daemon_threads_in_hooks_and_functions_at_exit():
    for _ in range(3):
        run_python(
            HOOKED
            + """
    busy = threading.Barrier(4)
    def step():
        x, y = graph()
        y.backward()
        rg.ones(400_000).exp()
    def forever():
        step()
        busy.wait()
        while True:
            step()
    for _ in range(3):
        threading.Thread(target=forever, daemon=True).start()
    busy.wait()
    """
        )


def test_K06_threads_left_running_at_exit():
    for _ in range(3):
        run_python("""
            import threading
            import retrograd as rg
            x = rg.ones(200_000)
            busy = threading.Barrier(4)
            def forever():
                x.exp().sum()
                busy.wait()
                while True:
                    x.exp().sum()
            for _ in range(3):
                threading.Thread(target=forever, daemon=True).start()
            busy.wait()
        """)


def test_K08_reload():
    run_python("""
        import importlib
        import retrograd as rg
        x = rg.ones(2, requires_grad=True)
        again = importlib.reload(rg)
        (x * again.ones(2)).sum().backward()
        assert x.grad.tolist() == [1.0, 1.0]
    """)


def test_K08_import_after_a_purge_of_the_modules():
    run_python("""
        import sys
        import retrograd as rg
        x = rg.ones(2, requires_grad=True)
        for name in [n for n in sys.modules if n.startswith("retrograd")]:
            del sys.modules[name]
        import retrograd as again
        assert (again.ones(2) + 1).tolist() == [2.0, 2.0]
        (x * 2).sum().backward()
        assert x.grad.tolist() == [2.0, 2.0]
    """)


def test_K08_a_sub_interpreter_is_refused_by_an_import_error():
    out = run_python('''
        try:
            import _interpreters as interpreters
        except ImportError:
            import _xxsubinterpreters as interpreters
        import retrograd as rg
        inner = """if True:
            try:
                import retrograd
            except ImportError:
                print("refused", flush=True)
            else:
                print("imported", flush=True)
        """
        other = interpreters.create()
        interpreters.run_string(other, inner)
        interpreters.destroy(other)
        print((rg.ones(2) + 1).tolist())
    ''')
    assert out.split("\n")[:2] == ["refused", "[2.0, 2.0]"]


def test_K03_a_fork_after_a_backward_inside_a_backward():
    run_python(
        PARALLEL
        + """
    def nested():
        x = rg.ones(2, requires_grad=True)
        y = (x * x).sum()
        y.register_hook(rg.enable_grad()(lambda grad: work() and None))
        y.backward()
        return x.grad.tolist() == [2.0, 2.0]
    assert nested()
    assert ended_well(child(nested))
    """
    )


@pytest.mark.parametrize("method", ["spawn", "forkserver"])
def test_K04_tensors_go_to_started_processes_by_value(method, tmp_path):
    script = tmp_path / "script.py"
    script.write_text(
        textwrap.dedent(
            f"""
            import multiprocessing
            import retrograd as rg

            def double(x):
                x *= 2
                return x, x.requires_grad

            if __name__ == "__main__":
                x = rg.arange(6.0).reshape(2, 3).t()
                with multiprocessing.get_context({method!r}).Pool(1) as pool:
                    y, flag = pool.apply(double, (x,))
                assert y.tolist() == [[0, 6], [2, 8], [4, 10]] and not flag
                assert x.tolist() == [[0, 3], [1, 4], [2, 5]]
            """
        )
    )
    run_python(f"import runpy; runpy.run_path({str(script)!r}, run_name='__main__')", timeout=120)


def test_K10_a_backward_that_runs_out_of_memory_leaves_the_leaf_alone():
    w = rg.ones(2, requires_grad=True)
    trunk = (w * w).sum()
    loss = (trunk * 1).expand(2**50)[:1].sum()  # the gradient of the slice has 4 PiB
    with pytest.raises(rg.errors.OutOfMemory, match="4 PiB"):
        loss.backward()
    assert w.grad is None
    (w * w).sum().backward()
    assert w.grad.tolist() == [2.0, 2.0]


def test_K12_no_openmp_runtime_is_loaded():
    run_python(
        """
        import retrograd as rg
        rg.set_num_threads(2)
        rg.ones(500, 500) @ rg.ones(500, 500)
        loaded = open("/proc/self/maps").read()
        assert not any(name in loaded for name in ("libgomp", "libomp", "libiomp"))
        """
    )


def test_K01_a_fork_beside_threads_that_release_large_graphs():
    out = run_python(
        """
        import os, signal, threading
        import retrograd as rg

        stop = threading.Event()
        w = rg.ones(2, requires_grad=True)

        def record():
            y = rg.ones(1, requires_grad=True)
            for _ in range(20_000):
                y = y * 1.5
            return y

        def release():
            while not stop.is_set():
                record()
                (w * w).sum().backward()
                rg.rand(3, generator=own)

        def works():
            x = rg.ones(2, requires_grad=True)
            y = x
            for _ in range(50):
                y = y * 1.5
            y.sum().backward()
            (w * 2).sum().backward()
            return w.grad is not None and rg.rand(3, generator=own).shape == (3,) and repr(x)

        own = rg.Generator()
        threads = [threading.Thread(target=release) for _ in range(2)]
        for thread in threads:
            thread.start()
        hung = 0
        for _ in range(60):
            pid = os.fork()
            if pid == 0:
                signal.alarm(5)
                os._exit(0 if works() else 1)
            hung += os.waitpid(pid, 0)[1] != 0
        stop.set()
        for thread in threads:
            thread.join()
        print(hung)
    """,
        timeout=120,
    )
    assert out.strip() == "0"
