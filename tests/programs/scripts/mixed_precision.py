"""As people keep them: argparse, AMP, compile, schedules, clipping, checkpoints, a reload."""

import argparse
import json
import logging
import os
import random
import tempfile
import time
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
import torch.nn as nn
import torch.utils.checkpoint as cp
from torch import Tensor
from torch.amp import GradScaler, autocast
from torch.optim.lr_scheduler import CosineAnnealingLR, LinearLR, SequentialLR
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

try:
    from torch.utils.tensorboard import SummaryWriter
except ImportError:
    SummaryWriter = None

logger = logging.getLogger("train")


@dataclass
class Config:
    width: int = 24
    depth: int = 2
    dropout: float = 0.1


class Block(nn.Module):
    def __init__(self, width: int, dropout: float) -> None:
        super().__init__()
        self.norm = nn.RMSNorm(width)
        self.up, self.down = nn.Linear(width, 2 * width), nn.Linear(width, width)
        self.drop = nn.Dropout(dropout)

    def forward(self, x: Tensor) -> Tensor:
        a, b = self.up(self.norm(x)).chunk(2, dim=-1)
        return x + self.drop(self.down(torch.nn.functional.silu(a) * b))


class Model(nn.Module):
    def __init__(self, config: Config, features: int = 6) -> None:
        super().__init__()
        self.inp = nn.utils.parametrizations.weight_norm(nn.Linear(features, config.width))
        self.blocks = nn.ModuleList(
            [Block(config.width, config.dropout) for _ in range(config.depth)]
        )
        self.out = nn.Linear(config.width, 3)

    def forward(self, x: Tensor, y: Tensor | None = None):
        h = self.inp(x)
        for block in self.blocks:
            h = cp.checkpoint(block, h, use_reentrant=False) if self.training else block(h)
        logits = self.out(h)
        return logits, None if y is None else nn.functional.cross_entropy(logits.float(), y)


def seed_everything(seed: int) -> None:
    random.seed(seed)
    np.random.seed(seed)
    torch.manual_seed(seed)
    torch.cuda.manual_seed_all(seed)
    torch.backends.cudnn.deterministic = True
    torch.backends.cudnn.benchmark = False
    torch.use_deterministic_algorithms(True, warn_only=True)


def main(args: argparse.Namespace) -> None:
    logging.basicConfig(level=logging.WARNING)
    seed_everything(args.seed)
    device = torch.device(args.device or ("cuda" if torch.cuda.is_available() else "cpu"))
    use_amp = args.amp and device.type == "cpu"
    x = torch.from_numpy(np.random.randn(192, 6).astype(np.float32))
    y = (x[:, 0] > 0).long() + (x[:, 1] * x[:, 2] > 0).long()
    weights = 1.0 / torch.bincount(y)[y].double()
    sampler = WeightedRandomSampler(weights, num_samples=128, replacement=True)
    loader = DataLoader(TensorDataset(x, y), args.batch_size, sampler=sampler, num_workers=0)
    config = Config()
    model = Model(config).to(device)
    compiled = torch.compile(model) if args.compile else model
    optimizer = torch.optim.AdamW(model.parameters(), lr=args.lr, weight_decay=0.05, amsgrad=True)
    warmup = LinearLR(optimizer, start_factor=0.1, total_iters=4)
    cosine = CosineAnnealingLR(optimizer, T_max=20, eta_min=1e-4)
    scheduler = SequentialLR(optimizer, [warmup, cosine], milestones=[4])
    scaler = GradScaler("cpu", enabled=False)
    writer = SummaryWriter(args.out) if SummaryWriter is not None and args.log else None
    start, step = time.perf_counter(), 0
    for _ in range(args.epochs):
        compiled.train()
        for xb, yb in loader:
            with autocast("cpu", dtype=torch.bfloat16, enabled=use_amp):
                logits, loss = compiled(xb.to(device), yb.to(device))
            optimizer.zero_grad(set_to_none=True)
            scaler.scale(loss).backward()
            scaler.unscale_(optimizer)
            norm = nn.utils.clip_grad_norm_(model.parameters(), args.clip, error_if_nonfinite=True)
            scaler.step(optimizer)
            scaler.update()
            scheduler.step()
            step += 1
            print(
                json.dumps(
                    {
                        "step": step,
                        "loss": round(loss.item(), 5),
                        "norm": round(float(norm), 4),
                        "lr": round(scheduler.get_last_lr()[0], 7),
                        "kind": str(logits.dtype),
                    }
                )
            )
    assert time.perf_counter() > start and writer is None
    path = Path(args.out) / "checkpoint.pt"
    torch.save(
        {
            "model": model.state_dict(),
            "optimizer": optimizer.state_dict(),
            "scheduler": scheduler.state_dict(),
            "scaler": scaler.state_dict(),
            "config": asdict(config),
            "rng": torch.get_rng_state(),
            "step": step,
        },
        path,
    )
    state = torch.load(path, map_location=device, weights_only=True)
    again = Model(Config(**state["config"]))
    print(
        again.load_state_dict(state["model"], strict=True),
        sorted(state),
        len(state["optimizer"]["state"]),
    )
    opt2 = torch.optim.AdamW(again.parameters(), lr=1.0)
    opt2.load_state_dict(state["optimizer"])
    torch.set_rng_state(state["rng"])
    first = torch.rand(2)
    torch.set_rng_state(state["rng"])
    assert torch.equal(first, torch.rand(2)) and opt2.param_groups[0]["lr"] != 1.0
    model.eval(), again.eval()
    with torch.inference_mode():
        torch.testing.assert_close(model(x)[0], again(x)[0])
        print(f"accuracy {(again(x)[0].argmax(-1) == y).float().mean().item():.4f}")
    swa = torch.optim.swa_utils.AveragedModel(
        again, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(0.9)
    )
    swa.update_parameters(again)
    hook = again.out.register_forward_hook(lambda m, args, out: print("hook", tuple(out.shape)))
    again(x[:2])
    hook.remove()
    print(next(iter(swa.parameters())).norm().item().__round__(4), os.path.exists(path))


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("--epochs", type=int, default=2)
    parser.add_argument("--batch-size", type=int, default=16)
    parser.add_argument("--lr", type=float, default=1e-2)
    parser.add_argument("--clip", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=42)
    parser.add_argument("--device", type=str, default=None)
    parser.add_argument("--no-amp", dest="amp", action="store_false")
    parser.add_argument("--compile", action="store_true")
    parser.add_argument("--log", action="store_true")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as args.out:
        main(args)
