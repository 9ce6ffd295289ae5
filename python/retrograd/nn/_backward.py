"""Hooks of modules around backward. Loaded when a module has one."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

from .._core import Size, Tensor, dtype, is_grad_enabled, zeros
from ..autograd.function import Function

__all__ = ["BackwardHook", "BackwardHookFunction", "hook_old_way"]

Hook = Callable[..., Any]
Grads = tuple[Any, ...]


def __dir__() -> list[str]:
    return __all__


class BackwardHookFunction(Function):
    """The identity: a node at which the gradients of all inputs or outputs are there at once."""

    @staticmethod
    def forward(ctx: Any, *tensors: Tensor) -> tuple[Tensor, ...]:
        ctx.mark_non_differentiable(*[x for x in tensors if not x.requires_grad])
        return tensors

    @staticmethod
    def backward(ctx: Any, *grads: Tensor | None) -> Grads:
        return grads


class BackwardHook:
    """The hooks around backward for one call of a module."""

    def __init__(self, module: Any, hooks: Sequence[Hook], pre_hooks: Sequence[Hook]) -> None:
        self.module, self.hooks, self.pre_hooks = module, hooks, pre_hooks
        self.grad_outputs: Grads | None = None  # between the hooks of the two ends
        self.has_inputs = False

    def setup_input_hook(self, args: Grads) -> Grads:
        """Return the arguments as results of a node that calls the hooks in backward."""
        through = _Ends(args)
        self.inputs = through
        if through.node is not None:
            self.has_inputs = True
            through.node.register_hook(lambda grads, _: self._after(grads))
        return through.values

    def setup_output_hook(self, output: Any) -> Any:
        """Return the output as the result of a node that calls the pre-hooks in backward."""
        is_tuple = isinstance(output, tuple)
        through = _Ends(output if is_tuple else (output,))
        self.outputs = through
        if through.node is not None:
            through.node.register_prehook(self._before)
        return through.values if is_tuple else through.values[0]

    def _before(self, given: Grads) -> Grads:
        grads = self.outputs.spread(given)
        for hook in self.pre_hooks:
            grads = self._checked("pre-hook", "outputs", grads, hook(self.module, grads))
        self.grad_outputs = grads
        if not self.has_inputs:
            self._without_inputs(grads)
        return self.outputs.gather(grads)

    def _without_inputs(self, grad_outputs: Grads) -> None:
        self.grad_outputs = None
        if not self.hooks:
            return
        warnings.warn(
            f"{type(self.module).__name__}: a full backward hook is called with the gradients of"
            " the outputs alone, since no input of the module requires grad",
            stacklevel=2,
        )
        none = (None,) * len(self.inputs.values)
        for hook in self.hooks:
            result = hook(self.module, none, grad_outputs)
            if any(grad is not None for grad in result or ()):
                raise RuntimeError(
                    f"{type(self.module).__name__}: a full backward hook returned gradients, and no"
                    " input requires one; it should return None"
                )

    def _after(self, given: Grads) -> Grads | None:
        outputs, self.grad_outputs = self.grad_outputs, None
        if outputs is None:  # this backward did not come through the outputs
            return None
        grads = self.inputs.with_zeros(self.inputs.spread(given))
        for hook in self.hooks:
            grads = self._checked("hook", "inputs", grads, hook(self.module, grads, outputs))
        return self.inputs.gather(grads)

    def _checked(self, kind: str, of: str, grads: Grads, result: Any) -> Grads:
        if result is None:
            return grads
        n = len(result) if isinstance(result, (tuple, list)) else "one"
        if n != len(grads):
            raise RuntimeError(
                f"{type(self.module).__name__}: a full backward {kind} returned {n} of the"
                f" {len(grads)} gradients of the {of}; expected a tuple of as many, or None"
            )
        return tuple(result)


class _Ends:
    """The tensors among several values, as results of the identity where one requires grad."""

    def __init__(self, values: Grads) -> None:
        self.values, self.node = values, None
        self.still: dict[int, tuple[Size, dtype]] = {}  # tensors that require no grad
        self.places = [i for i, value in enumerate(values) if isinstance(value, Tensor)]
        tensors = [values[i] for i in self.places]
        if not (is_grad_enabled() and any(x.requires_grad for x in tensors)):
            return
        through = BackwardHookFunction.apply(*tensors)
        given = dict(zip(self.places, through, strict=True))
        self.values = tuple(given.get(i, value) for i, value in enumerate(values))
        self.node = next(x.grad_fn for x in through if x.grad_fn is not None)
        self.still = {
            i: (values[i].shape, values[i].dtype)
            for i in self.places
            if not values[i].requires_grad
        }

    def spread(self, grads: Grads) -> Grads:
        """The gradients of the tensors, with None for the other values."""
        of = dict(zip(self.places, grads, strict=True))
        return tuple(of.get(i) for i in range(len(self.values)))

    def with_zeros(self, grads: Grads) -> Grads:
        """The same with zeros, as torch has them, for the tensors that require no grad."""
        still = self.still
        return tuple(
            zeros(still[i][0], dtype=still[i][1]) if i in still else grad
            for i, grad in enumerate(grads)
        )

    def gather(self, grads: Grads) -> Grads:
        return tuple(None if i in self.still else grads[i] for i in self.places)


def hook_old_way(module: Any, hooks: Sequence[Hook], output: Any) -> None:
    """Call the hooks of ``register_backward_hook`` at the node that made the output, whatever its
    inputs are."""
    while not isinstance(output, Tensor):
        tensors = output.values() if isinstance(output, dict) else output
        output = next(x for x in tensors if isinstance(x, (Tensor, dict, tuple, list)))
    node = output.grad_fn
    if node is not None:
        for hook in hooks:
            node.register_hook(partial(hook, module))
