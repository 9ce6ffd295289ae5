"""Compares retrograd with torch, numpy and JAX, where installed: python benchmarks/python/bench.py

Every round starts a fresh interpreter per package, one after the other, so that nothing that one
package sets reaches another and a change in the machine's load meets all of them.
"""

from __future__ import annotations

import argparse
import importlib.util
import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from report import Report, cpu_model
from worker import PACKAGES, WORKLOADS

HERE = Path(__file__).parent
THREAD_VARIABLES = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS")


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument(
        "--only",
        nargs="+",
        default=[""],
        metavar="SUBSTRING",
        help="workloads whose name has it; the whole name of one means that one alone",
    )
    parser.add_argument("--json", type=Path, metavar="FILE")
    parser.add_argument("--chart", type=Path, metavar="FILE", help="an SVG; needs matplotlib")
    parser.add_argument(
        "--brief", action="store_true", help="check answers; the times are of one call"
    )
    return parser.parse_args()


def selected(filters: list[str]) -> list[str]:
    def hit(name: str) -> bool:
        return any(name == part if part in WORKLOADS else part in name for part in filters)

    return [name for name in WORKLOADS if hit(name)]


def run(package: str, names: list[str], threads: int, budget: float, checked: bool) -> Any:
    command = [sys.executable, str(HERE / "worker.py"), package, str(threads), str(budget)]
    env = {**os.environ, **dict.fromkeys(THREAD_VARIABLES, str(threads)), "JAX_PLATFORMS": "cpu"}
    done = subprocess.run(
        [*command, str(int(checked)), *names], env=env, stdout=subprocess.PIPE, check=True
    )
    return json.loads(done.stdout)


def main() -> None:
    chosen = options()
    names = selected(chosen.only)
    if not names:
        sys.exit(f"no workload matches {' '.join(chosen.only)}; there are {' '.join(WORKLOADS)}")
    rounds, budget = (1, 0.0) if chosen.brief else (chosen.rounds, 0.2)
    report = Report(chosen.threads, rounds, cpu_model(), {name: {} for name in names})
    packages = [name for name in PACKAGES if importlib.util.find_spec(name)]
    for i in range(rounds):
        for package in packages:
            report.add(package, run(package, names, chosen.threads, budget, checked=i == 0))
    print(f"{report.heading()}\n\n{report.table()}")
    if chosen.json:
        report.write_json(chosen.json)
    if chosen.chart:
        report.write_chart(chosen.chart)
    if report.errors:
        sys.exit("\n".join(dict.fromkeys(report.errors)))
    print(f"\n{len(names)} workloads: every answer agrees with numpy's in float64")


if __name__ == "__main__":
    main()
