"""Computing again in backward what forward did not keep: less memory, more time.

``checkpoint(function, x, use_reentrant=False)`` keeps the arguments of a function, and nothing of
what it computed: that is computed again when a derivative first needs a part of it.
"""

from __future__ import annotations

import contextlib
import sys
import weakref
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager
from typing import Any, TypeVar

from .. import _core, autograd
from .._C import DisableTorchFunction
from ..autograd.function import Function, _mark_once
from ..autograd.graph import saved_tensors_hooks
from ..random import fork_rng
from ._selective import (
    CheckpointPolicy,
    SelectiveCheckpointContext,
    create_selective_checkpoint_contexts,
    watch,
)

__all__ = [
    "CheckpointError",
    "CheckpointFunction",
    "CheckpointPolicy",
    "SelectiveCheckpointContext",
    "check_backward_validity",
    "checkpoint",
    "checkpoint_sequential",
    "create_selective_checkpoint_contexts",
    "detach_variable",
    "get_device_states",
    "noop_context_fn",
    "set_checkpoint_debug_enabled",
    "set_checkpoint_early_stop",
    "set_device_states",
]

TYPE_CHECKING = False

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__


Tensor = _core.Tensor
_R = TypeVar("_R")
_Contexts = tuple[AbstractContextManager[Any], AbstractContextManager[Any]]

# What blocks say for all checkpoints; None: what each of them is told.
_early_stop: bool | None = None
_debug: bool | None = None


class CheckpointError(RuntimeError):
    """A function that was computed again did not do what it had done before."""


def noop_context_fn() -> _Contexts:
    """Return two blocks that do nothing."""
    return contextlib.nullcontext(), contextlib.nullcontext()


def _same_types() -> AbstractContextManager[Any]:
    """A block in which operations compute in the types that they do here: see ``autocast``."""
    from ..amp import autocast_mode as amp

    return amp.autocast("cpu", amp.get_autocast_dtype("cpu"), amp.is_autocast_enabled("cpu"))


def _stated(caller: str, use_reentrant: bool | None) -> bool:
    """What was given, or True with a warning to the caller of ``caller``."""
    if use_reentrant is not None:
        return use_reentrant
    import warnings

    warnings.warn(
        f"{caller}: pass use_reentrant, for it will have no default; False is better, True is"
        " assumed",
        stacklevel=3,
    )
    return True


def checkpoint(
    function: Callable[..., _R],
    *args: Any,
    use_reentrant: bool | None = None,
    context_fn: Callable[[], _Contexts] = noop_context_fn,
    determinism_check: str = "default",
    debug: bool = False,
    early_stop: bool = True,
    **kwargs: Any,
) -> _R:
    """Call ``function(*args, **kwargs)``, and compute it again in backward instead of keeping it.

        y = function(*args, **kwargs)

    With ``use_reentrant=False`` results are those of the function, with a graph whose tensors come
    from a second call. It stops when it has made the last of them (``early_stop``). Checkpoints can
    be nested, and derivatives taken again; inside a dual level everything is kept. Random numbers
    are the same both times, unless the keyword argument ``preserve_rng_state`` is False.
    ``context_fn`` returns two blocks, for the first call and for the others, such as
    create_selective_checkpoint_contexts() does. Shapes and types are
    compared with those of the first call, unless ``determinism_check`` is "none"; with ``debug``
    errors say where each tensor was saved.

    With ``use_reentrant=True``, the default, the first call is not recorded, backward is called
    inside backward, and tensors among ``args`` alone have gradients, by ``backward()`` alone.

    Shape:   any.
    Dtype:   any.
    Grad:    args, kwargs and what the function uses; with use_reentrant, args, once.
    Raises:  ValueError for another determinism_check, and for what use_reentrant does not take;
             CheckpointError (a RuntimeError) in backward if the function does something else when
             it is called again; RuntimeError in backward under use_reentrant if no output requires
             grad, and for autograd.grad().
    Source:  torch.utils.checkpoint.checkpoint.

    >>> x = rg.tensor([0.5], requires_grad=True)
    >>> y = rg.utils.checkpoint.checkpoint(lambda x: x.exp().sin(), x, use_reentrant=False)
    >>> y.backward()
    >>> x.grad
    tensor([-0.1283])
    """
    use_reentrant = _stated("checkpoint", use_reentrant)
    preserve = kwargs.pop("preserve_rng_state", True)
    if use_reentrant:
        if kwargs:
            raise ValueError(
                f"checkpoint: use_reentrant=True takes no keyword arguments: {sorted(kwargs)}"
            )
        if context_fn is not noop_context_fn or debug:
            raise ValueError("checkpoint: context_fn and debug need use_reentrant=False")
        result: _R = CheckpointFunction.apply(function, preserve, *args)
        return result
    if determinism_check not in ("default", "none"):
        raise ValueError(
            f"checkpoint: determinism_check must be 'default' or 'none', not {determinism_check!r}"
        )
    first, again = context_fn()
    # Tangents are computed along with the function, of what it would have to keep.
    if not _core.is_grad_enabled() or _core._dual_level_number():
        return function(*args, **kwargs)
    call = _Call(
        function,
        args,
        kwargs,
        again,
        preserve,
        early_stop if _early_stop is None else _early_stop,
        determinism_check == "default",
        debug if _debug is None else _debug,
    )
    with saved_tensors_hooks(call.pack, call.unpack), first:
        made = function(*args, **kwargs)
    call.done = True
    return made


class _Place:
    """What a node keeps in the place of a tensor."""

    __slots__ = ("__weakref__",)


class _Stop(BaseException):
    """All that was wanted is computed."""


class CheckpointInputs(Function):
    """Its node keeps the arguments, under the hooks around the checkpoint."""

    @staticmethod
    def forward(ctx: Any, start: Tensor, *tensors: Tensor) -> Tensor:
        ctx.save_for_backward(*tensors)
        return start.detach()

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise AssertionError("this node is in no graph")


class _Call:
    """One call of a function, which can be made again."""

    def __init__(
        self,
        function: Callable[..., Any],
        args: tuple[Any, ...],
        kwargs: dict[str, Any],
        again: AbstractContextManager[Any],
        preserve: bool,
        early_stop: bool,
        checked: bool,
        debug: bool,
    ) -> None:
        self.function = function
        self.names = tuple(kwargs)
        self.again = again
        self.types = _same_types()
        self.state = _core.get_rng_state() if preserve else None
        self.early_stop = early_stop
        self.checked = checked
        self.debug = debug
        self.done = False  # the first call is over
        # In the order of saving: who waits for each tensor, what it was, and where it was saved.
        self.places: list[weakref.ref[_Place]] = []
        self.kinds: list[tuple[_core.Size, _core.dtype]] = []
        self.lines: list[str] = []
        given = (*args, *kwargs.values())
        self.others = [None if isinstance(x, Tensor) else x for x in given]
        self.at = [i for i, x in enumerate(given) if isinstance(x, Tensor)]
        with DisableTorchFunction():
            start = _core.zeros(0, requires_grad=True)
            self.inputs: Any = CheckpointInputs.apply(start, *(given[i] for i in self.at)).grad_fn

    def pack(self, x: Tensor) -> _Place:
        place = _Place()
        self.places.append(weakref.ref(place))
        self.kinds.append((x.shape, x.dtype))
        if watch.saved is not None:
            watch.saved.append(x)
        if self.debug:
            self.lines.append(_line())
        return place

    def unpack(self, place: _Place) -> Tensor:
        # What is computed again serves one run backwards; outside of any, one tensor.
        outside = _core._run_is_restricted() is None
        runs: dict[Any, Any] = {} if outside else _core._run_state()
        found = runs.get(self)
        if found is None or place not in found:
            found = runs[self] = self.computed_again()
        if place not in found:
            raise CheckpointError(
                "checkpoint: the function saved a tensor that it did not save when it was called"
                " again"
            )
        kept: Tensor = found.pop(place)
        return kept

    def arguments(self) -> tuple[list[Any], dict[str, Any]]:
        given = list(self.others)
        for i, x in zip(self.at, self.inputs.saved_tensors, strict=True):
            given[i] = x
        count = len(given) - len(self.names)
        return given[:count], dict(zip(self.names, given[count:], strict=True))

    def computed_again(self) -> weakref.WeakKeyDictionary[_Place, Tensor]:
        found: weakref.WeakKeyDictionary[_Place, Tensor] = weakref.WeakKeyDictionary()
        kinds: list[tuple[_core.Size, _core.dtype]] = []
        lines: list[str] = []
        versions: list[tuple[Tensor, int]] = []

        def pack(x: Tensor) -> Tensor:
            i, kept = len(kinds), x.detach()
            kinds.append((x.shape, x.dtype))
            if self.debug:
                lines.append(_line())
            if i < len(self.places):
                place = self.places[i]()
                if place is not None:
                    found[place] = kept
                    versions.append((kept, kept._version))
                if self.done and self.early_stop and i + 1 == len(self.places):
                    raise _Stop
            return kept

        args, kwargs = self.arguments()
        try:
            with fork_rng(enabled=self.state is not None), self.types, self.again:
                if self.state is not None:
                    _core.set_rng_state(self.state)
                with saved_tensors_hooks(pack, _same), autograd.enable_grad():
                    self.function(*args, **kwargs)
        except _Stop:
            pass
        if self.done:
            self.check(kinds, lines)
        if any(kept._version != version for kept, version in versions):
            raise CheckpointError(
                "checkpoint: the function writes to a tensor that one of its operations saved"
            )
        return found

    def check(self, kinds: list[tuple[_core.Size, _core.dtype]], lines: list[str]) -> None:
        """The second call must have saved what the first one did."""
        if len(kinds) != len(self.kinds):
            raise CheckpointError(
                f"checkpoint: the function saved {len(self.kinds)} tensors in its first call, and"
                f" {len(kinds)} when it was called again{self.report(kinds, lines)}"
            )
        if self.checked and kinds != self.kinds:
            wrong = [
                f"\n  tensor {i}: first {_shown(one)}, then {_shown(two)}"
                for i, (one, two) in enumerate(zip(self.kinds, kinds, strict=True))
                if one != two
            ]
            raise CheckpointError(
                "checkpoint: the function saved other tensors in its first call than when it was"
                f" called again{''.join(wrong)}{self.report(kinds, lines)}"
            )

    def report(self, kinds: list[tuple[_core.Size, _core.dtype]], lines: list[str]) -> str:
        if not self.debug:
            return "; with debug=True this says where they were saved"
        parts = [
            f"\n{when}:" + "".join(f"\n  {_shown(k)} at {at}" for k, at in zip(ks, ls, strict=True))
            for when, ks, ls in (
                ("saved in the first call", self.kinds, self.lines),
                ("saved when it was called again", kinds, lines),
            )
        ]
        return "".join(parts)


def _same(x: Tensor) -> Tensor:
    return x


def _shown(kind: tuple[_core.Size, _core.dtype]) -> str:
    return f"{tuple(kind[0])} {str(kind[1]).removeprefix('torch.')}"


def _line() -> str:
    """The line that called the operation that saves."""
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename == __file__:
        frame = frame.f_back
    return f"{frame.f_code.co_filename}:{frame.f_lineno}"


class CheckpointFunction(Function):
    """A checkpoint as one operation, whose backward calls the function, and backward of that."""

    @staticmethod
    def forward(ctx: Any, run_function: Any, preserve_rng_state: bool, *args: Any) -> Any:
        """Call ``run_function(*args)`` and keep the arguments."""
        check_backward_validity(args)
        ctx.run_function = run_function
        ctx.types = _same_types()
        ctx.state = _core.get_rng_state() if preserve_rng_state else None
        ctx.others = [None if isinstance(x, Tensor) else x for x in args]
        ctx.at = [i for i, x in enumerate(args) if isinstance(x, Tensor)]
        ctx.save_for_backward(*(args[i] for i in ctx.at))
        return run_function(*args)

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        """Call the function again, recorded, and run its graph."""
        if _core._run_is_restricted():
            raise RuntimeError(
                "checkpoint: use_reentrant=True does not go with autograd.grad(), or with"
                " backward(inputs=...); pass use_reentrant=False"
            )
        given = list(ctx.others)
        for i, x in zip(ctx.at, ctx.saved_tensors, strict=True):
            given[i] = x
        inputs = detach_variable(tuple(given))
        with fork_rng(enabled=ctx.state is not None), ctx.types, autograd.enable_grad():
            if ctx.state is not None:
                _core.set_rng_state(ctx.state)
            outputs = ctx.run_function(*inputs)
        listed = (outputs,) if isinstance(outputs, Tensor) else outputs
        pairs = [
            (y, g)
            for y, g in zip(listed, grad_outputs, strict=True)
            if isinstance(y, Tensor) and y.requires_grad
        ]
        if not pairs:
            raise RuntimeError(
                "checkpoint: no output of the function requires grad, so there is nothing to"
                " compute again"
            )
        autograd.backward([y for y, _ in pairs], [g for _, g in pairs])
        found = [x.grad if isinstance(x, Tensor) else None for x in inputs]
        if _core.is_grad_enabled():  # by create_graph, which gets no graph from the run above
            found = [_mark_once(g) for g in found]
        return (None, None, *found)


def detach_variable(inputs: tuple[Any, ...]) -> tuple[Any, ...]:
    """Return leaves in the place of tensors, which require grad where these do."""
    if not isinstance(inputs, tuple):
        raise RuntimeError(f"detach_variable: expected a tuple, got {type(inputs)}")
    return tuple(
        x.detach().requires_grad_(x.requires_grad) if isinstance(x, Tensor) else x for x in inputs
    )


def check_backward_validity(inputs: Sequence[Any]) -> None:
    """Warn if no tensor of ``inputs`` requires grad."""
    if not any(isinstance(x, Tensor) and x.requires_grad for x in inputs):
        import warnings

        warnings.warn(
            "checkpoint: none of the inputs require grad, so there will be no gradients",
            stacklevel=2,
        )


def checkpoint_sequential(
    functions: Any, segments: int, input: Any, use_reentrant: bool | None = None, **kwargs: Any
) -> Any:
    """Call functions one after the other, in ``segments`` checkpoints; the last one is kept.

        y = f_n(... f_2(f_1(input)))

    ``functions`` is a list, or a module with ``children()``. ``preserve_rng_state`` is as in
    ``checkpoint``.

    Shape:   any.
    Dtype:   any.
    Grad:    input, and what the functions use.
    Raises:  ValueError for other keyword arguments, and unless there are 1 to len(functions)
             segments.
    Source:  torch.utils.checkpoint.checkpoint_sequential.

    >>> x = rg.tensor([0.5], requires_grad=True)
    >>> rg.utils.checkpoint.checkpoint_sequential([rg.exp, rg.sin], 2, x, use_reentrant=False)
    tensor([0.9970], grad_fn=<SinBackward0>)
    """
    use_reentrant = _stated("checkpoint_sequential", use_reentrant)
    preserve = kwargs.pop("preserve_rng_state", True)
    if kwargs:
        raise ValueError(f"checkpoint_sequential: unexpected arguments: {sorted(kwargs)}")
    steps = list(functions.children() if hasattr(functions, "children") else functions)
    if not 1 <= segments <= len(steps):
        raise ValueError(
            f"checkpoint_sequential: expected 1 to {len(steps)} segments, one function in each at"
            f" least, got {segments}"
        )

    def run(begin: int, end: int) -> Callable[[Any], Any]:
        def called(x: Any) -> Any:
            for step in steps[begin:end]:
                x = step(x)
            return x

        return called

    size = len(steps) // segments
    last = size * (segments - 1)
    for begin in range(0, last, size):
        input = checkpoint(
            run(begin, begin + size),
            input,
            use_reentrant=use_reentrant,
            preserve_rng_state=preserve,
        )
    return run(last, len(steps))(input)


@contextlib.contextmanager
def set_checkpoint_early_stop(enable: bool) -> Iterator[None]:
    """Say for all checkpoints called in the block whether they stop early, computing again.

    >>> with rg.utils.checkpoint.set_checkpoint_early_stop(False):
    ...     y = rg.utils.checkpoint.checkpoint(rg.exp, rg.ones(1), use_reentrant=False)
    """
    global _early_stop
    before, _early_stop = _early_stop, enable
    try:
        yield
    finally:
        _early_stop = before


@contextlib.contextmanager
def set_checkpoint_debug_enabled(enabled: bool | None) -> Iterator[None]:
    """Say for all checkpoints called in the block whether errors say where tensors were saved."""
    global _debug
    before, _debug = _debug, enabled
    try:
        yield
    finally:
        _debug = before


def get_device_states(*args: Any) -> tuple[list[int], list[Tensor]]:
    """Return the accelerators that tensors among ``args`` are on, and their random states: none."""
    return [], []


def set_device_states(
    devices: Sequence[int], states: Sequence[Tensor], *, device_type: str | None = None
) -> None:
    """Give accelerators back their random states; RuntimeError for one, since there is none."""
    if len(devices):
        raise RuntimeError(f"set_device_states: there is no accelerator, and {devices} are given")
