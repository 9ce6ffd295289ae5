"""What nodes show of what they keep: ``_saved_<name>`` and ``_raw_saved_<name>``.

Tests that take ``ag`` run on torch too, where it is installed; and the last one asks torch for each
operation of the table.
"""

from __future__ import annotations

import numpy as np
import pytest
import retrograd as rg
from draw import draw
from functions import square
from op_table import DIFFERENTIABLE


def saved_by(node):
    return {k[len("_saved_") :]: getattr(node, k) for k in dir(node) if k.startswith("_saved_")}


def plain(value):
    return value.tolist() if hasattr(value, "tolist") else value


@pytest.fixture
def x(ag):
    return ag.tensor([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]], requires_grad=True)


X = [[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]
ONES = [[1.0] * 3] * 2
ADDED = {"self_sym_sizes": (2, 3), "dim": (1,), "keepdim": True}

# What the node of the most used operations must show, at least.
SHOWN = {
    "mul": (lambda ag, x: x * ag.ones(3), {"self": None, "other": [1.0] * 3}),
    "mul_number": (lambda ag, x: x * 2, {"self": None, "other": 2}),
    "div": (lambda ag, x: ag.ones(2, 3) / x, {"self": ONES, "other": X}),
    "pow": (lambda ag, x: x**3, {"self": X, "exponent": 3}),
    "exp": (lambda ag, x: (x * 0).exp(), {"result": ONES}),
    "log": (lambda ag, x: x.log(), {"self": X}),
    "sqrt": (lambda ag, x: (x * x).sqrt(), {"result": X}),
    "abs": (lambda ag, x: x.abs(), {"self": X}),
    "tanh": (lambda ag, x: (x * 0).tanh(), {"result": [[0.0] * 3] * 2}),
    "sigmoid": (lambda ag, x: (x * 0).sigmoid(), {"result": [[0.5] * 3] * 2}),
    "relu": (lambda ag, x: x.relu(), {"result": X}),
    "sum": (lambda ag, x: x.sum(), {"self_sym_sizes": (2, 3)}),
    "sum_dim": (lambda ag, x: x.sum(1, keepdim=True), ADDED),
    "mean_dim": (lambda ag, x: x.mean(1, keepdim=True), ADDED | {"self_sym_numel": 6}),
    "max_dim": (
        lambda ag, x: x.max(1).values,
        {"indices": [2, 2], "dim": 1, "keepdim": False},
    ),
    "softmax": (lambda ag, x: (x * 0).softmax(0), {"result": [[0.5] * 3] * 2, "dim": 0}),
    "mm": (lambda ag, x: x @ ag.ones(3, 1), {"self": None, "mat2": [[1.0]] * 3}),
    "mv": (lambda ag, x: x @ ag.ones(3), {"self": None, "vec": [1.0] * 3}),
    "dot": (lambda ag, x: x[0] @ ag.ones(3), {"self": None, "tensor": [1.0] * 3}),
    "where": (
        lambda ag, x: ag.where(x > 3, x, x),
        {"condition": [[False] * 3, [True] * 3]},
    ),
    "clamp": (lambda ag, x: x.clamp(min=2), {"self": X, "min": 2, "max": None}),
    "view": (lambda ag, x: x.view(6), {"self_sym_sizes": (2, 3)}),
    "permute": (lambda ag, x: x.permute(1, 0), {"dims": (1, 0)}),
    "select": (lambda ag, x: x[1], {"self_sym_sizes": (2, 3), "dim": 0, "index": 1}),
    "slice": (lambda ag, x: x[:, 0:3:2], {"dim": 1, "start": 0, "step": 2}),
    "cat": (lambda ag, x: ag.cat([x, x], 1), {"dim": 1}),
    "mse_loss": (
        lambda ag, x: ag.nn.functional.mse_loss(x, ag.ones(2, 3)),
        {"self": X, "target": ONES, "reduction": 1},
    ),
    "nll_loss": (
        lambda ag, x: ag.nn.functional.nll_loss(x, ag.tensor([0, 2])),
        {"target": [0, 2]},
    ),
}


@pytest.mark.parametrize("name", SHOWN)
def test_a_node_shows_what_it_keeps_under_the_names_of_torch(ag, name, x):
    function, expected = SHOWN[name]
    found = saved_by(function(ag, x).grad_fn)
    assert {k: plain(v) for k, v in found.items() if k in expected} == expected


def test_a_saved_input_is_the_same_object(ag, x):
    w = ag.ones(2, 3, requires_grad=True)
    node = (x * w).grad_fn
    assert node._saved_self is x
    assert node._saved_other is w


def test_a_saved_result_has_its_history(ag, x):
    y = x.exp()
    result = y.grad_fn._saved_result
    assert result.grad_fn is y.grad_fn
    assert result.requires_grad
    assert not result.is_leaf
    ag.autograd.grad(result.sum(), x)


def test_an_exponent_that_is_a_tensor_stays_one(ag, x):
    assert (x**3).grad_fn._saved_exponent == 3
    assert not hasattr((x**3).grad_fn._saved_exponent, "shape")
    assert (x ** ag.tensor(3.0)).grad_fn._saved_exponent.shape == ()


def test_what_was_not_needed_is_none(ag, x):
    node = (x / ag.ones(3)).grad_fn
    assert node._saved_self is None
    assert node._saved_other is not None


def test_a_name_that_a_node_does_not_keep_is_an_attribute_error(ag, x):
    node = x.exp().grad_fn
    for name in ("_saved_self", "_saved_", "_saved", "_raw_saved_self", "_raw_saved_"):
        with pytest.raises(AttributeError):
            getattr(node, name)
    with pytest.raises(AttributeError):
        x.sum(1).grad_fn._raw_saved_dim  # noqa: B018
    with pytest.raises(AttributeError):
        node._saved_result = x


def test_a_leaf_end_keeps_nothing(ag, x):
    assert saved_by(x.exp().grad_fn.next_functions[0][0]) == {}


def test_dir_lists_what_is_kept_and_what_every_node_has(ag, x):
    listed = dir((x * x).grad_fn)
    for name in ("_saved_self", "_saved_other", "_raw_saved_self", "_raw_saved_other"):
        assert listed.count(name) == 1
    assert {"name", "next_functions", "metadata", "__class__"} <= set(listed)
    assert "_raw_saved_dim" not in dir(x.sum(1).grad_fn)


def test_what_was_freed_cannot_be_read_and_numbers_can(ag, x):
    y, s = x.softmax(0), x.sum(1)
    (y.sum() + s.sum()).backward()
    for name in ("_saved_result", "_raw_saved_result"):
        assert name in dir(y.grad_fn)
    with pytest.raises(RuntimeError):
        y.grad_fn._saved_result  # noqa: B018
    assert y.grad_fn._saved_dim == 0
    assert s.grad_fn._saved_dim == (1,)


def test_what_is_retained_can_be_read_after_a_run(ag, x):
    y = x * x
    y.sum().backward(retain_graph=True)
    assert y.grad_fn._saved_self is x
    y.sum().backward()


def test_what_was_overwritten_cannot_be_read(ag, x):
    w = ag.ones(2, 3)
    node = (x * w).grad_fn
    w.add_(1)
    with pytest.raises(RuntimeError, match="inplace operation"):
        node._saved_other  # noqa: B018
    assert node._saved_self is None


def test_reading_unpacks(ag, x):
    seen = []

    def unpack(packed):
        seen.append(packed)
        return ag.tensor(packed)

    with ag.autograd.graph.saved_tensors_hooks(lambda t: t.tolist(), unpack):
        y = x.log()
    assert plain(y.grad_fn._saved_self) == X
    assert seen == [X]


# Raw saved tensors


def test_hooks_on_a_raw_saved_tensor_take_its_place(ag, x):
    w, seen = ag.ones(2, 3, requires_grad=True), []
    y = x * w

    def pack(t):
        seen.append(plain(t))
        return "packed"

    def unpack(packed):
        seen.append(packed)
        return ag.full((2, 3), 7.0)

    y.grad_fn._raw_saved_self.register_hooks(pack, unpack)
    assert seen == [X]
    assert plain(y.grad_fn._saved_self) == [[7.0] * 3] * 2
    del seen[:]
    y.sum().backward()
    assert set(seen) == {"packed"}
    assert plain(w.grad) == [[7.0] * 3] * 2
    assert plain(x.grad) == ONES


def test_hooks_on_a_raw_saved_result_leave_it_its_history(ag, x):
    y = x.exp()
    y.grad_fn._raw_saved_result.register_hooks(lambda t: t.tolist(), ag.tensor)
    (g,) = ag.autograd.grad(y.sum(), x, create_graph=True)
    g.sum().backward()
    np.testing.assert_allclose(x.grad.tolist(), np.exp(X), rtol=1e-6)


def same(t):
    return t


def test_a_raw_saved_tensor_takes_one_pair_of_hooks(ag, x):
    y = x.exp()
    y.grad_fn._raw_saved_result.register_hooks(same, same)
    with ag.autograd.graph.saved_tensors_hooks(same, same):
        z = x.exp()
    for packed in (y, z):
        with pytest.raises(RuntimeError):
            packed.grad_fn._raw_saved_result.register_hooks(same, same)


def test_hooks_on_what_was_not_saved_or_was_freed_are_errors(ag, x):
    y = x * 2
    with pytest.raises(RuntimeError):
        y.grad_fn._raw_saved_self.register_hooks(same, same)
    raw = y.grad_fn._raw_saved_other
    y.sum().backward()
    with pytest.raises(RuntimeError):
        raw.register_hooks(same, same)


def test_hooks_that_cannot_be(ag, x):
    y = x.exp()
    raw = y.grad_fn._raw_saved_result
    for wrong in ((1, same), (same, None), (same,), ()):
        with pytest.raises(TypeError):
            raw.register_hooks(*wrong)
    with pytest.raises(RuntimeError):
        raw.register_hooks(lambda t: t.add_(1), same)
    with pytest.raises((TypeError, RuntimeError)):
        type(raw)()


def test_an_error_of_a_pack_hook_leaves_the_tensor_as_it_was_and_not_half_packed_as_in_torch():
    x = rg.tensor([2.0, 4.0], requires_grad=True)
    y = x.log()

    def pack(t):
        raise KeyError("mine")

    with pytest.raises(KeyError, match="mine"):
        y.grad_fn._raw_saved_self.register_hooks(pack, same)
    y.sum().backward()
    assert plain(x.grad) == [0.5, 0.25]


def test_hooks_on_what_was_overwritten_are_an_error_where_torch_takes_the_new_values():
    x, w = rg.ones(2, requires_grad=True), rg.ones(2)
    node = (x * w).grad_fn
    w.add_(1)
    with pytest.raises(RuntimeError, match="inplace operation"):
        node._raw_saved_other.register_hooks(same, same)


def test_a_raw_saved_tensor_keeps_its_graph_where_torch_crashes(counts):
    x = rg.ones(2, requires_grad=True)
    before = counts()
    raw = x.exp().grad_fn._raw_saved_result
    assert counts() > before
    raw.register_hooks(same, same)
    del raw
    assert counts() == before


# What the gradients must look like


def test_input_metadata_tells_shape_and_dtype_of_each_output(ag, x):
    for y in (x * 2, x.sum(1), x.double()):
        (info,) = y.grad_fn._input_metadata
        assert tuple(info.shape) == tuple(y.shape)
        assert info.dtype == y.dtype
        assert info.device == y.device
    sink = x.exp().grad_fn.next_functions[0][0]
    assert [tuple(info.shape) for info in sink._input_metadata] == [(2, 3)]


def test_input_metadata_stays_when_the_graph_is_freed(ag, x):
    y = x.exp()
    y.sum().backward()
    assert tuple(y.grad_fn._input_metadata[0].shape) == (2, 3)
    with pytest.raises(AttributeError):
        y.grad_fn._input_metadata = ()


def test_input_metadata_of_a_function_has_one_entry_per_output(ag, x):
    class Two(ag.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            return x.sum(), x * 2

        @staticmethod
        def backward(ctx, a, b):
            return b

    node = Two.apply(x)[0].grad_fn
    assert [tuple(info.shape) for info in node._input_metadata] == [(), (2, 3)]


def test_a_function_has_its_saved_tensors_and_no_names_for_them(ag, x):
    node = square(ag).apply(x).grad_fn
    assert node.saved_tensors[0] is x
    assert saved_by(node) == {}


# Each operation of the table, beside torch

# Of other operations here or there, so the last node is another.
COMPOSED = ("scalar_div", "unbind", "chunk", "split")
# Where the values differ: which names, and why.
OTHER = {
    "amax": ("dim", "all dims are named where torch names none"),
    "amin": ("dim", "all dims are named where torch names none"),
    "binary_cross_entropy_weight": ("weight", "kept as it was given, not expanded"),
    "cross_entropy": ("target", "classes that do not count are kept as -1"),
    "index_beyond": ("start", "kept as it was found to be, within the length"),
}


@pytest.mark.parametrize(
    "case", [c for c in DIFFERENTIABLE if c.name not in COMPOSED], ids=lambda c: c.name
)
def test_what_nodes_of_the_table_show_is_what_those_of_torch_show(case):
    torch = pytest.importorskip("torch")
    for call in case.calls:
        nodes, alive = [], []
        for module in (rg, torch):
            xs = [module.tensor(a) for a in draw(case, call, case.start)]
            for i in case.grads:
                if i < len(xs):
                    xs[i].requires_grad_()
            alive.append(case.run(module, xs, call))
            nodes.append(alive[-1].grad_fn)
        names = [node.name().rstrip("0123456789") for node in nodes]
        if names[0] != names[1]:
            continue
        ours, theirs = map(saved_by, nodes)
        assert set(ours) <= set(theirs), call
        for name, value in ours.items():
            if OTHER.get(case.name, ("",))[0] != name:
                assert agree(value, theirs[name]), (call, name, value, theirs[name])


def agree(value, want):
    if value is None or want is None:
        return value is want
    if isinstance(want, (int, tuple)):
        return value == counted_from_the_front(want, value)
    a, b = (np.asarray(v.detach() if hasattr(v, "detach") else v) for v in (value, want))
    return a.shape == b.shape and np.allclose(a, b, rtol=1e-4, equal_nan=True)


def counted_from_the_front(want, value):
    """torch shows -1 as 2 ** 64 - 1; of the two, ours is the one without the sign."""
    if isinstance(want, tuple):
        return tuple(map(counted_from_the_front, want, value)) if len(want) == len(value) else want
    return value if want >= 2**63 else want


def test_hooks_that_pack_what_is_being_packed_are_refused():
    x = rg.tensor([2.0], requires_grad=True)
    raw = (x * x).grad_fn._raw_saved_self

    def pack(tensor):
        raw.register_hooks(lambda t: t, lambda t: t)
        return tensor

    with pytest.raises(RuntimeError, match="pack"):
        raw.register_hooks(pack, lambda t: t)


def test_a_name_that_is_no_text_is_no_attribute():
    assert not hasattr((rg.ones(1, requires_grad=True) * 2).grad_fn, "_saved_\udcff")
