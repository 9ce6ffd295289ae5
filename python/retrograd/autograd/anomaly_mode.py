"""Anomaly mode, for a block: which operation made the first nan or inf, and on which line."""

from __future__ import annotations

from .._core import is_anomaly_check_nan_enabled, is_anomaly_enabled, set_anomaly_enabled

__all__ = ["detect_anomaly", "set_detect_anomaly"]


def __dir__() -> list[str]:
    return __all__


class _Restoring:
    """A block after which the mode is what it was before the object was made."""

    def __init__(self) -> None:
        self._before = is_anomaly_enabled(), is_anomaly_check_nan_enabled()

    def __enter__(self) -> None:
        pass

    def __exit__(self, *error: object) -> None:
        set_anomaly_enabled(*self._before)


class set_detect_anomaly(_Restoring):
    """Switch anomaly mode on or off: when called, and for a block until its end.

    See ``detect_anomaly``. The mode is the whole process's. TypeError unless ``mode`` and
    ``check_nan`` are bools.

    >>> with rg.autograd.set_detect_anomaly(True):
    ...     print(rg.is_anomaly_enabled())
    True
    >>> rg.is_anomaly_enabled()
    False
    """

    def __init__(self, mode: bool, check_nan: bool = True) -> None:
        super().__init__()
        set_anomaly_enabled(mode, check_nan)


class detect_anomaly(_Restoring):
    """Find the first operation that makes a nan or an inf out of finite numbers, for a block.

    A backward that computes a nan raises RuntimeError, which names the operation, the line that
    recorded it, and where the first nan or inf of the block came from. The first nan or inf of a
    forward pass, and the first infinite gradient, is a UserWarning on the user's line: both may be
    meant, and both are where most nans of a backward begin.

    With ``check_nan=False`` nothing is looked for. The mode is the whole process's, and costs a few
    per cent: arithmetic is looked at only where the processor's flags say so.

    >>> x = rg.tensor([0.0, 1.0], requires_grad=True)
    >>> with rg.autograd.detect_anomaly():
    ...     (x.sqrt() * 0).sum().backward()
    Traceback (most recent call last):
        ...
    retrograd.errors.GraphError: backward: SqrtBackward0 returned nan as gradient 0...
    """

    def __init__(self, check_nan: bool = True) -> None:
        super().__init__()
        self._check_nan = check_nan

    def __enter__(self) -> None:
        set_anomaly_enabled(True, self._check_nan)
