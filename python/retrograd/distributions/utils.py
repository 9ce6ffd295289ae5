"""What distributions share: broadcasting, logits and probabilities, triangles as vectors."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import isqrt
from typing import Any, Generic, TypeVar, overload

from .. import _core
from .._core import Tensor
from .._limits import finfo
from ..autograd.grad_mode import enable_grad
from ..errors import ShapeError

__all__ = [
    "broadcast_all",
    "clamp_probs",
    "lazy_property",
    "logits_to_probs",
    "probs_to_logits",
    "tril_matrix_to_vec",
    "vec_to_tril_matrix",
]

_T = TypeVar("_T", contravariant=True)
_R = TypeVar("_R", covariant=True)

euler_constant: float = 0.57721566490153286060


def __dir__() -> list[str]:
    return __all__


def broadcast_all(*values: Tensor | float | bool) -> tuple[Tensor, ...]:
    """Tensors and numbers as tensors of one shape.

    Numbers take the type and the device of the first tensor, else the default type. Raises
    ValueError for what is neither, RuntimeError where shapes do not broadcast.

    >>> import retrograd as rg
    >>> rg.distributions.utils.broadcast_all(rg.zeros(2), 1)
    (tensor([0., 0.]), tensor([1., 1.]))
    """
    first: Tensor | None = None
    for value in values:
        if isinstance(value, Tensor):
            first = value if first is None else first
        elif not isinstance(value, (int, float)):
            raise ValueError(
                "distributions: parameters are tensors or numbers, got an object of"
                f" {type(value).__name__}; use torch.tensor(...)"
            )
    dtype = _core.get_default_dtype() if first is None else first.dtype
    device = None if first is None else first.device
    return _core.broadcast_tensors(
        *(
            value if isinstance(value, Tensor) else _core.tensor(value, dtype=dtype, device=device)
            for value in values
        )
    )


def _standard_normal(shape: Sequence[int], dtype: _core.dtype, device: Any) -> Tensor:
    return _core.normal(
        _core.zeros(shape, dtype=dtype, device=device),
        _core.ones(shape, dtype=dtype, device=device),
    )


def _sum_rightmost(value: Tensor, dim: int) -> Tensor:
    """The sum over some dimensions on the right."""
    return value.flatten(value.dim() - dim).sum(-1) if dim else value


def logits_to_probs(logits: Tensor, is_binary: bool = False) -> Tensor:
    """Probabilities of logits: of each its own if binary, else of the last dimension together.

    >>> import retrograd as rg
    >>> rg.distributions.utils.logits_to_probs(rg.zeros(4))
    tensor([0.2500, 0.2500, 0.2500, 0.2500])
    """
    return logits.sigmoid() if is_binary else logits.softmax(-1)


def clamp_probs(probs: Tensor) -> Tensor:
    """Probabilities moved away from 0 and 1 by the step of their type, so that they have logits.

    >>> import retrograd as rg
    >>> rg.distributions.utils.clamp_probs(rg.tensor([0.0, 0.5])) > 0
    tensor([True, True])
    """
    eps = finfo(probs.dtype).eps
    return probs.clamp(eps, 1 - eps)


def probs_to_logits(probs: Tensor, is_binary: bool = False) -> Tensor:
    """Logits of probabilities: log p - log(1 - p) if binary, else log p.

    >>> import retrograd as rg
    >>> rg.distributions.utils.probs_to_logits(rg.tensor([0.5]), is_binary=True)
    tensor([0.])
    """
    clamped = clamp_probs(probs)
    return clamped.log() - (-clamped).log1p() if is_binary else clamped.log()


class lazy_property(Generic[_T, _R]):
    """A property that is computed when it is first asked for, with gradients, and then kept.

    >>> import retrograd as rg
    >>> class Coin:
    ...     @rg.distributions.utils.lazy_property
    ...     def logits(self):
    ...         return rg.zeros(1)
    >>> coin = Coin()
    >>> "logits" in vars(coin), coin.logits, "logits" in vars(coin)
    (False, tensor([0.]), True)
    """

    def __init__(self, wrapped: Callable[[_T], _R]) -> None:
        self.wrapped: Callable[[Any], _R] = wrapped
        self.__doc__ = wrapped.__doc__

    @overload
    def __get__(self, instance: None, obj_type: Any = None) -> lazy_property[_T, _R]: ...

    @overload
    def __get__(self, instance: object, obj_type: Any = None) -> _R: ...

    def __get__(self, instance: object | None, obj_type: Any = None) -> Any:
        if instance is None:
            return self
        with enable_grad():
            value = self.wrapped(instance)
        # It has no __set__, so that from now on the attribute of the instance is found first.
        setattr(instance, self.wrapped.__name__, value)
        return value


def tril_matrix_to_vec(mat: Tensor, diag: int = 0) -> Tensor:
    """The elements on and below a diagonal of ``(..., n, n)``, row by row, as ``(..., k)``.

    >>> import retrograd as rg
    >>> rg.distributions.utils.tril_matrix_to_vec(rg.tensor([[1, 2], [3, 4]]))
    tensor([1, 3, 4])
    """
    n = mat.shape[-1]
    if not -n <= diag < n:
        raise ValueError(f"tril_matrix_to_vec: diag {diag} is out of range {-n}..{n - 1}")
    row, column = _core.tril_indices(n, n, diag, device=mat.device).unbind()
    return mat[..., row, column]


def vec_to_tril_matrix(vec: Tensor, diag: int = 0) -> Tensor:
    """The matrices ``(..., n, n)`` whose elements on and below a diagonal are a vector's.

        k = n (n + 1) / 2   for the main diagonal

    Raises ShapeError where no n gives the length of the vector.

    >>> import retrograd as rg
    >>> rg.distributions.utils.vec_to_tril_matrix(rg.tensor([1, 3, 4]))
    tensor([[1, 0],
            [3, 4]])
    """
    k = vec.shape[-1]
    n = isqrt(k)  # the least that k elements need
    while _elements(n, diag) < k:
        n += 1
    if _elements(n, diag) != k:
        raise ShapeError(
            f"vec_to_tril_matrix: a triangle with diagonal {diag} of {n} rows has"
            f" {_elements(n, diag)} elements, the vector has {k}"
        )
    row, column = _core.tril_indices(n, n, diag, device=vec.device).unbind()
    y = vec.new_zeros((*vec.shape[:-1], n, n))
    y[..., row, column] = vec
    return y


def _elements(n: int, diag: int) -> int:
    """How many elements of n rows and columns are on and below a diagonal."""
    if diag > 0:
        return n * n - _elements(n, -1 - diag)
    m = max(n + diag, 0)
    return m * (m + 1) // 2
