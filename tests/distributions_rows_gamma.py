"""The rows of the gamma family, and of what is made of gamma numbers.

torch knows the slopes of gamma numbers to 1e-3 or so: test_draws.py has better ones.
"""

from distributions_table import Row

NEAR = {"slopes": 2e-3}

ROWS = [
    Row("Gamma(p(0.5, 3.0), p([[1.0], [2.5]]))", **NEAR),
    Row("Gamma(p(0.5, 3.0), p([[1.0], [2.5]])).log_prob(p(0.3, 2.0))"),
    Row("Gamma(t(0.5, 3.0), p([[1.0], [2.5]]))", "p(0.3, 2.0)", **NEAR),
    Row("Gamma(t(30.0), 2.0)", "p([[9.0], [16.0]])", shape=(3,), **NEAR),
    Row("Gamma(2.0, 3.0)", "tensor(0.5)"),
    Row("Gamma(t(1.0), t(0.0))", bad=True),
    Row("Gamma(p(0.5), p(2.0)).log_prob(t(-1.0))", bad=True),
    Row("Chi2(p(1.0, 4.5))", **NEAR),
    Row("Chi2(t(1.0, 4.5))", "p(0.3, 2.0)"),
    Row("Chi2(-1.0)", bad=True),
    Row("Beta(p(0.5, 3.0), p([[1.0], [2.5]]))", "p(0.3, 0.8)", **NEAR),
    Row("Beta(2.0, 3.0)", "tensor(0.25)"),
    Row("Beta(p(0.5, 0.5), 0.5)", "t(0.3)", **NEAR),
    Row("Beta(t(1.0), t(-1.0))", bad=True),
    Row("Dirichlet(p(0.5, 3.0, 1.5))", "p(0.2, 0.5, 0.3)", **NEAR),
    Row("Dirichlet(p([[0.5, 0.3], [2.0, 7.0]]))", "t(0.25, 0.75)", shape=(2, 3), **NEAR),
    Row("Dirichlet(t(1.0))", bad=True),
    Row("Dirichlet(t(1.0, 0.0))", bad=True),
    Row("Dirichlet(t(1.0, 2.0)).log_prob(t(0.5, 0.6))", bad=True),
    Row("StudentT(p(0.7, 1.5, 5.0), p(1.0), p(0.5))", "p(0.2, 0.5, -3.0)", **NEAR),
    Row("StudentT(3.0)", "tensor(0.5)"),
    Row("StudentT(0.0)", bad=True),
    Row("FisherSnedecor(p(0.7, 3.0, 5.0), p(1.5, 3.5, 9.0))", "p(0.2, 0.5, 3.0)", **NEAR),
    Row("FisherSnedecor(3.0, 5.0)", "tensor(0.5)"),
    Row("FisherSnedecor(t(1.0), t(0.0))", bad=True),
    # torch has the Bessel functions here to 2e-7.
    Row("VonMises(p(0.5, -1.0), p(0.3, 7.0))", "p(0.3, 3.0)", relative=1e-6, single=1e-5),
    Row("VonMises(t(0.0), t(0.0))", bad=True),
    Row("kl_divergence(Gamma(p(0.5, 3.0), p(2.0)), Gamma(p(1.5), p(0.7)))"),
    Row("kl_divergence(Beta(p(0.5, 3.0), p(2.0)), Beta(p(1.5), p(0.7)))"),
    Row("kl_divergence(Dirichlet(p(0.5, 3.0)), Dirichlet(p([[1.5, 0.7], [2.0, 1.0]])))"),
    Row("kl_divergence(Chi2(p(3.0)), Gamma(p(1.5), p(0.7)))"),
    Row("kl_divergence(Beta(p(0.5, 3.0), p(2.0)), Gamma(p(1.5), p(0.7)))"),
    Row("kl_divergence(Beta(p(0.5, 3.0), p(2.0)), Normal(p(1.5), p(0.7)))"),
    Row("kl_divergence(Beta(p(0.5, 3.0), p(2.0)), ContinuousBernoulli(p(0.3)))"),
    Row("kl_divergence(Gamma(p(0.5, 3.0), p(2.0)), Normal(p(1.5), p(0.7)))"),
    Row("kl_divergence(Gamma(p(0.5, 3.0), p(2.0)), Beta(p(1.5), p(0.7)))"),
    Row("kl_divergence(Gamma(p(0.5, 3.0), p(2.0)), ContinuousBernoulli(p(0.7)))"),
    Row("kl_divergence(Normal(p(0.5), p(2.0)), Gamma(p(1.5), p(0.7)))"),
    Row("kl_divergence(Normal(p(0.5), p(2.0)), Beta(p(1.5), p(0.7)))"),
    Row("kl_divergence(Normal(p(0.5), p(2.0)), ContinuousBernoulli(p(0.7)))"),
    Row("kl_divergence(StudentT(t(0.5)), StudentT(t(0.5)))", bad=True),
]
