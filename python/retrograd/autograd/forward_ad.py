"""Forward mode: derivatives that are computed along with the operations.

Inside a dual level a tensor may have a tangent, and what is computed of it gets one. Gradients have
tangents, and tangents gradients. See ``make_dual`` for the way in.
"""

from __future__ import annotations

from typing import NamedTuple

from .. import _core
from .graph import _Decorator

TYPE_CHECKING = False  # typing itself takes longer to load than the engine
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "UnpackedDualTensor",
    "dual_level",
    "enter_dual_level",
    "exit_dual_level",
    "make_dual",
    "unpack_dual",
]


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> int:
    """``_current_level``, which torch's own tests read: 0 inside a dual level, else -1."""
    if name != "_current_level":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return 0 if _core._dual_level_number() else -1


class UnpackedDualTensor(NamedTuple):
    """What ``unpack_dual`` returns.

    >>> rg.autograd.forward_ad.unpack_dual(rg.ones(2))
    UnpackedDualTensor(primal=tensor([1., 1.]), tangent=None)
    """

    primal: _core.Tensor
    tangent: _core.Tensor | None


def enter_dual_level() -> int:
    """Open the dual level, of the whole process, and return its number, 0.

    ``dual_level`` is the safer way. There is one level: forward mode does not nest.

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  GraphError (a RuntimeError) if it is open.
    Source:  torch.autograd.forward_ad.enter_dual_level.

    >>> rg.autograd.forward_ad.enter_dual_level()
    0
    >>> rg.autograd.forward_ad.exit_dual_level()
    """
    _core._open_dual_level()
    return 0


def exit_dual_level(*, level: int | None = None) -> None:
    """Close the dual level. All tangents end with it; what they were computed of stays.

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  GraphError (a RuntimeError) if no level is open; RuntimeError for another number of it.
    Source:  torch.autograd.forward_ad.exit_dual_level.

    >>> rg.autograd.forward_ad.enter_dual_level()
    0
    >>> rg.autograd.forward_ad.exit_dual_level(level=0)
    """
    if level not in (None, 0):
        raise RuntimeError(f"exit_dual_level: the level that is open is 0, not {level}")
    _core._close_dual_level()


def make_dual(
    tensor: _core.Tensor, tangent: _core.Tensor, *, level: int | None = None
) -> _core.Tensor:
    """Return a view of ``tensor`` that has a tangent, a direction in which to differentiate.

        f(make_dual(x, v)) has the tangent J v,  J = df / dx

    The tangent is ``tangent`` itself where it has the type and the strides of ``tensor``, else a
    copy; writes to the view change it in place. It ends with the level.

    Shape:   tangent as tensor.
    Dtype:   float32, float64; a tangent of another type is converted.
    Grad:    of the result by tensor; of results' tangents by tensor and tangent.
    Raises:  GraphError (a RuntimeError) outside a level, or for tensors with a tangent; ShapeError
             for a tangent of another shape, or a tensor whose elements share memory; ValueError for
             integers; TypeError for what is no tensor; RuntimeError for another level than 0.
    Source:  torch.autograd.forward_ad.make_dual.

    >>> fwAD = rg.autograd.forward_ad
    >>> with fwAD.dual_level():
    ...     x = fwAD.make_dual(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 0.0]))
    ...     fwAD.unpack_dual(x * x).tangent
    tensor([2., 0.])
    """
    if level not in (None, 0):
        raise RuntimeError(f"make_dual: the only level is 0, not {level}")
    return _core._make_dual(tensor, tangent)


def unpack_dual(tensor: Any, *, level: int | None = None) -> UnpackedDualTensor:
    """Return a view of ``tensor`` without its tangent, and the tangent, or None.

    Outside a level everything is returned as it is.

    Shape:   both as tensor.
    Dtype:   both as tensor.
    Grad:    of the primal by tensor; of the tangent by what it was computed of.
    Raises:  inside a level, TypeError for what is no tensor, and RuntimeError for a tangent of
             another level than 0.
    Source:  torch.autograd.forward_ad.unpack_dual.

    >>> fwAD = rg.autograd.forward_ad
    >>> with fwAD.dual_level():
    ...     y = fwAD.make_dual(rg.tensor([1.0]), rg.tensor([3.0])).exp()
    ...     fwAD.unpack_dual(y)
    UnpackedDualTensor(primal=tensor([2.7183]), tangent=tensor([8.1548]))
    """
    if not _core._dual_level_number():
        return UnpackedDualTensor(tensor, None)
    primal, tangent = _core._unpack_dual(tensor)
    assert primal is not None
    if tangent is not None and level not in (None, 0):
        raise RuntimeError(f"unpack_dual: the only level is 0, not {level}")
    return UnpackedDualTensor(primal, tangent)


class dual_level(_Decorator):
    """A scope in which tensors may have tangents; also a decorator of functions.

    Shape:   none.
    Dtype:   none.
    Grad:    none.
    Raises:  GraphError (a RuntimeError) inside another one.
    Source:  torch.autograd.forward_ad.dual_level.

    >>> fwAD = rg.autograd.forward_ad
    >>> with fwAD.dual_level():
    ...     fwAD.make_dual(rg.ones(2), rg.zeros(2))
    tensor([1., 1.], tangent=tensor([0., 0.]))
    """

    _number = 0

    def __enter__(self) -> int:
        level = enter_dual_level()
        self._number = _core._dual_level_number()
        return level

    def __exit__(self, *exception: object) -> None:
        if self._number == 0 or self._number != _core._dual_level_number():
            raise _core.GraphError("dual_level: the level was left, but is not the open one")
        self._number = 0
        exit_dual_level()
