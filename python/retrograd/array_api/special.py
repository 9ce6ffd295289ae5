"""Special functions that SciPy and torch mean alike: scipy.special takes them for tensors."""

from __future__ import annotations

from ..special import (
    digamma,
    entr,
    erf,
    erfc,
    erfcx,
    erfinv,
    exp2,
    expit,
    expm1,
    gammaln,
    i0,
    i0e,
    i1,
    i1e,
    log1p,
    log_ndtr,
    logit,
    multigammaln,
    ndtr,
    ndtri,
    psi,
    sinc,
    xlog1py,
    xlogy,
)


def __dir__() -> list[str]:
    return __all__


__all__ = [
    "digamma",
    "entr",
    "erf",
    "erfc",
    "erfcx",
    "erfinv",
    "exp2",
    "expit",
    "expm1",
    "gammaln",
    "i0",
    "i0e",
    "i1",
    "i1e",
    "log1p",
    "log_ndtr",
    "logit",
    "multigammaln",
    "ndtr",
    "ndtri",
    "psi",
    "sinc",
    "xlog1py",
    "xlogy",
]
