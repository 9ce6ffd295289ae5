// factor.h: triangular factors of matrices, and equations with triangular matrices.
//
// A kernel works on one matrix whose rows lie `row` elements apart, its columns next to each other,
// in memory of its caller's: `work` holds as many elements as the function beside it says. Blocks
// are of fixed size and go through the matrix product, whose bits do not depend on the number of
// threads. Nothing here fails except through an interrupt.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

inline constexpr int64_t kFactorBlock = 32;  // rows of a triangle that is solved by itself

// A X = B, X over B. A is triangular, read alone on its side of the diagonal, and not on the
// diagonal where that is said to be 1.
struct TriangularArgs {
  const void* a;  // (n, n)
  void* b;        // (n, cols)
  int64_t n, cols, a_row, a_col, b_row;
  bool upper, unit;
  void* work;
};
// Halves of at least one block: see Note [Halves] in factor.cpp.
inline constexpr int64_t first_half(int64_t n) {
  return (n / 2 + kFactorBlock - 1) / kFactorBlock * kFactorBlock;
}
inline constexpr int64_t triangular_work(int64_t n, int64_t cols) {
  return kFactorBlock * kFactorBlock + first_half(n) * cols;
}

// A = P L U of the (m, n) matrix at a, over it; pivots has the row, from 1, that each row was
// exchanged with.
struct LuArgs {
  void* a;
  int64_t m, n, row;
  int32_t* pivots;
  void* work;
};
inline constexpr int64_t lu_work(int64_t m, int64_t n) {
  const int64_t k = m < n ? m : n;
  return kFactorBlock * (kFactorBlock + m) + first_half(k) * (n - k + first_half(k));
}
inline constexpr int64_t cholesky_work(int64_t n) {
  return kFactorBlock * kFactorBlock + 2 * first_half(n) * first_half(n);
}

// The number of the first column, from 1, where the factor does not exist or has 0 on its diagonal;
// 0 if there is none.
using LuFn = int64_t (*)(const LuArgs&);
// A = L L^T of a positive definite A, of which the lower triangle is read and written; the other
// one is filled with zeros.
using CholeskyFn = int64_t (*)(void* a, int64_t n, int64_t row, void* work);
using TriangularFn = void (*)(const TriangularArgs&);

// Of packed factors: the determinant, or its sign and the logarithm of its absolute value.
struct DeterminantArgs {
  const void* lu;
  int64_t n, row;
  const int32_t* pivots;
  void *det, *sign, *log;  // one element each; the first or the others, null where not wanted
};
using DeterminantFn = void (*)(const DeterminantArgs&);

struct Factor {
  PerType<CholeskyFn> cholesky;  // null for other types than float and double, as all here
  PerType<LuFn> lu;
  PerType<TriangularFn> solve_triangular;
  PerType<DeterminantFn> determinant;
};

const Factor& factor();

}  // namespace retrograd::kernels
