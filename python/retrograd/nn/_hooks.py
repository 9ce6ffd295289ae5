"""Hooks of modules: registering and removing them, and running forward with them around it."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from .. import _core
from .._core import RemovableHandle, Tensor

__all__ = [
    "Hooked",
    "register",
    "register_module_backward_hook",
    "register_module_forward_hook",
    "register_module_forward_pre_hook",
    "register_module_full_backward_hook",
    "register_module_full_backward_pre_hook",
]

Hook = Callable[..., Any]
Hooks = OrderedDict[int, Hook]
Flags = OrderedDict[int, bool]


def __dir__() -> list[str]:
    return __all__


# Those of every module; the core holds these objects too, and looks whether they are empty.
_global_backward_pre_hooks: Hooks = OrderedDict()
_global_backward_hooks: Hooks = OrderedDict()
_global_forward_pre_hooks: Hooks = OrderedDict()
_global_forward_hooks: Hooks = OrderedDict()
_global_forward_hooks_with_kwargs: Flags = OrderedDict()
_global_forward_hooks_always_called: Flags = OrderedDict()


_core._set_global_hooks(
    (
        _global_forward_pre_hooks,
        _global_forward_hooks,
        _global_backward_pre_hooks,
        _global_backward_hooks,
    )
)
_global_is_full_backward_hook: bool | None = None


def register(
    hooks: Hooks, hook: Hook, *flags: tuple[Flags, bool], prepend: bool = False
) -> RemovableHandle:
    """Add a hook; its number goes into the tables of those flags that hold for it."""
    handle = RemovableHandle(hooks, extra_dict=[table for table, _ in flags])
    hooks[handle.id] = hook
    for table, holds in flags:
        if holds:
            table[handle.id] = True
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle


def register_module_forward_pre_hook(hook: Hook) -> RemovableHandle:
    """Call ``hook(module, args)`` before forward of every module; see register_forward_pre_hook."""
    return register(_global_forward_pre_hooks, hook)


def register_module_forward_hook(
    hook: Hook, *, with_kwargs: bool = False, always_call: bool = False
) -> RemovableHandle:
    """Call ``hook(module, args, output)`` after forward of every module; see
    register_forward_hook."""
    return register(
        _global_forward_hooks,
        hook,
        (_global_forward_hooks_with_kwargs, with_kwargs),
        (_global_forward_hooks_always_called, always_call),
    )


def _check_kind(known: bool | None, full: bool, whose: str) -> None:
    if known is not None and known is not full:
        raise RuntimeError(
            f"{whose}: there are backward hooks of the other kind, and full ones and those of old"
            " cannot be together; use register_full_backward_hook for all"
        )


def register_module_full_backward_pre_hook(hook: Hook) -> RemovableHandle:
    """Call ``hook(module, grad_output)`` before backward of every module; see
    register_full_backward_pre_hook."""
    return register(_global_backward_pre_hooks, hook)


def register_module_full_backward_hook(hook: Hook) -> RemovableHandle:
    """Call ``hook(module, grad_input, grad_output)`` after backward of every module; see
    register_full_backward_hook."""
    return _register_backward(hook, full=True)


def register_module_backward_hook(hook: Hook) -> RemovableHandle:
    """The same at the node that made the output alone: better a full one."""
    return _register_backward(hook, full=False)


def _register_backward(hook: Hook, full: bool) -> RemovableHandle:
    global _global_is_full_backward_hook
    _check_kind(_global_is_full_backward_hook, full, "the hooks of all modules")
    _global_is_full_backward_hook = full
    return register(_global_backward_hooks, hook)


class Hooked:
    """The part of Module that knows hooks around forward and backward."""

    forward: Callable[..., Any]
    _forward_pre_hooks: Hooks
    _forward_pre_hooks_with_kwargs: Flags
    _forward_hooks: Hooks
    _forward_hooks_with_kwargs: Flags
    _forward_hooks_always_called: Flags
    _backward_pre_hooks: Hooks
    _backward_hooks: Hooks
    _is_full_backward_hook: bool | None

    def register_forward_pre_hook(
        self, hook: Hook, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call ``hook(module, args)`` before forward; what it returns takes the place of ``args``.

        None changes nothing, and what is no tuple is the one argument. ``with_kwargs`` calls
        ``hook(module, args, kwargs)``, which returns None or both. ``prepend`` puts it before the
        hooks that are there.

        >>> import retrograd as rg
        >>> layer = rg.nn.Identity()
        >>> with layer.register_forward_pre_hook(lambda module, args: args[0] * 2):
        ...     layer(rg.ones(2))
        tensor([2., 2.])
        """
        return register(
            self._forward_pre_hooks,
            hook,
            (self._forward_pre_hooks_with_kwargs, with_kwargs),
            prepend=prepend,
        )

    def register_forward_hook(
        self,
        hook: Hook,
        *,
        prepend: bool = False,
        with_kwargs: bool = False,
        always_call: bool = False,
    ) -> RemovableHandle:
        """Call ``hook(module, args, output)`` after forward; what it returns, unless None, is the
        output.

        ``with_kwargs`` calls ``hook(module, args, kwargs, output)``. ``prepend`` puts it before the
        hooks that are there. ``always_call`` calls it after an error too, then with the output that
        there is so far, or None.

        >>> import retrograd as rg
        >>> layer = rg.nn.Identity()
        >>> with layer.register_forward_hook(lambda module, args, output: output.sum()):
        ...     layer(rg.ones(2))
        tensor(2.)
        """
        return register(
            self._forward_hooks,
            hook,
            (self._forward_hooks_with_kwargs, with_kwargs),
            (self._forward_hooks_always_called, always_call),
            prepend=prepend,
        )

    def register_full_backward_pre_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call ``hook(module, grad_output)`` when the gradients of all outputs are there; the tuple
        that it returns, unless None, takes their place."""
        return register(self._backward_pre_hooks, hook, prepend=prepend)

    def register_full_backward_hook(self, hook: Hook, prepend: bool = False) -> RemovableHandle:
        """Call ``hook(module, grad_input, grad_output)`` when the inputs have their gradients.

        Both are tuples, with None for what is no tensor; the tuple that it returns, unless None,
        takes the place of ``grad_input``. Inputs are the positional arguments. Neither they nor the
        outputs may be changed in place.

        >>> import retrograd as rg
        >>> layer = rg.nn.Linear(1, 1)
        >>> handle = layer.register_full_backward_hook(lambda layer, ins, outs: print(outs))
        >>> layer(rg.ones(1, requires_grad=True)).backward()
        (tensor([1.]),)
        """
        _check_kind(self._is_full_backward_hook, True, type(self).__name__)
        self._is_full_backward_hook = True
        return register(self._backward_hooks, hook, prepend=prepend)

    def register_backward_hook(self, hook: Hook) -> RemovableHandle:
        """Call ``hook(module, grad_input, grad_output)`` at the node that made the output, whatever
        its inputs are: better register_full_backward_hook."""
        _check_kind(self._is_full_backward_hook, False, type(self).__name__)
        self._is_full_backward_hook = False
        return register(self._backward_hooks, hook)

    def _get_backward_pre_hooks(self) -> list[Hook]:
        return [*_global_backward_pre_hooks.values(), *self._backward_pre_hooks.values()]

    def _get_backward_hooks(self) -> tuple[list[Hook], list[Hook]]:
        """Full ones, and those of old."""
        both: tuple[list[Hook], list[Hook]] = [], []
        both[_global_is_full_backward_hook is not True].extend(_global_backward_hooks.values())
        both[self._is_full_backward_hook is not True].extend(self._backward_hooks.values())
        return both

    def _call_impl(self, *args: Any, **kwargs: Any) -> Any:
        run = _Run(self, args, kwargs)
        try:
            return run.all()
        except Exception:
            run.call_missed_hooks()
            raise


class _Run:
    """One call of a module that has hooks."""

    def __init__(self, module: Hooked, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.module, self.args, self.kwargs = module, args, kwargs
        self.output: Any = None
        self.called: set[int] = set()

    def all(self) -> Any:
        own, around = self.module, None
        pre_hooks = own._get_backward_pre_hooks()
        hooks, old_hooks = own._get_backward_hooks()
        self.before()
        if hooks or pre_hooks:
            from ._backward import BackwardHook

            around = BackwardHook(own, hooks, pre_hooks)
            self.args = around.setup_input_hook(self.args)
        self.output = own.forward(*self.args, **self.kwargs)
        for number, hook in self.forward_hooks():
            self.called.add(number)
            self.after(number, hook)
        if around:
            if not isinstance(self.output, (Tensor, tuple)):
                warnings.warn(
                    f"{type(own).__name__}: a full backward hook needs an output that is a Tensor"
                    f" or a tuple of them, not {type(self.output).__name__}; it will not be called",
                    stacklevel=4,
                )
            self.output = around.setup_output_hook(self.output)
        if old_hooks:
            from ._backward import hook_old_way

            hook_old_way(own, old_hooks, self.output)
        return self.output

    def before(self) -> None:
        own = self.module
        hooks = (*_global_forward_pre_hooks.items(), *own._forward_pre_hooks.items())
        for number, hook in hooks:
            if number not in own._forward_pre_hooks_with_kwargs:
                args = hook(own, self.args)
                if args is not None:
                    self.args = args if isinstance(args, tuple) else (args,)
                continue
            both = hook(own, self.args, self.kwargs)
            if both is None:
                continue
            if not (isinstance(both, tuple) and len(both) == 2):
                raise RuntimeError(
                    f"{type(own).__name__}: a forward pre-hook with kwargs returned {both!r};"
                    " expected None or (args, kwargs)"
                )
            self.args, self.kwargs = both

    def forward_hooks(self) -> list[tuple[int, Hook]]:
        return [*_global_forward_hooks.items(), *self.module._forward_hooks.items()]

    def after(self, number: int, hook: Hook) -> None:
        own = self.module
        flags = (own._forward_hooks_with_kwargs, _global_forward_hooks_with_kwargs)
        with_kwargs = any(number in table for table in flags)
        given = (self.args, self.kwargs) if with_kwargs else (self.args,)
        output = hook(own, *given, self.output)
        if output is not None:
            self.output = output

    def call_missed_hooks(self) -> None:
        """After an error: call the hooks that are always called and have not been."""
        own = self.module
        always = (own._forward_hooks_always_called, _global_forward_hooks_always_called)
        for number, hook in self.forward_hooks():
            if number in self.called or not any(number in table for table in always):
                continue
            try:
                self.after(number, hook)
            except Exception as error:  # of the user's; the first error is the one to tell
                warnings.warn(
                    f"{type(own).__name__}: a forward hook that is always called failed after the"
                    f" error of forward, and is passed over: {error}",
                    stacklevel=4,
                )
