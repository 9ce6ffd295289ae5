#include "ops/spectral/qr.h"

#include <algorithm>

#include "graph/record.h"
#include "kernels/linalg/spectral.h"
#include "ops/linalg/matrices.h"
#include "ops/linalg/triangular.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/join.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

std::tuple<Tensor, Tensor> reflections_of(const Tensor& a) {
  const Tensor packed = matrix_copy(a);
  const int64_t m = a.size(-2), n = a.size(-1), k = std::min(m, n), item = a.item_bytes();
  const Tensor tau = empty(with_lengths(batch_of(a), {k}), a.dtype());
  if (a.numel() == 0) return {packed, tau};
  for_each_matrix(count(batch_of(a)), double(m) * double(n) * double(k),
                  kernels::reflections_work(m, n) * item, [&](int64_t i, void* work) {
                    kernels::spectral().qr[a.dtype()]({.a = packed.bytes() + i * m * n * item,
                                                       .m = m,
                                                       .n = n,
                                                       .tau = tau.bytes() + i * k * item,
                                                       .work = work});
                  });
  return {packed, tau};
}

Tensor product_of(const Tensor& packed, const Tensor& tau, int64_t cols) {
  const int64_t m = packed.size(-2), n = packed.size(-1), k = tau.size(-1);
  const int64_t item = packed.item_bytes();
  const Tensor q = empty(with_lengths(batch_of(packed), {m, cols}), packed.dtype());
  if (q.numel() == 0) return q;
  for_each_matrix(
      count(batch_of(packed)), double(m) * double(cols) * double(k),
      kernels::reflections_work(m, cols) * item, [&](int64_t i, void* work) {
        kernels::spectral().reflections[q.dtype()]({.a = packed.bytes() + i * m * n * item,
                                                    .a_row = n,
                                                    .a_col = 1,
                                                    .tau = tau.bytes() + i * k * item,
                                                    .m = m,
                                                    .k = k,
                                                    .q = q.bytes() + i * m * cols * item,
                                                    .cols = cols,
                                                    .work = work});
      });
  return q;
}

struct Mode {
  int64_t cols;  // of Q
  bool with_q, complete;
};

// With k = min(m, n), the first k columns named 1 and the others 2:
//   dQ' = dQ + A_2 dR_2^T,  X = dR_1 R_1^T - Q^T dQ' above and on the diagonal, mirrored below it,
//   dA = [(dQ' + Q X) R_1^-T,  Q dR_2]
struct Qr {
  static constexpr const char* name = "LinalgQr";
  using Attributes = Mode;
  struct Saved {
    SavedTensor a, q, r;
  };
  static constexpr const char* saved_names[] = {nullptr, "Q", "R"};

  static std::tuple<Tensor, Tensor> forward(Ctx<Qr>* ctx, const Tensor& a, Mode mode) {
    const auto [q, r] = detail::qr_parts(a, mode.cols, mode.with_q);
    if (ctx) {
      ctx->attributes = mode;
      if (a.size(-1) > a.size(-2)) ctx->saved.a = a;
      ctx->saved.q = ctx->output(q);
      ctx->saved.r = ctx->output(r, 1);
    }
    return {q, r};
  }
  static Grads<1> backward(const Ctx<Qr>& ctx, const Tensors& grads) {
    const Mode mode = ctx.attributes;
    RG_CHECK(
        mode.with_q, RuntimeError,
        "The derivative of linalg.qr depends on Q, which is not computed when mode='r'. Please "
        "use linalg.qr(A, mode='reduced') if you are going to differentiate through linalg.qr.");
    const Tensor q = ctx.saved.q, r = ctx.saved.r;
    const int64_t m = q.size(-2), n = r.size(-1), k = std::min(m, n);
    RG_CHECK(!mode.complete || m <= n, RuntimeError,
             "The QR decomposition is not differentiable when mode='complete' and nrows > ncols.");
    if (!grads[0].defined() && !grads[1].defined()) return {};
    const auto part = [&](const Tensor& x, int64_t begin, int64_t end) {
      return slice(x, -1, begin, end, 1);
    };
    const Tensor dr = grads[1].defined() ? grads[1] : zeros_like(r);
    Tensor dq = grads[0].defined() ? grads[0] : zeros_like(q);
    if (n > k) dq = add(dq, matmul(part(ctx.saved.a, k, n), mT(part(dr, k, n))));
    const Tensor r1 = part(r, 0, k);
    const Tensor x = triu(sub(matmul(part(dr, 0, k), mT(r1)), matmul(mT(q), dq)), 0);
    const Tensor mirrored = add(x, mT(triu(x, 1)));
    const Tensor da = solve_triangular(mT(r1), add(dq, matmul(q, mirrored)), false, false);
    return {n > k ? cat({da, matmul(q, part(dr, k, n))}, -1) : da};
  }
};

void check_reflections(const Tensor& a, const Tensor& tau) {
  const char* op = "linalg.householder_product";
  check_matrix(op, a, "input");
  check_same_type(op, a, tau);
  check_precise(op, a);
  RG_CHECK(a.size(-2) >= a.size(-1), ShapeError, op,
           ": input.shape[-2] must be greater than or equal to input.shape[-1], got ", a.shape());
  RG_CHECK(tau.dim() >= 1 && batch_of(tau, 1) == batch_of(a) && tau.size(-1) <= a.size(-1),
           ShapeError, op, ": expected tau of shape (..., k) with at most ", a.size(-1),
           " elements for each matrix of shape ", a.shape(), ", got ", tau.shape());
}

}  // namespace

std::tuple<Tensor, Tensor> detail::qr_parts(const Tensor& a, int64_t cols, bool with_q) {
  const GradMode off(false);
  const auto [packed, tau] = reflections_of(a);
  const Tensor q = with_q ? product_of(packed, tau, cols) : empty({0}, a.dtype());
  const int64_t m = a.size(-2);
  Tensor r = triu(packed, 0);
  if (cols < m) r = clone(slice(r, -2, 0, cols, 1), MemoryFormat::kContiguous);
  return {q, r};
}

std::tuple<Tensor, Tensor> qr(const Tensor& a, const std::string& mode) {
  check_matrix("linalg.qr", a);
  check_precise("linalg.qr", a);
  RG_CHECK(mode == "reduced" || mode == "complete" || mode == "r", RuntimeError,
           "qr received unrecognized mode '", mode,
           "' but expected one of 'reduced' (default), 'r', or 'complete'");
  const bool complete = mode == "complete";
  const int64_t m = a.size(-2), k = std::min(m, a.size(-1));
  return record<Qr>(a, Mode{complete ? m : k, mode != "r", complete});
}

std::tuple<Tensor, Tensor> geqrf(const Tensor& a) {
  check_matrix("geqrf", a, "input");
  check_precise("geqrf", a);
  RG_CHECK(!(grad_enabled() && requires_grad(a)), NotImplementedError,
           "geqrf: it has no derivative; linalg.qr has one, or pass input.detach()");
  const GradMode off(false);
  return reflections_of(a);
}

Tensor householder_product(const Tensor& a, const Tensor& tau) {
  check_reflections(a, tau);
  const int64_t m = a.size(-2), n = a.size(-1);
  const bool derived = forward_mode() || watches_operations() ||
                       (grad_enabled() && (requires_grad(a) || requires_grad(tau)));
  if (!derived) return product_of(matrix_copy(a), matrix_copy(tau), n);
  // H_1 ... H_k one after another, each with its derivative.
  const Tensor v = add(tril(a, -1), eye(m, n, a.dtype()));
  Tensor q = identity_like(a, m, n);
  // Without reflections it is still made of a, for the graph.
  if (tau.size(-1) == 0) return where(ones({}, DType::kBool), q, a);
  for (int64_t i = tau.size(-1); i-- > 0;) {
    const Tensor x = slice(v, -1, i, i + 1, 1);
    const Tensor factor = unsqueeze(slice(tau, -1, i, i + 1, 1), -1);
    q = sub(q, matmul(mul(x, factor), matmul(mT(x), q)));
  }
  return q;
}

}  // namespace retrograd::ops
