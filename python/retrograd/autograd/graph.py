"""The recorded graph: ``y.grad_fn`` is a Node, ``next_functions`` leads to what came before.

What a node keeps for its derivative is shown by its attributes ``_saved_<name>``, as torch calls
them: ``(x * w).grad_fn._saved_self`` is ``x``. ``_raw_saved_<name>.register_hooks(pack, unpack)``
keeps something else in the place of such a tensor.
"""

from __future__ import annotations

from .. import _core
from .._core import GradientEdge, Node
from ..utils.hooks import RemovableHandle

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from typing import Any, TypeVar

    _F = TypeVar("_F", bound=Callable[..., Any])

__all__ = [
    "GradientEdge",
    "Node",
    "allow_mutation_on_saved_tensors",
    "disable_saved_tensors_hooks",
    "get_gradient_edge",
    "increment_version",
    "is_origin_recorded",
    "register_multi_grad_hook",
    "save_on_cpu",
    "saved_tensors_hooks",
    "set_record_origin",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


def get_gradient_edge(tensor: _core.Tensor) -> GradientEdge:
    """Return where the gradient of ``tensor`` arrives: its node, and which output of that it is.

    ``backward`` and ``grad`` take edges as roots and inputs. An edge keeps the graph alive and not
    the tensor; it stays with the history that the tensor has now.

    Raises GraphError (a RuntimeError) for a tensor that does not require grad.

    >>> x = rg.tensor([3.0], requires_grad=True)
    >>> edge = rg.autograd.graph.get_gradient_edge(x * x)
    >>> rg.autograd.grad(edge, x)
    (tensor([6.]),)
    """
    return _core._gradient_edge(tensor)


def increment_version(tensor: _core.Tensor | Iterable[_core.Tensor]) -> None:
    """Tell autograd that the elements of ``tensor`` were written to behind its back.

    Gradients that need what was there before then raise instead of being wrong.

    >>> x = rg.ones(1)
    >>> rg.autograd.graph.increment_version(x)
    >>> x._version
    1
    """
    one = isinstance(tensor, _core.Tensor)
    _core._increment_version(tensor if one else tuple(tensor))  # type: ignore[arg-type]


def set_record_origin(mode: bool) -> None:
    """Switch on or off, for all threads, that nodes and in-place writes keep their Python line.

    It is on at first, and costs a few nanoseconds an operation. Errors of ``backward`` name these
    lines, and ``node.origin`` is "file:line", or None for what was recorded while this was off.

    >>> rg.autograd.graph.set_record_origin(False)
    >>> (rg.ones(1, requires_grad=True) * 2).grad_fn.origin is None
    True
    >>> rg.autograd.graph.set_record_origin(True)
    """
    _core._set_record_origin(mode)


def is_origin_recorded() -> bool:
    """Whether nodes and in-place writes keep their Python line; see ``set_record_origin``.

    >>> rg.autograd.graph.is_origin_recorded()
    True
    """
    return _core._is_origin_recorded()


class _MultiHandle(RemovableHandle):
    """One handle for several hooks."""

    _handles: tuple[RemovableHandle, ...]

    def remove(self) -> None:
        for handle in self._handles:
            handle.remove()


def _place(x: _core.Tensor) -> Callable[[], int]:
    """Return what tells the number of the node where the gradient of ``x`` arrives.

    A hook that held the node itself would keep a graph until the garbage collector comes by.
    """
    if x.grad_fn is not None:
        number = x.grad_fn._sequence_nr()
        return lambda: number
    from weakref import ref

    leaf = ref(x)

    def sink() -> int:  # a leaf gets a new one for each graph
        alive = leaf()
        return -1 if alive is None else get_gradient_edge(alive).node._sequence_nr()

    return sink


def register_multi_grad_hook(
    tensors: Sequence[_core.Tensor], fn: Callable[[Any], None], *, mode: str = "all"
) -> RemovableHandle:
    """Have ``fn`` called once in each backward that computes gradients of ``tensors``.

    With ``mode="all"``, when the last of these gradients is there: ``fn(grads)``, with None for the
    tensors that this backward does not reach, or has no gradient for. With ``mode="any"``, when the
    first one is: ``fn(grad)``. Returns a handle whose ``remove()`` takes the hook away.

    Raises ValueError for another mode; GraphError (a RuntimeError) for a tensor that does not
    require grad.

    >>> a, b = rg.ones(1, requires_grad=True), rg.ones(1, requires_grad=True)
    >>> handle = rg.autograd.graph.register_multi_grad_hook((a, b), print)
    >>> (a * 2 + b).backward()
    [tensor([2.]), tensor([1.])]
    """
    if mode not in ("all", "any"):
        raise ValueError(f"register_multi_grad_hook: mode must be 'all' or 'any', not {mode!r}")
    key = object()  # of this registration, in the state of each run
    places = [_place(x) for x in tensors]

    def one_of_all(i: int) -> Callable[[_core.Tensor], None]:
        def hook(grad: _core.Tensor) -> None:
            runs = _core._run_state()
            if key not in runs:
                reached = {k for k, place in enumerate(places) if _core._run_reaches(place())}
                runs[key] = [None] * len(places), reached
            grads, missing = runs[key]
            grads[i] = grad
            if i in missing:
                missing.remove(i)
                if not missing:
                    fn(grads)

        return hook

    def first_of_any(grad: _core.Tensor) -> None:
        runs = _core._run_state()
        if key not in runs:
            runs[key] = True
            fn(grad)

    handle = _MultiHandle()
    handle._handles = tuple(
        x.register_hook(one_of_all(i) if mode == "all" else first_of_any)
        for i, x in enumerate(tensors)
    )
    return handle


class saved_tensors_hooks:
    """Keep something else in the place of the tensors that operations save for backward.

    In the block, ``pack_hook(tensor)`` is called with each tensor that is saved, and what it
    returns is kept; ``unpack_hook(kept)`` is called whenever a derivative needs the tensor, and
    returns one of the same shape, dtype and values. Autograd gives that one the history of the
    original, but no longer sees whether the original is written to.

    The innermost block of a thread alone has a say. Blocks are left in the reverse order in which
    the thread entered them: leaving another one raises RuntimeError, and changes nothing. Packing
    is not recorded. What a hook raises comes out of the operation, or of ``backward()``, as it is.
    A result is handed to ``pack_hook`` without its history, so keeping it makes no cycle.

    Raises TypeError for hooks that cannot be called; RuntimeError if ``pack_hook`` writes to the
    tensor. In backward: TypeError if ``unpack_hook`` returns no tensor, RuntimeError if the tensor
    has another shape or dtype.

    >>> x = rg.tensor([2.0, 3.0], requires_grad=True)
    >>> with rg.autograd.graph.saved_tensors_hooks(lambda t: t.tolist(), rg.tensor):
    ...     y = x.square()
    >>> y.sum().backward()
    >>> x.grad
    tensor([4., 6.])
    """

    def __init__(
        self,
        pack_hook: Callable[[_core.Tensor], Any],
        unpack_hook: Callable[[Any], _core.Tensor],
    ) -> None:
        self.pack_hook = pack_hook
        self.unpack_hook = unpack_hook

    def __enter__(self) -> None:
        if self.pack_hook is None or self.unpack_hook is None:
            raise TypeError("saved_tensors_hooks: a hook must be callable, and None is not")
        _core._push_saved_hooks(self, self.pack_hook, self.unpack_hook)

    def __exit__(self, *error: object) -> None:
        _core._pop_saved_hooks(self)


class save_on_cpu(saved_tensors_hooks):
    """Keep saved tensors in the memory of the CPU, which is where they are: as without hooks.

    Hooks of blocks around it have no say in this block.

    >>> x = rg.tensor([2.0], requires_grad=True)
    >>> with rg.autograd.graph.save_on_cpu(pin_memory=True):
    ...     y = x * x
    >>> y.backward()
    >>> x.grad
    tensor([4.])
    """

    def __init__(self, pin_memory: bool = False, device_type: str = "cuda") -> None:
        super().__init__(_same, _same)

    def __enter__(self) -> None:
        _core._push_saved_hooks(self, None, None)


def _same(tensor: _core.Tensor) -> _core.Tensor:
    return tensor


class _Decorator:
    """A block that is a decorator of functions too."""

    def __enter__(self) -> Any:
        raise NotImplementedError

    def __exit__(self, *error: object) -> None:
        raise NotImplementedError

    def __call__(self, func: _F) -> _F:
        import functools

        @functools.wraps(func)
        def inside(*args: Any, **kwargs: Any) -> Any:
            with self:
                return func(*args, **kwargs)

        wrapped: Any = inside
        return wrapped  # type: ignore[no-any-return]


class disable_saved_tensors_hooks(_Decorator):
    """Forbid ``saved_tensors_hooks`` in the block: starting one raises RuntimeError(error_message).

    So does this block itself inside one of ``saved_tensors_hooks``. A context manager, and a
    decorator.

    >>> with rg.autograd.graph.disable_saved_tensors_hooks("not here"):
    ...     with rg.autograd.graph.save_on_cpu():
    ...         pass
    Traceback (most recent call last):
    retrograd.errors.GraphError: not here
    """

    def __init__(self, error_message: str) -> None:
        self._message = error_message

    def __enter__(self) -> None:
        _core._disable_saved_hooks(self, self._message)

    def __exit__(self, *error: object) -> None:
        _core._allow_saved_hooks(self)


class allow_mutation_on_saved_tensors(_Decorator):
    """Let tensors that operations saved for backward be written to, in the block.

    Before the first write to the memory of a saved tensor, a copy of it is made, and backward uses
    that: the gradient is the one without the write. Forward and backward both belong in the block.
    Nothing is copied where nothing is written to. Only writes of operations on this thread are
    seen, and only tensors that the block saved are kept; for the others the usual checks hold.
    ``as`` names an object with ``clear()``, after which the graphs recorded so far are as those of
    a block that is over, and what was kept for them is let go of. A context manager, and a
    decorator.

    Raises RuntimeError for a block inside a block. Backward raises RuntimeError after the block.

    >>> x = rg.ones(2, requires_grad=True)
    >>> with rg.autograd.graph.allow_mutation_on_saved_tensors():
    ...     y = x.clone()
    ...     z = (y * y).sum()
    ...     y.zero_()
    ...     z.backward()
    tensor([0., 0.], grad_fn=<ZeroBackward0>)
    >>> x.grad
    tensor([2., 2.])
    """

    def __enter__(self) -> allow_mutation_on_saved_tensors:
        _core._begin_copy_on_write(self)
        return self

    def __exit__(self, *error: object) -> None:
        _core._end_copy_on_write(self)

    def clear(self) -> None:
        """Let go of what was kept so far; nothing where the block is not open on this thread."""
        _core._clear_copy_on_write(self)
