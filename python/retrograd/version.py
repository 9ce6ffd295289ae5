"""Which version this is, and of what.

``torch`` is the version of torch whose names and behaviour are those of this package.

>>> rg.version.__version__ == rg.__version__, rg.version.torch, rg.version.cuda
(True, '2.13.0', None)
"""

from __future__ import annotations

from ._core import __version__

__all__ = ["__version__", "cuda", "debug", "git_version", "hip", "rocm", "torch", "xpu"]

torch: str = "2.13.0"
debug: bool = False
cuda: str | None = None
hip: str | None = None
rocm: str | None = None
xpu: str | None = None
git_version: str | None = None


def __dir__() -> list[str]:
    return __all__
