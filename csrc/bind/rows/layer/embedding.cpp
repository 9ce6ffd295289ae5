// Rows of ops/layer/embedding.h.

#include "ops/layer/embedding.h"

#include "base/check.h"
#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

void check_dense(const char* op, bool sparse) {
  RG_CHECK(!sparse, NotImplementedError, op,
           ": there are no sparse gradients; leave sparse=False for a dense one");
}

// The row, counted from the front; -1: none.
template <class Fail>
int64_t padding_row(const std::optional<int64_t>& padding, const Tensor& weight, Fail fail) {
  if (!padding || weight.dim() == 0) return -1;
  const int64_t n = weight.size(0);
  if (*padding < -n || *padding >= n) fail(n);
  return *padding < 0 ? *padding + n : *padding;
}

Tensor functional_embedding(const Tensor& index, const Tensor& weight,
                            const std::optional<int64_t>& padding,
                            const std::optional<double>& max_norm, double norm_type,
                            bool scale_by_freq, bool sparse) {
  check_dense("embedding", sparse);
  const int64_t row = padding_row(padding, weight, [&](int64_t n) {
    fail<BoundsError>("embedding: padding_idx must be one of ", n, " rows, got ", *padding);
  });
  if (max_norm) ops::renorm_rows(weight, index, *max_norm, norm_type);
  return ops::embedding(weight, index, {row, scale_by_freq});
}

// Any number below 0 is no row here.
Tensor embedding(const Tensor& weight, const Tensor& index, int64_t padding, bool scale_by_freq,
                 bool sparse) {
  check_dense("embedding", sparse);
  const bool row = weight.dim() > 0 && padding >= 0 && padding < weight.size(0);
  return ops::embedding(weight, index, {row ? padding : -1, scale_by_freq});
}

Tensor embedding_bag(const Tensor& index, const Tensor& weight, const Tensor& offsets,
                     const std::optional<double>& max_norm, double norm_type, bool scale_by_freq,
                     const std::string& mode, bool sparse, const Tensor& weights, bool last_offset,
                     const std::optional<int64_t>& padding) {
  check_dense("embedding_bag", sparse);
  const bool sum = mode == "sum", max = mode == "max";
  RG_CHECK(sum || max || mode == "mean", ValueError,
           "embedding_bag: mode has to be 'sum', 'mean' or 'max', got '", mode, "'");
  ops::BagRule rule;
  rule.padding = padding_row(padding, weight, [&](int64_t n) {
    fail<RuntimeError>("embedding_bag: padding_idx must be one of ", n, " rows, got ", *padding);
  });
  rule.scale_by_freq = scale_by_freq;
  rule.mode = sum ? ops::BagMode::kSum : max ? ops::BagMode::kMax : ops::BagMode::kMean;
  rule.last_offset = last_offset;
  if (max_norm) ops::renorm_rows(weight, index, *max_norm, norm_type);
  return ops::embedding_bag(weight, index, offsets, weights, rule);
}

}  // namespace

void add_embedding_rows(Rows& rows) {
  rows.row<embedding>(
      "embedding(weight: Tensor, indices: Tensor, padding_idx: int = -1, "
      "scale_grad_by_freq: bool = False, sparse: bool = False) -> Tensor",
      kFunction, R"(The rows of a matrix that numbers name; see nn.functional.embedding().

    y_i = w[k_i]

Shape:   weight ``(n, d)``, indices ``(*)`` -> ``(*, d)``.
Dtype:   weight all; indices int64, int32.
Grad:    weight. Twice differentiable.
Raises:  ShapeError unless the weight is 2-D; BoundsError for numbers that name no row;
         NotImplementedError for sparse gradients.
Source:  torch.embedding.

>>> rg.embedding(rg.tensor([[1.0, 2.0], [3.0, 4.0]]), rg.tensor([1]))
tensor([[3., 4.]])
)");
  rows.row<functional_embedding>(
      "embedding(input: Tensor, weight: Tensor, padding_idx: int | None = None, "
      "max_norm: float | None = None, norm_type: float = 2.0, scale_grad_by_freq: bool = False, "
      "sparse: bool = False) -> Tensor",
      kFunctional, R"(The rows of a matrix that numbers name.

    y_i = w[k_i],  dL/dw[r] = the sum of dL/dy_i where k_i = r

Row ``padding_idx`` gets no gradient; with scale_grad_by_freq that of each row is divided by how
often it is named. With ``max_norm`` the weight itself is changed first: rows that are named and
have a larger norm, of order ``norm_type``, are made that long.

Shape:   input ``(*)``, weight ``(n, d)`` -> ``(*, d)``.
Dtype:   input int64, int32; weight all, floating with max_norm.
Grad:    weight. Twice differentiable.
Raises:  ShapeError unless the weight is 2-D; BoundsError for numbers, or a padding_idx, that name
         no row; NotImplementedError for sparse gradients.
Source:  torch.nn.functional.embedding.

>>> rg.nn.functional.embedding(rg.tensor([1, 0]), rg.tensor([[1.0, 2.0], [3.0, 4.0]]))
tensor([[3., 4.],
        [1., 2.]])
)");
  rows.row<embedding_bag>(
      "embedding_bag(input: Tensor, weight: Tensor, offsets: Tensor | None = None, "
      "max_norm: float | None = None, norm_type: float = 2, scale_grad_by_freq: bool = False, "
      "mode: str = 'mean', sparse: bool = False, per_sample_weights: Tensor | None = None, "
      "include_last_offset: bool = False, padding_idx: int | None = None) -> Tensor",
      kFunctional, R"(The sums, means or largest elements of rows that numbers name, bag by bag.

    y_b = sum_i s_i w[k_i],  or the mean or the largest of w[k_i],  over the k_i of bag b

The bags are the rows of a 2-d input, or begin at the ``offsets`` in a vector; with
include_last_offset the last offset is the end of the last bag. Of an empty bag y is 0. Rows
``padding_idx`` are left out. The s_i are ``per_sample_weights``, for mode ``'sum'``. Of equal
largest elements the first one gets the gradient. The other arguments are those of embedding().

Shape:   input ``(b, k)`` or ``(m)`` with offsets ``(b)``, weight ``(n, d)`` -> ``(b, d)``.
Dtype:   input and offsets int64, int32; weight floating.
Grad:    weight, per_sample_weights. Twice differentiable.
Raises:  ShapeError for other shapes; ValueError for another mode; BoundsError for numbers that name
         no row; RuntimeError for offsets that are not in order; NotImplementedError for sparse
         gradients.
Source:  torch.nn.functional.embedding_bag.

>>> w = rg.tensor([[1.0, 2.0], [3.0, 4.0]])
>>> rg.nn.functional.embedding_bag(rg.tensor([0, 1, 1]), w, rg.tensor([0, 2]))
tensor([[2., 3.],
        [3., 4.]])
)");
}

}  // namespace retrograd::bind
