"""Reads archives that torch writes, and takes nothing in them on trust.

Records are stored as they are, so that all of them together take no more memory than the file has
bytes: compressed ones and ones that overlap are refused.
"""

from __future__ import annotations

from struct import Struct
from typing import Any, cast
from zlib import crc32

from .. import _core
from .._core import Tensor
from . import _zip as zip
from ._failed import FileError
from ._source import Source

__all__ = ["ArchiveReader"]

_CHUNK = 1 << 20  # read, then summed, while it is in the cache


class _Record:
    """Where the bytes of a name are."""

    def __init__(self, header: int, length: int, crc: int) -> None:
        self.header = header
        self.length = length
        self.crc = crc


class ArchiveReader:
    """The records of an archive, by their names below the one folder that all of them are in."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.records: dict[str, _Record] = {}
        start, length, count = self._find_directory()
        self._end = start  # of all records
        self._read_directory(source.read(start, length), count)
        self._check_overlap()

    def _fail(self, text: str) -> FileError:
        return FileError(f"load: the archive {self._source.name} is damaged: {text}")

    def _parts(self, form: Struct, sign: bytes, at: int) -> tuple[Any, ...]:
        found, *parts = form.unpack(self._source.read(at, form.size))
        if found != sign:
            raise self._fail(f"no {sign!r} at byte {at}")
        return tuple(parts)

    def _find_directory(self) -> tuple[int, int, int]:
        """Return where the directory starts, how long it is, and how many entries it has."""
        size = self._source.size
        reach = min(size, 0xFFFF + zip.END.size)  # with the longest comment
        tail = self._source.read(size - reach, reach)
        found = tail.rfind(zip.END_SIGN)
        end = size - reach + found
        if found < 0 or end + zip.END.size > size:
            raise self._fail("it has no directory at its end, as if not all of it had been written")
        disk, first, here, count, length, start, _ = self._parts(zip.END, zip.END_SIGN, end)
        if disk or first or here != count:
            raise self._fail("it is one of several parts")
        locator = end - zip.LOCATOR64.size
        if locator >= 0 and self._source.read(locator, 4) == zip.LOCATOR64_SIGN:
            end = self._parts(zip.LOCATOR64, zip.LOCATOR64_SIGN, locator)[1]
            wide = self._parts(zip.END64, zip.END64_SIGN, end)
            count, length, start = wide[6:9]
        if start + length > end or count * zip.ENTRY.size > length:
            raise self._fail(f"a directory of {count} entries in {length} bytes at {start}")
        return start, length, count

    def _read_directory(self, directory: bytes, count: int) -> None:
        at = 0
        folder = None
        for _ in range(count):
            if at + zip.ENTRY.size > len(directory):
                raise self._fail("its directory ends early")
            entry = zip.ENTRY.unpack_from(directory, at)
            sign, _, _, flags, method, _, _, crc, stored, length, *sizes = entry
            at += zip.ENTRY.size
            name_size, extra_size, comment_size = sizes[:3]
            name = directory[at : at + name_size]
            extra = directory[at + name_size : at + name_size + extra_size]
            at += name_size + extra_size + comment_size
            if sign != zip.ENTRY_SIGN or at > len(directory):
                raise self._fail("its directory has no entry where one should be")
            full = name.decode("utf-8", "replace")
            if method or flags & zip.FLAG_ENCRYPTED:
                raise FileError(
                    f"load: the record {full} of {self._source.name} is compressed or encrypted,"
                    " and torch stores records as they are; unpack the archive and zip it with"
                    " zip -0"
                )
            length, stored, header = self._wide(extra, length, stored, sizes[-1])
            if length != stored:
                raise self._fail(f"the record {full} has {stored} bytes for {length}")
            first, slash, below = full.partition("/")
            folder = first if folder is None else folder
            if not slash or first != folder or below in self.records:
                raise self._fail(f"the record {full} is there twice, or in no folder {folder}")
            self.records[below] = _Record(header, length, crc)

    def _wide(self, extra: bytes, *narrow: int) -> list[int]:
        """Put numbers of 64 bits, which stand apart, in place of those that do not fit 32."""
        at = 0
        while at + zip.EXTRA.size <= len(extra):
            kind, size = zip.EXTRA.unpack_from(extra, at)
            at += zip.EXTRA.size
            if kind == zip.EXTRA64:
                places = range(at, min(at + size, len(extra)) - 7, 8)
                wide = iter([int.from_bytes(extra[p : p + 8], "little") for p in places])
                return [next(wide, n) if n == zip.MAX32 else n for n in narrow]
            at += size
        return list(narrow)

    def _check_overlap(self) -> None:
        end = 0
        for name, record in sorted(self.records.items(), key=lambda item: item[1].header):
            if record.header < end or record.header + record.length > self._end:
                raise self._fail(f"the record {name} overlaps another one")
            end = record.header + zip.HEADER.size + record.length

    def _place(self, name: str) -> tuple[int, _Record]:
        """Return where the bytes of a record begin, and the record."""
        record = self.records.get(name)
        if record is None:
            raise self._fail(f"the record {name} is missing")
        header = self._parts(zip.HEADER, zip.HEADER_SIGN, record.header)
        start = record.header + zip.HEADER.size + header[-2] + header[-1]
        if start + record.length > self._end:
            raise self._fail(f"the record {name} overlaps the directory")
        return start, record

    def read(self, name: str) -> bytes:
        """Return the bytes of a record. Raises FileError."""
        start, record = self._place(name)
        data = self._source.read(start, record.length)
        self._check(name, record, crc32(data))
        return data

    def _check(self, name: str, record: _Record, crc: int) -> None:
        # 0 is what torch writes where it is told not to take the time for checksums.
        if record.crc and crc != record.crc:
            raise self._fail(f"the checksum of the record {name} is {crc}, not {record.crc}")

    def memory(self, name: str, item: int) -> Tensor:
        """Return the bytes of a record as a tensor, in place where the file is mapped.

        Mapped bytes are not summed, since only what is used of them is read from the disk.
        """
        start, record = self._place(name)
        if not record.length:
            return _core.empty(0, dtype=_core.uint8)
        view = self._source.map(start, record.length)
        if view is not None and start % item == 0:
            return _core.frombuffer(view, dtype=_core.uint8)
        memory: Any = _core.empty(record.length, dtype=_core.uint8)
        into = memoryview(memory)
        crc = 0
        for at in range(0, record.length, _CHUNK):
            part = into[at : at + _CHUNK]
            self._source.read_into(start + at, part)
            crc = crc32(part, crc)
        self._check(name, record, crc)
        return cast(Tensor, memory)
