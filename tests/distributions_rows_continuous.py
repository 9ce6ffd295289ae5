"""The rows of continuous distributions."""

from distributions_table import Row

ROWS = [
    Row("Normal(p(0.5, -1.0), p([[1.0], [2.5]]))", "p(0.3, -2.0)"),
    Row("Normal(p(0.5), 2.0)", "p([[0.3], [4.0]])", shape=(5, 7)),
    Row("Normal(0, 1)", "tensor(0.5)"),
    Row("Normal(t(0.0), t(-1.0))", bad=True),
    Row("Normal('0', 1.0)", bad=True),
    Row("Normal(t(0.0, 1.0), t(1.0, 1.0, 1.0))", bad=True),
    Row("kl_divergence(Normal(p(0.5, -1.0), p(0.7)), Normal(p(2.0), p(3.0)))"),
]
