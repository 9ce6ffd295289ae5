"""Operations of one's own, their names in ops, and what else packages name at their top."""

from __future__ import annotations

import copy
from collections import OrderedDict

import pytest
import retrograd as rg
from retrograd.utils import _pytree as pytree


def product(name: str):
    @rg.library.custom_op(name, mutates_args=())
    def scaled(x: rg.Tensor, factor: float = 2.0) -> rg.Tensor:
        assert not rg.is_grad_enabled()
        return x * factor

    return scaled


def test_an_operation_of_ones_own_is_one_node_with_the_derivative_that_is_given():
    scaled = product("test::scaled")

    def setup(ctx, inputs, output):
        ctx.factor = inputs[1]

    rg.library.register_autograd(
        "test::scaled", lambda ctx, grad: (grad * ctx.factor, None), setup_context=setup
    )
    x = rg.ones(2, requires_grad=True)
    y = rg.ops.test.scaled(x, factor=3.0)
    assert y.tolist() == [3, 3] and y.grad_fn.next_functions[0][0] is not None
    y.sum().backward()
    assert x.grad.tolist() == [3, 3]
    assert rg.ops.test.scaled.default is scaled and scaled(x).tolist() == [2, 2]
    assert scaled.register_fake(len) is len
    assert rg.library.register_fake("test::scaled")(len) is len
    scaled.register_kernel("cpu")(lambda x, factor=2.0: x + factor)
    assert scaled(x).tolist() == [3, 3]
    scaled.register_kernel("cuda")(lambda x, factor=2.0: x)
    assert scaled(x).tolist() == [3, 3]


def test_an_operation_without_a_derivative_says_so_in_backward():
    y = product("test::flat")(rg.ones(2, requires_grad=True))
    with pytest.raises(NotImplementedError, match="test::flat has no derivative"):
        y.sum().backward()
    with pytest.raises(RuntimeError, match="no operation 'test::other'"):
        rg.library.register_autograd("test::other", len)
    with pytest.raises(ValueError, match="library::name"):
        rg.library.custom_op("name", len, mutates_args=())
    with pytest.raises(NotImplementedError, match=r"library\.Library"):
        rg.library.Library("test", "DEF")
    assert rg.library.register_fake is rg.library.impl_abstract  # a refused name replaces none


def test_operations_of_the_dispatcher_are_names():
    aten = rg.ops.aten
    assert repr(aten.add.Tensor) == "<OpOverload(op='aten.add', overload='Tensor')>"
    assert aten.clone.default is aten.clone.default and aten.clone.__name__ == "aten.clone"
    with pytest.raises(NotImplementedError, match=r"ops\.aten\.clone: there is no dispatcher"):
        aten.clone(rg.ones(1))
    with pytest.raises(AttributeError, match="no operation 'nms'"):
        rg.ops.torchvision.nms  # noqa: B018
    with pytest.raises(OSError, match="compiled for torch"):
        rg.ops.load_library("a.so")


class Record(OrderedDict):
    pass


def test_a_registered_class_is_a_container():
    pytree.register_pytree_node(
        Record,
        pytree._dict_flatten,
        lambda values, keys: Record(pytree._dict_unflatten(values, keys)),
        flatten_with_keys_fn=pytree._dict_flatten_with_keys,
    )
    try:
        tree = [Record(a=1, b=(2, 3)), 4]
        leaves, spec = pytree.tree_flatten(tree)
        assert leaves == [1, 2, 3, 4]
        assert pytree.tree_unflatten([5, 6, 7, 8], spec) == [Record(a=5, b=(6, 7)), 8]
        doubled = pytree.tree_map(lambda x, y: x + y, tree, copy.deepcopy(tree))
        assert doubled == [Record(a=2, b=(4, 6)), 8] and type(doubled[0]) is Record
        assert rg.func.vmap(lambda d: Record(y=d["x"] * 2))(Record(x=rg.ones(3)))["y"].shape == (3,)
        with pytest.raises(ValueError, match="registered already"):
            pytree.register_pytree_node(Record, len, len)
    finally:
        del pytree.SUPPORTED_NODES[Record]
    assert pytree.tree_leaves(Record(a=1)) == [Record(a=1)]


# The sums of the absolute values of U, S and V by torch, for seed 0.
LOWRANK = {
    (8, 5): [7.219376092059138, 6.280954701007058, 5.779609353589306],
    (5, 8): [5.822358686178793, 6.496092295148863, 6.469167376352355],
}


@pytest.mark.parametrize("shape", LOWRANK)
def test_a_decomposition_of_low_rank_draws_as_torch_does(shape):
    rg.manual_seed(0)
    a = (rg.arange(40.0).double() ** 2 * 0.37).sin().reshape(shape)
    found = rg.svd_lowrank(a, 3)
    assert [t.shape for t in found] == [(shape[0], 3), (3,), (shape[1], 3)]
    assert [t.abs().sum().item() for t in found] == pytest.approx(LOWRANK[shape], rel=1e-12)


def test_a_decomposition_of_low_rank_finds_a_matrix_of_low_rank():
    rg.manual_seed(1)
    a = (rg.randn(2, 9, 3) @ rg.randn(2, 3, 7)).double()
    u, s, v = rg.svd_lowrank(a, 3)
    assert rg.allclose(u * s.unsqueeze(-2) @ v.mT, a)
    u, s, v = rg.pca_lowrank(a, 3)
    assert rg.allclose(u * s.unsqueeze(-2) @ v.mT, a - a.mean(-2, keepdim=True))
    assert rg.allclose(rg.svd_lowrank(a, 3, M=a)[1], rg.zeros(2, 3, dtype=rg.float64))
    with pytest.raises(ValueError, match="pca_lowrank: q is 8"):
        rg.pca_lowrank(a, 8)


def test_the_elements_of_a_tensor_are_shown_apart():
    from retrograd._tensor_str import PRINT_OPTS, _tensor_str

    x = rg.arange(4.0).reshape(2, 2)
    assert _tensor_str(x, 2) == "[[0., 1.],\n   [2., 3.]]"
    assert _tensor_str(rg.tensor(2.5, dtype=rg.float64), 0) == "2.5000"
    before = PRINT_OPTS.threshold
    PRINT_OPTS.threshold = 3
    assert PRINT_OPTS.threshold == 3 and "..." in repr(rg.arange(10))
    PRINT_OPTS.threshold = before


def test_sizes_are_numbers():
    assert not isinstance(3, (rg.SymInt, rg.SymFloat, rg.SymBool))
    assert (rg.sym_int(-2.7), rg.sym_float(2), rg.sym_max(1, 2), rg.sym_min(1, 2)) == (
        -2,
        2.0,
        2,
        1,
    )
    assert rg.sym_not(0) is True and rg.sym_ite(False, 1, 2) == 2


def test_names_and_truths_of_objects_are_torchs():
    assert [rg.typename(x) for x in (rg.ones(1).long(), len, list, "a")] == [
        "torch.LongTensor",
        "len",
        "list",
        "str",
    ]
    assert rg.is_nonzero(rg.tensor([1])) and not rg.is_nonzero(rg.tensor(0.0))
    with pytest.raises(RuntimeError):
        rg.is_nonzero(rg.ones(2))
    rg._assert_async(rg.tensor(True))
    with pytest.raises(RuntimeError, match="not so"):
        rg._assert_async(rg.tensor(False), "not so")
