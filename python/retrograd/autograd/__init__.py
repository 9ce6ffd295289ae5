"""Reverse-mode automatic differentiation: gradients of recorded operations.

See ``Tensor.backward`` for the usual way in. The functions here take several roots at once, or
return gradients instead of adding them to leaves.
"""

from __future__ import annotations

from .. import _core
from . import function, graph
from ._run import backward, grad
from .anomaly_mode import detect_anomaly, set_detect_anomaly
from .function import Function
from .grad_mode import enable_grad, inference_mode, no_grad, set_grad_enabled
from .gradcheck import gradcheck, gradgradcheck

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from . import forward_ad, functional
    from .variable import Variable

__all__ = [
    "Function",
    "Variable",
    "backward",
    "detect_anomaly",
    "enable_grad",
    "forward_ad",
    "function",
    "functional",
    "grad",
    "gradcheck",
    "gradgradcheck",
    "graph",
    "inference_mode",
    "no_grad",
    "set_detect_anomaly",
    "set_grad_enabled",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        """Load what few programs use when it is first asked for."""
        if name == "Variable":
            from .variable import Variable

            return Variable
        if name in ("forward_ad", "functional", "profiler"):
            import importlib

            return importlib.import_module(f"{__name__}.{name}")
        from .._absent import missing

        raise missing(__name__, name)

    _core._make_package(__name__)


def __dir__() -> list[str]:
    return __all__
