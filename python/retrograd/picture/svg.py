"""The graph as an SVG: data flows from the leaves at the top to the results at the bottom.

Layers by the longest way to a result; edges that pass layers get a place in each, so that no box
lies on them; crossings are reduced by ordering each layer by the middle of its neighbours
(Sugiyama, Tagawa and Toda 1981).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from html import escape
from itertools import pairwise

from .fold import Item

__all__ = ["draw"]


def __dir__() -> list[str]:
    return __all__


CHAR, LINE, PAD = 7.3, 16.0, 9.0  # of a monospaced font of 12 pixels
GAP, BETWEEN = 18.0, 40.0  # beside boxes, and from layer to layer
LONGEST = 44  # characters of a line

# Boxes bring their own ground, and lines are grey: readable on white and on black.
RULES = {
    "text": "font:12px monospace;fill:#1b1f24",
    ".s": "fill:#808890",
    ".e": "fill:#808890",
    ".t": "font-weight:bold",
    "rect": "fill:#eef2f7;stroke:#7d8896",
    ".leaf": "fill:#dff1e1;stroke:#5f9a68",
    ".root": "stroke:#c2571a;stroke-width:2",
    ".fold": "fill:#f7f1dd;stroke-dasharray:5 3",
    "path": "fill:none;stroke:#808890;stroke-width:1.3",
    "marker path": "fill:#808890;stroke:none",
}
# A style inside of an SVG holds for the whole page that the SVG is put into.
STYLE = "".join(f".rg-graph {what}{{{how}}}" for what, how in RULES.items())


@dataclass
class _Spot:
    """A place in a layer: of a box, or of an edge on its way past the layer."""

    layer: int
    lines: list[str] = field(default_factory=list)
    item: int = -1
    x: float = 0.0  # the middle
    up: list[int] = field(default_factory=list)  # spots in the layer above, whence data comes
    down: list[int] = field(default_factory=list)

    @property
    def width(self) -> float:
        return max((len(t) for t in self.lines), default=0) * CHAR + 2 * PAD if self.lines else 8.0

    @property
    def height(self) -> float:
        return len(self.lines) * LINE + PAD


def draw(items: list[Item], roots: list[int], summary: str) -> str:
    """Return the picture as one <svg> element."""
    spots = [_Spot(0, _lines(item), k) for k, item in enumerate(items)]
    for k, item in enumerate(items):  # consumers come first
        for child, _ in item.inputs:
            spots[child].layer = max(spots[child].layer, spots[k].layer + 1)
    routes = _routes(items, spots)
    layers: list[list[int]] = [[] for _ in range(1 + max(s.layer for s in spots))]
    for k, spot in enumerate(spots):
        layers[spot.layer].append(k)
    _order(spots, layers)
    _place(spots, layers)
    tops, y = [0.0] * len(layers), 10.0
    for layer in reversed(range(len(layers))):
        tops[layer] = y
        y += max(spots[k].height for k in layers[layer]) + BETWEEN
    left = min(s.x - s.width / 2 for s in spots)
    for spot in spots:
        spot.x += 10 - left
    beside = 12 + len("output 0") * CHAR if any(text for _, text in routes) else 0.0
    width = max(max(s.x + max(s.width / 2, beside) for s in spots), 10 + len(summary) * CHAR) + 10
    height = y - BETWEEN + LINE + 14
    heights = [max(spots[k].height for k in layer) for layer in layers]
    parts = [_edge(spots, tops, heights, *route) for route in routes]
    parts += [_box(s, tops[s.layer], items[s.item], s.item in roots) for s in spots if s.lines]
    parts.append(f'<text class="s" x="10" y="{height - 10:.0f}">{escape(summary)}</text>')
    title = escape(_title(items, roots, summary))
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" class="rg-graph" role="img"'
        f' width="{width:.0f}" height="{height:.0f}" viewBox="0 0 {width:.0f} {height:.0f}">'
        f"<title>{title}</title><style>{STYLE}</style>"
        '<defs><marker id="rg-arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7"'
        ' markerHeight="7" orient="auto"><path d="M0 0L8 4L0 8z"/></marker></defs>'
        + "".join(parts)
        + "</svg>"
    )


def _title(items: list[Item], roots: list[int], summary: str) -> str:
    return f"Graph of {', '.join(items[k].title() for k in roots)}: {summary}"


def _lines(item: Item) -> list[str]:
    lines = [item.title(), *item.facts()]
    return [t if len(t) <= LONGEST else "\u2026" + t[1 - LONGEST :] for t in lines]


def _routes(items: list[Item], spots: list[_Spot]) -> list[tuple[list[int], str]]:
    """Return each edge as the spots that it goes through, downwards, and what is written on it."""
    routes = []
    for k, item in enumerate(items):
        for child, output in item.inputs:
            route = [child]
            for layer in range(spots[child].layer - 1, spots[k].layer, -1):
                spots.append(_Spot(layer))
                route.append(len(spots) - 1)
            route.append(k)
            for above, below in pairwise(route):
                spots[above].down.append(below)
                spots[below].up.append(above)
            source = items[child]
            several = not source.folded and len(source.steps[0].outputs) > 1
            routes.append((route, f"output {output}" if several else ""))
    return routes


def _order(spots: list[_Spot], layers: list[list[int]]) -> None:
    for sweep in range(8):
        away = sweep % 2 == 0  # from the results to the leaves, and back
        for layer in range(len(layers)) if away else reversed(range(len(layers))):
            rank = {k: i for row in layers for i, k in enumerate(row)}

            def middle(k: int, away: bool = away, rank: dict[int, int] = rank) -> float:
                near = spots[k].down if away else spots[k].up
                return sum(rank[n] for n in near) / len(near) if near else float(rank[k])

            layers[layer].sort(key=middle)


def _place(spots: list[_Spot], layers: list[list[int]]) -> None:
    """Put each spot near the middle of its neighbours, and none on another."""
    for row in layers:
        x = 0.0
        for k in row:
            spots[k].x = x + spots[k].width / 2
            x += spots[k].width + GAP
    for sweep in range(12):
        for row in layers if sweep % 2 == 0 else reversed(layers):
            wish = []
            for k in row:
                near = (spots[k].down if sweep % 2 == 0 else spots[k].up) or [k]
                wish.append(sum(spots[n].x for n in near) / len(near))
            _settle([spots[k] for k in row], wish)


def _settle(row: list[_Spot], wish: list[float]) -> None:
    """Pack from the left and from the right, and take the mean: both keep the distances."""
    distance = [(a.width + b.width) / 2 + GAP for a, b in pairwise(row)]
    right, left = list(wish), list(wish)
    for i in range(1, len(row)):
        right[i] = max(right[i], right[i - 1] + distance[i - 1])
    for i in range(len(row) - 2, -1, -1):
        left[i] = min(left[i], left[i + 1] - distance[i])
    for spot, a, b in zip(row, left, right, strict=True):
        spot.x = (a + b) / 2


def _edge(
    spots: list[_Spot], tops: list[float], heights: list[float], route: list[int], text: str
) -> str:
    first = spots[route[0]]
    x, y = first.x, tops[first.layer] + first.height
    path = f"M{x:.1f} {y:.1f}"
    for k in route[1:]:
        spot = spots[k]
        top = tops[spot.layer]
        path += f"C{x:.1f} {y + BETWEEN / 2:.1f} {spot.x:.1f} {top - BETWEEN / 2:.1f}"
        path += f" {spot.x:.1f} {top:.1f}"
        x, y = spot.x, top
        if not spot.lines:
            y = top + heights[spot.layer]
            path += f"L{x:.1f} {y:.1f}"
    label = ""
    if text:
        lx, ly = spots[route[1]].x + 6, tops[spots[route[1]].layer] - 12
        label = f'<text class="e" x="{lx:.1f}" y="{ly:.1f}">{text}</text>'
    return f'<path d="{path}" marker-end="url(#rg-arrow)"/>{label}'


def _box(spot: _Spot, top: float, item: Item, root: bool) -> str:
    kinds = {"leaf": item.leaf, "fold": item.folded, "root": root}
    names = " ".join(["box", *(k for k, on in kinds.items() if on)])
    x = spot.x - spot.width / 2
    text = "".join(
        f'<text x="{x + PAD:.1f}" y="{top + LINE * (k + 1):.1f}"'
        + (' class="t"' if k == 0 else "")
        + f">{escape(line)}</text>"
        for k, line in enumerate(spot.lines)
    )
    return (
        f'<rect class="{names}" x="{x:.1f}" y="{top:.1f}" width="{spot.width:.1f}"'
        f' height="{spot.height:.1f}" rx="{8 if item.leaf else 3}"/>{text}'
    )
