"""Helpers that belong to no one part of the package."""

from . import hooks

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import checkpoint, data, deterministic, dlpack

__all__ = ["checkpoint", "data", "deterministic", "dlpack", "hooks"]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        if name in ("_pytree", "checkpoint", "data", "deterministic", "dlpack"):
            import importlib

            return importlib.import_module(f"{__name__}.{name}")
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
