"""Calling a module with other tensors in the place of its parameters and buffers."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from ..._core import Tensor
from ..module import Module

__all__ = ["functional_call"]


def __dir__() -> list[str]:
    return __all__


_MISSING = object()


class _Place:
    """Where a module holds a tensor: registered under a name, or as a plain attribute."""

    def __init__(self, module: Module, target: str) -> None:
        path, _, self.name = target.rpartition(".")
        self.owner = module.get_submodule(path)
        tables = (self.owner._parameters, self.owner._buffers)
        self.table: Any = next((table for table in tables if self.name in table), None)
        held = self.get()
        if not (held is None or held is _MISSING or isinstance(held, Tensor)):
            kind = type(held).__name__
            raise TypeError(f"functional_call: {target!r} of the module is no tensor but a {kind}")

    def get(self) -> Any:
        if self.table is not None:
            return self.table[self.name]
        return getattr(self.owner, self.name, _MISSING)

    def put(self, value: Any) -> None:
        if self.table is not None:
            self.table[self.name] = value
        elif value is _MISSING:
            delattr(self.owner, self.name)
        else:
            setattr(self.owner, self.name, value)


def _all_names(module: Module) -> dict[str, Tensor]:
    """Parameters and buffers by all of their names."""
    parameters = module.named_parameters(remove_duplicate=False)
    return {**dict(parameters), **dict(module.named_buffers(remove_duplicate=False))}


def _untied(module: Module, given: dict[str, Any]) -> dict[str, Any]:
    """The given tensors under all names that the module has for those in whose place they are."""
    names_of: dict[Tensor, list[str]] = {}
    for name, tensor in _all_names(module).items():
        names_of.setdefault(tensor, []).append(name)
    result = dict(given)
    for names in names_of.values():
        known = [name for name in names if name in given]
        if len({id(given[name]) for name in known}) > 1:
            raise ValueError(
                f"functional_call: {' and '.join(known)} are one tensor of the module, and were"
                " given different ones; pass tie_weights=False to take them apart"
            )
        result.update({name: given[known[0]] for name in names if known})
    return result


def _check_keys(module: Module, given: dict[str, Any]) -> None:
    known = _all_names(module).keys()
    lines = [f"functional_call: the tensors are not those of {type(module).__name__}:"]
    for kind, keys in (("Unexpected", given.keys() - known), ("Missing", known - given.keys())):
        if keys:
            lines.append(f"{kind} key(s): {', '.join(map(repr, sorted(keys)))}.")
    if len(lines) > 1:
        raise RuntimeError("\n\t".join(lines))


@contextmanager
def _reparametrize_module(
    module: Module,
    parameters_and_buffers: dict[str, Any],
    tie_weights: bool = False,
    strict: bool = False,
    stack_weights: bool = False,
) -> Iterator[None]:
    """Put other tensors in place for the time of a ``with``; those that the module puts there
    meanwhile, as batch norms do, are in the dict afterwards."""
    given = _untied(module, parameters_and_buffers) if tie_weights else parameters_and_buffers
    if strict:
        _check_keys(module, given)
    for name, tensor in given.items():
        if not (tensor is None or isinstance(tensor, Tensor)):
            kind = type(tensor).__name__
            raise TypeError(f"functional_call: {name!r} was given a {kind}; expected a Tensor")
    places = {name: _Place(module, name) for name in given}
    before = {name: place.get() for name, place in places.items()}
    try:
        for name, place in places.items():
            place.put(given[name])
        yield
    finally:
        after = {name: place.get() for name, place in places.items()}
        for name, place in reversed(places.items()):
            place.put(before[name])
        parameters_and_buffers.update({name: after[name] for name in parameters_and_buffers})


def _call(
    module: Module,
    tensors: dict[str, Any],
    args: Any,
    kwargs: dict[str, Any] | None,
    tie_weights: bool,
    strict: bool,
) -> Any:
    given = () if args is None else args if isinstance(args, tuple) else (args,)
    with _reparametrize_module(module, tensors, tie_weights, strict):
        return module(*given, **(kwargs or {}))


def _merged(dicts: Any) -> dict[str, Any]:
    """One dict of one or several; ValueError where a key comes twice."""
    if isinstance(dicts, dict):
        return dicts
    if not (isinstance(dicts, Sequence) and all(isinstance(d, dict) for d in dicts)):
        raise ValueError(
            f"functional_call: expected a dict of tensors, or several, got {type(dicts).__name__}"
        )
    merged: dict[str, Any] = {}
    for tensors in dicts:
        twice = merged.keys() & tensors.keys()
        if twice:
            raise ValueError(f"functional_call: {sorted(twice)} are in several of the dicts")
        merged.update(tensors)
    return merged


def functional_call(
    module: Module,
    parameters_and_buffers: dict[str, Any],
    args: Any = None,
    kwargs: dict[str, Any] | None = None,
    *,
    tie_weights: bool = True,
    strict: bool = False,
) -> Any:
    """The function of old for ``retrograd.func.functional_call``.

    >>> import warnings
    >>> import retrograd as rg
    >>> call = rg.nn.utils.stateless.functional_call
    >>> with warnings.catch_warnings():
    ...     warnings.simplefilter("ignore")
    ...     call(rg.nn.Linear(1, 1, bias=False), {"weight": rg.ones(1, 1)}, rg.ones(1))
    tensor([1.])
    """
    warnings.warn(
        "nn.utils.stateless.functional_call: use func.functional_call, which takes the same",
        FutureWarning,
        stacklevel=2,
    )
    return _call(module, parameters_and_buffers, args, kwargs, tie_weights, strict)
