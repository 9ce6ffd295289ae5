"""One row per way to step, run here and under torch, whose figures are in optim_figures.json.

``python tests/optim_table.py --write`` under torch writes that file.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

FIGURES = Path(__file__).with_name("optim_figures.json")
STEPS = 20

ROWS = [
    ("SGD", {}),
    ("SGD", {"lr": 0.05, "weight_decay": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "dampening": 0.3, "weight_decay": 0.1}),
    ("SGD", {"lr": 0.05, "momentum": 0.9, "nesterov": True, "weight_decay": 0.1}),
    ("SGD", {"lr": 0.002, "momentum": 0.5, "maximize": True}),
    ("Adam", {"lr": 0.05}),
    ("Adam", {"lr": 0.05, "betas": (0.3, 0.8), "eps": 1e-3, "weight_decay": 0.1}),
    ("Adam", {"lr": 0.05, "amsgrad": True, "weight_decay": 0.1}),
    ("Adam", {"lr": 0.05, "amsgrad": True, "maximize": True}),
    ("Adam", {"lr": 0.05, "weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("AdamW", {"lr": 0.05}),
    ("AdamW", {"lr": 0.0, "weight_decay": 0.3}),
    ("AdamW", {"lr": 0.05, "weight_decay": 0.3, "amsgrad": True}),
    ("AdamW", {"lr": 0.05, "maximize": True, "fused": True}),
    ("Adamax", {"lr": 0.05}),
    ("Adamax", {"lr": 0.05, "weight_decay": 0.1, "betas": (0.5, 0.7), "maximize": True}),
    ("NAdam", {"lr": 0.05}),
    ("NAdam", {"lr": 0.05, "weight_decay": 0.1, "momentum_decay": 0.05}),
    ("NAdam", {"lr": 0.05, "weight_decay": 0.1, "decoupled_weight_decay": True}),
    ("NAdam", {"lr": 0.05, "maximize": True}),
    ("RAdam", {"lr": 0.05}),
    ("RAdam", {"lr": 0.05, "weight_decay": 0.1, "betas": (0.8, 0.9)}),
    ("RAdam", {"lr": 0.05, "weight_decay": 0.1, "decoupled_weight_decay": True, "maximize": True}),
    ("RMSprop", {}),
    ("RMSprop", {"alpha": 0.8, "eps": 1e-3, "weight_decay": 0.1}),
    ("RMSprop", {"centered": True}),
    ("RMSprop", {"momentum": 0.9}),
    ("RMSprop", {"momentum": 0.9, "centered": True, "weight_decay": 0.1, "maximize": True}),
    ("Adagrad", {"lr": 0.1}),
    ("Adagrad", {"lr": 0.1, "lr_decay": 0.1, "weight_decay": 0.1}),
    ("Adagrad", {"lr": 0.1, "initial_accumulator_value": 0.5, "maximize": True}),
    ("Adadelta", {}),
    ("Adadelta", {"lr": 0.5, "rho": 0.7, "eps": 1e-3, "weight_decay": 0.1, "maximize": True}),
    ("Rprop", {}),
    ("Rprop", {"lr": 0.3, "etas": (0.4, 1.5), "step_sizes": (1e-3, 0.2)}),
    ("Rprop", {"maximize": True}),
    ("ASGD", {}),
    ("ASGD", {"lr": 0.1, "lambd": 0.1, "alpha": 0.5, "t0": 5, "weight_decay": 0.1}),
    ("ASGD", {"t0": 3, "maximize": True}),
    ("Adafactor", {"lr": 0.1}),
    (
        "Adafactor",
        {"lr": 0.1, "eps": (1e-6, 1e-2), "d": 1.5, "weight_decay": 0.1, "maximize": True},
    ),
    ("LBFGS", {"lr": 0.1, "max_iter": 3, "history_size": 4}),
    ("LBFGS", {"max_iter": 4, "line_search_fn": "strong_wolfe"}),
    ("LBFGS", {"lr": 1.0, "max_iter": 2, "max_eval": 3}),
]


def name_of(row) -> str:
    kind, settings = row
    return " ".join([kind, *(f"{key}={value}" for key, value in settings.items())])


def parameters(T, dtype=None):
    """Two parameters, a vector and a matrix."""
    dtype = dtype or T.float64
    a = T.tensor([0.7, -1.2, 0.4], dtype=dtype).requires_grad_()
    b = T.tensor([[1.5, -0.3], [0.2, 0.9]], dtype=dtype).requires_grad_()
    return [a, b]


def loss_of(a, b):
    return ((1 - a) ** 2).sum() + ((b - 0.5) ** 4).sum() + a[:2] @ b @ a[1:] / 4


def run(T, row, params=None, steps=STEPS):
    """Take steps by the gradients of the loss; return the optimizer."""
    kind, settings = row
    params = params or parameters(T)
    optimizer = getattr(T.optim, kind)(params, **settings)

    def closure():
        optimizer.zero_grad()
        loss = loss_of(*params)
        loss.backward()
        return loss

    for _ in range(steps):
        optimizer.step(closure)
    return optimizer


def figures(optimizer) -> dict:
    """What a run leaves: parameters, state and settings, as numbers."""

    def plain(value):
        if hasattr(value, "tolist"):
            return value.tolist()
        return [plain(v) for v in value] if isinstance(value, list | tuple) else value

    saved = optimizer.state_dict()
    first = saved["state"].get(0, {})
    kept = {k: v for k, v in first.items() if k not in ("old_dirs", "old_stps", "al")}
    return {
        "params": [p.tolist() for p in optimizer.param_groups[0]["params"]],
        "state": {key: plain(value) for key, value in kept.items()},
        "keys": [*first],
        "group": {key: plain(value) for key, value in saved["param_groups"][0].items()},
        "repr": repr(optimizer),
    }


if __name__ == "__main__" and sys.argv[1:] == ["--write"]:
    import torch

    found = {name_of(row): figures(run(torch, row)) for row in ROWS}
    lines = [f"{json.dumps(name)}: {json.dumps(found[name])}" for name in found]
    FIGURES.write_text("{\n" + ",\n".join(lines) + "\n}\n")
