"""Rows of op_table.py: factors of matrices, equations, determinants."""

from __future__ import annotations

import sys

import numpy as np
from op_case import Call, OpCase

PLACES = ("contiguous", "transposed", "sliced", "offset")


def definite(rng, shape):
    """Symmetric positive definite matrices."""
    x = rng.uniform(-1, 1, shape)
    if not x.size:
        return x
    return x @ np.swapaxes(x, -1, -2) + shape[-1] * np.eye(shape[-1])


def regular(rng, shape):
    """Matrices far from singular, whose largest elements stand apart."""
    x = rng.uniform(-1, 1, shape)
    if len(shape) < 2:
        return x
    return x + (2 + np.arange(shape[-1])) * np.eye(shape[-2], shape[-1])


def home_of(x):
    """The package of a tensor."""
    return sys.modules[type(x).__module__.partition(".")[0]]


def symmetric(x):
    return (x + np.swapaxes(x, -1, -2)) / 2


def mT(x):
    return np.swapaxes(x, -1, -2)


def case(name, op, function, calls, *, draws=None, refused=True, **fields):
    """One operation; ``draws`` are those of its tensors, by default a regular matrix."""
    first = calls[0]

    def of(m, *shapes, dtype=None):
        target = m
        for part in op.split("."):
            target = getattr(target, part)
        xs = [m.ones(shape, dtype=dtype or m.float32) for shape in shapes]
        return target(*xs, *first.args, **first.kwargs)

    vectors = [shape[-1:] for shape in first.shapes]
    errors = [
        ("vectors", lambda m: of(m, *vectors), RuntimeError),
        ("integers", lambda m: of(m, *first.shapes, dtype=m.int64), RuntimeError),
    ]
    if refused:
        rows = (3, 2), *first.shapes[1:]
        errors.append(("not square", lambda m: of(m, *rows), RuntimeError))
    return OpCase(
        name,
        op,
        function,
        calls,
        draws=dict(enumerate(draws or (regular,))),
        places=PLACES,
        rtol=fields.pop("rtol", 30),
        errors=tuple(errors),
        **fields,
    )


def factor(x, upper=False):
    low = np.linalg.cholesky(symmetric(x))
    return mT(low) if upper else low


def triangle(x, upper, unit=False):
    t = np.triu(x) if upper else np.tril(x)
    if unit:
        t = t - np.eye(x.shape[-1]) * (t - 1)
    return t


def solve(a, b):
    vector = b.ndim == 1
    return np.linalg.solve(a, b[:, None] if vector else b)[..., 0 if vector else slice(None)]


def solve_triangular(a, b, upper, left=True, unitriangular=False):
    t = triangle(a, upper, unitriangular)
    return solve(t, b) if left else mT(solve(mT(t), mT(b)))


def solve_either(a, b, left=True):
    return solve(a, b) if left else mT(solve(mT(a), mT(b)))


def by_factor(b, low, upper=False):
    t = triangle(low, upper)
    return solve(mT(t) @ t if upper else t @ mT(t), b)


def inverse_by_factor(x, upper=False):
    return by_factor(np.broadcast_to(np.eye(x.shape[-1]), x.shape), x, upper)


def reflected(x, tau):
    """The product of the reflections that lie below the diagonal."""
    low = np.tril(x, -1) + np.eye(*x.shape[-2:])
    y = np.broadcast_to(np.eye(*x.shape[-2:]), x.shape)
    for i in range(tau.shape[-1])[::-1]:
        v = low[..., i : i + 1]
        y = y - tau[..., i : i + 1, None] * v @ (mT(v) @ y)
    return y


def packed(x):
    """L below the diagonal and U, by the pivots of the elements as they are."""
    x = x.copy()
    for a in x.reshape(-1, *x.shape[-2:]) if x.size else ():
        for k in range(min(a.shape)):
            at = k + np.abs(a[k:, k]).argmax()
            a[[k, at]] = a[[at, k]]
            a[k + 1 :, k] /= a[k, k]
            a[k + 1 :, k + 1 :] -= np.outer(a[k + 1 :, k], a[k, k + 1 :])
    return x


def full_rank(rng, shape):
    """Singular values that stand apart, of any shape."""
    x = rng.uniform(-1, 1, shape)
    for a in x.reshape(-1, *x.shape[-2:]) if x.size else ():
        u, _, v = np.linalg.svd(a, full_matrices=False)
        a[:] = u * (1 + np.arange(min(a.shape))[::-1]) @ v
    return x


def spaced(rng, shape):
    """Symmetric matrices whose eigenvalues stand apart."""
    x = rng.uniform(-1, 1, shape)
    if not x.size:
        return x
    q, _ = np.linalg.qr(x)
    return q * (1 + np.arange(shape[-1]) - shape[-1] / 2.0) @ mT(q)


def graded_norms(rng, shape):
    """Of a batch the first matrices are small and the last ones large."""
    scale = np.logspace(-3, 0.7, max(shape[0], 1)).reshape(-1, 1, 1) if len(shape) > 2 else 1.0
    return rng.uniform(-1, 1, shape) * scale


def exponential(x):
    """Taylor's series of 2^-10 of it, squared ten times, in long double."""
    y = np.zeros(x.shape) + np.eye(x.shape[-1])
    y = term = y.astype(np.longdouble)
    for k in range(1, 12):
        term = term @ (x.astype(np.longdouble) / 1024) / k
        y = y + term
    for _ in range(10):
        y = y @ y
    return y.astype(float)


def squared(q):
    return q * q


def singular(x):
    return np.linalg.svd(x, compute_uv=False)


SQUARE = (Call((4, 4)), Call((2, 3, 3)), Call((1, 1)), Call((0, 0)), Call((0, 3, 3)))
PAIR = (
    Call((4, 4), (4, 2)),
    Call((2, 1, 3, 3), (3, 3, 2)),
    Call((3, 3), (3, 0)),
    Call((0, 0), (0, 2)),
)

LINALG = [
    case("cholesky", "linalg.cholesky", factor, SQUARE, draws=[definite]),
    case("cholesky_upper", "cholesky", factor,
         (Call((4, 4), upper=True), Call((2, 3, 3), args=(True,))), draws=[definite]),
    case("cholesky_ex", "linalg.cholesky_ex", factor, SQUARE[:2], draws=[definite],
         post=lambda y: y.L),
    case("solve_triangular", "linalg.solve_triangular", solve_triangular,
         (*(Call(*c.shapes, upper=False) for c in PAIR),
          Call((4, 4), (4, 2), upper=True, unitriangular=True),
          Call((4, 4), (2, 4), upper=True, left=False),
          Call((3, 3), (2, 2, 3), upper=False, left=False, unitriangular=True)),
         draws=[regular, regular], grads=(0, 1)),
    case("triangular_solve", "triangular_solve",
         lambda b, a, upper=True, transpose=False: solve(mT(triangle(a, upper)) if transpose
                                                         else triangle(a, upper), b),
         (Call((4, 2), (4, 4)), Call((3, 2), (2, 3, 3), upper=False, transpose=True)),
         draws=[regular, regular], grads=(0, 1), post=lambda y: y.solution, refused=False),
    case("cholesky_solve", "cholesky_solve", by_factor,
         (Call((4, 2), (4, 4)), Call((3, 3, 2), (2, 1, 3, 3), upper=True)),
         draws=[regular, regular], refused=False),
    case("cholesky_inverse", "cholesky_inverse", inverse_by_factor,
         (Call((4, 4)), Call((2, 3, 3), upper=True)), draws=[regular], grads=()),
    # The factor's other triangle is not read, and has no gradient here; in torch it has one.
    OpCase("cholesky_solve_by_triangle", lambda b, low: b.cholesky_solve(low.tril()), by_factor,
           (Call((4, 2), (4, 4)),), draws={0: regular, 1: regular}, grads=(0, 1), places=PLACES,
           rtol=30),
    OpCase("cholesky_inverse_by_triangle", lambda x: x.tril().cholesky_inverse(),
           inverse_by_factor, (Call((2, 3, 3)),), draws={0: regular}, places=PLACES, rtol=30),
    case("solve", "linalg.solve", solve_either,
         (*PAIR, Call((3, 3), (3,)), Call((3, 3), (2, 3), left=False)),
         draws=[regular, regular], grads=(0, 1)),
    case("solve_ex", "linalg.solve_ex", solve_either, PAIR[:1], draws=[regular, regular],
         grads=(0, 1), post=lambda y: y.result),
    case("inv", "linalg.inv", np.linalg.inv, SQUARE),
    case("inverse", "inverse", np.linalg.inv, SQUARE[:1]),
    case("inv_ex", "linalg.inv_ex", np.linalg.inv, SQUARE[:1], post=lambda y: y.inverse),
    case("det", "linalg.det", np.linalg.det, SQUARE),
    case("slogdet", "slogdet", lambda x: np.linalg.slogdet(x)[1], SQUARE,
         post=lambda y: y.logabsdet),
    case("linalg_slogdet", "linalg.slogdet", lambda x: np.linalg.slogdet(x)[0], SQUARE, grads=(),
         post=lambda y: y.sign),
    case("logdet", "logdet", lambda x: np.linalg.slogdet(x)[1], SQUARE[:2], draws=[definite]),
    case("lu", "lu", packed, (*SQUARE, Call((2, 4, 3)), Call((3, 5)), Call((5, 2))),
         post=lambda y: y[0], refused=False),
    case("linalg_lu", "linalg.lu", lambda x: np.triu(packed(x)[..., : x.shape[-1], :]),
         (Call((4, 4)), Call((2, 4, 3))), post=lambda y: y.U, refused=False),
    OpCase("lu_solve", lambda a, b: b.lu_solve(*a.lu()), solve, (Call((4, 4), (4, 2)),),
           draws={0: regular, 1: regular}, grads=(0, 1), places=PLACES, rtol=30),
    case("lu_unpack", "lu", lambda x: packed(x) * np.tri(*x.shape, -1) + np.eye(*x.shape),
         (Call((4, 4)), Call((5, 3))), post=lambda y: home_of(y[0]).lu_unpack(*y).L,
         refused=False),
    case("lu_factor", "linalg.lu_factor", packed, SQUARE[:2], post=lambda y: y.LU, refused=False),
    case("qr", "linalg.qr", lambda x, mode="reduced": np.abs(np.linalg.qr(x, mode)[1]),
         (Call((4, 4)), Call((2, 3, 2)), Call((2, 4)), Call((0, 3)), Call((3, 0)),
          Call((2, 3), mode="complete")),
         post=lambda y: y.R.abs(), refused=False),
    case("qr_q", "qr", lambda x: squared(np.linalg.qr(x)[0]), (Call((4, 4)), Call((2, 4, 2))),
         post=lambda y: squared(y.Q), refused=False),
    OpCase("geqrf", lambda x: x.geqrf()[0].triu().abs(), lambda x: np.abs(np.linalg.qr(x)[1]),
           (Call((4, 4)),), draws={0: regular}, grads=(), places=PLACES, rtol=30),
    case("householder_product", "linalg.householder_product", reflected,
         (Call((4, 3), (2,)), Call((2, 3, 3), (2, 3))), draws=[regular, regular], grads=(0, 1),
         refused=False),
    case("orgqr", "orgqr", reflected, (Call((4, 3), (2,)),), draws=[regular, regular],
         grads=(0, 1), refused=False),
    case("eigh", "linalg.eigh", lambda x, UPLO="L": np.linalg.eigvalsh(symmetric(x)),
         (*SQUARE[:2], Call((3, 3), UPLO="U"), *SQUARE[3:]), draws=[spaced],
         post=lambda y: y.eigenvalues),
    OpCase("eigenvectors",
           lambda x: squared(home_of(x).linalg.eigh((x + x.mT) / 2).eigenvectors),
           lambda x: squared(np.linalg.eigh(symmetric(x))[1]),
           (Call((4, 4)), Call((2, 3, 3))), draws={0: spaced}, places=PLACES, rtol=30),
    case("eigvalsh", "linalg.eigvalsh", lambda x: np.linalg.eigvalsh(symmetric(x)), SQUARE[:2],
         draws=[spaced]),
    case("svd", "linalg.svd", singular, (Call((3, 3)), Call((2, 4, 3)), Call((2, 4)), Call((0, 3))),
         draws=[full_rank], post=lambda y: y.S, refused=False),
    case("svd_u", "linalg.svd", lambda x, full_matrices: squared(np.linalg.svd(x, False)[0]),
         (Call((3, 3), full_matrices=False), Call((4, 2), full_matrices=False),
          Call((2, 4), full_matrices=False)),
         draws=[full_rank], post=lambda y: squared(y.U), refused=False),
    OpCase("svd_v", lambda x: squared(x.svd().V),
           lambda x: squared(mT(np.linalg.svd(x, False)[2])),
           (Call((2, 3, 3)), Call((4, 2)), Call((2, 4))), draws={0: full_rank}, places=PLACES,
           rtol=30),
    case("svdvals", "linalg.svdvals", singular, (Call((3, 3)), Call((2, 4, 3))),
         draws=[full_rank], refused=False),
    case("pinv", "linalg.pinv", np.linalg.pinv,
         (Call((3, 3)), Call((2, 4, 3)), Call((2, 4)), Call((0, 3))), draws=[full_rank],
         refused=False),
    OpCase("pinv_hermitian",
           lambda x: home_of(x).linalg.pinv((x + x.mT) / 2, hermitian=True),
           lambda x: np.linalg.pinv(symmetric(x)), (Call((3, 3)),), draws={0: definite},
           places=PLACES, rtol=30),
    case("pinverse", "pinverse", np.linalg.pinv, (Call((2, 3)),), draws=[full_rank],
         refused=False),
    case("matrix_rank", "linalg.matrix_rank", np.linalg.matrix_rank,
         (Call((3, 3)), Call((2, 4, 3)), Call((0, 3))), draws=[full_rank], out=lambda t: "int64",
         grads=(), refused=False),
    case("cond", "linalg.cond", np.linalg.cond,
         (Call((3, 3)), Call((2, 4, 3)), Call((3, 3), p=-2)), draws=[full_rank], refused=False),
    # torch's own derivative of these ends in an error.
    case("cond_by_inverse", "linalg.cond", np.linalg.cond,
         (Call((3, 3), p=1), Call((3, 3), p="fro"), Call((3, 3), p="nuc")), draws=[full_rank],
         grads=(), refused=False),
    case("matrix_norm_2", "linalg.matrix_norm",
         lambda x, ord, dim=(-2, -1), keepdim=False: np.linalg.norm(x, ord, dim, keepdim),
         (Call((3, 3), ord=2), Call((2, 4, 3), ord=-2), Call((3, 2), ord="nuc"),
          Call((2, 3, 3), ord=2, dim=(2, 1), keepdim=True)), draws=[full_rank], refused=False),
    case("lstsq", "linalg.lstsq", lambda a, b: np.linalg.pinv(a) @ b,
         (Call((4, 3), (4, 2)), Call((2, 3, 3), (2, 3, 1)), Call((2, 4), (2, 2))),
         draws=[full_rank, full_rank], grads=(0, 1), post=lambda y: y.solution, refused=False),
    case("matrix_exp", "linalg.matrix_exp", exponential,
         (*SQUARE[:2], Call((1, 1)), Call((0, 0))), draws=[graded_norms]),
    case("tensorinv", "linalg.tensorinv",
         lambda x, ind=2: np.linalg.inv(x.reshape(4, 4)).reshape(x.shape[ind:] + x.shape[:ind]),
         (Call((2, 2, 4)), Call((4, 2, 2), ind=1)), draws=[full_rank], refused=False),
    case("tensorsolve", "linalg.tensorsolve",
         lambda a, b, dims=None: np.linalg.tensorsolve(a, b, dims),
         (Call((2, 2, 4), (2, 2)), Call((4, 2, 2), (2, 2), dims=(0,))),
         draws=[full_rank, full_rank], grads=(0, 1), refused=False),
    case("lu_factor_ex", "linalg.lu_factor_ex", packed, SQUARE[:2], post=lambda y: y.LU,
         refused=False),
]  # fmt: skip
