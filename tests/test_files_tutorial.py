"""PyTorch's tutorials on saving and loading run with only the import changed, with torch's numbers.

The figures are torch 2.13's for the same seed; images are random ones in place of FashionMNIST's.
"""

from __future__ import annotations

import files_table
import pytest
import retrograd as rg

# What the network says of the image, before and after it is saved.
PREDICTED = [0.1352508, 0.1561994, 0.0768125, 0.0872665, -0.1158115]
PREDICTED += [-0.1014553, -0.044979, 0.0368829, 0.0400856, 0.0638199]


def network(torch):
    nn = torch.nn

    class NeuralNetwork(nn.Module):
        def __init__(self):
            super().__init__()
            self.flatten = nn.Flatten()
            self.linear_relu_stack = nn.Sequential(
                nn.Linear(28 * 28, 512),
                nn.ReLU(),
                nn.Linear(512, 512),
                nn.ReLU(),
                nn.Linear(512, 10),
            )

        def forward(self, x):
            x = self.flatten(x)
            logits = self.linear_relu_stack(x)
            return logits

    return NeuralNetwork()


def test_a_model_is_saved_and_loaded_as_in_the_tutorial(ag, tmp_path, monkeypatch):
    torch = ag
    monkeypatch.chdir(tmp_path)
    torch.manual_seed(0)
    model = network(torch)
    x = torch.rand(1, 28, 28)
    before = model(x)
    assert before[0].tolist() == pytest.approx(PREDICTED, abs=1e-6)

    torch.save(model.state_dict(), "model.pth")

    model = network(torch)
    assert model(x)[0].tolist() != pytest.approx(PREDICTED, abs=1e-3)
    assert repr(model.load_state_dict(torch.load("model.pth", weights_only=True))) == (
        "<All keys matched successfully>"
    )

    model.eval()
    with torch.no_grad():
        pred = model(x)
    assert pred.equal(before) and pred[0].argmax(0) == before[0].argmax(0)


def flat(thing):
    """The numbers in nested lists and dictionaries, and the keys."""
    if isinstance(thing, dict):
        return [part for key, value in thing.items() for part in [str(key), *flat(value)]]
    if isinstance(thing, (list, tuple)):
        return [part for value in thing for part in flat(value)]
    return [thing]


def alike(found, wanted):
    found, wanted = flat(found), flat(wanted)
    assert [x for x in found if not isinstance(x, float)] == [
        x for x in wanted if not isinstance(x, float)
    ]
    floats = [x for x in wanted if isinstance(x, float)]
    assert [x for x in found if isinstance(x, float)] == pytest.approx(floats, rel=1e-5, abs=1e-6)


def test_training_goes_on_from_what_torch_saved():
    saved = rg.load(files_table.FOLDER / "training.pt")
    parts = files_table.network(rg)
    for name, part in parts.items():
        part.load_state_dict(saved["state"][name])
    after = files_table.train(parts, saved["state"]["model"]["1.weight"])
    alike(files_table.as_lists(after), saved["after"])


def test_states_have_the_order_and_the_numbers_that_torch_s_have():
    saved = rg.load(files_table.FOLDER / "training.pt")
    alike(files_table.training(rg)["lists"], saved["lists"])


def test_a_checkpoint_of_model_and_optimiser_is_resumed(ag, tmp_path):
    torch = ag
    x = torch.ones(5, 3) * torch.arange(5.0).view(5, 1)
    parts = files_table.network(torch)
    torch.save({"epoch": 3, "loss": 0.5, "parts": files_table.train(parts, x)}, tmp_path / "c.pt")
    wanted = files_table.as_lists(files_table.train(parts, x))

    checkpoint = torch.load(tmp_path / "c.pt", weights_only=True)
    assert checkpoint["epoch"] == 3 and checkpoint["loss"] == 0.5
    parts = files_table.network(torch)
    for name, part in parts.items():
        part.load_state_dict(checkpoint["parts"][name])
    assert files_table.as_lists(files_table.train(parts, x)) == wanted
