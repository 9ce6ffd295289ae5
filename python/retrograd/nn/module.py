"""Module: what owns parameters, buffers and other modules, and computes with them."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from .. import _core
from .._core import RemovableHandle, Tensor
from ._conversion import Convertible
from ._hooks import (  # noqa: F401
    Hooked,
    Hooks,
    _global_backward_hooks,
    _global_backward_pre_hooks,
    _global_forward_hooks,
    _global_forward_hooks_always_called,
    _global_forward_hooks_with_kwargs,
    _global_forward_pre_hooks,
    register,
    register_module_backward_hook,
    register_module_forward_hook,
    register_module_forward_pre_hook,
    register_module_full_backward_hook,
    register_module_full_backward_pre_hook,
)
from ._state import _EXTRA_STATE_KEY_SUFFIX, Stateful, _IncompatibleKeys  # noqa: F401
from .parameter import Buffer, Parameter

__all__ = [
    "Module",
    "register_module_backward_hook",
    "register_module_buffer_registration_hook",
    "register_module_forward_hook",
    "register_module_forward_pre_hook",
    "register_module_full_backward_hook",
    "register_module_full_backward_pre_hook",
    "register_module_module_registration_hook",
    "register_module_parameter_registration_hook",
]

T = TypeVar("T", bound="Module")
T_destination = TypeVar("T_destination", bound="dict[str, Any]")


def __dir__() -> list[str]:
    return __all__


_global_parameter_registration_hooks: Hooks = OrderedDict()
_global_buffer_registration_hooks: Hooks = OrderedDict()
_global_module_registration_hooks: Hooks = OrderedDict()


def register_module_parameter_registration_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call ``hook(module, name, parameter)`` for each parameter that any module registers; what it
    returns, unless None, takes the parameter's place."""
    return register(_global_parameter_registration_hooks, hook)


def register_module_buffer_registration_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call ``hook(module, name, buffer)`` for each buffer that any module registers; what it
    returns, unless None, takes the buffer's place."""
    return register(_global_buffer_registration_hooks, hook)


def register_module_module_registration_hook(hook: Callable[..., Any]) -> RemovableHandle:
    """Call ``hook(module, name, child)`` for each module that any module registers; what it
    returns, unless None, takes the child's place."""
    return register(_global_module_registration_hooks, hook)


def _through(hooks: Hooks, module: Module, name: str, value: Any) -> Any:
    for hook in hooks.values():
        result = hook(module, name, value)
        value = value if result is None else result
    return value


def _class_name(value: object) -> str:
    return value.type() if isinstance(value, Tensor) else type(value).__name__


def _forward_unimplemented(self: Module, *input: Any) -> None:
    raise NotImplementedError(
        f"{type(self).__name__}: this module has no forward; define forward(self, ...) in its class"
    )


class _CallSignature:
    """What ``inspect.signature`` finds on an instance, since that is called in C."""

    def __get__(self, instance: Module | None, owner: type) -> object:
        if instance is None:
            raise AttributeError("__signature__")
        import inspect

        return inspect.signature(instance._call_impl)


class Module(Hooked, Stateful, Convertible, _core._Module):
    """The base of layers and models: it finds the parameters, buffers and modules in it by name.

    A subclass calls ``super().__init__()`` first, sets its parts as attributes, and defines
    ``forward``, which calling the module runs.

    >>> import retrograd as rg
    >>> class Scale(rg.nn.Module):
    ...     def __init__(self):
    ...         super().__init__()
    ...         self.factor = rg.nn.Parameter(rg.tensor(3.0))
    ...     def forward(self, x):
    ...         return self.factor * x
    >>> scale = Scale()
    >>> scale(rg.ones(2))
    tensor([3., 3.], grad_fn=<MulBackward0>)
    >>> [name for name, _ in scale.named_parameters()]
    ['factor']
    """

    __signature__: _CallSignature = _CallSignature()
    T_destination = T_destination
    training: bool
    call_super_init: bool = False
    dump_patches: bool = False
    _compiled_call_impl: Callable[..., Any] | None = None

    # As attributes, since those of subclasses have other arguments.
    forward: Callable[..., Any] = _forward_unimplemented

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        if not self.call_super_init and (args or kwargs):
            given = f"{len(args)} more" if args else f"keyword {next(iter(kwargs))!r}"
            raise TypeError(
                f"{type(self).__name__}.__init__: Module takes no arguments, and was given {given};"
                " set call_super_init = True in a class that passes them on to another base"
            )
        vars(self).update(self._empty())
        if self.call_super_init:
            super().__init__(*args, **kwargs)

    def __init_subclass__(cls, **kwargs: Any) -> None:
        super().__init_subclass__(**kwargs)
        _core._quicken_module(cls)

    @staticmethod
    def _empty() -> dict[str, Any]:
        return {
            "training": True,
            "_parameters": {},
            "_buffers": {},
            "_non_persistent_buffers_set": set(),
            "_backward_pre_hooks": OrderedDict(),
            "_backward_hooks": OrderedDict(),
            "_is_full_backward_hook": None,
            "_forward_hooks": OrderedDict(),
            "_forward_hooks_with_kwargs": OrderedDict(),
            "_forward_hooks_always_called": OrderedDict(),
            "_forward_pre_hooks": OrderedDict(),
            "_forward_pre_hooks_with_kwargs": OrderedDict(),
            "_state_dict_hooks": OrderedDict(),
            "_state_dict_pre_hooks": OrderedDict(),
            "_load_state_dict_pre_hooks": OrderedDict(),
            "_load_state_dict_post_hooks": OrderedDict(),
            "_modules": {},
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(self._empty() | state)  # a file of old lacks some

    # Registration.

    def _check_new_name(self, kind: str, name: Any, known: dict[str, Any]) -> None:
        where = f"{type(self).__name__}: the name of a {kind}"
        if not isinstance(name, str):
            raise TypeError(f"{where} must be a str, not {type(name).__name__}")
        if "." in name or not name:
            raise KeyError(f"{where} must have letters and no dot, unlike {name!r}")
        if hasattr(self, name) and name not in known:
            raise KeyError(f"{where} must be new, and there is an attribute {name!r} already")

    def _table(self, table: str, what: str) -> Any:
        if table not in vars(self):
            raise AttributeError(
                f"cannot assign {what} before Module.__init__() call: call super().__init__() first"
                f" in {type(self).__name__}.__init__"
            )
        return vars(self)[table]

    def register_parameter(self, name: str, param: Parameter | None) -> None:
        """Add a parameter under a name; None keeps the name for one.

        Raises KeyError for a name with a dot and one that is taken, TypeError for what is no
        Parameter, ValueError for one with history.
        """
        parameters = self._table("_parameters", "parameter")
        self._check_new_name("parameter", name, parameters)
        if param is not None and not isinstance(param, Parameter):
            raise TypeError(
                f"{type(self).__name__}: cannot register {_class_name(param)} as parameter"
                f" {name!r}; expected a Parameter or None"
            )
        if param is not None and param.grad_fn is not None:
            raise ValueError(
                f"{type(self).__name__}: parameter {name!r} was computed by recorded operations; a"
                " parameter is a leaf. Compute it in forward instead"
            )
        parameters[name] = _through(_global_parameter_registration_hooks, self, name, param)

    def register_buffer(self, name: str, tensor: Tensor | None, persistent: bool = True) -> None:
        """Add a tensor that is no parameter and moves, and unless not ``persistent`` is saved, with
        the module.

        Raises KeyError for a name with a dot and one that is taken, TypeError for no tensor.
        """
        buffers = self._table("_buffers", "buffer")
        self._check_new_name("buffer", name, buffers)
        if tensor is not None and not isinstance(tensor, Tensor):
            raise TypeError(
                f"{type(self).__name__}: cannot register {_class_name(tensor)} as buffer {name!r};"
                " expected a Tensor or None"
            )
        buffers[name] = _through(_global_buffer_registration_hooks, self, name, tensor)
        if persistent:
            self._non_persistent_buffers_set.discard(name)
        else:
            self._non_persistent_buffers_set.add(name)

    def add_module(self, name: str, module: Module | None) -> None:
        """Add a module under a name; None keeps the name for one.

        Raises KeyError for a name with a dot and one that is taken, TypeError for no module.
        """
        if not isinstance(module, Module) and module is not None:
            raise TypeError(
                f"{type(self).__name__}: {_class_name(module)} is not a Module subclass; expected"
                f" a Module or None as {name!r}"
            )
        modules = self._table("_modules", "module")
        self._check_new_name("module", name, modules)
        modules[name] = _through(_global_module_registration_hooks, self, name, module)

    def register_module(self, name: str, module: Module | None) -> None:
        """The same as ``add_module``."""
        self.add_module(name, module)

    # Attributes.

    def _set_registered(self, name: str, value: Any) -> None:
        """Set an attribute that is, or may be, a parameter, a buffer or a module: what the class of
        the core asks for, which sets all others."""
        own = vars(self)
        if isinstance(value, Parameter):
            self._table("_parameters", "parameters")
            self._forget(name, but="_parameters")
            self.register_parameter(name, value)
        elif name in own.get("_parameters", ()):
            if value is not None:
                raise self._wrong(value, f"parameter {name!r}", "a Parameter or None")
            self.register_parameter(name, None)
        elif isinstance(value, Module):
            modules = self._table("_modules", "module")
            self._forget(name, but="_modules")
            modules[name] = _through(_global_module_registration_hooks, self, name, value)
        elif name in own.get("_modules", ()):
            if value is not None:
                raise self._wrong(value, f"child module {name!r}", "a Module or None")
            own["_modules"][name] = _through(_global_module_registration_hooks, self, name, None)
        elif name in own.get("_buffers", ()) or isinstance(value, Buffer):
            if not (value is None or isinstance(value, Tensor)):
                raise self._wrong(value, f"buffer {name!r}", "a Buffer, Tensor or None")
            self._table("_buffers", "buffer")
            persistent = name not in self._non_persistent_buffers_set
            if isinstance(value, Buffer):
                persistent = value.persistent
            self._forget(name, but="_buffers")
            self.register_buffer(name, value, persistent)
        else:
            object.__setattr__(self, name, value)

    def _wrong(self, value: Any, what: str, wanted: str) -> TypeError:
        return TypeError(
            f"{type(self).__name__}: cannot assign {_class_name(value)} as {what}; expected"
            f" {wanted}, or delete the attribute first"
        )

    def _forget(self, name: str, but: str) -> None:
        """Take a name from what it stood for before."""
        own = vars(self)
        own.pop(name, None)
        for table in {"_parameters", "_buffers", "_modules"} - {but}:
            own[table].pop(name, None)
        if but != "_buffers":
            self._non_persistent_buffers_set.discard(name)

    def __delattr__(self, name: str) -> None:
        for table in ("_parameters", "_buffers", "_modules"):
            if name in vars(self).get(table, ()):
                del vars(self)[table][name]
                self._non_persistent_buffers_set.discard(name)
                return
        super().__delattr__(name)

    def __dir__(self) -> list[str]:
        names = {*dir(type(self)), *vars(self), *self._parameters, *self._modules, *self._buffers}
        return sorted(name for name in names if not name[0].isdigit())

    # What is in it.

    def _named_members(
        self,
        get_members_fn: Callable[[Module], Any],
        prefix: str = "",
        recurse: bool = True,
        remove_duplicate: bool = True,
    ) -> Iterator[tuple[str, Any]]:
        seen = set()
        within = self.named_modules(prefix=prefix, remove_duplicate=remove_duplicate)
        for place, module in within if recurse else [(prefix, self)]:
            for name, member in get_members_fn(module):
                if member is None or member in seen:
                    continue
                if remove_duplicate:
                    seen.add(member)
                yield f"{place}.{name}" if place else name, member

    def named_parameters(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Parameter]]:
        """Yield the parameters with their dotted names, of this module and those in it."""
        return self._named_members(
            lambda module: module._parameters.items(), prefix, recurse, remove_duplicate
        )

    def parameters(self, recurse: bool = True) -> Iterator[Parameter]:
        """Yield the parameters of this module and, with ``recurse``, of those in it."""
        return self._members("_parameters", "named_parameters", recurse)

    def _members(self, table: str, method: str, recurse: bool) -> Iterator[Any]:
        """What ``method`` yields, without the names, which take longer than all else."""
        found = _core._members(Module, self, table, method) if recurse else None
        if found is not None:
            yield from found
        else:
            for _, member in getattr(self, method)(recurse=recurse):
                yield member

    def named_buffers(
        self, prefix: str = "", recurse: bool = True, remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Tensor]]:
        """Yield the buffers with their dotted names, of this module and those in it."""
        return self._named_members(
            lambda module: module._buffers.items(), prefix, recurse, remove_duplicate
        )

    def buffers(self, recurse: bool = True) -> Iterator[Tensor]:
        """Yield the buffers of this module and, with ``recurse``, of those in it."""
        return self._members("_buffers", "named_buffers", recurse)

    def named_children(self) -> Iterator[tuple[str, Module]]:
        """Yield the modules that stand directly in this one, with their names, each once."""
        seen = set()
        for name, module in self._modules.items():
            if module is not None and module not in seen:
                seen.add(module)
                yield name, module

    def children(self) -> Iterator[Module]:
        """Yield the modules that stand directly in this one, each once."""
        for _, module in self.named_children():
            yield module

    def named_modules(
        self, memo: set[Module] | None = None, prefix: str = "", remove_duplicate: bool = True
    ) -> Iterator[tuple[str, Module]]:
        """Yield this module and all in it with their dotted names, those in ``memo`` left out."""
        memo = set() if memo is None else memo
        if self in memo:
            return
        if remove_duplicate:
            memo.add(self)
        yield prefix, self
        for name, module in self._modules.items():
            if module is not None:
                inner = f"{prefix}.{name}" if prefix else name
                yield from module.named_modules(memo, inner, remove_duplicate)

    def modules(self) -> Iterator[Module]:
        """Yield this module and all in it, each once."""
        for _, module in self.named_modules():
            yield module

    def get_submodule(self, target: str) -> Module:
        """Return the module of a dotted name; AttributeError if there is none."""
        module = self
        for name in target.split(".") if target else ():
            if not hasattr(module, name):
                raise AttributeError(
                    f"{type(module).__name__} has no attribute {name!r}, looked for as part of"
                    f" {target!r}"
                )
            found = getattr(module, name)
            if not isinstance(found, Module):
                raise AttributeError(
                    f"{name!r} in {target!r} is not a Module but a {_class_name(found)}"
                )
            module = found
        return module

    def set_submodule(self, target: str, module: Module, strict: bool = False) -> None:
        """Put a module in the place of a dotted name; ``strict`` demands that there is one already.

        Raises ValueError for an empty name and what is no module, AttributeError for a place that
        is not there.
        """
        if not target:
            raise ValueError("set_submodule: the name is empty")
        if not isinstance(module, Module):
            raise ValueError(f"set_submodule: expected a Module, got {_class_name(module)}")
        place, _, name = target.rpartition(".")
        parent = self.get_submodule(place)
        if strict or (place and hasattr(parent, name)):
            parent.get_submodule(name)
        setattr(parent, name, module)

    def _get_leaf(self, target: str) -> Any:
        place, _, name = target.rpartition(".")
        module = self.get_submodule(place)
        if not hasattr(module, name):
            raise AttributeError(f"{type(module).__name__} has no attribute {name!r}")
        return module, name

    def get_parameter(self, target: str) -> Parameter:
        """Return the parameter of a dotted name; AttributeError if there is none."""
        module, name = self._get_leaf(target)
        found = getattr(module, name)
        if not isinstance(found, Parameter):
            raise AttributeError(f"{target!r} is not a Parameter but a {_class_name(found)}")
        return found

    def get_buffer(self, target: str) -> Tensor:
        """Return the buffer of a dotted name; AttributeError if there is none."""
        module, name = self._get_leaf(target)
        if name not in module._buffers:
            raise AttributeError(f"{target!r} is not a buffer")
        return module._buffers[name]  # type: ignore[no-any-return]

    # What is done to all in it.

    def apply(self: T, fn: Callable[[Module], Any]) -> T:
        """Call ``fn`` with every module in this one, and last with this one; return it."""
        for module in self.children():
            module.apply(fn)
        fn(self)
        return self

    def train(self: T, mode: bool = True) -> T:
        """Set ``training`` here and in all modules in it: ValueError unless a bool; return it."""
        if not isinstance(mode, bool):
            raise ValueError(f"train: mode must be a bool, not {type(mode).__name__}")
        self.training = mode
        for module in self.children():
            module.train(mode)
        return self

    def eval(self: T) -> T:
        """``train(False)``."""
        return self.train(False)

    def requires_grad_(self: T, requires_grad: bool = True) -> T:
        """Set ``requires_grad`` of all parameters; return the module."""
        for parameter in self.parameters():
            parameter.requires_grad_(requires_grad)
        return self

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Drop the gradients of all parameters, or make them zeros."""
        for parameter in self.parameters():
            if set_to_none:
                parameter.grad = None
            elif parameter.grad is not None:
                parameter.grad = parameter.grad.detach().zero_()

    def compile(self, *args: Any, **kwargs: Any) -> None:
        """Nothing: a module runs as it is written."""

    # How it is shown.

    def _get_name(self) -> str:
        return self.__class__.__name__

    def extra_repr(self) -> str:
        """Return what stands between the brackets of ``repr``; for subclasses."""
        return ""

    def __repr__(self) -> str:
        extra = self.extra_repr()
        lines = extra.split("\n") if extra else []
        lines += [_addindent(part, 2) for part in self._shown_parts()]
        if not self._modules and len(lines) <= 1:
            return f"{self._get_name()}({extra})"
        return "\n  ".join([f"{self._get_name()}(", *lines]) + "\n)"

    def _shown_parts(self) -> list[str]:
        return [f"({name}): {module!r}" for name, module in self._modules.items()]


def _addindent(s_: str, numSpaces: int) -> str:
    """Indent the lines after the first; torch's name, which programs import."""
    return s_.replace("\n", "\n" + numSpaces * " ")


_core._quicken_module(Module)
