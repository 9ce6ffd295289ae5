"""Names of classes and functions in files: torch's, so that both read what either wrote."""

from __future__ import annotations

import sys
from typing import Any

__all__ = ["from_file", "is_importable", "torch_name"]

# Python 3's names that files of pickle protocol 2 have by those of Python 2, as torch's do.
_OLD = {
    ("builtins", "range"): ("__builtin__", "xrange"),
    ("builtins", "chr"): ("__builtin__", "unichr"),
}
_NEW = {old: new for new, old in _OLD.items()} | {("__builtin__", "unicode"): ("builtins", "str")}
_OLD_MODULES = {"builtins": "__builtin__", "copyreg": "copy_reg"}
_NEW_MODULES = {old: new for new, old in _OLD_MODULES.items()}

# Modules of nn that torch does not keep in nn.modules.
_BESIDE_MODULES = frozenset(
    ["attention", "functional", "grad", "init", "modules", "parallel", "parameter", "utils"]
)
# Places in nn.modules that have other names than our files, and classes that have one of their own.
_PLACES = {"convolution": "conv", "embedding": "sparse", "recurrent": "rnn"}
_APART = ("ChannelShuffle", "InstanceNorm")


def torch_name(thing: Any) -> tuple[str, str]:
    """Return the module and the name by which a file names a class or a function."""
    module: str = thing.__module__
    name: str = thing.__qualname__
    package, *parts = module.split(".")
    if package == "retrograd":
        if parts[:1] == ["nn"] and len(parts) > 1 and parts[1] not in _BESIDE_MODULES:
            parts[1:2] = ["modules", _place_of_torch(parts[1], name)]
        return ".".join(["torch", *parts]), name
    if (module, name) in _OLD:
        return _OLD[module, name]
    return _OLD_MODULES.get(module, module), name


def _place_of_torch(file: str, name: str) -> str:
    """Return in which of torch's modules the class of a file of ours is."""
    for kind in _APART:
        if name.lstrip("_").startswith(kind):
            return kind.lower()
    return _PLACES.get(file, file)


def from_file(module: str, name: str) -> tuple[str, str]:
    """Return the names of Python 3 for those of a file of protocol 2."""
    return _NEW.get((module, name), (_NEW_MODULES.get(module, module), name))


def is_importable(thing: Any) -> bool:
    """Return whether a class or function is found where it says that it is."""
    found: Any = sys.modules.get(thing.__module__)
    for part in thing.__qualname__.split("."):
        found = getattr(found, part, None)
    return found is thing
