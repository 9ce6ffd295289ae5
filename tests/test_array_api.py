"""The Python array API standard: its names, judged by NumPy, which keeps the standard too."""

from __future__ import annotations

import doctest
import importlib
import pickle

import numpy as np
import pytest
import retrograd as rg

XP = rg.ones(1).__array_namespace__()
RNG = np.random.default_rng(0)

# What the standard of 2025.12 lists, but for complex and wider unsigned types, and fft.
TEXT = """
    abs acos acosh add all any arange argmax argmin argsort asarray asin asinh astype atan atan2
    atanh bitwise_and bitwise_invert bitwise_left_shift bitwise_or bitwise_right_shift bitwise_xor
    bool broadcast_arrays broadcast_shapes broadcast_to can_cast ceil clip concat conj copysign cos
    cosh count_nonzero cumulative_prod cumulative_sum diff divide e empty empty_like equal exp
    expand_dims expm1 eye finfo flip float32 float64 floor floor_divide from_dlpack full full_like
    greater greater_equal hypot iinfo inf int16 int32 int64 int8 isdtype isfinite isin isinf isnan
    less less_equal linspace log log10 log1p log2 logaddexp logical_and logical_not logical_or
    logical_xor matmul matrix_transpose max maximum mean meshgrid min minimum moveaxis multiply nan
    negative newaxis nextafter nonzero not_equal ones ones_like permute_dims pi positive pow prod
    real reciprocal remainder repeat reshape result_type roll round searchsorted sign signbit sin
    sinh sort sqrt square squeeze stack std subtract sum take take_along_axis tan tanh tensordot
    tile tril triu trunc uint8 unique_all unique_counts unique_inverse unique_values unstack var
    vecdot where zeros zeros_like
    linalg.cholesky linalg.cross linalg.det linalg.diagonal linalg.eigh linalg.eigvalsh linalg.inv
    linalg.matmul linalg.matrix_norm linalg.matrix_power linalg.matrix_rank
    linalg.matrix_transpose linalg.outer linalg.pinv linalg.qr linalg.slogdet linalg.solve
    linalg.svd linalg.svdvals linalg.tensordot linalg.trace linalg.vecdot linalg.vector_norm
"""
NAMES = TEXT.split()

X = RNG.normal(size=(2, 3, 4))
Y = RNG.normal(size=(3, 1))
SQUARE = RNG.normal(size=(2, 3, 3)) + 3 * np.eye(3)
SPD = SQUARE @ SQUARE.mT
INTS = RNG.integers(-5, 6, (2, 3)).astype(np.int32)
BYTES = RNG.integers(0, 9, (2, 3)).astype(np.uint8)
SMALL = INTS.astype(np.int8)
EMPTY = np.zeros((2, 0))
POINT = np.asarray(2.5)
WITH_NAN = np.array([np.nan, -np.inf, -2.0, 0.0, 3.0, np.inf])
MASK = INTS > 0

# function, arguments, keywords: read as np.function(*arguments, **keywords).
CASES = [
    *[(name, (x,), {"axis": axis, "keepdims": keep})
      for name in ("sum", "prod", "max", "min", "mean", "std", "var", "all", "any")
      for x in (X, INTS) if x is X or name in ("sum", "prod", "max", "min", "all", "any")
      for axis in (None, 0, -1, (), (0, 1)) for keep in (False, True)],
    *[(name, (X,), {"axis": (0, 2), "correction": 0.5}) for name in ("std", "var")],
    *[(name, (x,), {"axis": axis, "keepdims": True})
      for name in ("argmax", "argmin") for x in (X, INTS) for axis in (None, 1)],
    *[(name, (SMALL,), {"axis": 0, "dtype": "int64"}) for name in ("sum", "prod")],
    *[(name, (x,), {"axis": 0, "include_initial": initial})
      for name in ("cumulative_sum", "cumulative_prod") for x in (X, INTS)
      for initial in (False, True)],
    ("cumulative_sum", (X[0, 0],), {}),
    ("sum", (EMPTY,), {"axis": 1}), ("prod", (EMPTY,), {"axis": (0, 1)}),
    ("count_nonzero", (INTS,), {"axis": 1, "keepdims": True}), ("all", (BYTES,), {}),
    *[(name, pair, {}) for name in ("add", "subtract", "multiply", "less", "equal", "maximum")
      for pair in ((X, Y), (INTS, SMALL), (BYTES, SMALL), (X.astype("f4"), POINT), (X, 2),
                   (3, INTS), (INTS, True), (SMALL[0], np.asarray(3, "int64")))],
    *[(name, pair, {}) for name in ("divide", "pow", "atan2", "hypot", "logaddexp", "copysign",
                                    "nextafter", "floor_divide", "remainder")
      for pair in ((np.abs(X), Y.astype("f4")), (2.5, X.astype("f4")), (np.abs(X), 1.5))],
    *[(f"bitwise_{what}", (INTS, x), {})
      for what in ("and", "or", "xor", "left_shift", "right_shift") for x in (BYTES, 3)],
    *[(name, (MASK, x), {}) for name in ("logical_and", "logical_or", "logical_xor")
      for x in (True, ~MASK)],
    ("bitwise_invert", (INTS,), {}), ("sign", (WITH_NAN,), {}), ("sign", (INTS,), {}),
    ("ceil", (INTS,), {}), ("round", (np.array([0.5, 1.5, 2.5]),), {}), ("real", (X,), {}),
    ("clip", (X, -0.5, None), {}), ("clip", (X,), {"max": POINT}), ("clip", (X, Y, 2), {}),
    ("clip", (INTS, -1, np.asarray(3, "int32")), {}),
    ("where", (MASK, INTS, 0), {}), ("where", (MASK, 1, INTS), {}),
    ("where", (MASK, INTS, X[:, :, 0]), {}),
    ("arange", (5, 0, -2), {}), ("arange", (5,), {}), ("arange", (5, 0), {}),
    ("arange", (0, 2, 0.5), {"dtype": "float64"}),
    ("linspace", (0, 1, 5), {"endpoint": False, "dtype": "float64"}),
    ("linspace", (0, 1), {"num": 1, "dtype": "float64"}),
    *[("eye", (2, columns), {"k": k, "dtype": "float64"})
      for columns in (None, 4) for k in (0, 1, -1, 9)],
    *[(name, (), {"shape": shape, "dtype": "int32"})
      for name in ("zeros", "ones") for shape in (3, (2, 0), ())],
    ("full", (), {"shape": 3, "fill_value": True}), ("full", ((2,), 7), {"dtype": "float32"}),
    ("full_like", (INTS, 3), {}), ("tril", (X,), {"k": -1}), ("triu", (X,), {"k": 1}),
    *[("meshgrid", (X[0, 0], Y[:, 0]), {"indexing": how}) for how in ("xy", "ij")],
    ("meshgrid", (X[0, 0],), {}),
    ("broadcast_arrays", (X, Y), {}), ("broadcast_to", (Y,), {"shape": (2, 3, 4)}),
    *[("concat", ([X, X + 1],), {"axis": axis}) for axis in (0, -1, None)],
    ("concat", ([INTS, SMALL],), {}),
    ("stack", ([X, X + 1],), {"axis": -1}), ("unstack", (X,), {"axis": 1}),
    *[("flip", (X,), {"axis": axis}) for axis in (None, 1, (0, -1))],
    ("roll", (X, 2), {}), ("roll", (X, (1, 2)), {"axis": (0, 1)}),
    ("roll", (X, -1), {"axis": (0, 1)}),
    ("repeat", (X, 2), {}), ("repeat", (X, np.array([2, 0, 1], "int32")), {"axis": 1}),
    ("tile", (X, (2, 1)), {}),
    ("permute_dims", (X,), {"axes": (2, 0, 1)}), ("moveaxis", (X, (0, 1), (2, 0)), {}),
    ("expand_dims", (X,), {"axis": -1}),
    *[("reshape", (X,), {"shape": (4, -1), "copy": copy}) for copy in (None, True, False)],
    ("squeeze", (Y,), {"axis": 1}), ("squeeze", (Y,), {"axis": ()}), ("matrix_transpose", (X,), {}),
    ("take", (X, np.array([0, -1], "int8")), {"axis": 1}),
    ("take", (X[0, 0], np.array([1, 1], "uint8")), {"axis": 0}),
    ("take_along_axis", (X, np.array([[[-1]], [[0]]])), {"axis": 2}),
    ("nonzero", (INTS,), {}),
    ("searchsorted", (np.array([1, 3, 3]), np.array([[3.0], [4.0]])), {"side": "right"}),
    ("searchsorted", (np.array([3, 1]), 2), {"sorter": np.array([1, 0], "int32")}),
    ("isin", (INTS, SMALL[0, :2]), {"invert": True}), ("diff", (X,), {"axis": 1, "n": 2}),
    *[(name, (x,), {"axis": 0, "stable": True}) for name in ("sort", "argsort") for x in (X, INTS)],
    *[(f"unique_{what}", (x,), {}) for what in ("all", "counts", "inverse")
      for x in (INTS, np.round(X), np.array([1.0, np.nan, 1.0]))],
    *[("astype", (X, t), {}) for t in ("int8", "float32", "bool")],
    ("result_type", (SMALL, BYTES, 3), {}),
    *[("isdtype", (np.dtype("int8"), kind), {})
      for kind in ("integral", "bool", ("bool", "numeric"))],
    ("broadcast_shapes", ((2, 1), (3,)), {}),
    ("can_cast", (np.dtype("int8"), np.dtype("int16")), {}),
    ("matmul", (INTS, SMALL.T), {}), ("tensordot", (X, X), {"axes": ((0, 1), (0, 1))}),
    ("tensordot", (INTS, SMALL.T), {"axes": 1}),
    ("vecdot", (X, Y), {"axis": -2}), ("vecdot", (INTS, SMALL[0]), {}),
    ("linalg.outer", (INTS[0], SMALL[1]), {}), ("linalg.trace", (X,), {"offset": 1}),
    ("linalg.trace", (SMALL,), {"dtype": "float64"}),
    ("linalg.diagonal", (X,), {"offset": -1}), ("linalg.cross", (SQUARE, SQUARE[0, 0]), {}),
    ("linalg.det", (SQUARE,), {}), ("linalg.inv", (SQUARE,), {}), ("linalg.slogdet", (SQUARE,), {}),
    *[("linalg.solve", (SQUARE, b), {}) for b in (Y, X, SQUARE[0], SQUARE[0, 0])],
    ("linalg.solve", (SPD[0], Y[:, 0]), {}),
    ("linalg.cholesky", (SPD,), {"upper": True}), ("linalg.eigvalsh", (SPD,), {}),
    ("linalg.svdvals", (X,), {}),
    ("linalg.matrix_power", (SQUARE, -2), {}), ("linalg.matrix_rank", (X,), {"rtol": 0.1}),
    ("linalg.pinv", (X,), {"rtol": 0.1}),
    *[("linalg.matrix_norm", (X,), {"ord": o, "keepdims": True})
      for o in ("fro", "nuc", 1, -2, np.inf)],
    *[("linalg.vector_norm", (X,), {"axis": axis, "ord": o, "keepdims": True})
      for axis in (None, (), 1, (0, 2)) for o in (2, 0.5, np.inf)],
]  # fmt: skip


TYPES = ("bool", "int8", "int16", "int32", "int64", "uint8", "float32", "float64")


def ours(x):
    """Arrays and types in the arguments as retrograd has them."""
    if isinstance(x, np.ndarray):
        return rg.asarray(x)
    if isinstance(x, np.dtype) or (isinstance(x, str) and x in TYPES):
        return getattr(XP, str(x))
    return [ours(part) for part in x] if isinstance(x, list) else x


def found(space, name):
    for part in name.split("."):
        space = getattr(space, part)
    return space


def check(got, want):
    if isinstance(want, (tuple, list)):
        for field in getattr(want, "_fields", ()):
            assert getattr(got, field) is got[want._fields.index(field)]
        assert len(got) == len(want)
        for part, wanted in zip(got, want, strict=True):
            check(part, wanted)
    elif isinstance(want, (np.ndarray, np.generic)):
        assert isinstance(got, rg.Tensor)
        assert name_of(got.dtype) == want.dtype.name
        np.testing.assert_allclose(got.numpy(), want, rtol=1e-6, atol=1e-9, strict=want.ndim > 0)
        assert got.shape == want.shape
    elif isinstance(want, np.dtype):
        assert name_of(got) == want.name
    else:
        assert got == want


def name_of(thing):
    return str(thing).removeprefix("torch.")


@pytest.mark.parametrize("name", sorted({case[0] for case in CASES}))
def test_a_function_does_what_numpy_does(name):
    for _, arguments, keywords in (case for case in CASES if case[0] == name):
        want = found(np, name)(*arguments, **keywords)
        got = found(XP, name)(*map(ours, arguments), **{k: ours(v) for k, v in keywords.items()})
        check(got, want)


@pytest.mark.parametrize("part", [MASK, INTS, BYTES, SMALL, X, X.astype("f4"), WITH_NAN], ids=str)
def test_functions_of_one_element_are_numpys(part):
    kinds = {"b": "logical_not", "i": "abs negative positive square", "u": "positive square"}
    plain = kinds.get(part.dtype.kind, UNARY)
    with np.errstate(all="ignore"):
        for name in [*plain.split(), "isfinite", "isinf", "isnan"]:
            check(getattr(XP, name)(ours(part)), np.asarray(getattr(np, name)(part)))


UNARY = """abs acos acosh asin asinh atan atanh ceil cos cosh exp expm1 floor log log10 log1p log2
    negative positive reciprocal round sign signbit sin sinh sqrt square tan tanh trunc"""


@pytest.mark.parametrize("descending", [False, True])
def test_order_keeps_equals_as_they_came(descending):
    x = rg.tensor([2, 1, 2, 1])
    assert XP.argsort(x, descending=descending).tolist() == [[1, 3, 0, 2], [0, 2, 1, 3]][descending]
    assert XP.sort(x, descending=descending).tolist() == sorted(x.tolist(), reverse=descending)


@pytest.mark.parametrize(
    ("name", "whole"),
    [("svd", lambda f: (f.U * f.S[..., None, :]) @ f.Vh), ("qr", lambda f: f.Q @ f.R),
     ("eigh", lambda f: f.eigenvectors * f.eigenvalues[..., None, :] @ f.eigenvectors.mT)],
)  # fmt: skip
def test_factors_multiply_to_the_matrix(name, whole):
    keywords = {"full_matrices": False} if name == "svd" else {}
    factors = getattr(XP.linalg, name)(ours(SPD), **keywords)
    np.testing.assert_allclose(whole(factors).numpy(), SPD, rtol=1e-9, atol=1e-9)


def test_values_come_once_and_in_order():
    values = XP.unique_values(rg.tensor([[3, 1], [3, 2]], dtype=rg.int8))
    assert values.tolist() == [1, 2, 3] and values.dtype == rg.int8


def test_every_name_of_the_standard_is_there():
    assert [name for name in NAMES if not callable(found(XP, name)) and "." in name] == []
    public = {name for name in XP.__all__ if not name.startswith("__")} - {"linalg", "special"}
    assert public | {f"linalg.{name}" for name in XP.linalg.__all__} == set(NAMES)
    assert XP.__array_api_version__ == "2025.12"


def test_a_tensor_says_where_its_functions_are():
    x = rg.ones(2)
    assert x.__array_namespace__() is rg.array_api
    assert x.__array_namespace__(api_version="2023.12") is rg.array_api
    with pytest.raises(ValueError, match=r"no version '2020.01' here; there are 2021.12"):
        x.__array_namespace__(api_version="2020.01")


def test_a_tensor_moves_to_the_one_device():
    x = rg.ones(2, requires_grad=True)
    assert x.to_device(x.device) is x and x.to_device("cpu", stream=None) is x
    with pytest.raises(rg.errors.DeviceError, match="stream"):
        x.to_device("cpu", stream=1)
    with pytest.raises(RuntimeError, match="cuda"):
        x.to_device("cuda")


def test_the_namespace_tells_what_it_can():
    info = rg.__array_namespace_info__()
    assert info.capabilities() == {
        "boolean indexing": True, "data-dependent shapes": True, "max dimensions": 64
    }  # fmt: skip
    assert rg.zeros((1,) * 64).ndim == 64
    assert info.default_device() == rg.ones(1).device and info.devices() == [rg.device("cpu")]
    assert info.default_dtypes()["real floating"] == rg.ones(1).dtype
    assert info.default_dtypes()["integral"] == XP.asarray(1).dtype
    assert info.default_dtypes()["indexing"] == XP.argmax(rg.ones(1)).dtype
    assert " ".join(info.dtypes()) == "bool int8 int16 int32 int64 uint8 float32 float64"
    assert info.dtypes(kind=("bool", "real floating")) == {
        "bool": rg.bool, "float32": rg.float32, "float64": rg.float64
    }  # fmt: skip
    assert info.dtypes(kind="complex floating") == {}
    with pytest.raises(ValueError, match="no kind 'real'"):
        info.dtypes(kind="real")


def test_limits_are_numpys():
    for t in (np.float32, np.float64):
        got, want = XP.finfo(rg.ones(1, dtype=getattr(rg, t.__name__))), np.finfo(t)
        for name in ("bits", "eps", "max", "min", "smallest_normal"):
            assert getattr(got, name) == getattr(want, name)
        assert got.dtype == getattr(rg, t.__name__)
    assert XP.iinfo(rg.int16)[:3] == (16, 32767, -32768)
    assert XP.can_cast(rg.int64, rg.int8) is False and XP.can_cast(rg.bool, rg.int8) is False


def test_gradients_go_through():
    x = rg.tensor([[1.0, 4.0, 2.0]], requires_grad=True)
    y = XP.std(x, axis=1, correction=1) * 2 + XP.take(x, rg.tensor([-1]), axis=1)
    XP.sum(XP.pow(2, y)).backward()
    a, h = np.array([1.0, 4.0, 2.0]), 1e-6

    def f(a):
        return 2 ** (np.std(a, correction=1) * 2 + a[-1])

    want = [(f(a + h * row) - f(a - h * row)) / (2 * h) for row in np.eye(3)]
    np.testing.assert_allclose(x.grad[0].numpy(), want, rtol=1e-5)


@pytest.mark.parametrize(
    ("call", "error", "words"),
    [
        (lambda: XP.squeeze(rg.ones(2, 1), axis=0), ValueError, r"axis 0 of shape \(2, 1\) has"),
        (lambda: XP.nonzero(rg.tensor(1)), ValueError, r"reshape it to \(1,\)"),
        (lambda: XP.reshape(rg.ones(2, 3).T, (6,), copy=False), ValueError, "is no view of shape"),
        (lambda: XP.take(rg.ones(2, 2), rg.tensor([0])), ValueError, "take: give axis="),
        (lambda: XP.cumulative_sum(rg.ones(2, 2)), ValueError, "cumulative_sum: give axis="),
        (lambda: XP.vecdot(rg.ones(2), rg.ones(3)), ValueError, "length 2 in one and 3"),
        (lambda: XP.add(rg.ones(2), "a"), TypeError, "tensors, dtypes and numbers, got str"),
        (lambda: XP.where(rg.ones(2) > 0, 1), TypeError, "a condition alone, or x1 and x2"),
        (lambda: XP.add(1, 2), ValueError, "expected a tensor or a dtype among"),
        (lambda: XP.isdtype(rg.int8, "int"), ValueError, "no kind 'int' of dtypes; there are bool"),
        (lambda: XP.isdtype("int8", "bool"), TypeError, "expected a dtype, got str"),
        (lambda: XP.isdtype(rg.int8, 1), TypeError, "expected a kind as str or dtype, got int"),
    ],
)  # fmt: skip
def test_errors_say_what_was_wanted(call, error, words):
    with pytest.raises(error, match=words):
        call()


def test_an_array_that_runs_backwards_is_copied():
    assert XP.asarray(np.arange(3)[::-1]).tolist() == [2, 1, 0]
    with pytest.raises(ValueError, match="negative stride"):
        XP.asarray(np.arange(3)[::-1], copy=False)


def test_a_condition_alone_gives_its_places():
    assert [i.tolist() for i in XP.where(rg.tensor([[True, False], [True, True]]))] == [
        i.tolist() for i in np.where([[True, False], [True, True]])
    ]


def test_functions_can_be_pickled():
    for function in (XP.add, XP.std, XP.sin):
        assert pickle.loads(pickle.dumps(function)) is function


@pytest.mark.parametrize(
    "name",
    ["", "._types", "._elementwise", "._creation", "._manipulation", "._reductions", "._searching",
     "._products", ".linalg"],
)  # fmt: skip
def test_the_examples_print_what_they_say(name):
    module = importlib.import_module(f"retrograd.array_api{name}")
    failed, tried = doctest.testmod(module)
    assert failed == 0 and tried > 0
    public = [getattr(module, n) for n in getattr(module, "__all__", vars(module))]
    own = [f for f in public if getattr(f, "__module__", "") == module.__name__]
    assert [f.__name__ for f in own if callable(f) and not f.__doc__ and f.__name__[0] != "_"] == []
