"""Sums of products, sums with products, chains and distances: what rows of a table do not say."""

from __future__ import annotations

import math

import numpy as np
import pytest
import retrograd as rg

inf, nan = math.inf, math.nan


def numbers(*shape, seed=0):
    return rg.tensor(np.random.default_rng(seed).normal(size=shape))


def test_a_single_operand_gives_a_view():
    x = numbers(3, 4)
    for equation in ("ij->ji", "ij", "...->..."):
        y = rg.einsum(equation, x)
        assert y is not x and y.data_ptr() == x.data_ptr()
    assert rg.einsum("ii->i", numbers(3, 3)).stride() == (4,)


def test_equations_take_lists_of_operands_and_spaces():
    a, b = numbers(2, 3), numbers(3, 4, seed=1)
    want = a @ b
    for y in (rg.einsum("ij,jk", [a, b]), rg.einsum(" i j, j k->i k ", (a, b)),
              rg.einsum(a, [7, 30], b, [30, 51])):  # fmt: skip
        np.testing.assert_array_equal(y.numpy(), want.numpy())
    assert rg.einsum(a, [1, 0]).shape == (3, 2)
    assert rg.einsum(",", rg.tensor(3.0), rg.tensor(2.0)).item() == 6


def test_nothing_is_repeated_in_memory_for_what_broadcasts():
    """A million by a million elements would not fit."""
    x, y = rg.ones(1_000_000), rg.ones(1_000_000)
    assert rg.einsum("i,j->", x, y).item() == pytest.approx(1e12)
    rows = rg.ones(1).expand(1_000_000, 1_000_000)
    assert rg.einsum("ij,jk->ik", rows[:2], rg.ones(1_000_000, 2)).tolist() == [[1e6] * 2] * 2


def test_the_cheapest_pair_of_three_comes_first():
    """The product of the last two has one element; that of the first two would not fit."""
    a, b, c = rg.ones(1_000_000, 1), rg.ones(1, 1_000_000), rg.ones(1_000_000, 1)
    for y in (rg.einsum("ij,jk,kl->il", a, b, c), rg.linalg.multi_dot([a, b, c])):
        assert y.shape == (1_000_000, 1) and y[0, 0] == y[-1, 0] == 1e6


def test_integers_of_one_type_stay_so_until_the_last_sum():
    x = rg.tensor([[1, 2], [3, 4]], dtype=rg.int32)
    assert rg.einsum("ij,jk->ik", x, x).dtype is rg.int32
    assert rg.einsum("ij,j->", x, x[0]).tolist() == 16
    assert rg.einsum("ij->", x).dtype is rg.int64


@pytest.mark.parametrize("dtype", ["float16", "bfloat16"])
def test_halves_are_rounded_once_at_the_end_of_a_chain(dtype):
    t = getattr(rg, dtype)
    xs = [numbers(*s, seed=i).to(t) for i, s in enumerate(((5, 6), (6, 7), (7, 5)))]
    exact = xs[0].double() @ xs[1].double() @ xs[2].double()
    eps = rg.finfo(t).eps / 2 + 1e-5
    for y in (rg.chain_matmul(*xs), rg.einsum("ij,jk,kl", *xs)):
        assert y.dtype is t
        np.testing.assert_allclose(y.double().numpy(), exact.numpy(), rtol=eps, atol=eps)


NAMES = ("addmm", "addmv", "addr", "baddbmm", "addbmm")
SHAPES = (
    ((2, 4), (2, 3), (3, 4)),
    ((2,), (2, 3), (3,)),
    ((2, 3), (2,), (3,)),
    ((2, 2, 4), (2, 2, 3), (2, 3, 4)),
    ((2, 4), (2, 2, 3), (2, 3, 4)),
)


@pytest.mark.parametrize(("name", "shapes"), list(zip(NAMES, SHAPES, strict=True)), ids=NAMES)
def test_beta_0_ignores_the_input_and_alpha_0_the_product(name, shapes):
    x, a, b = (numbers(*s, seed=i) for i, s in enumerate(shapes))
    op = getattr(rg, name)
    product = op(rg.zeros_like(x), a, b)
    bad = rg.full_like(x, nan)
    np.testing.assert_array_equal(op(bad, a, b, beta=0).numpy(), product.numpy())
    np.testing.assert_array_equal(op(x, a * nan, b, alpha=0, beta=2).numpy(), (2 * x).numpy())
    assert not op(bad, a * nan, b, alpha=0, beta=0).any()
    # In place, and to a tensor that is there.
    want = 3 * x + 2 * product
    y = x.clone()
    assert getattr(y, name + "_")(a, b, beta=3, alpha=2) is y
    np.testing.assert_allclose(y.numpy(), want.numpy(), rtol=1e-12)
    out = rg.empty_like(x)
    assert op(x, a, b, beta=3, alpha=2, out=out) is out
    np.testing.assert_allclose(out.numpy(), want.numpy(), rtol=1e-12)


def test_sums_with_products_show_what_torch_does():
    x = rg.ones(2, 2, requires_grad=True)
    node = rg.addmm(x, x, x, beta=2, alpha=0.5).grad_fn
    assert (node.name(), node._saved_alpha, node._saved_beta) == ("AddmmBackward0", 0.5, 2)
    for name, shapes in zip(NAMES, SHAPES, strict=True):
        xs = [rg.ones(*s, requires_grad=True) for s in shapes]
        y = getattr(rg, name)(*xs, beta=0)
        assert y.grad_fn.name().lower() == name + "backward0"
        y.sum().backward()
        assert not xs[0].grad.any() and xs[1].grad.all()


def test_a_sum_with_a_product_of_bools_is_one_of_truths():
    a, b = rg.tensor([True, False]), rg.tensor([False, True])
    x = rg.tensor([[True, False], [False, True]])
    assert rg.addr(x, a, b).tolist() == [[True, True], [False, True]]
    assert rg.addr(x, a, b, beta=False).tolist() == [[False, True], [False, False]]
    assert rg.addr(x, a, b, beta=2, alpha=0).tolist() == x.tolist()


def test_powers_of_matrices_go_by_squares():
    x = rg.tensor([[1.0, 1e-9], [0.0, 1.0]], dtype=rg.float64)
    assert rg.matrix_power(x, 10**9)[0, 1].item() == pytest.approx(1.0, rel=1e-9)
    assert rg.matrix_power(rg.eye(2), 2**63 - 1).tolist() == [[1, 0], [0, 1]]
    odd = rg.tensor([[0, 1], [1, 0]])
    assert rg.matrix_power(odd, 2**62 + 1).tolist() == odd.tolist()
    x = x.requires_grad_()
    y = rg.matrix_power(x, -3)
    np.testing.assert_allclose((y @ x @ x @ x).detach().numpy(), np.eye(2), atol=1e-12)
    y.sum().backward()
    assert x.grad.isfinite().all()
    assert rg.matrix_power(rg.eye(2), -(2**63)).tolist() == [[1, 0], [0, 1]]
    with pytest.raises(rg.linalg.LinAlgError):
        rg.linalg.matrix_power(rg.zeros(2, 2), -2)
    with pytest.raises(RuntimeError):
        rg.matrix_power(odd, -1)
    zeroth = rg.matrix_power(x.clone().requires_grad_(), 0)
    assert zeroth.requires_grad and zeroth.tolist() == [[1, 0], [0, 1]]


@pytest.mark.parametrize("p", [0.0, 0.5, 1.0, 1.5, 2.0, 3.0, inf])
def test_equal_points_have_distance_and_slope_0(p):
    x = numbers(4, 3).requires_grad_()
    y = x.detach().clone().requires_grad_()
    d = rg.cdist(x, y, p)
    assert d.diagonal().tolist() == [0.0] * 4
    d.diagonal().sum().backward()
    assert not x.grad.any() and not y.grad.any()
    z = rg.ones(3, 2, requires_grad=True)
    again = rg.autograd.grad(rg.pdist(z, p).sum(), z, create_graph=True)[0]
    assert not again.any()
    if p:
        again.pow(2).sum().backward()
        assert not z.grad.any()


def test_distances_neither_cancel_nor_depend_on_neighbours():
    """From differences, not from squares of norms: both points are far from the origin."""
    x = 1e6 + numbers(70, 5).float() * 0.5
    y = 1e6 + numbers(45, 5, seed=1).float() * 0.5
    a, b = x.double().numpy(), y.double().numpy()
    exact = np.sqrt(((a[:, None] - b[None]) ** 2).sum(-1))
    d = rg.cdist(x, y)
    np.testing.assert_allclose(d.numpy(), exact, rtol=1e-6)
    for n, m in ((1, 1), (3, 17), (33, 44)):
        np.testing.assert_array_equal(rg.cdist(x[:n], y[:m]).numpy(), d[:n, :m].numpy())
    assert rg.cdist(x * nan, y).isnan().all() and rg.cdist(x * nan, y, inf).isnan().all()


@pytest.mark.parametrize("p", [2.0, 1.0, 2.5, inf])
def test_long_rows_and_many_columns_are_right(p, isa):
    """Rows longer than what is summed at once, and gradients of more columns than that."""
    x, y = numbers(2, 131).requires_grad_(), numbers(515, 131, seed=1).requires_grad_()
    a, b = x.detach().numpy()[:, None], y.detach().numpy()[None]
    u = a - b
    size = np.abs(u)
    exact = size.max(-1) if p == inf else (size**p).sum(-1) ** (1 / p)
    d = rg.cdist(x, y, p)
    np.testing.assert_allclose(d.detach().numpy(), exact, rtol=1e-12)
    g = numbers(2, 515, seed=2)
    d.backward(g)
    if p == inf:
        slopes = np.sign(u) * (size == exact[..., None])
    else:
        slopes = np.sign(u) * (size / exact[..., None]) ** (p - 1)
    part = g.numpy()[..., None] * slopes
    np.testing.assert_allclose(x.grad.numpy(), part.sum(1), rtol=1e-9, atol=1e-11)
    np.testing.assert_allclose(y.grad.numpy(), -part.sum(0), rtol=1e-9, atol=1e-11)


def test_the_number_of_threads_changes_no_bit_of_distances():
    threads = rg.get_num_threads()
    x, y = numbers(300, 40).float().requires_grad_(), numbers(400, 40, seed=1).float()
    found = []
    for n in (1, 2):
        rg.set_num_threads(n)
        d = rg.cdist(x, y)
        found.append((d, *rg.autograd.grad(d.sum(), x)))
    rg.set_num_threads(threads)
    assert all(rg.equal(a, b) for a, b in zip(*found, strict=True))


def test_an_old_default_takes_the_first_dimension_of_three():
    a, b = numbers(3, 5, 3), numbers(3, 5, 3, seed=1)
    np.testing.assert_allclose(rg.cross(a, b).numpy(), np.cross(a, b, axis=0), rtol=1e-12)
    np.testing.assert_allclose(rg.linalg.cross(a, b).numpy(), np.cross(a, b), rtol=1e-12)


def test_dims_of_length_1_stand_for_all_of_the_other():
    """As in torch: two rows of one element with three of two."""
    assert rg.tensordot(rg.ones(2, 1), rg.ones(3, 2), 1).tolist() == [[3.0, 3.0], [3.0, 3.0]]
    assert rg.tensordot(rg.ones(2, 3), rg.ones(3, 2), rg.tensor([[1], [0]])).shape == (2, 2)
    with pytest.raises(TypeError):
        rg.tensordot(rg.ones(2), rg.ones(2), dims=(0, 0))


def test_no_points_and_points_without_coordinates_have_distances():
    for p in (0.0, 1.0, 2.0, 3.0, inf):
        x, y = rg.ones(2, 0, requires_grad=True), rg.ones(3, 0)
        d = rg.cdist(x, y, p)
        assert d.tolist() == [[0.0] * 3] * 2
        d.sum().backward()
        assert x.grad.shape == (2, 0)
        z = rg.ones(0, 3, requires_grad=True)
        rg.cdist(z, rg.ones(2, 3), p).sum().backward()
        assert z.grad.shape == (0, 3)
    assert [rg.pdist(rg.ones(n, 3)).shape for n in (0, 1, 2)] == [(0,), (0,), (1,)]
    assert rg.cdist(rg.ones(2, 3), rg.ones(0, 3)).shape == (2, 0)
    assert rg.vander(rg.ones(3), 0).shape == (3, 0) and rg.vander(rg.ones(0)).shape == (0, 0)


def test_distances_hand_on_what_is_no_number():
    inf, nan = math.inf, math.nan
    x = rg.tensor([[inf, 2.0]])
    assert math.isnan(rg.cdist(x, x, p=0.0).item())
    assert math.isnan(rg.cdist(rg.tensor([[nan, 1.0]]), rg.tensor([[1.0, 2.0]]), p=0.0).item())
    x = rg.tensor([[1.0, nan]], requires_grad=True)
    for twice in (False, True):
        (grad,) = rg.autograd.grad(rg.cdist(x, rg.zeros(1, 2), p=1.0).sum(), x, create_graph=twice)
        assert grad[0, 0] == 1.0 and grad[0, 1].isnan()


def test_slopes_of_half_distances_are_computed_wide():
    x = rg.tensor([[400.0, 3.0]], dtype=rg.float16, requires_grad=True)
    y = rg.zeros(1, 2, dtype=rg.float16)
    grads = [
        rg.autograd.grad(rg.cdist(x, y, p=3.0).sum(), x, create_graph=twice)[0]
        for twice in (False, True)
    ]
    assert rg.equal(*grads)
    np.testing.assert_allclose(
        grads[0].float().detach().numpy(), [[1.0, (3 / 400) ** 2]], rtol=1e-3
    )


def test_powers_that_float32_cannot_hold_take_the_largest_difference():
    x, y = rg.tensor([[0.0, 0], [1, 3]], requires_grad=True), rg.tensor([[3.0, 4]])
    d = rg.cdist(x, y, p=1e300)
    assert d.tolist() == [[4.0], [2.0]] and rg.pdist(x, p=1e300).tolist() == [3.0]
    d.sum().backward()
    assert x.grad.tolist() == [[0, -1], [-1, 0]]


def test_kronecker_products_have_as_many_dimensions_as_their_factors():
    rng = np.random.default_rng(8)
    a, b = rng.normal(size=(2, 1, 3)), rng.normal(size=(1, 3, 2))
    want = np.kron(a, b)
    for before in (0, 30, 61):
        shape = (1,) * before
        got = rg.kron(rg.tensor(a).view(shape + a.shape), rg.tensor(b))
        assert got.shape == shape + want.shape
        np.testing.assert_array_equal(got.numpy().reshape(want.shape), want)
    assert rg.kron(rg.ones([1] * 40), rg.ones([1] * 39 + [0])).shape == (1,) * 39 + (0,)
