"""Collation: many samples made into one batch, whatever they are built of."""

from __future__ import annotations

import copy
import sys
from collections.abc import Callable, Iterable, Mapping, MutableMapping, MutableSequence, Sequence
from typing import Any, TypeAlias

from .... import _core
from ...._core import Tensor

__all__ = ["collate", "default_collate", "default_collate_fn_map", "default_convert"]

_Map: TypeAlias = dict[type | tuple[type, ...], Callable[..., Any]]


def _with_parts(container: Any, parts: Iterable[Any]) -> Any:
    """A container like this one with other values: of its class, where that can be made."""
    kind = type(container)
    items: dict[Any, Any] = {}
    try:
        if isinstance(container, Mapping):
            items = dict(zip(container, parts, strict=True))
            if not isinstance(container, MutableMapping):
                return kind(items)
            like = copy.copy(container)  # with what else an object of the class holds
            like.update(items)
            return like
        parts = list(parts)
        if hasattr(container, "_fields"):
            return kind(*parts)
        if isinstance(container, tuple):
            return parts
        if not isinstance(container, MutableSequence):
            return kind(parts)
        same = copy.copy(container)
        for i, part in enumerate(parts):
            same[i] = part
        return same
    except TypeError:  # a class that is made of something else, or whose objects stay as they are
        return items if isinstance(container, Mapping) else parts


def collate(batch: Any, *, collate_fn_map: _Map | None = None) -> Any:
    """Make a batch of samples: what functions by type do, applied inside of containers.

    ``collate_fn_map`` has a function for each type, or tuple of types, of values; it is called with
    the list of values, and the map as keyword. Mappings, named tuples and sequences become
    containers of batches.

    Raises TypeError for other types, RuntimeError for sequences whose lengths differ.

    >>> from retrograd.utils.data._utils.collate import collate
    >>> collate([(1, 2), (3, 4)], collate_fn_map={int: lambda xs, *, collate_fn_map: sum(xs)})
    [4, 6]
    """
    first = batch[0]
    if collate_fn_map is not None:
        found = collate_fn_map.get(type(first))
        if found is None:
            for kinds, function in collate_fn_map.items():
                if isinstance(first, kinds):
                    found = function
                    break
        if found is not None:
            return found(batch, collate_fn_map=collate_fn_map)
    if isinstance(first, Mapping):
        columns = [[sample[key] for sample in batch] for key in first]
    elif isinstance(first, Sequence) and not isinstance(first, (str, bytes)):
        lengths = {len(sample) for sample in batch}
        if len(lengths) > 1:
            raise RuntimeError(
                f"collate: sequences of one batch are to be equally long, got {sorted(lengths)}"
            )
        columns = list(zip(*batch, strict=True))  # type: ignore[arg-type]
    else:
        raise _not_collated(type(first))
    return _with_parts(first, [collate(c, collate_fn_map=collate_fn_map) for c in columns])


def _not_collated(what: object) -> TypeError:
    return TypeError(
        "collate: tensors, numpy arrays, numbers, strings, mappings and sequences make batches; "
        f"got {what}; pass a collate_fn to the DataLoader"
    )


def collate_tensor_fn(batch: Any, *, collate_fn_map: _Map | None = None) -> Tensor:
    return _core.stack(batch)


def collate_numpy_array_fn(batch: Any, *, collate_fn_map: _Map | None = None) -> Any:
    if batch[0].dtype.kind in "SUO":
        raise _not_collated(f"an array of {batch[0].dtype}")
    return collate([_core.as_tensor(array) for array in batch], collate_fn_map=collate_fn_map)


def collate_numpy_scalar_fn(batch: Any, *, collate_fn_map: _Map | None = None) -> Tensor:
    return _core.as_tensor(batch)


def collate_float_fn(batch: Any, *, collate_fn_map: _Map | None = None) -> Tensor:
    return _core.tensor(batch, dtype=_core.float64)


def collate_int_fn(batch: Any, *, collate_fn_map: _Map | None = None) -> Tensor:
    return _core.tensor(batch)


def collate_str_fn(batch: Any, *, collate_fn_map: _Map | None = None) -> Any:
    return batch


default_collate_fn_map: _Map = {
    Tensor: collate_tensor_fn,
    float: collate_float_fn,
    int: collate_int_fn,
    str: collate_str_fn,
    bytes: collate_str_fn,
}


def _know_numpy() -> None:
    """Put NumPy's types in front of float, of which float64 is one; once somebody has loaded it."""
    numpy = sys.modules.get("numpy")
    if numpy is None or numpy.ndarray in default_collate_fn_map:
        return
    theirs: _Map = {
        numpy.ndarray: collate_numpy_array_fn,
        (numpy.bool_, numpy.number, numpy.object_): collate_numpy_scalar_fn,
    }
    all_ = {Tensor: default_collate_fn_map[Tensor], **theirs, **default_collate_fn_map}
    default_collate_fn_map.clear()
    default_collate_fn_map.update(all_)


_know_numpy()


def default_collate(batch: Any) -> Any:
    """Make a batch of samples: tensors are stacked, numbers and numpy arrays become tensors.

    Strings stay a list; mappings and named tuples keep their class, tuples become lists. What is
    in ``default_collate_fn_map`` is known too: add a type of your own there.

    Raises TypeError for samples of other types, RuntimeError where shapes or lengths differ.

    >>> rg.utils.data.default_collate([{"x": 1.5, "name": "a"}, {"x": 2.5, "name": "b"}])
    {'x': tensor([1.5000, 2.5000], dtype=torch.float64), 'name': ['a', 'b']}
    """
    _know_numpy()
    return collate(batch, collate_fn_map=default_collate_fn_map)


def default_convert(data: Any) -> Any:
    """Make tensors of numpy arrays and scalars, inside of containers too; the rest stays.

    >>> import numpy
    >>> rg.utils.data.default_convert({"x": numpy.array([1, 2]), "name": "a"})
    {'x': tensor([1, 2]), 'name': 'a'}
    """
    if isinstance(data, (Tensor, str, bytes)):
        return data
    if type(data).__module__ == "numpy":
        text_or_object = getattr(data, "dtype", None) is None or data.dtype.kind in "SUO"
        return data if text_or_object else _core.as_tensor(data)
    if isinstance(data, Mapping):
        return _with_parts(data, [default_convert(value) for value in data.values()])
    if isinstance(data, Sequence):
        return _with_parts(data, [default_convert(value) for value in data])
    return data


def __dir__() -> list[str]:
    return __all__
