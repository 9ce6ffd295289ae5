"""The functions of neural networks: activations and losses."""

from .._core import functional as _functional
from ._attention import multi_head_attention_forward

adaptive_avg_pool1d = _functional.adaptive_avg_pool1d
adaptive_avg_pool2d = _functional.adaptive_avg_pool2d
adaptive_avg_pool3d = _functional.adaptive_avg_pool3d
adaptive_max_pool1d = _functional.adaptive_max_pool1d
adaptive_max_pool2d = _functional.adaptive_max_pool2d
adaptive_max_pool3d = _functional.adaptive_max_pool3d
affine_grid = _functional.affine_grid
alpha_dropout = _functional.alpha_dropout
avg_pool1d = _functional.avg_pool1d
avg_pool2d = _functional.avg_pool2d
avg_pool3d = _functional.avg_pool3d
batch_norm = _functional.batch_norm
bilinear = _functional.bilinear
binary_cross_entropy = _functional.binary_cross_entropy
binary_cross_entropy_with_logits = _functional.binary_cross_entropy_with_logits
celu = _functional.celu
celu_ = _functional.celu_
channel_shuffle = _functional.channel_shuffle
conv1d = _functional.conv1d
conv2d = _functional.conv2d
conv3d = _functional.conv3d
conv_transpose1d = _functional.conv_transpose1d
conv_transpose2d = _functional.conv_transpose2d
conv_transpose3d = _functional.conv_transpose3d
cosine_embedding_loss = _functional.cosine_embedding_loss
cosine_similarity = _functional.cosine_similarity
cross_entropy = _functional.cross_entropy
ctc_loss = _functional.ctc_loss
dropout = _functional.dropout
dropout1d = _functional.dropout1d
dropout2d = _functional.dropout2d
dropout3d = _functional.dropout3d
elu = _functional.elu
elu_ = _functional.elu_
embedding = _functional.embedding
embedding_bag = _functional.embedding_bag
feature_alpha_dropout = _functional.feature_alpha_dropout
fold = _functional.fold
gaussian_nll_loss = _functional.gaussian_nll_loss
gelu = _functional.gelu
glu = _functional.glu
grid_sample = _functional.grid_sample
group_norm = _functional.group_norm
gumbel_softmax = _functional.gumbel_softmax
hardshrink = _functional.hardshrink
hardsigmoid = _functional.hardsigmoid
hardswish = _functional.hardswish
hardtanh = _functional.hardtanh
hardtanh_ = _functional.hardtanh_
hinge_embedding_loss = _functional.hinge_embedding_loss
huber_loss = _functional.huber_loss
instance_norm = _functional.instance_norm
interpolate = _functional.interpolate
kl_div = _functional.kl_div
l1_loss = _functional.l1_loss
layer_norm = _functional.layer_norm
leaky_relu = _functional.leaky_relu
leaky_relu_ = _functional.leaky_relu_
linear = _functional.linear
local_response_norm = _functional.local_response_norm
log_softmax = _functional.log_softmax
logsigmoid = _functional.logsigmoid
lp_pool1d = _functional.lp_pool1d
lp_pool2d = _functional.lp_pool2d
lp_pool3d = _functional.lp_pool3d
margin_ranking_loss = _functional.margin_ranking_loss
max_pool1d = _functional.max_pool1d
max_pool2d = _functional.max_pool2d
max_pool3d = _functional.max_pool3d
max_unpool1d = _functional.max_unpool1d
max_unpool2d = _functional.max_unpool2d
max_unpool3d = _functional.max_unpool3d
mish = _functional.mish
mse_loss = _functional.mse_loss
multi_margin_loss = _functional.multi_margin_loss
multilabel_margin_loss = _functional.multilabel_margin_loss
multilabel_soft_margin_loss = _functional.multilabel_soft_margin_loss
nll_loss = _functional.nll_loss
normalize = _functional.normalize
one_hot = _functional.one_hot
pad = _functional.pad
pairwise_distance = _functional.pairwise_distance
pdist = _functional.pdist
pixel_shuffle = _functional.pixel_shuffle
pixel_unshuffle = _functional.pixel_unshuffle
poisson_nll_loss = _functional.poisson_nll_loss
prelu = _functional.prelu
relu = _functional.relu
relu6 = _functional.relu6
relu_ = _functional.relu_
rms_norm = _functional.rms_norm
rrelu = _functional.rrelu
rrelu_ = _functional.rrelu_
scaled_dot_product_attention = _functional.scaled_dot_product_attention
selu = _functional.selu
selu_ = _functional.selu_
sigmoid = _functional.sigmoid
silu = _functional.silu
smooth_l1_loss = _functional.smooth_l1_loss
soft_margin_loss = _functional.soft_margin_loss
softmax = _functional.softmax
softmin = _functional.softmin
softplus = _functional.softplus
softshrink = _functional.softshrink
softsign = _functional.softsign
tanh = _functional.tanh
tanhshrink = _functional.tanhshrink
threshold = _functional.threshold
threshold_ = _functional.threshold_
triplet_margin_loss = _functional.triplet_margin_loss
triplet_margin_with_distance_loss = _functional.triplet_margin_with_distance_loss
unfold = _functional.unfold
upsample = _functional.upsample
upsample_bilinear = _functional.upsample_bilinear
upsample_nearest = _functional.upsample_nearest

__all__ = [
    "adaptive_avg_pool1d",
    "adaptive_avg_pool2d",
    "adaptive_avg_pool3d",
    "adaptive_max_pool1d",
    "adaptive_max_pool2d",
    "adaptive_max_pool3d",
    "affine_grid",
    "alpha_dropout",
    "avg_pool1d",
    "avg_pool2d",
    "avg_pool3d",
    "batch_norm",
    "bilinear",
    "binary_cross_entropy",
    "binary_cross_entropy_with_logits",
    "celu",
    "celu_",
    "channel_shuffle",
    "conv1d",
    "conv2d",
    "conv3d",
    "conv_transpose1d",
    "conv_transpose2d",
    "conv_transpose3d",
    "cosine_embedding_loss",
    "cosine_similarity",
    "cross_entropy",
    "ctc_loss",
    "dropout",
    "dropout1d",
    "dropout2d",
    "dropout3d",
    "elu",
    "elu_",
    "embedding",
    "embedding_bag",
    "feature_alpha_dropout",
    "fold",
    "gaussian_nll_loss",
    "gelu",
    "glu",
    "grid_sample",
    "group_norm",
    "gumbel_softmax",
    "hardshrink",
    "hardsigmoid",
    "hardswish",
    "hardtanh",
    "hardtanh_",
    "hinge_embedding_loss",
    "huber_loss",
    "instance_norm",
    "interpolate",
    "kl_div",
    "l1_loss",
    "layer_norm",
    "leaky_relu",
    "leaky_relu_",
    "linear",
    "local_response_norm",
    "log_softmax",
    "logsigmoid",
    "lp_pool1d",
    "lp_pool2d",
    "lp_pool3d",
    "margin_ranking_loss",
    "max_pool1d",
    "max_pool2d",
    "max_pool3d",
    "max_unpool1d",
    "max_unpool2d",
    "max_unpool3d",
    "mish",
    "mse_loss",
    "multi_head_attention_forward",
    "multi_margin_loss",
    "multilabel_margin_loss",
    "multilabel_soft_margin_loss",
    "nll_loss",
    "normalize",
    "one_hot",
    "pad",
    "pairwise_distance",
    "pdist",
    "pixel_shuffle",
    "pixel_unshuffle",
    "poisson_nll_loss",
    "prelu",
    "relu",
    "relu6",
    "relu_",
    "rms_norm",
    "rrelu",
    "rrelu_",
    "scaled_dot_product_attention",
    "selu",
    "selu_",
    "sigmoid",
    "silu",
    "smooth_l1_loss",
    "soft_margin_loss",
    "softmax",
    "softmin",
    "softplus",
    "softshrink",
    "softsign",
    "tanh",
    "tanhshrink",
    "threshold",
    "threshold_",
    "triplet_margin_loss",
    "triplet_margin_with_distance_loss",
    "unfold",
    "upsample",
    "upsample_bilinear",
    "upsample_nearest",
]

# No __getattr__ that says more of a name that is missed: the interpreter then looks up every name
# of the module afresh at every call, which takes 30 ns.


def __dir__() -> list[str]:
    return __all__
