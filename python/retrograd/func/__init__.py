"""Transforms of functions: from one that computes tensors to one that computes its derivatives.

They can be nested. ``vmap`` is a loop, and forward mode is two runs backwards, so far.
"""

from __future__ import annotations

from ._forward import hessian, jacfwd, jvp, linearize
from ._reverse import grad, grad_and_value, jacrev, vjp
from ._vmap import vmap

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._modules import functional_call, stack_module_state

__all__ = [
    "functional_call",
    "grad",
    "grad_and_value",
    "hessian",
    "jacfwd",
    "jacrev",
    "jvp",
    "linearize",
    "stack_module_state",
    "vjp",
    "vmap",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        if name in ("functional_call", "stack_module_state"):
            from . import _modules

            return getattr(_modules, name)
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
