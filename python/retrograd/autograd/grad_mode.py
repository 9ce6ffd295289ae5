"""Switching the recording of operations on and off, for a block or for a function.

The mode belongs to the thread. Each object keeps a stack of the modes it replaced, so one object
can be entered again while it is active.
"""

from __future__ import annotations

from .._core import GradBlock, _set_grad_enabled

# The standard modules that decorating needs are imported when something is decorated: together they
# take longer to load than the engine.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from typing import Any, TypeVar, overload

    from typing_extensions import Self

    _F = TypeVar("_F", bound=Callable[..., Any])

__all__ = ["enable_grad", "inference_mode", "no_grad", "set_grad_enabled"]


def __dir__() -> list[str]:
    return __all__


class _GradMode(GradBlock):
    """Recording on or off, for a block or as a decorator.

    One that says its ``_mode`` takes no arguments, and works as a decorator without parentheses.
    """

    def __call__(self, func: _F) -> _F:
        import inspect
        import warnings

        if inspect.isclass(func):
            warnings.warn(
                f"{type(self).__name__} on a class has an effect on its constructor alone;"
                " decorate the methods",
                FutureWarning,
                stacklevel=2,
            )
        generator = inspect.isgeneratorfunction(func)
        wrapped: _F = self._wrap_generator(func) if generator else self._wrap(func)
        return wrapped

    def _wrap(self, func: Callable[..., Any]) -> Any:
        import functools

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Any:
            with self:
                return func(*args, **kwargs)

        return wrapper

    def _wrap_generator(self, func: Callable[..., Any]) -> Any:
        """Hold the mode while the generator's own body runs, and not between its values."""
        import functools

        @functools.wraps(func)
        def wrapper(*args: Any, **kwargs: Any) -> Generator[Any, Any, Any]:
            body = func(*args, **kwargs)
            step, sent = body.send, None
            while True:
                try:
                    with self:
                        value = step(sent)
                except StopIteration as end:
                    return end.value
                try:
                    step, sent = body.send, (yield value)
                except GeneratorExit:
                    with self:
                        body.close()
                    raise
                except BaseException as error:  # thrown into the wrapper, meant for the body
                    step, sent = body.throw, error

        return wrapper

    def __getstate__(self) -> tuple[bool, dict[str, Any]]:
        return self._target, self.__dict__

    def __setstate__(self, state: tuple[bool, dict[str, Any]]) -> None:
        self._target, attributes = state
        self.__dict__.update(attributes)


class no_grad(_GradMode):
    """Record nothing: results have no history and require no grad.

    A context manager, and a decorator for functions and generator functions.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.no_grad():
    ...     y = x * 2
    >>> y.requires_grad
    False
    """

    if TYPE_CHECKING:

        @overload
        def __new__(cls, orig_func: None = None) -> Self: ...
        @overload
        def __new__(cls, orig_func: _F) -> _F: ...  # type: ignore[misc]
        def __new__(cls, orig_func: Any = None) -> Any: ...

    _mode = False


class enable_grad(_GradMode):
    """Record again, inside ``no_grad``.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.no_grad(), rg.enable_grad():
    ...     y = x * 2
    >>> y.requires_grad
    True
    """

    if TYPE_CHECKING:

        @overload
        def __new__(cls, orig_func: None = None) -> Self: ...
        @overload
        def __new__(cls, orig_func: _F) -> _F: ...  # type: ignore[misc]
        def __new__(cls, orig_func: Any = None) -> Any: ...

    _mode = True


class set_grad_enabled(_GradMode):
    """Switch recording on or off at once; in a ``with`` statement, until its end.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.set_grad_enabled(False):
    ...     y = x * 2
    >>> y.requires_grad
    False
    """

    def __init__(self, mode: bool) -> None:
        self._first = [_set_grad_enabled(mode)]  # the mode before the call itself
        self._target = mode

    def __enter__(self) -> None:
        self._undo()
        super().__enter__()

    def __call__(self, func: _F) -> _F:
        # A decorator acts when the function runs, not when it is defined.
        self._undo()
        return super().__call__(func)

    def _undo(self) -> None:
        """Undo what the call itself switched, once."""
        if self._first:
            _set_grad_enabled(self._first.pop())


class inference_mode(_GradMode):
    """Record nothing, and mark what is made here as unfit for recording elsewhere.

    Stronger than ``no_grad``: ``enable_grad`` inside has no effect, and outside a marked tensor
    (``is_inference()``) can be read and computed with, but a RuntimeError is raised when it is
    written to, saved for a derivative or told to require grad; so is one for its ``_version``. A
    ``clone()`` made outside is a normal tensor. Views of normal tensors are normal, and refuse
    recorded writes.

    ``mode=False`` switches back to normal for a block inside, with recording on. A context manager,
    and a decorator for functions and generator functions.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.inference_mode():
    ...     y = x * 2
    >>> y.requires_grad, y.is_inference()
    (False, True)
    >>> x * y
    Traceback (most recent call last):
    retrograd.errors.GraphError: a tensor that was made in inference_mode() cannot be saved for \
backward, since writes to it are not counted; use a clone() of it
    >>> x * y.clone()
    tensor([2., 2.], grad_fn=<MulBackward0>)
    """

    _mode = "inference"

    if TYPE_CHECKING:

        @overload
        def __new__(cls, mode: bool = True) -> Self: ...
        @overload
        def __new__(cls, mode: _F) -> _F: ...  # type: ignore[misc]

    def __new__(cls, mode: bool | Callable[..., Any] = True) -> Any:
        if isinstance(mode, bool):
            return super().__new__(cls)
        if not callable(mode):
            raise TypeError(f"inference_mode: expected a bool or a function, not {mode!r}")
        return cls()(mode)

    def __init__(self, mode: bool = True) -> None:
        self.mode = self._target = mode
