"""Layers that slide learned kernels over positions, and their transposes."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import functional as F
from . import init
from .module import Module
from .modules.utils import _ntuple
from .parameter import Parameter

__all__ = [
    "Conv1d",
    "Conv2d",
    "Conv3d",
    "ConvTranspose1d",
    "ConvTranspose2d",
    "ConvTranspose3d",
]

_PADDING_MODES = ("zeros", "reflect", "replicate", "circular")


def __dir__() -> list[str]:
    return __all__


def _same_padding(kernel_size: Sequence[int], dilation: Sequence[int]) -> list[int]:
    """Return what ``pad`` takes so that a stride of 1 keeps every length."""
    pads = []
    for size, step in reversed([*zip(kernel_size, dilation, strict=True)]):
        total = step * (size - 1)
        pads += [total // 2, total - total // 2]
    return pads


class _ConvNd(Module):
    """What convolutions of all numbers of dimensions have: numbers, parameters and their draws."""

    __constants__: ClassVar[list[str]] = [
        "stride",
        "padding",
        "dilation",
        "groups",
        "padding_mode",
        "output_padding",
        "in_channels",
        "out_channels",
        "kernel_size",
    ]
    in_channels: int
    out_channels: int
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: str | tuple[int, ...]
    dilation: tuple[int, ...]
    transposed: bool
    output_padding: tuple[int, ...]
    groups: int
    padding_mode: str
    weight: Tensor
    bias: Tensor | None
    _reversed_padding_repeated_twice: Sequence[int]
    _dims: ClassVar[int]
    _convolve: ClassVar[Callable[..., Tensor]]

    def __init__(
        self,
        in_channels: int,
        out_channels: int,
        kernel_size: tuple[int, ...],
        stride: tuple[int, ...],
        padding: str | tuple[int, ...],
        dilation: tuple[int, ...],
        transposed: bool,
        output_padding: tuple[int, ...],
        groups: int,
        bias: bool,
        padding_mode: str,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        name = type(self).__name__
        if groups <= 0:
            raise ValueError(f"{name}: groups must be 1 or more, not {groups}")
        for side, channels in (("in", in_channels), ("out", out_channels)):
            if channels % groups:
                raise ValueError(
                    f"{name}: {side}_channels={channels} must be a multiple of groups={groups}"
                )
        if isinstance(padding, str):
            if padding not in ("same", "valid"):
                raise ValueError(
                    f"{name}: padding must be numbers, 'same' or 'valid', not {padding!r}"
                )
            if padding == "same" and any(step != 1 for step in stride):
                raise ValueError(
                    f"{name}: padding='same' needs a stride of 1, not {stride}; give the padding"
                    " in numbers"
                )
        if padding_mode not in _PADDING_MODES:
            raise ValueError(
                f"{name}: padding_mode must be one of {_PADDING_MODES}, not {padding_mode!r}"
            )
        self.in_channels = in_channels
        self.out_channels = out_channels
        self.kernel_size = kernel_size
        self.stride = stride
        self.padding = padding
        self.dilation = dilation
        self.transposed = transposed
        self.output_padding = output_padding
        self.groups = groups
        self.padding_mode = padding_mode
        if padding == "same":
            self._reversed_padding_repeated_twice = _same_padding(kernel_size, dilation)
        elif isinstance(padding, str):
            self._reversed_padding_repeated_twice = [0] * (2 * len(kernel_size))
        else:
            self._reversed_padding_repeated_twice = tuple(
                p for p in reversed(padding) for _ in "12"
            )
        self.weight = Parameter(_core.empty(self._weight_shape(), device=device, dtype=dtype))
        if bias:
            self.bias = Parameter(_core.empty(out_channels, device=device, dtype=dtype))
        else:
            self.register_parameter("bias", None)
        self.reset_parameters()

    def _weight_shape(self) -> tuple[int, ...]:
        first, second = self.out_channels, self.in_channels
        if self.transposed:
            first, second = second, first
        return (first, second // self.groups, *self.kernel_size)

    def reset_parameters(self) -> None:
        """Draw the weight and the bias from U(-b, b), ``b = 1 / sqrt(fan_in)``."""
        init.kaiming_uniform_(self.weight, a=math.sqrt(5))
        if self.bias is not None:
            fan_in, _ = init._calculate_fan_in_and_fan_out(self.weight)
            if fan_in:
                bound = 1 / math.sqrt(fan_in)
                init.uniform_(self.bias, -bound, bound)
            else:
                init.zeros_(self.bias)

    def extra_repr(self) -> str:
        """Return the numbers of the layer, those that are not the usual ones by name."""
        shown = f"{self.in_channels}, {self.out_channels}, kernel_size={self.kernel_size}"
        shown += f", stride={self.stride}"
        if self.padding != (0,) * len(self.padding):
            shown += f", padding={self.padding}"
        if self.dilation != (1,) * len(self.dilation):
            shown += f", dilation={self.dilation}"
        if self.output_padding != (0,) * len(self.output_padding):
            shown += f", output_padding={self.output_padding}"
        if self.groups != 1:
            shown += f", groups={self.groups}"
        if self.bias is None:
            shown += ", bias=False"
        if self.padding_mode != "zeros":
            shown += f", padding_mode={self.padding_mode}"
        return shown


class _Conv(_ConvNd):
    """The constructor and forward of Conv1d, Conv2d and Conv3d."""

    def __init__(
        self,
        in_channels: int,
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
        each = _ntuple(self._dims)
        super().__init__(
            in_channels,
            out_channels,
            each(kernel_size),
            each(stride),
            padding if isinstance(padding, str) else each(padding),
            each(dilation),
            False,
            each(0),
            groups,
            bias,
            padding_mode,
            device,
            dtype,
        )

    def _conv_forward(self, input: Tensor, weight: Tensor, bias: Tensor | None) -> Tensor:
        padding: Any = self.padding
        if self.padding_mode != "zeros":
            input = F.pad(input, self._reversed_padding_repeated_twice, mode=self.padding_mode)
            padding = 0
        return self._convolve(input, weight, bias, self.stride, padding, self.dilation, self.groups)

    def forward(self, input: Tensor) -> Tensor:
        """Return the convolution of ``input`` with the weight, the bias added."""
        return self._conv_forward(input, self.weight, self.bias)


class Conv1d(_Conv):
    """Convolution (cross-correlation) over the last dimension of ``(N, C, L)`` or ``(C, L)``.

        y[n, o] = bias[o] + sum over c of weight[o, c] * x[n, c]

    ``padding`` is a number, ``'valid'`` (none) or ``'same'`` (keeps the length, stride 1 only), and
    ``padding_mode`` says what stands there: ``'zeros'``, ``'reflect'``, ``'replicate'``,
    ``'circular'``.

    Parameters: ``weight`` (out_channels, in_channels / groups, K), ``bias`` (out_channels).
    Raises ValueError for numbers that do not fit together.

    >>> import retrograd as rg
    >>> rg.nn.Conv1d(2, 3, 5, stride=2)(rg.ones(4, 2, 9)).shape
    torch.Size([4, 3, 3])
    """

    _dims = 1
    _convolve = F.conv1d


class Conv2d(_Conv):
    """Convolution (cross-correlation) over the last two dimensions of ``(N, C, H, W)``.

        y[n, o] = bias[o] + sum over c of weight[o, c] * x[n, c]

    Numbers may be given for each dimension. ``padding`` is numbers, ``'valid'`` (none) or
    ``'same'`` (keeps the lengths, stride 1 only), and ``padding_mode`` says what stands there:
    ``'zeros'``, ``'reflect'``, ``'replicate'``, ``'circular'``.

    Parameters: ``weight`` (out_channels, in_channels / groups, K, K), ``bias`` (out_channels).
    Raises ValueError for numbers that do not fit together.

    >>> import retrograd as rg
    >>> rg.nn.Conv2d(1, 3, (3, 5), padding=(1, 2))(rg.ones(2, 1, 8, 8)).shape
    torch.Size([2, 3, 8, 8])
    """

    _dims = 2
    _convolve = F.conv2d


class Conv3d(_Conv):
    """Convolution (cross-correlation) over the last three dimensions of ``(N, C, D, H, W)``.

        y[n, o] = bias[o] + sum over c of weight[o, c] * x[n, c]

    Numbers may be given for each dimension; paddings are those of ``Conv2d``.

    Parameters: ``weight`` (out_channels, in_channels / groups, K, K, K), ``bias`` (out_channels).
    Raises ValueError for numbers that do not fit together.

    >>> import retrograd as rg
    >>> rg.nn.Conv3d(1, 2, 3, padding="same")(rg.ones(1, 1, 4, 5, 6)).shape
    torch.Size([1, 2, 4, 5, 6])
    """

    _dims = 3
    _convolve = F.conv3d


class _ConvTransposeNd(_ConvNd):
    """The constructor and forward of ConvTranspose1d, ConvTranspose2d and ConvTranspose3d."""

    def __init__(
        self,
        in_channels: int,
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
        each = _ntuple(self._dims)
        if padding_mode != "zeros":
            raise ValueError(
                f"{type(self).__name__}: padding_mode must be 'zeros', not {padding_mode!r}"
            )
        super().__init__(
            in_channels,
            out_channels,
            each(kernel_size),
            each(stride),
            each(padding),
            each(dilation),
            True,
            each(output_padding),
            groups,
            bias,
            padding_mode,
            device,
            dtype,
        )

    def _output_padding(self, input: Tensor, output_size: Sequence[int] | None) -> tuple[int, ...]:
        """Return what ``output_size`` has beyond the smallest output."""
        if output_size is None:
            return self.output_padding
        name, dims = type(self).__name__, self._dims
        leading = input.dim() - dims
        if len(output_size) not in (dims, dims + leading):
            raise ValueError(
                f"{name}: output_size must have {dims} or {dims + leading} numbers for an input of"
                f" {input.dim()} dimensions, not {len(output_size)}"
            )
        padding: Any = self.padding
        wanted = tuple(output_size)[-dims:]
        smallest = tuple(
            (length - 1) * self.stride[d]
            - 2 * padding[d]
            + self.dilation[d] * (self.kernel_size[d] - 1)
            + 1
            for d, length in enumerate(input.shape[leading:])
        )
        extra = tuple(wanted[d] - smallest[d] for d in range(dims))
        if not all(0 <= extra[d] < self.stride[d] for d in range(dims)):
            largest = tuple(smallest[d] + self.stride[d] - 1 for d in range(dims))
            raise ValueError(
                f"{name}: output_size {wanted} cannot come from an input of shape"
                f" {tuple(input.shape)}; possible are {smallest} to {largest}"
            )
        return extra

    def forward(self, input: Tensor, output_size: Sequence[int] | None = None) -> Tensor:
        """Return the transposed convolution; ``output_size`` chooses among the possible sizes."""
        return self._convolve(
            input,
            self.weight,
            self.bias,
            self.stride,
            self.padding,
            self._output_padding(input, output_size),
            self.groups,
            self.dilation,
        )


class ConvTranspose1d(_ConvTransposeNd):
    """The transpose (gradient) of ``Conv1d``: each position of ``(N, C, L)`` spreads a kernel.

        L_out = (L - 1) stride - 2 padding + dilation (K - 1) + output_padding + 1

    Parameters: ``weight`` (in_channels, out_channels / groups, K), ``bias`` (out_channels).
    Raises ValueError for numbers that do not fit together.

    >>> import retrograd as rg
    >>> rg.nn.ConvTranspose1d(2, 3, 4, stride=2)(rg.ones(1, 2, 5)).shape
    torch.Size([1, 3, 12])
    """

    _dims = 1
    _convolve = F.conv_transpose1d


class ConvTranspose2d(_ConvTransposeNd):
    """The transpose (gradient) of ``Conv2d``: each position of ``(N, C, H, W)`` spreads a kernel.

        H_out = (H - 1) stride - 2 padding + dilation (K - 1) + output_padding + 1

    Parameters: ``weight`` (in_channels, out_channels / groups, K, K), ``bias`` (out_channels).
    Raises ValueError for numbers that do not fit together, and for an ``output_size`` of forward
    that cannot be.

    >>> import retrograd as rg
    >>> layer = rg.nn.ConvTranspose2d(2, 3, 3, stride=2, padding=1)
    >>> layer(rg.ones(1, 2, 4, 4)).shape
    torch.Size([1, 3, 7, 7])
    >>> layer(rg.ones(1, 2, 4, 4), output_size=(8, 7)).shape
    torch.Size([1, 3, 8, 7])
    """

    _dims = 2
    _convolve = F.conv_transpose2d


class ConvTranspose3d(_ConvTransposeNd):
    """The transpose (gradient) of ``Conv3d``: positions of ``(N, C, D, H, W)`` spread a kernel.

        D_out = (D - 1) stride - 2 padding + dilation (K - 1) + output_padding + 1

    Parameters: ``weight`` (in_channels, out_channels / groups, K, K, K), ``bias`` (out_channels).
    Raises ValueError for numbers that do not fit together.

    >>> import retrograd as rg
    >>> rg.nn.ConvTranspose3d(1, 2, 2, stride=2)(rg.ones(1, 1, 2, 3, 4)).shape
    torch.Size([1, 2, 4, 6, 8])
    """

    _dims = 3
    _convolve = F.conv_transpose3d
