"""The graph in the language of Graphviz: data flows from the leaves down to the results."""

from __future__ import annotations

from .fold import Item

__all__ = ["draw"]


def __dir__() -> list[str]:
    return __all__


def draw(items: list[Item], roots: list[int], summary: str) -> str:
    """Return the picture as the text of a .dot file."""
    lines = [
        "digraph {",
        f"  label={_quoted([summary])};",
        '  node [shape=box, fontname="monospace", fontsize=10, style=filled, fillcolor="#eef2f7"];',
    ]
    for k, item in enumerate(items):
        label = _quoted([item.title(), *item.facts()])
        lines.append(f"  n{k} [label={label}{_look(item, k in roots)}];")
    for k, item in enumerate(items):
        for child, output in item.inputs:
            several = not items[child].folded and len(items[child].steps[0].outputs) > 1
            lines.append(
                f"  n{child} -> n{k}" + (f' [label="output {output}"];' if several else ";")
            )
    return "\n".join([*lines, "}", ""])


def _look(item: Item, root: bool) -> str:
    look = ""
    if item.leaf:
        look += ', style="filled,rounded", fillcolor="#dff1e1"'
    if item.folded:
        look += ', style="filled,dashed", fillcolor="#f7f1dd"'
    return look + (', color="#c2571a", penwidth=2' if root else "")


def _quoted(lines: list[str]) -> str:
    """A string of several lines, each to the left."""
    escaped = [line.replace("\\", "\\\\").replace('"', '\\"') for line in lines]
    return '"' + "".join(line + "\\l" for line in escaped) + '"'
