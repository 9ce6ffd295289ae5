"""Operations of one's own, by torch's names for them: functions that ``torch.ops`` has, too.

>>> @rg.library.custom_op("mine::twice", mutates_args=())
... def twice(x: rg.Tensor) -> rg.Tensor:
...     return x * 2
>>> twice.register_autograd(lambda ctx, grad: grad * 2)
>>> x = rg.ones(2, requires_grad=True)
>>> rg.ops.mine.twice(x).sum().backward()
>>> x.grad
tensor([2., 2.])
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable
from typing import Any

from . import autograd
from .autograd.function import Function

__all__ = [
    "CustomOpDef",
    "custom_op",
    "impl_abstract",
    "register_autograd",
    "register_fake",
    "register_kernel",
]

TYPE_CHECKING = False

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._refused import named

        return named(__name__, name)


def __dir__() -> list[str]:
    return __all__


_F = Callable[..., Any]
_OPERATIONS: dict[str, CustomOpDef] = {}  # by "library::name"


class CustomOpDef:
    """A function that counts as one operation: nothing in it is recorded.

    Its derivative is what ``register_autograd`` says; without one, backward through its result
    raises NotImplementedError. There is no tracing, so that functions of shapes alone, which
    ``register_fake`` takes, are not asked.
    """

    def __init__(self, name: str, fn: _F) -> None:
        self.__name__: str = name.rpartition("::")[2]
        self.__doc__ = fn.__doc__
        self._qualname: str = name
        self._fn = fn
        self._backward: _F | None = None
        self._setup: _F | None = None
        self._node = _node_of(self)

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        given = inspect.signature(self._fn).bind(*args, **kwargs)
        given.apply_defaults()
        return self._node.apply(*given.args, *given.kwargs.values())

    @property
    def default(self) -> CustomOpDef:
        """The operation itself: it has one overload."""
        return self

    def __repr__(self) -> str:
        return f"<CustomOpDef({self._qualname})>"

    def register_autograd(self, backward: _F, *, setup_context: _F | None = None) -> None:
        """Say the derivative: ``backward(ctx, *grads)``; ``setup_context(ctx, inputs, output)``."""
        self._backward, self._setup = backward, setup_context

    def register_fake(self, fn: _F) -> _F:
        """Return the function: nobody asks for shapes alone."""
        return fn

    def register_kernel(self, device_types: str | Iterable[str], fn: _F | None = None) -> Any:
        """Compute by another function on these kinds of devices; without one, a decorator."""
        if fn is None:
            return lambda decorated: self.register_kernel(device_types, decorated)
        if "cpu" in ([device_types] if isinstance(device_types, str) else device_types):
            self._fn = fn
        return fn


def _node_of(operation: CustomOpDef) -> Any:
    """The operation's own class of nodes, which goes by its name."""

    def forward(ctx: Any, *inputs: Any) -> Any:
        with autograd.no_grad():
            output = operation._fn(*inputs)
        if operation._setup is not None:
            operation._setup(ctx, inputs, output)
        return output

    def backward(ctx: Any, *grads: Any) -> Any:
        if operation._backward is None:
            raise NotImplementedError(
                f"backward: {operation._qualname} has no derivative; give it one by"
                " library.register_autograd"
            )
        return operation._backward(ctx, *grads)

    members = {"forward": staticmethod(forward), "backward": staticmethod(backward)}
    return type(operation.__name__, (Function,), members)


def custom_op(
    name: str,
    fn: _F | None = None,
    /,
    *,
    mutates_args: str | Iterable[str],
    device_types: Any = None,
    schema: str | None = None,
    tags: Any = None,
) -> Any:
    """Make a function an operation, ``torch.ops.library.name``; without a function, a decorator.

    Arguments that it writes to are written to, whether ``mutates_args`` names them or not. Raises
    ValueError for a name without ``::``.
    """
    if fn is None:
        return lambda decorated: custom_op(name, decorated, mutates_args=mutates_args)
    if name.count("::") != 1:
        raise ValueError(f"custom_op: expected a name like 'library::name', got {name!r}")
    _OPERATIONS[name] = made = CustomOpDef(name, fn)
    return made


def _found(caller: str, op: Any) -> CustomOpDef:
    found = op if isinstance(op, CustomOpDef) else _OPERATIONS.get(op)
    if found is None:
        raise RuntimeError(f"{caller}: custom_op has made no operation {op!r}")
    return found


def register_autograd(
    op: Any, backward: _F, /, *, setup_context: _F | None = None, lib: Any = None
) -> None:
    """Say the derivative of an operation that custom_op() has made: see CustomOpDef."""
    _found("register_autograd", op).register_autograd(backward, setup_context=setup_context)


def register_kernel(op: Any, device_types: Any, func: _F | None = None, /, **options: Any) -> Any:
    """Compute an operation of custom_op() by another function: see CustomOpDef."""
    return _found("register_kernel", op).register_kernel(device_types, func)


def register_fake(op: Any, func: _F | None = None, /, **options: Any) -> Any:
    """Return the function, or a decorator: nothing traces, so that nobody asks for shapes alone."""
    return (lambda decorated: decorated) if func is None else func


impl_abstract = register_fake
