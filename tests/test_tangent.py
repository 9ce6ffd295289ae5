"""Forward mode of every operation: tangents against central differences of the numpy reference.

One random direction per call: <u, J v> from the reference must equal <u, t>, and that <J^T u, v>
from backward, up to rounding. The same one order higher, in both orders of the two modes.
"""

from __future__ import annotations

import functools

import numpy as np
import pytest
import retrograd as rg
from draw import LAYOUTS, curvature, directional, draw, generator, widen
from op_table import DIFFERENTIABLE
from retrograd.autograd.forward_ad import dual_level, make_dual, unpack_dual

STRIDED = [(case, layout) for case in DIFFERENTIABLE for layout in case.layouts()]
TWICE = [case for case in DIFFERENTIABLE if case.out("float64") == "float64"]
RTOL = {"float32": 3e-4, "float64": 1e-6}
EXACT = {"float32": 1e-5, "float64": 1e-13}


def numbers(y) -> np.ndarray:
    return y.detach().numpy().astype(np.float64)


def directions(case, call, arrays, wanted, name) -> list[np.ndarray]:
    """A random direction for each input, zero for those that are not wanted."""
    rng = generator(case.name, repr(call), name)
    return [
        rng.uniform(-1, 1, x.shape) if i in wanted else np.zeros(x.shape)
        for i, x in enumerate(arrays)
    ]


def along(grads, vs, wanted) -> float:
    """The product of gradients, None where they are zero, with directions."""
    pairs = [(g, vs[i]) for i, g in zip(wanted, grads, strict=True) if g is not None]
    return sum(float(np.sum(numbers(g) * v)) for g, v in pairs)


def duals(tensors, vs, wanted):
    return [
        make_dual(x, rg.tensor(v, dtype=x.dtype)) if i in wanted else x
        for i, (x, v) in enumerate(zip(tensors, vs, strict=True))
    ]


def check(case, call, dtype, arrays, tensors, wanted):
    """Compare the tangent of the result with differences, and with backward."""
    vs = directions(case, call, arrays, wanted, "tangent")
    rng = generator(case.name, repr(call), "direction")
    for i in wanted:
        tensors[i].requires_grad_()
    with dual_level():
        y = case.run(rg, duals(tensors, vs, wanted), call, dtype)
        t = unpack_dual(y).tangent
        assert t is not None
        assert t.shape == y.shape
        assert t.dtype == y.dtype
        assert t.stride() == y.stride() or y.numel() < 2
        got = numbers(t)
    u = rng.uniform(0.5, 1.5, got.shape) * rng.choice([-1, 1], got.shape)
    rtol = RTOL[str(y.dtype)[-7:]]
    exact = max(EXACT[dtype], EXACT[str(y.dtype)[-7:]])
    scale = max(1.0, float(np.sqrt(u.size)))
    ref = functools.partial(case.reference, call=call)
    want = directional(ref, widen(case, arrays), vs, u)
    assert np.sum(u * got) == pytest.approx(want, rel=rtol, abs=rtol * scale), f"{call} {wanted}"

    y = case.run(rg, tensors, call, dtype)
    leaves = [tensors[i] for i in wanted]
    grads = rg.autograd.grad(y, leaves, rg.tensor(u, dtype=y.dtype), allow_unused=True)
    back = along(grads, vs, wanted)
    size = max(scale, abs(back))
    assert np.sum(u * got) == pytest.approx(back, rel=exact, abs=exact * size * 10), str(call)


@pytest.mark.parametrize("dtype", ["float64", "float32"])
@pytest.mark.parametrize("case", DIFFERENTIABLE, ids=str)
def test_jvp_matches_finite_differences_and_backward(case, dtype):
    for call in case.calls:
        arrays = draw(case, call, dtype)
        wanted = [i for i in case.grads if i < len(arrays)]
        check(case, call, dtype, arrays, [rg.tensor(x) for x in arrays], wanted)


@pytest.mark.parametrize("case", [c for c in DIFFERENTIABLE if len(c.grads) > 1], ids=str)
def test_a_missing_tangent_is_zero(case):
    call = case.calls[0]
    arrays = draw(case, call, "float64")
    for i in case.grads[: len(arrays)]:
        check(case, call, "float64", arrays, [rg.tensor(x) for x in arrays], [i])


@pytest.mark.parametrize(("case", "layout"), STRIDED, ids=str)
def test_jvp_of_strided_inputs_matches_finite_differences(case, layout):
    call = case.calls[0]
    placed = [LAYOUTS[layout](rg, x) for x in draw(case, call, "float64")]
    arrays, tensors = [x for _, x in placed], [t for t, _ in placed]
    if layout == "expanded":  # the elements of a dual tensor do not share memory
        tensors = [t.contiguous() for t in tensors]
    check(case, call, "float64", arrays, tensors, [i for i in case.grads if i < len(arrays)])


@pytest.mark.parametrize("order", ["forward over reverse", "reverse over forward"])
@pytest.mark.parametrize("case", TWICE, ids=str)
def test_second_derivatives_match_second_differences(case, order):
    for call in case.calls:
        arrays = draw(case, call, "float64")
        wanted = [i for i in case.grads if i < len(arrays)]
        vs = directions(case, call, arrays, wanted, "v")
        ws = directions(case, call, arrays, wanted, "w")
        leaves = [rg.tensor(x) for x in arrays]
        for i in wanted:
            leaves[i].requires_grad_()
        sources = [leaves[i] for i in wanted]
        with dual_level():
            y = case.run(rg, duals(leaves, vs, wanted), call, "float64")
            u = generator(case.name, repr(call), "u").uniform(-1, 1, tuple(y.shape))
            seed = rg.tensor(u)
            if order == "forward over reverse":
                grads = rg.autograd.grad(y, sources, seed)
                found = [unpack_dual(g).tangent for g in grads]
            else:
                t = (unpack_dual(y).tangent * seed).sum()
                found = [None] * len(wanted)
                if t.requires_grad:
                    found = rg.autograd.grad(t, sources, allow_unused=True)
            got = along(found, ws, wanted)
        ref = functools.partial(case.reference, call=call)
        want = curvature(ref, widen(case, arrays), vs, ws, u, h=1e-4)
        assert got == pytest.approx(want, rel=1e-4, abs=2e-6 * max(1, u.size)), str(call)
