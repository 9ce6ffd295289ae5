"""Random digits are learned by gradient descent, epoch after epoch, and tested after each."""

import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

learning_rate, batch_size, epochs = 1e-1, 16, 3

torch.manual_seed(3)
training = TensorDataset(torch.rand(64, 1, 28, 28), torch.randint(0, 10, (64,)))
testing = TensorDataset(torch.rand(40, 1, 28, 28), torch.randint(0, 10, (40,)))
train_dataloader = DataLoader(training, batch_size=batch_size, shuffle=True)
test_dataloader = DataLoader(testing, batch_size=batch_size)


class Network(nn.Module):
    def __init__(self):
        super().__init__()
        self.flatten = nn.Flatten()
        self.stack = nn.Sequential(nn.Linear(28 * 28, 32), nn.ReLU(), nn.Linear(32, 10))

    def forward(self, x):
        return self.stack(self.flatten(x))


def train_loop(dataloader, model, loss_fn, optimizer):
    size, reports = len(dataloader.dataset), []
    model.train()
    for batch, (x, y) in enumerate(dataloader):
        loss = loss_fn(model(x), y)
        loss.backward()
        optimizer.step()
        optimizer.zero_grad()
        if batch % 2 == 0:
            reports.append(f"{loss.item():.6f} [{batch * batch_size + len(x):2d}/{size}]")
    return reports


def test_loop(dataloader, model, loss_fn):
    model.eval()
    loss, correct = 0, 0
    with torch.no_grad():
        for x, y in dataloader:
            pred = model(x)
            loss += loss_fn(pred, y).item()
            correct += (pred.argmax(1) == y).type(torch.float).sum().item()
    return loss / len(dataloader), correct / len(dataloader.dataset)


model = Network()
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.SGD(model.parameters(), lr=learning_rate)
figures = {}
for epoch in range(epochs):
    figures[f"training {epoch}"] = train_loop(train_dataloader, model, loss_fn, optimizer)
    figures[f"test {epoch}"] = list(test_loop(test_dataloader, model, loss_fn))
