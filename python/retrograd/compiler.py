"""Compiling of functions, which is not done: they run as they are written.

>>> @rg.compile
... def f(x):
...     return x * 2
>>> f(rg.ones(1)), rg.compiler.is_compiling()
(tensor([2.]), False)
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

_F = TypeVar("_F", bound="Callable[..., Any]")

__all__ = [
    "allow_in_graph",
    "assume_constant_result",
    "compile",
    "cudagraph_mark_step_begin",
    "disable",
    "is_compiling",
    "is_dynamo_compiling",
    "is_exporting",
    "list_backends",
    "nested_compile_region",
    "reset",
    "set_stance",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


_MODES = ("default", "lite", "reduce-overhead", "max-autotune", "max-autotune-no-cudagraphs")
_BACKENDS = ("aot_eager", "cudagraphs", "eager", "inductor", "onnxrt", "openxla", "tvm")
_STANCES = (
    "default",
    "eager_on_recompile",
    "eager_then_compile",
    "aot_eager_then_compile",
    "fail_on_recompile",
    "force_eager",
)


@overload
def compile(
    model: _F,
    *,
    fullgraph: bool = False,
    dynamic: bool | None = None,
    backend: str | None = None,
    mode: str | None = None,
    options: dict[str, Any] | None = None,
    disable: bool = False,
    **others: Any,
) -> _F: ...


@overload
def compile(
    model: None = None,
    *,
    fullgraph: bool = False,
    dynamic: bool | None = None,
    backend: str | None = None,
    mode: str | None = None,
    options: dict[str, Any] | None = None,
    disable: bool = False,
    **others: Any,
) -> Callable[[_F], _F]: ...


def compile(
    model: Any = None,
    *,
    fullgraph: bool = False,
    dynamic: bool | None = None,
    backend: str | None = None,
    mode: str | None = None,
    options: dict[str, Any] | None = None,
    disable: bool = False,
    **others: Any,
) -> Any:
    """Return the function or module that is given; without one, a decorator that does.

    Every argument is about how torch compiles, which is not done here. A backend of one's own,
    which would never be called, is refused.
    """
    unknown = set(others) - {"name", "recompile_limit", "isolate_recompiles", "shapes_spec"}
    if unknown:
        raise TypeError(f"compile: got unexpected arguments: {sorted(unknown)}")
    if mode is not None and options is not None:
        raise RuntimeError("compile: mode and options cannot be given both")
    if mode is not None and mode not in _MODES:
        raise RuntimeError(f"compile: mode={mode!r} is unknown; there are {', '.join(_MODES)}")
    if callable(backend):
        raise NotImplementedError(
            "compile: a backend is given a graph of the function, and none is made; "
            "leave the argument out"
        )
    if backend is not None and backend not in _BACKENDS:
        raise RuntimeError(
            f"compile: backend={backend!r} is unknown; there are {', '.join(_BACKENDS)}"
        )
    return _unchanged("compile") if model is None else _unchanged("compile")(model)


def _unchanged(caller: str) -> Callable[[_F], _F]:
    def given(func: _F) -> _F:
        if not callable(func):
            raise AssertionError(f"{caller}: expected a function or a module, got {type(func)}")
        return func

    return given


def is_compiling() -> bool:
    """False."""
    return False


def is_dynamo_compiling() -> bool:
    """False."""
    return False


def is_exporting() -> bool:
    """False."""
    return False


def list_backends(exclude_tags: Sequence[str] | None = ("debug", "experimental")) -> list[str]:
    """An empty list: nothing compiles."""
    return []


def reset() -> None:
    """Do nothing: nothing was compiled."""


def cudagraph_mark_step_begin() -> None:
    """Do nothing: there are no CUDA graphs."""


@overload
def disable(fn: _F, recursive: bool = True, *, reason: str | None = None) -> _F: ...


@overload
def disable(
    fn: None = None, recursive: bool = True, *, reason: str | None = None
) -> Callable[[_F], _F]: ...


def disable(fn: Any = None, recursive: bool = True, *, reason: str | None = None) -> Any:
    """Return the function that is given, which is not compiled; without one, a decorator."""
    return _unchanged("disable") if fn is None else _unchanged("disable")(fn)


@overload
def allow_in_graph(fn: _F) -> _F: ...


@overload
def allow_in_graph(fn: list[_F] | tuple[_F, ...]) -> list[_F]: ...


def allow_in_graph(fn: Any) -> Any:
    """Return the function, or the list of functions, that is given."""
    if isinstance(fn, (list, tuple)):
        return [allow_in_graph(one) for one in fn]
    return _unchanged("allow_in_graph")(fn)


def assume_constant_result(fn: _F) -> _F:
    """Return the function that is given, which is called every time."""
    return _unchanged("assume_constant_result")(fn)


@overload
def nested_compile_region(fn: _F) -> _F: ...


@overload
def nested_compile_region(fn: None = None) -> Callable[[_F], _F]: ...


def nested_compile_region(fn: Any = None) -> Any:
    """Return the function that is given; without one, a decorator that does."""
    caller = "nested_compile_region"
    return _unchanged(caller) if fn is None else _unchanged(caller)(fn)


class set_stance:
    """Say when to compile, at once, for a block or for a function; it is never done.

    >>> with rg.compiler.set_stance("force_eager"):
    ...     rg.compiler.is_compiling()
    False
    """

    def __init__(
        self,
        stance: str = "default",
        *,
        skip_guard_eval_unsafe: bool = False,
        force_backend: str | None = None,
    ) -> None:
        if stance not in _STANCES:
            raise RuntimeError(
                f"set_stance: {stance!r} is unknown; there are {', '.join(_STANCES)}"
            )

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        pass

    def __call__(self, fn: _F) -> _F:
        return _unchanged("set_stance")(fn)
