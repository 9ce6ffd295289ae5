"""Distributions: their base class, for a class of your own. Those of torch are lacking yet."""

from . import distribution
from .distribution import Distribution

TYPE_CHECKING = False

__all__ = ["Distribution", "distribution"]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
