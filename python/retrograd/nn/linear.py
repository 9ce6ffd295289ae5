"""Layers of affine maps."""

from __future__ import annotations

import math

from .. import _core
from .._core import Tensor
from . import functional as F
from . import init
from .lazy import LazyModuleMixin
from .module import Module
from .parameter import Parameter, UninitializedParameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

__all__ = ["Bilinear", "Identity", "LazyLinear", "Linear"]


def __dir__() -> list[str]:
    return __all__


class Identity(Module):
    """Returns its input, whatever it is made with: it stands where a layer was taken out.

    >>> import retrograd as rg
    >>> rg.nn.Identity()(rg.ones(2))
    tensor([1., 1.])
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__()

    def forward(self, input: Tensor) -> Tensor:
        return input


class _Affine(Module):
    """A weight of some shape, and a bias for each of its outputs unless there is to be none."""

    weight: Parameter
    bias: Parameter | None

    def _make(
        self, shape: tuple[int, ...], bias: bool, device: Any, dtype: _core.dtype | None
    ) -> None:
        self.weight = Parameter(_core.empty(shape, device=device, dtype=dtype))
        b = Parameter(_core.empty(shape[0], device=device, dtype=dtype)) if bias else None
        self.register_parameter("bias", b)
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Draw weight and bias evenly from -bound to bound, ``bound = 1 / sqrt(inputs)``."""
        raise NotImplementedError


class Linear(_Affine):
    """An affine map of the last dimension: ``y = x weight^T + bias``.

    Parameters: ``weight`` (out_features, in_features) and, with ``bias``, ``bias`` (out_features),
    drawn evenly from -1 / sqrt(in_features) to 1 / sqrt(in_features).

    Shape: ``(*, in_features) -> (*, out_features)``. Raises RuntimeError for another last length.

    >>> import retrograd as rg
    >>> layer = rg.nn.Linear(3, 2)
    >>> layer(rg.ones(5, 3)).shape
    torch.Size([5, 2])
    >>> layer
    Linear(in_features=3, out_features=2, bias=True)
    """

    __constants__: ClassVar[list[str]] = ["in_features", "out_features"]
    in_features: int
    out_features: int

    def __init__(
        self,
        in_features: int,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.in_features = in_features
        self.out_features = out_features
        self._make((out_features, in_features), bias, device, dtype)

    def reset_parameters(self) -> None:
        """Draw weight and bias evenly from -bound to bound, ``bound = 1 / sqrt(in_features)``."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            inputs = self.weight.size(1)
            bound = 1 / math.sqrt(inputs) if inputs else 0
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input: Tensor) -> Tensor:
        return F.linear(input, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"in_features={self.in_features}, out_features={self.out_features},"
            f" bias={self.bias is not None}"
        )


class NonDynamicallyQuantizableLinear(Linear):
    """The Linear inside of attention, under the name that says so."""


class Bilinear(_Affine):
    """A bilinear map of the last dimensions of two inputs.

        y[k] = sum_ij x1[i] weight[k, i, j] x2[j] + bias[k]

    Parameters: ``weight`` (out_features, in1_features, in2_features) and, with ``bias``, ``bias``
    (out_features), drawn evenly from -1 / sqrt(in1_features) to 1 / sqrt(in1_features).

    Shape: ``(*, in1_features), (*, in2_features) -> (*, out_features)``. Raises ValueError if
    ``in1_features`` is not positive.

    >>> import retrograd as rg
    >>> rg.nn.Bilinear(3, 4, 2)(rg.ones(5, 3), rg.ones(5, 4)).shape
    torch.Size([5, 2])
    """

    __constants__: ClassVar[list[str]] = ["in1_features", "in2_features", "out_features"]
    in1_features: int
    in2_features: int
    out_features: int

    def __init__(
        self,
        in1_features: int,
        in2_features: int,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.in1_features = in1_features
        self.in2_features = in2_features
        self.out_features = out_features
        self._make((out_features, in1_features, in2_features), bias, device, dtype)

    def reset_parameters(self) -> None:
        """Draw weight and bias evenly from -bound to bound, ``bound = 1 / sqrt(in1_features)``."""
        if self.in1_features <= 0:
            raise ValueError(f"Bilinear: in1_features must be positive, not {self.in1_features}")
        bound = 1 / math.sqrt(self.in1_features)
        init.uniform_(self.weight, -bound, bound)
        if self.bias is not None:
            init.uniform_(self.bias, -bound, bound)

    def forward(self, input1: Tensor, input2: Tensor) -> Tensor:
        return F.bilinear(input1, input2, self.weight, self.bias)

    def extra_repr(self) -> str:
        return (
            f"in1_features={self.in1_features}, in2_features={self.in2_features},"
            f" out_features={self.out_features}, bias={self.bias is not None}"
        )


class LazyLinear(LazyModuleMixin, Linear):
    """A Linear layer that takes ``in_features`` from its first input, and is a Linear from then on.

    >>> import retrograd as rg
    >>> layer = rg.nn.LazyLinear(2)
    >>> layer(rg.ones(5, 3)).shape, layer
    (torch.Size([5, 2]), Linear(in_features=3, out_features=2, bias=True))
    """

    cls_to_become: ClassVar[type[Module] | None] = Linear
    in_features: int
    out_features: int
    weight: Parameter
    bias: Parameter | None

    def __init__(
        self,
        out_features: int,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__(0, 0, False)
        self.out_features = out_features
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self) -> None:
        """Draw weight and bias, once they have shapes."""
        if self.in_features and not self.has_uninitialized_params():
            super().reset_parameters()

    def initialize_parameters(self, input: Tensor) -> None:
        """Take ``in_features`` from the last dimension of ``input``."""
        lazy = self.has_uninitialized_params()
        if lazy:
            self.weight.materialize((self.out_features, input.shape[-1]))  # type: ignore[attr-defined]
            if self.bias is not None:
                self.bias.materialize((self.out_features,))  # type: ignore[attr-defined]
        self.in_features = self.weight.size(1)
        if lazy:
            self.reset_parameters()
        elif self.in_features != input.shape[-1]:
            raise AssertionError(
                f"LazyLinear: the state that was loaded is for {self.in_features} features, and the"
                f" input has {input.shape[-1]}"
            )
