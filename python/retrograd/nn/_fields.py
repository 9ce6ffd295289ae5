"""Modules that are a function with its arguments: fields of the class say what makes one."""

from __future__ import annotations

from .module import Module

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, TypeVar

    from typing_extensions import dataclass_transform

    _M = TypeVar("_M", bound=type[Module])
else:

    def dataclass_transform(**kwargs: bool) -> object:
        return lambda decorator: decorator


@dataclass_transform(eq_default=False)
def made_of_fields(made: _M) -> _M:
    """Write the ``__init__`` that sets the annotated attributes, as ``dataclass`` does.

    What the base takes is passed on to it; the other names become the ``__constants__`` of the
    class. A method ``_check`` is called last.
    """
    cls: Any = made
    fields = vars(cls)["__annotations__"]
    defaults = {name: vars(cls)[name] for name in fields if name in vars(cls)}
    given = [f"{name}=defaults[{name!r}]" if name in defaults else name for name in fields]
    code = cls.__base__.__init__.__code__
    passed = [name for name in code.co_varnames[1 : code.co_argcount] if name in fields]
    own = [name for name in fields if name not in passed]
    lines = [
        f"def __init__({', '.join(['self', *given])}):",
        f"super(cls, self).__init__({', '.join(f'{name}={name}' for name in passed)})",
        *(f"self.{name} = {name}" for name in own),
        *(["self._check()"] if hasattr(cls, "_check") else []),
    ]
    written: dict[str, Any] = {}
    exec("\n    ".join(lines), {"cls": cls, "defaults": defaults}, written)
    init = written["__init__"]
    init.__annotations__ = {**fields, "return": "None"}
    init.__module__, init.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    for name in passed:  # the base sets them, or registers a buffer under a name that must be new
        delattr(cls, name)
    cls.__init__, cls.__constants__ = init, [*own, *getattr(cls, "__constants__", [])]
    return made


class OfFields(Module):
    """The base of classes that are made of their fields, for checkers."""

    __constants__: ClassVar[list[str]]


class Shown(OfFields):
    """Shows its constants in brackets, and ``inplace`` only where it is True."""

    def extra_repr(self) -> str:
        shown = [name for name in self.__constants__ if name != "inplace" or self.inplace]
        return ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
