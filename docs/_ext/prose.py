"""Docstrings of the house as reStructuredText: their words stay, the marks are added."""

from __future__ import annotations

import re
from itertools import takewhile

from retrograd import errors

SECTION = re.compile(r"([A-Z][a-z]+):\s+(\S.*)")  # Shape: ..., Raises: ...
CODE = re.compile(r"(``[^`]+``)")
SPECIAL = re.compile(r"[\\*|`]|(?<=\w)_(?!\w)")  # would begin an emphasis, a substitution, a link

ERROR = re.compile(rf"(?<![\w.])(?:{'|'.join(errors.__all__)})(?!\w)")


def rst(doc: str) -> list[str]:
    """Return the lines of a docstring, as ``inspect.getdoc`` gives it, marked up."""
    lines: list[str] = []
    doctest = False
    for block in re.split(r"\n(?:[ ]*\n)+", without_forms(doc).strip("\n")):
        rows = block.splitlines()
        if rows[0].startswith(">>>"):
            lines += ["   " + row for row in ["", *rows]] if doctest else _code("pycon", rows)
        elif all(row.startswith("  ") for row in rows):
            lines += _code("text", rows)
        else:
            lines += _text(rows)
        doctest = rows[0].startswith(">>>")
    return lines


def without_forms(doc: str) -> str:
    """Leave out the forms of an overloaded function, which stand in front."""
    first, _, rest = doc.partition("\n\n")
    return rest if all(re.fullmatch(r"\w+\(.*\)", row) for row in first.splitlines()) else doc


def summary(doc: str) -> str:
    """Return the first paragraph of a docstring, marked up, on one line."""
    return escaped(" ".join(without_forms(doc).partition("\n\n")[0].split()))


def escaped(text: str) -> str:
    """Return text in which ``code`` alone has a meaning, and classes of errors are links."""
    parts = CODE.split(text)
    for k in range(0, len(parts), 2):
        parts[k] = SPECIAL.sub(r"\\\g<0>", parts[k])
        parts[k] = ERROR.sub(r":py:exc:`~retrograd.errors.\g<0>`", parts[k])
        if k and re.match(r"[\w(\[]", parts[k]):
            parts[k] = "\\ " + parts[k]  # ``code`` ends where a word does
        if k + 1 < len(parts) and re.search(r"[\w)\]=]$", parts[k]):
            parts[k] += "\\ "
    return "".join(parts)


def _code(language: str, rows: list[str]) -> list[str]:
    indent = min(len(row) - len(row.lstrip()) for row in rows)
    return ["", f".. code-block:: {language}", "", *("   " + row[indent:] for row in rows), ""]


def _text(rows: list[str]) -> list[str]:
    """Mark up a paragraph, or sections, which become a list of fields."""

    def words(rest: list[str]) -> list[str]:
        return list(takewhile(lambda row: not SECTION.fullmatch(row), rest))

    text = words(rows)
    lines = ["", *escaped("\n".join(text)).splitlines(), ""]
    rest = rows[len(text) :]
    while rest:
        name, first = SECTION.fullmatch(rest[0]).groups()  # type: ignore[union-attr]
        more = words(rest[1:])
        rest = rest[1 + len(more) :]
        first, *more = escaped("\n".join([first, *(row.strip() for row in more)])).splitlines()
        lines += [f":{name}: {first}", *("   " + row for row in more)]
    return [*lines, ""]
