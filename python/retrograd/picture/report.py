"""What the operations of a graph cost in memory, by name."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .walk import Step, count, in_bytes

__all__ = ["Report", "Row", "report", "table"]


def __dir__() -> list[str]:
    return __all__


class Row(NamedTuple):
    """All operations of one name."""

    name: str
    operations: int
    saved_bytes: int  # memory that an earlier operation saved as well is counted there
    output_bytes: int


class Report(tuple[Row, ...]):
    """Rows of a graph's operations, the one that saves most first; ``str`` of it is a table."""

    freed: int  # operations whose saved tensors a backward has freed

    @property
    def saved_bytes(self) -> int:
        """Bytes kept for backward; memory that several operations save counts once."""
        return sum(row.saved_bytes for row in self)

    @property
    def output_bytes(self) -> int:
        """Bytes of all outputs, of views as if they had memory of their own."""
        return sum(row.output_bytes for row in self)

    def __str__(self) -> str:
        head = ("operation", "count", "saved", "output")
        total = ("total", sum(row.operations for row in self), self.saved_bytes, self.output_bytes)
        cells = [
            (name, f"{n:,}", in_bytes(saved), in_bytes(output))
            for name, n, saved, output in (*self, total)
        ]
        lines = table([head, *cells])
        if self.freed:
            lines.append(
                f"{count(self.freed, 'operation')} had their saved tensors freed by backward();"
                " their bytes are not counted"
            )
        return "\n".join(lines)

    __repr__ = __str__


def table(rows: Sequence[tuple[str, ...]], left: int = 1) -> list[str]:
    """Return lines of columns, of which the first ``left`` begin and the others end together."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            text.ljust(width) if place < left else text.rjust(width)
            for place, (text, width) in enumerate(zip(row, widths, strict=True))
        )
        for row in rows
    ]


def report(steps: Iterable[Step]) -> Report:
    """Return the table of ``steps``, leaves left out."""
    operations = sorted((s for s in steps if not s.leaf), key=lambda s: s.number)
    seen: set[int] = set()
    rows: dict[str, list[int]] = {}
    for step in operations:
        row = rows.setdefault(step.name, [0, 0, 0])
        new = {k: n for k, n in (step.saved or {}).items() if k not in seen}
        seen |= new.keys()
        row[0] += 1
        row[1] += sum(new.values())
        row[2] += sum(size for _, _, size in step.outputs)
    table = Report(Row(name, *row) for name, row in rows.items())
    table = Report(sorted(table, key=lambda r: (-r.saved_bytes, -r.output_bytes, r.name)))
    table.freed = sum(s.saved is None for s in operations)
    return table
