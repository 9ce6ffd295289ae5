// Rows of ops/products/add_product.h.

#include "ops/products/add_product.h"

#include "bind/rows/matrix/products.h"

namespace retrograd::bind {
namespace {

// The rows of one of them and of its form in place. `shapes` and `raises` complete sentences of the
// docstring.
template <auto f>
void add_row(Rows& rows, const char* name, const char* a, const char* b, const char* summary,
             const char* formula, const char* shapes, const char* dtype, const char* raises,
             const char* example, const char* in_place) {
  const std::string signature =
      concat(name, "(input: Tensor, ", a, ": Tensor, ", b,
             ": Tensor, *, beta: Number = 1, alpha: Number = 1) -> Tensor");
  const std::string doc = concat(summary, "\n\n    ", formula, R"(

With beta = 0 the input is not read, whatever is in it.

Shape:   )",
                                 shapes, R"(
Dtype:   )",
                                 dtype, R"(
Grad:    input, )",
                                 a, ", ", b, R"(. Twice differentiable.
Raises:  ShapeError for other shapes; DTypeError )",
                                 raises, R"(
Source:  torch.)",
                                 name, ".\n\n", example);
  rows.row<f>(signature.c_str(), kUsual, doc.c_str());
  rows.in_place<f>(kMethod, in_place);
}

constexpr const char* kDtype =
    "all but bool; all alike. Integers wrap around, and take whole numbers.";
constexpr const char* kRaises =
    "if the types differ, for bool, and for fractions\n         beside integers.";

}  // namespace

void add_product_rows(Rows& rows) {
  add_row<&ops::addmm>(
      rows, "addmm", "mat1", "mat2", "A tensor plus the product of two matrices.",
      "y = beta x + alpha a b,  dx = beta dy,  da = alpha dy b^T,  db = alpha a^T dy",
      "input broadcasts to ``(n, m)``, ``(n, k)``, ``(k, m)`` -> ``(n, m)``.", kDtype, kRaises,
      R"(>>> rg.addmm(rg.ones(2), rg.tensor([[1.0, 2.0]]), rg.eye(2), alpha=10)
tensor([[11., 21.]])
)",
      R"(>>> rg.ones(1, 2).addmm_(rg.tensor([[1.0, 2.0]]), rg.eye(2), alpha=10)
tensor([[11., 21.]])
)");
  add_row<&ops::addmv>(
      rows, "addmv", "mat", "vec", "A tensor plus the product of a matrix and a vector.",
      "y = beta x + alpha a v,  dx = beta dy,  da = alpha dy v^T,  dv = alpha a^T dy",
      "input broadcasts to ``(n)``, ``(n, k)``, ``(k)`` -> ``(n)``.", kDtype, kRaises,
      R"(>>> rg.addmv(rg.ones(2), rg.eye(2), rg.tensor([1.0, 2.0]), beta=0.5)
tensor([1.5000, 2.5000])
)",
      R"(>>> rg.ones(2).addmv_(rg.eye(2), rg.tensor([1.0, 2.0]), beta=0.5)
tensor([1.5000, 2.5000])
)");
  add_row<&ops::addr>(
      rows, "addr", "vec1", "vec2", "A tensor plus the outer product of two vectors.",
      "y = beta x + alpha a b^T,  dx = beta dy,  da = alpha dy b,  db = alpha dy^T a",
      "input broadcasts to ``(n, m)``, ``(n)``, ``(m)`` -> ``(n, m)``.",
      "all; promoted to a common type. Of bools beta and alpha count as such.",
      "for fractions beside integers.",
      R"(>>> rg.addr(rg.zeros(2, 2), rg.tensor([1.0, 2.0]), rg.tensor([3.0, 4.0]))
tensor([[3., 4.],
        [6., 8.]])
)",
      R"(>>> rg.zeros(1, 2).addr_(rg.tensor([2.0]), rg.tensor([3.0, 4.0]))
tensor([[6., 8.]])
)");
  add_row<&ops::baddbmm>(
      rows, "baddbmm", "batch1", "batch2",
      "A tensor plus the products of as many pairs of matrices.", "y_b = beta x_b + alpha a_b b_b",
      "input broadcasts to ``(b, n, m)``, ``(b, n, k)``, ``(b, k, m)`` -> ``(b, n, m)``.", kDtype,
      kRaises,
      R"(>>> rg.baddbmm(rg.ones(1), rg.ones(1, 1, 3), rg.ones(1, 3, 2), beta=2)
tensor([[[5., 5.]]])
)",
      R"(>>> rg.ones(1, 1, 2).baddbmm_(rg.ones(1, 1, 3), rg.ones(1, 3, 2), beta=2)
tensor([[[5., 5.]]])
)");
  add_row<&ops::addbmm>(
      rows, "addbmm", "batch1", "batch2",
      "A tensor plus the sum of the products of pairs of matrices.",
      "y = beta x + alpha sum_b a_b b_b",
      "input broadcasts to ``(n, m)``, ``(b, n, k)``, ``(b, k, m)`` -> ``(n, m)``.", kDtype,
      kRaises,
      R"(>>> rg.addbmm(rg.ones(1), rg.ones(4, 1, 3), rg.ones(4, 3, 2))
tensor([[13., 13.]])
)",
      R"(>>> rg.ones(1, 2).addbmm_(rg.ones(4, 1, 3), rg.ones(4, 3, 2))
tensor([[13., 13.]])
)");
}

}  // namespace retrograd::bind
