"""Functions over the leaves of nested containers: tuples, named tuples, lists and dicts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .. import _tree

__all__ = [
    "PyTree",
    "TreeSpec",
    "tree_all",
    "tree_any",
    "tree_flatten",
    "tree_leaves",
    "tree_map",
    "tree_map_",
    "tree_map_only",
    "tree_unflatten",
]

PyTree = Any


def __dir__() -> list[str]:
    return __all__


class TreeSpec(NamedTuple):
    """How containers are nested, with None for each of their leaves."""

    tree: Any
    num_leaves: int


def tree_leaves(tree: PyTree) -> list[Any]:
    """Return the leaves from left to right; None is one."""
    return _tree.leaves(tree)


def tree_flatten(tree: PyTree) -> tuple[list[Any], TreeSpec]:
    """Return the leaves, and what ``tree_unflatten`` needs to put others in their places."""
    leaves = _tree.leaves(tree)
    return leaves, TreeSpec(_tree.rebuilt(tree, [None] * len(leaves)), len(leaves))


def tree_unflatten(leaves: Iterable[Any], treespec: TreeSpec) -> PyTree:
    """Return the containers of ``tree_flatten`` with these leaves.

    Raises: ValueError for another number of leaves.
    """
    found = list(leaves)
    if len(found) != treespec.num_leaves:
        raise ValueError(
            f"tree_unflatten: {len(found)} leaves for containers of {treespec.num_leaves}"
        )
    return _tree.rebuilt(treespec.tree, found)


def tree_map(func: Callable[..., Any], tree: PyTree, *rests: PyTree) -> PyTree:
    """Return the containers with ``func`` of each leaf, and of those beside it in ``rests``.

    Raises: ValueError for ``rests`` that are built differently.

    >>> from retrograd.utils._pytree import tree_map
    >>> tree_map(lambda x, y: x + y, {"a": [1, 2]}, {"a": [10, 20]})
    {'a': [11, 22]}
    """
    columns = [_tree.leaves(tree)]
    for rest in rests:
        beside = _tree.leaves_beside(tree, rest)
        if beside is None:
            raise ValueError("tree_map: the trees are built differently")
        columns.append(beside)
    return _tree.rebuilt(tree, [func(*leaves) for leaves in zip(*columns, strict=True)])


def tree_map_(func: Callable[..., Any], tree: PyTree, *rests: PyTree) -> PyTree:
    """Call ``func`` as ``tree_map`` does, and return the tree itself."""
    tree_map(func, tree, *rests)
    return tree


def tree_map_only(
    kind: type | tuple[type, ...], func: Callable[[Any], Any], tree: PyTree
) -> PyTree:
    """Return the containers with ``func`` of each leaf of these classes; others stay."""
    return tree_map(lambda leaf: func(leaf) if isinstance(leaf, kind) else leaf, tree)


def tree_all(pred: Callable[[Any], bool], tree: PyTree) -> bool:
    """Return whether ``pred`` holds for all leaves."""
    return all(map(pred, _tree.leaves(tree)))


def tree_any(pred: Callable[[Any], bool], tree: PyTree) -> bool:
    """Return whether ``pred`` holds for a leaf."""
    return any(map(pred, _tree.leaves(tree)))
