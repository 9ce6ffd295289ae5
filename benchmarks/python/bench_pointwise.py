"""Pointwise operations, reductions and copies, from three elements through the caches to memory."""

from __future__ import annotations

from typing import Any

from workload import Build, Workload, normal, positive


def add(xp: Any, a: Any, b: Any) -> Any:
    return lambda: a + b


def add_recorded(T: Any, a: Any, b: Any) -> Any:
    a.requires_grad_(True)
    return lambda: a + b


def unary(name: str) -> Build:
    def build(xp: Any, a: Any) -> Any:
        op = getattr(xp, name)
        return lambda: op(a)

    return build


def softmax(xp: Any, a: Any) -> Any:
    def step() -> Any:
        e = xp.exp(a - a.max(1, keepdims=True))
        return e / e.sum(1, keepdims=True)

    return step


def torch_softmax(T: Any, a: Any) -> Any:
    op = T.nn.functional.softmax
    return lambda: op(a, dim=1)


VECTOR, MATRIX = (1_000_000,), (1000, 1000)
WORKLOADS: dict[str, Workload] = {
    "add_3": Workload(normal((3,), (3,)), add),
    "add_3_grad": Workload(normal((3,), (3,)), add, add_recorded, rivals=False),
    **{f"add_{10**i}": Workload(normal((10**i,), (10**i,)), add) for i in range(2, 8)},
    "mul_1000000": Workload(normal(VECTOR, VECTOR), lambda xp, a, b: lambda: a * b),
    "div_1000000": Workload(normal(VECTOR, VECTOR), lambda xp, a, b: lambda: a / b),
    "add_bcast_1000x1000": Workload(normal(MATRIX, (1000,)), add),
    "add_bcast_col_1000x1000": Workload(normal(MATRIX, (1000, 1)), add),
    "add_transposed_1000x1000": Workload(normal(MATRIX, MATRIX), lambda xp, a, b: add(xp, a, b.T)),
    **{
        f"{name}_{n}": Workload(positive((n,)), unary(name))
        for name in ("exp", "log", "tanh", "sqrt", "sin")
        for n in (100, 1_000_000)
    },
    **{
        f"{name}_{n}": Workload(positive((n,)), array, unary(name))
        for name, array in {
            "sigmoid": lambda xp, a: lambda: 1 / (1 + xp.exp(-a)),
            "relu": lambda xp, a: lambda: xp.maximum(a, 0),
        }.items()
        for n in (100, 1_000_000)
    },
    **{
        f"sum_{n}": Workload(positive((n,)), lambda xp, a: lambda: a.sum())
        for n in (1000, 10_000_000)
    },
    "sum_dim0_1000x1000": Workload(normal(MATRIX), lambda xp, a: lambda: a.sum(0)),
    "sum_dim1_1000x1000": Workload(normal(MATRIX), lambda xp, a: lambda: a.sum(1)),
    "softmax_1000x1000": Workload(normal(MATRIX), softmax, torch_softmax),
    "contiguous_of_transposed_2000x2000": Workload(
        normal((2000, 2000)),
        lambda xp, a: lambda: a.T.ravel().reshape(2000, 2000),
        lambda T, a: a.T.contiguous,
    ),
}
