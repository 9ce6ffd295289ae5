"""The named tuples that operations with several results return."""

from ._core import _return_cummax as cummax
from ._core import _return_cummin as cummin
from ._core import _return_frexp as frexp
from ._core import _return_kthvalue as kthvalue
from ._core import _return_max as max
from ._core import _return_median as median
from ._core import _return_min as min
from ._core import _return_nanmedian as nanmedian
from ._core import _return_sort as sort
from ._core import _return_topk as topk

__all__ = [
    "cummax",
    "cummin",
    "frexp",
    "kthvalue",
    "max",
    "median",
    "min",
    "nanmedian",
    "sort",
    "topk",
]


def __dir__() -> list[str]:
    return __all__
