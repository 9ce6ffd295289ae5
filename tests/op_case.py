"""What a row of op_table.py is, and the few things that all rows share.

An ``OpCase`` names one operation, its numpy reference, and the calls to try. The module that runs
a row (the engine, or torch) is an argument, so each row judges both.
"""

from __future__ import annotations

import operator
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np

FLOATS = ("float32", "float64")
INTEGERS = ("uint8", "int32", "int64")
NUMBERS = FLOATS + INTEGERS
ALL = (*NUMBERS, "bool")
# Types that compute in another one; their derivatives are that one's, so rows name none of these.
HALVES = ("float16", "bfloat16")
NARROW = {"float32": HALVES, "int32": ("int8", "int16")}
LARGE = 200_003
LAYOUTS = ("contiguous", "transposed", "sliced", "expanded", "offset")
POSITIVE = (0.2, 3.0)
S = (2, 3, 5)


@dataclass(frozen=True)
class DType:
    """A dtype in a call, by name: resolved in the module under test, and in numpy."""

    name: str


class Call:
    """One way to call an operation: the shapes of its tensors, then plain arguments."""

    def __init__(self, *shapes: tuple[int, ...], args: tuple = (), **kwargs: Any) -> None:
        self.shapes, self.args, self.kwargs = shapes, args, kwargs

    def __repr__(self) -> str:
        rest = [repr(a) for a in self.args] + [f"{k}={v!r}" for k, v in self.kwargs.items()]
        return f"({', '.join([str(list(s)) for s in self.shapes] + rest)})"


# The dtype of a result, from the name of the dtype of the inputs.
def same(dtype: str) -> str:
    return dtype


def to_bool(dtype: str) -> str:
    return "bool"


def to_int64(dtype: str) -> str:
    return "int64"


def to_float(dtype: str) -> str:
    return dtype if dtype in FLOATS + HALVES else "float32"


def summed(dtype: str) -> str:
    return dtype if dtype in FLOATS + HALVES else "int64"


@dataclass(frozen=True)
class OpCase:
    """One operation. ``op`` is a path below the module, or a callable on tensors."""

    name: str
    op: str | Callable
    ref: Callable
    calls: tuple[Call, ...]
    dtypes: tuple[str, ...] = FLOATS
    out: Callable[[str], str] = same
    grads: tuple[int, ...] = (0,)  # inputs with a derivative; none for integer results
    domain: tuple[float, float] | tuple[tuple[float, float], ...] = (-2.0, 2.0)
    integers: tuple[int, int] | tuple[tuple[int, int], ...] = (-5, 6)
    special: bool = False  # mix nan, inf and -inf into floating inputs
    draws: dict[int, Callable] = field(default_factory=dict)  # index -> f(rng, shape): as it is
    named: tuple[str, ...] = ()  # the last tensors are passed under these names
    listed: bool = False  # the tensors are passed as one list
    dtype_argument: bool = False  # a factory: dtype= takes the place of the inputs' dtype
    post: Callable | None = None  # takes the compared tensor out of the result
    large: tuple[tuple[int, ...], ...] = ()
    rtol: float = 1.0  # times RTOL
    ulp: float | None = None  # what a float may be off over all inputs: see test_bounds.py
    start: str = "float32"  # the dtype of tests that take one: a conversion starts elsewhere
    places: tuple[str, ...] = LAYOUTS  # the layouts of inputs that it takes
    smooth: bool = True  # no derivative where elements are equal, as an expanded input's are
    errors: tuple[tuple[str, Callable, type[Exception]], ...] = ()

    def __str__(self) -> str:
        return self.name

    def layouts(self) -> list[str]:
        """The layouts of inputs that a derivative test may use, besides contiguous ones."""
        without = ("contiguous",) if self.smooth else ("contiguous", "expanded")
        return [name for name in self.places if name not in without]

    def run(self, module: Any, tensors: list, call: Call, dtype: str = "float32") -> Any:
        """Apply the operation to tensors of ``module``."""

        def given(v: Any) -> Any:
            return getattr(module, v.name) if isinstance(v, DType) else v

        op = self.op
        if isinstance(op, str):
            op = module
            for part in self.op.split("."):
                op = getattr(op, part)
        kwargs = {k: given(v) for k, v in call.kwargs.items()}
        if self.dtype_argument:
            kwargs["dtype"] = getattr(module, dtype)
        split = len(tensors) - len(self.named)
        kwargs |= dict(zip(self.named, tensors[split:], strict=True))
        positional = [tensors[:split]] if self.listed else tensors[:split]
        y = op(*positional, *map(given, call.args), **kwargs)
        return self.post(y) if self.post else y

    def reference(self, arrays: list[np.ndarray], call: Call, dtype: str = "float64") -> np.ndarray:
        """The same in numpy; floats should come as float64."""

        def given(v: Any) -> Any:
            return v.name if isinstance(v, DType) else v

        kwargs = {k: given(v) for k, v in call.kwargs.items()}
        if self.dtype_argument:
            kwargs["dtype"] = dtype
        split = len(arrays) - len(self.named)
        kwargs |= dict(zip(self.named, arrays[split:], strict=True))
        positional = [arrays[:split]] if self.listed else arrays[:split]
        return np.asarray(self.ref(*positional, *map(given, call.args), **kwargs))


def name_of(op, name):
    return name or (op if isinstance(op, str) else op.__name__).split(".")[-1]


def mismatch(op, left, right, error=RuntimeError):
    def call(m):
        return operator.attrgetter(op)(m)(m.ones(left), m.ones(right))

    return (f"{list(left)} and {list(right)}", call, error)


def bad(text, call, error=RuntimeError):
    return (text, call, error)


ONE = (Call((37,)), Call((2, 3, 5)), Call(()), Call((2, 0)))
PAIRS = (
    Call((37,), (37,)),
    Call((4, 1), (3,)),
    Call((2, 3, 5), (3, 1)),
    Call((), (5,)),
    Call((3, 4), ()),
    Call((0, 3), (1, 3)),
)


def pointwise(op, function, name="", calls=ONE, **fields):
    """A function of one tensor, element by element."""
    errors = fields.pop("errors", ())
    return OpCase(
        name_of(op, name), op, function, calls, large=((LARGE,),), errors=errors, **fields
    )


def pairwise(op, function, name="", calls=PAIRS, **fields):
    """A function of two tensors that broadcast."""
    fields.setdefault("grads", (0, 1))
    if isinstance(op, str):
        bad = ("shapes", lambda m: operator.attrgetter(op)(m)(m.ones(2), m.ones(3)), RuntimeError)
        fields["errors"] = (bad, *fields.get("errors", ()))
    return OpCase(name_of(op, name), op, function, calls, large=((LARGE,), (LARGE,)), **fields)
