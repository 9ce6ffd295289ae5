// matmul_few.h: batches of products of a few terms, which take less time than to set one up.
#pragma once

#include <type_traits>

#include "kernels/matrix/matmul.h"
#include "kernels/matrix/matmul_vector.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// Beyond 32 multiply-adds, tiles of registers are faster.
inline bool has_few_terms(const MatmulArgs& g) {
  return !is_narrow(g.type) && g.k > 0 && g.m * g.n * g.k <= 32;
}

// Items [begin, end) of the batch.
template <class T>
void multiply_few(const MatmulArgs& g, int64_t begin, int64_t end) {
  const auto *a = static_cast<const T*>(g.a), *b = static_cast<const T*>(g.b);
  const auto* bias = static_cast<const T*>(g.bias);
  auto* c = static_cast<T*>(g.c);
  const int64_t m = g.m, n = g.n, k = g.k, a_col = g.a_col, b_row = g.b_row;
  if constexpr (std::is_floating_point_v<T>)
    if (m == 1 && n == 1 && a_col == 1 && b_row == 1)
      return dot_short_columns<T>({.x = a,
                                   .b = b,
                                   .y = c,
                                   .bias = bias,
                                   .k = k,
                                   .n = g.batch,
                                   .x_step = 1,
                                   .b_row = 1,
                                   .b_col = g.b_batch,
                                   .y_step = g.c_batch,
                                   .bias_step = 0,
                                   .add = g.accumulate},
                                  g.a_batch, begin, end);
  for (int64_t item = begin; item < end; ++item)
    for (int64_t i = 0; i < m; ++i)
      for (int64_t j = 0; j < n; ++j) {
        const T* x = a + item * g.a_batch + i * g.a_row;
        const T* y = b + item * g.b_batch + j * g.b_col;
        T& to = c[item * g.c_batch + i * g.c_row + j];
        T sum = 0;
        for (int64_t t = 0; t < k; ++t) sum = multiply_add(x[t * a_col], y[t * b_row], sum);
        if (g.accumulate) sum = static_cast<T>(sum + to);
        to = bias ? static_cast<T>(sum + bias[j]) : sum;
      }
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
