"""Two images at a time, a generator and a discriminator are trained against each other."""

from itertools import pairwise

import torch
import torch.nn as nn
import torch.optim as optim

torch.manual_seed(999)
batch, channels, nz, ngf, ndf = 2, 3, 6, 2, 2


def weights_init(m):
    classname = m.__class__.__name__
    if classname.find("Conv") != -1:
        nn.init.normal_(m.weight.data, 0.0, 0.02)
    elif classname.find("BatchNorm") != -1:
        nn.init.normal_(m.weight.data, 1.0, 0.02)
        nn.init.constant_(m.bias.data, 0)


class Generator(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [ngf * 8, ngf * 4, ngf * 2, ngf]
        layers = [nn.ConvTranspose2d(nz, widths[0], 4, 1, 0, bias=False)]
        for n, m in pairwise(widths):
            layers += [
                nn.BatchNorm2d(n),
                nn.ReLU(True),
                nn.ConvTranspose2d(n, m, 4, 2, 1, bias=False),
            ]
        layers += [nn.BatchNorm2d(ngf), nn.ReLU(True)]
        layers += [nn.ConvTranspose2d(ngf, channels, 4, 2, 1, bias=False), nn.Tanh()]
        self.main = nn.Sequential(*layers)

    def forward(self, input):
        return self.main(input)


class Discriminator(nn.Module):
    def __init__(self):
        super().__init__()
        widths = [ndf, ndf * 2, ndf * 4, ndf * 8]
        layers = [nn.Conv2d(channels, ndf, 4, 2, 1, bias=False), nn.LeakyReLU(0.2, inplace=True)]
        for n, m in pairwise(widths):
            layers += [
                nn.Conv2d(n, m, 4, 2, 1, bias=False),
                nn.BatchNorm2d(m),
                nn.LeakyReLU(0.2, True),
            ]
        layers += [nn.Conv2d(widths[-1], 1, 4, 1, 0, bias=False), nn.Sigmoid()]
        self.main = nn.Sequential(*layers)

    def forward(self, input):
        return self.main(input)


netG, netD = Generator(), Discriminator()
netG.apply(weights_init)
netD.apply(weights_init)
criterion = nn.BCELoss()
optimizerD = optim.Adam(netD.parameters(), lr=0.0002, betas=(0.5, 0.999))
optimizerG = optim.Adam(netG.parameters(), lr=0.0002, betas=(0.5, 0.999))
fixed_noise = torch.randn(batch, nz, 1, 1)

history = []
for _ in range(2):
    netD.zero_grad()
    real = torch.rand(batch, channels, 64, 64) * 2 - 1
    label = torch.full((batch,), 1.0)
    output = netD(real).view(-1)
    errD_real = criterion(output, label)
    errD_real.backward()
    D_x = output.mean().item()

    noise = torch.randn(batch, nz, 1, 1)
    fake = netG(noise)
    label.fill_(0.0)
    output = netD(fake.detach()).view(-1)
    errD_fake = criterion(output, label)
    errD_fake.backward()
    D_G_z1 = output.mean().item()
    errD = errD_real + errD_fake
    optimizerD.step()

    netG.zero_grad()
    label.fill_(1.0)
    output = netD(fake).view(-1)
    errG = criterion(output, label)
    errG.backward()
    optimizerG.step()
    history += [errD.item(), errG.item(), D_x, D_G_z1, output.mean().item()]

with torch.no_grad():
    netG.eval()
    image = netG(fixed_noise)

figures = {
    "history": history,
    "image": image.flatten()[::4001].tolist(),
    "weights": [p.norm().item() for net in (netG, netD) for p in net.parameters()],
    "buffers": [b.double().sum().item() for b in netG.buffers()],
    "shown": str(netD),
}
