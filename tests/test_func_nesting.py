"""Every transform of func inside every other, against torch, where torch is installed.

Each one here makes a function of three numbers to three numbers of another, with a weight from
outside. Values, requires_grad and the gradient by that weight must be torch's.
"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import retrograd as rg

torch = pytest.importorskip("torch")

XN, WN = np.array([0.2, 0.4, -0.3]), np.array([0.3, -0.5, 0.8])


def add(pair):
    return pair[0] + pair[1]


def linearized(module, func, x):
    """torch's own cannot be nested; its jvp, which can, is the same."""
    if module is torch:
        return lambda v: torch.func.jvp(func, (x,), (v,))[1]
    return module.func.linearize(func, x)[1]


TRANSFORMS = {
    "grad": lambda m, f, w: m.func.grad(lambda x: (f(x) * w).sum()),
    "grad_and_value": lambda m, f, w: lambda x: add(m.func.grad_and_value(lambda x: f(x).sum())(x)),
    "jacrev": lambda m, f, w: lambda x: m.func.jacrev(f)(x).sum(0) * x,
    "jacfwd": lambda m, f, w: lambda x: m.func.jacfwd(f)(x).sum(1),
    "hessian": lambda m, f, w: lambda x: m.func.hessian(lambda x: f(x).sum())(x) @ w,
    "vjp": lambda m, f, w: lambda x: m.func.vjp(f, x)[1](x * w)[0],
    "jvp": lambda m, f, w: lambda x: add(m.func.jvp(f, (x,), (w * x,))),
    "linearize": lambda m, f, w: lambda x: linearized(m, f, x)(w),
    "vmap": lambda m, f, w: lambda x: m.func.vmap(f)(m.stack([x, x * w])).sum(0),
    "vmap_of_weights": lambda m, f, w: lambda x: m.func.vmap(lambda s: f(x * s))(w).sum(0),
}


def run(module, names, tied):
    w = module.tensor(WN, requires_grad=True)

    def func(x):
        return (x * x * x * w).sin() * x.exp()

    for name in names:
        func = TRANSFORMS[name](module, func, w)
    y = func(module.tensor(XN, requires_grad=tied))
    g = module.autograd.grad(y.sum(), w, allow_unused=True)[0] if y.requires_grad else None
    return y.detach().numpy(), y.requires_grad, None if g is None else g.numpy()


@pytest.mark.filterwarnings("ignore")
@pytest.mark.parametrize("tied", [False, True], ids=["free", "tied"])
@pytest.mark.parametrize("names", itertools.product(TRANSFORMS, repeat=2), ids="-".join)
def test_nested_transforms_are_those_of_torch(names, tied):
    got, want = run(rg, names, tied), run(torch, names, tied)
    np.testing.assert_allclose(got[0], want[0], rtol=1e-9, atol=1e-12)
    assert got[1] == want[1]
    assert (got[2] is None) == (want[2] is None)
    if want[2] is not None:
        np.testing.assert_allclose(got[2], want[2], rtol=1e-9, atol=1e-12)
