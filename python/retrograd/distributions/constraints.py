"""Constraints: what the parameters of distributions and their events must satisfy."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from .. import _core, linalg
from .._core import Tensor
from .._limits import finfo

__all__ = [
    "Constraint",
    "MixtureSameFamilyConstraint",
    "boolean",
    "cat",
    "corr_cholesky",
    "dependent",
    "dependent_property",
    "greater_than",
    "greater_than_eq",
    "half_open_interval",
    "independent",
    "integer_interval",
    "interval",
    "is_dependent",
    "less_than",
    "lower_cholesky",
    "lower_triangular",
    "multinomial",
    "nonnegative",
    "nonnegative_integer",
    "one_hot",
    "positive",
    "positive_definite",
    "positive_integer",
    "positive_semidefinite",
    "real",
    "real_vector",
    "simplex",
    "square",
    "stack",
    "symmetric",
    "unit_interval",
]

_Bound = Tensor | float


def __dir__() -> list[str]:
    return __all__


class Constraint:
    """A region in which a variable is valid, and can be optimized, for example.

    ``is_discrete`` says whether its points are apart, ``event_dim`` how many dimensions on the
    right belong to one point.

    >>> import retrograd as rg
    >>> rg.distributions.constraints.positive.check(rg.tensor([-1.0, 2.0]))
    tensor([False,  True])
    """

    is_discrete: bool = False
    event_dim: int = 0
    _shown: tuple[str, ...] = ()

    def check(self, value: Tensor) -> Tensor:
        """Whether each event of a tensor lies in the region, of the shape of the batch."""
        raise NotImplementedError(f"{type(self).__name__} has no check")

    def __repr__(self) -> str:
        shown = ", ".join(f"{name}={getattr(self, name)}" for name in self._shown)
        return f"{type(self).__name__.removeprefix('_')}({shown})"


class _Dependent(Constraint):
    """A region that hangs on other variables, with what is known of it all the same."""

    def __init__(self, *, is_discrete: Any = NotImplemented, event_dim: Any = NotImplemented):
        self._is_discrete = is_discrete
        self._event_dim = event_dim
        super().__init__()

    @property
    def is_discrete(self) -> bool:  # type: ignore[override]
        """Whether the points are apart, where that is known."""
        if self._is_discrete is NotImplemented:
            raise NotImplementedError("is_discrete hangs on the distribution: ask its instance")
        return bool(self._is_discrete)

    @property
    def event_dim(self) -> int:  # type: ignore[override]
        """The number of dimensions of a point, where that is known."""
        if self._event_dim is NotImplemented:
            raise NotImplementedError("event_dim hangs on the distribution: ask its instance")
        return int(self._event_dim)

    def __call__(
        self, *, is_discrete: Any = NotImplemented, event_dim: Any = NotImplemented
    ) -> Any:
        """The same with more said of it."""
        return _Dependent(
            is_discrete=self._is_discrete if is_discrete is NotImplemented else is_discrete,
            event_dim=self._event_dim if event_dim is NotImplemented else event_dim,
        )

    def check(self, value: Tensor) -> NoReturn:
        """Raise ValueError: what is valid hangs on other variables."""
        raise ValueError(
            f"{self!r}: whether a value is valid hangs on the distribution; check the constraint"
            " of its instance"
        )


class _DependentProperty(property, _Dependent):
    """A property whose value, of an instance, is a constraint: as a constraint, a dependent one.

    >>> import retrograd as rg
    >>> constraints = rg.distributions.constraints
    >>> class Top:
    ...     @constraints.dependent_property(event_dim=0)
    ...     def support(self):
    ...         return constraints.less_than(2.0)
    >>> Top.support, Top().support
    (DependentProperty(), LessThan(upper_bound=2.0))
    """

    def __init__(
        self,
        fn: Callable[..., Any] | None = None,
        *,
        is_discrete: bool | None = NotImplemented,
        event_dim: int | None = NotImplemented,
    ) -> None:
        property.__init__(self, fn)
        self._is_discrete = is_discrete
        self._event_dim = event_dim

    def __call__(self, fn: Callable[..., Any]) -> _DependentProperty:  # type: ignore[override]
        """The property of a function: ``dependent_property(event_dim=1)`` decorates one."""
        return _DependentProperty(fn, is_discrete=self._is_discrete, event_dim=self._event_dim)


class _IndependentConstraint(Constraint):
    """A constraint, ``reinterpreted_batch_ndims`` of whose batch dimensions are the event's."""

    def __init__(self, base_constraint: Constraint, reinterpreted_batch_ndims: int) -> None:
        _check_constraints("independent", [base_constraint])
        self.base_constraint: Constraint = base_constraint
        self.reinterpreted_batch_ndims: int = reinterpreted_batch_ndims
        super().__init__()

    @property
    def is_discrete(self) -> bool:  # type: ignore[override]
        """Whether the points are apart."""
        return self.base_constraint.is_discrete

    @property
    def event_dim(self) -> int:  # type: ignore[override]
        """The number of dimensions of a point."""
        return self.base_constraint.event_dim + self.reinterpreted_batch_ndims

    def check(self, value: Tensor) -> Tensor:
        """Whether all that belongs to an event is valid."""
        _check_dim(self, value, self.event_dim)
        return _all_right(self.base_constraint.check(value), self.reinterpreted_batch_ndims)

    def __repr__(self) -> str:
        return f"IndependentConstraint({self.base_constraint!r}, {self.reinterpreted_batch_ndims})"


class MixtureSameFamilyConstraint(Constraint):
    """The constraint of a mixture's components, which holds where all components accept a value."""

    def __init__(self, base_constraint: Constraint) -> None:
        _check_constraints("MixtureSameFamilyConstraint", [base_constraint])
        self.base_constraint: Constraint = base_constraint
        super().__init__()

    @property
    def is_discrete(self) -> bool:  # type: ignore[override]
        """Whether the points are apart."""
        return self.base_constraint.is_discrete

    @property
    def event_dim(self) -> int:  # type: ignore[override]
        """The number of dimensions of a point."""
        return self.base_constraint.event_dim

    def check(self, value: Tensor) -> Tensor:
        """Whether every component accepts each event."""
        _check_dim(self, value, self.event_dim)
        found = self.base_constraint.check(value.unsqueeze(-1 - self.event_dim))
        return _all_right(found, found.dim() - (value.dim() - self.event_dim))

    def __repr__(self) -> str:
        return f"MixtureSameFamilyConstraint({self.base_constraint!r})"


class _Boolean(Constraint):
    """The numbers 0 and 1."""

    is_discrete = True

    def check(self, value: Tensor) -> Tensor:
        return (value == 0) | (value == 1)


class _OneHot(Constraint):
    """Vectors with one 1, and 0 elsewhere."""

    is_discrete = True
    event_dim = 1

    def check(self, value: Tensor) -> Tensor:
        bits = (value == 0) | (value == 1)
        return bits.all(-1) & value.sum(-1).eq(1)


class _Lower(Constraint):
    _shown: tuple[str, ...] = ("lower_bound",)

    def __init__(self, lower_bound: _Bound) -> None:
        self.lower_bound: _Bound = lower_bound
        super().__init__()


class _Upper(Constraint):
    _shown: tuple[str, ...] = ("upper_bound",)

    def __init__(self, upper_bound: _Bound) -> None:
        self.upper_bound: _Bound = upper_bound
        super().__init__()


class _Between(Constraint):
    _shown: tuple[str, ...] = ("lower_bound", "upper_bound")

    def __init__(self, lower_bound: _Bound, upper_bound: _Bound) -> None:
        self.lower_bound: _Bound = lower_bound
        self.upper_bound: _Bound = upper_bound
        super().__init__()


class _IntegerInterval(_Between):
    """The integers of an interval with its bounds."""

    is_discrete = True

    def check(self, value: Tensor) -> Tensor:
        return (value % 1 == 0) & (value >= self.lower_bound) & (value <= self.upper_bound)


class _IntegerLessThan(_Upper):
    """The integers up to a bound."""

    is_discrete = True

    def check(self, value: Tensor) -> Tensor:
        return (value % 1 == 0) & (value <= self.upper_bound)


class _IntegerGreaterThan(_Lower):
    """The integers from a bound on."""

    is_discrete = True

    def check(self, value: Tensor) -> Tensor:
        return (value % 1 == 0) & (value >= self.lower_bound)


class _Real(Constraint):
    """Every number, infinity too, but not nan."""

    def check(self, value: Tensor) -> Tensor:
        return value == value  # which nan is not


class _GreaterThan(_Lower):
    """The numbers above a bound."""

    def check(self, value: Tensor) -> Tensor:
        return value > self.lower_bound


class _GreaterThanEq(_Lower):
    """The numbers from a bound on."""

    def check(self, value: Tensor) -> Tensor:
        return value >= self.lower_bound


class _LessThan(_Upper):
    """The numbers below a bound."""

    def check(self, value: Tensor) -> Tensor:
        return value < self.upper_bound


class _Interval(_Between):
    """The numbers of an interval with its bounds."""

    def check(self, value: Tensor) -> Tensor:
        return (value >= self.lower_bound) & (value <= self.upper_bound)


class _HalfOpenInterval(_Between):
    """The numbers of an interval with its lower bound, but not the upper one."""

    def check(self, value: Tensor) -> Tensor:
        return (value >= self.lower_bound) & (value < self.upper_bound)


class _Simplex(Constraint):
    """Vectors of numbers from 0 on whose sum is 1."""

    event_dim = 1

    def check(self, value: Tensor) -> Tensor:
        return (value >= 0).all(-1) & ((value.sum(-1) - 1).abs() < 1e-6)


class _Multinomial(_Upper):
    """Vectors of counts whose sum is at most a bound."""

    is_discrete = True
    event_dim = 1
    _shown: tuple[str, ...] = ()

    def check(self, value: Tensor) -> Tensor:
        return (value >= 0).all(-1) & (value.sum(-1) <= self.upper_bound)


class _LowerTriangular(Constraint):
    """Square matrices with 0 above the diagonal."""

    event_dim = 2

    def check(self, value: Tensor) -> Tensor:
        return _all_right(value.tril() == value, 2)


class _LowerCholesky(_LowerTriangular):
    """Lower triangular matrices whose diagonal is above 0."""

    def check(self, value: Tensor) -> Tensor:
        return super().check(value) & (value.diagonal(dim1=-2, dim2=-1) > 0).all(-1)


class _CorrCholesky(_LowerCholesky):
    """Lower Cholesky factors whose rows have length 1: those of correlations."""

    def check(self, value: Tensor) -> Tensor:
        # Rounding grows with the number of terms in a row.
        slack = finfo(value.dtype).eps * value.size(-1) * 10
        unit = (linalg.vector_norm(value.detach(), dim=-1) - 1).abs().le(slack).all(-1)
        return super().check(value) & unit


class _Square(Constraint):
    """Square matrices."""

    event_dim = 2

    def check(self, value: Tensor) -> Tensor:
        square = value.shape[-2] == value.shape[-1]
        return _core.full(value.shape[:-2], square, dtype=_core.bool, device=value.device)


class _Symmetric(_Square):
    """Symmetric matrices."""

    def check(self, value: Tensor) -> Tensor:
        square = super().check(value)
        if value.shape[-2] != value.shape[-1]:
            return square
        return _all_right(_core.isclose(value, value.mT, atol=1e-6), 2)


class _PositiveSemidefinite(_Symmetric):
    """Symmetric matrices without a negative eigenvalue."""

    def check(self, value: Tensor) -> Tensor:
        symmetric = super().check(value)
        if not symmetric.all():
            return symmetric
        return linalg.eigvalsh(value).ge(0).all(-1)


class _PositiveDefinite(_Symmetric):
    """Symmetric matrices with positive eigenvalues alone."""

    def check(self, value: Tensor) -> Tensor:
        symmetric = super().check(value)
        if not symmetric.all():
            return symmetric
        return linalg.cholesky_ex(value).info.eq(0)


class _Cat(Constraint):
    """Constraints of the pieces of a tensor along a dimension, of ``lengths`` (else 1 each)."""

    def __init__(
        self, cseq: Sequence[Constraint], dim: int = 0, lengths: Sequence[int] | None = None
    ) -> None:
        self.cseq: list[Constraint] = _check_constraints("cat", cseq)
        self.lengths: list[int] = [1] * len(self.cseq) if lengths is None else list(lengths)
        if len(self.lengths) != len(self.cseq):
            raise AssertionError(
                f"cat: {len(self.cseq)} constraints, but {len(self.lengths)} lengths; give each one"
            )
        self.dim: int = dim
        super().__init__()

    @property
    def is_discrete(self) -> bool:  # type: ignore[override]
        """Whether the points of any piece are apart."""
        return any(c.is_discrete for c in self.cseq)

    @property
    def event_dim(self) -> int:  # type: ignore[override]
        """The most dimensions of a piece's point."""
        return max(c.event_dim for c in self.cseq)

    def check(self, value: Tensor) -> Tensor:
        """Whether each piece is valid."""
        _check_place("cat", value, self.dim)
        pieces = value.split(self.lengths, self.dim)
        found = [c.check(piece) for c, piece in zip(self.cseq, pieces, strict=True)]
        return _core.cat(found, self.dim)


class _Stack(Constraint):
    """Constraints of the slices of a tensor along a dimension."""

    def __init__(self, cseq: Sequence[Constraint], dim: int = 0) -> None:
        self.cseq: list[Constraint] = _check_constraints("stack", cseq)
        self.dim: int = dim
        super().__init__()

    @property
    def is_discrete(self) -> bool:  # type: ignore[override]
        """Whether the points of any slice are apart."""
        return any(c.is_discrete for c in self.cseq)

    @property
    def event_dim(self) -> int:  # type: ignore[override]
        """The dimensions of a point, with that of the slices where it is among them."""
        dim = max(c.event_dim for c in self.cseq)
        return dim + 1 if self.dim + dim < 0 else dim

    def check(self, value: Tensor) -> Tensor:
        """Whether each slice is valid."""
        _check_place("stack", value, self.dim)
        slices = zip(self.cseq, value.unbind(self.dim), strict=True)
        return _core.stack([c.check(part) for c, part in slices], self.dim)


def is_dependent(constraint: Constraint) -> bool:
    """Whether a constraint hangs on other variables: its ``check`` then raises ValueError.

    >>> import retrograd as rg
    >>> constraints = rg.distributions.constraints
    >>> constraints.is_dependent(constraints.dependent)
    True
    """
    return isinstance(constraint, _Dependent)


def _check_constraints(name: str, given: Sequence[Constraint]) -> list[Constraint]:
    for constraint in given:
        if not isinstance(constraint, Constraint):
            raise AssertionError(
                f"{name}: constraints are wanted, got an object of {type(constraint).__name__}"
            )
    return list(given)


def _check_dim(constraint: Constraint, value: Tensor, least: int) -> None:
    if value.dim() < least:
        raise ValueError(
            f"{constraint!r}: an event has {least} dimensions, the value has {value.dim()}"
        )


def _check_place(name: str, value: Tensor, dim: int) -> None:
    if not -value.dim() <= dim < value.dim():
        raise AssertionError(f"{name}: dim {dim} is out of range for shape {tuple(value.shape)}")


def _all_right(found: Tensor, dims: int) -> Tensor:
    """Whether all is true over some dimensions on the right."""
    return found.flatten(found.dim() - dims).all(-1) if dims else found


dependent: _Dependent = _Dependent()
dependent_property = _DependentProperty
independent = _IndependentConstraint
boolean: Constraint = _Boolean()
one_hot: Constraint = _OneHot()
nonnegative_integer: Constraint = _IntegerGreaterThan(0)
positive_integer: Constraint = _IntegerGreaterThan(1)
integer_interval = _IntegerInterval
real: Constraint = _Real()
real_vector: Constraint = independent(real, 1)
positive: Constraint = _GreaterThan(0.0)
nonnegative: Constraint = _GreaterThanEq(0.0)
greater_than = _GreaterThan
greater_than_eq = _GreaterThanEq
less_than = _LessThan
multinomial = _Multinomial
unit_interval: Constraint = _Interval(0.0, 1.0)
interval = _Interval
half_open_interval = _HalfOpenInterval
simplex: Constraint = _Simplex()
lower_triangular: Constraint = _LowerTriangular()
lower_cholesky: Constraint = _LowerCholesky()
corr_cholesky: Constraint = _CorrCholesky()
square: Constraint = _Square()
symmetric: Constraint = _Symmetric()
positive_semidefinite: Constraint = _PositiveSemidefinite()
positive_definite: Constraint = _PositiveDefinite()
cat = _Cat
stack = _Stack
