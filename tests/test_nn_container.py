"""Containers of modules and parameters: they do what torch's do, and show it in the same words."""

from __future__ import annotations

from collections import OrderedDict

import pytest
import retrograd as rg
from retrograd import nn


class A(nn.Module):
    def forward(self, x):
        return x + 1


class B(nn.Module):
    def forward(self, x):
        return x * 2


def parameter(*shape):
    return nn.Parameter(rg.zeros(*shape))


def names(container):
    return [(name, type(module).__name__) for name, module in container._modules.items()]


def test_a_sequence_calls_one_module_after_another():
    assert nn.Sequential(A(), B(), A())(rg.ones(1)).tolist() == [5]
    assert nn.Sequential()(3) == 3
    assert names(nn.Sequential(OrderedDict(a=A(), b=B()))) == [("a", "A"), ("b", "B")]


def test_a_sequence_is_changed_like_a_list():
    s = nn.Sequential(A(), B())
    assert s.append(A()) is s and len(s) == 3
    assert s.insert(1, A()) is s and names(s)[1:3] == [("1", "A"), ("2", "B")]
    assert names(s.insert(-1, B()))[3:] == [("3", "B"), ("4", "A")]
    assert type(s.pop(0)) is A and [name for name, _ in names(s)] == ["0", "1", "2", "3"]
    del s[0:2]
    assert names(s) == [("0", "B"), ("1", "A")]
    s[-1] = B()
    assert names(s * 2) == [(str(i), "B") for i in range(4)] == names(2 * s)
    s *= 2
    s += nn.Sequential(A())
    assert names(s)[3:] == [("3", "B"), ("4", "A")]
    assert names(s[3:]) == [("3", "B"), ("4", "A")]
    assert len(s + s) == 10


def test_a_list_of_modules_has_places_for_names():
    many = nn.ModuleList([A() for _ in range(5)] + [B()] + [A()] * 2)
    shown = "ModuleList(\n  (0-4): 5 x A()\n  (5): B()\n  (6-7): 2 x A()\n)"
    assert repr(many) == shown and repr(nn.ModuleList()) == "ModuleList()"
    assert many[-1] is many[7] and isinstance(many[1:3], nn.ModuleList)
    few = nn.ModuleList([A()])
    few.insert(0, B())
    few += [A()]
    assert names(few + [B()]) == [("0", "B"), ("1", "A"), ("2", "A"), ("3", "B")]  # noqa: RUF005
    assert type(few.pop(0)) is B and names(few) == [("0", "A"), ("1", "A")]


def test_a_dict_of_modules_keeps_its_order():
    d = nn.ModuleDict({"b": A(), "a": B()})
    d.update([("c", A())])
    d["d"] = B()
    assert list(d) == list(d.keys()) == ["b", "a", "c", "d"] and "c" in d and len(d) == 4
    assert repr(d).startswith("ModuleDict(\n  (b): A()\n")
    assert type(d.pop("b")) is A and [k for k, _ in d.items()] == ["a", "c", "d"]
    d.clear()
    assert list(d.values()) == []


def test_a_list_of_parameters_makes_parameters_of_tensors():
    p = nn.ParameterList([parameter(2), rg.zeros(3, 2), 3])
    assert repr(p) == (
        "ParameterList(\n"
        "    (0): Parameter containing: [torch.float32 of size 2]\n"
        "    (1): Parameter containing: [torch.float32 of size 3x2]\n"
        "    (2): Object of type: int\n"
        ")"
    )
    assert [name for name, _ in p.named_parameters()] == ["0", "1"] and p[2] == 3
    p += [parameter(1)]
    p[0] = rg.ones(4)
    assert [tuple(x.shape) for x in (p[0], p[-1], *p[1:2])] == [(4,), (1,), (3, 2)]
    assert repr(nn.ParameterList([parameter(1)])) == (
        "ParameterList(  (0): Parameter containing: [torch.float32 of size 1])"
    )


def test_a_dict_of_parameters_sorts_the_keys_of_a_plain_dict_alone():
    p = nn.ParameterDict({"b": parameter(1), "a": rg.zeros(2)})
    assert list(p) == ["a", "b"] and list(reversed(p)) == ["b", "a"]
    assert list(nn.ParameterDict(OrderedDict(b=parameter(1), a=parameter(1)))) == ["b", "a"]
    assert repr(p) == (
        "ParameterDict(\n"
        "    (a): Parameter containing: [torch.FloatTensor of size 2]\n"
        "    (b): Parameter containing: [torch.FloatTensor of size 1]\n"
        ")"
    )
    other = p | nn.ParameterDict({"c": parameter(3)})
    assert list(other) == ["a", "b", "c"] and other["a"] is p["a"]
    assert list(other.fromkeys("xy", 1)) == ["x", "y"]
    assert other.pop("b") is p["b"] and other.get("b") is None and other.setdefault("b", 5) == 5
    assert other.popitem() == ("b", 5) and list(other.state_dict()) == ["a", "c"]


WRONG = {
    "index": (IndexError, lambda: nn.Sequential(A())[1]),
    "index of a list": (IndexError, lambda: nn.ModuleList([A()])[-2]),
    "index that is no number": (TypeError, lambda: nn.Sequential(A())["a"]),
    "assignment": (IndexError, lambda: nn.Sequential().__setitem__(0, A())),
    "insertion": (IndexError, lambda: nn.Sequential().insert(1, A())),
    "insertion of a number": (AssertionError, lambda: nn.Sequential().insert(0, 3)),
    "sum": (ValueError, lambda: nn.Sequential() + 3),
    "product": (ValueError, lambda: nn.Sequential() * 0),
    "product with half": (TypeError, lambda: nn.Sequential() * 0.5),
    "extension": (TypeError, lambda: nn.ModuleList(3)),
    "element": (TypeError, lambda: nn.ModuleList([3])),
    "call of a list": (NotImplementedError, lambda: nn.ModuleList()(3)),
    "call of parameters": (RuntimeError, lambda: nn.ParameterList()(3)),
    "no pair": (TypeError, lambda: nn.ModuleDict([3])),
    "long pair": (ValueError, lambda: nn.ModuleDict([(1, 2, 3)])),
    "name of a method": (KeyError, lambda: nn.ModuleDict({"keys": A()})),
    "key": (KeyError, lambda: nn.ModuleDict()["a"]),
    "key of a parameter": (AttributeError, lambda: nn.ParameterDict()["a"]),
    "key that is a number": (TypeError, lambda: nn.ParameterDict([(3, parameter(1))])),
    "nothing left": (KeyError, lambda: nn.ParameterDict().popitem()),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_raises_as_in_torch(what):
    kind, act = WRONG[what]
    with pytest.raises(kind):
        act()


def test_a_failed_assignment_leaves_no_key():
    p = nn.ParameterDict()
    with pytest.raises(KeyError):
        p["a.b"] = parameter(1)
    assert list(p.items()) == []


def test_torchs_places_lead_to_the_same_classes():
    from retrograd.nn.modules.container import Sequential
    from retrograd.nn.modules.module import Module
    from retrograd.nn.modules.utils import _pair

    assert (Sequential, Module) == (nn.Sequential, nn.Module)
    assert nn.modules.container.ModuleList is nn.ModuleList is nn.modules.ModuleList
    assert (_pair(3), _pair([1, 2])) == ((3, 3), (1, 2))


@pytest.mark.parametrize(
    ("kind", "fill"),
    [
        ("ModuleList", "extend"),
        ("ParameterList", "extend"),
        ("ModuleDict", "update"),
        ("ParameterDict", "update"),
    ],
)
def test_a_container_without_contents_does_not_ask_its_subclass_to_fill_it(kind, fill):
    filled = []
    base = getattr(rg.nn, kind)
    own = type("Own", (base,), {fill: lambda self, given: filled.append(given)})
    own()
    own(None)
    assert filled == []
    own([])
    assert filled == [[]]
