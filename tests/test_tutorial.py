"""PyTorch's autograd tutorial: its printed figures, and its script with torch's own seed."""

from __future__ import annotations

import json
import re
import warnings
from pathlib import Path

import numpy as np
import pytest
import retrograd as rg
from subprocess_run import run_python

FIGURES = json.loads((Path(__file__).parent / "tutorial_figures.json").read_text())
DIGITS = 5e-5 + 1e-6  # half of the last printed digit, and the rounding of the printed w and b
bce = rg.nn.functional.binary_cross_entropy_with_logits


@pytest.fixture
def model():
    x, y = rg.ones(5), rg.zeros(3)
    w = rg.tensor(FIGURES["w"], requires_grad=True)
    b = rg.tensor(FIGURES["b"], requires_grad=True)
    z = rg.matmul(x, w) + b
    return x, y, w, b, z, bce(z, y)


def test_inputs_and_parameters_are_those_of_the_tutorial(model):
    x, y, w, b, _, _ = model
    assert x.tolist() == FIGURES["x"]
    assert y.tolist() == FIGURES["y"]
    assert w.shape == (5, 3)
    assert b.shape == (3,)
    assert [t.requires_grad for t in (w, x)] == FIGURES["requires_grad_prints"][:2]


def test_z_and_loss_have_the_printed_values(model):
    _, _, _, _, z, loss = model
    assert z.tolist() == pytest.approx(FIGURES["z"], abs=5 * DIGITS)
    assert loss.item() == pytest.approx(FIGURES["loss"], abs=DIGITS)
    assert loss.shape == ()


def test_grad_fn_shows_the_names_of_the_tutorial(model):
    for name, tensor in zip("xywbz", model[:5], strict=True):
        if FIGURES["grad_fn"][name] is None:
            assert tensor.grad_fn is None
    for name, tensor in (("z", model[4]), ("loss", model[5])):
        shown = re.sub(r"0x[0-9a-f]+", "0x...", repr(tensor.grad_fn))
        assert shown == FIGURES["grad_fn"][name]


def test_gradients_add_up_over_eleven_passes(model):
    _, _, w, b, _, loss = model
    loss.backward(retain_graph=True)
    once = w.grad.numpy().copy()
    for _ in range(10):
        loss.backward(retain_graph=True)
    np.testing.assert_allclose(w.grad.numpy(), FIGURES["w_grad_after_11"], atol=3 * DIGITS)
    np.testing.assert_allclose(b.grad.numpy(), FIGURES["b_grad_after_11"], atol=3 * DIGITS)
    np.testing.assert_allclose(w.grad.numpy(), 11 * once, rtol=1e-6)


def test_reading_grad_of_a_non_leaf_warns_and_gives_none(model):
    x, y, w, _, z, loss = model
    loss.backward()
    assert w.grad is not None
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        assert x.grad is None
        assert y.grad is None
    with pytest.warns(UserWarning, match="leaf"):
        assert z.grad is None


def test_a_second_backward_needs_retain_graph(model):
    loss = model[5]
    loss.backward()
    with pytest.raises(RuntimeError, match="retain_graph"):
        loss.backward()


def test_no_grad_and_detach_stop_the_recording(model):
    x, _, w, b, z, _ = model
    shown = [z.requires_grad]
    with rg.no_grad():
        shown.append((rg.matmul(x, w) + b).requires_grad)
    shown.append((rg.matmul(x, w) + b).requires_grad)
    shown.append(z.detach().requires_grad)
    assert shown == FIGURES["requires_grad_prints"]


def test_jacobian_products_accumulate_as_printed():
    inp = rg.eye(4, 5, requires_grad=True)
    out = (inp + 1).pow(2).t()
    assert out.shape == (5, 4)
    out.backward(rg.ones_like(out), retain_graph=True)
    assert inp.grad.tolist() == FIGURES["vjp"]["first"]
    out.backward(rg.ones_like(out), retain_graph=True)
    assert inp.grad.tolist() == FIGURES["vjp"]["second"]
    inp.grad.zero_()
    out.backward(rg.ones_like(out), retain_graph=True)
    assert inp.grad.tolist() == FIGURES["vjp"]["after_zeroing"]


# The tutorial's script after manual_seed(0), as PyTorch 2.13.0 computes it.
SEEDED_W = [
    [1.5409960746765137, -0.293428897857666, -2.1787893772125244],
    [0.5684312582015991, -1.0845223665237427, -1.3985954523086548],
    [0.40334683656692505, 0.8380263447761536, -0.7192575931549072],
    [-0.40334352850914, -0.5966353416442871, 0.18203648924827576],
    [-0.8566746115684509, 1.1006041765213013, -1.0711873769760132],
]
SEEDED_B = [0.1227012425661087, -0.5663174986839294, 0.3731146454811096]
SEEDED_Z = [1.3754574060440063, -0.6022735238075256, -4.812678813934326]
SEEDED_LOSS = 0.681851327419281
SEEDED_GRAD = [0.2660868167877197, 0.1179412305355072, 0.002686853753402829]


def test_the_seeded_script_gives_the_numbers_of_torch():
    rg.manual_seed(0)
    x, y = rg.ones(5), rg.zeros(3)
    w = rg.randn(5, 3, requires_grad=True)
    b = rg.randn(3, requires_grad=True)
    z = rg.matmul(x, w) + b
    loss = bce(z, y)
    loss.backward()
    np.testing.assert_allclose(w.detach().numpy(), SEEDED_W, rtol=1e-6)
    np.testing.assert_allclose(b.detach().numpy(), SEEDED_B, rtol=1e-6)
    np.testing.assert_allclose(z.detach().numpy(), SEEDED_Z, rtol=2e-6, atol=1e-6)
    assert loss.item() == pytest.approx(SEEDED_LOSS, rel=2e-6)
    np.testing.assert_allclose(w.grad.numpy(), [SEEDED_GRAD] * 5, rtol=2e-6)
    np.testing.assert_allclose(b.grad.numpy(), SEEDED_GRAD, rtol=2e-6)


def test_the_seeded_script_prints_what_torch_prints():
    rg.manual_seed(0)
    x = rg.ones(5)
    w = rg.randn(5, 3, requires_grad=True)
    b = rg.randn(3, requires_grad=True)
    z = rg.matmul(x, w) + b
    assert repr(x) == "tensor([1., 1., 1., 1., 1.])"
    assert repr(b) == "tensor([ 0.1227, -0.5663,  0.3731], requires_grad=True)"
    assert repr(z) == "tensor([ 1.3755, -0.6023, -4.8127], grad_fn=<AddBackward0>)"
    assert (
        repr(bce(z, rg.zeros(3)))
        == "tensor(0.6819, grad_fn=<BinaryCrossEntropyWithLogitsBackward0>)"
    )
    assert repr(w) == (
        "tensor([[ 1.5410, -0.2934, -2.1788],\n"
        "        [ 0.5684, -1.0845, -1.3986],\n"
        "        [ 0.4033,  0.8380, -0.7193],\n"
        "        [-0.4033, -0.5966,  0.1820],\n"
        "        [-0.8567,  1.1006, -1.0712]], requires_grad=True)"
    )


def test_python_m_retrograd_runs_the_tutorial():
    out = run_python("import runpy; runpy.run_module('retrograd', run_name='__main__')")
    for shown in (
        "<AddBackward0 object at 0x",
        "<BinaryCrossEntropyWithLogitsBackward0 object at 0x",
        "UserWarning",
        "tensor([[4., 2., 2., 2., 2.]",
        "tensor([[8., 4., 4., 4., 4.]",
    ):
        assert shown in out
    last = out.splitlines()[-1]
    for told in (rg.__version__, *rg._core.isa_levels(), "threads"):
        assert told in last
