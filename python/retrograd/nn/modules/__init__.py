"""The places where torch keeps its modules, as ``nn.modules.conv``: here they lead to the files.

Programs import from them what has no public name, ``_BatchNorm`` for example.
"""

from __future__ import annotations

import importlib
import sys
import types
from importlib.machinery import ModuleSpec

from . import utils

# Where the names are that torch has in a module of another name.
_HOMES = {
    "activation": "activation attention",
    "batchnorm": "batchnorm lazy_layers",
    "channelshuffle": "pixelshuffle",
    "conv": "convolution lazy_layers",
    "instancenorm": "batchnorm lazy_layers",
    "loss": "loss margin",
    "rnn": "recurrent",
    "sparse": "embedding",
}
_PLACES = """
    activation adaptive batchnorm channelshuffle container conv distance dropout flatten fold
    instancenorm lazy linear loss module normalization padding pixelshuffle pooling rnn sparse
    transformer upsampling"""

__all__ = ["utils"]


class _Place(types.ModuleType):
    """A module that has the names of others, which it loads when it is first asked."""

    def __init__(self, name: str, homes: list[str]) -> None:
        super().__init__(name, f"The names of {' and '.join(homes)}.")
        self.__spec__ = ModuleSpec(name, None)  # find_spec takes a module without one for an error
        self._homes = homes

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what importing asks for
            raise AttributeError(name)
        *first, last = map(importlib.import_module, self._homes)
        return getattr(next((home for home in first if hasattr(home, name)), last), name)

    def __dir__(self) -> list[str]:
        return [name for home in self._homes for name in dir(importlib.import_module(home))]


for _name in _PLACES.split():
    _nn = __name__.rpartition(".")[0]
    _homes = [f"{_nn}.{home}" for home in _HOMES.get(_name, _name).split()]
    _place = _Place(f"{__name__}.{_name}", _homes)
    sys.modules[_place.__name__] = globals()[_name] = _place

TYPE_CHECKING = False
if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        return getattr(importlib.import_module(__name__.rpartition(".")[0]), name)


def __dir__() -> list[str]:
    return __all__
