"""Parts of neural networks: the functions in ``nn.functional``, and the modules made of them."""

from .. import _core
from . import functional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import init, module, parameter, utils
    from .activation import (
        CELU,
        ELU,
        GELU,
        GLU,
        SELU,
        Hardshrink,
        Hardsigmoid,
        Hardswish,
        Hardtanh,
        LeakyReLU,
        LogSigmoid,
        LogSoftmax,
        Mish,
        PReLU,
        ReLU,
        ReLU6,
        RReLU,
        Sigmoid,
        SiLU,
        Softmax,
        Softmax2d,
        Softmin,
        Softplus,
        Softshrink,
        Softsign,
        Tanh,
        Tanhshrink,
        Threshold,
    )
    from .module import Module
    from .parameter import Buffer, Parameter, UninitializedBuffer, UninitializedParameter

__all__ = [
    "CELU",
    "ELU",
    "GELU",
    "GLU",
    "SELU",
    "Buffer",
    "Hardshrink",
    "Hardsigmoid",
    "Hardswish",
    "Hardtanh",
    "LeakyReLU",
    "LogSigmoid",
    "LogSoftmax",
    "Mish",
    "Module",
    "PReLU",
    "Parameter",
    "RReLU",
    "ReLU",
    "ReLU6",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softmax2d",
    "Softmin",
    "Softplus",
    "Softshrink",
    "Softsign",
    "Tanh",
    "Tanhshrink",
    "Threshold",
    "UninitializedBuffer",
    "UninitializedParameter",
    "functional",
    "init",
    "module",
    "parameter",
    "utils",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, are loaded when they are first asked for.
    _MODULES = "init module parameter utils"
    _HOMES = {
        "activation": """
            CELU ELU GELU GLU SELU Hardshrink Hardsigmoid Hardswish Hardtanh
            LeakyReLU LogSigmoid LogSoftmax Mish PReLU RReLU ReLU ReLU6 SiLU Sigmoid
            Softmax Softmax2d Softmin Softplus Softshrink Softsign Tanh Tanhshrink
            Threshold""",
        "module": "Module",
        "parameter": "Buffer Parameter UninitializedBuffer UninitializedParameter",
    }

    def __getattr__(name: str) -> object:
        import importlib
        import sys

        for home, names in _HOMES.items():
            if name in names.split():
                found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
                globals()[sys.intern(name)] = found
                return found
        if name in _MODULES.split():
            return importlib.import_module(f"{__name__}.{name}")
        from .._absent import missing

        raise missing(__name__, name)

    _core._make_package(__name__)


def __dir__() -> list[str]:
    return __all__
