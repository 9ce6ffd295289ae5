"""Hooks of modules: when they are called, with what, and what they may change. All figures, and the
order, are what torch gives for the same lines."""

from __future__ import annotations

import copy
import pickle
import warnings

import pytest
import retrograd as rg
from retrograd import nn
from retrograd.nn.modules import module as everywhere


class Scale(nn.Module):
    def __init__(self):
        super().__init__()
        self.w = nn.Parameter(rg.tensor([2.0, 3.0]))

    def forward(self, x, y=None):
        return x * self.w if y is None else (x * self.w, x + y, 3)


def numbers(x):
    if isinstance(x, (tuple, list)):
        return tuple(map(numbers, x))
    return x.tolist() if isinstance(x, rg.Tensor) else x


def run(module, *more, requires_grad=True):
    """The gradients of input and weight for an output gradient of fives."""
    x = rg.ones(2, requires_grad=requires_grad)
    out = module(x, *more)
    (out.sum() * 5 if not more else out[0].sum() * 5 + out[1].sum()).backward()
    return numbers(x.grad), numbers(module.w.grad)


def noting(log, change=None, name="hook"):
    def hook(module, *grads):
        log.append((name, *map(numbers, grads)))
        return change(grads[0]) if change else None

    return hook


def test_a_full_backward_hook_sees_the_gradients_of_inputs_and_outputs():
    m, log = Scale(), []
    m.register_full_backward_hook(noting(log))
    assert run(m) == ([10, 15], [5, 5])
    assert log == [("hook", ([10, 15],), ([5, 5],))]
    log.clear()
    run(m, rg.ones(2))
    assert log == [("hook", ([11, 16], [0, 0]), ([5, 5], [1, 1], None))]


def test_a_full_backward_hook_changes_the_gradient_of_the_input_alone():
    m = Scale()
    m.register_full_backward_hook(lambda m, gi, go: (gi[0] * 2,))
    assert run(m) == ([20, 30], [5, 5])


def test_a_full_backward_pre_hook_changes_what_comes_in():
    m, log = Scale(), []
    m.register_full_backward_pre_hook(noting(log, lambda go: (go[0] * 10,), "pre"))
    m.register_full_backward_hook(noting(log, name="a"))
    m.register_full_backward_hook(noting(log, name="b"), prepend=True)
    assert run(m) == ([100, 150], [50, 50])
    both = (([100, 150],), ([50, 50],))
    assert log == [("pre", ([5, 5],)), ("b", *both), ("a", *both)]


def test_without_an_input_that_requires_grad_the_outputs_alone_are_shown():
    m, log = Scale(), []
    m.register_full_backward_hook(noting(log))
    with pytest.warns(UserWarning, match="no input of the module requires grad"):
        assert run(m, requires_grad=False) == (None, [5, 5])
    assert log == [("hook", (None,), ([5, 5],))]
    m.register_full_backward_hook(lambda m, gi, go: go)
    with pytest.warns(UserWarning), pytest.raises(RuntimeError, match="it should return None"):
        run(m, requires_grad=False)


@pytest.mark.parametrize("change", [lambda grads: (1, 2), lambda grads: grads[0]])
def test_a_backward_hook_returns_as_many_gradients_as_it_got(change):
    for register in ("register_full_backward_hook", "register_full_backward_pre_hook"):
        m = Scale()
        getattr(m, register)(noting([], change))
        with pytest.raises(RuntimeError, match="1 gradients of the"):
            run(m)


def test_a_hook_of_old_sees_the_node_of_the_output():
    m, log = Scale(), []
    m.register_backward_hook(noting(log, lambda gi: tuple(g * 2 for g in gi)))
    assert run(m) == ([20, 30], [10, 10])
    assert log == [("hook", ([10, 15], [5, 5]), ([5, 5],))]
    with pytest.raises(RuntimeError, match="cannot be together"):
        m.register_full_backward_hook(noting(log))


def test_an_output_of_a_module_with_full_hooks_is_not_changed_in_place():
    m = Scale()
    m.register_full_backward_hook(noting([]))
    out = m(rg.ones(2, requires_grad=True))
    with pytest.raises(RuntimeError):
        out += 1
    with rg.no_grad():
        assert m(rg.ones(2)).grad_fn is None


def test_a_full_hook_is_called_in_each_backward_of_a_double_one():
    m, log = Scale(), []
    m.register_full_backward_hook(noting(log))
    x = rg.ones(2, requires_grad=True)
    (g,) = rg.autograd.grad((m(x) ** 2).sum(), x, create_graph=True)
    g.sum().backward()
    assert numbers(x.grad) == [8, 18]
    assert log == [("hook", ([8, 18],), ([4, 6],))] * 2


def test_an_output_that_is_no_tensor_is_warned_of():
    m = nn.Module()
    m.forward = lambda x: {"x": x * 2}
    m.register_full_backward_hook(noting([]))
    with pytest.warns(UserWarning, match="needs an output that is a Tensor"):
        m(rg.ones(2, requires_grad=True))["x"].sum().backward()


def test_hooks_of_all_modules_come_before_those_of_one():
    m, log = Scale(), []
    m.register_full_backward_hook(noting(log, name="own"))
    m.register_full_backward_pre_hook(noting(log, name="own pre"))
    handles = [
        everywhere.register_module_full_backward_hook(noting(log, name="all")),
        everywhere.register_module_full_backward_pre_hook(noting(log, name="all pre")),
        everywhere.register_module_forward_pre_hook(noting(log, name="in")),
        everywhere.register_module_forward_hook(noting(log, name="out")),
    ]
    run(m)
    for handle in handles:
        handle.remove()
    names = [entry[0] for entry in log]
    assert names == ["in", "out", "all pre", "own pre", "all", "own"]
    log.clear()
    run(Scale())
    assert log == []


def test_hooks_get_keyword_arguments_where_they_ask_for_them():
    m, log = Scale(), []
    m.register_forward_hook(lambda m, *rest: log.append(numbers(rest[:1])), with_kwargs=True)
    m.register_forward_hook(lambda *_: log.append("first"), prepend=True)
    m.register_forward_pre_hook(lambda m, args, kw: (args, {"y": rg.zeros(2)}), with_kwargs=True)
    assert len(m(rg.ones(2))) == 3
    assert log == ["first", (([1, 1],),)]
    m.register_forward_pre_hook(lambda m, args, kwargs: 3, with_kwargs=True)
    with pytest.raises(RuntimeError, match="expected None or"):
        m(rg.ones(2))


def test_hooks_that_are_always_called_are_called_after_an_error():
    m, log = Scale(), []

    def failing(*_):
        raise ValueError("of the hook")

    m.register_forward_hook(lambda *_: log.append("not this"))
    m.register_forward_hook(lambda m, args, out: log.append(out), always_call=True)
    m.register_forward_hook(failing, always_call=True)
    with pytest.warns(UserWarning, match="of the hook"), pytest.raises(TypeError):
        m(object())
    assert log == [None]


def test_a_handle_removes_its_hook_and_its_flags():
    m = Scale()
    with m.register_forward_hook(print, with_kwargs=True, always_call=True) as handle:
        assert list(m._forward_hooks) == [handle.id]
        assert m._forward_hooks_with_kwargs == m._forward_hooks_always_called == {handle.id: True}
    assert not (m._forward_hooks or m._forward_hooks_with_kwargs or m._forward_hooks_always_called)
    handle.remove()
    copied = pickle.loads(pickle.dumps(handle))
    copied.remove()


def test_a_handle_of_ones_own_hooks():
    from collections import OrderedDict

    from retrograd.utils.hooks import RemovableHandle

    hooks, flags = OrderedDict(), OrderedDict()
    handle = RemovableHandle(hooks, extra_dict=flags)
    hooks[handle.id] = flags[handle.id] = 1
    handle.remove()
    assert not hooks and not flags
    del hooks
    handle.remove()


def test_hooks_of_the_state_dict():
    m, log = nn.Sequential(Scale()), []
    m.register_state_dict_pre_hook(lambda m, prefix, keep: log.append(("pre", prefix, keep)))
    m[0].register_state_dict_post_hook(lambda m, state, prefix, meta: state.update(extra=prefix))
    m._register_state_dict_hook(lambda m, state, prefix, meta: {**state, "more": meta["version"]})
    state = m.state_dict()
    assert list(state) == ["0.w", "extra", "more"] and state["extra"] == "0."
    assert log == [("pre", "", False)]
    m.register_state_dict_post_hook(lambda *_: {})
    with pytest.raises(RuntimeError, match="return None"):
        m.state_dict()


def test_hooks_of_loading_rename_and_forgive():
    m = nn.Sequential(Scale())

    def rename(state, prefix, *rest):
        state[prefix + "w"] = state.pop(prefix + "old")

    seen = []
    m[0]._register_load_state_dict_pre_hook(rename)
    m[0].register_load_state_dict_pre_hook(lambda module, state, *rest: seen.append(module))
    m.register_load_state_dict_post_hook(lambda m, keys: keys.missing_keys.clear())
    m.load_state_dict({"0.old": rg.zeros(2)})
    assert numbers(m[0].w) == [0, 0] and seen == [m[0]]
    other = copy.deepcopy(m)
    other.load_state_dict({"0.old": rg.ones(2)})
    assert seen[1] is other[0] and numbers(other[0].w) == [1, 1]
    m.register_load_state_dict_post_hook(lambda m, keys: 3)
    with pytest.raises(AssertionError):
        m.load_state_dict({"0.old": rg.zeros(2)})


def test_hooks_of_registration_see_what_any_module_gets():
    log = []
    handles = [
        getattr(everywhere, f"register_module_{kind}_registration_hook")(
            lambda m, name, value: log.append(name)
        )
        for kind in ("parameter", "buffer", "module")
    ]
    m = nn.Sequential(Scale())
    m.register_buffer("b", rg.ones(1))
    for handle in handles:
        handle.remove()
    m.register_buffer("c", rg.ones(1))
    assert log == ["w", "0", "b"]


def test_nothing_is_warned_of_where_all_is_well():
    m = Scale()
    m.register_full_backward_hook(noting([]))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        run(m)
