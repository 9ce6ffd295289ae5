"""Distributions: their densities, moments and draws, divergences, constraints and transforms."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import constraints, kl, utils
    from .distribution import Distribution
    from .exp_family import ExponentialFamily
    from .kl import kl_divergence, register_kl
    from .normal import Normal

__all__ = [
    "Distribution",
    "ExponentialFamily",
    "Normal",
    "constraints",
    "kl",
    "kl_divergence",
    "register_kl",
    "utils",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, as in nn/__init__.py.
    _MODULES = """
        constraints kl utils"""
    _HOMES = {
        "distribution": "Distribution",
        "exp_family": "ExponentialFamily",
        "kl": "kl_divergence register_kl",
        "normal": "Normal",
    }

    def __getattr__(name: str) -> object:
        import importlib
        import sys

        for home, names in _HOMES.items():
            if name in names.split():
                found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
                globals()[sys.intern(name)] = found
                return found
        if name in _MODULES.split() or name in _HOMES:
            return importlib.import_module(f"{__name__}.{name}")
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
