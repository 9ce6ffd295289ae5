"""What torch pickles, and what that gives once read; ``--write`` under torch makes the file."""

from __future__ import annotations

import base64
import json
import lzma
import pickle
import sys
from pathlib import Path

FILE = Path(__file__).with_name("pickle_figures.json")


def made(torch):
    """Things that programs pickle, after a step of training."""
    torch.manual_seed(0)
    nn = torch.nn
    net = nn.Sequential(nn.Linear(2, 3, False), nn.BatchNorm1d(3), nn.ReLU(), nn.Linear(3, 1))
    optimizer = torch.optim.Adam(net.parameters(), lr=0.1)
    schedule = torch.optim.lr_scheduler.StepLR(optimizer, 1, 0.5)
    net(torch.randn(4, 2)).sum().backward()
    optimizer.step()
    schedule.step()
    x = torch.arange(6.0).reshape(2, 3)
    noted, weight = torch.ones(2), nn.Parameter(torch.ones(2))
    noted.note, weight.tag = "kept", 3
    return {
        "tensors": [x, x.t(), x.bfloat16(), x.long(), x > 2, torch.empty(0), torch.tensor(2.5)],
        "noted": [noted, weight],
        "training": (net, optimizer, schedule.state_dict(), net.state_dict()),
        "layers": [nn.LSTM(2, 3), nn.MultiheadAttention(4, 2), nn.Conv2d(1, 2, 3), nn.GRU(2, 2)],
        "words": [x.shape, torch.float16, x.device, torch.strided, torch.channels_last],
        "functions": [torch.relu, nn.functional.gelu, nn.functional.silu],
        "others": [torch.distributions.Normal(0.0, torch.ones(2)), nn.CrossEntropyLoss()],
        "data": torch.utils.data.TensorDataset(x),
    }


def used(torch, things):
    """Numbers and texts that they give."""
    net, optimizer, schedule, state = things["training"]
    tensors = things["tensors"]
    optimizer.zero_grad()
    net(torch.ones(3, 2).cumsum(0)).pow(2).sum().backward()
    optimizer.step()
    tensors[1][0, 0] = 7  # the same memory as the first
    lstm, attention, convolution, gru = things["layers"]
    noted, weight = things["noted"]
    torch.manual_seed(1)
    return {
        "tensors": [[t.tolist(), str(t.dtype), list(t.stride())] for t in tensors],
        "noted": [noted.note, weight.tag, weight.requires_grad],
        "net": [[name, p.double().sum().item()] for name, p in net.state_dict().items()],
        "state": [list(state), schedule["last_epoch"], optimizer.param_groups[0]["lr"]],
        "layers": [
            lstm(torch.ones(1, 1, 2))[0].sum().item(),
            gru(torch.ones(1, 1, 2))[0].sum().item(),
            attention(*[torch.ones(1, 1, 4)] * 3)[0].sum().item(),
            convolution(torch.ones(1, 1, 3, 3)).sum().item(),
        ],
        "words": [str(word) for word in things["words"]],
        "functions": [f(torch.tensor([-1.0, 2.0])).sum().item() for f in things["functions"]],
        "others": [repr(things["others"]), things["others"][0].sample().sum().item()],
        "data": things["data"][1][0].tolist(),
    }


if __name__ == "__main__":
    import torch

    if sys.argv[1:] == ["--write"]:
        data = pickle.dumps(made(torch), 4)
        found = {"pickle": base64.b64encode(lzma.compress(data)).decode()}
        FILE.write_text(json.dumps({**found, "used": used(torch, pickle.loads(data))}) + "\n")
    else:  # of the file, as it is read here
        data = lzma.decompress(base64.b64decode(json.loads(FILE.read_text())["pickle"]))
        print(json.dumps(used(torch, pickle.loads(data))))
