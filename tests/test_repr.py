"""Tensors print as torch prints them, character for character.

The expected strings are the output of torch 2.13.
"""

from __future__ import annotations

import math
import random
from math import inf, nan

import pytest
import retrograd as rg

NAMES = {"rg": rg, "nan": nan, "inf": inf}

PRINTED = [
    ("rg.tensor(1)", "tensor(1)"),
    ("rg.tensor(-1.5)", "tensor(-1.5000)"),
    ("rg.tensor(True)", "tensor(True)"),
    ("rg.tensor(2.0, dtype=rg.float64)", "tensor(2., dtype=torch.float64)"),
    ("rg.tensor(3, dtype=rg.uint8)", "tensor(3, dtype=torch.uint8)"),
    ("rg.tensor(1e20)", "tensor(1.0000e+20)"),
    ("rg.tensor(-0.0)", "tensor(-0.)"),
    ("rg.tensor(nan)", "tensor(nan)"),
    ("rg.tensor([])", "tensor([])"),
    ("rg.tensor([], dtype=rg.int64)", "tensor([], dtype=torch.int64)"),
    ("rg.tensor([], dtype=rg.bool)", "tensor([], dtype=torch.bool)"),
    ("rg.tensor([], requires_grad=True)", "tensor([], requires_grad=True)"),
    ("rg.zeros(0, 3)", "tensor([], size=(0, 3))"),
    ("rg.zeros(2, 0, dtype=rg.float64)", "tensor([], size=(2, 0), dtype=torch.float64)"),
    ("rg.zeros(0, 3, dtype=rg.int64)", "tensor([], size=(0, 3), dtype=torch.int64)"),
    ("rg.tensor([True, False])", "tensor([ True, False])"),
    ("rg.tensor([1, -2, 300])", "tensor([  1,  -2, 300])"),
    ("rg.tensor([7, 8], dtype=rg.int32)", "tensor([7, 8], dtype=torch.int32)"),
    ("rg.tensor([-(2**63), 2**63 - 1])", "tensor([-9223372036854775808,  9223372036854775807])"),
    ("rg.tensor([1.0, 2.0])", "tensor([1., 2.])"),
    ("rg.tensor([1.0, -10.0])", "tensor([  1., -10.])"),
    ("rg.tensor([1.0, nan])", "tensor([1., nan])"),
    ("rg.tensor([nan])", "tensor([nan])"),
    ("rg.tensor([inf, -inf, 1.0])", "tensor([inf, -inf, 1.])"),
    ("rg.tensor([inf, 0.5])", "tensor([   inf, 0.5000])"),
    ("rg.tensor([-0.0, 0.0])", "tensor([-0., 0.])"),
    ("rg.tensor([0.5, -100.25])", "tensor([   0.5000, -100.2500])"),
    ("rg.tensor([999.5, 1.0])", "tensor([999.5000,   1.0000])"),
    ("rg.tensor([1000.5, 1.0])", "tensor([1.0005e+03, 1.0000e+00])"),
    ("rg.tensor([0.001, 1.0])", "tensor([0.0010, 1.0000])"),
    ("rg.tensor([0.0015, 1.5015])", "tensor([1.5000e-03, 1.5015e+00])"),
    ("rg.tensor([1e-4])", "tensor([1.0000e-04])"),
    ("rg.tensor([9e-5])", "tensor([9.0000e-05])"),
    ("rg.tensor([1e8])", "tensor([100000000.])"),
    ("rg.tensor([99999999.0])", "tensor([100000000.])"),
    ("rg.tensor([1e9])", "tensor([1.0000e+09])"),
    ("rg.tensor([1234567.5])", "tensor([1234567.5000])"),
    ("rg.tensor([0.0, 1e-10])", "tensor([0.0000e+00, 1.0000e-10])"),
    ("rg.tensor([1e-45, 1.0])", "tensor([1.4013e-45, 1.0000e+00])"),
    (
        "rg.tensor([1e300, -1.0], dtype=rg.float64)",
        "tensor([1.0000e+300, -1.0000e+00], dtype=torch.float64)",
    ),
    (
        "rg.tensor([1 / 3, 2 / 3], dtype=rg.float64)",
        "tensor([0.3333, 0.6667], dtype=torch.float64)",
    ),
    (
        "rg.tensor([[1.0, 2.5], [nan, -4.0]])",
        ("tensor([[ 1.0000,  2.5000],\n        [    nan, -4.0000]])"),
    ),
    ("rg.tensor([[1, 2, 3]])", "tensor([[1, 2, 3]])"),
    (
        "rg.zeros(2, 2, 2)",
        ("tensor([[[0., 0.],\n         [0., 0.]],\n\n        [[0., 0.],\n         [0., 0.]]])"),
    ),
    (
        "rg.zeros(2, 1, 2, 1)",
        ("tensor([[[[0.],\n          [0.]]],\n\n\n        [[[0.],\n          [0.]]]])"),
    ),
    (
        "rg.tensor([[0.5, 1.5, 2.5], [3.5, 4.5, 5.5]]).t()",
        ("tensor([[0.5000, 3.5000],\n        [1.5000, 4.5000],\n        [2.5000, 5.5000]])"),
    ),
    (
        "rg.arange(30)",
        (
            "tensor([ 0,  1,  2,  3,  4,  5,  6,  7,  8,  9, 10, 11, 12, 13, 14, 15, 16, 17,\n"
            "        18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28, 29])"
        ),
    ),
    (
        "rg.arange(6.0).reshape(2, 3) / 4",
        ("tensor([[0.0000, 0.2500, 0.5000],\n        [0.7500, 1.0000, 1.2500]])"),
    ),
    ("rg.arange(1000)[990:]", "tensor([990, 991, 992, 993, 994, 995, 996, 997, 998, 999])"),
    ("rg.arange(1001)", "tensor([   0,    1,    2,  ...,  998,  999, 1000])"),
    (
        "rg.arange(2000.0)",
        (
            "tensor([0.0000e+00, 1.0000e+00, 2.0000e+00,  ..., 1.9970e+03, 1.9980e+03,\n"
            "        1.9990e+03])"
        ),
    ),
    (
        "rg.zeros(40, 50)",
        (
            "tensor([[0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        ...,\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.]])"
        ),
    ),
    (
        "rg.zeros(7, 200)",
        (
            "tensor([[0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        ...,\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.],\n"
            "        [0., 0., 0.,  ..., 0., 0., 0.]])"
        ),
    ),
    (
        "rg.zeros(1001, 1, dtype=rg.bool)",
        (
            "tensor([[False],\n"
            "        [False],\n"
            "        [False],\n"
            "        ...,\n"
            "        [False],\n"
            "        [False],\n"
            "        [False]])"
        ),
    ),
    (
        "rg.arange(3000).reshape(2, 10, 150)",
        (
            "tensor([[[   0,    1,    2,  ...,  147,  148,  149],\n"
            "         [ 150,  151,  152,  ...,  297,  298,  299],\n"
            "         [ 300,  301,  302,  ...,  447,  448,  449],\n"
            "         ...,\n"
            "         [1050, 1051, 1052,  ..., 1197, 1198, 1199],\n"
            "         [1200, 1201, 1202,  ..., 1347, 1348, 1349],\n"
            "         [1350, 1351, 1352,  ..., 1497, 1498, 1499]],\n"
            "\n"
            "        [[1500, 1501, 1502,  ..., 1647, 1648, 1649],\n"
            "         [1650, 1651, 1652,  ..., 1797, 1798, 1799],\n"
            "         [1800, 1801, 1802,  ..., 1947, 1948, 1949],\n"
            "         ...,\n"
            "         [2550, 2551, 2552,  ..., 2697, 2698, 2699],\n"
            "         [2700, 2701, 2702,  ..., 2847, 2848, 2849],\n"
            "         [2850, 2851, 2852,  ..., 2997, 2998, 2999]]])"
        ),
    ),
    ("rg.ones(1).expand(2**40)", "tensor([1., 1., 1.,  ..., 1., 1., 1.])"),
    ("rg.tensor([1.0], requires_grad=True)", "tensor([1.], requires_grad=True)"),
    ("rg.tensor([1.0], requires_grad=True) * 2", "tensor([2.], grad_fn=<MulBackward0>)"),
    ("rg.tensor([1.0], requires_grad=True).sum()", "tensor(1., grad_fn=<SumBackward0>)"),
    (
        "rg.full((8,), 1.2345678, requires_grad=True) * 1",
        (
            "tensor([1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346],\n"
            "       grad_fn=<MulBackward0>)"
        ),
    ),
    (
        "rg.full((12,), 1.2345678, dtype=rg.float64, requires_grad=True) * 1",
        (
            "tensor([1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346,\n"
            "        1.2346, 1.2346, 1.2346], dtype=torch.float64, grad_fn=<MulBackward0>)"
        ),
    ),
    (
        "rg.full((13,), 1.2345678, dtype=rg.float64, requires_grad=True) * 1",
        (
            "tensor([1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346, 1.2346,\n"
            "        1.2346, 1.2346, 1.2346, 1.2346], dtype=torch.float64,\n"
            "       grad_fn=<MulBackward0>)"
        ),
    ),
]

UNDER_OPTIONS = [
    ({"precision": 2}, "rg.tensor([1.2345, 100.0])", "tensor([  1.23, 100.00])"),
    ({"precision": 0}, "rg.tensor([1.2345, 100.0])", "tensor([  1, 100])"),
    (
        {"precision": 8},
        "rg.tensor([1 / 3], dtype=rg.float64)",
        "tensor([0.33333333], dtype=torch.float64)",
    ),
    ({"sci_mode": True}, "rg.tensor([1.5, 100.0])", "tensor([1.5000e+00, 1.0000e+02])"),
    ({"sci_mode": True}, "rg.tensor([1, 2])", "tensor([1, 2])"),
    ({"sci_mode": False}, "rg.tensor([1e10, 0.5])", "tensor([10000000000.0000,           0.5000])"),
    (
        {"linewidth": 20},
        "rg.arange(10)",
        ("tensor([0, 1, 2, 3,\n        4, 5, 6, 7,\n        8, 9])"),
    ),
    ({"linewidth": 3}, "rg.arange(3)", ("tensor([0,\n        1,\n        2])")),
    (
        {"edgeitems": 1, "threshold": 3},
        "rg.arange(12).reshape(3, 4)",
        ("tensor([[ 0,  ...,  3],\n        ...,\n        [ 8,  ..., 11]])"),
    ),
    ({"edgeitems": 2, "threshold": 0}, "rg.arange(5.0)", "tensor([0., 1.,  ..., 3., 4.])"),
    ({"edgeitems": 0, "threshold": 3}, "rg.arange(5.0)", "tensor([...], size=(5,))"),
    (
        {"profile": "short"},
        "rg.arange(2000.0) / 3",
        "tensor([0.00e+00, 3.33e-01,  ..., 6.66e+02, 6.66e+02])",
    ),
    ({"profile": "full", "linewidth": 200}, "rg.zeros(1001)[:3]", "tensor([0., 0., 0.])"),
]


@pytest.fixture(autouse=True)
def default_options():
    yield
    rg.set_printoptions(profile="default")


@pytest.mark.parametrize(("expression", "text"), PRINTED, ids=[case[0] for case in PRINTED])
def test_a_tensor_prints_as_in_torch(expression, text):
    assert repr(eval(expression, NAMES)) == text


@pytest.mark.parametrize(("options", "expression", "text"), UNDER_OPTIONS, ids=str)
def test_print_options_act_as_in_torch(options, expression, text):
    rg.set_printoptions(**options)
    assert repr(eval(expression, NAMES)) == text


def test_str_and_repr_agree():
    x = rg.tensor([[1.5, 2.0]])
    assert str(x) == repr(x) == f"{x}"


def test_a_number_formats_as_its_python_value():
    assert f"{rg.tensor(1.25):.1f}" == "1.2"
    assert f"{rg.tensor(7):3d}" == "  7"


def test_the_dtype_is_told_unless_it_is_the_default():
    rg.set_default_dtype(rg.float64)
    try:
        assert repr(rg.tensor([1.5])) == "tensor([1.5000])"
        assert repr(rg.tensor([1.5], dtype=rg.float32)) == "tensor([1.5000], dtype=torch.float32)"
    finally:
        rg.set_default_dtype(rg.float32)


@pytest.mark.parametrize("options", [{"precision": -1}, {"edgeitems": -1}], ids=str)
def test_negative_print_options_are_refused(options):
    with pytest.raises((ValueError, RuntimeError)):
        rg.set_printoptions(**options)


def _random_values(rng: random.Random, dtype: str, n: int) -> list:
    if dtype == "bool":
        return [rng.random() < 0.5 for _ in range(n)]
    if dtype == "uint8":
        return [rng.randrange(256) for _ in range(n)]
    if dtype.startswith("int"):
        return [rng.randint(-(10 ** rng.randrange(1, 10)), 10**9) for _ in range(n)]
    kinds = [
        lambda: rng.gauss(0, 1),
        lambda: float(rng.randrange(-50, 2000)),
        lambda: rng.gauss(0, 1) * 10 ** rng.uniform(-6, 9),
        lambda: rng.choice([0.0, -0.0, nan, inf, -inf, 1e-4, 1e8, 1000.0, 1001.0, 0.5, 2.5]),
    ]
    kind = rng.choice(kinds)
    return [kind() for _ in range(n)]


@pytest.mark.parametrize("seed", range(20))
def test_random_tensors_print_as_in_torch(seed):
    torch = pytest.importorskip("torch")
    rng = random.Random(seed)
    for _ in range(20):
        shape = rng.choice([(), (3,), (17,), (2, 3), (3, 1, 4), (2, 2, 2, 2), (0, 2), (5, 300)])
        dtype = rng.choice(["bool", "uint8", "int32", "int64", "float32", "float64"])
        values = _random_values(rng, dtype, math.prod(shape))
        flip = rng.random() < 0.3 and len(shape) > 1
        texts = []
        for module in (rg, torch):
            x = module.tensor(values, dtype=getattr(module, dtype)).reshape(shape)
            texts.append(repr(x.transpose(0, -1) if flip else x))
        assert texts[0] == texts[1]


def test_options_are_read_and_set_for_a_block():
    from retrograd import _tensor_str

    before = {"precision": 4, "threshold": 1000, "edgeitems": 3, "linewidth": 80, "sci_mode": None}
    assert _tensor_str.get_printoptions() == before
    with _tensor_str.printoptions(precision=2, threshold=math.inf, sci_mode=True):
        assert repr(rg.tensor([1.5])) == "tensor([1.50e+00])"
        assert _tensor_str.get_printoptions()["threshold"] == math.inf
        assert "..." not in repr(rg.zeros(1001))
    assert _tensor_str.get_printoptions() == before
    assert "..." in repr(rg.zeros(1001))
