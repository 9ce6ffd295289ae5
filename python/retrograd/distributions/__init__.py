"""Distributions: their densities, moments and draws, divergences, constraints and transforms."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import constraint_registry, constraints, kl, transforms, utils
    from .bernoulli import Bernoulli
    from .beta import Beta
    from .binomial import Binomial
    from .categorical import Categorical
    from .cauchy import Cauchy
    from .chi2 import Chi2
    from .constraint_registry import biject_to, transform_to
    from .continuous_bernoulli import ContinuousBernoulli
    from .dirichlet import Dirichlet
    from .distribution import Distribution
    from .exp_family import ExponentialFamily
    from .exponential import Exponential
    from .fishersnedecor import FisherSnedecor
    from .gamma import Gamma
    from .generalized_pareto import GeneralizedPareto
    from .geometric import Geometric
    from .gumbel import Gumbel
    from .half_cauchy import HalfCauchy
    from .half_normal import HalfNormal
    from .independent import Independent
    from .inverse_gamma import InverseGamma
    from .kl import kl_divergence, register_kl
    from .kumaraswamy import Kumaraswamy
    from .laplace import Laplace
    from .lkj_cholesky import LKJCholesky
    from .log_normal import LogNormal
    from .logistic_normal import LogisticNormal
    from .lowrank_multivariate_normal import LowRankMultivariateNormal
    from .mixture_same_family import MixtureSameFamily
    from .multinomial import Multinomial
    from .multivariate_normal import MultivariateNormal
    from .negative_binomial import NegativeBinomial
    from .normal import Normal
    from .one_hot_categorical import OneHotCategorical, OneHotCategoricalStraightThrough
    from .pareto import Pareto
    from .poisson import Poisson
    from .relaxed_bernoulli import RelaxedBernoulli
    from .relaxed_categorical import RelaxedOneHotCategorical
    from .studentT import StudentT
    from .transformed_distribution import TransformedDistribution
    from .transforms import (
        AbsTransform,
        AffineTransform,
        CatTransform,
        ComposeTransform,
        CorrCholeskyTransform,
        CumulativeDistributionTransform,
        ExpTransform,
        IndependentTransform,
        LowerCholeskyTransform,
        PositiveDefiniteTransform,
        PowerTransform,
        ReshapeTransform,
        SigmoidTransform,
        SoftmaxTransform,
        SoftplusTransform,
        StackTransform,
        StickBreakingTransform,
        TanhTransform,
        Transform,
        identity_transform,
    )
    from .uniform import Uniform
    from .von_mises import VonMises
    from .weibull import Weibull
    from .wishart import Wishart

__all__ = [
    "AbsTransform",
    "AffineTransform",
    "Bernoulli",
    "Beta",
    "Binomial",
    "CatTransform",
    "Categorical",
    "Cauchy",
    "Chi2",
    "ComposeTransform",
    "ContinuousBernoulli",
    "CorrCholeskyTransform",
    "CumulativeDistributionTransform",
    "Dirichlet",
    "Distribution",
    "ExpTransform",
    "Exponential",
    "ExponentialFamily",
    "FisherSnedecor",
    "Gamma",
    "GeneralizedPareto",
    "Geometric",
    "Gumbel",
    "HalfCauchy",
    "HalfNormal",
    "Independent",
    "IndependentTransform",
    "InverseGamma",
    "Kumaraswamy",
    "LKJCholesky",
    "Laplace",
    "LogNormal",
    "LogisticNormal",
    "LowRankMultivariateNormal",
    "LowerCholeskyTransform",
    "MixtureSameFamily",
    "Multinomial",
    "MultivariateNormal",
    "NegativeBinomial",
    "Normal",
    "OneHotCategorical",
    "OneHotCategoricalStraightThrough",
    "Pareto",
    "Poisson",
    "PositiveDefiniteTransform",
    "PowerTransform",
    "RelaxedBernoulli",
    "RelaxedOneHotCategorical",
    "ReshapeTransform",
    "SigmoidTransform",
    "SoftmaxTransform",
    "SoftplusTransform",
    "StackTransform",
    "StickBreakingTransform",
    "StudentT",
    "TanhTransform",
    "Transform",
    "TransformedDistribution",
    "Uniform",
    "VonMises",
    "Weibull",
    "Wishart",
    "biject_to",
    "constraint_registry",
    "constraints",
    "identity_transform",
    "kl",
    "kl_divergence",
    "register_kl",
    "transform_to",
    "transforms",
    "utils",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, as in nn/__init__.py.
    _MODULES = "constraints utils"
    _HOMES = {
        "bernoulli": "Bernoulli",
        "beta": "Beta",
        "binomial": "Binomial",
        "categorical": "Categorical",
        "cauchy": "Cauchy",
        "chi2": "Chi2",
        "constraint_registry": "biject_to transform_to",
        "continuous_bernoulli": "ContinuousBernoulli",
        "dirichlet": "Dirichlet",
        "distribution": "Distribution",
        "exp_family": "ExponentialFamily",
        "exponential": "Exponential",
        "fishersnedecor": "FisherSnedecor",
        "gamma": "Gamma",
        "generalized_pareto": "GeneralizedPareto",
        "geometric": "Geometric",
        "gumbel": "Gumbel",
        "half_cauchy": "HalfCauchy",
        "half_normal": "HalfNormal",
        "independent": "Independent",
        "inverse_gamma": "InverseGamma",
        "kl": "kl_divergence register_kl",
        "kumaraswamy": "Kumaraswamy",
        "laplace": "Laplace",
        "lkj_cholesky": "LKJCholesky",
        "log_normal": "LogNormal",
        "logistic_normal": "LogisticNormal",
        "lowrank_multivariate_normal": "LowRankMultivariateNormal",
        "mixture_same_family": "MixtureSameFamily",
        "multinomial": "Multinomial",
        "multivariate_normal": "MultivariateNormal",
        "negative_binomial": "NegativeBinomial",
        "normal": "Normal",
        "one_hot_categorical": "OneHotCategorical OneHotCategoricalStraightThrough",
        "pareto": "Pareto",
        "poisson": "Poisson",
        "relaxed_bernoulli": "RelaxedBernoulli",
        "relaxed_categorical": "RelaxedOneHotCategorical",
        "studentT": "StudentT",
        "transformed_distribution": "TransformedDistribution",
        "transforms": """
            AbsTransform AffineTransform CatTransform ComposeTransform CorrCholeskyTransform
            CumulativeDistributionTransform ExpTransform IndependentTransform
            LowerCholeskyTransform PositiveDefiniteTransform PowerTransform ReshapeTransform
            SigmoidTransform SoftmaxTransform SoftplusTransform StackTransform
            StickBreakingTransform TanhTransform Transform identity_transform""",
        "uniform": "Uniform",
        "von_mises": "VonMises",
        "weibull": "Weibull",
        "wishart": "Wishart",
    }

    def __getattr__(name: str) -> object:
        import importlib
        import sys

        for home, names in _HOMES.items():
            if name in names.split():
                found = getattr(importlib.import_module(f"{__name__}.{home}"), name)
                globals()[sys.intern(name)] = found
                return found
        if name in _MODULES.split() or name in _HOMES:
            return importlib.import_module(f"{__name__}.{name}")
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
