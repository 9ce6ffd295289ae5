#include "ops/products/add_product.h"

#include "base/check.h"
#include "graph/record.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/pointwise/map.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// Which product, and of which dimensions.
enum Kind : uint8_t { kAddmm, kAddmv, kAddr, kBaddbmm, kAddbmm };
struct Form {
  const char *op, *node, *a_name, *b_name;
  int64_t a_dim, b_dim, y_dim;
};
constexpr Form kForms[] = {{"addmm", "AddmmBackward0", "mat1", "mat2", 2, 2, 2},
                           {"addmv", "AddmvBackward0", "mat", "vec", 2, 1, 1},
                           {"addr", "AddrBackward0", "vec1", "vec2", 1, 1, 2},
                           {"baddbmm", "BaddbmmBackward0", "batch1", "batch2", 3, 3, 3},
                           {"addbmm", "AddbmmBackward0", "batch1", "batch2", 3, 3, 2}};

Tensor product(Kind kind, const Tensor& a, const Tensor& b) {
  if (kind == kAddr) return outer(a, b);
  if (kind != kAddbmm) return matmul(a, b);
  // The batches stand behind each other as one long inner dimension.
  const Tensor rows = flatten(movedim(a, {0}, {1}), 1, 2), columns = flatten(b, 0, 1);
  return matmul(rows, columns);
}

bool is_zero(const Scalar& s) { return s.to_double() == 0; }
bool is_one(const Scalar& s) { return !s.is_bool() && s.to_double() == 1; }
Tensor times(const Tensor& x, const Scalar& s) { return is_one(s) ? x : mul(x, s); }

// y = beta x + alpha a b:  dx = beta dy,  da = alpha dy b^T,  db = alpha a^T dy;
// of vectors a_i b_j: da_i = alpha sum_j dy_ij b_j;  of sums over batches dy is that of each
struct AddProduct {
  static constexpr const char* name = "Addmm";
  static constexpr bool raises_flags = true;
  struct Saved {
    SavedTensor a, b;
  };
  struct Attributes {
    Kind kind;
    Scalar beta, alpha;
  };
  static SavedValues shown(const Attributes& n) {
    return {shown_number("alpha", n.alpha.to_double()), shown_number("beta", n.beta.to_double())};
  }
  static std::array<const char*, 2> saved_names(const Ctx<AddProduct>& ctx) {
    const Form& form = kForms[ctx.attributes.kind];
    return {form.a_name, form.b_name};
  }
  static const char* node_name(const Ctx<AddProduct>& ctx) {
    return kForms[ctx.attributes.kind].node;
  }

  static Tensor forward(Ctx<AddProduct>* ctx, const Tensor& x, const Tensor& a, const Tensor& b,
                        Kind kind, const Scalar& beta, const Scalar& alpha) {
    const GradMode off(false);
    if (ctx) {
      ctx->attributes = {kind, beta, alpha};
      if (ctx->needs(1)) ctx->saved.b = b;
      if (ctx->needs(2)) ctx->saved.a = a;
    }
    const bool plain = is_one(beta) && is_one(alpha);
    if (kind == kAddmm && plain && x.dim() == 1 && x.size(0) == b.size(1))
      return linear(a, t(b), x);
    const DType type = promote(x.dtype(), promote(a.dtype(), b.dtype()));
    const Tensor y = is_zero(alpha) ? zeros(shape_of(kind, a, b), computing(type))
                                    : product(kind, widened(a), widened(b));
    if (is_zero(beta)) return convert_to(times(y, alpha), type);
    return convert_to(add(times(widened(x), beta), y, alpha), type);
  }
  static Grads<3> backward(const Ctx<AddProduct>& ctx, const Tensor& grad) {
    const auto& [kind, beta, alpha] = ctx.attributes;
    const Tensor a = ctx.saved.a, b = ctx.saved.b;
    Grads<3> grads = {ctx.needs(0) ? times(grad, beta) : Tensor(), {}, {}};
    if (ctx.needs(1)) grads[1] = times(grad_a(kind, grad, b), alpha);
    if (ctx.needs(2)) grads[2] = times(grad_b(kind, grad, a), alpha);
    return grads;
  }
  static Tensor jvp(const Ctx<AddProduct>& ctx, const Tensors& tangents) {
    const Kind kind = ctx.attributes.kind;
    const Scalar beta = ctx.attributes.beta, alpha = ctx.attributes.alpha;
    Tensor y = tangents[0].defined() ? times(tangents[0], beta) : Tensor();
    const auto more = [&](const Tensor& part) {
      y = y.defined() ? add(y, part, alpha) : times(part, alpha);
    };
    if (tangents[1].defined()) more(product(kind, tangents[1], ctx.saved.b));
    if (tangents[2].defined()) more(product(kind, ctx.saved.a, tangents[2]));
    return y;
  }

  static Dims shape_of(Kind kind, const Tensor& a, const Tensor& b) {
    if (kind == kAddr) return {a.size(0), b.size(0)};
    if (kind == kAddmv) return {a.size(0)};
    if (kind == kBaddbmm) return {a.size(0), a.size(1), b.size(2)};
    return {a.size(-2), b.size(-1)};
  }

 private:
  static Tensor grad_a(Kind kind, const Tensor& grad, const Tensor& b) {
    if (kind == kAddr) return matmul(grad, b);
    return kind == kAddmv ? outer(grad, b) : matmul(grad, mT(b));
  }
  static Tensor grad_b(Kind kind, const Tensor& grad, const Tensor& a) {
    if (kind == kAddr) return matmul(t(grad), a);
    return matmul(mT(a), grad);
  }
};

Tensor add_product(Kind kind, const Tensor& input, const Tensor& left, const Tensor& right,
                   Scalar beta, Scalar alpha) {
  const Form& form = kForms[kind];
  const char* op = form.op;
  Tensor x = input, a = left, b = right;
  RG_CHECK(a.dim() == form.a_dim && b.dim() == form.b_dim, ShapeError, op, ": expected ",
           form.a_name, " and ", form.b_name, " of ", form.a_dim, " and ", form.b_dim,
           " dimensions, got shapes ", a.shape(), " and ", b.shape());
  const DType type = promote(x.dtype(), promote(a.dtype(), b.dtype()));
  if (kind == kAddr) {
    x = to(x, type), a = to(a, type), b = to(b, type);
  } else {
    RG_CHECK(x.dtype() == a.dtype() && a.dtype() == b.dtype(), DTypeError, op,
             ": expected tensors of one type, got ", x.dtype(), ", ", a.dtype(), " and ", b.dtype(),
             "; convert with .to()");
    RG_CHECK(type != DType::kBool, DTypeError, op, ": not defined for bool");
    const int64_t columns = a.size(-1), rows = b.size(form.b_dim == 1 ? 0 : -2);
    RG_CHECK(columns == rows, ShapeError, op, ": inner lengths differ: ", a.shape(), " has ",
             columns, " columns but ", b.shape(), " has ", rows, " rows");
    RG_CHECK(form.a_dim < 3 || a.size(0) == b.size(0), ShapeError, op, ": ", a.size(0), " and ",
             b.size(0), " matrices");
  }
  for (Scalar* s : {&beta, &alpha}) {
    RG_CHECK(is_floating(type) || !s->is_float(), DTypeError, op, ": ", type,
             " takes whole numbers beta and alpha, got ", *s);
    if (type == DType::kBool) *s = Scalar(!is_zero(*s));
  }
  const Dims shape = AddProduct::shape_of(kind, a, b);
  RG_CHECK(can_broadcast(x.shape(), shape), ShapeError, op, ": input of shape ", x.shape(),
           " does not broadcast to that of the product, ", shape);
  return record<AddProduct>(x, a, b, kind, beta, alpha);
}

}  // namespace

Tensor addmm(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta,
             const Scalar& alpha) {
  return add_product(kAddmm, x, a, b, beta, alpha);
}
Tensor addmv(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta,
             const Scalar& alpha) {
  return add_product(kAddmv, x, a, b, beta, alpha);
}
Tensor addr(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta,
            const Scalar& alpha) {
  return add_product(kAddr, x, a, b, beta, alpha);
}
Tensor baddbmm(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta,
               const Scalar& alpha) {
  return add_product(kBaddbmm, x, a, b, beta, alpha);
}
Tensor addbmm(const Tensor& x, const Tensor& a, const Tensor& b, const Scalar& beta,
              const Scalar& alpha) {
  return add_product(kAddbmm, x, a, b, beta, alpha);
}

}  // namespace retrograd::ops
