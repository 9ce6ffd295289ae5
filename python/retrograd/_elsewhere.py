"""Finds the modules that are there to be imported alone: refused_names.txt lists them.

Python asks here last, for what has no file, and the list is read then.
"""

from __future__ import annotations

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from importlib.machinery import ModuleSpec
    from types import ModuleType

_PACKAGE = __name__.partition(".")[0] + "."


class _Finder:
    @staticmethod
    def find_spec(name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        if not name.startswith(_PACKAGE):
            return None
        from ._refused import TABLE

        if name.removeprefix(_PACKAGE) not in TABLE:
            return None
        from importlib.machinery import ModuleSpec

        spec = ModuleSpec(name, _Finder, is_package=True)  # type: ignore[arg-type]
        return spec

    @staticmethod
    def create_module(spec: ModuleSpec) -> None:
        return None

    @staticmethod
    def exec_module(module: ModuleType) -> None:
        from ._refused import fill

        fill(module)


if not any(getattr(finder, "__module__", None) == __name__ for finder in sys.meta_path):
    sys.meta_path.append(_Finder)
