"""The exception classes of the engine.

Where PyTorch and Python disagree on the class of an error, ours derives from both.
"""

from ._core import (
    DeviceError,
    DivideError,
    DomainError,
    DTypeError,
    GraphError,
    OutOfMemory,
    RangeError,
    ReadOnlyError,
    ShapeError,
)

__all__ = [
    "DTypeError",
    "DeviceError",
    "DivideError",
    "DomainError",
    "GraphError",
    "OutOfMemory",
    "RangeError",
    "ReadOnlyError",
    "ShapeError",
]


def __dir__() -> list[str]:
    return __all__
