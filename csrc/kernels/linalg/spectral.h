// spectral.h: orthogonal factors, eigenvalues of symmetric matrices, and singular values.
//
// A kernel works on one matrix whose rows lie one after another, in memory of its caller's: `work`
// holds as many elements as the function beside it says. A matrix whose largest element is far from
// 1 is scaled by a power of two meanwhile, so nothing overflows. Every iteration is bounded.
// Nothing here fails except through an interrupt.
#pragma once

#include <cstdint>

#include "kernels/element.h"
#include "kernels/linalg/factor.h"

namespace retrograd::kernels {

// A = Q R of (m, n): R on and above the diagonal of a, below it the vectors of the reflections, of
// which the 1 in front is left out; tau has their factors, min(m, n) of them.
struct QrArgs {
  void* a;
  int64_t m, n;
  void *tau, *work;
};
// The first `cols` columns of the product of k reflections of m elements; those lie in columns of
// a, below the diagonal, its elements a_row and a_col apart.
struct ReflectionsArgs {
  const void* a;
  int64_t a_row, a_col;
  const void* tau;
  int64_t m, k;
  void* q;  // (m, cols)
  int64_t cols;
  void* work;
};
inline constexpr int64_t reflections_work(int64_t m, int64_t cols) {
  return kFactorBlock * (kFactorBlock + m + 2 * cols);
}

// A = V diag(w) V^T of a symmetric A, of which the lower triangle is read; w ascends. v may be
// null; a is overwritten.
struct EighArgs {
  void *a, *w, *v;
  int64_t n;
  void* work;
};
inline constexpr int64_t kEighSweeps = 8;  // whose rotations are kept
inline constexpr int64_t eigh_work(int64_t n) {
  return reflections_work(n, n) + n * n + (4 * kEighSweeps + 18) * n + 64;
}

// A = U diag(s) V^T of (n, n); s descends. u and vt may be null together; a is overwritten.
struct SvdArgs {
  void *a, *s, *u, *vt;
  int64_t n;
  void* work;
};
inline constexpr int64_t svd_work(int64_t n) {
  return reflections_work(n, n) + 2 * n * n + 20 * n + 64;
}

// How many values were not found; -1 where there is NaN or infinity, which all results then are.
using EighFn = int64_t (*)(const EighArgs&);
using SvdFn = int64_t (*)(const SvdArgs&);
using QrFn = void (*)(const QrArgs&);
using ReflectionsFn = void (*)(const ReflectionsArgs&);

struct Spectral {
  PerType<QrFn> qr;  // null for other types than float and double, as all here
  PerType<ReflectionsFn> reflections;
  PerType<EighFn> eigh;
  PerType<SvdFn> svd;
};

const Spectral& spectral();

}  // namespace retrograd::kernels
