"""The places where torch keeps its modules, as ``nn.modules.conv``: here they lead to the files.

Programs import from them what has no public name, ``_BatchNorm`` for example.
"""

from __future__ import annotations

import importlib
import sys
import types

from . import utils

# Where the names are that torch has in a module of another name.
_HOMES = {
    "conv": "convolution",
    "instancenorm": "batchnorm",
    "rnn": "recurrent",
    "sparse": "embedding",
}
_PLACES = """
    activation batchnorm container conv distance dropout flatten fold instancenorm lazy linear loss
    module normalization padding pixelshuffle pooling rnn sparse transformer upsampling"""

__all__ = ["utils"]


class _Place(types.ModuleType):
    """A module that has the names of another one, which it loads when it is first asked."""

    def __init__(self, name: str, home: str) -> None:
        super().__init__(name, f"The names of {home}.")
        self._home = home

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what importing asks for
            raise AttributeError(name)
        return getattr(importlib.import_module(self._home), name)

    def __dir__(self) -> list[str]:
        return dir(importlib.import_module(self._home))


for _name in _PLACES.split():
    _home = f"{__name__.rpartition('.')[0]}.{_HOMES.get(_name, _name)}"
    _place = _Place(f"{__name__}.{_name}", _home)
    sys.modules[_place.__name__] = globals()[_name] = _place

TYPE_CHECKING = False
if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        return getattr(importlib.import_module(__name__.rpartition(".")[0]), name)


def __dir__() -> list[str]:
    return __all__
