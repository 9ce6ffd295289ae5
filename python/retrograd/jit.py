"""TorchScript, which there is not: what is marked for it runs as it is written.

Decorators return what they are given. What would have to record, save or load a compiled program
is refused.

>>> @rg.jit.script
... def f(x):
...     return x + 1 if not rg.jit.is_scripting() else x
>>> f(rg.ones(1))
tensor([2.])
"""

from __future__ import annotations

import builtins
import types
import typing
from collections.abc import Callable
from typing import Any, Final, NamedTuple, NoReturn, TypeVar

TYPE_CHECKING = False
__path__: list[str] = []  # refused_names.txt has some of those in torch

__all__ = [
    "Attribute",
    "Final",
    "RecursiveScriptModule",
    "ScriptFunction",
    "ScriptModule",
    "annotate",
    "export",
    "freeze",
    "ignore",
    "interface",
    "is_scripting",
    "is_tracing",
    "isinstance",
    "load",
    "optimize_for_inference",
    "optimized_execution",
    "save",
    "script",
    "script_if_tracing",
    "script_method",
    "trace",
    "trace_module",
    "unused",
]

_T = TypeVar("_T")
_F = TypeVar("_F", bound=Callable[..., Any])

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


class Attribute(NamedTuple):
    """A value with the type that a compiled program would give it."""

    value: Any
    type: Any


class ScriptFunction:
    """A compiled function, of which there are none: for ``isinstance``."""

    def __init__(self, *args: Any, **options: Any) -> None:
        _refuse(type(self).__name__, "use the function itself")


class ScriptModule:
    """A compiled module, of which there are none: for ``isinstance``."""

    def __init__(self, *args: Any, **options: Any) -> None:
        _refuse(type(self).__name__, "use the module itself")


class RecursiveScriptModule(ScriptModule):
    """A compiled module, of which there are none: for ``isinstance``."""


def _refuse(name: str, remedy: str) -> NoReturn:
    raise NotImplementedError(f"jit.{name}: there are no compiled programs; {remedy}")


# Values of these types have nothing that could be compiled.
_PLAIN = (int, float, complex, str, bytes, tuple, set, type(None))


def script(
    obj: _T,
    optimize: None = None,
    _frames_up: int = 0,
    _rcb: Callable[[str], Any] | None = None,
    example_inputs: Any = None,
) -> _T:
    """Return the function, class, module, list or dict that is given."""
    if builtins.isinstance(obj, _PLAIN):
        raise TypeError(f"jit.script: expected a function, a class or a module, got {type(obj)}")
    return obj


def script_method(fn: _F) -> _F:
    """Return the method that is given."""
    return fn


def script_if_tracing(fn: _F) -> _F:
    """Return the function that is given: nothing is traced."""
    return fn


_script_if_tracing = script_if_tracing


def _overload(fn: _F) -> _F:
    """Return the function that is given: the one that is written last is called."""
    return fn


_overload_method = _overload


def export(fn: _F) -> _F:
    """Return the method that is given."""
    return fn


def unused(fn: _F) -> _F:
    """Return the function that is given, which is called as ever."""
    return fn


def ignore(drop: Any = False, **options: Any) -> Any:
    """Return the function that is given, which is called as ever; or a decorator, for a bool."""
    if callable(drop):
        return drop
    if not builtins.isinstance(drop, bool):
        raise RuntimeError(f"jit.ignore: expected a bool or a function, got {drop!r}")

    def given(fn: _F) -> _F:
        return fn

    return given


def interface(obj: type[_T]) -> type[_T]:
    """Return the class that is given."""
    if not builtins.isinstance(obj, type):
        raise RuntimeError(f"jit.interface: expected a class, got {type(obj)}")
    return obj


def is_scripting() -> bool:
    """False."""
    return False


def is_tracing() -> bool:
    """False."""
    return False


def annotate(the_type: Any, the_value: _T) -> _T:
    """Return the value; the type is for the reader."""
    return the_value


def isinstance(obj: Any, target_type: Any) -> bool:
    """Return whether a value is of a type, or of one of a tuple, the elements of containers too.

    >>> rg.jit.isinstance([1, 2], list[int]), rg.jit.isinstance([1, "a"], list[int])
    (True, False)
    """
    if builtins.isinstance(target_type, tuple):
        return any(isinstance(obj, one) for one in target_type)
    origin, inner = typing.get_origin(target_type), typing.get_args(target_type)
    if origin in (typing.Union, types.UnionType):
        return any(isinstance(obj, one) for one in inner)
    if (target_type if origin is None else origin) in (list, dict, tuple) and not inner:
        raise RuntimeError(
            f"jit.isinstance: {target_type} does not say what it holds; pass list[int] or such"
        )
    if origin is None:
        return builtins.isinstance(obj, target_type)
    if not builtins.isinstance(obj, origin):
        return False
    if origin is dict:
        return all(isinstance(k, inner[0]) and isinstance(v, inner[1]) for k, v in obj.items())
    if origin is tuple and inner[-1] is not ...:
        return len(obj) == len(inner) and all(map(isinstance, obj, inner))
    return all(isinstance(x, inner[0]) for x in obj)


class optimized_execution:
    """Say in a block whether compiled programs are optimised; there are none."""

    def __init__(self, should_optimize: bool) -> None:
        pass

    def __enter__(self) -> None:
        pass

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: types.TracebackType | None,
    ) -> None:
        pass


def trace(func: Any, example_inputs: Any = None, *args: Any, **options: Any) -> NoReturn:
    """Refused: operations are not recorded into a program."""
    _refuse("trace", "call the function itself")


def trace_module(mod: Any, inputs: Any, *args: Any, **options: Any) -> NoReturn:
    """Refused: operations are not recorded into a program."""
    _refuse("trace_module", "call the module itself")


def freeze(mod: Any, *args: Any, **options: Any) -> NoReturn:
    """Refused: there is no program to freeze."""
    _refuse("freeze", "use the module itself")


def optimize_for_inference(mod: Any, *args: Any, **options: Any) -> NoReturn:
    """Refused: there is no program to optimise."""
    _refuse("optimize_for_inference", "call the module inside inference_mode()")


def save(m: Any, f: Any, *args: Any, **options: Any) -> NoReturn:
    """Refused: there is no program to save."""
    _refuse("save", "pickle the tensors")


def load(f: Any, *args: Any, **options: Any) -> NoReturn:
    """Refused: a saved program cannot be run."""
    _refuse("load", "define the function in Python, and load its tensors alone")
