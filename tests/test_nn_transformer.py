"""Attention of several heads and transformers beyond the figures of test_nn_table.py."""

from __future__ import annotations

import copy
import pickle

import pytest
import retrograd as rg
from retrograd import nn
from retrograd.nn import transformer
from retrograd.nn.attention import SDPBackend, sdpa_kernel

F = nn.functional
PADDING = rg.tensor([[False, False, True], [False, False, False]])


def encoder(**kwargs):
    rg.manual_seed(0)
    layer = nn.TransformerEncoderLayer(4, 2, 6, batch_first=True, **kwargs)
    return nn.TransformerEncoder(layer, 2).eval(), rg.randn(2, 3, 4)


@pytest.mark.parametrize("as_numbers", [False, True])
def test_padding_comes_out_as_zeros_where_torch_takes_its_quick_way(as_numbers):
    model, x = encoder()
    padding = PADDING.float() * -1e9 if as_numbers else PADDING
    with rg.no_grad():
        y = model(x, src_key_padding_mask=padding)
    assert y[0, 2].tolist() == [0.0] * 4
    full = model(x, src_key_padding_mask=padding)
    assert full[0, 2].tolist() != [0.0] * 4
    seen = PADDING.logical_not()
    assert rg.equal(y[seen], full[seen])


@pytest.mark.parametrize(
    "kwargs", [{"norm_first": True}, {"bias": False}, {"activation": rg.tanh}], ids=str
)
def test_layers_of_another_form_keep_what_they_compute_of_padding(kwargs):
    model, x = encoder(**kwargs)
    assert not model.use_nested_tensor
    with rg.no_grad():
        assert model(x, src_key_padding_mask=PADDING)[0, 2].tolist() != [0.0] * 4


def test_padding_in_the_middle_is_kept_too():
    model, x = encoder()
    with rg.no_grad():
        y = model(x, src_key_padding_mask=rg.tensor([[False, True, False], [False] * 3]))
    assert y[0, 1].tolist() != [0.0] * 4


def test_weights_are_the_same_with_and_without_asking_for_them():
    rg.manual_seed(1)
    attention = nn.MultiheadAttention(6, 3, batch_first=True).double()
    q, k = rg.randn(2, 4, 6, dtype=rg.float64), rg.randn(2, 5, 6, dtype=rg.float64)
    y, weights = attention(q, k, k)
    other, none = attention(q, k, k, need_weights=False)
    assert none is None
    rg.testing.assert_close(y, other)
    rg.testing.assert_close(weights.sum(-1), rg.ones(2, 4, dtype=rg.float64))


def test_a_query_that_sees_no_key_gives_nan_where_weights_are_asked_for():
    attention, x = nn.MultiheadAttention(4, 2), rg.ones(2, 1, 4)
    y, weights = attention(x, x, x, key_padding_mask=rg.ones(1, 2, dtype=rg.bool))
    assert y.isnan().all()
    assert weights.isnan().all()


def test_masks_of_two_types_are_warned_of():
    attention, x = nn.MultiheadAttention(4, 2), rg.ones(2, 1, 4)
    with pytest.warns(UserWarning, match="deprecated"):
        attention(x, x, x, key_padding_mask=rg.zeros(1, 2), attn_mask=rg.zeros(2, 2).bool())


def test_static_keys_take_the_place_of_projected_ones():
    rg.manual_seed(2)
    m = nn.MultiheadAttention(4, 2)
    x, static = rg.randn(3, 1, 4), rg.randn(2, 5, 2)
    own = (m.embed_dim, m.num_heads, m.in_proj_weight, m.in_proj_bias, None, None, False, 0.0)
    out = (m.out_proj.weight, m.out_proj.bias)
    forward = F.multi_head_attention_forward
    y, weights = forward(x, x, x, *own, *out, static_k=static, static_v=static)
    assert weights.shape == (1, 3, 5)
    q = F.linear(x, m.in_proj_weight[:4], m.in_proj_bias[:4]).view(3, 2, 2).transpose(0, 1)
    heads = F.scaled_dot_product_attention(q, static, static).transpose(0, 1).reshape(3, 1, 4)
    rg.testing.assert_close(y, F.linear(heads, *out))
    with pytest.raises(AssertionError, match="static"):
        forward(x, x, x, *own, *out, static_k=static[:1])


def test_a_causal_mask_is_seen_and_told_apart():
    mask = nn.Transformer.generate_square_subsequent_mask(3)
    detect = transformer._detect_is_causal_mask
    assert detect(mask, None, 3)
    assert not detect(mask.t(), None, 3)
    assert not detect(mask, None, 2)
    assert not detect(mask, False, 3)


def test_copies_of_a_layer_are_apart():
    layer = nn.TransformerEncoderLayer(4, 2, 6)
    model = nn.TransformerEncoder(layer, 2)
    first, second = model.layers
    assert rg.equal(first.linear1.weight, second.linear1.weight)
    assert first.linear1.weight is not second.linear1.weight
    again = pickle.loads(pickle.dumps(copy.deepcopy(model)))
    assert again.layers[1].activation is F.relu


def test_choosing_a_way_to_compute_attention_changes_nothing():
    q = rg.randn(2, 3, 4)
    plain = F.scaled_dot_product_attention(q, q, q)
    with sdpa_kernel([SDPBackend.MATH, SDPBackend.FLASH_ATTENTION]):
        assert rg.equal(F.scaled_dot_product_attention(q, q, q), plain)
    with pytest.raises(AssertionError), sdpa_kernel("math"):
        pass


def test_second_derivatives_of_a_layer_are_there():
    rg.manual_seed(3)
    layer = nn.TransformerEncoderLayer(4, 2, 6, dropout=0.0).double()
    x = rg.randn(3, 2, 4, dtype=rg.float64, requires_grad=True)
    assert rg.autograd.gradgradcheck(layer, (x,), fast_mode=True)
