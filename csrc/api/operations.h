// operations.h: all operations that programs in C++ have, under the names that Python has.
//
// What each does, what it takes and throws stands in the header that declares it. Where one wants a
// tensor and there is a number, number(2) is the tensor, which yields to others in promotion. An
// undefined tensor stands for an argument that is not given.
#pragma once

#include <optional>
#include <tuple>

#include "ops/distribution/histogram.h"
#include "ops/distribution/incomplete.h"
#include "ops/distribution/ranks.h"
#include "ops/index/along.h"
#include "ops/index/arrange.h"
#include "ops/index/gather.h"
#include "ops/index/index.h"
#include "ops/index/masked.h"
#include "ops/layer/attention.h"
#include "ops/layer/embedding.h"
#include "ops/layer/normalization.h"
#include "ops/layer/pad.h"
#include "ops/linalg/cholesky.h"
#include "ops/linalg/error.h"
#include "ops/linalg/lu.h"
#include "ops/linalg/solve.h"
#include "ops/linalg/triangular.h"
#include "ops/loss/ctc.h"
#include "ops/loss/likelihood.h"
#include "ops/loss/margin.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/activation.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/loss.h"
#include "ops/pointwise/unary.h"
#include "ops/products/add_product.h"
#include "ops/products/contraction.h"
#include "ops/products/distance.h"
#include "ops/products/matrices.h"
#include "ops/random/random.h"
#include "ops/random/sampling.h"
#include "ops/reduce/reduce.h"
#include "ops/reduce/scatter_reduce.h"
#include "ops/reduce/softmax.h"
#include "ops/resample/grid.h"
#include "ops/resample/interpolate.h"
#include "ops/resample/shuffle.h"
#include "ops/scan/scan.h"
#include "ops/search/search.h"
#include "ops/search/unique.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/shape/split.h"
#include "ops/sort/sort.h"
#include "ops/special/bessel.h"
#include "ops/special/blend.h"
#include "ops/special/digits.h"
#include "ops/special/gamma.h"
#include "ops/special/normal.h"
#include "ops/special/special.h"
#include "ops/spectral/eigen.h"
#include "ops/spectral/matrix_exp.h"
#include "ops/spectral/qr.h"
#include "ops/spectral/svd.h"
#include "ops/statistics/counts.h"
#include "ops/statistics/differences.h"
#include "ops/statistics/norm.h"
#include "ops/statistics/similarity.h"
#include "ops/statistics/statistics.h"
#include "ops/view/in_place.h"

namespace retrograd {

// Making tensors.
using ops::arange;
using ops::bernoulli;
using ops::empty;
using ops::empty_like;
using ops::eye;
using ops::full;
using ops::full_like;
using ops::linspace;
using ops::logspace;
using ops::multinomial;
using ops::normal;
using ops::ones;
using ops::ones_like;
using ops::poisson;
using ops::rand;
using ops::rand_like;
using ops::randint;
using ops::randint_like;
using ops::randn;
using ops::randn_like;
using ops::randperm;
using ops::zeros;
using ops::zeros_like;

// Random numbers in place.
using ops::bernoulli_;
using ops::cauchy_;
using ops::exponential_;
using ops::geometric_;
using ops::log_normal_;
using ops::normal_;
using ops::random_;
using ops::uniform_;

// Arithmetic.
using ops::add;
using ops::addcdiv;
using ops::addcmul;
using ops::atan2;
using ops::bitwise_and;
using ops::bitwise_left_shift;
using ops::bitwise_not;
using ops::bitwise_or;
using ops::bitwise_right_shift;
using ops::bitwise_xor;
using ops::clamp;
using ops::clamp_max;
using ops::clamp_min;
using ops::copysign;
using ops::div;
using ops::float_power;
using ops::floor_divide;
using ops::fmax;
using ops::fmin;
using ops::fmod;
using ops::frac;
using ops::frexp;
using ops::gcd;
using ops::heaviside;
using ops::hypot;
using ops::lcm;
using ops::ldexp;
using ops::lerp;
using ops::logaddexp;
using ops::maximum;
using ops::minimum;
using ops::mul;
using ops::nan_to_num;
using ops::nextafter;
using ops::positive;
using ops::pow;
using ops::remainder;
using ops::signbit;
using ops::sub;
using ops::where;
using ops::xlogy;

// Arithmetic in place.
using ops::add_;
using ops::bitwise_and_;
using ops::bitwise_left_shift_;
using ops::bitwise_or_;
using ops::bitwise_right_shift_;
using ops::bitwise_xor_;
using ops::div_;
using ops::float_power_;
using ops::floor_divide_;
using ops::mul_;
using ops::pow_;
using ops::remainder_;
using ops::sub_;

// Functions of one number.
using ops::abs;
using ops::acos;
using ops::acosh;
using ops::asin;
using ops::asinh;
using ops::atan;
using ops::atanh;
using ops::ceil;
using ops::cos;
using ops::cosh;
using ops::deg2rad;
using ops::digamma;
using ops::entr;
using ops::erf;
using ops::erfc;
using ops::erfcx;
using ops::erfinv;
using ops::exp;
using ops::exp2;
using ops::expm1;
using ops::floor;
using ops::i0;
using ops::i0e;
using ops::i1;
using ops::i1e;
using ops::igamma;
using ops::igammac;
using ops::lgamma;
using ops::log;
using ops::log10;
using ops::log1p;
using ops::log2;
using ops::log_ndtr;
using ops::logaddexp2;
using ops::logit;
using ops::mvlgamma;
using ops::ndtr;
using ops::ndtri;
using ops::neg;
using ops::polygamma;
using ops::rad2deg;
using ops::reciprocal;
using ops::round;
using ops::rsqrt;
using ops::sgn;
using ops::sign;
using ops::sin;
using ops::sinc;
using ops::sinh;
using ops::sqrt;
using ops::square;
using ops::tan;
using ops::tanh;
using ops::trunc;
using ops::xlog1py;
using ops::zeta;

// Activations.
using ops::celu;
using ops::elu;
using ops::elu_;
using ops::gelu;
using ops::glu;
using ops::hardshrink;
using ops::hardsigmoid;
using ops::hardswish;
using ops::hardtanh;
using ops::leaky_relu;
using ops::leaky_relu_;
using ops::logsigmoid;
using ops::mish;
using ops::prelu;
using ops::relu;
using ops::relu6;
using ops::relu_;
using ops::selu;
using ops::sigmoid;
using ops::silu;
using ops::softplus;
using ops::softshrink;
using ops::softsign;
using ops::tanhshrink;
using ops::threshold;

// Questions.
using ops::allclose;
using ops::eq;
using ops::equal;
using ops::ge;
using ops::gt;
using ops::isclose;
using ops::isfinite;
using ops::isinf;
using ops::isnan;
using ops::isneginf;
using ops::isposinf;
using ops::le;
using ops::logical_and;
using ops::logical_not;
using ops::logical_or;
using ops::logical_xor;
using ops::lt;
using ops::ne;

// Sums, means, extremes and their like.
using ops::all;
using ops::amax;
using ops::amin;
using ops::aminmax;
using ops::any;
using ops::argmax;
using ops::argmin;
using ops::corrcoef;
using ops::cosine_similarity;
using ops::count_nonzero;
using ops::cov;
using ops::dist;
using ops::gumbel_softmax;
using ops::histc;
using ops::log_softmax;
using ops::logsumexp;
using ops::matrix_norm;
using ops::max;
using ops::mean;
using ops::min;
using ops::mode;
using ops::nanmean;
using ops::nansum;
using ops::normalize;
using ops::pairwise_distance;
using ops::prod;
using ops::renorm;
using ops::softmax;
using ops::std;
using ops::std_mean;
using ops::sum;
using ops::var;
using ops::var_mean;
using ops::vector_norm;

// Running sums, order and search.
using ops::argsort;
using ops::bincount;
using ops::cummax;
using ops::cummin;
using ops::cumprod;
using ops::cumsum;
using ops::cumulative_trapezoid;
using ops::diff;
using ops::isin;
using ops::kthvalue;
using ops::logcumsumexp;
using ops::median;
using ops::nanmedian;
using ops::sort;
using ops::topk;
using ops::trapezoid;
using ops::unique;
using ops::Unique;
using ops::unique_consecutive;
using ops::UniqueAsked;

// Shapes, as views.
using ops::broadcast_tensors;
using ops::chunk;
using ops::diagonal;
using ops::expand;
using ops::flatten;
using ops::meshgrid;
using ops::movedim;
using ops::mT;
using ops::permute;
using ops::ravel;
using ops::reshape;
using ops::select;
using ops::slice;
using ops::split;
using ops::squeeze;
using ops::squeeze_;
using ops::t;
using ops::t_;
using ops::tensor_split;
using ops::transpose;
using ops::unbind;
using ops::unflatten;
using ops::unsqueeze;
using ops::unsqueeze_;
using ops::view;

// Copies and arrangements.
using ops::block_diag;
using ops::cartesian_prod;
using ops::cat;
using ops::clone;
using ops::column_stack;
using ops::combinations;
using ops::contiguous;
using ops::copy_;
using ops::diag;
using ops::diag_embed;
using ops::diagonal_scatter;
using ops::dstack;
using ops::fill_;
using ops::fill_diagonal_;
using ops::flip;
using ops::hstack;
using ops::repeat;
using ops::repeat_interleave;
using ops::roll;
using ops::rot90;
using ops::stack;
using ops::tile;
using ops::to;
using ops::tril;
using ops::tril_;
using ops::triu;
using ops::triu_;
using ops::unfold;
using ops::vstack;
using ops::zero_;

// Elements by their places.
using ops::gather;
using ops::index;
using ops::index_add;
using ops::index_add_;
using ops::index_copy;
using ops::index_copy_;
using ops::index_fill;
using ops::index_fill_;
using ops::index_put;
using ops::index_put_;
using ops::index_select;
using ops::IndexList;
using ops::masked_fill;
using ops::masked_fill_;
using ops::masked_scatter;
using ops::masked_scatter_;
using ops::masked_select;
using ops::nonzero;
using ops::one_hot;
using ops::put;
using ops::put_;
using ops::scatter;
using ops::scatter_;
using ops::scatter_add;
using ops::scatter_add_;
using ops::scatter_reduce;
using ops::scatter_reduce_;
using ops::Scattered;
using ops::select_scatter;
using ops::slice_scatter;
using ops::take;
using ops::take_along_dim;
using ops::unravel_index;

// Products.
using ops::addbmm;
using ops::addmm;
using ops::addmv;
using ops::addr;
using ops::baddbmm;
using ops::bilinear;
using ops::bmm;
using ops::cdist;
using ops::cross;
using ops::dot;
using ops::einsum;
using ops::inner;
using ops::kron;
using ops::linear;
using ops::matmul;
using ops::matrix_power;
using ops::mm;
using ops::multi_dot;
using ops::mv;
using ops::outer;
using ops::pdist;
using ops::tensordot;
using ops::trace;
using ops::vander;
using ops::vecdot;

// Linear algebra.
using ops::cholesky_inverse;
using ops::cholesky_solve;
using ops::det;
using ops::eigh;
using ops::eigvalsh;
using ops::inv;
using ops::LeastSquares;
using ops::logdet;
using ops::lstsq;
using ops::lu;
using ops::lu_solve;
using ops::matrix_exp;
using ops::matrix_rank;
using ops::pinv;
using ops::qr;
using ops::solve;
using ops::solve_triangular;
using ops::svd;
using ops::svdvals;
using ops::tensorinv;
using ops::tensorsolve;
using ops::Tolerance;

// Losses.
using ops::binary_cross_entropy;
using ops::binary_cross_entropy_with_logits;
using ops::cosine_embedding_loss;
using ops::cross_entropy;
using ops::ctc_loss;
using ops::gaussian_nll_loss;
using ops::hinge_embedding_loss;
using ops::huber_loss;
using ops::kl_div;
using ops::l1_loss;
using ops::margin_ranking_loss;
using ops::mse_loss;
using ops::multi_margin_loss;
using ops::multilabel_margin_loss;
using ops::multilabel_soft_margin_loss;
using ops::nll_loss;
using ops::poisson_nll_loss;
using ops::Reduction;
using ops::smooth_l1_loss;
using ops::soft_margin_loss;

// Layers.
using ops::affine_grid;
using ops::AttentionRule;
using ops::BagMode;
using ops::BagRule;
using ops::batch_norm;
using ops::channel_shuffle;
using ops::embedding;
using ops::embedding_bag;
using ops::EmbeddingRule;
using ops::fold;
using ops::grid_sample;
using ops::group_norm;
using ops::instance_norm;
using ops::interpolate;
using ops::Interpolation;
using ops::layer_norm;
using ops::local_response_norm;
using ops::pad;
using ops::pixel_shuffle;
using ops::pixel_unshuffle;
using ops::rms_norm;
using ops::Running;
using ops::scaled_dot_product_attention;
using ops::Sliding2d;

// These share an implementation with others, and are told their names.

// The factor L of L L^T, or its transpose. Throws LinAlgError unless a is positive definite.
inline Tensor cholesky(const Tensor& a, bool upper = false) {
  return ops::cholesky("linalg.cholesky", a, upper);
}
// The sign of the determinant, and the logarithm of its absolute value.
inline std::tuple<Tensor, Tensor> slogdet(const Tensor& a) {
  return ops::slogdet("linalg.slogdet", a);
}
// What lies at q (n - 1) among n sorted elements, between two of them in proportion.
inline Tensor quantile(const Tensor& x, const Tensor& q, std::optional<int64_t> dim = {},
                       bool keepdim = false) {
  return ops::quantile("quantile", x, q, {dim, keepdim, false, "linear"});
}
// Where each value would stand in a sorted sequence, before those that are equal, or behind them.
inline Tensor searchsorted(const Tensor& sorted, const Tensor& values, bool right = false) {
  return ops::searchsorted("searchsorted", sorted, values, {right, false}, Tensor());
}

// x held within [low, high].
inline Tensor clamp(const Tensor& x, const Scalar& low, const Scalar& high) {
  return ops::clamp(x, number(low), number(high));
}
inline Tensor clamp_min(const Tensor& x, const Scalar& low) {
  return ops::clamp_min(x, number(low));
}
inline Tensor clamp_max(const Tensor& x, const Scalar& high) {
  return ops::clamp_max(x, number(high));
}

}  // namespace retrograd
