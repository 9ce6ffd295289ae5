"""Schedules of learning rates, under torch's names."""

from __future__ import annotations

from ._combined import ChainedScheduler, ReduceLROnPlateau, SequentialLR
from ._cycles import CosineAnnealingWarmRestarts, CyclicLR, OneCycleLR
from ._decays import (
    ConstantLR,
    CosineAnnealingLR,
    ExponentialLR,
    LambdaLR,
    LinearLR,
    MultiplicativeLR,
    MultiStepLR,
    PolynomialLR,
    StepLR,
)
from ._schedule import EPOCH_DEPRECATION_WARNING, LRScheduler

# What schedules of users take from torch's file, too.
from ._schedule import _enable_get_lr_call as _enable_get_lr_call
from ._schedule import _format_param as _format_param
from ._schedule import _param_groups_val_list as _param_groups_val_list
from ._schedule import _update_param_group_val as _update_param_group_val

__all__ = [
    "EPOCH_DEPRECATION_WARNING",
    "ChainedScheduler",
    "ConstantLR",
    "CosineAnnealingLR",
    "CosineAnnealingWarmRestarts",
    "CyclicLR",
    "ExponentialLR",
    "LRScheduler",
    "LambdaLR",
    "LinearLR",
    "MultiStepLR",
    "MultiplicativeLR",
    "OneCycleLR",
    "PolynomialLR",
    "ReduceLROnPlateau",
    "SequentialLR",
    "StepLR",
]


def __dir__() -> list[str]:
    return __all__


class _LRScheduler(LRScheduler):
    """The old name of LRScheduler, from which schedules of users derive still."""


# Where they are imported from is where they are pickled from, as in torch.
_kind: object = None
for _kind in list(globals().values()):
    if isinstance(_kind, type) and issubclass(_kind, LRScheduler):
        _kind.__module__ = __name__
del _kind
