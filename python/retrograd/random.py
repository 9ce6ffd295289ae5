"""The default random stream: seeds and states.

>>> rg.random.manual_seed(0).initial_seed() == rg.random.initial_seed() == 0
True
"""

from __future__ import annotations

import functools

from . import _core
from ._core import default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state
from ._entered import Entered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from typing import TypeVar

    _F = TypeVar("_F", bound=Callable[..., object])

__all__ = [
    "default_generator",
    "fork_rng",
    "get_rng_state",
    "initial_seed",
    "manual_seed",
    "seed",
    "set_rng_state",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from ._absent import missing

        raise missing(__name__, name)


class fork_rng:
    """After the block, the default random stream goes on as if the block had drawn nothing.

    As a decorator, for each call. ``devices`` are those of ``device_type``, of which there are
    none: naming one is an error. With ``enabled=False`` nothing is done.

    >>> with rg.random.fork_rng():
    ...     inside = rg.rand(1)
    >>> bool(inside == rg.rand(1))
    True
    """

    def __init__(
        self,
        devices: Iterable[_core.device | str | int] | None = None,
        enabled: bool = True,
        _caller: str = "fork_rng",
        _devices_kw: str = "devices",
        device_type: str | None = None,
    ) -> None:
        kind = _core.device("cuda" if device_type is None else device_type).type
        named = [] if devices is None or not enabled else list(devices)
        if named and kind != "cpu":
            from .errors import DeviceError

            raise DeviceError(
                f"{_caller}: {_devices_kw}={named} are devices of {kind!r}, and there are none; "
                "pass an empty list"
            )
        self._enabled = enabled
        self._states = Entered()

    def __enter__(self) -> None:
        if self._enabled:
            self._states.push(_core.get_rng_state())

    def __exit__(self, *error: object) -> None:
        if not self._enabled:
            return
        _core.set_rng_state(self._states.pop("fork_rng"))

    def __call__(self, func: _F) -> _F:
        @functools.wraps(func)
        def forked(*args: object, **kwargs: object) -> object:
            # Of its own for each call, since calls on several threads are not in each other.
            with fork_rng(enabled=self._enabled):
                return func(*args, **kwargs)

        return forked  # type: ignore[return-value]


def __dir__() -> list[str]:
    return __all__
