// scan.h: running sums, products, extremes and recurrences along one axis.
//
// Running sums and products of floating types are formed in double and rounded for each result.
// The order is that of the elements; on an axis whose elements lie next to each other, blocks of
// as many as two registers hold are summed in a tree before they meet what came before. Threads
// share lines alone, so the bits do not depend on their number.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// All arrays are contiguous, of shape (outer, n, inner), and scanned along n. y may be x or factor.
struct ScanArgs {
  const void* x;
  const void* factor;  // recurrence only
  void* y;
  int64_t* index;  // cummax and cummin only
  int64_t outer, n, inner;
  bool reverse;  // from the last element to the first: cumsum and recurrence alone
  DType type;    // of the elements, which take `item` bytes each
  int64_t item;
};

// Scans run in double and in int64. Elements of other types are converted in blocks on the way in
// and out, so that a type costs no loops.
struct Scanner {
  void (*floating)(const ScanArgs&);
  void (*integer)(const ScanArgs&);  // and bool
};

struct Scan {
  Scanner cumsum;   // integers wrap
  Scanner cumprod;  // as cumsum
  Scanner cummax;   // and where it is: the last of equals; from a NaN on it is that one
  Scanner cummin;
  Scanner logcumsumexp;  // floating alone, as recurrence
  Scanner recurrence;    // y_i = factor_i y_{i-1} + x_i, from 0
};

const Scan& scan();

}  // namespace retrograd::kernels
