"""The CPU under the names that torch has for any device. Nothing waits, so there is one stream.

>>> rg.cpu.is_available(), rg.cpu.device_count(), rg.cpu.current_device()
(True, 1, 'cpu')
"""

from __future__ import annotations

from .. import _core
from . import amp

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TypeAlias

    _Device: TypeAlias = _core.device | str | int | None

__all__ = [
    "Event",
    "Stream",
    "StreamContext",
    "amp",
    "current_device",
    "current_stream",
    "device_count",
    "is_available",
    "is_initialized",
    "set_device",
    "stream",
    "synchronize",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


class Event:
    """A point in the work of a stream, which is done when it is made."""

    def record(self, stream: Stream | None = None) -> None:
        """Return at once."""

    def query(self) -> bool:
        """True: what was started is done."""
        return True

    def synchronize(self) -> None:
        """Return at once."""

    def wait(self, stream: Stream | None = None) -> None:
        """Return at once."""


class Stream:
    """A stream of work. What was started is done, so there is nothing to wait for."""

    def __init__(self, priority: int = -1) -> None:
        pass

    def record_event(self) -> None:
        """Return at once."""

    def wait_event(self, event: Event) -> None:
        """Return at once."""

    def wait_stream(self, stream: Stream) -> None:
        """Return at once."""


_the_stream = Stream()


class StreamContext:
    """Select a stream inside a block, which changes nothing."""

    def __init__(self, stream: Stream | None) -> None:
        self.stream = stream

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass


def is_available() -> bool:
    """True."""
    return True


def is_initialized() -> bool:
    """True."""
    return True


def device_count() -> int:
    """1."""
    return 1


def current_device() -> str:
    """The text 'cpu'."""
    return "cpu"


def set_device(device: _Device) -> None:
    """Do nothing: there is one CPU."""


def synchronize(device: _Device = None) -> None:
    """Return at once: every operation is done when it returns."""


def current_stream(device: _Device = None) -> Stream:
    """The one stream."""
    return _the_stream


def stream(stream: Stream | None) -> StreamContext:
    """Select a stream inside a block, which changes nothing."""
    return StreamContext(stream)
