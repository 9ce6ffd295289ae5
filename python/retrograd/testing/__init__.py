"""What tests need: comparing with tolerances, and tensors of random numbers."""

from ._comparison import assert_allclose, assert_close
from ._creation import make_tensor

TYPE_CHECKING = False

__all__ = ["assert_allclose", "assert_close", "make_tensor"]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
