"""Weight normalization by a hook before forward: the older form, whose files are still read."""

from __future__ import annotations

import warnings
from typing import Any, TypeVar

from ..._core import Tensor
from ..module import Module
from ..parameter import Parameter, is_lazy
from ._norms import _norm_except, _with_norm

__all__ = ["WeightNorm", "remove_weight_norm", "weight_norm"]

T_module = TypeVar("T_module", bound=Module)


def __dir__() -> list[str]:
    return __all__


class WeightNorm:
    """The hook that computes a weight of its length and direction before each forward."""

    name: str
    dim: int

    def __init__(self, name: str, dim: int | None) -> None:
        self.name = name
        self.dim = -1 if dim is None else dim

    def compute_weight(self, module: Module) -> Tensor:
        """Return the direction ``NAME_v`` made as long as ``NAME_g`` says."""
        length = getattr(module, self.name + "_g")
        return _with_norm(getattr(module, self.name + "_v"), length, self.dim)

    @staticmethod
    def apply(module: Module, name: str, dim: int | None) -> WeightNorm:
        """Put a hook on ``module``; RuntimeError if there is one for this weight already."""
        for known in module._forward_pre_hooks.values():
            if isinstance(known, WeightNorm) and known.name == name:
                raise RuntimeError(
                    f"weight_norm: {name!r} of {type(module).__name__} has one already"
                )
        hook = WeightNorm(name, dim)
        weight = getattr(module, name)
        if is_lazy(weight):
            raise ValueError(
                f"weight_norm: {name!r} of {type(module).__name__} has no shape yet; call the"
                " module once with an input first"
            )
        delattr(module, name)
        module.register_parameter(name + "_g", Parameter(_norm_except(weight, hook.dim).data))
        module.register_parameter(name + "_v", Parameter(weight.data))
        setattr(module, name, hook.compute_weight(module))
        module.register_forward_pre_hook(hook)
        return hook

    def remove(self, module: Module) -> None:
        """Make the present weight a parameter in the place of length and direction."""
        weight = self.compute_weight(module)
        for name in (self.name, self.name + "_g", self.name + "_v"):
            delattr(module, name)
        setattr(module, self.name, Parameter(weight.data))

    def __call__(self, module: Module, inputs: Any) -> None:
        setattr(module, self.name, self.compute_weight(module))


def weight_norm(module: T_module, name: str = "weight", dim: int | None = 0) -> T_module:
    """Write a weight as ``w = g v / |v|``, computed before each forward, and train ``g`` and ``v``.

    ``parametrizations.weight_norm`` does this in a better way; this one warns of it.

    Raises RuntimeError if the weight has been written so already.

    >>> import retrograd as rg, warnings
    >>> warnings.simplefilter("ignore")
    >>> layer = rg.nn.utils.weight_norm(rg.nn.Linear(2, 3))
    >>> list(layer.state_dict())
    ['bias', 'weight_g', 'weight_v']
    """
    warnings.warn(
        "nn.utils.weight_norm is the old form: use nn.utils.parametrizations.weight_norm",
        FutureWarning,
        stacklevel=2,
    )
    WeightNorm.apply(module, name, dim)
    return module


def remove_weight_norm(module: T_module, name: str = "weight") -> T_module:
    """Undo ``weight_norm``, the present weight kept; ValueError if there is none."""
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, WeightNorm) and hook.name == name:
            hook.remove(module)
            del module._forward_pre_hooks[key]
            return module
    raise ValueError(f"remove_weight_norm: {name!r} of {type(module).__name__} has none")
