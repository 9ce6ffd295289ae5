"""``import torch`` means retrograd, from the import of this module on.

    import retrograd.as_torch
    import torch.nn.functional as F  # retrograd.nn.functional itself

Modules are the very same objects, so what is made or saved under one name is good under the other.
Packages that ask for the version of torch are told 2.13.0+retrograd and that of retrograd; those
that ask what the package is called, or the module of a tensor's class, are told torch. A torch that
is installed is not seen until ``remove()``. Worker processes of ``multiprocessing`` and of
DataLoader see what their parent does. ``python -m retrograd run`` does all this for a program.

``torch.utils.tensorboard`` is the package tensorboardX where that is installed, whose SummaryWriter
takes what torch's takes; else its import fails, as it does under torch without tensorboard.
"""

from __future__ import annotations

import contextlib
import importlib
import importlib.metadata
import importlib.util
import os
import sys
from collections.abc import Callable, Iterable, Sequence
from importlib.machinery import ModuleSpec
from multiprocessing import forkserver, spawn
from types import ModuleType
from typing import Any

import retrograd

from . import Tensor, version
from .nn.parameter import Parameter
from .torch_version import TorchVersion

__all__ = ["install", "installed", "remove"]


def __dir__() -> list[str]:
    return __all__


# What packages that take arrays of any kind have, often in a place of their own, for torch.
_STANDARD = "array_api_compat.torch"
# torch's writer of logs needs another package itself, so programs can do without: most import it in
# a try statement that catches ImportError, and those that do not are a pip install from running.
_LOGS, _WRITES_LOGS = "torch.utils.tensorboard", "tensorboardX"
# By which pickles of torch name what is in nn.functional.
_OF_NN = "torch._C._nn"
# pyro makes classes of all in the dicts of these, whose names come when they are asked for.
_LISTED = ("torch.distributions", "torch.optim")


def _is_ours(name: str) -> bool:
    return name.partition(".")[0] == "torch" or f".{_STANDARD}." in f".{name}."


def _real_name(name: str) -> str:
    if f"{name}.".startswith(f"{_LOGS}."):
        return _WRITES_LOGS + name.removeprefix(_LOGS)
    if name == _OF_NN:
        return "retrograd.nn.functional"
    _, standard, rest = name.partition(_STANDARD)
    return f"retrograd.array_api{rest}" if standard else "retrograd" + name.removeprefix("torch")


class _Distribution(importlib.metadata.Distribution):
    """What ``importlib.metadata`` tells of the package torch."""

    def read_text(self, filename: str) -> str | None:
        """Return a file of the metadata, of which there are two."""
        if filename == "METADATA":
            return f"Metadata-Version: 2.1\nName: torch\nVersion: {_version()}\n"
        return "torch\n" if filename == "top_level.txt" else None

    def locate_file(self, path: Any) -> Any:
        """Return where a file would be."""
        return os.path.join(os.path.dirname(__file__), path)


class _Finder:
    """Finds ``torch.x`` where there is ``retrograd.x``, and gives that module itself."""

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if not _is_ours(name):
            return None
        real = importlib.util.find_spec(_real_name(name))
        if real is None and name == _LOGS:
            raise ModuleNotFoundError(
                f"No module named {name!r}: torch is retrograd here, and SummaryWriter is that of"
                f" {_WRITES_LOGS}; pip install {_WRITES_LOGS}, or leave the logs out",
                name=name,
            )
        if real is None:
            return None
        spec = ModuleSpec(name, self, origin=real.origin)  # type: ignore[arg-type]
        spec.submodule_search_locations = real.submodule_search_locations
        spec.has_location = real.has_location
        return spec

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        name = module.__name__
        sys.modules[name] = real = importlib.import_module(_real_name(name))
        if name in _LISTED:
            for part in real.__all__:
                getattr(real, part)

    def get_code(self, name: str) -> Any:
        """Return the code of a module, for ``python -m``."""
        loader: Any = getattr(importlib.util.find_spec(_real_name(name)), "loader", None)
        return loader.get_code(_real_name(name))

    def find_distributions(
        self, context: importlib.metadata.DistributionFinder.Context
    ) -> Iterable[importlib.metadata.Distribution]:
        return [_Distribution()] if context.name in (None, "torch") else []


class _InWorker:
    """What a new process reads before it loads the program again."""

    def __reduce__(self) -> tuple[Callable[[str], None], tuple[str]]:
        place = os.path.dirname(retrograd.__path__[0])
        return exec, (f"import sys; sys.path.insert(0, {place!r}); import retrograd.as_torch",)


def _preparation_data(name: str) -> dict[str, Any]:
    return {"as_torch": _InWorker(), **_stdlib_preparation_data(name)}


_finder = _Finder()
_own_version = retrograd.__version__
_stdlib_preparation_data = spawn.get_preparation_data


def _version() -> TorchVersion:
    return TorchVersion(f"{version.torch}+retrograd{_own_version}")


def _call_itself(package: str) -> None:
    retrograd.__name__ = package
    Tensor.__module__, Parameter.__module__ = package, f"{package}.nn.parameter"


def installed() -> bool:
    """Return whether ``import torch`` means retrograd."""
    return _finder in sys.meta_path


def install() -> None:
    """Let ``import torch`` mean retrograd; the import of this module has done it once.

    Raises ImportError if another torch has been imported already.
    """
    loaded = sys.modules.get("torch")
    if loaded is not None and loaded is not retrograd:
        raise ImportError(
            f"retrograd.as_torch: another torch is loaded already, from "
            f"{getattr(loaded, '__file__', None)}; import retrograd.as_torch before anything that "
            "imports torch, or run the program by python -m retrograd run"
        )
    if installed():
        return
    sys.meta_path.insert(0, _finder)
    importlib.import_module("torch")
    retrograd.__version__ = version.__version__ = _version()
    _call_itself("torch")
    spawn.get_preparation_data = _preparation_data
    # A server that has loaded the main module before all else would look for another torch.
    forkserver.set_forkserver_preload([__name__])


def remove() -> None:
    """Let ``import torch`` mean what it meant before; modules that have it keep it."""
    if not installed():
        return
    with contextlib.suppress(ValueError):
        sys.meta_path.remove(_finder)
    for name in [name for name in sys.modules if _is_ours(name)]:
        del sys.modules[name]
    retrograd.__version__ = version.__version__ = _own_version
    _call_itself("retrograd")
    spawn.get_preparation_data = _stdlib_preparation_data
    forkserver.set_forkserver_preload(["__main__"])


install()
