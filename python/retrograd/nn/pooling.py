"""Layers that take one number of each window: the largest, the average, a norm."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, ClassVar

from .._core import Tensor
from . import functional as F
from .module import Module
from .modules.utils import _ntuple, _single

__all__ = [
    "AdaptiveAvgPool1d",
    "AdaptiveAvgPool2d",
    "AdaptiveAvgPool3d",
    "AdaptiveMaxPool1d",
    "AdaptiveMaxPool2d",
    "AdaptiveMaxPool3d",
    "AvgPool1d",
    "AvgPool2d",
    "AvgPool3d",
    "LPPool1d",
    "LPPool2d",
    "LPPool3d",
    "MaxPool1d",
    "MaxPool2d",
    "MaxPool3d",
    "MaxUnpool1d",
    "MaxUnpool2d",
    "MaxUnpool3d",
]


def __dir__() -> list[str]:
    return __all__


class _Pool(Module):
    """Shows the attributes named in ``_shown``; ``_pool`` is the function that computes."""

    _shown: ClassVar[tuple[str, ...]]
    _pool: ClassVar[Callable[..., Any]]

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return ", ".join(f"{name}={getattr(self, name)}" for name in self._shown)


class _MaxPoolNd(_Pool):
    __constants__: ClassVar[list[str]] = [
        "kernel_size",
        "stride",
        "padding",
        "dilation",
        "return_indices",
        "ceil_mode",
    ]
    _shown = ("kernel_size", "stride", "padding", "dilation", "ceil_mode")
    kernel_size: int | Sequence[int]
    stride: int | Sequence[int]
    padding: int | Sequence[int]
    dilation: int | Sequence[int]
    return_indices: bool
    ceil_mode: bool

    def __init__(
        self,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        padding: int | Sequence[int] = 0,
        dilation: int | Sequence[int] = 1,
        return_indices: bool = False,
        ceil_mode: bool = False,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.dilation = dilation
        self.return_indices = return_indices
        self.ceil_mode = ceil_mode

    def forward(self, input: Tensor) -> Any:
        """Return the largest of each window, and where it is if ``return_indices``."""
        return self._pool(
            input,
            self.kernel_size,
            self.stride,
            self.padding,
            self.dilation,
            ceil_mode=self.ceil_mode,
            return_indices=self.return_indices,
        )


class MaxPool1d(_MaxPoolNd):
    """The largest of each window over the last dimension of ``(N, C, L)``.

    ``stride`` is ``kernel_size`` unless given. The padding counts as smaller than everything. With
    ``return_indices`` a pair comes out, for ``MaxUnpool1d``; ``ceil_mode`` keeps a last window that
    hangs over.

    >>> import retrograd as rg
    >>> rg.nn.MaxPool1d(2)(rg.tensor([[[1.0, 3.0, 2.0, 0.0]]]))
    tensor([[[3., 2.]]])
    """

    _pool = F.max_pool1d


class MaxPool2d(_MaxPoolNd):
    """The largest of each window over the last two dimensions of ``(N, C, H, W)``.

    ``stride`` is ``kernel_size`` unless given. The padding counts as smaller than everything. With
    ``return_indices`` a pair comes out, for ``MaxUnpool2d``; ``ceil_mode`` keeps last windows that
    hang over.

    >>> import retrograd as rg
    >>> rg.nn.MaxPool2d(2)(rg.arange(16.0).reshape(1, 1, 4, 4))
    tensor([[[[ 5.,  7.],
              [13., 15.]]]])
    """

    _pool = F.max_pool2d


class MaxPool3d(_MaxPoolNd):
    """The largest of each window over the last three dimensions of ``(N, C, D, H, W)``.

    ``stride`` is ``kernel_size`` unless given. The padding counts as smaller than everything. With
    ``return_indices`` a pair comes out, for ``MaxUnpool3d``; ``ceil_mode`` keeps last windows that
    hang over.

    >>> import retrograd as rg
    >>> rg.nn.MaxPool3d(2)(rg.arange(8.0).reshape(1, 1, 2, 2, 2))
    tensor([[[[[7.]]]]])
    """

    _pool = F.max_pool3d


class _MaxUnpoolNd(_Pool):
    _shown = ("kernel_size", "stride", "padding")
    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]
    _dims: ClassVar[int]

    def __init__(
        self,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        padding: int | Sequence[int] = 0,
    ) -> None:
        super().__init__()
        each = _ntuple(self._dims)
        self.kernel_size = each(kernel_size)
        self.stride = each(kernel_size if stride is None else stride)
        self.padding = each(padding)

    def forward(
        self, input: Tensor, indices: Tensor, output_size: Sequence[int] | None = None
    ) -> Tensor:
        """Return zeros with each number of ``input`` put at its index."""
        unpooled: Tensor = self._pool(
            input, indices, self.kernel_size, self.stride, self.padding, output_size
        )
        return unpooled


class MaxUnpool1d(_MaxUnpoolNd):
    """Puts what ``MaxPool1d`` took back to where it was, and zeros elsewhere.

    ``output_size`` of forward says which of the sizes that pool to the same one is meant.

    >>> import retrograd as rg
    >>> x = rg.tensor([[[1.0, 3.0, 2.0, 0.0]]])
    >>> rg.nn.MaxUnpool1d(2)(*rg.nn.MaxPool1d(2, return_indices=True)(x))
    tensor([[[0., 3., 2., 0.]]])
    """

    _dims = 1
    _pool = F.max_unpool1d


class MaxUnpool2d(_MaxUnpoolNd):
    """Puts what ``MaxPool2d`` took back to where it was, and zeros elsewhere.

    ``output_size`` of forward says which of the sizes that pool to the same one is meant.

    >>> import retrograd as rg
    >>> x = rg.tensor([[[1.0, 3.0], [2.0, 0.0]]])
    >>> rg.nn.MaxUnpool2d(2)(*rg.nn.MaxPool2d(2, return_indices=True)(x))
    tensor([[[0., 3.],
             [0., 0.]]])
    """

    _dims = 2
    _pool = F.max_unpool2d


class MaxUnpool3d(_MaxUnpoolNd):
    """Puts what ``MaxPool3d`` took back to where it was, and zeros elsewhere.

    ``output_size`` of forward says which of the sizes that pool to the same one is meant.

    >>> import retrograd as rg
    >>> x = rg.arange(8.0).reshape(1, 1, 2, 2, 2)
    >>> rg.nn.MaxUnpool3d(2)(*rg.nn.MaxPool3d(2, return_indices=True)(x)).sum()
    tensor(7.)
    """

    _dims = 3
    _pool = F.max_unpool3d


class _AvgPoolNd(_Pool):
    __constants__: ClassVar[list[str]] = [
        "kernel_size",
        "stride",
        "padding",
        "ceil_mode",
        "count_include_pad",
    ]
    _shown = ("kernel_size", "stride", "padding")
    ceil_mode: bool
    count_include_pad: bool


class AvgPool1d(_AvgPoolNd):
    """The average of each window over the last dimension of ``(N, C, L)``.

    ``stride`` is ``kernel_size`` unless given. ``count_include_pad`` counts the zeros of the
    padding too.

    >>> import retrograd as rg
    >>> rg.nn.AvgPool1d(2)(rg.tensor([[[1.0, 3.0, 2.0, 0.0]]]))
    tensor([[[2., 1.]]])
    """

    kernel_size: tuple[int, ...]
    stride: tuple[int, ...]
    padding: tuple[int, ...]

    def __init__(
        self,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        padding: int | Sequence[int] = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
    ) -> None:
        super().__init__()
        self.kernel_size = _single(kernel_size)
        self.stride = _single(kernel_size if stride is None else stride)
        self.padding = _single(padding)
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad

    def forward(self, input: Tensor) -> Tensor:
        """Return the average of each window."""
        return F.avg_pool1d(
            input,
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
        )


class _AvgPoolOfPlanes(_AvgPoolNd):
    __constants__: ClassVar[list[str]] = [*_AvgPoolNd.__constants__, "divisor_override"]
    kernel_size: int | Sequence[int]
    stride: int | Sequence[int]
    padding: int | Sequence[int]
    divisor_override: int | None

    def __init__(
        self,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        padding: int | Sequence[int] = 0,
        ceil_mode: bool = False,
        count_include_pad: bool = True,
        divisor_override: int | None = None,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.stride = kernel_size if stride is None else stride
        self.padding = padding
        self.ceil_mode = ceil_mode
        self.count_include_pad = count_include_pad
        self.divisor_override = divisor_override

    def forward(self, input: Tensor) -> Tensor:
        """Return the average of each window."""
        averages: Tensor = self._pool(
            input,
            self.kernel_size,
            self.stride,
            self.padding,
            self.ceil_mode,
            self.count_include_pad,
            self.divisor_override,
        )
        return averages


class AvgPool2d(_AvgPoolOfPlanes):
    """The average of each window over the last two dimensions of ``(N, C, H, W)``.

    ``stride`` is ``kernel_size`` unless given. ``count_include_pad`` counts the zeros of the
    padding too; ``divisor_override`` divides the sum of a window by another number.

    >>> import retrograd as rg
    >>> rg.nn.AvgPool2d(2)(rg.arange(16.0).reshape(1, 1, 4, 4))
    tensor([[[[ 2.5000,  4.5000],
              [10.5000, 12.5000]]]])
    """

    _pool = F.avg_pool2d


class AvgPool3d(_AvgPoolOfPlanes):
    """The average of each window over the last three dimensions of ``(N, C, D, H, W)``.

    ``stride`` is ``kernel_size`` unless given. ``count_include_pad`` counts the zeros of the
    padding too; ``divisor_override`` divides the sum of a window by another number.

    >>> import retrograd as rg
    >>> rg.nn.AvgPool3d(2)(rg.arange(8.0).reshape(1, 1, 2, 2, 2))
    tensor([[[[[3.5000]]]]])
    """

    _pool = F.avg_pool3d


class _LPPoolNd(_Pool):
    __constants__: ClassVar[list[str]] = ["norm_type", "kernel_size", "stride", "ceil_mode"]
    _shown = ("norm_type", "kernel_size", "stride", "ceil_mode")
    norm_type: float
    kernel_size: int | Sequence[int]
    stride: int | Sequence[int] | None
    ceil_mode: bool

    def __init__(
        self,
        norm_type: float,
        kernel_size: int | Sequence[int],
        stride: int | Sequence[int] | None = None,
        ceil_mode: bool = False,
    ) -> None:
        super().__init__()
        self.norm_type = norm_type
        self.kernel_size = kernel_size
        self.stride = stride
        self.ceil_mode = ceil_mode

    def forward(self, input: Tensor) -> Tensor:
        """Return the norm of each window."""
        norms: Tensor = self._pool(
            input, float(self.norm_type), self.kernel_size, self.stride, self.ceil_mode
        )
        return norms


class LPPool1d(_LPPoolNd):
    """The norm of each window over the last dimension of ``(N, C, L)``.

        y = (sum over the window of x^p)^(1/p)

    >>> import retrograd as rg
    >>> rg.nn.LPPool1d(2, 2)(rg.tensor([[[3.0, 4.0, 0.0, 5.0]]]))
    tensor([[[5., 5.]]])
    """

    _pool = F.lp_pool1d


class LPPool2d(_LPPoolNd):
    """The norm of each window over the last two dimensions of ``(N, C, H, W)``.

        y = (sum over the window of x^p)^(1/p)

    >>> import retrograd as rg
    >>> rg.nn.LPPool2d(2, 2)(rg.ones(1, 1, 4, 4))
    tensor([[[[2., 2.],
              [2., 2.]]]])
    """

    _pool = F.lp_pool2d


class LPPool3d(_LPPoolNd):
    """The norm of each window over the last three dimensions of ``(N, C, D, H, W)``.

        y = (sum over the window of x^p)^(1/p)

    >>> import retrograd as rg
    >>> rg.nn.LPPool3d(1, 2)(rg.ones(1, 1, 2, 2, 2))
    tensor([[[[[8.]]]]])
    """

    _pool = F.lp_pool3d


_OutputSize = int | None | tuple[int | None, ...]


class _AdaptiveAvgPoolNd(_Pool):
    __constants__: ClassVar[list[str]] = ["output_size"]
    _shown = ("output_size",)
    output_size: _OutputSize

    def __init__(self, output_size: _OutputSize) -> None:
        super().__init__()
        self.output_size = output_size

    def forward(self, input: Tensor) -> Tensor:
        """Return the averages of as many windows as ``output_size`` says."""
        averages: Tensor = self._pool(input, self.output_size)
        return averages


class AdaptiveAvgPool1d(_AdaptiveAvgPoolNd):
    """The averages of ``output_size`` windows over the last dimension of ``(N, C, L)``.

    >>> import retrograd as rg
    >>> rg.nn.AdaptiveAvgPool1d(2)(rg.arange(6.0).reshape(1, 1, 6))
    tensor([[[1., 4.]]])
    """

    _pool = F.adaptive_avg_pool1d


class AdaptiveAvgPool2d(_AdaptiveAvgPoolNd):
    """The averages of windows over ``(N, C, H, W)``, as many as ``output_size`` says.

    It is a number for both dimensions or one for each; None keeps the length of the input.

    >>> import retrograd as rg
    >>> rg.nn.AdaptiveAvgPool2d((1, None))(rg.arange(6.0).reshape(1, 1, 2, 3))
    tensor([[[[1.5000, 2.5000, 3.5000]]]])
    """

    _pool = F.adaptive_avg_pool2d


class AdaptiveAvgPool3d(_AdaptiveAvgPoolNd):
    """The averages of windows over ``(N, C, D, H, W)``, as many as ``output_size`` says.

    It is a number for all dimensions or one for each; None keeps the length of the input.

    >>> import retrograd as rg
    >>> rg.nn.AdaptiveAvgPool3d(1)(rg.arange(8.0).reshape(1, 1, 2, 2, 2))
    tensor([[[[[3.5000]]]]])
    """

    _pool = F.adaptive_avg_pool3d


class _AdaptiveMaxPoolNd(_Pool):
    __constants__: ClassVar[list[str]] = ["output_size", "return_indices"]
    _shown = ("output_size",)
    output_size: _OutputSize
    return_indices: bool

    def __init__(self, output_size: _OutputSize, return_indices: bool = False) -> None:
        super().__init__()
        self.output_size = output_size
        self.return_indices = return_indices

    def forward(self, input: Tensor) -> Any:
        """Return the largest of each window, and where it is if ``return_indices``."""
        return self._pool(input, self.output_size, self.return_indices)


class AdaptiveMaxPool1d(_AdaptiveMaxPoolNd):
    """The largest of ``output_size`` windows over the last dimension of ``(N, C, L)``.

    >>> import retrograd as rg
    >>> rg.nn.AdaptiveMaxPool1d(2)(rg.arange(6.0).reshape(1, 1, 6))
    tensor([[[2., 5.]]])
    """

    _pool = F.adaptive_max_pool1d


class AdaptiveMaxPool2d(_AdaptiveMaxPoolNd):
    """The largest of windows over ``(N, C, H, W)``, as many as ``output_size`` says.

    It is a number for both dimensions or one for each; None keeps the length of the input.

    >>> import retrograd as rg
    >>> rg.nn.AdaptiveMaxPool2d((1, None))(rg.arange(6.0).reshape(1, 1, 2, 3))
    tensor([[[[3., 4., 5.]]]])
    """

    _pool = F.adaptive_max_pool2d


class AdaptiveMaxPool3d(_AdaptiveMaxPoolNd):
    """The largest of windows over ``(N, C, D, H, W)``, as many as ``output_size`` says.

    It is a number for all dimensions or one for each; None keeps the length of the input.

    >>> import retrograd as rg
    >>> rg.nn.AdaptiveMaxPool3d(1)(rg.arange(8.0).reshape(1, 1, 2, 2, 2))
    tensor([[[[[7.]]]]])
    """

    _pool = F.adaptive_max_pool3d
