"""Steps of parameters whose gradients and state the caller keeps in lists."""

from __future__ import annotations

from typing import Any

from .. import _core
from .._core import Tensor

__all__ = ["adam", "adamw", "sgd"]


def __dir__() -> list[str]:
    return __all__


def _check_plain(name: str, grad_scale: Tensor | None, found_inf: Tensor | None) -> None:
    if grad_scale is not None or found_inf is not None:
        raise NotImplementedError(f"{name}: scale gradients before the step, as GradScaler does")


def sgd(
    params: list[Tensor],
    d_p_list: list[Tensor],
    momentum_buffer_list: list[Tensor | None],
    has_sparse_grad: bool = False,
    foreach: bool | None = None,
    fused: bool | None = None,
    grad_scale: Tensor | None = None,
    found_inf: Tensor | None = None,
    *,
    weight_decay: float,
    momentum: float,
    lr: float,
    dampening: float,
    nesterov: bool,
    maximize: bool,
) -> None:
    """Make the step of SGD; buffers that are None are made, and put into their list.

    >>> import retrograd as rg
    >>> x, buffers = rg.ones(1), [None]
    >>> settings = {"weight_decay": 0, "momentum": 0.9, "dampening": 0, "nesterov": False}
    >>> rg.optim.sgd.sgd([x], [rg.ones(1)], buffers, lr=0.1, maximize=False, **settings)
    >>> x, buffers
    (tensor([0.9000]), [tensor([1.])])
    """
    _check_plain("sgd", grad_scale, found_inf)
    group = {
        "lr": lr,
        "momentum": momentum,
        "dampening": dampening,
        "weight_decay": weight_decay,
        "nesterov": nesterov,
        "maximize": maximize,
    }
    kept: list[Any] = list(momentum_buffer_list) if momentum != 0 else [None] * len(params)
    states: list[dict[str, Any]] = [{"momentum_buffer": buffer} for buffer in kept]
    _core._optimizer_update("sgd", list(params), list(d_p_list), states, group)
    if momentum != 0:
        momentum_buffer_list[:] = [state["momentum_buffer"] for state in states]


def adam(
    params: list[Tensor],
    grads: list[Tensor],
    exp_avgs: list[Tensor],
    exp_avg_sqs: list[Tensor],
    max_exp_avg_sqs: list[Tensor],
    state_steps: list[Tensor],
    foreach: bool | None = None,
    capturable: bool = False,
    differentiable: bool = False,
    fused: bool | None = None,
    grad_scale: Tensor | None = None,
    found_inf: Tensor | None = None,
    has_complex: bool = False,
    decoupled_weight_decay: bool = False,
    *,
    amsgrad: bool,
    beta1: float | Tensor,
    beta2: float | Tensor,
    lr: float | Tensor,
    weight_decay: float,
    eps: float,
    maximize: bool,
) -> None:
    """Make the step of Adam. ``max_exp_avg_sqs`` counts with ``amsgrad`` alone.

    Raises NotImplementedError where it is to be differentiable, which the class Adam does.

    >>> import retrograd as rg
    >>> x, step = rg.ones(1), rg.tensor(0.0)
    >>> settings = {"beta1": 0.9, "beta2": 0.999, "weight_decay": 0, "eps": 1e-8}
    >>> state = [rg.zeros(1)], [rg.zeros(1)], [], [step]
    >>> rg.optim.adam.adam(
    ...     [x], [rg.ones(1)], *state, amsgrad=False, lr=0.1, maximize=False, **settings
    ... )
    >>> x, step
    (tensor([0.9000]), tensor(1.))
    """
    if differentiable:
        raise NotImplementedError("adam: differentiable steps are those of the class Adam")
    _check_plain("adam", grad_scale, found_inf)
    group = {
        "lr": lr,
        "betas": (beta1, beta2),
        "eps": eps,
        "weight_decay": weight_decay,
        "amsgrad": amsgrad,
        "decoupled_weight_decay": decoupled_weight_decay,
        "maximize": maximize,
    }
    columns = {"step": state_steps, "exp_avg": exp_avgs, "exp_avg_sq": exp_avg_sqs}
    if amsgrad:
        columns["max_exp_avg_sq"] = max_exp_avg_sqs
    rows = zip(*columns.values(), strict=True)
    states = [dict(zip(columns, row, strict=True)) for row in rows]
    _core._optimizer_update("adam", list(params), list(grads), states, group)


def adamw(
    params: list[Tensor],
    grads: list[Tensor],
    exp_avgs: list[Tensor],
    exp_avg_sqs: list[Tensor],
    max_exp_avg_sqs: list[Tensor],
    state_steps: list[Tensor],
    foreach: bool | None = None,
    capturable: bool = False,
    differentiable: bool = False,
    fused: bool | None = None,
    grad_scale: Tensor | None = None,
    found_inf: Tensor | None = None,
    has_complex: bool = False,
    *,
    amsgrad: bool,
    beta1: float | Tensor,
    beta2: float | Tensor,
    lr: float | Tensor,
    weight_decay: float,
    eps: float,
    maximize: bool,
) -> None:
    """Make the step of AdamW; as ``adam``, whose decay of the weights is part of the gradient."""
    adam(
        params,
        grads,
        exp_avgs,
        exp_avg_sqs,
        max_exp_avg_sqs,
        state_steps,
        differentiable=differentiable,
        grad_scale=grad_scale,
        found_inf=found_inf,
        decoupled_weight_decay=True,
        amsgrad=amsgrad,
        beta1=beta1,
        beta2=beta2,
        lr=lr,
        weight_decay=weight_decay,
        eps=eps,
        maximize=maximize,
    )
