"""vmap: dimensions, containers, random numbers, derivatives around and inside, as in torch."""

from __future__ import annotations

from collections import namedtuple

import numpy as np
import pytest
import retrograd as rg

Pair = namedtuple("Pair", "a b")
XN = np.array([1.0, 2.0])


@pytest.fixture
def fn(ag):
    return ag.func


@pytest.fixture
def x(ag):
    return ag.tensor(XN)


@pytest.fixture
def w(ag):
    return ag.tensor([5.0, 6.0], dtype=ag.float64, requires_grad=True)


def fourth(x):
    return (x**4).sum()


def is_(tensor, want, requires_grad=False):
    np.testing.assert_allclose(tensor.detach().numpy(), want, rtol=1e-12)
    assert tuple(tensor.shape) == np.shape(want)
    assert tensor.requires_grad == requires_grad


@pytest.fixture
def m(ag):
    return ag.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], dtype=ag.float64)


MN = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])


def test_vmap_calls_by_slices_and_stacks(ag, fn, m, x):
    is_(fn.vmap(lambda r: r.sum())(m), MN.sum(1))
    is_(fn.vmap(lambda r: r * r.sum(), in_dims=1)(m), (MN * MN.sum(0)).T)
    is_(fn.vmap(lambda r: r * r.sum(), in_dims=-1, out_dims=-1)(m), MN * MN.sum(0))
    is_(fn.vmap(lambda r, s: r * s, in_dims=(0, None))(m, 2.0), 2 * MN)
    is_(fn.vmap(lambda r, s: r * s)(m, x), MN * XN[:, None])
    is_(fn.vmap(lambda r, k: r * k)(m, k=m[0]), MN * MN[0])
    assert fn.vmap(lambda i: i > 1)(ag.tensor([1, 2])).tolist() == [False, True]
    is_(fn.vmap(lambda r: x[0])(m), np.ones(2))
    is_(fn.vmap(fn.vmap(lambda e: e * e))(m), MN**2)


def test_vmap_takes_and_gives_containers(fn, m, x):
    out = fn.vmap(lambda d: {"k": (d["a"], [d["b"][0]])}, in_dims=({"a": 0, "b": (1,)},))(
        {"a": x, "b": (m.t(),)}
    )
    assert type(out) is dict and type(out["k"]) is tuple and type(out["k"][1]) is list
    is_(out["k"][0], XN)
    is_(out["k"][1][0], MN)
    out = fn.vmap(lambda p: Pair(p.a * p.b, p.b), in_dims=(Pair(0, None),), out_dims=(1, None))
    with pytest.raises(ValueError):
        out(Pair(m, x[0]))  # a tuple of dims for a named one
    out = fn.vmap(lambda p: Pair(p.a * p.b, p.b), (Pair(0, None),), Pair(1, None))(Pair(m, x[1]))
    is_(out.a, 2 * MN.T)
    is_(out.b, np.float64(2))
    is_(fn.vmap(lambda a, b: a[0] * a[1] * b, in_dims=((1, 1), None))((m, m), 1.0), MN.T**2)
    out = fn.vmap(lambda r: (r, (r, r)), out_dims=(0, 1))(m)
    is_(out[1][1], MN.T)
    is_(fn.vmap(lambda r: r, out_dims=(1,))(m), MN.T)
    assert fn.vmap(lambda r: ())(m) == ()


def test_vmap_over_nothing_has_the_shape_of_something(ag, fn):
    nothing = ag.ones(0, 3)
    assert fn.vmap(lambda r: r * 2, out_dims=1)(nothing).shape == (3, 0)
    total, whole = fn.vmap(lambda r: (r.sum(), r.long()))(nothing)
    assert total.shape == (0,)
    assert (whole.shape, whole.dtype) == ((0, 3), ag.int64)
    assert fn.vmap(lambda r: r)(nothing.bool()).dtype == ag.bool


def test_vmap_and_derivatives_nest(ag, fn, m, w):
    is_(fn.vmap(fn.grad(fourth))(m), 4 * MN**3)
    is_(fn.grad(lambda m: fn.vmap(fourth)(m).sum())(m), 4 * MN**3)
    is_(fn.vmap(fn.jacrev(lambda r: r**3))(m), np.stack([np.diag(3 * r**2) for r in MN]))
    is_(fn.vmap(fn.hessian(fourth))(m), np.stack([np.diag(12 * r**2) for r in MN]))
    j = fn.jacrev(fn.vmap(fourth))(m)
    is_(j, np.einsum("ij,ik->ikj", 4 * MN**3, np.eye(2)))
    v = ag.tensor([1.0, 0.0, -1.0], dtype=ag.float64)
    per_sample = fn.vmap(fn.grad(lambda v, r: (v * r).sum() ** 2), in_dims=(None, 0))(v, m)
    is_(per_sample, 2 * (MN @ [1, 0, -1])[:, None] * MN)
    eye = ag.eye(3).double()
    is_(fn.vmap(lambda t: fn.jvp(lambda r: r**3, (m[0],), (t,))[1])(eye), np.diag(3 * MN[0] ** 2))
    tied = fn.vmap(fn.grad(lambda r: (r[:2] ** 2 * w).sum()))(m)
    is_(tied[:, :2], 2 * MN[:, :2] * [5, 6], requires_grad=True)
    (g,) = ag.autograd.grad(tied.sum(), w)
    is_(g, 2 * MN[:, :2].sum(0))


def test_gradients_flow_through_vmap(ag, fn, m):
    m.requires_grad_()
    (g,) = ag.autograd.grad(fn.vmap(fourth)(m).sum(), m)
    is_(g, 4 * MN**3)
    with ag.no_grad():
        assert not fn.vmap(fourth)(m).requires_grad


@pytest.mark.parametrize(
    "dims",
    [2, -3, 0.0, None, [0], (0, 0), ((0, 0),), (None,), ("x",)],
    ids=repr,
)
def test_in_dims_that_do_not_fit_are_refused(fn, m, dims):
    with pytest.raises(ValueError):
        fn.vmap(lambda r: r, in_dims=dims)(m)


def test_arguments_that_cannot_be_mapped_are_refused(ag, fn, m, x):
    for args in ((m[0, 0],), (m, m[0]), (), (m, 3), (m, None)):
        with pytest.raises(ValueError):
            fn.vmap(lambda *rows: rows[0])(*args)
    with pytest.raises(ValueError):
        fn.vmap(lambda r: r)(r=m)


def test_out_dims_that_do_not_fit_are_refused(fn, m, x):
    for dims in ((1, 1), "x", 1.0, {"k": 0}, (None,), None):
        with pytest.raises(ValueError):
            fn.vmap(lambda r: r, out_dims=dims)(m)
    for dims in ((1,), [0, 1], ((0, 0), 0)):
        with pytest.raises(ValueError):
            fn.vmap(lambda r: (r, r), out_dims=dims)(m)
    for dim in (2, -3):
        with pytest.raises(IndexError):
            fn.vmap(lambda r: r, out_dims=dim)(m)
    is_(fn.vmap(lambda r: x, out_dims=None)(m), XN)
    a, b = fn.vmap(lambda r: (r, x * 2), out_dims=(0, None))(m)
    is_(a, MN)
    is_(b, 2 * XN)


@pytest.mark.parametrize("result", [None, 3.0, "x"], ids=repr)
def test_results_of_vmap_must_be_tensors(fn, m, result):
    for func in (lambda r: result, lambda r: (r, result)):
        with pytest.raises(ValueError):
            fn.vmap(func)(m)


def test_random_numbers_are_refused_the_same_or_different(ag, fn, m):
    def noisy(r):
        return r * 0 + ag.rand(3)

    for func in (noisy, lambda r: ag.rand(3), lambda r: r + ag.randn(())):
        with pytest.raises(RuntimeError):
            fn.vmap(func)(m)
    for mode, shape in (("same", (3,)), ("different", (2, 3))):
        ag.manual_seed(0)
        got = fn.vmap(noisy, randomness=mode)(m)
        after = ag.rand(1)
        ag.manual_seed(0)
        is_(got, np.broadcast_to(ag.rand(shape).double().numpy(), (2, 3)))
        assert ag.rand(1).item() == after.item()
    with pytest.raises(RuntimeError):
        fn.vmap(noisy, randomness="some")
    with pytest.raises(RuntimeError):
        fn.jacfwd(noisy, randomness="some")(m[0])


def test_writes_reach_the_mapped_argument_and_no_other(ag, fn):
    m = ag.tensor(MN)
    fn.vmap(lambda r: r.mul_(2))(m)
    is_(m, 2 * MN)
    total = ag.zeros((), dtype=ag.float64)
    with pytest.raises(RuntimeError):
        fn.vmap(lambda t, r: t.add_(r.sum()), in_dims=(None, 0))(total, m)


def test_a_loop_can_branch_on_values():
    m = rg.tensor(MN)  # torch cannot
    got = rg.func.vmap(lambda r: r if r.sum().item() > 10 else -r)(m)
    is_(got, MN * [[-1], [1]])


def test_vmap_keeps_the_name_of_the_function(fn):
    def named(x):
        """Says what it does."""
        return x

    assert fn.vmap(named).__name__ == "named"
    assert fn.vmap(named).__doc__ == "Says what it does."


def squares(ag, **members):
    """A Function in the style that vmap of torch wants."""

    def forward(x):
        return x * x

    def setup_context(ctx, inputs, output):
        ctx.save_for_backward(inputs[0])

    def backward(ctx, grad):
        return 2 * grad * ctx.saved_tensors[0]

    own = {"forward": forward, "setup_context": setup_context, "backward": backward}
    own = {name: staticmethod(f) for name, f in own.items()}
    return type("Squares", (ag.autograd.Function,), own | members)


@pytest.mark.parametrize("rule", ["generated", "written"])
def test_vmap_of_a_function_with_a_rule_gives_what_its_forward_gives(ag, fn, m, rule):
    if rule == "generated":
        f = squares(ag, generate_vmap_rule=True).apply
    else:
        f = squares(ag, vmap=staticmethod(lambda info, in_dims, x: (x * x, in_dims[0]))).apply
    is_(fn.vmap(f)(m), MN**2)
    is_(fn.vmap(f, in_dims=1)(m), MN.T**2)
    if rule == "generated":
        is_(fn.vmap(fn.grad(lambda r: f(r).sum()))(m), 2 * MN)
    is_(fn.grad(lambda x: fn.vmap(f)(x).sum())(m), 2 * MN)
    assert ag.autograd.Function.generate_vmap_rule is False


def test_vmap_needs_no_rule_of_a_function():
    is_(rg.func.vmap(squares(rg).apply)(rg.tensor(MN)), MN**2)
