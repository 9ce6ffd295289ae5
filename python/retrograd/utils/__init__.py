"""Helpers that belong to no one part of the package."""

from . import hooks

TYPE_CHECKING = False

__all__ = ["hooks"]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
