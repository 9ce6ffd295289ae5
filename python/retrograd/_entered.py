"""What a block keeps for each time that it was entered, and gives back on the same thread."""

from __future__ import annotations

from _thread import get_ident

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any


class Entered:
    """The stack of each thread: one block may be open on several, and each leaves its own."""

    def __init__(self) -> None:
        self._of: dict[int, list[Any]] = {}

    def push(self, kept: Any) -> None:
        self._of.setdefault(get_ident(), []).append(kept)

    def pop(self, block: str) -> Any:
        """Raise a RuntimeError, and change nothing, where this thread has entered none."""
        own = self._of.get(get_ident())
        if not own:
            raise RuntimeError(f"{block}: this thread leaves a block that it did not enter")
        return own.pop()
