"""Variational inference with torch.distributions: a Bayesian regression and a mixture."""

import torch
import torch.distributions as dist
from torch import nn
from torch.distributions import constraints, kl_divergence, transform_to

torch.manual_seed(12)
x = torch.linspace(-2, 2, 40)[:, None]
X = torch.cat([torch.ones_like(x), x, x**2], 1)
y = X @ torch.tensor([0.5, -1.0, 0.8]) + 0.3 * torch.randn(40)


class Guide(nn.Module):
    def __init__(self, d=3):
        super().__init__()
        self.loc = nn.Parameter(torch.zeros(d))
        self.tril = nn.Parameter(0.1 * torch.eye(d))
        self.conc, self.rate = nn.Parameter(torch.zeros(())), nn.Parameter(torch.zeros(()))

    def weights(self):
        return dist.MultivariateNormal(
            self.loc, scale_tril=transform_to(constraints.lower_cholesky)(self.tril)
        )

    def precision(self):
        positive = transform_to(constraints.positive)
        return dist.Gamma(positive(self.conc), positive(self.rate))


def elbo(guide, samples=8):
    qw, qp = guide.weights(), guide.precision()
    w, p = qw.rsample((samples,)), qp.rsample((samples,))
    mean = w @ X.T
    likelihood = dist.Independent(dist.Normal(mean, p.rsqrt()[:, None]), 1).log_prob(y)
    prior = dist.MultivariateNormal(torch.zeros(3), torch.eye(3) * 4)
    return likelihood.mean() - kl_divergence(qw, prior) - kl_divergence(qp, dist.Gamma(2.0, 1.0))


guide = Guide()
optimizer = torch.optim.Adam(guide.parameters(), lr=0.05)
for step in range(40):
    optimizer.zero_grad()
    loss = -elbo(guide)
    loss.backward()
    optimizer.step()
    if step % 4 == 0:
        print(f"step {step} elbo {-loss.item():.5f}")
print([f"{v:.4f}" for v in guide.loc.tolist()], guide.weights(), guide.precision().mean)

# A mixture by its marginal likelihood, and an amortized code with relaxed categories.
data = torch.cat([torch.randn(50) * 0.5 - 2, torch.randn(30) + 2])
logits = torch.zeros(2, requires_grad=True)
loc = torch.tensor([-1.0, 1.0], requires_grad=True)
scale = torch.zeros(2, requires_grad=True)
adam = torch.optim.Adamax([logits, loc, scale], lr=0.05)
for _ in range(30):
    mixture = dist.MixtureSameFamily(
        dist.Categorical(logits=logits), dist.Normal(loc, nn.functional.softplus(scale))
    )
    loss = -mixture.log_prob(data).mean()
    adam.zero_grad()
    loss.backward()
    adam.step()
print(f"mixture {loss.item():.5f}", [f"{v:.4f}" for v in loc.tolist()], mixture.sample((2,)).shape)
encoder = nn.Linear(4, 6)
temperature = torch.tensor(0.7)
code = dist.RelaxedOneHotCategorical(
    temperature, logits=encoder(torch.randn(5, 4)).view(5, 2, 3)
).rsample()
code.pow(2).sum().backward()
print(f"relaxed {code.max().item():.5f} {encoder.weight.grad.norm().item():.5f}")
flow = dist.TransformedDistribution(
    dist.Normal(torch.zeros(2), 1.0),
    [
        dist.AffineTransform(0.5, torch.tensor([2.0, 0.5])),
        dist.TanhTransform(cache_size=1),
        dist.ComposeTransform([dist.ExpTransform()]),
    ],
)
z = flow.rsample((3,))
print(f"flow {flow.log_prob(z).sum().item():.4f}", flow.transforms[0], flow.event_shape)
for q in (
    dist.Beta(2.0, 3.0),
    dist.Dirichlet(torch.tensor([1.0, 2.0, 3.0])),
    dist.StudentT(4.0),
    dist.Poisson(3.0),
    dist.LogNormal(0.0, 0.5),
    dist.Bernoulli(0.3),
    dist.Laplace(0.0, 1.0),
    dist.Gumbel(0.0, 1.0),
    dist.VonMises(0.0, 2.0),
    dist.Uniform(0.0, 2.0),
    dist.Weibull(1.0, 2.0),
):
    s = q.sample((2,))
    print(
        q,
        [f"{v:.4f}" for v in s.flatten().tolist()],
        f"{q.log_prob(s).sum().item():.4f}",
        q.support,
    )
