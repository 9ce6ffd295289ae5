"""The rows of continuous distributions."""

from distributions_table import Row

PAIR = "p(0.5, -1.0), p([[1.0], [2.5]])"
MIXED = "p(1.5, 0.7), p([[0.6], [3.5]])"
AWAY = "p(0.3, -2.0)"
ABOVE = "p(0.3, 2.0)"

ROWS = [
    Row(f"Normal({PAIR})", AWAY),
    Row("Normal(p(0.5), 2.0)", "p([[0.3], [4.0]])", shape=(5, 7)),
    Row("Normal(0, 1)", "tensor(0.5)"),
    Row("Normal(t(0.0), t(-1.0))", bad=True),
    Row("Normal('0', 1.0)", bad=True),
    Row("Normal(t(0.0, 1.0), t(1.0, 1.0, 1.0))", bad=True),
    Row("Normal(0.0, -1.0, validate_args=False)", "t(1.0)"),
    *(Row(f"Normal(0.0, 1.0).log_prob({value})", bad=True) for value in ("1.0", "t(nan)")),
    Row("Normal(t(0.0, 1.0), 1.0).log_prob(t(0.0, 1.0, 2.0))", bad=True),
    Row("[Normal(0.0, 1.0, validate_args=False).log_prob(t(nan))]"),
    Row(f"LogNormal({PAIR})", ABOVE),
    Row("LogNormal(0.3, -1.2)", bad=True),
    Row("LogNormal(0.3, 1.2).log_prob(t(-1.0))", bad=True),
    Row("HalfNormal(p([1.3], [2.0]))", "p([0.3, 2.0, 0.0])"),
    Row("HalfNormal(-1.0)", bad=True),
    Row("HalfNormal(2.0, validate_args=False)", "t(1.0, -1.0)"),
    Row(f"Laplace({PAIR})", AWAY),
    Row("Laplace(0.4, p(2.0))", "p(0.1, 3.0, -5.0)"),
    Row("Laplace(0.4, 0.0)", bad=True),
    Row(f"Cauchy({PAIR})", AWAY),
    Row("Cauchy(0.4, 0.0)", bad=True),
    Row("HalfCauchy(p([1.3], [2.0]))", "p([0.3, 2.0, 9.0])"),
    Row("HalfCauchy(2.0, validate_args=False)", "t(1.0, -1.0)"),
    Row("Uniform(p(1.0, -0.5), p([[1.5], [3.0]]))", "p(1.25, 0.1)"),
    Row("Uniform(1.0, 3.0)", "t(1.0, 1.7, 3.0)"),
    Row("Uniform(1.0, 3.0, validate_args=False)", "t(0.0, 1.7, 4.0)"),
    Row("Uniform(3.0, 1.0)", bad=True),
    Row("Uniform(1.0, 3.0).log_prob(t(0.0))", bad=True),
    Row("Exponential(p([0.3], [4.0]))", "p(0.3, 2.0)"),
    Row("Exponential(2.0)", "t(0.0, 1.0)"),
    Row("Exponential(0.0)", bad=True),
    Row("ExponentialFamily.entropy(Exponential(p(0.3, 4.0)))"),
    Row("ExponentialFamily.entropy(Normal(p(0.3, 4.0), p(2.0)))"),
    Row(f"Gumbel({PAIR})", AWAY),
    Row("Gumbel(0.3, 2.0)", "t(0.0, 1.7)"),
    Row(f"Pareto({MIXED})", "p(1.7, 20.0)"),
    Row("Pareto(t(1.5), t(1.0))", "t(1.7, 9.0)"),
    Row("Pareto(1.5, 2.0).log_prob(t(1.4))", bad=True),
    Row(
        "GeneralizedPareto(p(0.5), p(2.0), p(0.2, 0.0, -0.4))",
        "p(0.7, 1.7, 3.0)",
        dtypes=("float32",),
    ),
    Row("GeneralizedPareto(0.5, 2.0, t(0.0, 0.3, 0.6, 1.2, -0.5))", "t(1.7)", dtypes=("float32",)),
    Row("GeneralizedPareto(0.5, 2.0, 0.3)", "t(0.5, 1.7)", dtypes=("float32",)),
    Row("GeneralizedPareto(0.5, 2.0, -0.4).log_prob(t(9.0))", bad=True),
    Row(
        "GeneralizedPareto(0.5, p(2.0), p(0.1)).log_survival_function(p(0.7, 2.0))",
        dtypes=("float32",),
    ),
    Row("GeneralizedPareto(0.5, p(2.0), p(0.1)).log_cdf(p(0.7, 2.0))", dtypes=("float32",)),
    Row(f"Weibull({MIXED})", ABOVE),
    Row("Weibull(2.0, 1.5)", "t(0.5, 9.0)"),
    Row("Weibull(2.0, 1.5).log_prob(t(0.0))", bad=True),
    Row(f"Kumaraswamy({MIXED})", "p(0.3, 0.8)", skip=("mode",)),  # torch's is nan almost always
    Row("Kumaraswamy(2.0, 0.0)", bad=True),
    Row("LogisticNormal(p(0.5, -1.0), p(1.0, 0.7))", "t(0.2, 0.5, 0.3)"),
    Row("LogisticNormal(p([[0.5], [0.1]]), t(0.3))", "t(0.2, 0.8)"),
    Row("LogisticNormal(0.0, 1.0)", "t(0.2, 0.8)"),
    Row("LogisticNormal(t(0.0, 1.0), 1.0).log_prob(t(0.5, 0.5, 0.5))", bad=True),
]
