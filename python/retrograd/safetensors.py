"""The safetensors format, by the package of that name: the functions of ``safetensors.torch``.

``pip install retrograd[files]`` brings the package, which checks and writes the headers.
"""

from __future__ import annotations

import importlib
import json
import math
import os
from collections.abc import Iterable, Mapping
from typing import Any

from . import _core
from ._core import Tensor, dtype
from .nn.module import Module
from .serialization._replace import Replacement
from .serialization._source import Source, open_source

__all__ = ["load", "load_file", "load_model", "safe_open", "save", "save_file", "save_model"]

_TYPES: dict[str, dtype] = {
    "F64": _core.float64,
    "F32": _core.float32,
    "F16": _core.float16,
    "BF16": _core.bfloat16,
    "I64": _core.int64,
    "I32": _core.int32,
    "I16": _core.int16,
    "I8": _core.int8,
    "U8": _core.uint8,
    "BOOL": _core.bool,
}


def __dir__() -> list[str]:
    return __all__


def _package() -> Any:
    try:
        return importlib.import_module("safetensors")
    except ModuleNotFoundError as error:
        raise ImportError(
            "retrograd.safetensors needs the package safetensors: pip install 'retrograd[files]'"
        ) from error


def save(tensors: dict[str, Tensor], metadata: dict[str, str] | None = None) -> bytes:
    """Return tensors, by name, in safetensors format; ``metadata`` is text beside them.

    Raises RuntimeError for tensors that share memory, ValueError for what is no tensor or not
    contiguous, ImportError without the package.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.load(safetensors.save({"x": rg.ones(2)}))
    {'x': tensor([1., 1.])}
    """
    return bytes(_package().serialize(_described(tensors), metadata=metadata))


def save_file(
    tensors: dict[str, Tensor],
    filename: str | os.PathLike[str],
    metadata: dict[str, str] | None = None,
) -> None:
    """Write tensors, by name, to a file in safetensors format, which is whole before it is there.

    Raises what save() does, and OSError.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.save_file({"x": rg.ones(2)}, "x.safetensors", {"made": "today"})
    >>> safetensors.load_file("x.safetensors")
    {'x': tensor([1., 1.])}
    """
    package, described = _package(), _described(tensors)
    with Replacement(filename) as file:
        package.serialize_file(described, file.path, metadata=metadata)


def load(data: bytes) -> dict[str, Tensor]:
    """Return the tensors of safetensors bytes.

    Raises safetensors.SafetensorError for what is damaged, TypeError for types that are not there.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.load(safetensors.save({"x": rg.arange(3)}))["x"].tolist()
    [0, 1, 2]
    """
    return {
        name: _tensor(name, part["dtype"], part["shape"], _copied(part["data"]))
        for name, part in _package().deserialize(data)
    }


def load_file(filename: str | os.PathLike[str], device: Any = "cpu") -> dict[str, Tensor]:
    """Return the tensors of a safetensors file, by name.

    Raises safetensors.SafetensorError for what is damaged, TypeError for types that are not there,
    RuntimeError for another device than the CPU, ImportError without the package.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.save_file({"x": rg.ones(2)}, "x.safetensors")
    >>> safetensors.load_file("x.safetensors")
    {'x': tensor([1., 1.])}
    """
    with safe_open(filename, framework="pt", device=device) as file:
        return {name: file.get_tensor(name) for name in file.keys()}  # noqa: SIM118


class safe_open:
    """An open safetensors file, whose tensors are read one at a time.

    Raises safetensors.SafetensorError for what is damaged.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.save_file({"x": rg.arange(6).view(3, 2)}, "x.safetensors")
    >>> with safetensors.safe_open("x.safetensors", framework="pt") as file:
    ...     file.keys(), file.get_slice("x")[1:, 0]
    (['x'], tensor([2, 4]))
    """

    def __init__(
        self, filename: str | os.PathLike[str], framework: str = "pt", device: Any = "cpu"
    ) -> None:
        if framework not in ("pt", "torch", "pytorch"):
            raise ValueError(f"safe_open: framework={framework!r}: tensors are retrograd's, 'pt'")
        if _core.device(device).type != "cpu":
            raise RuntimeError(
                f"safe_open: device={device!r}: retrograd computes on the CPU alone; leave it out"
            )
        # The package sees to it that the header is right, the bytes of tensors with it.
        self._checked: Any = _package().safe_open(os.fspath(filename), framework="np")
        self._source: Source = open_source(filename, mapped=False)
        length = int.from_bytes(self._source.read(0, 8), "little")
        self._header: dict[str, Any] = json.loads(self._source.read(8, length))
        self._header.pop("__metadata__", None)
        self._start: int = 8 + length

    def __enter__(self) -> safe_open:
        return self

    def __exit__(self, *error: object) -> None:
        self._source.close()

    def keys(self) -> list[str]:
        """The names of the tensors, in order."""
        return sorted(self._header)

    def offset_keys(self) -> list[str]:
        """The names in the order of the bytes."""
        return sorted(self._header, key=lambda name: self._header[name]["data_offsets"])

    def metadata(self) -> dict[str, str] | None:
        """The text beside the tensors."""
        found: dict[str, str] | None = self._checked.metadata()
        return found

    def get_tensor(self, name: str) -> Tensor:
        """Read one tensor. Raises KeyError for a name that is not there."""
        part = self._header[name]
        begin, end = part["data_offsets"]
        memory: Any = _core.empty(end - begin, dtype=_core.uint8)
        if end > begin:
            self._source.read_into(self._start + begin, memoryview(memory))
        return _tensor(name, part["dtype"], part["shape"], memory)

    def get_slice(self, name: str) -> _Slice:
        """Return what reads parts of one tensor: ``get_slice(name)[1:3]``."""
        return _Slice(self, name, self._header[name])


class _Slice:
    def __init__(self, file: safe_open, name: str, part: dict[str, Any]) -> None:
        self._file = file
        self._name = name
        self._part = part

    def get_shape(self) -> list[int]:
        """The lengths of the tensor."""
        shape: list[int] = self._part["shape"]
        return shape

    def get_dtype(self) -> str:
        """The name of the type in the format: ``'F32'``."""
        name: str = self._part["dtype"]
        return name

    def __getitem__(self, index: Any) -> Tensor:
        part: Tensor = self._file.get_tensor(self._name)[index]
        return part.clone()


def _copied(data: bytes | bytearray) -> Tensor:
    if not data:
        return _core.empty(0, dtype=_core.uint8)
    return _core.frombuffer(bytearray(data), dtype=_core.uint8).clone()


def _tensor(name: str, type: str, shape: list[int], memory: Tensor) -> Tensor:
    if type not in _TYPES:
        raise TypeError(f"safetensors: {name} is of type {type}, which retrograd does not have")
    strides = [math.prod(shape[d + 1 :]) for d in range(len(shape))]
    return _core._window(memory, _TYPES[type], 0, shape, strides)


def _described(tensors: dict[str, Tensor]) -> dict[str, Any]:
    """Return what the package takes: types, shapes, and where the bytes are."""
    if not isinstance(tensors, dict):
        raise ValueError(f"save: expected a dict of tensors, got a {type(tensors).__name__}")
    for name, x in tensors.items():
        if not isinstance(x, Tensor):
            raise ValueError(f"save: {name!r} is no tensor but a {type(x).__name__}")
    shared = [sorted(names) for names in _overlapping(tensors) if len(names) > 1]
    if shared:
        raise RuntimeError(
            f"save: tensors share memory, which the format cannot say: {shared}; clone() them, or"
            " save a module by save_model(), which writes such memory once"
        )
    for name, x in tensors.items():
        if not x.is_contiguous():
            raise ValueError(f"save: {name!r} is not contiguous; save its contiguous()")
    spec = getattr(_package(), "TensorSpec", None)
    described: dict[str, Any] = {}
    for name, x in tensors.items():
        told = {"dtype": str(x.dtype).removeprefix("torch."), "shape": list(x.shape)}
        if spec:
            described[name] = spec(**told, data_ptr=x.data_ptr(), data_len=x.nbytes)
        else:  # the package before 0.8
            memory: Any = x.detach().reshape(-1).view(_core.uint8)
            described[name] = {**told, "data": bytes(memory)}
    return described


def _overlapping(tensors: Mapping[str, Tensor]) -> list[set[str]]:
    """Return the names in sets: two are in one where their tensors have bytes in common."""
    places = []
    for name, x in tensors.items():
        begin = x.data_ptr()
        reach = sum((n - 1) * step for n, step in zip(x.shape, x.stride(), strict=True))
        if x.numel():
            places.append((begin, begin + (reach + 1) * x.itemsize, name))
    sets: list[set[str]] = []
    end = 0
    for begin, stop, name in sorted(places):
        if begin >= end:
            sets.append(set())
        sets[-1].add(name)
        end = max(end, stop)
    return sets


def _duplicates(state: Mapping[str, Tensor], preferred: Iterable[str] = ()) -> dict[str, str]:
    """Return, by the names of tensors that are others too, the name to keep of each.

    The one to keep has all the memory; of several, one of ``preferred``, then the first.
    """
    kept: dict[str, str] = {}
    for names in _overlapping(state):
        if len(names) < 2:
            continue
        whole = {
            name for name in names if state[name].nbytes == state[name].untyped_storage().nbytes()
        }
        if not whole:
            raise RuntimeError(
                f"save_model: {sorted(names)} share memory that none of them has all of; clone()"
                " them"
            )
        keep = min(whole & set(preferred) or whole)
        kept |= dict.fromkeys(sorted(names - {keep}), keep)
    return kept


def save_model(
    model: Module,
    filename: str | os.PathLike[str],
    metadata: dict[str, str] | None = None,
    force_contiguous: bool = True,
) -> None:
    """Write the state of a module, what it shares once: ``metadata`` says which names are others.

    Raises RuntimeError where no tensor has all of the memory that is shared.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.save_model(rg.nn.Linear(2, 1), "x.safetensors")
    >>> sorted(safetensors.load_file("x.safetensors"))
    ['bias', 'weight']
    """
    state = dict(model.state_dict())
    kept = _duplicates(state)
    for name in kept:
        del state[name]
    if force_contiguous:
        state = {name: x.contiguous() for name, x in state.items()}
    save_file(state, filename, {**kept, **(metadata or {})} or None)


def load_model(
    model: Module, filename: str | os.PathLike[str], strict: bool = True, device: Any = "cpu"
) -> tuple[set[str], list[str]]:
    """Load what save_model() wrote into a module; return the names missing and unexpected.

    Raises RuntimeError if there are any and ``strict``.

    >>> import retrograd as rg
    >>> from retrograd import safetensors
    >>> safetensors.save_model(rg.nn.Linear(2, 1), "x.safetensors")
    >>> safetensors.load_model(rg.nn.Linear(2, 1), "x.safetensors")
    (set(), [])
    """
    state = load_file(filename, device=device)
    kept = _duplicates(model.state_dict(), preferred=state)
    found: Any = model.load_state_dict(state, strict=False)
    missing, unexpected = set(found[0]), list(found[1])
    unexpected += [name for name in kept if name not in missing]
    missing -= set(kept)
    if strict and (missing or unexpected):
        raise RuntimeError(
            f"load_model: the file and {type(model).__name__} differ; missing: {sorted(missing)},"
            f" unexpected: {sorted(unexpected)}"
        )
    return missing, unexpected
