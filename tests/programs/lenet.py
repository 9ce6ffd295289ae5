"""LeNet learns four images by momentum, with a rate that falls, and is asked about them."""

import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.optim.lr_scheduler import StepLR

torch.manual_seed(1)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv1 = nn.Conv2d(1, 6, 5)
        self.pool = nn.MaxPool2d(2, 2)
        self.conv2 = nn.Conv2d(6, 16, 5)
        self.norm = nn.BatchNorm2d(16)
        self.dropout = nn.Dropout(0.25)
        self.fc1 = nn.Linear(16 * 4 * 4, 30)
        self.fc2 = nn.Linear(30, 10)

    def forward(self, x):
        x = self.pool(F.relu(self.conv1(x)))
        x = self.pool(F.relu(self.norm(self.conv2(x))))
        x = self.dropout(torch.flatten(x, 1))
        return F.log_softmax(self.fc2(F.relu(self.fc1(x))), dim=1)


def train(model, optimizer, data, target):
    model.train()
    optimizer.zero_grad()
    loss = F.nll_loss(model(data), target)
    loss.backward()
    optimizer.step()
    return loss.item()


def test(model, data, target):
    model.eval()
    with torch.no_grad():
        output = model(data)
    loss = F.nll_loss(output, target, reduction="sum").item()
    pred = output.argmax(dim=1, keepdim=True)
    return loss, pred.eq(target.view_as(pred)).sum().item()


device = torch.device("cpu")
data, target = torch.randn(4, 1, 28, 28).to(device), torch.tensor([3, 1, 4, 1]).to(device)
model = Net().to(device)
optimizer = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-3)
scheduler = StepLR(optimizer, step_size=2, gamma=0.7)
losses = []
for _ in range(5):
    losses.append(train(model, optimizer, data, target))
    scheduler.step()

figures = {
    "losses": losses,
    "test": list(test(model, data, target)),
    "rate": scheduler.get_last_lr(),
    "weights": {name: value.double().sum().item() for name, value in model.state_dict().items()},
    "shown": str(model),
}
