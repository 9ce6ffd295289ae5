"""The tables of csrc/kernels/simd/lookup, which ``python tests/lookup_tables.py --write`` writes.

It needs numpy and mpmath, which no test does. A table's entries are floats that a function takes at
or near floats (Gal's method): what rounding them would lose is nothing.
"""

from __future__ import annotations

import itertools
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import mpmath as mp
import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TABLES = Path(__file__).parents[1] / "csrc/kernels/simd/lookup/tables.h"
HEAD = """\
// tables.h: of functions of 16 floats at a time, what they look up. Made by tests/lookup_tables.py.
#pragma once

namespace retrograd::kernels::RG_ISA {
namespace {
namespace lookup {

// clang-format off
"""
TAIL = """\
// clang-format on

}  // namespace lookup
}  // namespace
}  // namespace retrograd::kernels::RG_ISA
"""
mp.mp.prec = 120


def off(y: Any) -> float:
    """How far y is from the nearest float."""
    return abs(float(y - mp.mpf(float(np.float32(float(y))))))


def near(middle: float, f: Callable[[float], Any], step: float, count: int) -> float:
    """The multiple of step, of 2 count + 1 about the middle, whose f is nearest to a float."""
    whole = round(middle / step)
    return min(((whole + i) * step for i in range(-count, count + 1)), key=lambda v: off(f(v)))


def logarithms(ln2: Any, unit: float) -> tuple[list[float], list[float], list[float]]:
    """Of 16 intervals of [1, 2), by the leading bits of the fraction, 1 / c and log c.

    ln2 is the logarithm of 2, which tells the base, and unit a float near it. Of numbers from 1.5
    on c is half as much, so that logarithms near 0 are no differences, and 1 / c is halved again.
    Inverses have 21 bits. What comes last is what the logarithms lack.
    """
    inverses, logs, rests = [], [], []
    for i in range(16):
        upper = i >= 8
        middle = (1 + (i + 0.5) / 16) / (2 if upper else 1)

        def log(r: float, base: Any = unit if upper else 0.0) -> Any:
            return base - mp.log(r) * ln2 / mp.log(2)

        r = 1.0 if i in (0, 15) else near(1 / middle, log, 2.0**-21, 4000)
        inverses.append(r / 2 if upper else r)
        logs.append(float(np.float32(float(log(r)))))
        rests.append(float(log(r, ln2 if upper else 0) - logs[-1]))
    return inverses, logs, rests


def minimax(
    f: Callable[[Any], Any],
    c: float,
    c0: float,
    a: float,
    b: float,
    powers: Any,
    size: Callable[[Any], Any] | None = None,
) -> Any:
    """Coefficients k with f(x) near c0 + t (k0 t^powers[0] + ...), t = x - c, for x in [a, b].

    Errors count by what they are of the size, which is that of f if there is no other.
    """
    x = (a + b) / 2 + (b - a) / 2 * np.cos(np.pi * (np.arange(200) + 0.5) / 200)
    x = x[abs(x - c) > (b - a) * 1e-4]
    t = x - c
    slope = np.array([float((f(mp.mpf(v)) - mp.mpf(c0)) / (mp.mpf(v) - mp.mpf(c))) for v in x])
    relative = abs(t) / np.array([abs(float((size or f)(mp.mpf(v)))) for v in x])
    terms = np.stack([t**p for p in powers], 1)
    size = abs(terms).max(0)
    weights = np.ones(len(x))
    best: tuple[float, Any] = (math.inf, None)
    for _ in range(40):  # Lawson's weights: least squares becomes minimax in relative error.
        q = np.sqrt(weights) * relative
        k = np.linalg.lstsq(terms / size * q[:, None], slope * q, rcond=None)[0] / size
        error = abs((terms @ k - slope) * relative)
        if error.max() < best[0]:
            best = (error.max(), k)
        if error.max() < 1e-14:
            break
        weights *= error / error.max() + 1e-3
        weights /= weights.sum()
    return best[1]


def octaves() -> list[float]:
    """Edges of intervals, four an octave from 1/16 to 16; the first reaches down to 0."""
    return [0.0] + [2.0 ** (i // 4 - 4) * (1 + i % 4 / 4) for i in range(1, 33)]


def piecewise(
    f: Callable[[Any], Any],
    edges: Sequence[float],
    step: int,
    degree: int = 6,
    size: Callable[[Any], Any] | None = None,
) -> list[list[float]]:
    """The centre c of each interval, and for each power of x - c its coefficients.

    In the first, c is 0 and the powers are 1, 1 + step, 1 + 2 step and so on.
    """
    rows = []
    for i, (a, b) in enumerate(itertools.pairwise(edges)):
        middle = (a + b) / 2
        c = near(middle, f, float(np.spacing(np.float32(middle))), 600) if i else 0.0
        c0 = float(np.float32(float(f(mp.mpf(c)))))
        powers = range(0, degree, 1 if i else step)
        row = [c, c0] + [0.0] * degree
        for power, k in zip(powers, minimax(f, c, c0, a, b, powers, size), strict=True):
            row[2 + power] = float(k)
        rows.append(row)
    return [list(column) for column in zip(*rows, strict=True)]


def mills(s: Any) -> Any:
    """a ndtr(-a) over the normal density at a, with s = 1 / a^2: 1 - s + 3 s^2 - 15 s^3 ..."""
    a = 1 / mp.sqrt(s)
    return a * mp.erfc(a / mp.sqrt(2)) * mp.exp(a * a / 2) * mp.sqrt(mp.pi / 2)


def gelu_by_eighths() -> list[str]:
    """What gelu's rest and its slope are over e^((c - a^2) / 2), in eight intervals up to 6.

    c is near 1/8, so that where the first interval ends the product of both has as many leading
    zeros as the factor, and such that the first coefficients there are floats.
    """
    c = mp.mpf(float.fromhex("0x1.f4ep-4"))
    even = [0.0] + [0.8 * (i + 0.5) for i in range(8)]

    def ratio(a: Any) -> Any:
        return mp.ncdf(-a) * mp.exp((a * a - c) / 2)

    def density(a: Any) -> Any:
        return a * mp.npdf(0) * mp.exp(-c / 2)

    rest = piecewise(lambda a: a * ratio(a), even, 1, 7)
    slope = piecewise(
        lambda a: ratio(a) - density(a), even, 1, size=lambda a: max(ratio(a), density(a))
    )
    return [
        table(
            "kGeluFactor",
            "a ndtr(-a) over e^((0x1.f4ep-4 - a^2) / 2), in intervals of 0.8",
            rest,
            True,
        ),
        table("kGeluSlopeFactor", "The same of its slope", slope, True),
    ]


def number(x: float) -> str:
    """The float nearest to x, in hexadecimal."""
    digits, exponent = float(np.float32(x)).hex().split("p")
    return f"{digits.rstrip('0').rstrip('.') if '.' in digits else digits}p{exponent}f"


def table(name: str, about: str, rows: Sequence[Sequence[float]], two: bool) -> str:
    """A C++ array of one row, or of more."""
    lines = []
    for row in rows:
        words = [number(x) + "," for x in row]
        line = ""
        body = []
        for word in words:
            if len(line) + len(word) > 92:
                body.append(line.rstrip())
                line = ""
            line += word + " "
        body.append(line.rstrip(" ,"))
        lines.append("\n     ".join(body))
    inner = ",\n".join(f"    {{{text}}}" for text in lines) if two else "     " + lines[0]
    size = f"[{len(rows)}]" if two else ""
    return (
        f"// {about}\nalignas(64) inline constexpr float {name}{size}[{len(rows[0])}] = {{\n"
        f"{inner}}};\n"
    )


def tables() -> str:
    """The text of the header."""
    powers = [2 ** (i / 16) for i in range(16)]
    rests = [float(mp.mpf(2) ** (mp.mpf(i) / 16) - np.float32(x)) for i, x in enumerate(powers)]
    made = [
        table("kExp2", "2^(i / 16)", [powers], False),
        table("kExp2Rest", "What these lack", [rests], False),
    ]
    # Of log10(2) a float lacks much. It is the lower one, so that what is infinite stays.
    units = (("", mp.log(2), 0.6931471824645996), ("2", mp.mpf(1), 1.0))
    for base, ln2, unit in (*units, ("10", mp.log10(2), 0.3010299801826477)):
        inverses, logs, rests = logarithms(ln2, unit)
        about = "1 / c of interval i, half of it from 8 on"
        made.append(table(f"kInverse{base}", about, [inverses], False))
        made.append(table(f"kLog{base}", "log c, and log 2 more from 8 on", [logs], False))
    made.append(table("kLog10Rest", "What these lack", [rests], False))
    hyperbolic, normal = piecewise(mp.tanh, octaves(), 2), piecewise(mp.erf, octaves(), 2)
    normal[2][0] -= 1
    arc = piecewise(mp.atan, [0.0] + [(i + 0.5) / 15 for i in range(15)] + [1.0], 1, 4)
    even = [0.0] + [0.19 * (i + 0.5) for i in range(32)]
    rest = piecewise(lambda x: x * mp.ncdf(-x), even, 1)
    # It is 0 near 3/4, where it counts by the larger of its parts.
    slope = piecewise(
        lambda x: mp.ncdf(-x) - x * mp.npdf(x),
        even,
        1,
        size=lambda x: max(mp.ncdf(-x), x * mp.npdf(x)),
    )
    tail = minimax(mills, 0.0, 1.0, 15**-2, 5.9**-2, range(5))
    made += [
        table("kTanh", "c, and of (x - c)^0 to (x - c)^6 the coefficients", hyperbolic, True),
        table("kErf", "The same; of x in the first interval it is one less", normal, True),
        table("kGelu", "The same of x ndtr(-x), in intervals of 0.19", rest, True),
        table("kGeluSlope", "The same of its slope", slope, True),
        table(
            "kGeluTail",
            "P of s = 1 / x^2, where x ndtr(-x) is its density times 1 - s P(s)",
            [-tail],
            False,
        ),
        *gelu_by_eighths(),
        table("kAtan", "c, and of (x - c)^0 to (x - c)^4 those of atan, near 15ths", arc, True),
    ]
    return "\n".join(made)


if __name__ == "__main__":
    text = HEAD + tables() + TAIL
    if "--write" in sys.argv:
        TABLES.write_text(text)
    elif text != TABLES.read_text():
        sys.exit(f"{TABLES} is not what this script makes")
