"""Special functions, those of the package among them under the names that they have here."""

from . import _core

_special = _core.special

digamma = _core.digamma
erf = _core.erf
erfc = _core.erfc
erfinv = _core.erfinv
exp2 = _core.exp2
expit = _core.sigmoid
expm1 = _core.expm1
gammainc = _core.igamma
gammaincc = _core.igammac
gammaln = _core.lgamma
i0 = _core.i0
log1p = _core.log1p
log_softmax = _core.log_softmax
logit = _core.logit
logsumexp = _core.logsumexp
multigammaln = _core.mvlgamma
polygamma = _core.polygamma
psi = _core.digamma
round = _core.round
sinc = _core.sinc
softmax = _core.softmax
xlogy = _core.xlogy
entr = _special.entr
erfcx = _special.erfcx
i0e = _special.i0e
i1 = _special.i1
i1e = _special.i1e
log_ndtr = _special.log_ndtr
ndtr = _special.ndtr
ndtri = _special.ndtri
xlog1py = _special.xlog1py
zeta = _special.zeta

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
    "gammainc",
    "gammaincc",
    "gammaln",
    "i0",
    "i0e",
    "i1",
    "i1e",
    "log1p",
    "log_ndtr",
    "log_softmax",
    "logit",
    "logsumexp",
    "multigammaln",
    "ndtr",
    "ndtri",
    "polygamma",
    "psi",
    "round",
    "sinc",
    "softmax",
    "xlog1py",
    "xlogy",
    "zeta",
]


def __getattr__(name: str) -> object:
    from ._absent import missing

    raise missing(__name__, name)


_core._make_package(__name__)


def __dir__() -> list[str]:
    return __all__
