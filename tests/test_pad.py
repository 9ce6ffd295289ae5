"""Pads: how the result lies, and what grad_fn shows."""

from __future__ import annotations

import pytest
import retrograd as rg

F = rg.nn.functional
MODES = ["constant", "reflect", "replicate", "circular"]


@pytest.mark.parametrize("mode", MODES)
def test_an_image_in_channels_last_stays_so(mode):
    x = rg.randn(2, 3, 4, 5)
    y = F.pad(x.to(memory_format=rg.channels_last), (1, 2, 0, 3), mode)
    assert y.stride() == (168, 1, 24, 3)
    assert rg.equal(y, F.pad(x, (1, 2, 0, 3), mode))


@pytest.mark.parametrize("mode", MODES)
def test_rows_longer_than_a_cache_line_are_moved_whole(mode):
    x = rg.arange(3 * 5000).reshape(1, 3, 5000)
    y = F.pad(x, (3, -7), mode)
    assert y.shape == (1, 3, 4996) and rg.equal(y[..., 3:], x[..., :-7])


def test_bools_are_reflected_too():
    assert F.pad(rg.tensor([[True, False]]), (1, 1), "reflect").tolist() == [
        [False, True, False, True]
    ]


def test_grad_fn_is_named_and_shows_its_pads():
    x = rg.ones(1, 3, requires_grad=True)
    fn = F.pad(x, (1, 2)).grad_fn
    assert (fn.name(), fn._saved_pad) == ("ConstantPadNdBackward0", (1, 2))
    fn = F.pad(x, (1, 2), "reflect").grad_fn
    assert (fn.name(), fn._saved_padding) == ("ReflectionPad1DBackward0", (1, 2))
    assert F.pad(x[None], (1, 2, 0, 0), "replicate").grad_fn.name() == "ReplicationPad2DBackward0"
