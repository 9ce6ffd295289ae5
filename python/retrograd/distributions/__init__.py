"""Distributions: their densities, moments and draws, divergences, constraints and transforms."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    from . import constraints, kl, utils
    from .bernoulli import Bernoulli
    from .beta import Beta
    from .binomial import Binomial
    from .categorical import Categorical
    from .chi2 import Chi2
    from .continuous_bernoulli import ContinuousBernoulli
    from .dirichlet import Dirichlet
    from .distribution import Distribution
    from .exp_family import ExponentialFamily
    from .fishersnedecor import FisherSnedecor
    from .gamma import Gamma
    from .geometric import Geometric
    from .kl import kl_divergence, register_kl
    from .lkj_cholesky import LKJCholesky
    from .lowrank_multivariate_normal import LowRankMultivariateNormal
    from .multinomial import Multinomial
    from .multivariate_normal import MultivariateNormal
    from .negative_binomial import NegativeBinomial
    from .normal import Normal
    from .one_hot_categorical import OneHotCategorical, OneHotCategoricalStraightThrough
    from .poisson import Poisson
    from .studentT import StudentT
    from .von_mises import VonMises
    from .wishart import Wishart

__all__ = [
    "Bernoulli",
    "Beta",
    "Binomial",
    "Categorical",
    "Chi2",
    "ContinuousBernoulli",
    "Dirichlet",
    "Distribution",
    "ExponentialFamily",
    "FisherSnedecor",
    "Gamma",
    "Geometric",
    "LKJCholesky",
    "LowRankMultivariateNormal",
    "Multinomial",
    "MultivariateNormal",
    "NegativeBinomial",
    "Normal",
    "OneHotCategorical",
    "OneHotCategoricalStraightThrough",
    "Poisson",
    "StudentT",
    "VonMises",
    "Wishart",
    "constraints",
    "kl",
    "kl_divergence",
    "register_kl",
    "utils",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name
    # Modules of this package, and the names of others, as in nn/__init__.py.
    _MODULES = """
        constraints kl utils"""
    _HOMES = {
        "bernoulli": "Bernoulli",
        "beta": "Beta",
        "binomial": "Binomial",
        "categorical": "Categorical",
        "chi2": "Chi2",
        "continuous_bernoulli": "ContinuousBernoulli",
        "dirichlet": "Dirichlet",
        "distribution": "Distribution",
        "exp_family": "ExponentialFamily",
        "fishersnedecor": "FisherSnedecor",
        "gamma": "Gamma",
        "geometric": "Geometric",
        "kl": "kl_divergence register_kl",
        "lkj_cholesky": "LKJCholesky",
        "lowrank_multivariate_normal": "LowRankMultivariateNormal",
        "multinomial": "Multinomial",
        "multivariate_normal": "MultivariateNormal",
        "negative_binomial": "NegativeBinomial",
        "normal": "Normal",
        "one_hot_categorical": "OneHotCategorical OneHotCategoricalStraightThrough",
        "poisson": "Poisson",
        "studentT": "StudentT",
        "von_mises": "VonMises",
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
