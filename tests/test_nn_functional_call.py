"""Modules as functions of their parameters; the figures are torch's for the same lines."""

from __future__ import annotations

import pytest
import retrograd as rg
from retrograd import func, nn
from retrograd.nn.utils import stateless

X = rg.ones(1)


class Tied(nn.Module):
    def __init__(self):
        super().__init__()
        self.inner = nn.Module()
        self.inner.w = nn.Parameter(rg.tensor([1.0]))
        self.tied = self.inner.w
        self.b = nn.Parameter(rg.tensor([0.0]))
        self.register_buffer("n", rg.zeros(1))
        self.plain = rg.ones(1)
        self.number = 3

    def forward(self, x, y=0):
        self.n = self.n + 1
        return self.inner.w * x + self.b + self.tied + y + self.plain


def test_a_call_with_other_tensors_leaves_the_module_as_it_was():
    m = Tied()
    w, given = m.inner.w, {"inner.w": rg.tensor([5.0])}
    assert func.functional_call(m, given, (X,)).item() == 11
    assert func.functional_call(m, given, X, {"y": 10}).item() == 21
    assert func.functional_call(m, [given, {"b": rg.tensor([3.0])}], X).item() == 14
    assert func.functional_call(m, {"plain": rg.tensor([100.0])}, X).item() == 102
    assert m.inner.w is w and type(w) is nn.Parameter and m(X).item() == 3
    with pytest.warns(FutureWarning):
        assert stateless.functional_call(m, given, X).item() == 11


def test_a_tensor_with_two_names_is_given_under_one():
    m, five = Tied(), rg.tensor([5.0])
    assert func.functional_call(m, {"tied": five}, X).item() == 11
    assert func.functional_call(m, {"tied": five}, X, tie_weights=False).item() == 7
    assert func.functional_call(m, {"tied": five, "inner.w": five}, X).item() == 11


def test_a_buffer_that_forward_replaces_is_in_the_dict():
    m, given = Tied(), {"n": rg.tensor([10.0])}
    func.functional_call(m, given, X)
    assert given["n"].item() == 11 and m.n.item() == 0


WRONG = {
    "two values of one tensor": (
        ValueError,
        {"tied": rg.ones(1), "inner.w": rg.zeros(1)},
    ),
    "a key in two dicts": (ValueError, [{"b": X}, {"b": X}]),
    "no dict": (ValueError, 3),
    "no such module": (AttributeError, {"q.w": X}),
    "an attribute that is no tensor": (TypeError, {"number": X}),
    "a value that is no tensor": (TypeError, {"b": X, "inner.w": 3}),
}


@pytest.mark.parametrize("what", WRONG)
def test_what_is_wrong_raises_and_changes_nothing(what):
    kind, given = WRONG[what]
    m = Tied()
    b = m.b
    with pytest.raises(kind):
        func.functional_call(m, given, X)
    assert m.b is b


def test_all_tensors_are_demanded_where_strict():
    with pytest.raises(RuntimeError, match=r"(?s)Unexpected key.*'z'.*Missing key.*'b', 'inner.w'"):
        func.functional_call(Tied(), {"z": X}, X, strict=True)
    m = Tied()
    assert func.functional_call(m, {"z": X}, X).item() == 3 and not hasattr(m, "z")


def test_the_module_is_restored_after_an_error():
    m = Tied()
    w = m.inner.w
    with pytest.raises(TypeError):
        func.functional_call(m, {"inner.w": X}, ("x",))
    assert m.inner.w is w


def test_the_gradient_of_a_module_in_its_parameters():
    m = Tied()
    given = {"inner.w": rg.tensor([5.0]), "b": rg.tensor([3.0])}
    grads = func.grad(lambda p: func.functional_call(m, p, X).sum())(given)
    assert {name: g.item() for name, g in grads.items()} == {"inner.w": 2, "b": 1}
    assert m.inner.w.grad is None


def test_models_of_one_class_are_stacked_and_run_at_once():
    models = [Tied(), Tied()]
    with rg.no_grad():
        models[1].b.fill_(7)
    parameters, buffers = func.stack_module_state(models)
    assert {k: tuple(v.shape) for k, v in parameters.items()} == {"tied": (2, 1), "b": (2, 1)}
    assert all(p.requires_grad and p.is_leaf for p in parameters.values())
    assert buffers["n"].tolist() == [[0], [0]] and not buffers["n"].requires_grad
    run = func.vmap(
        lambda p, b, x: func.functional_call(models[0], (p, b), (x,)), in_dims=(0, 0, None)
    )
    assert run(parameters, buffers, X).tolist() == [[3], [10]]


def test_models_that_differ_are_not_stacked():
    frozen = Tied()
    frozen.b.requires_grad_(False)
    for models in ([], [Tied(), nn.Module()], [Tied(), Tied().eval()], [Tied(), frozen]):
        with pytest.raises(RuntimeError, match="stack_module_state"):
            func.stack_module_state(models)
