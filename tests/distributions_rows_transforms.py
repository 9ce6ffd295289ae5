"""The rows of transforms, constraints and what is made of them."""

from distributions_table import Row

X = "p([0.3, -2.0, 1.1], [0.0, 4.0, -0.7])"
POSITIVE = "p([0.3, 2.0, 1.1], [0.5, 4.0, 0.7])"
SQUARE = "p([[1.5, 0.3], [-0.4, 0.2]])"
NUMBERS = "t(-1.0, 0.0, 0.5, 1.0, 2.5, 3.0, inf, nan)"
VECTORS = "t([0.2, 0.8], [0.5, 0.6], [1.0, 0.0], [-0.5, 1.5], [1.0, 1.0], [2.0, 0.0])"
MATRICES = (
    "t([[1.0, 0.0], [0.0, 1.0]], [[1.0, 0.0], [0.6, 0.8]], [[2.0, 1.0], [1.0, 0.5]],"
    " [[2.0, 0.5], [0.5, 3.0]], [[1.0, 2.0], [0.0, 1.0]], [[0.0, 0.0], [0.0, 0.0]],"
    " [[1.0, 2.0], [2.0, 1.0]], [[1.0, 0.0], [0.5, -1.0]])"
)
TWO = "[ExpTransform(), AffineTransform(0.5, p(2.0))]"

NAMES = ("Abs", "Exp", "Sigmoid", "Softmax", "Softplus", "Tanh")

ROWS = [
    *(Row(f"{name}Transform()", X) for name in NAMES),
    Row("ExpTransform().inv", POSITIVE),
    Row("SigmoidTransform()", "p(99.0, -999.0)"),
    Row("PowerTransform(p(2.0))", POSITIVE),
    Row("PowerTransform(t([-1.0], [0.5]))", "p(0.3, 2.0, 1.1)"),
    Row("AffineTransform(p(0.5), p(-2.0, 1.0, 3.0))", X),
    Row("AffineTransform(0.5, p(-2.0, 1.0, 3.0), event_dim=1)", X),
    Row("AffineTransform(0.5, -2)", X),
    Row("AffineTransform(0, 2.0, 2)", X),
    Row("StickBreakingTransform()", X),
    Row("StickBreakingTransform().inv", "p(0.2, 0.5, 0.3)"),
    Row("CorrCholeskyTransform()", X),
    Row("CorrCholeskyTransform()", "p([0.3, -2.0, 1.1, 0.0, 4.0, -0.7])"),
    Row("LowerCholeskyTransform()", SQUARE),
    Row("PositiveDefiniteTransform()", SQUARE),
    Row("ReshapeTransform((3,), (1, 3))", X),
    Row("ReshapeTransform((2, 3), (6,)).inv", "p([0.3, -2.0, 1.1, 0.0, 4.0, -0.7])"),
    Row("CatTransform([ExpTransform(), TanhTransform()], dim=1, lengths=[1, 2])", X),
    Row("CatTransform([ExpTransform(), TanhTransform()])", X),
    Row("CatTransform([SigmoidTransform(), AbsTransform(), ExpTransform()], -1)", X),
    Row("StackTransform([ExpTransform(), TanhTransform()])", X),
    Row("StackTransform([ExpTransform(), TanhTransform(), AbsTransform()], dim=-1)", X),
    Row("IndependentTransform(SigmoidTransform(), 1)", X),
    Row(f"ComposeTransform({TWO})", X),
    Row(f"ComposeTransform({TWO}).inv", "p([3.0, 2.0, 1.1], [0.9, 4.0, 0.7])"),
    Row("ComposeTransform([ExpTransform(), StickBreakingTransform()])", X, dtypes=("float64",)),
    Row("ComposeTransform([IndependentTransform(ExpTransform(), 1), AffineTransform(1, 2)])", X),
    Row("ComposeTransform([])", X),
    Row("CumulativeDistributionTransform(Normal(p(0.5), p(2.0)))", X),
    Row("CumulativeDistributionTransform(Exponential(p(0.5)))", POSITIVE),
    Row("[ExpTransform() == ExpTransform(), ExpTransform() == TanhTransform()]"),
    Row("[AffineTransform(0, p(1.0, 2.0)) == AffineTransform(0, p(1.0, 2.0))]"),
    Row("[AffineTransform(0, 1) == AffineTransform(0, 2), ExpTransform() != ExpTransform().inv]"),
    Row("[PowerTransform(2.0) == PowerTransform(2.0), PowerTransform(2.0) == PowerTransform(3.0)]"),
    Row(f"[ComposeTransform({TWO}) == ComposeTransform({TWO}), ExpTransform().inv.inv.sign]"),
    Row("[ReshapeTransform((4,), (2, 2)) == ReshapeTransform((4,), (2, 2))]"),
    Row("[list(AffineTransform(0, t(1.0, 2.0)).forward_shape((3, 1)))]"),
    *(
        Row(expression, bad=True)
        for expression in (
            "ExpTransform(cache_size=2)",
            "ReshapeTransform((4,), (2, 3))",
            "ReshapeTransform((4,), (2, 2)).forward_shape((3,))",
            "ReshapeTransform((4,), (2, 2)).forward_shape(())",
            "ReshapeTransform((4,), (2, 2)).event_dim",
            "StickBreakingTransform().forward_shape(())",
            "SoftmaxTransform().inverse_shape(())",
            "CorrCholeskyTransform().forward_shape((4,))",
            "CorrCholeskyTransform().inverse_shape((2, 3))",
            "AbsTransform().sign",
            "AbsTransform().log_abs_det_jacobian(t(1.0), t(1.0))",
            "Transform()(t(1.0))",
            "Transform().domain",
            "IndependentTransform(ExpTransform(), 1)(t(1.0))",
            "CatTransform([3])",
            "CatTransform([ExpTransform()], lengths=[1, 2])",
            "StackTransform([ExpTransform()])(t(1.0, 2.0))",
            "TransformedDistribution(Normal(0.0, 1.0), 3)",
            "TransformedDistribution(Normal(0.0, 1.0), [3])",
            "TransformedDistribution(Normal(0.0, 1.0), StickBreakingTransform())",
            "hash(ExpTransform())",
            "biject_to(constraints.positive_definite)",
            "transform_to(constraints.boolean)",
            "biject_to(3)",
            "biject_to.register(3, 4)",
            "constraints.dependent.check(t(1.0))",
            "constraints.dependent.event_dim",
            "constraints.dependent.is_discrete",
            "constraints.independent(constraints.simplex, 1).check(t(1.0))",
            "constraints.independent(3, 1)",
            "constraints.cat([3])",
            "constraints.Constraint().check(t(1.0))",
            "vec_to_tril_matrix(t(1.0, 2.0))",
            "tril_matrix_to_vec(t([[1.0, 2.0]]), 3)",
            "broadcast_all('a')",
            "Independent(Normal(0.0, 1.0), 1)",
            "Distribution(validate_args=False).mean",
            "Distribution(validate_args=False).support",
            "Distribution(validate_args=False).log_prob(t(1.0))",
            "Distribution.set_default_validate_args(3)",
            "register_kl(3, Normal)",
        )
    ),
    *(
        Row(f"constraints.{name}", NUMBERS)
        for name in (
            "boolean",
            "greater_than(0.5)",
            "greater_than_eq(t(0.5))",
            "half_open_interval(0, 1)",
            "half_open_interval(1, 3)",
            "integer_interval(0, 2)",
            "interval(0.0, 2.5)",
            "less_than(1.0)",
            "nonnegative",
            "nonnegative_integer",
            "positive",
            "positive_integer",
            "real",
            "unit_interval",
            "cat([constraints.real, constraints.positive], lengths=[1, 7])",
            "MixtureSameFamilyConstraint(constraints.positive)",
        )
    ),
    *(
        Row(f"constraints.{name}", VECTORS)
        for name in (
            "simplex",
            "one_hot",
            "real_vector",
            "multinomial(1)",
            "independent(constraints.positive, 1)",
            "independent(constraints.unit_interval, 2)",
            "stack([constraints.real, constraints.positive], -1)",
            "stack([constraints.simplex] * 6)",
            "cat([constraints.real, constraints.positive], dim=-1)",
            "square",
            "MixtureSameFamilyConstraint(constraints.simplex)",
        )
    ),
    *(
        Row(f"constraints.{name}", MATRICES)
        for name in (
            "corr_cholesky",
            "lower_cholesky",
            "lower_triangular",
            "positive_definite",
            "positive_semidefinite",
            "square",
            "symmetric",
        )
    ),
    Row("[constraints.dependent, Uniform.support, constraints.dependent(event_dim=1)]"),
    Row("[constraints.is_dependent(constraints.real), constraints.is_dependent(Uniform.support)]"),
    Row("transform_to(constraints.interval(p(1.0), p(2.0, 3.0)))(p(0.5))"),
    Row("transform_to(constraints.less_than(p(1.0)))(p(0.5))"),
    Row("transform_to(constraints.simplex)", X),
    Row("biject_to(constraints.simplex)", X),
    Row("transform_to(constraints.positive_definite)", SQUARE),
    Row("biject_to(constraints.independent(constraints.positive, 1))", X),
    Row("TransformedDistribution(Normal(p(0.5), p(2.0)), [])", "p(0.3)"),
    Row("TransformedDistribution(Normal(p(0.5, 1.0), p(2.0)), SigmoidTransform())", "p(0.3)"),
    Row(
        "TransformedDistribution(Normal(p(0.5), p(2.0)), AffineTransform(p(1.0, 2.0), -1.0))",
        "p(0.3)",
    ),
    Row(
        "TransformedDistribution(Normal(p([0.5, 1.0]), 1.0), StickBreakingTransform())",
        "t([0.2, 0.5, 0.3])",
    ),
    Row(
        "TransformedDistribution(Uniform(0.0, t(1.0)), [SigmoidTransform().inv,"
        " AffineTransform(p(0.5), p(2.0))])",
        "p(0.3, -1.0)",
    ),
    Row(
        f"TransformedDistribution(Independent(Normal(p([0.5, 1.0]), 1.0), 1), {TWO})",
        "p([0.7, 3.0])",
    ),
    Row(
        "TransformedDistribution(Normal(t([0.5, 1.0, 2.0, 3.0]), 1.0),"
        " ReshapeTransform((4,), (2, 2)))",
        "p([[0.7, 3.0], [0.5, 2.5]])",
    ),
    Row("Independent(Normal(p([0.5, 1.0], [2.0, -1.0]), 1.0), 1)", "p(0.7, 3.0)"),
    Row("Independent(Normal(p([0.5, 1.0], [2.0, -1.0]), 1.0), 2)", "p([0.7, 3.0], [0.1, 0.2])"),
    Row("Independent(Normal(p([0.5, 1.0]), 1.0), 0)", "p(0.7, 3.0)"),
    Row("broadcast_all(p(1.0), 2, t(1.0, 2.0))"),
    Row("broadcast_all(1, 2.5)"),
    *(
        Row(f"vec_to_tril_matrix(p({', '.join(map(str, range(k)))}), {diag})")
        for k, diag in [(6, 0), (6, -1), (3, -2), (8, 1)]
    ),
    *(
        Row(f"tril_matrix_to_vec(p([1.0, 2.0, 3.0], [4.0, 5.0, 6.0], [7.0, 8.0, 9.0]), {diag})")
        for diag in (-1, 0, 1)
    ),
    Row(
        "[clamp_probs(p(0.0, 0.3, 1.0)), probs_to_logits(p(0.0, 0.3, 1.0)),"
        " logits_to_probs(p(0.5, -1.0))]"
    ),
    Row("[probs_to_logits(p(0.0, 0.3, 1.0), True), logits_to_probs(p(0.5, -1.0), is_binary=True)]"),
]
