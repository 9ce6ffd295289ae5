"""The graph as a text tree: results above, what they were made from below."""

from __future__ import annotations

from .fold import Item

__all__ = ["draw"]


def __dir__() -> list[str]:
    return __all__


def draw(items: list[Item], roots: list[int]) -> list[str]:
    """Return the lines of the tree; an item with several consumers is spelled out once."""
    uses = [0] * len(items)
    for item in items:
        for place, _ in item.inputs:
            uses[place] += 1
    for place in roots:
        uses[place] += 1
    marks: dict[int, int] = {}
    lines: list[str] = []
    # Each entry: the item, which output, what goes before its line, and before those below it.
    waiting = [(r, 0, "", "") for r in reversed(roots)]
    seen: set[int] = set()
    while waiting:
        place, output, first, rest = waiting.pop()
        item = items[place]
        which = f"output {output} of " if _several(item) and first != "" else ""
        if place in seen:
            lines.append(f"{first}{which}{item.title()} [{marks[place]}], see above")
            continue
        seen.add(place)
        mark = ""
        if uses[place] > 1:
            marks[place] = len(marks) + 1
            mark = f" [{marks[place]}]"
        lines.append(f"{first}{which}{item.title()}{mark}  {', '.join(item.facts())}")
        below = item.inputs
        if len(below) == 1:  # a chain goes straight down
            waiting.append((*below[0], rest, rest))
            continue
        for k, (child, number) in reversed(list(enumerate(below))):
            last = k == len(below) - 1
            waiting.append(
                (
                    child,
                    number,
                    rest + ("└─ " if last else "├─ "),
                    rest + ("   " if last else "│  "),
                )
            )
    return lines


def _several(item: Item) -> bool:
    return not item.folded and len(item.steps[0].outputs) > 1
