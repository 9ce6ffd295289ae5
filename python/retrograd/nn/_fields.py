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

    Their names become the ``__constants__`` of the class, too.
    """
    cls: Any = made
    fields = vars(cls)["__annotations__"]
    defaults = {name: vars(cls)[name] for name in fields if name in vars(cls)}
    given = [f"{name}=defaults[{name!r}]" if name in defaults else name for name in fields]
    lines = [f"def __init__({', '.join(['self', *given])}):", "super(cls, self).__init__()"]
    lines += [f"self.{name} = {name}" for name in fields]
    written: dict[str, Any] = {}
    exec("\n    ".join(lines), {"cls": cls, "defaults": defaults}, written)
    init = written["__init__"]
    init.__annotations__ = {**fields, "return": "None"}
    init.__module__, init.__qualname__ = cls.__module__, f"{cls.__qualname__}.__init__"
    cls.__init__, cls.__constants__ = init, list(fields)
    return made


class OfFields(Module):
    """The base of classes that are made of their fields, for checkers."""

    __constants__: ClassVar[list[str]]


class Shown(OfFields):
    """Shows its constants in brackets, and ``inplace`` only where it is True."""

    def extra_repr(self) -> str:
        shown = [name for name in self.__constants__ if name != "inplace" or self.inplace]
        return ", ".join(f"{name}={getattr(self, name)!r}" for name in shown)
