# Written from retrograd._core._stub(); pytest tests/test_stubs.py --update makes it anew.
from typing import TypeAlias

from ._core import digamma as digamma
from ._core import digamma as psi
from ._core import erf as erf
from ._core import erfc as erfc
from ._core import erfinv as erfinv
from ._core import exp2 as exp2
from ._core import expm1 as expm1
from ._core import i0 as i0
from ._core import igamma as gammainc
from ._core import igammac as gammaincc
from ._core import lgamma as gammaln
from ._core import log1p as log1p
from ._core import log_softmax as log_softmax
from ._core import logit as logit
from ._core import logsumexp as logsumexp
from ._core import mvlgamma as multigammaln
from ._core import polygamma as polygamma
from ._core import round as round
from ._core import sigmoid as expit
from ._core import sinc as sinc
from ._core import softmax as softmax
from ._core import xlogy as xlogy
from ._core import Tensor

_Number: TypeAlias = int | float | bool

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

def entr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The entropy of each element, within 2 ulp.

        y = -x log x,  0 for x = 0,  dy/dx = -log x - 1

    It is minus infinity below 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.entr.

    >>> rg.special.entr(rg.tensor([0.0, 0.5]))
    tensor([0.0000, 0.3466])
    """
def erfcx(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The complementary error function, scaled, within 2 ulp.

        y = e^(x^2) erfc(x),  dy/dx = 2 x y - 2 / sqrt(pi)

    It does not vanish where erfc(x) does.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.erfcx.

    >>> rg.special.erfcx(rg.tensor([0.0, 30.0]))
    tensor([1.0000, 0.0188])
    """
def i0e(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function, scaled, within 2 ulp.

        y = e^-|x| I0(x),  dy/dx = e^-|x| I1(x) - sign(x) y

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.i0e.

    >>> rg.special.i0e(rg.tensor([0.0, 1000.0]))
    tensor([1.0000, 0.0126])
    """
def i1(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of order 1, within 2 ulp.

        y = I1(x),  dy/dx = I0(x) - y / x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.i1.

    >>> rg.special.i1(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.5652])
    """
def i1e(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The modified Bessel function of order 1, scaled, within 2 ulp.

        y = e^-|x| I1(x),  dy/dx = e^-|x| I0(x) - sign(x) y - y / x

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.i1e.

    >>> rg.special.i1e(rg.tensor([0.0, 1000.0]))
    tensor([0.0000, 0.0126])
    """
def log_ndtr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The logarithm of special.ndtr(), within 2 ulp.

        y = log ndtr(x),  dy/dx = e^(-x^2 / 2 - y) / sqrt(2 pi)

    It is finite where ndtr(x) is 0.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.log_ndtr.

    >>> rg.special.log_ndtr(rg.tensor([0.0, -10.0]))
    tensor([ -0.6931, -53.2313])
    """
def ndtr(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The share of the normal distribution below each element, within 2 ulp.

        y = (1 + erf(x / sqrt(2))) / 2,  dy/dx = e^(-x^2 / 2) / sqrt(2 pi)

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.ndtr.

    >>> rg.special.ndtr(rg.tensor([0.0, 1.0]))
    tensor([0.5000, 0.8413])
    """
def ndtri(input: Tensor, *, out: Tensor | None = None) -> Tensor:
    """The inverse of special.ndtr(), within 2 ulp.

        y = ndtr^-1(x),  dy/dx = sqrt(2 pi) e^(y^2 / 2)

    Infinite at 0 and 1, NaN beyond.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` -> ``(*)``.
    Dtype:   all; integers and bool give the default type.
    Grad:    input. Twice differentiable.
    Raises:  nothing.
    Source:  torch.special.ndtri.

    >>> rg.special.ndtri(rg.tensor([0.5, 0.975]))
    tensor([0.0000, 1.9600])
    """
def xlog1py(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """The product of input and log1p(other), within 3 ulp.

        y = a log(1 + b),  dy/da = log(1 + b),  dy/db = a / (1 + b)

    It is 0 where input is 0, unless other is NaN.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    input, other; 0 for input where it is 0 and other not above -1. Twice
             differentiable.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.special.xlog1py.

    >>> rg.special.xlog1py(rg.tensor([0.0, 2.0]), rg.tensor([-1.0, 1.0]))
    tensor([0.0000, 1.3863])
    """
def zeta(input: Tensor | _Number, other: Tensor | _Number, *, out: Tensor | None = None) -> Tensor:
    """Hurwitz' zeta function, within 8 ulp.

        y = sum of (b + k)^-a over k >= 0,  dy/db = -a zeta(a + 1, b)

    Infinite for input 1 and for other 0, -1, -2, ...; NaN for input below 1.

    With ``out`` the result is written to that tensor, which takes on its shape and is returned.

    Shape:   ``(*)`` and ``(*)``, broadcast together.
    Dtype:   all; integers and bool give the default type.
    Grad:    other. Twice differentiable. None for input: its backward raises.
    Raises:  ShapeError if the shapes do not broadcast.
    Source:  torch.special.zeta.

    >>> rg.special.zeta(rg.tensor([2.0, 3.0]), rg.tensor([1.0, 2.0]))
    tensor([1.6449, 0.2021])
    """
