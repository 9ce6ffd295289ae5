"""An epoch whose batches are fetched ahead by worker processes."""

from __future__ import annotations

import contextlib
import itertools
import math
import multiprocessing
import os
import select
import signal
import time
import weakref
from collections import deque
from multiprocessing.process import BaseProcess
from typing import Any

from ._channel import Receiver, Sender, channel, waits
from ._iterators import _BaseDataLoaderIter
from ._process import _Failure, _IterableDatasetStopIteration, _Setup, _worker_loop

__all__: list[str] = []

_LOOK = 5.0  # seconds after which to look whether a silent worker is alive


class _Worker:
    """One process, and this one's end of the channel to it."""

    def __init__(self, context: Any, setup: _Setup, others: list[_Worker]) -> None:
        self.id = setup.id
        self.end, its_end = channel()
        forked = context.get_start_method() == "fork"
        foreign = [self.end, *(other.end for other in others)] if forked else []
        self.process: BaseProcess = context.Process(
            target=_worker_loop, args=(setup, its_end, foreign), daemon=True
        )
        # Held back until the process ignores it: one that just starts would print a traceback.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        try:
            self.process.start()
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
            its_end.close()
        self.receiver = Receiver(self.end)
        self._sender = Sender(self.end)
        self._unsent: deque[tuple[int | None, Any]] = deque()

    def ask(self, number: int | None, index: Any = None) -> None:
        """Send a task, or None for another epoch."""
        self._unsent.append((number, index))
        self.send_waiting()

    def send_waiting(self) -> None:
        """Send tasks as far as there is room: to wait for it would let both sides wait."""
        # That the worker is gone is seen by its answers, of which there may be some left.
        with contextlib.suppress(ConnectionError):
            while self._unsent and waits(self.end, select.POLLOUT, 0) & select.POLLOUT:
                self._sender.send((*self._unsent.popleft(), self.receiver.count))


def _end(workers: list[_Worker], owner: int, patience: float = 1.0) -> None:
    """Let the processes end by themselves, then end them."""
    if os.getpid() != owner:  # a fork that has a copy of the iterator
        return
    for worker in workers:
        worker.end.close()
    until = time.monotonic() + patience
    for worker in workers:
        worker.process.join(max(0.0, until - time.monotonic()))
    for worker in workers:
        worker.process.terminate()
    for worker in workers:
        worker.process.join(1.0)
        if worker.process.is_alive():
            worker.process.kill()
            worker.process.join()


class _MultiProcessingDataLoaderIter(_BaseDataLoaderIter):
    """Numbered tasks go round the workers, and each worker answers its own in their order."""

    def __init__(self, loader: Any) -> None:
        super().__init__(loader)
        self._prefetch_factor: int = loader.prefetch_factor
        self._persistent_workers: bool = loader.persistent_workers
        self._in_order: bool = loader.in_order
        self._sent = 0
        self._all: list[_Worker] = []
        self._shutdown = weakref.finalize(self, _end, self._all, os.getpid())
        context = loader.multiprocessing_context or multiprocessing.get_context()
        for i in range(self._num_workers):
            setup = _Setup(
                i,
                self._num_workers,
                self._base_seed,
                self._dataset_kind,
                self._dataset,
                self._auto_collation,
                self._collate_fn,
                self._drop_last,
                loader.worker_init_fn,
            )
            self._all.append(_Worker(context, setup, self._all))
        self._workers = [worker.process for worker in self._all]
        self._reset(loader, first_iter=True)

    def _reset(self, loader: Any, first_iter: bool = False) -> None:
        super()._reset(loader)
        # Which worker a task is with. Of an epoch that was left early answers may still come.
        self._owners: dict[int, int] = {}
        self._workers_status = [True] * self._num_workers  # whether it has samples left
        self._round = itertools.cycle(range(self._num_workers))
        if not first_iter:
            for worker in self._all:
                worker.ask(None)
        for _ in range(self._prefetch_factor * self._num_workers):
            self._ask()

    def _ask(self) -> None:
        """Send the next task, if there is one, and a worker that can do it."""
        try:
            index = self._next_index()
        except StopIteration:
            return
        if not any(self._workers_status):
            return
        if self._in_order:
            owner = next(i for i in self._round if self._workers_status[i])
        else:
            busy = list(self._owners.values())
            owner = min(
                (i for i, active in enumerate(self._workers_status) if active), key=busy.count
            )
        self._owners[self._sent] = owner
        self._all[owner].ask(self._sent, index)
        self._sent += 1

    def _next_data(self) -> Any:
        while self._owners:
            if self._has_ended():
                raise RuntimeError("DataLoader: the workers of this epoch are gone; begin another")
            try:
                worker, (number, answer) = self._receive()
            except KeyboardInterrupt:
                self._shutdown.detach()
                _end(self._all, os.getpid(), patience=0)
                raise
            if number not in self._owners:
                continue
            if isinstance(answer, _IterableDatasetStopIteration):
                self._workers_status[worker.id] = False
                self._owners = {n: i for n, i in self._owners.items() if i != worker.id}
                self._ask()
                continue
            del self._owners[number]
            self._ask()
            if isinstance(answer, _Failure):
                answer.reraise()
            return answer
        if not self._persistent_workers:
            self._shutdown_workers()
        raise StopIteration

    def _receive(self) -> tuple[_Worker, tuple[int, Any]]:
        for worker in self._all:
            worker.send_waiting()
        owners = self._owners.values()
        expected = [next(iter(owners))] if self._in_order else set(owners)
        worker = self._wait([self._all[i] for i in expected])
        try:
            return worker, worker.receiver.receive()
        except EOFError:
            raise self._died(worker) from None

    def _wait(self, workers: list[_Worker]) -> _Worker:
        """Wait for one of the workers to have written something."""
        until = time.monotonic() + self._timeout if self._timeout else math.inf
        poll = select.poll()
        for worker in workers:
            poll.register(worker.end, select.POLLIN)
        while True:
            left = min(_LOOK, until - time.monotonic())
            if left <= 0:
                raise RuntimeError(f"DataLoader: no batch came in {self._timeout} seconds")
            if ready := poll.poll(left * 1000):
                return next(w for w in workers if w.end.fileno() == ready[0][0])
            for worker in workers:
                # Its end of the channel may be open yet, in a process that it has started.
                if not worker.process.is_alive():
                    raise self._died(worker)

    def _died(self, worker: _Worker) -> RuntimeError:
        worker.process.join(1)
        code = worker.process.exitcode
        self._shutdown_workers()
        how = f"exited with code {code}"
        if code is not None and code < 0:
            how = f"was killed by signal {-code} ({signal.strsignal(-code)})"
        return RuntimeError(
            f"DataLoader worker {worker.id} (pid {worker.process.pid}) {how}, "
            "and the batches that it owes do not come"
        )

    def _has_ended(self) -> bool:
        return not self._shutdown.alive

    def _shutdown_workers(self) -> None:
        self._shutdown()


def __dir__() -> list[str]:
    return __all__
