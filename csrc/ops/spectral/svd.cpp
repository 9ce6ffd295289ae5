#include "ops/spectral/svd.h"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>

#include "graph/record.h"
#include "kernels/linalg/spectral.h"
#include "ops/linalg/matrices.h"
#include "ops/linalg/triangular.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/compare.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"
#include "ops/spectral/eigen.h"
#include "ops/spectral/qr.h"
#include "ops/statistics/norm.h"

namespace retrograd::ops {
namespace {

struct Parts {
  Tensor u, s, vt;  // u and vt are undefined where they are not wanted
};

Parts square_parts(const Tensor& a, bool vectors) {
  const Tensor lost = matrix_copy(a);
  const int64_t n = a.size(-1), item = a.item_bytes();
  const Tensor s = empty(with_lengths(batch_of(a), {n}), a.dtype());
  const Tensor u = vectors ? empty(a.shape(), a.dtype()) : Tensor();
  const Tensor vt = vectors ? empty(a.shape(), a.dtype()) : Tensor();
  const Tensor info = empty(batch_of(a), DType::kInt32);
  auto* const missing = info.data<int32_t>();
  for_each_matrix(info.numel(), double(n) * double(n) * double(n) * (vectors ? 8 : 2),
                  kernels::svd_work(n) * item, [&](int64_t i, void* work) {
                    const int64_t at = i * n * n * item;
                    missing[i] = static_cast<int32_t>(kernels::spectral().svd[a.dtype()](
                        {.a = lost.bytes() + at,
                         .s = s.bytes() + i * n * item,
                         .u = vectors ? u.bytes() + at : nullptr,
                         .vt = vectors ? vt.bytes() + at : nullptr,
                         .n = n,
                         .work = work}));
                  });
  check_found("linalg.svd", info, "singular values");
  return {u, s, vt};
}

// A matrix that is higher than wide by way of its R, a wide one by way of its transpose.
Parts parts_of(const Tensor& a, bool full, bool vectors) {
  const GradMode off(false);
  const int64_t m = a.size(-2), n = a.size(-1);
  if (m < n) {
    const Parts t = parts_of(flipped(a), full, vectors);
    return vectors ? Parts{flipped(t.vt), t.s, flipped(t.u)} : t;
  }
  if (m == n) return square_parts(a, vectors);
  const auto [q, r] = detail::qr_parts(a, vectors && full ? m : n, vectors);
  const Parts inner = square_parts(full && vectors ? slice(r, -2, 0, n, 1) : r, vectors);
  if (!vectors) return inner;
  const Tensor u = matmul(slice(q, -1, 0, n, 1), inner.u);
  return {full ? cat({u, slice(q, -1, n, m, 1)}, -1) : u, inner.s, inner.vt};
}

struct Wanted {
  bool full, vectors;
};

// With E_ij = s_j^2 - s_i^2, skew X = X - X^T, and of full U and V the first columns alone:
//   dA = U (skew(U^T dU) / E S + S skew(V^T dV) / E + diag(dS)) V^T
//        + (1 - U U^T) dU S^-1 V^T + U S^-1 dV^T (1 - V V^T)
struct Svd {
  static constexpr const char* name = "LinalgSvd";
  using Attributes = Wanted;
  static SavedValues shown(const Wanted& wanted) { return {{"full_matrices", wanted.full}}; }
  struct Saved {
    SavedTensor u, s, vt;
  };
  static constexpr const char* saved_names[] = {"U", "S", "Vh"};

  static std::tuple<Tensor, Tensor, Tensor> forward(Ctx<Svd>* ctx, const Tensor& a, Wanted wanted) {
    const Parts parts = parts_of(a, wanted.full, wanted.vectors || ctx);
    if (ctx) {
      ctx->attributes = wanted;
      ctx->saved.u = ctx->output(parts.u);
      ctx->saved.s = ctx->output(parts.s, 1);
      ctx->saved.vt = ctx->output(parts.vt, 2);
    }
    return {parts.u, parts.s, parts.vt};
  }

  static Grads<1> backward(const Ctx<Svd>& ctx, const Tensors& grads) {
    const Tensor s = ctx.saved.s;
    const int64_t k = s.size(-1);
    const auto thin = [&](const Tensor& x, int64_t dim) {
      return x.defined() && x.size(dim) > k ? slice(x, dim, 0, k, 1) : x;
    };
    const Tensor u = thin(ctx.saved.u, -1), vt = thin(ctx.saved.vt, -2);
    const Tensor du = thin(grads[0], -1), dvt = thin(grads[2], -2), ds = grads[1];
    if (!du.defined() && !dvt.defined())
      return {ds.defined() ? matmul(mul(u, unsqueeze(ds, -2)), vt) : Tensor()};
    const Tensor cols = unsqueeze(s, -2), rows = unsqueeze(s, -1);
    const Tensor apart = add(mul(sub(cols, rows), add(cols, rows)), eye(k, {}, s.dtype()));
    const auto skew = [&](const Tensor& x) { return div(sub(x, mT(x)), apart); };
    Tensor inner = ds.defined() ? diag_embed(ds) : Tensor();
    if (du.defined()) inner = sum_of(inner, mul(skew(matmul(mT(u), du)), cols));
    if (dvt.defined()) inner = sum_of(inner, mul(rows, skew(matmul(vt, mT(dvt)))));
    Tensor da = matmul(matmul(u, inner), vt);
    if (du.defined() && u.size(-2) > k) {
      const Tensor beside = sub(du, matmul(u, matmul(mT(u), du)));
      da = add(da, matmul(div(beside, cols), vt));
    }
    if (dvt.defined() && vt.size(-1) > k) {
      const Tensor beside = sub(dvt, matmul(matmul(dvt, mT(vt)), vt));
      da = add(da, matmul(u, div(beside, rows)));
    }
    return {da};
  }
};

double epsilon(const Tensor& a) {
  return a.dtype() == DType::kFloat64 ? std::numeric_limits<double>::epsilon()
                                      : double{std::numeric_limits<float>::epsilon()};
}

// Which of the values, of which the largest is `largest`, are not 0.
Tensor not_zero(const Tensor& a, const Tensor& values, const Tolerance& tolerance) {
  const GradMode off(false);
  const Tensor size = abs(values);
  const auto given = [&](const Tensor& t) { return unsqueeze(to(t, values.dtype()), -1); };
  Tensor limit;
  const Tensor largest = amax(size, {-1}, true);
  if (tolerance.rtol.defined())
    limit = mul(largest, given(tolerance.rtol));
  else if (!tolerance.atol.defined())
    limit = mul(largest, epsilon(a) * static_cast<double>(std::max(a.size(-1), a.size(-2))));
  else {  // the usual one, unless there is an absolute one
    const double usual = epsilon(a) * static_cast<double>(std::max(a.size(-1), a.size(-2)));
    const Tensor atol = given(tolerance.atol);
    limit = where(gt(atol, 0), mul(largest, 0.0), mul(largest, usual));
  }
  if (tolerance.atol.defined()) limit = maximum(limit, given(tolerance.atol));
  return gt(size, limit);
}

// Y = A^+,  dA = -Y^T dY Y^T + (1 - A Y) dY^T Y Y^T + Y^T Y dY^T (1 - Y A)
Tensor pinv_gradient(const Tensor& a, const Tensor& y, const Tensor& grad) {
  const Tensor yt = mT(y), gt = mT(grad);
  const Tensor one = matmul(gt, matmul(y, yt)), two = matmul(matmul(yt, y), gt);
  const Tensor first = sub(one, matmul(a, matmul(y, one)));
  const Tensor second = sub(two, matmul(matmul(two, y), a));
  return add(sub(first, matmul(matmul(yt, grad), yt)), second);
}

struct Pinv {
  static constexpr const char* name = "LinalgPinv";
  struct Saved {
    SavedTensor a, y;
  };
  static constexpr const char* saved_names[] = {"self", "result"};
  static Tensor forward(Ctx<Pinv>* ctx, const Tensor& a, const Tensor& atol, const Tensor& rtol,
                        bool) {
    Tensor y;
    {
      const GradMode off(false);
      const Parts parts = parts_of(a, false, true);
      const Tensor kept = not_zero(a, parts.s, {atol, rtol});
      const Tensor inverse = where(kept, div(ones({}, a.dtype()), parts.s), zeros({}, a.dtype()));
      y = matmul(mul(mT(parts.vt), unsqueeze(inverse, -2)), mT(parts.u));
    }
    if (ctx) {
      ctx->saved.a = a;
      ctx->saved.y = ctx->output(y);
    }
    return y;
  }
  static Grads<3> backward(const Ctx<Pinv>& ctx, const Tensor& grad) {
    return {pinv_gradient(ctx.saved.a, ctx.saved.y, grad), Tensor(), Tensor()};
  }
};

// Powers of two, or 1, that make matrices so small that their inverses overflow larger; undefined
// where none is.
Tensor normalizing(const Tensor& a) {
  if (a.numel() == 0) return {};
  const GradMode off(false);
  const double power = a.dtype() == DType::kFloat64 ? 0x1p512 : 0x1p96;
  const Tensor small = lt(amax(abs(a), {-2, -1}, true), 1 / power);
  if (!any(small).item().to_int()) return {};
  return where(small, full({}, power, a.dtype()), ones({}, a.dtype()));
}

// X by Q and R, and the singular values of R but for "gels": it takes no singular vectors.
// Undefined where the rank is not full, or a derivative is asked for, which pinv() has.
bool holds(const Tensor& x) { return all(x).item().to_int() != 0; }

std::pair<Tensor, Tensor> by_triangle(const Tensor& a, const Tensor& b, const Tensor& rtol,
                                      const std::string& driver) {
  const int64_t n = a.size(-1);
  const bool recording = grad_enabled() && (requires_grad(a) || requires_grad(b));
  if (recording || forward_mode() || a.numel() == 0 || a.size(-2) < n || normalizing(a).defined())
    return {};
  const GradMode off(false);
  const auto [q, r] = detail::qr_parts(a, n, true);
  // ||R|| ||R^-1|| is at least the ratio of the extreme singular values, and takes none.
  Tensor values;
  bool whole = false;
  if (driver == "gels") {
    whole = holds(gt(abs(diagonal(r, 0, -2, -1)), 0));
  } else if (driver == "gelsy") {
    const auto norm = [](const Tensor& x) { return vector_norm(x, 2, {-2, -1}, false); };
    const Tensor inverse = solve_triangular(r, identity_like(r, n, n), true);
    whole = holds(lt(mul(mul(norm(r), norm(inverse)), rtol), 1));
  }
  if (!whole && driver != "gels") {
    values = square_parts(r, false).s;
    whole = holds(not_zero(a, values, {{}, rtol}));
  }
  if (!whole) return {Tensor(), values};
  return {solve_triangular(r, matmul(mT(q), b), true), values};
}

Tensor empty_pinv(const Tensor& a) {
  return zeros(with_lengths(batch_of(a), {a.size(-1), a.size(-2)}), a.dtype());
}

}  // namespace

Tensor spectral_norm(const Tensor& x, Spectral kind, const Dims& dims, bool keepdim) {
  const Dims both = wrap_dims("linalg.matrix_norm", dims, x.dim());
  const Tensor s = svdvals(movedim(x, dims, {-2, -1}));
  const bool empty = s.size(-1) == 0;
  RG_CHECK(!empty || kind != Spectral::kLeast, IndexError,
           "linalg.matrix_norm: order -2 has no value for no elements; got shape ", x.shape());
  Tensor y = kind == Spectral::kSum || empty ? sum(s, {-1})
             : kind == Spectral::kLeast      ? amin(s, {-1})
                                             : amax(s, {-1});
  if (!keepdim) return y;
  y = unsqueeze(y, std::min(both[0], both[1]));
  return unsqueeze(y, std::max(both[0], both[1]));
}

std::tuple<Tensor, Tensor, Tensor> svd(const Tensor& a, bool full) {
  check_matrix("linalg.svd", a);
  check_precise("linalg.svd", a);
  return record<Svd>(a, Wanted{full, true});
}
Tensor svdvals(const Tensor& a) {
  check_matrix("linalg.svdvals", a);
  check_precise("linalg.svdvals", a);
  return std::get<1>(record<Svd>(a, Wanted{false, false}));
}

Tensor pinv(const Tensor& a, const Tolerance& tolerance, bool hermitian) {
  const char* op = "linalg.pinv";
  check_matrix(op, a);
  check_precise(op, a);
  if (a.numel() == 0) return mul(empty_pinv(a), sum(a));
  if (!hermitian) return record<Pinv>(a, tolerance.atol, tolerance.rtol, false);
  const auto [w, v] = eigh(a, "L");
  const Tensor kept = not_zero(a, w, tolerance);
  const Tensor one = ones({}, a.dtype()), none = zeros({}, a.dtype());
  const Tensor inverse = where(kept, div(one, where(kept, w, one)), none);
  return matmul(mul(v, unsqueeze(inverse, -2)), mT(v));
}

Tensor matrix_rank(const Tensor& a, const Tolerance& tolerance, bool hermitian) {
  check_matrix("linalg.matrix_rank", a);
  check_precise("linalg.matrix_rank", a);
  const GradMode off(false);
  if (a.numel() == 0) return zeros(batch_of(a), DType::kInt64);
  const Tensor values = hermitian ? eigvalsh(a, "L") : svdvals(a);
  return sum(not_zero(a, values, tolerance), {-1});
}

LeastSquares lstsq(const Tensor& a, const Tensor& given, std::optional<double> rcond,
                   const std::string& driver) {
  const char* op = "linalg.lstsq";
  check_matrix(op, a, "input");
  check_same_type(op, a, given);
  check_precise(op, a);
  RG_CHECK(driver == "gels" || driver == "gelsy" || driver == "gelsd" || driver == "gelss",
           RuntimeError, op,
           ": parameter `driver` should be one of (gels, gelsy, gelsd, gelss), got ", driver);
  const bool vector =
      given.dim() == 1 ||
      (given.dim() + 1 == a.dim() && given.shape() == with_lengths(batch_of(a), {a.size(-2)}));
  const Tensor b = vector ? unsqueeze(given, -1) : given;
  check_matrix(op, b, "other");
  const int64_t m = a.size(-2), n = a.size(-1);
  RG_CHECK(b.size(-2) == m, ShapeError, op, ": input.size(-2) should match other.size(-2), got ", m,
           " and ", b.size(-2));
  const Dims batch = broadcast_shapes(op, batch_of(a), batch_of(b));
  const double limit =
      driver == "gels" ? 0 : rcond.value_or(epsilon(a) * static_cast<double>(std::max(m, n)));
  const Tensor rtol = full({}, limit, a.dtype());
  const auto [solution, found] = by_triangle(a, b, rtol, driver);
  Tensor x = solution;
  if (!x.defined()) {
    const Tensor scale = normalizing(a);
    x = scale.defined() ? matmul(pinv(mul(a, scale), {{}, rtol}, false), mul(b, scale))
                        : matmul(pinv(a, {{}, rtol}, false), b);
  }
  const Tensor none = empty({0}, a.dtype());
  LeastSquares y = {vector ? squeeze(x, {-1}) : x, none, empty({0}, DType::kInt64), none};
  bool whole = driver == "gels";
  if (driver != "gels") {
    const GradMode off(false);
    const bool known = solution.defined() && !found.defined();
    const Tensor values = known || found.defined() ? found : svdvals(a);
    if (a.numel() == 0 || known)
      y.rank = full(batch_of(a), known ? n : 0, DType::kInt64);
    else
      y.rank = sum(not_zero(a, values, {{}, rtol}), {-1});
    if (driver != "gelsy") y.singular_values = values;
    whole = driver != "gelsy" && all(eq(y.rank, n)).item().to_int();
  }
  if (whole && m > n) {
    const Tensor rest = sub(matmul(a, x), b);
    y.residuals = sum(mul(rest, rest), {-2});
  }
  return y;
}

}  // namespace retrograd::ops
