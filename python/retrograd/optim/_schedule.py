"""The base of the schedules of learning rates."""

from __future__ import annotations

import functools
import warnings
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from types import FunctionType
from typing import Any, cast
from weakref import ref

from .._core import Tensor
from .optimizer import Optimizer, _to_scalar

__all__ = ["EPOCH_DEPRECATION_WARNING", "LRScheduler"]


def __dir__() -> list[str]:
    return __all__


EPOCH_DEPRECATION_WARNING = (
    "step(epoch) of a schedule computes the rate of that epoch anew where it can; call step() once"
    " an epoch instead"
)


def _copied(value: Any) -> Any:
    return value.clone() if isinstance(value, Tensor) else value


def _format_param(name: str, optimizer: Optimizer, param: Any) -> list[Any]:
    """Return one value for each group, of one for all or of as many."""
    groups = len(optimizer.param_groups)
    if not isinstance(param, list | tuple):
        return [_copied(param) for _ in range(groups)]
    if len(param) != groups:
        raise ValueError(
            f"{name}: expected one value or {groups}, one a group of parameters; got {len(param)}"
        )
    return [_copied(value) for value in param]


def _param_groups_val_list(optimizer: Optimizer, key: str) -> list[Any]:
    return [_copied(group[key]) for group in optimizer.param_groups]


def _update_param_group_val(group: dict[str, Any], key: str, value: Any) -> None:
    """Set a value of a group; a tensor keeps its place and is filled."""
    if isinstance(group[key], Tensor):
        group[key].fill_(_to_scalar(value))
    else:
        group[key] = value


def _check_optimizer(optimizer: object) -> None:
    if not isinstance(optimizer, Optimizer):
        raise TypeError(f"a schedule is of an Optimizer, not of {type(optimizer).__name__}")


def _without(state: dict[str, Any], *keys: str) -> dict[str, Any]:
    return {key: value for key, value in state.items() if key not in keys}


def _kept(function: Any) -> dict[str, Any] | None:
    """Return what is saved of a callable: its attributes, of a function nothing."""
    return None if isinstance(function, FunctionType) else function.__dict__.copy()


@contextmanager
def _flag(holder: Any, name: str) -> Iterator[None]:
    setattr(holder, name, True)
    try:
        yield
    finally:
        setattr(holder, name, False)


def _enable_get_lr_call(o: Any) -> AbstractContextManager[None]:
    """Let ``get_lr`` be called without a warning."""
    return _flag(o, "_get_lr_called_within_step")


def _count_steps(optimizer: Any) -> None:
    """Have the optimizer note that it has stepped, for the warning about the order of calls."""
    if hasattr(optimizer.step, "_wrapped_by_lr_sched"):
        return
    itself, step = ref(optimizer), optimizer.step.__func__

    @functools.wraps(step)
    def noting(*args: Any, **kwargs: Any) -> Any:
        found: Any = itself()
        found._opt_called = True
        return step(found, *args, **kwargs)

    cast(Any, noting)._wrapped_by_lr_sched = True
    optimizer.step = noting


class LRScheduler:
    """What all schedules share; a class of your own has a ``get_lr``.

    ``step()``, once an epoch and after the step of the optimizer, sets the ``lr`` of its groups to
    what ``get_lr()`` gives. ``base_lrs`` are the rates at first, which the groups keep as
    ``initial_lr``. A ``last_epoch`` other than -1 goes on from there.

    Raises TypeError for what is no optimizer, KeyError where it goes on and a group has no
    ``initial_lr``.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.1)
    >>> class Halved(rg.optim.lr_scheduler.LRScheduler):
    ...     def get_lr(self):
    ...         return [lr / 2 ** self.last_epoch for lr in self.base_lrs]
    >>> schedule = Halved(optimizer)
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.05]
    """

    _get_lr_called_within_step: bool = False
    _is_initial: bool = False
    optimizer: Optimizer
    base_lrs: list[Any]
    last_epoch: int
    _last_lr: list[Any]
    _step_count: int

    def __init__(self, optimizer: Optimizer, last_epoch: int = -1) -> None:
        _check_optimizer(optimizer)
        self.optimizer = optimizer
        for i, group in enumerate(optimizer.param_groups):
            if last_epoch == -1:
                group.setdefault("initial_lr", _copied(group["lr"]))
            elif "initial_lr" not in group:
                raise KeyError(
                    f"initial_lr: group {i} has none, so a schedule cannot go on from epoch"
                    f" {last_epoch}; load the state of the optimizer first, or begin at -1"
                )
        self.base_lrs = _param_groups_val_list(optimizer, "initial_lr")
        self.last_epoch = last_epoch
        _count_steps(optimizer)
        self._initial_step()

    def _initial_step(self) -> None:
        self._step_count = 0
        with _flag(self, "_is_initial"):
            self.step()

    def state_dict(self) -> dict[str, Any]:
        """Return all but the optimizer as a dict."""
        return _without(self.__dict__, "optimizer")

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what ``state_dict()`` gave."""
        self.__dict__.update(state_dict)

    def get_last_lr(self) -> list[Any]:
        """Return the rates that the last step set."""
        return self._last_lr

    def get_lr(self) -> list[Any]:
        """Return the rates of the epoch ``last_epoch``, for ``step`` to set."""
        raise NotImplementedError(f"{type(self).__name__}: a schedule has a get_lr of its own")

    def step(self, epoch: int | None = None) -> None:
        """Set the rates of the next epoch."""
        if self._step_count == 1:
            if not hasattr(self.optimizer.step, "_wrapped_by_lr_sched"):
                warnings.warn(
                    "step of the optimizer was replaced after the schedule was made, so whether it"
                    " comes before step of the schedule, as it should, is not known",
                    stacklevel=2,
                )
            elif not getattr(self.optimizer, "_opt_called", False):
                warnings.warn(
                    "step of the schedule was called before step of the optimizer, which skips the"
                    " first rate; call optimizer.step() first",
                    stacklevel=2,
                )
        self._step_count += 1
        if epoch is not None:
            warnings.warn(EPOCH_DEPRECATION_WARNING, stacklevel=2)
        self._update_lr(epoch)

    def _update_lr(self, epoch: int | None = None) -> None:
        with _enable_get_lr_call(self):
            self.last_epoch = self.last_epoch + 1 if epoch is None else epoch
            anew = None if epoch is None else getattr(self, "_get_closed_form_lr", None)
            self._set_rates(self.get_lr() if anew is None else anew())

    def _set_rates(self, rates: list[Any]) -> None:
        for group, rate in zip(self.optimizer.param_groups, rates, strict=True):
            _update_param_group_val(group, "lr", rate)
        self._last_lr = self._rates()

    def _rates(self) -> list[Any]:
        return _param_groups_val_list(self.optimizer, "lr")

    def _warn_outside_step(self) -> None:
        if not self._get_lr_called_within_step:
            warnings.warn(
                "get_lr is for step to call; get_last_lr() returns the rates that are set",
                stacklevel=3,
            )


class _FactorLR(LRScheduler):
    """One whose rates are multiplied by a factor each epoch."""

    def get_lr(self) -> list[Any]:
        """Return the rates of the epoch ``last_epoch``, from those before it."""
        self._warn_outside_step()
        factor = self._factor()
        if factor is None:
            return self._rates()
        return [group["lr"] * factor for group in self.optimizer.param_groups]

    def _get_closed_form_lr(self) -> list[Any]:
        factor = self._whole_factor()
        return [lr * factor for lr in self.base_lrs]

    def _factor(self) -> float | None:
        """From the epoch before to this one; None for 1."""
        raise NotImplementedError

    def _whole_factor(self) -> float:
        """From the beginning."""
        raise NotImplementedError
