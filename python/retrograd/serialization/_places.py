"""The storages that a file names, and where they go by ``map_location``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from .. import _core
from .._core import device, dtype
from ..storage import UntypedStorage
from ._failed import FileError
from ._known import StorageType

__all__ = ["MapLocation", "Restore", "checked_id", "restore_to"]

Restore = Callable[[UntypedStorage, str], UntypedStorage]
MapLocation = (
    str | device | Mapping[str, str] | Callable[[UntypedStorage, str], UntypedStorage | None] | None
)


def _as_saved(storage: UntypedStorage, location: str) -> UntypedStorage:
    """Leave what was on the CPU there. Raises RuntimeError for the rest."""
    if location == "cpu":
        return storage
    raise RuntimeError(
        f"load: the file has tensors that were on {location!r:.80}, and retrograd computes on the"
        " CPU alone; map_location='cpu' loads them onto it"
    )


def _on_cpu(storage: UntypedStorage, location: str) -> UntypedStorage:
    return storage


def restore_to(map_location: MapLocation) -> Restore:
    """Return what puts a storage where ``map_location`` wants it.

    Raises RuntimeError for another device than the CPU, TypeError for what names none.
    """
    if map_location is None:
        return _as_saved
    if isinstance(map_location, Mapping):
        return lambda storage, location: _as_saved(storage, map_location.get(location, location))
    if isinstance(map_location, (str, device)):
        if device(map_location).type != "cpu":
            raise RuntimeError(
                f"load: map_location={map_location!r}: retrograd computes on the CPU alone;"
                " map_location='cpu' loads onto it"
            )
        return _on_cpu
    if not callable(map_location):
        raise TypeError(
            "load: map_location is a device, its name, a dict of names or a function, not a"
            f" {type(map_location).__name__}"
        )

    def ask(storage: UntypedStorage, location: str) -> UntypedStorage:
        answer = map_location(storage, location)
        if answer is None:
            return _as_saved(storage, location)
        if not isinstance(answer, UntypedStorage) or answer.nbytes() < storage.nbytes():
            raise TypeError(
                f"load: map_location() returned {type(answer).__name__}; it returns the storage"
                " that it is given, another one of that size, or None"
            )
        return answer

    return ask


def checked_id(persistent: Any) -> tuple[str, dtype, str, int]:
    """Return the key, the type, the place and the length that a pickle names a storage by.

    Raises FileError.
    """
    if type(persistent) is tuple and len(persistent) in (5, 6):
        what, kind, key, location, count = persistent[:5]
        if persistent[5:] and persistent[5] is not None:
            raise FileError("load: the file is of a torch before 0.4, with views of storages")
        texts = [part.decode() if type(part) is bytes else part for part in (what, key, location)]
        if kind is UntypedStorage:  # which torch too loads as one of bytes
            kind = StorageType(_core.uint8)
        right = isinstance(kind, StorageType) and type(count) is int and count >= 0
        if right and all(type(part) is str for part in texts) and texts[0] == "storage":
            return texts[1], kind.dtype, texts[2], count
    raise FileError("load: the pickle refers to something outside of it that is no storage")
