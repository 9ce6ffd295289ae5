"""Writes an archive as torch writes it, byte for byte, straight from the memory of the tensors."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from zlib import crc32

from . import _zip as zip

__all__ = ["ArchiveWriter"]

_CHUNK = 1 << 20  # summed, then written, while it is in the cache
_SMALL = 1 << 16  # what is shorter is gathered, and written with its neighbours


class ArchiveWriter:
    """Adds records one after another; ``write`` takes bytes and is never asked to move."""

    def __init__(self, write: Callable[[Any], object], name: str) -> None:
        self._write = write
        self._name = name
        self._gathered = bytearray()
        self._at = 0  # how many bytes came before
        self._entries: list[bytes] = []
        self._names = self._sums = 0  # checksums, of which the identity of the file is made

    def add(self, name: str, data: bytes | memoryview) -> None:
        """Write a record."""
        full = f"{self._name}/{name}".encode()
        start, length = self._at, len(data)
        large = length >= zip.MAX32
        flags = zip.FLAGS | (zip.FLAG_TRAILER if length else 0)
        told = zip.MAX32 if large else 0
        extra = zip.EXTRA.pack(zip.EXTRA64, 16) + bytes(16) if large else b""
        header = zip.HEADER.size + len(full) + len(extra) + zip.EXTRA.size
        padding = -(start + header) % zip.ALIGNMENT
        extra += zip.PADDING + padding.to_bytes(2, "little") + b"Z" * padding
        self._put(
            zip.HEADER.pack(
                zip.HEADER_SIGN, 0, flags, 0, 0, 0, 0, told, told, len(full), len(extra)
            )
        )
        self._put(full + extra)
        crc = 0
        for at in range(0, length, _CHUNK):
            part = data[at : at + _CHUNK]
            crc = crc32(part, crc)
            self._put(part)
        if length:
            trailer = zip.TRAILER64 if large else zip.TRAILER
            self._put(trailer.pack(zip.TRAILER_SIGN, crc, length, length))
        self._list(full, flags, crc, length, start)

    def _list(self, full: bytes, flags: int, crc: int, length: int, start: int) -> None:
        self._names = crc32(full, self._names)
        self._sums = crc32(crc.to_bytes(4, "little"), self._sums)
        wide = [number for number in (length, length, start) if number >= zip.MAX32]
        extra = b""
        if wide:
            extra = zip.EXTRA.pack(zip.EXTRA64, 8 * len(wide))
            extra += b"".join(number.to_bytes(8, "little") for number in wide)
        stored, place = min(length, zip.MAX32), min(start, zip.MAX32)
        entry = zip.ENTRY.pack(
            *(zip.ENTRY_SIGN, 0, 0, flags, 0, 0, 0, crc, stored, stored),
            *(len(full), len(extra), 0, 0, 0, 0, place),
        )
        self._entries.append(entry + full + extra)

    def finish(self) -> None:
        """Write the identity and the directory."""
        self.add(".data/serialization_id", f"{self._names:020}{self._sums:020}".encode())
        start, count = self._at, len(self._entries)
        self._put(b"".join(self._entries))
        end, length = self._at, self._at - start
        self._put(
            zip.END64.pack(zip.END64_SIGN, 44, 0x031E, 45, 0, 0, count, count, length, start)
            + zip.LOCATOR64.pack(zip.LOCATOR64_SIGN, 0, end, 1)
        )
        few, length, start = min(count, 0xFFFF), min(length, zip.MAX32), min(start, zip.MAX32)
        self._put(zip.END.pack(zip.END_SIGN, 0, 0, few, few, length, start, 0))
        self._flush()

    def _put(self, data: bytes | memoryview) -> None:
        self._at += len(data)
        if len(data) < _SMALL:
            self._gathered += data
            if len(self._gathered) < _CHUNK:
                return
            data = b""
        self._flush()
        if data:
            self._write_all(data)

    def _flush(self) -> None:
        gathered, self._gathered = self._gathered, bytearray()
        if gathered:
            self._write_all(gathered)

    def _write_all(self, data: Any) -> None:
        left = memoryview(data)
        while left:
            # Writers without a buffer say how much they took; others return None or all of it.
            count = self._write(left)
            left = left[count if isinstance(count, int) else len(left) :]
