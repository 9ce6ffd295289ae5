"""Messages between processes: pickles, with the memory of tensors and arrays beside them.

A message is its lengths, the pickle, and each buffer, which the receiver reads straight into the
memory of its tensor. No lock is shared, so a process that is killed leaves none behind; and nothing
lies in shared memory, of which there may be little.
"""

from __future__ import annotations

import contextlib
import fcntl
import os
import pickle
import queue
import select
import struct
import threading
from collections.abc import Callable, Sequence
from typing import Any, cast

from ... import _core

__all__: list[str] = []

_HEAD = struct.Struct("=QQ")  # bytes of the pickle, and how many buffers there are
_BESIDE = 4096  # bytes from which on a buffer is worth a place of its own
_MANY = 512  # parts for one call of the system, which takes at most 1024


def _packed(message: object) -> list[memoryview]:
    buffers: list[memoryview] = []

    def stays_inside(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if raw.nbytes < _BESIDE:
            return True
        buffers.append(raw)
        return False

    data = pickle.dumps(message, 5, buffer_callback=stays_inside)
    lengths = struct.pack(f"={len(buffers)}Q", *[raw.nbytes for raw in buffers])
    head = _HEAD.pack(len(data), len(buffers)) + lengths
    return [memoryview(head + data), *buffers]


def _moved(
    move: Callable[[int, Sequence[Any]], int], fd: int, parts: list[memoryview]
) -> list[memoryview]:
    """Read into or write the parts, as far as it goes without waiting; what is left of them."""
    while parts:
        try:
            n = move(fd, parts[:_MANY])
        except BlockingIOError:
            break
        if n == 0:
            raise EOFError
        while parts and n >= len(parts[0]):
            n -= len(parts.pop(0))
        if n:
            parts[0] = parts[0][n:]
    return parts


class Writer:
    """Sends messages, and does not wait: what the pipe cannot take is copied, and goes later."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        os.set_blocking(fd, False)
        # Room for a batch. Where the system grants none, the thread has more to do.
        with contextlib.suppress(OSError, AttributeError):
            fcntl.fcntl(fd, fcntl.F_SETPIPE_SZ, 1 << 20)
        self._later: queue.Queue[bytes] = queue.Queue()
        self._thread: threading.Thread | None = None

    def send(self, message: object) -> None:
        """Send one message. BrokenPipeError if nobody can read it any more."""
        parts = _packed(message)
        if not self._later.unfinished_tasks:
            parts = _moved(os.writev, self._fd, parts)
        if parts:
            self._later.put(b"".join(parts))
            if self._thread is None:
                self._thread = threading.Thread(target=self._send_later, daemon=True)
                self._thread.start()

    def _send_later(self) -> None:
        room = self._polled()
        with contextlib.suppress(BrokenPipeError):  # is_read says so
            while True:
                parts = [memoryview(self._later.get())]
                while parts := _moved(os.writev, self._fd, parts):
                    room.poll()
                self._later.task_done()

    def is_read(self) -> bool:
        """Whether somebody holds the other end."""
        return not any(event & select.POLLERR for _, event in self._polled().poll(0))

    def _polled(self) -> select.poll:
        """Of its own for each thread."""
        poll = select.poll()
        poll.register(self._fd, select.POLLOUT)
        return poll


class Reader:
    """Receives messages."""

    def __init__(self, fd: int) -> None:
        self._fd = fd
        os.set_blocking(fd, False)

    def receive(self, wait: Callable[[], object]) -> Any:
        """Receive one message; ``wait`` waits for more of it. EOFError if the sender is gone."""
        head = bytearray(_HEAD.size)
        self._fill(wait, [memoryview(head)])
        size, many = _HEAD.unpack(head)
        lengths, data = bytearray(8 * many), bytearray(size)
        self._fill(wait, [memoryview(lengths), memoryview(data)])
        # Tensors, whose memory is that of the tensors that are unpickled.
        buffers = [_core.empty(n, dtype=_core.uint8) for n in struct.unpack(f"={many}Q", lengths)]
        self._fill(wait, [memoryview(cast("Any", buffer)) for buffer in buffers])
        return pickle.loads(data, buffers=buffers)

    def _fill(self, wait: Callable[[], object], parts: list[memoryview]) -> None:
        while parts := _moved(os.readv, self._fd, parts):
            wait()


def __dir__() -> list[str]:
    return __all__
