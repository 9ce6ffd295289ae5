"""The named tuples that operations with several results return."""

from ._core import _return_aminmax as aminmax
from ._core import _return_cummax as cummax
from ._core import _return_cummin as cummin
from ._core import _return_frexp as frexp
from ._core import _return_geqrf as geqrf
from ._core import _return_histogram as histogram
from ._core import _return_kthvalue as kthvalue
from ._core import _return_linalg_cholesky_ex as linalg_cholesky_ex
from ._core import _return_linalg_eigh as linalg_eigh
from ._core import _return_linalg_inv_ex as linalg_inv_ex
from ._core import _return_linalg_lstsq as linalg_lstsq
from ._core import _return_linalg_lu as linalg_lu
from ._core import _return_linalg_lu_factor as linalg_lu_factor
from ._core import _return_linalg_lu_factor_ex as linalg_lu_factor_ex
from ._core import _return_linalg_qr as linalg_qr
from ._core import _return_linalg_slogdet as linalg_slogdet
from ._core import _return_linalg_solve_ex as linalg_solve_ex
from ._core import _return_linalg_svd as linalg_svd
from ._core import _return_lu_unpack as lu_unpack
from ._core import _return_max as max
from ._core import _return_median as median
from ._core import _return_min as min
from ._core import _return_mode as mode
from ._core import _return_nanmedian as nanmedian
from ._core import _return_qr as qr
from ._core import _return_slogdet as slogdet
from ._core import _return_sort as sort
from ._core import _return_svd as svd
from ._core import _return_topk as topk
from ._core import _return_triangular_solve as triangular_solve

__all__ = [
    "aminmax",
    "cummax",
    "cummin",
    "frexp",
    "geqrf",
    "histogram",
    "kthvalue",
    "linalg_cholesky_ex",
    "linalg_eigh",
    "linalg_inv_ex",
    "linalg_lstsq",
    "linalg_lu",
    "linalg_lu_factor",
    "linalg_lu_factor_ex",
    "linalg_qr",
    "linalg_slogdet",
    "linalg_solve_ex",
    "linalg_svd",
    "lu_unpack",
    "max",
    "median",
    "min",
    "mode",
    "nanmedian",
    "qr",
    "slogdet",
    "sort",
    "svd",
    "topk",
    "triangular_solve",
]


def __dir__() -> list[str]:
    return __all__
