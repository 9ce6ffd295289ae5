"""Rows of op_table.py: sums of products by equations, sums with products, chains, distances."""

from __future__ import annotations

import sys
from functools import reduce

import numpy as np
from op_case import FLOATS, Call, OpCase, bad, summed

inf = float("inf")
NUMBERS = (*FLOATS, "int32", "int64")
# Where all elements are equal the digits of what cancels are those of rounding errors, and where
# two rows are there is no slope.
NO_REPEATS = ("contiguous", "transposed", "sliced", "offset")


def home(x):
    """The module whose tensor x is."""
    return sys.modules[type(x).__module__.split(".")[0]]


def by_equation(name, equation, *shapes, **fields):
    fields.setdefault("grads", tuple(range(len(shapes[0]))))

    def op(*xs):
        return home(xs[0]).einsum(equation, *xs)

    def reference(*xs):
        return np.asarray(np.einsum(equation.replace(" ", ""), *xs))

    calls = tuple(Call(*s) for s in shapes)
    return OpCase(f"einsum_{name}", op, reference, calls, **fields)


def einsum_errors(*texts, error=RuntimeError):
    def call(text):
        return lambda m: m.einsum(text, m.ones(2, 3))

    return [bad(text, call(text), error) for text in texts]


def with_product(name, reference, *shapes, dtypes=NUMBERS, **fields):
    def numpy_form(x, a, b, beta=1, alpha=1):
        y = reference(a, b)
        product = alpha * y if alpha else np.zeros_like(y)
        return np.asarray(product + (beta * x if beta else np.zeros_like(x)))

    calls = [Call(*s) for s in shapes]
    first = shapes[0]
    calls += [Call(*first, beta=2, alpha=3), Call(*first, beta=0), Call(*first, alpha=0)]
    errors = (
        bad("shapes", lambda m: getattr(m, name)(*(m.ones(2, 2, 2, 2) for _ in range(3)))),
        bad("fraction", lambda m: m.addr(*(m.ones(*n, dtype=m.int64) for n in ((2, 2), (2,), (2,))),
                                         beta=0.5)),
        *fields.pop("errors", ()),
    )  # fmt: skip
    return OpCase(
        name, name, numpy_form, tuple(calls), dtypes=dtypes, grads=(0, 1, 2), rtol=4,
        errors=errors, **fields
    )  # fmt: skip


def distances(a, b, p=2.0):
    size = np.abs(a[..., :, None, :] - b[..., None, :, :])
    if p == inf:
        return np.max(size, axis=-1, initial=0)
    if p == 0:
        return np.sum(size != 0, axis=-1).astype(float)
    return np.sum(size**p, axis=-1) ** (1 / p)


def condensed(x, p=2.0):
    return distances(x, x, p)[np.triu_indices(len(x), 1)]


def dots(a, b, dims):
    return np.tensordot(a, b, tuple(map(list, dims)) if isinstance(dims, tuple) else dims)


def power(x, n):
    if n == 0:
        return np.broadcast_to(np.eye(x.shape[-1], dtype=x.dtype), x.shape)
    return reduce(np.matmul, [x] * n)


def vandermonde(x, N=None, increasing=False):
    return np.vander(x, N, increasing)


def vandermondes(x, N=None):
    return x[..., None] ** np.arange(N or x.shape[-1])


def crossed(a, b, dim=-1):
    return np.cross(a, b, axis=dim)


PRODUCTS_BY_NAME = [
    by_equation("bmm", "bij,bjk->bik", ((4, 2, 3), (4, 3, 5)), ((1, 2, 3), (4, 3, 5)),
                ((2, 0, 3), (2, 3, 1)), dtypes=NUMBERS),
    by_equation("outer", " i, j -> j i ", ((3,), (4,)), ((0,), (4,)), dtypes=NUMBERS),
    by_equation("ellipsis", "...ij,kj->k...i", ((2, 3, 4), (5, 4)), ((3, 4), (5, 4)),
                ((2, 1, 3, 4), (1, 4))),
    by_equation("implied", "bA,Bb", ((3, 2), (4, 3)), dtypes=NUMBERS),
    by_equation("diagonal", "...ii->...i", ((2, 3, 3),), dtypes=(*NUMBERS, "bool")),
    by_equation("trace", "iij", ((3, 3, 2),), dtypes=NUMBERS, out=summed),
    by_equation("three", "ij,jk,ki->k", ((2, 3), (3, 4), (4, 2)), rtol=4),
    by_equation("four", "aib,bjc,ckd,ijk->ad", ((2, 3, 4), (4, 2, 3), (3, 4, 2), (3, 2, 4)),
                rtol=4),
    by_equation("alone", "ij,jk->k", ((2, 3), (3, 4))),
    by_equation("groups", "abij,ijbc->cab", ((2, 3, 4, 2), (4, 2, 3, 5)), rtol=4),
    OpCase("einsum", lambda a, b: home(a).einsum(a, [..., 0, 51], b, [51, 2], [2, ..., 0]),
           lambda a, b: np.einsum("...ij,jk->k...i", a, b), (Call((2, 3, 4), (4, 5)),),
           grads=(0, 1), errors=(
               bad("none", lambda m: m.einsum("ij"), ValueError),
               bad("number", lambda m: m.einsum(m.ones(2), [52]), ValueError),
               bad("name", lambda m: m.einsum(m.ones(2), ["i"]), TypeError),
               bad("types", lambda m: m.einsum("ij,jk", m.ones(2, 2), m.ones(2, 2).double())),
               bad("lengths", lambda m: m.einsum("i,i", m.ones(2), m.ones(3))),
               bad("bool", lambda m: m.einsum("i,i", m.ones(2).bool(), m.ones(2).bool())),
               *einsum_errors("ii", "i", "ijk", "ij,jk", "ij->ii", "ij->k", "i1", "ij->i->j",
                              "i.j", "...ij...", "i-j", "ié"),
           )),
    OpCase("tensordot", "tensordot", dots,
           (Call((2, 3, 4), (4, 5), dims=1), Call((2, 3, 4), (4, 3), dims=([1, -1], [1, 0])),
            Call((2, 3), (4,), dims=0), Call((2, 3), (2, 3), dims=2)),
           dtypes=NUMBERS, grads=(0, 1), rtol=4, errors=(
               bad("negative", lambda m: m.tensordot(m.ones(2), m.ones(2), -1)),
               bad("many", lambda m: m.tensordot(m.ones(2), m.ones(2), 2)),
               bad("lengths", lambda m: m.tensordot(m.ones(2), m.ones(3), 1)),
               bad("twice", lambda m: m.tensordot(m.ones(2, 2), m.ones(2, 2), ([1, 1], [0, 0]))),
               bad("dim", lambda m: m.tensordot(m.ones(2), m.ones(2), ([1], [0])), IndexError),
               bad("types", lambda m: m.tensordot(m.ones(2), m.ones(2).double(), 1)),
               bad("dims", lambda m: m.tensordot(m.ones(2), m.ones(2), "x")),
           )),
    OpCase("inner", "inner", np.inner,
           (Call((3,), (3,)), Call((2, 3), (4, 3)), Call((2, 3), ()), Call((2, 1, 3), (3,))),
           dtypes=NUMBERS, grads=(0, 1), rtol=4,
           errors=(bad("lengths", lambda m: m.inner(m.ones(2), m.ones(3))),)),
    OpCase("vecdot", "linalg.vecdot", lambda a, b, dim=-1: np.sum(a * b, axis=dim),
           (Call((2, 3), (3,)), Call((2, 3, 4), (1, 3, 1), dim=1), Call((3, 0), (3, 0))),
           grads=(0, 1), rtol=4, errors=(
               bad("integers", lambda m: m.linalg.vecdot(m.tensor([1]), m.tensor([1]))),
               bad("types", lambda m: m.linalg.vecdot(m.ones(2), m.ones(2).double())),
               bad("dim", lambda m: m.linalg.vecdot(m.ones(2, 2), m.ones(2, 2), dim=2), IndexError),
           )),
    OpCase("vdot", "vdot", np.vdot, (Call((5,), (5,)), Call((0,), (0,))), dtypes=NUMBERS,
           grads=(0, 1), rtol=4, errors=(bad("dims", lambda m: m.vdot(m.ones(1, 2), m.ones(2))),)),
    with_product("addmm", np.matmul, ((2, 4), (2, 3), (3, 4)), ((4,), (2, 3), (3, 4)),
                 ((2, 1), (2, 3), (3, 4)), ((), (2, 0), (0, 4)), errors=(
                     bad("types", lambda m: m.addmm(m.ones(1).double(), m.eye(2), m.eye(2))),
                     bad("input", lambda m: m.addmm(m.ones(3), m.eye(2), m.eye(2))),
                 )),
    with_product("addmv", np.matmul, ((2,), (2, 3), (3,)), ((1,), (4, 3), (3,))),
    with_product("addr", np.outer, ((2, 3), (2,), (3,)), ((3,), (2,), (3,)), ((), (2,), (0,)),
                 dtypes=(*NUMBERS, "uint8")),
    with_product("baddbmm", np.matmul, ((2, 3, 4), (2, 3, 5), (2, 5, 4)),
                 ((4,), (2, 3, 5), (2, 5, 4))),
    with_product("addbmm", lambda a, b: np.matmul(a, b).sum(0), ((3, 4), (2, 3, 5), (2, 5, 4)),
                 ((1,), (0, 3, 5), (0, 5, 4))),
    OpCase("chain_matmul", "chain_matmul", lambda *xs: reduce(np.matmul, xs),
           (Call((2, 3), (3, 4), (4, 5), (5, 1)), Call((2, 3))), dtypes=NUMBERS,
           grads=(0, 1, 2, 3), rtol=4, errors=(
               bad("none", lambda m: m.chain_matmul()),
               bad("vector", lambda m: m.chain_matmul(m.ones(3), m.ones(3, 2))),
           )),
    OpCase("multi_dot", "linalg.multi_dot", lambda xs: np.asarray(np.linalg.multi_dot(xs)),
           (Call((2, 3), (3, 4), (4, 5)), Call((2,), (2, 3), (3,)), Call((3, 2), (2,))),
           grads=(0, 1, 2), listed=True, rtol=4, errors=(
               bad("one", lambda m: m.linalg.multi_dot([m.ones(2, 2)])),
               bad("inner", lambda m: m.linalg.multi_dot([m.eye(2), m.ones(2), m.eye(2)])),
               bad("lengths", lambda m: m.linalg.multi_dot([m.ones(2, 3), m.ones(2, 3)])),
               bad("types", lambda m: m.linalg.multi_dot([m.eye(2), m.eye(2).double()])),
           )),
    *(OpCase(path.split(".")[-1] + "_" * ("." in path), path, power,
             (Call((3, 3), n=3), Call((2, 2, 2), n=5), Call((2, 2), n=1), Call((2, 3, 3), n=0)),
             dtypes=NUMBERS, domain=(-1, 1), integers=(-2, 3), rtol=8, errors=(
                 bad("shape", lambda m: m.matrix_power(m.ones(2, 3), 2)),
                 bad("vector", lambda m: m.matrix_power(m.ones(2), 2)),
             ))
      for path in ("matrix_power", "linalg.matrix_power")),
    OpCase("trace", "trace", np.trace, (Call((3, 4)), Call((4, 3)), Call((0, 3))), dtypes=NUMBERS,
           out=summed, errors=(
               bad("vector", lambda m: m.trace(m.ones(2))),
               bad("bool", lambda m: m.trace(m.ones(2, 2).bool())),
           )),
    OpCase("vander", "vander", vandermonde,
           (Call((4,)), Call((3,), N=5, increasing=True), Call((3,), N=2)),
           dtypes=(*NUMBERS, "bool"), out=summed, rtol=4, errors=(
               bad("matrix", lambda m: m.vander(m.ones(2, 2))),
               bad("negative", lambda m: m.vander(m.ones(2), -1)),
           )),
    OpCase("vander_of_rows", "linalg.vander", vandermondes,
           (Call((4,)), Call((2, 3)), Call((2, 3), N=5)), dtypes=NUMBERS, out=summed, rtol=4,
           errors=(
               bad("few", lambda m: m.linalg.vander(m.ones(3), N=1)),
               bad("bool", lambda m: m.linalg.vander(m.ones(2).bool())),
           )),
    OpCase("kron", "kron", np.kron,
           (Call((2, 3), (2, 2)), Call((3,), (2, 2)), Call((2, 1, 3), (2,)), Call((), (3,)),
            Call((0,), (2, 3))), dtypes=(*NUMBERS, "bool"), grads=(0, 1)),
    OpCase("cross", "cross", crossed,
           (Call((4, 3), (4, 3), dim=1), Call((3, 2, 3), (3, 2, 3), dim=0)),
           dtypes=(*NUMBERS, "uint8"), grads=(0, 1), rtol=8, errors=(
               bad("none", lambda m: m.cross(m.ones(2), m.ones(2))),
               bad("length", lambda m: m.cross(m.ones(2, 3), m.ones(2, 3), dim=0)),
               bad("dim", lambda m: m.cross(m.ones(3), m.ones(3), dim=1), IndexError),
               bad("bool", lambda m: m.cross(m.ones(3).bool(), m.ones(3).bool())),
               bad("types", lambda m: m.cross(m.ones(3), m.ones(3).double())),
           )),
    OpCase("cross_of_rows", "linalg.cross", crossed,
           (Call((4, 3), (1, 3)), Call((0, 3), (0, 3)), Call((1, 3, 2), (4, 3, 1), dim=1)),
           grads=(0, 1), rtol=8,
           errors=(bad("dims", lambda m: m.linalg.cross(m.ones(1, 3), m.ones(3))),)),
    *(OpCase(f"cdist_{p}", "cdist", distances,
             (Call((4, 3), (5, 3), p=p), Call((2, 1, 3, 2), (4, 5, 2), p=p),
              *((Call((0, 3), (2, 3), p=p), Call((2, 0), (3, 0), p=p)) if p == 0 else ())),
             grads=(0, 1) if p else (), rtol=8, places=NO_REPEATS, domain=((-2, 2), (0, 3)),
             large=((9, 130), (70, 130)) if p == 2 else ())
      for p in (2.0, 1.0, 3.0, 1.5, inf, 0.0)),
    OpCase("pdist", "nn.functional.pdist", condensed,
           (Call((5, 3)), Call((4, 2), p=1.0), Call((4, 2), p=inf), Call((2, 3))),
           rtol=8, places=NO_REPEATS, errors=(
               bad("vector", lambda m: m.pdist(m.ones(3))),
               bad("integers", lambda m: m.pdist(m.tensor([[1]]))),
               bad("p", lambda m: m.pdist(m.ones(2, 2), -1.0)),
               bad("cdist p", lambda m: m.cdist(m.ones(2, 2), m.ones(2, 2), -1.0)),
               bad("columns", lambda m: m.cdist(m.ones(2, 2), m.ones(2, 3))),
               bad("batch", lambda m: m.cdist(m.ones(2, 2, 2), m.ones(3, 2, 2))),
               bad("rows", lambda m: m.cdist(m.ones(2), m.ones(2, 2))),
               bad("types", lambda m: m.cdist(m.ones(2, 2), m.ones(2, 2).double())),
               bad("mode", lambda m: m.cdist(m.ones(1, 1), m.ones(1, 1), 2, "no"), ValueError),
           )),
]  # fmt: skip
