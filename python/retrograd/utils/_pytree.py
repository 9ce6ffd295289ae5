"""Functions over the leaves of nested containers: tuples, lists, dicts, and what is registered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from .. import _tree

__all__ = [
    "SUPPORTED_NODES",
    "MappingKey",
    "PyTree",
    "TreeSpec",
    "register_pytree_node",
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
Context = Any
SUPPORTED_NODES = _tree.REGISTERED


def __dir__() -> list[str]:
    return __all__


class TreeSpec(NamedTuple):
    """How containers are nested, with "*" for each of their leaves."""

    tree: Any
    num_leaves: int


class MappingKey(NamedTuple):
    """Where a part of a dict stands."""

    key: Any


def register_pytree_node(
    cls: type,
    flatten_fn: Callable[[Any], tuple[list[Any], Context]],
    unflatten_fn: Callable[[Iterable[Any], Context], Any],
    **options: Any,
) -> None:
    """Take instances of a class for containers: of the parts that ``flatten_fn`` gives.

    ``unflatten_fn`` makes one again of such parts, and of what came beside them. The options, which
    are about files and keys, are left alone. Raises ValueError for a class that is registered.
    """
    if cls in SUPPORTED_NODES:
        raise ValueError(f"register_pytree_node: {cls} is registered already")
    SUPPORTED_NODES[cls] = (flatten_fn, unflatten_fn)


def _dict_flatten(d: dict[Any, Any]) -> tuple[list[Any], Context]:
    return list(d.values()), list(d)


def _dict_flatten_with_keys(d: dict[Any, Any]) -> tuple[list[tuple[MappingKey, Any]], Context]:
    return [(MappingKey(key), value) for key, value in d.items()], list(d)


def _dict_unflatten(values: Iterable[Any], context: Context) -> dict[Any, Any]:
    return dict(zip(context, values, strict=True))


def tree_leaves(tree: PyTree) -> list[Any]:
    """Return the leaves from left to right; None is one."""
    return _tree.leaves(tree)


def tree_flatten(tree: PyTree) -> tuple[list[Any], TreeSpec]:
    """Return the leaves, and what ``tree_unflatten`` needs to put others in their places."""
    leaves = _tree.leaves(tree)
    return leaves, TreeSpec(_tree.rebuilt(tree, ["*"] * len(leaves)), len(leaves))


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
