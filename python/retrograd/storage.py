"""The memory behind tensors: what ``Tensor.untyped_storage()`` and ``Tensor.storage()`` return.

>>> import retrograd as rg
>>> x = rg.arange(6).view(2, 3)
>>> x.untyped_storage().data_ptr() == x[1].untyped_storage().data_ptr()
True
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from typing import Any, TypeGuard
from weakref import WeakValueDictionary

from . import _core
from ._core import Tensor
from ._core import device as _device
from ._core import dtype as _dtype

__all__ = ["TypedStorage", "UntypedStorage", "is_storage"]

# One object for the same memory, as long as somebody holds it.
_live: WeakValueDictionary[int, UntypedStorage] = WeakValueDictionary()


def _untyped(memory: Tensor, _: _dtype) -> UntypedStorage:
    key = _core._storage_id(memory)
    storage = _live.get(key)
    if storage is None:
        storage = UntypedStorage.__new__(UntypedStorage)
        storage._memory = memory
        _live[key] = storage
    return storage


def _typed(memory: Tensor, type: _dtype) -> TypedStorage:
    return TypedStorage(wrap_storage=_untyped(memory, type), dtype=type)


class _Storage:
    """What storages of bytes and of elements have in common."""

    _memory: Tensor  # all of it: bytes, or elements

    def size(self) -> int:
        """How many bytes or elements there are."""
        return self._memory.numel()

    __len__ = size

    def nbytes(self) -> int:
        """How many bytes there are."""
        return self._memory.nbytes

    def __sizeof__(self) -> int:
        return object.__sizeof__(self) + self.nbytes()

    def element_size(self) -> int:
        """The bytes of one element."""
        return self._memory.itemsize

    def data_ptr(self) -> int:
        """The address of the first byte, 0 where there is none."""
        return self._memory.data_ptr()

    @property
    def device(self) -> _device:
        """The CPU."""
        return self._memory.device

    @property
    def is_cuda(self) -> bool:
        """False."""
        return False

    def is_shared(self) -> bool:
        """False: the memory is that of one process."""
        return False

    def is_pinned(self) -> bool:
        """False: there is no accelerator to pin memory for."""
        return False

    def tolist(self) -> list[Any]:
        """The elements as Python numbers."""
        numbers: list[Any] = self._memory.tolist()
        return numbers

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())

    def __setitem__(self, index: int | slice, value: Any) -> None:
        if isinstance(index, int):
            self._memory[self._place(index)] = value
        else:
            self._memory[index] = value

    def _place(self, index: int) -> int:
        n = self.size()
        if not -n <= index < n:
            raise IndexError(f"index {index} is out of range for a storage of {n}")
        return index

    def __dlpack__(self, **options: Any) -> Any:
        return self._memory.__dlpack__(**options)

    def __dlpack_device__(self) -> Any:
        return self._memory.__dlpack_device__()

    def resize_(self, size: int) -> None:
        """Raise: the memory of a tensor never changes its size."""
        raise RuntimeError(
            f"{type(self).__name__}.resize_: the memory of a tensor never changes its size; make a"
            f" new one, such as UntypedStorage({size}), and copy"
        )

    def resizable(self) -> bool:
        """False."""
        return False


class UntypedStorage(_Storage):
    """The bytes behind a tensor and its views: of a size, of zeros, or copied from ints."""

    def __init__(self, data: int | Iterable[int] = 0, *, device: str | _device = "cpu") -> None:
        if isinstance(data, int):
            self._memory = _core.zeros(data, dtype=_core.uint8, device=device)
        else:
            self._memory = _core.tensor(list(data), dtype=_core.uint8, device=device)
        _live[_core._storage_id(self._memory)] = self

    @classmethod
    def from_file(
        cls, filename: str | os.PathLike[str], shared: bool = False, nbytes: int = 0
    ) -> UntypedStorage:
        """The first ``nbytes`` of a file, read as they are used.

        What is written stays here, or goes to the file with ``shared``, which makes it long enough.

        Raises: FileNotFoundError if it is not there, RuntimeError for one that is too short.
        """
        import mmap

        with open(filename, "r+b" if shared and os.path.exists(filename) else "rb") as file:
            length = os.fstat(file.fileno()).st_size
            if shared and length < nbytes:
                length = file.truncate(nbytes)
            if length < nbytes:
                raise RuntimeError(
                    f"UntypedStorage.from_file: {os.fspath(filename)!r} has {length} bytes, not"
                    f" {nbytes}"
                )
            if not nbytes:
                return cls()
            access = mmap.ACCESS_WRITE if shared else mmap.ACCESS_COPY
            mapped = mmap.mmap(file.fileno(), nbytes, access=access)
        return _untyped(_core.frombuffer(mapped, dtype=_core.uint8), _core.uint8)

    def _elements(self, type: _dtype) -> Tensor:
        whole = self.size() // type.itemsize * type.itemsize
        return self._memory[:whole].view(type)

    def untyped(self) -> UntypedStorage:
        """Return the storage itself."""
        return self

    def __getitem__(self, index: int | slice) -> Any:
        if isinstance(index, int):
            return self._memory[self._place(index)].item()
        if index.step not in (None, 1):
            raise RuntimeError("UntypedStorage: slices have a step of 1")
        part = UntypedStorage.__new__(UntypedStorage)
        part._memory = self._memory[index]
        return part

    def fill_(self, value: int) -> UntypedStorage:
        """Write one number to every byte."""
        self._memory.fill_(value)
        return self

    def copy_(self, source: UntypedStorage, non_blocking: bool = False) -> UntypedStorage:
        """Write the bytes of another storage of this size."""
        if source.nbytes() != self.nbytes():
            raise RuntimeError(
                f"UntypedStorage.copy_: {source.nbytes()} bytes do not fit {self.nbytes()}"
            )
        self._memory.copy_(source._memory)
        return self

    def clone(self) -> UntypedStorage:
        """Return a copy."""
        return _untyped(self._memory.clone(), _core.uint8)

    def cpu(self) -> UntypedStorage:
        """Return the storage itself, which is on the CPU."""
        return self

    def __repr__(self) -> str:
        lines = "".join(f" {byte}\n" for byte in self.tolist())
        return f"{lines}[torch.storage.UntypedStorage(device=cpu) of size {self.size()}]"


class TypedStorage(_Storage):
    """The same memory as elements of one type: of a size, or of numbers, or on bytes."""

    def __init__(
        self,
        data: int | Iterable[Any] = 0,
        *,
        wrap_storage: UntypedStorage | None = None,
        dtype: _dtype | None = None,
    ) -> None:
        self.dtype: _dtype = dtype or _core.get_default_dtype()
        if wrap_storage is None:
            made = (
                _core.zeros(data, dtype=self.dtype)
                if isinstance(data, int)
                else _core.tensor(list(data), dtype=self.dtype)
            )
            memory: UntypedStorage = made.untyped_storage()
        else:
            memory = wrap_storage
        self._bytes: UntypedStorage = memory
        self._memory = memory._elements(self.dtype)

    def _elements(self, type: _dtype) -> Tensor:
        if type is not self.dtype:
            raise RuntimeError(
                f"expected a storage of {type}, or an untyped one, got one of {self.dtype}; its"
                " untyped() is read as any type"
            )
        return self._memory

    def untyped(self) -> UntypedStorage:
        """Return the bytes of the storage."""
        return self._bytes

    def type(self) -> str:
        """Return torch's name of the class: ``'torch.FloatStorage'``."""
        return "torch." + self.pickle_storage_type()

    def pickle_storage_type(self) -> str:
        """Return the same without the module: ``'FloatStorage'``."""
        return _core._type_name(self.dtype)[len("torch.") : -len("Tensor")] + "Storage"

    def __getitem__(self, index: int) -> Any:
        if isinstance(index, slice):
            raise RuntimeError("TypedStorage: slices are taken of untyped() alone, or of a tensor")
        return self._memory[self._place(index)].item()

    def fill_(self, value: Any) -> TypedStorage:
        """Write one number to every element."""
        self._memory.fill_(value)
        return self

    def copy_(self, source: TypedStorage, non_blocking: bool = False) -> TypedStorage:
        """Write the elements of another storage of this size, converted."""
        self._memory.copy_(source._memory)
        return self

    def clone(self) -> TypedStorage:
        """Return a copy."""
        return TypedStorage(wrap_storage=self._bytes.clone(), dtype=self.dtype)

    def cpu(self) -> TypedStorage:
        """Return the storage itself, which is on the CPU."""
        return self

    def __repr__(self) -> str:
        lines = "".join(f" {number}\n" for number in self.tolist())
        return (
            f"{lines}[torch.storage.TypedStorage(dtype={self.dtype}, device=cpu) of size"
            f" {self.size()}]"
        )


def is_storage(obj: object) -> TypeGuard[UntypedStorage | TypedStorage]:
    """Whether an object is a storage."""
    return isinstance(obj, _Storage)


def _load_from_bytes(b: bytes) -> Any:
    """Return a storage that a pickle of torch has in it: a file, read as load() reads files."""
    import importlib
    import io

    return importlib.import_module("retrograd.serialization").load(io.BytesIO(b))


def __dir__() -> list[str]:
    return __all__
