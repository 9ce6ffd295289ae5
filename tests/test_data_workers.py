"""The DataLoader with worker processes: what they fetch, how they fail, and how they end."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import time
import weakref

import numpy as np
import pytest
import retrograd as rg
from data_draws import WORKER_CASES, Plain, as_they_are, figures, rows, run
from retrograd.utils import data
from subprocess_run import finish, run_python, sanitized, start_python

pytestmark = pytest.mark.filterwarnings("ignore:DataLoader. . workers share")
FIGURES = figures()


class Shared(data.IterableDataset):
    """Each worker has as many samples as its number says."""

    def __iter__(self):
        worker = data.get_worker_info()
        for i in range([3, 1, 5][worker.id]):
            yield 10 * worker.id + i


class Failing(Plain):
    def __getitem__(self, i):
        if i == 1:
            return {}["one\ntwo"]
        if i == 2:
            raise OwnError(3, 4)
        if i == 3:
            raise StopIteration
        if i == 4:
            return lambda: None  # cannot be pickled
        return i


class OwnError(Exception):
    def __init__(self, one, two):
        super().__init__(one + two)


class Dying(Plain):
    def __init__(self, how):
        super().__init__()
        self.how = how

    def __getitem__(self, i):
        if i == 2:
            self.how()
        return i


def kill_oneself():
    os.kill(os.getpid(), signal.SIGKILL)


def leave():
    raise SystemExit(3)


def stall():
    signal.pause()


class Pid(Plain):
    def __getitem__(self, i):
        return os.getpid()


class Content(Plain):
    """A tensor of every kind, and an array."""

    def __getitem__(self, i):
        big = rg.arange(4096.0 * 3).reshape(3, 4096) + i
        return {
            "big": big,
            "turned": big.t(),
            "half": big.to(rg.bfloat16),
            "small": rg.tensor([True, False]),
            "none": rg.zeros(0, 4),
            "one": rg.tensor(i),
            "array": np.arange(5000) + i,
            "text": "x" * 10_000,
        }


def loader_of(dataset, **options):
    return data.DataLoader(dataset, **{"num_workers": 2, **options})


def gone(pids):
    """Whether all of these are no processes any more, nor zombies."""
    return not any(os.path.exists(f"/proc/{pid}") for pid in pids)


@pytest.mark.parametrize("name", WORKER_CASES)
def test_the_draws_and_seeds_are_those_of_torch(name):
    assert run(WORKER_CASES[name], rg) == FIGURES[name]


@pytest.mark.parametrize("start", ["spawn", "forkserver"])
def test_workers_start_in_any_way(start):
    loader = loader_of(rows(rg), num_workers=1, batch_size=4, multiprocessing_context=start)
    assert [batch[1].tolist() for batch in loader] == [[0, 10, 20, 30], [40, 50, 60, 70], [80, 90]]


def test_batches_come_as_they_were_made():
    for i, got in enumerate(loader_of(Content(4), batch_size=None, collate_fn=as_they_are)):
        want = Content(4)[i]
        assert list(got) == list(want)
        for key, value in want.items():
            if isinstance(value, rg.Tensor):
                assert rg.equal(got[key], value) and got[key].dtype == value.dtype
                assert got[key].stride() == value.stride()
                got[key].add_(1) if got[key].dtype != rg.bool else None
            elif isinstance(value, np.ndarray):
                assert (got[key] == value).all() and got[key].dtype == value.dtype
                got[key] += 1
            else:
                assert got[key] == value


def test_a_pipe_that_is_full_holds_nobody_up():
    class Big(Plain):
        def __getitem__(self, i):
            made.value = i + 1
            return rg.full((1 << 20,), float(i))

    made = multiprocessing.Value("i", 0)
    loader = loader_of(Big(6), num_workers=1, batch_size=None, prefetch_factor=4)
    epoch = iter(loader)
    until = time.monotonic() + 20
    while made.value < 4 and time.monotonic() < until:
        os.sched_yield()
    assert made.value == 4  # as many as may be ahead: 16 MB that nobody has read
    assert [int(x[-1]) for x in epoch] == list(range(6))


def test_what_a_dataset_uses_again_is_not_seen_to_change():
    class Reused(Plain):
        buffer = rg.zeros(1 << 19)

        def __getitem__(self, i):
            return self.buffer.fill_(i)

    loader = loader_of(Reused(6), num_workers=1, batch_size=None, prefetch_factor=6)
    assert [(x.min().item(), x.max().item()) for x in loader] == [(i, i) for i in range(6)]


def test_a_worker_uses_its_files_again():
    class Files(Plain):
        def __getitem__(self, i):
            return len(os.listdir("/proc/self/fd")), rg.zeros(10_000)

    counts = [count for count, _ in loader_of(Files(30), num_workers=1, batch_size=None)]
    assert max(counts) <= counts[0] + 4


def test_an_iterable_dataset_is_shared_out_and_begun_anew():
    want = [[0, 1], [10], [20, 21], [2], [22, 23], [24]]
    for stay in (False, True):
        loader = loader_of(Shared(), num_workers=3, batch_size=2, persistent_workers=stay)
        for _ in range(2):
            assert [batch.tolist() for batch in loader] == want
        next(iter(loader))
        assert [batch.tolist() for batch in loader] == want


def test_batches_may_come_as_they_are_ready():
    class Slow(Plain):
        def __getitem__(self, i):
            if i == 0:
                event.wait(20)
            return i

    event = multiprocessing.Event()
    epoch = iter(loader_of(Slow(8), batch_size=None, in_order=False))
    assert [next(epoch) for _ in range(6)] == [1, 3, 4, 5, 6, 7]  # 2 is to be done after 0
    event.set()
    assert list(epoch) == [0, 2]


def test_workers_stay_and_forget_an_epoch_that_was_left():
    loader = loader_of(rows(rg), batch_size=2, persistent_workers=True)
    first = iter(loader)
    pids = [process.pid for process in first._workers]
    next(first)
    for _ in range(2):
        assert [batch[0].tolist() for batch in loader] == [[i, i + 1] for i in range(0, 10, 2)]
    assert [process.pid for process in iter(loader)._workers] == pids
    del loader, first
    assert gone(pids)


def test_an_exception_arrives_with_its_class_and_traceback():
    epoch = iter(loader_of(Failing(6), num_workers=1, batch_size=None))
    assert next(epoch) == 0
    with pytest.raises(KeyError, match=r'(?s)^Caught KeyError in .* 0\.\nOriginal Traceback.*"one'):
        next(epoch)
    with pytest.raises(RuntimeError, match=r"(?s)Caught OwnError .*raise OwnError\(3, 4\)"):
        next(epoch)
    with pytest.raises(RuntimeError, match="StopIteration for index 3"):
        next(epoch)
    with pytest.raises(
        (AttributeError, TypeError), match=r"(?s)DataLoader worker process 0.*lambda"
    ):
        next(epoch)
    assert list(epoch) == [5]


def test_a_failing_start_is_the_first_answer():
    def start(worker):
        raise ValueError(f"start {worker}")

    epoch = iter(loader_of(Plain(), worker_init_fn=start))
    with pytest.raises(ValueError, match=r"(?s)Caught ValueError .*start 0"):
        next(epoch)


@pytest.mark.parametrize(
    ("how", "said"), [(kill_oneself, r"signal 9 \(Killed\)"), (leave, "with code 3")]
)
def test_a_worker_that_dies_is_an_error_that_names_it(how, said):
    loader = loader_of(Dying(how), batch_size=None, persistent_workers=True)
    epoch = iter(loader)
    pid = epoch._workers[0].pid
    assert [next(epoch), next(epoch)] == [0, 1]
    with pytest.raises(RuntimeError, match=rf"worker 0 \(pid {pid}\) .*{said}"):
        next(epoch)
    with pytest.raises(RuntimeError, match="gone; begin another"):
        next(epoch)
    assert next(iter(loader)) == 0
    assert gone(process.pid for process in epoch._workers)


def test_waiting_ends_after_the_timeout():
    epoch = iter(loader_of(Dying(stall), num_workers=1, batch_size=None, timeout=0.1))
    assert [next(epoch), next(epoch)] == [0, 1]
    with pytest.raises(RuntimeError, match=r"no batch came in 0\.1 seconds"):
        next(epoch)
    process = epoch._workers[0]
    os.kill(process.pid, signal.SIGKILL)


def test_workers_end_with_the_epoch_and_with_its_iterator():
    gc.collect()
    files = len(os.listdir("/proc/self/fd"))
    for left in (list, next, id):
        epoch = iter(loader_of(Pid(), batch_size=1))
        pids = [process.pid for process in epoch._workers]
        alive = weakref.ref(epoch)
        left(epoch)
        del epoch
        assert alive() is None and gone(pids)
    gc.collect()
    assert len(os.listdir("/proc/self/fd")) == files


def test_the_engine_works_in_a_fork_of_a_process_with_threads():
    if sanitized():
        pytest.skip("its allocator does not survive a fork beside threads")
    run_python("""
        import retrograd as rg
        rg.set_num_threads(4)
        x = rg.randn(600, 600)
        want = (x @ x).sum().item()

        class Products(rg.utils.data.Dataset):
            def __len__(self):
                return 4
            def __getitem__(self, i):
                rg.set_num_threads(1 + i)
                return (x @ x).sum()

        for loader in (rg.utils.data.DataLoader(Products(), num_workers=2) for _ in range(2)):
            assert all(abs(y.item() - want) <= abs(want) * 1e-4 + 1 for y in loader)
            assert (x @ x).sum().item() == want
    """)


INTERRUPTED = """
    import os, signal, sys, time
    import retrograd as rg

    class Slow(rg.utils.data.Dataset):
        def __len__(self):
            return 100
        def __getitem__(self, i):
            if i > 3:
                time.sleep(60)
            return i

    epoch = iter(rg.utils.data.DataLoader(Slow(), num_workers=2))
    {before}
    print(*[process.pid for process in epoch._workers], flush=True)
    {then}
"""


@pytest.mark.parametrize(
    ("before", "then"),
    [
        ("", "list(epoch)"),
        ("next(epoch)", "time.sleep(60)"),
    ],
)
def test_an_interrupt_ends_all_and_says_so_once(before, then):
    child = start_python(INTERRUPTED.format(before=before, then=then))
    pids = child.stdout.readline().split()
    begun = time.monotonic()
    os.killpg(child.pid, signal.SIGINT)
    _, err = child.communicate(timeout=30)
    assert time.monotonic() - begun < 5
    assert child.returncode == -signal.SIGINT
    assert err.count("KeyboardInterrupt") == 1 and err.count("Traceback") == 1, err
    assert gone(pids)


def test_workers_end_when_their_process_is_killed():
    child = start_python("""
        import os, signal
        import retrograd as rg

        epoch = iter(rg.utils.data.DataLoader(range(100), num_workers=2))
        next(epoch)
        os.kill(os.getpid(), signal.SIGKILL)
    """)
    child.communicate(timeout=30)  # which they hold open
    assert child.returncode == -signal.SIGKILL


def test_the_end_of_the_program_ends_its_workers():
    child = start_python(INTERRUPTED.format(before="next(epoch)", then="sys.exit(0)"))
    pids = child.stdout.readline().split()
    begun = time.monotonic()
    finish(child)
    assert time.monotonic() - begun < 5 and gone(pids)
