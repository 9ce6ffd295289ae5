"""Transforms of functions: from one that computes tensors to one that computes its derivatives.

They can be nested. ``vmap`` is a loop, and forward mode is two runs backwards, so far.
"""

from __future__ import annotations

from ._forward import hessian, jacfwd, jvp, linearize
from ._reverse import grad, grad_and_value, jacrev, vjp
from ._vmap import vmap

TYPE_CHECKING = False

__all__ = [
    "grad",
    "grad_and_value",
    "hessian",
    "jacfwd",
    "jacrev",
    "jvp",
    "linearize",
    "vjp",
    "vmap",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
