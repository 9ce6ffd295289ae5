"""Spectral normalization by a hook before forward: the older form, whose files are still read."""

from __future__ import annotations

from typing import Any, TypeVar

from ... import _core
from ..._core import Tensor
from ...autograd import no_grad
from .. import functional as F
from .. import init
from ..module import Module
from ..parameter import Parameter, is_lazy
from ._norms import _as_matrix, _spectral_dim, _step

__all__ = ["SpectralNorm", "remove_spectral_norm", "spectral_norm"]

T_module = TypeVar("T_module", bound=Module)


def __dir__() -> list[str]:
    return __all__


class SpectralNorm:
    """The hook that divides a weight by its largest singular value before each forward."""

    _version: int = 1
    name: str
    dim: int
    n_power_iterations: int
    eps: float

    def __init__(
        self,
        name: str = "weight",
        n_power_iterations: int = 1,
        dim: int = 0,
        eps: float = 1e-12,
    ) -> None:
        if n_power_iterations <= 0:
            raise ValueError(
                f"spectral_norm: n_power_iterations must be 1 or more, not {n_power_iterations}"
            )
        self.name = name
        self.dim = dim
        self.n_power_iterations = n_power_iterations
        self.eps = eps

    def reshape_weight_to_matrix(self, weight: Tensor) -> Tensor:
        """Return the weight as a matrix with the rows of ``dim``."""
        return _as_matrix(weight, self.dim)

    def compute_weight(self, module: Module, do_power_iteration: bool) -> Tensor:
        """Return ``NAME_orig`` over ``u^T W v``, after power iteration if that is wanted."""
        weight = getattr(module, self.name + "_orig")
        u, v = getattr(module, self.name + "_u"), getattr(module, self.name + "_v")
        matrix = self.reshape_weight_to_matrix(weight)
        if do_power_iteration:
            with no_grad():
                for _ in range(self.n_power_iterations):
                    _step(v, matrix.t(), u, self.eps)
                    _step(u, matrix, v, self.eps)
            # Copies: the next iteration writes into the buffers, and backward may still need these.
            u, v = u.clone(), v.clone()
        divided: Tensor = weight / _core.dot(u, _core.mv(matrix, v))
        return divided

    def remove(self, module: Module) -> None:
        """Make the present weight a parameter in the place of the original."""
        with no_grad():
            weight = self.compute_weight(module, do_power_iteration=False)
        for end in ("", "_u", "_v", "_orig"):
            delattr(module, self.name + end)
        module.register_parameter(self.name, Parameter(weight.detach()))

    def __call__(self, module: Module, inputs: Any) -> None:
        setattr(module, self.name, self.compute_weight(module, module.training))

    @staticmethod
    def apply(
        module: Module, name: str, n_power_iterations: int, dim: int, eps: float
    ) -> SpectralNorm:
        """Put a hook on ``module``; RuntimeError if there is one for this weight already."""
        for known in module._forward_pre_hooks.values():
            if isinstance(known, SpectralNorm) and known.name == name:
                raise RuntimeError(
                    f"spectral_norm: {name!r} of {type(module).__name__} has one already"
                )
        hook = SpectralNorm(name, n_power_iterations, dim, eps)
        weight = module._parameters[name]
        if weight is None:
            raise ValueError(f"spectral_norm: {name!r} of {type(module).__name__} is None")
        if is_lazy(weight):
            raise ValueError(
                f"spectral_norm: {name!r} of {type(module).__name__} has no shape yet; call the"
                " module once with an input first"
            )
        with no_grad():
            matrix = hook.reshape_weight_to_matrix(weight)
            drawn = [
                F.normalize(init.normal_(matrix.new_empty(length)), dim=0, eps=eps)
                for length in matrix.shape
            ]
        delattr(module, name)
        module.register_parameter(name + "_orig", weight)
        # An attribute, since the hook sets it before each forward.
        setattr(module, name, weight.data)
        for end, vector in zip("uv", drawn, strict=True):
            module.register_buffer(f"{name}_{end}", vector)
        module.register_forward_pre_hook(hook)
        module._register_state_dict_hook(SpectralNormStateDictHook(hook))
        return hook


class SpectralNormStateDictHook:
    """Notes in the metadata of a state_dict which form the normalization has."""

    fn: SpectralNorm

    def __init__(self, fn: SpectralNorm) -> None:
        self.fn = fn

    def __call__(
        self, module: Module, state_dict: Any, prefix: str, local_metadata: dict[str, Any]
    ) -> None:
        versions = local_metadata.setdefault("spectral_norm", {})
        versions[self.fn.name + ".version"] = self.fn._version


def spectral_norm(
    module: T_module,
    name: str = "weight",
    n_power_iterations: int = 1,
    eps: float = 1e-12,
    dim: int | None = None,
) -> T_module:
    """Divide a weight by its largest singular value before each forward: ``w = W / u^T W v``.

    ``parametrizations.spectral_norm`` does this in a better way.

    Raises RuntimeError if the weight is divided already, KeyError if there is none, ValueError for
    less than one iteration.

    >>> import retrograd as rg
    >>> layer = rg.nn.utils.spectral_norm(rg.nn.Linear(2, 3))
    >>> list(layer.state_dict())
    ['bias', 'weight_orig', 'weight_u', 'weight_v']
    """
    rows = _spectral_dim(module) if dim is None else dim
    SpectralNorm.apply(module, name, n_power_iterations, rows, eps)
    return module


def remove_spectral_norm(module: T_module, name: str = "weight") -> T_module:
    """Undo ``spectral_norm``, the present weight kept; ValueError if there is none."""
    for key, hook in module._forward_pre_hooks.items():
        if isinstance(hook, SpectralNorm) and hook.name == name:
            hook.remove(module)
            del module._forward_pre_hooks[key]
            break
    else:
        raise ValueError(f"remove_spectral_norm: {name!r} of {type(module).__name__} has none")
    for key, noted in module._state_dict_hooks.items():
        if isinstance(noted, SpectralNormStateDictHook) and noted.fn.name == name:
            del module._state_dict_hooks[key]
            break
    return module
