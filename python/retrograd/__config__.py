"""How this copy of the package was built, and what it runs on."""

from __future__ import annotations

import platform

from . import _core

__all__ = ["parallel_info", "show"]


def __dir__() -> list[str]:
    return __all__


def show() -> str:
    """Return what a report of a fault should begin with.

    >>> print(rg.__config__.show())
    retrograd ...
      - Python ...
      - compiled with ..., C++20
      - instruction set ... of ...
      - ...
    """
    levels = ", ".join(_core.isa_levels())
    return "\n".join(
        [
            f"retrograd {_core.__version__}",
            f"  - Python {platform.python_version()}, {platform.platform()}",
            f"  - compiled with {_core.compiler()}, C++20",
            f"  - instruction set {_core.isa()} of {levels}",
            f"  - {parallel_info()}",
        ]
    )


def parallel_info() -> str:
    """Return how many threads compute.

    >>> rg.__config__.parallel_info() == f"threads: {rg.get_num_threads()}"
    True
    """
    return f"threads: {_core.get_num_threads()}"
