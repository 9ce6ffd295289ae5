"""Messages between processes: pickles, and the memory of tensors and arrays.

A small message is one packet of a socket. The parts of a larger one lie in a file in memory, whose
descriptor is what is sent, and the receiver reads them straight into the memory of its tensors. A
packet comes whole or not at all and no lock is shared, so a process may be killed at any time; and
the files have no names, so that nothing is left behind and no mount is too small for them.
"""

from __future__ import annotations

import array
import contextlib
import os
import pickle
import select
import socket
import struct
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, cast

from ... import _core

__all__: list[str] = []

_INLINE = 1 << 14  # bytes that fit in a packet, of which several are to fit in the socket
_HEAD = struct.Struct("=QQ")  # bytes of the pickle, and how many buffers there are
_MANY = 1000  # parts for one call of the system, which takes at most 1024


def channel() -> tuple[socket.socket, socket.socket]:
    """Two ends, for two processes."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def _packed(message: object) -> list[memoryview]:
    """The pickle and the buffers that are worth a place of their own."""
    buffers: list[memoryview] = []

    def stays_inside(buffer: pickle.PickleBuffer) -> bool:
        raw = buffer.raw()
        if raw.nbytes < _INLINE // 2:
            return True
        buffers.append(raw)
        return False

    data = pickle.dumps(message, 5, buffer_callback=stays_inside)
    return [memoryview(data), *buffers]


def _transfer(
    move: Callable[[int, Sequence[Any], int], int], file: int, parts: list[memoryview], at: int
) -> int:
    """Read or write all of the parts from a place of a file on; the place behind them."""
    while parts:
        n = move(file, parts[:_MANY], at)
        if not n and len(parts[0]):
            raise EOFError
        at += n
        while parts and n >= len(parts[0]):
            n -= len(parts.pop(0))
        if n:
            parts[0] = parts[0][n:]
    return at


class Sender:
    """Sends messages. Each is copied at once: what it was made of may change afterwards."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._sent = 0
        self._busy: deque[tuple[int, int]] = deque()  # numbers of messages, and their files
        self._free: list[int] = []

    def send(self, message: object) -> None:
        """Send one message, once there is room for it; BrokenPipeError where nobody reads."""
        parts = _packed(message)
        if len(parts) == 1 and len(parts[0]) < _INLINE:
            self._end.sendmsg(parts)
        else:
            head = _HEAD.pack(len(parts[0]), len(parts) - 1)
            sizes = struct.pack(f"={len(parts) - 1}Q", *map(len, parts[1:]))
            file = self._free.pop() if self._free else _memory()
            _transfer(os.pwritev, file, [memoryview(sizes), *parts], 0)
            rights = (socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", [file]))
            self._busy.append((self._sent, file))
            self._end.sendmsg([head], [rights])
        self._sent += 1

    def were_read(self, count: int) -> None:
        """Use the files of so many messages again, whose memory is there already."""
        while self._busy and self._busy[0][0] < count:
            self._free.append(self._busy.popleft()[1])


def _memory() -> int:
    if hasattr(os, "memfd_create"):
        return os.memfd_create("retrograd batch")
    import tempfile

    with tempfile.TemporaryFile() as file:
        return os.dup(file.fileno())


class Receiver:
    """Receives messages."""

    def __init__(self, end: socket.socket) -> None:
        self._end = end
        self._packet = bytearray(_INLINE)
        self.count = 0

    def receive(self) -> Any:
        """Receive one message; EOFError if there is none any more, since the sender is gone."""
        while True:
            # A sender that has gone without reading all is told of once, before its last messages.
            with contextlib.suppress(ConnectionResetError):
                size, rights, _, _ = self._end.recvmsg_into([self._packet], socket.CMSG_SPACE(4))
                break
        if not size:
            raise EOFError
        self.count += 1
        packet = memoryview(self._packet)[:size]
        if not rights:
            return pickle.loads(packet)
        (file,) = array.array("i", rights[0][2])
        try:
            return _read(file, *_HEAD.unpack(packet))
        finally:
            os.close(file)


def _read(file: int, size: int, many: int) -> Any:
    sizes, data = bytearray(8 * many), bytearray(size)
    at = _transfer(os.preadv, file, [memoryview(sizes), memoryview(data)], 0)
    # The memory of the tensors that are unpickled.
    buffers = [_core.empty(n, dtype=_core.uint8) for n in struct.unpack(f"={many}Q", sizes)]
    _transfer(os.preadv, file, [memoryview(cast("Any", buffer)) for buffer in buffers], at)
    return pickle.loads(data, buffers=buffers)


def waits(end: socket.socket, what: int, seconds: float) -> int:
    """Wait for one of the events of ``select.poll``; which there are."""
    poll = select.poll()
    poll.register(end, what)
    return next((events for _, events in poll.poll(seconds * 1000)), 0)


def __dir__() -> list[str]:
    return __all__
