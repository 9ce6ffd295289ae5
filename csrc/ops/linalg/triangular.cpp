#include "ops/linalg/triangular.h"

#include "graph/record.h"
#include "kernels/linalg/factor.h"
#include "ops/linalg/matrices.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/map.h"
#include "ops/pointwise/unary.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

struct Form {
  bool upper, left, unit;
};

// A X = B,  dB = A^-T dX,  dA = -dB X^T on the side of A;  X A = B,  dB = dX A^-T,  dA = -X^T dB
struct SolveTriangular {
  static constexpr const char* name = "LinalgSolveTriangular";
  using Attributes = Form;
  static SavedValues shown(const Form& form) {
    return {{"left", form.left}, {"unitriangular", form.unit}, {"upper", form.upper}};
  }
  struct Saved {
    SavedTensor a, x;
  };
  static constexpr const char* saved_names[] = {"self", "result"};

  static Tensor forward(Ctx<SolveTriangular>* ctx, const Tensor& of, const Tensor& b, Form form) {
    // X A = B is A^T X^T = B^T.
    const Tensor a = form.left ? aligned(of) : flipped(aligned(of));
    const Tensor x = matrix_copy(form.left ? b : flipped(b));
    const int64_t n = a.size(-1), cols = x.size(-1), item = x.item_bytes();
    const Places at(a);
    if (x.numel() > 0)
      for_each_matrix(
          x.numel() / (n * cols), 0.5 * double(n) * double(n) * double(cols),
          kernels::triangular_work(n, cols) * item, [&](int64_t i, void* work) {
            kernels::factor().solve_triangular[a.dtype()]({.a = a.bytes() + at[i] * item,
                                                           .b = x.bytes() + i * n * cols * item,
                                                           .n = n,
                                                           .cols = cols,
                                                           .a_row = a.stride(-2),
                                                           .a_col = a.stride(-1),
                                                           .b_row = cols,
                                                           .upper = form.upper == form.left,
                                                           .unit = form.unit,
                                                           .work = work});
          });
    const Tensor y = form.left ? x : flipped(x);
    if (ctx) {
      ctx->attributes = form;
      if (ctx->needs(0) || ctx->needs(1)) ctx->saved.a = of;
      if (ctx->needs(0)) ctx->saved.x = ctx->output(y);
    }
    return y;
  }

  static Grads<2> backward(const Ctx<SolveTriangular>& ctx, const Tensor& grad) {
    const auto [upper, left, unit] = ctx.attributes;
    const Tensor b = solve_triangular(mT(ctx.saved.a), grad, !upper, left, unit);
    if (!ctx.needs(0)) return {Tensor(), b};
    const Tensor x = ctx.saved.x;
    const Tensor a = neg(left ? matmul(b, mT(x)) : matmul(mT(x), b));
    return {upper ? triu(a, unit) : tril(a, -int64_t{unit}), ctx.needs(1) ? b : Tensor()};
  }
};

}  // namespace

Tensor solve_triangular(const Tensor& a, const Tensor& b, bool upper, bool left,
                        bool unitriangular) {
  const char* op = "linalg.solve_triangular";
  check_square(op, a);
  check_matrix(op, b, "B");
  check_same_type(op, a, b);
  check_precise(op, a);
  RG_CHECK(a.size(-1) == b.size(left ? -2 : -1), ShapeError, op,
           ": Incompatible shapes of A and B for the equation ", left ? "AX = B" : "XA = B", " (",
           a.size(-2), "x", a.size(-1), " and ", b.size(-2), "x", b.size(-1), ")");
  const Dims batch = broadcast_shapes(op, batch_of(a), batch_of(b));
  const Form form = {upper, left, unitriangular};
  if (batch_of(a) == batch && batch_of(b) == batch) return record<SolveTriangular>(a, b, form);
  return record<SolveTriangular>(expand(a, with_lengths(batch, {a.size(-2), a.size(-1)})),
                                 expand(b, with_lengths(batch, {b.size(-2), b.size(-1)})), form);
}

std::tuple<Tensor, Tensor> triangular_solve(const Tensor& b, const Tensor& a, bool upper,
                                            bool transpose, bool unitriangular) {
  const char* op = "triangular_solve";
  check_matrix(op, b, "b");
  check_square(op, a);
  RG_CHECK(a.size(-1) == b.size(-2), ShapeError,
           "Incompatible matrix sizes for triangular_solve: each A matrix is ", a.size(-2), " by ",
           a.size(-1), " but each b matrix is ", b.size(-2), " by ", b.size(-1));
  const Dims batch = broadcast_shapes(op, batch_of(a), batch_of(b));
  return {solve_triangular(transpose ? mT(a) : a, b, upper != transpose, true, unitriangular),
          clone(expand(a, with_lengths(batch, {a.size(-2), a.size(-1)})))};
}

}  // namespace retrograd::ops
