"""The rows of mixtures and relaxations, and of divergences between families."""

from distributions_table import Row

P = "p(0.3, 0.7), p(0.5)"

ROWS = [
    Row("InverseGamma(t(2.5, 3.0), p([[1.0], [2.5]]))", "p(0.3, 2.0)", slopes=2e-3),
    Row("InverseGamma(1.5, 3.0)", "tensor(0.5)"),
    Row("InverseGamma(t(1.0), t(0.0))", bad=True),
    Row("MixtureSameFamily(Categorical(p(0.3, 0.7)), Normal(p(0.5, -1.0), p(1.0)))", "p(0.3, 2.0)"),
    Row(
        "MixtureSameFamily(Categorical(logits=p([[0.3, 0.7]] * 3)),"
        " MultivariateNormal(p([[[0.5, -1.0]] * 2] * 3), t([[1.0, 0.2], [0.2, 0.5]])))",
        "p(0.3, 2.0)",
        shape=(2,),
        dtypes=("float64",),
    ),
    Row("MixtureSameFamily(Categorical(t(0.3, 0.7)), Poisson(t(0.5, 3.0)))", "t(1.0)"),
    Row("MixtureSameFamily(Normal(0.0, 1.0), Normal(t(0.5, 3.0), 1.0))", bad=True),
    Row("MixtureSameFamily(Categorical(t(0.3, 0.7)), Normal(t(0.5, 3.0, 1.0), 1.0))", bad=True),
    Row(
        "distributions.relaxed_bernoulli.LogitRelaxedBernoulli(p(0.5), p(0.3, 0.8))"
        ".log_prob(p(0.3, -2.0))"
    ),
    Row("RelaxedBernoulli(p(0.5), p(0.3, 0.8))", "p(0.3, 0.9)"),
    Row("RelaxedBernoulli(p(0.5), logits=p(0.3, 0.8))", "p(0.3, 0.9)"),
    Row("RelaxedBernoulli(t(0.5), t(1.3))", bad=True),
    Row("RelaxedOneHotCategorical(p(0.5), p(0.3, 0.7))", "p(0.3, 0.7)"),
    Row("RelaxedOneHotCategorical(p(0.5), logits=p([[0.3, 0.7]] * 2))", "p(0.3, 0.7)"),
    *(
        Row(f"kl_divergence({p}, {q})", relative=1e-8)
        for p, q in [
            (f"Beta({P})", "Exponential(p(2.0))"),
            (f"Beta({P})", "Pareto(p(2.0), p(1.5))"),
            (f"Beta({P})", "Uniform(t(-1.0, 0.5), t(2.0))"),
            ("ContinuousBernoulli(p(0.3, 0.7))", "Exponential(p(2.0))"),
            ("ContinuousBernoulli(p(0.3, 0.7))", "Pareto(p(2.0), p(1.5))"),
            (f"Gamma({P})", "Exponential(p(2.0))"),
            (f"Gamma({P})", "Gumbel(p(2.0), p(1.5))"),
            (f"Gamma({P})", "Pareto(p(2.0), p(1.5))"),
            (f"Gamma({P})", "Uniform(p(2.0), p(3.5))"),
            ("Exponential(p(0.3, 0.7))", "Gamma(p(2.0), p(1.5))"),
            ("Exponential(p(0.3, 0.7))", "Beta(p(2.0), p(1.5))"),
            ("Exponential(p(0.3, 0.7))", "ContinuousBernoulli(p(0.5))"),
            (f"Gumbel({P})", "Gamma(p(2.0), p(1.5))"),
            (f"Gumbel({P})", "Beta(p(2.0), p(1.5))"),
            (f"Laplace({P})", "Gamma(p(2.0), p(1.5))"),
            (f"Laplace({P})", "ContinuousBernoulli(p(0.5))"),
            ("Pareto(p(0.3, 0.7), p(2.5))", "Gamma(p(2.0), p(1.5))"),
            ("Pareto(p(0.3, 0.7), p(2.5))", "Beta(p(2.0), p(1.5))"),
            ("Uniform(p(0.3, 0.7), p(0.9))", "Gamma(p(2.0), p(1.5))"),
            ("Uniform(p(0.3, 0.7), p(0.9))", "Beta(p(2.0), p(1.5))"),
            ("Uniform(p(0.3, 0.7), p(0.9))", "ContinuousBernoulli(p(0.5))"),
            ("Chi2(p(0.3, 0.7))", "Chi2(p(2.0, 1.0))"),
        ]
    ),
]
