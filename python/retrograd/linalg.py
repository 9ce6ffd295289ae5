"""Linear algebra: factors of matrices, equations, eigenvalues, singular values and norms."""

from . import _core
from ._core import LinAlgError as LinAlgError

# The rows of the binding say which functions there are; linalg.pyi lists them.
__all__ = sorted(["LinAlgError", *(name for name in vars(_core.linalg) if name[0] != "_")])

globals().update(vars(_core.linalg) | globals())


def __getattr__(name: str) -> object:
    from ._absent import missing

    raise missing(__name__, name)


_core._make_package(__name__)


def __dir__() -> list[str]:
    return __all__
