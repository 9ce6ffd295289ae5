"""The named tuples that operations with several results return."""

from ._core import _return_frexp as frexp
from ._core import _return_max as max
from ._core import _return_min as min

__all__ = ["frexp", "max", "min"]


def __dir__() -> list[str]:
    return __all__
