"""The base of the optimizers: groups of parameters, state, hooks, and saving and loading them."""

from __future__ import annotations

import functools
import warnings
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Hashable, Iterable
from copy import deepcopy
from itertools import chain
from typing import Any, Concatenate, ParamSpec, TypeAlias, TypeVar, cast

from .. import _core
from .._core import RemovableHandle, Tensor
from ..autograd.grad_mode import set_grad_enabled

__all__ = [
    "Optimizer",
    "register_optimizer_step_post_hook",
    "register_optimizer_step_pre_hook",
]


def __dir__() -> list[str]:
    return __all__


_P = ParamSpec("_P")
_R = TypeVar("_R")

ParamsT: TypeAlias = Iterable[Tensor] | Iterable[dict[str, Any]] | Iterable[tuple[str, Tensor]]
StateDict: TypeAlias = dict[str, Any]
_Hook: TypeAlias = Callable[..., Any]
_Hooks: TypeAlias = OrderedDict[int, Callable[..., Any]]
_Closure: TypeAlias = Callable[[], Any]

_global_optimizer_pre_hooks: _Hooks = OrderedDict()
_global_optimizer_post_hooks: _Hooks = OrderedDict()


class _RequiredParameter:
    """The default of a setting that every group has to give."""

    def __repr__(self) -> str:
        return "<required parameter>"


required: _RequiredParameter = _RequiredParameter()


def _register(hooks: _Hooks, hook: _Hook, prepend: bool = False) -> RemovableHandle:
    handle = RemovableHandle(hooks)
    hooks[handle.id] = hook
    if prepend:
        hooks.move_to_end(handle.id, last=False)
    return handle


def register_optimizer_step_pre_hook(hook: _Hook) -> RemovableHandle:
    """Have ``hook(optimizer, args, kwargs)`` called before each step of every optimizer.

    It may return other ``(args, kwargs)``.
    """
    return _register(_global_optimizer_pre_hooks, hook)


def register_optimizer_step_post_hook(hook: _Hook) -> RemovableHandle:
    """Have ``hook(optimizer, args, kwargs)`` called after each step of every optimizer."""
    return _register(_global_optimizer_post_hooks, hook)


def _use_grad_for_differentiable(
    func: Callable[Concatenate[Any, _P], _R],
) -> Callable[Concatenate[Any, _P], _R]:
    """Have a step record its operations where the optimizer is differentiable, else none."""

    @functools.wraps(func)
    def in_mode(self: Any, /, *args: _P.args, **kwargs: _P.kwargs) -> _R:
        with set_grad_enabled(self.defaults["differentiable"]):
            return func(self, *args, **kwargs)

    return in_mode


def _get_value(x: Any) -> Any:
    return x.item() if isinstance(x, Tensor) else x


def _to_scalar(x: Any) -> Any:
    """Return a tensor of one element without dimensions, anything else as it is."""
    return x.squeeze() if isinstance(x, Tensor) and x.dim() != 0 else x


def _default_to_fused_or_foreach(
    params: list[Tensor], differentiable: bool, use_fused: bool = False
) -> tuple[bool, bool]:
    """Return torch's choice among its ways to step, of which there is one here."""
    return False, False


def _get_scalar_dtype(is_fused: bool | None = None) -> _core.dtype:
    double = _core.get_default_dtype() == _core.float64 and not is_fused
    return _core.float64 if double else _core.float32


class Optimizer:
    """What all optimizers share; a class of your own derives from it and has a ``step``.

    ``params`` are tensors, pairs of a name and a tensor, or dicts with ``params`` and settings of
    their own: the groups in ``param_groups``. ``defaults`` are the settings that a group does not
    give. ``state[p]`` is a dict for what belongs to the parameter p.

    Raises TypeError for what is no tensor, ValueError for no parameters at all, for one in two
    groups and for one that is no leaf.

    >>> import retrograd as rg
    >>> class Descent(rg.optim.Optimizer):
    ...     def __init__(self, params, lr):
    ...         super().__init__(params, {"lr": lr})
    ...     @rg.no_grad()
    ...     def step(self, closure=None):
    ...         for group in self.param_groups:
    ...             for p in group["params"]:
    ...                 p -= group["lr"] * p.grad
    >>> x = rg.ones(1, requires_grad=True)
    >>> (x * x).backward()
    >>> Descent([x], lr=0.1).step()
    >>> x
    tensor([0.8000], requires_grad=True)
    """

    defaults: dict[str, Any]
    state: defaultdict[Any, Any]
    param_groups: list[dict[str, Any]]
    _optimizer_step_pre_hooks: _Hooks
    _optimizer_step_post_hooks: _Hooks
    _optimizer_state_dict_pre_hooks: _Hooks
    _optimizer_state_dict_post_hooks: _Hooks
    _optimizer_load_state_dict_pre_hooks: _Hooks
    _optimizer_load_state_dict_post_hooks: _Hooks

    def __init__(self, params: ParamsT, defaults: dict[str, Any]) -> None:
        self.defaults = defaults
        self._make_hooks()
        self._patch_step_function()
        if isinstance(params, Tensor):
            raise TypeError(
                f"{type(self).__name__}: expected an iterable of tensors or dicts, got one tensor;"
                " put it in a list"
            )
        self.state = defaultdict(dict)
        self.param_groups = []
        groups: list[Any] = list(params)
        if not groups:
            raise ValueError(f"{type(self).__name__}: there are no parameters; the list is empty")
        if not isinstance(groups[0], dict):
            groups = [{"params": groups}]
        for group in groups:
            self.add_param_group(group)

    def __getstate__(self) -> dict[str, Any]:
        return {
            "defaults": self.defaults,
            "state": self.state,
            "param_groups": self.param_groups,
        }

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._make_hooks()
        self._patch_step_function()
        self.defaults.setdefault("differentiable", False)

    def __repr__(self) -> str:
        lines = [f"{type(self).__name__} ("]
        for i, group in enumerate(self.param_groups):
            lines += [""] * (i > 0) + [f"Parameter Group {i}"]
            lines += [f"    {key}: {group[key]}" for key in sorted(group) if key != "params"]
        return "\n".join([*lines, ")"])

    def _make_hooks(self) -> None:
        for when in ("step", "state_dict", "load_state_dict"):
            self.__dict__.setdefault(f"_optimizer_{when}_pre_hooks", OrderedDict())
            self.__dict__.setdefault(f"_optimizer_{when}_post_hooks", OrderedDict())

    @staticmethod
    def profile_hook_step(func: Callable[_P, _R]) -> Callable[_P, _R]:
        """Return a step that calls the hooks around it."""

        @functools.wraps(func)
        def hooked(*args: _P.args, **kwargs: _P.kwargs) -> _R:
            self = cast(Optimizer, args[0])
            before, after = self._optimizer_step_pre_hooks, self._optimizer_step_post_hooks
            if not (before or after or _global_optimizer_pre_hooks or _global_optimizer_post_hooks):
                return func(*args, **kwargs)
            for hook in chain(_global_optimizer_pre_hooks.values(), before.values()):
                new = hook(self, args, kwargs)
                if new is None:
                    continue
                if not isinstance(new, tuple) or len(new) != 2:
                    raise RuntimeError(
                        "step: a hook before it returns None or (args, kwargs),"
                        f" got {type(new).__name__}"
                    )
                args, kwargs = new
            result = func(*args, **kwargs)
            for hook in chain(after.values(), _global_optimizer_post_hooks.values()):
                hook(self, args, kwargs)
            return result

        return hooked

    def _patch_step_function(self) -> None:
        kind: Any = type(self)
        if not getattr(kind.step, "hooked", None):
            step: Any = self.profile_hook_step(kind.step)
            step.hooked = True
            kind.step = step

    def register_step_pre_hook(self, hook: _Hook) -> RemovableHandle:
        """Have ``hook(optimizer, args, kwargs)`` called before each step.

        It may return other ``(args, kwargs)``.
        """
        return _register(self._optimizer_step_pre_hooks, hook)

    def register_step_post_hook(self, hook: _Hook) -> RemovableHandle:
        """Have ``hook(optimizer, args, kwargs)`` called after each step."""
        return _register(self._optimizer_step_post_hooks, hook)

    def register_state_dict_pre_hook(self, hook: _Hook, prepend: bool = False) -> RemovableHandle:
        """Have ``hook(optimizer)`` called before ``state_dict``."""
        return _register(self._optimizer_state_dict_pre_hooks, hook, prepend)

    def register_state_dict_post_hook(self, hook: _Hook, prepend: bool = False) -> RemovableHandle:
        """Have ``hook(optimizer, state_dict)`` called after it; it may return another."""
        return _register(self._optimizer_state_dict_post_hooks, hook, prepend)

    def register_load_state_dict_pre_hook(
        self, hook: _Hook, prepend: bool = False
    ) -> RemovableHandle:
        """Have ``hook(optimizer, state_dict)`` called before loading; it may return another."""
        return _register(self._optimizer_load_state_dict_pre_hooks, hook, prepend)

    def register_load_state_dict_post_hook(
        self, hook: _Hook, prepend: bool = False
    ) -> RemovableHandle:
        """Have ``hook(optimizer)`` called after loading."""
        return _register(self._optimizer_load_state_dict_post_hooks, hook, prepend)

    def state_dict(self) -> StateDict:
        """Return settings and state as a dict, in which parameters are numbers.

        They are counted through the groups in order. The tensors are those of the optimizer.
        """
        for hook in self._optimizer_state_dict_pre_hooks.values():
            hook(self)
        numbers: dict[int, int] = {}
        groups, start = [], 0
        for group in self.param_groups:
            packed = {key: value for key, value in group.items() if key != "params"}
            for i, p in enumerate(group["params"], start):
                numbers.setdefault(id(p), i)
            packed["params"] = [numbers[id(p)] for p in group["params"]]
            start += len(packed["params"])
            groups.append(packed)
        state = {
            numbers[id(key)] if isinstance(key, Tensor) else key: value
            for key, value in self.state.items()
        }
        result: StateDict = {"state": state, "param_groups": groups}
        for hook in self._optimizer_state_dict_post_hooks.values():
            result = _or_else(hook(self, result), result)
        return result

    @staticmethod
    def _process_value_according_to_param_policy(
        param: Tensor,
        value: Tensor,
        param_id: int,
        param_groups: list[dict[Any, Any]],
        key: Hashable = None,
    ) -> Tensor:
        """Return a tensor of a loaded state in the type that the parameter asks for."""
        if key == "step":
            group = next((g for g in param_groups if param_id in g["params"]), {})
            single = group.get("capturable", False) or group.get("fused", False)
            return value.to(dtype=_core.float32) if single else value
        return value.to(dtype=param.dtype) if param.is_floating_point() else value

    def load_state_dict(self, state_dict: StateDict) -> None:
        """Take over settings and state of ``state_dict()``, also of torch's optimizers.

        Parameters are told by their places. Raises ValueError unless the groups are as many and
        as long.
        """
        state_dict = state_dict.copy()
        for hook in self._optimizer_load_state_dict_pre_hooks.values():
            state_dict = _or_else(hook(self, state_dict), state_dict)
        groups = self.param_groups
        saved: list[dict[str, Any]] = deepcopy(state_dict["param_groups"])
        if len(groups) != len(saved):
            raise ValueError(
                f"load_state_dict: expected {len(groups)} groups of parameters, got {len(saved)}"
            )
        for i, (group, new) in enumerate(zip(groups, saved, strict=True)):
            if len(group["params"]) != len(new["params"]):
                raise ValueError(
                    f"load_state_dict: group {i} has {len(group['params'])} parameters,"
                    f" that of the state {len(new['params'])}"
                )
        parameters = dict(
            zip(
                chain.from_iterable(group["params"] for group in saved),
                chain.from_iterable(group["params"] for group in groups),
                strict=True,
            )
        )

        def fitted(p: Tensor, value: Any, number: int, key: Hashable = None) -> Any:
            if isinstance(value, Tensor):
                return self._process_value_according_to_param_policy(
                    p, value, number, state_dict["param_groups"], key
                )
            if isinstance(value, dict):
                return {k: fitted(p, v, number, k) for k, v in value.items()}
            if isinstance(value, Iterable) and not isinstance(value, str):
                kind: Any = type(value)
                return kind(fitted(p, v, number) for v in value)
            return value

        state: defaultdict[Any, Any] = defaultdict(dict)
        for number, value in state_dict["state"].items():
            if number in parameters:
                p = parameters[number]
                state[p] = fitted(p, value, number)
            else:
                state[number] = value
        for group, new in zip(groups, saved, strict=True):
            new["params"] = group["params"]
            if "param_names" in group:
                new.setdefault("param_names", group["param_names"])
        self.__setstate__({"state": state, "param_groups": saved})
        for hook in self._optimizer_load_state_dict_post_hooks.values():
            hook(self)

    def zero_grad(self, set_to_none: bool = True) -> None:
        """Set the gradients of all parameters to None, or to zeros."""
        if set_to_none:
            return _core._clear_grads(self.param_groups)
        for group in self.param_groups:
            for p in group["params"]:
                if p.grad is None:
                    continue
                if p.grad.grad_fn is not None:
                    p.grad.detach_()
                else:
                    p.grad.requires_grad_(False)
                p.grad.zero_()
        return None

    def step(self, closure: _Closure | None = None) -> Any:
        """Change the parameters by their gradients; what ``closure()`` returns is returned.

        A closure computes the loss and the gradients anew.
        """
        raise NotImplementedError(f"{type(self).__name__}: an optimizer has a step of its own")

    def add_param_group(self, param_group: dict[str, Any]) -> None:
        """Add a group of parameters: a dict with ``params``, and settings where not the defaults.

        Raises TypeError, and ValueError, as the class says.
        """
        name = type(self).__name__
        if not isinstance(param_group, dict):
            raise TypeError(f"{name}: expected a dict, got {type(param_group).__name__}")
        params: Any = param_group["params"]
        if isinstance(params, Tensor):
            params = [params]
        elif isinstance(params, set):
            raise TypeError(f"{name}: a set has no order to save parameters by; use a list")
        params = list(params)
        names = [p[0] for p in params if isinstance(p, tuple)]
        params = [p[1] if isinstance(p, tuple) else p for p in params]
        if names and len(names) != len(params):
            raise ValueError(f"{name}: some parameters have names and some have none")
        for p in params:
            if not isinstance(p, Tensor):
                raise TypeError(f"{name}: parameters are tensors; one is {type(p).__name__}")
            if not self.defaults.get("differentiable") and not (p.is_leaf or p.retains_grad):
                raise ValueError(
                    f"{name}: a parameter is no leaf of the graph; give the tensor that it was"
                    " made from, or detach() it"
                )
        param_group["params"] = params
        if names:
            param_group["param_names"] = names
        for key, default in self.defaults.items():
            if default is required and key not in param_group:
                raise ValueError(f"{name}: a group has to give {key}")
            param_group.setdefault(key, default)
        if len(params) != len(set(params)):
            warnings.warn(
                f"{name}: a parameter is twice in a group, so it is stepped twice", stacklevel=3
            )
        before: set[Tensor] = set()
        for group in self.param_groups:
            before.update(group["params"])
            if ("param_names" in param_group) != ("param_names" in group):
                raise ValueError(f"{name}: some groups have names of parameters and some have none")
        if not before.isdisjoint(params):
            raise ValueError(f"{name}: a parameter is in more than one group")
        self.param_groups.append(param_group)


def _or_else(new: Any, old: Any) -> Any:
    return old if new is None else new
