#include "ops/spectral/eigen.h"

#include "graph/record.h"
#include "kernels/linalg/spectral.h"
#include "ops/linalg/matrices.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// dA = V (diag(dw) + X / E) V^T,  X = (V^T dV - dV^T V) / 2,  E_ij = w_j - w_i
struct Eigh {
  static constexpr const char* name = "LinalgEigh";
  struct Saved {
    SavedTensor w, v;
  };
  static constexpr const char* saved_names[] = {"eigenvalues", "eigenvectors"};

  static std::tuple<Tensor, Tensor> forward(Ctx<Eigh>* ctx, const Tensor& a, bool upper,
                                            bool with_vectors) {
    const Tensor lost = matrix_copy(upper ? flipped(a) : a);
    const int64_t n = a.size(-1), item = a.item_bytes();
    const Tensor w = empty(with_lengths(batch_of(a), {n}), a.dtype());
    const bool vectors = with_vectors || ctx;
    const Tensor v = vectors ? empty(a.shape(), a.dtype()) : Tensor(),
                 info = empty(batch_of(a), DType::kInt32);
    auto* const missing = info.data<int32_t>();
    for_each_matrix(info.numel(), double(n) * double(n) * double(n) * (vectors ? 5 : 1),
                    kernels::eigh_work(n) * item, [&](int64_t i, void* work) {
                      missing[i] = static_cast<int32_t>(kernels::spectral().eigh[a.dtype()](
                          {.a = lost.bytes() + i * n * n * item,
                           .w = w.bytes() + i * n * item,
                           .v = vectors ? v.bytes() + i * n * n * item : nullptr,
                           .n = n,
                           .work = work}));
                    });
    check_found("linalg.eigh", info, "eigenvalues");
    if (ctx) {
      ctx->saved.w = ctx->output(w);
      ctx->saved.v = ctx->output(v, 1);
    }
    return {w, v};
  }
  static Grads<1> backward(const Ctx<Eigh>& ctx, const Tensors& grads) {
    const Tensor v = ctx.saved.v, w = ctx.saved.w;
    if (!grads[1].defined())
      return {grads[0].defined() ? matmul(mul(v, unsqueeze(grads[0], -2)), mT(v)) : Tensor()};
    const Tensor apart =
        add(sub(unsqueeze(w, -2), unsqueeze(w, -1)), eye(w.size(-1), {}, w.dtype()));
    const Tensor turned = matmul(mT(v), grads[1]);
    Tensor inner = div(mul(sub(turned, mT(turned)), 0.5), apart);
    if (grads[0].defined()) inner = add(inner, diag_embed(grads[0]));
    return {matmul(matmul(v, inner), mT(v))};
  }
};

std::tuple<Tensor, Tensor> found(const Tensor& a, const std::string& uplo, bool vectors) {
  check_square("linalg.eigh", a);
  check_precise("linalg.eigh", a);
  const bool upper = uplo == "U" || uplo == "u";
  RG_CHECK(upper || uplo == "L" || uplo == "l", RuntimeError,
           "linalg.eigh: Expected UPLO argument to be 'L' or 'U', but got ", uplo);
  return record<Eigh>(a, upper, vectors);
}

}  // namespace

std::tuple<Tensor, Tensor> eigh(const Tensor& a, const std::string& uplo) {
  return found(a, uplo, true);
}
Tensor eigvalsh(const Tensor& a, const std::string& uplo) {
  return std::get<0>(found(a, uplo, false));
}

}  // namespace retrograd::ops
