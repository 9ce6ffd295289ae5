"""Several processes that compute together, which there are not.

>>> rg.distributed.is_available(), rg.distributed.is_initialized()
(False, False)
"""

from __future__ import annotations

__path__: list[str] = []  # torch.distributed.fsdp and others are in refused_names.txt

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, NoReturn

__all__ = [
    "get_backend",
    "get_rank",
    "get_world_size",
    "init_process_group",
    "is_available",
    "is_gloo_available",
    "is_initialized",
    "is_mpi_available",
    "is_nccl_available",
    "is_torchelastic_launched",
    "is_ucc_available",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._refused import named

        return named(__name__, name)


def __dir__() -> list[str]:
    return __all__


def is_available() -> bool:
    """False."""
    return False


def is_initialized() -> bool:
    """False."""
    return False


def is_gloo_available() -> bool:
    """False."""
    return False


def is_mpi_available() -> bool:
    """False."""
    return False


def is_nccl_available() -> bool:
    """False."""
    return False


def is_ucc_available() -> bool:
    """False."""
    return False


def is_torchelastic_launched() -> bool:
    """False."""
    return False


def init_process_group(backend: str | None = None, *args: Any, **options: Any) -> NoReturn:
    """Refuse to: there is one process."""
    raise RuntimeError(
        "distributed.init_process_group: retrograd computes in one process; "
        "ask distributed.is_available() first"
    )


def _refuse(name: str) -> NoReturn:
    raise ValueError(
        f"distributed.{name}: there is no process group; ask distributed.is_initialized() first"
    )


def get_rank(group: object = None) -> NoReturn:
    """Refused: there is no process group."""
    _refuse("get_rank")


def get_world_size(group: object = None) -> NoReturn:
    """Refused: there is no process group."""
    _refuse("get_world_size")


def get_backend(group: object = None) -> NoReturn:
    """Refused: there is no process group."""
    _refuse("get_backend")
