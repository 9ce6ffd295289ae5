"""How tests draw the inputs of a row of op_table.py, and differentiate its numpy reference."""

from __future__ import annotations

import zlib
from collections.abc import Callable
from typing import Any

import numpy as np
from op_case import FLOATS, INTEGERS, Call, OpCase

RTOL = {"float32": 1e-5, "float64": 1e-12}
# Half the distance from 1 to the next number: the error of one rounding.
ROUNDING = {"float16": 2.0**-11, "bfloat16": 2.0**-8, "float32": 2.0**-24, "float64": 2.0**-53}


def to_bfloat16(x: np.ndarray) -> np.ndarray:
    """float32 rounded to the 8 bits of a bfloat16, ties to even, still as float32."""
    x = np.asarray(x, np.float32)
    bits = x.view(np.uint32).astype(np.uint64)
    rounded = ((bits + 0x7FFF + (bits >> 16 & 1)) >> 16 << 16).astype(np.uint32).view(np.float32)
    return np.where(np.isnan(x), x, rounded)


def rounded_to(x: np.ndarray, dtype: str) -> np.ndarray:
    """Floats as near as ``dtype`` has them, as float32; integers wrapped, as that type."""
    if dtype == "bfloat16":
        return to_bfloat16(x)
    with np.errstate(over="ignore"):
        return x.astype(dtype).astype(np.float32) if dtype == "float16" else x.astype(dtype)


def generator(*key: object) -> np.random.Generator:
    """A fixed stream of its own for each test."""
    return np.random.default_rng(zlib.crc32(repr(key).encode()))


def _of(spec: Any, index: int) -> Any:
    return spec[index] if isinstance(spec[0], tuple) else spec


def draw(case: OpCase, call: Call, dtype: str, shapes: tuple | None = None) -> list[np.ndarray]:
    """Inputs of one call, in ``dtype`` except where the row draws its own."""
    rng = generator(case.name, repr(call), dtype)
    arrays = []
    for i, shape in enumerate(call.shapes if shapes is None else shapes):
        if i in case.draws:
            x = np.asarray(case.draws[i](rng, shape))
            x = x.astype(dtype) if x.dtype == np.float64 and dtype in FLOATS else x
        elif dtype == "bool":
            x = rng.random(shape) < 0.5
        elif dtype in INTEGERS:
            low, high = _of(case.integers, i)
            x = rng.integers(max(low, 0) if dtype == "uint8" else low, high, shape)
        else:
            x = rng.uniform(*_of(case.domain, i), shape)
            if case.special:
                odd = np.array([np.nan, np.inf, -np.inf, 0.0])[rng.integers(0, 4, shape)]
                x = np.where(rng.random(shape) < 0.5, odd, x)
        keep = i in case.draws
        arrays.append(np.asarray(x) if keep else np.asarray(x).astype(dtype))
    return arrays


def widen(case: OpCase, arrays: list[np.ndarray], exact: bool = False) -> list[np.ndarray]:
    """Floats as float64; with ``exact`` integers stay integers, else they become float64 too."""
    wide = []
    for i, x in enumerate(arrays):
        if x.dtype.kind == "f" or not (exact or i in case.draws):
            x = x.astype(np.float64)
        elif x.dtype == np.uint8:
            x = x.astype(np.int64)
        wide.append(x)
    return wide


def expected(case: OpCase, arrays: list[np.ndarray], call: Call, dtype: str) -> np.ndarray:
    """The reference's result in the dtype that the operation has to give."""
    out = case.out(dtype)
    y = case.reference(widen(case, arrays, exact=out not in FLOATS), call, dtype)
    return y if out in FLOATS else y.astype(out)


def assert_close(got: np.ndarray, want: np.ndarray, dtype: str, rtol: float, where: str) -> None:
    """Same shape, same dtype, and values within rtol of each element and of the largest."""
    assert got.shape == want.shape, f"{where}: shape {got.shape}, expected {want.shape}"
    assert got.dtype == np.dtype(dtype), f"{where}: dtype {got.dtype}, expected {dtype}"
    if dtype not in FLOATS:
        np.testing.assert_array_equal(got, want.astype(dtype), err_msg=where)
        return
    rtol *= RTOL[dtype]
    finite = np.abs(want[np.isfinite(want)])
    atol = rtol * (finite.max() if finite.size else 1.0)
    np.testing.assert_allclose(got, want, rtol=rtol, atol=atol, err_msg=where)


# Layouts: the same values (or, expanded, repeated ones) behind other strides and offsets.
def _contiguous(rg, x):
    return rg.tensor(x), x


def _transposed(rg, x):
    if x.ndim < 2:
        return rg.tensor(x), x
    return rg.tensor(np.ascontiguousarray(np.swapaxes(x, 0, -1))).transpose(0, -1), x


def _sliced(rg, x):
    if x.ndim == 0:
        return rg.tensor(x), x
    apart = np.repeat(x, 3, axis=-1)
    apart[..., 1::3] = apart[..., 2::3] = 0
    return rg.tensor(apart)[..., ::3], x


def _expanded(rg, x):
    if x.ndim == 0 or x.shape[0] < 2:
        return rg.tensor(x), x
    return rg.tensor(x[:1]).expand(*x.shape), np.broadcast_to(x[:1], x.shape)


def _offset(rg, x):
    behind = np.concatenate([np.zeros(3, x.dtype), x.reshape(-1)])
    return rg.tensor(behind)[3:].view(x.shape), x


LAYOUTS = {
    "contiguous": _contiguous,
    "transposed": _transposed,
    "sliced": _sliced,
    "expanded": _expanded,
    "offset": _offset,
}


def _moved(xs: list, vs: list, h: float) -> list:
    """xs + h vs; integers, such as class indices, stay where they are."""
    return [x + h * v if x.dtype.kind == "f" else x for x, v in zip(xs, vs, strict=True)]


def directional(ref: Callable, xs: list, vs: list, u: np.ndarray, h: float = 1e-6) -> float:
    """<u, d ref(xs + h vs)/dh> at h = 0, by central differences in float64."""
    return float(np.sum(u * (ref(_moved(xs, vs, h)) - ref(_moved(xs, vs, -h)))) / (2 * h))


def curvature(ref: Callable, xs: list, vs: list, ws: list, u: np.ndarray, h: float = 2e-4) -> float:
    """d2/dh dk <u, ref(xs + h vs + k ws)> at 0, by the four-point formula."""

    def at(a: float, b: float) -> float:
        return float(np.sum(u * ref(_moved(_moved(xs, vs, a), ws, b))))

    return (at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / (4 * h * h)
