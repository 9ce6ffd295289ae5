#include "ops/linalg/solve.h"

#include <algorithm>
#include <cstring>
#include <limits>

#include "graph/record.h"
#include "kernels/linalg/factor.h"
#include "ops/linalg/lu.h"
#include "ops/linalg/matrices.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/spectral/cofactors.h"

namespace retrograd::ops {
namespace {

// One matrix of (n, n) at `a`, which its factors are written over, and its pivots.
struct Square {
  DType type;
  int64_t n, item;
  char* a;
  int32_t* pivots;
  char* work;

  int64_t factor() const {
    return kernels::factor().lu[type](
        {.a = a, .m = n, .n = n, .row = n, .pivots = pivots, .work = work});
  }
  // A^-1 B over B of (n, cols), once factored.
  void solve(char* b, int64_t cols) const {
    const int64_t bytes = cols * item;
    for (int64_t i = 0; i < n; ++i)
      if (const int64_t other = pivots[i] - 1; other != i)
        std::swap_ranges(b + i * bytes, b + (i + 1) * bytes, b + other * bytes);
    for (const bool upper : {false, true})
      kernels::factor().solve_triangular[type]({.a = a,
                                                .b = b,
                                                .n = n,
                                                .cols = cols,
                                                .a_row = n,
                                                .a_col = 1,
                                                .b_row = cols,
                                                .upper = upper,
                                                .unit = !upper,
                                                .work = work});
  }
};

// Calls each(i, square) with a copy of every matrix of `a` in memory of the thread's, or, where
// `kept` is defined, in that.
template <class F>
void for_each_square(const Tensor& a, int64_t cols, F&& each) {
  const int64_t n = a.size(-1), item = a.item_bytes();
  const int64_t work = std::max(kernels::lu_work(n, n), kernels::triangular_work(n, cols)) * item;
  const int64_t matrix = (n * n * item + 63) / 64 * 64;
  const Tensor from = aligned(a);
  const Places at(from);
  const int64_t row = from.stride(-2), col = from.stride(-1);
  for_each_matrix(count(batch_of(a)), double(n) * double(n) * (double(n) / 3 + double(cols)),
                  matrix + work + n * int64_t{sizeof(int32_t)}, [&](int64_t i, void* memory) {
                    auto* const p = static_cast<char*>(memory);
                    const Square s = {
                        a.dtype(), n, item, p, reinterpret_cast<int32_t*>(p + matrix + work),
                        p + matrix};
                    const char* const x = from.bytes() + at[i] * item;
                    for (int64_t r = 0; r < n; ++r)
                      if (col == 1) {
                        std::memcpy(p + r * n * item, x + r * row * item, n * item);
                      } else {
                        for (int64_t c = 0; c < n; ++c)
                          std::memcpy(p + (r * n + c) * item, x + (r * row + c * col) * item, item);
                      }
                    each(i, s);
                  });
}

// A^-1 B written over B, which are matrices one after another; the places of what was singular.
Tensor solve_all(const Tensor& a, const Tensor& b) {
  const Tensor info = empty(batch_of(a), DType::kInt32);
  const int64_t cols = b.size(-1), bytes = a.size(-1) * cols * b.item_bytes();
  auto* const failed = info.data<int32_t>();
  for_each_square(a, cols, [&](int64_t i, const Square& s) {
    failed[i] = static_cast<int32_t>(s.factor());
    s.solve(b.bytes() + i * bytes, cols);
  });
  return info;
}

// The determinants, or their signs and the logarithms of their sizes: those that are defined.
void determinants(const Tensor& a, const Tensor& det, const Tensor& sign, const Tensor& log) {
  for_each_square(a, 0, [&](int64_t i, const Square& s) {
    const auto at = [&](const Tensor& x) { return x.defined() ? x.bytes() + i * s.item : nullptr; };
    s.factor();
    kernels::factor().determinant[s.type]({.lu = s.a,
                                           .n = s.n,
                                           .row = s.n,
                                           .pivots = s.pivots,
                                           .det = at(det),
                                           .sign = at(sign),
                                           .log = at(log)});
  });
}

// A X = B,  dB = A^-T dX,  dA = -dB X^T
struct Solve {
  static constexpr const char* name = "LinalgSolveEx";
  struct Saved {
    SavedTensor a, x;
  };
  static constexpr const char* saved_names[] = {"A", "result"};

  static std::tuple<Tensor, Tensor> forward(Ctx<Solve>* ctx, const Tensor& a, const Tensor& b) {
    const Tensor x = matrix_copy(b), info = solve_all(a, x);
    if (ctx) {
      ctx->saved.a = a;
      if (ctx->needs(0)) ctx->saved.x = ctx->output(x);
    }
    return {x, info};
  }
  static Grads<2> backward(const Ctx<Solve>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const Tensor b = std::get<0>(record<Solve>(mT(ctx.saved.a), grads[0]));
    return {ctx.needs(0) ? neg(matmul(b, mT(ctx.saved.x))) : Tensor(), ctx.needs(1) ? b : Tensor()};
  }
};

// Y = A^-1,  dA = -Y^T dY Y^T
struct Inverse {
  static constexpr const char* name = "LinalgInvEx";
  struct Saved {
    SavedTensor y;
  };
  static constexpr const char* saved_names[] = {"inverse"};

  static std::tuple<Tensor, Tensor> forward(Ctx<Inverse>* ctx, const Tensor& a) {
    const Tensor y = matrix_copy(identity_like(a, a.size(-1), a.size(-1)));
    const Tensor info = solve_all(a, y);
    if (ctx) ctx->saved.y = ctx->output(y);
    return {y, info};
  }
  static Grads<1> backward(const Ctx<Inverse>& ctx, const Tensors& grads) {
    if (!grads[0].defined()) return {};
    const Tensor y = mT(ctx.saved.y);
    return {neg(matmul(matmul(y, grads[0]), y))};
  }
};

Tensor over_matrix(const Tensor& x) { return unsqueeze(unsqueeze(x, -1), -1); }

// ||A||_1 ||A^-1||_1 above which differences of what d A^-T is made of lose their digits.
constexpr double kIllConditioned = 1e3;

bool ill_conditioned(const Tensor& a, const Tensor& inverse) {
  const GradMode off(false);
  const auto norm = [](const Tensor& x) { return amax(sum(abs(x), {-2}), {-1}); };
  return any(gt(mul(norm(a), norm(inverse)), kIllConditioned)).item().to_int() != 0;
}

// d = det A,  dA = d A^-T dd. Of a singular A the 0s on the diagonal of U are taken to be tiny:
// d A^-T, the cofactors, is then right to rounding, but not its slopes.
struct Det {
  static constexpr const char* name = "LinalgDet";
  struct Saved {
    SavedTensor a, d;
  };
  static constexpr const char* saved_names[] = {"A", "result"};

  static Tensor forward(Ctx<Det>* ctx, const Tensor& a) {
    const Tensor d = empty(batch_of(a), a.dtype());
    determinants(a, d, {}, {});
    if (ctx) {
      ctx->saved.a = a;
      ctx->saved.d = ctx->output(d);
    }
    return d;
  }
  static Grads<1> backward(const Ctx<Det>& ctx, const Tensor& grad) {
    const Tensor a = ctx.saved.a, d = ctx.saved.d;
    const bool singular = any(eq(d, 0)).item().to_int() != 0;
    const bool differentiable = grad_enabled() || forward_mode();
    if (!singular) {
      const Tensor inverse = std::get<0>(record<Inverse>(a));
      if (!differentiable || a.numel() == 0 || !ill_conditioned(a, inverse))
        return {mul(mT(inverse), over_matrix(mul(grad, d)))};
    }
    if (differentiable) return {mul(cofactors(a), over_matrix(grad))};
    const Packed packed = lu_factor("linalg.det", a, true, false);
    const Tensor line = diagonal(packed.lu, 0, -2, -1);
    const double tiny = a.dtype() == DType::kFloat64 ? std::numeric_limits<double>::epsilon()
                                                     : std::numeric_limits<float>::epsilon();
    const Tensor lu = add(
        packed.lu, diag_embed(where(eq(line, 0), full({}, tiny, a.dtype()), zeros({}, a.dtype()))));
    const auto [p, l, u] = lu_unpack(packed.lu, packed.pivots, false, true);
    const Tensor size = mul(prod(diagonal(lu, 0, -2, -1), -1), record<Det>(p));
    const Tensor eye = identity_like(a, a.size(-1), a.size(-1));
    return {mul(lu_solve(lu, packed.pivots, eye, true, true), over_matrix(mul(grad, size)))};
  }
};

// (sign, log |det A|),  dA = A^-T d(log)
struct Slogdet {
  static constexpr const char* name = "LinalgSlogdet";
  struct Saved {
    SavedTensor a;
  };
  static constexpr const char* saved_names[] = {"A"};

  static std::tuple<Tensor, Tensor> forward(Ctx<Slogdet>* ctx, const Tensor& a) {
    const Tensor sign = empty(batch_of(a), a.dtype()), log = empty(batch_of(a), a.dtype());
    determinants(a, {}, sign, log);
    if (ctx) ctx->saved.a = a;
    return {sign, log};
  }
  static Grads<1> backward(const Ctx<Slogdet>& ctx, const Tensors& grads) {
    if (!grads[1].defined()) return {};
    return {mul(mT(std::get<0>(record<Inverse>(Tensor(ctx.saved.a)))), over_matrix(grads[1]))};
  }
};

void check_solved(const char* op, const Tensor& info) {
  int32_t at = 0;
  const std::string where = first_failure(op, info, &at);
  RG_CHECK(where.empty(), LinAlgError, where,
           "The solver failed because the input matrix is singular.");
}

std::tuple<Tensor, Tensor> inverse_of(const char* op, const Tensor& a, bool check) {
  check_square(op, a);
  check_precise(op, a);
  const auto found = record<Inverse>(a);
  if (!check) return found;
  int32_t at = 0;
  const std::string where = first_failure(op, std::get<1>(found), &at);
  RG_CHECK(where.empty(), LinAlgError, where, "The diagonal element ", at,
           " is zero, the inversion could not be completed because the input matrix is singular.");
  return found;
}

std::tuple<Tensor, Tensor> solved(const char* op, const Tensor& a, const Tensor& given, bool left) {
  check_square(op, a);
  check_same_type(op, a, given);
  check_precise(op, a);
  // A vector for each matrix.
  const bool vector =
      given.dim() == 1 ||
      (given.dim() + 1 == a.dim() && given.shape() == Dims(a.shape().begin(), a.shape().end() - 1));
  const Tensor b = vector ? unsqueeze(given, -1) : given;
  check_matrix(op, b, "B");
  RG_CHECK(left || !vector, ShapeError, op,
           ": Vector broadcasting of the left hand side is not supported for left=False; B has "
           "shape ",
           given.shape());
  RG_CHECK(a.size(-1) == b.size(left ? -2 : -1), ShapeError, op,
           ": Incompatible shapes of A and B for the equation ", left ? "AX = B" : "XA = B", " (",
           a.size(-2), "x", a.size(-1), " and ", b.size(-2), "x", b.size(-1), ")");
  const Dims batch = broadcast_shapes(op, batch_of(a), batch_of(b));
  const auto in_batch = [&](const Tensor& x) {
    return batch_of(x) == batch ? x : expand(x, with_lengths(batch, {x.size(-2), x.size(-1)}));
  };
  // X A = B is A^T X^T = B^T.
  auto [x, info] = record<Solve>(in_batch(left ? a : mT(a)), in_batch(left ? b : mT(b)));
  return {vector ? squeeze(x, {-1}) : left ? x : mT(x), info};
}

}  // namespace

Tensor solve(const Tensor& a, const Tensor& b, bool left) {
  const auto [x, info] = solved("linalg.solve", a, b, left);
  check_solved("torch.linalg.solve", info);
  return x;
}
std::tuple<Tensor, Tensor> solve_ex(const Tensor& a, const Tensor& b, bool left,
                                    bool check_errors) {
  auto found = solved("linalg.solve_ex", a, b, left);
  if (check_errors) check_solved("torch.linalg.solve_ex", std::get<1>(found));
  return found;
}

Tensor inv(const Tensor& a) { return std::get<0>(inverse_of("linalg.inv", a, true)); }
std::tuple<Tensor, Tensor> inv_ex(const Tensor& a, bool check_errors) {
  return inverse_of("linalg.inv_ex", a, check_errors);
}

Tensor det(const Tensor& a) {
  check_square("linalg.det", a);
  check_precise("linalg.det", a);
  return record<Det>(a);
}
std::tuple<Tensor, Tensor> slogdet(const char* op, const Tensor& a) {
  check_square(op, a);
  check_precise(op, a);
  return record<Slogdet>(a);
}
Tensor logdet(const Tensor& a) {
  const auto [sign, size] = slogdet("logdet", a);
  Tensor none;  // NaN where the sign is -1, in the sight of anomaly mode
  {
    const GradMode off(false);
    none = log(sign);
  }
  return where(eq(sign, -1), none, size);
}

Tensor tensorinv(const Tensor& a, int64_t ind) {
  const char* op = "linalg.tensorinv";
  RG_CHECK(ind > 0, RuntimeError, op, ": Expected a strictly positive integer for 'ind', but got ",
           ind);
  const auto cut = a.shape().begin() + std::min(ind, a.dim());
  const Dims rows(a.shape().begin(), cut), cols(cut, a.shape().end());
  RG_CHECK(count(rows) == count(cols), ShapeError, op,
           ": Expected self to satisfy the requirement prod(self.shape[ind:]) == "
           "prod(self.shape[:ind]), but got ",
           count(cols), " != ", count(rows));
  Dims shape = cols;
  shape.append(rows.begin(), rows.end());
  return reshape(inv(reshape(a, {count(rows), count(cols)})), shape);
}

Tensor tensorsolve(const Tensor& given, const Tensor& b, const std::optional<Dims>& dims) {
  const char* op = "linalg.tensorsolve";
  Tensor a = given;
  if (dims) {
    Dims last;
    for (size_t i = 0; i < dims->size(); ++i)
      last.push_back(a.dim() - static_cast<int64_t>(dims->size() - i));
    a = movedim(a, *dims, last);
  }
  const Dims shape(a.shape().begin() + std::min(b.dim(), a.dim()), a.shape().end());
  RG_CHECK(count(shape) == b.numel() && a.numel() == b.numel() * b.numel(), ShapeError, op,
           ": Expected self to satisfy the requirement prod(self.shape[other.ndim:]) == "
           "prod(self.shape[:other.ndim]), but got ",
           count(shape), " of shape ", a.shape(), " for other of shape ", b.shape());
  return reshape(solve(reshape(a, {b.numel(), b.numel()}), reshape(b, {b.numel()})), shape);
}

}  // namespace retrograd::ops
