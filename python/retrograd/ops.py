"""The operations of torch's dispatcher, which there is not: names, for tables that list them.

Classes of tensors that would be asked by the dispatcher key tables by ``ops.aten.clone.default``.
Other libraries have what library.custom_op() makes for them, as in torch before one is loaded.

>>> rg.ops.aten.clone.default
<OpOverload(op='aten.clone', overload='default')>
>>> hasattr(rg.ops.torchvision, "nms")
False
"""

from __future__ import annotations

from typing import Any, NoReturn, TypeVar

from .library import _OPERATIONS

__all__ = ["load_library"]

loaded_libraries: set[str] = set()


_T = TypeVar("_T", bound="_Named")


class _Named:
    """A name, and those below it that have been asked for."""

    def __init__(self, name: str) -> None:
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise NotImplementedError(
            f"ops.{self.__name__}: there is no dispatcher; call the function or method of that name"
        )


class _Overload(_Named):
    def __repr__(self) -> str:
        name, _, overload = self.__name__.rpartition(".")
        return f"<OpOverload(op='{name}', overload='{overload}')>"


class _Packet(_Named):
    def __getattr__(self, name: str) -> _Overload:
        return _below(self, name, _Overload)

    def __repr__(self) -> str:
        return f"<OpOverloadPacket(op='{self.__name__}')>"


class _Library(_Named):
    def __getattr__(self, name: str) -> Any:
        own = _OPERATIONS.get(f"{self.__name__}::{name}")
        if own is not None:
            return own
        if self.__name__ != "aten":
            raise AttributeError(
                f"ops.{self.__name__} has no operation {name!r}: a library that is compiled for"
                " torch cannot be loaded"
            )
        return _below(self, name, _Packet)


def _below(holder: Any, name: str, kind: type[_T]) -> _T:
    if name.startswith("__"):
        raise AttributeError(name)
    own = f"{holder.__name__}.{name}" if isinstance(holder, _Named) else name
    vars(holder)[name] = found = kind(own)
    return found


def load_library(path: Any) -> NoReturn:
    """Refused, with an OSError: a compiled library needs torch's own."""
    raise OSError(f"ops.load_library: {path} is compiled for torch, and cannot be loaded here")


def __getattr__(name: str) -> _Library:
    import sys

    return _below(sys.modules[__name__], name, _Library)


def __dir__() -> list[str]:
    return __all__
