"""One row per schedule, run here and under torch, whose figures are in schedule_figures.json.

``python tests/schedule_table.py --write`` under torch writes that file.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

FIGURES = Path(__file__).with_name("schedule_figures.json")
EPOCHS = 20


def by_epoch(epoch):
    return 1 / (1 + epoch)


def small(epoch):
    return 0.9 if epoch % 2 else 0.8


def restarts(T, s, optimizer):
    return s.CosineAnnealingWarmRestarts(optimizer, 3, 2, eta_min=0.01)


def sequential(T, s, optimizer):
    first = s.ConstantLR(optimizer, 0.1, total_iters=4)
    second = s.ExponentialLR(optimizer, 0.9)
    third = s.CosineAnnealingLR(optimizer, 5)
    return s.SequentialLR(optimizer, [first, second, third], [4, 11])


def chained(T, s, optimizer):
    return s.ChainedScheduler([s.LinearLR(optimizer, 0.25), s.StepLR(optimizer, 6, 0.5)])


def nested(T, s, optimizer):
    warm = s.ChainedScheduler([s.LinearLR(optimizer, 0.25), s.ExponentialLR(optimizer, 0.9)])
    with warnings.catch_warnings():  # it steps the schedules that the first one is made of
        warnings.simplefilter("ignore")
        return s.SequentialLR(optimizer, [warm, s.PolynomialLR(optimizer, 10, 2.0)], [3])


def swa(T, s, optimizer):
    return T.optim.swa_utils.SWALR(optimizer, [0.02, 0.3], anneal_epochs=6)


def linear_swa(T, s, optimizer):
    return T.optim.swa_utils.SWALR(optimizer, 0.02, 4, "linear")


def going_on(T, s, optimizer):
    s.StepLR(optimizer, 3)
    return s.CosineAnnealingLR(optimizer, 9, last_epoch=4)


def made(kind, *args, **kwargs):
    def make(T, s, optimizer):
        return getattr(s, kind)(optimizer, *args, **kwargs)

    make.__name__ = " ".join([kind, *map(str, args), *(f"{k}={v}" for k, v in kwargs.items())])
    return make


ROWS = [
    made("StepLR", 3),
    made("MultiStepLR", [2, 5, 5, 9], gamma=0.5),
    made("ConstantLR", 0.25, total_iters=4),
    made("LinearLR", 0.25, 0.75, 7),
    made("ExponentialLR", 0.9),
    made("PolynomialLR", 12, 0.8),
    made("CosineAnnealingLR", 7, eta_min=0.01),
    made("OneCycleLR", 0.5, total_steps=20),
    made("OneCycleLR", 0.5, epochs=4, steps_per_epoch=5, anneal_strategy="linear"),
    made("OneCycleLR", [0.5, 0.2], total_steps=20, three_phase=True, cycle_momentum=False),
    made("CyclicLR", 0.01, 0.3, step_size_up=4, step_size_down=3),
    made("CyclicLR", [0.01, 0.02], [0.3, 0.4], step_size_up=3, mode="triangular2"),
    made("CyclicLR", 0.01, 0.3, step_size_up=5, mode="exp_range", gamma=0.9),
    restarts,
    sequential,
    chained,
    nested,
    swa,
    linear_swa,
    going_on,
]
BY_FUNCTION = {
    "LambdaLR": lambda s, optimizer: s.LambdaLR(optimizer, by_epoch),
    "LambdaLR each": lambda s, optimizer: s.LambdaLR(optimizer, [by_epoch, small]),
    "MultiplicativeLR": lambda s, optimizer: s.MultiplicativeLR(optimizer, small),
    "CyclicLR scale_fn": lambda s, optimizer: s.CyclicLR(
        optimizer, 0.1, 0.4, 3, scale_fn=by_epoch, scale_mode="iterations", cycle_momentum=False
    ),
}
for _name, _make in BY_FUNCTION.items():

    def _row(T, s, optimizer, make=_make):
        return make(s, optimizer)

    _row.__name__ = _name
    ROWS.append(_row)

PLATEAUS = [
    {"patience": 1},
    {"factor": 0.5, "patience": 0, "cooldown": 2, "min_lr": [0.02, 0.1]},
    {"mode": "max", "patience": 1, "threshold": 0.2},
    {"threshold_mode": "abs", "threshold": 0.3, "patience": 2, "eps": 0.05},
    {"mode": "max", "threshold_mode": "abs", "threshold": 0.3, "patience": 1},
]
METRICS = [3, 2.9, 2.5, 2.6, 2.6, 2.4, 2.4, 2.4, 2.4, 2.4, 3.5, 3.6, 3.7, 3.7, 3.7, 1, 1, 1, 1, 1]


def optimizer_of(T, kind="SGD"):
    a, b = (T.zeros(1).requires_grad_() for _ in range(2))
    more = {"momentum": 0.9} if kind == "SGD" else {}
    return getattr(T.optim, kind)([{"params": [a]}, {"params": [b], "lr": 0.4}], lr=0.2, **more)


def snapshot(optimizer):
    """Rate and momentum of each group."""
    return [
        [
            round(float(value), 10)
            for value in (group["lr"], group.get("momentum", group.get("betas", [0])[0]))
        ]
        for group in optimizer.param_groups
    ]


def run(T, row, kind="SGD"):
    """What the groups are at each epoch, and what the schedule saves at the end."""
    optimizer = optimizer_of(T, kind)
    schedule = row(T, T.optim.lr_scheduler, optimizer)
    found = [snapshot(optimizer)]
    for _ in range(EPOCHS):
        optimizer.step()
        schedule.step()
        found.append(snapshot(optimizer))
    return found, schedule


def run_plateau(T, settings):
    optimizer = optimizer_of(T)
    schedule = T.optim.lr_scheduler.ReduceLROnPlateau(optimizer, **settings)
    found = []
    for metric in METRICS:
        schedule.step(metric)
        found.append(snapshot(optimizer))
    return found, schedule


def rates_at(T, row):
    """The rates of epochs out of order, which some schedules compute anew."""
    optimizer = optimizer_of(T)
    schedule = row(T, T.optim.lr_scheduler, optimizer)
    found = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for epoch in (7, 2, 11):
            optimizer.step()
            schedule.step(epoch)
            found.append(snapshot(optimizer))
    return found


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    import torch

    warnings.simplefilter("ignore")
    figures = {}
    for row in ROWS:
        found, schedule = run(torch, row)
        figures[row.__name__] = {"epochs": found, "keys": sorted(schedule.state_dict())}
        if row.__name__.split()[0] in (
            "StepLR MultiStepLR ConstantLR LinearLR ExponentialLR PolynomialLR CosineAnnealingLR"
            " restarts"
        ):
            figures[row.__name__]["at"] = rates_at(torch, row)
    figures["adam"] = {"epochs": run(torch, ROWS[7], "Adam")[0]}
    for i, settings in enumerate(PLATEAUS):
        found, schedule = run_plateau(torch, settings)
        figures[f"plateau {i}"] = {"epochs": found, "keys": sorted(schedule.state_dict())}
    lines = [f"{json.dumps(name)}: {json.dumps(figures[name])}" for name in figures]
    FIGURES.write_text("{\n" + ",\n".join(lines) + "\n}\n")
