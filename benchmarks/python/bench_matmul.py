"""Matrix products: square, skinny, ragged, transposed, batched; both precisions."""

from __future__ import annotations

from typing import Any

from workload import Workload, normal

SQUARE = (4, 8, 16, 32, 64, 96, 128, 192, 256, 384, 512, 768, 1024, 2048)
SKINNY = ((32, 784, 256), (128, 784, 256), (1, 1024, 1024), (64, 1024, 4096), (1000, 10, 1000))
RAGGED = ((10, 1000, 10), (37, 53, 71), (200, 300, 17), (4096, 64, 64), (5, 2000, 333))


def product(xp: Any, a: Any, b: Any) -> Any:
    op = xp.matmul
    return lambda: op(a, b)


def matmul(m: int, k: int, n: int, dtype: str = "float32") -> Workload:
    return Workload(normal((m, k), (k, n), dtype=dtype), product)


def matmul_ta(m: int, k: int, n: int) -> Workload:
    return Workload(normal((k, m), (k, n)), lambda xp, a, b: product(xp, a.T, b))


def matmul_tb(m: int, k: int, n: int) -> Workload:
    return Workload(normal((m, k), (n, k)), lambda xp, a, b: product(xp, a, b.T))


WORKLOADS: dict[str, Workload] = {
    **{f"matmul_{n}": matmul(n, n, n) for n in SQUARE},
    **{f"matmul_{m}x{k}x{n}": matmul(m, k, n) for m, k, n in SKINNY + RAGGED},
    "matmul_256_ta": matmul_ta(256, 256, 256),
    "matmul_256_tb": matmul_tb(256, 256, 256),
    "matmul_784x128x256_ta": matmul_ta(784, 128, 256),
    "matmul_512_f64": matmul(512, 512, 512, "float64"),
    "matmul_64_f64": matmul(64, 64, 64, "float64"),
    "bmm_64x64x64x64": Workload(normal((64, 64, 64), (64, 64, 64)), product),
}
