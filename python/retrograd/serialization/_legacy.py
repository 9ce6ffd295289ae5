"""The format before torch 1.6: five pickles in a row, and then the bytes of the storages."""

from __future__ import annotations

import sys
from typing import Any

from .. import _core
from .._core import Tensor, dtype
from ..storage import TypedStorage, UntypedStorage, _untyped
from ._failed import FileError
from ._places import Restore, checked_id
from ._source import Source
from ._unpickler import Unpickler

__all__ = ["load"]

_MAGIC = 0x1950A86A20F9469CFC6C
_PROTOCOL = 1001


def load(source: Source, restore: Restore, encoding: str) -> Any:
    """Return the object of a file of the older format. Raises FileError."""
    tail = source.read(0, min(source.size, 262))[257:]
    if tail == b"ustar":
        raise FileError(
            f"load: {source.name} is a tar archive, as torch before 0.2 wrote; load it with torch"
            " and save it again"
        )
    storages: dict[str, tuple[UntypedStorage, Tensor, dtype]] = {}
    room = source.size

    def storage(persistent: Any) -> TypedStorage:
        nonlocal room
        key, type, location, count = checked_id(persistent)
        if key not in storages:
            room -= count * type.itemsize
            if room < 0:
                raise FileError(f"load: {source.name} names more memory than it has bytes")
            memory = _core.empty(count * type.itemsize, dtype=_core.uint8)
            storages[key] = restore(_untyped(memory, type), location), memory, type
        found, _, before = storages[key]
        if type is not before:
            raise FileError(f"load: the storage {key} is named as one of {before} and of {type}")
        return TypedStorage(wrap_storage=found, dtype=type)

    reader = Unpickler(source.whole(), storage, encoding)
    try:
        known = reader.load() == _MAGIC and reader.load() == _PROTOCOL
    except FileError:
        known = False
    if not known:
        raise FileError(
            f"load: {source.name} is not a file of torch: neither a zip archive nor what torch"
            " wrote before 1.6"
        )
    system = reader.load()
    if type(system) is not dict or system.get("little_endian") is not (sys.byteorder == "little"):
        raise FileError(f"load: the numbers of {source.name} are in the other byte order")
    result = reader.load()
    keys = reader.load()
    right = type(keys) is list and all(type(key) is str for key in keys)
    if not right or sorted(keys) != sorted(storages):
        raise FileError(f"load: {source.name} is damaged: it lists other storages than it names")
    at = reader.at
    for key in keys:
        memory: Any = storages[key][1]
        count = int.from_bytes(source.read(at, 8), "little")
        if count * storages[key][2].itemsize != memory.numel():
            raise FileError(f"load: {source.name} is damaged: a storage has another length")
        source.read_into(at + 8, memoryview(memory))
        at += 8 + memory.numel()
    return result
