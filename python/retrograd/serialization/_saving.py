"""save(): torch's zip format, and its options."""

from __future__ import annotations

import os
import pickle
import sys
import warnings
from typing import IO, Any

from ._pickler import Pickler
from ._replace import Replacement
from ._zip_writer import ArchiveWriter

__all__ = ["save"]


def save(
    obj: object,
    f: str | os.PathLike[str] | IO[bytes],
    pickle_module: Any = None,
    pickle_protocol: int = 2,
    _use_new_zipfile_serialization: bool = True,
) -> None:
    """Write an object to a path or to a file object, as torch does: both can load the file.

    Tensors that share memory share it again when they are loaded, and all of that memory is
    written: ``x[:1].clone()`` takes less room than ``x[:1]``. A path names the old file until the
    new one is whole. Modules and other instances of classes are written by the names of their
    classes, with a warning: load() must be allowed to make them, where a ``state_dict()`` needs
    nothing.

    Raises pickle.PicklingError for what has no name, such as a lambda; RuntimeError for memory that
    tensors of two types share, and for a directory that is not there; OSError for a full disk;
    ValueError for another pickle_protocol than 2, another pickle_module or the older format.

    >>> import io
    >>> import retrograd as rg
    >>> file = io.BytesIO()
    >>> rg.save({"weight": rg.ones(2)}, file)
    >>> _ = file.seek(0)
    >>> rg.load(file)
    {'weight': tensor([1., 1.])}
    """
    if pickle_module not in (None, pickle):
        raise ValueError("save: pickle_module: files are written by retrograd's own pickler alone")
    if pickle_protocol != 2:
        raise ValueError(
            f"save: pickle_protocol={pickle_protocol}: files are of protocol 2, which is the one"
            " that torch.load() reads by itself"
        )
    if not _use_new_zipfile_serialization:
        raise ValueError(
            "save: _use_new_zipfile_serialization=False: the format before torch 1.6 is read, but"
            " not written; leave the option out"
        )
    if isinstance(f, (str, os.PathLike)):
        pickler, data = _pickled(obj)
        with Replacement(f) as file:
            name = os.path.splitext(os.path.basename(os.fspath(f)))[0]
            _write(pickler, data, ArchiveWriter(file.write, name if name.isascii() else "archive"))
    elif callable(getattr(f, "write", None)):
        pickler, data = _pickled(obj)
        _write(pickler, data, ArchiveWriter(f.write, "archive"))
        if hasattr(f, "flush"):
            f.flush()
    else:
        raise AttributeError(
            f"save: expected a path or a file object to write to, got a {type(f).__name__}"
        )


def _pickled(obj: object) -> tuple[Pickler, bytes]:
    pickler = Pickler()
    data = pickler.dump(obj)
    if pickler.classes:
        names = ", ".join(dict.fromkeys(pickler.classes))
        warnings.warn(
            f"save: the file names {names}, which load() makes only where"
            " serialization.add_safe_globals() allows them; a state_dict() needs no classes",
            stacklevel=3,
        )
    return pickler, data


def _write(pickler: Pickler, data: bytes, archive: ArchiveWriter) -> None:
    archive.add("data.pkl", data)
    archive.add(".format_version", b"1")
    archive.add(".storage_alignment", b"64")
    archive.add("byteorder", sys.byteorder.encode())
    for key, storage in pickler.storages.items():
        memory: Any = storage._memory
        archive.add(f"data/{key}", memoryview(memory))
    archive.add("version", b"3\n")
    archive.finish()
