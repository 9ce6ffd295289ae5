"""Layers that put something around their input: zeros, a constant, its mirror, its edge, itself."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from .._core import Tensor
from . import functional as F
from .module import Module
from .modules.utils import _ntuple

__all__ = [
    "CircularPad1d",
    "CircularPad2d",
    "CircularPad3d",
    "ConstantPad1d",
    "ConstantPad2d",
    "ConstantPad3d",
    "ReflectionPad1d",
    "ReflectionPad2d",
    "ReflectionPad3d",
    "ReplicationPad1d",
    "ReplicationPad2d",
    "ReplicationPad3d",
    "ZeroPad1d",
    "ZeroPad2d",
    "ZeroPad3d",
]


def __dir__() -> list[str]:
    return __all__


class _PadNd(Module):
    """Pads the last ``_dims`` dimensions: left and right of the last one, then of those before."""

    __constants__: ClassVar[list[str]] = ["padding"]
    padding: tuple[int, ...]
    _dims: ClassVar[int]
    _mode: ClassVar[str]

    def __init__(self, padding: int | Sequence[int]) -> None:
        super().__init__()
        self.padding = _ntuple(2 * self._dims)(padding)

    def forward(self, input: Tensor) -> Tensor:
        """Return the padded input."""
        return F.pad(input, self.padding, self._mode)

    def extra_repr(self) -> str:
        """Return the padding."""
        return f"{self.padding}"


class _ConstantPadNd(_PadNd):
    __constants__: ClassVar[list[str]] = ["padding", "value"]
    _mode = "constant"
    value: float

    def __init__(self, padding: int | Sequence[int], value: float) -> None:
        super().__init__(padding)
        self.value = value

    def forward(self, input: Tensor) -> Tensor:
        """Return the padded input."""
        return F.pad(input, self.padding, self._mode, self.value)

    def extra_repr(self) -> str:
        """Return the padding and the value."""
        return f"padding={self.padding}, value={self.value}"


class ConstantPad1d(_ConstantPadNd):
    """Puts a value at the sides of the last dimension; ``padding`` is (left, right) or a number.

    >>> import retrograd as rg
    >>> rg.nn.ConstantPad1d((1, 2), 9.0)(rg.tensor([[1.0, 2.0]]))
    tensor([[9., 1., 2., 9., 9.]])
    """

    _dims = 1


class ConstantPad2d(_ConstantPadNd):
    """Puts a value around the last two dimensions.

    ``padding`` is (left, right, top, bottom), or a number for all sides; negative ones cut.

    >>> import retrograd as rg
    >>> rg.nn.ConstantPad2d((1, 0, 0, 1), 9.0)(rg.tensor([[1.0, 2.0]]))
    tensor([[9., 1., 2.],
            [9., 9., 9.]])
    """

    _dims = 2


class ConstantPad3d(_ConstantPadNd):
    """Puts a value around the last three dimensions.

    ``padding`` is (left, right, top, bottom, front, back), or a number for all sides.

    >>> import retrograd as rg
    >>> rg.nn.ConstantPad3d(1, 0.5)(rg.zeros(1, 2, 3, 4)).shape
    torch.Size([1, 4, 5, 6])
    """

    _dims = 3


class _ZeroPad(_ConstantPadNd):
    def __init__(self, padding: int | Sequence[int]) -> None:
        super().__init__(padding, 0.0)

    def extra_repr(self) -> str:
        """Return the padding."""
        return f"{self.padding}"


class ZeroPad1d(_ZeroPad, ConstantPad1d):
    """Puts zeros at the sides of the last dimension; ``padding`` is (left, right) or a number.

    >>> import retrograd as rg
    >>> rg.nn.ZeroPad1d(1)(rg.tensor([[1.0, 2.0]]))
    tensor([[0., 1., 2., 0.]])
    """


class ZeroPad2d(_ZeroPad, ConstantPad2d):
    """Puts zeros around the last two dimensions.

    ``padding`` is (left, right, top, bottom), or a number for all sides; negative ones cut.

    >>> import retrograd as rg
    >>> rg.nn.ZeroPad2d((0, 1, 1, 0))(rg.tensor([[1.0, 2.0]]))
    tensor([[0., 0., 0.],
            [1., 2., 0.]])
    """


class ZeroPad3d(_ZeroPad, ConstantPad3d):
    """Puts zeros around the last three dimensions.

    ``padding`` is (left, right, top, bottom, front, back), or a number for all sides.

    >>> import retrograd as rg
    >>> rg.nn.ZeroPad3d(1)(rg.ones(1, 1, 1, 1)).shape
    torch.Size([1, 3, 3, 3])
    """


class _ReflectionPadNd(_PadNd):
    _mode = "reflect"


class ReflectionPad1d(_ReflectionPadNd):
    """Mirrors ``(N, C, L)`` or ``(C, L)`` at its first and last position, which are not repeated.

    ``padding`` is (left, right) or a number. Raises RuntimeError for one that is not less than the
    length.

    >>> import retrograd as rg
    >>> rg.nn.ReflectionPad1d((2, 1))(rg.tensor([[1.0, 2.0, 3.0]]))
    tensor([[3., 2., 1., 2., 3., 2.]])
    """

    _dims = 1


class ReflectionPad2d(_ReflectionPadNd):
    """Mirrors the last two dimensions of ``(N, C, H, W)`` at their edges, which are not repeated.

    ``padding`` is (left, right, top, bottom), or a number for all sides. Raises RuntimeError for
    one that is not less than the length.

    >>> import retrograd as rg
    >>> rg.nn.ReflectionPad2d((1, 0, 1, 0))(rg.tensor([[[1.0, 2.0], [3.0, 4.0]]]))
    tensor([[[4., 3., 4.],
             [2., 1., 2.],
             [4., 3., 4.]]])
    """

    _dims = 2


class ReflectionPad3d(_ReflectionPadNd):
    """Mirrors the last three dimensions of ``(N, C, D, H, W)`` at their edges.

    ``padding`` is (left, right, top, bottom, front, back), or a number for all sides. Raises
    RuntimeError for one that is not less than the length.

    >>> import retrograd as rg
    >>> rg.nn.ReflectionPad3d(1)(rg.ones(1, 1, 2, 2, 2)).shape
    torch.Size([1, 1, 4, 4, 4])
    """

    _dims = 3


class _ReplicationPadNd(_PadNd):
    _mode = "replicate"


class ReplicationPad1d(_ReplicationPadNd):
    """Repeats the first and the last position of ``(N, C, L)`` or ``(C, L)`` outwards.

    ``padding`` is (left, right) or a number.

    >>> import retrograd as rg
    >>> rg.nn.ReplicationPad1d((2, 1))(rg.tensor([[1.0, 2.0]]))
    tensor([[1., 1., 1., 2., 2.]])
    """

    _dims = 1


class ReplicationPad2d(_ReplicationPadNd):
    """Repeats the edges of the last two dimensions of ``(N, C, H, W)`` outwards.

    ``padding`` is (left, right, top, bottom), or a number for all sides.

    >>> import retrograd as rg
    >>> rg.nn.ReplicationPad2d((1, 0, 0, 1))(rg.tensor([[[1.0, 2.0]]]))
    tensor([[[1., 1., 2.],
             [1., 1., 2.]]])
    """

    _dims = 2


class ReplicationPad3d(_ReplicationPadNd):
    """Repeats the faces of the last three dimensions of ``(N, C, D, H, W)`` outwards.

    ``padding`` is (left, right, top, bottom, front, back), or a number for all sides.

    >>> import retrograd as rg
    >>> rg.nn.ReplicationPad3d(1)(rg.ones(1, 1, 1, 1, 1)).sum()
    tensor(27.)
    """

    _dims = 3


class _CircularPadNd(_PadNd):
    _mode = "circular"

    def forward(self, input: Tensor) -> Tensor:
        """Return the padded input."""
        dims = self._dims
        if input.dim() not in (dims + 1, dims + 2):
            raise ValueError(
                f"{type(self).__name__}: expected an input of {dims + 1} or {dims + 2} dimensions,"
                f" got shape {tuple(input.shape)}"
            )
        return super().forward(input)


class CircularPad1d(_CircularPadNd):
    """Continues ``(N, C, L)`` or ``(C, L)`` at each end with what stands at the other one.

    ``padding`` is (left, right) or a number. Raises ValueError for other dimensions.

    >>> import retrograd as rg
    >>> rg.nn.CircularPad1d((1, 2))(rg.tensor([[1.0, 2.0, 3.0]]))
    tensor([[3., 1., 2., 3., 1., 2.]])
    """

    _dims = 1


class CircularPad2d(_CircularPadNd):
    """Continues the last two dimensions of ``(N, C, H, W)`` with what stands at the other ends.

    ``padding`` is (left, right, top, bottom), or a number for all sides. Raises ValueError for
    other dimensions.

    >>> import retrograd as rg
    >>> rg.nn.CircularPad2d((1, 0, 0, 0))(rg.tensor([[[1.0, 2.0]]]))
    tensor([[[2., 1., 2.]]])
    """

    _dims = 2


class CircularPad3d(_CircularPadNd):
    """Continues the last three dimensions of ``(N, C, D, H, W)`` with what stands opposite.

    ``padding`` is (left, right, top, bottom, front, back), or a number for all sides. Raises
    ValueError for other dimensions.

    >>> import retrograd as rg
    >>> rg.nn.CircularPad3d(1)(rg.ones(1, 1, 2, 2, 2)).shape
    torch.Size([1, 1, 4, 4, 4])
    """

    _dims = 3
