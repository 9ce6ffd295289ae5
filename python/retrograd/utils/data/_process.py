"""What runs in a worker process of a DataLoader."""

from __future__ import annotations

import contextlib
import os
import random
import select
import signal
import socket
import sys
import traceback
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from ... import _core
from ._channel import Receiver, Sender, waits
from ._utils import worker
from ._utils.fetch import Fetcher, _DatasetKind

__all__: list[str] = []


class _KeyErrorText(str):
    """A KeyError shows the repr of its key: this one is readable over several lines."""

    def __repr__(self) -> str:
        return str(self)


class _Failure:
    """An exception that travels: its class and the text of its traceback."""

    def __init__(self, error: Exception, number: int) -> None:
        self.kind = type(error)
        trace = "".join(traceback.format_exception(error))
        self.text = (
            f"Caught {self.kind.__name__} in DataLoader worker process {number}.\nOriginal {trace}"
        )

    def reraise(self) -> None:
        """Raise an exception of the class, or a RuntimeError where a text alone makes none."""
        if self.kind is StopIteration:  # would end the epoch, as if nothing had gone wrong
            raise RuntimeError(self.text)
        text = _KeyErrorText(self.text) if self.kind is KeyError else self.text
        try:
            error = self.kind(text)
        except Exception:  # whatever a class of the user's wants
            error = RuntimeError(text)
        raise error from None


class _IterableDatasetStopIteration:
    """A worker's share of an IterableDataset is at its end."""


@dataclass
class _Setup:
    """What a worker is told when it starts."""

    id: int
    num_workers: int
    base_seed: int
    kind: int
    dataset: Any
    auto_collation: bool
    collate_fn: Callable[[Any], Any]
    drop_last: bool
    init_fn: Callable[[int], object] | None

    def fetcher(self) -> Fetcher:
        return _DatasetKind.create_fetcher(
            self.kind, self.dataset, self.auto_collation, self.collate_fn, self.drop_last
        )


def _seed_all(base_seed: int, number: int) -> None:
    seed = base_seed + number
    random.seed(seed)
    _core.manual_seed(seed)
    if (numpy := sys.modules.get("numpy")) is not None:
        low, high = base_seed & 0xFFFFFFFF, base_seed >> 32
        numpy.random.seed(numpy.random.SeedSequence([number, low, high, 0]).generate_state(4))


def _worker_loop(setup: _Setup, end: socket.socket, foreign: list[socket.socket]) -> None:
    """Fetch what is asked for, until nobody asks any more."""
    # Ctrl-C reaches the whole group of processes: the one that waits for the batches ends the rest.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    signal.pthread_sigmask(signal.SIG_UNBLOCK, [signal.SIGINT])
    for other in foreign:  # which would never be seen to close, if this process held them
        other.close()
    _core.set_num_threads(1)
    _seed_all(setup.base_seed, setup.id)
    worker._worker_info = worker.WorkerInfo(
        setup.id, setup.num_workers, setup.base_seed + setup.id, setup.dataset
    )
    # These say that the DataLoader has closed its end, or is gone.
    with contextlib.suppress(ConnectionError, EOFError):
        _serve(setup, _tasks(end), Sender(end))


def _tasks(end: socket.socket) -> Iterator[Any]:
    """The tasks, as long as somebody waits for their answers."""
    receiver = Receiver(end)
    parent = os.getppid()
    while os.getppid() == parent:
        events = waits(end, select.POLLIN, 5)
        if events & select.POLLHUP:
            return
        if events:
            yield receiver.receive()


def _serve(setup: _Setup, tasks: Iterator[Any], sender: Sender) -> None:
    failed: _Failure | None = None
    fetcher: Fetcher | None = None
    try:
        if setup.init_fn is not None:
            setup.init_fn(setup.id)
        fetcher = setup.fetcher()
    except Exception as error:
        failed = _Failure(error, setup.id)
    ended = False
    for number, index, read in tasks:
        sender.were_read(read)
        if number is None:  # another epoch, in which an IterableDataset begins anew
            ended, fetcher = False, None
            continue
        if ended:
            continue
        answer: Any
        try:
            if failed is not None:
                answer, failed = failed, None
            else:
                fetcher = fetcher or setup.fetcher()
                answer = fetcher.fetch(index)
        except StopIteration:
            answer, ended = _IterableDatasetStopIteration(), True
        except Exception as error:
            answer = _Failure(error, setup.id)
        try:
            sender.send((number, answer))
        except ConnectionError:
            raise
        except Exception as error:  # a batch that cannot be pickled
            sender.send((number, _Failure(error, setup.id)))
        del answer


def __dir__() -> list[str]:
    return __all__
