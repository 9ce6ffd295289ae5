"""Which names the package has, what they take, and which of those that it lacks torch has."""

from __future__ import annotations

import ast
import importlib
import inspect
import os
import types
from typing import Any

import retrograd as rg

from .._other_types import _Other

# What NumPy calls a parameter, which torch's functions take too.
_OF_NUMPY = {"axis": "dim", "keepdims": "keepdim", "x": "input", "a": "input", "x1": "input"}

# Tensors share these with what other packages compute on: judged only where a tensor is seen.
_OF_ARRAYS = """
    adjoint angle apply_ coalesce dense_dim eig fmax fmin imag indices isreal istft lstsq map_ name
    ravel real resize row_indices solve stft symeig to_dense values"""
_SHARED = {*_OF_ARRAYS.split()}.union(
    *map(dir, (str, list, dict, set, bytes, int, float, complex, types.ModuleType, type, property))
)


def _names_of_torch() -> dict[str, frozenset[str]]:
    """torch's public names, by the module or class that has them."""
    with open(os.path.join(rg.__path__[0], "torch_names.txt")) as lines:
        parts = [line.split(":") for line in lines]
    return {where: frozenset(names.split()) for where, names in parts}


def _returning_tensors() -> tuple[set[str], set[str]]:
    """The names of functions and of methods that return a tensor, by their stubs."""
    found: tuple[set[str], set[str]] = (set(), set())
    for text in rg._core._stub().values():
        for node in ast.parse(text).body:
            is_tensor = isinstance(node, ast.ClassDef) and node.name == "Tensor"
            for inner in node.body if isinstance(node, ast.ClassDef) and is_tensor else [node]:
                if isinstance(inner, ast.FunctionDef) and inner.returns is not None:
                    kind = ast.unparse(inner.returns)
                    found[is_tensor].update([inner.name] * (kind in ("Tensor", "Self")))
    return found


def _keywords(thing: Any) -> frozenset[str] | None:
    """The keywords that a call may give; None where any, or nobody knows."""
    forms = (getattr(thing, "__doc__", None) or "").split("\n\n")[0].splitlines()
    name = getattr(thing, "__name__", "?")
    if forms and all(form.startswith(f"{name}(") for form in forms):
        taken: set[str] = set()
        for form in forms:
            node = ast.parse(f"def {form}: ...").body[0]
            assert isinstance(node, ast.FunctionDef)
            taken |= {arg.arg for arg in (*node.args.args, *node.args.kwonlyargs)}
            if node.args.vararg:
                taken.add(node.args.vararg.arg)  # size=(2, 3)
        return frozenset(taken)
    try:
        parameters = inspect.signature(thing).parameters.values()
    except (TypeError, ValueError):  # no callable, or one that does not say
        return None
    if any(p.kind is p.VAR_KEYWORD for p in parameters):
        return None
    return frozenset(p.name for p in parameters if p.kind is not p.POSITIONAL_ONLY)


class Found:
    """An object of the package, or the first part of its name that is missing."""

    __slots__ = ("lacking", "taken", "thing")

    def __init__(self, thing: Any, lacking: str = "") -> None:
        self.thing = thing
        self.lacking = lacking
        self.taken: frozenset[str] | bool | None = False  # its keywords, once they are asked for

    @property
    def is_refused(self) -> bool:
        """Whether it is a function, or a class, that does nothing but raise."""
        called = vars(self.thing).get("__init__") if isinstance(self.thing, type) else self.thing
        wanted = getattr(called, "__annotations__", None)
        return isinstance(wanted, dict) and str(wanted.get("return")).endswith("NoReturn")

    @property
    def is_other_type(self) -> bool:
        """Whether it is the name of a type, or of a layout, that tensors here do not have."""
        return isinstance(self.thing, _Other)

    def takes(self, keyword: str) -> bool:
        """Whether a call may name this argument; True where that is not known."""
        if self.taken is False:
            self.taken = _keywords(self.thing)
        if not isinstance(self.taken, frozenset) or keyword in self.taken:
            return True
        is_row = isinstance(self.thing, (types.BuiltinFunctionType, types.MethodDescriptorType))
        return is_row and _OF_NUMPY.get(keyword, keyword) in self.taken


class Names:
    """Looks names up, each once. A name is written as torch's: "torch.nn.Linear"."""

    def __init__(self) -> None:
        self._found = {"torch": Found(rg)}
        self._listed = _names_of_torch()
        self._tensors = _returning_tensors()
        self.lacking_methods = {
            name for name in self._listed["torch.Tensor"] if not hasattr(rg.Tensor, name)
        }

    def find(self, path: str) -> Found:
        """Return what ``path`` names, or say what of it is missing."""
        found = self._found.get(path)
        if found is None:
            parent, _, name = path.rpartition(".")
            holder = self.find(parent)
            found = holder if holder.lacking else self._member(holder.thing, name, path)
            self._found[path] = found
        return found

    def _member(self, holder: Any, name: str, path: str) -> Found:
        try:
            return Found(getattr(holder, name))
        except AttributeError:
            pass
        if isinstance(holder, types.ModuleType):
            module = f"{holder.__name__}.{name}"
            if path == "torch.utils.tensorboard":  # see as_torch
                module = "tensorboardX"
            try:
                return Found(importlib.import_module(module))
            except ModuleNotFoundError:
                return Found(None, path)
        # What other objects hold is not known before they are made.
        is_known = isinstance(holder, (type, rg.dtype))
        return Found(None, path) if is_known else Found(None)

    def in_torch(self, path: str) -> bool:
        """False where torch is known not to have it either."""
        module, _, name = path.rpartition(".")
        listed = self._listed.get(module)
        return listed is None or name.startswith("_") or name in listed

    def is_module(self, path: str) -> bool:
        """Whether torch has a module of that name, as far as is known."""
        return path in self._listed

    def everything(self, path: str) -> set[str]:
        """What ``from path import *`` would bind."""
        return {*getattr(self.find(path).thing, "__all__", ()), *self._listed.get(path, ())}

    def is_shared(self, name: str) -> bool:
        """Whether objects that are no tensors have a method of that name too."""
        return name in _SHARED

    def returns_tensor(self, name: str, is_method: bool) -> bool:
        """Whether an operation is known to return one tensor."""
        return name in self._tensors[is_method]
