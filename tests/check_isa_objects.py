"""Fail on what object files of kernels may not have: ``check_isa_objects.py a.o b.o ...``.

The kernels are compiled once per instruction set. A weak symbol (an inline function, a template
of the standard library) would be merged by the linker into one copy for the whole program, and
that copy may be the one for a processor which this machine does not have. And what is compiled
without tables of how to unwind it may call nothing of ours, which might throw.
"""

from __future__ import annotations

import subprocess
import sys

WEAK = {"W": "weak function", "V": "weak object", "u": "unique object"}


def weak_symbols(path: str) -> list[str]:
    """One line for each weak symbol that the file defines."""
    listed = subprocess.run(
        ["nm", "--demangle", "--defined-only", path], check=True, capture_output=True, text=True
    )
    found = []
    for line in listed.stdout.splitlines():
        _, kind, name = line.split(maxsplit=2)
        if kind in WEAK:
            found.append(f"{path}: {WEAK[kind]} {name}")
    return found


def calls_without_unwinding(path: str) -> list[str]:
    """One line for each thing of ours that the file calls though it cannot be unwound."""
    sections = subprocess.run(
        ["readelf", "--section-headers", "--wide", path], check=True, capture_output=True, text=True
    )
    if ".eh_frame" in sections.stdout:
        return []
    listed = subprocess.run(
        ["nm", "--demangle", "--undefined-only", path], check=True, capture_output=True, text=True
    )
    return [
        f"{path}: calls {name}, and has no tables of how to unwind it"
        for _, name in (line.split(maxsplit=1) for line in listed.stdout.splitlines())
        if name.startswith("retrograd::")
    ]


def main(files: list[str]) -> int:
    # CMake counts precompiled headers among the objects of a target.
    paths = [path for path in files if path.endswith(".o")]
    if not paths:
        print("check_isa_objects: no object files were given", file=sys.stderr)
        return 2
    checks = (weak_symbols, calls_without_unwinding)
    found = [line for path in paths for check in checks for line in check(path)]
    print(*found, sep="\n", file=sys.stderr, end="\n" if found else "")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
