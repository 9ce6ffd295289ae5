"""Layers that write the windows of an image as columns, and add them up again."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from .._core import Tensor
from . import functional as F
from .module import Module

__all__ = ["Fold", "Unfold"]


def __dir__() -> list[str]:
    return __all__


class _Windows(Module):
    kernel_size: int | Sequence[int]
    dilation: int | Sequence[int]
    padding: int | Sequence[int]
    stride: int | Sequence[int]

    def extra_repr(self) -> str:
        """Return the numbers of the windows."""
        return (
            f"kernel_size={self.kernel_size}, dilation={self.dilation}, padding={self.padding},"
            f" stride={self.stride}"
        )


class Fold(_Windows):
    """Adds columns ``(N, C kh kw, windows)`` up into images ``(N, C, H, W)`` of ``output_size``.

    Raises RuntimeError if there are not as many columns as windows.

    >>> import retrograd as rg
    >>> rg.nn.Fold((1, 3), (1, 2))(rg.ones(1, 2, 2))
    tensor([[[[1., 2., 1.]]]])
    """

    __constants__: ClassVar[list[str]] = [
        "output_size",
        "kernel_size",
        "dilation",
        "padding",
        "stride",
    ]
    output_size: int | Sequence[int]

    def __init__(
        self,
        output_size: int | Sequence[int],
        kernel_size: int | Sequence[int],
        dilation: int | Sequence[int] = 1,
        padding: int | Sequence[int] = 0,
        stride: int | Sequence[int] = 1,
    ) -> None:
        super().__init__()
        self.output_size = output_size
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def forward(self, input: Tensor) -> Tensor:
        """Return the images."""
        return F.fold(
            input, self.output_size, self.kernel_size, self.dilation, self.padding, self.stride
        )

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return f"output_size={self.output_size}, {super().extra_repr()}"


class Unfold(_Windows):
    """Writes each window of images ``(N, C, H, W)`` as a column of ``(N, C kh kw, windows)``.

    Raises RuntimeError if no window fits.

    >>> import retrograd as rg
    >>> rg.nn.Unfold((1, 2))(rg.arange(3.0).reshape(1, 1, 1, 3))
    tensor([[[0., 1.],
             [1., 2.]]])
    """

    __constants__: ClassVar[list[str]] = ["kernel_size", "dilation", "padding", "stride"]

    def __init__(
        self,
        kernel_size: int | Sequence[int],
        dilation: int | Sequence[int] = 1,
        padding: int | Sequence[int] = 0,
        stride: int | Sequence[int] = 1,
    ) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.dilation = dilation
        self.padding = padding
        self.stride = stride

    def forward(self, input: Tensor) -> Tensor:
        """Return the columns."""
        return F.unfold(input, self.kernel_size, self.dilation, self.padding, self.stride)
