"""Whole programs written for torch, in tests/programs, and the figures that they end with.

``python tests/nn_programs.py --write`` under torch writes the figures to a file. For retrograd the
names of the packages that a program imports are changed, and nothing else. Numbers are float64 by
default, so that both agree to the last digits after many steps.
"""

from __future__ import annotations

import importlib
import json
import re
import sys
from pathlib import Path

HERE = Path(__file__).parent
FILE = HERE / "nn_programs_figures.json"
PROGRAMS = sorted(path.stem for path in (HERE / "programs").glob("*.py"))


def figures(program: str, package: str) -> dict:
    """Run a program with ``package`` in the place of torch; what it calls ``figures``."""
    source = (HERE / "programs" / f"{program}.py").read_text()
    source = re.sub(r"^import torch$", f"import {package} as torch", source, flags=re.M)
    source = re.sub(r"^(import|from) torch(?=[. ])", rf"\1 {package}", source, flags=re.M)
    torch = importlib.import_module(package)
    names: dict = {"__name__": program}
    torch.set_default_dtype(torch.float64)
    try:
        exec(compile(source, program, "exec"), names)
    finally:
        torch.set_default_dtype(torch.float32)
    return names["figures"]


if __name__ == "__main__":
    assert sys.argv[1:] == ["--write"], __doc__
    found = {program: figures(program, "torch") for program in PROGRAMS}
    FILE.write_text(json.dumps(found, indent=1) + "\n")
