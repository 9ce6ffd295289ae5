"""Rows of nn_table.py: attention of several heads, and transformers."""

from __future__ import annotations

from nn_table import Row

QKV = "randn(3, 2, 4), randn(5, 2, 4), randn(5, 2, 4)"
CAUSAL = "nn.Transformer.generate_square_subsequent_mask(3)"
PAD = "tensor([[False, False, False, True, True], [False] * 5])"
PAD3 = "tensor([[False, False, True], [False] * 3])"
ENCODER = "TransformerEncoder(TransformerEncoderLayer(4, 2, 6, batch_first=True), 2)"
SEEN = "tensor([[True, False, True], [False, True, True], [False] * 3])"

ROWS = [
    Row("MultiheadAttention(4, 2)", QKV),
    Row("MultiheadAttention(4, 2)", f"{QKV}, need_weights=False"),
    Row("MultiheadAttention(4, 2)", f"{QKV}, average_attn_weights=False"),
    Row("MultiheadAttention(4, 2)", "randn(3, 4), randn(5, 4), randn(5, 4)"),
    Row("MultiheadAttention(4, 1, bias=False)", "*(randn(2, 4),) * 3"),
    Row("MultiheadAttention(4, 2, batch_first=True)", "*(randn(2, 3, 4),) * 3"),
    Row("MultiheadAttention(4, 2, batch_first=True)", "randn(2, 3, 4), *(randn(2, 5, 4),) * 2"),
    Row(
        "MultiheadAttention(4, 2, kdim=3, vdim=5)",
        "randn(3, 2, 4), randn(5, 2, 3), randn(5, 2, 5)",
    ),
    Row(
        "MultiheadAttention(4, 2, add_bias_kv=True, add_zero_attn=True)",
        f"{QKV}, key_padding_mask={PAD}, attn_mask=fixed(randn(3, 5) > 1)",
    ),
    Row("MultiheadAttention(4, 2, kdim=3, vdim=3, add_bias_kv=True)"),
    Row("MultiheadAttention(4, 2)", f"{QKV}, key_padding_mask={PAD}, attn_mask=randn(3, 5)"),
    Row("MultiheadAttention(4, 2)", f"{QKV}, attn_mask=randn(4, 3, 5), need_weights=False"),
    Row("MultiheadAttention(4, 2)", f"{QKV}, key_padding_mask=randn(2, 5), need_weights=False"),
    Row("MultiheadAttention(4, 2)", f"*(randn(3, 4),) * 3, attn_mask={SEEN}"),
    Row("MultiheadAttention(4, 2)", f"*(randn(3, 2, 4),) * 3, attn_mask={CAUSAL}, is_causal=True"),
    Row(
        "MultiheadAttention(4, 2)",
        f"*(randn(3, 2, 4),) * 3, attn_mask={CAUSAL}, is_causal=True, need_weights=False",
    ),
    Row("MultiheadAttention(4, 2, dropout=0.5)", QKV),
    Row("MultiheadAttention(4, 2, dropout=0.5)", f"{QKV}, need_weights=False"),
    Row("MultiheadAttention(4, 2, dropout=0.5)", QKV, eval=True),
    Row("MultiheadAttention(5, 2)", bad=True),
    Row("MultiheadAttention(4, 0)", bad=True),
    Row("MultiheadAttention(4, 2)", "*(randn(4),) * 3", bad=True),
    Row("MultiheadAttention(4, 2)", "randn(3, 2, 4), randn(5, 4), randn(5, 4)", bad=True),
    Row("MultiheadAttention(4, 2)", "randn(3, 2, 4), randn(5, 2, 4), randn(4, 2, 4)", bad=True),
    Row("MultiheadAttention(4, 2)", "*(randn(3, 2, 5),) * 3", bad=True),
    Row("MultiheadAttention(4, 2)", f"{QKV}, key_padding_mask=randn(5, 2)", bad=True),
    Row("MultiheadAttention(4, 2)", f"{QKV}, attn_mask=randn(3, 4)", bad=True),
    Row("MultiheadAttention(4, 2)", f"{QKV}, attn_mask=randn(3, 3, 5)", bad=True),
    Row("MultiheadAttention(4, 2)", f"{QKV}, attn_mask=zeros(3, 5).long()", bad=True),
    Row("MultiheadAttention(4, 2)", f"{QKV}, is_causal=True", bad=True),
    Row("MultiheadAttention(4, 2).merge_masks(randn(3, 3), randn(2, 3), randn(2, 3, 4))"),
    # Layers.
    Row("TransformerEncoderLayer(4, 2, 6)", "randn(3, 2, 4)"),
    Row("TransformerEncoderLayer(4, 2, 6, 0.0, 'gelu', norm_first=True)", "randn(3, 2, 4)"),
    Row(
        "TransformerEncoderLayer(4, 2, 6, activation=GELU(), batch_first=True, bias=False)",
        f"randn(2, 3, 4), {CAUSAL}, {PAD3}",
    ),
    Row("TransformerEncoderLayer(4, 2, 6)", f"randn(3, 4), {CAUSAL}, is_causal=True", eval=True),
    Row("TransformerDecoderLayer(4, 2, 6)", "randn(3, 2, 4), randn(5, 2, 4)"),
    Row(
        "TransformerDecoderLayer(4, 2, 6, norm_first=True, activation=F.gelu, layer_norm_eps=0.1)",
        f"randn(3, 2, 4), randn(5, 2, 4), {CAUSAL}, memory_key_padding_mask={PAD}",
    ),
    Row("TransformerEncoderLayer(4, 2, 6, activation='cosh')", bad=True),
    Row("TransformerEncoderLayer(4, 2, 6)", "randn(3, 2, 4), is_causal=True", bad=True),
    # Stacks.
    Row(ENCODER, f"randn(2, 3, 4), {CAUSAL}"),
    Row(ENCODER, f"randn(2, 3, 4), src_key_padding_mask={PAD3}", eval=True),
    Row(
        "TransformerEncoder(TransformerEncoderLayer(4, 2, 6), 2, LayerNorm(4), False)",
        "randn(3, 2, 4)",
        eval=True,
    ),
    Row(
        "TransformerDecoder(TransformerDecoderLayer(4, 2, 6), 2, LayerNorm(4))",
        f"randn(3, 2, 4), randn(5, 2, 4), {CAUSAL}",
    ),
    Row(
        "Transformer(4, 2, 2, 1, 6)",
        f"randn(5, 2, 4), randn(3, 2, 4), tgt_mask={CAUSAL}, src_key_padding_mask={PAD}",
    ),
    Row(
        "Transformer(4, 2, 1, 1, 6, 0.0, 'gelu', batch_first=True, norm_first=True, bias=False)",
        "randn(2, 5, 4), randn(2, 3, 4)",
    ),
    Row("Transformer(4, 2, custom_encoder=Identity(), custom_decoder=Identity())"),
    Row("Transformer(4, 2, 1, 1, 6)", "randn(5, 2, 4), randn(3, 1, 4)", bad=True),
    Row("Transformer(4, 2, 1, 1, 6)", "randn(5, 2, 3), randn(3, 2, 3)", bad=True),
    Row("Transformer.generate_square_subsequent_mask(4, dtype=torch.float64)"),
]
