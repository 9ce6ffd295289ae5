#include "ops/products/matrices.h"

#include <algorithm>
#include <limits>

#include "base/check.h"
#include "base/host.h"
#include "graph/record.h"
#include "ops/index/arrange.h"
#include "ops/linalg/solve.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/scan/scan.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// x in the type in which products are formed; halves would be rounded between them.
Tensor wide(const Tensor& x) {
  return to(x, is_floating(x.dtype()) ? computing(x.dtype()) : x.dtype());
}

// Where to cut each stretch of a chain of matrices, so that the fewest multiplications remain:
// cost(i, j) = min_k cost(i, k) + cost(k + 1, j) + rows_i columns_k columns_j
class Chain {
 public:
  explicit Chain(const std::vector<Tensor>& xs) : xs_(xs), n_(xs.size()), cuts_(n_ * n_) {
    std::vector<double> cost(n_ * n_);
    const auto columns = [&](size_t i) { return static_cast<double>(xs[i].size(1)); };
    for (size_t length = 1; length < n_; ++length) {
      check_interrupt();
      for (size_t i = 0; i + length < n_; ++i) {
        const size_t j = i + length;
        double least = std::numeric_limits<double>::infinity();
        for (size_t k = i; k < j; ++k) {
          const double all = cost[i * n_ + k] + cost[(k + 1) * n_ + j] +
                             static_cast<double>(xs[i].size(0)) * columns(k) * columns(j);
          if (all >= least) continue;
          least = all;
          cuts_[i * n_ + j] = k;
        }
        cost[i * n_ + j] = least;
      }
    }
  }
  Tensor product() const { return product(0, n_ - 1); }

 private:
  Tensor product(size_t i, size_t j) const {
    if (i == j) return xs_[i];
    const size_t k = cuts_[i * n_ + j];
    return mm(product(i, k), product(k + 1, j));
  }

  const std::vector<Tensor>& xs_;
  size_t n_;
  std::vector<size_t> cuts_;
};

Tensor chain(const char* op, const std::vector<Tensor>& xs) {
  std::vector<Tensor> matrices;
  for (size_t i = 0; i < xs.size(); ++i) {
    const Tensor& x = xs[i];
    RG_CHECK(x.dim() == 2, ShapeError, op, ": expected matrices, but tensor ", i, " has shape ",
             x.shape());
    RG_CHECK(x.dtype() == xs[0].dtype(), DTypeError, op,
             ": expected tensors of one type, but tensor 0 is ", xs[0].dtype(), " and tensor ", i,
             " is ", x.dtype());
    RG_CHECK(i == 0 || xs[i - 1].size(1) == x.size(0), ShapeError, op, ": tensors ", i - 1, " and ",
             i, " of shapes ", xs[i - 1].shape(), " and ", x.shape(), " cannot be multiplied");
    matrices.push_back(wide(x));
  }
  return to(Chain(matrices).product(), xs[0].dtype());
}

// c_i = a_{i+1} b_{i+2} - a_{i+2} b_{i+1}, indices modulo 3:  da = b x dc,  db = dc x a
struct Cross {
  static constexpr const char* name = "LinalgCross";
  static constexpr bool raises_flags = true;
  struct Saved {
    SavedTensor a, b;
  };
  static constexpr const char* saved_names[] = {"self", "other"};
  struct Attributes {
    int64_t dim;
  };
  static SavedValues shown(const Attributes& n) { return {{"dim", n.dim}}; }
  static Tensor forward(Ctx<Cross>* ctx, const Tensor& a, const Tensor& b, int64_t dim) {
    const GradMode off(false);
    if (ctx) {
      ctx->attributes = {dim};
      if (ctx->needs(1)) ctx->saved.a = a;
      if (ctx->needs(0)) ctx->saved.b = b;
    }
    const Tensor x = widened(a), y = widened(b);
    const Tensor before = sub(mul(x, next(y, dim)), mul(next(x, dim), y));
    return convert_to(next(before, dim), a.dtype());
  }
  static Grads<2> backward(const Ctx<Cross>& ctx, const Tensor& grad) {
    const int64_t dim = ctx.attributes.dim;
    const Tensor a = ctx.saved.a, b = ctx.saved.b;
    return {ctx.needs(0) ? record<Cross>(b, grad, dim) : Tensor(),
            ctx.needs(1) ? record<Cross>(grad, a, dim) : Tensor()};
  }

 private:
  static Tensor next(const Tensor& x, int64_t dim) { return roll(x, {-1}, {dim}); }
};

}  // namespace

Tensor multi_dot(const std::vector<Tensor>& xs) {
  RG_CHECK(xs.size() > 1, ShapeError, "multi_dot: expected at least 2 tensors, got ", xs.size());
  const bool row = xs.front().dim() == 1, column = xs.back().dim() == 1;
  std::vector<Tensor> matrices = xs;
  if (row) matrices.front() = unsqueeze(xs.front(), 0);
  if (column) matrices.back() = unsqueeze(xs.back(), 1);
  Tensor y = chain("multi_dot", matrices);
  if (column) y = squeeze(y, {1});
  return row ? squeeze(y, {0}) : y;
}

Tensor chain_matmul(const std::vector<Tensor>& xs) {
  RG_CHECK(!xs.empty(), ShapeError, "chain_matmul: expected one or more matrices, got none");
  return chain("chain_matmul", xs);
}

Tensor matrix_power(const Tensor& x, int64_t n) {
  RG_CHECK(x.dim() >= 2 && x.size(-1) == x.size(-2), ShapeError,
           "matrix_power: expected square matrices in the last two dimensions, got shape ",
           x.shape());
  if (n == 0) {
    // Its derivative is 0.
    const Tensor one = expand(eye(x.size(-1), {}, x.dtype()), x.shape());
    return where(number(true), one, x);
  }
  if (n == 1) return clone(x);
  Tensor square = n < 0 ? inv(wide(x)) : wide(x), y;
  auto left = static_cast<uint64_t>(n);
  if (n < 0) left = -left;
  for (;; square = matmul(square, square)) {
    if (left & 1) y = y.defined() ? matmul(y, square) : square;
    left >>= 1;
    if (left == 0) return to(y, x.dtype());
  }
}

Tensor trace(const Tensor& x) {
  RG_CHECK(x.dim() == 2, ShapeError, "trace: expected a matrix, got shape ", x.shape());
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, "trace: not defined for bool");
  return sum(diagonal(x));
}

Tensor vander(const Tensor& x, std::optional<int64_t> n, bool increasing) {
  RG_CHECK(x.dim() == 1, ShapeError, "vander: expected a vector, got shape ", x.shape());
  const int64_t columns = n.value_or(x.size(0));
  RG_CHECK(columns >= 0, ShapeError, "vander: expected N >= 0, got ", columns);
  const Tensor from = is_floating(x.dtype()) ? x : to(x, DType::kInt64);
  const Tensor first = ones({x.size(0), std::min<int64_t>(columns, 1)}, from.dtype()),
               rest = expand(unsqueeze(from, 1), {x.size(0), std::max<int64_t>(columns - 1, 0)}),
               y = cat({first, cumprod(rest, 1)}, 1);
  return increasing ? y : flip(y, {1});
}

Tensor linalg_vander(const Tensor& x, std::optional<int64_t> n) {
  RG_CHECK(x.dtype() != DType::kBool, DTypeError, "vander: not defined for bool");
  const int64_t columns = n.value_or(x.dim() == 0 ? 1 : x.size(-1));
  RG_CHECK(columns > 1, ShapeError, "vander: expected N > 1, got ", columns);
  const Tensor from = is_floating(x.dtype()) ? x : to(x, DType::kInt64);
  const Tensor base = unsqueeze(x.dim() == 0 ? unsqueeze(from, 0) : from, -1);
  Dims first = base.shape(), rest = base.shape();
  rest.back() = columns - 1;
  return cat({ones(first, from.dtype()), cumprod(expand(base, rest), base.dim() - 1)}, -1);
}

Tensor kron(const Tensor& a, const Tensor& b) {
  const int64_t n = std::max(a.dim(), b.dim());
  Dims left, right, shape;
  // Without the lengths 1: there would be twice as many dims as in the result.
  const auto beside = [](Dims& at, Dims& other, int64_t length) {
    if (length == 1) return;
    at.push_back(length);
    other.push_back(1);
  };
  for (int64_t d = 0; d < n; ++d) {
    const int64_t i = d - n + a.dim(), j = d - n + b.dim();
    const int64_t outer = i < 0 ? 1 : a.size(i), inner = j < 0 ? 1 : b.size(j);
    beside(left, right, outer);
    beside(right, left, inner);
    shape.push_back(outer * inner);
  }
  return reshape(mul(reshape(a, left), reshape(b, right)), shape);
}

Tensor cross(const Tensor& a, const Tensor& b, int64_t dim) {
  RG_CHECK(a.dim() == b.dim(), ShapeError,
           "cross: expected tensors of as many dimensions, got shapes ", a.shape(), " and ",
           b.shape());
  RG_CHECK(a.dim() > 0, ShapeError, "cross: expected a dimension of length 3, got 0-d tensors");
  const int64_t along = wrap_dim("cross", dim, a.dim());
  RG_CHECK(a.size(along) == 3 && b.size(along) == 3, ShapeError, "cross: dim ", dim,
           " must have length 3, got shapes ", a.shape(), " and ", b.shape());
  RG_CHECK(a.dtype() == b.dtype(), DTypeError, "cross: expected two tensors of one type, got ",
           a.dtype(), " and ", b.dtype(), "; convert one with .to()");
  RG_CHECK(a.dtype() != DType::kBool, DTypeError, "cross: not defined for bool");
  broadcast_shapes("cross", a.shape(), b.shape());
  return record<Cross>(a, b, along);
}

}  // namespace retrograd::ops
