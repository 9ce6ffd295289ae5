"""The exception classes of the engine, and of its checks.

Where PyTorch and Python disagree on the class of an error, ours derives from both.
"""

from ._core import (
    BoundsError,
    DeviceError,
    DivideError,
    DomainError,
    DTypeError,
    GraphError,
    LinAlgError,
    OutOfMemory,
    RangeError,
    ReadOnlyError,
    ShapeError,
)

__all__ = [
    "AcceleratorError",
    "BoundsError",
    "DTypeError",
    "DeviceError",
    "DivideError",
    "DomainError",
    "GradcheckError",
    "GraphError",
    "LinAlgError",
    "OutOfMemory",
    "RangeError",
    "ReadOnlyError",
    "ShapeError",
]


def __dir__() -> list[str]:
    return __all__


class AcceleratorError(RuntimeError):
    """What an accelerator reports while it computes. There is none, so nothing raises it."""


class GradcheckError(RuntimeError):
    """What ``gradcheck`` found wrong with a derivative.

    >>> x = rg.ones(1, dtype=rg.float64, requires_grad=True)
    >>> try:
    ...     rg.autograd.gradcheck(lambda x: x * x.detach(), x)
    ... except RuntimeError as error:
    ...     print(type(error).__name__, str(error).splitlines()[1:])
    GradcheckError ['numerical: tensor([[2.0000]], dtype=torch.float64)', \
'analytical: tensor([[1.]], dtype=torch.float64)']
    """
