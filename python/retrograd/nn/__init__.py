"""Parts of neural networks: for now the functions in ``nn.functional``."""

from .. import _core
from . import functional

TYPE_CHECKING = False

__all__ = ["functional"]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)

    _core._make_package(__name__)


def __dir__() -> list[str]:
    return __all__
