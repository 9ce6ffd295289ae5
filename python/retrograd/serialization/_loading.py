"""load(): torch's zip format, and the one before it."""

from __future__ import annotations

import os
import sys
from typing import IO, Any

from .._core import dtype
from ..storage import TypedStorage, UntypedStorage, _untyped
from . import _legacy
from ._failed import FileError
from ._known import CODE_IS_NOT_LOADED, is_known
from ._places import MapLocation, Restore, checked_id, restore_to
from ._safe import vouched_for
from ._source import Source, open_source
from ._unpickler import Unpickler, names_of
from ._zip_reader import ArchiveReader

__all__ = ["get_unsafe_globals_in_checkpoint", "load"]


def load(
    f: str | os.PathLike[str] | IO[bytes],
    map_location: MapLocation = None,
    pickle_module: Any = None,
    *,
    weights_only: bool | None = None,
    mmap: bool | None = None,
    **pickle_load_args: Any,
) -> Any:
    """Return the object that save() or torch.save() wrote to a path or to a file object.

    Tensors that shared memory share it again. Files of a device that is not there need
    ``map_location='cpu'``. With ``mmap=True``, for paths, memory is the file's own: it is read when
    it is used, is not checked, and what is written to it does not reach the file.

    No code of a file is ever run: tensors, numbers, strings, their containers and what
    ``serialization.add_safe_globals`` allows are made, and nothing else.

    Raises serialization.FileError, which is a pickle.UnpicklingError and a RuntimeError, for what
    is damaged, not torch's, or made of classes that are not allowed; EOFError for an empty file;
    RuntimeError for weights_only=False, a pickle_module, and tensors on devices that are not there.

    >>> import io
    >>> import retrograd as rg
    >>> file = io.BytesIO()
    >>> rg.save([rg.arange(3), "text", 1.5], file)
    >>> _ = file.seek(0)
    >>> rg.load(file, weights_only=True)
    [tensor([0, 1, 2]), 'text', 1.5]
    """
    if weights_only is False:
        raise FileError(f"load: weights_only=False: {CODE_IS_NOT_LOADED}; leave the option out")
    if pickle_module is not None:
        raise RuntimeError(f"load: a pickle_module is not asked: {CODE_IS_NOT_LOADED}")
    encoding = pickle_load_args.pop("encoding", "utf-8")
    if pickle_load_args:
        raise TypeError(f"load: unknown arguments {', '.join(pickle_load_args)}")
    restore = restore_to(map_location)
    source = open_source(f, bool(mmap))
    try:
        if not source.size:
            raise EOFError(f"load: {source.name} is empty")
        if source.read(0, min(4, source.size)) == b"PK\x03\x04":
            return _load_archive(source, restore, encoding)
        if mmap:
            raise RuntimeError(
                f"load: mmap=True: {source.name} is no zip archive, and others are not mapped"
            )
        return _legacy.load(source, restore, encoding)
    finally:
        source.close()


def _load_archive(source: Source, restore: Restore, encoding: str) -> Any:
    archive = ArchiveReader(source)
    if "constants.pkl" in archive.records:
        raise FileError(
            f"load: {source.name} is a TorchScript archive, which holds a program instead of data"
        )
    if "byteorder" in archive.records:
        order = archive.read("byteorder").decode("latin1")[:20]
        if order != sys.byteorder:
            raise FileError(
                f"load: the numbers of {source.name} are in the byte order {order!r}, and those of"
                f" this machine are {sys.byteorder!r}"
            )
    storages: dict[str, tuple[UntypedStorage, dtype]] = {}

    def storage(persistent: Any) -> TypedStorage:
        key, type, location, count = checked_id(persistent)
        if key not in storages:
            memory = archive.memory(f"data/{key}", type.itemsize)
            if memory.numel() // type.itemsize != count:
                raise FileError(
                    f"load: {source.name} is damaged: the storage {key} of {memory.numel()} bytes"
                    f" is named as one of {count} elements of {type}"
                )
            storages[key] = restore(_untyped(memory, type), location), type
        found, before = storages[key]
        if type is not before:
            raise FileError(f"load: the storage {key} is named as one of {before} and of {type}")
        return TypedStorage(wrap_storage=found, dtype=type)

    return Unpickler(archive.read("data.pkl"), storage, encoding).load()


def get_unsafe_globals_in_checkpoint(f: str | os.PathLike[str] | IO[bytes]) -> list[str]:
    """Return the names in a file that load() would refuse, for you to judge before you allow them.

    Raises serialization.FileError for what is no zip archive of torch's.

    >>> import io
    >>> import retrograd as rg
    >>> file = io.BytesIO()
    >>> rg.save(rg.ones(2), file)
    >>> _ = file.seek(0)
    >>> rg.serialization.get_unsafe_globals_in_checkpoint(file)
    []
    """
    source = open_source(f, mapped=False)
    try:
        named = names_of(ArchiveReader(source).read("data.pkl"))
    finally:
        source.close()
    full = {".".join(pair) for pair in named if not is_known(*pair)}
    return sorted(name for name in full if vouched_for(name) is None)
