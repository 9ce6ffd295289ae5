"""NumPy's own functions where a tensor is among the arguments.

Those that are operations of the engine never come here: see ``array_ufunc`` in
``csrc/bind/tensor/numbers.cpp``. The others see arrays, and their results are tensors again.
"""

from __future__ import annotations

from typing import Any

import numpy

from . import _core, errors
from ._core import Tensor


def call(ufunc: Any, method: str, *inputs: Any, **options: Any) -> Any:
    """Call a method of a ufunc, as ``__array_ufunc__`` is asked to."""
    name = f"numpy.{ufunc.__name__}"
    in_place = method == "at"
    targets = inputs[:1] if in_place else options.get("out", ())
    if len(targets) > 1 and any(isinstance(target, Tensor) for target in targets):
        # One could be written, and the next refused.
        raise TypeError(f"{name}: out= can be one tensor, not {len(targets)}; use the results")
    # Tensors are written by copy_, which looks whether they may be, and counts it.
    held = [numpy.array(x.detach()) if isinstance(x, Tensor) else x for x in targets]
    arguments = [_array(name, x) for x in inputs]
    if "where" in options:
        options["where"] = _array(name, options["where"])
    if in_place:
        arguments[0] = held[0]
    elif targets:
        options["out"] = tuple(held)
    result = getattr(ufunc, method)(*arguments, **options)
    for target, array in zip(targets, held, strict=True):
        if isinstance(target, Tensor):
            target.copy_(_core.from_numpy(array))
    if in_place:
        return None
    results = result if isinstance(result, tuple) else (result,)
    given = targets or (None,) * len(results)
    kept = [_tensor(r) if t is None else t for t, r in zip(given, results, strict=True)]
    return tuple(kept) if isinstance(result, tuple) else kept[0]


# NumPy asks an argument for its method of that name, whose words and results are torch's here.
_REDUCTIONS = frozenset(
    ("sum", "prod", "mean", "std", "var", "max", "min", "amax", "amin", "any", "all")
)


def call_function(function: Any, types: Any, args: tuple[Any, ...], options: dict[str, Any]) -> Any:
    """Call a function that is no ufunc: NumPy does it, but for the reductions as for any object."""
    if function.__name__ not in _REDUCTIONS:
        return function._implementation(*args, **options)
    name = f"numpy.{function.__name__}"
    out = options.pop("out", None)
    arguments = [_array(name, x) for x in args[:1]] + list(args[1:])
    given = {k: _array(name, x) for k, x in options.items()}
    if out is not None and not isinstance(out, Tensor):
        return function._implementation(*arguments, out=out, **given)
    result = _tensor(function._implementation(*arguments, **given))
    return result if out is None else out.copy_(result)


def _array(name: str, x: Any) -> Any:
    if not isinstance(x, Tensor):
        return x
    if x.requires_grad and _core.is_grad_enabled():
        own = getattr(_core, name.removeprefix("numpy."), None)
        remedy = f"use retrograd.{own.__name__}(), or detach()" if own else "use detach()"
        raise errors.GraphError(
            f"{name}: a tensor requires grad, and NumPy records no history; {remedy}"
        )
    return numpy.asarray(x)


def _tensor(x: Any) -> Any:
    """Arrays of the types that tensors have, as tensors."""
    if type(x) is not numpy.ndarray and not isinstance(x, numpy.generic):
        return x
    return _core.from_numpy(numpy.asarray(x)) if x.dtype.char in "?Bilqfd" else x
