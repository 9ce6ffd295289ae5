"""A physics-informed network for the heat equation u_t = a u_xx, and the a behind measurements."""

import numpy as np
import torch
import torch.nn as nn

torch.set_default_dtype(torch.float64)
torch.manual_seed(1234)
np.random.seed(1234)
device = torch.device("cuda:0" if torch.cuda.is_available() else "cpu")


class PINN(nn.Module):
    def __init__(self, layers):
        super().__init__()
        self.activation = nn.Tanh()
        self.linears = nn.ModuleList(
            [nn.Linear(layers[i], layers[i + 1]) for i in range(len(layers) - 1)]
        )
        self.log_a = nn.Parameter(torch.tensor([0.0]))
        for layer in self.linears:
            nn.init.xavier_normal_(layer.weight.data, gain=1.0)
            nn.init.zeros_(layer.bias.data)

    def forward(self, x, t):
        h = torch.cat([x, t], dim=1)
        for layer in self.linears[:-1]:
            h = self.activation(layer(h))
        return self.linears[-1](h)

    def residual(self, x, t):
        u = self.forward(x, t)
        u_t = torch.autograd.grad(
            u, t, grad_outputs=torch.ones_like(u), retain_graph=True, create_graph=True
        )[0]
        u_x = torch.autograd.grad(
            u, x, grad_outputs=torch.ones_like(u), retain_graph=True, create_graph=True
        )[0]
        u_xx = torch.autograd.grad(
            u_x, x, grad_outputs=torch.ones_like(u_x), retain_graph=True, create_graph=True
        )[0]
        return u_t - torch.exp(self.log_a) * u_xx


def exact(x, t, a=0.1):
    return np.exp(-a * np.pi**2 * t) * np.sin(np.pi * x)


def tensor(array, grad=False):
    return torch.tensor(array, device=device, requires_grad=grad)


points = np.random.rand(200, 2)
x_f, t_f = tensor(points[:, :1], True), tensor(points[:, 1:], True)
side = np.random.rand(40, 1)
x_0, t_0 = tensor(side), torch.zeros(40, 1, device=device)
x_b, t_b = tensor((side > 0.5).astype(np.float64)), tensor(np.random.rand(40, 1))
seen = np.random.rand(30, 2)
x_m, t_m = tensor(seen[:, [0]]), tensor(seen[:, [1]])
u_m = tensor(exact(seen[:, [0]], seen[:, [1]]))

model = PINN([2, 20, 20, 1]).to(device)
mse = nn.MSELoss()
history = []


def loss_function():
    residual = model.residual(x_f, t_f)
    loss_f = mse(residual, torch.zeros_like(residual))
    loss_0 = mse(model(x_0, t_0), torch.sin(np.pi * x_0))
    loss_b = torch.mean(model(x_b, t_b) ** 2)
    loss_m = mse(model(x_m, t_m), u_m)
    return loss_f + loss_0 + loss_b + loss_m


optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
scheduler = torch.optim.lr_scheduler.ExponentialLR(optimizer, gamma=0.997)
for epoch in range(301):
    optimizer.zero_grad()
    loss = loss_function()
    loss.backward()
    optimizer.step()
    scheduler.step()
    history.append(loss.item())
    if epoch % 50 == 0:
        print(f"Epoch {epoch:3d}: loss {loss.item():.5e}, a {torch.exp(model.log_a).item():.4f}")

lbfgs = torch.optim.LBFGS(
    model.parameters(),
    lr=1.0,
    max_iter=20,
    history_size=20,
    tolerance_grad=1e-9,
    line_search_fn="strong_wolfe",
)


def closure():
    lbfgs.zero_grad()
    loss = loss_function()
    loss.backward()
    history.append(loss.item())
    return loss


lbfgs.step(closure)
print(f"L-BFGS: loss {history[-1]:.5e} after {len(history) - 301} evaluations")

grid = np.linspace(0, 1, 21)
X, T = np.meshgrid(grid, grid)
with torch.no_grad():
    u = model(tensor(X.reshape(-1, 1)), tensor(T.reshape(-1, 1))).cpu().numpy()
U = exact(X, T).reshape(-1, 1)
print(f"Relative error {np.linalg.norm(U - u, 2) / np.linalg.norm(U, 2):.4f}")
