// blocks.h: what the factors of matrices are made of: products of blocks, and loops over vectors.
#pragma once

#include "base/machine/parallel.h"
#include "kernels/matrix/matmul.h"
#include "kernels/matrix/matmul_pack.h"
#include "kernels/parts.h"
#include "kernels/per_type.h"
#include "kernels/simd/simd_partial.h"

namespace retrograd::kernels::RG_ISA {
extern const Matmul matmul;
namespace {

template <class T>
constexpr DType kTypeOf = sizeof(T) == 8 ? DType::kFloat64 : DType::kFloat32;

// A block of a matrix; strides in elements.
template <class T>
struct Block {
  T* p;
  int64_t row, col;
};

template <class Fn, Fn of_float, Fn of_double>
constexpr PerType<Fn> of_floats() {
  return per_type<Fn>([](auto e) -> Fn {
    if constexpr (e.kKind == 2)
      return sizeof(typename decltype(e)::Type) == 8 ? of_double : of_float;
    return nullptr;
  });
}

// c = a b or, with `add`, c += a b: (m, k) by (k, n). The columns of c lie next to each other.
template <class T>
void product(Block<const T> a, Block<const T> b, T* c, int64_t c_row, int64_t m, int64_t n,
             int64_t k, bool add) {
  if (m == 0 || n == 0 || (k == 0 && add)) return;
  RG_ISA::matmul.product[kTypeOf<T>]({.a = a.p,
                                      .b = b.p,
                                      .c = c,
                                      .bias = nullptr,
                                      .m = m,
                                      .n = n,
                                      .k = k,
                                      .a_row = a.row,
                                      .a_col = a.col,
                                      .b_row = b.row,
                                      .b_col = b.col,
                                      .c_row = c_row,
                                      .batch = 1,
                                      .a_batch = 0,
                                      .b_batch = 0,
                                      .c_batch = 0,
                                      .accumulate = add,
                                      .type = kTypeOf<T>});
}

// y += s x
template <class T>
[[gnu::always_inline]] inline void add_scaled(T* y, T s, const T* x, int64_t n) {
  constexpr int kL = kLanes<T>;
  const Vec<T> factor = splat(s);
  int64_t i = 0;
  for (; i + kL <= n; i += kL) store(y + i, fma(factor, load(x + i), load(y + i)));
  if (i < n)
    store_first(y + i, fma(factor, load_first(x + i, n - i), load_first(y + i, n - i)), n - i);
}

template <class T>
[[gnu::always_inline]] inline T dot(const T* x, const T* y, int64_t n) {
  constexpr int kL = kLanes<T>;
  Vec<T> sum = {}, other = {};
  int64_t i = 0;
  for (; i + 2 * kL <= n; i += 2 * kL) {
    sum = fma(load(x + i), load(y + i), sum);
    other = fma(load(x + i + kL), load(y + i + kL), other);
  }
  for (; i < n; i += kL) {
    const int64_t count = least(kL, n - i);
    sum = fma(load_first(x + i, count), load_first(y + i, count), sum);
  }
  return sum_lanes<T>(sum + other);
}

// to[j * to_row + i] = from[i * from_row + j]: (rows, cols) to (cols, rows).
template <class T>
void transpose_block(const T* from, int64_t from_row, T* to, int64_t to_row, int64_t rows,
                     int64_t cols) {
  int64_t i = 0;
  for (; i + 4 <= rows; i += 4) {
    int64_t j = 0;
    for (; j + 4 <= cols; j += 4)
      transpose4(from + i * from_row + j, from_row, to + j * to_row + i, to_row);
    for (; j < cols; ++j)
      for (int64_t r = i; r < i + 4; ++r) to[j * to_row + r] = from[r * from_row + j];
  }
  for (; i < rows; ++i)
    for (int64_t j = 0; j < cols; ++j) to[j * to_row + i] = from[i * from_row + j];
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
