"""autocast: which operations compute in what, by torch's figures, and where a block ends."""

from __future__ import annotations

import json
import threading

import pytest
import retrograd as rg
from autocast_table import CASES, FILE, computed, losses
from retrograd.utils.checkpoint import checkpoint

FIGURES = json.loads(FILE.read_text())
pytestmark = pytest.mark.filterwarnings("ignore")  # of kl_div


def test_every_case_has_figures():
    assert set(FIGURES) == {*CASES, "losses"}


@pytest.mark.parametrize("case", CASES)
def test_an_operation_computes_in_the_type_that_it_has_in_torch(case):
    (dtype, total), (wanted, figure) = computed(rg, case), FIGURES[case]
    assert dtype == wanted
    assert total == pytest.approx(figure, rel=0.02, abs=0.05 if "bfloat16" in dtype else 0.01)


@pytest.mark.parametrize("case", ["a@b", "F.linear(a,b,v)", "F.mse_loss(h,h)", "h+a"])
def test_float16_takes_the_place_of_bfloat16(case):
    wanted = FIGURES[case][0].replace("bfloat16", "float16")
    assert computed(rg, case, "float16")[0] == wanted


def test_training_has_torchs_losses_and_gradients_in_float32():
    for found, wanted in zip(losses(rg), FIGURES["losses"], strict=True):
        assert found[1:] == wanted[1:] and found[0] == pytest.approx(wanted[0], rel=2e-3)


def test_blocks_can_stand_in_each_other():
    x = rg.ones(2, 2)
    with rg.autocast("cpu"):
        assert rg.is_autocast_enabled("cpu") and (x @ x).dtype is rg.bfloat16
        with rg.autocast("cpu", enabled=False):
            assert not rg.is_autocast_enabled("cpu") and (x @ x).dtype is rg.float32
            with rg.autocast("cpu", dtype=rg.float16):
                assert (x @ x).dtype is rg.float16
        with rg.autocast("cuda", enabled=False):
            assert (x @ x).dtype is rg.bfloat16
        with pytest.raises(KeyError), rg.autocast("cpu", enabled=False):
            raise KeyError
        assert (x @ x).dtype is rg.bfloat16
        seen = []
        thread = threading.Thread(target=lambda: seen.append((x @ x).dtype))
        thread.start()
        thread.join()
        assert seen == [rg.float32]  # a block is its thread's
    assert (x @ x).dtype is rg.float32 and not rg.is_autocast_enabled("cpu")
    assert rg.autocast("cpu")(lambda: (x @ x).dtype)() is rg.bfloat16


@pytest.mark.parametrize("use_reentrant", [False, True])
def test_a_checkpoint_computes_again_in_the_types_of_its_first_call(use_reentrant):
    x = rg.randn(3, 3, requires_grad=True)
    seen = []

    def product(x):
        y = (x @ x).sin() @ x
        seen.append(y.dtype)
        return y

    with rg.autocast("cpu"):
        y = checkpoint(product, x, use_reentrant=use_reentrant, early_stop=False)
    y.float().sum().backward()
    assert seen == [rg.bfloat16] * 2 and x.grad.dtype is rg.float32
    with rg.autocast("cpu"):
        (wanted,) = rg.autograd.grad(product(x).float().sum(), x)
    assert x.grad.tolist() == wanted.tolist()


@pytest.mark.parametrize("cast_inputs", [None, rg.float32])
def test_a_function_of_ones_own_says_what_it_computes_in(cast_inputs):
    seen = []

    class Squared(rg.autograd.Function):
        @staticmethod
        @rg.amp.custom_fwd(device_type="cpu", cast_inputs=cast_inputs)
        def forward(ctx, x):
            seen.append((x.dtype, rg.is_autocast_enabled("cpu")))
            return x @ x

        @staticmethod
        @rg.amp.custom_bwd(device_type="cpu")
        def backward(ctx, grad):
            seen.append((grad.dtype, rg.is_autocast_enabled("cpu")))
            return grad.float()

    x = rg.ones(2, 2, dtype=rg.bfloat16, requires_grad=True)
    with rg.autocast("cpu"):
        y = Squared.apply(x)
    y.sum().backward()
    inside = cast_inputs is None
    dtype = rg.bfloat16 if inside else rg.float32
    assert seen == [(dtype, inside), (dtype, inside)]
    Squared.apply(x)
    assert seen[-1] == (rg.bfloat16, False)  # outside of a block nothing is cast
