"""retrograd.summary and graph(loss, model): what they show of the layers, judged by hand."""

from __future__ import annotations

import pytest
import retrograd as rg
from retrograd import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(nn.Linear(8, 16), nn.ReLU())
        self.norm = nn.BatchNorm1d(16)
        self.drop = nn.Dropout()
        self.head = nn.Linear(16, 2, bias=False)

    def forward(self, x, scale=1.0):
        x = self.drop(self.norm(self.body(self.body[1](x))))
        return self.head(x).exp() * scale


def rows(table):
    return {layer.name: layer for layer in table}


def test_each_layer_is_shown_with_its_output_and_parameters():
    table = rg.summary(Net(), rg.ones(4, 8))
    assert [(x.name, x.kind, x.calls, x.depth) for x in table] == [
        ("", "Net", 1, 0),
        ("body", "Sequential", 1, 1),
        ("body.0", "Linear", 1, 2),
        ("body.1", "ReLU", 2, 2),
        ("norm", "BatchNorm1d", 1, 1),
        ("drop", "Dropout", 1, 1),
        ("head", "Linear", 1, 1),
    ]
    of = rows(table)
    assert [of[name].parameters for name in ("body.0", "norm", "head", "")] == [144, 32, 32, 0]
    assert (of["body.0"].output, of[""].output) == ("(4, 16) float32", "(4, 2) float32")
    assert table.parameters == table.trainable == 208


def test_memory_for_backward_stands_at_the_layer_that_keeps_it():
    of = rows(rg.summary(Net().double(), rg.ones(4, 8).double(), scale=2.0))
    assert of[""].saved_bytes == 4 * 2 * 8 + 8  # the output of exp, and the scale
    assert of["body.0"].saved_bytes == 4 * 8 * 8  # its input; the weight is a parameter
    assert of["body"].saved_bytes == 0
    assert of["body.1"].saved_bytes == 4 * 16 * 8
    with rg.no_grad():
        assert rg.summary(Net(), rg.ones(4, 8)).saved_bytes == 0


def test_the_time_is_that_of_the_whole_in_parts():
    table = rg.summary(Net(), rg.ones(4, 8))
    assert all(layer.seconds > 0 for layer in table)
    assert table.seconds == pytest.approx(sum(layer.seconds for layer in table))


def test_a_summary_leaves_the_model_and_the_random_stream_as_they_were():
    m = Net()
    rg.manual_seed(0)
    expected = rg.rand(3).tolist()
    rg.manual_seed(0)
    rg.summary(m, rg.ones(4, 8))
    assert rg.rand(3).tolist() == expected
    assert m.norm.num_batches_tracked.item() == 0 and m.norm.running_var.tolist() == [1] * 16
    assert m.head.weight.grad is None
    with pytest.raises(rg.errors.ShapeError):
        rg.summary(m, rg.ones(4, 9))
    assert not any(x._forward_hooks or x._forward_pre_hooks for x in m.modules())


def test_a_summary_is_a_table():
    m = Net()
    m.head.weight.requires_grad_(False)
    lines = str(rg.summary(m, rg.ones(4, 8))).splitlines()
    assert lines[0].split() == ["layer", "output", "parameters", "saved", "time"]
    assert lines[3].split()[:6] == ["0:", "Linear", "(4,", "16)", "float32", "144"]
    assert lines[4].startswith("    1: ReLU x 2  ")
    assert lines[-2].split()[:2] == ["total", "208"]
    assert lines[-1] == "176 of the parameters are trainable"
    assert len(set(map(len, lines[:-1]))) == 1


def test_outputs_of_several_tensors_are_listed():
    m = nn.Module()
    m.forward = lambda: (rg.ones(2), {"a": rg.ones(3, dtype=rg.int64)}, None)
    assert rg.summary(m)[0].output == "(2,) float32, (3,) int64, NoneType"
    with pytest.raises(TypeError, match="expected a Module, got int"):
        rg.summary(3)


def test_a_picture_names_tensors_by_their_parameters():
    m = Net()
    shown = str(rg.graph(m(rg.ones(4, 8)).sum(), m))
    assert "body.0.weight: leaf  (16, 8) float32" in shown and "head.weight: leaf" in shown
    m.tied = m.head.weight
    assert "tied, head.weight: leaf" in str(rg.graph(m(rg.ones(4, 8)).sum(), m))
