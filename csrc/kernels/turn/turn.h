// turn.h: short rows turned into columns, so that loops over many of them go across.
#pragma once

#include <cstdint>

#include "kernels/dtypes.h"

namespace retrograd::kernels {

constexpr int64_t kTurnedRows = 1024;   // of a block, at most
constexpr int64_t kTurnedItems = 4096;  // elements of a block
constexpr int64_t kTurnedPadding = 16;

// Lines of n elements, `line` times some; where they begin and what is between two elements is in
// bytes, any strides. Narrow elements become floats or int32 on the way.
struct TurnedRows {
  const void* x;
  int64_t x_outer, x_line, x_n;  // from one set of lines, one line and one element to the next
  int64_t line, n;               // lines of a set, elements of a line
  int64_t item;                  // bytes of an element as it is wanted
  DType type;                    // where elements are narrow
  int64_t most = kTurnedRows - kTurnedPadding;  // lines of a block
  int64_t padding = kTurnedPadding;             // what their number is rounded up to
};

// Rows from number `row` on as columns, column_bytes from one row of them to the next. Behind the
// last are zeros, up to `padded`: the next multiple of the padding.
struct TurnedBlock {
  void* context;
  const void* columns;
  int64_t row, rows, padded, column_bytes;
};
using TurnedBody = void (*)(const TurnedBlock&);

struct Turn {
  // to[k][r] = x[r][k] for `rows` rows of n elements of `item` bytes, whose steps are in bytes; any
  // strides in x.
  void (*turn)(char* to, int64_t to_row, const char* x, int64_t x_row, int64_t step, int64_t rows,
               int64_t n, int64_t item);
  // Calls body for the lines [begin, end), a block of them at a time. REQUIRES: 0 < n <= 256.
  void (*blocks)(const TurnedRows& rows, int64_t begin, int64_t end, TurnedBody body,
                 void* context);
};

}  // namespace retrograd::kernels
