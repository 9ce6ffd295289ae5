"""Module: what it registers, finds, saves, loads and shows, with what torch says about the same."""

from __future__ import annotations

import copy
import pickle
import re
import threading

import pytest
import retrograd as rg
from retrograd import nn


class Affine(nn.Module):
    def __init__(self, n, m):
        super().__init__()
        self.n, self.m = n, m
        self.weight = nn.Parameter(rg.ones(m, n))
        self.bias = nn.Parameter(rg.zeros(m))

    def forward(self, x):
        return x @ self.weight.t() + self.bias

    def extra_repr(self):
        return f"{self.n}, {self.m}"


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(rg.zeros(2))
        self.register_buffer("b", rg.ones(2))
        self.register_buffer("unsaved", rg.ones(2), persistent=False)
        self.l = Affine(2, 3)
        self.plain = None
        self.register_parameter("no_parameter", None)
        self.register_buffer("no_buffer", None)
        self.register_module("no_module", None)

    def forward(self, x):
        return self.l(x + self.w)


def test_attributes_are_registered_by_what_they_are():
    net = Net()
    assert [n for n, _ in net.named_parameters()] == ["w", "l.weight", "l.bias"]
    assert [n for n, _ in net.named_buffers()] == ["b", "unsaved"]
    assert [n for n, _ in net.named_modules()] == ["", "l"]
    assert list(net.state_dict()) == ["w", "b", "l.weight", "l.bias"]
    assert net.state_dict()._metadata == {"": {"version": 1}, "l": {"version": 1}}
    assert vars(net).keys() >= {"plain", "training", "_parameters", "_buffers", "_modules"}
    assert net.w is net._parameters["w"]


def test_a_module_is_shown_as_in_torch():
    assert repr(Net()) == "Net(\n  (l): Affine(2, 3)\n  (no_module): None\n)"
    assert repr(nn.Module()) == "Module()"


WRONG = {
    "a tensor for a parameter": (TypeError, lambda m: setattr(m, "w", rg.zeros(2))),
    "a number for a parameter": (TypeError, lambda m: setattr(m, "w", 3)),
    "a number for a module": (TypeError, lambda m: setattr(m, "l", 3)),
    "a number for a buffer": (TypeError, lambda m: setattr(m, "b", 3)),
    "a dot in a buffer": (KeyError, lambda m: m.register_buffer("x.y", rg.ones(1))),
    "a buffer without name": (KeyError, lambda m: m.register_buffer("", rg.ones(1))),
    "a number as name": (TypeError, lambda m: m.register_buffer(3, rg.ones(1))),
    "a name that is taken": (KeyError, lambda m: m.register_buffer("forward", rg.ones(1))),
    "no tensor": (TypeError, lambda m: m.register_buffer("q", 3)),
    "a dot in a parameter": (KeyError, lambda m: m.register_parameter("x.y", None)),
    "no parameter": (TypeError, lambda m: m.register_parameter("q", rg.ones(1))),
    "a dot in a module": (KeyError, lambda m: m.add_module("x.y", None)),
    "no module": (TypeError, lambda m: m.add_module("q", 3)),
    "no attribute": (AttributeError, lambda m: m.foo),
    "nothing to delete": (AttributeError, lambda m: delattr(m, "foo")),
    "a parameter that is a buffer": (AttributeError, lambda m: m.get_parameter("b")),
    "a buffer that is a parameter": (AttributeError, lambda m: m.get_buffer("w")),
    "no submodule": (AttributeError, lambda m: m.get_submodule("l.weight")),
    "no forward": (NotImplementedError, lambda m: nn.Module()(1)),
    "an argument": (TypeError, lambda m: nn.Module(3)),
    "a mode that is no bool": (ValueError, lambda m: m.train(3)),
    "an integer type": (TypeError, lambda m: m.to(rg.int64)),
    "another device": (AssertionError, lambda m: m.cuda()),
    "no state": (TypeError, lambda m: m.load_state_dict(3)),
    "no extra state": (RuntimeError, lambda m: m.get_extra_state()),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_raises_as_in_torch_and_changes_nothing(what):
    kind, act = WRONG[what]
    net = Net()
    before = (repr(net), list(net.state_dict()), sorted(vars(net)))
    with pytest.raises(kind):
        act(net)
    assert (repr(net), list(net.state_dict()), sorted(vars(net))) == before


def test_nothing_is_registered_before_init():
    for value in (nn.Parameter(rg.ones(1)), nn.Module(), nn.Buffer(rg.ones(1))):
        net = Net.__new__(Net)
        with pytest.raises(AttributeError, match=r"before Module.__init__\(\) call"):
            net.x = value
    net.x = 3
    assert net.x == 3


def test_a_copy_and_a_pickle_have_parts_of_their_own():
    net = Net()
    x = rg.ones(2)
    for other in (copy.deepcopy(net), pickle.loads(pickle.dumps(net))):
        assert other.l.weight is not net.l.weight
        assert type(other.l.weight) is nn.Parameter
        assert other(x).tolist() == net(x).tolist() == [2, 2, 2]


def test_a_change_of_type_is_in_place_and_leaves_integers():
    net = Net()
    net.register_buffer("steps", rg.tensor(3))
    w = net.w
    net(rg.ones(2)).sum().backward()
    assert net.double() is net and net.w is w
    assert (w.dtype, w.grad.dtype, net.b.dtype) == (rg.float64,) * 3
    assert net.steps.dtype is rg.int64
    assert net.to(rg.bfloat16).w.dtype is rg.bfloat16
    assert net.to(rg.ones(1)).w.dtype is rg.float32
    assert net.to("cpu", rg.float64).l.bias.dtype is rg.float64
    assert net.type(rg.float32).steps.dtype is rg.float32


def test_gradients_are_dropped_or_zeroed():
    net = Net()
    net(rg.ones(2)).sum().backward()
    net.zero_grad(set_to_none=False)
    assert net.w.grad.tolist() == [0, 0]
    net.zero_grad()
    assert net.w.grad is None


def test_loading_reports_what_is_missing_unknown_or_of_another_shape():
    net = Net()
    report = net.load_state_dict({"w": rg.ones(2), "z": 1}, strict=False)
    assert report == (["b", "l.weight", "l.bias"], ["z"])
    assert net.w.tolist() == [1, 1]
    lines = [
        "Error(s) in loading state_dict for Net:",
        'Missing key(s) in state_dict: "b", "l.weight", "l.bias". ',
        'Unexpected key(s) in state_dict: "z". ',
        "size mismatch for w: ",
    ]
    with pytest.raises(RuntimeError, match="^" + re.escape("\n\t".join(lines))):
        net.load_state_dict({"w": rg.ones(3), "z": 1})
    assert repr(net.load_state_dict(Net().state_dict())) == "<All keys matched successfully>"


def test_forward_hooks_change_what_goes_in_and_comes_out():
    net = Net()
    with net.register_forward_pre_hook(lambda m, args: args[0] * 2):
        assert net(rg.ones(2)).tolist() == [4, 4, 4]
    handle = net.register_forward_hook(lambda m, args, out: out * 3)
    assert handle.id in net._forward_hooks
    assert net(rg.ones(2)).tolist() == [6, 6, 6]
    handle.remove()
    assert net(rg.ones(2)).tolist() == [2, 2, 2]


def test_parameters_are_those_of_named_parameters_each_once():
    net = Net()
    net.again, net.more, net.shared = net.l, nn.Sequential(Net(), nn.Module()), net.l.bias
    net.inside = nn.ModuleList([net.more[0]])
    assert [*map(id, net.parameters())] == [id(p) for _, p in net.named_parameters()]
    assert [*map(id, net.buffers())] == [id(b) for _, b in net.named_buffers()]
    assert len(list(net.parameters())) == 6 and len(list(net.parameters(recurse=False))) == 2

    class Less(Net):
        def named_parameters(self, *args, **kwargs):
            yield "w", self.w

    less = Less()
    assert [*map(id, less.parameters())] == [id(less.w)]
    assert len(list(nn.Sequential(less).parameters())) == 3


def test_deeply_nested_modules_end_in_an_error_and_not_in_a_crash():
    top = inner = nn.Module()
    for _ in range(10_000):
        inner.inner = inner = nn.Module()
    ends = []

    def run():
        try:
            ends.append(list(top.parameters()))
        except RecursionError as error:
            ends.append(error)

    before = threading.stack_size(256 * 1024)
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    threading.stack_size(before)
    assert isinstance(ends[0], RecursionError)
