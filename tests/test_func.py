"""func: transforms that take derivatives: values, nesting, graphs and errors, as in torch.

The values are those of NumPy: derivatives of polynomials written out by hand.
"""

from __future__ import annotations

import threading
from collections import OrderedDict, defaultdict, namedtuple

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

Pair = namedtuple("Pair", "a b")
XN, YN, VN = np.array([1.0, 2.0]), np.array([[3.0], [4.0]]), np.array([0.5, -2.0])
GRADIENTS = ["grad", "grad_and_value", "jacrev", "jacfwd"]
TRANSFORMS = [*GRADIENTS, "hessian"]


@pytest.fixture
def fn(ag):
    return ag.func


@pytest.fixture
def x(ag):
    return ag.tensor(XN)


@pytest.fixture
def y(ag):
    return ag.tensor(YN)


@pytest.fixture
def v(ag):
    return ag.tensor(VN)


@pytest.fixture
def w(ag):
    return ag.tensor([5.0, 6.0], dtype=ag.float64, requires_grad=True)


def cubes(x):
    return (x**3).sum()


def fourth(x):
    return (x**4).sum()


def mixed(x, y):
    """sum_ij x_j y_i^2"""
    return (x * y * y).sum()


def is_(tensor, want, requires_grad=False):
    np.testing.assert_allclose(tensor.detach().numpy(), want, rtol=1e-12)
    assert tuple(tensor.shape) == np.shape(want)
    assert tensor.requires_grad == requires_grad


def test_it_is_there_without_an_import_of_its_own():
    run_python("""
        import sys
        import retrograd as torch
        assert {"func", "vmap", "randn"} <= set(dir(torch))
        assert {"functional", "Variable", "grad"} <= set(dir(torch.autograd))
        assert "retrograd.func" not in sys.modules
        assert torch.func.grad(torch.sin)(torch.tensor(0.0)).item() == 1.0
        assert torch.vmap is torch.func.vmap
        from retrograd.func import vmap
        try:
            torch.no_such_name
        except AttributeError as error:
            assert "no_such_name" in str(error)
    """)


# grad, grad_and_value


def test_grad_is_a_function_of_the_same_arguments(fn, x):
    def func(x, power, *, factor=1):
        """Says what it does."""
        return (x**power).sum() * factor

    gradient = fn.grad(func)
    is_(gradient(x, 3), 3 * XN**2)
    is_(gradient(x, 3, factor=2), 6 * XN**2)
    assert gradient.__name__ == "func"
    assert gradient.__doc__ == "Says what it does."
    assert not x.requires_grad


def test_grad_and_value_gives_both(fn, x):
    g, value = fn.grad_and_value(cubes)(x)
    is_(g, 3 * XN**2)
    is_(value, np.float64(9.0))


def test_argnums_choose_the_arguments(fn, x, y):
    want = [np.full(2, (YN**2).sum()), 2 * YN * XN.sum()]
    is_(fn.grad(mixed)(x, y), want[0])
    is_(fn.grad(mixed, argnums=1)(x, y), want[1])
    is_(fn.grad(mixed, argnums=-1)(x, y), want[1])
    for argnums in ((0,), (0, 1), (1, 0), (-1, 0)):
        found = fn.grad(mixed, argnums=argnums)(x, y)
        assert type(found) is tuple
        for g, i in zip(found, argnums, strict=True):
            is_(g, want[i])


@pytest.mark.parametrize("name", GRADIENTS)
@pytest.mark.parametrize("argnums", [2, -3, (0, 0), (1, -1), (), [0], "x", (0.5,)], ids=repr)
def test_argnums_that_do_not_fit_are_refused(fn, x, y, name, argnums):
    with pytest.raises(RuntimeError):
        getattr(fn, name)(mixed, argnums=argnums)(x, y)


@pytest.mark.parametrize("name", TRANSFORMS)
def test_arguments_by_keyword_do_not_count(fn, x, name):
    with pytest.raises((RuntimeError, TypeError)):
        getattr(fn, name)(cubes)(x=x)
    with pytest.raises(RuntimeError):
        getattr(fn, name)(lambda: x.sum())()


def test_arguments_may_be_containers(fn, x, y):
    dx, dy = np.full(2, (YN**2).sum()), 2 * YN * XN.sum()
    g = fn.grad(lambda d: mixed(d["a"], d["b"]))({"a": x, "b": y})
    assert type(g) is dict
    is_(g["a"], dx)
    is_(g["b"], dy)
    g = fn.grad(lambda p: mixed(p.a, p.b))(Pair(x, y))
    assert type(g) is Pair
    is_(g.b, dy)
    g = fn.grad(lambda t: mixed(t[0], t[1][0]["k"]))([x, (OrderedDict(k=y),)])
    assert type(g) is list and type(g[1]) is tuple and type(g[1][0]) is OrderedDict
    is_(g[1][0]["k"], dy)
    g = fn.grad(lambda d: cubes(d["a"]))(defaultdict(list, a=x))
    assert type(g) is defaultdict
    is_(g["a"], 3 * XN**2)
    j = fn.jacrev(lambda d: {"o": d["a"] * d["b"]})({"a": x, "b": x})
    is_(j["o"]["a"], np.diag(XN))
    assert fn.grad(lambda d: x.sum())({}) == {}


@pytest.mark.parametrize("name", GRADIENTS)
def test_aux_comes_out_beside_the_derivative(fn, x, name):
    found = getattr(fn, name)(lambda x: (cubes(x), {"k": (x * 2,)}), has_aux=True)(x)
    g, rest = found
    is_(g, 3 * XN**2)
    aux = rest[1] if name == "grad_and_value" else rest
    is_(aux["k"][0], 2 * XN)


@pytest.mark.parametrize("name", GRADIENTS)
def test_aux_must_be_there_and_hold_tensors(fn, x, name):
    for func in (
        cubes,
        lambda x: (cubes(x), x, x),
        lambda x: [cubes(x), x],
        lambda x: (cubes(x), 3.0),
        lambda x: (cubes(x), {"k": None}),
    ):
        with pytest.raises(RuntimeError):
            getattr(fn, name)(func, has_aux=True)(x)


@pytest.mark.parametrize("name", ["grad", "grad_and_value"])
def test_grad_is_of_one_0d_tensor(fn, x, name):
    for func in (
        lambda x: x * x,
        lambda x: x[:1],
        lambda x: (cubes(x),),
        lambda x: {"k": cubes(x)},
        lambda x: None,
        lambda x: 3.0,
    ):
        with pytest.raises(RuntimeError):
            getattr(fn, name)(func)(x)


@pytest.mark.parametrize("name", TRANSFORMS)
def test_arguments_must_be_floating_tensors(ag, fn, x, name):
    transform = getattr(fn, name)
    with pytest.raises((RuntimeError, ValueError)):
        transform(lambda x: (x * 2).sum())(ag.tensor([1, 2]))
    for wrong in (3, None, {"a": 3.0}, "x"):
        with pytest.raises((ValueError, AttributeError)):
            transform(lambda x: x)(wrong)


def test_what_a_result_does_not_depend_on_has_gradient_zero(ag, fn, x, y):
    is_(fn.grad(lambda x: ag.ones(()))(x), np.zeros(2))
    is_(fn.grad(lambda x: cubes(x.detach()))(x), np.zeros(2))
    is_(fn.grad(lambda x, y: cubes(x), argnums=(0, 1))(x, y)[1], np.zeros((2, 1)))
    is_(fn.grad(lambda x: x.sum().long())(x), np.zeros(2))
    is_(fn.jacfwd(lambda x: ag.ones(3).double())(x), np.zeros((3, 2)))
    is_(fn.jacrev(lambda x: ag.ones(3).double())(x), np.zeros((3, 2)))
    is_(fn.grad(fn.grad(lambda s: s * 3))(x[0]), np.float64(0))
    is_(fn.hessian(lambda x: (x * 3).sum())(x), np.zeros((2, 2)))


@pytest.mark.parametrize("name", ["grad", "grad_and_value", "jacrev"])
def test_a_function_may_not_write_to_its_arguments(fn, x, name):
    def write(x):
        return x.mul_(2).sum()

    with pytest.raises(RuntimeError):
        getattr(fn, name)(write)(x)
    with pytest.raises(RuntimeError):
        getattr(fn, name)(write)(x.clone().requires_grad_() * 1)


def test_a_function_may_write_to_what_it_made(fn, x):
    def func(x):
        z = x * 1
        z[0] = x[1] * 3
        return (z * z).sum()  # 10 x_1^2

    is_(fn.grad(func)(x), np.array([0.0, 40.0]))
    is_(fn.hessian(func)(x), np.array([[0.0, 0.0], [0.0, 20.0]]))


# vjp


def test_vjp_gives_a_function_that_can_be_called_again(fn, x, y, v):
    out, pull = fn.vjp(lambda x: x * x, x)
    is_(out, XN**2)
    for factor in (1, 2):
        found = pull(v * factor)
        assert type(found) is tuple
        is_(found[0], factor * VN * 2 * XN)
    out, pull, aux = fn.vjp(lambda x, y: ({"o": (x * y, x.sum())}, y), x, y, has_aux=True)
    is_(aux, YN)
    u = {"o": (out["o"][0].detach() * 0 + 1, x[0] * 10)}
    gx, gy = pull(u)
    is_(gx, np.full(2, YN.sum() + 10))
    is_(gy, np.full((2, 1), XN.sum()))


def test_vjp_keeps_the_structure_of_the_primals(fn, x):
    out, pull = fn.vjp(lambda d, t: d["a"] * t[0], {"a": x}, (x,))
    first, second = pull(out)
    is_(first["a"], XN**3)
    is_(second[0], XN**3)
    assert fn.vjp(lambda: x)[1](x) == ()


def test_cotangents_must_be_like_the_output(ag, fn, x):
    _, pull = fn.vjp(lambda x: x * x, x)
    for wrong in (ag.ones(3), ag.ones(1), (x,), [x], {"a": x}):
        with pytest.raises(RuntimeError):
            pull(wrong)
    with pytest.raises(TypeError):
        pull(2.0)
    with pytest.raises(TypeError):
        pull()
    _, pull = fn.vjp(lambda x: {"a": x * x}, x)
    with pytest.raises(RuntimeError):
        pull({"b": x})
    _, pull = fn.vjp(lambda x: (x * x, x.sum()), x)
    with pytest.raises(RuntimeError):
        pull([x, x[0]])
    if ag is rg:  # torch does not look where there is no gradient
        with pytest.raises(RuntimeError):
            fn.vjp(lambda x: ag.ones(2), x)[1](ag.ones(3))


@pytest.mark.parametrize("name", ["vjp", "jacrev", "jacfwd"])
def test_outputs_must_be_tensors(fn, x, name):
    for result in (None, 3.0, (x, 3.0), ()):
        with pytest.raises(RuntimeError):
            if name == "vjp":
                fn.vjp(lambda x, result=result: result, x)
            else:
                getattr(fn, name)(lambda x, result=result: result)(x)


def test_outputs_of_reverse_mode_must_be_floating(fn, x):
    for run in (
        lambda: fn.vjp(lambda x: x.long(), x),
        lambda: fn.jacrev(lambda x: (x * x, x.long()))(x),
        lambda: fn.hessian(lambda x: x.sum().long())(x),
    ):
        with pytest.raises(RuntimeError):
            run()


def test_functions_that_transforms_return_can_be_called_by_threads():
    x, v = rg.tensor(XN), rg.tensor(VN)
    _, pull = rg.func.vjp(lambda x: x**3, x)
    _, push = rg.func.linearize(lambda x: x**3, x)
    found = []

    def work():
        for _ in range(100):
            found.extend((pull(v)[0], push(v)))

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 800
    for g in found:
        is_(g, 3 * XN**2 * VN)


# jvp, linearize


def test_jvp_pushes_tangents(ag, fn, x, y, v):
    out, t = fn.jvp(lambda x: x**3, (x,), (v,))
    is_(out, XN**3)
    is_(t, 3 * XN**2 * VN)
    ones = ag.ones(2, 1).double()
    out, t = fn.jvp(lambda x, y: {"o": (x * y, x.sum())}, (x, y), (v, ones))
    is_(out["o"][0], XN * YN)
    is_(t["o"][0], VN * YN + XN)
    is_(t["o"][1], VN.sum())
    out, t, aux = fn.jvp(lambda x: (x * x, {"k": x * 3}), (x,), (v,), has_aux=True)
    is_(t, 2 * XN * VN)
    is_(aux["k"], 3 * XN)
    is_(fn.jvp(lambda d: d["a"] * 2, ({"a": x},), ({"a": v},))[1], 2 * VN)


def test_jvp_of_what_does_not_depend_is_zero_or_strictly_an_error(ag, fn, x, v):
    def constant(x):
        return ag.ones(2).double()

    is_(fn.jvp(constant, (x,), (v,))[1], np.zeros(2))
    _, (a, b) = fn.jvp(lambda x: (x * x, x.long()), (x,), (v,))
    is_(a, 2 * XN * VN)
    assert b.dtype == ag.int64
    assert b.tolist() == [0, 0]
    with pytest.raises(RuntimeError):
        fn.jvp(constant, (x,), (v,), strict=True)
    is_(fn.jvp(lambda x: x * 3, (x,), (v,), strict=True)[1], 3 * VN)


def test_primals_and_tangents_must_fit(ag, fn, x, v):
    def square(x):
        return x * x

    for primals, tangents in (
        (x, v),
        ([x], [v]),
        ((x,), v),
        ((x,), (v, v)),
        ((x,), (ag.ones(3),)),
        ((x,), (ag.ones(1),)),
        ((), ()),
        ((2.0,), (1.0,)),
    ):
        with pytest.raises(RuntimeError):
            fn.jvp(square, primals, tangents)
    with pytest.raises(RuntimeError):
        fn.jvp(lambda x: ag.ones(2), (x,), (ag.ones(3),))
    i = ag.tensor([1, 2])
    for primals, tangents in (((i,), (i,)), ((x,), (i,))):
        with pytest.raises(ValueError):
            fn.jvp(square, primals, tangents)
    for result in (None, 3.0):
        with pytest.raises(RuntimeError):
            fn.jvp(lambda x, result=result: result, (x,), (v,))


def test_linearize_calls_the_function_once(ag, fn, x, y, v):
    calls = []

    def func(x, d):
        calls.append(1)
        return x * d["y"], {"k": x.sum()}

    out, push = fn.linearize(func, x, {"y": y})
    made = len(calls)
    is_(out[0], XN * YN)
    ones = ag.ones(2, 1).double()
    for factor in (1, 2):
        t = push(v * factor, {"y": ones})
        is_(t[0], factor * VN * YN + XN)
        is_(t[1]["k"], factor * VN.sum())
    assert len(calls) == made
    for wrong in ((v,), (v, ones), (ag.ones(3).double(), {"y": ones}), (v.float(), {"y": ones})):
        with pytest.raises(RuntimeError):
            push(*wrong)


# jacrev, jacfwd, hessian


@pytest.mark.parametrize("name", ["jacrev", "jacfwd"])
def test_jacobians_join_the_shapes_of_output_and_argument(ag, fn, x, y, name):
    jac = getattr(fn, name)
    is_(jac(lambda x: x**3)(x), np.diag(3 * XN**2))
    is_(jac(cubes)(x), 3 * XN**2)
    out = jac(lambda x, y: (x * y, [x.sum()]), argnums=(0, 1))(x, y)
    assert type(out) is tuple and type(out[0]) is tuple and type(out[1]) is list
    is_(out[0][0], np.einsum("ik,jl->ijl", YN, np.eye(2)))
    is_(out[0][1], np.einsum("j,ik->ijk", XN, np.eye(2))[..., None])
    is_(out[1][0][0], np.ones(2))
    is_(out[1][0][1], np.zeros((2, 1)))
    is_(jac(lambda x: x[:0])(x), np.zeros((0, 2)))
    is_(jac(lambda s: s.reshape(1, 1).expand(2, 3))(x[1]), np.ones((2, 3)))
    is_(jac(cubes)(ag.ones(0).double()), np.zeros(0))


def test_jacobians_by_rows_and_columns_have_the_types_of_their_ends(ag, fn, x):
    single = x.float()
    assert fn.jacrev(lambda x: x.double() * 2)(single).dtype == ag.float32
    assert fn.jacfwd(lambda x: x.double() * 2)(single).dtype == ag.float64


@pytest.mark.parametrize("size", [0, -1])
def test_a_chunk_size_is_positive(fn, x, size):
    is_(fn.jacrev(lambda x: x * x, chunk_size=1)(x), np.diag(2 * XN))
    is_(fn.vmap(lambda x: x * x, chunk_size=1)(x), XN**2)
    with pytest.raises(ValueError):
        fn.jacrev(cubes, chunk_size=size)
    with pytest.raises(ValueError):
        fn.vmap(cubes, chunk_size=size)


def test_a_hessian_has_blocks_for_pairs_of_arguments(fn, x, y):
    is_(fn.hessian(cubes)(x), np.diag(6 * XN))
    is_(fn.hessian(lambda x: x**3)(x), 6 * np.einsum("i,ij,ik->ijk", XN, np.eye(2), np.eye(2)))
    h = fn.hessian(mixed, argnums=(0, 1))(x, y)
    is_(h[0][0], np.zeros((2, 2)))
    is_(h[0][1], np.broadcast_to(2 * YN, (2, 2, 1)))
    is_(h[1][0], np.broadcast_to(2 * YN[:, :, None], (2, 1, 2)))
    is_(h[1][1], (2 * XN.sum() * np.eye(2))[:, None, :, None])


# Nesting


def test_transforms_nest(ag, fn, x, y, v):
    s = ag.tensor(2.0, dtype=ag.float64)
    is_(fn.grad(fn.grad(fn.grad(lambda s: s**4)))(s), np.float64(48))
    is_(fn.grad(lambda x: fn.grad(fourth)(x).sum())(x), 12 * XN**2)
    is_(fn.grad(lambda y: fn.grad(mixed)(x, y).sum())(y), 4 * YN)
    is_(fn.jacrev(fn.grad(mixed), argnums=1)(x, y), np.broadcast_to(2 * YN, (2, 2, 1)))
    for outer in (fn.jacrev, fn.jacfwd):
        is_(outer(fn.grad(fourth))(x), np.diag(12 * XN**2))
        for inner in (fn.jacrev, fn.jacfwd):
            j = outer(inner(lambda x: x**3))(x)
            is_(j, 6 * np.einsum("i,ij,ik->ijk", XN, np.eye(2), np.eye(2)))
    third = fn.jacrev(fn.jacfwd(fn.grad(fourth)))(x)
    is_(third, 24 * np.einsum("i,ij,ik->ijk", XN, np.eye(2), np.eye(2)))
    is_(fn.grad(lambda x: fn.hessian(fourth)(x).sum())(x), 24 * XN)
    is_(fn.hessian(lambda x: fn.grad(fourth)(x).sum())(x), np.diag(24 * XN))


def test_products_nest(ag, fn, x, v):
    def cube(x):
        return x**3

    ones = ag.ones(2).double()
    is_(fn.jvp(lambda x: fn.jvp(cube, (x,), (ones,))[1], (x,), (v,))[1], 6 * XN * VN)
    is_(fn.jvp(fn.grad(fourth), (x,), (v,))[1], 12 * XN**2 * VN)
    is_(fn.grad(lambda x: fn.jvp(cube, (x,), (x,))[1].sum())(x), 9 * XN**2)
    is_(fn.grad(lambda x: fn.vjp(cube, x)[1](x)[0].sum())(x), 9 * XN**2)
    is_(fn.jvp(lambda x: fn.vjp(cube, x)[1](v)[0], (x,), (v,))[1], 6 * XN * VN**2)
    is_(fn.grad(lambda b: fn.vjp(lambda a: (a * b).sum(), x)[1](b[0])[0].sum())(x), [4.0, 1.0])


def test_an_inner_derivative_does_not_see_the_outer_variable(ag, fn):
    s = ag.tensor(2.0, dtype=ag.float64)

    def func(x):
        return x * fn.grad(lambda y: x * y)(s * 5)  # x * x, whatever the 10 is

    for transform in (fn.grad, fn.jacfwd, fn.jacrev):
        is_(transform(func)(s), np.float64(4))
    is_(fn.jvp(func, (s,), (s,))[1], np.float64(8))


def test_a_gradient_taken_without_recording_is_a_constant(ag, fn, x):
    def func(x):
        with ag.no_grad():
            g = fn.grad(cubes)(x)
        return (g * x).sum()

    is_(fn.grad(func)(x), 3 * XN**2)


# The graph of the program around


@pytest.mark.parametrize("name", TRANSFORMS)
def test_results_are_tied_to_what_they_depend_on_outside(ag, fn, x, w, name):
    transform = getattr(fn, name)

    def first(result):
        return result[0] if isinstance(result, tuple) else result

    def by_w(x):
        return (x * x * w).sum()

    assert not first(transform(cubes)(x)).requires_grad
    assert first(transform(cubes)(x)).is_leaf
    assert first(transform(fourth)(x.clone().requires_grad_())).requires_grad
    assert first(transform(by_w)(x)).requires_grad
    assert not first(transform(lambda x: cubes(x) + w.sum())(x)).requires_grad
    with ag.no_grad():
        g = first(transform(by_w)(x.clone().requires_grad_()))
    assert not g.requires_grad
    is_(g, np.diag([10.0, 12.0]) if name == "hessian" else 2 * XN * [5, 6])


def test_values_and_aux_are_tied_too(fn, x, w):
    g, value = fn.grad_and_value(lambda x: cubes(x) + w.sum())(x)
    is_(g, 3 * XN**2)
    is_(value, np.float64(20), requires_grad=True)
    value.backward()
    assert w.grad.tolist() == [1.0, 1.0]
    g, aux = fn.grad(lambda x: ((h := x * x).sum(), (h * w, h)), has_aux=True)(x)
    is_(aux[1], XN**2)
    w.grad = None
    aux[0].sum().backward()
    is_(w.grad, XN**2)
    is_(fn.vjp(lambda x: x * w, x)[0], XN * [5, 6], requires_grad=True)
    is_(fn.jvp(lambda x: x * w, (x,), (x,))[0], XN * [5, 6], requires_grad=True)


def test_gradients_of_the_program_flow_through_transforms(ag, fn, w):
    x = ag.tensor(XN, requires_grad=True)

    def outside(result, *by):
        return ag.autograd.grad(result.sum(), by)

    is_(outside(fn.grad(fourth)(x), x)[0], 12 * XN**2)
    is_(outside(fn.hessian(fourth)(x), x)[0], 24 * XN)
    for jac in (fn.jacrev, fn.jacfwd):
        gx, gw = outside(jac(lambda x: x * x * w)(x), x, w)
        is_(gx, 2 * np.array([5.0, 6.0]))
        is_(gw, 2 * XN)
    gx, gw = outside(fn.jvp(lambda x: x**3, (x,), (w,))[1], x, w)
    is_(gx, 6 * XN * [5, 6])
    is_(gw, 3 * XN**2)
    gx, gw = outside(fn.vjp(lambda x: x**3, x)[1](w)[0], x, w)
    is_(gx, 6 * XN * [5, 6])
    is_(gw, 3 * XN**2)
    assert x.grad is None
    x = x.detach()
    (gw,) = outside(fn.jvp(lambda x: x**3, (x,), (w,))[1], w)
    is_(gw, 3 * XN**2)
    (gw,) = outside(fn.vjp(lambda x: x**3, x)[1](w)[0], w)
    is_(gw, 3 * XN**2)


def test_a_graph_that_no_one_else_needs_is_let_go(counts):
    x = rg.tensor(XN)

    def kept(g):
        return g[0] if isinstance(g, tuple) else g

    before = counts()[1]
    results = [kept(getattr(rg.func, name)(cubes)(x)) for name in TRANSFORMS]
    assert counts()[1] == before
    assert not any(g.requires_grad for g in results)


@pytest.mark.parametrize("name", TRANSFORMS)
def test_an_exception_of_the_function_leaves_recording_as_it_was(ag, fn, x, name):
    with ag.no_grad():
        with pytest.raises(ZeroDivisionError):
            getattr(fn, name)(lambda x: 1 / 0)(x)
        assert not ag.is_grad_enabled()


def test_trees_are_taken_apart_and_put_together():
    from collections import OrderedDict

    from retrograd.utils import _pytree

    tree = {"a": [1, (2, None)], "b": OrderedDict(c=3)}
    leaves, spec = _pytree.tree_flatten(tree)
    assert leaves == _pytree.tree_leaves(tree) == [1, 2, None, 3] and spec.num_leaves == 4
    assert _pytree.tree_unflatten(leaves, spec) == tree
    assert _pytree.tree_map_only(int, str, tree) == {"a": ["1", ("2", None)], "b": {"c": "3"}}
    assert type(_pytree.tree_map(str, tree)["b"]) is OrderedDict
    assert _pytree.tree_map(lambda x, y: x * y, (1, [2]), (3, [4])) == (3, [8])
    assert _pytree.tree_any(lambda x: x is None, tree) and not _pytree.tree_all(bool, tree)
    with pytest.raises(ValueError, match="3 leaves for containers of 4"):
        _pytree.tree_unflatten(leaves[1:], spec)
    with pytest.raises(ValueError, match="built differently"):
        _pytree.tree_map(str, (1, 2), [1, 2])
