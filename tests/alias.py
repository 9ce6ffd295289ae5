"""The engine under torch's name, so that packages made for torch run on it."""

from __future__ import annotations

import contextlib
import importlib
import importlib.machinery
import importlib.util
import sys


class _Finder:
    """Finds ``torch.x`` where there is ``retrograd.x``, and gives that module itself."""

    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] != "torch":
            return None
        real = "retrograd" + name[len("torch") :]
        if importlib.util.find_spec(real) is None:
            return None
        return importlib.machinery.ModuleSpec(name, self, is_package=True)

    def create_module(self, spec):
        return None

    def exec_module(self, module):
        name = module.__name__
        sys.modules[name] = importlib.import_module("retrograd" + name[len("torch") :])


@contextlib.contextmanager
def torch_is_retrograd():
    """Within, torch is the engine; afterwards it is what it was, and what has used it is gone."""
    before = dict(sys.modules)
    finder = _Finder()
    sys.meta_path.insert(0, finder)
    torch = importlib.import_module("torch")
    version, torch.__version__ = torch.__version__, "2.13.0"  # packages ask for the least they need
    try:
        yield torch
    finally:
        torch.__version__ = version
        sys.meta_path.remove(finder)
        for name in set(sys.modules) - set(before):
            if name.partition(".")[0] in _USERS or name.partition(".")[0] == "torch":
                del sys.modules[name]


_USERS = {
    "einops",
    "lion_pytorch",
    "opt_einsum",
    "skorch",
    "torchdiffeq",
    "torchinfo",
    "torchmin",
}
