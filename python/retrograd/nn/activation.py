"""Layers that are one function of each element, or of the elements along one dimension."""

from __future__ import annotations

import warnings

from .. import _core
from .._core import Tensor
from . import functional as F
from . import init as _init
from ._fields import OfFields, Shown, made_of_fields
from .module import Module
from .parameter import Parameter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar

__all__ = [
    "CELU",
    "ELU",
    "GELU",
    "GLU",
    "SELU",
    "Hardshrink",
    "Hardsigmoid",
    "Hardswish",
    "Hardtanh",
    "LeakyReLU",
    "LogSigmoid",
    "LogSoftmax",
    "Mish",
    "PReLU",
    "RReLU",
    "ReLU",
    "ReLU6",
    "SiLU",
    "Sigmoid",
    "Softmax",
    "Softmax2d",
    "Softmin",
    "Softplus",
    "Softshrink",
    "Softsign",
    "Tanh",
    "Tanhshrink",
    "Threshold",
]


def __dir__() -> list[str]:
    return __all__


@made_of_fields
class Threshold(Shown):
    """Keeps what is larger than ``threshold`` and puts ``value`` in place of the rest.

    >>> import retrograd as rg
    >>> rg.nn.Threshold(0.5, 9.0)(rg.tensor([0.0, 1.0]))
    tensor([9., 1.])
    """

    threshold: float
    value: float
    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.threshold(input, self.threshold, self.value, self.inplace)


@made_of_fields
class ReLU(Shown):
    """Puts 0 in place of what is negative: ``y = max(x, 0)``.

    >>> import retrograd as rg
    >>> rg.nn.ReLU()(rg.tensor([-1.0, 2.0]))
    tensor([0., 2.])
    """

    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.relu(input, self.inplace)


@made_of_fields
class RReLU(Shown):
    """Multiplies what is negative by a slope, drawn anew for each element from lower to upper.

    In evaluation mode the slope is the mean of both.

    >>> import retrograd as rg
    >>> rg.nn.RReLU(0.25, 0.75).eval()(rg.tensor([-1.0, 2.0]))
    tensor([-0.5000,  2.0000])
    """

    lower: float = 1 / 8
    upper: float = 1 / 3
    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.rrelu(input, self.lower, self.upper, self.training, self.inplace)


class Hardtanh(Shown):
    """Keeps the input between ``min_val`` and ``max_val``: ``y = min(max(x, min_val), max_val)``.

    ``min_value`` and ``max_value`` are old names of these. Raises AssertionError unless the first
    is the smaller one.

    >>> import retrograd as rg
    >>> rg.nn.Hardtanh()(rg.tensor([-2.0, 0.5, 2.0]))
    tensor([-1.0000,  0.5000,  1.0000])
    """

    __constants__: ClassVar[list[str]] = ["min_val", "max_val", "inplace"]
    min_val: float
    max_val: float
    inplace: bool

    def __init__(
        self,
        min_val: float = -1.0,
        max_val: float = 1.0,
        inplace: bool = False,
        min_value: float | None = None,
        max_value: float | None = None,
    ) -> None:
        super().__init__()
        for old, value in (("min_value", min_value), ("max_value", max_value)):
            if value is not None:
                new = old.removesuffix("ue")
                warnings.warn(f"Hardtanh: {old} is called {new} now", FutureWarning, stacklevel=2)
        self.min_val = min_val if min_value is None else min_value
        self.max_val = max_val if max_value is None else max_value
        self.inplace = inplace
        if self.max_val <= self.min_val:
            raise AssertionError(
                f"Hardtanh: max_val ({self.max_val}) must be larger than min_val ({self.min_val})"
            )

    def forward(self, input: Tensor) -> Tensor:
        return F.hardtanh(input, self.min_val, self.max_val, self.inplace)


class ReLU6(Hardtanh):
    """Keeps the input between 0 and 6: ``y = min(max(x, 0), 6)``.

    >>> import retrograd as rg
    >>> rg.nn.ReLU6()(rg.tensor([-1.0, 2.0, 7.0]))
    tensor([0., 2., 6.])
    """

    def __init__(self, inplace: bool = False) -> None:
        super().__init__(0.0, 6.0, inplace)

    def extra_repr(self) -> str:
        return "inplace=True" if self.inplace else ""


class Sigmoid(Module):
    """The logistic function: ``y = 1 / (1 + exp(-x))``.

    >>> import retrograd as rg
    >>> rg.nn.Sigmoid()(rg.zeros(1))
    tensor([0.5000])
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.sigmoid(input)


@made_of_fields
class Hardsigmoid(OfFields):
    """A sigmoid of straight lines: ``y = min(max(x / 6 + 1 / 2, 0), 1)``.

    >>> import retrograd as rg
    >>> rg.nn.Hardsigmoid()(rg.tensor([-3.0, 0.0, 3.0]))
    tensor([0.0000, 0.5000, 1.0000])
    """

    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.hardsigmoid(input, self.inplace)


class Tanh(Module):
    """The hyperbolic tangent: ``y = (exp(x) - exp(-x)) / (exp(x) + exp(-x))``.

    >>> import retrograd as rg
    >>> rg.nn.Tanh()(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7616])
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.tanh(input)


@made_of_fields
class SiLU(Shown):
    """The sigmoid linear unit, or swish: ``y = x sigmoid(x)``.

    >>> import retrograd as rg
    >>> rg.nn.SiLU()(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.7311])
    """

    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.silu(input, self.inplace)


@made_of_fields
class Mish(Shown):
    """``y = x tanh(softplus(x))``.

    >>> import retrograd as rg
    >>> rg.nn.Mish()(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8651])
    """

    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.mish(input, self.inplace)


@made_of_fields
class Hardswish(OfFields):
    """``y = x min(max(x / 6 + 1 / 2, 0), 1)``.

    >>> import retrograd as rg
    >>> rg.nn.Hardswish()(rg.tensor([-3.0, 0.0, 3.0]))
    tensor([-0., 0., 3.])
    """

    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.hardswish(input, self.inplace)


@made_of_fields
class ELU(Shown):
    """Keeps what is positive; ``y = alpha (exp(x) - 1)`` of the rest.

    >>> import retrograd as rg
    >>> rg.nn.ELU()(rg.tensor([-1.0, 2.0]))
    tensor([-0.6321,  2.0000])
    """

    alpha: float = 1.0
    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.elu(input, self.alpha, self.inplace)


@made_of_fields
class CELU(Shown):
    """Keeps what is positive; ``y = alpha (exp(x / alpha) - 1)`` of the rest.

    >>> import retrograd as rg
    >>> rg.nn.CELU(2.0)(rg.tensor([-2.0, 2.0]))
    tensor([-1.2642,  2.0000])
    """

    alpha: float = 1.0
    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.celu(input, self.alpha, self.inplace)


@made_of_fields
class SELU(Shown):
    """``y = 1.0507 elu(x, 1.6733)``, which keeps mean 0 and variance 1 from layer to layer.

    >>> import retrograd as rg
    >>> rg.nn.SELU()(rg.tensor([-1.0, 1.0]))
    tensor([-1.1113,  1.0507])
    """

    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.selu(input, self.inplace)


@made_of_fields
class GLU(Shown):
    """The first half of the input along ``dim`` times the sigmoid of the second.

    >>> import retrograd as rg
    >>> rg.nn.GLU()(rg.tensor([2.0, 0.0]))
    tensor([1.])
    """

    dim: int = -1

    def forward(self, input: Tensor) -> Tensor:
        return F.glu(input, self.dim)


@made_of_fields
class GELU(Shown):
    """``x`` times the probability that a normal number is smaller than ``x``.

    ``approximate="tanh"`` takes ``(1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) / 2`` for it.

    >>> import retrograd as rg
    >>> rg.nn.GELU()(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.8413])
    """

    approximate: str = "none"

    def forward(self, input: Tensor) -> Tensor:
        return F.gelu(input, approximate=self.approximate)


@made_of_fields
class Hardshrink(OfFields):
    """Puts 0 in place of what lies from ``-lambd`` to ``lambd``.

    >>> import retrograd as rg
    >>> rg.nn.Hardshrink()(rg.tensor([-1.0, 0.2, 1.0]))
    tensor([-1.,  0.,  1.])
    """

    lambd: float = 0.5

    def forward(self, input: Tensor) -> Tensor:
        return F.hardshrink(input, self.lambd)

    def extra_repr(self) -> str:
        return f"{self.lambd}"


@made_of_fields
class LeakyReLU(Shown):
    """Multiplies what is negative: ``y = max(x, 0) + negative_slope min(x, 0)``.

    >>> import retrograd as rg
    >>> rg.nn.LeakyReLU(0.1)(rg.tensor([-1.0, 2.0]))
    tensor([-0.1000,  2.0000])
    """

    negative_slope: float = 0.01
    inplace: bool = False

    def forward(self, input: Tensor) -> Tensor:
        return F.leaky_relu(input, self.negative_slope, self.inplace)


class LogSigmoid(Module):
    """``y = log(1 / (1 + exp(-x)))``.

    >>> import retrograd as rg
    >>> rg.nn.LogSigmoid()(rg.zeros(1))
    tensor([-0.6931])
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.logsigmoid(input)


@made_of_fields
class Softplus(Shown):
    """A smooth maximum of ``x`` and 0: ``y = log(1 + exp(beta x)) / beta``.

    Where ``beta x`` exceeds ``threshold``, it is ``x``.

    >>> import retrograd as rg
    >>> rg.nn.Softplus()(rg.tensor([0.0, 30.0]))
    tensor([ 0.6931, 30.0000])
    """

    beta: float = 1.0
    threshold: float = 20.0

    def forward(self, input: Tensor) -> Tensor:
        return F.softplus(input, self.beta, self.threshold)


@made_of_fields
class Softshrink(OfFields):
    """Moves ``x`` by ``lambd`` towards 0, and not beyond.

    Raises RuntimeError when it is called with a negative ``lambd``.

    >>> import retrograd as rg
    >>> rg.nn.Softshrink()(rg.tensor([-1.0, 0.2, 1.0]))
    tensor([-0.5000,  0.0000,  0.5000])
    """

    lambd: float = 0.5

    def forward(self, input: Tensor) -> Tensor:
        return F.softshrink(input, self.lambd)

    def extra_repr(self) -> str:
        return f"{self.lambd}"


class PReLU(Shown):
    """Multiplies what is negative by a slope that is learned.

        y = max(x, 0) + weight min(x, 0)

    Parameters: ``weight``, ``num_parameters`` of them, each ``init`` to begin with: one for all, or
    one for each index of dimension 1.

    >>> import retrograd as rg
    >>> rg.nn.PReLU()(rg.tensor([-1.0, 2.0])).detach()
    tensor([-0.2500,  2.0000])
    """

    __constants__: ClassVar[list[str]] = ["num_parameters"]
    num_parameters: int
    init: float
    weight: Parameter

    def __init__(
        self,
        num_parameters: int = 1,
        init: float = 0.25,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        super().__init__()
        self.num_parameters = num_parameters
        self.init = init
        self.weight = Parameter(_core.empty(num_parameters, device=device, dtype=dtype))
        self.reset_parameters()

    def reset_parameters(self) -> None:
        """Set each slope to ``init``."""
        _init.constant_(self.weight, self.init)

    def forward(self, input: Tensor) -> Tensor:
        return F.prelu(input, self.weight)


class Softsign(Module):
    """``y = x / (1 + |x|)``.

    >>> import retrograd as rg
    >>> rg.nn.Softsign()(rg.tensor([-1.0, 3.0]))
    tensor([-0.5000,  0.7500])
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.softsign(input)


class Tanhshrink(Module):
    """``y = x - tanh(x)``.

    >>> import retrograd as rg
    >>> rg.nn.Tanhshrink()(rg.tensor([0.0, 1.0]))
    tensor([0.0000, 0.2384])
    """

    def forward(self, input: Tensor) -> Tensor:
        return F.tanhshrink(input)


@made_of_fields
class Softmin(Shown):
    """Positive numbers that add up to 1 along ``dim``: ``y = exp(-x) / sum(exp(-x))``.

    Without a ``dim`` one is taken, and warned of.

    >>> import retrograd as rg
    >>> rg.nn.Softmin(0)(rg.tensor([0.0, 0.0]))
    tensor([0.5000, 0.5000])
    """

    dim: int | None = None

    def forward(self, input: Tensor) -> Tensor:
        return F.softmin(input, self.dim, _stacklevel=5)


@made_of_fields
class Softmax(Shown):
    """Positive numbers that add up to 1 along ``dim``: ``y = exp(x) / sum(exp(x))``.

    Without a ``dim`` one is taken, and warned of.

    >>> import retrograd as rg
    >>> rg.nn.Softmax(0)(rg.tensor([0.0, 0.0]))
    tensor([0.5000, 0.5000])
    """

    dim: int | None = None

    def forward(self, input: Tensor) -> Tensor:
        return F.softmax(input, self.dim, _stacklevel=5)


class Softmax2d(Module):
    """Softmax over the channels of each pixel of images ``(n, c, h, w)`` or ``(c, h, w)``.

    Raises ValueError for another number of dimensions.

    >>> import retrograd as rg
    >>> rg.nn.Softmax2d()(rg.zeros(2, 1, 1)).flatten()
    tensor([0.5000, 0.5000])
    """

    def forward(self, input: Tensor) -> Tensor:
        if input.dim() not in (3, 4):
            raise ValueError(
                f"Softmax2d: expected (n, c, h, w) or (c, h, w), got shape {tuple(input.shape)}"
            )
        return F.softmax(input, -3)


@made_of_fields
class LogSoftmax(Shown):
    """The logarithm of softmax: ``y = x - log(sum(exp(x)))`` along ``dim``.

    Without a ``dim`` one is taken, and warned of.

    >>> import retrograd as rg
    >>> rg.nn.LogSoftmax(0)(rg.tensor([0.0, 0.0]))
    tensor([-0.6931, -0.6931])
    """

    dim: int | None = None

    def forward(self, input: Tensor) -> Tensor:
        return F.log_softmax(input, self.dim, _stacklevel=5)
