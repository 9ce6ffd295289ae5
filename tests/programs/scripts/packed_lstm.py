"""Does a sequence have more ones than minus ones? An LSTM over packed sequences of any length."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence, pad_sequence

torch.manual_seed(3)


def collate(batch):
    sequences, labels = zip(*batch, strict=True)
    lengths = torch.tensor([len(s) for s in sequences])
    return pad_sequence(sequences, batch_first=True), lengths, torch.stack(labels)


def make(n):
    data = []
    for _ in range(n):
        length = torch.randint(3, 15, (1,)).item()
        s = torch.randint(1, 4, (length,))
        data.append((s, ((s == 1).sum() > (s == 3).sum()).float()))
    return data


class Tagger(nn.Module):
    def __init__(self, words=4, width=12, hidden=16):
        super().__init__()
        self.embedding = nn.Embedding(words, width, padding_idx=0)
        self.lstm = nn.LSTM(
            width, hidden, num_layers=2, batch_first=True, bidirectional=True, dropout=0.1
        )
        self.attention = nn.Linear(2 * hidden, 1)
        self.out = nn.Linear(4 * hidden, 1)

    def forward(self, x, lengths):
        packed = pack_padded_sequence(
            self.embedding(x), lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        output, (h, _) = self.lstm(packed)
        output, sizes = pad_packed_sequence(output, batch_first=True)
        mask = torch.arange(output.size(1))[None, :] >= sizes[:, None]
        scores = self.attention(output).squeeze(-1).masked_fill(mask, float("-inf"))
        pooled = (scores.softmax(-1).unsqueeze(-1) * output).sum(1)
        last = torch.cat([h[-2], h[-1]], dim=-1)
        return self.out(torch.cat([pooled, last], -1)).squeeze(-1)


loader = torch.utils.data.DataLoader(make(96), batch_size=12, shuffle=True, collate_fn=collate)
model = Tagger()
optimizer = torch.optim.AdamW(model.parameters(), lr=1e-2, betas=(0.9, 0.98))
criterion = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(1.5))
for epoch in range(3):
    total, right = 0.0, 0
    for x, lengths, y in loader:
        logits = model(x, lengths)
        loss = criterion(logits, y)
        optimizer.zero_grad()
        loss.backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        total += loss.item() * len(y)
        right += int(((logits > 0) == y.bool()).sum())
        print(f"loss {loss.item():.5f} norm {norm:.5f} length {tuple(x.shape)}")
    print(f"epoch {epoch}: mean {total / 96:.5f}, accuracy {right / 96:.3f}")
gru = nn.GRUCell(3, 5)
h = torch.zeros(2, 5)
for t in range(4):
    h = gru(torch.full((2, 3), 0.1 * t), h)
print("gru", [f"{v:.5f}" for v in h[0].tolist()])
