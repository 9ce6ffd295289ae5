"""Layers that normalize each sample by itself: over its last dimensions, groups or neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import functional as F
from . import init
from .module import Module
from .modules.utils import _single
from .parameter import Parameter

__all__ = [
    "GroupNorm",
    "LayerNorm",
    "LocalResponseNorm",
    "RMSNorm",
]


def __dir__() -> list[str]:
    return __all__


class _Affine(Module):
    """What scales and shifts after normalizing: a weight of 1 and a bias of 0 to begin with."""

    def _add(self, shape: int | tuple[int, ...], device: Any, dtype: Any, **wanted: bool) -> None:
        for name, kept in wanted.items():
            new = Parameter(_core.empty(shape, device=device, dtype=dtype)) if kept else None
            self.register_parameter(name, new)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Set the weight to 1 and the bias to 0."""
        for name, start in (("weight", init.ones_), ("bias", init.zeros_)):
            parameter = self._parameters.get(name)
            if parameter is not None:
                start(parameter)


class LayerNorm(_Affine):
    """Normalizes over the last dimensions, those of ``normalized_shape``.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Parameters: ``weight`` and, with ``bias``, ``bias``, both of ``normalized_shape``; none without
    ``elementwise_affine``. Raises RuntimeError for an input that ends in another shape.

    >>> import retrograd as rg
    >>> rg.nn.LayerNorm(2, elementwise_affine=False)(rg.tensor([[1.0, 3.0]]))
    tensor([[-1.0000,  1.0000]])
    """

    __constants__: ClassVar[list[str]] = ["normalized_shape", "eps", "elementwise_affine"]
    normalized_shape: tuple[int, ...]
    eps: float
    elementwise_affine: bool
    weight: Tensor | None
    bias: Tensor | None

    def __init__(
        self,
        normalized_shape: int | Sequence[int],
        eps: float = 1e-5,
        elementwise_affine: bool = True,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = _single(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        affine = elementwise_affine
        self._add(self.normalized_shape, device, dtype, weight=affine, bias=affine and bias)

    def forward(self, input: Tensor) -> Tensor:
        """Return the normalized input."""
        return F.layer_norm(input, self.normalized_shape, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return (
            f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"
            f", bias={self.bias is not None}"
        )


class RMSNorm(_Affine):
    """Divides by the root of the mean square over the last dimensions.

        y = x / sqrt(mean(x^2) + eps) * weight

    ``eps`` None is the smallest step of the input's type. Parameter: ``weight`` of
    ``normalized_shape`` if ``elementwise_affine``. Raises RuntimeError for an input that ends in
    another shape.

    >>> import retrograd as rg
    >>> rg.nn.RMSNorm(2, elementwise_affine=False)(rg.tensor([1.0, 7.0]))
    tensor([0.2000, 1.4000])
    """

    __constants__: ClassVar[list[str]] = ["normalized_shape", "eps", "elementwise_affine"]
    normalized_shape: tuple[int, ...]
    eps: float | None
    elementwise_affine: bool
    weight: Tensor | None

    def __init__(
        self,
        normalized_shape: int | Sequence[int],
        eps: float | None = None,
        elementwise_affine: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.normalized_shape = _single(normalized_shape)
        self.eps = eps
        self.elementwise_affine = elementwise_affine
        self._add(self.normalized_shape, device, dtype, weight=elementwise_affine)

    def forward(self, x: Tensor) -> Tensor:
        """Return the input divided by its root mean square."""
        return F.rms_norm(x, self.normalized_shape, self.weight, self.eps)

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return (
            f"{self.normalized_shape}, eps={self.eps}, elementwise_affine={self.elementwise_affine}"
        )


class GroupNorm(_Affine):
    """Normalizes each group of channels of each sample of ``(N, C, ...)``.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Parameters: ``weight`` and, with ``bias``, ``bias`` (C) if ``affine``. Raises ValueError if the
    channels do not divide into groups.

    >>> import retrograd as rg
    >>> rg.nn.GroupNorm(1, 2, affine=False)(rg.tensor([[1.0, 3.0]]))
    tensor([[-1.0000,  1.0000]])
    """

    __constants__: ClassVar[list[str]] = ["num_groups", "num_channels", "eps", "affine"]
    num_groups: int
    num_channels: int
    eps: float
    affine: bool
    weight: Tensor | None
    bias: Tensor | None

    def __init__(
        self,
        num_groups: int,
        num_channels: int,
        eps: float = 1e-5,
        affine: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        if num_channels % num_groups:
            raise ValueError(
                f"GroupNorm: num_channels={num_channels} must be a multiple of"
                f" num_groups={num_groups}"
            )
        self.num_groups = num_groups
        self.num_channels = num_channels
        self.eps = eps
        self.affine = affine
        self._add(num_channels, device, dtype, weight=affine, bias=affine and bias)

    def forward(self, input: Tensor) -> Tensor:
        """Return the normalized input."""
        return F.group_norm(input, self.num_groups, self.weight, self.bias, self.eps)

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return (
            f"{self.num_groups}, {self.num_channels}, eps={self.eps}, affine={self.affine},"
            f" bias={self.bias is not None}"
        )


class LocalResponseNorm(Module):
    """Divides by the squares of ``size`` neighbouring channels of ``(N, C, ...)``.

        y = x / (k + alpha / size * sum over neighbours of x^2)^beta

    >>> import retrograd as rg
    >>> rg.nn.LocalResponseNorm(1, alpha=1.0, beta=0.5)(rg.tensor([[[3.0]]]))
    tensor([[[0.9487]]])
    """

    __constants__: ClassVar[list[str]] = ["size", "alpha", "beta", "k"]
    size: int
    alpha: float
    beta: float
    k: float

    def __init__(self, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0) -> None:
        super().__init__()
        self.size = size
        self.alpha = alpha
        self.beta = beta
        self.k = k

    def forward(self, input: Tensor) -> Tensor:
        """Return the input divided by its neighbours' size."""
        return F.local_response_norm(input, self.size, self.alpha, self.beta, self.k)

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return f"{self.size}, alpha={self.alpha}, beta={self.beta}, k={self.k}"
