"""The default random stream: seeds and states.

>>> rg.random.manual_seed(0).initial_seed() == rg.random.initial_seed() == 0
True
"""

from __future__ import annotations

import functools
from _thread import get_ident

from . import _core
from ._core import default_generator, get_rng_state, initial_seed, manual_seed, seed, set_rng_state

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
        self._states: list[tuple[int, _core.Tensor]] = []  # with the thread that entered

    def __enter__(self) -> None:
        if self._enabled:
            self._states.append((get_ident(), _core.get_rng_state()))

    def __exit__(self, *error: object) -> None:
        if not self._enabled:
            return
        # The last one of this thread, though others may have entered since.
        for i in reversed(range(len(self._states))):
            if self._states[i][0] == get_ident():
                _core.set_rng_state(self._states.pop(i)[1])
                return
        raise RuntimeError("fork_rng: this thread leaves a block that it did not enter")

    def __call__(self, func: _F) -> _F:
        @functools.wraps(func)
        def forked(*args: object, **kwargs: object) -> object:
            # Of its own for each call, since calls on several threads are not in each other.
            with fork_rng(enabled=self._enabled):
                return func(*args, **kwargs)

        return forked  # type: ignore[return-value]


def __dir__() -> list[str]:
    return __all__
