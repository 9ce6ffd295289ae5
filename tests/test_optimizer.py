"""The base class of optimizers: groups, hooks, saving, and optimizers of users' own."""

from __future__ import annotations

import pickle
import warnings

import pytest
import retrograd as rg
from retrograd.optim.optimizer import (
    Optimizer,
    _default_to_fused_or_foreach,
    _get_value,
    _use_grad_for_differentiable,
    register_optimizer_step_post_hook,
    register_optimizer_step_pre_hook,
    required,
)


def leaf(*shape):
    return rg.ones(*shape, requires_grad=True)


class Sign(Optimizer):
    """An optimizer as users write them."""

    def __init__(self, params, lr=required, differentiable=False):
        super().__init__(params, {"lr": lr, "differentiable": differentiable})

    @_use_grad_for_differentiable
    def step(self, closure=None):
        loss = None if closure is None else closure()
        for group in self.param_groups:
            for p in group["params"]:
                state = self.state[p]
                state["count"] = state.get("count", 0) + 1
                p.add_(p.grad.sign(), alpha=-_get_value(group["lr"]))
        return loss


def stepped(optimizer):
    for group in optimizer.param_groups:
        for p in group["params"]:
            p.grad = rg.ones_like(p)
    return optimizer.step()


def test_an_optimizer_of_a_users_own_steps_saves_and_loads():
    x = leaf(2)
    optimizer = Sign([x], lr=0.25)
    stepped(optimizer)
    assert x.tolist() == [0.75, 0.75]
    saved = optimizer.state_dict()
    assert saved == {
        "state": {0: {"count": 1}},
        "param_groups": [{"lr": 0.25, "differentiable": False, "params": [0]}],
    }
    other = Sign([leaf(2)], lr=1.0)
    other.load_state_dict(saved)
    assert other.param_groups[0]["lr"] == 0.25
    assert list(other.state.values()) == [{"count": 1}]
    assert (
        repr(optimizer) == "Sign (\nParameter Group 0\n    differentiable: False\n    lr: 0.25\n)"
    )
    assert pickle.loads(pickle.dumps(optimizer)).state_dict() == saved
    assert _default_to_fused_or_foreach([x], False) == (False, False)


def test_a_setting_that_is_required_has_to_be_given():
    with pytest.raises(ValueError, match="lr"):
        Sign([leaf(1)])
    assert repr(required) == "<required parameter>"
    assert Sign([{"params": leaf(1), "lr": 1.0}]).param_groups[0]["lr"] == 1.0


def test_a_base_optimizer_has_no_step():
    with pytest.raises(NotImplementedError, match="step"):
        Optimizer([leaf(1)], {}).step()


def test_parameters_of_the_wrong_kind_are_told():
    with pytest.raises(TypeError, match="one tensor"):
        rg.optim.SGD(leaf(1))
    with pytest.raises(ValueError, match="no parameters"):
        rg.optim.SGD([])
    with pytest.raises(TypeError, match="int"):
        rg.optim.SGD([3])
    with pytest.raises(TypeError, match="set"):
        rg.optim.SGD([{"params": {leaf(1)}}])
    with pytest.raises(ValueError, match="leaf"):
        rg.optim.SGD([leaf(1) * 2])
    x = leaf(1)
    with pytest.raises(ValueError, match="more than one group"):
        rg.optim.SGD([{"params": [x]}, {"params": [x]}])
    with pytest.warns(UserWarning, match="twice"):
        rg.optim.SGD([x, x])
    with pytest.raises(TypeError, match="dict"):
        rg.optim.SGD([x]).add_param_group([x])


def test_names_of_parameters_are_kept():
    optimizer = rg.optim.Adam([("weight", leaf(2)), ("bias", leaf(1))])
    assert optimizer.param_groups[0]["param_names"] == ["weight", "bias"]
    assert optimizer.state_dict()["param_groups"][0]["param_names"] == ["weight", "bias"]
    with pytest.raises(ValueError, match="names"):
        rg.optim.Adam([("weight", leaf(2)), leaf(1)])
    with pytest.raises(ValueError, match="names"):
        optimizer.add_param_group({"params": [leaf(1)]})
    plain = rg.optim.Adam([leaf(2), leaf(1)])
    optimizer.load_state_dict(plain.state_dict())
    assert optimizer.param_groups[0]["param_names"] == ["weight", "bias"]


def test_a_state_with_other_groups_is_refused():
    optimizer = rg.optim.SGD([leaf(1), leaf(1)])
    with pytest.raises(ValueError, match="1 groups"):
        optimizer.load_state_dict({"state": {}, "param_groups": []})
    with pytest.raises(ValueError, match="2 parameters"):
        optimizer.load_state_dict(rg.optim.SGD([leaf(1)]).state_dict())


def test_a_loaded_state_takes_the_type_of_its_parameter_but_for_the_count():
    x = leaf(2)
    optimizer = rg.optim.Adam([x])
    stepped(optimizer)
    half = rg.optim.Adam([x.detach().to(rg.bfloat16).requires_grad_()])
    half.load_state_dict(optimizer.state_dict())
    (state,) = half.state.values()
    assert [v.dtype for v in state.values()] == [rg.float32, rg.bfloat16, rg.bfloat16]
    stepped(half)


def test_numbers_of_older_versions_become_tensors():
    optimizer = rg.optim.ASGD([leaf(1)])
    group = {k: v for k, v in optimizer.state_dict()["param_groups"][0].items() if k != "maximize"}
    old = {"step": 3, "eta": 0.5, "mu": 1, "ax": rg.ones(1)}
    optimizer.load_state_dict({"state": {0: old}, "param_groups": [group]})
    (state,) = optimizer.state.values()
    assert [state[key].item() for key in ("step", "eta", "mu")] == [3, 0.5, 1]
    assert optimizer.param_groups[0]["maximize"] is False
    stepped(optimizer)


def test_gradients_are_cleared_to_none_or_zeros():
    x, y = leaf(2), leaf(1)
    optimizer = rg.optim.SGD([x, y])
    x.grad = rg.ones(2)
    grad = x.grad
    optimizer.zero_grad(set_to_none=False)
    assert x.grad is grad and grad.tolist() == [0, 0] and y.grad is None
    optimizer.zero_grad()
    assert x.grad is None


def test_what_a_closure_returns_is_returned_and_it_records():
    x = leaf(1)
    optimizer = rg.optim.SGD([x], lr=0.5)

    def closure():
        optimizer.zero_grad()
        loss = (x * x).sum()
        loss.backward()
        return loss

    with rg.no_grad():
        assert optimizer.step(closure).item() == 1
    assert x.item() == 0


def test_hooks_are_called_around_a_step_in_order():
    said = []
    optimizer = rg.optim.SGD([leaf(1)], lr=0.1)
    everywhere = [
        register_optimizer_step_pre_hook(lambda o, args, kwargs: said.append("all before")),
        register_optimizer_step_post_hook(lambda o, args, kwargs: said.append("all after")),
    ]
    own = optimizer.register_step_pre_hook(lambda o, args, kwargs: said.append("before"))
    optimizer.register_step_post_hook(lambda o, args, kwargs: said.append((o is optimizer, args)))
    stepped(optimizer)
    assert said == ["all before", "before", (True, (optimizer,)), "all after"]
    for handle in (*everywhere, own):
        handle.remove()
    said.clear()
    stepped(optimizer)
    assert said == [(True, (optimizer,))]


def test_a_hook_before_a_step_may_change_its_arguments():
    optimizer = Sign([leaf(1)], lr=0.1)
    optimizer.register_step_pre_hook(lambda o, args, kwargs: ((o, lambda: 7), {}))
    assert stepped(optimizer) == 7
    optimizer.register_step_pre_hook(lambda o, args, kwargs: 3)
    with pytest.raises(RuntimeError, match="int"):
        stepped(optimizer)


def test_hooks_see_the_state_as_it_is_saved_and_loaded():
    said = []
    optimizer = rg.optim.SGD([leaf(1)], lr=0.1)
    optimizer.register_state_dict_pre_hook(lambda o: said.append("second"))
    optimizer.register_state_dict_pre_hook(lambda o: said.append("first"), prepend=True)
    optimizer.register_state_dict_post_hook(lambda o, state: {**state, "more": 1})
    saved = optimizer.state_dict()
    assert said == ["first", "second"] and saved["more"] == 1

    def faster(o, state):
        groups = [{**group, "lr": 5.0} for group in state["param_groups"]]
        return {**state, "param_groups": groups}

    optimizer.register_load_state_dict_pre_hook(faster)
    optimizer.register_load_state_dict_post_hook(lambda o: said.append(o.param_groups[0]["lr"]))
    optimizer.load_state_dict(saved)
    assert said[-1] == 5.0 and saved["param_groups"][0]["lr"] == 0.1


def test_a_step_that_is_overridden_is_hooked_too():
    class Slow(rg.optim.SGD):
        def step(self, closure=None):
            self.calls = getattr(self, "calls", 0) + 1
            return super().step(closure)

    optimizer, said = Slow([leaf(1)], lr=0.1), []
    optimizer.register_step_post_hook(lambda *_: said.append(1))
    stepped(optimizer)
    assert optimizer.calls == 1 and said


def test_making_and_stepping_warns_of_nothing():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for kind in ("SGD", "Adam", "AdamW", "RMSprop"):
            stepped(getattr(rg.optim, kind)([leaf(2)]))
