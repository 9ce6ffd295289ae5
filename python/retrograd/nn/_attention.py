"""Attention of several heads, as nn.functional and the layers compute it."""

from __future__ import annotations

from .. import _core
from .._core import Tensor

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .._core import dtype

_F = _core.functional
_OP = "multi_head_attention_forward"


def _demand(fits: bool, text: str) -> None:
    """torch asserts here, so this raises AssertionError."""
    if not fits:
        raise AssertionError(f"{_OP}: {text}")


def additive(mask: Tensor | None, name: str, kind: dtype) -> Tensor | None:
    """A mask of bools, True where nothing is seen, as numbers to be added; others as they are."""
    if mask is None or mask.is_floating_point():
        return mask
    _demand(mask.dtype == _core.bool, f"{name} must be of bools or floating, not {mask.dtype}")
    return _core.zeros_like(mask, dtype=kind).masked_fill_(mask, float("-inf"))


def warn_of_kinds(mask: Tensor | None, name: str, other: Tensor | None, other_name: str) -> None:
    """Warn of two masks of different types, as torch does."""
    if mask is not None and other is not None and mask.dtype != other.dtype:
        import warnings

        warnings.warn(
            f"{name} is {mask.dtype} but {other_name} {other.dtype}, which is deprecated; give both"
            " of one type",
            stacklevel=4,
        )


def _check_shapes(
    query: Tensor, key: Tensor, value: Tensor, padding: Tensor | None, mask: Tensor | None
) -> None:
    n = query.dim()
    _demand(n in (2, 3), f"query must have 2 dimensions, or 3 with a batch, not {n}")
    for name, x in (("key", key), ("value", value)):
        _demand(x.dim() == n, f"query has {n} dimensions but {name} {x.dim()}")
    if padding is not None:
        _demand(padding.dim() == n - 1, f"key_padding_mask must have {n - 1} dimensions")
    if mask is not None:
        _demand(mask.dim() in (2, 3), f"attn_mask must have 2 or 3 dimensions, not {mask.dim()}")


def _projected(
    query: Tensor, key: Tensor, value: Tensor, weight: Tensor, bias: Tensor | None
) -> list[Tensor]:
    """The three products with the parts of one weight; equal inputs share one product."""
    size = query.size(-1)
    if query is key and key is value:
        return list(_F.linear(query, weight, bias).chunk(3, -1))
    biases = [None] * 3 if bias is None else list(bias.chunk(3))
    if key is value:
        of_query, of_rest = weight.split([size, 2 * size])
        both = None if bias is None else bias[size:]
        pair = _F.linear(key, of_rest, both).chunk(2, -1)
        return [_F.linear(query, of_query, biases[0]), *pair]
    parts = zip((query, key, value), weight.chunk(3), biases, strict=True)
    return [_F.linear(*part) for part in parts]


def _longer(mask: Tensor | None) -> Tensor | None:
    """With a column for one more key, which everyone sees."""
    return None if mask is None else _F.pad(mask, (0, 1))


def multi_head_attention_forward(
    query: Tensor,
    key: Tensor,
    value: Tensor,
    embed_dim_to_check: int,
    num_heads: int,
    in_proj_weight: Tensor | None,
    in_proj_bias: Tensor | None,
    bias_k: Tensor | None,
    bias_v: Tensor | None,
    add_zero_attn: bool,
    dropout_p: float,
    out_proj_weight: Tensor,
    out_proj_bias: Tensor | None,
    training: bool = True,
    key_padding_mask: Tensor | None = None,
    need_weights: bool = True,
    attn_mask: Tensor | None = None,
    use_separate_proj_weight: bool = False,
    q_proj_weight: Tensor | None = None,
    k_proj_weight: Tensor | None = None,
    v_proj_weight: Tensor | None = None,
    static_k: Tensor | None = None,
    static_v: Tensor | None = None,
    average_attn_weights: bool = True,
    is_causal: bool = False,
) -> tuple[Tensor, Tensor | None]:
    """Attention of several heads between projections; see ``nn.MultiheadAttention``.

        y = W_o [softmax(q_i k_i^T / sqrt(d) + mask) v_i for each head i] + b_o

    Shape:   query ``(m, b, e)``, key and value ``(n, b, *)`` or all without ``b`` -> ``(m, b, e)``
             and, with need_weights, weights ``(b, m, n)``, of each head ``(b, heads, m, n)``.
    Dtype:   floating, all of one; masks bool, True where a key is not seen, or floating, added.
    Grad:    all but bool masks.
    Raises:  AssertionError and RuntimeError for what does not fit.
    Source:  torch.nn.functional.multi_head_attention_forward.

    >>> import retrograd as rg
    >>> x, w, o = rg.ones(3, 1, 2), rg.ones(6, 2), rg.eye(2)
    >>> attend = rg.nn.functional.multi_head_attention_forward
    >>> attend(x, x, x, 2, 1, w, None, None, None, False, 0.0, o, None)[1]
    tensor([[[0.3333, 0.3333, 0.3333],
             [0.3333, 0.3333, 0.3333],
             [0.3333, 0.3333, 0.3333]]])
    """
    _check_shapes(query, key, value, key_padding_mask, attn_mask)
    if is_causal and attn_mask is None:
        raise RuntimeError(
            f"{_OP}: is_causal says what attn_mask is; give the mask too, which"
            " Transformer.generate_square_subsequent_mask makes"
        )
    batched = query.dim() == 3
    if not batched:
        same, same_kv = query is key, key is value
        query = query.unsqueeze(1)
        key = query if same else key.unsqueeze(1)
        value = key if same_kv else value.unsqueeze(1)
        if key_padding_mask is not None:
            key_padding_mask = key_padding_mask.unsqueeze(0)
    rows, batch, size = query.shape
    warn_of_kinds(key_padding_mask, "key_padding_mask", attn_mask, "attn_mask")
    padding = additive(key_padding_mask, "key_padding_mask", query.dtype)
    is_causal = is_causal and padding is None and not need_weights
    mask = None if is_causal else additive(attn_mask, "attn_mask", query.dtype)
    _demand(size == embed_dim_to_check, f"query has {size} features, not {embed_dim_to_check}")
    d = size // num_heads
    _demand(d * num_heads == size, f"{size} features make no {num_heads} heads of one size")
    if use_separate_proj_weight:
        leading, other = key.shape[:2], value.shape[:2]
        _demand(leading == other, f"there are {tuple(leading)} keys but {tuple(other)} values")
        if q_proj_weight is None or k_proj_weight is None or v_proj_weight is None:
            raise AssertionError(f"{_OP}: use_separate_proj_weight needs all three weights")
        weights = (q_proj_weight, k_proj_weight, v_proj_weight)
        biases = [None] * 3 if in_proj_bias is None else list(in_proj_bias.chunk(3))
        parts = zip((query, key, value), weights, biases, strict=True)
        q, k, v = (_F.linear(*part) for part in parts)
    else:
        shapes = f"key has shape {tuple(key.shape)} but value {tuple(value.shape)}"
        _demand(key.shape == value.shape, shapes)
        if in_proj_weight is None:
            raise AssertionError(f"{_OP}: in_proj_weight is needed")
        q, k, v = _projected(query, key, value, in_proj_weight, in_proj_bias)

    if mask is not None:
        wanted = (rows, key.size(0)) if mask.dim() == 2 else (batch * num_heads, rows, key.size(0))
        if tuple(mask.shape) != wanted:
            shape = tuple(mask.shape)
            raise RuntimeError(f"{_OP}: attn_mask has shape {shape}, but should have {wanted}")
        mask = mask.view(-1, 1, *wanted) if mask.dim() == 2 else mask.view(batch, -1, *wanted[1:])
    if bias_k is not None and bias_v is not None:
        _demand(static_k is None and static_v is None, "static keys and values take no bias")
        k, v = (_core.cat([x, b.repeat(1, batch, 1)]) for x, b in ((k, bias_k), (v, bias_v)))
        mask, padding = _longer(mask), _longer(padding)
    else:
        _demand(bias_k is None and bias_v is None, "bias_k and bias_v go together")

    def by_head(x: Tensor, static: Tensor | None) -> Tensor:
        if static is None:
            return x.reshape(x.size(0), batch, num_heads, d).permute(1, 2, 0, 3)
        fits = static.size(0) == batch * num_heads and static.size(2) == d
        _demand(fits, f"static keys and values must have shape ({batch * num_heads}, n, {d})")
        return static.view(batch, num_heads, -1, d)

    q, k, v = by_head(q, None), by_head(k, static_k), by_head(v, static_v)
    if add_zero_attn:
        k, v = _F.pad(k, (0, 0, 0, 1)), _F.pad(v, (0, 0, 0, 1))
        mask, padding = _longer(mask), _longer(padding)
    if padding is not None:
        wanted = (batch, k.size(2))
        shape = tuple(padding.shape)
        _demand(shape == wanted, f"key_padding_mask has shape {shape}, but should have {wanted}")
        padding = padding.view(batch, 1, 1, -1)
        mask = padding if mask is None else mask + padding
    dropout_p = dropout_p if training else 0.0

    weights_of_heads = None
    if need_weights:
        scores = (q * d**-0.5) @ k.transpose(-2, -1)
        weights_of_heads = (scores if mask is None else scores + mask).softmax(-1)
        if dropout_p > 0:
            weights_of_heads = _F.dropout(weights_of_heads, dropout_p)
        heads = weights_of_heads @ v
    else:
        heads = _F.scaled_dot_product_attention(q, k, v, mask, dropout_p, is_causal)
    y = _F.linear(
        heads.permute(2, 0, 1, 3).reshape(rows, batch, size), out_proj_weight, out_proj_bias
    )
    if weights_of_heads is not None and average_attn_weights:
        weights_of_heads = weights_of_heads.mean(1)
    if batched:
        return y, weights_of_heads
    return y.squeeze(1), None if weights_of_heads is None else weights_of_heads.squeeze(0)
