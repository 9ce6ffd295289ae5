"""What a benchmark is: inputs, and the same work said in array functions and in torch's API."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import numpy as np

Inputs = Callable[[np.random.Generator], list[np.ndarray]]
Build = Callable[..., Callable[[], Any]]


@dataclass(frozen=True)
class Workload:
    """One piece of work for every package.

    A builder gets its package and that package's copies of the inputs, and returns the step that
    is timed: a closure, since a look-up in it would cost as much as an operation on 3 elements.
    The answer is what the step returns; or, of the last ``leaves`` inputs, the gradients.
    """

    inputs: Inputs
    array: Build  # of numpy and jax.numpy; with leaves, the loss. In float64 it is the reference
    torch: Build | None = None  # of retrograd and torch, where it is not the same as ``array``
    leaves: int = 0
    rate: float = 0.0  # of the gradient descent that the step takes
    adam: bool = False  # which is Adam's, the leaves being parameters of modules
    rivals: bool = True  # numpy and JAX have something to compare with

    def split(self, xs: list[Any]) -> tuple[list[Any], list[Any]]:
        """The inputs that get no gradient, and the leaves."""
        first = len(xs) - self.leaves
        return xs[:first], xs[first:]


def normal(*shapes: tuple[int, ...], dtype: str = "float32") -> Inputs:
    return lambda rng: [rng.standard_normal(shape, np.dtype(dtype)) for shape in shapes]


def positive(*shapes: tuple[int, ...]) -> Inputs:
    return lambda rng: [rng.random(shape, np.float32) + np.float32(0.5) for shape in shapes]


def bce(xp: Any, z: Any, y: Any) -> Any:
    """Mean binary cross entropy between logits z and targets y."""
    return (xp.maximum(z, 0) - z * y + xp.log1p(xp.exp(-xp.abs(z)))).mean()
