"""Recording and running backward: small graphs, long graphs, second derivatives, a fused loss."""

from __future__ import annotations

from typing import Any

import numpy as np
from workload import Workload, bce, normal, positive


def jacobian_product(T: Any, one: Any, x: Any) -> Any:
    def step() -> None:
        x.grad = None
        (x + 1).pow(2).t().backward(one)

    return step


def chain_1000(T: Any, one: Any, x: Any) -> Any:
    def step() -> None:
        x.grad = None
        y = x
        for _ in range(1000):
            y = y * one
        y.backward()

    return step


def double_backward_tanh(T: Any, x: Any) -> Any:
    def step() -> None:
        x.grad = None
        (g,) = T.autograd.grad(x.tanh().pow(3).sum(), x, create_graph=True)
        g.pow(2).sum().backward()

    return step


# The sum of g^2, where g = d/dx sum(t^3) = 3 t^2 (1 - t^2) with t = tanh x.
def squared_slope_of_tanh(xp: Any, x: Any) -> Any:
    if xp is np:
        t = np.tanh(x)
        return lambda: ((3 * t**2 * (1 - t**2)) ** 2).sum()
    import jax

    return lambda: (jax.grad(lambda x: (xp.tanh(x) ** 3).sum())(x) ** 2).sum()


def bce_array(xp: Any, y: Any, z: Any) -> Any:
    return lambda: bce(xp, z, y)


def bce_forward(T: Any, y: Any, z: Any) -> Any:
    op = T.nn.functional.binary_cross_entropy_with_logits
    return lambda: op(z, y)


def bce_forward_backward(T: Any, y: Any, z: Any) -> Any:
    op = T.nn.functional.binary_cross_entropy_with_logits

    def step() -> None:
        z.grad = None
        op(z, y).backward()

    return step


WORKLOADS: dict[str, Workload] = {
    "jacobian_product_4x5": Workload(
        lambda rng: [np.ones((5, 4), np.float32), np.eye(4, 5, dtype=np.float32)],
        lambda xp, one, x: lambda: (((x + 1) ** 2).T * one).sum(),
        jacobian_product,
        leaves=1,
    ),
    # A compiler would leave nothing of it, so JAX is left out.
    "chain_1000_fwd_bwd": Workload(
        lambda rng: [np.ones(1, np.float32), np.ones(1, np.float32)],
        lambda xp, one, x: lambda: x.sum(),
        chain_1000,
        leaves=1,
        rivals=False,
    ),
    "double_backward_tanh_100": Workload(
        normal((100,)), squared_slope_of_tanh, double_backward_tanh, leaves=1
    ),
}
for n in (100, 10_000, 1_000_000):
    WORKLOADS[f"bce_fwd_{n}"] = Workload(positive((n,), (n,)), bce_array, bce_forward)
    WORKLOADS[f"bce_fwd_bwd_{n}"] = Workload(
        positive((n,), (n,)), bce_array, bce_forward_backward, leaves=1
    )
