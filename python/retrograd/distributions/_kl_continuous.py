"""Divergences between continuous distributions."""

from __future__ import annotations

from .._core import Tensor
from ._divergence import register_kl
from .normal import Normal


@register_kl(Normal, Normal)
def _normal_normal(p: Normal, q: Normal) -> Tensor:
    ratio = (p.scale / q.scale).square()
    apart = ((p.loc - q.loc) / q.scale).square()
    return 0.5 * (ratio + apart - 1 - ratio.log())
