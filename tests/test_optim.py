"""Every optimizer takes the steps of torch, keeps its state under its names, and more."""

from __future__ import annotations

import copy
import json
import pickle

import numpy as np
import pytest
import retrograd as rg
from optim_table import FIGURES, ROWS, figures, loss_of, name_of, parameters, run

TORCH = json.loads(FIGURES.read_text())
RULED = [row for row in ROWS if row[0] not in ("Adafactor", "LBFGS")]
KINDS = {row[0]: row for row in RULED}  # one row of each kind, the last


def close(got, want, tolerance=1e-6):
    if isinstance(want, list):
        return len(got) == len(want) and all(map(close, got, want, [tolerance] * len(want)))
    if isinstance(want, float):
        return got == pytest.approx(want, rel=tolerance, abs=tolerance)
    return got == want


@pytest.mark.parametrize("row", ROWS, ids=name_of)
def test_twenty_steps_lead_where_those_of_torch_do(row):
    found, want = figures(run(rg, row)), TORCH[name_of(row)]
    assert close(found["params"], want["params"], 1e-9)
    if row[0] != "LBFGS":
        assert found["keys"] == want["keys"]
    assert set(found["state"]) == set(want["state"])
    for key, value in want["state"].items():
        assert close(found["state"][key], value), key
    assert list(found["group"].items()) == list(want["group"].items())
    assert found["repr"] == want["repr"]


@pytest.mark.parametrize("row", RULED, ids=name_of)
def test_a_recorded_step_is_the_step(row):
    kind, settings = row
    if settings.get("fused"):
        settings = {k: v for k, v in settings.items() if k != "fused"}
    plain, recorded = parameters(rg), [p.clone() for p in parameters(rg)]
    step = getattr(rg.optim, kind)(plain, **settings)
    other = getattr(rg.optim, kind)(recorded, **settings, differentiable=True)
    for _ in range(7):  # beyond where RAdam begins to scale
        grads = rg.autograd.grad(loss_of(*plain), plain)
        for p, q, g in zip(plain, recorded, grads, strict=True):
            p.grad, q.grad = g, g.clone()
        step.step()
        other.step()
    for p, q in zip(plain, recorded, strict=True):
        assert rg.allclose(p, q, rtol=1e-9, atol=1e-12)
        one, two = step.state[p], other.state[q]
        assert list(one) == list(two)
        for key in one:
            assert rg.allclose(one[key], two[key], rtol=1e-6, atol=1e-12), key
    assert recorded[0].grad_fn is not None
    assert list(other.state) == (recorded if step.state else [])


def test_a_differentiable_step_has_the_derivative_of_the_step():
    def after(value, rate):
        x = rg.tensor([value], dtype=rg.float64, requires_grad=True)
        lr = rg.tensor(rate, dtype=rg.float64, requires_grad=True)
        y = x.clone()
        optimizer = rg.optim.Adam([y], lr=lr, differentiable=True)
        for _ in range(3):
            (y.grad,) = rg.autograd.grad((y.clone() ** 3).sum(), y, create_graph=True)
            optimizer.step()
        return x, lr, (y * y).sum()

    x, lr, end = after(0.7, 0.1)
    end.backward()
    h = 1e-5
    up, down = after(0.7 + h, 0.1)[2].item(), after(0.7 - h, 0.1)[2].item()
    assert x.grad.item() == pytest.approx((up - down) / (2 * h), rel=1e-6)
    up, down = after(0.7, 0.1 + h)[2].item(), after(0.7, 0.1 - h)[2].item()
    assert lr.grad.item() == pytest.approx((up - down) / (2 * h), rel=1e-6)


def one_step(kind, settings, make, seed=0):
    """Two steps of parameters that `make` lays out, from the same numbers; their values."""
    rng = np.random.default_rng(seed)
    optimizer = None
    for _ in range(2):
        values, grads = rng.standard_normal((2, 9, 35)), None
        if optimizer is None:
            p = make(rg.tensor(values[0]))
            optimizer = getattr(rg.optim, kind)([p], **settings)
        grads = rg.tensor(values[1]).to(p.dtype)
        p.grad = grads.t().contiguous().t() if p.is_contiguous() else grads
        optimizer.step()
    return p.tolist()


def strided(x):
    return rg.stack([x, x], 2)[:, :, 0]


@pytest.mark.parametrize("kind", KINDS)
def test_a_step_does_not_depend_on_how_elements_lie(kind):
    settings = {k: v for k, v in KINDS[kind][1].items() if k != "fused"}
    want = one_step(kind, settings, lambda x: x.contiguous())
    assert one_step(kind, settings, lambda x: x.t().contiguous().t()) == want
    assert one_step(kind, settings, strided) == want


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("dtype", [rg.float32, rg.float16, rg.bfloat16], ids=str)
def test_a_step_of_a_narrower_type_is_near_that_of_float64(kind, dtype):
    settings = {k: v for k, v in KINDS[kind][1].items() if k != "fused"}
    want = np.array(one_step(kind, settings, lambda x: x.to(dtype).to(rg.float64)))
    found = np.array(one_step(kind, settings, lambda x: x.to(dtype)))
    eps = rg.finfo(dtype).eps
    off = np.abs(found - want) > 16 * eps * (1 + np.abs(want))
    assert off.mean() < (0.01 if dtype == rg.float32 else 0.1)


def test_long_parameters_are_stepped_alike_by_any_number_of_threads():
    rng = np.random.default_rng(1)
    values, grads = ([rng.standard_normal(n) for n in (40001, 3, 70000)] for _ in range(2))
    norm = np.linalg.norm(np.concatenate(grads))

    def after(threads):
        before = rg.get_num_threads()
        rg.set_num_threads(threads)
        try:
            params = [rg.tensor(x, dtype=rg.float32).requires_grad_() for x in values]
            for p, g in zip(params, grads, strict=True):
                p.grad = rg.tensor(g, dtype=rg.float32)
            optimizer = rg.optim.SGD(params, lr=0.1, momentum=0.9)
            optimizer.step()
            optimizer.step()
            rg.nn.utils.clip_grad_norm_(params, 1.0)
            return [p.tolist() for p in params], [p.grad.tolist() for p in params]
        finally:
            rg.set_num_threads(before)

    stepped, clipped = after(1)
    assert after(3) == (stepped, clipped)
    for x, g, p, q in zip(values, grads, stepped, clipped, strict=True):
        np.testing.assert_allclose(p, x - 0.1 * (g + 1.9 * g), rtol=1e-5, atol=1e-5)
        np.testing.assert_allclose(q, g / norm, rtol=1e-5, atol=1e-9)


@pytest.mark.parametrize("kind", KINDS)
def test_every_instruction_set_takes_the_same_steps(kind):
    settings = {k: v for k, v in KINDS[kind][1].items() if k != "fused"}
    before, found = rg._core.isa(), []
    try:
        for level in rg._core.isa_levels():
            rg._core.set_isa(level)
            found.append(one_step(kind, settings, lambda x: x.to(rg.float32)))
    finally:
        rg._core.set_isa(before)
    assert all(steps == found[0] for steps in found)


def test_a_step_counts_as_a_write_and_backward_sees_it():
    x = rg.ones(3, requires_grad=True)
    optimizer = rg.optim.Adam([x])
    loss = (x * x).sum()
    x.grad = rg.ones(3)
    optimizer.step()
    assert x._version == 1
    state = optimizer.state[x]
    assert [state[key]._version for key in ("step", "exp_avg", "exp_avg_sq")] == [1, 1, 1]
    with pytest.raises(RuntimeError, match="version"):
        loss.backward()


def test_parameters_without_gradient_stay_and_have_no_state():
    x, y = rg.ones(1, requires_grad=True), rg.ones(1, requires_grad=True)
    optimizer = rg.optim.AdamW([x, y], lr=0.1)
    x.grad = rg.ones(1)
    optimizer.step()
    assert y.item() == 1 and x.item() < 1
    assert list(optimizer.state) == [x]


def test_groups_have_settings_of_their_own():
    x, y = rg.ones(1, requires_grad=True), rg.ones(1, requires_grad=True)
    optimizer = rg.optim.SGD([{"params": [x]}, {"params": y, "lr": 0.5}], lr=0.1)
    x.grad = y.grad = rg.ones(1)
    optimizer.step()
    assert (x.item(), y.item()) == (pytest.approx(0.9), 0.5)
    optimizer.add_param_group({"params": rg.ones(1, requires_grad=True), "momentum": 0.9})
    assert [group["momentum"] for group in optimizer.param_groups] == [0, 0, 0.9]


def test_the_sums_of_adagrad_begin_at_the_value_of_all_groups():
    x, y = rg.ones(1, requires_grad=True), rg.ones(1, requires_grad=True)
    groups = [{"params": [x]}, {"params": [y], "initial_accumulator_value": 0.5}]
    optimizer = rg.optim.Adagrad(groups, initial_accumulator_value=0.25)
    assert [optimizer.state[p]["sum"].item() for p in (x, y)] == [0.25, 0.25]


def test_scalars_of_the_state_have_the_type_of_torch():
    x = rg.ones(1, dtype=rg.float64, requires_grad=True)
    x.grad = rg.ones(1, dtype=rg.float64)
    rg.set_default_dtype(rg.float64)
    try:
        one, two = rg.optim.Adam([x]), rg.optim.Adam([x], fused=True)
        one.step()
        two.step()
    finally:
        rg.set_default_dtype(rg.float32)
    assert one.state[x]["step"].dtype == rg.float64
    assert two.state[x]["step"].dtype == rg.float32


@pytest.mark.parametrize("kind", KINDS)
def test_a_run_goes_on_from_its_saved_state(kind):
    row = KINDS[kind]
    whole = run(rg, row, steps=8)
    half = run(rg, row, steps=4)
    saved = pickle.loads(pickle.dumps(half.state_dict()))
    params = [p.detach().clone().requires_grad_() for p in half.param_groups[0]["params"]]
    other = getattr(rg.optim, kind)(params)
    other.load_state_dict(saved)
    for _ in range(4):
        other.zero_grad()
        loss_of(*params).backward()
        other.step()
    assert close(figures(other)["params"], figures(whole)["params"], 1e-8)
    assert figures(other)["group"] == figures(whole)["group"]


@pytest.mark.parametrize("kind", KINDS)
def test_the_state_that_torch_saved_is_taken_over(kind):
    # Of torch's figures the state of the first parameter, after its run.
    want = TORCH[name_of(KINDS[kind])]
    keys, state = want["keys"], want["state"]
    params = parameters(rg)
    optimizer = getattr(rg.optim, kind)(params)
    first = {
        key: rg.tensor(state[key], dtype=rg.float64 if isinstance(state[key], list) else None)
        for key in keys
    }
    optimizer.load_state_dict({"state": {0: first}, "param_groups": [want["group"]]})
    assert optimizer.param_groups[0]["lr"] == want["group"]["lr"]
    assert all(rg.equal(optimizer.state[params[0]][key], first[key]) for key in keys)
    loss_of(*params).backward()
    optimizer.step()


@pytest.mark.parametrize("again", [copy.deepcopy, lambda x: pickle.loads(pickle.dumps(x))])
@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_goes_on_alone(kind, again):
    optimizer = run(rg, KINDS[kind], steps=2)
    other = again(optimizer)
    params = other.param_groups[0]["params"]
    assert params[0] is not optimizer.param_groups[0]["params"][0]
    assert figures(other) == figures(optimizer)
    for p in params:
        p.grad = rg.ones_like(p)
    other.step()
    assert figures(other)["params"] != figures(optimizer)["params"]
    assert set(other.state) <= set(params)


def test_a_rate_may_be_a_tensor():
    row = ("Adam", {"lr": rg.tensor([0.05], dtype=rg.float64)})
    assert close(figures(run(rg, row))["params"], TORCH["Adam lr=0.05"]["params"], 1e-9)


@pytest.mark.parametrize("kind", ["Adam", "AdamW", "SGD"])
def test_steps_with_state_in_lists_are_those_of_the_class(kind):
    settings = dict(KINDS[kind][1], lr=0.05, weight_decay=0.2)
    settings.pop("fused", None)
    settings.pop("decoupled_weight_decay", None)
    params, lists = parameters(rg), [p.detach().clone() for p in parameters(rg)]
    optimizer = getattr(rg.optim, kind)(params, **settings)
    group = {k: v for k, v in optimizer.defaults.items() if k in ("lr", "weight_decay", "maximize")}
    if kind == "SGD":
        state = ([None, None],)
        group |= {k: optimizer.defaults[k] for k in ("momentum", "dampening", "nesterov")}
    else:
        state = [[rg.zeros_like(p) for p in lists] for _ in range(3)]
        state.append([rg.tensor(0.0) for _ in lists])
        group |= {"beta1": 0.9, "beta2": 0.999, "eps": 1e-8, "amsgrad": False}
    module = getattr(rg.optim, kind.lower())
    for _ in range(3):
        loss_of(*params).backward()
        optimizer.step()
        getattr(module, kind.lower())(lists, [p.grad for p in params], *state, **group)
        optimizer.zero_grad()
    assert all(rg.equal(p, q) for p, q in zip(params, lists, strict=True))
    if kind == "SGD":
        assert rg.equal(state[0][1], optimizer.state[params[1]]["momentum_buffer"])
    else:
        assert [step.item() for step in state[3]] == [3, 3]
        with pytest.raises(NotImplementedError, match="differentiable"):
            rg.optim.adam.adam([], [], [], [], [], [], differentiable=True, **group)
    with pytest.raises(NotImplementedError, match="scale"):
        getattr(module, kind.lower())([], [], *[[]] * len(state), found_inf=lists[0], **group)


def test_nothing_is_written_where_a_state_does_not_fit():
    x, y = rg.ones(2, requires_grad=True), rg.ones(2, requires_grad=True)
    optimizer = rg.optim.Adam([x, y])
    x.grad = y.grad = rg.ones(2)
    optimizer.step()
    before = x.tolist()
    for wrong, error in (
        (rg.zeros(3), ValueError),
        (rg.zeros(2, dtype=rg.float64), TypeError),
        (3.0, TypeError),
    ):
        optimizer.state[y]["exp_avg"] = wrong
        with pytest.raises(error, match="exp_avg"):
            optimizer.step()
    del optimizer.state[y]["exp_avg"]
    with pytest.raises(KeyError, match="exp_avg"):
        optimizer.step()
    assert x.tolist() == before
    assert optimizer.state[x]["step"].item() == 1


def test_a_gradient_that_is_nan_has_no_sign_to_step_by():
    x = rg.ones(2, requires_grad=True)
    optimizer = rg.optim.Rprop([x], lr=0.5)
    for grad in ([float("nan"), 1.0], [1.0, 1.0]):
        x.grad = rg.tensor(grad)
        optimizer.step()
    assert x.tolist() == pytest.approx([0.5, -0.1])  # as torch has it


def test_sparse_adam_is_refused():
    with pytest.raises(NotImplementedError, match="sparse"):
        rg.optim.SparseAdam([rg.ones(1)])


LEAF = rg.ones(2, requires_grad=True)


@pytest.mark.parametrize(
    ("kind", "settings", "said"),
    [
        ("SGD", {"lr": -1}, "lr"),
        ("SGD", {"momentum": -1}, "momentum"),
        ("SGD", {"nesterov": True}, "nesterov"),
        ("SGD", {"lr": rg.ones(2)}, "lr"),
        ("Adam", {"betas": (1.0, 0.9)}, r"betas\[0\]"),
        ("Adam", {"betas": (0.9, -0.1)}, r"betas\[1\]"),
        ("Adam", {"eps": -1}, "eps"),
        ("Adam", {"lr": rg.tensor(0.1), "foreach": True}, "foreach"),
        ("Adam", {"betas": (rg.tensor(0.9), 0.9)}, "betas"),
        ("AdamW", {"weight_decay": float("nan")}, "weight_decay"),
        ("Adagrad", {"lr_decay": -1}, "lr_decay"),
        ("Adadelta", {"rho": 1.1}, "rho"),
        ("Rprop", {"etas": (1.1, 1.2)}, "etas"),
        ("NAdam", {"momentum_decay": -1}, "momentum_decay"),
        ("RMSprop", {"alpha": -1}, "alpha"),
        ("Adafactor", {"d": 0.5}, "d: "),
        ("Adafactor", {"beta2_decay": 0.5}, "beta2_decay"),
        ("Adafactor", {"eps": (-1, 0)}, "eps"),
        ("LBFGS", {"lr": -1}, "lr"),
    ],
)
def test_wrong_settings_are_value_errors_that_name_them(kind, settings, said):
    with pytest.raises(ValueError, match=said):
        getattr(rg.optim, kind)([LEAF], **settings)


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"fused": True, "foreach": True}, "foreach"),
        ({"fused": True, "differentiable": True}, "differentiable"),
    ],
)
def test_two_ways_to_step_are_not_taken_at_once(settings, said):
    for kind in ("SGD", "Adam", "Adagrad"):
        with pytest.raises(RuntimeError, match=said):
            getattr(rg.optim, kind)([LEAF], **settings)


def test_lbfgs_takes_one_group_and_a_closure():
    with pytest.raises(ValueError, match="one group"):
        rg.optim.LBFGS([{"params": [LEAF]}, {"params": [rg.ones(1)]}])
    with pytest.raises(TypeError, match="closure"):
        rg.optim.LBFGS([LEAF]).step()
    optimizer = rg.optim.LBFGS([LEAF], line_search_fn="armijo")
    with pytest.raises(RuntimeError, match="armijo"):
        optimizer.step(lambda: 1.0)
