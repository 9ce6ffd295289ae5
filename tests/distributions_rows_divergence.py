"""The rows of divergences between continuous distributions: every pair of them."""

from distributions_table import Row

# Two of each class, so that where one q is narrower than p, the divergence is infinite.
PAIRS = {
    "Cauchy": ("p(0.5, 1.0), p(2.0)", "p(0.1), p(0.7, 3.0)"),
    "Exponential": ("p(0.5, 2.0)", "p(1.5)"),
    "Gumbel": ("p(0.5), p(2.0, 0.3)", "p(0.1, 1.0), p(0.7)"),
    "HalfNormal": ("p(0.5, 2.0)", "p(1.5)"),
    "Laplace": ("p(0.5), p(2.0, 0.3)", "p(0.1, 1.0), p(0.7)"),
    "LogNormal": ("p(0.5), p(2.0, 0.3)", "p(0.1, 1.0), p(0.7)"),
    "Normal": ("p(0.5), p(2.0, 0.3)", "p(0.1, 1.0), p(0.7)"),
    "Pareto": ("p(1.5, 0.4), p(2.5, 3.0)", "p(1.0), p(1.5)"),
    "Uniform": ("p(-1.0, 1.5), p(2.0)", "p(0.5), p(2.5)"),
    "Weibull": ("p(1.5), p(1.0)", "p(1.5), p(2.0)"),
}
# What each diverges from, itself aside; all others are errors.
FROM = {
    "Exponential": "Gumbel Normal Pareto Uniform",
    "Gumbel": "Exponential Normal Pareto Uniform",
    "Laplace": "Exponential Normal Pareto Uniform",
    "Normal": "Exponential Gumbel Laplace Pareto Uniform",
    "Pareto": "Exponential Normal Uniform",
    "Uniform": "Exponential Gumbel Normal Pareto",
}


def divergence(p: str, q: str) -> str:
    return f"kl_divergence({p}({PAIRS[p][0]}), {q}({PAIRS[q][1]}))"


ROWS = [
    *(
        Row(divergence(p, q), bad=q not in FROM.get(p, "").split() and (p != q or p == "Weibull"))
        for p in PAIRS
        for q in PAIRS
    ),
    Row("kl_divergence(Weibull(p(1.5), 1.0), Weibull(1.5, 1.0))"),
    Row("kl_divergence(Pareto(1.0, t(0.5, 1.5, 2.5)), Normal(2.0, t(3.0)))"),
    Row("kl_divergence(Pareto(1.0, t(0.5, 1.5, 2.5)), Exponential(t(3.0)))"),
    Row(
        "kl_divergence(Independent(Normal(p([[0.5, 1.0]]), 1.0), 1),"
        " Independent(Normal(0.0, p([[2.0, 1.0]])), 1))"
    ),
    Row(
        "kl_divergence(Independent(Normal(t([0.5]), 1.0), 1),"
        " Independent(Normal(t([0.5]), 1.0), 0))",
        bad=True,
    ),
    Row("kl._kl_expfamily_expfamily(Normal(t(0.5), t(2.0)), Normal(p(1.5), p(0.5, 3.0)))"),
]
