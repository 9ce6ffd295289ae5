"""Recurrent layers beyond one call: derivatives of derivatives, narrow types, what is kept.

Their figures are compared in test_nn_table.py and test_nn_programs.py.
"""

from __future__ import annotations

import functools
import importlib
import pickle

import pytest
import retrograd as rg
from retrograd import nn
from retrograd.autograd import gradcheck, gradgradcheck
from retrograd.nn.utils.rnn import PackedSequence, pack_sequence, pad_packed_sequence

GATES = {"rnn_tanh": 1, "rnn_relu": 1, "gru": 3, "lstm": 4}
LAYERS = {
    "tanh": functools.partial(nn.RNN, nonlinearity="tanh"),
    "relu": functools.partial(nn.RNN, nonlinearity="relu"),
    "gru": nn.GRU,
    "lstm": nn.LSTM,
}


GENERATOR = rg.Generator().manual_seed(0)


def drawn(*shape):
    return (rg.rand(*shape, dtype=rg.float64, generator=GENERATOR) * 1.6 - 0.8).requires_grad_()


def network(name, packed=False, both=False):
    """A function of tensors, and tensors for it: two steps of one layer."""
    ways, gates, hidden = 1 + both, GATES[name], 2
    x = drawn(3, 1) if packed else drawn(2, 2, 1)
    weights = [
        drawn(*shape)
        for _ in range(ways)
        for shape in [(gates * 2, 1), (gates * 2, 2), (gates * 2,), (gates * 2,)]
    ]
    states = [drawn(ways, 2, hidden) for _ in range(1 + (name == "lstm"))]
    run, count = getattr(rg, name), len(states)

    def f(x, *rest):
        hx = rest[:2] if count == 2 else rest[0]
        rule = (list(rest[count:]), True, 1, 0.0, False, both)
        if packed:
            return run(x, rg.tensor([2, 1]), hx, *rule)
        return run(x, hx, *rule, False)

    return f, (x, *states, *weights)


@pytest.mark.parametrize("name", GATES)
@pytest.mark.parametrize("packed", [False, True])
def test_derivatives_are_those_of_finite_differences(name, packed):
    f, inputs = network(name, packed, both=True)
    assert gradcheck(f, inputs, fast_mode=True)
    assert gradgradcheck(f, inputs, fast_mode=True)


@pytest.mark.parametrize("name", GATES)
def test_forward_mode_gives_the_derivative_along_a_direction(name):
    f, inputs = network(name)
    inputs = tuple(x.detach() for x in inputs)
    along = tuple(drawn(*x.shape).detach() for x in inputs)
    _, found = rg.func.jvp(f, inputs, along)
    step = 1e-6
    ahead, behind = (
        f(*(x + sign * step * u for x, u in zip(inputs, along, strict=True))) for sign in (1, -1)
    )
    for y, a, b in zip(found, ahead, behind, strict=True):
        rg.testing.assert_close(y, (a - b) / (2 * step), rtol=1e-6, atol=1e-8)


@pytest.mark.parametrize("name", ["rnn_tanh_cell", "rnn_relu_cell", "gru_cell", "lstm_cell"])
def test_cells_have_the_derivatives_of_finite_differences(name):
    gates = GATES[name.removesuffix("_cell")]
    shapes = [(2, 1), (2, 2), (2, 2), (gates * 2, 1), (gates * 2, 2), (gates * 2,), (gates * 2,)]
    x, h, c, *weights = (drawn(*shape) for shape in shapes)
    cell = getattr(rg, name)

    def f(x, h, c, *weights):
        return cell(x, (h, c) if name == "lstm_cell" else h, *weights)

    if name == "lstm_cell":
        assert gradcheck(f, (x, h, c, *weights), fast_mode=True)
        assert gradgradcheck(f, (x, h, c, *weights), fast_mode=True)
    else:
        g = functools.partial(lambda x, h, *weights: f(x, h, c, *weights))
        assert gradcheck(g, (x, h, *weights), fast_mode=True)
        assert gradgradcheck(g, (x, h, *weights), fast_mode=True)


@pytest.mark.parametrize("name", LAYERS)
@pytest.mark.parametrize("dtype", [rg.float16, rg.bfloat16])
def test_narrow_types_compute_in_float32(name, dtype):
    rg.manual_seed(0)
    layer = LAYERS[name](3, 5, 2, bidirectional=True).to(dtype)
    x = rg.randn(7, 2, 3).to(dtype)
    y, _ = layer(x)
    assert y.dtype == dtype
    wide = LAYERS[name](3, 5, 2, bidirectional=True)
    wide.load_state_dict(layer.state_dict())
    assert rg.equal(y, wide(x.float())[0].to(dtype))
    y.sum().backward()
    assert {p.grad.dtype for p in layer.parameters()} == {dtype}


@pytest.mark.parametrize("name", LAYERS)
def test_packed_sequences_are_run_as_each_alone(name):
    rg.manual_seed(1)
    layer = LAYERS[name](3, 4, 2, bidirectional=True).double()
    sequences = [rg.randn(n, 3, dtype=rg.float64) for n in (2, 6, 1, 4)]
    output, state = layer(pack_sequence(sequences, enforce_sorted=False))
    padded, lengths = pad_packed_sequence(output)
    assert lengths.tolist() == [2, 6, 1, 4]
    for i, x in enumerate(sequences):
        alone, after = layer(x)
        rg.testing.assert_close(padded[: len(x), i], alone)
        ends, own = (state, after) if name == "lstm" else ([state], [after])
        for s, t in zip(ends, own, strict=True):
            rg.testing.assert_close(s[:, i], t)


def test_a_layer_goes_the_way_of_its_cell():
    rg.manual_seed(2)
    for layer, cell in ((nn.GRU(3, 70), nn.GRUCell(3, 70)), (nn.LSTM(3, 70), nn.LSTMCell(3, 70))):
        for own, other in zip(layer.parameters(), cell.parameters(), strict=True):
            own.data = other.data
        x, state, ys = rg.randn(5, 33, 3), None, []
        for step in x:
            state = cell(step, state)
            ys.append(state[0] if isinstance(cell, nn.LSTMCell) else state)
        rg.testing.assert_close(layer(x)[0], rg.stack(ys), rtol=1e-5, atol=1e-6)


def test_a_graph_can_be_used_once_unless_it_is_retained():
    layer, x = nn.LSTM(2, 3), rg.randn(4, 1, 2)
    y = layer(x)[0].sum()
    y.backward(retain_graph=True)
    once = layer.weight_hh_l0.grad.clone()
    y.backward()
    rg.testing.assert_close(layer.weight_hh_l0.grad, 2 * once)
    with pytest.raises(RuntimeError):
        y.backward()


def test_what_backward_needs_may_not_be_written_to():
    layer, x = nn.GRU(2, 3), rg.randn(4, 1, 2)
    y, _ = layer(x)
    loss = y.sum()
    with rg.no_grad():
        layer.weight_hh_l0.zero_()
    with pytest.raises(RuntimeError, match="RecurrentLayer"):
        loss.backward()


def test_a_state_alone_can_be_what_a_loss_is_made_of():
    for layer in (nn.LSTM(2, 3, batch_first=True), nn.GRU(2, 3), nn.RNN(2, 3)):
        layer.double()
        x = rg.randn(4, 3, 2, dtype=rg.float64, requires_grad=True)
        y, state = layer(x)
        h = state[0] if isinstance(layer, nn.LSTM) else state
        last = y[:, -1] if layer.batch_first else y[-1]
        for grads in zip(
            rg.autograd.grad(h.sum(), [x, *layer.parameters()], retain_graph=True),
            rg.autograd.grad(last.sum(), [x, *layer.parameters()]),
            strict=True,
        ):
            rg.testing.assert_close(*grads)


def test_the_weights_are_those_that_are_set_now():
    layer = nn.LSTM(2, 3)
    assert layer.flatten_parameters() is None
    assert [w is p for w, p in zip(layer._flat_weights, layer.parameters(), strict=True)] == [
        True
    ] * 4
    new = layer.weight_ih_l0 = nn.Parameter(rg.zeros(12, 2))
    assert layer._flat_weights[0] is new
    assert layer.all_weights[0][0] is new
    assert pickle.loads(pickle.dumps(layer))._flat_weights[0].tolist() == new.tolist()


def test_torchs_places_lead_to_the_layers():
    assert importlib.import_module("retrograd.nn.modules.rnn").LSTM is nn.LSTM
    place = importlib.import_module("retrograd.nn.modules.activation")
    assert place.MultiheadAttention is nn.MultiheadAttention


@pytest.mark.parametrize(
    "sizes", [[1, 2], [2, 0, 1], [2], [], [[2, 1]]], ids=["grow", "zero", "few", "none", "2-d"]
)
def test_sizes_of_a_batch_that_do_not_fit_are_refused(sizes):
    layer = nn.LSTM(2, 3)
    with pytest.raises((RuntimeError, IndexError)):
        layer(PackedSequence(rg.ones(3, 2), rg.tensor(sizes, dtype=rg.int64)))


REFUSED = {
    "weights each": lambda x, h, w: rg.gru(x, h, w[:3], True, *RULE),
    "a state of shape": lambda x, h, w: rg.gru(x, rg.zeros(1, 2, 2), w, True, *RULE),
    "between 0 and 1": lambda x, h, w: rg.gru(x, h, w, True, 1, 1.5, True, False, False),
    "3 dimensions": lambda x, h, w: rg.gru(x[0], h, w, True, *RULE),
    "floating": lambda x, h, w: rg.gru(x.long(), h, w, True, *RULE),
    "a weight of shape": lambda x, h, w: rg.gru(x, h, [w[0], w[1], w[0], w[1]], True, *RULE),
    "at least one step": lambda x, h, w: rg.gru(x[:0], h, w, True, *RULE),
    "1 tensors": lambda x, h, w: rg.lstm(x, [h], [*w, *w][:4], True, *RULE),
    "hx": lambda x, h, w: rg.lstm_cell(x[0], [h[0]], w[0], w[1]),
    "float64": lambda x, h, w: rg.gru_cell(x[0], h[0].double(), w[0], w[1]),
    "but a weight": lambda x, h, w: rg.gru_cell(x[0], h[0], w[0].double(), w[1]),
    "weights of shapes": lambda x, h, w: rg.gru_cell(x[0], h[0], w[0], w[0].t()),
}
RULE = (1, 0.0, False, False, False)


@pytest.mark.parametrize("text", REFUSED)
def test_functions_refuse_what_does_not_fit(text):
    weights = [rg.ones(3, 1), rg.ones(3, 1), rg.ones(3), rg.ones(3)]
    with pytest.raises((RuntimeError, ValueError), match=text):
        REFUSED[text](rg.ones(2, 2, 1), rg.zeros(1, 2, 1), weights)


@pytest.mark.parametrize("batch_first", [False, True])
def test_threads_do_not_change_the_bits(batch_first):
    rg.manual_seed(3)
    layer, x = nn.LSTM(8, 256, batch_first=batch_first), rg.randn(3, 64, 8)
    found, threads = [], rg.get_num_threads()
    try:
        for n in (1, 3):
            rg.set_num_threads(n)
            y = layer(x.transpose(0, 1) if batch_first else x)[0]
            found.append([y.detach(), *rg.autograd.grad(y.sum(), list(layer.parameters()))])
    finally:
        rg.set_num_threads(threads)
    assert all(rg.equal(a, b) for a, b in zip(*found, strict=True))
