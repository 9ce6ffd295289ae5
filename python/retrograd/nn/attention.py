"""MultiheadAttention, and what chooses how scaled_dot_product_attention computes elsewhere."""

from __future__ import annotations

import contextlib
import enum
from collections.abc import Iterator
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import init as _init
from ._attention import multi_head_attention_forward
from .linear import NonDynamicallyQuantizableLinear
from .module import Module
from .parameter import Parameter

__all__ = ["MultiheadAttention", "SDPBackend", "sdpa_kernel"]
__path__: list[str] = []  # torch.nn.attention.bias and others are in refused_names.txt


def __dir__() -> list[str]:
    return __all__


class SDPBackend(enum.Enum):
    """Ways to compute attention that exist on some device; here there is one."""

    ERROR = -1
    MATH = 0
    FLASH_ATTENTION = 1
    EFFICIENT_ATTENTION = 2
    CUDNN_ATTENTION = 3
    OVERRIDEABLE = 4


@contextlib.contextmanager
def sdpa_kernel(
    backends: list[SDPBackend] | SDPBackend, set_priority: bool = False
) -> Iterator[None]:
    """Nothing: scaled_dot_product_attention is computed in one way.

    Raises AssertionError for what is no SDPBackend.

    >>> import retrograd as rg
    >>> from retrograd.nn.attention import SDPBackend, sdpa_kernel
    >>> with sdpa_kernel(SDPBackend.MATH):
    ...     rg.nn.functional.scaled_dot_product_attention(*(rg.ones(1, 2),) * 3)
    tensor([[1., 1.]])
    """
    for backend in backends if isinstance(backends, list) else [backends]:
        if not isinstance(backend, SDPBackend):
            kind = type(backend).__name__
            raise AssertionError(f"sdpa_kernel: expected SDPBackend or a list of it, not {kind}")
    yield


class MultiheadAttention(Module):
    """Attention of several heads, each between projections of its own.

        y = W_o [softmax(q_i k_i^T / sqrt(d) + mask) v_i for each head i] + b_o
        q_i, k_i, v_i: the input's parts of W_q x + b_q, W_k x + b_k, W_v x + b_v

    Keys and values have ``kdim`` and ``vdim`` features; ``add_bias_kv`` learns one more of each,
    ``add_zero_attn`` adds zeros.

    Shape: query ``(m, b, embed_dim)``, key and value ``(n, b, *)``, with ``batch_first`` ``b`` in
    front, or without it -> the same as query, and weights ``(b, m, n)`` or None.

    Raises ValueError for sizes below 1, AssertionError where heads do not divide ``embed_dim`` and
    for most of what does not fit.

    >>> import retrograd as rg
    >>> attention, x = rg.nn.MultiheadAttention(4, 2, batch_first=True), rg.ones(2, 3, 4)
    >>> y, weights = attention(x, x, x)
    >>> y.shape, weights.shape
    (torch.Size([2, 3, 4]), torch.Size([2, 3, 3]))
    """

    __constants__: ClassVar[tuple[str, ...]] = ("batch_first",)

    kdim: int
    vdim: int
    head_dim: int
    in_proj_weight: Any
    out_proj: NonDynamicallyQuantizableLinear
    bias_k: Tensor | None
    bias_v: Tensor | None

    def __init__(
        self,
        embed_dim: int,
        num_heads: int,
        dropout: float = 0.0,
        bias: bool = True,
        add_bias_kv: bool = False,
        add_zero_attn: bool = False,
        kdim: int | None = None,
        vdim: int | None = None,
        batch_first: bool = False,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        if embed_dim <= 0 or num_heads <= 0:
            raise ValueError(
                "MultiheadAttention: embed_dim and num_heads must be above 0, got"
                f" {embed_dim} and {num_heads}"
            )
        super().__init__()
        self.embed_dim = embed_dim
        self.kdim = embed_dim if kdim is None else kdim
        self.vdim = embed_dim if vdim is None else vdim
        self._qkv_same_embed_dim = self.kdim == embed_dim and self.vdim == embed_dim
        self.num_heads = num_heads
        self.dropout = dropout
        self.batch_first = batch_first
        self.head_dim = embed_dim // num_heads
        if self.head_dim * num_heads != embed_dim:
            raise AssertionError(
                f"MultiheadAttention: embed_dim {embed_dim} makes no {num_heads} heads of one size"
            )

        def parameter(*shape: int) -> Parameter:
            return Parameter(_core.empty(*shape, device=device, dtype=dtype))

        same = self._qkv_same_embed_dim
        of_parts = {"q": embed_dim, "k": self.kdim, "v": self.vdim}
        if same:
            self.in_proj_weight = parameter(3 * embed_dim, embed_dim)
        for name, size in of_parts.items():
            own = None if same else parameter(embed_dim, size)
            self.register_parameter(f"{name}_proj_weight", own)
        if not same:
            self.register_parameter("in_proj_weight", None)
        self.register_parameter("in_proj_bias", parameter(3 * embed_dim) if bias else None)
        self.out_proj = NonDynamicallyQuantizableLinear(
            embed_dim, embed_dim, bias=bias, device=device, dtype=dtype
        )
        self.bias_k = self.bias_v = None
        if add_bias_kv:
            self.bias_k, self.bias_v = parameter(1, 1, embed_dim), parameter(1, 1, embed_dim)
        self.add_zero_attn = add_zero_attn
        self._reset_parameters()

    def _reset_parameters(self) -> None:
        weights = ("in_proj_weight", "q_proj_weight", "k_proj_weight", "v_proj_weight")
        for name in weights:
            if (weight := getattr(self, name)) is not None:
                _init.xavier_uniform_(weight)
        if self.in_proj_bias is not None:
            _init.constant_(self.in_proj_bias, 0.0)
        if self.out_proj.bias is not None:
            _init.constant_(self.out_proj.bias, 0.0)
        for bias in (self.bias_k, self.bias_v):
            if bias is not None:
                _init.xavier_normal_(bias)

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__({"_qkv_same_embed_dim": True} | state)

    def forward(
        self,
        query: Tensor,
        key: Tensor,
        value: Tensor,
        key_padding_mask: Tensor | None = None,
        need_weights: bool = True,
        attn_mask: Tensor | None = None,
        average_attn_weights: bool = True,
        is_causal: bool = False,
    ) -> tuple[Tensor, Tensor | None]:
        swaps = self.batch_first and query.dim() == 3
        if swaps and query.dim() == key.dim() == value.dim():
            same, same_kv = query is key, key is value
            query = query.transpose(0, 1)
            key = query if same else key.transpose(0, 1)
            value = key if same_kv else value.transpose(0, 1)
        y, weights = multi_head_attention_forward(
            query,
            key,
            value,
            self.embed_dim,
            self.num_heads,
            self.in_proj_weight,
            self.in_proj_bias,
            self.bias_k,
            self.bias_v,
            self.add_zero_attn,
            self.dropout,
            self.out_proj.weight,
            self.out_proj.bias,
            self.training,
            key_padding_mask,
            need_weights,
            attn_mask,
            not self._qkv_same_embed_dim,
            self.q_proj_weight,
            self.k_proj_weight,
            self.v_proj_weight,
            average_attn_weights=average_attn_weights,
            is_causal=is_causal,
        )
        return (y.transpose(0, 1) if swaps else y), weights

    def merge_masks(
        self, attn_mask: Tensor | None, key_padding_mask: Tensor | None, query: Tensor
    ) -> tuple[Tensor | None, int | None]:
        """Both masks as one, ``(b, heads, m, n)`` where attn_mask is given, and torch's number for
        the kind: 0 of attn_mask, 1 of key_padding_mask, 2 of both; None without masks."""
        if attn_mask is None:
            return key_padding_mask, None if key_padding_mask is None else 1
        batch, length = query.shape[:2]
        if attn_mask.dim() == 3:
            merged = attn_mask.view(batch, -1, length, length)
        else:
            merged = attn_mask.view(1, 1, length, length).expand(batch, self.num_heads, -1, -1)
        if key_padding_mask is not None:
            padding = key_padding_mask.view(batch, 1, 1, length)
            merged = merged + padding.expand(-1, self.num_heads, -1, -1)
        return merged, 2
