"""Checkpoints that keep what some functions return: create_selective_checkpoint_contexts()."""

from __future__ import annotations

import enum
import threading
from collections import defaultdict
from collections.abc import Callable, Iterator
from typing import Any

from .. import _core
from .._C import DisableTorchFunction
from ..autograd.function import Function
from ..overrides import TorchFunctionMode, resolve_name

Tensor = _core.Tensor
_Function = Callable[..., Any]
_Policy = Callable[..., "CheckpointPolicy | bool"]


class CheckpointPolicy(enum.Enum):
    """What becomes of the results of a function: kept, or computed again in backward.

    To offload is to keep: the memory of the CPU is where they are. MUST and PREFER are the same
    here.
    """

    MUST_SAVE = 0
    PREFER_SAVE = 1
    MUST_RECOMPUTE = 2
    PREFER_RECOMPUTE = 3
    MUST_CPU_OFFLOAD = 4
    PREFER_CPU_OFFLOAD = 5


_KEPT = frozenset(
    {
        CheckpointPolicy.MUST_SAVE,
        CheckpointPolicy.PREFER_SAVE,
        CheckpointPolicy.MUST_CPU_OFFLOAD,
        CheckpointPolicy.PREFER_CPU_OFFLOAD,
    }
)


class SelectiveCheckpointContext:
    """What a policy is told beside the function and its arguments.

    ``op_output`` is what the function returned. ``is_recompute`` is False: a policy is not asked
    when things are computed again.
    """

    def __init__(self, *, is_recompute: bool, op_output: Any = None) -> None:
        self.is_recompute = is_recompute
        self.op_output = op_output


def create_selective_checkpoint_contexts(
    policy_fn_or_list: _Policy | list[_Function], allow_cache_entry_mutation: bool = False
) -> tuple[Any, Any]:
    """Return two blocks for ``context_fn`` of checkpoint(): what some functions return is kept.

    A policy ``policy_fn(ctx, op, *args, **kwargs)`` is asked after each function that returned
    tensors in the first call, and returns a CheckpointPolicy, or True to keep them. A list of
    functions keeps what these return. What is kept is not computed again. ``op`` is a function of
    the package: ``torch.matmul`` for ``x @ y``, ``x.matmul(y)`` and ``torch.matmul(x, y)``; that of
    ``nn.functional`` or the method of Tensor where the package has no function of the name.
    Attributes, ``detach``, views, and functions that write to an argument are done again whatever
    the policy says; so is what a function of Python does between them.

    A kept tensor that is written to afterwards is an error in backward, unless
    ``allow_cache_entry_mutation``, with which a copy is kept. Backward can run once.

    Shape:   any.
    Dtype:   any.
    Grad:    as in checkpoint().
    Raises:  TypeError unless the policy is a function or a list, and if it returns something else;
             ValueError if the list holds something else; in backward RuntimeError if a kept tensor
             was written to, on a second run, and for functions that the first call did not call.
    Source:  torch.utils.checkpoint.create_selective_checkpoint_contexts.

    >>> from functools import partial
    >>> cp = rg.utils.checkpoint
    >>> keep = partial(cp.create_selective_checkpoint_contexts, [rg.matmul])
    >>> x = rg.ones(2, 2, requires_grad=True)
    >>> y = cp.checkpoint(lambda x: (x @ x).sin(), x, use_reentrant=False, context_fn=keep)
    >>> y.sum().backward()
    >>> x.grad
    tensor([[-1.6646, -1.6646],
            [-1.6646, -1.6646]])
    """
    if isinstance(policy_fn_or_list, list):
        for op in policy_fn_or_list:
            if not callable(op):
                raise ValueError(
                    "create_selective_checkpoint_contexts: expected functions in the list, such as"
                    f" torch.matmul, got {op!r}"
                )
        policy = _policy_of(policy_fn_or_list)
    elif callable(policy_fn_or_list):
        policy = policy_fn_or_list
    else:
        raise TypeError(
            "create_selective_checkpoint_contexts: expected a function or a list of functions, got"
            f" {type(policy_fn_or_list).__name__}"
        )
    calls: _Calls = defaultdict(list)
    first = _FirstCall(policy, calls, allow_cache_entry_mutation)
    return first, _LaterCall(first)


def _policy_of(functions: list[_Function]) -> _Policy:
    listed = {_op_of(op) for op in functions}

    def policy(ctx: SelectiveCheckpointContext, op: _Function, *args: Any, **kwargs: Any) -> bool:
        return op in listed

    return policy


# The functions that methods with names of Python's stand for.
_OPERATORS = {
    "__and__": "bitwise_and",
    "__eq__": "eq",
    "__floordiv__": "floor_divide",
    "__invert__": "bitwise_not",
    "__or__": "bitwise_or",
    "__pow__": "pow",
    "__rfloordiv__": "floor_divide",
    "__rmatmul__": "matmul",
    "__rmod__": "remainder",
    "__rpow__": "pow",
    "__rsub__": "sub",
    "__rtruediv__": "div",
    "__xor__": "bitwise_xor",
}


def _op_of(function: _Function) -> _Function:
    """The function of the package that does the same as a method, or as one of nn.functional."""
    name = (resolve_name(function) or "").rpartition(".")[2]
    found: _Function = getattr(_core, _OPERATORS.get(name, name), function) if name else function
    return found


class _Watch(threading.local):
    """What the function that a thread runs saves for its derivative, while somebody looks."""

    saved: list[Tensor] | None = None


watch = _Watch()


def _leaves(tree: Any) -> Iterator[Any]:
    if isinstance(tree, tuple | list):
        for item in tree:
            yield from _leaves(item)
    else:
        yield tree


def _tensors(tree: Any) -> list[Tensor]:
    return [x for x in _leaves(tree) if isinstance(x, Tensor)]


def _with_tensors(tree: Any, tensors: Iterator[Tensor]) -> Any:
    """The same tuples and lists with other tensors."""
    if isinstance(tree, tuple | list):
        make = getattr(type(tree), "_make", type(tree))
        return make([_with_tensors(item, tensors) for item in tree])
    return next(tensors) if isinstance(tree, Tensor) else tree


def _memory(x: Tensor) -> int:
    address: int = x.untyped_storage().data_ptr()
    return address


class _Again(Function):
    """In the place of an operation: gives its results, and saves what it saved."""

    @staticmethod
    def forward(
        ctx: Any, start: Tensor, results: list[Tensor], recorded: list[bool], *saved: Tensor
    ) -> Any:
        ctx.save_for_backward(*saved)
        ctx.mark_non_differentiable(
            *(y for y, is_recorded in zip(results, recorded, strict=True) if not is_recorded)
        )
        return tuple(results)

    @staticmethod
    def backward(ctx: Any, *grad_outputs: Any) -> Any:
        raise AssertionError("this node is in no graph that is run")


class _Kept:
    """What a call returned, and how to give it again without calling."""

    def __init__(self, given: list[Tensor], output: Any, saved: list[Tensor], copies: bool) -> None:
        results = _tensors(output)
        self.results = [y.detach().clone() if copies else y.detach() for y in results]
        self.output = _with_tensors(output, iter(self.results))
        self.versions = [y._version for y in self.results]
        self.classes = [type(y) for y in results]
        self.recorded = [y.requires_grad for y in results]
        self.state = _core.get_rng_state()
        # Of what was saved, arguments and views of them are not kept: the later call has its own.
        memories = [_memory(x) for x in given]
        self.saved: list[tuple[int, Any]] = []
        for x in saved:
            at = _memory(x)
            if at and at in memories:
                place = x.size(), x.stride(), x.storage_offset()
                self.saved.append((memories.index(at), place))
            else:
                self.saved.append((-1, x.detach()))

    def again(self, op: _Function, given: list[Tensor]) -> Any:
        if any(y._version != v for y, v in zip(self.results, self.versions, strict=True)):
            raise RuntimeError(
                f"create_selective_checkpoint_contexts: what {op.__name__} returned was kept, and"
                " was written to since. Write to a clone() of it, or pass"
                " allow_cache_entry_mutation=True"
            )
        results = self.results
        if any(self.recorded):
            saved = [x if i < 0 else given[i].detach().as_strided(*x) for i, x in self.saved]
            start = _core.zeros(0, requires_grad=True)
            results = _Again.apply(start, results, self.recorded, *saved)
        _core.set_rng_state(self.state)
        made = (
            y if cls is Tensor else y.as_subclass(cls)
            for y, cls in zip(results, self.classes, strict=True)
        )
        return _with_tensors(self.output, made)


# The calls of each function in their order: what is kept of one, None if it is to be made again,
# and _GONE where it was given back.
_Calls = defaultdict[_Function, "list[_Kept | object | None]"]
_GONE = object()

_UNSEEN = (_core.detach, Tensor.detach, Tensor.detach_)
_ATTRIBUTE = type(Tensor.shape.__get__)


def _is_seen(func: _Function) -> bool:
    return type(func) is not _ATTRIBUTE and func not in _UNSEEN


class _FirstCall(TorchFunctionMode):
    """Keeps what the policy says."""

    def __init__(self, policy: _Policy, calls: _Calls, copies: bool) -> None:
        super().__init__()
        self.policy = policy
        self.calls = calls
        self.copies = copies
        self.over = False

    def __exit__(self, *error: Any) -> None:
        self.over = True
        super().__exit__(*error)

    def __torch_function__(
        self, func: _Function, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        if not _is_seen(func):
            return func(*args, **kwargs)
        before, watch.saved = watch.saved, []
        try:
            output = func(*args, **kwargs)
            saved = watch.saved
        finally:
            watch.saved = before
        kept = None
        if results := _tensors(output):
            op = _op_of(func)
            context = SelectiveCheckpointContext(is_recompute=False, op_output=output)
            policy = self.policy(context, op, *args, **kwargs)
            if not isinstance(policy, bool | CheckpointPolicy):
                raise TypeError(
                    "create_selective_checkpoint_contexts: expected a CheckpointPolicy or a bool of"
                    f" the policy for {op.__name__}, got {type(policy).__name__}"
                )
            if policy is True or policy in _KEPT:
                with DisableTorchFunction():
                    given = _tensors([args, list(kwargs.values())])
                    shared = {_memory(x) for x in given} - {0}
                    if shared.isdisjoint(_memory(y) for y in results):
                        kept = _Kept(given, output, saved, self.copies)
        self.calls[func].append(kept)
        return output


class _Counts(threading.local):
    """How often a thread has called each function since it began to compute again."""

    def __init__(self) -> None:
        self.counts: defaultdict[_Function, int] = defaultdict(int)


class _LaterCall(TorchFunctionMode):
    """Gives back what was kept."""

    def __init__(self, first: _FirstCall) -> None:
        super().__init__()
        self.first = first
        self.calls = first.calls
        self.thread = _Counts()
        self.lock = threading.Lock()

    def __enter__(self) -> _LaterCall:
        self.thread.counts.clear()
        return super().__enter__()

    def __torch_function__(
        self, func: _Function, types: Any, args: Any = (), kwargs: Any = None
    ) -> Any:
        kwargs = kwargs or {}
        # A derivative inside of the first call has to do with what is not kept yet.
        if not _is_seen(func) or not self.first.over:
            return func(*args, **kwargs)
        counts = self.thread.counts
        number = counts[func]
        counts[func] += 1
        calls = self.calls.get(func, [])
        if number >= len(calls):
            raise RuntimeError(
                f"create_selective_checkpoint_contexts: {func.__name__} was called {len(calls)}"
                " times in the first call of the function, and more often in backward. What it does"
                " must not depend on what has changed since, or on chance"
            )
        with self.lock:
            kept = calls[number]
            if kept is not None:
                calls[number] = _GONE
        if kept is None:
            return func(*args, **kwargs)
        if not isinstance(kept, _Kept):
            raise RuntimeError(
                "create_selective_checkpoint_contexts: what was kept is given back once; run"
                " backward once through such a checkpoint"
            )
        with DisableTorchFunction():
            return kept.again(func, _tensors([args, list(kwargs.values())]))
