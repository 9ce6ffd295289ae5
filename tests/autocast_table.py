"""What operations give inside of autocast; ``--write`` under torch puts types and sums on file."""

from __future__ import annotations

import json
import sys
from pathlib import Path

FILE = Path(__file__).with_name("autocast_figures.json")
_CASES = """
    a@b  matmul(v,v)  mv(a,v)  dot(v,v)  outer(v,v)  mm(a,b)  bmm(B,B)  addmm(a,a,b)  addmv(v,a,v)
    baddbmm(B,B,B)  addbmm(a,B,B)  linalg.multi_dot([a,b,a])  linalg.vecdot(a,b)  linalg.matmul(a,b)
    einsum('ij,jk->ik',a,b)  einsum('ij->i',a)  tensordot(a,b,1)  matrix_power(a,2)  addmm(a,h,h)
    F.linear(a,b,v)  F.bilinear(a,a,B,u)  F.conv1d(C,K)  F.conv2d(D,L)  F.conv_transpose1d(C,K)
    F.scaled_dot_product_attention(B,B,B)  nn.LSTM(4,3)(B)[0]  nn.RNN(4,3)(B)[0]
    nn.MultiheadAttention(4,2)(B,B,B)[0]  nn.MultiheadAttention(4,2)(B,B,B,need_weights=False)[0]
    nn.TransformerEncoderLayer(4,2,8,0.0)(B)  cdist(a,b)  cdist(h,h)  prod(h)  h.prod(0)  trace(h)
    linalg.inv(s)  linalg.solve(s,h)  linalg.svd(h)[1]  linalg.norm(h)  F.mse_loss(h,h)
    F.l1_loss(h,a)  F.smooth_l1_loss(h,a)  F.huber_loss(h,a)  F.nll_loss(h,i)  F.cross_entropy(h,i)
    F.binary_cross_entropy(p,p)  F.binary_cross_entropy_with_logits(h,p)  F.kl_div(h,p)
    F.poisson_nll_loss(h,p)  F.soft_margin_loss(h,p)  F.multi_margin_loss(h,i)  F.softmax(h,0)
    F.gaussian_nll_loss(h,h,p)  F.layer_norm(h,(4,))  F.relu(h)  exp(h)  h.sum()  h+a  cat([h,a])
    F.avg_pool2d(D.bfloat16(),2)  F.max_pool3d(B[None].bfloat16(),2)  F.prelu(h,v)  F.prelu(a,v)
    F.pad(h,(1,1))  F.pad(h,(1,1),'reflect')  F.pad(h,(1,1),mode='replicate')  F.embedding(i,a)
    matmul(d,d)  mm(a,b,out=a.new_empty(4,4))  a.clone().addmm_(a,b)
"""
CASES = _CASES.split()


def values(torch):
    """The operands by their names."""

    def wave(*shape, by=0.37):
        n = torch.Size(shape).numel()
        return torch.sin(torch.arange(n, dtype=torch.float64) ** 2 * by).reshape(shape).float()

    a, b = wave(4, 4), wave(4, 4, by=0.71)
    s = a @ a.T + 3 * torch.eye(4)
    return {
        **{"a": a, "b": b, "v": wave(4), "u": wave(2), "B": wave(2, 4, 4), "C": wave(1, 2, 8)},
        **{
            "K": wave(2, 3, 3).transpose(0, 1)[:2, :2],
            "D": wave(1, 2, 8, 8),
            "L": wave(3, 2, 3, 3),
        },
        **{"h": a.bfloat16(), "s": s.bfloat16(), "p": (a.abs() * 0.9 + 0.05).bfloat16()},
        **{"d": a.double(), "i": torch.tensor([0, 3, 1, 2]), "nn": torch.nn},
        **{"F": torch.nn.functional, "linalg": torch.linalg},
    }


def computed(torch, case, dtype="bfloat16"):
    """The type of a result, and its sum."""
    torch.manual_seed(0)
    names = {**vars(torch), **values(torch)}
    with torch.no_grad(), torch.autocast("cpu", dtype=getattr(torch, dtype)):
        y = eval(case, names)
    return [str(y.dtype), y.double().sum().item()]


def losses(torch):
    """Those of some steps of training, whose parameters and gradients stay float32."""
    torch.manual_seed(0)
    model = torch.nn.Sequential(
        torch.nn.Conv1d(1, 4, 3), torch.nn.ReLU(), torch.nn.Flatten(), torch.nn.Linear(24, 3)
    )
    optimizer = torch.optim.SGD(model.parameters(), 0.1, 0.9)
    x = torch.randn(16, 1, 8)
    y = (x.sum((1, 2)) > 0).long()
    found = []
    for _ in range(8):
        with torch.autocast("cpu", dtype=torch.bfloat16):
            logits = model(x)
            loss = torch.nn.functional.cross_entropy(logits, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        kinds = {str(p.grad.dtype) for p in model.parameters()}
        found.append([loss.item(), str(logits.dtype), str(loss.dtype), *kinds])
    return found


if __name__ == "__main__":
    assert sys.argv[1:] == ["--write"], __doc__
    import torch

    found = {case: computed(torch, case) for case in CASES}
    lines = [f'"{case}": {json.dumps(figures)}' for case, figures in found.items()]
    lines.append(f'"losses": {json.dumps(losses(torch))}')
    FILE.write_text("{\n" + ",\n".join(lines) + "\n}\n")
