"""Schedules of schedules, and one by how training goes."""

from __future__ import annotations

import warnings
from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, Literal, SupportsFloat

from ._schedule import (
    EPOCH_DEPRECATION_WARNING,
    LRScheduler,
    _check_optimizer,
    _update_param_group_val,
    _without,
)
from .optimizer import Optimizer

__all__ = ["ChainedScheduler", "ReduceLROnPlateau", "SequentialLR"]


def __dir__() -> list[str]:
    return __all__


class _SchedulersLR(LRScheduler):
    """One that is made of others."""

    _schedulers: Sequence[Any]

    def _check(self, schedulers: Sequence[Any], optimizer: Optimizer | None) -> Optimizer:
        name = type(self).__name__
        if len(schedulers) < 1:
            raise ValueError(f"{name}: expected at least one schedule, got none")
        for i, scheduler in enumerate(schedulers):
            if not hasattr(scheduler, "optimizer"):
                raise TypeError(f"{name}: schedule {i} has no optimizer, so it is none")
            if isinstance(scheduler, ReduceLROnPlateau):
                raise ValueError(f"{name}: schedule {i} wants a metric each step; step it itself")
            optimizer = optimizer or scheduler.optimizer
            if scheduler.optimizer != optimizer:
                raise ValueError(f"{name}: schedule {i} is of another optimizer than the others")
        assert optimizer is not None
        return optimizer

    def state_dict(self) -> dict[str, Any]:
        """Return all but the optimizer as a dict, with those of the schedules."""
        state = _without(self.__dict__, "optimizer", "_schedulers")
        state["_schedulers"] = [scheduler.state_dict() for scheduler in self._schedulers]
        return state

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what ``state_dict()`` gave."""
        self.__dict__.update(_without(state_dict, "_schedulers"))
        for scheduler, state in zip(self._schedulers, state_dict["_schedulers"], strict=True):
            scheduler.load_state_dict(state)


class ChainedScheduler(_SchedulersLR):
    """Several schedules that all step, one after the other.

    Raises ValueError for none, for some of another optimizer and for a ReduceLROnPlateau.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> halved = rg.optim.lr_scheduler.ConstantLR(optimizer, factor=0.5)
    >>> falling = rg.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    >>> schedule = rg.optim.lr_scheduler.ChainedScheduler([halved, falling])
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.125]
    """

    optimizer: Optimizer
    _last_lr: list[Any]

    def __init__(
        self, schedulers: Sequence[LRScheduler], optimizer: Optimizer | None = None
    ) -> None:
        self.optimizer = self._check(schedulers, optimizer)
        self._schedulers = schedulers
        self._last_lr = self._rates()

    def step(self) -> None:  # type: ignore[override]
        """Step all schedules."""
        for scheduler in self._schedulers:
            scheduler.step()
        self._last_lr = self._rates()


class SequentialLR(_SchedulersLR):
    """Several schedules, each from its milestone on, the first one from the beginning.

    Raises ValueError unless there is one milestone less than schedules, for none of them, for some
    of another optimizer and for a ReduceLROnPlateau.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> warm = rg.optim.lr_scheduler.ConstantLR(optimizer, factor=0.5, total_iters=20)
    >>> falling = rg.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.9)
    >>> schedule = rg.optim.lr_scheduler.SequentialLR(optimizer, [warm, falling], [20])
    >>> schedule.get_last_lr()
    [0.25]
    """

    optimizer: Optimizer
    last_epoch: int
    _last_lr: list[Any]

    def __init__(
        self,
        optimizer: Optimizer,
        schedulers: list[LRScheduler],
        milestones: list[int],
        last_epoch: int = -1,
    ) -> None:
        self._check(schedulers, optimizer)
        if len(milestones) != len(schedulers) - 1:
            raise ValueError(
                f"SequentialLR: {len(schedulers)} schedules want {len(schedulers) - 1}"
                f" milestones, got {len(milestones)}"
            )
        self._schedulers = schedulers
        self._milestones = milestones
        self.last_epoch = last_epoch + 1
        self.optimizer = optimizer
        # The schedules have all made their first step; only that of the first one counts.
        for group in optimizer.param_groups:
            _update_param_group_val(group, "lr", group["initial_lr"])
        self.recursive_undo()
        first = schedulers[bisect_right(milestones, 0)]
        first._initial_step()
        self._last_lr = first.get_last_lr()

    def recursive_undo(self, sched: LRScheduler | None = None) -> None:
        """Count the schedules, and those that they are made of, one epoch back."""
        of = self if sched is None else sched
        if isinstance(of, _SchedulersLR):
            for scheduler in of._schedulers:
                self.recursive_undo(scheduler)
        elif hasattr(of, "last_epoch"):
            of.last_epoch -= 1

    def step(self) -> None:  # type: ignore[override]
        """Step the schedule whose turn it is; at its milestone it begins."""
        self.last_epoch += 1
        turn = bisect_right(self._milestones, self.last_epoch)
        scheduler = self._schedulers[turn]
        if turn > 0 and self._milestones[turn - 1] == self.last_epoch:
            scheduler._update_lr(0)
        else:
            scheduler.step()
        self._last_lr = scheduler.get_last_lr()


class ReduceLROnPlateau(LRScheduler):
    """The rate times ``factor`` where a metric has not become better for ``patience`` steps.

    Better is below ``best (1 - threshold)``, or above ``best (1 + threshold)`` for the mode "max";
    for the threshold_mode "abs" below ``best - threshold``, or above ``best + threshold``. After a
    fall ``cooldown`` steps do not count. No rate falls below ``min_lr``, or by less than ``eps``.

    Raises ValueError for a factor from 1 on and for unknown modes, TypeError for what is no
    optimizer.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.ReduceLROnPlateau(optimizer, factor=0.5, patience=1)
    >>> for loss in (2.0, 2.0, 2.0):
    ...     schedule.step(loss)
    >>> schedule.get_last_lr()
    [0.25]
    """

    optimizer: Optimizer
    last_epoch: int
    factor: float
    patience: int
    threshold: float
    mode: str
    threshold_mode: str
    mode_worse: float
    best: float
    cooldown: int
    cooldown_counter: int
    num_bad_epochs: int
    eps: float
    default_min_lr: float | None
    min_lrs: list[float]
    _last_lr: list[Any]

    def __init__(
        self,
        optimizer: Optimizer,
        mode: Literal["min", "max"] = "min",
        factor: float = 0.1,
        patience: int = 10,
        threshold: float = 1e-4,
        threshold_mode: Literal["rel", "abs"] = "rel",
        cooldown: int = 0,
        min_lr: list[float] | float = 0,
        eps: float = 1e-8,
    ) -> None:
        if factor >= 1.0:
            raise ValueError(f"factor: expected a number below 1, got {factor}")
        _check_optimizer(optimizer)
        self.factor = factor
        self.optimizer = optimizer
        groups = len(optimizer.param_groups)
        if isinstance(min_lr, list | tuple):
            if len(min_lr) != groups:
                raise ValueError(f"min_lr: expected one value or {groups}, got {len(min_lr)}")
            self.default_min_lr = None
            self.min_lrs = list(min_lr)
        else:
            self.default_min_lr = min_lr
            self.min_lrs = [min_lr] * groups
        self.patience = patience
        self.cooldown = cooldown
        self.eps = eps
        self.last_epoch = 0
        self._last_lr = self._rates()
        self._init_is_better(mode, threshold, threshold_mode)
        self._reset()

    def _reset(self) -> None:
        """Forget what the metric was."""
        self.best = self.mode_worse
        self.cooldown_counter = 0
        self.num_bad_epochs = 0

    def step(self, metrics: SupportsFloat, epoch: int | None = None) -> None:  # type: ignore[override]
        """Take a metric in, and set the rates."""
        now = float(metrics)
        if epoch is not None:
            warnings.warn(EPOCH_DEPRECATION_WARNING, stacklevel=2)
        self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
        if self._is_better(now, self.best):
            self.best = now
            self.num_bad_epochs = 0
        else:
            self.num_bad_epochs += 1
        if self.in_cooldown:
            self.cooldown_counter -= 1
            self.num_bad_epochs = 0
        if self.num_bad_epochs > self.patience:
            self._reduce_lr(self.last_epoch)
            self.cooldown_counter = self.cooldown
            self.num_bad_epochs = 0
        self._last_lr = self._rates()

    def _reduce_lr(self, epoch: int) -> None:
        groups = self.optimizer.param_groups
        if len(groups) != len(self.min_lrs):
            if self.default_min_lr is None:
                raise RuntimeError(
                    f"ReduceLROnPlateau: there are {len(groups)} groups of parameters by now and"
                    f" {len(self.min_lrs)} min_lrs; set min_lrs to one for each"
                )
            self.min_lrs = [self.default_min_lr] * len(groups)
        for group, least in zip(groups, self.min_lrs, strict=True):
            old = float(group["lr"])
            new = max(old * self.factor, least)
            if old - new > self.eps:
                _update_param_group_val(group, "lr", new)

    @property
    def in_cooldown(self) -> bool:
        """Whether steps do not count, since the rates have just fallen."""
        return self.cooldown_counter > 0

    def _is_better(self, a: float, best: float) -> bool:
        if self.mode == "min":
            relative = self.threshold_mode == "rel"
            return a < (best * (1.0 - self.threshold) if relative else best - self.threshold)
        relative = self.threshold_mode == "rel"
        return a > (best * (1.0 + self.threshold) if relative else best + self.threshold)

    def _init_is_better(self, mode: Any, threshold: float, threshold_mode: Any) -> None:
        if mode not in ("min", "max"):
            raise ValueError(f"mode: expected 'min' or 'max', got {mode!r}")
        if threshold_mode not in ("rel", "abs"):
            raise ValueError(f"threshold_mode: expected 'rel' or 'abs', got {threshold_mode!r}")
        self.mode_worse = float("inf") if mode == "min" else -float("inf")
        self.mode = mode
        self.threshold = threshold
        self.threshold_mode = threshold_mode

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what ``state_dict()`` gave."""
        super().load_state_dict(state_dict)
        self._init_is_better(self.mode, self.threshold, self.threshold_mode)
