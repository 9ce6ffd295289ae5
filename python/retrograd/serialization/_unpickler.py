"""Reads pickles of protocol 2 without running anything: the file is judged opcode by opcode.

Opcodes that protocol 2 does not write, names that are not allowed, and calls of what may not be
called are errors. No opcode takes more memory than a fixed multiple of its bytes in the file.
"""

from __future__ import annotations

import struct
from collections import Counter, OrderedDict
from collections.abc import Callable
from mmap import mmap
from typing import Any

from .._utils import _set_attributes
from ._failed import FileError
from ._known import check_key, find, maker_of, may_have_state
from ._naming import from_file
from ._safe import vouched

__all__ = ["MAX_DEPTH", "Unpickler", "names_of"]

MAX_DEPTH = 10_000  # containers within containers
_DICTS = (dict, OrderedDict, Counter)


class Unpickler:
    """Reads one pickle after another of the same bytes."""

    def __init__(
        self, data: bytes | mmap, storage: Callable[[Any], object], encoding: str = "utf-8"
    ) -> None:
        self.data: bytes | mmap = data
        self.at: int = 0  # the next byte
        self._storage = storage  # of a persistent id
        self._encoding = encoding
        self._outside = False  # what runs is not ours, and its errors are its own
        self._stack: list[Any] = []
        self._marks: list[int] = []
        self._memo: dict[int, Any] = {}

    def load(self) -> Any:
        """Return the object of the pickle that begins at ``at``, and leave that at its end.

        Raises FileError.
        """
        start = self.at
        self._stack, self._marks, self._memo = [], [], {}
        data, steps = self.data, _STEPS
        try:
            while True:
                step = steps[data[self.at]]
                if step is None:
                    break
                self.at += 1
                step(self)
            if data[self.at] != _STOP:
                raise FileError(
                    f"load: the pickle has the opcode {data[self.at : self.at + 1]!r} at byte"
                    f" {self.at}, which torch.save does not write with its pickle_protocol=2"
                )
            self.at += 1
            (result,) = self._stack
        except FileError:
            raise
        except (
            ArithmeticError,
            AttributeError,
            LookupError,
            RuntimeError,
            TypeError,
            ValueError,
            struct.error,
        ) as error:
            if self._outside:
                raise
            raise self._damaged(start, error) from error
        check_depth(result)
        return result

    def _damaged(self, start: int, error: Exception) -> FileError:
        return FileError(
            f"load: the pickle from {start} on is damaged before byte {self.at}:"
            f" {type(error).__name__}: {error}"
        )

    def _take(self, count: int) -> bytes:
        end = self.at + count
        part = self.data[self.at : end]
        if len(part) != count:
            raise ValueError(f"it ends within {count} bytes")
        self.at = end
        return part

    def _line(self) -> str:
        end = self.data.find(b"\n", self.at)
        if end < 0:
            raise ValueError("it ends within a name")
        part = self.data[self.at : end]
        self.at = end + 1
        return part.decode()

    def _since_mark(self) -> list[Any]:
        mark = self._marks.pop()
        items = self._stack[mark:]
        if len(self._stack) < mark:
            raise ValueError("a mark lies above the stack")
        del self._stack[mark:]
        return items

    def _protocol(self) -> None:
        protocol = self._take(1)[0]
        if protocol > 2:
            raise FileError(
                f"load: the file is a pickle of protocol {protocol}; protocol 2 is read, which"
                " torch.save writes by itself"
            )

    def _mark(self) -> None:
        self._marks.append(len(self._stack))

    def _name(self) -> None:
        module = self._line()
        self._stack.append(find(module, self._line()))

    def _long(self) -> None:
        self._stack.append(int.from_bytes(self._take(self._take(1)[0]), "little", signed=True))

    def _long4(self) -> None:
        count = struct.unpack("<i", self._take(4))[0]
        if count < 0:
            raise ValueError(f"a number of {count} bytes")
        self._stack.append(int.from_bytes(self._take(count), "little", signed=True))

    def _string(self) -> None:
        count = struct.unpack("<I", self._take(4))[0]
        self._stack.append(self._take(count).decode("utf-8", "surrogatepass"))

    def _short_bytes(self) -> None:
        part = self._take(self._take(1)[0])
        self._stack.append(part if self._encoding == "bytes" else part.decode(self._encoding))

    def _tuple(self) -> None:
        items = self._since_mark()
        self._stack.append(tuple(items))

    def _append(self) -> None:
        item = self._stack.pop()
        self._list().append(item)

    def _appends(self) -> None:
        items = self._since_mark()
        self._list().extend(items)

    def _list(self) -> list[Any]:
        found = self._stack[-1]
        if type(found) is not list:
            raise TypeError(f"items for a {type(found).__name__}")
        return found

    def _set_item(self) -> None:
        value = self._stack.pop()
        self._set([self._stack.pop(), value])

    def _set_items(self) -> None:
        self._set(self._since_mark())

    def _set(self, items: list[Any]) -> None:
        into = self._stack[-1]
        if type(into) not in _DICTS and not (isinstance(into, dict) and vouched(type(into))):
            raise TypeError(f"items for a {type(into).__name__}")
        for key, value in zip(items[::2], items[1::2], strict=True):
            if type(key) is not str:
                check_key(key)
            into[key] = value

    def _call(self) -> None:
        args = self._stack.pop()
        if type(args) is not tuple:
            raise TypeError("a call with no tuple of arguments")
        self._stack[-1] = maker_of(self._stack[-1])(*args)

    def _new(self) -> None:
        args = self._stack.pop()
        kind = self._stack[-1]
        make = kind.__new__ if isinstance(kind, type) and vouched(kind) else None
        self._stack[-1] = make(kind, *args) if make else maker_of(kind)(*args)

    def _build(self) -> None:
        state = self._stack.pop()
        thing = self._stack[-1]
        if not may_have_state(thing):
            raise TypeError(f"attributes for a {type(thing).__name__}")
        if hasattr(thing, "__setstate__"):
            thing.__setstate__(state)
            return
        _set_attributes(thing, state)

    def _persistent(self) -> None:
        named = self._stack.pop()
        self._outside = True
        storage = self._storage(named)
        self._outside = False
        self._stack.append(storage)

    def _get(self) -> None:
        self._stack.append(self._memo[self._take(1)[0]])

    def _long_get(self) -> None:
        self._stack.append(self._memo[struct.unpack("<I", self._take(4))[0]])

    def _put(self) -> None:
        self._memo[self._take(1)[0]] = self._stack[-1]

    def _long_put(self) -> None:
        self._memo[struct.unpack("<I", self._take(4))[0]] = self._stack[-1]


def names_of(data: bytes) -> list[tuple[str, str]]:
    """Return the modules and names that a pickle names, without making anything of it.

    Raises FileError.
    """
    import pickletools

    names = []
    try:
        for opcode, argument, _ in pickletools.genops(data):
            if opcode.code == "c":
                module, _, name = str(argument).partition(" ")
                names.append(from_file(module, name))
    except ValueError as error:
        raise FileError(f"load: the pickle is damaged: {error}") from error
    return names


def _pushes(value: Callable[[], object]) -> Callable[[Unpickler], None]:
    def push(reader: Unpickler) -> None:
        reader._stack.append(value())

    return push


def _unpacks(form: str) -> Callable[[Unpickler], None]:
    packed = struct.Struct(form)

    def push(reader: Unpickler) -> None:
        reader._stack.append(packed.unpack_from(reader.data, reader.at)[0])
        reader.at += packed.size

    return push


def _packs(count: int) -> Callable[[Unpickler], None]:
    def pack(reader: Unpickler) -> None:
        items = tuple(reader._stack[-count:])
        if len(items) != count:
            raise ValueError("a tuple of more than there is")
        reader._stack[-count:] = [items]

    return pack


_STOP = ord(".")
_STEPS: list[Callable[[Unpickler], None] | None] = [None] * 256
for _opcode, _step in {
    b"\x80": Unpickler._protocol,
    b"(": Unpickler._mark,
    b"c": Unpickler._name,
    b"N": _pushes(lambda: None),
    b"\x88": _pushes(lambda: True),
    b"\x89": _pushes(lambda: False),
    b")": _pushes(tuple),
    b"]": _pushes(list),
    b"}": _pushes(dict),
    b"J": _unpacks("<i"),
    b"K": _unpacks("<B"),
    b"M": _unpacks("<H"),
    b"G": _unpacks(">d"),
    b"\x8a": Unpickler._long,
    b"\x8b": Unpickler._long4,
    b"X": Unpickler._string,
    b"U": Unpickler._short_bytes,
    b"t": Unpickler._tuple,
    b"\x85": _packs(1),
    b"\x86": _packs(2),
    b"\x87": _packs(3),
    b"a": Unpickler._append,
    b"e": Unpickler._appends,
    b"s": Unpickler._set_item,
    b"u": Unpickler._set_items,
    b"R": Unpickler._call,
    b"\x81": Unpickler._new,
    b"b": Unpickler._build,
    b"Q": Unpickler._persistent,
    b"h": Unpickler._get,
    b"j": Unpickler._long_get,
    b"q": Unpickler._put,
    b"r": Unpickler._long_put,
}.items():
    _STEPS[_opcode[0]] = _step


def check_depth(result: object) -> None:
    """Refuse containers so deep within others that to print or copy them ends the program.

    Raises FileError.
    """
    seen: set[int] = set()
    level = [result]
    for _ in range(MAX_DEPTH):
        inside: list[object] = []
        for thing in level:
            if isinstance(thing, _CONTAINERS) and id(thing) not in seen:
                seen.add(id(thing))
                inside += thing.values() if isinstance(thing, dict) else thing
        if not inside:
            return
        level = inside
    raise FileError(f"load: containers lie more than {MAX_DEPTH} deep in one another")


_CONTAINERS = (dict, list, tuple)
