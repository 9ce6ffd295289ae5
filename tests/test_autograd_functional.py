"""autograd.functional: values, nesting, graphs, strict and every error, as in torch.

The values are those of NumPy: derivatives of polynomials written out by hand.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

PRODUCTS = ["vjp", "jvp", "vhp", "hvp"]
XN, YN, VN = np.array([1.0, 2.0]), np.array([[3.0], [4.0]]), np.array([0.5, -2.0])


@pytest.fixture
def fn(ag):
    return ag.autograd.functional


@pytest.fixture
def x(ag):
    return ag.tensor(XN)


@pytest.fixture
def y(ag):
    return ag.tensor(YN)


@pytest.fixture
def v(ag):
    return ag.tensor(VN)


def cubes(x):
    return (x**3).sum()


def is_(tensor, want, requires_grad=False):
    np.testing.assert_allclose(tensor.detach().numpy(), want, rtol=1e-12)
    assert tuple(tensor.shape) == np.shape(want)
    assert tensor.requires_grad == requires_grad


def product(fn, name, x, v, **how):
    """One of the four, of a function that it can take."""
    return getattr(fn, name)(cubes if name in ("vhp", "hvp") else lambda x: x**3, x, v, **how)


def test_it_is_there_without_an_import_of_its_own():
    run_python("""
        import sys
        import retrograd as torch
        assert "retrograd.autograd.functional" not in sys.modules
        torch.autograd.functional.jacobian
        from retrograd.autograd import functional
        assert functional is torch.autograd.functional
    """)


# Values and nesting


@pytest.mark.parametrize("vectorize", [False, True])
def test_a_jacobian_has_the_nesting_of_outputs_and_inputs(fn, x, y, vectorize):
    how = {"vectorize": vectorize}
    is_(fn.jacobian(lambda x: x * x, x, **how), np.diag(2 * XN))
    (row,) = fn.jacobian(lambda x: x * x, (x,), **how)
    is_(row, np.diag(2 * XN))
    (whole,) = fn.jacobian(lambda x: (x * x,), x, **how)
    is_(whole, np.diag(2 * XN))

    rows = fn.jacobian(lambda x, y: (x * y, x.sum()), (x, y), **how)
    assert type(rows) is tuple
    assert [type(row) for row in rows] == [tuple, tuple]
    is_(rows[0][0], np.einsum("ik,jl->ijl", YN, np.eye(2)))
    is_(rows[0][1], np.einsum("j,ik->ijk", XN, np.eye(2))[..., None])
    is_(rows[1][0], np.ones(2))
    is_(rows[1][1], np.zeros((2, 1)))


def test_shapes_of_a_jacobian_join_output_and_input(ag, fn):
    for out, inn in (((), ()), ((2,), ()), ((), (3,)), ((2, 1), (3, 2))):
        z = ag.ones(inn, dtype=ag.float64)
        j = fn.jacobian(lambda z, out=out: z.sum().expand(out) * 2, z)
        is_(j, np.full(out + inn, 2.0))


def test_empty_outputs_and_inputs_have_empty_jacobians():
    fn = rg.autograd.functional  # torch raises
    assert fn.jacobian(lambda x: x[:0], rg.ones(2)).shape == (0, 2)
    assert fn.jacobian(lambda x: x.sum(), rg.ones(0)).shape == (0,)
    assert fn.hessian(lambda x: (x * x).sum(), rg.ones(0)).shape == (0, 0)


def test_a_jacobian_has_the_type_of_the_input(ag, fn, x):
    single = x.float()
    assert fn.jacobian(lambda x: x.double() * 2, single).dtype == ag.float32
    a, b = fn.jacobian(lambda x, y: x * y, (single, x))
    assert (a.dtype, b.dtype) == (ag.float32, ag.float64)
    assert fn.jacobian(lambda x: x.long(), single).dtype == ag.float32


@pytest.mark.parametrize("vectorize", [False, True])
def test_a_hessian_has_blocks_for_pairs_of_inputs(fn, x, y, vectorize):
    how = {"vectorize": vectorize}
    is_(fn.hessian(cubes, x, **how), np.diag(6 * XN))
    ((block,),) = fn.hessian(cubes, (x,), **how)
    is_(block, np.diag(6 * XN))
    is_(fn.hessian(lambda x: cubes(x).reshape(1, 1), x, **how), np.diag(6 * XN))

    h = fn.hessian(lambda x, y: (x * y * y).sum(), (x, y), **how)  # sum_ij x_j y_i^2
    is_(h[0][0], np.zeros((2, 2)))
    is_(h[0][1], np.broadcast_to(2 * YN, (2, 2, 1)))
    is_(h[1][0], np.broadcast_to(2 * YN[:, :, None], (2, 1, 2)))
    is_(h[1][1], (2 * XN.sum() * np.eye(2))[:, None, :, None])


def test_products_are_those_with_the_jacobian(ag, fn, x, y, v):
    out, got = fn.vjp(lambda x: x**3, x, v)
    is_(out, XN**3)
    is_(got, VN * 3 * XN**2)
    out, got = fn.jvp(lambda x: x**3, x, v)
    is_(out, XN**3)
    is_(got, VN * 3 * XN**2)

    def both(x, y):
        return x * y, x.sum()

    u = (ag.tensor([[1.0, 2.0], [3.0, 4.0]]).double(), ag.tensor(10.0).double())
    outs, grads = fn.vjp(both, (x, y), u)
    assert type(outs) is tuple and type(grads) is tuple
    is_(grads[0], np.array([1 * 3 + 3 * 4 + 10, 2 * 3 + 4 * 4 + 10.0]))
    is_(grads[1], np.array([[1 + 2 * 2], [3 + 4 * 2.0]]))
    outs, pushed = fn.jvp(both, (x, y), (v, ag.ones(2, 1).double()))
    assert type(outs) is tuple and type(pushed) is tuple
    is_(outs[0], XN * YN)
    is_(pushed[0], VN * YN + XN)
    is_(pushed[1], VN.sum())


@pytest.mark.parametrize("name", ["vhp", "hvp"])
def test_products_are_those_with_the_hessian(ag, fn, x, y, v, name):
    out, got = getattr(fn, name)(cubes, x, v)
    is_(out, (XN**3).sum())
    is_(got, 6 * XN * VN)
    ones = ag.ones(2, 1).double()
    _, got = getattr(fn, name)(lambda x, y: (x * y * y).sum(), (x, y), (v, ones))
    is_(got[0], np.full(2, (2 * YN).sum()))
    is_(got[1], 2 * YN * VN.sum() + 2 * XN.sum())


@pytest.mark.parametrize("name", PRODUCTS)
def test_v_may_be_left_out_for_one_element(ag, fn, name):
    for shape in ((), (1,)):
        z = ag.full(shape, 2.0, dtype=ag.float64)
        _, got = product(fn, name, z, None)
        is_(got, np.full(shape, 12.0))


def test_independent_derivatives_are_zero(ag, fn, x, y, v):
    for func in (lambda x: ag.ones(2).double(), lambda x: x.detach() * 1):
        is_(fn.jacobian(func, x), np.zeros((2, 2)))
        is_(fn.vjp(func, x, v)[1], np.zeros(2))
        is_(fn.jvp(func, x, v)[1], np.zeros(2))
    is_(fn.hessian(lambda x: (x * 3).sum(), x), np.zeros((2, 2)))
    for name in ("vhp", "hvp"):
        is_(getattr(fn, name)(lambda x: (x * 3).sum(), x, v)[1], np.zeros(2))
        is_(getattr(fn, name)(lambda x, y: cubes(x), (x, y), (v, y))[1][1], np.zeros((2, 1)))


# Graphs


def test_results_are_detached_and_inputs_untouched(ag, fn, x, v):
    x.requires_grad_()
    w = ag.tensor(VN, requires_grad=True)
    assert not fn.jacobian(lambda x: x * w, x).requires_grad
    assert not fn.hessian(lambda x: (x * x * w).sum(), x).requires_grad
    for name in PRODUCTS:
        out, got = product(fn, name, x, w)
        assert not out.requires_grad
        assert not got.requires_grad
    assert fn.vjp(lambda x: x, x, v)[0] is not x
    assert x.grad is None and w.grad is None
    assert x.is_leaf


def test_create_graph_ties_results_to_inputs_vectors_and_closures(ag, fn):
    x = ag.tensor(XN, requires_grad=True)
    w = ag.tensor(VN, requires_grad=True)

    def grads(of, by):
        return ag.autograd.grad(of.sum(), by)

    (g,) = grads(fn.jacobian(lambda x: x**3, x, create_graph=True), [x])
    is_(g, 6 * XN)
    (g,) = grads(fn.hessian(lambda x: (x**4).sum(), x, create_graph=True), [x])
    is_(g, 24 * XN)
    (g,) = grads(fn.jacobian(lambda z: z * z * w, x.detach(), create_graph=True), [w])
    is_(g, 2 * XN)
    for name in PRODUCTS:
        power = 4 if name in ("vhp", "hvp") else 3  # both: c x^2 v
        c = 12 if power == 4 else 3

        def func(x, power=power):
            return (x**power).sum() if power == 4 else x**power

        out, got = getattr(fn, name)(func, x, w, create_graph=True)
        assert out.requires_grad
        gx, gw = grads(got, [x, w])
        is_(gx, 2 * c * XN * VN)
        is_(gw, c * XN**2)


def test_recording_may_be_off_outside(ag, fn, v):
    x = ag.tensor(XN, requires_grad=True)
    with ag.no_grad():
        is_(fn.jacobian(lambda x: x * x, x), np.diag(2 * XN))
        is_(fn.hessian(cubes, x), np.diag(6 * XN))
        for name in PRODUCTS:
            product(fn, name, x, v)
            assert product(fn, name, x, v, create_graph=True)[1].requires_grad


def test_functions_nest(ag, fn, x, v):
    def slope(x):
        return fn.jacobian(cubes, x, create_graph=True)

    is_(fn.jacobian(slope, x), np.diag(6 * XN))

    def second(x):
        return fn.jacobian(slope, x, create_graph=True).sum()

    is_(fn.jacobian(second, x), np.full(2, 6.0))
    _, got = fn.jvp(lambda x: fn.hvp(lambda x: (x**4).sum(), x, v, create_graph=True)[1], x, v)
    is_(got, 24 * XN * VN**2)


def test_the_function_may_not_write_to_its_inputs(fn, x):
    with pytest.raises(RuntimeError):
        fn.jacobian(lambda x: x.mul_(2), x)


# strict


def test_strict_passes_what_depends_on_every_input(fn, x, y, v):
    is_(fn.jacobian(lambda x: x * x, x, strict=True), np.diag(2 * XN))
    is_(fn.hessian(cubes, x, strict=True), np.diag(6 * XN))
    for name in PRODUCTS:
        product(fn, name, x, v, strict=True)


def test_strict_refuses_what_does_not(ag, fn, x, y, v):
    def constant(x):
        return ag.ones(2).double()

    def linear(x):
        return (x * 3).sum()

    for run in (
        lambda: fn.jacobian(constant, x, strict=True),
        lambda: fn.jacobian(lambda x, y: x * x, (x, y), strict=True),
        lambda: fn.jacobian(lambda x: (x * x, constant(x)), x, strict=True),
        lambda: fn.vjp(lambda x: (x * x, constant(x)), x, (v, v), strict=True),
        lambda: fn.jvp(lambda x: (x * x, constant(x)), x, v, strict=True),
        lambda: fn.jacobian(lambda x: x * 3, x.requires_grad_(), create_graph=True, strict=True),
        lambda: fn.hessian(linear, x, strict=True),
        lambda: fn.hessian(lambda x, y: cubes(x) + y.sum(), (x, y), strict=True),
        lambda: fn.vjp(constant, x, v, strict=True),
        lambda: fn.vjp(lambda x: x * 3, x.requires_grad_(), v, create_graph=True, strict=True),
        lambda: fn.vjp(lambda x, y: x * x, (x, y), v, strict=True),
        lambda: fn.jvp(constant, x, v, strict=True),
        lambda: fn.jvp(lambda x, y: x * x, (x, y), (v, y), strict=True),
        lambda: fn.vhp(linear, x, v, strict=True),
        lambda: fn.hvp(linear, x, v, strict=True),
        lambda: fn.vhp(lambda x, y: cubes(x), (x, y), (v, y), strict=True),
        lambda: fn.hvp(lambda x, y: cubes(x), (x, y), (v, y), strict=True),
    ):
        with pytest.raises(RuntimeError):
            run()


def test_strict_with_vectorize_is_refused(fn, x):
    with pytest.raises(RuntimeError):
        fn.jacobian(lambda x: x, x, strict=True, vectorize=True)
    with pytest.raises(RuntimeError):
        fn.hessian(cubes, x, strict=True, vectorize=True)


# Errors


@pytest.mark.parametrize("result", [None, 3.0, [], "x"], ids=repr)
def test_outputs_must_be_tensors(fn, x, v, result):
    for run in (
        lambda: fn.jacobian(lambda x: result, x),
        lambda: fn.jacobian(lambda x: (x, result), x),
        lambda: fn.hessian(lambda x: result, x),
        lambda: fn.vjp(lambda x: result, x, v),
        lambda: fn.jvp(lambda x: (x, result), x, v),
        lambda: fn.vhp(lambda x: result, x, v),
        lambda: fn.hvp(lambda x: result, x, v),
    ):
        with pytest.raises(TypeError):
            run()


@pytest.mark.parametrize("inputs", [3.0, None, [1.0], (1.0,)], ids=repr)
def test_inputs_must_be_tensors(fn, v, inputs):
    for name in ("jacobian", "hessian"):
        with pytest.raises(TypeError):
            getattr(fn, name)(lambda x: x, inputs)
    for name in PRODUCTS:
        with pytest.raises(TypeError):
            getattr(fn, name)(lambda x: x, inputs, v)


def test_inputs_must_be_floating(ag, fn):
    for name in ("jacobian", "hessian"):
        with pytest.raises(RuntimeError):
            getattr(fn, name)(lambda x: x.sum(), ag.tensor([1, 2]))


@pytest.mark.parametrize("name", PRODUCTS)
def test_v_must_fit(ag, fn, x, y, v, name):
    for wrong in (None, ag.ones(3), ag.ones(1), ag.ones(()), (v, v)):
        with pytest.raises(RuntimeError, match=r"\bv\b|The"):
            product(fn, name, x, wrong)
    for wrong in ([v], 2.0):
        with pytest.raises(TypeError):
            product(fn, name, x, wrong)
    with pytest.raises(RuntimeError):
        getattr(fn, name)(lambda x, y: (x.sum(), y.sum()), (x, y))
    product(fn, name, x, (v,))


def test_a_hessian_is_of_one_tensor_of_one_element(fn, x, v):
    for func in (lambda x: x * x, lambda x: (cubes(x),), lambda x: (cubes(x), cubes(x))):
        for run in (
            lambda func=func: fn.hessian(func, x),
            lambda func=func: fn.vhp(func, x, v),
            lambda func=func: fn.hvp(func, x, v),
        ):
            with pytest.raises(RuntimeError):
                run()


@pytest.mark.parametrize("strategy", ["reverse-mode", "forward-mode"])
def test_both_strategies_give_the_same(fn, x, y, strategy):
    def parts(x, y):
        return x.sum() * y, x * x

    how = {"vectorize": True, "strategy": strategy}
    is_(fn.jacobian(lambda x: x * x, x, **how), np.diag(2 * XN))
    is_(fn.jacobian(lambda x: x * x, x[0], **how), 2.0)
    ((yx, yy), (xx, xy)) = fn.jacobian(parts, (x, y), **how)
    is_(yx, np.broadcast_to(YN[:, :, None], (2, 1, 2)))
    is_(yy, 3.0 * np.eye(2).reshape(2, 1, 2, 1))
    is_(xx, np.diag(2 * XN))
    is_(xy, np.zeros((2, 2, 1)))
    (whole,) = fn.jacobian(lambda x: x * x, (x,), **how)
    is_(whole, np.diag(2 * XN))
    is_(fn.jacobian(lambda x: x.detach() * 1, x, **how), np.zeros((2, 2)))


@pytest.mark.parametrize("strategy", ["reverse-mode", "forward-mode"])
def test_a_hessian_by_both_strategies(fn, x, y, strategy):
    def mixed(x, y):
        return cubes(x) * y.sum()

    how = {"vectorize": True, "outer_jacobian_strategy": strategy}
    found = fn.hessian(cubes, x, **how)
    is_(found.detach(), np.diag(6 * XN))
    ((xx, xy), (yx, yy)) = fn.hessian(mixed, (x, y), **how)
    is_(xx.detach(), np.diag(6 * XN) * 7)
    is_(xy.detach(), np.broadcast_to((3 * XN**2)[:, None, None], (2, 2, 1)))
    is_(yx.detach(), np.broadcast_to(3 * XN**2, (2, 1, 2)))
    is_(yy.detach(), np.zeros((2, 1, 2, 1)))


def test_forward_mode_by_elements_too_and_with_a_graph():
    fn, x = rg.autograd.functional, rg.tensor(XN, requires_grad=True)
    is_(fn.jacobian(lambda x: x**3, x, strategy="forward-mode"), np.diag(3 * XN**2))
    found = fn.jacobian(lambda x: x**3, x, create_graph=True, strategy="forward-mode")
    is_(rg.autograd.grad(found.sum(), x)[0], 6 * XN)
    second = fn.hessian(cubes, x, create_graph=True, outer_jacobian_strategy="forward-mode")
    is_(rg.autograd.grad(second.sum(), x)[0], [6.0, 6.0])
    wide = fn.jacobian(lambda x: x.double(), rg.ones(2), strategy="forward-mode")
    assert wide.dtype == rg.float64
    is_(fn.jacobian(rg.exp, x[:0], strategy="forward-mode"), np.zeros((0, 0)))


def test_forward_mode_uses_the_jvp_of_a_function():
    class Odd(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.clone()

        @staticmethod
        def backward(ctx, grad):
            return grad

        @staticmethod
        def jvp(ctx, tangent):
            return 7 * tangent

    fn = rg.autograd.functional
    is_(fn.jacobian(Odd.apply, rg.tensor(XN), strategy="forward-mode"), 7 * np.eye(2))


def test_forward_mode_does_not_nest_and_is_not_strict(fn, fw, x):
    how = {"vectorize": True, "strategy": "forward-mode"}
    with fw.dual_level(), pytest.raises(RuntimeError):
        fn.jacobian(lambda x: x * x, x, **how)
    for more in ({"vectorize": True}, {"vectorize": False}):
        with pytest.raises(RuntimeError, match="strict=True"):
            fn.jacobian(lambda x: x, x, strict=True, strategy="forward-mode", **more)
    with pytest.raises(TypeError):
        fn.jacobian(lambda x: 3, x, **how)
    for call in (
        lambda: fn.jacobian(lambda x: x, x, strategy="sideways"),
        lambda: fn.hessian(cubes, x, outer_jacobian_strategy="sideways"),
    ):
        with pytest.raises(AssertionError, match="strategy"):
            call()


def test_an_exception_of_the_function_leaves_recording_as_it_was(ag, fn, x):
    with ag.no_grad():
        with pytest.raises(ZeroDivisionError):
            fn.jacobian(lambda x: 1 / 0, x)
        assert not ag.is_grad_enabled()
