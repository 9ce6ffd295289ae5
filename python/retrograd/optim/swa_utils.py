"""Averages of the weights of a model while it trains, and the rate for them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from itertools import chain
from typing import Any, Literal, TypeAlias

from .. import _core
from .._core import Tensor
from ..autograd.grad_mode import no_grad
from ..nn.batchnorm import _BatchNorm
from ..nn.module import Module
from ._schedule import LRScheduler, _format_param, _without
from .optimizer import Optimizer

__all__ = [
    "SWALR",
    "AveragedModel",
    "get_ema_avg_fn",
    "get_ema_multi_avg_fn",
    "get_swa_avg_fn",
    "get_swa_multi_avg_fn",
    "update_bn",
]


def __dir__() -> list[str]:
    return __all__


PARAM_LIST: TypeAlias = tuple[Tensor, ...] | list[Tensor]
_Average: TypeAlias = Callable[[Tensor, Tensor, Any], Tensor]
_Averages: TypeAlias = Callable[[PARAM_LIST, PARAM_LIST, Any], None]


def _check_decay(decay: float) -> None:
    if not 0.0 <= decay <= 1.0:
        raise ValueError(f"decay: expected a number from 0 to 1, got {decay}")


def _in_place(average: _Average) -> _Averages:
    """Return the function that takes an average of each of many, and writes it to the first."""

    @no_grad()
    def update(averaged: PARAM_LIST, current: PARAM_LIST, count: Any) -> None:
        for mean, new in zip(averaged, current, strict=True):
            mean.copy_(average(mean, new, count))

    return update


def get_ema_avg_fn(decay: float = 0.999) -> _Average:
    """Return the function for an average that forgets: ``decay old + (1 - decay) new``.

    Raises ValueError unless the decay is from 0 to 1.

    >>> import retrograd as rg
    >>> rg.optim.swa_utils.get_ema_avg_fn(0.75)(rg.zeros(1), rg.ones(1), 1)
    tensor([0.2500])
    """
    _check_decay(decay)

    @no_grad()
    def ema_update(ema_param: Tensor, current_param: Tensor, num_averaged: Any) -> Tensor:
        return decay * ema_param + (1 - decay) * current_param

    return ema_update


def get_ema_multi_avg_fn(decay: float = 0.999) -> _Averages:
    """Return the same for lists of tensors, of which it writes to the first."""
    return _in_place(get_ema_avg_fn(decay))


def get_swa_avg_fn() -> _Average:
    """Return the function for the mean of all: ``old + (new - old) / (count + 1)``.

    >>> import retrograd as rg
    >>> rg.optim.swa_utils.get_swa_avg_fn()(rg.zeros(1), rg.ones(1), 3)
    tensor([0.2500])
    """

    @no_grad()
    def swa_update(averaged_param: Tensor, current_param: Tensor, num_averaged: Any) -> Tensor:
        mean: Tensor = averaged_param + (current_param - averaged_param) / (num_averaged + 1)
        return mean

    return swa_update


def get_swa_multi_avg_fn() -> _Averages:
    """Return the same for lists of tensors, of which it writes to the first."""
    return _in_place(get_swa_avg_fn())


class AveragedModel(Module):
    """A copy of a model whose parameters are averages of those of the model.

    ``update_parameters(model)`` takes the model's in: by ``avg_fn(average, new, count)``, by
    ``multi_avg_fn`` of lists, which writes to the first, or, without either, as a mean of all
    (Izmailov et al. 2018). Buffers are averaged with ``use_buffers``, else copied.

    Raises AssertionError for both functions at once.

    >>> import retrograd as rg
    >>> model = rg.nn.Linear(1, 1, bias=False)
    >>> averaged = rg.optim.swa_utils.AveragedModel(model)
    >>> for value in (1.0, 3.0):
    ...     model.weight = rg.nn.Parameter(rg.full((1, 1), value))
    ...     averaged.update_parameters(model)
    >>> averaged(rg.ones(1)).item()
    2.0
    """

    n_averaged: Tensor
    module: Module
    avg_fn: _Average | None
    multi_avg_fn: _Averages | None
    use_buffers: bool

    def __init__(
        self,
        model: Module,
        device: Any = None,
        avg_fn: _Average | None = None,
        multi_avg_fn: _Averages | None = None,
        use_buffers: bool = False,
    ) -> None:
        super().__init__()
        if avg_fn is not None and multi_avg_fn is not None:
            raise AssertionError("AveragedModel: give avg_fn or multi_avg_fn, not both")
        self.module = deepcopy(model)
        if device is not None:
            self.module = self.module.to(device)
        self.register_buffer("n_averaged", _core.tensor(0))
        self.avg_fn = avg_fn
        self.multi_avg_fn = multi_avg_fn
        self.use_buffers = use_buffers

    def forward(self, *args: Any, **kwargs: Any) -> Any:
        """Return what the averaged model does."""
        return self.module(*args, **kwargs)

    @no_grad()
    def update_parameters(self, model: Module) -> None:
        """Take the parameters of the model in; the first ones are copied."""

        def averaged_of(of: Module) -> list[Tensor]:
            buffers = of.buffers() if self.use_buffers else ()
            return [x.detach() for x in chain(of.parameters(), buffers)]

        means, new = averaged_of(self.module), averaged_of(model)
        if self.n_averaged == 0:
            for mean, x in zip(means, new, strict=False):
                mean.copy_(x)
        elif self.avg_fn is not None:
            _in_place(self.avg_fn)(means, new, self.n_averaged)
        else:
            average = self.multi_avg_fn or get_swa_multi_avg_fn()
            # As in torch, a function of lists gets tensors of one type at a time.
            for dtype in dict.fromkeys(x.dtype for x in means):
                pairs = [(m, x) for m, x in zip(means, new, strict=True) if m.dtype == dtype]
                average([m for m, _ in pairs], [x for _, x in pairs], self.n_averaged)
        if not self.use_buffers:
            for mine, its in zip(self.module.buffers(), model.buffers(), strict=True):
                mine.detach().copy_(its.detach())
        self.n_averaged += 1


@no_grad()
def update_bn(loader: Iterable[Any], model: Module, device: Any = None) -> None:
    """Compute the running mean and variance of all batch norms anew, from the batches of a loader.

    Of a batch that is a list or a tuple the first element is what the model takes.

    >>> import retrograd as rg
    >>> model = rg.nn.BatchNorm1d(1)
    >>> rg.optim.swa_utils.update_bn([rg.tensor([[1.0], [3.0]])], model)
    >>> model.running_mean
    tensor([2.])
    """
    momenta = {m: m.momentum for m in model.modules() if isinstance(m, _BatchNorm)}
    if not momenta:
        return
    for module in momenta:
        module.reset_running_stats()
        module.momentum = None  # the mean of all batches
    was_training = model.training
    model.train()
    for batch in loader:
        inputs = batch[0] if isinstance(batch, Sequence) else batch
        model(inputs if device is None else inputs.to(device))
    for module, momentum in momenta.items():
        module.momentum = momentum
    model.train(was_training)


class SWALR(LRScheduler):
    """The rate going to ``swa_lr`` in ``anneal_epochs`` epochs, and staying there.

        lr(t) = swa_lr a + lr (1 - a),   a = (1 - cos(pi t / anneal_epochs)) / 2, or "linear"

    Raises ValueError for another strategy, and for epochs that are no number from 0 on.

    >>> import retrograd as rg
    >>> optimizer = rg.optim.SGD([rg.ones(1, requires_grad=True)], lr=0.5)
    >>> schedule = rg.optim.swa_utils.SWALR(optimizer, swa_lr=0.25, anneal_epochs=1)
    >>> optimizer.step()
    >>> schedule.step()
    >>> schedule.get_last_lr()
    [0.25]
    """

    anneal_epochs: int
    anneal_func: Callable[[float], float]
    _anneal_strategy: str

    def __init__(
        self,
        optimizer: Optimizer,
        swa_lr: float | list[float],
        anneal_epochs: int = 10,
        anneal_strategy: Literal["cos", "linear"] = "cos",
        last_epoch: int = -1,
    ) -> None:
        if anneal_strategy not in ("cos", "linear"):
            raise ValueError(f"anneal_strategy: expected 'cos' or 'linear', got {anneal_strategy}")
        if not isinstance(anneal_epochs, int) or anneal_epochs < 0:
            raise ValueError(f"anneal_epochs: expected an integer from 0 on, got {anneal_epochs}")
        rates = _format_param("swa_lr", optimizer, swa_lr)
        for rate, group in zip(rates, optimizer.param_groups, strict=True):
            group["swa_lr"] = rate
        self._set_anneal_func(anneal_strategy)
        self.anneal_epochs = anneal_epochs
        super().__init__(optimizer, last_epoch)

    @staticmethod
    def _linear_anneal(t: float) -> float:
        return t

    @staticmethod
    def _cosine_anneal(t: float) -> float:
        return (1 - math.cos(math.pi * t)) / 2

    @staticmethod
    def _get_initial_lr(lr: Any, swa_lr: Any, alpha: float) -> Any:
        """Return the rate that annealing began at, from the one that it has come to."""
        return swa_lr if alpha == 1 else (lr - alpha * swa_lr) / (1 - alpha)

    def _part(self, step: int) -> float:
        """How far annealing is at a step, from 0 to 1."""
        return self.anneal_func(max(0, min(1, step / max(1, self.anneal_epochs))))

    def get_lr(self) -> list[Any]:
        """Return the rates of the epoch ``last_epoch``, from those before it."""
        self._warn_outside_step()
        step = self._step_count - 1
        if self.anneal_epochs == 0:
            step = max(1, step)
        before, now = self._part(step - 1), self._part(step)
        rates = []
        for group in self.optimizer.param_groups:
            first = self._get_initial_lr(group["lr"], group["swa_lr"], before)
            rates.append(group["swa_lr"] * now + first * (1 - now))
        return rates

    def _set_anneal_func(self, anneal_strategy: str) -> None:
        self._anneal_strategy = anneal_strategy
        cosine = anneal_strategy == "cos"
        self.anneal_func = self._cosine_anneal if cosine else self._linear_anneal

    def state_dict(self) -> dict[str, Any]:
        """Return all but the optimizer and the function as a dict."""
        return _without(self.__dict__, "optimizer", "anneal_func")

    def load_state_dict(self, state_dict: dict[str, Any]) -> None:
        """Take over what ``state_dict()`` gave."""
        super().load_state_dict(state_dict)
        self._set_anneal_func(self._anneal_strategy)
