"""Times workloads on one package, in a process of its own, and prints the result as JSON.

usage: worker.py PACKAGE THREADS BUDGET CHECK WORKLOAD ...; bench.py starts it.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any

import bench_autograd
import bench_matmul
import bench_models
import bench_pointwise
import bench_training
import numpy as np
from workload import Workload

PACKAGES = ("retrograd", "torch", "numpy", "jax")
WORKLOADS: dict[str, Workload] = {
    **bench_training.WORKLOADS,
    **bench_models.WORKLOADS,
    **bench_autograd.WORKLOADS,
    **bench_pointwise.WORKLOADS,
    **bench_matmul.WORKLOADS,
}
SLICE = 0.01  # seconds in a row that are timed as one, so that reading the clock costs nothing

# Builds a workload on a package: the step to time, and what reads the answer, as a list of arrays,
# from what the step returned.
Adapter = Callable[[Any, Workload, list[np.ndarray]], Any]


def on_numpy(np_: Any, work: Workload, inputs: list[np.ndarray]) -> Any:
    return work.array(np_, *inputs), lambda y: [np.asarray(y)]


def on_torch(T: Any, work: Workload, inputs: list[np.ndarray]) -> Any:
    xs = [T.from_numpy(x).clone() for x in inputs]  # in the package's own, aligned memory
    fixed, leaves = work.split(xs)
    leaves = [T.nn.Parameter(x) if work.adam else x.requires_grad_(True) for x in leaves]
    step = (work.torch or work.array)(T, *fixed, *leaves)
    return step, lambda y: [x.detach().numpy() for x in ([x.grad for x in leaves] or [y])]


def on_jax(jax: Any, work: Workload, inputs: list[np.ndarray]) -> Any:
    xs = [jax.numpy.array(x) for x in inputs]
    fixed, leaves = work.split(xs)

    def value(leaves: Any, fixed: Any) -> Any:
        return work.array(jax.numpy, *fixed, *leaves)()

    def update(state: Any, fixed: Any) -> Any:
        loss, grads = jax.value_and_grad(value)(state[0], fixed)
        if work.adam:
            return loss, adam(jax, *state, grads, work.rate)
        if work.rate:
            return loss, ([x - work.rate * g for x, g in zip(state[0], grads, strict=True)],)
        return loss, grads

    zeros = [jax.numpy.zeros_like(x) for x in leaves]
    state: Any = (leaves, zeros, zeros, 0.0) if work.adam else (leaves,)
    run = jax.jit(update if leaves else value)

    def forward() -> Any:
        return run(leaves, fixed).block_until_ready()

    def train() -> None:
        nonlocal state
        loss, result = run(state, fixed)
        if work.rate:
            state = result
        loss.block_until_ready()  # with it comes all that the compiled function returns

    def gradients(_: None) -> list[np.ndarray]:
        return [np.asarray(g) for g in jax.jit(jax.grad(value))(leaves, fixed)]

    return (train, gradients) if leaves else (forward, lambda y: [np.asarray(y)])


# m' = .9 m + .1 g, v' = .999 v + .001 g^2,
# x' = x - rate (m' / (1 - .9^t)) / (sqrt(v' / (1 - .999^t)) + 1e-8).
def adam(jax: Any, xs: Any, ms: Any, vs: Any, t: Any, grads: Any, rate: float) -> Any:
    t += 1
    ms = [0.9 * m + 0.1 * g for m, g in zip(ms, grads, strict=True)]
    vs = [0.999 * v + 0.001 * g * g for v, g in zip(vs, grads, strict=True)]

    def moved(x: Any, m: Any, v: Any) -> Any:
        change = (m / (1 - 0.9**t)) / (jax.numpy.sqrt(v / (1 - 0.999**t)) + 1e-8)
        return (x - rate * change).astype(x.dtype)

    return [moved(*each) for each in zip(xs, ms, vs, strict=True)], ms, vs, t


def check(work: Workload, inputs: list[np.ndarray], got: list[np.ndarray]) -> None:
    """Compares with numpy in float64: values as they are, a gradient along a random direction u,

    <gradient, u> = (loss(x + h u) - loss(x - h u)) / 2 h.

    Errors count against the size of the whole answer: a sum near zero has no relative error.
    """
    xs = [x.astype(np.float64) if x.dtype == np.float32 else x for x in inputs]
    if not work.leaves:
        want, size = work.array(np, *xs)(), 1e-4 if inputs[0].dtype == np.float32 else 1e-12
        assert got[0].shape == np.shape(want), f"shape {got[0].shape} instead of {np.shape(want)}"
        error = np.max(np.abs(got[0] - want)) / np.max(np.abs(want))
        assert error < size, f"off by {error:.2g} of the largest value"
        return
    rng, h = np.random.default_rng(1), 1e-6
    for i, gradient in enumerate(got, len(xs) - work.leaves):
        u = rng.standard_normal(xs[i].shape)
        up, down = (work.array(np, *xs[:i], xs[i] + s * u, *xs[i + 1 :])() for s in (h, -h))
        error = abs((gradient * u).sum() - (up - down) / (2 * h)) / np.linalg.norm(gradient * u)
        assert error < 1e-3, f"the gradient of input {i} is off by {error:.2g} of its norm"


def seconds(step: Callable[[], Any], budget: float) -> float:
    """Per call, the best slice: other work on the machine only ever adds time."""
    start = time.perf_counter()
    step()
    once = time.perf_counter() - start
    calls, best, end = max(1, int(SLICE / once)), once, time.perf_counter() + budget
    while time.perf_counter() < end:
        start = time.perf_counter()
        for _ in range(calls):
            step()
        best = min(best, (time.perf_counter() - start) / calls)
    return best


def main() -> None:
    name, threads, budget, checked = sys.argv[1], int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    # JAX takes a thread for every processor that it may use; so none may use more than asked for.
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:threads])
    package, isa = importlib.import_module(name), ""
    adapter: Adapter = {"numpy": on_numpy, "jax": on_jax}.get(name, on_torch)
    if adapter is on_jax:
        package.config.update("jax_enable_x64", True)
    elif adapter is on_torch:
        importlib.import_module(f"{name}.nn.functional")
        package.set_num_threads(threads)
        ours = name == "retrograd"
        isa = package._core.isa() if ours else package.backends.cpu.get_cpu_capability()
    found: dict[str, Any] = {"version": f"{package.__version__} {isa}".strip()}
    found |= {"seconds": {}, "errors": {}}
    for workload in sys.argv[5:]:
        work = WORKLOADS[workload]
        if adapter is not on_torch and not work.rivals:
            continue
        if adapter is on_numpy and work.leaves:
            continue
        inputs = work.inputs(np.random.default_rng(0))
        try:
            step, answer = adapter(package, work, inputs)
            first = step()
            if checked == "1":
                check(work, inputs, answer(first))
            found["seconds"][workload] = seconds(step, budget)
        except Exception as error:  # the others still run; bench.py reports it and fails
            found["errors"][workload] = f"{type(error).__name__}: {error}"
    print(json.dumps(found))


if __name__ == "__main__":
    main()
