"""Fail where the built package passes its budget: ``check_budget.py _core.so retrograd.whl``.

The module as it is built, with its symbols; the package as it is installed where this runs.
"""

from __future__ import annotations

import re
import subprocess
import sys
import tempfile
from pathlib import Path

# For each name of a function or method. What is there takes a tenth less; twice as many operations
# may take 11 and 4.5 MB. One costs some 13 KB beside its loops.
MODULE_KB = 20.0
WHEEL_KB = 8.0

# Less than a tenth of what NumPy takes: nobody is to notice.
IMPORT_MS = 15.0

# What is longer was inlined too often, or compiled for too many types, unless it is one of these.
FUNCTION_BYTES = 8 << 10
LONG_FUNCTIONS = {
    r"bind::(?:\(anonymous namespace\)::)?add_\w+\(": "tables of rows, which run once",
    r"bind::.*(?:stub|definitions|Signature|forms_of|method_table)": "write and read signatures",
    r"introsort": "the same, sorted",
    r"::Printer::|retrograd::format": "print numbers",
    r"bind::.*::(?:Reader::read|take_outputs)": "one walk over what Python hands over",
    r"\bexecute\(": "one run backward, its loop",
    r"kernels::v\d::.*::run2<.*Vectors<": "one loop for each type of integer division",
    r"kernels::v\d::.*::(?:Prod|Sum)<": "chains of a reduction, unrolled",
}
SYMBOL = re.compile(r"^\S+ (\S+) [tTwW] (.*)$", re.MULTILINE)

# Of the processor alone: what else the machine does, and the disk, are not the package's.
IMPORT = """
import sys, time
begin = time.process_time()
import retrograd
seconds = time.process_time() - begin
from retrograd import _core
names = {
    name
    for owner in (_core, retrograd.Tensor)
    for name in dir(owner)
    if type(getattr(owner, name)).__name__ in ("builtin_function_or_method", "method_descriptor")
}
print(seconds, "numpy" in sys.modules, len(names))
"""


def stripped_bytes(module: str) -> int:
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "module")
        subprocess.run(["strip", "-o", out, module], check=True)
        return out.stat().st_size


def long_functions(listing: str) -> list[str]:
    """Those without a note, from ``nm -S -C``."""
    return sorted(
        {
            f"{int(size, 16)} bytes: {name}"
            for size, name in SYMBOL.findall(listing)
            if int(size, 16) > FUNCTION_BYTES
            and not any(re.search(pattern, name) for pattern in LONG_FUNCTIONS)
        }
    )


def imported() -> tuple[float, int]:
    """Milliseconds of the quickest of ten, for whatever disturbs only adds to it; and the names."""
    found = []
    names = "0"
    for _ in range(10):
        run = subprocess.run(
            [sys.executable, "-c", IMPORT], check=True, capture_output=True, text=True
        )
        seconds, numpy, names = run.stdout.split()
        if numpy != "False":
            raise SystemExit("check_budget: import retrograd imports NumPy")
        found.append(float(seconds) * 1e3)
    return min(found), int(names)


def main(module: str, wheel: str) -> int:
    ms, names = imported()
    figures = (
        ("the module, stripped", stripped_bytes(module) / names / 1e3, MODULE_KB, "KB a name"),
        ("the wheel", Path(wheel).stat().st_size / names / 1e3, WHEEL_KB, "KB a name"),
        ("import retrograd", ms, IMPORT_MS, "ms"),
    )
    print(f"{names} names of functions and methods")
    for what, is_now, limit, unit in figures:
        print(f"{what}: {is_now:.2f} of {limit:.2f} {unit}")
    listing = subprocess.run(["nm", "-S", "-C", module], check=True, capture_output=True, text=True)
    long = long_functions(listing.stdout)
    for line in long:
        print(f"check_budget: longer than {FUNCTION_BYTES}, {line}", file=sys.stderr)
    over = [what for what, is_now, limit, _ in figures if is_now > limit]
    for what in over:
        print(f"check_budget: {what} passes its budget", file=sys.stderr)
    return 1 if long or over else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
