"""Warnings of layers point at the line that called the layer, and not into the package."""

from __future__ import annotations

import warnings

import pytest
import retrograd as rg
from retrograd import nn

CALLS = {
    "softmax": lambda: nn.Softmax()(rg.ones(2)),
    "mse_loss": lambda: nn.Sequential(nn.MSELoss())[0](rg.ones(2, 1), rg.ones(2)),
    "kl_div": lambda: nn.KLDivLoss()(rg.zeros(1, 2), rg.ones(1, 2)),
    "dropout2d": lambda: nn.Dropout2d()(rg.ones(2, 2)),
    "L1Loss": lambda: nn.L1Loss(reduce=True),
    "BCELoss": lambda: nn.BCELoss(None, True),
    "NLLLoss": lambda: nn.NLLLoss(size_average=False),
    "NLLLoss2d": lambda: nn.NLLLoss2d(),
    "Hardtanh": lambda: nn.Hardtanh(min_value=0.0),
    "kaiming_uniform_": lambda: nn.init.kaiming_uniform_(rg.empty(0, 1)),
    "trunc_normal_": lambda: nn.init.trunc_normal_(rg.empty(1), mean=5.0),
    "xavier_normal": lambda: nn.init.xavier_normal(rg.empty(2, 2)),
}


@pytest.mark.parametrize("name", CALLS)
def test_a_warning_points_at_the_line_of_the_user(name):
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        CALLS[name]()
    (warning,) = caught
    assert warning.filename == __file__
    assert warning.lineno == CALLS[name].__code__.co_firstlineno
