"""Every schedule sets the rates that torch's sets, and is saved and loaded as it is."""

from __future__ import annotations

import json
import pickle
import warnings

import pytest
import retrograd as rg
from schedule_table import (
    FIGURES,
    METRICS,
    PLATEAUS,
    ROWS,
    optimizer_of,
    rates_at,
    run,
    run_plateau,
    snapshot,
)

TORCH = json.loads(FIGURES.read_text())
S = rg.optim.lr_scheduler
AT = [row for row in ROWS if "at" in TORCH[row.__name__]]


def named(row):
    return row.__name__


@pytest.fixture(autouse=True)
def no_warnings():
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        yield


def close(found, want):
    flat = [x for groups in found for group in groups for x in group]
    return flat == pytest.approx([x for groups in want for group in groups for x in group], 1e-8)


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_the_rates_are_those_of_torch(row):
    found, schedule = run(rg, row)
    want = TORCH[row.__name__]
    assert close(found, want["epochs"])
    assert sorted(schedule.state_dict()) == want["keys"]
    last = [group["lr"] for group in schedule.optimizer.param_groups]
    assert schedule.get_last_lr() == last


def test_a_schedule_does_not_go_on_from_an_epoch_without_rates_to_go_on_from():
    with pytest.raises(KeyError, match="initial_lr"):
        S.StepLR(optimizer_of(rg), 3, last_epoch=4)


@pytest.mark.parametrize("row", AT, ids=named)
def test_the_rates_of_an_epoch_are_computed_anew(row):
    assert close(rates_at(rg, row), TORCH[row.__name__]["at"])


def test_the_first_beta_cycles_where_there_is_no_momentum():
    assert close(run(rg, ROWS[7], "Adam")[0], TORCH["adam"]["epochs"])


@pytest.mark.parametrize("i", range(len(PLATEAUS)))
def test_plateaus_are_seen_where_torch_sees_them(i):
    found, schedule = run_plateau(rg, PLATEAUS[i])
    assert close(found, TORCH[f"plateau {i}"]["epochs"])
    assert sorted(schedule.state_dict()) == TORCH[f"plateau {i}"]["keys"]


@pytest.mark.parametrize("row", ROWS, ids=named)
def test_a_schedule_goes_on_from_its_saved_state(row):
    whole, _ = run(rg, row)
    optimizer = optimizer_of(rg)
    schedule = row(rg, S, optimizer)
    for _ in range(5):
        optimizer.step()
        schedule.step()
    saved = pickle.loads(pickle.dumps((optimizer.state_dict(), schedule.state_dict())))
    other = optimizer_of(rg)
    again = row(rg, S, other)
    other.load_state_dict(saved[0])
    again.load_state_dict(saved[1])
    assert sorted(again.state_dict()) == sorted(schedule.state_dict())
    for epoch in range(6, 15):
        other.step()
        again.step()
        assert snapshot(other) == whole[epoch]


def test_a_plateau_goes_on_from_its_saved_state():
    whole, _ = run_plateau(rg, PLATEAUS[0])
    optimizer = optimizer_of(rg)
    schedule = S.ReduceLROnPlateau(optimizer, **PLATEAUS[0])
    for metric in METRICS[:8]:
        schedule.step(metric)
    again = S.ReduceLROnPlateau(optimizer)
    again.load_state_dict(schedule.state_dict())
    for metric in METRICS[8:]:
        again.step(metric)
    assert snapshot(optimizer) == whole[-1]


def test_callables_save_their_attributes():
    class Falling:
        def __init__(self, by):
            self.by = by

        def __call__(self, epoch):
            return self.by**epoch

    one = S.LambdaLR(optimizer_of(rg), Falling(0.5))
    two = S.LambdaLR(optimizer_of(rg), Falling(0.25))
    two.load_state_dict(one.state_dict())
    assert [f.by for f in two.lr_lambdas] == [0.5, 0.5]
    cyclic = [
        S.CyclicLR(optimizer_of(rg), 0.1, 0.2, scale_fn=Falling(by), cycle_momentum=False)
        for by in (0.5, 0.25)
    ]
    cyclic[1].load_state_dict(cyclic[0].state_dict())
    assert cyclic[1].scale_fn(1) == 0.5


def test_a_rate_that_is_a_tensor_is_filled():
    x = rg.ones(1, requires_grad=True)
    optimizer = rg.optim.Adam([x], lr=rg.tensor(0.5))
    rate = optimizer.param_groups[0]["lr"]
    schedule = S.ExponentialLR(optimizer, 0.5)
    optimizer.step()
    schedule.step()
    assert optimizer.param_groups[0]["lr"] is rate and rate.item() == 0.25
    assert schedule.get_last_lr()[0] is not rate


def test_the_order_of_steps_is_warned_of_once():
    optimizer = optimizer_of(rg)
    schedule = S.ExponentialLR(optimizer, 0.5)
    with pytest.warns(UserWarning, match="before step of the optimizer"):
        schedule.step()
    schedule.step()
    optimizer = optimizer_of(rg)
    schedule = S.ExponentialLR(optimizer, 0.5)
    optimizer.step = lambda: None
    with pytest.warns(UserWarning, match="replaced"):
        schedule.step()


def test_rates_are_asked_for_by_get_last_lr():
    optimizer = optimizer_of(rg)
    schedule = S.StepLR(optimizer, 3)
    with pytest.warns(UserWarning, match="get_last_lr"):
        schedule.get_lr()
    optimizer.step()
    with pytest.warns(UserWarning, match="call step"):
        schedule.step(2)
    with pytest.raises(NotImplementedError, match="get_lr"):
        S.LRScheduler(optimizer)


def test_a_schedule_of_a_users_own_derives_from_either_name():
    class Half(S._LRScheduler):
        def get_lr(self):
            return [lr / 2 for lr in self.base_lrs]

    half = Half(optimizer_of(rg))
    assert half.get_last_lr() == [0.1, 0.2]
    with S._enable_get_lr_call(half):
        assert half._get_lr_called_within_step
    assert S._format_param("lr", half.optimizer, 0.5) == [0.5, 0.5]
    assert S.StepLR.__module__ == S.LRScheduler.__module__ == "retrograd.optim.lr_scheduler"
    assert pickle.loads(pickle.dumps(S.OneCycleLR)) is S.OneCycleLR


@pytest.mark.parametrize(
    ("make", "error", "said"),
    [
        (lambda o: S.StepLR(3, 3), TypeError, "int"),
        (lambda o: S.LambdaLR(o, [len]), ValueError, "lr_lambda"),
        (lambda o: S.MultiplicativeLR(o, 3), TypeError, "int"),
        (lambda o: S.ConstantLR(o, 1.5), ValueError, "factor"),
        (lambda o: S.LinearLR(o, 0.0), ValueError, "start_factor"),
        (lambda o: S.LinearLR(o, 0.5, 1.5), ValueError, "end_factor"),
        (lambda o: S.OneCycleLR(o, 0.1), ValueError, "total_steps"),
        (lambda o: S.OneCycleLR(o, 0.1, total_steps=0), ValueError, "total_steps"),
        (lambda o: S.OneCycleLR(o, 0.1, epochs=2, steps_per_epoch=-1), ValueError, "steps_per"),
        (lambda o: S.OneCycleLR(o, 0.1, 5, pct_start=2.0), ValueError, "pct_start"),
        (lambda o: S.OneCycleLR(o, 0.1, 5, anneal_strategy="exp"), ValueError, "anneal"),
        (lambda o: S.OneCycleLR(o, [0.1] * 3, 5), ValueError, "max_lr"),
        (lambda o: S.CyclicLR(o, 0.1, 0.2, mode="square"), ValueError, "mode"),
        (lambda o: S.CyclicLR(rg.optim.Adagrad([rg.ones(1)]), 0.1, 0.2), ValueError, "Adagrad"),
        (lambda o: S.CosineAnnealingWarmRestarts(o, 0), ValueError, "T_0"),
        (lambda o: S.CosineAnnealingWarmRestarts(o, 1, 1.5), ValueError, "T_mult"),
        (lambda o: S.CosineAnnealingWarmRestarts(o, 1).step(-1), ValueError, "epoch"),
        (lambda o: S.ReduceLROnPlateau(o, factor=1.0), ValueError, "factor"),
        (lambda o: S.ReduceLROnPlateau(o, "least"), ValueError, "mode"),
        (lambda o: S.ReduceLROnPlateau(o, threshold_mode="part"), ValueError, "threshold_mode"),
        (lambda o: S.ReduceLROnPlateau(o, min_lr=[1]), ValueError, "min_lr"),
        (lambda o: S.ChainedScheduler([]), ValueError, "none"),
        (lambda o: S.ChainedScheduler([3]), (TypeError, AttributeError), "optimizer"),
        (lambda o: S.ChainedScheduler([S.ReduceLROnPlateau(o)]), ValueError, "metric"),
        (
            lambda o: S.SequentialLR(optimizer_of(rg), [S.StepLR(o, 3)], []),
            ValueError,
            "another optimizer",
        ),
        (lambda o: S.SequentialLR(o, [S.StepLR(o, 3)], [1]), ValueError, "milestones"),
    ],
)
def test_wrong_arguments_are_named(make, error, said):
    with pytest.raises(error, match=said):
        make(optimizer_of(rg))


def test_a_cycle_ends():
    optimizer = optimizer_of(rg)
    schedule = S.OneCycleLR(optimizer, 0.1, total_steps=2)
    optimizer.step()
    schedule.step()
    schedule.step()
    with pytest.raises(ValueError, match="step 3"):
        schedule.step()
