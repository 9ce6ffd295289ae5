"""Parts of neural networks: the functions in ``nn.functional``, and the modules made of them."""

from .. import _core
from . import functional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import container, init, module, modules, parameter, utils
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
    from .container import ModuleDict, ModuleList, ParameterDict, ParameterList, Sequential
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
    "ModuleDict",
    "ModuleList",
    "PReLU",
    "Parameter",
    "ParameterDict",
    "ParameterList",
    "RReLU",
    "ReLU",
    "ReLU6",
    "Sequential",
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
    "container",
    "functional",
    "init",
    "module",
    "modules",
    "parameter",
    "utils",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, are loaded when they are first asked for.
    _MODULES = "container init module modules parameter utils"
    _HOMES = {
        "activation": """
            CELU ELU GELU GLU Hardshrink Hardsigmoid Hardswish Hardtanh LeakyReLU LogSigmoid
            LogSoftmax Mish PReLU RReLU ReLU ReLU6 SELU SiLU Sigmoid Softmax Softmax2d Softmin
            Softplus Softshrink Softsign Tanh Tanhshrink Threshold""",
        "container": "ModuleDict ModuleList ParameterDict ParameterList Sequential",
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
