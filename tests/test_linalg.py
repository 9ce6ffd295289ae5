"""Linear algebra where the table does not look: hard matrices, failures, what is not read."""

from __future__ import annotations

import math
import re

import numpy as np
import pytest
import retrograd as rg
from op_linalg import definite, full_rank, packed, regular

L = rg.linalg
EPS = {"float32": 2.0**-23, "float64": 2.0**-52}


def test_the_module_holds_its_functions_and_its_error():
    assert {"LinAlgError", "matrix_norm", "norm", "vector_norm"} <= set(L.__all__)
    assert L.LinAlgError is rg.errors.LinAlgError
    assert L.LinAlgError.__bases__ == (RuntimeError,)
    with pytest.raises(AttributeError, match=re.escape("lacks torch.linalg.eigvals")):
        L.eigvals  # noqa: B018


def hard(kind: str, n: int, dtype: str) -> np.ndarray:
    """Matrices of (n, n) on which algorithms have failed."""
    rng = np.random.default_rng(n)
    x = rng.normal(size=(n, n))
    if kind == "graded":
        x *= np.logspace(0, -0.4 * n, n)[:, None] if dtype == "float64" else 0.7 ** np.arange(n)
    elif kind == "clustered":
        q, _ = np.linalg.qr(x)
        x = q * (1 + EPS[dtype] * rng.normal(size=n)) @ q.T
    elif kind == "deficient":
        x = x[:, : n // 2] @ rng.normal(size=(n // 2, n))
    elif kind == "hilbert":
        x = 1 / (1 + np.add.outer(np.arange(n), np.arange(n)))
    elif kind == "denormal":
        x *= np.finfo(dtype).tiny / 64
    elif kind == "huge":
        x *= np.finfo(dtype).max / 1e4
    return x.astype(dtype)


KINDS = ("random", "graded", "clustered", "deficient", "hilbert", "denormal", "huge")


def wide(x: rg.Tensor) -> np.ndarray:
    return x.numpy().astype(np.longdouble)


def close(got, want, n: int, dtype: str, size: float | None = None) -> None:
    """Within 10 n eps of the largest element, or of ``size``, or of the least number there is."""
    assert np.isfinite(got).all()
    largest = np.abs(want).max() if size is None else size
    bound = max(
        10 * n * EPS[dtype] * float(largest), 10 * n * float(np.finfo(dtype).smallest_subnormal)
    )
    assert float(np.abs(got - want).max()) <= bound


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize("kind", KINDS)
def test_lu_of_hard_matrices_gives_them_back(kind, dtype):
    for n in (5, 40, 70):
        x = hard(kind, n, dtype)
        for part in (x, x[: n // 2], x[:, : n // 2]):
            p, low, up = L.lu(rg.tensor(part))
            assert np.abs(low.numpy()).max() <= 1
            close(wide(p) @ wide(low) @ wide(up), part, n, dtype)


@pytest.mark.parametrize("dtype", EPS)
def test_factors_and_solutions_have_small_residuals(dtype):
    rng = np.random.default_rng(0)
    for n in (1, 3, 31, 33, 64, 100, 200):
        a = definite(rng, (n, n)).astype(dtype)
        low = L.cholesky(rg.tensor(a))
        up = L.cholesky(rg.tensor(a), upper=True)
        close(wide(low) @ wide(low).T, a, n, dtype)
        assert np.array_equal(up.numpy(), low.numpy().T)
        assert np.array_equal(low.numpy(), np.tril(low.numpy()))
        b = rng.normal(size=(n, 70)).astype(dtype)
        for cols in (1, 7, 70):
            x = L.solve(rg.tensor(a), rg.tensor(b[:, :cols]))
            size = np.abs(a).sum(1).max() * np.abs(x.numpy()).max()
            close(a.astype(np.longdouble) @ wide(x), b[:, :cols], n, dtype, size)
        y = L.inv(rg.tensor(a))
        size = np.abs(a).sum(1).max() * np.abs(y.numpy()).sum(1).max()
        close(a.astype(np.longdouble) @ wide(y), np.eye(n), n, dtype, size)


@pytest.mark.parametrize("dtype", EPS)
@pytest.mark.parametrize("kind", KINDS)
def test_orthogonal_factors_of_hard_matrices_give_them_back(kind, dtype):
    for n in (1, 2, 5, 40):
        x = hard(kind, n, dtype)
        for part in (x, x[: n // 2 + 1], x[:, : n // 2 + 1]):
            q, r = L.qr(rg.tensor(part), mode="complete")
            assert np.array_equal(r.numpy(), np.triu(r.numpy()))
            close(wide(q) @ wide(r), part, n, dtype)
            close(wide(q).T @ wide(q), np.eye(len(q)), n, dtype)
            u, s, v = L.svd(rg.tensor(part), full_matrices=False)
            close(wide(u) * wide(s) @ wide(v), part, n, dtype)
            close(wide(u).T @ wide(u), np.eye(len(s)), n, dtype)
            close(wide(v) @ wide(v).T, np.eye(len(s)), n, dtype)
            assert (s >= 0).all() and (s[1:] <= s[:-1]).all()
            if kind != "huge":
                values = np.linalg.svd(part.astype(np.float64), compute_uv=False)
                close(L.svdvals(rg.tensor(part)).numpy(), values, n, dtype)
        y = np.tril(x) + np.tril(x, -1).T
        w, v = L.eigh(rg.tensor(np.tril(y) + np.triu(np.full((n, n), 7), 1)).to(rg.tensor(y).dtype))
        close(wide(v) * wide(w) @ wide(v).T, y, n, dtype)
        close(wide(v).T @ wide(v), np.eye(n), n, dtype)
        assert (w[1:] >= w[:-1]).all()
        assert rg.equal(w, L.eigvalsh(rg.tensor(np.triu(y)), UPLO="U"))


def test_values_are_found_of_matrices_on_which_sweeps_go_on_long():
    for n in (100, 200):
        x = rg.tensor(hard("clustered", n, "float64"))
        np.testing.assert_allclose(L.svdvals(x).numpy(), np.ones(n), rtol=1e-13)
        w = L.eigvalsh(rg.eye(n, dtype=rg.float64) + rg.ones(n, n, dtype=rg.float64))
        np.testing.assert_allclose(w.numpy(), [*[1.0] * (n - 1), n + 1.0], rtol=1e-12)


def test_matrices_that_are_not_finite_have_no_values():
    for bad in (math.nan, math.inf):
        a = rg.eye(3).repeat(2, 1, 1)
        a[1, 2, 0] = bad
        for f in (L.eigh, L.eigvalsh, L.svd, L.svdvals, L.pinv, L.matrix_rank):
            with pytest.raises(
                L.LinAlgError, match=r"\(Batch element 1\): The algorithm failed to"
            ):
                f(a)
        assert rg.isnan(L.qr(a[1]).Q).all()


def test_singular_values_that_are_too_small_do_not_count():
    a = rg.diag(rg.tensor([4.0, 1.0, 1e-9]))
    assert L.matrix_rank(a).item() == 2 and L.matrix_rank(a, atol=2).item() == 1
    assert L.matrix_rank(a, 1e-10).item() == L.matrix_rank(a, rtol=1e-12).item() == 3
    assert L.matrix_rank(a, tol=1.0, hermitian=True).item() == 1
    assert L.matrix_rank(a.expand(2, 3, 3), atol=rg.tensor([0.5, 2.0])).tolist() == [2, 1]
    assert L.matrix_rank(rg.zeros(3, 3)).item() == 0 and not L.pinv(rg.zeros(2, 3)).any()
    assert L.pinv(a).diagonal().tolist() == [0.25, 1.0, 0.0]
    assert L.pinv(a, rcond=0.5).diagonal().tolist() == [0.25, 0.0, 0.0]
    assert L.pinv(a, atol=0.5, hermitian=True).diagonal().tolist() == [0.25, 1.0, 0.0]
    assert rg.pinverse(a, 0.5).equal(L.pinv(a, rcond=0.5))
    assert math.isinf(L.cond(rg.zeros(2, 2), 1).item()) and L.cond(rg.eye(2), "nuc").item() == 4
    x = rg.tensor(full_rank(np.random.default_rng(5), (3, 3)), requires_grad=True)
    for p in (1, "fro", "nuc", math.inf):
        assert rg.autograd.gradcheck(lambda x, p=p: L.cond(x, p), x)
    with pytest.raises(RuntimeError, match="got an invalid norm type: 3"):
        L.cond(rg.eye(2), 3)


def test_least_squares_of_full_and_deficient_rank():
    rng = np.random.default_rng(4)
    for m, n in ((7, 3), (3, 7), (5, 5)):
        for rank in (2, min(m, n)):
            a = rng.normal(size=(m, rank)) @ rng.normal(size=(rank, n))
            b = rng.normal(size=(m, 2))
            want, residuals, _, values = np.linalg.lstsq(a, b, rcond=None)
            for driver in (None, "gelsy", "gelsd", "gelss"):
                y = L.lstsq(rg.tensor(a), rg.tensor(b), driver=driver)
                np.testing.assert_allclose(y.solution.numpy(), want, atol=1e-10)
                assert y.rank.item() == rank
                if driver in ("gelsd", "gelss"):
                    np.testing.assert_allclose(y.singular_values.numpy(), values, atol=1e-13)
                    np.testing.assert_allclose(y.residuals.numpy(), residuals, atol=1e-12)
    y = L.lstsq(rg.eye(4, 2), rg.ones(4), driver="gels")
    assert y.solution.tolist() == [1, 1] and y.residuals.tolist() == [2] and y.rank.numel() == 0
    with pytest.raises(RuntimeError, match="should be one of"):
        L.lstsq(rg.eye(2), rg.eye(2), driver="gelsx")


def test_exponentials_of_large_small_and_two_byte_matrices():
    a = rg.tensor([[0.0, 1e30], [0.0, 0.0]])
    assert L.matrix_exp(a).tolist() == [[1, a[0, 1].item()], [0, 1]]
    turn = rg.tensor([[0.0, -1.0], [1.0, 0.0]], dtype=rg.float64)
    both = L.matrix_exp(rg.stack([turn * 1e-9, turn * 100]))
    np.testing.assert_allclose(both[0].numpy(), [[1, -1e-9], [1e-9, 1]], rtol=1e-15)
    want = [[math.cos(100), -math.sin(100)], [math.sin(100), math.cos(100)]]
    np.testing.assert_allclose(both[1].numpy(), want, atol=1e-13)
    half = L.matrix_exp(rg.eye(2).half())
    assert half.dtype is rg.float16 and half[0, 0].item() == pytest.approx(math.e, rel=1e-3)
    assert rg.isnan(L.matrix_exp(rg.full((2, 2), math.nan))).all()
    with pytest.raises(RuntimeError, match="strictly positive integer for 'ind', but got 0"):
        L.tensorinv(rg.eye(2), ind=0)
    with pytest.raises(RuntimeError, match=r"but got 3 of shape \(2, 3\) for other"):
        L.tensorsolve(rg.ones(2, 3), rg.ones(2))


def test_factors_without_a_derivative_say_so():
    a = rg.ones(3, 2, requires_grad=True)
    with pytest.raises(RuntimeError, match="not differentiable when mode='complete' and nrows >"):
        L.qr(a, mode="complete").R.sum().backward()
    with pytest.raises(RuntimeError, match="Q, which is not computed when mode='r'"):
        L.qr(a, mode="r").R.sum().backward()
    with pytest.raises(NotImplementedError, match="has no derivative"):
        rg.geqrf(a)
    with pytest.raises(RuntimeError, match="unrecognized mode 'x'"):
        L.qr(a, "x")
    with pytest.raises(RuntimeError, match="but got X"):
        L.eigh(rg.eye(2), "X")


def test_a_triangle_is_read_on_its_side_alone():
    rng = np.random.default_rng(1)
    for n in (3, 40, 75):
        a, b = regular(rng, (n, n)), rng.normal(size=(n, 5))
        for upper in (False, True):
            for unit in (False, True):
                t = np.triu(a, unit) if upper else np.tril(a, -unit)
                t = t / n + np.eye(n) if unit else t
                junk = np.where(t != 0, t, np.nan)
                junk = junk + np.diag(np.full(n, np.nan)) if unit else junk
                x = L.solve_triangular(
                    rg.tensor(junk), rg.tensor(b), upper=upper, unitriangular=unit
                )
                np.testing.assert_allclose(t @ x.numpy(), b, atol=1e-9)
                x = L.solve_triangular(
                    rg.tensor(junk).mT, rg.tensor(b.T), upper=not upper, left=False,
                    unitriangular=unit,
                )  # fmt: skip
                np.testing.assert_allclose(x.numpy() @ t.T, b.T, atol=1e-9)
    s = definite(rng, (40, 40))
    low = L.cholesky(rg.tensor(np.where(np.tril(s) != 0, s, np.nan)))
    np.testing.assert_allclose(low.numpy(), np.linalg.cholesky(s))


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_factors_of_small_matrices_keep_their_digits_at_every_size(dtype):
    rng = np.random.default_rng(11)
    limits = np.finfo(dtype)
    for n in range(1, 19):
        a = definite(rng, (n, n)).astype(dtype)
        want = np.linalg.cholesky(a.astype(np.float64))
        for exponent in (0, 1, limits.maxexp - 12, -limits.maxexp + 8, -limits.maxexp + 40):
            scaled = L.cholesky(rg.tensor(a) * 2.0 ** (2 * (exponent // 2)))
            got = scaled.double() * 2.0 ** -(exponent // 2)
            close(got.numpy(), want, n, dtype)
        a[n - 1, n - 1] = -1
        assert L.cholesky_ex(rg.tensor(a)).info.item() == n
        a[n - 1, n - 1] = np.nan
        assert L.cholesky_ex(rg.tensor(a)).info.item() == n


def test_as_far_as_it_goes_a_factor_is_that_of_the_leading_minor():
    a = np.diag([2.0, -3, 4]) + np.eye(3, k=1) + np.eye(3, k=-1)
    factor, info = L.cholesky_ex(rg.tensor(a))
    assert info.item() == 2
    # The pivot that has no root stands in its place, as torch leaves it.
    np.testing.assert_allclose(factor[:2, :2].tolist(), [[2**0.5, 0], [0.5**0.5, -3.5]])


def test_what_is_not_positive_definite_is_said_to_be_so():
    a = rg.eye(3).repeat(3, 1, 1)
    a[1, 1, 1] = -1
    where = "(Batch element 1): The factorization could not be completed because the input is not"
    order = "positive-definite (the leading minor of order 2 is not positive-definite)."
    with pytest.raises(L.LinAlgError, match=re.escape(f"linalg.cholesky: {where} {order}")):
        L.cholesky(a)
    with pytest.raises(L.LinAlgError, match=re.escape(f"cholesky: {where.split(': ')[1]} {order}")):
        rg.cholesky(a[1])
    with pytest.raises(L.LinAlgError, match=re.escape("linalg.cholesky_ex: (Batch element 1)")):
        L.cholesky_ex(a, check_errors=True)
    factor, info = L.cholesky_ex(a)
    assert info.tolist() == [0, 2, 0] and rg.equal(factor[2], rg.eye(3))
    large = rg.eye(100)
    large[70, 70] = math.nan
    assert L.cholesky_ex(large).info.item() == 71
    with pytest.raises(L.LinAlgError, match="The diagonal element 2 is zero, the inversion could"):
        rg.cholesky_inverse(rg.tensor([[1.0, 0.0], [0.0, 0.0]]))


def test_what_is_singular_is_said_to_be_so():
    a = rg.eye(3).repeat(3, 1, 1)
    a[1, 1, 1] = 0
    with pytest.raises(L.LinAlgError, match=re.escape(
        "linalg.inv: (Batch element 1): The diagonal element 2 is zero, the inversion could not be "
        "completed because the input matrix is singular."
    )):  # fmt: skip
        L.inv(a)
    with pytest.raises(L.LinAlgError, match=re.escape(
        "torch.linalg.solve: (Batch element 1): The solver failed because the input matrix is "
        "singular."
    )):  # fmt: skip
        L.solve(a, rg.ones(3, 1))
    with pytest.raises(RuntimeError, match=re.escape(
        "torch.linalg.lu_factor: (Batch element 1): U[2,2] is zero and using it on lu_solve would"
    )):  # fmt: skip
        L.lu_factor(a)
    assert L.inv_ex(a).info.tolist() == [0, 2, 0]
    assert L.solve_ex(a, rg.ones(3, 1)).info.tolist() == [0, 2, 0]
    assert L.det(a).tolist() == [1, 0, 1]
    assert L.slogdet(a).sign.tolist() == [1, 0, 1]
    assert L.slogdet(a).logabsdet.tolist() == [0, -math.inf, 0]
    assert math.isnan(rg.logdet(-rg.eye(3)).item()) and L.det(rg.eye(0)).item() == 1
    for bad in ("half", "bfloat16"):
        with pytest.raises(NotImplementedError, match="expected float32 or float64"):
            L.solve(getattr(rg.eye(2), bad)(), getattr(rg.eye(2), bad)())


def test_nan_and_infinity_end_in_nan_or_an_error():
    for bad in (math.nan, math.inf):
        for n in (4, 50):
            a = rg.eye(n)
            a[n // 2, 1] = bad
            a[1, n // 2] = bad
            x, size = L.solve(a, rg.ones(n)), L.det(a).item()
            assert math.isinf(bad) or (rg.isnan(x).any() and math.isnan(size))
            with pytest.raises(L.LinAlgError):
                L.cholesky(a)


def test_the_determinant_of_a_singular_matrix_has_its_cofactors_as_gradient():
    a = rg.tensor([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], dtype=rg.float64, requires_grad=True)
    L.det(a).backward()
    cofactors = [[-3, 6, -3], [6, -12, 6], [-3, 6, -3]]
    np.testing.assert_allclose(a.grad.numpy(), cofactors, rtol=1e-12)
    b = rg.zeros(2, 3, 3, dtype=rg.float64)
    b[1] = 2 * rg.eye(3)
    b.requires_grad_()
    L.det(b).sum().backward()
    np.testing.assert_allclose(b.grad.numpy(), [np.zeros((3, 3)), 4 * np.eye(3)], atol=1e-15)


# [[1, 2], [2, 4]] and diag(1, 2, 0) as torch has them; of rank n - 2 from d/dA of the cofactors.
SINGULAR = [
    ([[1.0, 2], [2, 4]], [[4, -3], [-2, 1]]),
    ([[1.0, 2, 3], [4, 5, 6], [7, 8, 9]], [[-6, 12, -6], [12, -24, 12], [-6, 12, -6]]),
    ([[1.0, 0, 0], [0, 2, 0], [0, 0, 0]], [[18, 0, -14], [0, 9, -8], [-6, -6, 7]]),
    ([[1.0, 0, 0], [0, 0, 0], [0, 0, 0]], [[0, 0, 0], [0, 9, -8], [0, -6, 5]]),
    ([[0.0]], [[0]]),
]


@pytest.mark.parametrize("matrix, want", SINGULAR, ids=lambda m: str(m[0]))
def test_the_second_derivative_of_a_determinant_is_right_at_singular_matrices(matrix, want):
    a = rg.tensor(matrix, dtype=rg.float64, requires_grad=True)
    weights = rg.arange(1.0, a.numel() + 1, dtype=rg.float64).view_as(a)
    (grad,) = rg.autograd.grad(L.det(a), a, create_graph=True)
    (second,) = rg.autograd.grad((grad * weights).sum(), a)
    np.testing.assert_allclose(second.numpy(), want, atol=1e-12)


def test_cofactors_have_second_derivatives_of_their_own():
    rng = np.random.default_rng(5)
    a = rng.normal(size=(2, 4, 4))
    a[0, 3] = a[0, 0] + 2 * a[0, 1]
    a = rg.tensor(a, requires_grad=True)

    def gradient(x):
        return rg.autograd.grad(L.det(x).sum(), x, create_graph=True)[0]

    assert rg.autograd.gradcheck(gradient, a) and rg.autograd.gradgradcheck(gradient, a)


@pytest.mark.parametrize("dtype", ["float32", "float64"])
def test_values_are_found_at_every_size_of_the_elements(dtype):
    a = rg.tensor([[1.0, 2], [3, 4], [5, 7]], dtype=getattr(rg, dtype))
    want = L.svdvals(a).tolist()
    first, last = (-126, 120) if dtype == "float32" else (-1022, 1018)
    for exponent in range(first, last, 3):
        half = exponent // 2
        scaled = L.svdvals(a * 2.0**exponent) * 2.0**-half * 2.0 ** (half - exponent)
        assert scaled.tolist() == pytest.approx(want, rel=1e-5), exponent


def test_least_squares_of_denormal_matrices_are_those_of_large_ones():
    a, b = rg.tensor([[1.0, 2], [3, 4], [5, 7]]), rg.tensor([[1.0], [0], [2]])
    for dtype, small, rel in ((rg.float32, 1e-40, 1e-3), (rg.float64, 1e-310, 1e-10)):
        x = L.lstsq((a.double() * small).to(dtype), (b.double() * small).to(dtype)).solution
        assert x.flatten().tolist() == pytest.approx([-25 / 14, 1.5], rel=rel)
        both = L.lstsq(rg.stack([(a.double() * small).to(dtype), a.to(dtype)]), b.to(dtype) * small)
        assert both.solution[0].flatten().tolist() == pytest.approx([-25 / 14, 1.5], rel=rel)


@pytest.mark.parametrize("driver", ["gels", "gelsy", "gelsd"])
@pytest.mark.parametrize("shape", [(5, 3), (4, 4), (2, 6, 3)])
def test_least_squares_are_the_same_with_and_without_a_gradient(driver, shape):
    rng = np.random.default_rng(9)
    a, b = rng.normal(size=shape), rng.normal(size=(*shape[:-1], 2))
    a.reshape(-1, *shape[-2:])[-1, :, 1] *= 1e-9
    plain = L.lstsq(rg.tensor(a), rg.tensor(b), driver=driver)
    graph = L.lstsq(rg.tensor(a, requires_grad=True), rg.tensor(b), driver=driver)
    want = np.linalg.pinv(a) @ b
    for got in (plain, graph):
        size = np.abs(want).max()
        np.testing.assert_allclose(got.solution.detach().numpy(), want, atol=1e-6 * size)
    assert plain.rank.tolist() == graph.rank.tolist()
    np.testing.assert_allclose(
        plain.singular_values.numpy(), graph.singular_values.detach().numpy(), rtol=1e-6
    )
    # What is too small for rcond is left out, with and without.
    if driver != "gels":
        cut = L.lstsq(rg.tensor(a), rg.tensor(b), rcond=1e-6, driver=driver)
        assert cut.rank.min() == shape[-1] - 1
        np.testing.assert_allclose(
            cut.solution.numpy(), np.linalg.pinv(a, rcond=1e-6) @ b, rtol=1e-6, atol=1e-9
        )


def test_residuals_of_least_squares_have_a_gradient():
    rng = np.random.default_rng(6)
    a = rg.tensor(rng.normal(size=(2, 4, 2)), requires_grad=True)
    b = rg.tensor(rng.normal(size=(2, 4, 3)), requires_grad=True)
    assert rg.autograd.gradcheck(lambda a, b: L.lstsq(a, b, driver="gels").residuals, (a, b))


def test_condition_numbers_of_singular_and_of_empty_matrices_are_as_torchs():
    singular = rg.tensor([[1.0, 2], [2, 4]], dtype=rg.float64)
    both = L.cond(rg.stack([singular, singular + rg.eye(2)]), "nuc")
    assert both[0] > 1e15 and both[1].item() == pytest.approx(49 / 6)
    assert math.isnan(L.cond(rg.zeros(2, 2), "nuc").item())
    for p in (None, 2, -2, 1, -1, math.inf, -math.inf):
        for shape in ((0, 0), (0, 3, 3), (2, 0, 0), (0, 3), (3, 0), (2, 0, 3), (0, 2, 3)):
            assert rg.equal(L.cond(rg.ones(shape), p), rg.zeros(shape[:-2]))
    for p in ("nuc", "fro"):
        assert rg.equal(L.cond(rg.ones(2, 0, 0), p), rg.zeros(2))
        with pytest.raises(RuntimeError, match="square"):
            L.cond(rg.ones(0, 2, 3), p)


def test_packed_factors_take_their_own_pivots_alone():
    lu, one = rg.eye(2).expand(3, 2, 2), rg.tensor([2, 2], dtype=rg.int32)
    for pivots in (one, one[None], one.expand(3, 2)):
        p = rg.lu_unpack(lu, pivots)[0]
        assert rg.equal(p, rg.eye(2).flip(0).expand(3, 2, 2))
    for pivots in (one.expand(2, 2), one.expand(6, 2), one.expand(1, 3, 2)):
        with pytest.raises(RuntimeError, match="not those of LU"):
            rg.lu_unpack(lu, pivots)
    with pytest.raises(RuntimeError, match="not those of LU"):
        rg.lu_unpack(lu[0], one.expand(3, 2), unpack_data=False)


def test_packed_factors_solve_and_unpack():
    rng = np.random.default_rng(2)
    a, b = regular(rng, (2, 4, 4)), rng.normal(size=(5, 2, 4, 3))
    factors = L.lu_factor(rg.tensor(a))
    assert isinstance(factors, rg.return_types.linalg_lu_factor)
    np.testing.assert_allclose(factors.LU.numpy(), packed(a))
    x = L.lu_solve(*factors, rg.tensor(b))
    np.testing.assert_allclose(a @ x.numpy(), b, atol=1e-12)
    x = L.lu_solve(*factors, rg.tensor(b), adjoint=True)
    np.testing.assert_allclose(a.swapaxes(-1, -2) @ x.numpy(), b, atol=1e-12)
    x = L.lu_solve(*factors, rg.tensor(b).mT, left=False)
    np.testing.assert_allclose(x.numpy() @ a, b.swapaxes(-1, -2), atol=1e-12)
    assert rg.equal(rg.lu_solve(rg.tensor(b), *factors), L.lu_solve(*factors, rg.tensor(b)))
    p, low, up = rg.lu_unpack(*factors, unpack_data=False)
    assert p.shape == (2, 4, 4) and low.shape == up.shape == (0,)
    with pytest.raises(RuntimeError, match="must be between 1 and 2, the number of rows, but one"):
        rg.lu_unpack(rg.eye(2), rg.tensor([1, 5], dtype=rg.int32))
    with pytest.raises(RuntimeError, match="without pivoting"):
        L.lu(rg.eye(2), pivot=False)
    assert type(rg.eye(2).lu()) is tuple and len(rg.lu(rg.eye(2), get_infos=True)) == 3


def test_results_do_not_depend_on_the_number_of_threads():
    rng = np.random.default_rng(3)
    batch = rg.tensor(definite(rng, (300, 20, 20)), dtype=rg.float32)
    large = rg.tensor(definite(rng, (400, 400)), dtype=rg.float32)
    before = rg.get_num_threads()
    found = []
    for threads in (1, 2):
        rg.set_num_threads(threads)
        found.append(
            [
                f(x)
                for x in (batch, large)
                for f in (
                    L.cholesky,
                    L.inv,
                    L.det,
                    L.svdvals,
                    lambda x: L.lu(x)[1],
                    lambda x: L.qr(x)[0],
                    lambda x: L.eigh(x)[1],
                )
            ]
        )
    rg.set_num_threads(before)
    assert all(rg.equal(a, b) for a, b in zip(*found, strict=True))


def test_products_and_diagonals_are_of_matrices():
    a = rg.arange(12).reshape(2, 2, 3)
    assert L.matmul(a, rg.tensor([1, 10, 100])).tolist() == [[210, 543], [876, 1209]]
    assert L.diagonal(a).tolist() == [[0, 4], [6, 10]]
    assert L.diagonal(a, offset=1).tolist() == [[1, 5], [7, 11]]
    assert L.diagonal(a, dim1=0, dim2=1).tolist() == rg.diagonal(a).tolist()
    assert L.diagonal(a).data_ptr() == a.data_ptr()


@pytest.mark.parametrize("rank", [1, 3])
def test_eigenvalues_of_rounding_are_not_iterated_on(rank):
    for seed in range(12):
        rng = np.random.default_rng(seed)
        x = rng.standard_normal((100, rank))
        a = x @ x.T
        w, v = (y.numpy() for y in L.eigh(rg.tensor(a)))
        size = np.abs(a).max()
        np.testing.assert_allclose(w, np.linalg.eigvalsh(a), atol=1e-12 * size)
        np.testing.assert_allclose(v * w @ v.T, a, atol=1e-12 * size)
