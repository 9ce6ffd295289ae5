"""The graph, drawn and explained: ``retrograd.graph`` and ``retrograd.explain``.

Loaded when one of them is first asked for.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike, fspath
from typing import TYPE_CHECKING, Any

from .. import _core
from .fold import Item, fold
from .layers import Layer, Summary, summary
from .report import Report, Row, report
from .text import draw
from .walk import Root, Step, count, in_bytes, root_nodes, total_saved, walk
from .why import Explanation, explain

if TYPE_CHECKING:
    from ..nn.module import Module

__all__ = [
    "Explanation",
    "Graph",
    "Layer",
    "Report",
    "Row",
    "Summary",
    "explain",
    "graph",
    "summary",
]


def __dir__() -> list[str]:
    return __all__


class Graph:
    """A picture of a recorded graph, as it was when ``retrograd.graph`` was called.

    ``str`` and ``repr`` are a text tree, notebooks show an SVG. It holds numbers and names: no
    tensor stays alive because of it.
    """

    def __init__(self, roots: list[int], steps: dict[int, Step], limit: int) -> None:
        self._roots, self._steps, self._limit = roots, steps, limit

    @property
    def operations(self) -> int:
        """How many operations were recorded."""
        return len(self._steps) - self.leaves

    @property
    def leaves(self) -> int:
        """How many leaves that require grad they depend on."""
        return sum(s.leaf for s in self._steps.values())

    @property
    def saved_bytes(self) -> int:
        """Bytes kept for backward; memory that several operations save counts once."""
        return total_saved(self._steps.values())

    def report(self) -> Report:
        """Return what the operations cost, by name, the one that saves most first.

        >>> x = rg.ones(1000, requires_grad=True)
        >>> print(rg.graph((x.exp() * x).sum()).report())
        operation  count    saved   output
        exp            1  4,000 B  4,000 B
        mul            1  4,000 B  4,000 B
        sum            1      0 B      4 B
        total          3  8,000 B  8,004 B
        """
        return report(self._steps.values())

    def _items(self) -> tuple[list[Item], list[int]]:
        items = fold(self._steps, self._limit)
        where = {s.number: k for k, item in enumerate(items) for s in item.steps}
        return items, list(dict.fromkeys(where[r] for r in self._roots))

    def _summary(self) -> str:
        parts = [count(self.operations, "operation"), count(self.leaves, "leaf")]
        parts.append(f"{in_bytes(self.saved_bytes)} saved for backward")
        freed = sum(s.saved is None for s in self._steps.values())
        if freed:
            parts.append(f"backward() freed the saved tensors of {freed:,}")
        return ", ".join(parts)

    def __str__(self) -> str:
        return "\n".join([*draw(*self._items()), self._summary()])

    __repr__ = __str__

    def to_svg(self) -> str:
        """Return the picture as one <svg> element, which needs nothing from elsewhere.

        >>> x = rg.ones(2, requires_grad=True)
        >>> rg.graph(x.exp()).to_svg()[:39]
        '<svg xmlns="http://www.w3.org/2000/svg"'
        """
        from .svg import draw as draw_svg

        return draw_svg(*self._items(), self._summary())

    _repr_svg_ = to_svg  # for notebooks

    def to_dot(self) -> str:
        """Return the picture in the language of Graphviz, which lays out large graphs well.

        >>> x = rg.ones(2, requires_grad=True)
        >>> rg.graph(x.exp()).to_dot().splitlines()[-2:]
        ['  n1 -> n0;', '}']
        """
        from .dot import draw as draw_dot

        return draw_dot(*self._items(), self._summary())

    def save(self, path: str | PathLike[str]) -> None:
        """Write the picture to a file: by its suffix ``.svg``, or ``.dot`` (``.gv``) for Graphviz.

        Raises ValueError for another suffix, and OSError if the file cannot be written.

        >>> x = rg.ones(2, requires_grad=True)
        >>> rg.graph(x.exp()).save("graph.png")
        Traceback (most recent call last):
        ValueError: save: a picture is a .svg, .dot or .gv file, not 'graph.png'; Graphviz makes...
        """
        name = fspath(path)
        if name.endswith(".svg"):
            text = self.to_svg()
        elif name.endswith((".dot", ".gv")):
            text = self.to_dot()
        else:
            raise ValueError(
                f"save: a picture is a .svg, .dot or .gv file, not {name!r}; Graphviz makes others"
                " from .dot, with dot -Tpng -O"
            )
        with open(name, "w", encoding="utf-8") as file:
            file.write(text)


def graph(
    roots: Root | Iterable[Root],
    names: Mapping[str, _core.Tensor] | Module | None = None,
    *,
    max_nodes: int = 60,
) -> Graph:
    """Return a picture of the operations that made ``roots``: text, and an SVG in notebooks.

    ``roots`` is a tensor, node or gradient edge, or several. ``names`` gives tensors the names to
    show them with; a module stands for its parameters. Chains that repeat themselves are folded,
    and so is what goes beyond ``max_nodes``; the picture says how much that is. Operands that
    require no grad leave no trace in a graph, and so are not shown. "saves" is the memory that an
    operation keeps alive until backward, of which several may share the same.

    Shape:   any.
    Dtype:   float32, float64.
    Grad:    none.
    Raises:  GraphError (a RuntimeError) if a tensor does not require grad or none is given;
             TypeError for other things; ValueError if ``max_nodes`` is below 2.
    Source:  retrograd's own.

    >>> w = rg.ones(3, requires_grad=True)
    >>> rg.graph((w * w).sum(), {"w": w})
    sum  () float32
    mul  (3,) float32, saves 12 B
    w: leaf  (3,) float32, requires grad, no grad yet
    2 operations, 1 leaf, 12 B saved for backward
    """
    if max_nodes < 2:
        raise ValueError(f"graph: max_nodes must be at least 2, not {max_nodes}")
    nodes = root_nodes(roots)
    parameters_of = getattr(names, "named_parameters", None)
    known: Any = parameters_of(remove_duplicate=False) if parameters_of else names or {}
    return Graph([n._sequence_nr() for n in nodes], walk(nodes, dict(known)), max_nodes)
