"""Counts the instructions of small steps: python benchmarks/python/instructions.py

Unlike a time, a count is the same on a busy machine: what creeps in shows, and fails. Needs
valgrind, whose processor has AVX2. A step's count is the difference of two runs, divided by that of
their lengths.
"""

from __future__ import annotations

import gc
import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
from worker import WORKLOADS, on_torch

# With what each may take, by GCC 12 and Python 3.11.
STEPS = {
    "add_3": 1_450,
    "add_3_grad": 2_400,
    "jacobian_product_4x5": 18_500,
    "tutorial_step_5x3": 17_500,
    "mlp_b1_8_16_1": 50_000,
}
SHORT, LONG = 1000, 5000


def repeat(name: str, times: int) -> None:
    import retrograd

    retrograd.set_num_threads(1)
    work = WORKLOADS[name]
    step, _ = on_torch(retrograd, work, work.inputs(np.random.default_rng(0)))
    gc.disable()  # a collection falls into one run and not the other
    for _ in range(times):
        step()


def count(name: str, times: int, into: Path) -> int:
    out = into / f"{name}.{times}"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}"]
    subprocess.run(
        [*command, sys.executable, __file__, name, str(times)],
        check=True,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"},
    )
    found = re.search(r"^(?:summary|totals): (\d+)", out.read_text(), re.MULTILINE)
    assert found, f"{out} has no sum"
    return int(found[1])


def main() -> None:
    if sys.argv[-1].isdigit():
        repeat(sys.argv[1], int(sys.argv[2]))
        return
    above = []
    with tempfile.TemporaryDirectory() as folder:
        for name in sys.argv[1:] or STEPS:
            short, long = (count(name, times, Path(folder)) for times in (SHORT, LONG))
            each = (long - short) / (LONG - SHORT)
            print(f"{name:24} {each:10,.0f} instructions a step", flush=True)
            if each > STEPS.get(name, each):
                above.append(f"{name} may take {STEPS[name]:,}")
    if above:
        sys.exit("; ".join(above))


if __name__ == "__main__":
    main()
