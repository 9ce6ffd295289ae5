"""Convolutions and normalizations that take the number of channels from their first input."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from .batchnorm import (
    BatchNorm1d,
    BatchNorm2d,
    BatchNorm3d,
    InstanceNorm1d,
    InstanceNorm2d,
    InstanceNorm3d,
    _NormBase,
)
from .convolution import (
    Conv1d,
    Conv2d,
    Conv3d,
    ConvTranspose1d,
    ConvTranspose2d,
    ConvTranspose3d,
    _ConvNd,
)
from .lazy import LazyModuleMixin
from .module import Module
from .parameter import UninitializedBuffer, UninitializedParameter

__all__ = [
    "LazyBatchNorm1d",
    "LazyBatchNorm2d",
    "LazyBatchNorm3d",
    "LazyConv1d",
    "LazyConv2d",
    "LazyConv3d",
    "LazyConvTranspose1d",
    "LazyConvTranspose2d",
    "LazyConvTranspose3d",
    "LazyInstanceNorm1d",
    "LazyInstanceNorm2d",
    "LazyInstanceNorm3d",
]


def __dir__() -> list[str]:
    return __all__


class _LazyConvXdMixin(LazyModuleMixin, _ConvNd):
    """What lazy convolutions share: the shapes of weight and bias once there is an input."""

    in_channels: int
    out_channels: int
    weight: Tensor
    bias: Tensor | None

    def _wait(self, out_channels: int, bias: bool, device: Any, dtype: Any) -> None:
        self.out_channels = out_channels
        self.weight = UninitializedParameter(device=device, dtype=dtype)
        if bias:
            self.bias = UninitializedParameter(device=device, dtype=dtype)

    def reset_parameters(self) -> None:
        """Draw weight and bias, once they have shapes."""
        if self.in_channels and not self.has_uninitialized_params():
            super().reset_parameters()

    def initialize_parameters(self, input: Tensor, *args: Any, **kwargs: Any) -> None:
        """Take ``in_channels`` from ``input``.

        Raises RuntimeError for other dimensions, ValueError if groups do not divide the channels.
        """
        dims, name = self._dims, type(self).__name__
        if input.dim() not in (dims + 1, dims + 2):
            raise RuntimeError(
                f"{name}: expected an input of {dims + 2} dimensions, or {dims + 1} for a single"
                f" sample, got shape {tuple(input.shape)}"
            )
        lazy = self.has_uninitialized_params()
        if lazy:
            channels = input.shape[-dims - 1]
        elif self.transposed:
            channels = self.weight.shape[0]
        else:
            channels = self.weight.shape[1] * self.groups
        if channels % self.groups:
            raise ValueError(
                f"{name}: {channels} channels of the input are no multiple of groups={self.groups}"
            )
        self.in_channels = channels
        if lazy:
            shape = self._weight_shape()
            self.weight.materialize(shape)  # type: ignore[attr-defined]
            if self.bias is not None:
                self.bias.materialize((self.out_channels,))  # type: ignore[attr-defined]
            self.reset_parameters()


class _LazyConv(_LazyConvXdMixin):
    def __init__(
        self,
        out_channels: int,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: str | int | Sequence[int] = 0,
        dilation: int | Sequence[int] = 1,
        groups: int = 1,
        bias: bool = True,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        numbers: Any = (kernel_size, stride, padding, dilation, groups, False, padding_mode)
        super().__init__(0, 0, *numbers)
        self._wait(out_channels, bias, device, dtype)


class LazyConv1d(_LazyConv, Conv1d):
    """A Conv1d that takes ``in_channels`` from its first input, and is a Conv1d from then on.

    >>> import retrograd as rg
    >>> layer = rg.nn.LazyConv1d(3, 2)
    >>> layer(rg.ones(1, 4, 5)).shape, layer
    (torch.Size([1, 3, 4]), Conv1d(4, 3, kernel_size=(2,), stride=(1,)))
    """

    cls_to_become: ClassVar[type[Module] | None] = Conv1d


class LazyConv2d(_LazyConv, Conv2d):
    """A Conv2d that takes ``in_channels`` from its first input, and is a Conv2d from then on.

    >>> import retrograd as rg
    >>> layer = rg.nn.LazyConv2d(3, 2)
    >>> layer(rg.ones(1, 4, 5, 5)).shape, layer
    (torch.Size([1, 3, 4, 4]), Conv2d(4, 3, kernel_size=(2, 2), stride=(1, 1)))
    """

    cls_to_become: ClassVar[type[Module] | None] = Conv2d


class LazyConv3d(_LazyConv, Conv3d):
    """A Conv3d that takes ``in_channels`` from its first input, and is a Conv3d from then on.

    >>> import retrograd as rg
    >>> rg.nn.LazyConv3d(3, 2)(rg.ones(1, 4, 5, 5, 5)).shape
    torch.Size([1, 3, 4, 4, 4])
    """

    cls_to_become: ClassVar[type[Module] | None] = Conv3d


class _LazyConvTranspose(_LazyConvXdMixin):
    def __init__(
        self,
        out_channels: int,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] = 1,
        padding: int | Sequence[int] = 0,
        output_padding: int | Sequence[int] = 0,
        groups: int = 1,
        bias: bool = True,
        dilation: int | Sequence[int] = 1,
        padding_mode: str = "zeros",
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        numbers: Any = (kernel_size, stride, padding, output_padding, groups, False, dilation)
        super().__init__(0, 0, *numbers, padding_mode)
        self._wait(out_channels, bias, device, dtype)


class LazyConvTranspose1d(_LazyConvTranspose, ConvTranspose1d):
    """A ConvTranspose1d that takes ``in_channels`` from its first input, and is one from then on.

    >>> import retrograd as rg
    >>> rg.nn.LazyConvTranspose1d(3, 2)(rg.ones(1, 4, 5)).shape
    torch.Size([1, 3, 6])
    """

    cls_to_become: ClassVar[type[Module] | None] = ConvTranspose1d


class LazyConvTranspose2d(_LazyConvTranspose, ConvTranspose2d):
    """A ConvTranspose2d that takes ``in_channels`` from its first input, and is one from then on.

    >>> import retrograd as rg
    >>> rg.nn.LazyConvTranspose2d(3, 2)(rg.ones(1, 4, 5, 5)).shape
    torch.Size([1, 3, 6, 6])
    """

    cls_to_become: ClassVar[type[Module] | None] = ConvTranspose2d


class LazyConvTranspose3d(_LazyConvTranspose, ConvTranspose3d):
    """A ConvTranspose3d that takes ``in_channels`` from its first input, and is one from then on.

    >>> import retrograd as rg
    >>> rg.nn.LazyConvTranspose3d(3, 2)(rg.ones(1, 4, 5, 5, 5)).shape
    torch.Size([1, 3, 6, 6, 6])
    """

    cls_to_become: ClassVar[type[Module] | None] = ConvTranspose3d


class _LazyNormBase(LazyModuleMixin, _NormBase):
    """What lazy normalizations share: one number for each channel once there is an input."""

    num_features: int
    affine: bool
    track_running_stats: bool
    weight: Tensor | None
    bias: Tensor | None
    running_mean: Tensor | None
    running_var: Tensor | None
    num_batches_tracked: Tensor | None

    def __init__(
        self,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(0, eps, momentum, False, False)
        self.affine = affine
        self.track_running_stats = track_running_stats
        here: dict[str, Any] = {"device": device, "dtype": dtype}
        if affine:
            self.weight = UninitializedParameter(**here)
            if bias:
                self.bias = UninitializedParameter(**here)
        if track_running_stats:
            self.running_mean = UninitializedBuffer(**here)
            self.running_var = UninitializedBuffer(**here)
            self.num_batches_tracked = _core.tensor(0, dtype=_core.int64, device=device)

    def reset_parameters(self) -> None:
        """Set weight, bias and statistics, once they have shapes."""
        if self.num_features and not self.has_uninitialized_params():
            super().reset_parameters()

    def initialize_parameters(self, input: Tensor) -> None:
        """Take ``num_features`` from the second dimension of ``input``."""
        own = (self.weight, self.bias, self.running_mean, self.running_var)
        if self.has_uninitialized_params():
            self.num_features = input.shape[1]
            for tensor in own:
                if isinstance(tensor, (UninitializedParameter, UninitializedBuffer)):
                    tensor.materialize((self.num_features,))
            self.reset_parameters()
        else:
            self.num_features = next((len(t) for t in own if t is not None), input.shape[1])


class LazyBatchNorm1d(_LazyNormBase, BatchNorm1d):
    """A BatchNorm1d that takes ``num_features`` from its first input, and is one from then on.

    >>> import retrograd as rg
    >>> layer = rg.nn.LazyBatchNorm1d(affine=False)
    >>> layer(rg.ones(2, 3)).shape, layer.running_mean
    (torch.Size([2, 3]), tensor([0.1000, 0.1000, 0.1000]))
    """

    cls_to_become: ClassVar[type[Module] | None] = BatchNorm1d


class LazyBatchNorm2d(_LazyNormBase, BatchNorm2d):
    """A BatchNorm2d that takes ``num_features`` from its first input, and is one from then on.

    >>> import retrograd as rg
    >>> rg.nn.LazyBatchNorm2d()(rg.ones(2, 3, 4, 4)).shape
    torch.Size([2, 3, 4, 4])
    """

    cls_to_become: ClassVar[type[Module] | None] = BatchNorm2d


class LazyBatchNorm3d(_LazyNormBase, BatchNorm3d):
    """A BatchNorm3d that takes ``num_features`` from its first input, and is one from then on.

    >>> import retrograd as rg
    >>> rg.nn.LazyBatchNorm3d()(rg.ones(1, 2, 3, 3, 3)).shape
    torch.Size([1, 2, 3, 3, 3])
    """

    cls_to_become: ClassVar[type[Module] | None] = BatchNorm3d


class LazyInstanceNorm1d(_LazyNormBase, InstanceNorm1d):
    """An InstanceNorm1d that takes ``num_features`` from its first input, and is one then.

    >>> import retrograd as rg
    >>> rg.nn.LazyInstanceNorm1d()(rg.ones(2, 3, 4)).shape
    torch.Size([2, 3, 4])
    """

    cls_to_become: ClassVar[type[Module] | None] = InstanceNorm1d


class LazyInstanceNorm2d(_LazyNormBase, InstanceNorm2d):
    """An InstanceNorm2d that takes ``num_features`` from its first input, and is one then.

    >>> import retrograd as rg
    >>> rg.nn.LazyInstanceNorm2d()(rg.ones(2, 3, 4, 4)).shape
    torch.Size([2, 3, 4, 4])
    """

    cls_to_become: ClassVar[type[Module] | None] = InstanceNorm2d


class LazyInstanceNorm3d(_LazyNormBase, InstanceNorm3d):
    """An InstanceNorm3d that takes ``num_features`` from its first input, and is one then.

    >>> import retrograd as rg
    >>> rg.nn.LazyInstanceNorm3d()(rg.ones(1, 2, 3, 3, 3)).shape
    torch.Size([1, 2, 3, 3, 3])
    """

    cls_to_become: ClassVar[type[Module] | None] = InstanceNorm3d
