"""Layers that make one dimension of several, and several of one."""

from __future__ import annotations

from .._core import Tensor
from ._fields import Shown, made_of_fields

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import ClassVar

__all__ = ["Flatten", "Unflatten"]


def __dir__() -> list[str]:
    return __all__


@made_of_fields
class Flatten(Shown):
    """Makes one dimension of those from ``start_dim`` to ``end_dim``: of all but the first.

    >>> import retrograd as rg
    >>> rg.nn.Flatten()(rg.ones(5, 2, 3)).shape
    torch.Size([5, 6])
    """

    start_dim: int = 1
    end_dim: int = -1

    def forward(self, input: Tensor) -> Tensor:
        return input.flatten(self.start_dim, self.end_dim)


class Unflatten(Shown):
    """Makes several dimensions of dimension ``dim``.

    Raises TypeError unless ``unflattened_size`` is a tuple or list of ints.

    >>> import retrograd as rg
    >>> rg.nn.Unflatten(1, (2, 3))(rg.ones(5, 6)).shape
    torch.Size([5, 2, 3])
    """

    __constants__: ClassVar[list[str]] = ["dim", "unflattened_size"]
    dim: int
    unflattened_size: Sequence[int]

    def __init__(self, dim: int, unflattened_size: Sequence[int]) -> None:
        super().__init__()
        lengths = unflattened_size if isinstance(unflattened_size, (tuple, list)) else [None]
        if not all(isinstance(length, int) for length in lengths):
            raise TypeError(f"Unflatten: expected a tuple of ints, not {unflattened_size!r}")
        self.dim = dim
        self.unflattened_size = unflattened_size

    def forward(self, input: Tensor) -> Tensor:
        return input.unflatten(self.dim, self.unflattened_size)
