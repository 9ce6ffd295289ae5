"""Operations of one's own: a forward and a backward in Python."""

from __future__ import annotations

from .. import _core
from .._core import FunctionCtx

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, TypeVar

    _F = TypeVar("_F", bound=Callable[..., Any])

__all__ = ["BackwardCFunction", "Function", "FunctionCtx", "once_differentiable"]


def __dir__() -> list[str]:
    return __all__


BackwardCFunction = FunctionCtx


class Function:
    """Base of operations with a forward and a backward of their own, called through ``apply``.

    ``forward(ctx, *args)`` computes without recording. ``backward(ctx, *grads)`` gets a gradient
    for each output and returns one for each argument, None for those that have none. ``ctx`` is the
    node of the graph: ``ctx.save_for_backward(*tensors)`` keeps tensors for ``ctx.saved_tensors``,
    and other things may be set as attributes. A gradient that ``backward`` computes with recorded
    operations can be differentiated again.

    In the other style ``forward(*args)`` has no ctx, and ``setup_context(ctx, inputs, output)``
    fills it afterwards.

    ``jvp(ctx, *tangents)``, for forward mode, gets the tangent of each argument (zeros if it has
    none, None for what is no tensor) and returns that of each output. It runs right after
    ``forward``, with what ``ctx.save_for_forward(*tensors)`` kept in ``ctx.saved_tensors``. The
    tangent of a view is a view of the argument's; that of an argument written to is the argument's
    own, written to likewise.

    >>> class Cube(rg.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(x)
    ...         return x**3
    ...
    ...     @staticmethod
    ...     def backward(ctx, grad):
    ...         (x,) = ctx.saved_tensors
    ...         return grad * 3 * x**2
    >>> x = rg.tensor([2.0], requires_grad=True)
    >>> Cube.apply(x).backward()
    >>> x.grad
    tensor([12.])
    """

    _backward_cls: type[FunctionCtx] = FunctionCtx  # each subclass has one named after itself

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        contents = {"_forward_cls": cls, "__module__": cls.__module__}
        cls._backward_cls = type(f"{cls.__name__}Backward", (FunctionCtx,), contents)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        import warnings

        warnings.warn(
            f"{type(self).__name__} is not to be instantiated: its methods are static, and"
            " apply is called on the class",
            DeprecationWarning,
            stacklevel=2,
        )

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        raise RuntimeError(
            f"{type(self).__name__}: calling an instance of an autograd.Function is not supported;"
            " make forward and backward static and call apply on the class"
        )

    @staticmethod
    def forward(*args: Any, **kwargs: Any) -> Any:
        """Compute the outputs; to be written in a subclass."""
        raise NotImplementedError("Function.forward: a subclass of Function must define forward")

    @staticmethod
    def setup_context(ctx: Any, inputs: tuple[Any, ...], output: Any) -> Any:
        """Fill ``ctx`` after a ``forward`` without one; to be written in a subclass."""
        raise NotImplementedError("Function.setup_context: not defined")

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """Return the gradient of each argument of forward; to be written in a subclass."""
        raise NotImplementedError(
            "Function.backward: a subclass of Function must define backward (or vjp) to be"
            " differentiated"
        )

    vjp = backward  # the same under another name

    # vmap calls forward for each slice, so it needs no rule: neither of these has an effect.
    generate_vmap_rule = False

    @staticmethod
    def vmap(info: Any, in_dims: tuple[int | None, ...], *args: Any) -> Any:
        """Compute a batch at once, where torch's vmap does; here it is never called."""
        raise NotImplementedError("Function.vmap: not defined, and not needed")

    @staticmethod
    def jvp(ctx: Any, *tangents: Any) -> Any:
        """Return the tangent of each output of forward; to be written in a subclass."""
        raise NotImplementedError(
            "Function.jvp: a subclass of Function must define jvp to be used in forward mode"
        )

    # Runs forward and records it as one node of the graph.
    apply: Any = classmethod(_core._apply_function)


def _bind(
    forward: Callable[..., Any], with_ctx: bool, args: tuple[Any, ...], kwargs: dict[str, Any]
) -> tuple[Any, ...]:
    """Return all arguments of ``forward`` by position, with its defaults."""
    import inspect

    bound = inspect.signature(forward).bind(*((None,) if with_ctx else ()), *args, **kwargs)
    bound.apply_defaults()
    if bound.kwargs:
        name = next(iter(bound.kwargs))
        raise TypeError(f"apply: forward gets its arguments by position; {name!r} is keyword-only")
    return bound.args[with_ctx:]


_core._set_function_class(Function, _bind)


def once_differentiable(fn: _F) -> _F:
    """Decorate a ``backward`` whose result cannot be differentiated again.

    It runs without recording. A gradient of the gradient then raises RuntimeError, where it would
    otherwise be silently missing.

    >>> class Exp(rg.autograd.Function):
    ...     @staticmethod
    ...     def forward(ctx, x):
    ...         ctx.save_for_backward(y := x.exp())
    ...         return y
    ...
    ...     @staticmethod
    ...     @rg.autograd.function.once_differentiable
    ...     def backward(ctx, grad):
    ...         return grad * ctx.saved_tensors[0]
    >>> x = rg.zeros(1, requires_grad=True)
    >>> (grad,) = rg.autograd.grad(Exp.apply(x) ** 2, x, create_graph=True)
    >>> try:
    ...     grad.backward()
    ... except RuntimeError as error:
    ...     print(error)
    once_differentiable: the gradient of this autograd.Function cannot be differentiated
    """
    import functools

    from .grad_mode import no_grad

    @functools.wraps(fn)
    def wrapper(ctx: FunctionCtx, *grads: Any) -> Any:
        with no_grad():
            outputs = fn(ctx, *grads)
        tensors = [g for g in grads if isinstance(g, _core.Tensor)]
        if not (_core.is_grad_enabled() and any(g.requires_grad for g in tensors)):
            return outputs
        single = not isinstance(outputs, tuple)
        marked = tuple(_mark_once(g) for g in ((outputs,) if single else outputs))
        return marked[0] if single else marked

    decorated: Any = wrapper
    return decorated  # type: ignore[no-any-return]


class _Once(Function):
    """The end of what can be differentiated."""

    @staticmethod
    def forward(ctx: Any, x: _core.Tensor) -> _core.Tensor:
        return x.clone()

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise RuntimeError(
            "once_differentiable: the gradient of this autograd.Function cannot be differentiated"
        )


def _mark_once(x: Any) -> Any:
    floating = isinstance(x, _core.Tensor) and x.dtype.is_floating_point
    return _Once.apply(x.detach().requires_grad_()) if floating else x
