"""Helpers that belong to no one part of the package."""

from . import hooks

__all__ = ["hooks"]
