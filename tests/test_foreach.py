"""Operations on lists of tensors."""

from __future__ import annotations

import pickle

import pytest
import retrograd as rg


def lists(tensors):
    return [x.tolist() for x in tensors]


@pytest.fixture
def xs():
    return [rg.tensor([2.0, 2.0]), rg.tensor([3.0])]


@pytest.mark.parametrize(
    ("name", "operands", "options", "result"),
    [
        ("add", (1,), {}, [[3, 3], [4]]),
        ("add", ([1, 2],), {}, [[3, 3], [5]]),
        ("add", (), {"scalars": [1, 2]}, [[3, 3], [5]]),
        ("add", (rg.tensor(3.0),), {"alpha": 2}, [[8, 8], [9]]),
        ("sub", ("xs",), {"alpha": 3}, [[-4, -4], [-6]]),
        ("mul", (), {"other": "xs"}, [[4, 4], [9]]),
        ("div", (2,), {}, [[1, 1], [1.5]]),
        ("addcmul", ("xs", "xs"), {"value": 2}, [[10, 10], [21]]),
        ("addcmul", ("xs", "xs", [1, 2]), {}, [[6, 6], [21]]),
        ("addcmul", ("xs", "xs", rg.tensor([1.0, 2.0])), {}, [[6, 6], [21]]),
        ("addcdiv", ("xs", "xs"), {}, [[3, 3], [4]]),
        ("lerp", ([rg.zeros(2), rg.zeros(1)],), {"weight": 0.5}, [[1, 1], [1.5]]),
        ("lerp", ([rg.zeros(2), rg.zeros(1)], [0.5, 1]), {}, [[1, 1], [0]]),
        ("maximum", ([2, 4],), {}, [[2, 2], [4]]),
        ("minimum", (2.5,), {}, [[2, 2], [2.5]]),
        ("clamp_max", (1,), {}, [[1, 1], [1]]),
        ("pow", (2,), {}, [[4, 4], [9]]),
        ("neg", (), {}, [[-2, -2], [-3]]),
        ("sign", (), {}, [[1, 1], [1]]),
        ("reciprocal", (), {}, [[0.5, 0.5], [pytest.approx(1 / 3)]]),
    ],
)
def test_each_tensor_has_its_turn(xs, name, operands, options, result):
    operands = [[x.clone() for x in xs] if o == "xs" else o for o in operands]
    options = {key: [x.clone() for x in xs] if o == "xs" else o for key, o in options.items()}
    made = getattr(rg, f"_foreach_{name}")(xs, *operands, **options)
    assert isinstance(made, tuple) and lists(made) == result
    assert lists(xs) == [[2, 2], [3]]
    assert getattr(rg, f"_foreach_{name}_")(xs, *operands, **options) is xs
    assert lists(xs) == result


def test_lists_are_reduced_copied_and_emptied(xs):
    assert lists(rg._foreach_norm(xs)) == [pytest.approx(8**0.5), 3]
    assert lists(rg._foreach_norm(xs, ord=1)) == [4, 3]
    assert lists(rg._foreach_powsum(xs, 3)) == [16, 27]
    assert lists(rg._foreach_max(xs)) == [2, 3]
    assert lists(rg._foreach_pow(2, xs)) == [[4, 4], [8]]
    assert lists(rg._foreach_mm([rg.eye(2)], [rg.ones(2, 2)])) == [[[1, 1], [1, 1]]]
    copies = rg._foreach_clone(xs)
    rg._foreach_zero_(xs)
    assert lists(xs) == [[0, 0], [0]]
    rg._foreach_copy_(xs, copies)
    assert lists(xs) == [[2, 2], [3]]


def test_lists_are_checked(xs):
    for wrong in (
        lambda: rg._foreach_add([], 1),
        lambda: rg._foreach_add(xs, [1, 2, 3]),
        lambda: rg._foreach_add(xs, [rg.ones(2)]),
        lambda: rg._foreach_mul(xs, rg.ones(1)),
    ):
        with pytest.raises(RuntimeError, match=r"^_foreach_"):
            wrong()
    for wrong in (lambda: rg._foreach_add(rg.ones(2), 1), lambda: rg._foreach_add([1, 2], 1)):
        with pytest.raises(TypeError, match="list of tensors"):
            wrong()


def test_there_are_those_that_torch_has():
    assert hasattr(rg, "_foreach_lerp_") and rg._foreach_add is rg._foreach_add
    assert pickle.loads(pickle.dumps(rg._foreach_add_)) is rg._foreach_add_
    for name in ("_foreach_max_", "_foreach_copy", "_foreach_zero", "_foreach_add__", "_foreach_x"):
        assert not hasattr(rg, name)
