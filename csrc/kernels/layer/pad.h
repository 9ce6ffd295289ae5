// pad.h: rows of a tensor with elements before and behind them.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// A row of y is `left` elements, `middle` neighbours of a row of x, and `right` elements. Sizes are
// in elements, places in bytes. Rows of y follow each other.
struct PadArgs {
  const char* x;
  char* y;
  const int64_t* rows;  // where the row of x is that each one of y takes; negative: none, all fill
  int64_t count;        // of rows
  int64_t left, middle, right;
  int64_t from;          // where the middle begins in a row of x
  const int64_t* edges;  // where in a row of x its left and right elements are; null: they are fill
  const char* fill;      // one element
};

struct Pad {
  PerSize<void (*)(const PadArgs&)> pad;
};

const Pad& pad();

}  // namespace retrograd::kernels
