"""Hooks of modules: registering and removing them, and running forward with them around it."""

from __future__ import annotations

import warnings
from collections import OrderedDict
from collections.abc import Callable
from typing import Any

from .. import _core
from .._core import RemovableHandle

__all__ = ["Hooked", "register", "register_module_forward_hook", "register_module_forward_pre_hook"]

Hook = Callable[..., Any]
Hooks = OrderedDict[int, Hook]
Flags = OrderedDict[int, bool]


def __dir__() -> list[str]:
    return __all__


# Those of every module; the core holds these objects too, and looks whether they are empty.
_global_forward_pre_hooks: Hooks = OrderedDict()
_global_forward_hooks: Hooks = OrderedDict()
_global_forward_hooks_with_kwargs: Flags = OrderedDict()
_global_forward_hooks_always_called: Flags = OrderedDict()


_core._set_global_hooks((_global_forward_pre_hooks, _global_forward_hooks))


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


class Hooked:
    """The part of Module that knows hooks around forward and backward."""

    forward: Callable[..., Any]
    _forward_pre_hooks: Hooks
    _forward_pre_hooks_with_kwargs: Flags
    _forward_hooks: Hooks
    _forward_hooks_with_kwargs: Flags
    _forward_hooks_always_called: Flags

    def register_forward_pre_hook(
        self, hook: Hook, *, prepend: bool = False, with_kwargs: bool = False
    ) -> RemovableHandle:
        """Call ``hook(module, args)`` before forward; what it returns takes the place of ``args``.

        None changes nothing, and what is no tuple is the one argument. ``with_kwargs`` calls
        ``hook(module, args, kwargs)``, which returns None or both. ``prepend`` puts it before the
        hooks that are there.
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
        """
        return register(
            self._forward_hooks,
            hook,
            (self._forward_hooks_with_kwargs, with_kwargs),
            (self._forward_hooks_always_called, always_call),
            prepend=prepend,
        )

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
        self.before()
        self.output = self.module.forward(*self.args, **self.kwargs)
        for number, hook in self.forward_hooks():
            self.called.add(number)
            self.after(number, hook)
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
