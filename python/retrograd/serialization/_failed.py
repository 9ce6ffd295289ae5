"""The error that a file raises which cannot be loaded."""

from __future__ import annotations

from pickle import UnpicklingError

__all__ = ["FileError"]


class FileError(UnpicklingError, RuntimeError):
    """What is wrong with a file: damaged, of another kind, or made of what is not loaded.

    torch raises either of its bases, by where it notices.
    """
