"""A transformer that learns to reverse, in the form of PyTorch's tutorial on translation."""

import math

import torch
import torch.nn as nn

torch.manual_seed(0)
VOCABULARY, SIZE, PAD, BEGIN = 9, 8, 0, 1


class PositionalEncoding(nn.Module):
    def __init__(self, emb_size: int, dropout: float, maxlen: int = 50):
        super().__init__()
        den = torch.exp(-torch.arange(0, emb_size, 2) * math.log(10000) / emb_size)
        pos = torch.arange(0, maxlen).reshape(maxlen, 1)
        pos_embedding = torch.zeros((maxlen, emb_size))
        pos_embedding[:, 0::2] = torch.sin(pos * den)
        pos_embedding[:, 1::2] = torch.cos(pos * den)
        self.dropout = nn.Dropout(dropout)
        self.register_buffer("pos_embedding", pos_embedding.unsqueeze(-2))

    def forward(self, token_embedding: torch.Tensor):
        return self.dropout(token_embedding + self.pos_embedding[: token_embedding.size(0), :])


class Seq2SeqTransformer(nn.Module):
    def __init__(self):
        super().__init__()
        self.transformer = nn.Transformer(
            d_model=SIZE,
            nhead=2,
            num_encoder_layers=2,
            num_decoder_layers=2,
            dim_feedforward=12,
            dropout=0.1,
        )
        self.generator = nn.Linear(SIZE, VOCABULARY)
        self.embedding = nn.Embedding(VOCABULARY, SIZE, padding_idx=PAD)
        self.positional_encoding = PositionalEncoding(SIZE, dropout=0.1)

    def forward(self, src, trg, src_mask, tgt_mask, src_padding_mask, tgt_padding_mask):
        src_emb = self.positional_encoding(self.embedding(src) * math.sqrt(SIZE))
        tgt_emb = self.positional_encoding(self.embedding(trg) * math.sqrt(SIZE))
        outs = self.transformer(
            src_emb,
            tgt_emb,
            src_mask,
            tgt_mask,
            None,
            src_padding_mask,
            tgt_padding_mask,
            src_padding_mask,
        )
        return self.generator(outs)


def generate_square_subsequent_mask(sz):
    mask = (torch.triu(torch.ones((sz, sz))) == 1).transpose(0, 1)
    return mask.float().masked_fill(mask == 0, float("-inf")).masked_fill(mask == 1, 0.0)


def create_mask(src, tgt):
    tgt_mask = generate_square_subsequent_mask(tgt.shape[0]) != 0
    src_mask = torch.zeros((src.shape[0], src.shape[0])).type(torch.bool)
    return src_mask, tgt_mask, (src == PAD).transpose(0, 1), (tgt == PAD).transpose(0, 1)


model = Seq2SeqTransformer()
for p in model.parameters():
    if p.dim() > 1:
        nn.init.xavier_uniform_(p)
loss_fn = nn.CrossEntropyLoss(ignore_index=PAD)
optimizer = torch.optim.Adam(model.parameters(), lr=0.01, betas=(0.9, 0.98), eps=1e-9)

src = torch.randint(2, VOCABULARY, (6, 4))
src[4:, 1] = PAD
tgt = torch.cat([torch.full((1, 4), BEGIN), src.flip(0)])
losses = []
model.train()
for _ in range(12):
    tgt_input = tgt[:-1, :]
    logits = model(src, tgt_input, *create_mask(src, tgt_input))
    optimizer.zero_grad()
    loss = loss_fn(logits.reshape(-1, logits.shape[-1]), tgt[1:, :].reshape(-1))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
    optimizer.step()
    losses.append(loss.item())

model.eval()
with torch.no_grad():
    logits = model(src, tgt_input, *create_mask(src, tgt_input))
figures = {
    "losses": losses,
    "logits": logits[0].flatten().tolist(),
    "parameters": len(model.state_dict()),
}
