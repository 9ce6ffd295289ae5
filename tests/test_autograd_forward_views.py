"""Views and writes in forward mode: the tangent of a view is a view of its base's tangent."""

from __future__ import annotations

import importlib

import pytest
import retrograd as rg


def test_a_view_has_a_view_of_the_tangent(ag, fw, dual):
    d = dual([[1.0, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]])
    t = fw.unpack_dual(d).tangent
    for view in (d[0], d.t(), d.view(4), d[:, 1:], d.unsqueeze(0), d.expand(3, 2, 2), d[1][0]):
        found = fw.unpack_dual(view).tangent
        assert found._base is t
        assert found.stride() == view.stride()


def test_a_write_is_seen_by_views_and_through_them(ag, fw, dual, tangent):
    d = dual([1.0, 2.0, 3.0], [1.0, 1.0, 1.0])
    t = fw.unpack_dual(d).tangent
    view = d[1:]
    view.mul_(10)
    assert tangent(d) == [1.0, 10.0, 10.0]
    d.mul_(2)
    assert tangent(view) == [20.0, 20.0]
    assert fw.unpack_dual(d).tangent is t
    d.zero_()
    assert t.tolist() == [0.0, 0.0, 0.0]


def test_a_dual_value_written_into_a_plain_tensor_gives_it_a_tangent(ag, dual, tangent):
    d = dual([1.0, 2.0], [3.0, 4.0])
    x = ag.zeros(2, 2)
    before = x[0]
    x[1] = d
    assert tangent(x) == [[0.0, 0.0], [3.0, 4.0]]
    assert tangent(before) == [0.0, 0.0]
    x[0] = d * 2
    assert tangent(before) == [6.0, 8.0]
    assert tangent(x.sum()) == 21.0
    y = ag.zeros(2)
    row, y_part = y[:1], y[1]
    y.add_(d)
    assert tangent(row) == [3.0]
    assert tangent(y_part) == 4.0
    integers = ag.zeros(2, dtype=ag.int64)
    integers.copy_(d)
    assert tangent(integers) is None
    wide = ag.zeros(2, dtype=ag.float64)
    wide.copy_(d)
    assert tangent(wide) == [3.0, 4.0]


def test_plain_values_written_over_a_dual_tensor_leave_the_tangent_zero(ag, dual, tangent):
    for write in (
        lambda d: d.copy_(ag.ones(2)),
        lambda d: d.fill_(3.0),
        lambda d: d.zero_(),
        lambda d: d.uniform_(),
    ):
        d = dual([1.0, 2.0], [3.0, 4.0])
        write(d)
        assert tangent(d) == [0.0, 0.0]


def test_writes_follow_the_product_and_the_quotient_rule(dual, tangent):
    d, e = dual([2.0], [3.0]), dual([5.0], [7.0])
    d.mul_(e)
    assert tangent(d) == [29.0]
    d.sub_(e, alpha=2)
    assert tangent(d) == [15.0]
    f = dual([4.0], [8.0])
    f.div_(dual([2.0], [1.0]))
    assert tangent(f) == [3.0]


def test_a_tensor_multiplied_by_itself_in_place_has_twice_the_slope():
    fw = rg.autograd.forward_ad  # torch gives 2 * 9 * 3 here: it reads the factor after the write
    with fw.dual_level():
        d = fw.make_dual(rg.tensor([3.0]), rg.tensor([1.0]))
        d.mul_(d)
        assert fw.unpack_dual(d).tangent.tolist() == [6.0]


def test_the_primal_of_a_dual_tensor_and_its_views_have_no_tangent(ag, fw, dual, tangent):
    y = dual([1.0, 2.0], [3.0, 4.0]) * 1
    primal = fw.unpack_dual(y).primal
    assert primal._base is y
    assert tangent(primal) is None
    assert tangent(primal[0]) is None
    primal.copy_(dual([0.0, 0.0], [5.0, 5.0]))
    assert tangent(y) == [3.0, 4.0]
    assert tangent(primal) == [5.0, 5.0]


def test_a_leaf_tangent_that_requires_grad_refuses_writes(ag, fw, level):
    d = fw.make_dual(ag.ones(2), ag.ones(2, requires_grad=True))
    with pytest.raises(RuntimeError, match="leaf"):
        d.mul_(2)


def test_new_memory_of_another_shape_drops_the_tangent():
    fw = rg.autograd.forward_ad  # torch keeps one that no longer fits
    with fw.dual_level():
        d = fw.make_dual(rg.ones(2), rg.ones(2))
        view = d[0]
        d.data = rg.ones(5)
        assert fw.unpack_dual(d).tangent is None
        assert fw.unpack_dual(d * 2).tangent is None
        assert fw.unpack_dual(view).tangent.tolist() == 1.0


SPLITS = {
    "split": lambda x: x.split(2),
    "split lengths": lambda x: x.split([1, 3]),
    "chunk": lambda x: x.chunk(2, 1),
    "unbind": lambda x: x.unbind(1),
    "iteration": list,
    "iteration of a view": lambda x: list(x.t()),
    "iteration without recording": lambda x: without_recording(x),
}


def without_recording(x):
    with importlib.import_module(type(x).__module__.partition(".")[0]).no_grad():
        return list(x)


@pytest.mark.parametrize("take", SPLITS.values(), ids=SPLITS)
@pytest.mark.parametrize("constant", [True, False])
def test_parts_have_parts_of_the_tangent(ag, fw, take, constant):
    with fw.dual_level():
        t = ag.arange(12.0).reshape(4, 3)
        x = fw.make_dual(ag.ones(4, 3, requires_grad=not constant), t)
        got = [fw.unpack_dual(y).tangent.tolist() for y in take(x)]
        assert got == [y.tolist() for y in take(t)]
        y = x * 1
        assert [fw.unpack_dual(part).tangent.tolist() for part in take(y)] == got


def test_all_of_a_tensor_is_a_view_whose_writes_reach_the_tangent(ag, fw, dual, tangent):
    x = dual([1.0, 2.0], [3.0, 4.0])
    x[...].mul_(3)
    assert tangent(x) == [9.0, 12.0]


def test_inference_mode_stops_tangents(ag, fw, dual, tangent):
    x = dual([1.0, 2.0], [3.0, 4.0])
    with ag.inference_mode():
        assert tangent(x.exp()) is None
        assert tangent(x * x) is None
    assert tangent(x * 2) == [6.0, 8.0]
