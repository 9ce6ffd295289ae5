"""The random streams of CUDA, of which there are none.

>>> rg.cuda.random.get_rng_state_all()
[]
"""

from __future__ import annotations

from .. import _core
from .._no_device import (
    get_rng_state_all,
    manual_seed,
    manual_seed_all,
    refuse,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from typing import NoReturn, TypeAlias

    _Device: TypeAlias = _core.device | str | int | None

__all__ = [
    "get_rng_state",
    "get_rng_state_all",
    "initial_seed",
    "manual_seed",
    "manual_seed_all",
    "seed",
    "seed_all",
    "set_rng_state",
    "set_rng_state_all",
]


def __dir__() -> list[str]:
    return __all__


def seed() -> None:
    """Do nothing: there is no stream of a device."""


def seed_all() -> None:
    """Do nothing: there are no streams of devices."""


def set_rng_state(new_state: _core.Tensor, device: _Device = "cuda") -> None:
    """Do nothing: there is no stream of a device."""


def set_rng_state_all(new_states: Iterable[_core.Tensor]) -> None:
    """Do nothing: there are no streams of devices."""


def initial_seed() -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "initial_seed")


def get_rng_state(device: _Device = "cuda") -> NoReturn:
    """Refused."""
    refuse("cuda", "CUDA", "get_rng_state")
