"""Whole training steps: the autograd tutorial's, and perceptrons from tiny to memory-filling."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np
from workload import Workload, bce

SCALE = 0.03  # of every product, in place of an initialisation: the weights are unit normals
RATE = 0.01


def tutorial_step(T: Any, x: Any, y: Any, w: Any, b: Any) -> Any:
    loss = T.nn.functional.binary_cross_entropy_with_logits

    def step() -> None:
        w.grad = None
        b.grad = None
        z = T.matmul(x, w) + b
        loss(z, y).backward()

    return step


def tutorial(n_in: int, n_out: int) -> Workload:
    def inputs(rng: np.random.Generator) -> list[np.ndarray]:
        w, b = rng.standard_normal((n_in, n_out)), rng.standard_normal(n_out)
        return [x.astype(np.float32) for x in (np.ones(n_in), np.zeros(n_out), w, b)]

    def array(xp: Any, x: Any, y: Any, w: Any, b: Any) -> Any:
        return lambda: bce(xp, x @ w + b, y)

    return Workload(inputs, array, tutorial_step, leaves=2)


def mlp(batch: int, sizes: tuple[int, ...], act: str) -> Workload:
    """h' = act(SCALE h W + b) layer by layer, the last one without act; gradient descent."""

    def inputs(rng: np.random.Generator) -> list[np.ndarray]:
        arrays = [rng.standard_normal((batch, sizes[0])), rng.random((batch, sizes[-1])) > 0.5]
        for shape in pairwise(sizes):
            arrays += [rng.standard_normal(shape), np.zeros(shape[1])]
        return [x.astype(np.float32) for x in arrays]

    def array(xp: Any, x: Any, y: Any, *params: Any) -> Any:
        def step() -> Any:
            h = x
            for w, b in zip(params[:-2:2], params[1:-2:2], strict=True):
                z = h @ w * SCALE + b
                h = xp.tanh(z) if act == "tanh" else xp.maximum(z, 0)
            return bce(xp, h @ params[-2] * SCALE + params[-1], y)

        return step

    def torch(T: Any, x: Any, y: Any, *params: Any) -> Any:
        loss, activate = T.nn.functional.binary_cross_entropy_with_logits, getattr(T, act)
        *hidden, (w_out, b_out) = zip(params[::2], params[1::2], strict=True)

        def step() -> None:
            for p in params:
                p.grad = None
            h = x
            for w, b in hidden:
                h = activate(T.matmul(h, w) * SCALE + b)
            loss(T.matmul(h, w_out) * SCALE + b_out, y).backward()
            with T.no_grad():
                for p in params:
                    p -= RATE * p.grad

        return step

    return Workload(inputs, array, torch, leaves=2 * len(sizes) - 2, rate=RATE)


WORKLOADS: dict[str, Workload] = {
    "tutorial_step_5x3": tutorial(5, 3),
    "tutorial_step_784x10": tutorial(784, 10),
    "tutorial_step_4096x4096": tutorial(4096, 4096),
    "mlp_b1_8_16_1": mlp(1, (8, 16, 1), "tanh"),
    "mlp_b32_64_64_10": mlp(32, (64, 64, 10), "relu"),
    "mlp_b32_784_256_10": mlp(32, (784, 256, 10), "relu"),
    "mlp_b128_784_512_512_10": mlp(128, (784, 512, 512, 10), "tanh"),
    "mlp_b512_1024_1024_1024_10": mlp(512, (1024, 1024, 1024, 10), "relu"),
}
