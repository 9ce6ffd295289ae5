"""SparseAdam, which is not there: gradients are dense."""

from __future__ import annotations

from .._core import Tensor
from .optimizer import Optimizer, ParamsT

__all__ = ["SparseAdam"]


def __dir__() -> list[str]:
    return __all__


class SparseAdam(Optimizer):
    """Refused: it steps by sparse gradients, and those of this engine are dense.

    Raises NotImplementedError; Adam does for dense gradients what this does for sparse ones.

    >>> import retrograd as rg
    >>> rg.optim.SparseAdam([rg.ones(1, requires_grad=True)])
    Traceback (most recent call last):
    NotImplementedError: SparseAdam: there are no sparse gradients; use Adam
    """

    def __init__(
        self,
        params: ParamsT,
        lr: float | Tensor = 1e-3,
        betas: tuple[float, float] = (0.9, 0.999),
        eps: float = 1e-8,
        maximize: bool = False,
    ) -> None:
        raise NotImplementedError("SparseAdam: there are no sparse gradients; use Adam")
