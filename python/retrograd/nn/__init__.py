"""Parts of neural networks: the functions in ``nn.functional``, and the modules made of them."""

from .. import _core
from . import functional

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import init
    from . import module, parameter, utils
    from .module import Module
    from .parameter import Buffer, Parameter, UninitializedBuffer, UninitializedParameter

__all__ = [
    "Buffer",
    "Module",
    "Parameter",
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
    _MODULES = "init"
    _HOMES: dict[str, str] = {}
    _MODULES = "module parameter utils"
    _HOMES = {
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
