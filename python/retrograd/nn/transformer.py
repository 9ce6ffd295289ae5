"""The transformer of "Attention is all you need" (Vaswani et al. 2017), its layers and stacks."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, ClassVar

from .. import _core
from .._core import Tensor
from . import functional as F
from . import init as _init
from ._attention import additive, warn_of_kinds
from .activation import GELU, ReLU
from .attention import MultiheadAttention
from .container import ModuleList
from .dropout import Dropout
from .linear import Linear
from .module import Module
from .normalization import LayerNorm

__all__ = [
    "Transformer",
    "TransformerDecoder",
    "TransformerDecoderLayer",
    "TransformerEncoder",
    "TransformerEncoderLayer",
]

Activation = str | Callable[[Tensor], Tensor]


def __dir__() -> list[str]:
    return __all__


def _generate_square_subsequent_mask(
    sz: int, device: Any = None, dtype: _core.dtype | None = None
) -> Tensor:
    return _core.full((sz, sz), float("-inf"), dtype=dtype, device=device).triu(1)


def _get_activation_fn(activation: str) -> Callable[[Tensor], Tensor]:
    if activation == "relu":
        return F.relu
    if activation == "gelu":
        return F.gelu
    raise RuntimeError(
        f"Transformer: activation must be 'relu', 'gelu' or a function, not {activation!r}"
    )


def _get_clones(module: Module, n: int) -> ModuleList:
    return ModuleList([copy.deepcopy(module) for _ in range(n)])


def _get_seq_len(src: Tensor, batch_first: bool) -> int:
    return src.size(1 if batch_first and src.dim() == 3 else 0)


def _detect_is_causal_mask(mask: Tensor | None, is_causal: bool | None, size: int) -> bool:
    """Whether the mask is that of ``generate_square_subsequent_mask``, unless told."""
    if is_causal is not None or mask is None:
        return bool(is_causal)
    causal = _generate_square_subsequent_mask(size, dtype=mask.dtype)
    return mask.shape[-2:] == causal.shape and bool((mask == causal).all())


def _kind_of_activation(activation: Any) -> int:
    """torch's number: 1 for relu, 2 for gelu, 0 for others."""
    if activation is F.relu or isinstance(activation, ReLU):
        return 1
    return 2 if activation is F.gelu or isinstance(activation, GELU) else 0


class _Layer(Module):
    """Attention and a network of two maps, each with dropout, a sum with its input and a norm."""

    __constants__: ClassVar[tuple[str, ...]] = ("norm_first",)
    _attentions: tuple[str, ...] = ("self_attn",)

    self_attn: MultiheadAttention
    linear1: Linear
    linear2: Linear
    dropout: Dropout
    activation_relu_or_gelu: int
    activation: Any

    def __init__(
        self,
        d_model: int,
        nhead: int,
        dim_feedforward: int = 2048,
        dropout: float = 0.1,
        activation: Activation = F.relu,
        layer_norm_eps: float = 1e-5,
        batch_first: bool = False,
        norm_first: bool = False,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        made: dict[str, Any] = {"device": device, "dtype": dtype}
        super().__init__()
        for name in self._attentions:
            attention = MultiheadAttention(
                d_model, nhead, dropout=dropout, bias=bias, batch_first=batch_first, **made
            )
            setattr(self, name, attention)
        self.linear1 = Linear(d_model, dim_feedforward, bias=bias, **made)
        self.dropout = Dropout(dropout)
        self.linear2 = Linear(dim_feedforward, d_model, bias=bias, **made)
        self.norm_first = norm_first
        places = range(1, len(self._attentions) + 2)
        for i in places:
            setattr(self, f"norm{i}", LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **made))
        for i in places:
            setattr(self, f"dropout{i}", Dropout(dropout))
        if isinstance(activation, str):
            activation = _get_activation_fn(activation)
        self.activation_relu_or_gelu = _kind_of_activation(activation)
        self.activation = activation

    def __setstate__(self, state: dict[str, Any]) -> None:
        super().__setstate__(state)
        if not hasattr(self, "activation"):
            self.activation = F.relu

    def _sa_block(
        self, x: Tensor, mask: Tensor | None, padding: Tensor | None, is_causal: bool = False
    ) -> Tensor:
        y, _ = self.self_attn(
            x,
            x,
            x,
            attn_mask=mask,
            key_padding_mask=padding,
            is_causal=is_causal,
            need_weights=False,
        )
        return self.dropout1(y)  # type: ignore[no-any-return]

    def _network(self, x: Tensor) -> Tensor:
        return self.linear2(  # type: ignore[no-any-return]
            self.dropout(self.activation(self.linear1(x)))
        )

    def _through(self, x: Tensor, *blocks: Callable[[Tensor], Tensor]) -> Tensor:
        for i, block in enumerate(blocks, 1):
            norm = getattr(self, f"norm{i}")
            x = x + block(norm(x)) if self.norm_first else norm(x + block(x))
        return x


class TransformerEncoderLayer(_Layer):
    """Self-attention, then a network of two maps, each ``x = norm(x + dropout(block(x)))``.

    With ``norm_first`` it is ``x = x + dropout(block(norm(x)))``. ``activation`` is "relu", "gelu"
    or a function; RuntimeError for another word.

    Shape: ``(t, b, d_model)``, ``(b, t, d_model)`` if ``batch_first``, or without batch -> the
    same. Masks are those of MultiheadAttention.

    >>> import retrograd as rg
    >>> layer = rg.nn.TransformerEncoderLayer(d_model=4, nhead=2, dim_feedforward=8)
    >>> layer(rg.ones(5, 3, 4)).shape
    torch.Size([5, 3, 4])
    """

    def _ff_block(self, x: Tensor) -> Tensor:
        return self.dropout2(self._network(x))  # type: ignore[no-any-return]

    def forward(
        self,
        src: Tensor,
        src_mask: Tensor | None = None,
        src_key_padding_mask: Tensor | None = None,
        is_causal: bool = False,
    ) -> Tensor:
        warn_of_kinds(src_key_padding_mask, "src_key_padding_mask", src_mask, "src_mask")
        padding = additive(src_key_padding_mask, "src_key_padding_mask", src.dtype)
        mask = additive(src_mask, "src_mask", src.dtype)
        return self._through(
            src, lambda x: self._sa_block(x, mask, padding, is_causal), self._ff_block
        )


class TransformerDecoderLayer(_Layer):
    """Self-attention, attention to ``memory``, then a network; else as TransformerEncoderLayer.

    Shape: tgt ``(t, b, d_model)``, memory ``(s, b, d_model)`` -> the shape of tgt.

    >>> import retrograd as rg
    >>> layer = rg.nn.TransformerDecoderLayer(d_model=4, nhead=2, dim_feedforward=8)
    >>> layer(rg.ones(5, 3, 4), rg.ones(7, 3, 4)).shape
    torch.Size([5, 3, 4])
    """

    _attentions = ("self_attn", "multihead_attn")
    multihead_attn: MultiheadAttention

    def _mha_block(
        self,
        x: Tensor,
        mem: Tensor,
        attn_mask: Tensor | None,
        key_padding_mask: Tensor | None,
        is_causal: bool = False,
    ) -> Tensor:
        y, _ = self.multihead_attn(
            x,
            mem,
            mem,
            attn_mask=attn_mask,
            key_padding_mask=key_padding_mask,
            is_causal=is_causal,
            need_weights=False,
        )
        return self.dropout2(y)  # type: ignore[no-any-return]

    def _ff_block(self, x: Tensor) -> Tensor:
        return self.dropout3(self._network(x))  # type: ignore[no-any-return]

    def forward(
        self,
        tgt: Tensor,
        memory: Tensor,
        tgt_mask: Tensor | None = None,
        memory_mask: Tensor | None = None,
        tgt_key_padding_mask: Tensor | None = None,
        memory_key_padding_mask: Tensor | None = None,
        tgt_is_causal: bool = False,
        memory_is_causal: bool = False,
    ) -> Tensor:
        return self._through(
            tgt,
            lambda x: self._sa_block(x, tgt_mask, tgt_key_padding_mask, tgt_is_causal),
            lambda x: self._mha_block(
                x, memory, memory_mask, memory_key_padding_mask, memory_is_causal
            ),
            self._ff_block,
        )


class _Stack(Module):
    """Copies of a layer one after another, and a norm."""

    __constants__: ClassVar[tuple[str, ...]] = ("norm",)
    layers: ModuleList

    def __init__(self, layer: Module, num_layers: int, norm: Module | None) -> None:
        super().__init__()
        self.layers = _get_clones(layer, num_layers)
        self.num_layers = num_layers
        self.norm = norm

    def _finish(self, x: Tensor) -> Tensor:
        return x if self.norm is None else self.norm(x)


class TransformerEncoder(_Stack):
    """``num_layers`` copies of an encoder layer, one after another, then ``norm`` if given.

    With ``enable_nested_tensor`` what is padded comes out as 0 (before the norm) where torch takes
    its quick way: in evaluation mode, without gradients, for layers with ``batch_first`` in their
    usual form, a key padding mask that hides the ends of sequences, and no other mask.

    >>> import retrograd as rg
    >>> layer = rg.nn.TransformerEncoderLayer(d_model=4, nhead=2, dim_feedforward=8)
    >>> rg.nn.TransformerEncoder(layer, num_layers=2)(rg.ones(5, 3, 4)).shape
    torch.Size([5, 3, 4])
    """

    use_nested_tensor: bool

    def __init__(
        self,
        encoder_layer: TransformerEncoderLayer,
        num_layers: int,
        norm: Module | None = None,
        enable_nested_tensor: bool = True,
        mask_check: bool = True,
    ) -> None:
        super().__init__(encoder_layer, num_layers, norm)
        self.enable_nested_tensor = enable_nested_tensor
        self.use_nested_tensor = enable_nested_tensor and self._is_usual(encoder_layer)
        self.mask_check = mask_check

    @staticmethod
    def _is_usual(layer: TransformerEncoderLayer) -> bool:
        if type(layer) is not TransformerEncoderLayer or layer.norm_first:
            return False
        attention = layer.self_attn
        return bool(
            attention.batch_first
            and attention._qkv_same_embed_dim
            and attention.in_proj_bias is not None
            and attention.num_heads % 2 == 0
            and layer.activation_relu_or_gelu
            and layer.norm1.eps == layer.norm2.eps
        )

    def _clears_padding(self, src: Tensor, mask: Tensor | None, padding: Tensor | None) -> bool:
        if not self.use_nested_tensor or padding is None or mask is not None or src.dim() != 3:
            return False
        if self.layers[0].training or (
            _core.is_grad_enabled()
            and (src.requires_grad or any(p.requires_grad for p in self.layers[0].parameters()))
        ):
            return False
        seen = padding.logical_not() if padding.dtype == _core.bool else padding == 0
        return not (self.mask_check and bool((seen[:, 1:] & ~seen[:, :-1]).any()))

    def forward(
        self,
        src: Tensor,
        mask: Tensor | None = None,
        src_key_padding_mask: Tensor | None = None,
        is_causal: bool | None = None,
    ) -> Tensor:
        warn_of_kinds(src_key_padding_mask, "src_key_padding_mask", mask, "mask")
        padding = additive(src_key_padding_mask, "src_key_padding_mask", src.dtype)
        mask = additive(mask, "mask", src.dtype)
        size = _get_seq_len(src, self.layers[0].self_attn.batch_first)
        causal = _detect_is_causal_mask(mask, is_causal, size)
        x = src
        for layer in self.layers:
            x = layer(x, src_mask=mask, is_causal=causal, src_key_padding_mask=padding)
        if self._clears_padding(src, mask, padding):
            assert padding is not None
            x = x.masked_fill((padding != 0).unsqueeze(2), 0.0)
        return self._finish(x)


class TransformerDecoder(_Stack):
    """``num_layers`` copies of a decoder layer, one after another, then ``norm`` if given.

    >>> import retrograd as rg
    >>> layer = rg.nn.TransformerDecoderLayer(d_model=4, nhead=2, dim_feedforward=8)
    >>> rg.nn.TransformerDecoder(layer, num_layers=2)(rg.ones(5, 3, 4), rg.ones(7, 3, 4)).shape
    torch.Size([5, 3, 4])
    """

    def __init__(
        self,
        decoder_layer: TransformerDecoderLayer,
        num_layers: int,
        norm: Module | None = None,
    ) -> None:
        super().__init__(decoder_layer, num_layers, norm)

    def forward(
        self,
        tgt: Tensor,
        memory: Tensor,
        tgt_mask: Tensor | None = None,
        memory_mask: Tensor | None = None,
        tgt_key_padding_mask: Tensor | None = None,
        memory_key_padding_mask: Tensor | None = None,
        tgt_is_causal: bool | None = None,
        memory_is_causal: bool = False,
    ) -> Tensor:
        size = _get_seq_len(tgt, self.layers[0].self_attn.batch_first)
        causal = _detect_is_causal_mask(tgt_mask, tgt_is_causal, size)
        x = tgt
        for layer in self.layers:
            x = layer(
                x,
                memory,
                tgt_mask=tgt_mask,
                memory_mask=memory_mask,
                tgt_key_padding_mask=tgt_key_padding_mask,
                memory_key_padding_mask=memory_key_padding_mask,
                tgt_is_causal=causal,
                memory_is_causal=memory_is_causal,
            )
        return self._finish(x)


class Transformer(Module):
    """An encoder of ``src`` and a decoder of ``tgt`` that attends to what the encoder gives.

    Shape: src ``(s, b, d_model)``, tgt ``(t, b, d_model)``, with ``batch_first`` ``b`` in front, or
    without it -> the shape of tgt. Masks are those of MultiheadAttention.

    Raises RuntimeError where batches or features do not fit.

    >>> import retrograd as rg
    >>> model = rg.nn.Transformer(4, 2, 1, 1, dim_feedforward=8)
    >>> model(rg.ones(7, 3, 4), rg.ones(5, 3, 4)).shape
    torch.Size([5, 3, 4])
    """

    encoder: Any
    decoder: Any

    def __init__(
        self,
        d_model: int = 512,
        nhead: int = 8,
        num_encoder_layers: int = 6,
        num_decoder_layers: int = 6,
        dim_feedforward: int = 2048,
        dropout: float = 0.1,
        activation: Activation = F.relu,
        custom_encoder: Any | None = None,
        custom_decoder: Any | None = None,
        layer_norm_eps: float = 1e-5,
        batch_first: bool = False,
        norm_first: bool = False,
        bias: bool = True,
        device: Any = None,
        dtype: _core.dtype | None = None,
    ) -> None:
        made: dict[str, Any] = {"device": device, "dtype": dtype}
        rule: dict[str, Any] = made | {
            "d_model": d_model,
            "nhead": nhead,
            "dim_feedforward": dim_feedforward,
            "dropout": dropout,
            "activation": activation,
            "layer_norm_eps": layer_norm_eps,
            "batch_first": batch_first,
            "norm_first": norm_first,
            "bias": bias,
        }
        super().__init__()

        def norm() -> LayerNorm:
            return LayerNorm(d_model, eps=layer_norm_eps, bias=bias, **made)

        if custom_encoder is not None:
            self.encoder = custom_encoder
        else:
            encoder_layer = TransformerEncoderLayer(**rule)
            self.encoder = TransformerEncoder(encoder_layer, num_encoder_layers, norm())
        if custom_decoder is not None:
            self.decoder = custom_decoder
        else:
            decoder_layer = TransformerDecoderLayer(**rule)
            self.decoder = TransformerDecoder(decoder_layer, num_decoder_layers, norm())
        self._reset_parameters()
        self.d_model = d_model
        self.nhead = nhead
        self.batch_first = batch_first

    def forward(
        self,
        src: Tensor,
        tgt: Tensor,
        src_mask: Tensor | None = None,
        tgt_mask: Tensor | None = None,
        memory_mask: Tensor | None = None,
        src_key_padding_mask: Tensor | None = None,
        tgt_key_padding_mask: Tensor | None = None,
        memory_key_padding_mask: Tensor | None = None,
        src_is_causal: bool | None = None,
        tgt_is_causal: bool | None = None,
        memory_is_causal: bool = False,
    ) -> Tensor:
        batch, shapes = 0 if self.batch_first else 1, (tuple(src.shape), tuple(tgt.shape))
        if src.dim() != tgt.dim() or (src.dim() == 3 and src.size(batch) != tgt.size(batch)):
            raise RuntimeError(f"Transformer: src and tgt need one batch, got shapes {shapes}")
        if src.size(-1) != self.d_model or tgt.size(-1) != self.d_model:
            raise RuntimeError(
                f"Transformer: src and tgt need {self.d_model} features, got shapes {shapes}"
            )
        memory = self.encoder(
            src, mask=src_mask, src_key_padding_mask=src_key_padding_mask, is_causal=src_is_causal
        )
        return self.decoder(  # type: ignore[no-any-return]
            tgt,
            memory,
            tgt_mask=tgt_mask,
            memory_mask=memory_mask,
            tgt_key_padding_mask=tgt_key_padding_mask,
            memory_key_padding_mask=memory_key_padding_mask,
            tgt_is_causal=tgt_is_causal,
            memory_is_causal=memory_is_causal,
        )

    @staticmethod
    def generate_square_subsequent_mask(
        sz: int, device: Any = None, dtype: _core.dtype | None = None
    ) -> Tensor:
        """The mask that hides what comes later: -inf above the diagonal, 0 elsewhere.

        >>> import retrograd as rg
        >>> rg.nn.Transformer.generate_square_subsequent_mask(2)
        tensor([[0., -inf],
                [0., 0.]])
        """
        return _generate_square_subsequent_mask(sz, device, dtype)

    def _reset_parameters(self) -> None:
        for parameter in self.parameters():
            if parameter.dim() > 1:
                _init.xavier_uniform_(parameter)
