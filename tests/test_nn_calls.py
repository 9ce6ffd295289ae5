"""Calling a module and reading its attributes: what torch lets a class change can be changed, and
an error of forward says which layer it came out of."""

from __future__ import annotations

import gc
import inspect
import pickle
import sys
import traceback
import weakref

import pytest
import retrograd as rg
from retrograd import nn


class Double(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(rg.tensor(2.0))

    def forward(self, x, *, plus=0):
        return self.w * x + plus


def test_forward_gets_the_arguments_of_the_call():
    assert Double()(rg.tensor(3.0)).item() == 6
    assert Double()(rg.tensor(3.0), plus=1).item() == 7
    assert Double()(x=rg.tensor(3.0), plus=1).item() == 7
    with pytest.raises(TypeError, match="missing 1 required positional argument: 'x'"):
        Double()()


def test_inspect_tells_the_arguments_of_a_module_and_of_its_class():
    assert list(inspect.signature(Double()).parameters) == ["args", "kwargs"]
    assert list(inspect.signature(nn.Linear).parameters)[:2] == ["in_features", "out_features"]
    assert list(inspect.signature(Double().forward).parameters) == ["x", "plus"]


def test_forward_may_be_set_on_an_instance_or_a_class():
    m = Double()
    m.forward = lambda x: -x
    assert m(3) == -3
    del m.forward
    assert m(3).item() == 6

    class Other(Double):
        forward = staticmethod(lambda x: x + 1)

    assert Other()(3) == 4
    Other.forward = lambda self, x: (self, x)
    other = Other()
    assert other(5) == (other, 5)


def test_a_class_may_have_a_call_of_its_own(monkeypatch):
    class Mine(Double):
        def __call__(self, x):
            return ("mine", super().__call__(x).item())

    assert Mine()(1) == ("mine", 2)
    plain = nn.Module.__call__
    monkeypatch.setattr(nn.Module, "__call__", lambda self, *args: ("patched", plain(self, *args)))
    assert Double()(1)[0] == "patched"
    monkeypatch.undo()
    assert Double()(1).item() == 2


def test_a_class_may_look_up_attributes_itself():
    class Wrapper(nn.Module):
        def __init__(self, inner):
            super().__init__()
            self.inner = inner

        def __getattr__(self, name):
            try:
                return super().__getattr__(name)
            except AttributeError:
                return getattr(self.inner, name)

    class Derived(Wrapper):
        pass

    for kind in (Wrapper, Derived):
        m = kind(Double())
        assert m.w is m.inner.w
        with pytest.raises(AttributeError, match="'Double' object has no attribute 'foo'"):
            m.foo  # noqa: B018


def test_a_lookup_that_a_class_gets_later_is_used(monkeypatch):
    m = Double()
    assert not hasattr(m, "x")
    monkeypatch.setattr(Double, "__getattr__", lambda self, name: "found", raising=False)
    assert (m.x, m.w) == ("found", "found")
    monkeypatch.undo()
    assert not hasattr(m, "x") and m.w.item() == 2
    monkeypatch.setattr(Double, "__getattribute__", lambda self, name: name, raising=False)
    assert m.training == "training"
    monkeypatch.undo()
    assert m.training is True


def test_a_class_attribute_comes_before_a_parameter_of_the_same_name():
    m = Double()

    class Shadowed(Double):
        w = 5

    m.__class__ = Shadowed
    assert m.w == 5 and dict(m.named_parameters())["w"].item() == 2


def test_a_property_that_fails_says_how():
    class Lazy(Double):
        @property
        def value(self):
            return self.missing_thing

        @property
        def broken(self):
            raise ValueError("broken")

    with pytest.raises(AttributeError, match="has no attribute 'missing_thing'"):
        Lazy().value  # noqa: B018
    with pytest.raises(ValueError, match="broken"):
        Lazy().broken  # noqa: B018


def test_a_missing_attribute_is_missed_as_python_does():
    m = Double()
    with pytest.raises(AttributeError, match=r"^'Double' object has no attribute 'wegiht'$") as e:
        m.wegiht  # noqa: B018
    assert (e.value.name, e.value.obj) == ("wegiht", m)
    assert getattr(m, "foo", 3) == 3


def test_object_setattr_goes_past_registration():
    m, hidden = Double(), nn.Parameter(rg.ones(1))
    object.__setattr__(m, "hidden", hidden)
    assert m.hidden is hidden and [n for n, _ in m.named_parameters()] == ["w"]
    m.plain = tensor = rg.ones(1)
    assert vars(m)["plain"] is tensor


def test_a_class_may_watch_what_is_set():
    class Watched(Double):
        def __setattr__(self, name, value):
            seen.append(name)
            super().__setattr__(name, value)

    seen: list[str] = []
    m = Watched()
    m.k = 1
    assert seen[-2:] == ["w", "k"] and isinstance(m._parameters["w"], nn.Parameter)


@pytest.mark.parametrize("base", [dict, list, Exception], ids=lambda b: b.__name__)
def test_a_module_may_have_a_base_of_python_beside_it(base):
    class Both(nn.Module, base):
        def __init__(self):
            nn.Module.__init__(self)
            base.__init__(self)
            self.w = nn.Parameter(rg.ones(1))

    both = Both()
    assert both.w.item() == 1 and isinstance(both, base)


def test_modules_are_collected_and_weakly_referenced():
    m = Double()
    m.object = [m]
    mark = weakref.ref(m)
    del m
    gc.collect()
    assert mark() is None


def test_a_subclass_may_take_arguments_in_its_definition():
    class Base(nn.Module):
        def __init_subclass__(cls, *, tag, **kwargs):
            super().__init_subclass__(**kwargs)
            cls.tag = tag

    class Tagged(Base, tag=4):
        pass

    assert Tagged().tag == 4
    with pytest.raises(TypeError):
        type("Wrong", (nn.Module,), {}, tag=4)


class Product(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(rg.ones(3, 2))

    def forward(self, x):
        return x @ self.w

    def extra_repr(self):
        return "3, 2"


class Outer(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([Product(), Product()])

    def forward(self, x, scale=1):
        for layer in self.layers:
            x = layer(x * scale)
        return x


def notes_of(error):
    return error.__notes__ if sys.version_info >= (3, 11) else str(error).split("\n")[1:]


def test_an_error_of_forward_says_which_layer_and_the_shapes():
    with pytest.raises(rg.errors.ShapeError, match=r"^matmul: ") as caught:
        nn.Sequential(Outer())(rg.ones(4, 3))
    said = "layer '0.layers.1' of Sequential: Product(3, 2) was called with (float32 (4, 2))"
    assert notes_of(caught.value) == [said]
    shown = "".join(traceback.format_exception(caught.value))
    assert said in shown and "return x @ self.w" in shown


def test_an_error_of_a_module_itself_names_the_module():
    with pytest.raises(TypeError) as caught:
        Outer()(rg.ones(4, 3), scale=[None, {}])
    assert notes_of(caught.value) == ["Outer was called with (float32 (4, 3), scale=[None, dict])"]


def test_an_error_keeps_its_class_its_text_and_its_pickle():
    class Own(Exception):
        def __init__(self, a, b):
            super().__init__(a, b)

    class Failing(nn.Module):
        def forward(self, error):
            raise error

    for error in (Own(1, 2), KeyError("k"), StopIteration()):
        args = error.args
        with pytest.raises(type(error)) as caught:
            Failing()(error)
        assert caught.value is error
        assert sys.version_info < (3, 11) or error.args == args
    assert pickle.loads(pickle.dumps(error)).__notes__ == [
        "Failing() was called with (StopIteration)"
    ]
    with pytest.raises(KeyboardInterrupt) as stopped:
        Failing()(KeyboardInterrupt())
    assert not hasattr(stopped.value, "__notes__")


def test_a_module_that_cannot_show_itself_is_named_by_its_class():
    class Shy(nn.Module):
        def extra_repr(self):
            return self.missing

        def forward(self):
            raise ValueError("as it was")

    with pytest.raises(ValueError, match="as it was") as caught:
        Shy()()
    assert notes_of(caught.value) == ["Shy was called with ()"]
    with pytest.raises(AttributeError, match="has no attribute '_"):
        Shy.__new__(Shy)()


def test_an_error_is_named_with_hooks_too():
    m = Outer()
    m.layers[1].register_forward_hook(lambda *_: None)
    with pytest.raises(rg.errors.ShapeError) as caught:
        m(rg.ones(4, 3))
    assert notes_of(caught.value)[0].startswith("layer 'layers.1' of Outer: ")
