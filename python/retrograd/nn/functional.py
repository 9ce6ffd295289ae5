"""The functions of neural networks: activations and losses."""

from .._core import functional as _functional

alpha_dropout = _functional.alpha_dropout
binary_cross_entropy = _functional.binary_cross_entropy
binary_cross_entropy_with_logits = _functional.binary_cross_entropy_with_logits
cross_entropy = _functional.cross_entropy
dropout = _functional.dropout
dropout1d = _functional.dropout1d
dropout2d = _functional.dropout2d
dropout3d = _functional.dropout3d
elu = _functional.elu
elu_ = _functional.elu_
feature_alpha_dropout = _functional.feature_alpha_dropout
l1_loss = _functional.l1_loss
leaky_relu = _functional.leaky_relu
leaky_relu_ = _functional.leaky_relu_
linear = _functional.linear
log_softmax = _functional.log_softmax
mse_loss = _functional.mse_loss
nll_loss = _functional.nll_loss
one_hot = _functional.one_hot
pdist = _functional.pdist
pad = _functional.pad
relu = _functional.relu
relu_ = _functional.relu_
sigmoid = _functional.sigmoid
softmax = _functional.softmax
softplus = _functional.softplus
tanh = _functional.tanh

__all__ = [
    "alpha_dropout",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "dropout",
    "dropout1d",
    "dropout2d",
    "dropout3d",
    "elu",
    "elu_",
    "feature_alpha_dropout",
    "l1_loss",
    "leaky_relu",
    "leaky_relu_",
    "linear",
    "log_softmax",
    "mse_loss",
    "nll_loss",
    "one_hot",
    "pad",
    "pdist",
    "relu",
    "relu_",
    "sigmoid",
    "softmax",
    "softplus",
    "tanh",
]

# No __getattr__ that says more of a name that is missed: the interpreter then looks up every name
# of the module afresh at every call, which takes 30 ns.


def __dir__() -> list[str]:
    return __all__
