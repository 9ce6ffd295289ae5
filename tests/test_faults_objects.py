"""Faults of group M: the object protocol abused."""

from __future__ import annotations

import copy
import gc
import pickle
import weakref

import pytest
import retrograd as rg
from cycles import Payload
from functions import cube, leaf


class Mine(rg.Tensor):
    """A subclass that forgets its base."""

    def __init__(self, *args):
        self.args = args


def use(t):
    """Everything that reads a tensor."""
    assert isinstance(repr(t), str)
    assert t.numel() == 0
    assert t.shape == (0,)
    assert t.tolist() == []
    assert t.grad is None
    assert t.grad_fn is None
    assert (t + 1).shape == (0,)
    assert t.sum().item() == 0


def test_M01_a_tensor_that_no_factory_made_is_a_valid_empty_one():
    use(rg.Tensor.__new__(rg.Tensor))
    use(rg.Tensor())
    use(Mine.__new__(Mine))
    use(Mine())
    with pytest.raises(TypeError):
        object.__new__(rg.Tensor)


def test_M02_setstate_with_junk():
    x = rg.ones(2)
    setstate = getattr(x, "__setstate__", None)
    for junk in (None, 1, (), ("a",), {"a": 1}, (1, 2, 3, 4, 5, 6)):
        if setstate is not None:
            with pytest.raises((TypeError, ValueError, RuntimeError, AttributeError)):
                setstate(junk)
    assert x.tolist() == [1.0, 1.0]


@pytest.mark.parametrize("name", ["add", "sum", "view", "backward", "item", "numpy", "__add__"])
def test_M03_methods_called_on_what_is_no_tensor(name):
    for wrong in ((), (None, 1), ("a", 1), (object(),)):
        with pytest.raises(TypeError):
            getattr(rg.Tensor, name)(*wrong)


@pytest.mark.parametrize("name", ["shape", "grad", "requires_grad", "T", "is_leaf", "grad_fn"])
def test_M03_attributes_read_from_what_is_no_tensor(name):
    with pytest.raises((TypeError, AttributeError)):
        vars(rg.Tensor).get(name, getattr(rg.Tensor, name)).__get__(1, int)


def test_M04_tensors_are_hashed_by_identity():
    x, y = rg.ones(2), rg.ones(2)
    assert hash(x) == hash(x)
    assert len({x, y, x}) == 2
    assert {x: "x"}[x] == "x"


def test_M04_tensors_take_weak_references_and_attributes():
    x = rg.ones(2)
    x.note = "kept"
    x.me = x
    mark = weakref.ref(x)
    assert mark() is x
    assert x.me.note == "kept"
    del x
    gc.collect()
    assert mark() is None


def test_M04_attributes_survive_while_only_the_graph_holds_the_tensor():
    x = rg.ones(1, requires_grad=True)
    x.note = "kept"
    y = x * 2
    del x
    gc.collect()
    leaf = y.grad_fn.next_functions[0][0].variable
    assert leaf.note == "kept"


def test_M04_a_gradient_is_one_object():
    x = rg.ones(2, requires_grad=True)
    (x * 2).sum().backward()
    assert x.grad is x.grad
    x.grad.note = "kept"
    gc.collect()
    assert x.grad.note == "kept"


def test_M04_subclasses_work_in_operations():
    x = Mine()
    assert isinstance(x, rg.Tensor)
    assert x.args == ()
    assert isinstance(x + 1, rg.Tensor)
    assert rg.cat([x, rg.ones(2)]).tolist() == [1.0, 1.0]


def test_M05_python_number_protocols():
    assert f"{rg.tensor(1.5):.3f}" == "1.500"
    assert f"{rg.tensor([1.5])}" == "tensor([1.5000])"
    assert list(range(rg.tensor(3))) == [0, 1, 2]
    assert complex(rg.tensor(1.5)) == 1.5 + 0j
    assert bool(rg.tensor(0)) is False
    for wrong in (rg.tensor(1.5), rg.ones(2), rg.ones(2, dtype=rg.int64)):
        with pytest.raises(TypeError):
            [1, 2, 3][wrong]
    with pytest.raises(TypeError):
        f"{rg.ones(2):.2f}"


@pytest.mark.parametrize(
    "name",
    ["shape", "dtype", "grad_fn", "is_leaf", "device", "ndim", "T", "retains_grad", "_version"],
)
def test_M06_read_only_attributes(name):
    x = rg.ones(2, 2)
    with pytest.raises(AttributeError):
        setattr(x, name, None)
    with pytest.raises((AttributeError, TypeError)):
        delattr(x, name)
    assert x.shape == (2, 2)


@pytest.mark.parametrize("name", ["requires_grad", "data"])
def test_M06_attributes_that_cannot_be_deleted_or_take_junk(name):
    x = rg.ones(2)
    with pytest.raises((AttributeError, TypeError, RuntimeError)):
        setattr(x, name, "junk")
    with pytest.raises((AttributeError, TypeError, RuntimeError)):
        delattr(x, name)
    assert x.tolist() == [1.0, 1.0]


# Nodes, contexts, edges and handles. Tests that take ``ag`` run on torch too.


def objects(ag):
    x = leaf(ag, 1.0, 2.0)
    y, z = x * 2, cube(ag).apply(x)
    return {
        "node": y.grad_fn,
        "sink": y.grad_fn.next_functions[0][0],
        "context": z.grad_fn,
        "edge": ag.autograd.graph.get_gradient_edge(y),
        "handle": x.register_hook(lambda g: None),
    }


OBJECTS = ["node", "sink", "context", "edge", "handle"]


@pytest.mark.parametrize("name", OBJECTS)
def test_M01_objects_of_the_graph_are_made_by_the_graph_alone(name):
    kind = type(objects(rg)[name])
    for make in (lambda: object.__new__(kind), lambda: kind(1), lambda: kind.__new__(kind, 1)):
        with pytest.raises(TypeError):
            make()


def test_M01_what_can_be_made_by_hand_has_no_effect():
    handle = rg.utils.hooks.RemovableHandle.__new__(rg.utils.hooks.RemovableHandle)
    handle.remove()
    handle.__exit__(None, None, None)
    with handle:
        pass
    with pytest.raises(TypeError):
        rg.utils.hooks.RemovableHandle({})
    for wrong in ((1, 2), (None, 0), ("node", "0"), (rg.ones(1), 0)):
        edge = rg.autograd.graph.GradientEdge(*wrong)
        assert wrong[0] is edge.node
        assert isinstance(repr(edge), str)
        with pytest.raises((RuntimeError, TypeError)):
            rg.autograd.backward(edge)


@pytest.mark.parametrize("name", ["node", "sink", "context"])
def test_M02_nodes_are_neither_copied_nor_pickled(ag, name):
    for make in (copy.copy, copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            make(objects(ag)[name])


def test_M02_an_edge_is_copied_with_its_node_and_not_pickled(ag):
    edge = objects(ag)["edge"]
    assert copy.copy(edge) == edge
    assert copy.copy(edge).node is edge.node
    for make in (copy.deepcopy, pickle.dumps):
        with pytest.raises(TypeError):
            make(edge)


def test_M02_a_copied_handle_removes_the_hook_and_a_deep_copy_does_not(ag):
    x, seen = leaf(ag, 1.0), []
    handle = x.register_hook(lambda g: seen.append(1))
    copy.deepcopy(handle).remove()
    (x * 1).backward()
    copy.copy(handle).remove()
    (x * 1).backward()
    assert seen == [1]


def test_M02_an_unpickled_handle_has_no_hook_to_remove():
    x, seen = leaf(rg, 1.0), []
    handle = x.register_hook(lambda g: seen.append(1))
    pickle.loads(pickle.dumps(handle)).remove()
    (x * 1).backward()
    assert seen == [1]


@pytest.mark.parametrize("name", OBJECTS)
def test_M03_methods_of_the_graph_called_on_anything_else(name):
    thing = objects(rg)[name]
    kind = type(thing)
    for method in ("name", "register_hook", "save_for_backward", "remove", "__exit__"):
        if not hasattr(kind, method):
            continue
        for wrong in ((), (3,), (rg.ones(1),), (object(), 1), (None, print)):
            with pytest.raises(TypeError):
                getattr(kind, method)(*wrong)
    for attribute in ("next_functions", "metadata", "saved_tensors", "node", "output_nr", "id"):
        if hasattr(kind, attribute):
            with pytest.raises(TypeError):
                getattr(kind, attribute).__get__(rg.ones(1))


def test_M03_hooks_must_be_callable(ag):
    x = leaf(ag, 1.0)
    y = x * 2
    for wrong in (None, 3, "s", [print]):
        for register in (y.grad_fn.register_hook, y.grad_fn.register_prehook):
            with pytest.raises((TypeError, AttributeError)):
                register(wrong)
                y.backward(retain_graph=True)
    for register in (x.register_hook, y.grad_fn.register_hook, y.grad_fn.name):
        with pytest.raises(TypeError):
            register(1, 2, 3)


@pytest.mark.parametrize("name", ["node", "sink", "context"])
def test_M04_nodes_are_hashed_by_identity_and_compared_by_it(ag, name):
    node, other = objects(ag)[name], objects(ag)[name]
    assert len({node, node, other}) == 2
    assert node == node
    assert node != other
    with pytest.raises(TypeError):
        _ = node < other


def test_M04_weak_references(ag):
    things = objects(ag)
    for name in ("context", "handle"):
        assert weakref.ref(things[name])() is things[name]
    with pytest.raises(TypeError):
        weakref.ref(things["edge"])


def test_M04_attributes_are_for_contexts(ag):
    things = objects(ag)
    things["context"].note = "kept"
    assert things["context"].note == "kept"
    for name in ("node", "sink", "edge"):
        with pytest.raises(AttributeError):
            things[name].note = 1


@pytest.mark.parametrize("name", ["node", "sink"])
def test_M04_kinds_of_nodes_are_not_derived_from(name):
    kind = type(objects(rg)[name])
    with pytest.raises(TypeError):
        type("Mine", (kind,), {})()


def test_M04_a_subclass_of_the_node_class_cannot_be_made(ag):
    node = ag.autograd.graph.Node
    with pytest.raises(TypeError):
        node()
    with pytest.raises(TypeError):
        type("Mine", (node,), {})()


def test_M04_a_handle_may_be_derived_from_and_outlive_its_subclass_state():
    class Mine(rg.utils.hooks.RemovableHandle):
        def __init__(self, *things):
            self.things = things

    p = Payload()
    mark, mine = weakref.ref(p), Mine(p)
    mine.me = mine
    mine.remove()
    del mine, p
    gc.collect()
    assert mark() is None


@pytest.mark.parametrize(
    ("name", "attributes"),
    [
        ("node", ["next_functions", "metadata", "requires_grad", "name", "register_hook"]),
        ("sink", ["variable", "next_functions"]),
        ("context", ["saved_tensors", "next_functions"]),
        ("edge", ["node", "output_nr", "ownership_token"]),
    ],
)
def test_M06_read_only_attributes_of_the_graph(ag, name, attributes):
    thing = objects(ag)[name]
    for attribute in attributes:
        with pytest.raises(AttributeError):
            setattr(thing, attribute, 1)
        with pytest.raises(AttributeError):
            delattr(thing, attribute)
        assert hasattr(thing, attribute)


def test_M06_the_number_of_a_handle_stays():
    handle = leaf(rg, 1.0).register_hook(print)
    number = handle.id
    with pytest.raises(AttributeError):
        handle.id = number + 1
    with pytest.raises(AttributeError):
        del handle.id
    assert handle.id == number


def test_M06_needs_input_grad_is_a_tuple_where_torch_takes_anything():
    node = objects(rg)["context"]
    for wrong in (1, None, [True]):
        with pytest.raises(TypeError):
            node.needs_input_grad = wrong
    with pytest.raises(TypeError):
        del node.needs_input_grad
    assert node.needs_input_grad == (True,)


# Tensors copied and pickled


def test_copies_of_a_tensor_share_its_memory_and_deep_ones_do_not(ag):
    x = leaf(ag, 1.0, 2.0)
    x.grad, x.note = ag.ones(2), [1]
    y, z = copy.copy(x), copy.deepcopy(x)
    with ag.no_grad():
        x[0] = 9
    assert y.tolist() == [9.0, 2.0]
    assert z.tolist() == [1.0, 2.0]
    assert y.note is x.note
    assert z.note == [1]
    assert z.note is not x.note
    assert y.grad is None
    assert z.grad.tolist() == [1.0, 1.0]
    assert z.grad is not x.grad
    assert y.requires_grad
    assert z.requires_grad
    assert y.is_leaf


def test_a_deep_copy_meets_each_tensor_once_and_follows_cycles(ag):
    x = leaf(ag, 1.0)
    x.me = x
    y, z = copy.deepcopy([x, x])
    assert y is z
    assert y is not x
    assert y.me is (y if ag is rg else y.me)  # torch copies x once more for its attributes


@pytest.mark.parametrize("protocol", range(2, pickle.HIGHEST_PROTOCOL + 1))
@pytest.mark.parametrize("dtype", ["float32", "float64", "int64", "uint8", "bool"])
def test_a_tensor_comes_back_from_a_pickle(ag, protocol, dtype):
    x = ag.ones((2, 3), dtype=getattr(ag, dtype)).t()
    y = pickle.loads(pickle.dumps(x, protocol))
    assert y.dtype == x.dtype
    assert y.tolist() == x.tolist()
    assert y.shape == (3, 2)
    assert not y.requires_grad


def test_a_pickle_keeps_the_flag_the_attributes_and_the_class():
    x = Mine()
    x.note = [x]
    x.requires_grad_()
    y = pickle.loads(pickle.dumps(x))
    assert type(y) is Mine
    assert y.note == [y]
    assert y.requires_grad
    assert y.args == ()
    assert type(copy.copy(x)) is type(copy.deepcopy(x)) is Mine


def test_L07_a_view_is_pickled_without_the_memory_around_it():
    assert len(pickle.dumps(rg.zeros(100_000)[:1])) < 1000


@pytest.mark.parametrize("dtype", [rg.float32, rg.bfloat16, rg.bool])
def test_memory_is_handed_over_beside_a_pickle(dtype):
    x = rg.ones(40, 50).to(dtype).t().requires_grad_(dtype.is_floating_point)
    beside = []
    pickled = pickle.dumps(x, 5, buffer_callback=beside.append)
    assert len(pickled) < 300
    y = pickle.loads(pickled, buffers=beside)
    assert (y.data_ptr(), y.stride(), y.requires_grad) == (x.data_ptr(), (1, 50), x.requires_grad)
    assert rg.equal(y, x)
    copied = pickle.loads(pickled, buffers=[bytes(buffer) for buffer in beside])
    assert copied.data_ptr() != x.data_ptr() and rg.equal(copied, x)
    again = pickle.loads(pickled, buffers=[rg.tensor(list(beside[0].raw()), dtype=rg.uint8)])
    assert rg.equal(again, x)
    for wrong in (rg.zeros(2), rg.zeros(9, 9, dtype=rg.uint8), bytearray(7), rg.zeros(0), 3):
        with pytest.raises((ValueError, RuntimeError, TypeError)):
            pickle.loads(pickled, buffers=[wrong])


def test_what_pickle_calls_checks_what_it_is_given():
    rebuild, arguments = rg.ones(2).__reduce_ex__(2)[:2]
    assert rebuild(*arguments).tolist() == [1.0, 1.0]
    for place, wrong in [
        (0, int),
        (0, 3),
        (1, b"short"),
        (1, "text"),
        (2, "float33"),
        (2, 3),
        (3, (3,)),
        (3, (-2,)),
        (3, (2**62, 2**62)),
        (3, None),
    ]:
        bad = list(arguments)
        bad[place] = wrong
        with pytest.raises((TypeError, ValueError, RuntimeError)):
            rebuild(*bad)
