"""Switching the recording of operations on and off, for a block or for a function.

The mode belongs to the thread. Each object keeps a stack of the modes it replaced, so one object
can be entered again while it is active.
"""

from __future__ import annotations

from .._core import _set_grad_enabled, is_grad_enabled

# The standard modules that decorating needs are imported when something is decorated: together they
# take longer to load than the engine.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from types import TracebackType
    from typing import Any, TypeVar

    F = TypeVar("F", bound=Callable[..., Any])


class _GradMode:
    """A mode as a context manager and as a decorator."""

    _mode: bool

    def __init__(self) -> None:
        self._before: list[bool] = []

    def __enter__(self) -> None:
        self._before.append(is_grad_enabled())
        _set_grad_enabled(self._mode)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        _set_grad_enabled(self._before.pop())

    def __call__(self, func: F) -> F:
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
        wrapped: F = self._wrap_generator(func) if generator else self._wrap(func)
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


class _Switch(_GradMode):
    """A mode that needs no argument: ``@no_grad`` works without parentheses too."""

    def __new__(cls, func: F | None = None) -> Any:
        self = super().__new__(cls)
        if func is None:
            return self
        self.__init__()  # type: ignore[misc]
        return self(func)

    def __init__(self, func: Callable[..., Any] | None = None) -> None:
        super().__init__()


class no_grad(_Switch):
    """Record nothing: results have no history and require no grad.

    A context manager, and a decorator for functions and generator functions.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.no_grad():
    ...     y = x * 2
    >>> y.requires_grad
    False
    """

    _mode = False


class enable_grad(_Switch):
    """Record again, inside ``no_grad``.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.no_grad(), rg.enable_grad():
    ...     y = x * 2
    >>> y.requires_grad
    True
    """

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
        super().__init__()
        self._mode = mode
        self._first = [is_grad_enabled()]  # the mode before the call itself
        _set_grad_enabled(mode)

    def __enter__(self) -> None:
        self._before.append(self._first.pop() if self._first else is_grad_enabled())
        _set_grad_enabled(self._mode)

    def __call__(self, func: F) -> F:
        # A decorator acts when the function runs, not when it is defined.
        if self._first:
            _set_grad_enabled(self._first.pop())
        return super().__call__(func)
