"""Subclasses of Tensor: what operations make of their instances."""

from __future__ import annotations

import copy
import gc
import pickle
import threading
import weakref

import numpy as np
import pytest
import retrograd as rg
import retrograd._C
from retrograd.nn import functional

disabled = retrograd._C._disabled_torch_function_impl


class Sub(rg.Tensor):
    pass


class Other(rg.Tensor):
    pass


class SubSub(Sub):
    pass


class Parameter(rg.Tensor):
    __torch_function__ = disabled


class Slotted(rg.Tensor):
    __slots__ = ("mark",)


def make(cls, data=(1.0, 2.0), **options):
    return rg.tensor(data, **options).as_subclass(cls)


RESULTS = {
    "add": lambda x: x + 1,
    "radd": lambda x: 1 + x,
    "rsub": lambda x: 1 - x,
    "rtruediv": lambda x: 2 / x,
    "pow": lambda x: x**2,
    "rpow": lambda x: 2**x,
    "floordiv": lambda x: x // 2,
    "mod": lambda x: x % 2,
    "matmul": lambda x: x @ x,
    "neg": lambda x: -x,
    "pos": lambda x: +x,
    "abs": abs,
    "eq": lambda x: x == 1,
    "lt": lambda x: x < rg.ones(2),
    "plain on the left": lambda x: rg.ones(2) * x,
    "array": lambda x: x * np.ones(2, np.float32),
    "array on the left": lambda x: np.ones(2, np.float32) * x,
    "method": lambda x: x.sum(),
    "plain self": lambda x: rg.ones(2).mul(x),
    "function": lambda x: rg.exp(x),
    "two": lambda x: rg.add(rg.ones(2), x, alpha=2),
    "list": lambda x: rg.cat([rg.ones(1), x]),
    "functional": lambda x: functional.mse_loss(x, rg.ones(2)),
    "int index": lambda x: x[0],
    "slice": lambda x: x[:1],
    "index of a plain one": lambda x: rg.ones(3)[x[0].long()],
    "T": lambda x: x.view(1, 2).T,
    "data": lambda x: x.data,
    "real": lambda x: x.real,
    "detach": lambda x: x.detach(),
    "clone": lambda x: x.clone(),
    "to": lambda x: x.to(rg.float64),
    "to as": lambda x: rg.ones(2, dtype=rg.int64).to(x),
    "type": lambda x: x.type(rg.LongTensor),
    "like": lambda x: rg.zeros_like(x),
    "new": lambda x: x.new_zeros(3),
    "in place": lambda x: x.add_(1),
    "in place on a plain one": lambda x: rg.ones(2).add_(x),
    "requires grad": lambda x: x.requires_grad_(),
    "reversed": lambda x: reversed(x),
    "round": lambda x: round(x),
    "ufunc": lambda x: np.add(x, 1),
    "other ufunc": lambda x: np.sin(x),
    "numpy function": lambda x: np.sum(x),
    "copy": copy.copy,
    "deepcopy": copy.deepcopy,
    "pickle": lambda x: pickle.loads(pickle.dumps(x)),
    "as_tensor": rg.as_tensor,
}


@pytest.mark.parametrize("name", RESULTS)
def test_results_are_of_the_subclass(name):
    result = RESULTS[name](make(Sub))
    assert type(result) is Sub
    plain = RESULTS[name](rg.tensor([1.0, 2.0]))
    assert type(plain) is rg.Tensor
    assert result.tolist() == plain.tolist()
    assert (result.dtype, result.shape) == (plain.dtype, plain.shape)


def test_results_in_tuples_are_of_the_subclass():
    x = make(Sub)
    found = x.max(0)
    assert [type(y) for y in (found.values, found.indices)] == [Sub, Sub]
    for several in (x.split(1), x.chunk(2), x.unbind(), list(x), divmod(x, 2)):
        assert [type(y) for y in several] == [Sub, Sub]
    assert type(x.shape) is type(x.size()) is rg.Size
    assert type(x.stride()) is tuple


def test_what_is_no_tensor_stays_what_it_is():
    x = make(Sub, 1.5)
    assert (x.item(), float(x), int(x), bool(x), x.tolist()) == (1.5, 1.5, 1, True, 1.5)
    assert (len(make(Sub)), 1.0 in make(Sub), f"{x:.2f}") == (2, True, "1.50")
    assert range(3)[make(Sub, 1)] == 1
    assert type(x.numpy()) is np.ndarray
    assert (x.dtype, x.ndim, x.is_leaf, x.grad, x.requires_grad) == (
        rg.float32,
        0,
        True,
        None,
        False,
    )
    assert repr(make(Sub)) == "Sub([1., 2.])"
    assert repr(make(Sub, [[1.0], [2.0]])) == "Sub([[1.],\n     [2.]])"


def test_tensors_and_constructors_make_plain_ones_of_it():
    x = make(Sub)
    assert type(x.as_subclass(rg.Tensor)) is type(rg.Tensor(x)) is rg.Tensor
    with pytest.warns(UserWarning, match="clone"):
        assert type(rg.tensor(x)) is rg.Tensor


def test_the_more_derived_class_makes_the_result():
    x, y = make(Sub), make(SubSub)
    for result in (x + y, y + x, rg.add(x, y), x.add(y), rg.cat((x, y)), x.add_(y).clone()):
        assert type(result) in (SubSub, Sub)
    assert type(x + y) is type(y + x) is type(rg.add(x, y)) is type(rg.stack([x, y])) is SubSub


def test_classes_that_do_not_know_each_other_refuse():
    x, y = make(Sub), make(Other)
    with pytest.raises(TypeError, match="unsupported operand type"):
        x + y
    for call in (lambda: rg.add(x, y), lambda: x.add(y), lambda: rg.cat([x, y])):
        with pytest.raises(TypeError, match=r"NotImplemented for all of .*Sub, .*Other"):
            call()


def test_gradients_flow_through_results():
    w = rg.tensor([1.0, 2.0], requires_grad=True)
    x = w.as_subclass(Sub)
    assert x.grad_fn.name() == "AliasBackward0"
    y = x * x
    assert (type(y), y.grad_fn.name(), y.requires_grad, y._base) == (
        Sub,
        "MulBackward0",
        True,
        None,
    )
    y.sum().backward()
    assert type(w.grad) is rg.Tensor
    assert w.grad.tolist() == [2.0, 4.0]


def test_a_leaf_of_a_subclass_gets_a_plain_gradient():
    x = make(Sub).requires_grad_()
    seen = []
    y = x * 2
    y.register_hook(lambda grad: seen.append(type(grad)))
    y.retain_grad()
    (y * y).sum().backward()
    assert x.is_leaf
    assert (type(x.grad), x.grad.tolist(), seen) == (rg.Tensor, [8.0, 16.0], [rg.Tensor])
    assert type(y.grad) is rg.Tensor
    (found,) = rg.autograd.grad((x * x).sum(), x, create_graph=True)
    assert (type(found), found.tolist()) == (Sub, [2.0, 4.0])
    (second,) = rg.autograd.grad(found.sum(), x)
    assert second.tolist() == [2.0, 2.0]
    rg.autograd.backward([(x * 3).sum()])
    assert x.grad.tolist() == [11.0, 19.0]
    x.grad = None
    assert x.grad is None


def test_functions_of_ones_own_and_forward_mode_keep_the_class():
    class Double(rg.autograd.Function):
        @staticmethod
        def forward(ctx, x):
            assert type(x) is Sub
            return x * 2

        @staticmethod
        def backward(ctx, grad):
            return grad * 2

    x = make(Sub).requires_grad_()
    y = Double.apply(x)
    assert type(y) is Sub
    y.sum().backward()
    assert x.grad.tolist() == [2.0, 2.0]
    with rg.autograd.forward_ad.dual_level():
        dual = rg.autograd.forward_ad.make_dual(make(Sub), rg.ones(2))
        tangent = rg.autograd.forward_ad.unpack_dual(dual * dual).tangent
        assert tangent.tolist() == [2.0, 4.0]


def test_writes_in_place_keep_the_object():
    x = make(Sub)
    y = x
    x += 1
    x.mul_(2)
    x[0] = 7
    x[1:] = make(Sub, [8.0])
    assert x is y
    assert (type(x), x.tolist()) == (Sub, [7.0, 8.0])
    z = rg.zeros(2)
    z.copy_(x)
    z += x
    assert z.tolist() == [14.0, 16.0]


def test_attributes_stay_with_the_object_that_has_them():
    x = make(Sub)
    x.mark = "a"
    assert not hasattr(x * 2, "mark")
    for y in (copy.copy(x), copy.deepcopy(x), pickle.loads(pickle.dumps(x))):
        assert (type(y), y.mark) == (Sub, "a")
    y = make(Slotted)
    y.mark = 3
    assert (y.mark, type(y + 1)) == (3, Slotted)


def test_a_class_that_switches_asking_off_makes_plain_tensors():
    x = make(Parameter).requires_grad_()
    for y in (x + 1, x * x, x.sum(), x[0], x.clone(), x.detach(), x.data, x.T, rg.exp(x)):
        assert type(y) is rg.Tensor
    assert type(make(Parameter) + make(Sub)) is Sub
    with rg.no_grad():
        assert x.add_(1) is x
    (x * x).sum().backward()
    assert x.grad.tolist() == [4.0, 6.0]
    assert repr(x) == "Parameter([2., 3.], requires_grad=True)"
    assert Parameter.__torch_function__(rg.exp, (), (make(Sub, 0.0),)).item() == 1.0


def test_make_subclass_leaves_the_history_behind():
    w = rg.ones(2, requires_grad=True)
    x = rg.Tensor._make_subclass(Parameter, w * 2, True)
    assert (type(x), x.is_leaf, x.requires_grad, x.grad_fn) == (Parameter, True, True, None)
    y = rg.ones(2)
    z = rg.Tensor._make_subclass(Sub, y, require_grad=False)
    assert (z.data_ptr(), z.requires_grad) == (y.data_ptr(), False)
    for call in (
        lambda: rg.Tensor._make_subclass(int, y),
        lambda: rg.Tensor._make_subclass(Sub, 3),
        lambda: y.as_subclass(int),
        lambda: y.as_subclass(3),
    ):
        with pytest.raises(TypeError, match=r"_make_subclass|as_subclass"):
            call()


def test_in_a_block_without_asking_results_are_plain():
    x = make(Sub)
    with retrograd._C.DisableTorchFunctionSubclass():
        assert type(x + 1) is type(x.sum()) is type(x.T) is type(rg.cat([x])) is rg.Tensor
        assert not rg.overrides.has_torch_function((x,))
        with retrograd._C.DisableTorchFunctionSubclass():
            pass
        assert type(x * 2) is rg.Tensor
    assert type(x + 1) is Sub


def test_a_block_without_asking_is_left_by_the_thread_that_entered_it():
    x = make(Sub)
    block = retrograd._C.DisableTorchFunctionSubclass()
    with pytest.raises(RuntimeError, match="did not enter"):
        block.__exit__(None, None, None)
    block.__enter__()
    seen = []

    def leave():
        with pytest.raises(RuntimeError, match="did not enter"):
            block.__exit__(None, None, None)
        seen.append(type(x + 1))

    thread = threading.Thread(target=leave)
    thread.start()
    thread.join()
    assert seen == [Sub] and type(x + 1) is rg.Tensor

    # Each thread leaves its own, in any order.
    entered, may_leave = threading.Event(), threading.Event()

    def enter_and_leave_later():
        block.__enter__()
        entered.set()
        may_leave.wait(10)
        block.__exit__(None, None, None)

    thread = threading.Thread(target=enter_and_leave_later)
    thread.start()
    entered.wait(10)
    block.__exit__(None, None, None)
    assert type(x + 1) is Sub
    may_leave.set()
    thread.join()


def test_results_are_freed_and_the_collector_sees_cycles():
    gc.collect()
    before = rg._core.live_tensors()
    for _ in range(100):
        x = make(Sub).requires_grad_()
        y = (x * x).exp().split(1)
        y[0].sum().backward()
        x.me = x
        found = weakref.ref(x)
        del x, y
    gc.collect()
    assert found() is None
    assert rg._core.live_tensors() == before
