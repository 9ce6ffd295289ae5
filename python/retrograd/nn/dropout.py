"""Layers that leave parts of their input out while training, and none in evaluation."""

from __future__ import annotations

from .._core import Tensor
from . import functional as F
from .module import Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

__all__ = [
    "AlphaDropout",
    "Dropout",
    "Dropout1d",
    "Dropout2d",
    "Dropout3d",
    "FeatureAlphaDropout",
]


def __dir__() -> list[str]:
    return __all__


class _DropoutNd(Module):
    """Leaves out with probability ``p``. Raises ValueError unless that is from 0 to 1."""

    __constants__: ClassVar[list[str]] = ["p", "inplace"]
    p: float
    inplace: bool

    def __init__(self, p: float = 0.5, inplace: bool = False) -> None:
        super().__init__()
        if p < 0 or p > 1:
            raise ValueError(f"{type(self).__name__}: the probability p is from 0 to 1, not {p}")
        self.p = p
        self.inplace = inplace

    def extra_repr(self) -> str:
        return f"p={self.p}, inplace={self.inplace}"


class Dropout(_DropoutNd):
    """Puts 0 in place of each element with probability ``p``; the others grow by 1 / (1 - p).

    In evaluation mode, which ``eval()`` enters, it returns its input.

    >>> import retrograd as rg
    >>> layer = rg.nn.Dropout(0.75)
    >>> set(layer(rg.ones(100)).tolist())
    {0.0, 4.0}
    >>> layer.eval()(rg.ones(2))
    tensor([1., 1.])
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.dropout(input, self.p, self.training, self.inplace)


class Dropout1d(_DropoutNd):
    """As Dropout, of whole channels of ``(n, c, l)`` or ``(c, l)``.

    >>> import retrograd as rg
    >>> len(rg.nn.Dropout1d()(rg.ones(9, 100))[0].unique())
    1
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.dropout1d(input, self.p, self.training, self.inplace)


class Dropout2d(_DropoutNd):
    """As Dropout, of whole channels of ``(n, c, h, w)`` or ``(c, h, w)``.

    >>> import retrograd as rg
    >>> len(rg.nn.Dropout2d()(rg.ones(1, 9, 10, 10))[0, 0].unique())
    1
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.dropout2d(input, self.p, self.training, self.inplace)


class Dropout3d(_DropoutNd):
    """As Dropout, of whole channels of ``(n, c, d, h, w)`` or ``(c, d, h, w)``.

    >>> import retrograd as rg
    >>> len(rg.nn.Dropout3d()(rg.ones(1, 9, 5, 5, 5))[0, 0].unique())
    1
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.dropout3d(input, self.p, self.training, self.inplace)


class AlphaDropout(_DropoutNd):
    """Dropout for SELU: it puts the lowest value of that in place, and keeps mean and variance.

    >>> import retrograd as rg
    >>> len(rg.nn.AlphaDropout()(rg.zeros(100)).unique())
    2
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.alpha_dropout(input, self.p, self.training)


class FeatureAlphaDropout(_DropoutNd):
    """As AlphaDropout, of whole channels of ``(n, c, *)``.

    >>> import retrograd as rg
    >>> len(rg.nn.FeatureAlphaDropout()(rg.zeros(1, 9, 100))[0, 0].unique())
    1
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.feature_alpha_dropout(input, self.p, self.training)
