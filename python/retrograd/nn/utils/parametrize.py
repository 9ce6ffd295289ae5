"""Parametrizations: a parameter or buffer becomes what modules compute of another one."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from ..._core import Tensor
from ...autograd import no_grad
from ..container import ModuleDict, ModuleList
from ..module import Module
from ..parameter import Parameter

__all__ = [
    "ParametrizationList",
    "cached",
    "is_parametrized",
    "register_parametrization",
    "remove_parametrizations",
    "transfer_parametrizations_and_params",
    "type_before_parametrizations",
]

_cache_enabled = 0
_cache: dict[tuple[int, str], Tensor] = {}


def __dir__() -> list[str]:
    return __all__


@contextmanager
def cached() -> Iterator[None]:
    """Compute each parametrized tensor once inside of the block, however often it is read.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils import parametrizations, parametrize
    >>> layer = parametrizations.weight_norm(rg.nn.Linear(2, 2))
    >>> with parametrize.cached():
    ...     layer.weight is layer.weight
    True
    """
    global _cache_enabled
    _cache_enabled += 1
    try:
        yield
    finally:
        _cache_enabled -= 1
        if not _cache_enabled:
            _cache.clear()


def _keep(module: Module, name: str, tensor: Tensor) -> None:
    """Register under a name what is a parameter as one, and other tensors as a buffer."""
    if isinstance(tensor, Parameter):
        module.register_parameter(name, tensor)
    else:
        module.register_buffer(name, tensor)


def _check(what: str, before: Tensor, after: Any, *, shape: bool = True) -> None:
    """Raise ValueError unless ``after`` is a tensor of the type, and shape, of ``before``."""
    if not isinstance(after, Tensor):
        raise ValueError(f"{what}: expected a Tensor, got {type(after).__name__}")
    allowed = "which only unsafe=True allows"
    if after.dtype != before.dtype:
        raise ValueError(f"{what}: {before.dtype} became {after.dtype}, {allowed}")
    if shape and after.shape != before.shape:
        raise ValueError(
            f"{what}: shape {tuple(before.shape)} became {tuple(after.shape)}, {allowed}"
        )


class ParametrizationList(ModuleList):
    """The parametrizations of one tensor, applied in turn, and the tensors that it is made of.

    These are ``original``, or ``original0``, ``original1``, ... where the ``right_inverse`` of the
    first parametrization returns several. Programs get it from ``register_parametrization``.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils import parametrizations
    >>> layer = parametrizations.weight_norm(rg.nn.Linear(2, 3))
    >>> layer.parametrizations.weight.original0.shape
    torch.Size([3, 1])
    """

    original: Tensor
    unsafe: bool
    is_tensor: bool
    ntensors: int

    def __init__(
        self, modules: Sequence[Module], original: Tensor | Parameter, unsafe: bool = False
    ) -> None:
        if not modules:
            raise ValueError("ParametrizationList: expected at least one module")
        super().__init__(modules)
        self.unsafe = unsafe
        before: Tensor = original
        new: Any = original
        with no_grad():
            for module in reversed(list(self)):
                if hasattr(module, "right_inverse"):
                    with suppress(NotImplementedError):  # some maps have none: the tensor is kept
                        new = module.right_inverse(new)
        if not isinstance(new, (Tensor, Sequence)):
            raise ValueError(
                f"right_inverse: expected a Tensor or a sequence of them, got {type(new).__name__}"
            )
        self.is_tensor = isinstance(new, Tensor)
        self.ntensors = 1 if isinstance(new, Tensor) else len(new)
        if isinstance(new, Tensor):
            if new.dtype != original.dtype:
                raise ValueError(
                    f"right_inverse: one tensor keeps its type, but {original.dtype} became"
                    f" {new.dtype}"
                )
            before = original.detach().clone()
            original.data = new.detach()
            _keep(self, "original", original)
        else:
            for i, part in enumerate(new):
                if not isinstance(part, Tensor):
                    raise ValueError(
                        f"right_inverse: element {i} is {type(part).__name__}; expected a Tensor"
                    )
                if isinstance(original, Parameter):
                    part = Parameter(part, original.requires_grad)
                _keep(self, f"original{i}", part)
        if not unsafe:
            holds = False
            try:
                _check(type(self[0]).__name__, before, self())
                holds = True
            finally:
                if not holds and self.is_tensor:
                    original.data = before.data  # as if nothing had been tried

    def _originals(self) -> list[Tensor]:
        if self.is_tensor:
            return [self.original]
        return [getattr(self, f"original{i}") for i in range(self.ntensors)]

    def right_inverse(self, value: Tensor) -> None:
        """Set the originals so that the parametrized tensor becomes ``value``.

        Raises RuntimeError if a parametrization has no right_inverse, ValueError if it returns
        other numbers or types of tensors.
        """
        new: Any = value
        with no_grad():
            for module in reversed(list(self)):
                if not hasattr(module, "right_inverse"):
                    raise RuntimeError(
                        f"{type(module).__name__}: it has no right_inverse, so what it computes"
                        " cannot be assigned"
                    )
                new = module.right_inverse(new)
            parts = [new] if self.is_tensor else new
            originals = self._originals()
            if not isinstance(parts, Sequence) or len(parts) != len(originals):
                raise ValueError(
                    f"right_inverse: expected {len(originals)} tensors, got {type(new).__name__}"
                )
            for original, part in zip(originals, parts, strict=True):
                _check("right_inverse", original, part, shape=False)
            for original, part in zip(originals, parts, strict=True):
                original.data = part.detach()

    def forward(self) -> Tensor:
        """Return the parametrized tensor."""
        first, *others = self
        value: Tensor = first(*self._originals())
        for module in others:
            value = module(value)
        return value


def _parametrized_class(cls: type[Module], names: Sequence[str]) -> type[Module]:
    """Return a class that computes the named attributes; each module needs one of its own."""

    def __getstate__(self: Module) -> Any:
        raise RuntimeError(
            f"{type(self).__name__}: a parametrized module cannot be pickled; save its"
            " state_dict(), or call remove_parametrizations() first"
        )

    def __deepcopy__(self: Module, memo: dict[int, Any]) -> Module:
        names = list(self._modules["parametrizations"]._modules)
        other = object.__new__(_parametrized_class(cls, names))
        memo[id(self)] = other
        vars(other).update(copy.deepcopy(vars(self), memo))
        return other

    members: dict[str, Any] = {"__getstate__": __getstate__, "__module__": __name__}
    if not hasattr(cls, "__deepcopy__"):
        members["__deepcopy__"] = __deepcopy__
    members |= {name: _computed(name) for name in names}
    return type(f"Parametrized{cls.__name__}", (cls,), members)


def _computed(name: str) -> property:
    def get(self: Any) -> Tensor:
        parametrization = self.parametrizations[name]
        if not _cache_enabled:
            return parametrization()  # type: ignore[no-any-return]
        key = (id(self), name)
        if key not in _cache:
            _cache[key] = parametrization()
        return _cache[key]

    def set(self: Any, value: Tensor) -> None:
        self.parametrizations[name].right_inverse(value)

    return property(get, set)


def register_parametrization(
    module: Module, tensor_name: str, parametrization: Module, *, unsafe: bool = False
) -> Module:
    """Make a parameter or buffer of ``module`` what ``parametrization`` computes of another tensor.

    That one stands at ``module.parametrizations.NAME.original``; it is
    ``parametrization.right_inverse`` of the present value where there is such a method. The module
    gets a class of its own whose attribute computes. More parametrizations of one tensor are
    applied after those that are there. ``unsafe`` allows other shapes and types, and checks none.

    Raises ValueError if there is no such tensor, or if its shape or type would change.

    >>> import retrograd as rg
    >>> class Symmetric(rg.nn.Module):
    ...     def forward(self, x):
    ...         return x.triu() + x.triu(1).T
    >>> layer = rg.nn.Linear(3, 3)
    >>> layer = rg.nn.utils.parametrize.register_parametrization(layer, "weight", Symmetric())
    >>> rg.equal(layer.weight, layer.weight.T), list(layer.state_dict())
    (True, ['bias', 'parametrizations.weight.original'])
    """
    parametrization.train(module.training)
    if is_parametrized(module, tensor_name):
        known: Any = module.parametrizations[tensor_name]
        if not unsafe:
            what = f"{type(parametrization).__name__}, of {tensor_name!r}"
            present = getattr(module, tensor_name)
            _check(what, present, parametrization(present))
            if hasattr(parametrization, "right_inverse"):
                _check(f"right_inverse of {what}", present, parametrization.right_inverse(present))
        known.append(parametrization)
        known.unsafe |= unsafe
        return module
    if tensor_name not in module._parameters and tensor_name not in module._buffers:
        raise ValueError(
            f"{type(module).__name__}: there is no parameter, buffer or parametrized tensor"
            f" {tensor_name!r}"
        )
    original = getattr(module, tensor_name)
    parametrizations = ParametrizationList([parametrization], original, unsafe)
    delattr(module, tensor_name)
    if not is_parametrized(module):
        module.__class__ = _parametrized_class(type(module), [])
        module.parametrizations = ModuleDict()
    setattr(type(module), tensor_name, _computed(tensor_name))
    module.parametrizations[tensor_name] = parametrizations
    return module


def is_parametrized(module: Module, tensor_name: str | None = None) -> bool:
    """Return whether the tensor of a name, or any, of ``module`` is parametrized."""
    found = module._modules.get("parametrizations")
    if not isinstance(found, ModuleDict):
        return False
    return len(found) > 0 if tensor_name is None else tensor_name in found


def remove_parametrizations(
    module: Module, tensor_name: str, leave_parametrized: bool = True
) -> Module:
    """Make a parametrized tensor an ordinary parameter or buffer again.

    It gets the present value, or with ``leave_parametrized=False`` that of the original, and is the
    same object as the original where there is one.

    Raises ValueError if the tensor is not parametrized, or if there are several originals to leave.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils import parametrizations, parametrize
    >>> layer = parametrizations.weight_norm(rg.nn.Linear(2, 2))
    >>> list(parametrize.remove_parametrizations(layer, "weight").state_dict())
    ['bias', 'weight']
    """
    name = type(module).__name__
    if not is_parametrized(module, tensor_name):
        raise ValueError(f"{name}: {tensor_name!r} is not parametrized")
    parametrizations: Any = module.parametrizations
    known: ParametrizationList = parametrizations[tensor_name]
    if not known.is_tensor and not leave_parametrized:
        raise ValueError(
            f"{name}: {tensor_name!r} is made of {known.ntensors} tensors, none of which can take"
            " its place; pass leave_parametrized=True"
        )
    originals = known._originals()
    left = originals[0]
    if leave_parametrized:
        with no_grad():
            value = getattr(module, tensor_name)
        if known.is_tensor:
            left.data = value
        elif any(isinstance(original, Parameter) for original in originals):
            left = Parameter(value, any(original.requires_grad for original in originals))
        else:
            left = value
    delattr(type(module), tensor_name)
    del parametrizations[tensor_name]
    _keep(module, tensor_name, left)
    if not is_parametrized(module):
        del module.parametrizations
        module.__class__ = type(module).__bases__[0]
    return module


def type_before_parametrizations(module: Module) -> type:
    """Return the class that a module has, or had before its tensors were parametrized."""
    cls = type(module)
    return cls.__bases__[0] if is_parametrized(module) else cls


def transfer_parametrizations_and_params(
    from_module: Module, to_module: Module, tensor_name: str | None = None
) -> Module:
    """Give ``to_module`` the parametrizations and originals, of one tensor or of all.

    Raises AssertionError if ``from_module`` has none.
    """
    if not is_parametrized(from_module, tensor_name):
        raise AssertionError(
            f"transfer_parametrizations_and_params: {type(from_module).__name__} has no"
            f" parametrized {tensor_name or 'tensor'}"
        )
    given: Any = from_module.parametrizations
    for name in list(given) if tensor_name is None else [tensor_name]:
        value = getattr(from_module, name)
        if not hasattr(to_module, name):
            _keep(to_module, name, Parameter(value.detach().clone()))
        for parametrization in given[name]:
            register_parametrization(to_module, name, parametrization, unsafe=True)
        taken: Any = to_module.parametrizations
        for own in [key for key, _ in given[name].named_parameters(recurse=False)]:
            setattr(taken[name], own, getattr(given[name], own))
        for own in [key for key, _ in given[name].named_buffers(recurse=False)]:
            setattr(taken[name], own, getattr(given[name], own))
    return to_module
