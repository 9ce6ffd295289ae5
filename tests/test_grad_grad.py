"""Second derivatives: backward of backward, against numpy alone.

With s = <J^T u, v>, the gradient of s along w is the curvature d2<u, f>/dv dw, and its gradient
with respect to u is J v. Both come from the numpy reference by differences.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import curvature, directional, draw, generator, widen
from op_table import DIFFERENTIABLE

TWICE = [case for case in DIFFERENTIABLE if case.out("float64") == "float64"]


def check(case, call):
    arrays = draw(case, call, "float64")
    tensors = [rg.tensor(x) for x in arrays]
    wanted = [i for i in case.grads if i < len(arrays)]
    leaves = [tensors[i].requires_grad_() for i in wanted]
    y = case.run(rg, tensors, call, "float64")

    rng = generator(case.name, repr(call), "second")
    u, r = rng.uniform(-1, 1, tuple(y.shape)), rng.uniform(-1, 1, tuple(y.shape))
    xs = widen(case, arrays)
    vs, ws = [0 * x for x in xs], [0 * x for x in xs]
    for i in wanted:
        vs[i], ws[i] = rng.uniform(-1, 1, (2, *arrays[i].shape))

    seed = rg.tensor(u, requires_grad=True)
    grads = rg.autograd.grad(y, leaves, seed, create_graph=True)
    s = sum((g * rg.tensor(vs[i])).sum() for g, i in zip(grads, wanted, strict=True))
    second = (None,) * (1 + len(wanted))
    if s.requires_grad:  # zero_ and fill_ give zeros, which nothing can change
        second = rg.autograd.grad(s, [*leaves, seed], allow_unused=True)

    def along(tensor, direction):
        return 0.0 if tensor is None else (tensor * rg.tensor(direction)).sum().item()

    def ref(xs):
        return case.reference(xs, call)

    got = sum(along(g, ws[i]) for g, i in zip(second[:-1], wanted, strict=True))
    want = curvature(ref, xs, vs, ws, u)
    assert got == pytest.approx(want, rel=1e-4, abs=2e-6 * max(1, u.size)), f"{call} in x"
    want = directional(ref, xs, vs, r)
    assert along(second[-1], r) == pytest.approx(want, rel=1e-6, abs=1e-6), f"{call} in u"


@pytest.mark.parametrize("case", TWICE, ids=str)
def test_double_backward_matches_second_differences(case):
    for call in case.calls:
        check(case, call)


def test_a_third_derivative_is_exact():
    x = rg.tensor([0.7, -1.3], dtype=rg.float64, requires_grad=True)
    y = (x**4).sum()
    for _ in range(3):
        (y,) = rg.autograd.grad(y.sum(), x, create_graph=True)
    np.testing.assert_allclose(y.detach().numpy(), 24 * x.detach().numpy(), rtol=1e-12)


def test_gradient_of_a_gradient_norm_flows_into_the_leaf():
    x = rg.tensor([1.0, 2.0], requires_grad=True)
    (g,) = rg.autograd.grad((x**3).sum(), x, create_graph=True)
    (g * g).sum().backward()  # (3 x^2)^2 -> 36 x^3
    assert x.grad.tolist() == [36.0, 288.0]
