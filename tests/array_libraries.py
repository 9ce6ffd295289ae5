"""What SciPy and scikit-learn do with tensors: run by test_array_libraries.py on its own.

Every row is computed from NumPy arrays and from tensors; a row passes if the results are tensors
(or numbers) and equal. Prints what does not, as JSON.
"""

from __future__ import annotations

import json
import warnings

import numpy as np
import retrograd as rg
import scipy.cluster.hierarchy
import scipy.cluster.vq
import scipy.differentiate
import scipy.integrate
import scipy.interpolate
import scipy.ndimage
import scipy.optimize.elementwise
import scipy.signal
import scipy.special
import scipy.stats
import sklearn
from scipy.spatial.transform import Rotation
from sklearn import metrics, preprocessing
from sklearn.decomposition import PCA
from sklearn.discriminant_analysis import LinearDiscriminantAnalysis
from sklearn.linear_model import LogisticRegression, Ridge, RidgeClassifier, RidgeCV
from sklearn.mixture import GaussianMixture
from sklearn.model_selection import cross_val_predict, train_test_split
from sklearn.naive_bayes import GaussianNB
from sklearn.pipeline import make_pipeline

RNG = np.random.default_rng(0)
X, Y = RNG.normal(size=(2, 5, 7))
P = RNG.random((5, 7))
WAVE = np.sin(np.arange(200) / 5) + 0.1 * RNG.normal(size=200)
KERNEL = RNG.normal(size=(3, 3))
IMAGE = RNG.normal(size=(12, 14))
POINTS = np.concatenate([RNG.normal(size=(10, 3)), RNG.normal(size=(10, 3)) + 6])
SOS = scipy.signal.butter(4, 0.2, output="sos")
COUNTS = np.array([16.0, 18, 16, 14, 12, 12])
ROWS = RNG.normal(size=(60, 4))
LABELS = np.argmax(ROWS[:, :3] + 0.5 * RNG.normal(size=(60, 3)), axis=1)
GUESSES = np.where(np.arange(60) % 4 == 0, 0, LABELS)
TARGET = ROWS @ np.arange(1.0, 5) + 0.1 * RNG.normal(size=60)
SCORES = RNG.random((60, 3))
SCORES /= SCORES.sum(axis=1, keepdims=True)
TWO = (LABELS > 0).astype(np.int64)


def rows_of(place, table):
    """``name: arguments`` as calls of that function of a module."""

    def called(function, arguments):
        return lambda A: function(*map(A, arguments))

    return {
        f"{place.__name__}.{name}": called(getattr(place, name), arguments)
        for name, arguments in table.items()
    }


def fitted(model, *data, gives):
    """A call that fits a model to data and gives some of its methods' results and attributes."""

    def call(A):
        m = sklearn.base.clone(model).fit(*map(A, data))
        found = [getattr(m, name) for name in gives.split()]
        return [f(A(data[0])) if callable(f) else f for f in found]

    return call


def slope(function, x):
    """A call that gives the gradient of a function of a vector: for arrays by differences."""

    def call(A):
        a, h = A(x), 1e-6
        if isinstance(a, np.ndarray):
            return np.array(
                [(function(a + d) - function(a - d)) / 2 / h for d in h * np.eye(x.size)]
            )
        function(a.requires_grad_()).backward()
        return a.grad

    return call


def scipy_rows():
    sp = scipy
    yield from rows_of(sp.special, {
        **dict.fromkeys(["gammaln", "erf", "erfc", "expit", "log_ndtr", "ndtr", "i0", "i1e"], (X,)),
        **dict.fromkeys(["logit", "ndtri", "entr", "digamma", "exp1"], (P,)),
        **dict.fromkeys(["xlogy", "rel_entr", "gammainc", "betaln", "chdtrc"], (P, P[::-1])),
        "betainc": (P, P + 1, P), "softmax": (X,), "logsumexp": (X,),
    }).items()  # fmt: skip
    yield from rows_of(sp.stats, {
        **dict.fromkeys(["zscore", "skew", "kurtosis", "sem", "variation", "describe",
                         "ttest_1samp"], (X, 0)),
        **dict.fromkeys(["gmean", "hmean", "entropy", "gstd"], (P,)),
        **dict.fromkeys(["ttest_ind", "ttest_rel", "pearsonr", "mannwhitneyu", "kruskal",
                         "wilcoxon", "f_oneway", "bartlett", "levene"], (X[0], Y[0])),
        **dict.fromkeys(["jarque_bera", "skewtest", "kurtosistest", "normaltest"], (WAVE,)),
        "chisquare": (COUNTS,), "quantile": (X, 0.3), "iqr": (X,), "trim_mean": (X[0], 0.2),
        "combine_pvalues": (P[0],), "false_discovery_control": (P[0],),
        "differential_entropy": (X,), "lmoment": (X,), "moment": (X, 3), "circmean": (X,),
    }).items()  # fmt: skip
    yield from rows_of(sp.signal, {
        "sosfilt": (SOS, WAVE), "sosfiltfilt": (SOS, WAVE), "detrend": (WAVE,),
        "medfilt": (WAVE, 5), "savgol_filter": (WAVE, 11, 3), "upfirdn": (KERNEL[0], WAVE, 2, 3),
        "resample_poly": (WAVE, 2, 3), "lfilter": (KERNEL[0], np.array([1.0, 0.5]), WAVE),
        "convolve2d": (IMAGE, KERNEL), "cspline1d": (WAVE,),
    }).items()  # fmt: skip
    yield from rows_of(sp.ndimage, {
        **dict.fromkeys(["gaussian_filter", "median_filter", "uniform_filter", "shift"],
                        (IMAGE, 3)),
        **dict.fromkeys(["sobel", "laplace", "center_of_mass", "variance", "spline_filter"],
                        (IMAGE,)),
        **dict.fromkeys(["label", "binary_erosion", "distance_transform_edt"], (IMAGE > 0,)),
        "convolve": (IMAGE, KERNEL), "rotate": (IMAGE, 30.0), "zoom": (IMAGE, 2.0),
        "map_coordinates": (IMAGE, np.array([[1.5, 2.5], [3.0, 4.2]])),
    }).items()  # fmt: skip
    start = POINTS[[0, 15]]
    yield from rows_of(sp.cluster.vq, {
        "whiten": (POINTS,), "vq": (POINTS, start), "kmeans2": (POINTS, start),
    }).items()  # fmt: skip
    yield from rows_of(sp.cluster.hierarchy, dict.fromkeys(["ward", "single"], (POINTS,))).items()
    yield from rows_of(sp.integrate, {
        **dict.fromkeys(["trapezoid", "cumulative_trapezoid", "cumulative_simpson"], (X,)),
    }).items()  # fmt: skip
    yield (
        "integrate.tanhsinh",
        lambda A: (
            sp.integrate.tanhsinh(lambda t: t * t, A(np.zeros(3)), A(np.arange(1.0, 4))).integral
        ),
    )
    yield (
        "differentiate.derivative",
        lambda A: sp.differentiate.derivative(lambda t: t**3, A(X[0])).df,
    )
    yield (
        "optimize.elementwise.find_root",
        lambda A: (
            sp.optimize.elementwise.find_root(
                lambda t, c: t**3 - c, (A(np.zeros(2)), A(np.full(2, 5.0))), args=(A(P[0, :2]),)
            ).x
        ),
    )
    yield "gradient of stats.skew", slope(sp.stats.skew, X[0])
    yield "gradient of stats.gmean", slope(sp.stats.gmean, P[0])
    yield "gradient of special.logsumexp", slope(sp.special.logsumexp, X[0])
    yield "gradient of special.gammaln", slope(lambda x: sp.special.gammaln(x).sum(), P[0])
    grid = np.arange(12.0)
    yield (
        "interpolate.CubicSpline",
        lambda A: sp.interpolate.CubicSpline(A(grid), A(IMAGE[:, 0]))(A(P[0])),
    )
    yield (
        "spatial.transform.Rotation",
        lambda A: Rotation.from_rotvec(A(X[:, :3])).apply(A(Y[:, :3])),
    )


def sklearn_rows():
    yield "LDA", fitted(LinearDiscriminantAnalysis(), ROWS, LABELS, gives="predict predict_proba")
    yield "PCA", fitted(PCA(3, svd_solver="full"), ROWS, gives="transform explained_variance_")
    yield "Ridge", fitted(Ridge(solver="svd"), ROWS, TARGET, gives="predict coef_ intercept_")
    yield "RidgeCV", fitted(RidgeCV(), ROWS, TARGET, gives="predict alpha_")
    yield "RidgeClassifier", fitted(RidgeClassifier(solver="svd"), ROWS, LABELS, gives="predict")
    yield "GaussianNB", fitted(GaussianNB(), ROWS, LABELS, gives="predict predict_proba")
    yield "LogisticRegression", fitted(LogisticRegression(), ROWS, LABELS, gives="predict_proba")
    mixture = GaussianMixture(2, init_params="random", random_state=0)
    yield "GaussianMixture", fitted(mixture, ROWS, gives="predict means_")
    chain = make_pipeline(preprocessing.StandardScaler(), LinearDiscriminantAnalysis())
    yield "pipeline", fitted(chain, ROWS, LABELS, gives="predict")
    for name in ("StandardScaler", "MinMaxScaler", "MaxAbsScaler", "Normalizer", "Binarizer",
                 "PolynomialFeatures"):  # fmt: skip
        yield name, fitted(getattr(preprocessing, name)(), ROWS, gives="transform")
    yield "LabelEncoder", fitted(preprocessing.LabelEncoder(), LABELS, gives="transform")
    yield from rows_of(metrics, {
        **dict.fromkeys(["accuracy_score", "confusion_matrix", "balanced_accuracy_score",
                         "precision_recall_fscore_support"], (LABELS, GUESSES)),
        **dict.fromkeys(["mean_squared_error", "mean_absolute_error", "r2_score",
                         "explained_variance_score"], (TARGET, TARGET + 0.1 * ROWS[:, 0])),
        **dict.fromkeys(["roc_auc_score", "average_precision_score", "brier_score_loss",
                         "precision_recall_curve"], (TWO, SCORES[:, 1])),
        "log_loss": (LABELS, SCORES), "calinski_harabasz_score": (ROWS, LABELS),
    }).items()  # fmt: skip
    yield from rows_of(metrics.pairwise, {
        **dict.fromkeys(["euclidean_distances", "cosine_similarity", "rbf_kernel",
                         "polynomial_kernel"], (ROWS, ROWS[:9])),
    }).items()  # fmt: skip
    yield "train_test_split", lambda A: train_test_split(A(ROWS), A(LABELS), random_state=0)
    yield (
        "cross_val_predict",
        lambda A: cross_val_predict(LinearDiscriminantAnalysis(), A(ROWS), A(LABELS)),
    )


def flat(found):
    if isinstance(found, (tuple, list)):
        return [x for part in found for x in flat(part)]
    return [found]


def given(x):
    return x.copy() if isinstance(x, np.ndarray) else x


def tensors(x):
    return rg.asarray(x.copy(order="C")) if isinstance(x, np.ndarray) else x


def fault(call):
    """What is wrong with the results for tensors; empty if nothing is."""
    want = flat(call(given))
    try:
        got = flat(call(tensors))
    except Exception as error:  # whatever a library raises is told
        return f"{type(error).__name__}: {error}"
    if len(got) != len(want):
        return f"{len(got)} results, not {len(want)}"
    for x, wanted in zip(got, want, strict=True):
        if isinstance(x, np.ndarray):
            return "an array of NumPy's"
        if np.shape(x) != np.shape(wanted) or not np.allclose(x, wanted, rtol=1e-6, atol=1e-7):
            return f"{x} is not {wanted}"
    return ""


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    sklearn.set_config(array_api_dispatch=True)
    found = {"scipy": dict(scipy_rows()), "sklearn": dict(sklearn_rows())}
    faults = {k: {n: f for n, c in calls.items() if (f := fault(c))} for k, calls in found.items()}
    print(json.dumps({"tried": {k: len(v) for k, v in found.items()}, "faults": faults}))
