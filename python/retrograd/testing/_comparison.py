"""Comparing what was computed with what was expected."""

from __future__ import annotations

import cmath
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from .. import _core

Tensor = _core.Tensor

# rtol and atol by the type of the elements; 0 for all others.
_TOLERANCES = {
    "torch.float16": (1e-3, 1e-5),
    "torch.bfloat16": (1.6e-2, 1e-5),
    "torch.float32": (1.3e-6, 1e-5),
    "torch.float64": (1e-7, 1e-7),
    "torch.complex64": (1.3e-6, 1e-5),
    "torch.complex128": (1e-7, 1e-7),
}


class _Options(NamedTuple):
    subclasses: bool
    tolerance: tuple[float, float] | None
    equal_nan: bool
    device: bool
    dtype: bool
    layout: bool
    stride: bool


class _Difference(Exception):
    """What is not as it was expected."""


def assert_close(
    actual: Any,
    expected: Any,
    *,
    allow_subclasses: bool = True,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = False,
    check_device: bool = True,
    check_dtype: bool = True,
    check_layout: bool = True,
    check_stride: bool = False,
    msg: str | Callable[[str], str] | None = None,
) -> None:
    """Raise AssertionError unless ``actual`` is as close to ``expected`` as is allowed.

        |actual - expected| <= atol + rtol |expected|

    Tensors, NumPy's arrays, numbers, bools and None are compared with their like, and sequences and
    mappings element by element. What is not given of the two tolerances follows from the type:
    ``rtol`` 1.3e-6 and ``atol`` 1e-5 for float32, 1e-7 and 1e-7 for float64 and Python's numbers,
    0 for integers; of two types, the larger ones. A nan is close to none, unless ``equal_nan``;
    infinities are close to themselves. With ``check_dtype=False`` tensors are compared in the type
    that both are promoted to. ``msg`` is what the error says instead, or a function that makes it
    of what it says.

    Shape:   the same.
    Dtype:   the same, unless check_dtype is False.
    Grad:    none.
    Raises:  AssertionError for a difference; TypeError for what cannot be compared; ValueError for
             one tolerance without the other, or a negative one.
    Source:  torch.testing.assert_close.

    >>> rg.testing.assert_close(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 2.0 + 1e-6]))
    >>> rg.testing.assert_close(rg.tensor([1.0, 2.0]), rg.tensor([1.0, 4.0]))
    Traceback (most recent call last):
    AssertionError: Tensor-likes are not close!
    <BLANKLINE>
    Mismatched elements: 1 / 2 (50.0%)
    Greatest absolute difference: 2.0 at index (1,) (up to 1e-05 allowed)
    Greatest relative difference: 0.5 at index (1,) (up to 1.3e-06 allowed)
    """
    __tracebackhide__ = True  # so that pytest shows the line of the test
    if (rtol is None) != (atol is None):
        missing = "rtol" if rtol is None else "atol"
        raise ValueError(f"assert_close: pass rtol and atol, or neither; {missing} is missing")
    tolerance = None if rtol is None or atol is None else (rtol, atol)
    if tolerance is not None and not min(tolerance) >= 0:
        raise ValueError(f"assert_close: tolerances must not be negative, got {rtol=} and {atol=}")
    if not (msg is None or isinstance(msg, str) or callable(msg)):
        raise TypeError(f"assert_close: msg must be a str or a function, not {type(msg)}")
    options = _Options(
        allow_subclasses,
        tolerance,
        equal_nan,
        check_device,
        check_dtype,
        check_layout,
        check_stride,
    )
    try:
        # All are paired before any is compared: other keys are said before other values.
        for one, two, place in list(_pairs(actual, expected, "", options)):
            _compare(one, two, place, options)
    except _Difference as difference:
        text = str(difference)
    else:
        return
    if isinstance(msg, str):
        text = msg
    elif msg is not None:
        text = str(msg(text))
    raise AssertionError(text)


def assert_allclose(
    actual: Any,
    expected: Any,
    rtol: float | None = None,
    atol: float | None = None,
    equal_nan: bool = True,
    msg: str = "",
) -> None:
    """Compare as ``assert_close``, whatever the types; torch keeps it for old code.

    Without tolerances ``rtol`` is 1e-4 for float32 and 1e-5 for float64, ``atol`` 1e-5 and 1e-8.

    Shape:   the same.
    Dtype:   all.
    Grad:    none.
    Raises:  as assert_close.
    Source:  torch.testing.assert_allclose.

    >>> rg.testing.assert_allclose(rg.tensor([1.0]), [1.00001])
    """
    __tracebackhide__ = True
    import warnings

    warnings.warn("assert_allclose is an old name; use assert_close", FutureWarning, stacklevel=2)
    one, two = (x if isinstance(x, Tensor) else _core.as_tensor(x) for x in (actual, expected))
    if rtol is None and atol is None:
        old = {"torch.float32": (1e-4, 1e-5), "torch.float64": (1e-5, 1e-8)}
        both = [old.get(str(x.dtype), (0.0, 0.0)) for x in (one, two)]
        rtol, atol = max(r for r, _ in both), max(a for _, a in both)
    assert_close(
        one,
        two,
        rtol=rtol,
        atol=atol,
        equal_nan=equal_nan,
        check_dtype=False,
        msg=msg or None,
    )


def _fail(text: str, place: str) -> None:
    raise _Difference(text + (f"\n\nThe failure occurred for item {place}" if place else ""))


def _pairs(one: Any, two: Any, place: str, options: _Options) -> Iterator[tuple[Any, Any, str]]:
    """What is to be compared with what, and where it stands in the containers."""
    if _is_sequence(one) and _is_sequence(two):
        if len(one) != len(two):
            _fail(f"The length of the sequences mismatch: {len(one)} != {len(two)}", place)
        for i in range(len(one)):
            yield from _pairs(one[i], two[i], f"{place}[{i}]", options)
    elif isinstance(one, Mapping) and isinstance(two, Mapping):
        missing, more = (sorted(set(a) - set(b), key=str) for a, b in ((two, one), (one, two)))
        if missing or more:
            _fail(
                "The keys of the mappings do not match:\n"
                f"Missing keys in the actual mapping: {missing}\n"
                f"Additional keys in the actual mapping: {more}",
                place,
            )
        for key in one:
            yield from _pairs(one[key], two[key], f"{place}[{key!r}]", options)
    else:
        yield one, two, place


def _is_sequence(thing: Any) -> bool:
    return isinstance(thing, Sequence) and not isinstance(thing, str)


def _plain(thing: Any) -> Any:
    """A number of NumPy as one of Python."""
    module = type(thing).__module__
    if module == "numpy" and getattr(thing, "shape", None) == () and not hasattr(thing, "__len__"):
        return thing.item()
    return thing


def _compare(one: Any, two: Any, place: str, options: _Options) -> None:
    if one is None or two is None:
        if one is not two:
            _fail(f"None mismatch: {one} is not {two}", place)
        return
    if isinstance(one, type(two)) or isinstance(two, type(one)):
        same = type(one) is type(two) or options.subclasses
        tensors = [_tensor(x) for x in (one, two)] if same else [None]
        first, second = tensors[0], tensors[-1]
        if first is not None and second is not None:
            return _compare_tensors(first, second, place, options)
    a, b = _plain(one), _plain(two)
    if isinstance(a, bool) and isinstance(b, bool):
        if a is not b:
            _fail(f"Booleans mismatch: {a} is not {b}", place)
        return
    if isinstance(a, (int, float, complex)) and isinstance(b, (int, float, complex)):
        return _compare_numbers(a, b, place, options)
    raise TypeError(
        f"assert_close: cannot compare {type(one)} with {type(two)}"
        + (f", at item {place}" if place else "")
    )


def _tensor(thing: Any) -> Tensor | None:
    """A tensor, or what an array or a buffer holds."""
    if isinstance(thing, Tensor):
        return thing.detach()
    if isinstance(thing, (bool, int, float, complex)) or not (
        hasattr(thing, "__array__") or hasattr(thing, "__array_interface__")
    ):
        return None
    return None if _plain(thing) is not thing else _core.as_tensor(thing)


def _tolerance(options: _Options, types: Sequence[str]) -> tuple[float, float]:
    if options.tolerance is not None:
        return options.tolerance
    found = [_TOLERANCES.get(name, (0.0, 0.0)) for name in types]
    return max(r for r, _ in found), max(a for _, a in found)


def _compare_numbers(one: complex, two: complex, place: str, options: _Options) -> None:
    if options.dtype and type(one) is not type(two):
        _fail(f"The (d)types do not match: {type(one)} != {type(two)}.", place)
    exact = [isinstance(x, int) for x in (one, two)]
    rtol, atol = _tolerance(options, ["" if e else "torch.float64" for e in exact])
    difference = abs(one - two)
    close = one == two or (
        (options.equal_nan and cmath.isnan(one) and cmath.isnan(two))
        or (cmath.isfinite(difference) and difference <= atol + rtol * abs(two))
    )
    if not close:
        relative = difference / abs(two) if two != 0 else float("inf")
        _fail(_of_scalars(one, two, difference, relative, rtol, atol), place)


def _of_scalars(
    one: Any, two: Any, difference: float, relative: float, rtol: float, atol: float
) -> str:
    exact = rtol == 0 and atol == 0
    return (
        f"Scalars are not {'equal' if exact else 'close'}!\n\n"
        f"Expected {two} but got {one}.\n"
        f"Absolute difference: {difference}{_allowed(exact, atol)}\n"
        f"Relative difference: {relative}{_allowed(exact, rtol)}"
    )


def _allowed(exact: bool, tolerance: float) -> str:
    return "" if exact else f" (up to {tolerance} allowed)"


def _compare_tensors(one: Tensor, two: Tensor, place: str, options: _Options) -> None:
    for name, checked in (
        ("shape", True),
        ("layout", options.layout),
        ("device", options.device),
        ("dtype", options.dtype),
    ):
        if checked and getattr(one, name) != getattr(two, name):
            _fail(
                f"The values for attribute {name!r} do not match:"
                f" {getattr(one, name)} != {getattr(two, name)}.",
                place,
            )
    if options.stride and one.stride() != two.stride():
        _fail(
            f"The values for attribute 'stride()' do not match: {one.stride()} != {two.stride()}.",
            place,
        )
    rtol, atol = _tolerance(options, [str(one.dtype), str(two.dtype)])
    if one.dtype != two.dtype:
        promoted = (one.new_empty(0) + two.new_empty(0)).dtype
        one, two = one.to(promoted), two.to(promoted)
    if not one.is_floating_point():
        one, two = one.long(), two.long()  # differences of bools and of uint8
    matches = _core.isclose(one, two, rtol, atol, options.equal_nan)
    if not matches.all():
        _fail(_of_tensors(one, two, matches, rtol, atol), place)


def _of_tensors(one: Tensor, two: Tensor, matches: Tensor, rtol: float, atol: float) -> str:
    difference = (one - two).abs()
    if not one.is_floating_point() and ((one < two) != (one - two < 0)).any():
        difference = (one.double() - two.double()).abs()  # 64 bits do not hold it
    difference = difference.where(~matches, 0)
    relative = (difference / two.abs()).where(~matches, 0)
    if one.ndim == 0:
        return _of_scalars(one.item(), two.item(), difference.item(), relative.item(), rtol, atol)
    exact = rtol == 0 and atol == 0
    wrong, count = int(matches.logical_not().sum().item()), one.numel()
    lines = [
        f"Tensor-likes are not {'equal' if exact else 'close'}!\n",
        f"Mismatched elements: {wrong} / {count} ({wrong / count:.1%})",
    ]
    for kind, values, tolerance in (
        ("absolute", difference, atol),
        ("relative", relative, rtol),
    ):
        at = int(values.argmax().item())
        index: list[int] = []
        for size in reversed(values.shape):
            at, i = divmod(at, size)
            index.insert(0, i)
        lines.append(
            f"Greatest {kind} difference: {values[tuple(index)].item()} at index {tuple(index)}"
            + _allowed(exact, tolerance)
        )
    return "\n".join(lines)
