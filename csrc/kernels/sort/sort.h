// sort.h: the order of the elements of lines, or the part of it between two ranks.
//
// Elements are sorted by keys: unsigned integers that are ordered as the elements are, NaN last, -0
// as 0, made of their bits wherever they are compared. Radix sort, from the least digit to the
// greatest, keeps equal ones in their order; of a line of few elements the greatest digits are
// enough, and an insertion sort does the rest. Where few ranks are asked for, most elements are
// passed over by blocks: those that are beyond the best so far, or beyond what a sample says. Many
// lines of few elements or ranks go side by side, by insertion, one line in each lane of a
// register.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

struct SortArgs {
  const char* x;
  int64_t n, step;  // elements, and bytes from one to the next
  DType type;
  int64_t item;  // bytes of one
  bool descending;
  int64_t first, last;  // the ranks that are asked for: [first, last)
  void* scratch;        // sort_scratch(n, item, step) bytes, aligned to 8
  // Where they go, and their positions in the line; `*_step` bytes apart. Either may be null.
  char* values;
  int64_t values_step;
  char* places;  // int64_t
  int64_t places_step;
  // So many lines, and bytes from one to the next.
  int64_t lines, x_line, values_line, places_line;
  const int64_t* each;  // of each line the first rank, which is the last one, too; or null
};

// Two pairs of a key and a position for each element, and a copy of those that lie apart.
constexpr int64_t sort_scratch(int64_t n, int64_t item, int64_t step) {
  return n * ((item == 8 || n > INT64_C(0xffffffff) ? 32 : 16) + (step == item ? 0 : item));
}

struct Sort {
  void (*sort)(const SortArgs&);
};

const Sort& sort();

}  // namespace retrograd::kernels
