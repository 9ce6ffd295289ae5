"""Schedules that lead from one rate to another: by steps, lines, powers and a cosine."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias, cast

from ._schedule import LRScheduler, _FactorLR, _kept, _without
from .optimizer import Optimizer

__all__ = [
    "ConstantLR",
    "CosineAnnealingLR",
    "ExponentialLR",
    "LambdaLR",
    "LinearLR",
    "MultiStepLR",
    "MultiplicativeLR",
    "PolynomialLR",
    "StepLR",
]


def __dir__() -> list[str]:
    return __all__


_Lambda: TypeAlias = Callable[[int], float]


class _LambdasLR(LRScheduler):
    """One by functions of the epoch, one for all groups or one each."""

    lr_lambdas: list[Any]

    def __init__(
        self, optimizer: Optimizer, lr_lambda: _Lambda | list[_Lambda], last_epoch: int = -1
    ) -> None:
        self.optimizer = optimizer
        groups = len(optimizer.param_groups)
        many = isinstance(lr_lambda, list | tuple)
        self.lr_lambdas = list(cast(Any, lr_lambda)) if many else [lr_lambda] * groups
        if len(self.lr_lambdas) != groups:
            raise ValueError(
                f"lr_lambda: expected one function or {groups}, one a group of parameters;"
                f" got {len(self.lr_lambdas)}"
            )
        for function in self.lr_lambdas:
            if not callable(function):
                raise TypeError(f"lr_lambda: expected a function, got {type(function).__name__}")
        super().__init__(optimizer, last_epoch)

    def state_dict(self) -> dict[str, Any]:
        """Return all but the optimizer and functions; of other callables their attributes."""
        state = _without(self.__dict__, "optimizer", "lr_lambdas")
        state["lr_lambdas"] = [_kept(function) for function in self.lr_lambdas]
        return state

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what ``state_dict()`` gave."""
        self.__dict__.update(_without(state_dict, "lr_lambdas"))
        for function, kept in zip(self.lr_lambdas, state_dict["lr_lambdas"], strict=True):
            if kept is not None:
                function.__dict__.update(kept)


class LambdaLR(_LambdasLR):
    """The rate at first times a function of the epoch.

        lr(t) = base_lr f(t)

    Raises ValueError unless there is one function, or one a group; TypeError for what is none.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> rg.optim.lr_scheduler.LambdaLR(optimizer, lambda t: 1 / (t + 2)).get_last_lr()
    [0.25]
    """

    def get_lr(self) -> list[Any]:
        """Return the rates of the epoch ``last_epoch``."""
        self._warn_outside_step()
        rates = zip(self.lr_lambdas, self.base_lrs, strict=True)
        return [lr * function(self.last_epoch) for function, lr in rates]


class MultiplicativeLR(_LambdasLR):
    """The rate before times a function of the epoch.

        lr(t) = lr(t - 1) f(t)

    Raises ValueError unless there is one function, or one a group; TypeError for what is none.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.MultiplicativeLR(optimizer, lambda t: 0.5)
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.25]
    """

    def get_lr(self) -> list[Any]:
        """Return the rates of the epoch ``last_epoch``, from those before it."""
        self._warn_outside_step()
        if self._is_initial:
            return self._rates()
        groups = zip(self.lr_lambdas, self.optimizer.param_groups, strict=True)
        return [group["lr"] * function(self.last_epoch) for function, group in groups]


class StepLR(_FactorLR):
    """The rate times ``gamma`` every ``step_size`` epochs.

        lr(t) = base_lr gamma^floor(t / step_size)

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.StepLR(optimizer, step_size=30)
    """

    step_size: int
    gamma: float

    def __init__(
        self, optimizer: Optimizer, step_size: int, gamma: float = 0.1, last_epoch: int = -1
    ) -> None:
        self.step_size = step_size
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def _factor(self) -> float | None:
        stays = self.last_epoch == 0 or self.last_epoch % self.step_size != 0
        return None if stays else self.gamma

    def _whole_factor(self) -> float:
        return float(self.gamma ** (self.last_epoch // self.step_size))


class MultiStepLR(_FactorLR):
    """The rate times ``gamma`` at each of the milestones.

        lr(t) = base_lr gamma^n,   n milestones being at most t

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.MultiStepLR(optimizer, milestones=[30, 80])
    """

    milestones: Counter[int]
    gamma: float

    def __init__(
        self,
        optimizer: Optimizer,
        milestones: Iterable[int],
        gamma: float = 0.1,
        last_epoch: int = -1,
    ) -> None:
        self.milestones = Counter(milestones)
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def _factor(self) -> float | None:
        times = self.milestones.get(self.last_epoch)
        return None if times is None else float(self.gamma**times)

    def _whole_factor(self) -> float:
        passed = bisect_right(sorted(self.milestones.elements()), self.last_epoch)
        return float(self.gamma**passed)


class ConstantLR(_FactorLR):
    """The rate times ``factor`` for the first ``total_iters`` epochs.

        lr(t) = base_lr factor   for t < total_iters, then base_lr

    Raises ValueError unless the factor is from 0 to 1.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> rg.optim.lr_scheduler.ConstantLR(optimizer, factor=0.5).get_last_lr()
    [0.25]
    """

    factor: float
    total_iters: int

    def __init__(
        self,
        optimizer: Optimizer,
        factor: float = 1.0 / 3,
        total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:
        if not 0 <= factor <= 1.0:
            raise ValueError(f"factor: expected a number from 0 to 1, got {factor}")
        self.factor = factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def _factor(self) -> float | None:
        if self.last_epoch == 0:
            return self.factor
        return 1.0 / self.factor if self.last_epoch == self.total_iters else None

    def _whole_factor(self) -> float:
        return 1.0 if self.last_epoch >= self.total_iters else self.factor


class LinearLR(_FactorLR):
    """The rate times a factor that goes from ``start_factor`` to ``end_factor`` along a line.

        lr(t) = base_lr (start + (end - start) min(t, total_iters) / total_iters)

    Raises ValueError unless 0 < start_factor <= 1 and 0 <= end_factor <= 1.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> rg.optim.lr_scheduler.LinearLR(optimizer, start_factor=0.5).get_last_lr()
    [0.25]
    """

    start_factor: float
    end_factor: float
    total_iters: int

    def __init__(
        self,
        optimizer: Optimizer,
        start_factor: float = 1.0 / 3,
        end_factor: float = 1.0,
        total_iters: int = 5,
        last_epoch: int = -1,
    ) -> None:
        if not 0 < start_factor <= 1.0:
            raise ValueError(
                f"start_factor: expected a number above 0, up to 1, got {start_factor}"
            )
        if not 0 <= end_factor <= 1.0:
            raise ValueError(f"end_factor: expected a number from 0 to 1, got {end_factor}")
        self.start_factor = start_factor
        self.end_factor = end_factor
        self.total_iters = total_iters
        super().__init__(optimizer, last_epoch)

    def _factor(self) -> float | None:
        if self.last_epoch == 0:
            return self.start_factor
        if self._is_initial or self.last_epoch > self.total_iters:
            return None
        rise = self.end_factor - self.start_factor
        return 1.0 + rise / (self.total_iters * self.start_factor + (self.last_epoch - 1) * rise)

    def _whole_factor(self) -> float:
        part = min(self.total_iters, self.last_epoch) / self.total_iters
        return self.start_factor + (self.end_factor - self.start_factor) * part


class ExponentialLR(_FactorLR):
    """The rate times ``gamma`` every epoch.

        lr(t) = base_lr gamma^t

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.5)
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.25]
    """

    gamma: float

    def __init__(self, optimizer: Optimizer, gamma: float, last_epoch: int = -1) -> None:
        self.gamma = gamma
        super().__init__(optimizer, last_epoch)

    def _factor(self) -> float | None:
        return None if self._is_initial else self.gamma

    def _whole_factor(self) -> float:
        return float(self.gamma**self.last_epoch)


class PolynomialLR(_FactorLR):
    """The rate falling to 0 as a power.

        lr(t) = base_lr (1 - min(t, total_iters) / total_iters)^power

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.PolynomialLR(optimizer, total_iters=2)
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.25]
    """

    total_iters: int
    power: float

    def __init__(
        self, optimizer: Optimizer, total_iters: int = 5, power: float = 1.0, last_epoch: int = -1
    ) -> None:
        self.total_iters = total_iters
        self.power = power
        super().__init__(optimizer, last_epoch)

    def _factor(self) -> float | None:
        if self._is_initial or self.last_epoch > self.total_iters:
            return None
        rest, before = (1.0 - t / self.total_iters for t in (self.last_epoch, self.last_epoch - 1))
        return float((rest / before) ** self.power)

    def _whole_factor(self) -> float:
        rest = 1.0 - min(self.total_iters, self.last_epoch) / self.total_iters
        return float(rest**self.power)


class CosineAnnealingLR(LRScheduler):
    """The rate falling along half a cosine in ``T_max`` epochs, and back (Loshchilov et al. 2017).

        lr(t) = eta_min + (base_lr - eta_min) (1 + cos(pi t / T_max)) / 2

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.lr_scheduler.CosineAnnealingLR(optimizer, T_max=2)
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.25]
    """

    T_max: int
    eta_min: float

    def __init__(
        self, optimizer: Optimizer, T_max: int, eta_min: float = 0.0, last_epoch: int = -1
    ) -> None:
        self.T_max = T_max
        self.eta_min = eta_min
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[Any]:
        """Return the rates of the epoch ``last_epoch``, from those before it."""
        self._warn_outside_step()
        if self._is_initial:
            return self._rates()
        if self._step_count == 1 and self.last_epoch > 0:
            return self._get_closed_form_lr()
        low, groups = self.eta_min, self.optimizer.param_groups
        if (self.last_epoch - 1 - self.T_max) % (2 * self.T_max) == 0:
            # The rate before was the lowest, of which no multiple is another one.
            rise = (1 - math.cos(math.pi / self.T_max)) / 2
            rates = zip(groups, self.base_lrs, strict=True)
            return [group["lr"] + (lr - low) * rise for group, lr in rates]
        factor = self._height(self.last_epoch) / self._height(self.last_epoch - 1)
        return [factor * (group["lr"] - low) + low for group in groups]

    def _height(self, epoch: int) -> float:
        return 1 + math.cos(math.pi * epoch / self.T_max)

    def _get_closed_form_lr(self) -> list[Any]:
        height = self._height(self.last_epoch) / 2
        return [self.eta_min + (lr - self.eta_min) * height for lr in self.base_lrs]
