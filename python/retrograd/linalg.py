"""Linear algebra."""

from ._core import linalg_matrix_norm as matrix_norm
from ._core import linalg_norm as norm
from ._core import linalg_vector_norm as vector_norm

__all__ = ["matrix_norm", "norm", "vector_norm"]


def __dir__() -> list[str]:
    return __all__
