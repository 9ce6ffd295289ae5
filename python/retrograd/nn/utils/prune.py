"""Pruning: a mask takes elements of a parameter out, at once or again and again."""

from __future__ import annotations

import numbers
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, ClassVar

from ... import _core, linalg
from ..._core import Tensor
from ..module import Module

__all__ = [
    "BasePruningMethod",
    "CustomFromMask",
    "Identity",
    "L1Unstructured",
    "LnStructured",
    "PruningContainer",
    "RandomStructured",
    "RandomUnstructured",
    "custom_from_mask",
    "global_unstructured",
    "identity",
    "is_pruned",
    "l1_unstructured",
    "ln_structured",
    "random_structured",
    "random_unstructured",
    "remove",
]


def __dir__() -> list[str]:
    return __all__


def _check_amount(amount: Any) -> None:
    if not isinstance(amount, numbers.Real):
        raise TypeError(f"prune: amount must be a number, not {type(amount).__name__}")
    if amount < 0 or not (isinstance(amount, numbers.Integral) or amount <= 1):
        raise ValueError(
            f"prune: amount must be a whole number from 0 or a fraction from 0 to 1, not {amount}"
        )


def _how_many(amount: Any, size: int) -> int:
    """Return how many of ``size`` an amount stands for."""
    whole = isinstance(amount, numbers.Integral)
    if whole and int(amount) > size:
        raise ValueError(f"prune: amount={amount} is more than the {size} that there are")
    return int(amount) if whole else round(amount * size)


class BasePruningMethod(ABC):
    """A hook that masks a parameter before each forward; subclasses say what mask.

    ``NAME_orig`` is the parameter, ``NAME_mask`` a buffer of 0 and 1, ``NAME`` their product.
    ``PRUNING_TYPE`` is ``'unstructured'``, ``'structured'`` or ``'global'``.
    """

    PRUNING_TYPE: ClassVar[str]
    _tensor_name: str

    def __call__(self, module: Module, inputs: Any) -> None:
        setattr(module, self._tensor_name, self.apply_mask(module))

    @abstractmethod
    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the mask for elements as important as ``t`` says, on top of another one."""

    def apply_mask(self, module: Module) -> Tensor:
        """Return the masked parameter."""
        mask: Tensor = getattr(module, self._tensor_name + "_mask")
        original: Tensor = getattr(module, self._tensor_name + "_orig")
        return mask.to(original.dtype) * original

    @classmethod
    def apply(
        cls,
        module: Module,
        name: str,
        *args: Any,
        importance_scores: Tensor | None = None,
        **kwargs: Any,
    ) -> BasePruningMethod:
        """Mask a parameter of ``module``, further if it is masked; nothing changes on an error."""
        method: BasePruningMethod = cls(*args, **kwargs)
        method._tensor_name = name
        known = next((pair for pair in _hooks(module) if pair[1]._tensor_name == name), None)
        original = getattr(module, name if known is None else name + "_orig")
        mask = _core.ones_like(original) if known is None else getattr(module, name + "_mask")
        scores = original if importance_scores is None else importance_scores
        if scores.shape != original.shape:
            raise AssertionError(
                f"prune: importance_scores of shape {tuple(scores.shape)} do not fit {name!r} of"
                f" shape {tuple(original.shape)}"
            )
        if known is not None:
            before = known[1]
            joined = before if isinstance(before, PruningContainer) else (before,)
            method = PruningContainer(*joined, method)
        mask = method.compute_mask(scores, mask.detach().clone())
        if known is None:
            module.register_parameter(name + "_orig", original)
            delattr(module, name)
        else:
            del module._forward_pre_hooks[known[0]]
        module.register_buffer(name + "_mask", mask)
        setattr(module, name, method.apply_mask(module))
        module.register_forward_pre_hook(method)
        return method

    def prune(
        self,
        t: Tensor,
        default_mask: Tensor | None = None,
        importance_scores: Tensor | None = None,
    ) -> Tensor:
        """Return ``t`` masked, without a module."""
        scores = t if importance_scores is None else importance_scores
        mask = _core.ones_like(t) if default_mask is None else default_mask
        return t * self.compute_mask(scores, mask)

    def remove(self, module: Module) -> None:
        """Make the masked tensor the parameter; the same object, without the mask."""
        name = self._tensor_name
        masked = self.apply_mask(module)
        original: Any = module._parameters[name + "_orig"]
        original.data = masked.data
        for part in (name, name + "_orig", name + "_mask"):
            delattr(module, part)
        setattr(module, name, original)


def _hooks(module: Module) -> Iterator[tuple[int, BasePruningMethod]]:
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, BasePruningMethod):
            yield key, hook


class PruningContainer(BasePruningMethod):
    """Several methods in turn: each prunes what those before have left."""

    PRUNING_TYPE: ClassVar[str] = "container"

    def __init__(self, *args: BasePruningMethod) -> None:
        self._pruning_methods: tuple[BasePruningMethod, ...] = ()
        for method in args:
            if not self._pruning_methods:
                self._tensor_name = method._tensor_name
            self.add_pruning_method(method)

    def add_pruning_method(self, method: BasePruningMethod) -> None:
        """Add a method for the same parameter: TypeError for no method, ValueError for another."""
        if not isinstance(method, BasePruningMethod):
            raise TypeError(f"prune: {type(method).__name__} is no pruning method")
        if method._tensor_name != self._tensor_name:
            raise ValueError(
                f"prune: a method for {method._tensor_name!r} does not join those for"
                f" {self._tensor_name!r}"
            )
        self._pruning_methods += (method,)

    def __len__(self) -> int:
        return len(self._pruning_methods)

    def __iter__(self) -> Iterator[BasePruningMethod]:
        return iter(self._pruning_methods)

    def __getitem__(self, index: int) -> BasePruningMethod:
        return self._pruning_methods[index]

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the mask of the last method for what ``default_mask`` has left."""
        method = self._pruning_methods[-1]
        mask = default_mask.to(t.dtype)
        left: Any = slice(None)
        if method.PRUNING_TYPE == "unstructured":
            left = mask == 1
        elif method.PRUNING_TYPE == "structured":
            dim = method.dim % t.dim()  # type: ignore[attr-defined]
            others = [d for d in range(t.dim()) if d != dim]
            left = (slice(None),) * dim + (mask.sum(others) != 0,)
        mask[left] = method.compute_mask(t[left], mask[left]).to(t.dtype)
        return mask


class Identity(BasePruningMethod):
    """Takes nothing out; it adds the mask alone."""

    PRUNING_TYPE: ClassVar[str] = "unstructured"

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the default mask."""
        return default_mask


class RandomUnstructured(BasePruningMethod):
    """Takes elements out by lot."""

    PRUNING_TYPE: ClassVar[str] = "unstructured"

    def __init__(self, amount: float) -> None:
        _check_amount(amount)
        self.amount = amount

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the default mask without those on which the lot falls."""
        n = _how_many(self.amount, t.numel())
        return _without(default_mask, _core.rand_like(t).reshape(-1), n, largest=True)


class L1Unstructured(BasePruningMethod):
    """Takes the smallest elements out."""

    PRUNING_TYPE: ClassVar[str] = "unstructured"

    def __init__(self, amount: float) -> None:
        _check_amount(amount)
        self.amount = amount

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the default mask without the smallest."""
        n = _how_many(self.amount, t.numel())
        return _without(default_mask, t.detach().abs().reshape(-1), n, largest=False)


def _without(mask: Tensor, scores: Tensor, n: int, *, largest: bool) -> Tensor:
    """Return a copy of the mask with 0 where n scores are the largest, or the smallest."""
    mask = mask.clone(memory_format=_core.contiguous_format)
    if n:
        mask.view(-1)[_core.topk(scores, n, largest=largest).indices] = 0
    return mask


class _Structured(BasePruningMethod):
    PRUNING_TYPE: ClassVar[str] = "structured"
    dim: int

    def _channels(self, t: Tensor, amount: Any) -> tuple[int, int]:
        """Return how many channels there are, and how many of them go."""
        if t.dim() < 2:
            raise ValueError(
                "prune: channels are those of tensors of two dimensions or more, got shape"
                f" {tuple(t.shape)}"
            )
        if not -t.dim() <= self.dim < t.dim():
            raise IndexError(f"prune: dim {self.dim} is out of range for shape {tuple(t.shape)}")
        return t.shape[self.dim], _how_many(amount, t.shape[self.dim])

    def _along(self, kept: Tensor, t: Tensor, default_mask: Tensor) -> Tensor:
        shape = [1] * t.dim()
        shape[self.dim] = -1
        return default_mask * kept.to(default_mask.dtype).reshape(shape)


class RandomStructured(_Structured):
    """Takes whole channels along ``dim`` out by lot."""

    def __init__(self, amount: float, dim: int = -1) -> None:
        _check_amount(amount)
        self.amount = amount
        self.dim = dim

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the default mask without the channels on which the lot falls."""
        channels, n = self._channels(t, self.amount)
        if not n:
            return default_mask
        lots = _core.rand(channels)
        return self._along(lots > _core.kthvalue(lots, n).values, t, default_mask)


class LnStructured(_Structured):
    """Takes the channels along ``dim`` with the smallest n-norms out."""

    def __init__(self, amount: float, n: Any, dim: int = -1) -> None:
        _check_amount(amount)
        self.amount = amount
        self.n = n
        self.dim = dim

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the default mask without the channels of the smallest norms."""
        channels, n = self._channels(t, self.amount)
        if not n:
            return default_mask
        others = [d for d in range(t.dim()) if d != self.dim % t.dim()]
        if isinstance(self.n, str):
            norms = t.detach().norm(self.n, dim=others)
        else:
            norms = linalg.vector_norm(t.detach(), self.n, dim=others)
        kept = _core.zeros(channels, dtype=t.dtype)
        kept[_core.topk(norms, channels - n).indices] = 1
        return self._along(kept, t, default_mask)


class CustomFromMask(BasePruningMethod):
    """Takes out what a mask says."""

    PRUNING_TYPE: ClassVar[str] = "global"

    def __init__(self, mask: Tensor) -> None:
        self.mask = mask

    def compute_mask(self, t: Tensor, default_mask: Tensor) -> Tensor:
        """Return the default mask without what the mask has as 0."""
        return default_mask * self.mask.to(default_mask.dtype)


def identity(module: Module, name: str) -> Module:
    """Add a mask of ones to a parameter."""
    Identity.apply(module, name)
    return module


def random_unstructured(module: Module, name: str, amount: float) -> Module:
    """Take ``amount`` elements (or that fraction of them) of a parameter out by lot.

    Raises TypeError for no number, ValueError for one that cannot be.

    >>> import retrograd as rg
    >>> layer = rg.nn.utils.prune.random_unstructured(rg.nn.Linear(2, 3), "weight", 0.5)
    >>> layer.weight_mask.sum()
    tensor(3.)
    """
    RandomUnstructured.apply(module, name, amount)
    return module


def l1_unstructured(
    module: Module, name: str, amount: float, importance_scores: Tensor | None = None
) -> Module:
    """Take the ``amount`` smallest elements (or that fraction of them) of a parameter out.

    ``importance_scores`` count in the place of the elements. Raises TypeError for no number,
    ValueError for one that cannot be.

    >>> import retrograd as rg
    >>> layer = rg.nn.Linear(3, 1)
    >>> layer.weight.data = rg.tensor([[3.0, -1.0, 2.0]])
    >>> rg.nn.utils.prune.l1_unstructured(layer, "weight", 1).weight
    tensor([[3., -0., 2.]], grad_fn=<MulBackward0>)
    >>> sorted(layer.state_dict())
    ['bias', 'weight_mask', 'weight_orig']
    """
    L1Unstructured.apply(module, name, amount=amount, importance_scores=importance_scores)
    return module


def random_structured(module: Module, name: str, amount: float, dim: int) -> Module:
    """Take ``amount`` channels (or that fraction of them) along ``dim`` out by lot."""
    RandomStructured.apply(module, name, amount, dim)
    return module


def ln_structured(
    module: Module,
    name: str,
    amount: float,
    n: Any,
    dim: int,
    importance_scores: Tensor | None = None,
) -> Module:
    """Take the ``amount`` channels (or that fraction) along ``dim`` of the smallest n-norms out."""
    LnStructured.apply(module, name, amount, n, dim, importance_scores=importance_scores)
    return module


def global_unstructured(
    parameters: Iterable[tuple[Module, str]],
    pruning_method: type[BasePruningMethod],
    importance_scores: Mapping[tuple[Module, str], Tensor] | None = None,
    **kwargs: Any,
) -> None:
    """Prune several parameters as if they were one.

    Raises TypeError for a method that is not unstructured.

    >>> import retrograd as rg
    >>> from retrograd.nn.utils import prune
    >>> a, b = rg.nn.Linear(2, 2), rg.nn.Linear(2, 3)
    >>> pairs = [(a, "weight"), (b, "weight")]
    >>> prune.global_unstructured(pairs, prune.L1Unstructured, amount=4)
    >>> (a.weight_mask.sum() + b.weight_mask.sum()).item()
    6.0
    """
    pairs = list(parameters)
    method = pruning_method(**kwargs)
    if method.PRUNING_TYPE != "unstructured":
        raise TypeError(
            f"global_unstructured: {pruning_method.__name__} is {method.PRUNING_TYPE}; expected an"
            " unstructured method"
        )
    tensors = [getattr(module, name) for module, name in pairs]
    given = importance_scores or {}
    scores: list[Any] = [
        given.get(pair, tensor) for pair, tensor in zip(pairs, tensors, strict=True)
    ]
    masks = [
        getattr(module, name + "_mask", _core.ones_like(tensor))
        for (module, name), tensor in zip(pairs, tensors, strict=True)
    ]
    container = PruningContainer()
    container._tensor_name = method._tensor_name = "temp"
    container.add_pruning_method(method)
    flat = [_core.cat([t.detach().reshape(-1) for t in parts]) for parts in (scores, masks)]
    found = container.compute_mask(*flat).split([t.numel() for t in tensors])
    for (module, name), tensor, mask in zip(pairs, tensors, found, strict=True):
        custom_from_mask(module, name, mask.reshape(tensor.shape))


def custom_from_mask(module: Module, name: str, mask: Tensor) -> Module:
    """Take out of a parameter what ``mask`` has as 0.

    >>> import retrograd as rg
    >>> layer = rg.nn.Linear(2, 2)
    >>> rg.nn.utils.prune.custom_from_mask(layer, "bias", rg.tensor([0, 1])).bias_mask
    tensor([0., 1.])
    """
    CustomFromMask.apply(module, name, mask)
    return module


def remove(module: Module, name: str) -> Module:
    """Make the pruning of a parameter permanent; ValueError if it is not pruned."""
    for key, hook in _hooks(module):
        if hook._tensor_name == name:
            hook.remove(module)
            del module._forward_pre_hooks[key]
            return module
    raise ValueError(f"prune.remove: {name!r} of {type(module).__name__} is not pruned")


def is_pruned(module: Module) -> bool:
    """Return whether a parameter of ``module``, or of a module in it, is pruned."""
    return any(True for part in module.modules() for _ in _hooks(part))
