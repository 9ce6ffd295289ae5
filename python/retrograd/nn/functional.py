"""The functions of neural networks: activations and losses."""

from .._core import functional as _functional

binary_cross_entropy = _functional.binary_cross_entropy
binary_cross_entropy_with_logits = _functional.binary_cross_entropy_with_logits
cross_entropy = _functional.cross_entropy
l1_loss = _functional.l1_loss
linear = _functional.linear
log_softmax = _functional.log_softmax
mse_loss = _functional.mse_loss
nll_loss = _functional.nll_loss
relu = _functional.relu
relu_ = _functional.relu_
sigmoid = _functional.sigmoid
softmax = _functional.softmax
tanh = _functional.tanh

TYPE_CHECKING = False

__all__ = [
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy",
    "l1_loss",
    "linear",
    "log_softmax",
    "mse_loss",
    "nll_loss",
    "relu",
    "relu_",
    "sigmoid",
    "softmax",
    "tanh",
]

if not TYPE_CHECKING:  # a checker that saw this function would accept every name

    def __getattr__(name: str) -> object:
        from .._absent import missing

        raise missing(__name__, name)


def __dir__() -> list[str]:
    return __all__
