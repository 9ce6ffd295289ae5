"""What training code does with the parameters of modules. Loaded when it is first asked for."""

TYPE_CHECKING = False

__all__: list[str] = []

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, as in nn/__init__.py.
    _MODULES = ""
    _HOMES: dict[str, str] = {}

    def __getattr__(name: str) -> object:
        import importlib
        import sys

        for home, names in _HOMES.items():
            if name in names.split():
                found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
                globals()[sys.intern(name)] = found
                return found
        if name in _MODULES.split():
            return importlib.import_module(f"{__name__}.{name}")
        from ..._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
