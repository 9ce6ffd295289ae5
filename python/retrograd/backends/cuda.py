"""CUDA's libraries, which are not inside.

``matmul.allow_tf32`` goes with ``set_float32_matmul_precision``, as in torch.
"""

from __future__ import annotations

from .. import _settings

__all__ = ["is_built", "matmul"]


def is_built() -> bool:
    """False."""
    return False


class _Matmul:
    """Flags of matrix products."""

    __slots__ = ("_bf16", "_fp16")

    def __init__(self) -> None:
        self._fp16 = True
        self._bf16 = True

    @property
    def allow_tf32(self) -> bool:
        """Whether products of float32 may be less precise than "highest"."""
        return _settings.get_float32_matmul_precision() != "highest"

    @allow_tf32.setter
    def allow_tf32(self, value: bool) -> None:
        _settings.set_float32_matmul_precision("high" if _bool(value) else "highest")

    @property
    def allow_fp16_reduced_precision_reduction(self) -> bool:
        """Whether sums of float16 may be less precise."""
        return self._fp16

    @allow_fp16_reduced_precision_reduction.setter
    def allow_fp16_reduced_precision_reduction(self, value: bool) -> None:
        self._fp16 = _bool(value)

    @property
    def allow_bf16_reduced_precision_reduction(self) -> bool:
        """Whether sums of bfloat16 may be less precise."""
        return self._bf16

    @allow_bf16_reduced_precision_reduction.setter
    def allow_bf16_reduced_precision_reduction(self, value: bool) -> None:
        self._bf16 = _bool(value)


def _bool(value: bool) -> bool:
    if not isinstance(value, bool):
        raise RuntimeError(f"backends.cuda.matmul: expected a bool, got {type(value)}")
    return value


matmul: _Matmul = _Matmul()


def __dir__() -> list[str]:
    return __all__
