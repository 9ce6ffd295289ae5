"""Fail where an object needs what only a higher floor defines: ``check_floors.py a.o b.o ...``.

Includes alone do not tell: a header may declare what is defined above it. The floor of an object is
the folder below ``csrc`` that its source lies in.
"""

from __future__ import annotations

import re
import subprocess
import sys

FLOORS = ("base", "kernels", "core", "graph", "ops", "engine", "api", "bind")
LISTED = re.compile(r"^(.*/csrc/(\w+)/.*): (\S+) (\w)\b", re.MULTILINE)


def upward(listing: str) -> list[tuple[str, str, str]]:
    """Object, symbol and floor of each need for something above; from ``nm -A -P``."""
    lines = [(path, FLOORS.index(floor), *rest) for path, floor, *rest in LISTED.findall(listing)]
    lowest: dict[str, int] = {}
    for _, floor, symbol, kind in lines:
        if kind not in "Uw":
            lowest[symbol] = min(floor, lowest.get(symbol, floor))
    return [
        (path, symbol, FLOORS[lowest[symbol]])
        for path, floor, symbol, kind in lines
        if kind in "Uw" and lowest.get(symbol, 0) > floor
    ]


def main(files: list[str]) -> int:
    # CMake counts precompiled headers among the objects of a target.
    paths = [path for path in files if path.endswith(".o")]
    if not paths:
        print("check_floors: expected objects of csrc, got none", file=sys.stderr)
        return 2
    listing = subprocess.run(["nm", "-A", "-P", *paths], check=True, capture_output=True, text=True)
    missed = [path for path in paths if f"{path}: " not in listing.stdout]
    if missed or not LISTED.search(listing.stdout):
        print("check_floors: expected objects of csrc, got", *missed, file=sys.stderr)
        return 2
    found = upward(listing.stdout)
    names = "\n".join(symbol for _, symbol, _ in found)
    plain = subprocess.run(["c++filt"], input=names, check=True, capture_output=True, text=True)
    for (path, _, floor), name in zip(found, plain.stdout.splitlines(), strict=True):
        print(f"{path}: needs {name} of {floor}, a floor above", file=sys.stderr)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
