"""Modules whose attributes are flags: one that is a bool stays a bool."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


class _Flags(ModuleType):
    def __setattr__(self, name: str, value: object) -> None:
        if isinstance(self.__dict__.get(name), bool) and not isinstance(value, bool):
            raise RuntimeError(f"{self.__name__}.{name}: expected a bool, got {type(value)}")
        super().__setattr__(name, value)


def guard(module: str) -> None:
    """Check what is assigned to the flags of a module from now on."""
    sys.modules[module].__class__ = _Flags


@contextmanager
def changed(module: str, **flags: object) -> Iterator[None]:
    """Flags set inside a block, and put back after it."""
    holder = sys.modules[module]
    before = {name: getattr(holder, name) for name in flags}
    try:
        for name, value in flags.items():
            setattr(holder, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(holder, name, value)
