"""The state of a module as a flat dict of tensors, and back."""

from __future__ import annotations

import warnings
import weakref
from collections import OrderedDict
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from .._core import RemovableHandle, Tensor
from ..autograd import no_grad
from ._hooks import Hooks, register
from .parameter import Parameter, is_lazy

__all__ = ["Stateful"]


def __dir__() -> list[str]:
    return __all__


_EXTRA_STATE_KEY_SUFFIX = "_extra_state"


class _IncompatibleKeys(NamedTuple):
    """What ``load_state_dict`` returns: the keys it wanted and those it did not know."""

    missing_keys: list[str]
    unexpected_keys: list[str]

    def __repr__(self) -> str:
        if not any(self):
            return "<All keys matched successfully>"
        return f"_IncompatibleKeys(missing_keys={self[0]}, unexpected_keys={self[1]})"


def _quoted(key: str) -> str:
    return f'"{key}"'


class _WithModule:
    """A hook that gets the module first, and does not keep it alive. A copy has the copy's."""

    def __init__(self, hook: Callable[..., Any], module: object) -> None:
        self.hook, self.module = hook, weakref.ref(module)

    def __call__(self, *args: Any) -> Any:
        module = self.module()
        if module is None:
            raise RuntimeError("load_state_dict: the module of this hook is gone")
        return self.hook(module, *args)

    def __getstate__(self) -> tuple[Callable[..., Any], object]:
        return self.hook, self.module()

    def __setstate__(self, state: tuple[Callable[..., Any], object]) -> None:
        self.__init__(*state)  # type: ignore[misc]


class Stateful:
    """The part of Module that saves its state and loads it."""

    _version: int = 1
    _parameters: dict[str, Parameter | None]
    _buffers: dict[str, Tensor | None]
    _modules: dict[str, Any]
    _non_persistent_buffers_set: set[str]
    _state_dict_hooks: Hooks
    _state_dict_pre_hooks: Hooks
    _load_state_dict_pre_hooks: Hooks
    _load_state_dict_post_hooks: Hooks

    def get_extra_state(self) -> Any:
        """Return what is to be saved beside parameters and buffers; for subclasses, in pairs with
        ``set_extra_state``."""
        raise RuntimeError(f"get_extra_state: {type(self).__name__} has no extra state")

    def set_extra_state(self, state: Any) -> None:
        """Take what ``get_extra_state`` returned when the state was saved; for subclasses."""
        raise RuntimeError(f"set_extra_state: {type(self).__name__} has no extra state")

    def _persistent(self) -> Iterator[tuple[str, Tensor]]:
        """The tensors that are saved, of this module alone."""
        for name, parameter in self._parameters.items():
            if parameter is not None:
                yield name, parameter
        for name, buffer in self._buffers.items():
            if buffer is not None and name not in self._non_persistent_buffers_set:
                yield name, buffer

    def _save_to_state_dict(self, destination: Any, prefix: str, keep_vars: bool) -> None:
        for name, tensor in self._persistent():
            destination[prefix + name] = tensor if keep_vars else tensor.detach()
        if type(self).get_extra_state is not Stateful.get_extra_state:
            destination[prefix + _EXTRA_STATE_KEY_SUFFIX] = self.get_extra_state()

    def state_dict(
        self, *args: Any, destination: Any = None, prefix: str = "", keep_vars: bool = False
    ) -> Any:
        """Return parameters and persistent buffers by their dotted names.

        The tensors share the memory of the module's and have no history; ``keep_vars`` returns the
        module's own. They go into ``destination`` where one is given, with ``prefix`` before their
        names.

        >>> import retrograd as rg
        >>> list(rg.nn.Sequential(rg.nn.Linear(1, 2)).state_dict())
        ['0.weight', '0.bias']
        """
        if args:
            warnings.warn(
                "state_dict: give destination, prefix and keep_vars by name",
                FutureWarning,
                stacklevel=2,
            )
            given = dict(zip(("destination", "prefix", "keep_vars"), args, strict=False))
            destination = given.get("destination", destination)
            prefix = given.get("prefix", prefix)
            keep_vars = given.get("keep_vars", keep_vars)
        if destination is None:
            destination = OrderedDict()
            destination._metadata = OrderedDict()
        metadata = {"version": self._version}
        if hasattr(destination, "_metadata"):
            destination._metadata[prefix[:-1]] = metadata
        for hook in self._state_dict_pre_hooks.values():
            hook(self, prefix, keep_vars)
        self._save_to_state_dict(destination, prefix, keep_vars)
        for name, module in self._modules.items():
            if module is not None:
                module.state_dict(
                    destination=destination, prefix=f"{prefix}{name}.", keep_vars=keep_vars
                )
        for hook in self._state_dict_hooks.values():
            result = hook(self, destination, prefix, metadata)
            if result is None:
                continue
            if getattr(hook, "_from_public_api", False):
                raise RuntimeError(
                    f"state_dict: a post-hook of {type(self).__name__} returned a"
                    f" {type(result).__name__}; it must change the dict in place and return None"
                )
            destination = result
        return destination

    def load_state_dict(
        self, state_dict: Mapping[str, Any], strict: bool = True, assign: bool = False
    ) -> _IncompatibleKeys:
        """Copy the tensors of ``state_dict`` into parameters and buffers of the same names.

        Returns the keys that were missing and those that no name answers to; ``strict`` makes an
        error of both. ``assign`` puts the tensors themselves in place, with their types.

        Raises RuntimeError for such keys, and for shapes that differ; TypeError if ``state_dict``
        is no mapping.

        >>> import retrograd as rg
        >>> layer = rg.nn.Linear(1, 1)
        >>> layer.load_state_dict({"weight": rg.ones(1, 1), "bias": rg.zeros(1)})
        <All keys matched successfully>
        """
        if not isinstance(state_dict, Mapping):
            raise TypeError(
                f"load_state_dict: state_dict must be a mapping, not {type(state_dict).__name__}"
            )
        report = _IncompatibleKeys([], [])
        errors: list[str] = []
        all_metadata = getattr(state_dict, "_metadata", None)
        whole: Any = OrderedDict(state_dict)
        if all_metadata is not None:
            whole._metadata = all_metadata

        def load(module: Stateful, state: Any, prefix: str) -> None:
            metadata = {} if all_metadata is None else all_metadata.get(prefix[:-1], {})
            if assign:
                metadata["assign_to_params_buffers"] = True
            module._load_from_state_dict(state, prefix, metadata, True, *report, errors)
            for name, child in module._modules.items():
                if child is not None:
                    inner = f"{prefix}{name}."
                    load(child, {k: v for k, v in state.items() if k.startswith(inner)}, inner)
            for hook in module._load_state_dict_post_hooks.values():
                if hook(module, report) is not None:
                    raise AssertionError(
                        f"load_state_dict: a post-hook of {type(module).__name__} returned"
                        " something; it must change the lists of keys in place and return None"
                    )

        load(self, whole, "")
        if strict:
            errors[:0] = [
                f"{kind} key(s) in state_dict: {', '.join(map(_quoted, keys))}. "
                for kind, keys in zip(("Missing", "Unexpected"), report, strict=True)
                if keys
            ]
        if errors:
            head = f"Error(s) in loading state_dict for {type(self).__name__}:"
            raise RuntimeError("\n\t".join([head, *errors]))
        return report

    def _load_from_state_dict(
        self,
        state_dict: Any,
        prefix: str,
        local_metadata: Any,
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        given = (local_metadata, strict, missing_keys, unexpected_keys, error_msgs)
        for hook in self._load_state_dict_pre_hooks.values():
            hook(state_dict, prefix, *given)
        own = dict(self._persistent())
        for name, tensor in own.items():
            key = prefix + name
            if key in state_dict:
                error = self._load(name, tensor, state_dict[key], key, local_metadata)
                error_msgs += [error] if error else []
            elif strict:
                missing_keys.append(key)
        extra = prefix + _EXTRA_STATE_KEY_SUFFIX
        if type(self).set_extra_state is not Stateful.set_extra_state:
            if extra in state_dict:
                self.set_extra_state(state_dict[extra])
            elif strict:
                missing_keys.append(extra)
        elif strict and extra in state_dict:
            unexpected_keys.append(extra)
        for key in state_dict if strict else ():
            if key.startswith(prefix) and key != extra:
                name, *inner = key[len(prefix) :].split(".", 1)
                if name not in (self._modules if inner else own):
                    unexpected_keys.append(key)

    def _load(self, name: str, own: Tensor, given: Any, key: str, metadata: Any) -> str | None:
        """Copy one tensor or put it in place; return what is wrong with it."""
        if not isinstance(given, Tensor):
            return f'"{key}" is no tensor but a {type(given).__name__}.'
        if not is_lazy(own):
            if own.dim() == 0 and given.dim() == 1:  # as files of old have it
                given = given[0]
            if given.shape != own.shape:
                return (
                    f"size mismatch for {key}: the state has shape {given.shape}, and the"
                    f" {type(self).__name__} here {own.shape}."
                )
        try:
            with no_grad():
                if not metadata.get("assign_to_params_buffers", False):
                    own.copy_(given)
                    return None
                if isinstance(own, Parameter):
                    if isinstance(given, Parameter):
                        given.requires_grad_(own.requires_grad)
                    else:
                        given = Parameter(given, own.requires_grad)
                setattr(self, name, given)
        except (RuntimeError, TypeError, ValueError) as error:
            return f"{key}: {error}"
        return None

    def register_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(module, prefix, keep_vars)`` before ``state_dict`` reads the module."""
        return register(self._state_dict_pre_hooks, hook)

    def register_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(module, state_dict, prefix, metadata)`` after ``state_dict``; it may change
        the dict in place."""
        hook._from_public_api = True  # type: ignore[attr-defined]
        return register(self._state_dict_hooks, hook)

    def _register_state_dict_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """The same, but what the hook returns, unless None, takes the place of the dict."""
        if getattr(hook, "_from_public_api", False):
            raise RuntimeError(
                "_register_state_dict_hook: this hook was given to register_state_dict_post_hook"
                " before; pass another function"
            )
        return register(self._state_dict_hooks, hook)

    def register_load_state_dict_pre_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(module, state_dict, prefix, metadata, strict, missing_keys, unexpected_keys,
        errors)`` before this module's part is loaded; it may change them in place."""
        return self._register_load_state_dict_pre_hook(hook, with_module=True)

    def _register_load_state_dict_pre_hook(
        self, hook: Callable[..., Any], with_module: bool = False
    ) -> RemovableHandle:
        own = _WithModule(hook, self) if with_module else hook
        return register(self._load_state_dict_pre_hooks, own)

    def register_load_state_dict_post_hook(self, hook: Callable[..., Any]) -> RemovableHandle:
        """Call ``hook(module, incompatible_keys)`` after this module and those in it are loaded; it
        may change the two lists in place."""
        return register(self._load_state_dict_post_hooks, hook)
