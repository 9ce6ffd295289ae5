"""A network is built, shown and asked, and three random digits go through its layers one by one."""

import torch
from torch import nn

torch.manual_seed(2)
has_other = torch.accelerator.is_available()
device = torch.accelerator.current_accelerator().type if has_other else "cpu"


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(
            nn.Linear(28 * 28, 64),
            nn.ReLU(),
            nn.Linear(64, 64),
            nn.ReLU(),
            nn.Linear(64, 10),
        )

    def forward(self, x):
        return self.stack(self.flatten(x))


model = Network().to(device)
digit = torch.rand(1, 28, 28, device=device)
logits = model(digit)
probabilities = nn.Softmax(dim=1)(logits)

digits = torch.rand(3, 28, 28)
flat = nn.Flatten()(digits)
hidden = nn.Linear(in_features=28 * 28, out_features=20)(flat)
positive = nn.ReLU()(hidden)
last = nn.Sequential(nn.Linear(20, 10), nn.Softmax(dim=1))(positive)

figures = {
    "device": device,
    "shown": str(model),
    "logits": logits[0].tolist(),
    "class": probabilities.argmax(1).item(),
    "sizes": [list(t.size()) for t in (digits, flat, hidden, last)],
    "hidden": hidden.sum().item(),
    "positive": positive.sum().item(),
    "last": last[2].tolist(),
    "parameters": {name: list(value.size()) for name, value in model.named_parameters()},
    "first rows": {name: value[:2].sum().item() for name, value in model.named_parameters()},
}
