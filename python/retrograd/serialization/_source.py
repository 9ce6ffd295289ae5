"""Where the bytes of a file come from: a path, a file object, or memory mapped from a path."""

from __future__ import annotations

import io
import os
from mmap import ACCESS_COPY, ACCESS_READ, mmap
from typing import Any

from ._failed import FileError

__all__ = ["Source", "open_source"]


class Source:
    """The bytes from where a file object stands to its end."""

    def __init__(self, file: Any, name: str) -> None:
        self.name: str = name  # for errors
        self._file = file
        self._start: int = file.tell()
        file.seek(0, os.SEEK_END)
        self.size: int = max(0, file.tell() - self._start)
        file.seek(self._start)
        self._into: Any = getattr(file, "readinto", None)

    def close(self) -> None:
        """Leave a file object open, at the end of what was read."""

    def read(self, at: int, count: int) -> bytes:
        """Return ``count`` bytes. Raises FileError if there are fewer."""
        if not 0 <= at <= self.size - count:
            raise self.short(at, count)
        into = bytearray(count)
        self.read_into(at, memoryview(into))
        return bytes(into)

    def read_into(self, at: int, into: memoryview) -> None:
        """Fill the bytes of ``into``. Raises FileError if there are fewer."""
        self._file.seek(self._start + at)
        done = 0
        while done < len(into):
            if self._into:
                count = self._into(into[done:])
            else:
                part = self._file.read(len(into) - done)
                count = len(part)
                into[done : done + count] = part
            if not count:
                raise self.short(at, len(into))
            done += count

    def whole(self) -> bytes | mmap:
        """Return all bytes."""
        return self.read(0, self.size)

    def map(self, at: int, count: int) -> memoryview | None:
        """Return mapped bytes that stay as long as the view does, None where none are mapped."""
        return None

    def short(self, at: int, count: int) -> FileError:
        """Return the error for bytes that are not there."""
        return FileError(
            f"load: {self.name} ends at byte {self.size}, but {count} bytes from {at} on are part"
            " of it: it is damaged or was not written to its end"
        )


class _Path(Source):
    """A file of its own, read at places instead of by moving in it."""

    def __init__(self, path: Any) -> None:
        super().__init__(io.FileIO(path), os.fspath(path))

    def close(self) -> None:
        self._file.close()

    def whole(self) -> bytes | mmap:
        return mmap(self._file.fileno(), 0, access=ACCESS_READ)

    def read_into(self, at: int, into: memoryview) -> None:
        done = 0
        while done < len(into):
            count = os.preadv(self._file.fileno(), [into[done : done + 2**30]], at + done)
            if not count:
                raise self.short(at, len(into))
            done += count


class _Mapped(Source):
    """A file in memory: pages come when they are touched, and writes do not go to the file."""

    def __init__(self, path: Any) -> None:
        self.name = os.fspath(path)
        with open(path, "rb") as file:
            self.size = os.fstat(file.fileno()).st_size
            mapped = mmap(file.fileno(), 0, access=ACCESS_COPY) if self.size else b""
        self._memory = memoryview(mapped)

    def read_into(self, at: int, into: memoryview) -> None:
        part = self._memory[at : at + len(into)]
        if len(part) != len(into):
            raise self.short(at, len(into))
        into[:] = part

    def map(self, at: int, count: int) -> memoryview | None:
        if not 0 <= at <= self.size - count:
            raise self.short(at, count)
        return self._memory[at : at + count]


def open_source(f: Any, mapped: bool) -> Source:
    """Return the bytes of a path or of a seekable file object.

    Raises ValueError for a file object that is to be mapped, AttributeError for what is neither.
    """
    if isinstance(f, (str, bytes, os.PathLike)):
        return _Mapped(f) if mapped else _Path(f)
    if mapped:
        raise ValueError("load: mmap=True maps a file by its path, and a file object came")
    for method in ("read", "seek", "tell"):
        if not hasattr(f, method):
            raise AttributeError(
                f"load: expected a path or a file object that can seek, and a {type(f).__name__}"
                f" has no {method}(); read it into an io.BytesIO first"
            )
    if isinstance(f, io.IOBase) and not f.seekable():
        raise io.UnsupportedOperation(
            "load: the file object cannot seek; read it into an io.BytesIO first"
        )
    return Source(f, f"the {type(f).__name__}")
