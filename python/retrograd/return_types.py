"""The named tuples that operations with several results return."""

from ._core import _return_aminmax as aminmax
from ._core import _return_cummax as cummax
from ._core import _return_cummin as cummin
from ._core import _return_frexp as frexp
from ._core import _return_histogram as histogram
from ._core import _return_kthvalue as kthvalue
from ._core import _return_linalg_cholesky_ex as linalg_cholesky_ex
from ._core import _return_linalg_inv_ex as linalg_inv_ex
from ._core import _return_linalg_lu as linalg_lu
from ._core import _return_linalg_lu_factor as linalg_lu_factor
from ._core import _return_linalg_lu_factor_ex as linalg_lu_factor_ex
from ._core import _return_linalg_slogdet as linalg_slogdet
from ._core import _return_linalg_solve_ex as linalg_solve_ex
from ._core import _return_lu_unpack as lu_unpack
from ._core import _return_max as max
from ._core import _return_median as median
from ._core import _return_min as min
from ._core import _return_mode as mode
from ._core import _return_nanmedian as nanmedian
from ._core import _return_slogdet as slogdet
from ._core import _return_sort as sort
from ._core import _return_topk as topk
from ._core import _return_triangular_solve as triangular_solve

__all__ = [
    "aminmax",
    "cummax",
    "cummin",
    "frexp",
    "histogram",
    "kthvalue",
    "linalg_cholesky_ex",
    "linalg_inv_ex",
    "linalg_lu",
    "linalg_lu_factor",
    "linalg_lu_factor_ex",
    "linalg_slogdet",
    "linalg_solve_ex",
    "lu_unpack",
    "max",
    "median",
    "min",
    "mode",
    "nanmedian",
    "slogdet",
    "sort",
    "topk",
    "triangular_solve",
]


def __dir__() -> list[str]:
    return __all__
