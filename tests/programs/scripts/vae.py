"""A variational autoencoder of small pictures of one bright spot each."""

import os
import tempfile

import torch
from torch import nn, optim
from torch.nn import functional as F
from torch.utils.data import DataLoader, Dataset, random_split

SIZE = 12

torch.manual_seed(1)
torch.backends.cudnn.deterministic = True
torch.backends.cudnn.benchmark = False
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")


class Spots(Dataset):
    """Round spots somewhere in the picture, bright in the middle."""

    def __init__(self, n):
        centres = torch.rand(n, 2, 1, 1) * 0.6 + 0.2
        radii = torch.rand(n, 1, 1) * 0.1 + 0.1
        grid = torch.linspace(0, 1, SIZE)
        rows, columns = torch.meshgrid(grid, grid, indexing="ij")
        square = (rows - centres[:, 0]) ** 2 + (columns - centres[:, 1]) ** 2
        self.pictures = torch.exp(-square / (2 * radii**2)).unsqueeze(1)

    def __len__(self):
        return len(self.pictures)

    def __getitem__(self, i):
        return self.pictures[i], 0


class VAE(nn.Module):
    def __init__(self, latent=2):
        super().__init__()
        self.encoder = nn.Sequential(
            nn.Conv2d(1, 8, 3, stride=2, padding=1, bias=False),
            nn.BatchNorm2d(8),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Conv2d(8, 16, 3, stride=2, padding=1),
            nn.LeakyReLU(0.2, inplace=True),
            nn.Flatten(),
        )
        self.fc_mu = nn.Linear(16 * 9, latent)
        self.fc_logvar = nn.Linear(16 * 9, latent)
        self.decoder = nn.Sequential(
            nn.Linear(latent, 16 * 9),
            nn.Unflatten(1, (16, 3, 3)),
            nn.ReLU(),
            nn.ConvTranspose2d(16, 8, 4, stride=2, padding=1),
            nn.ReLU(),
            nn.Upsample(scale_factor=2, mode="bilinear", align_corners=False),
            nn.Conv2d(8, 1, 3, padding=1),
            nn.Sigmoid(),
        )

    def encode(self, x):
        h = self.encoder(x)
        return self.fc_mu(h), self.fc_logvar(h)

    def reparameterize(self, mu, logvar):
        std = torch.exp(0.5 * logvar)
        eps = torch.randn_like(std)
        return mu + eps * std

    def forward(self, x):
        mu, logvar = self.encode(x)
        return self.decoder(self.reparameterize(mu, logvar)), mu, logvar


def loss_function(recon_x, x, mu, logvar):
    bce = F.binary_cross_entropy(recon_x, x, reduction="sum")
    kld = -0.5 * torch.sum(1 + logvar - mu.pow(2) - logvar.exp())
    return bce + kld


train_set, test_set = random_split(Spots(320), [256, 64])
pinned = device.type == "cuda"
train_loader = DataLoader(train_set, batch_size=32, shuffle=True, pin_memory=pinned)
test_loader = DataLoader(test_set, batch_size=32, pin_memory=pinned)

model = VAE().to(device)
optimizer = optim.Adam(model.parameters(), lr=5e-3)


def train(epoch):
    model.train()
    train_loss = 0
    for batch_idx, (data, _) in enumerate(train_loader):
        data = data.to(device, non_blocking=True)
        optimizer.zero_grad()
        recon_batch, mu, logvar = model(data)
        loss = loss_function(recon_batch, data, mu, logvar)
        loss.backward()
        train_loss += loss.item()
        optimizer.step()
        if batch_idx % 4 == 0:
            done = batch_idx * len(data)
            print(f"Train Epoch: {epoch} [{done}/{len(train_set)}]\tLoss: {loss / len(data):.4f}")
    print(f"====> Epoch: {epoch} Average loss: {train_loss / len(train_loader.dataset):.4f}")


def test():
    model.eval()
    test_loss = 0
    with torch.no_grad():
        for data, _ in test_loader:
            data = data.to(device)
            recon_batch, mu, logvar = model(data)
            test_loss += loss_function(recon_batch, data, mu, logvar).item()
    print(f"====> Test set loss: {test_loss / len(test_loader.dataset):.4f}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "checkpoint.pt")
        for epoch in range(1, 5):
            train(epoch)
            test()
            state = {
                "epoch": epoch,
                "model": model.state_dict(),
                "optimizer": optimizer.state_dict(),
            }
            torch.save(state, path)
        checkpoint = torch.load(path, map_location=device, weights_only=True)
    model = VAE().to(device)
    model.load_state_dict(checkpoint["model"])
    optimizer = optim.Adam(model.parameters(), lr=1e-3)
    optimizer.load_state_dict(checkpoint["optimizer"])
    print(f"resumed after epoch {checkpoint['epoch']}")
    train(checkpoint["epoch"] + 1)
    test()
    with torch.no_grad():
        sample = model.decoder(torch.randn(16, 2).to(device)).cpu()
    print(f"samples: {tuple(sample.shape)}, mean {sample.mean():.4f}")
