"""Which operations compute in a smaller type inside ``autocast``, and which in float32.

A block of autocast is a TorchFunctionMode: each operation that is called in it comes by here, also
inside of modules and of composite functions. Arguments are converted by recorded operations, so
that gradients come out in the types of what was given.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .. import _core
from ..overrides import TorchFunctionMode

__all__ = ["Casting", "cast"]

# Products, whose sums are kept in float32 inside the kernels; and prelu, as in torch.
_PRODUCTS = """
    addbmm addmm baddbmm bmm chain_matmul conv1d conv2d conv3d conv_transpose1d conv_transpose2d
    conv_transpose3d einsum inner linear lstm matmul matrix_power mm multi_dot prelu rnn_relu
    rnn_tanh scaled_dot_product_attention tensordot vecdot"""
# Losses, long products and what is solved by elimination.
_EXACT = """
    adaptive_avg_pool3d avg_pool3d binary_cross_entropy binary_cross_entropy_with_logits cdist
    cholesky cholesky_ex cholesky_inverse cholesky_solve cond cosine_embedding_loss cross_entropy
    ctc_loss eigh eigvalsh grid_sample hinge_embedding_loss huber_loss inv inv_ex inverse kl_div
    l1_loss lstsq lu_solve margin_ranking_loss matrix_rank max_pool3d max_unpool2d max_unpool3d
    mse_loss multi_margin_loss multilabel_margin_loss nanquantile nll_loss pinv pinverse
    poisson_nll_loss prod qr quantile smooth_l1_loss soft_margin_loss solve solve_ex svd svdvals
    trace triplet_margin_loss"""
_SMALLER, _FLOAT32 = frozenset(_PRODUCTS.split()), frozenset(_EXACT.split())


def cast(value: Any, dtype: _core.dtype) -> Any:
    """Return the floating tensors of nested lists, tuples and dicts in a type; float64 as it is."""
    if isinstance(value, _core.Tensor):
        changes = value.is_floating_point() and value.dtype not in (_core.float64, dtype)
        return value.to(dtype) if changes else value
    if isinstance(value, (list, tuple)) and not hasattr(value, "_fields"):
        return type(value)([cast(part, dtype) for part in value])
    if isinstance(value, dict):
        return {key: cast(part, dtype) for key, part in value.items()}
    return value


class Casting(TorchFunctionMode):
    """Converts what operations are given, while ``is_on()`` says so."""

    def __init__(self, dtype: _core.dtype, is_on: Callable[[Casting], bool]) -> None:
        self.dtype = dtype
        self._is_on = is_on

    def __torch_function__(
        self,
        func: Callable[..., Any],
        types: tuple[type, ...],
        args: tuple[Any, ...] = (),
        kwargs: dict[str, Any] | None = None,
    ) -> Any:
        """Call a function with its arguments in the type that it computes in."""
        named: dict[str, Any] = kwargs or {}
        dtype = self._type_for(func, args, named) if self._is_on(self) else None
        if dtype is None:
            return func(*args, **named)
        return func(*cast(args, dtype), **cast(named, dtype))

    def _type_for(
        self, func: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> _core.dtype | None:
        name = getattr(func, "__name__", "")
        if "out" in kwargs:  # which has the type of the result
            return None
        if name == "einsum" and len(args) == 2 and isinstance(args[1], _core.Tensor):
            return None  # a sum is no product
        if name in _SMALLER:
            return self.dtype
        if name == "pad":
            mode = kwargs.get("mode", args[2] if len(args) > 2 else "constant")
            return _core.float32 if mode in ("reflect", "replicate") else None
        return _core.float32 if name in _FLOAT32 else None
