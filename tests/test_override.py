"""The protocol __torch_function__: who is asked, with what, and what becomes of the answers."""

from __future__ import annotations

import gc
import inspect

import numpy as np
import pytest
import retrograd as rg
from retrograd import overrides
from retrograd.nn import functional

log: list[str] = []


class Logged(rg.Tensor):
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        assert types == (Logged,)
        log.append(overrides.resolve_name(func))
        return super().__torch_function__(func, types, args, kwargs)


class Foreign:
    """No tensor, but asked: answers with what it was asked."""

    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return (overrides.resolve_name(func), types, args, kwargs)


class Silent:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return NotImplemented


class Sub(rg.Tensor):
    pass


X = rg.tensor([1.0, 2.0])
ME = Foreign()


def logged(data=(1.0, 2.0)):
    return rg.tensor(data).as_subclass(Logged)


def run(code, x):
    scope = {"x": x, "y": rg.tensor([1.0, 2.0]), "rg": rg, "F": functional}
    log.clear()
    exec(code, scope)
    return list(log)


# What runs, and the function that is handed over: torch's names.
NAMES = {
    "rg.add(x, y)": "torch.add",
    "rg.add(y, x, alpha=2)": "torch.add",
    "x.add(y)": "torch.Tensor.add",
    "y.add(x)": "torch.Tensor.add",
    "x + y": "torch.Tensor.add",
    "y + x": "torch.Tensor.add",
    "1 + x": "torch.Tensor.add",
    "x - 1": "torch.Tensor.sub",
    "1 - x": "torch.Tensor.__rsub__",
    "x * 2": "torch.Tensor.mul",
    "x / 2": "torch.Tensor.div",
    "x // 2": "torch.Tensor.__floordiv__",
    "2 // x": "torch.Tensor.__rfloordiv__",
    "x % 2": "torch.Tensor.remainder",
    "2 % x": "torch.Tensor.__rmod__",
    "x ** 2": "torch.Tensor.__pow__",
    "2 ** x": "torch.Tensor.__rpow__",
    "x @ y": "torch.Tensor.matmul",
    "y @ x": "torch.Tensor.matmul",
    "x == y": "torch.Tensor.__eq__",
    "x != 1": "torch.Tensor.ne",
    "x < 1": "torch.Tensor.lt",
    "1 < x": "torch.Tensor.gt",
    "x <= 1": "torch.Tensor.le",
    "x >= y": "torch.Tensor.ge",
    "-x": "torch.Tensor.neg",
    "abs(x)": "torch.Tensor.abs",
    "x += 1": "torch.Tensor.add_",
    "y += x": "torch.Tensor.add_",
    "x -= 1": "torch.Tensor.sub_",
    "x *= 1": "torch.Tensor.mul_",
    "x /= 1": "torch.Tensor.div_",
    "x //= 1": "torch.Tensor.floor_divide_",
    "x %= 2": "torch.Tensor.remainder_",
    "x **= 2": "torch.Tensor.__ipow__",
    "x[0]": "torch.Tensor.__getitem__",
    "x[0] = 1": "torch.Tensor.__setitem__",
    "y[:] = x": "torch.Tensor.__setitem__",
    "len(x)": "torch.Tensor.__len__",
    "1 in x": "torch.Tensor.__contains__",
    "repr(x)": "torch.Tensor.__repr__",
    "format(x)": "torch.Tensor.__format__",
    "reversed(x)": "torch.Tensor.__reversed__",
    "x.shape": "torch.Tensor.shape.__get__",
    "x.dtype": "torch.Tensor.dtype.__get__",
    "x.T": "torch.Tensor.T.__get__",
    "x.data": "torch.Tensor.data.__get__",
    "x.grad": "torch.Tensor.grad.__get__",
    "x.is_cuda": "torch.Tensor.is_cuda.__get__",
    "x.requires_grad": "torch.Tensor.requires_grad.__get__",
    "x.requires_grad = True": "torch.Tensor.requires_grad.__set__",
    "x.data = y": "torch.Tensor.data.__set__",
    "del x.grad": "torch.Tensor.grad.__delete__",
    "x.size()": "torch.Tensor.size",
    "x.sum()": "torch.Tensor.sum",
    "x.tolist()": "torch.Tensor.tolist",
    "x.numpy()": "torch.Tensor.numpy",
    "x.copy_(y)": "torch.Tensor.copy_",
    "y.copy_(x)": "torch.Tensor.copy_",
    "y.to(x)": "torch.Tensor.to",
    "rg.sum(x, dim=0)": "torch.sum",
    "rg.cat([y, x])": "torch.cat",
    "rg.stack((x, y))": "torch.stack",
    "rg.max(x, 0)": "torch.max",
    "rg.zeros_like(x)": "torch.zeros_like",
    "rg.relu(x)": "torch.relu",
    "F.relu(x)": "torch.nn.functional.relu",
    "F.softmax(x, 0)": "torch.nn.functional.softmax",
    "F.linear(y, x)": "torch.nn.functional.linear",
    "F.mse_loss(y, x)": "torch.nn.functional.mse_loss",
    "x.register_hook": None,
    "x.__dict__": None,
    "hash(x)": None,
    "rg.is_tensor(x)": None,
    "rg.as_tensor(x)": None,
    "x.as_subclass(rg.Tensor)": None,
}


@pytest.mark.parametrize("code", NAMES)
def test_the_class_is_asked_once_for_what_the_program_calls(code):
    assert run(code, logged()) == ([NAMES[code]] if NAMES[code] else [])


def test_integers_and_numbers_ask_too():
    i = logged([1, 2])
    assert run("x & 1; 1 & x; x | 1; x ^ 1; ~x; x &= 1", i) == [
        "torch.Tensor.__and__",
        "torch.Tensor.bitwise_and",
        "torch.Tensor.__or__",
        "torch.Tensor.__xor__",
        "torch.Tensor.__invert__",
        "torch.Tensor.__iand__",
    ]
    one = logged(1)
    assert run("float(x); int(x); bool(x); range(3)[x]", one) == [
        "torch.Tensor.__float__",
        "torch.Tensor.__int__",
        "torch.Tensor.__bool__",
        "torch.Tensor.__index__",
    ]


def test_func_is_the_function_that_programs_name():
    class Special(rg.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            for known in (rg.add, rg.Tensor.add, functional.relu):
                if func is known:
                    return func
            if func == rg.Tensor.shape.__get__:
                return "shape"
            return super().__torch_function__(func, types, args, kwargs)

    x = rg.ones(2).as_subclass(Special)
    assert rg.add(x, 1) is rg.add
    assert x + 1 is rg.Tensor.add
    assert functional.relu(x) is functional.relu
    assert x.shape == "shape"
    assert type(rg.relu(x)) is type(x * 2) is Special


CALLS = {
    "rg.add(x, me)": ("torch.add", 2),
    "rg.add(me, x)": ("torch.add", 2),
    "rg.sum(me)": ("torch.sum", 1),
    "rg.sum(me, dim=0)": ("torch.sum", 1),
    "rg.sum(x, dim=me)": ("torch.sum", 1),
    "rg.sum(input=me)": ("torch.sum", 0),
    "x.add(me)": ("torch.Tensor.add", 2),
    "x.view(me)": ("torch.Tensor.view", 2),
    "x.to(me)": ("torch.Tensor.to", 2),
    "x.copy_(me)": ("torch.Tensor.copy_", 2),
    "x + me": ("torch.Tensor.add", 2),
    "me + x": ("torch.Tensor.add", 2),
    "me - x": ("torch.Tensor.__rsub__", 2),
    "x < me": ("torch.Tensor.lt", 2),
    "x @ me": ("torch.Tensor.matmul", 2),
    "me @ x": ("torch.Tensor.__rmatmul__", 2),
    "x[me]": ("torch.Tensor.__getitem__", 2),
    "rg.cat([x, me])": ("torch.cat", 1),
    "rg.cat((me, x), 0)": ("torch.cat", 2),
    "rg.stack([me])": ("torch.stack", 1),
    "rg.where(x > 0, me, x)": ("torch.where", 3),
    "rg.clamp(x, min=me)": ("torch.clamp", 1),
    "rg.zeros((me,))": ("torch.zeros", 1),
    "rg.full((2,), me)": ("torch.full", 2),
    "rg.allclose(x, me)": ("torch.allclose", 2),
    "rg.max(me, 0)": ("torch.max", 2),
    "F.relu(me)": ("torch.nn.functional.relu", 1),
    "F.linear(x, me)": ("torch.nn.functional.linear", 2),
    "F.cross_entropy(me, x)": ("torch.nn.functional.cross_entropy", 2),
    "x[me, 0]": ("torch.Tensor.__getitem__", 2),
    "x[0, me]": ("torch.Tensor.__getitem__", 2),
    "x[[me]]": ("torch.Tensor.__getitem__", 2),
    "x[0, [me]]": ("torch.Tensor.__getitem__", 2),
    "x[[[0], [me]]]": ("torch.Tensor.__getitem__", 2),
}


def holds(tree, object):
    if isinstance(tree, list | tuple | dict):
        return any(holds(item, object) for item in (tree.values() if type(tree) is dict else tree))
    return tree is object


@pytest.mark.parametrize("code", CALLS)
def test_objects_that_are_no_tensors_are_asked(code):
    scope = {"x": X, "me": ME, "rg": rg, "F": functional}
    name, types, args, kwargs = eval(code, scope)
    assert ((name, len(args)), types) == (CALLS[code], (Foreign,))
    assert holds((args, kwargs), ME)


class Answering:
    @classmethod
    def __torch_function__(cls, func, types, args=(), kwargs=None):
        return (overrides.resolve_name(func), types)


class Float(Answering, float):
    pass


class Int(Answering, int):
    pass


class Str(Answering, str):
    pass


class List(Answering, list):
    pass


class Tuple(Answering, tuple):
    pass


SOME = {"f": Float(0.5), "i": Int(1), "l": List([0]), "t": Tuple((0,))}

# Numbers, texts, lists and tuples are asked where a tensor, a length or an index of several parts
# is wanted, and count as what they are elsewhere: torch's choice.
PLAIN = {
    "rg.add(x, i)": "torch.add",
    "rg.add(f, x)": "torch.add",
    "rg.pow(f, x)": "torch.pow",
    "x.add(f)": "torch.Tensor.add",
    "x.add_(f)": "torch.Tensor.add_",
    "x + f": "torch.Tensor.add",
    "i + x": "torch.Tensor.add",
    "f - x": "torch.Tensor.__rsub__",
    "x ** f": "torch.Tensor.__pow__",
    "f ** x": "torch.Tensor.__rpow__",
    "x < f": "torch.Tensor.lt",
    "f < x": "torch.Tensor.gt",
    "x @ l": "torch.Tensor.matmul",
    "x + l": "torch.Tensor.add",
    "rg.where(x > 0, f, x)": "torch.where",
    "x.masked_fill(x > 0, f)": "torch.Tensor.masked_fill",
    "rg.clamp(x, min=f)": "torch.clamp",
    "rg.sin(f)": "torch.sin",
    "F.relu(f)": "torch.nn.functional.relu",
    "rg.sum(l)": "torch.sum",
    "x.view(i, 2)": "torch.Tensor.view",
    "x.reshape(List([2]))": "torch.Tensor.reshape",
    "rg.zeros(i)": "torch.zeros",
    "rg.ones(2, i)": "torch.ones",
    "rg.zeros((i, i))": "torch.zeros",
    "x.new_zeros(t)": "torch.Tensor.new_zeros",
    "x[l]": "torch.Tensor.__getitem__",
    "x[None, i]": "torch.Tensor.__getitem__",
    "rg.add(x, x, alpha=f)": [1.5, 3.0],
    "rg.sum(x[None], i)": [3.0],
    "rg.sum(x, dim=l)": 3.0,
    "x.sum(dim=t)": 3.0,
    "rg.transpose(x[None], 0, i)": [[1.0], [2.0]],
    "rg.cat(List([x, x]), Int(0))": [1.0, 2.0, 1.0, 2.0],
    "rg.stack(Tuple((x, x)), i)": [[1.0, 1.0], [2.0, 2.0]],
    "rg.full((1,), f)": [0.5],
    "rg.arange(i)": [0],
    "rg.eye(i)": [[1.0]],
    "rg.tensor(l)": [0],
    "x.div(x, rounding_mode=Str('floor'))": [1.0, 1.0],
    "F.leaky_relu(-x, f)": [-0.5, -1.0],
    "F.mse_loss(x, x, reduction=Str('sum'))": 0.0,
    "x[i]": 2.0,
    "x[t]": 1.0,
    "x[i:]": [2.0],
}


@pytest.mark.parametrize("code", PLAIN)
def test_numbers_and_lists_are_asked_where_a_tensor_is_wanted(code):
    scope = {
        "x": X,
        "rg": rg,
        "F": functional,
        "List": List,
        "Tuple": Tuple,
        "Str": Str,
        "Int": Int,
    }
    answer, wanted = eval(code, scope | SOME), PLAIN[code]
    if isinstance(wanted, str):
        name, types = answer
        assert (name, len(types)) == (wanted, 1)
        assert issubclass(types[0], Answering)
    else:
        assert answer.tolist() == wanted


def test_parts_of_an_index_are_asked_for_reading_and_writing():
    one = rg.tensor(1).as_subclass(Sub)
    x = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
    for index, part in (
        ((one, 0), 3.0),
        ((0, one), 2.0),
        (([one], 0), [3.0]),
        (([one],), [[3.0, 4.0]]),
    ):
        assert (type(x[index]), x[index].tolist()) == (Sub, part)
    x[one, 0] = 5.0
    x[[one], 1] = one
    assert x.tolist() == [[1.0, 2.0], [5.0, 1.0]]
    me, y = Answering(), rg.zeros(2)
    y[me, 0] = y[[me]] = y[0, [me]] = 1.0
    assert y.tolist() == [0.0, 0.0]


def test_assignments_to_elements_are_handed_over_and_those_to_attributes_refused():
    x = rg.zeros(2)
    x[0] = ME
    assert x.tolist() == [0.0, 0.0]
    for name in ("grad", "data", "requires_grad"):
        with pytest.raises((TypeError, RuntimeError)):
            setattr(x, name, ME)
    assert x.grad is None


def test_each_function_goes_by_its_own_name():
    class Names(rg.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            return func.__name__

    x = rg.ones(1).as_subclass(Names)
    names = ("is_complex", "is_conj", "is_neg", "is_pinned", "is_shared", "conj", "resolve_neg")
    assert tuple(getattr(x, name)() for name in names) == names
    assert rg.is_complex(input=rg.ones(1)) is False


def test_gradients_are_handed_over():
    _, types, args, kwargs = rg.autograd.grad(ME, X)
    assert (types, args, kwargs["allow_unused"]) == ((Foreign,), (ME, X), None)
    assert rg.autograd.backward([ME])[1] == (Foreign,)


def test_instances_of_a_class_come_before_those_of_its_bases():
    class Base(Foreign):
        pass

    class Derived(Base):
        pass

    def types_of(*objects):
        return rg.cat(objects)[1]

    base, derived, silent = Base(), Derived(), Silent()
    assert rg.add(base, derived)[1] == (Derived, Base)
    assert rg.add(derived, base)[1] == (Derived, Base)
    assert rg.cat([silent, base, X, derived, base, ME])[1] == (Silent, Derived, Base, Foreign)
    assert rg.add(rg.ones(2).as_subclass(Sub), ME)[1] == (Sub, Foreign)


def test_the_next_one_answers_where_one_declines():
    assert rg.add(Silent(), ME)[1] == (Silent, Foreign)
    assert (X.as_subclass(Sub) + ME)[1] == (Sub, Foreign)
    for call in (
        lambda: rg.add(X, Silent()),
        lambda: X.add(Silent()),
        lambda: rg.add(X.as_subclass(Sub), Silent()),
        lambda: X + Silent(),
        lambda: X[Silent()],
        lambda: rg.autograd.grad(Silent(), X),
    ):
        with pytest.raises(TypeError, match=r"NotImplemented for all of|unsupported operand"):
            call()


def test_a_method_of_instances_is_asked_too():
    class Instance:
        def __init__(self, answer):
            self.answer = answer

        def __torch_function__(self, func, types, args=(), kwargs=None):
            return self.answer

    assert rg.add(X, Instance(3)) == 3


def test_errors_of_the_one_asked_come_out():
    class Broken:
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            raise LookupError("broken")

    for call in (
        lambda: rg.add(X, Broken()),
        lambda: X + Broken(),
        lambda: X[Broken()],
        lambda: rg.cat([Broken()]),
    ):
        with pytest.raises(LookupError, match="broken"):
            call()


def test_a_wrong_call_is_an_error_of_its_own():
    x = rg.ones(2).as_subclass(Sub)
    with pytest.raises(TypeError, match=r"missing|takes|argument"):
        x.add()
    with pytest.raises(TypeError, match="argument 'other' must be Tensor"):
        x.add("a")
    with pytest.raises(IndexError, match="out of range"):
        x[5]
    with pytest.raises(RuntimeError, match="broadcast"):
        x + rg.ones(3)
    with pytest.raises(TypeError, match="Foreign"):
        rg.tensor(ME)


def test_the_method_of_tensor_declines_for_classes_that_are_no_bases():
    x = rg.ones(2).as_subclass(Sub)
    ask = Sub.__torch_function__
    assert ask(rg.add, (Foreign,), (x, 1)) is NotImplemented
    assert rg.Tensor.__torch_function__(rg.add, (Sub,), (x, 1)) is NotImplemented
    assert type(ask(rg.add, (Sub, rg.Tensor), (x, 1), {"alpha": 2})) is Sub
    assert type(ask(lambda: rg.ones(2), ())) is Sub
    with pytest.raises(TypeError):
        ask(rg.add)


def test_the_functions_of_overrides():
    x = rg.ones(2).as_subclass(Sub)
    assert overrides.has_torch_function((x,))
    assert overrides.has_torch_function([1, ME])
    assert not overrides.has_torch_function((X, 1, "a", None, np.ones(2)))
    assert overrides.has_torch_function_unary(ME)
    assert overrides.has_torch_function_variadic(X, x)
    # Lists among the arguments are the dispatcher's to take apart.
    assert not overrides.has_torch_function(([x],))
    assert not overrides.has_torch_function_unary([x])
    assert not overrides.has_torch_function_variadic([x], 1)
    assert [overrides.is_tensor_like(v) for v in (X, x, ME, 3)] == [True, True, True, False]
    assert type(overrides.handle_torch_function(rg.add, (x,), x, 1)) is Sub
    assert overrides.handle_torch_function(rg.add, (ME,), ME, alpha=2)[2:] == ((ME,), {"alpha": 2})
    with pytest.raises(TypeError, match=r"torch\.add: .* NotImplemented for all of .*Silent"):
        overrides.handle_torch_function(rg.add, (Silent(),), 1)
    assert overrides.is_tensor_method_or_property(rg.Tensor.add)
    assert overrides.is_tensor_method_or_property(rg.Tensor.shape.__get__)
    assert not overrides.is_tensor_method_or_property(rg.add)
    assert rg.Tensor.grad.__get__ in overrides.get_default_nowrap_functions()
    assert overrides.resolve_name(len) is None


def test_functions_of_ones_own_can_ask():
    @overrides.wrap_torch_function(lambda a, b=None: (a, b))
    def twice(a, b=None):
        """Twice."""
        return a * 2

    assert twice(X).tolist() == [2.0, 4.0]
    assert type(twice(X.as_subclass(Sub))) is Sub
    assert twice(X, b=ME)[1:] == ((Foreign,), (X,), {"b": ME})
    assert (twice.__name__, twice.__doc__) == ("twice", "Twice.")


def test_redispatch_asks_for_what_a_function_calls_and_not_for_it():
    asked = []

    class Inside(rg.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            asked.append(func.__name__)
            return overrides.redispatch_function(func, types, args, kwargs)

    @overrides.wrap_torch_function(lambda a: (a,))
    def scaled(a):
        return (a * 2).sum()

    x = rg.ones(2).as_subclass(Inside)
    y = scaled(x)
    assert (type(y), y.item()) == (rg.Tensor, 4.0)
    assert asked == ["scaled", "mul"]
    assert not overrides.has_torch_function((overrides.redispatch_function(rg.add, (), (x, 1)),))
    assert overrides.has_torch_function((x,))
    with pytest.raises(TypeError):
        overrides.redispatch_function(lambda: 1, (), (x,))
    assert overrides.has_torch_function((x,))


def test_testing_overrides_have_the_arguments_of_the_functions():
    dummies = overrides.get_testing_overrides()
    assert dummies[rg.add](X, X) == dummies[rg.sin](input=X) == dummies[rg.max](X, 0) == -1
    assert next(iter(inspect.signature(dummies[rg.sin]).parameters)) == "input"
    with pytest.raises(TypeError):
        dummies[rg.sin](X, X, X)
    assert set(dummies) >= {functional.relu, rg.Tensor.add, rg.Tensor.shape.__get__}


def test_what_can_be_overridden_is_listed():
    listed = overrides.get_overridable_functions()
    assert rg.add in listed[rg]
    assert functional.relu in listed[functional]
    assert rg.Tensor.add in listed[rg.Tensor]
    assert rg.Tensor.__getitem__ in listed[rg.Tensor]
    assert rg.Tensor.shape.__get__ in listed[rg.Tensor]
    ignored = overrides.get_ignored_functions()
    assert {rg.tensor, rg.is_tensor} <= ignored
    assert not ignored & set(listed[rg])


def test_asking_leaves_nothing_behind():
    gc.collect()
    before = rg._core.live_tensors()
    for _ in range(50):
        x = logged()
        assert type(rg.cat([x, x])[0] * 2) is Logged
        rg.add(X, ME), X + ME, x.shape
        with pytest.raises(TypeError):
            X + Silent()
        x.me = x
    del x
    gc.collect()
    assert rg._core.live_tensors() == before


def test_who_declines_is_asked_once():
    asked = []

    class Counting:
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            asked.append(overrides.resolve_name(func))
            return NotImplemented

    for call in (lambda: rg.add(Counting(), X), lambda: rg.add(X, Counting())):
        with pytest.raises(TypeError, match="NotImplemented for all of"):
            call()
    assert asked == ["torch.add", "torch.add"]
