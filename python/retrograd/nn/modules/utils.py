"""Lengths given once for all dimensions, and prefixes of state dicts: torch's helpers of layers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

__all__ = ["consume_prefix_in_state_dict_if_present"]


def __dir__() -> list[str]:
    return __all__


def _ntuple(n: int, name: str = "parse") -> Callable[[Any], tuple[Any, ...]]:
    """Return what makes ``n`` of one value, and leaves several as they are."""

    def parse(x: Any) -> tuple[Any, ...]:
        return tuple(x) if isinstance(x, Iterable) else (x,) * n

    parse.__name__ = name
    return parse


_single: Callable[[Any], tuple[Any, ...]] = _ntuple(1, "_single")
_pair: Callable[[Any], tuple[Any, ...]] = _ntuple(2, "_pair")
_triple: Callable[[Any], tuple[Any, ...]] = _ntuple(3, "_triple")
_quadruple: Callable[[Any], tuple[Any, ...]] = _ntuple(4, "_quadruple")


def _reverse_repeat_tuple(t: Sequence[Any], n: int) -> tuple[Any, ...]:
    """The elements from the last to the first, each ``n`` times: the form that ``pad`` takes."""
    return tuple(x for x in reversed(t) for _ in range(n))


def _list_with_default(out_size: Any, defaults: Sequence[int]) -> Any:
    """Lengths, with those of ``defaults`` in the place of None, counted from the last."""
    if isinstance(out_size, (int, Iterable)) and not isinstance(out_size, Sequence):
        return out_size
    if len(defaults) <= len(out_size):
        raise ValueError(
            f"expected more lengths of the input than of the output, got {len(defaults)} and"
            f" {len(out_size)}"
        )
    given = zip(out_size, defaults[-len(out_size) :], strict=True)
    return [length if length is not None else default for length, default in given]


def consume_prefix_in_state_dict_if_present(state_dict: dict[str, Any], prefix: str) -> None:
    """Take ``prefix`` from the keys of a state dict that begin with it, in place.

    >>> import retrograd as rg
    >>> state = {"module.weight": 1, "bias": 2}
    >>> rg.nn.modules.utils.consume_prefix_in_state_dict_if_present(state, "module.")
    >>> state
    {'bias': 2, 'weight': 1}
    """
    for key in list(state_dict):
        if key.startswith(prefix):
            state_dict[key[len(prefix) :]] = state_dict.pop(key)
    metadata = getattr(state_dict, "_metadata", {})
    for key in list(metadata):
        if key == prefix.rstrip(".") or key.startswith(prefix):
            metadata[key[len(prefix) :]] = metadata.pop(key)
