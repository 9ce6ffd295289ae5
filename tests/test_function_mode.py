"""Function modes: what they see, when, and what becomes of their answers."""

from __future__ import annotations

import contextlib
import gc
import threading
import weakref

import numpy as np
import pytest
import retrograd as rg
import retrograd._C
from retrograd import overrides
from retrograd.nn import functional
from retrograd.overrides import BaseTorchFunctionMode, TorchFunctionMode

X = rg.tensor([1.0, 2.0])


class Sub(rg.Tensor):
    pass


class Noted(TorchFunctionMode):
    """Writes down the names of what it sees."""

    def __init__(self, name="", log=None):
        super().__init__()
        self.name = name
        self.log = [] if log is None else log

    def __torch_function__(self, func, types, args=(), kwargs=None):
        self.log.append(self.name + (overrides.resolve_name(func) or func.__name__))
        return func(*args, **(kwargs or {}))


class Declining(TorchFunctionMode):
    def __torch_function__(self, func, types, args=(), kwargs=None):
        return NotImplemented


class Doubling(rg.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        return x * 2

    @staticmethod
    def backward(ctx, grad):
        return grad * 2


def seen(code):
    x = rg.tensor([1.0, 2.0])
    leaf = rg.tensor([1.0, 2.0], requires_grad=True)
    scope = {
        "x": x,
        "y": x + 2,
        "i": rg.tensor([0, 1]),
        "one": rg.tensor(1),
        "leaf": leaf,
        "total": (leaf * 2).sum(),
        "rg": rg,
        "F": functional,
        "np": np,
        "Doubling": Doubling,
    }
    with Noted() as mode:
        exec(code, scope)
    return [name.removeprefix("torch.").replace("Tensor.", ".") for name in mode.log]


# What runs, and what torch shows to a mode.
SEEN = {
    "rg.zeros(2)": "zeros",
    "rg.ones(2, 3)": "ones",
    "rg.empty(2)": "empty",
    "rg.full((2,), 1.0)": "full",
    "rg.arange(3)": "arange",
    "rg.linspace(0, 1, 3)": "linspace",
    "rg.eye(2)": "eye",
    "rg.rand(2)": "rand",
    "rg.randn(2)": "randn",
    "rg.randint(3, (2,))": "randint",
    "rg.randperm(3)": "randperm",
    "rg.tensor([1.0])": "tensor",
    "rg.as_tensor([1.0])": "as_tensor",
    "rg.zeros_like(x)": "zeros_like",
    "rg.device('cpu')": "device",
    "rg.add(x, y)": "add",
    "rg.add(input=x, other=y)": "add",
    "rg.cat([x, y])": "cat",
    "rg.where(x > 0)": ".gt where",
    "F.relu(x)": "nn.functional.relu",
    "rg.relu(x)": "relu",
    "F.mse_loss(x, y)": "nn.functional.mse_loss",
    "x.add(y)": ".add",
    "x.add_(y)": ".add_",
    "x.sum().item()": ".sum .item",
    "x.tolist()": ".tolist",
    "x.size()": ".size",
    "x.detach().clone()": ".detach .clone",
    "x.new_zeros(2)": ".new_zeros",
    "x + y": ".add",
    "1 + x": ".add",
    "1 - x": ".__rsub__",
    "2 / x": ".__rtruediv__",
    "x // 2": ".__floordiv__",
    "x ** 2": ".__pow__",
    "2 ** x": ".__rpow__",
    "x @ y": ".matmul",
    "x == 1": ".__eq__",
    "1 < x": ".gt",
    "-x": ".neg",
    "abs(x)": ".abs",
    "~i": ".__invert__",
    "i & 1": ".__and__",
    "x += 1": ".add_",
    "x **= 2": ".__ipow__",
    "x[0]": ".__getitem__",
    "x[i]": ".__getitem__",
    "x[0] = 1.0": ".__setitem__",
    "len(x)": ".__len__",
    "1 in x": ".__contains__",
    "repr(x)": ".__repr__",
    "f'{x}'": ".__format__",
    "reversed(x)": ".__reversed__",
    "a, b = x": ".unbind",
    "bool(one); int(one); float(one); [1, 2][one]": ".__bool__ .__int__ .__float__ .__index__",
    "x.shape": ".shape.__get__",
    "x.T": ".T.__get__",
    "x.grad": ".grad.__get__",
    "x.grad_fn": ".grad_fn.__get__",
    "x.requires_grad": ".requires_grad.__get__",
    "x.requires_grad = True": ".requires_grad.__set__",
    "x.grad = None": ".grad.__set__",
    "del x.grad": ".grad.__delete__",
    "x.data = y": ".data.__set__",
    "total.backward()": ".backward",
    "rg.autograd.backward(total)": "backward",
    "rg.autograd.grad(total, leaf)": "grad",
    "leaf.register_hook(print)": ".register_hook",
    "Doubling.apply(leaf)": ".mul",
    "x + np.ones(2, dtype='f')": ".add",
    "np.ones(2) * x; np.maximum(x, 5); np.ones((2, 2)) @ x": ".__array_ufunc__ " * 3,
    "np.concatenate([x, x])": ".__array_function__",
    "x < np.ones(2, dtype='f')": ".lt",
    "rg.utils.checkpoint.checkpoint(rg.sin, leaf, use_reentrant=False)": "sin",
    # Nobody's business.
    "rg.Tensor([1.0]); rg.FloatTensor(2)": "",
    "rg.from_numpy(np.ones(2)); rg.frombuffer(bytearray(8), dtype=rg.float32)": "",
    "rg.is_tensor(x); isinstance(x, rg.Tensor); hash(x); x.mark = 1; x.mark; x.__dict__": "",
    "x.add; x.as_subclass(rg.Tensor)": "",
    "rg.manual_seed(0); rg.seed(); rg.initial_seed(); rg.set_rng_state(rg.get_rng_state())": "",
    "rg.get_default_dtype(); rg.set_default_dtype(rg.float32); rg.get_num_threads()": "",
    "rg.is_grad_enabled(); rg.is_inference_mode_enabled(); rg.is_anomaly_enabled()": "",
    "rg.broadcast_shapes((2, 1), (3,))": "",
    "x == 'a'; x != None": "",
}


@pytest.mark.parametrize("code", SEEN)
def test_a_mode_sees_each_public_function_that_is_called(code):
    assert seen(code) == SEEN[code].split()


def test_func_is_the_function_that_programs_name():
    class Kept(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            return func

    with Kept():
        funcs = [rg.zeros(2), rg.add(X, 1), X + 1, functional.relu(X), X**2, rg.device("cpu")]
        shape = X.shape
        grad = rg.autograd.grad(X, X)
    assert funcs == [
        *(rg.zeros, rg.add, rg.Tensor.add, functional.relu, rg.Tensor.__pow__, rg.device)
    ]
    assert shape == rg.Tensor.shape.__get__
    assert grad is rg.autograd.grad


def test_arguments_are_handed_over_as_they_are_given():
    class Kept(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            return types, args, kwargs

    sub = X.as_subclass(Sub)
    with Kept():
        assert rg.add(X, 1, alpha=2) == ((), (X, 1), {"alpha": 2})
        assert X.sum(dim=0) == ((), (X,), {"dim": 0})
        assert rg.zeros(2, 3) == ((), (2, 3), {})
        assert 3 + X == ((), (X, 3), {})
        assert rg.add(X, sub)[0] == (sub + 1)[0] == sub.shape[0] == (Sub,)
        assert rg.autograd.grad(X, [sub])[0] == (Sub,)
        assert X[0, 1:] == ((), (X, (0, slice(1, None))), {})


def test_the_answer_of_a_mode_is_the_result():
    class Ones(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            return (rg.ones if func is rg.zeros else func)(*args, **(kwargs or {}))

    with Ones():
        x, y = rg.zeros(2), rg.empty(3).shape
    assert (x.tolist(), tuple(y)) == ([1.0, 1.0], (3,))
    assert rg.zeros(2).tolist() == [0.0, 0.0]


def test_results_and_gradients_are_those_without_a_mode():
    def step(w, x):
        loss = ((x @ w - 1).relu() ** 2).mean() + functional.softmax(w, 0)[0, 0]
        loss.backward()
        return [loss.item(), w.grad.tolist()]

    def leaves():
        return rg.tensor([[0.5], [2.0]], requires_grad=True), rg.tensor([[1.0, 2.0], [3.0, -1.0]])

    plain = step(*leaves())
    with BaseTorchFunctionMode(), Noted():
        assert step(*leaves()) == plain


def test_numpy_and_python_find_what_they_find_without_a_mode():
    x, a = rg.tensor([1.0, 2.0]), np.array([3.0, 0.5])
    calls = (
        lambda: a * x,
        lambda: np.maximum(x, 1.5),
        lambda: np.eye(2) @ x,
        lambda: np.add(x, a, out=np.zeros(2)),
        lambda: np.mean(x),
        lambda: x @ x.numpy(),
        lambda: rg.tensor(list(x)),
        lambda: np.asarray(x),
    )
    plain = [call() for call in calls]
    with BaseTorchFunctionMode():
        found = [call() for call in calls]
    assert [type(y) for y in found] == [type(y) for y in plain]
    assert [np.asarray(y).tolist() for y in found] == [np.asarray(y).tolist() for y in plain]
    with BaseTorchFunctionMode(), pytest.raises(TypeError, match="0-d"):
        iter(rg.tensor(1.0))


def test_inside_its_method_a_mode_is_not_asked_and_the_next_one_is():
    log = []
    with Noted("a ", log), Noted("b ", log):
        X * 2
        rg.zeros(1)
    assert log == [f"{name} torch.{f}" for f in ("Tensor.mul", "zeros") for name in ("b", "a")]


def test_a_mode_can_be_entered_in_its_own_method_and_twice():
    class Again(TorchFunctionMode):
        depth = 0

        def __torch_function__(self, func, types, args=(), kwargs=None):
            self.depth += 1
            if self.depth == 3:
                return func(*args, **(kwargs or {}))
            with self:
                return func(*args, **(kwargs or {}))

    with Again() as mode:
        y = X + 1
    assert (y.tolist(), mode.depth) == ([2.0, 3.0], 3)
    log = []
    noted = Noted("", log)
    with noted, noted:
        X + 1
    X + 1
    assert log == ["torch.Tensor.add"] * 2


def test_modes_come_before_classes():
    log = []

    class Asked(rg.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            log.append("class")
            return super().__torch_function__(func, types, args, kwargs)

    x = X.as_subclass(Asked)
    with Noted("mode ", log):
        assert type(x + 1) is Asked
    assert log == ["mode torch.Tensor.add", "class"]


def test_classes_answer_where_a_mode_declines_and_else_nobody_does():
    class Foreign:
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            return "foreign"

    log = []
    with Noted("", log), Declining():
        assert rg.add(X, Foreign()) == X + Foreign() == X[Foreign()] == "foreign"
        for call in (
            lambda: rg.add(X, 1),
            lambda: rg.zeros(2),
            lambda: X.shape,
            lambda: X[0],
            lambda: X + 1,
            lambda: X < 1,
            lambda: rg.autograd.grad(X, X),
        ):
            with pytest.raises(
                TypeError, match=r"for all of .*Declining|unsupported|not supported"
            ):
                call()
    assert log == []


def test_exceptions_come_out_and_leave_the_mode_in_force():
    class Failing(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            raise LookupError("failing")

    with pytest.raises(LookupError, match="failing"), Failing():
        rg.zeros(2)
    assert rg.zeros(1).tolist() == [0.0]
    with Failing():
        for call in (
            lambda: X + 1,
            lambda: X.shape,
            lambda: len(X),
            lambda: repr(X),
            lambda: X < 1,
            lambda: X[0],
            lambda: bool(X),
            lambda: setattr(X, "grad", None),
            lambda: rg.device("cpu"),
        ):
            with pytest.raises(LookupError, match="failing"):
                call()
    with Noted() as mode, pytest.raises(TypeError, match="argument"):
        rg.add("a")
    assert mode.log == ["torch.add"]


def test_a_mode_without_a_method_of_its_own_is_an_error():
    with TorchFunctionMode(), pytest.raises(NotImplementedError, match="TorchFunctionMode"):
        X + 1

    class OfClass(TorchFunctionMode):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            return 3

    class Static(TorchFunctionMode):
        @staticmethod
        def __torch_function__(func, types, args=(), kwargs=None):
            return 3

    for mode in (OfClass, Static):
        with mode(), pytest.raises(RuntimeError, match="must be a plain method"):
            rg.zeros(2)


def test_leaving_what_was_not_entered_changes_nothing():
    a, b = Noted(), Noted()
    with pytest.raises(RuntimeError, match="not entered on this thread"):
        a.__exit__(None, None, None)
    a.__enter__()
    b.__enter__()
    a.__exit__(None, None, None)
    X + 1
    b.__exit__(None, None, None)
    X + 1
    assert (a.log, b.log) == ([], ["torch.Tensor.add"])
    failures = []

    def leave():
        try:
            b.__exit__(None, None, None)
        except RuntimeError as error:
            failures.append(error)

    with b:
        thread = threading.Thread(target=leave)
        thread.start()
        thread.join()
        X + 1
    assert len(failures) == 1
    assert b.log == ["torch.Tensor.add"] * 2


def test_modes_belong_to_their_thread():
    entered, done = threading.Event(), threading.Event()
    other = Noted()

    def run():
        with other:
            entered.set()
            done.wait()
            X * 3

    thread = threading.Thread(target=run)
    thread.start()
    entered.wait()
    with Noted() as mine:
        y = X + 1
    assert y.tolist() == [2.0, 3.0]
    assert rg.zeros(2).sum().item() == X[0].item() - 1 == 0.0
    assert [x.item() for x in X] == [1.0, 2.0]
    done.set()
    thread.join()
    assert (mine.log, other.log) == (["torch.Tensor.add"], ["torch.Tensor.mul"])


def test_hooks_run_outside_of_the_mode_that_saw_backward():
    leaf = rg.ones(2, requires_grad=True)
    y = leaf * 2
    y.register_hook(lambda g: g * 3)
    with Noted() as mode:
        y.sum().backward()
    assert leaf.grad.tolist() == [6.0, 6.0]
    assert mode.log == ["torch.Tensor.sum", "torch.Tensor.backward"]


def test_asking_can_be_switched_off():
    class Asked(rg.Tensor):
        @classmethod
        def __torch_function__(cls, func, types, args=(), kwargs=None):
            return "asked"

    x = X.as_subclass(Asked)
    some, none = retrograd._C.DisableTorchFunctionSubclass, retrograd._C.DisableTorchFunction
    with Noted() as mode:
        with some():
            x + 1
        assert mode.log == ["torch.Tensor.add"]
        with none():
            assert (x + 1).tolist() == [2.0, 3.0]
            with some():
                assert (x * 2).tolist() == [2.0, 4.0]
            rg.zeros(2), x.shape
        assert mode.log == ["torch.Tensor.add"]
        assert x + 1 == "asked"


def test_functions_of_ones_own_are_shown():
    @overrides.wrap_torch_function(lambda a: (a,))
    def twice(a):
        return a * 2

    assert not overrides.has_torch_function((X, 1))
    with Noted() as mode:
        assert overrides.has_torch_function((X, 1))
        assert overrides.has_torch_function_unary(1)
        assert overrides.has_torch_function_variadic(1, 2)
        assert twice(3) == 6
        y = overrides.handle_torch_function(rg.add, (X,), X, 1)
    assert y.tolist() == [2.0, 3.0]
    assert mode.log == ["twice", "torch.add"]
    with Declining(), pytest.raises(TypeError, match=r"torch\.add: .*for all of .*Declining"):
        overrides.handle_torch_function(rg.add, (X,), X, 1)


def test_what_has_operators_of_its_own_uses_them():
    class Own:
        def __radd__(self, other):
            return "own"

        __rmatmul__ = __gt__ = __radd__

    with Noted() as mode:
        x, own = X, Own()
        assert (x + own, x @ own, x < own, x == own) == ("own", "own", "own", False)
    assert mode.log == []


def test_a_mode_is_kept_while_it_is_open_and_no_longer():
    mode = BaseTorchFunctionMode()
    alive = weakref.ref(mode)
    mode.__enter__()
    del mode
    gc.collect()
    before = rg._core.live_tensors()
    for _ in range(10):
        X + 1, X[0], rg.zeros(2), X.shape
        with contextlib.suppress(IndexError):
            X[5]
    assert rg._core.live_tensors() == before
    alive().__exit__(None, None, None)
    gc.collect()
    assert alive() is None


def test_push_is_an_old_name_of_the_class():
    with pytest.warns(UserWarning, match="Noted"):
        mode = Noted.push("name ")
    assert (type(mode), mode.name) == (Noted, "name ")


OPERATORS = {
    "pow": lambda x: x**2,
    "pow by a tensor": lambda x: x**x,
    "__rpow__": lambda x: 2**x,
    "positive": lambda x: +x,
    "__rdiv__": lambda x: 2 / x,
    "__rsub__": lambda x: 2 - x,
    "__rmod__": lambda x: 2 % x,
}


@pytest.mark.parametrize("name", OPERATORS)
def test_operators_have_torchs_names(name):
    seen = []

    class Names(TorchFunctionMode):
        def __torch_function__(self, func, types, args=(), kwargs=None):
            seen.append(func)
            return func(*args, **(kwargs or {}))

    with Names():
        OPERATORS[name](X)
    assert [f.__name__ for f in seen] == [name.split()[0]]


def test_powers_in_place_and_names_of_operators_lead_to_the_methods():
    log = []
    with Noted(log=log):
        x = X.clone()
        x **= 2
        _ = x**2, 2 / x
    assert log[1:] == [f"torch.Tensor.__{n}__" for n in ("ipow", "pow", "rtruediv")]
    assert rg.Tensor.__pow__(X, 2).tolist() == [1, 4]
    assert rg.Tensor.__pow__(X, "a") is NotImplemented
    powers = X.as_subclass(Sub) ** 2
    assert type(powers) is Sub and powers.tolist() == [1, 4]


@pytest.mark.parametrize("depth", [1, 2])
def test_a_mode_in_which_a_thread_ends_is_left(depth):
    modes = [Noted() for _ in range(depth)]
    dead = [weakref.ref(m) for m in modes]

    def enter(modes):
        for mode in modes:
            mode.__enter__()
        rg.ones(2)

    thread = threading.Thread(target=enter, args=(modes,))
    thread.start()
    thread.join()
    assert modes[-1].log == ["torch.ones"]
    del modes, thread
    gc.collect()
    assert [ref() for ref in dead] == [None] * depth
    with Noted() as mode:
        rg.ones(2)
    assert mode.log == ["torch.ones"]
