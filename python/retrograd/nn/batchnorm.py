"""Layers that normalize each channel by statistics of the batch, and keep a running account."""

from __future__ import annotations

import warnings
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import functional as F
from .module import Module
from .normalization import _Affine

__all__ = [
    "BatchNorm1d",
    "BatchNorm2d",
    "BatchNorm3d",
    "InstanceNorm1d",
    "InstanceNorm2d",
    "InstanceNorm3d",
    "SyncBatchNorm",
]


def __dir__() -> list[str]:
    return __all__


class _NormBase(_Affine):
    """The parameters and running statistics of batch and instance normalization.

    Since version 2 of its saved form the number of batches is kept as well.
    """

    _version = 2
    __constants__: ClassVar[list[str]] = [
        "track_running_stats",
        "momentum",
        "eps",
        "num_features",
        "affine",
    ]
    num_features: int
    eps: float
    momentum: float | None
    affine: bool
    track_running_stats: bool
    weight: Tensor | None
    bias: Tensor | None
    running_mean: Tensor | None
    running_var: Tensor | None
    num_batches_tracked: Tensor | None
    _dims: ClassVar[tuple[int, ...]]  # how many an input may have

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__()
        self.num_features = num_features
        self.eps = eps
        self.momentum = momentum
        self.affine = affine
        self.track_running_stats = track_running_stats
        here: dict[str, Any] = {"device": device, "dtype": dtype}
        count: dict[str, Any] = {"device": device, "dtype": _core.int64}
        kept = track_running_stats
        self.register_buffer("running_mean", _core.zeros(num_features, **here) if kept else None)
        self.register_buffer("running_var", _core.ones(num_features, **here) if kept else None)
        self.register_buffer("num_batches_tracked", _core.tensor(0, **count) if kept else None)
        self._add(num_features, device, dtype, weight=affine, bias=affine and bias)

    def reset_running_stats(self) -> None:
        """Set the running mean to 0, the running variance to 1 and the count to 0."""
        if self.track_running_stats:
            self.running_mean.zero_()  # type: ignore[union-attr]
            self.running_var.fill_(1)  # type: ignore[union-attr]
            self.num_batches_tracked.zero_()  # type: ignore[union-attr]

    def reset_parameters(self) -> None:
        """Set the weight to 1, the bias to 0, and the running statistics to none."""
        self.reset_running_stats()
        super().reset_parameters()

    def _check_input_dim(self, input: Tensor) -> None:
        if input.dim() not in self._dims:
            wanted = " or ".join(map(str, self._dims))
            raise ValueError(
                f"{type(self).__name__}: expected an input of {wanted} dimensions, got shape"
                f" {tuple(input.shape)}"
            )

    def extra_repr(self) -> str:
        """Return the numbers of the layer."""
        return (
            f"{self.num_features}, eps={self.eps}, momentum={self.momentum}, affine={self.affine},"
            f" bias={self.bias is not None}, track_running_stats={self.track_running_stats}"
        )

    def _load_from_state_dict(
        self,
        state_dict: dict[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        if self.track_running_stats and (local_metadata.get("version") or 1) < 2:
            count = self.num_batches_tracked
            state_dict.setdefault(
                prefix + "num_batches_tracked",
                _core.tensor(0, dtype=_core.int64) if count is None else count,
            )
        super()._load_from_state_dict(
            state_dict,
            prefix,
            local_metadata,
            strict,
            missing_keys,
            unexpected_keys,
            error_msgs,
        )


class _BatchNorm(_NormBase):
    """The forward of BatchNorm1d, BatchNorm2d and BatchNorm3d."""

    def forward(self, input: Tensor) -> Tensor:
        """Normalize by the batch while training, by the running statistics otherwise.

        Without running statistics always by the batch. A ``momentum`` of None makes them plain
        averages of all batches.
        """
        self._check_input_dim(input)
        momentum = 0.0 if self.momentum is None else self.momentum
        mean, var = self.running_mean, self.running_var
        by_batch = self.training or (mean is None and var is None)
        if self.training:
            if not self.track_running_stats:
                mean = var = None
            elif self.num_batches_tracked is not None:
                self.num_batches_tracked.add_(1)
                if self.momentum is None:
                    momentum = 1 / float(self.num_batches_tracked)
        return F.batch_norm(input, mean, var, self.weight, self.bias, by_batch, momentum, self.eps)


class BatchNorm1d(_BatchNorm):
    """Normalizes each channel of ``(N, C)`` or ``(N, C, L)`` by its mean and variance.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    While training they are those of the batch, and ``running = (1 - momentum) running + momentum
    batch`` is kept for ``eval()``.

    Parameters: ``weight``, ``bias`` (C) if ``affine``. Buffers: ``running_mean``, ``running_var``,
    ``num_batches_tracked`` if ``track_running_stats``. Raises ValueError for other dimensions, and
    for one value per channel while training.

    >>> import retrograd as rg
    >>> rg.nn.BatchNorm1d(2, affine=False)(rg.tensor([[1.0, 5.0], [3.0, 1.0]]))
    tensor([[-1.0000,  1.0000],
            [ 1.0000, -1.0000]])
    """

    _dims = (2, 3)


class BatchNorm2d(_BatchNorm):
    """Normalizes each channel of ``(N, C, H, W)`` by its mean and variance over the rest.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Statistics, parameters, buffers and errors are those of ``BatchNorm1d``.

    >>> import retrograd as rg
    >>> layer = rg.nn.BatchNorm2d(3)
    >>> layer(rg.ones(2, 3, 4, 4)).shape, layer.running_mean
    (torch.Size([2, 3, 4, 4]), tensor([0.1000, 0.1000, 0.1000]))
    """

    _dims = (4,)


class BatchNorm3d(_BatchNorm):
    """Normalizes each channel of ``(N, C, D, H, W)`` by its mean and variance over the rest.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Statistics, parameters, buffers and errors are those of ``BatchNorm1d``.

    >>> import retrograd as rg
    >>> rg.nn.BatchNorm3d(2)(rg.ones(1, 2, 2, 2, 2)).sum()
    tensor(0., grad_fn=<SumBackward0>)
    """

    _dims = (5,)


class SyncBatchNorm(_BatchNorm):
    """Batch normalization over the batches of all processes; there is one, so ``BatchNorm``.

    It takes any number of dimensions from two. ``convert_sync_batchnorm`` puts it in the place of
    the batch normalizations of a model.

    >>> import retrograd as rg
    >>> rg.nn.SyncBatchNorm.convert_sync_batchnorm(rg.nn.BatchNorm2d(3, eps=0.1))
    SyncBatchNorm(3, eps=0.1, momentum=0.1, affine=True, bias=True, track_running_stats=True)
    """

    process_group: Any

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float | None = 0.1,
        affine: bool = True,
        track_running_stats: bool = True,
        process_group: Any = None,
        device: Any = None,
        dtype: _core.dtype | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(
            num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias
        )
        self.process_group = process_group

    def _check_input_dim(self, input: Tensor) -> None:
        if input.dim() < 2 or not input.shape[1]:
            raise ValueError(
                "SyncBatchNorm: expected an input of 2 dimensions or more, with channels in the"
                f" second, got shape {tuple(input.shape)}"
            )

    @classmethod
    def convert_sync_batchnorm(cls, module: Module, process_group: Any = None) -> Module:
        """Return the model with a SyncBatchNorm of the same tensors for each batch norm."""
        converted = module
        if isinstance(module, _BatchNorm):
            converted = cls(
                module.num_features,
                module.eps,
                module.momentum,
                module.affine,
                module.track_running_stats,
                process_group,
                bias=module.bias is not None,
            )
            converted.weight, converted.bias = module.weight, module.bias
            converted.running_mean = module.running_mean
            converted.running_var = module.running_var
            converted.num_batches_tracked = module.num_batches_tracked
            converted.training = module.training
        for name, child in module.named_children():
            converted.add_module(name, cls.convert_sync_batchnorm(child, process_group))
        return converted


class _InstanceNorm(_NormBase):
    """The constructor and forward of InstanceNorm1d, InstanceNorm2d and InstanceNorm3d."""

    def __init__(
        self,
        num_features: int,
        eps: float = 1e-5,
        momentum: float = 0.1,
        affine: bool = False,
        track_running_stats: bool = False,
        device: Any = None,
        dtype: _core.dtype | None = None,
        *,
        bias: bool = True,
    ) -> None:
        super().__init__(
            num_features, eps, momentum, affine, track_running_stats, device, dtype, bias=bias
        )

    def _get_no_batch_dim(self) -> int:
        return self._dims[0]

    def forward(self, input: Tensor) -> Tensor:
        """Normalize each channel of each sample by itself.

        With running statistics, by them after ``eval()``.
        """
        self._check_input_dim(input)
        unbatched = input.dim() == self._get_no_batch_dim()
        channels = 0 if unbatched else 1
        if input.shape[channels] != self.num_features:
            said = (
                f"{type(self).__name__}: dimension {channels} of shape {tuple(input.shape)} does"
                f" not have num_features={self.num_features}"
            )
            if self.affine:
                raise ValueError(said)
            warnings.warn(f"{said}, which is not used without affine", UserWarning, stacklevel=2)
        normalized = F.instance_norm(
            input.unsqueeze(0) if unbatched else input,
            self.running_mean,
            self.running_var,
            self.weight,
            self.bias,
            self.training or not self.track_running_stats,
            0.0 if self.momentum is None else self.momentum,
            self.eps,
        )
        return normalized.squeeze(0) if unbatched else normalized

    def _load_from_state_dict(
        self,
        state_dict: dict[str, Any],
        prefix: str,
        local_metadata: dict[str, Any],
        strict: bool,
        missing_keys: list[str],
        unexpected_keys: list[str],
        error_msgs: list[str],
    ) -> None:
        if local_metadata.get("version") is None and not self.track_running_stats:
            # Files of old hold statistics that were never used.
            unused = [
                key
                for key in (prefix + "running_mean", prefix + "running_var")
                if key in state_dict
            ]
            if unused:
                error_msgs.append(
                    f"{type(self).__name__}: {' and '.join(unused)} are there, but"
                    " track_running_stats=False keeps none; delete them from the state_dict, or set"
                    " track_running_stats=True"
                )
                for key in unused:
                    state_dict.pop(key)
        super()._load_from_state_dict(
            state_dict,
            prefix,
            local_metadata,
            strict,
            missing_keys,
            unexpected_keys,
            error_msgs,
        )


class InstanceNorm1d(_InstanceNorm):
    """Normalizes each channel of each sample of ``(N, C, L)`` or ``(C, L)`` over its positions.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Parameters: ``weight``, ``bias`` (C) if ``affine``. Buffers: those of ``BatchNorm1d`` if
    ``track_running_stats``. Raises ValueError for other dimensions, and for another number of
    channels if ``affine``.

    >>> import retrograd as rg
    >>> rg.nn.InstanceNorm1d(1)(rg.tensor([[[1.0, 3.0]], [[5.0, 3.0]]]))
    tensor([[[-1.0000,  1.0000]],
    <BLANKLINE>
            [[ 1.0000, -1.0000]]])
    """

    _dims = (2, 3)


class InstanceNorm2d(_InstanceNorm):
    """Normalizes each channel of each sample of ``(N, C, H, W)`` or ``(C, H, W)`` by itself.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Parameters, buffers and errors are those of ``InstanceNorm1d``.

    >>> import retrograd as rg
    >>> rg.nn.InstanceNorm2d(3)(rg.ones(2, 3, 4, 4)).shape
    torch.Size([2, 3, 4, 4])
    """

    _dims = (3, 4)


class InstanceNorm3d(_InstanceNorm):
    """Normalizes each channel of each sample of ``(N, C, D, H, W)`` or ``(C, D, H, W)`` by itself.

        y = (x - mean) / sqrt(var + eps) * weight + bias

    Parameters, buffers and errors are those of ``InstanceNorm1d``.

    >>> import retrograd as rg
    >>> rg.nn.InstanceNorm3d(2)(rg.ones(2, 2, 2, 2, 2)).shape
    torch.Size([2, 2, 2, 2, 2])
    """

    _dims = (4, 5)
