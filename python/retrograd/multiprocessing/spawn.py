"""Several processes that run one function, each with its number."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import pickle
import signal
import time
import traceback
from collections.abc import Callable
from typing import Any

__all__ = [
    "ProcessContext",
    "ProcessException",
    "ProcessExitedException",
    "ProcessRaisedException",
    "SpawnContext",
    "spawn",
    "start_processes",
]


def __dir__() -> list[str]:
    return __all__


class ProcessException(Exception):
    """A process did not end well: which one, by its number and its pid."""

    def __init__(self, msg: str, error_index: int, pid: int) -> None:
        super().__init__(msg)
        self.msg = msg
        self.error_index = error_index
        self.pid = pid

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.msg, self.error_index, self.pid)


class ProcessRaisedException(ProcessException):
    """The function raised; the text has the traceback of the process."""


class ProcessExitedException(ProcessException):
    """A process ended by a signal, or by itself with another exit code than 0."""

    def __init__(
        self,
        msg: str,
        error_index: int,
        error_pid: int,
        exit_code: int,
        signal_name: str | None = None,
    ) -> None:
        super().__init__(msg, error_index, error_pid)
        self.exit_code = exit_code
        self.signal_name = signal_name

    def __reduce__(self) -> tuple[Any, ...]:
        args = (self.msg, self.error_index, self.pid, self.exit_code, self.signal_name)
        return type(self), args


def _run(fn: Callable[..., object], number: int, args: tuple[Any, ...], failed: Any) -> None:
    try:
        fn(number, *args)
    except KeyboardInterrupt:  # which the parent has as well
        pass
    except Exception:
        failed.put(pickle.dumps(traceback.format_exc()))
        raise SystemExit(1) from None


class ProcessContext:
    """The processes that ``start_processes`` has started."""

    def __init__(self, processes: list[Any], failures: list[Any]) -> None:
        self.processes = processes
        self._failures = failures
        self._left = set(range(len(processes)))

    def pids(self) -> list[int]:
        """The pids, in the order of the numbers."""
        return [process.pid for process in self.processes]

    def join(self, timeout: float | None = None, grace_period: float | None = None) -> bool:
        """Wait for some to end; True when all have. One that failed ends the others, and raises.

        Raises ProcessRaisedException or ProcessExitedException.
        """
        if not self._left:
            return True
        ends = {self.processes[i].sentinel: i for i in self._left}
        ready = multiprocessing.connection.wait(list(ends), timeout)
        for i in [ends[end] for end in ready if isinstance(end, int)]:
            self.processes[i].join()
            self._left.discard(i)
            if self.processes[i].exitcode != 0:
                self._fail(i, grace_period)
        return not self._left

    def _fail(self, number: int, grace_period: float | None) -> None:
        until = time.monotonic() + (grace_period or 0)
        others = [self.processes[i] for i in self._left]
        for process in others:
            process.join(max(0.0, until - time.monotonic()))
        for process in others:
            process.terminate()
        for process in others:
            process.join(5)
            if process.is_alive():
                process.kill()
                process.join()
        failed = self.processes[number]
        if not self._failures[number].empty():
            text = pickle.loads(self._failures[number].get())
            raise ProcessRaisedException(
                f"process {number} of start_processes ended with this error:\n{text}",
                number,
                failed.pid,
            )
        code = failed.exitcode
        name = signal.Signals(-code).name if code < 0 else None
        how = f"was ended by signal {name}" if name else f"exited with code {code}"
        raise ProcessExitedException(
            f"process {number} of start_processes {how}", number, failed.pid, code, name
        )


SpawnContext = ProcessContext


def start_processes(
    fn: Callable[..., object],
    args: tuple[Any, ...] = (),
    nprocs: int = 1,
    join: bool = True,
    daemon: bool = False,
    start_method: str = "spawn",
) -> ProcessContext | None:
    """Call ``fn(i, *args)`` in a process for each i below ``nprocs``.

    Waits for them and returns None; with ``join=False`` it returns their ProcessContext at once.
    """
    context: Any = multiprocessing.get_context(start_method)
    failures = [context.SimpleQueue() for _ in range(nprocs)]
    processes = [
        context.Process(target=_run, args=(fn, i, args, failures[i]), daemon=daemon)
        for i in range(nprocs)
    ]
    for process in processes:
        process.start()
    started = ProcessContext(processes, failures)
    if not join:
        return started
    while not started.join():
        pass
    return None


def spawn(
    fn: Callable[..., object],
    args: tuple[Any, ...] = (),
    nprocs: int = 1,
    join: bool = True,
    daemon: bool = False,
    start_method: str = "spawn",
) -> ProcessContext | None:
    """Call ``fn(i, *args)`` in a process for each i below ``nprocs``: see ``start_processes``."""
    return start_processes(fn, args, nprocs, join, daemon, start_method)
