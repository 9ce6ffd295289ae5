// Rows of ops/spectral/qr.h, eigen.h and svd.h.

#include "bind/rows/linalg/linalg.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"
#include "ops/spectral/eigen.h"
#include "ops/spectral/qr.h"
#include "ops/spectral/svd.h"

namespace retrograd::bind {
namespace {

NamedPair qr(const Tensor& a, const std::string& mode) { return {"linalg_qr", ops::qr(a, mode)}; }
NamedPair old_qr(const Tensor& a, bool some) {
  return {"qr", ops::qr(a, some ? "reduced" : "complete")};
}
NamedPair geqrf(const Tensor& a) { return {"geqrf", ops::geqrf(a)}; }
Tensor orgqr(const Tensor& a, const Tensor& tau) { return ops::householder_product(a, tau); }

NamedPair eigh(const Tensor& a, const std::string& uplo) {
  return {"linalg_eigh", ops::eigh(a, uplo)};
}
NamedResults svd(const Tensor& a, bool full, const std::optional<std::string>& driver) {
  RG_CHECK(!driver, RuntimeError,
           "linalg.svd: keyword argument `driver=` is for CUDA; leave it out");
  const auto [u, s, vt] = ops::svd(a, full);
  return {"linalg_svd", {u, s, vt}};
}
Tensor svdvals(const Tensor& a, const std::optional<std::string>& driver) {
  RG_CHECK(!driver, RuntimeError,
           "linalg.svdvals: keyword argument `driver=` is for CUDA; leave it out");
  return ops::svdvals(a);
}
NamedResults old_svd(const Tensor& a, bool some, bool compute_uv) {
  if (compute_uv) {
    const auto [u, s, vt] = ops::svd(a, !some);
    return {"svd", {u, s, ops::mT(vt)}};
  }
  const Tensor s = ops::svdvals(a);
  const auto none = [&](int64_t n) {
    Dims shape = a.shape();
    shape[shape.size() - 1] = shape[shape.size() - 2] = n;
    return ops::zeros(shape, a.dtype());
  };
  return {"svd", {none(a.size(-2)), s, none(a.size(-1))}};
}

Tensor pinv(const Tensor& a, const Tensor& atol, const Tensor& rtol, bool hermitian) {
  return ops::pinv(a, {atol, rtol}, hermitian);
}
Tensor pinv_by_rcond(const Tensor& a, const Tensor& rcond, bool hermitian) {
  return ops::pinv(a, {{}, rcond}, hermitian);
}
Tensor pinverse(const Tensor& a, double rcond) {
  return ops::pinv(a, {{}, ops::full({}, rcond, DType::kFloat64)}, false);
}
Tensor matrix_rank(const Tensor& a, const Tensor& atol, const Tensor& rtol, bool hermitian) {
  return ops::matrix_rank(a, {atol, rtol}, hermitian);
}
Tensor matrix_rank_by_tol(const Tensor& a, const Tensor& tol, bool hermitian) {
  return ops::matrix_rank(a, {tol, ops::zeros({}, DType::kFloat64)}, hermitian);
}
NamedResults lstsq(const Tensor& a, const Tensor& b, std::optional<double> rcond,
                   const std::optional<std::string>& driver) {
  const ops::LeastSquares y = ops::lstsq(a, b, rcond, driver.value_or("gelsy"));
  return {"linalg_lstsq", {y.solution, y.residuals, y.rank, y.singular_values}};
}

void add_orthogonal(Rows& rows) {
  rows.row<qr>("qr(A: Tensor, mode: str = 'reduced') -> OrthogonalAndUpper", kLinalg | kOut,
               R"(The orthogonal and the upper triangular factor of matrices.

    A = Q R,  Q^T Q = 1

Q has min(m, n) columns, or m in the mode "complete"; in the mode "r" it is left out, a tensor
without elements. The signs are such that R need not be positive on its diagonal.

Shape:   ``(*, m, n)`` -> ``(*, m, k)`` and ``(*, k, n)``.
Dtype:   float32, float64.
Grad:    A, whose first min(m, n) columns are independent; in the mode "complete" for m <= n, in the
         mode "r" none. Twice differentiable.
Raises:  RuntimeError for other modes; ShapeError unless there are two dimensions; DTypeError for
         other types.
Source:  torch.linalg.qr.

>>> Q, R = rg.linalg.qr(rg.tensor([[3.0, 5.0], [4.0, 0.0]]))
>>> R
tensor([[-5., -3.],
        [ 0., -4.]])
)");
  rows.row<old_qr>("qr(input: Tensor, some: bool = True) -> OrthogonalAndUpper", kUsual,
                   R"(The orthogonal and the upper triangular factor of matrices.

    A = Q R,  Q^T Q = 1

An old form of linalg.qr(): "complete" unless some.

Shape:   ``(*, m, n)`` -> ``(*, m, k)`` and ``(*, k, n)``.
Dtype:   float32, float64.
Grad:    input; for m <= n alone unless some. Twice differentiable.
Raises:  ShapeError unless there are two dimensions; DTypeError for other types.
Source:  torch.qr.

>>> rg.qr(rg.tensor([[3.0, 5.0], [4.0, 0.0]])).R
tensor([[-5., -3.],
        [ 0., -4.]])
)");
  rows.row<geqrf>("geqrf(input: Tensor) -> ReflectionsAndFactors", kUsual,
                  R"(The reflections that make a matrix triangular, and what they leave of it.

    H_k ... H_1 A = R,  H_i = 1 - tau_i v_i v_i^T

R stands on and above the diagonal, the vectors below it, without the 1 in front.

Shape:   ``(*, m, n)`` -> ``(*, m, n)`` and ``(*, min(m, n))``.
Dtype:   float32, float64.
Grad:    none.
Raises:  NotImplementedError where the input requires grad; ShapeError unless there are two
         dimensions; DTypeError for other types.
Source:  torch.geqrf.

>>> rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]])).tau
tensor([1.6000, 0.0000])
)");
  const char* product = R"(The product of reflections that lie in the columns of a matrix.

    Q = (1 - tau_1 v_1 v_1^T) ... (1 - tau_k v_k v_k^T),  its first n columns

The vectors stand below the diagonal, without the 1 in front: see geqrf().

Shape:   input ``(*, m, n)``, tau ``(*, k)``, m >= n >= k -> ``(*, m, n)``.
Dtype:   float32, float64; both alike.
Grad:    input, tau. Twice differentiable.
Raises:  ShapeError if the shapes do not fit; DTypeError for other or different types.
Source:  torch.linalg.householder_product.

>>> a, tau = rg.geqrf(rg.tensor([[3.0, 5.0], [4.0, 0.0]]))
>>> rg.linalg.householder_product(a, tau)
tensor([[-0.6000, -0.8000],
        [-0.8000,  0.6000]])
)";
  rows.row<&ops::householder_product>("householder_product(input: Tensor, tau: Tensor) -> Tensor",
                                      kLinalg | kOut, product);
  rows.row<orgqr>("orgqr(input: Tensor, input2: Tensor) -> Tensor", kUsual, product);
}

void add_eigenvalues(Rows& rows) {
  rows.row<eigh>("eigh(input: Tensor, UPLO: str = 'L') -> ValuesAndVectors", kLinalg | kOut,
                 R"(The eigenvalues and eigenvectors of symmetric matrices.

    A = V diag(w) V^T,  V^T V = 1
    dA = V (diag(dw) + X / E) V^T,  X = (V^T dV - dV^T V) / 2,  E_ij = w_j - w_i

The eigenvalues ascend; the eigenvectors are columns, whose signs mean nothing. One triangle of the
input is read, the lower one or that which UPLO names.

Shape:   ``(*, n, n)`` -> ``(*, n)`` and ``(*, n, n)``.
Dtype:   float32, float64.
Grad:    input, a symmetric one; that of the eigenvectors where all eigenvalues differ. Twice
         differentiable.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless square; DTypeError for other
         types; RuntimeError for another UPLO.
Source:  torch.linalg.eigh.

>>> rg.linalg.eigh(rg.tensor([[2.0, 0.0], [0.0, 1.0]])).eigenvalues
tensor([1., 2.])
)");
  rows.row<&ops::eigvalsh>("eigvalsh(input: Tensor, UPLO: str = 'L') -> Tensor", kLinalg | kOut,
                           R"(The eigenvalues of symmetric matrices, ascending.

    A = V diag(w) V^T,  dA = V diag(dw) V^T

One triangle of the input is read, the lower one or that which UPLO names.

Shape:   ``(*, n, n)`` -> ``(*, n)``.
Dtype:   float32, float64.
Grad:    input, a symmetric one. Twice differentiable where all eigenvalues differ.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless square; DTypeError for other
         types; RuntimeError for another UPLO.
Source:  torch.linalg.eigvalsh.

>>> rg.linalg.eigvalsh(rg.tensor([[2.0, 0.0], [0.0, 1.0]]))
tensor([1., 2.])
)");
}

void add_singular_values(Rows& rows) {
  rows.row<svd>(
      "svd(A: Tensor, full_matrices: bool = True, *, driver: str | None = None) -> SingularFactors",
      kLinalg | kOut, R"(The singular values of matrices, and the vectors that belong to them.

    A = U diag(S) Vh,  U^T U = Vh Vh^T = 1

The values descend; the signs of the vectors mean nothing. U and Vh are square, or, unless
full_matrices, have k = min(m, n) columns and rows.

Shape:   ``(*, m, n)`` -> ``(*, m, m)``, ``(*, k)`` and ``(*, n, n)``.
Dtype:   float32, float64.
Grad:    A; that of the vectors where all values differ. Twice differentiable.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
         DTypeError for other types; RuntimeError for a driver.
Source:  torch.linalg.svd.

>>> rg.linalg.svd(rg.tensor([[0.0, 2.0], [1.0, 0.0]])).S
tensor([2., 1.])
)");
  rows.row<svdvals>("svdvals(A: Tensor, *, driver: str | None = None) -> Tensor", kLinalg | kOut,
                    R"(The singular values of matrices, descending.

    A = U diag(S) Vh,  dA = U diag(dS) Vh

Shape:   ``(*, m, n)`` -> ``(*, min(m, n))``.
Dtype:   float32, float64.
Grad:    A. Twice differentiable where all values differ.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
         DTypeError for other types; RuntimeError for a driver.
Source:  torch.linalg.svdvals.

>>> rg.linalg.svdvals(rg.tensor([[0.0, 2.0], [1.0, 0.0]]))
tensor([2., 1.])
)");
  rows.row<old_svd>(
      "svd(input: Tensor, some: bool = True, compute_uv: bool = True) -> OldSingularFactors",
      kUsual, R"(The singular values of matrices, and the vectors that belong to them.

    A = U diag(S) V^T

An old form of linalg.svd(), which gives V in the place of its transpose; unless compute_uv both are
filled with zeros.

Shape:   ``(*, m, n)`` -> ``(*, m, k)``, ``(*, k)`` and ``(*, n, k)``.
Dtype:   float32, float64.
Grad:    input; that of the vectors where all values differ. Twice differentiable.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
         DTypeError for other types.
Source:  torch.svd.

>>> rg.svd(rg.tensor([[0.0, 2.0], [1.0, 0.0]])).S
tensor([2., 1.])
)");
}

void add_by_singular_values(Rows& rows) {
  rows.row<pinv, pinv_by_rcond>(
      {"pinv(input: Tensor, *, atol: Tensor | Number | None = None, rtol: Tensor | Number | None = "
       "None, hermitian: bool = False) -> Tensor",
       "pinv(input: Tensor, rcond: Tensor | Number, hermitian: bool = False) -> Tensor"},
      kLinalg | kOut, R"(The pseudoinverse of matrices.

    Y = V diag(1 / S) U^T, 0 in the place of 1 / S where S is taken to be 0

That are the values of at most max(atol, rtol times the largest one). rtol is max(m, n) times the
distance from 1 to the next number; 0 where atol alone is given. By eigenvalues if hermitian.

Shape:   ``(*, m, n)`` -> ``(*, n, m)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
         DTypeError for other types.
Source:  torch.linalg.pinv.

>>> rg.linalg.pinv(rg.tensor([[2.0, 0.0], [0.0, 0.0]]))
tensor([[0.5000, 0.0000],
        [0.0000, 0.0000]])
)");
  rows.row<pinverse>("pinverse(input: Tensor, rcond: float = 1e-15) -> Tensor", kFunction | kMethod,
                     R"(The pseudoinverse of matrices.

    Y = V diag(1 / S) U^T, 0 in the place of 1 / S where S is at most rcond times the largest

An old form of linalg.pinv().

Shape:   ``(*, m, n)`` -> ``(*, n, m)``.
Dtype:   float32, float64.
Grad:    input. Twice differentiable.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
         DTypeError for other types.
Source:  torch.pinverse.

>>> rg.pinverse(rg.tensor([[2.0, 0.0], [0.0, 0.0]]))
tensor([[0.5000, 0.0000],
        [0.0000, 0.0000]])
)");
  rows.row<matrix_rank, matrix_rank_by_tol>(
      {"matrix_rank(input: Tensor, *, atol: Tensor | Number | None = None, rtol: Tensor | Number | "
       "None = None, hermitian: bool = False) -> Tensor",
       "matrix_rank(input: Tensor, tol: Tensor | Number, hermitian: bool = False) -> Tensor"},
      kLinalg | kOut, R"(The number of singular values that are not 0.

    rank = count of S > max(atol, rtol max S)

rtol is max(m, n) times the distance from 1 to the next number; 0 where atol alone is given. By
eigenvalues if hermitian.

Shape:   ``(*, m, n)`` -> ``(*)``.
Dtype:   float32, float64; the result is int64.
Grad:    none.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError unless there are two dimensions;
         DTypeError for other types.
Source:  torch.linalg.matrix_rank.

>>> rg.linalg.matrix_rank(rg.tensor([[1.0, 2.0], [2.0, 4.0]]))
tensor(1)
)");
  rows.row<lstsq>(
      "lstsq(input: Tensor, b: Tensor, rcond: float | None = None, *, driver: str | None = None) "
      "-> LeastSquares",
      kLinalg, R"(The least of the solutions that come nearest to those of equations.

    min ||X||  of those with  min ||A X - B||

It is made of singular values whatever the driver; those of at most rcond times the largest are
taken to be 0, in the driver "gels" none. rcond is max(m, n) times the distance from 1 to the next
number. residuals are the squares of the distances where m > n and the rank is n, but not of
"gelsy", which stands for None; there is no rank of "gels"; there are singular_values of "gelsd" and
"gelss".

Shape:   A ``(*, m, n)``, B ``(*, m, k)`` or ``(*, m)`` -> ``(*, n, k)`` or ``(*, n)``, ``(*, k)``,
         ``(*)``, ``(*, min(m, n))``; batches broadcast.
Dtype:   float32, float64; both alike.
Grad:    input, b, of the solution. Twice differentiable.
Raises:  linalg.LinAlgError for NaN and infinity; ShapeError if the shapes do not fit; DTypeError
         for other or different types; RuntimeError for another driver.
Source:  torch.linalg.lstsq.

>>> a = rg.tensor([[1.0, 0.0], [0.0, 2.0], [0.0, 0.0]])
>>> rg.linalg.lstsq(a, rg.tensor([[1.0], [2.0], [3.0]])).solution
tensor([[1.],
        [1.]])
)");
}

}  // namespace

void add_spectral_rows(Rows& rows) {
  add_orthogonal(rows);
  add_eigenvalues(rows);
  add_singular_values(rows);
  add_by_singular_values(rows);
}

}  // namespace retrograd::bind
