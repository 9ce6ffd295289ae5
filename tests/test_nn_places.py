"""Names that programs import from the modules where torch keeps them."""

from __future__ import annotations

import importlib

import pytest
import retrograd as rg
from retrograd import nn
from subprocess_run import run_python

PLACES = {
    "activation": "MultiheadAttention ReLU",
    "adaptive": "AdaptiveLogSoftmaxWithLoss _ASMoutput",
    "batchnorm": "BatchNorm1d LazyBatchNorm1d _BatchNorm _NormBase",
    "channelshuffle": "ChannelShuffle",
    "container": "ModuleList Sequential",
    "conv": "Conv2d LazyConv2d _ConvNd _ConvTransposeNd",
    "distance": "CosineSimilarity",
    "dropout": "Dropout _DropoutNd",
    "flatten": "Flatten",
    "fold": "Unfold",
    "instancenorm": "InstanceNorm2d LazyInstanceNorm2d _InstanceNorm",
    "lazy": "LazyModuleMixin",
    "linear": "Linear NonDynamicallyQuantizableLinear",
    "loss": "MSELoss TripletMarginLoss _Loss _WeightedLoss",
    "module": "Module _IncompatibleKeys _addindent",
    "normalization": "LayerNorm",
    "padding": "ZeroPad2d _ConstantPadNd _ReflectionPadNd _ReplicationPadNd",
    "pixelshuffle": "PixelShuffle",
    "pooling": "MaxPool2d _AdaptiveAvgPoolNd _AvgPoolNd _MaxPoolNd",
    "rnn": "GRUCell LSTM RNNBase RNNCellBase apply_permutation",
    "sparse": "Embedding EmbeddingBag",
    "transformer": "Transformer _get_activation_fn _get_clones",
    "upsampling": "Upsample",
    "utils": "_ntuple _pair _quadruple _reverse_repeat_tuple _single _triple",
}


@pytest.mark.parametrize("place", PLACES)
def test_a_place_has_the_names_that_torch_has_there(place):
    module = importlib.import_module(f"retrograd.nn.modules.{place}")
    assert getattr(nn.modules, place) is module
    for name in PLACES[place].split():
        found = getattr(module, name)
        if name in nn.__all__:
            assert found is getattr(nn, name) is getattr(nn.modules, name)


@pytest.mark.parametrize("place", ["loss", "linear"])
def test_a_name_that_is_not_in_a_place_is_missed(place):
    with pytest.raises(AttributeError, match="of_a_test"):
        getattr(nn.modules, place).of_a_test  # noqa: B018


def test_places_load_nothing_before_they_are_asked():
    run_python("""
        import sys
        import retrograd.nn.modules.batchnorm, retrograd.nn.modules.loss
        assert "retrograd.nn.batchnorm" not in sys.modules
        from retrograd.nn.modules.batchnorm import _BatchNorm
        assert "retrograd.nn.batchnorm" in sys.modules
        assert "retrograd.nn.loss" not in sys.modules
    """)


def test_lines_after_the_first_are_indented():
    assert nn.modules.module._addindent("a\nb\nc", 2) == "a\n  b\n  c"


def test_types_of_arguments_have_torchs_names():
    from retrograd.nn.common_types import _maybe_indices_t, _ratio_any_t, _size_2_t, _size_3_opt_t

    assert _size_2_t == int | tuple[int, int]
    assert _size_3_opt_t == int | None | tuple[int | None, int | None, int | None]
    assert _ratio_any_t == float | tuple[float, ...]
    assert _maybe_indices_t == rg.Tensor | tuple[rg.Tensor, rg.Tensor]
