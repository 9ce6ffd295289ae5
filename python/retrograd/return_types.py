"""The named tuples that operations with several results return."""

from ._core import _return_cummax as cummax
from ._core import _return_cummin as cummin
from ._core import _return_frexp as frexp
from ._core import _return_max as max
from ._core import _return_min as min

__all__ = ["cummax", "cummin", "frexp", "max", "min"]


def __dir__() -> list[str]:
    return __all__
