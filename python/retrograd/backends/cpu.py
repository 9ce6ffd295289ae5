"""What the CPU can do.

>>> rg.backends.cpu.get_cpu_capability() in ("DEFAULT", "AVX2", "AVX512")
True
"""

from .. import _core

__all__ = ["get_cpu_capability"]


def get_cpu_capability() -> str:
    """Return the instructions that are used, by torch's names: "DEFAULT", "AVX2" or "AVX512"."""
    return {"v3": "AVX2", "v4": "AVX512"}.get(_core.isa(), "DEFAULT")


def __dir__() -> list[str]:
    return __all__
