#include "ops/matrix/matmul.h"

#include <array>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "graph/record.h"
#include "kernels/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// Elements up to which an outer product is taken by the kernel of products, which is twice as fast
// for short rows; of larger ones the plain loop writes one row after another.
constexpr int64_t kLargeOuter = 1 << 20;

// One operand as a batch of matrices.
struct Operand {
  Tensor x;
  Dims batch;        // leading lengths
  Dims batch_steps;  // their strides in elements
  int64_t rows, cols, row_step, col_step;
};

Operand operand_of(const Tensor& input, bool left) {
  const Tensor x = aligned(input);
  Operand o{x, {}, {}, 1, 1, 0, 0};
  const int64_t n = x.dim();
  if (n == 1) {
    (left ? o.cols : o.rows) = x.size(0);
    (left ? o.col_step : o.row_step) = x.stride(0);
    return o;
  }
  o.batch = Dims(x.shape().begin(), x.shape().end() - 2);
  o.batch_steps = Dims(x.strides().begin(), x.strides().end() - 2);
  o.rows = x.size(-2);
  o.cols = x.size(-1);
  o.row_step = x.stride(-2);
  o.col_step = x.stride(-1);
  return o;
}

// Leading dimensions of the left operand that lie one after another in memory are rows of one
// product where the right operand is a single matrix.
void fold_batch(Operand& a, const Operand& b, Dims& batch) {
  if (a.batch.empty() || !b.batch.empty()) return;
  int64_t rows = a.rows;
  for (size_t d = a.batch.size(); d-- > 0;) {
    if (a.batch[d] != 1 && a.batch_steps[d] != rows * a.row_step) return;
    rows *= a.batch[d];
  }
  a.rows = rows;
  a.batch.clear();
  batch.clear();
}

// c = a b as one kernel call per outer batch index; the last batch dimension goes to the kernel.
void multiply(const char* op, Operand a, Operand b, Dims batch, const Tensor& c,
              const void* bias = nullptr) {
  const auto kernel = kernels::matmul().product[c.dtype()];
  RG_CHECK(kernel, DTypeError, op, ": not defined for ", c.dtype());
  const int64_t m = a.rows, n = b.cols, k = a.cols;
  const LongWork outside(c.numel() * k >= kLongProduct);
  fold_batch(a, b, batch);
  const Dims a_steps = broadcast_strides(a.batch, a.batch_steps, batch);
  const Dims b_steps = broadcast_strides(b.batch, b.batch_steps, batch);
  const int64_t inner = batch.empty() ? 1 : batch.back();
  const int64_t item = c.item_bytes(), from = a.x.item_bytes(),
                outer_dims = batch.empty() ? 0 : int64_t(batch.size()) - 1;
  const int64_t rows = a.rows, products = count(batch);
  if (c.numel() == 0) return;
  for (int64_t at = 0; at < products; at += inner) {
    int64_t a_at = 0, b_at = 0, rest = at / inner;
    for (int64_t d = outer_dims; d-- > 0; rest /= batch[d]) {
      a_at += rest % batch[d] * a_steps[d];
      b_at += rest % batch[d] * b_steps[d];
    }
    kernel({.a = a.x.bytes() + a_at * from,
            .b = b.x.bytes() + b_at * from,
            .c = c.bytes() + at * m * n * item,
            .bias = bias,
            .m = rows,
            .n = n,
            .k = k,
            .a_row = a.row_step,
            .a_col = a.col_step,
            .b_row = b.row_step,
            .b_col = b.col_step,
            .c_row = n,
            .batch = inner,
            .a_batch = batch.empty() ? 0 : a_steps.back(),
            .b_batch = batch.empty() ? 0 : b_steps.back(),
            .c_batch = m * n,
            .accumulate = false,
            .type = a.x.dtype()});
  }
}

// A matrix where it lies.
struct Matrix {
  const char* first;
  int64_t rows, cols, row_step, col_step;
  DType type;

  Matrix transposed() const { return {first, cols, rows, col_step, row_step, type}; }
};

bool is_matrix(const Tensor& x) { return x.dim() == 2 && is_aligned(x); }
bool is_vector(const Tensor& x) { return x.dim() == 1 && is_aligned(x); }
Matrix matrix_of(const Tensor& x) {
  return {x.bytes(), x.size(0), x.size(1), x.stride(0), x.stride(1), x.dtype()};
}
Matrix row_of(const Tensor& x) { return {x.bytes(), 1, x.size(0), 0, x.stride(0), x.dtype()}; }
Matrix column_of(const Tensor& x) { return row_of(x).transposed(); }

// The product of two matrices in the shape given: of small ones, the arithmetic is less work than
// the batches of multiply, or than views.
Tensor multiply_matrices(const char* op, const Matrix& a, const Matrix& b, const Dims& shape) {
  const DType t = computing(a.type);
  const auto kernel = kernels::matmul().product[t];
  RG_CHECK(kernel, DTypeError, op, ": not defined for ", a.type);
  Tensor y = empty(shape, t);
  const LongWork outside(y.numel() * a.cols >= kLongProduct);
  kernel({.a = a.first,
          .b = b.first,
          .c = y.bytes(),
          .bias = nullptr,
          .m = a.rows,
          .n = b.cols,
          .k = a.cols,
          .a_row = a.row_step,
          .a_col = a.col_step,
          .b_row = b.row_step,
          .b_col = b.col_step,
          .c_row = b.cols,
          .batch = 1,
          .a_batch = 0,
          .b_batch = 0,
          .c_batch = 0,
          .accumulate = false,
          .type = a.type});
  return convert_to(std::move(y), a.type);
}

// Whether a product that a derivative takes can be its kernel alone.
bool is_simple(const Tensor& a, const Tensor& b) {
  return a.dtype() == b.dtype() && is_aligned(a) && is_aligned(b) && !is_followed(a, b);
}

// a b^T and a^T b of matrices.
Tensor times_transposed(const Tensor& a, const Tensor& b) {
  if (a.dim() == 2 && b.dim() == 2 && a.size(1) == b.size(1) && is_simple(a, b))
    return multiply_matrices("matmul", matrix_of(a), matrix_of(b).transposed(),
                             {a.size(0), b.size(0)});
  return matmul(a, mT(b));
}
Tensor transposed_times(const Tensor& a, const Tensor& b) {
  if (a.dim() == 2 && b.dim() == 2 && a.size(0) == b.size(0) && is_simple(a, b))
    return multiply_matrices("matmul", matrix_of(a).transposed(), matrix_of(b),
                             {a.size(1), b.size(1)});
  return matmul(t(flatten(a, 0, -2)), flatten(b, 0, -2));
}

// y_ij = sum_k a_ik b_kj,  da = dy b^T,  db = a^T dy; a vector is a matrix of one row or column.
struct Matmul {
  static constexpr const char* name = "Mm";
  static constexpr bool raises_flags = true;
  struct Saved {
    SavedTensor a, b;
  };
  struct Attributes {
    int8_t a_dim, b_dim;
    bool a_by_columns, b_by_columns;
  };

  static Tensor forward(Ctx<Matmul>* ctx, const Tensor& a, const Tensor& b, const char* op) {
    if (ctx) {
      ctx->attributes = {static_cast<int8_t>(a.dim()), static_cast<int8_t>(b.dim()), by_columns(a),
                         by_columns(b)};
      // In torch's order, for hooks: "mat2" and "self", but "self" and "vec".
      if (b.dim() == 1 && ctx->needs(1)) ctx->saved.a = a;
      if (ctx->needs(0)) ctx->saved.b = b;
      if (b.dim() != 1 && ctx->needs(1)) ctx->saved.a = a;
    }
    if (is_matrix(a) && is_matrix(b))
      return multiply_matrices(op, matrix_of(a), matrix_of(b), {a.size(0), b.size(1)});
    if (is_vector(a) && is_matrix(b))
      return multiply_matrices(op, row_of(a), matrix_of(b), {b.size(1)});
    if (is_matrix(a) && is_vector(b))
      return multiply_matrices(op, matrix_of(a), column_of(b), {a.size(0)});
    const Operand left = operand_of(a, true), right = operand_of(b, false);
    Dims batch = broadcast_shapes(op, left.batch, right.batch);
    Dims shape = batch;
    if (a.dim() > 1) shape.push_back(left.rows);
    if (b.dim() > 1) shape.push_back(right.cols);
    Tensor y = empty(shape, computing(a.dtype()));
    multiply(op, left, right, batch, y);
    return convert_to(std::move(y), a.dtype());
  }

  static const char* node_name(const Ctx<Matmul>& ctx) {
    const int a = ctx.attributes.a_dim, b = ctx.attributes.b_dim;
    if (a == 2 && b == 2) return "MmBackward0";
    if (a == 1 && b == 1) return "DotBackward0";
    if (a == 2 && b == 1) return "MvBackward0";
    return a == 1 && b == 2 ? "SqueezeBackward0" : "BmmBackward0";
  }

  static std::array<const char*, 2> saved_names(const Ctx<Matmul>& ctx) {
    const int a = ctx.attributes.a_dim, b = ctx.attributes.b_dim;
    if (a == 1) return {b == 1 ? "self" : nullptr, b == 1 ? "tensor" : nullptr};
    return {"self", b == 1 ? "vec" : "mat2"};
  }

  static Grads<2> backward(const Ctx<Matmul>& ctx, const Tensor& grad) {
    return {ctx.needs(0) ? grad_a(ctx, grad, ctx.saved.b) : Tensor(),
            ctx.needs(1) ? grad_b(ctx, grad, ctx.saved.a) : Tensor()};
  }
  static Tensor jvp(const Ctx<Matmul>& ctx, const Tensors& t) {
    return sum_of(t[0].defined() ? matmul(t[0], ctx.saved.b) : Tensor(),
                  t[1].defined() ? matmul(ctx.saved.a, t[1]) : Tensor());
  }

 private:
  // A transposed matrix. Its gradient lies so too, and what it was made of gets a contiguous one.
  static bool by_columns(const Tensor& x) {
    return x.dim() == 2 && x.stride(0) == 1 && x.stride(1) == x.size(0) && x.size(1) > 1;
  }

  static Tensor grad_a(const Ctx<Matmul>& ctx, const Tensor& grad, const Tensor& b) {
    const int a_dim = ctx.attributes.a_dim, b_dim = ctx.attributes.b_dim;
    if (b_dim == 1 && a_dim == 2) return outer(grad, b);
    if (b_dim == 1) return mul(a_dim == 1 ? grad : unsqueeze(grad, -1), b);
    if (a_dim == 1 && b_dim == 2 && b.size(1) == grad.size(0) && is_simple(b, grad))
      return multiply_matrices("matmul", matrix_of(b), column_of(grad), {b.size(0)});
    if (a_dim == 1) return squeeze_last(matmul(b, unsqueeze(grad, -1)));
    if (ctx.attributes.a_by_columns) return t(matmul(b, t(grad)));
    return times_transposed(grad, b);
  }

  static Tensor grad_b(const Ctx<Matmul>& ctx, const Tensor& grad, const Tensor& a) {
    const auto [a_dim, b_dim, a_by_columns, b_by_columns] = ctx.attributes;
    if (a_dim == 1 && b_dim == 2) return b_by_columns ? t(outer(grad, a)) : outer(a, grad);
    if (a_dim == 1 && b_dim == 1) return mul(a, grad);
    if (a_dim == 1) return mul(unsqueeze(a, -1), unsqueeze(grad, -2));
    // One product over all rows of all batches at once.
    if (b_dim == 1) return matmul(t(flatten(a, 0, -2)), flatten(grad));
    if (b_dim == 2 && b_by_columns) return t(matmul(t(flatten(grad, 0, -2)), flatten(a, 0, -2)));
    if (b_dim == 2) return transposed_times(a, grad);
    return matmul(mT(a), grad);
  }

  // a_i b_j of two vectors.
  static Tensor outer(const Tensor& a, const Tensor& b) {
    const bool small = a.numel() * b.numel() < kLargeOuter;
    if (small && is_simple(a, b))
      return multiply_matrices("matmul", column_of(a), row_of(b), {a.size(0), b.size(0)});
    const Tensor column = unsqueeze(a, -1), row = unsqueeze(b, -2);
    return small ? matmul(column, row) : mul(column, row);
  }
  static Tensor squeeze_last(const Tensor& x) { return squeeze(x, {-1}); }
};

// y_ij = sum_k x_ik w_jk + b_j,  dx = dy w,  dw = dy^T x,  db = sum_i dy_i (which the engine takes)
struct Linear {
  static constexpr const char* name = "Addmm";
  static constexpr bool raises_flags = true;
  struct Saved {
    SavedTensor x, w;
  };
  static constexpr const char* saved_names[] = {"mat1", nullptr};
  static Tensor forward(Ctx<Linear>* ctx, const Tensor& x, const Tensor& w, const Tensor& bias) {
    if (ctx && ctx->needs(1)) ctx->saved.x = x;
    if (ctx && ctx->needs(0)) ctx->saved.w = w;
    Dims shape = x.shape();
    shape.back() = w.size(0);
    const Tensor wide_bias = widened(bias);
    Tensor y = empty(shape, wide_bias.dtype());
    Operand columns = operand_of(w, false);
    std::swap(columns.rows, columns.cols);
    std::swap(columns.row_step, columns.col_step);
    const Operand rows = operand_of(x, true);
    multiply("linear", rows, columns, rows.batch, y, wide_bias.bytes());
    return convert_to(std::move(y), x.dtype());
  }
  static Grads<3> backward(const Ctx<Linear>& ctx, const Tensor& grad) {
    const Tensor x = ctx.saved.x, w = ctx.saved.w;
    return {ctx.needs(0) ? matmul(grad, w) : Tensor(),
            ctx.needs(1) ? transposed_times(grad, x) : Tensor(), ctx.needs(2) ? grad : Tensor()};
  }
  static Tensor jvp(const Ctx<Linear>& ctx, const Tensors& u) {
    return sum_of(sum_of(u[0].defined() ? matmul(u[0], t(ctx.saved.w)) : Tensor(),
                         u[1].defined() ? matmul(ctx.saved.x, t(u[1])) : Tensor()),
                  u[2]);
  }
};

void check_product(const char* op, const Tensor& a, const Tensor& b) {
  RG_CHECK(a.dtype() == b.dtype(), DTypeError, op, ": expected two tensors of one type, got ",
           a.dtype(), " and ", b.dtype(), "; convert one with .to()");
  const int64_t columns = a.size(-1), rows = b.size(b.dim() == 1 ? 0 : -2);
  RG_CHECK(columns == rows, ShapeError, op, ": inner lengths differ: ", a.shape(), " has ", columns,
           " columns but ", b.shape(), " has ", rows, " rows");
}

void check_dims(const char* op, const Tensor& a, int64_t a_dim, const Tensor& b, int64_t b_dim) {
  RG_CHECK(a.dim() == a_dim && b.dim() == b_dim, ShapeError, op, ": expected tensors of ", a_dim,
           " and ", b_dim, " dimensions, got shapes ", a.shape(), " and ", b.shape());
  check_product(op, a, b);
}

Tensor product(const Tensor& a, const Tensor& b, const char* op) {
  return record<Matmul>(a, b, op);
}

}  // namespace

Tensor matmul(const Tensor& a, const Tensor& b) {
  RG_CHECK(a.dim() > 0 && b.dim() > 0, ShapeError,
           "matmul: expected tensors of at least 1 dimension, got shapes ", a.shape(), " and ",
           b.shape(), "; use mul() for a 0-d one");
  check_product("matmul", a, b);
  return product(a, b, "matmul");
}

Tensor mm(const Tensor& a, const Tensor& b) {
  check_dims("mm", a, 2, b, 2);
  return product(a, b, "mm");
}

Tensor bmm(const Tensor& a, const Tensor& b) {
  check_dims("bmm", a, 3, b, 3);
  RG_CHECK(a.size(0) == b.size(0), ShapeError, "bmm: ", a.size(0), " and ", b.size(0), " matrices");
  return product(a, b, "bmm");
}

Tensor mv(const Tensor& a, const Tensor& b) {
  check_dims("mv", a, 2, b, 1);
  return product(a, b, "mv");
}

Tensor dot(const Tensor& a, const Tensor& b) {
  check_dims("dot", a, 1, b, 1);
  return product(a, b, "dot");
}

Tensor outer(const Tensor& a, const Tensor& b) {
  RG_CHECK(a.dim() == 1 && b.dim() == 1, ShapeError, "outer: expected two vectors, got shapes ",
           a.shape(), " and ", b.shape());
  return mul(unsqueeze(a, 1), b);
}

Tensor linear(const Tensor& x, const Tensor& w, const Tensor& bias) {
  RG_CHECK(x.dim() > 0 && (w.dim() == 1 || w.dim() == 2), ShapeError,
           "linear: expected input (..., k) and weight (n, k) or (k), got shapes ", x.shape(),
           " and ", w.shape());
  RG_CHECK(x.size(-1) == w.size(-1), ShapeError, "linear: input ", x.shape(), " has ", x.size(-1),
           " features but weight ", w.shape(), " takes ", w.size(-1));
  const bool fits = x.dim() >= 2 && w.dim() == 2 && bias.defined() && bias.is_contiguous() &&
                    is_aligned(bias) && bias.shape() == Dims{w.size(0)} &&
                    bias.dtype() == x.dtype() && w.dtype() == x.dtype();
  if (fits) return record<Linear>(x, w, bias);
  const Tensor y = matmul(x, w.dim() == 2 ? t(w) : w);
  return bias.defined() ? add(y, bias) : y;
}

Tensor bilinear(const Tensor& a, const Tensor& b, const Tensor& w, const Tensor& bias) {
  const char* op = "bilinear";
  RG_CHECK(w.dim() == 3 && a.dim() > 0 && a.dim() == b.dim(), ShapeError, op,
           ": expected inputs (..., i) and (..., j) and weight (n, i, j), got shapes ", a.shape(),
           ", ", b.shape(), " and ", w.shape());
  const int64_t n = w.size(0), i = w.size(1), j = w.size(2);
  Dims shape = a.shape(), other = b.shape();
  RG_CHECK(shape.back() == i && other.back() == j, ShapeError, op, ": inputs ", shape, " and ",
           other, " do not fit the last two dimensions of weight ", w.shape());
  shape.pop_back();
  other.pop_back();
  RG_CHECK(shape == other, ShapeError, op, ": the inputs have leading dimensions ", shape, " and ",
           other, "; they must be the same");
  RG_CHECK(!bias.defined() || bias.shape() == Dims{n}, ShapeError, op, ": bias must have shape ",
           Dims{n}, ", got ", bias.shape());
  int64_t rows = 1;
  for (const int64_t length : shape) rows *= length;
  const Tensor by_first = reshape(permute(w, {1, 0, 2}), {i, n * j});
  const Tensor half = reshape(matmul(reshape(a, {rows, i}), by_first), {rows, n, j});
  shape.push_back(n);
  const Tensor y = reshape(squeeze(matmul(half, reshape(b, {rows, j, 1})), {2}), shape);
  return bias.defined() ? add(y, bias) : y;
}

}  // namespace retrograd::ops
