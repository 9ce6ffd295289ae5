"""Modules that hold others, and parameters, in a row or by name."""

from __future__ import annotations

import operator
from collections import OrderedDict
from collections.abc import ItemsView, Iterable, Iterator, KeysView, Mapping, ValuesView
from itertools import groupby
from typing import Any, TypeVar

from .._core import Tensor
from .module import Module
from .parameter import Parameter

__all__ = ["ModuleDict", "ModuleList", "ParameterDict", "ParameterList", "Sequential"]

L = TypeVar("L", bound="_Row")
S = TypeVar("S", bound="Sequential")
PL = TypeVar("PL", bound="ParameterList")
PD = TypeVar("PD", bound="ParameterDict")


def __dir__() -> list[str]:
    return __all__


def _position(own: Module, index: Any, length: int) -> int:
    """Return the place that an index means, counted from the front."""
    place = operator.index(index)
    if not -length <= place < length:
        raise IndexError(
            f"{type(own).__name__}: index {place} is out of range; there are {length} elements"
        )
    return place % length


def _check_iterable(where: str, given: object) -> None:
    if not isinstance(given, Iterable) or isinstance(given, Tensor):
        raise TypeError(f"{where}: expected an iterable, got {type(given).__name__}")


def _pairs(where: str, given: Any) -> Iterable[tuple[Any, Any]]:
    """The keys and values of a mapping, or of an iterable of pairs."""
    if isinstance(given, (Mapping, ModuleDict, ParameterDict)):
        return given.items()
    _check_iterable(where, given)
    pairs = []
    for place, pair in enumerate(given):
        _check_iterable(f"{where}: element {place}", pair)
        if len(pair) != 2:
            raise ValueError(f"{where}: element {place} has length {len(pair)}; expected 2")
        pairs.append(tuple(pair))
    return pairs


class _Row(Module):
    """Modules in a row, which are named by their places."""

    _modules: dict[str, Module]

    def _key(self, index: Any) -> str:
        return list(self._modules)[_position(self, index, len(self))]

    def _renumber(self, modules: Iterable[Module]) -> None:
        self._modules = {str(place): module for place, module in enumerate(modules)}

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[Module]:
        return iter(self._modules.values())

    def __getitem__(self, idx: Any) -> Any:
        return self._modules[self._key(idx)]

    def __setitem__(self, idx: int, module: Module) -> None:
        setattr(self, self._key(idx), module)

    def __delitem__(self, idx: int | slice) -> None:
        for key in list(self._modules)[idx] if isinstance(idx, slice) else [self._key(idx)]:
            delattr(self, key)
        self._renumber(self._modules.values())

    def append(self: L, module: Module) -> L:
        """Add a module at the end; return the container."""
        self.add_module(str(len(self)), module)
        return self

    def _insert(self, index: int, module: Module) -> None:
        if not -len(self) <= index <= len(self):
            raise IndexError(
                f"{type(self).__name__}.insert: index {index} is out of range; there are"
                f" {len(self)} modules"
            )
        modules = list(self)
        modules.insert(index, module)
        self._renumber(modules)

    def extend(self: L, modules: Iterable[Module]) -> L:
        """Add several modules at the end; return the container."""
        _check_iterable(f"{type(self).__name__}.extend", modules)
        for module in list(modules):
            self.append(module)
        return self

    def pop(self, key: int | slice) -> Module:
        """Remove the module at a place; return it."""
        module = self[key]
        del self[key]
        return module  # type: ignore[no-any-return]


class Sequential(_Row):
    """Modules that are called one after another, each with what the one before returned.

    Takes modules, or one OrderedDict of modules by name.

    >>> import retrograd as rg
    >>> rg.nn.Sequential(rg.nn.ReLU(), rg.nn.Flatten(0))(rg.tensor([[-1.0], [2.0]]))
    tensor([0., 2.])
    """

    def __init__(self, *args: Any) -> None:
        super().__init__()
        if len(args) == 1 and isinstance(args[0], OrderedDict):
            for name, module in args[0].items():
                self.add_module(name, module)
        else:
            self.extend(args)

    def __getitem__(self, idx: Any) -> Any:
        if isinstance(idx, slice):
            return type(self)(OrderedDict(list(self._modules.items())[idx]))
        return super().__getitem__(idx)

    def forward(self, input: Any) -> Any:
        """Return what the last module returns."""
        for module in self:
            input = module(input)
        return input

    def insert(self: S, index: int, module: Module) -> S:
        """Put a module before that at a place; return the container."""
        if not isinstance(module, Module):
            raise AssertionError(
                f"Sequential.insert: expected a Module, got {type(module).__name__}"
            )
        self._insert(index, module)
        return self

    def __add__(self, other: Sequential) -> Sequential:
        return Sequential(*self, *self._checked("+", other))

    def __iadd__(self: S, other: Sequential) -> S:
        return self.extend(self._checked("+=", other))

    def _checked(self, sign: str, other: Any) -> Sequential:
        if not isinstance(other, Sequential):
            kind = type(other).__name__
            raise ValueError(f"Sequential {sign}: expected a Sequential, got {kind}")
        return other

    def __mul__(self, other: int) -> Sequential:
        return Sequential().extend(list(self) * self._times(other))

    __rmul__ = __mul__

    def __imul__(self: S, other: int) -> S:
        return self.extend(list(self) * (self._times(other) - 1))

    def _times(self, other: Any) -> int:
        if not isinstance(other, int):
            raise TypeError(f"Sequential *: expected an int, got {type(other).__name__}")
        if other <= 0:
            raise ValueError(f"Sequential *: expected a positive number, got {other}")
        return other


class ModuleList(_Row):
    """Modules in a list; what is done with them, ``forward`` of the module around says.

    >>> import retrograd as rg
    >>> rg.nn.ModuleList([rg.nn.ReLU(), rg.nn.ReLU()]).append(rg.nn.Linear(2, 1))
    ModuleList(
      (0-1): 2 x ReLU()
      (2): Linear(in_features=2, out_features=1, bias=True)
    )
    """

    def __init__(self, modules: Iterable[Module] | None = None) -> None:
        super().__init__()
        if modules is not None:  # else a subclass need not be ready for it
            self.extend(modules)

    def __getitem__(self, idx: Any) -> Any:
        if isinstance(idx, slice):
            return type(self)(list(self)[idx])
        return super().__getitem__(idx)

    def __add__(self, other: Iterable[Module]) -> ModuleList:
        return ModuleList([*self, *other])

    def __iadd__(self, other: Iterable[Module]) -> ModuleList:
        return self.extend(other)

    def insert(self, index: int, module: Module) -> None:
        """Put a module before that at a place."""
        self._insert(index, module)

    def _shown_parts(self) -> list[str]:
        parts, place = [], 0
        for shown, same in groupby(map(repr, self)):
            last = place + len(list(same)) - 1
            several = f"({place}-{last}): {last - place + 1} x {shown}"
            parts.append(several if last > place else f"({place}): {shown}")
            place = last + 1
        return parts


class ModuleDict(Module):
    """Modules by name, in the order in which they came.

    >>> import retrograd as rg
    >>> parts = rg.nn.ModuleDict({"a": rg.nn.ReLU()})
    >>> parts["b"] = rg.nn.Linear(2, 1)
    >>> list(parts)
    ['a', 'b']
    """

    _modules: dict[str, Module]

    def __init__(self, modules: Mapping[str, Module] | Iterable[Any] | None = None) -> None:
        super().__init__()
        if modules is not None:
            self.update(modules)

    def __getitem__(self, key: str) -> Any:
        return self._modules[key]

    def __setitem__(self, key: str, module: Module) -> None:
        self.add_module(key, module)

    def __delitem__(self, key: str) -> None:
        del self._modules[key]

    def __len__(self) -> int:
        return len(self._modules)

    def __iter__(self) -> Iterator[str]:
        return iter(self._modules)

    def __contains__(self, key: object) -> bool:
        return key in self._modules

    def clear(self) -> None:
        """Remove all modules."""
        self._modules.clear()

    def pop(self, key: str) -> Module:
        """Remove the module of a name; return it."""
        return self._modules.pop(key)

    def keys(self) -> KeysView[str]:
        """Return the names."""
        return self._modules.keys()

    def items(self) -> ItemsView[str, Module]:
        """Return the names and modules."""
        return self._modules.items()

    def values(self) -> ValuesView[Module]:
        """Return the modules."""
        return self._modules.values()

    def update(self, modules: Mapping[str, Module] | Iterable[Any]) -> None:
        """Add the modules of a mapping or of pairs, in the place of those of the same names."""
        for key, module in _pairs("ModuleDict.update", modules):
            self[key] = module


class _Shown(Module):
    """Shows the parameters and other values that a container holds by key."""

    def _shown_type(self, value: Tensor) -> str:
        return str(value.dtype)

    def _show(self, items: Iterable[tuple[Any, Any]]) -> str:
        lines = []
        for key, value in items:
            if isinstance(value, Tensor):
                kind = "Parameter" if isinstance(value, Parameter) else "Tensor"
                size = "x".join(map(str, value.shape))
                text = f"{kind} containing: [{self._shown_type(value)} of size {size}]"
            else:
                text = f"Object of type: {type(value).__name__}"
            lines.append(f"  ({key}): {text}")
        return "\n".join(lines)

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Raises RuntimeError: it holds parameters and computes nothing."""
        raise RuntimeError(f"{type(self).__name__} holds parameters and cannot be called")


class ParameterList(_Shown):
    """Parameters in a list; a plain tensor becomes one, and other values are kept as they are.

    >>> import retrograd as rg
    >>> weights = rg.nn.ParameterList([rg.ones(2), rg.ones(3)])
    >>> [name for name, _ in weights.named_parameters()]
    ['0', '1']
    """

    def __init__(self, values: Iterable[Any] | None = None) -> None:
        super().__init__()
        self._size = 0
        if values is not None:
            self.extend(values)

    def __len__(self) -> int:
        return self._size

    def __iter__(self) -> Iterator[Any]:
        return iter(self[place] for place in range(len(self)))

    def __getitem__(self, idx: Any) -> Any:
        if isinstance(idx, slice):
            return type(self)([self[place] for place in range(*idx.indices(len(self)))])
        return getattr(self, str(_position(self, idx, len(self))))

    def __setitem__(self, idx: int, param: Any) -> None:
        self._set(_position(self, idx, len(self)), param)

    def _set(self, place: int, value: Any) -> None:
        setattr(self, str(place), _as_parameter(value))

    def append(self: PL, value: Any) -> PL:
        """Add a value at the end; return the list."""
        self._set(len(self), value)
        self._size += 1
        return self

    def extend(self: PL, values: Iterable[Any]) -> PL:
        """Add several values at the end; return the list."""
        _check_iterable("ParameterList.extend", values)
        for value in list(values):
            self.append(value)
        return self

    def __iadd__(self: PL, parameters: Iterable[Any]) -> PL:
        return self.extend(parameters)

    def extra_repr(self) -> str:
        """Return a line for each value."""
        return self._show(enumerate(self))


def _as_parameter(value: Any) -> Any:
    if isinstance(value, Tensor) and not isinstance(value, Parameter):
        return Parameter(value)
    return value


class ParameterDict(_Shown):
    """Parameters by name; a plain tensor becomes one, and other values are kept as they are.

    The names of a plain dict are sorted; other orders are kept.

    >>> import retrograd as rg
    >>> weights = rg.nn.ParameterDict({"a": rg.ones(2)})
    >>> weights["b"] = rg.ones(3)
    >>> list(weights.state_dict())
    ['a', 'b']
    """

    def __init__(self, parameters: Any = None) -> None:
        super().__init__()
        self._keys: dict[str, None] = {}
        if parameters is not None:
            self.update(parameters)

    def _checked(self, key: Any) -> str:
        if not isinstance(key, str):
            raise TypeError(f"ParameterDict: a key must be a str, not {type(key).__name__}")
        return key

    def __getitem__(self, key: str) -> Any:
        return getattr(self, self._checked(key))

    def __setitem__(self, key: str, value: Any) -> None:
        setattr(self, self._checked(key), _as_parameter(value))
        self._keys[key] = None

    def __delitem__(self, key: str) -> None:
        del self._keys[key]
        delattr(self, key)

    def __len__(self) -> int:
        return len(self._keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __reversed__(self) -> Iterator[str]:
        return reversed(self._keys)

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def copy(self) -> ParameterDict:
        """Return another one with the same parameters."""
        return ParameterDict(OrderedDict(self.items()))

    def setdefault(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, which is ``default`` from now on where there is none."""
        if key not in self:
            self[key] = default
        return self[key]

    def clear(self) -> None:
        """Remove all values."""
        for key in list(self):
            del self[key]

    def pop(self, key: str) -> Any:
        """Remove the value of a key; return it."""
        value = self[key]
        del self[key]
        return value

    def popitem(self) -> tuple[str, Any]:
        """Remove the key that came last; return it and its value. KeyError if there is none."""
        if not self._keys:
            raise KeyError("ParameterDict.popitem: it is empty")
        key = next(reversed(self))
        return key, self.pop(key)

    def get(self, key: str, default: Any = None) -> Any:
        """Return the value of a key, or ``default``."""
        return self[key] if key in self._keys else default

    def fromkeys(self, keys: Iterable[str], default: Any = None) -> ParameterDict:
        """Return a new one with the same value for all keys."""
        return ParameterDict(OrderedDict((key, default) for key in keys))

    def keys(self) -> KeysView[str]:
        """Return the keys."""
        return self._keys.keys()

    def items(self) -> Iterable[tuple[str, Any]]:
        """Return an iterator over keys and values."""
        return ((key, self[key]) for key in self._keys)

    def values(self) -> Iterable[Any]:
        """Return an iterator over the values."""
        return (self[key] for key in self._keys)

    def update(self, parameters: Any) -> None:
        """Add the values of a mapping or of pairs, in the place of those of the same keys."""
        pairs = _pairs("ParameterDict.update", parameters)
        ordered = not isinstance(parameters, Mapping) or isinstance(parameters, OrderedDict)
        for key, value in pairs if ordered else sorted(pairs):
            self[key] = value

    def _shown_type(self, value: Tensor) -> str:
        return value.type()

    def extra_repr(self) -> str:
        """Return a line for each value."""
        return self._show(self.items())

    def __or__(self, other: ParameterDict) -> ParameterDict:
        both = self.copy()
        both.update(other)
        return both

    def __ror__(self, other: ParameterDict) -> ParameterDict:
        both = other.copy()
        both.update(self)
        return both

    def __ior__(self: PD, other: ParameterDict) -> PD:
        self.update(other)
        return self
