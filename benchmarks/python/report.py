"""What a run found, as a table, as JSON and as a chart."""

from __future__ import annotations

import json
import math
import platform
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

# The rows of the README's table and chart: a chart shows these where all of them were run.
README = (
    "tutorial_step_5x3",
    "train_mlp_b32",
    "train_lenet_b32",
    "train_char_gpt_b8_t32_d64",
    "train_lstm_b16_t20_h64",
    "train_gp_n100",
    "train_pinn_n100",
    "train_dqn_b32",
    "add_3",
    "exp_1000000",
    "softmax_1000x1000",
    "matmul_256",
)


@dataclass
class Report:
    threads: int
    rounds: int
    cpu: str
    seconds: dict[str, dict[str, float]]  # workload -> package -> time
    packages: dict[str, str] = field(default_factory=dict)  # name -> version, instruction set
    errors: list[str] = field(default_factory=list)

    def add(self, package: str, found: dict[str, Any]) -> None:
        """Takes in one round of one package; of all rounds the shortest time stands."""
        self.packages[package] = found["version"]
        for workload, time in found["seconds"].items():
            row = self.seconds[workload]
            row[package] = min(time, row.get(package, math.inf))
        self.errors += [f"{package}, {name}: {why}" for name, why in found["errors"].items()]

    def heading(self) -> str:
        threads = f"{self.threads} thread{'s' * (self.threads > 1)}"
        versions = ", ".join(f"{name} {version}" for name, version in self.packages.items())
        return f"{self.cpu}, {threads}, best of {self.rounds}; {versions}"

    def table(self) -> str:
        """In Markdown, padded so that it also reads well as it is."""
        rows = [["", *self.packages]]
        for workload, times in self.seconds.items():
            rows.append([workload, *(show(times.get(package)) for package in self.packages)])
        base, *rivals = self.packages
        means = [f"geometric mean / {base}", "1"] + [self.mean(rival, base) for rival in rivals]
        rows.append(means)
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        rows.insert(1, ["-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:])])
        lines = []
        for name, *cells in rows:
            padded = [cell.rjust(width) for cell, width in zip(cells, widths[1:], strict=True)]
            lines.append(f"| {' | '.join([name.ljust(widths[0]), *padded])} |")
        return "\n".join(lines)

    def mean(self, rival: str, base: str) -> str:
        both = [row for row in self.seconds.values() if rival in row and base in row]
        logs = [math.log(row[rival] / row[base]) for row in both]
        return f"{math.exp(sum(logs) / len(logs)):.2f}" if logs else ""

    def write_json(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), indent=1) + "\n")

    def write_chart(self, path: Path) -> None:
        """A panel per workload, each on its own scale from zero, a bar per package."""
        import matplotlib

        matplotlib.use("svg")
        import matplotlib.pyplot as plt

        plt.rcParams.update({"svg.hashsalt": "retrograd", "svg.fonttype": "none", "font.size": 9})
        names = README if set(README) <= set(self.seconds) else tuple(self.seconds)
        lines = math.ceil(len(names) / 3)
        size = (9, 0.6 + lines * (0.4 + 0.22 * len(self.packages)))
        figure, axes = plt.subplots(lines, 3, figsize=size, squeeze=False, layout="constrained")
        for ax in axes.flat[len(names) :]:
            ax.set_visible(False)
        for name, ax in zip(names, axes.flat, strict=False):
            times = [self.seconds[name].get(package) for package in self.packages]
            bars = ax.barh(list(self.packages), [time or 0 for time in times])
            for bar, package in zip(bars, self.packages, strict=True):
                bar.set_color("#c0392b" if package == "retrograd" else "#95a5a6")
            ax.bar_label(bars, [show(time) for time in times], padding=3)
            ax.set_title(name, loc="left")
            ax.invert_yaxis()
            ax.margins(x=0.3)
            ax.set_xticks([])
            ax.tick_params(left=False)
            ax.spines[["top", "right", "bottom"]].set_visible(False)
        figure.suptitle(f"Time per call, less is better\n{self.heading()}", fontsize=8)
        figure.savefig(path, format="svg", metadata={"Date": None})


def show(time: float | None) -> str:
    """Three digits with their unit: 0.123 us, 12.3 us, 1.23 ms."""
    if time is None:
        return ""
    scaled, unit = (time * 1e6, "us") if time < 1e-3 else (time * 1e3, "ms")
    digits = min(3, max(0, 2 - math.floor(math.log10(scaled))))
    return f"{scaled:.{digits}f} {unit}"


def cpu_model() -> str:
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            return line.partition(":")[2].strip()
    return platform.machine()
