"""What a program allows files to name, beside what every file may."""

from __future__ import annotations

from typing import Any

from ._naming import torch_name

__all__ = [
    "add_safe_globals",
    "clear_safe_globals",
    "get_safe_globals",
    "safe_globals",
    "vouched",
    "vouched_for",
]

# Nothing of these is made, even where a program allows it: torch's list.
_NEVER = frozenset({"nt", "os", "posix", "sys"})

_safe: dict[str, object] = {}  # by full name


def vouched(thing: object) -> bool:
    """Return whether add_safe_globals() allowed it."""
    return any(thing is safe for safe in _safe.values())


def vouched_for(full: str) -> object:
    """Return what is allowed under a full name, or None."""
    return _safe.get(full)


def add_safe_globals(safe_globals: list[Any]) -> None:
    """Allow files to name these classes and functions from now on.

    A class is given, or a pair of it and the full name by which files know it. load() then makes
    instances and sets their attributes: allow what you would run from where the file came from.

    Raises ValueError for a tuple that is no pair, TypeError for a name that is no string, and
    RuntimeError for what is of a module such as ``os`` or ``sys``, which is never allowed.

    >>> import retrograd as rg
    >>> rg.serialization.add_safe_globals([slice])
    >>> rg.serialization.get_safe_globals()
    [<class 'slice'>]
    >>> rg.serialization.clear_safe_globals()
    """
    _safe.update(_named(safe_globals))


def _named(safe_globals: list[Any]) -> dict[str, object]:
    named: dict[str, object] = {}
    for given in safe_globals:
        if isinstance(given, tuple):
            if len(given) != 2:
                raise ValueError(
                    "add_safe_globals: a tuple is a class or function and its full name, and one"
                    f" of {len(given)} came"
                )
            thing, full = given
            if not isinstance(full, str):
                raise TypeError(f"add_safe_globals: a name must be a str, not {full!r}")
            names = [full]
        else:
            thing = given
            module, name = torch_name(thing)
            names = [f"{module}.{name}", f"{thing.__module__}.{thing.__qualname__}"]
        for full in names:
            if full.rpartition(".")[0] in _NEVER:
                raise RuntimeError(f"add_safe_globals: {full} is never loaded from a file")
            named[full] = thing
    return named


def get_safe_globals() -> list[Any]:
    """Return what add_safe_globals() has allowed.

    >>> import retrograd as rg
    >>> rg.serialization.get_safe_globals()
    []
    """
    different = {id(thing): thing for thing in _safe.values()}
    return list(different.values())


def clear_safe_globals() -> None:
    """Allow no more than what every file may name.

    >>> import retrograd as rg
    >>> rg.serialization.clear_safe_globals()
    """
    _safe.clear()


class safe_globals:
    """Allow files to name classes and functions within a ``with`` block: see add_safe_globals().

    >>> import retrograd as rg
    >>> with rg.serialization.safe_globals([slice]):
    ...     rg.serialization.get_safe_globals()
    [<class 'slice'>]
    >>> rg.serialization.get_safe_globals()
    []
    """

    def __init__(self, safe_globals: list[Any]) -> None:
        self.safe_globals: list[Any] = safe_globals

    def __enter__(self) -> None:
        add_safe_globals(self.safe_globals)

    def __exit__(self, *error: object) -> None:
        for name in _named(self.safe_globals):
            _safe.pop(name, None)
