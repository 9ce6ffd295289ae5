"""The type of ``torch.__version__``: a text that compares as a version.

>>> rg.torch_version.TorchVersion("2.13.0") > "2.9"
True
"""

from __future__ import annotations

import re
from typing import Any

__all__ = ["TorchVersion"]

_VERSION = re.compile(
    r"v?(?:(\d+)!)?(\d+(?:\.\d+)*)(?:[._-]?(a|b|rc)[._-]?(\d*))?(?:[._-]?post(\d*))?"
    r"(?:[._-]?dev(\d*))?(?:\+([a-z0-9]+(?:[._-][a-z0-9]+)*))?",
    re.IGNORECASE,
)


def __dir__() -> list[str]:
    return __all__


def _parts(local: str | None) -> list[str]:
    return re.split("[._-]", local.lower()) if local else []


def _key(text: str) -> tuple[Any, ...]:
    """What versions are ordered by: PEP 440's rules."""
    found = _VERSION.fullmatch(text.strip())
    if found is None:
        raise ValueError(f"{text!r} is no version")
    epoch, release, phase, number, post, dev, local = found.groups()
    numbers = [int(part) for part in release.split(".")]
    while numbers and not numbers[-1]:
        numbers.pop()
    before: tuple[Any, ...] = ("z",)  # after every phase that leads to a release
    if phase is not None:
        before = (phase.lower(), int(number or 0))
    elif post is None and dev is not None:
        before = ("",)
    return (
        int(epoch or 0),
        numbers,
        before,
        -1 if post is None else int(post or 0),
        float("inf") if dev is None else int(dev or 0),
        [
            (1, int(p), "") if p.isdigit() else (0, 0, p)
            for p in re.split("[._-]", local or "")
            if p
        ],
    )


class TorchVersion(str):
    """A version as a text, that compares as versions do with a text, a tuple or a version.

    A text that is no version is compared as text.

    >>> from retrograd.torch_version import TorchVersion
    >>> v = TorchVersion("2.13.0+retrograd0.2.0")
    >>> v >= (2, 9), v < "2.13.1", v == "2.13.0", v.split(".")[0]
    (True, True, False, '2')
    """

    def _compare(self, other: Any, how: str) -> bool:
        text = ".".join(map(str, other)) if isinstance(other, (tuple, list)) else str(other)
        try:
            answer: bool = getattr(_key(self), how)(_key(text))
        except ValueError:
            answer = getattr(str(self), how)(other)
        return answer

    def __lt__(self, other: Any) -> bool:
        return self._compare(other, "__lt__")

    def __le__(self, other: Any) -> bool:
        return self._compare(other, "__le__")

    def __eq__(self, other: object) -> bool:
        return self._compare(other, "__eq__")

    def __ge__(self, other: Any) -> bool:
        return self._compare(other, "__ge__")

    def __gt__(self, other: Any) -> bool:
        return self._compare(other, "__gt__")

    def __hash__(self) -> int:  # that of the text, which a class with __eq__ does not inherit
        return hash(str(self))
