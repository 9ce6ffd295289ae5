// convert.h: from every element type to every other, plain strided copies, transposed tiles, short
// rows brought together.
//
// To bool is x != 0. Integers wrap into narrower ones. A float is truncated to an integer and
// saturates at its ends, NaN giving 0: the same on every machine, where C++ leaves it undefined.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Convert {
  PerType<PerType<Loop1>> convert;  // [from][to]; bools become 0 and 1
  PerSize<Loop1> copy;              // the elements as they are; stride 0 fills, -item reverses
  // y[r][i] = x[i][r] for `rows` x `n` elements of `item` bytes (at most 8), dense along r in x and
  // along i in y; the other strides are in bytes.
  void (*transpose)(char* y, int64_t y_row, const char* x, int64_t x_row, int64_t rows, int64_t n,
                    int64_t item);
  // `count` rows of n elements of `item` bytes, one behind the other in y; those of a row are
  // `step` bytes apart, 0 repeats one. Up to kRowSlack bytes behind the last are overwritten.
  void (*gather_rows)(char* y, const char* const* rows, int64_t count, int64_t n, int64_t step,
                      int64_t item);
  // The way back, which writes to the elements alone.
  void (*scatter_rows)(char* const* rows, const char* x, int64_t count, int64_t n, int64_t step,
                       int64_t item);
  // `count` rows, y_row and x_row apart, of n elements, which are y_step and x_step apart.
  void (*move_rows)(char* y, int64_t y_row, int64_t y_step, const char* x, int64_t x_row,
                    int64_t x_step, int64_t count, int64_t n, int64_t item);
};

inline constexpr int64_t kRowSlack = 64;

const Convert& convert();

}  // namespace retrograd::kernels
