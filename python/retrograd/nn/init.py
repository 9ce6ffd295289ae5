"""First values of parameters: each function fills a tensor in place, and draws what torch draws."""

from __future__ import annotations

import functools
import math
import warnings

from .. import _core
from ..autograd import no_grad

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, Literal

    from .._core import Generator, Tensor

    _Fill = Callable[..., Tensor]
    _Fan = Literal["fan_in", "fan_out"]

__all__ = [
    "calculate_gain",
    "constant",
    "constant_",
    "dirac",
    "dirac_",
    "eye",
    "eye_",
    "kaiming_normal",
    "kaiming_normal_",
    "kaiming_uniform",
    "kaiming_uniform_",
    "normal",
    "normal_",
    "ones_",
    "orthogonal",
    "orthogonal_",
    "sparse",
    "sparse_",
    "trunc_normal_",
    "uniform",
    "uniform_",
    "xavier_normal",
    "xavier_normal_",
    "xavier_uniform",
    "xavier_uniform_",
    "zeros_",
]


def __dir__() -> list[str]:
    return __all__


_GAINS: dict[str, float] = {
    "linear": 1,
    "conv1d": 1,
    "conv2d": 1,
    "conv3d": 1,
    "conv_transpose1d": 1,
    "conv_transpose2d": 1,
    "conv_transpose3d": 1,
    "sigmoid": 1,
    "tanh": 5 / 3,
    "relu": math.sqrt(2),
    "selu": 3 / 4,
}


def calculate_gain(nonlinearity: str, param: float | None = None) -> float:
    """Return the factor by which weights in front of a nonlinearity are larger.

    It is 1 for ``linear``, ``conv1d`` ... ``conv_transpose3d`` and ``sigmoid``, 5/3 for ``tanh``,
    sqrt(2) for ``relu``, 3/4 for ``selu``, and for ``leaky_relu`` with the slope ``param`` (0.01)

        sqrt(2 / (1 + param^2))

    Raises:  ValueError for another name, and for a slope that is no number.

    >>> rg.nn.init.calculate_gain("tanh")
    1.6666666666666667
    """
    if nonlinearity in _GAINS:
        return _GAINS[nonlinearity]
    if nonlinearity != "leaky_relu":
        raise ValueError(
            f"calculate_gain: no gain is known for {nonlinearity!r}; expected leaky_relu or one of"
            f" {', '.join(_GAINS)}"
        )
    slope = 0.01 if param is None else param
    if isinstance(slope, bool) or not isinstance(slope, (int, float)):
        raise ValueError(f"calculate_gain: the slope of leaky_relu is a number, not {slope!r}")
    return math.sqrt(2 / (1 + slope**2))


def uniform_(
    tensor: Tensor, a: float = 0.0, b: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Fill with numbers drawn evenly from ``a`` up to ``b``.

    >>> rg.nn.init.uniform_(rg.empty(2, 3), 0.5, 0.75).shape
    torch.Size([2, 3])
    """
    with no_grad():
        return tensor.uniform_(a, b, generator=generator)


def normal_(
    tensor: Tensor, mean: float = 0.0, std: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Fill with numbers of a normal distribution.

    >>> rg.nn.init.normal_(rg.empty(2, 3), std=0.02).shape
    torch.Size([2, 3])
    """
    with no_grad():
        return tensor.normal_(mean, std, generator=generator)


def trunc_normal_(
    tensor: Tensor,
    mean: float = 0.0,
    std: float = 1.0,
    a: float = -2.0,
    b: float = 2.0,
    generator: Generator | None = None,
) -> Tensor:
    """Fill with numbers of a normal distribution of which only ``a`` to ``b`` is left.

    What falls outside is drawn again. Where less than 0.3 of the distribution lies inside, numbers
    are drawn evenly from ``a`` to ``b``, and kept with the probability

        exp(-((y - mean)^2 - (top - mean)^2) / (2 std^2))

    where ``top`` is the most probable number of the interval. ``mean`` further outside than two
    ``std`` is warned of.

    >>> rg.nn.init.trunc_normal_(rg.empty(100), std=5.0).abs().max() <= 2
    tensor(True)
    """
    if not a - 2 * std <= mean <= b + 2 * std:
        warnings.warn(
            f"trunc_normal_: mean {mean} is more than two std ({std}) outside of {a} to {b}; the"
            " distribution of the values may be off",
            stacklevel=2,
        )
    inside = (
        math.erf((b - mean) / std / math.sqrt(2)) - math.erf((a - mean) / std / math.sqrt(2))
    ) / 2
    draw = _draw_the_bulk if inside > 0.3 else _draw_a_tail
    with no_grad():
        draw(tensor, mean, std, a, b, generator)
    return tensor


def _draw_the_bulk(
    y: Tensor, mean: float, std: float, a: float, b: float, generator: Generator | None
) -> None:
    low, high = (y.new_tensor(bound).item() for bound in (a, b))  # as the dtype of y rounds them
    y.normal_(mean, std, generator=generator)
    while (outside := (y < low) | (y > high)).any():
        again = _core.empty_like(y).normal_(mean, std, generator=generator)
        y.copy_(_core.where(outside, again, y))


def _draw_a_tail(
    y: Tensor, mean: float, std: float, a: float, b: float, generator: Generator | None
) -> None:
    top = -0.5 * ((max(a, min(mean, b)) - mean) / std) ** 2
    drawn, chance = _core.empty_like(y), _core.empty_like(y)
    refused: Tensor | None = None
    while refused is None or refused.any():
        drawn.uniform_(a, b, generator=generator)
        y.copy_(drawn if refused is None else _core.where(refused, drawn, y))
        drawn.sub_(mean).div_(std).pow_(2).mul_(-0.5).sub_(top)
        missed = chance.uniform_(generator=generator).log_() > drawn
        refused = missed if refused is None else refused & missed


def constant_(tensor: Tensor, val: float) -> Tensor:
    """Fill with ``val``.

    >>> rg.nn.init.constant_(rg.empty(2), 0.3)
    tensor([0.3000, 0.3000])
    """
    with no_grad():
        return tensor.fill_(val)


def ones_(tensor: Tensor) -> Tensor:
    """Fill with ones.

    >>> rg.nn.init.ones_(rg.empty(2))
    tensor([1., 1.])
    """
    return constant_(tensor, 1.0)


def zeros_(tensor: Tensor) -> Tensor:
    """Fill with zeros.

    >>> rg.nn.init.zeros_(rg.empty(2))
    tensor([0., 0.])
    """
    return constant_(tensor, 0.0)


def eye_(tensor: Tensor) -> Tensor:
    """Fill a matrix with ones on the diagonal and zeros elsewhere: a Linear layer that copies.

    Raises:  ValueError unless there are two dimensions.

    >>> rg.nn.init.eye_(rg.empty(2, 3))
    tensor([[1., 0., 0.],
            [0., 1., 0.]])
    """
    _check_matrix("eye_", tensor)
    with no_grad():
        tensor.zero_().diagonal().fill_(1)
    return tensor


def dirac_(tensor: Tensor, groups: int = 1) -> Tensor:
    """Fill the weight of a convolution with zeros, and ones where it copies its channels.

    Channel ``d`` of each of the ``groups`` copies its input channel ``d``, as many as there are.

    Raises:  ValueError unless there are 3, 4 or 5 dimensions and ``groups`` divides the first.

    >>> rg.nn.init.dirac_(rg.empty(2, 2, 3))
    tensor([[[0., 1., 0.],
             [0., 0., 0.]],
    <BLANKLINE>
            [[0., 0., 0.],
             [0., 1., 0.]]])
    """
    if tensor.dim() not in (3, 4, 5):
        raise ValueError(
            f"dirac_: the weight of a convolution has 3 to 5 dimensions, got {tuple(tensor.shape)}"
        )
    if tensor.size(0) % groups:
        raise ValueError(
            f"dirac_: {groups} groups do not divide the {tensor.size(0)} channels of the output"
        )
    with no_grad():
        centre = tensor.zero_()
        for length in tensor.shape[2:]:
            centre = centre.select(2, length // 2)
        for group in centre.chunk(groups) if tensor.size(0) else ():
            group.diagonal().fill_(1)
    return tensor


def _calculate_fan_in_and_fan_out(tensor: Tensor) -> tuple[int, int]:
    """How many numbers go into one of the output, and how many one of the input goes into."""
    if tensor.dim() < 2:
        raise ValueError(
            "fan in and fan out are known of weights with two or more dimensions, got shape"
            f" {tuple(tensor.shape)}"
        )
    outputs, inputs, *window = tensor.shape
    return inputs * math.prod(window), outputs * math.prod(window)


def _calculate_correct_fan(tensor: Tensor, mode: _Fan) -> int:
    modes = ("fan_in", "fan_out")
    if mode.lower() not in modes:
        raise ValueError(f"mode is one of {', '.join(modes)}, not {mode!r}")
    return _calculate_fan_in_and_fan_out(tensor)[modes.index(mode.lower())]


def xavier_uniform_(
    tensor: Tensor, gain: float = 1.0, generator: Generator | None = None
) -> Tensor:
    """Fill with numbers drawn evenly from -a to a (Glorot and Bengio 2010).

        a = gain sqrt(6 / (fan_in + fan_out))

    Raises:  ValueError for fewer than two dimensions.

    >>> rg.nn.init.xavier_uniform_(rg.empty(3, 5)).abs().max() < (6 / 8) ** 0.5
    tensor(True)
    """
    bound = math.sqrt(3) * _xavier_std(tensor, gain)
    return uniform_(tensor, -bound, bound, generator)


def xavier_normal_(tensor: Tensor, gain: float = 1.0, generator: Generator | None = None) -> Tensor:
    """Fill with numbers of a normal distribution (Glorot and Bengio 2010).

        std = gain sqrt(2 / (fan_in + fan_out))

    Raises:  ValueError for fewer than two dimensions.

    >>> rg.nn.init.xavier_normal_(rg.empty(3, 5)).shape
    torch.Size([3, 5])
    """
    return normal_(tensor, 0.0, _xavier_std(tensor, gain), generator)


def _xavier_std(tensor: Tensor, gain: float) -> float:
    return gain * math.sqrt(2 / sum(_calculate_fan_in_and_fan_out(tensor)))


def kaiming_uniform_(
    tensor: Tensor,
    a: float = 0,
    mode: _Fan = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Tensor:
    """Fill with numbers drawn evenly from -bound to bound (He et al. 2015).

        bound = gain sqrt(3 / fan)

    ``mode`` says which fan, ``nonlinearity`` and the slope ``a`` the gain: see calculate_gain. A
    tensor without elements is warned of and left alone.

    Raises:  ValueError for fewer than two dimensions, another mode or nonlinearity.

    >>> rg.nn.init.kaiming_uniform_(rg.empty(3, 6), nonlinearity="relu").abs().max() < 1
    tensor(True)
    """
    if _warned_of_nothing(tensor):
        return tensor
    bound = math.sqrt(3) * _kaiming_std(tensor, a, mode, nonlinearity)
    return uniform_(tensor, -bound, bound, generator)


def kaiming_normal_(
    tensor: Tensor,
    a: float = 0,
    mode: _Fan = "fan_in",
    nonlinearity: str = "leaky_relu",
    generator: Generator | None = None,
) -> Tensor:
    """Fill with numbers of a normal distribution (He et al. 2015).

        std = gain / sqrt(fan)

    The arguments are those of kaiming_uniform_.

    Raises:  ValueError for fewer than two dimensions, another mode or nonlinearity.

    >>> rg.nn.init.kaiming_normal_(rg.empty(3, 5), mode="fan_out", nonlinearity="relu").shape
    torch.Size([3, 5])
    """
    if _warned_of_nothing(tensor):
        return tensor
    return normal_(tensor, 0.0, _kaiming_std(tensor, a, mode, nonlinearity), generator)


def _kaiming_std(tensor: Tensor, a: float, mode: _Fan, nonlinearity: str) -> float:
    fan = _calculate_correct_fan(tensor, mode)
    return calculate_gain(nonlinearity, a) / math.sqrt(fan)


def _warned_of_nothing(tensor: Tensor) -> bool:
    empty = 0 in tensor.shape
    if empty:
        warnings.warn(
            f"a tensor of shape {tuple(tensor.shape)} has no elements to fill", stacklevel=3
        )
    return empty


def orthogonal_(tensor: Tensor, gain: float = 1, generator: Generator | None = None) -> Tensor:
    """Fill with ``gain`` times a matrix of orthonormal rows, or columns if those are fewer.

    It is the Q of a QR decomposition of normal numbers, its signs such that R has a positive
    diagonal (Saxe et al. 2014; Mezzadri 2007). Dimensions after the first count as columns.

    Raises:  ValueError for fewer than two dimensions.

    >>> q = rg.nn.init.orthogonal_(rg.empty(2, 5))
    >>> rg.allclose(q @ q.T, rg.eye(2), atol=1e-6)
    True
    """
    if tensor.dim() < 2:
        raise ValueError(
            f"orthogonal_: two or more dimensions are needed, got shape {tuple(tensor.shape)}"
        )
    if not tensor.numel():
        return tensor
    with no_grad():
        drawn = tensor.new_empty(tensor.shape).flatten(1).normal_(generator=generator)
        wide = drawn.size(0) < drawn.size(1)
        q, r = _core.linalg.qr(drawn.t() if wide else drawn)
        q = q * r.diagonal().sign()
        return tensor.copy_((q.t() if wide else q).reshape(tensor.shape)).mul_(gain)


def sparse_(
    tensor: Tensor, sparsity: float, std: float = 0.01, generator: Generator | None = None
) -> Tensor:
    """Fill a matrix with normal numbers, and with zeros a part of each column (Martens 2010).

    ``sparsity`` times the number of rows, rounded up, are zeros; where, is drawn from the default
    generator always.

    Raises:  ValueError unless there are two dimensions.

    >>> (rg.nn.init.sparse_(rg.empty(10, 2), sparsity=0.25) == 0).sum(0)
    tensor([3, 3])
    """
    _check_matrix("sparse_", tensor)
    rows, columns = tensor.shape
    zeros = math.ceil(sparsity * rows)
    with no_grad():
        tensor.normal_(0, std, generator=generator)
        if columns:
            places = [_core.randperm(rows)[:zeros] for _ in range(columns)]
            tensor.scatter_(0, _core.stack(places, 1), 0)
    return tensor


def _check_matrix(name: str, tensor: Tensor) -> None:
    if tensor.dim() != 2:
        raise ValueError(f"{name}: a matrix is needed, got shape {tuple(tensor.shape)}")


def _deprecated(filler: _Fill) -> _Fill:
    """The same function under its old name, which is warned of."""
    old = filler.__name__[:-1]

    def renamed(*args: Any, **kwargs: Any) -> Tensor:
        warnings.warn(f"nn.init.{old} is called {old}_ now", FutureWarning, stacklevel=2)
        return filler(*args, **kwargs)

    functools.update_wrapper(renamed, filler)
    renamed.__name__ = renamed.__qualname__ = old
    renamed.__doc__ = f"Warn, and call ``{old}_``, which is the name of today."
    return renamed


uniform: _Fill = _deprecated(uniform_)
normal: _Fill = _deprecated(normal_)
constant: _Fill = _deprecated(constant_)
eye: _Fill = _deprecated(eye_)
dirac: _Fill = _deprecated(dirac_)
xavier_uniform: _Fill = _deprecated(xavier_uniform_)
xavier_normal: _Fill = _deprecated(xavier_normal_)
kaiming_uniform: _Fill = _deprecated(kaiming_uniform_)
kaiming_normal: _Fill = _deprecated(kaiming_normal_)
orthogonal: _Fill = _deprecated(orthogonal_)
sparse: _Fill = _deprecated(sparse_)
