"""Writes a file beside the one that it will replace, so that the old one is whole until then.

Whatever ends the writer, a full disk or a kill, the path names either all of the old file or all of
the new one. Where there is an old one, the new one is on the disk before the names change, since
otherwise a loss of power could take both: some file systems store the new name before the new
bytes. Where there is none, nothing can be lost, and the system writes when it likes.
"""

from __future__ import annotations

import errno
import os
import stat
from typing import Any

__all__ = ["Replacement"]


class _NoDirectory(FileNotFoundError, RuntimeError):
    pass


class Replacement:
    """Within a ``with`` block, a new file that takes the place of ``path`` if nothing fails."""

    def __init__(self, path: Any) -> None:
        self._path = os.path.realpath(os.fsdecode(path))  # through links, which stay
        self.path: str = self._path  # of the new file
        self._beside: str | None = None
        try:
            self._old: int | None = os.stat(self._path).st_mode
        except FileNotFoundError:
            self._old = None

    def __enter__(self) -> Replacement:
        directory, name = os.path.split(self._path)
        if self._old is not None and stat.S_ISDIR(self._old):
            raise IsADirectoryError(errno.EISDIR, "save: this is a directory", self._path)
        if not os.path.isdir(directory):
            raise _NoDirectory(errno.ENOENT, "save: there is no such directory", directory)
        if self._old is not None and not stat.S_ISREG(self._old):  # a device or a pipe
            self._file = os.open(self._path, os.O_WRONLY | os.O_CLOEXEC)
            return self
        beside = os.path.join(directory, f".{name[:40]}.{os.urandom(6).hex()}.tmp")
        self._file = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o666)
        self._beside = self.path = beside
        if self._old is not None:
            os.fchmod(self._file, stat.S_IMODE(self._old))
        return self

    def write(self, data: memoryview) -> int:
        """Write some of the bytes and return how many."""
        try:
            return os.write(self._file, data)
        except OSError as error:
            text = f"save: {error.strerror}; what was there before is as it was"
            raise OSError(error.errno, text, self._path) from None

    def __exit__(self, kind: object, *_: object) -> None:
        whole = False
        try:
            try:
                if kind is None and self._beside and self._old is not None:
                    os.fsync(self._file)
            finally:
                os.close(self._file)
            if kind is None and self._beside:
                os.replace(self._beside, self._path)
                whole = True
        finally:
            if self._beside and not whole:
                os.unlink(self._beside)
