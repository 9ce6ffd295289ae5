"""What the transforms share: the tensors they differentiate by, and the graph they leave behind.

All transforms record into the one graph there is. Each has leaves of its own while it calls the
function, so that transforms can be nested: to an inner one, the leaves of an outer one are like
those of the program. When a transform is over its leaves no longer require grad, and a result is
detached unless its graph leads to leaves of others.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from threading import RLock
from typing import Any, Literal, ParamSpec, TypeAlias, TypeVar

from .. import _core, _tree
from ..autograd import grad as _grad

Tensor = _core.Tensor
Function: TypeAlias = Callable[..., Any]
ArgNums: TypeAlias = int | tuple[int, ...]
_Randomness: TypeAlias = Literal["error", "different", "same"]
P = ParamSpec("P")  # the parameters of a function,
R = TypeVar("R")  # what it returns,
A = TypeVar("A")  # and what else, where it has_aux


class Scope:
    """One application of a transform. Inside ``with``, its leaves require grad."""

    def __init__(self, caller: str) -> None:
        self.caller = caller
        self.recording = _core.is_grad_enabled()
        self._leaves: list[Tensor] = []
        self._tied: list[tuple[Tensor, int]] = []
        self._before: list[bool] = []
        # Held while the leaves require grad. Functions that outlive their transform hold it all the
        # way, since several threads may call them, and to look at a graph needs leaves at rest.
        self.lock = RLock()

    def __enter__(self) -> None:
        self.lock.acquire()
        self._before.append(_core._set_grad_enabled(True))
        for x in self._leaves:
            x.requires_grad_(True)

    def __exit__(self, *error: object) -> None:
        for x in self._leaves:
            x.requires_grad_(False)
        _core._set_grad_enabled(self._before.pop())
        self.lock.release()

    def leaf(self, x: Tensor) -> Tensor:
        fresh = x.detach().requires_grad_()
        self._leaves.append(fresh)
        return fresh

    def entered(self, x: Any) -> Tensor:
        """``x`` as a tensor to differentiate by, tied to the graph outside if there is one."""
        if not isinstance(x, Tensor):
            raise ValueError(f"{self.caller}: expected tensors to differentiate by, got {type(x)}")
        if not x.requires_grad:
            return self.leaf(x)
        fresh = x.view_as(x)
        self._tied.append((fresh, fresh._version))
        return fresh

    def check_untouched(self) -> None:
        """A tied input can be written to, but then what it was before is lost."""
        for x, version in self._tied:
            if x._version != version:
                raise RuntimeError(
                    f"{self.caller}: the function wrote to its input in place; clone it first"
                )

    def recorded(self, tensors: Sequence[Any]) -> bool:
        """Whether these depend on leaves outside, and the transform is being recorded."""
        given = [x for x in tensors if isinstance(x, Tensor)]
        return self.recording and _core._reaches_leaf(given)


def finished(x: Tensor, keep: bool) -> Tensor:
    """A result of a transform: with its graph, if that is to be kept and leads outside."""
    if not x.requires_grad:
        return x
    return x if keep and _core._reaches_leaf([x]) else x.detach()


def finished_tree(tree: Any, keep: bool) -> Any:
    return _tree.rebuilt(tree, [finished(x, keep) for x in _tree.leaves(tree)])


def places_of(argnums: ArgNums, count: int) -> tuple[int, ...]:
    """The positions among ``count`` arguments that argnums names."""
    if not isinstance(argnums, (int, tuple)):
        raise RuntimeError(f"argnums must be an int or a tuple of ints, not {type(argnums)}")
    listed = argnums if isinstance(argnums, tuple) else (argnums,)
    if not listed:
        raise RuntimeError("argnums is empty")
    for i in listed:
        if not isinstance(i, int):
            raise RuntimeError(f"argnums must hold ints, not {type(i)}")
        if not -count <= i < count:
            raise RuntimeError(f"argnums names argument {i}, but {count} were passed by position")
    places = tuple(i % count for i in listed)
    if len(set(places)) != len(places):
        raise RuntimeError(f"argnums names an argument twice: {listed}")
    return places


class Call:
    """A function called once inside a scope, to differentiate it by the arguments at ``places``."""

    def __init__(
        self,
        scope: Scope,
        func: Function,
        args: Sequence[Any],
        places: Sequence[int],
        kwargs: dict[str, Any],
        has_aux: bool,
    ) -> None:
        given = list(args)
        with scope:
            for i in places:
                fresh = [scope.entered(x) for x in _tree.leaves(args[i])]
                given[i] = _tree.rebuilt(args[i], fresh)
            result = func(*given, **kwargs)
        scope.check_untouched()
        self.aux: Any = ()
        if has_aux:
            if not (isinstance(result, tuple) and len(result) == 2):
                raise RuntimeError(f"{scope.caller}: with has_aux, return a tuple (output, aux)")
            result, self.aux = result
            for x in _tree.leaves(self.aux):
                if not isinstance(x, Tensor):
                    raise RuntimeError(f"{scope.caller}: aux must hold tensors, not {type(x)}")
        self.output = result
        self.inputs = tuple(given[i] for i in places)
        self.sources: list[Tensor] = _tree.leaves(self.inputs)

    def outputs(self, scope: Scope, floating: bool) -> list[Tensor]:
        """The leaves of the output, checked."""
        found = _tree.leaves(self.output)
        if not found:
            raise RuntimeError(f"{scope.caller}: the function returned nothing")
        for y in found:
            if not isinstance(y, Tensor):
                raise RuntimeError(
                    f"{scope.caller}: the function must return tensors, not {type(y)}"
                )
            if floating and not y.is_floating_point():
                raise RuntimeError(
                    f"{scope.caller}: an output is of {y.dtype}; it must be floating"
                )
        return found


def pulled(
    ys: Sequence[Tensor],
    xs: Sequence[Tensor],
    seeds: Sequence[Tensor],
    create_graph: bool,
    retain_graph: bool = True,
) -> list[Tensor]:
    """The gradients of <seeds, ys> by xs."""
    roots = [(y, v) for y, v in zip(ys, seeds, strict=True) if y.requires_grad]
    if not roots or not xs:
        return [_core.zeros_like(x) for x in xs]
    outputs, weights = zip(*roots, strict=True)
    found = _grad(outputs, xs, weights, retain_graph, create_graph, materialize_grads=True)
    return list(found)


def pulled_rows(y: Tensor, xs: Sequence[Tensor], create_graph: bool) -> list[Tensor | None]:
    """The gradients of each element of ``y`` by xs, stacked; None where there is none."""
    n = y.numel()
    if not (y.requires_grad and n and xs):
        return [None] * len(xs)
    seeds = _core.eye(n, dtype=y.dtype).reshape(n, *y.shape)
    found = _grad(y, xs, seeds, True, create_graph, allow_unused=True, is_grads_batched=True)
    return list(found)
