"""A tagger of words by an LSTM, in the form of PyTorch's tutorial on sequence models."""

import torch
import torch.nn as nn
import torch.nn.functional as F
import torch.optim as optim
from torch.nn.utils.rnn import pack_sequence, pad_packed_sequence

torch.manual_seed(1)

training_data = [
    (["The", "dog", "ate", "the", "apple"], ["DET", "NN", "V", "DET", "NN"]),
    (["Everybody", "read", "that", "book"], ["NN", "V", "DET", "NN"]),
]
word_to_ix = {}
for sentence, _ in training_data:
    for word in sentence:
        word_to_ix.setdefault(word, len(word_to_ix))
tag_to_ix = {"DET": 0, "NN": 1, "V": 2}


def prepare_sequence(seq, to_ix):
    return torch.tensor([to_ix[w] for w in seq], dtype=torch.long)


class LSTMTagger(nn.Module):
    def __init__(self, embedding_dim, hidden_dim, vocab_size, tagset_size):
        super().__init__()
        self.hidden_dim = hidden_dim
        self.word_embeddings = nn.Embedding(vocab_size, embedding_dim)
        self.lstm = nn.LSTM(embedding_dim, hidden_dim)
        self.hidden2tag = nn.Linear(hidden_dim, tagset_size)

    def forward(self, sentence):
        embeds = self.word_embeddings(sentence)
        lstm_out, _ = self.lstm(embeds.view(len(sentence), 1, -1))
        tag_space = self.hidden2tag(lstm_out.view(len(sentence), -1))
        return F.log_softmax(tag_space, dim=1)


model = LSTMTagger(6, 6, len(word_to_ix), len(tag_to_ix))
loss_function = nn.NLLLoss()
optimizer = optim.SGD(model.parameters(), lr=0.1)
losses = []
for _ in range(30):
    for sentence, tags in training_data:
        model.zero_grad()
        tag_scores = model(prepare_sequence(sentence, word_to_ix))
        loss = loss_function(tag_scores, prepare_sequence(tags, tag_to_ix))
        loss.backward()
        optimizer.step()
        losses.append(loss.item())

# Both sentences at once, through two layers in both directions.
batch = pack_sequence([prepare_sequence(s, word_to_ix) for s, _ in training_data])
packed = batch._replace(data=model.word_embeddings(batch.data).detach())
gru = nn.GRU(6, 5, num_layers=2, dropout=0.25, bidirectional=True)
optimizer = optim.Adam(gru.parameters(), lr=0.05)
for _ in range(10):
    optimizer.zero_grad()
    output, _ = gru(packed)
    padded, lengths = pad_packed_sequence(output, batch_first=True)
    loss = (padded.mean(1) ** 2).sum()
    loss.backward()
    optimizer.step()
    losses.append(loss.item())

with torch.no_grad():
    scores = model(prepare_sequence(training_data[0][0], word_to_ix))
figures = {"losses": losses, "scores": scores.flatten().tolist(), "lengths": lengths.tolist()}
