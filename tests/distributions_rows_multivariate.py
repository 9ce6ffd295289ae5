"""The rows of distributions of vectors and matrices."""

from distributions_table import Row

S = "[[2.0, 0.5], [0.5, 1.0]]"
L = "[[1.5, 0.0], [0.5, 1.0]]"
TWO = f"[{S}, [[1.0, -0.3], [-0.3, 0.5]]]"
W = "[[1.0, 0.5], [-0.5, 1.0], [0.3, 0.2]]"
THREE = "[[2.0, 0.5, 0.1], [0.5, 1.0, 0.2], [0.1, 0.2, 0.7]]"

ROWS = [
    Row(f"MultivariateNormal(p(0.5, -1.0), p({S}))", "p([[0.3, 0.2], [1.0, -3.0]])"),
    Row(f"MultivariateNormal(p([[0.5, -1.0]]), scale_tril=p({L}))", "p(0.3, 0.2)", shape=(2, 3)),
    Row(f"MultivariateNormal(p(0.5, -1.0), precision_matrix=p({TWO}))", "p(0.3, 0.2)"),
    Row(f"MultivariateNormal(p(0.0, 1.0), p({TWO}))", "p(0.3, 0.2)"),
    Row(f"MultivariateNormal(p(0.5, 1.0), p({S})).precision_matrix"),
    Row(f"MultivariateNormal(p(0.5, 1.0), precision_matrix=p({S})).covariance_matrix"),
    Row("MultivariateNormal(t(0.0, 1.0), t([[1.0, 2.0], [2.0, 1.0]]))", bad=True),
    Row("MultivariateNormal(t(0.0, 1.0))", bad=True),
    Row(f"MultivariateNormal(t(0.0, 1.0), t({S}), scale_tril=t({L}))", bad=True),
    Row(f"MultivariateNormal(tensor(0.0), t({S}))", bad=True),
    Row("MultivariateNormal(t(0.0, 1.0), t(1.0, 1.0))", bad=True),
    Row(f"MultivariateNormal(t(0.0, 1.0), t({S})).log_prob(t(0.0, 1.0, 2.0))", bad=True),
    Row(f"LowRankMultivariateNormal(p(0.5, -1.0, 0.0), p({W}), p(1.0, 2.0, 0.5))", "p(1, 0, 2.0)"),
    Row(f"LowRankMultivariateNormal(p([[0.5, 1, 0]]), p([{W}]), p(1.0, 2.0, 0.5)).scale_tril"),
    Row(f"LowRankMultivariateNormal(p(0.5, 1, 0), p({W}), p(1.0, 2.0, 0.5)).precision_matrix"),
    Row(f"LowRankMultivariateNormal(p(0.5, 1, 0), p({W}), p(1.0, 2.0, 0.5)).covariance_matrix"),
    Row(f"LowRankMultivariateNormal(t(0.5, 1, 0), t({W}), t(1.0, -2.0, 0.5))", bad=True),
    Row(f"LowRankMultivariateNormal(t(0.5, 1), t({W}), t(1.0, 2.0, 0.5))", bad=True),
    Row("LowRankMultivariateNormal(t(0.5, 1), t(1.0, 2.0), t(1.0, 2.0))", bad=True),
    Row(f"Wishart(p(4.5), p({S}))", f"p({S})", slopes=2e-3),
    Row(f"Wishart(t(3.5, 6.0), scale_tril=t({L}))", f"p({TWO})"),
    Row(f"Wishart(5, precision_matrix=p({THREE}))", f"p({THREE})", slopes=2e-3),
    Row(f"Wishart(t(0.5), t({S}))", bad=True),
    Row("Wishart(3.0, t(1.0, 1.0))", bad=True),
    Row("LKJCholesky(2, p(0.5, 2.0))", "p([[1.0, 0.0], [0.6, 0.8]])"),
    Row("LKJCholesky(4)"),
    Row("LKJCholesky(3, 1.5)", "tensor([[1.0, 0.0, 0.0], [0.6, 0.8, 0.0], [0.0, 0.6, 0.8]])"),
    Row("LKJCholesky(1)", bad=True),
    Row("LKJCholesky(3, t(0.0))", bad=True),
    Row(
        f"kl_divergence(MultivariateNormal(p(0.5, 1), p({TWO})),"
        f" MultivariateNormal(p(1.5, 0), scale_tril=p({L})))"
    ),
    Row(
        f"kl_divergence(MultivariateNormal(p(0.5, 1, 2), p({THREE})),"
        f" LowRankMultivariateNormal(p(0.5, 1, 0), p({W}), p(1.0, 2.0, 0.5)))"
    ),
    Row(
        f"kl_divergence(LowRankMultivariateNormal(p(0.5, 1, 0), p({W}), p(1.0, 2.0, 0.5)),"
        f" MultivariateNormal(p(0.5, 1, 2), p({THREE})))"
    ),
    Row(
        f"kl_divergence(LowRankMultivariateNormal(p(0.5, 1, 0), p({W}), p(1.0, 2.0, 0.5)),"
        f" LowRankMultivariateNormal(p(1.5, 1, 0), p({W}), p(2.0, 1.0, 0.5)))"
    ),
    Row(
        f"kl_divergence(MultivariateNormal(t(0.5, 1), t({S})),"
        f" MultivariateNormal(t(0.5, 1, 2), t({THREE})))",
        bad=True,
    ),
]
