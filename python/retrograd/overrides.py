"""Who is asked before a function is run: the protocol ``__torch_function__``.

A subclass of Tensor, or any class with a class method ``__torch_function__(cls, func, types, args,
kwargs)``, is asked for each public function, method, operator and attribute that gets one of its
instances; lists and tuples among the arguments are looked into. Subclasses come before their bases,
else the order is that of the arguments. ``NotImplemented`` leaves the answer to the next one. A
TorchFunctionMode is asked for all functions that are called in its block.

>>> import retrograd as rg
>>> class Logged(rg.Tensor):
...     @classmethod
...     def __torch_function__(cls, func, types, args=(), kwargs=None):
...         print(rg.overrides.resolve_name(func))
...         return super().__torch_function__(func, types, args, kwargs)
>>> type(rg.ones(2).as_subclass(Logged) * 2).__name__
torch.Tensor.mul
'Logged'
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterable
from types import FunctionType
from typing import Any

from . import _core
from ._C import DisableTorchFunction
from ._core import Tensor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing_extensions import Self

__all__ = [
    "BaseTorchFunctionMode",
    "TorchFunctionMode",
    "get_default_nowrap_functions",
    "get_ignored_functions",
    "get_overridable_functions",
    "get_testing_overrides",
    "handle_torch_function",
    "has_torch_function",
    "is_tensor_like",
    "is_tensor_method_or_property",
    "redispatch_function",
    "resolve_name",
    "wrap_torch_function",
]


class TorchFunctionMode:
    """A block in which one object is asked for all public functions, before any class is.

    ``__torch_function__(self, func, types, args=(), kwargs=None)`` of a subclass answers. It is
    asked on the thread that entered the block, for what that calls: functions that take no tensor,
    too. Of blocks inside each other the innermost is asked. While its method runs, it is not: what
    that calls is shown to the next one. ``types`` are the classes that would be asked without it,
    and are if it returns ``NotImplemented``.

    Raises:  NotImplementedError by a mode without a method of its own; RuntimeError if the method
             is a class method, and for a block that is left on a thread that did not enter it.
    Source:  torch.overrides.TorchFunctionMode.

    >>> class Ones(rg.overrides.TorchFunctionMode):
    ...     def __torch_function__(self, func, types, args=(), kwargs=None):
    ...         if func is rg.zeros:
    ...             func = rg.ones
    ...         return func(*args, **(kwargs or {}))
    >>> with Ones():
    ...     x = rg.zeros(2)
    >>> x
    tensor([1., 1.])
    """

    inner: TorchFunctionMode

    def __init__(self) -> None:
        pass

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: tuple[type, ...],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Answer to a call of a function."""
        raise NotImplementedError(f"{type(self).__name__}: the mode has no __torch_function__")

    def __enter__(self) -> Self:
        _core._push_mode(self)
        return self

    def __exit__(self, *error: object) -> None:
        _core._pop_mode(self)

    @classmethod
    def push(cls, *args: Any, **kwargs: Any) -> Self:
        """Return a mode; an old name of the class itself."""
        import warnings

        warnings.warn(f"push: write {cls.__name__}() instead", stacklevel=2)
        return cls(*args, **kwargs)


class BaseTorchFunctionMode(TorchFunctionMode):
    """A mode that calls each function as it is."""

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: tuple[type, ...],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call the function."""
        return func(*args, **(kwargs or {}))


def has_torch_function(relevant_args: Iterable[Any]) -> bool:
    """Whether a mode, or the class of one of the arguments, is to be asked before a function."""
    return _core._is_overridden(*relevant_args)


def has_torch_function_unary(obj: object) -> bool:
    """Tell of one argument what has_torch_function() tells of several."""
    return _core._is_overridden(obj)


def has_torch_function_variadic(*args: object) -> bool:
    """Tell of the arguments what has_torch_function() tells of a sequence."""
    return _core._is_overridden(*args)


def handle_torch_function(
    public_api: Callable[..., Any], relevant_args: Iterable[Any], *args: Any, **kwargs: Any
) -> Any:
    """Ask the mode and the classes of the relevant arguments for a function.

    Returns the first answer, and calls the function where there is none to ask. Raises TypeError if
    all return NotImplemented.
    """
    return _core._ask(public_api, tuple(relevant_args), args, kwargs)


def redispatch_function(
    func: Callable[..., Any], types: Any, args: tuple[Any, ...] = (), kwargs: Any = None
) -> Any:
    """Call a function without asking for it; for what it calls in turn classes are asked.

    So a ``__torch_function__`` sees the operations inside of a function of Python's. Those inside
    the functions of the package are not seen.

    >>> @rg.overrides.wrap_torch_function(lambda x: (x,))
    ... def tripled(x):
    ...     return x * 3
    >>> class Printing(rg.Tensor):
    ...     @classmethod
    ...     def __torch_function__(cls, func, types, args=(), kwargs=None):
    ...         print(func.__name__)
    ...         return rg.overrides.redispatch_function(func, types, args, kwargs)
    >>> x = tripled(rg.ones(1).as_subclass(Printing))
    tripled
    mul
    """
    if isinstance(func, FunctionType):
        return _core._call_unasked(func, tuple(args), kwargs or {})
    with DisableTorchFunction():
        return func(*args, **(kwargs or {}))


def wrap_torch_function(
    dispatcher: Callable[..., Iterable[Any]],
) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function one for which the classes of its arguments are asked.

    ``dispatcher`` takes its arguments, and returns those whose classes are.
    """

    def wrap(function: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(function)
        def wrapped(*args: Any, **kwargs: Any) -> Any:
            relevant = tuple(dispatcher(*args, **kwargs))
            if has_torch_function(relevant):
                return handle_torch_function(wrapped, relevant, *args, **kwargs)
            return function(*args, **kwargs)

        return wrapped

    return wrap


def is_tensor_like(inp: object) -> bool:
    """Whether an object is a tensor, or of a class with ``__torch_function__``."""
    return isinstance(inp, Tensor) or hasattr(inp, "__torch_function__")


def get_default_nowrap_functions() -> set[Callable[..., Any]]:
    """Return the functions whose results Tensor.__torch_function__ leaves as they are."""
    return {getattr(Tensor, name).__get__ for name in ("grad", "_base")}


# Functions that get no tensor, or are not handed to anybody.
_IGNORED = """
    arange as_tensor asarray bartlett_window blackman_window empty empty_permuted empty_strided eye
    from_dlpack from_numpy frombuffer full hamming_window hann_window kaiser_window logspace
    result_type scalar_tensor to_dlpack
    get_default_dtype get_num_threads get_rng_state initial_seed is_anomaly_check_nan_enabled
    is_anomaly_enabled is_grad_enabled is_inference_mode_enabled is_tensor linspace manual_seed ones
    promote_types can_cast broadcast_shapes rand randint randn randperm seed set_anomaly_enabled
    set_default_dtype set_num_threads set_printoptions set_rng_state tensor zeros
"""


def _homes() -> list[tuple[str, Any]]:
    package: Any = sys.modules[__name__.rpartition(".")[0]]  # whose modules load this one
    return [
        ("torch", package),
        ("torch.nn.functional", package.nn.functional),
        ("torch.linalg", package.linalg),
        ("torch.special", package.special),
    ]


def get_ignored_functions() -> set[Callable[..., Any]]:
    """Return the public functions for which no class is asked."""
    home = _homes()[0][1]
    return {getattr(home, name) for name in _IGNORED.split() if hasattr(home, name)}


def get_overridable_functions() -> dict[Any, list[Callable[..., Any]]]:
    """Return the functions for which classes are asked, by the module or class they are in."""
    found: dict[Any, list[Callable[..., Any]]] = {}
    ignored = get_ignored_functions()
    for _, home in _homes():
        functions = (vars(home)[name] for name in home.__all__ if name in vars(home))
        found[home] = [
            function
            for function in functions
            if type(function) is type(_core.add) and function not in ignored
        ]
    own = (type(Tensor.add), type(Tensor.__add__))
    found[Tensor] = [value for value in vars(Tensor).values() if isinstance(value, own)]
    found[Tensor] += [
        value.__get__ for value in vars(Tensor).values() if type(value) is type(Tensor.shape)
    ]
    return found


def get_testing_overrides() -> dict[Callable[..., Any], Callable[..., int]]:
    """Return functions of the same arguments that return -1, by those that can be overridden."""
    import inspect

    def dummy(function: Callable[..., Any]) -> Callable[..., int]:
        def override(*args: Any, **kwargs: Any) -> int:
            if signature:
                signature.bind(*args, **kwargs)
            return -1

        try:
            signature = inspect.signature(function)
        except (TypeError, ValueError):  # it has several forms
            signature = None
        else:
            override.__signature__ = signature  # type: ignore[attr-defined]
        return override

    return {f: dummy(f) for all_of in get_overridable_functions().values() for f in all_of}


def is_tensor_method_or_property(func: Callable[..., Any]) -> bool:
    """Whether a function is a method of Tensor, or reads or writes an attribute of it."""
    if getattr(func, "__objclass__", None) is Tensor:
        return True
    return getattr(getattr(func, "__self__", None), "__objclass__", None) is Tensor


# Operators that are named for what they do, by those names.
_OPERATORS = {"pow": "__pow__", "pow_": "__ipow__", "__rdiv__": "__rtruediv__"}


def resolve_name(f: Callable[..., Any]) -> str | None:
    """Return torch's name of a function that classes are asked for; None for others."""
    if getattr(f, "__objclass__", None) is Tensor:
        name = f.__name__
        if getattr(Tensor, name, None) is not f:
            name = _OPERATORS.get(name, name)
        return f"torch.Tensor.{name}"
    attribute: Any = getattr(f, "__self__", None)
    if getattr(attribute, "__objclass__", None) is Tensor:
        return f"torch.Tensor.{attribute.__name__}.{f.__name__}"
    name = getattr(f, "__name__", "")
    for path, home in _homes():
        if getattr(home, name, None) is f:
            return f"{path}.{name}"
    return None


def __dir__() -> list[str]:
    return __all__
