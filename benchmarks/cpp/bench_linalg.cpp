// Decompositions and equations, and distances between rows, beside the peak of fma. The operations
// counted are those of the textbook (Golub and Van Loan 2013), whichever way they are done here.
#include <cmath>
#include <tuple>

#include "rows.h"

namespace retrograd {
namespace {

using rows::Work;

const std::vector<int64_t> kLengths = {10, 100, 300};

// A symmetric matrix with a heavy diagonal: positive definite.
Tensor matrix(int64_t n) {
  const Tensor a = randn({n, n});
  return (a + mT(a)) / static_cast<double>(n) + 4 * eye(n);
}

double largest(const Tensor& x) { return ops::max(ops::abs(x)).item().to_double(); }

// f(a) takes `share` n^3 operations; check(a, f(a)) is 0 where it is right.
using Function = Tensor (*)(const Tensor& a);
std::function<Work(int64_t)> of_matrix(Function f, double share,
                                       Tensor (*check)(const Tensor& a, const Tensor& y)) {
  return [=](int64_t n) -> Work {
    const Tensor a = matrix(n);
    return {.run = [=] { return f(a); },
            .flops = share * std::pow(static_cast<double>(n), 3),
            .error = [=](const Tensor& y) { return largest(check(a, y)) / 10; }};
  };
}

Tensor lower(const Tensor& a) { return cholesky(a); }
Tensor packed_lu(const Tensor& a) { return ops::lu_factor("lu_factor", a, true, false).lu; }
Tensor q_of(const Tensor& a) { return std::get<0>(qr(a)); }
Tensor vectors_of(const Tensor& a) { return std::get<1>(eigh(a)); }
Tensor left_of(const Tensor& a) { return std::get<0>(svd(a, false)); }
Tensor with_itself(const Tensor& a) { return solve(a, a); }
Tensor below(const Tensor& a) { return solve_triangular(a, a, false); }
Tensor between_rows(const Tensor& a) { return cdist(a, a); }

Tensor is_factor(const Tensor& a, const Tensor& l) { return matmul(l, mT(l)) - a; }
// No row is exchanged where the diagonal is heavy.
Tensor is_lu(const Tensor& a, const Tensor& y) {
  return matmul(tril(y, -1) + eye(y.size(0)), triu(y)) - a;
}
Tensor is_orthogonal(const Tensor&, const Tensor& q) { return matmul(mT(q), q) - eye(q.size(0)); }
Tensor is_inverse(const Tensor& a, const Tensor& y) { return matmul(a, y) - eye(y.size(0)); }
Tensor is_one(const Tensor&, const Tensor& y) { return y - eye(y.size(0)); }
Tensor is_below(const Tensor& a, const Tensor& y) { return matmul(tril(a), y) - a; }
Tensor is_trace(const Tensor& a, const Tensor& y) { return (ops::sum(y) - trace(a)) / a.size(0); }
Tensor is_distance(const Tensor& a, const Tensor& y) {
  return select(select(y, 0, 0), 0, 1) - vector_norm(select(a, 0, 0) - select(a, 0, 1));
}

[[maybe_unused]] const bool enrolled = rows::enroll(
    "linalg",
    {{"cholesky", of_matrix(lower, 1.0 / 3, is_factor), kLengths},
     {"lu", of_matrix(packed_lu, 2.0 / 3, is_lu), kLengths},
     {"solve", of_matrix(with_itself, 8.0 / 3, is_one), kLengths},
     {"inv", of_matrix(inv, 2, is_inverse), kLengths},
     {"solve_triangular", of_matrix(below, 1, is_below), kLengths},
     {"qr", of_matrix(q_of, 8.0 / 3, is_orthogonal), kLengths},
     {"eigvalsh", of_matrix([](const Tensor& a) { return eigvalsh(a); }, 4.0 / 3, is_trace),
      kLengths},
     {"eigh", of_matrix(vectors_of, 9, is_orthogonal), kLengths},
     {"svdvals", of_matrix(svdvals, 8.0 / 3, is_trace), kLengths},
     {"svd", of_matrix(left_of, 21, is_orthogonal), kLengths},
     {"cdist", of_matrix(between_rows, 3, is_distance), kLengths}});

}  // namespace
}  // namespace retrograd
