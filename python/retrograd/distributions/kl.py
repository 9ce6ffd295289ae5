"""Divergences of distributions: the rules of all pairs of classes that have one."""

from __future__ import annotations

# The files of rules are loaded before a program can register its own, which then replaces theirs.
from . import _kl_discrete as _kl_discrete
from . import _kl_gamma as _kl_gamma
from . import _kl_multivariate as _kl_multivariate
from ._divergence import _KL_MEMOIZE as _KL_MEMOIZE
from ._divergence import _KL_REGISTRY as _KL_REGISTRY
from ._divergence import _dispatch_kl as _dispatch_kl
from ._divergence import kl_divergence, register_kl
from ._kl_continuous import _kl_expfamily_expfamily as _kl_expfamily_expfamily

__all__ = ["kl_divergence", "register_kl"]


def __dir__() -> list[str]:
    return __all__
