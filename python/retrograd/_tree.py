"""Tensors in containers: tuples, named tuples, lists and dicts, nested; all else is a leaf.

Classes are containers too, once utils._pytree.register_pytree_node() says how they come apart.
"""

from __future__ import annotations

from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator
from typing import Any

_CONTAINERS = frozenset({tuple, list, dict, OrderedDict, defaultdict})

# What a container of a class is made of, and how it is made again of that: (parts, context).
REGISTERED: dict[type, tuple[Callable[[Any], Any], Callable[[Any, Any], Any]]] = {}


def _is_named(tree: Any) -> bool:
    return isinstance(tree, tuple) and hasattr(tree, "_fields")


def is_leaf(tree: Any) -> bool:
    kind = type(tree)
    return kind not in _CONTAINERS and not _is_named(tree) and kind not in REGISTERED


def _children(tree: Any) -> Iterable[Any]:
    if type(tree) in REGISTERED:
        parts: Iterable[Any] = REGISTERED[type(tree)][0](tree)[0]
        return parts
    return tree.values() if isinstance(tree, dict) else tree


def leaves(tree: Any) -> list[Any]:
    """The leaves from left to right, those of a dict in its order."""
    found: list[Any] = []
    _collect(tree, found)
    return found


def _collect(tree: Any, found: list[Any]) -> None:
    if is_leaf(tree):
        found.append(tree)
    else:
        for child in _children(tree):
            _collect(child, found)


def rebuilt(tree: Any, new: Iterable[Any]) -> Any:
    """The same containers with other leaves."""
    return _rebuilt(tree, iter(new))


def _rebuilt(tree: Any, new: Iterator[Any]) -> Any:
    if is_leaf(tree):
        return next(new)
    children = [_rebuilt(child, new) for child in _children(tree)]
    if type(tree) in REGISTERED:
        apart, together = REGISTERED[type(tree)]
        return together(children, apart(tree)[1])
    if isinstance(tree, defaultdict):
        return defaultdict(tree.default_factory, zip(tree, children, strict=True))
    if isinstance(tree, dict):
        return type(tree)(zip(tree, children, strict=True))
    return type(tree)(*children) if _is_named(tree) else type(tree)(children)


def leaves_beside(tree: Any, other: Any, spread: bool = False) -> list[Any] | None:
    """The leaves of ``other`` in the order of those of ``tree``; None if it is built differently.

    With ``spread`` a leaf of ``other`` may stand for a whole container of ``tree``.
    """
    if is_leaf(tree):
        return [other] if is_leaf(other) else None
    if spread and is_leaf(other):
        return [other] * len(leaves(tree))
    if type(other) is not type(tree):
        return None
    if type(tree) in REGISTERED:
        pairs = list(zip(_children(tree), _children(other), strict=True))
    elif len(other) != len(tree):
        return None
    elif isinstance(tree, dict):
        if other.keys() != tree.keys():
            return None
        pairs = [(tree[key], other[key]) for key in tree]
    else:
        pairs = list(zip(tree, other, strict=True))
    found = []
    for one, two in pairs:
        part = leaves_beside(one, two, spread)
        if part is None:
            return None
        found += part
    return found
