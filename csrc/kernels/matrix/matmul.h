// matmul.h: C = A B and its relatives, over strided matrices and batches of them.
//
// Each c[i][j] is summed over k in one order, which the shape and the strides alone decide: the
// bits do not depend on the number of threads. Where memory for packing is refused, a slower path
// runs; nothing here fails except through parallel_for (an interrupt).
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// All strides are in elements and may be zero or negative, so transposed and broadcast inputs are
// read in place. REQUIRES: c overlaps neither a nor b nor bias.
struct MatmulArgs {
  const void* a;     // (m, k)
  const void* b;     // (k, n)
  void* c;           // (m, n), with columns next to each other
  const void* bias;  // (n), contiguous, added to each row of the product; or null
  int64_t m, n, k;
  int64_t a_row, a_col;
  int64_t b_row, b_col;
  int64_t c_row;
  int64_t batch;                      // products of the same shape; 1 for a plain matrix
  int64_t a_batch, b_batch, c_batch;  // from one to the next; 0 repeats a or b
  bool accumulate;                    // C += A B (+ bias) instead of C = A B (+ bias)
  // Of the elements of a and b, where they are of a narrow type: those of c and bias, and the loop,
  // are of the type that it computes in.
  DType type = DType::kBool;
};

using MatmulFn = void (*)(const MatmulArgs&);

// c(m, n) = a(m, k) b(k, n). With k = 0 the product is zero. Integers wrap around.
struct Matmul {
  PerType<MatmulFn> product;  // null for bool
};

const Matmul& matmul();

}  // namespace retrograd::kernels
