"""What a check has found, as text, as JSON, and in one sentence."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

_TEXTS = {
    "module": "there is no module {name}",
    "name": "{name} is missing",
    "method": "{name} is missing",
    "keyword": "{name} is not taken",
    "refused": "{name} raises: it is named here, and not supported",
    "device": "{name}: the CPU is the only device",
}


class Finding(NamedTuple):
    """One use of what is not here: ``file:line``, and of a notebook the number of the cell."""

    file: str
    line: int
    column: int
    name: str
    kind: str  # module, name, method, keyword, refused or device
    when: str  # "import": as the file is loaded; "call": as a function of it is called
    guarded: bool  # the program looks whether it is there, or goes on without it
    in_torch: bool  # False where torch itself no longer has it
    cell: int = 0

    @property
    def counts(self) -> bool:
        """Whether the program, as it runs on torch, stops here."""
        return self.in_torch and not self.guarded

    def __str__(self) -> str:
        where = f"{self.file}:{f'cell {self.cell}:' if self.cell else ''}{self.line}"
        note = " (when it is loaded)" if self.when == "import" else ""
        if self.guarded:
            note = " (the program can do without)"
        if not self.in_torch:
            note = " (torch 2.13 lacks it, too)"
        return f"{where}: {_TEXTS[self.kind].format(name=self.name)}{note}"


def _plural(n: int, what: str) -> str:
    return f"{n} {what}{'' if n == 1 else 's'}"


def _listed(names: Sequence[str]) -> str:
    """The first names and how many more there are."""
    shown = ", ".join(names[:4])
    return shown if len(names) <= 4 else f"{shown} and {len(names) - 4} more"


class Report(NamedTuple):
    """What was read, and what it would miss."""

    files: int
    uses: int
    findings: list[Finding]
    unread: list[str]  # files that are no Python, and why

    @property
    def missing(self) -> list[Finding]:
        """The findings at which a program stops that runs on torch."""
        return [finding for finding in self.findings if finding.counts]

    @property
    def sentence(self) -> str:
        """Would run, or would not, and because of what."""
        if not self.missing:
            return (
                f"Would run: all {_plural(self.uses, 'use')} of torch in"
                f" {_plural(self.files, 'file')} are here."
            )
        loaded = [finding for finding in self.missing if finding.when == "import"]
        called = [finding for finding in self.missing if finding.when != "import"]
        names = _listed(list(dict.fromkeys(f.name for f in called)))
        if not loaded:
            return f"Would load, and would run where it does not come to {names}."
        first = _listed(list(dict.fromkeys(f.name for f in loaded)))
        where = f"{loaded[0].file}:{loaded[0].line}"
        rest = f"; calls would miss {names}" if called else ""
        return f"Would not run: to load it takes {first}, first in {where}{rest}."

    def as_json(self) -> dict[str, object]:
        """What ``--json`` prints."""
        return {
            "files": self.files,
            "uses": self.uses,
            "runs": not self.missing,
            "loads": all(finding.when != "import" for finding in self.missing),
            "sentence": self.sentence,
            "findings": [finding._asdict() for finding in self.findings],
            "unread": self.unread,
        }
