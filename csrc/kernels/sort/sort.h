// sort.h: the order of the elements of a line, or the part of it between two ranks.
//
// Elements are sorted by keys: unsigned integers that are ordered as the elements are, NaN last, -0
// as 0. Radix sort, from the least digit to the greatest, keeps equal ones in their order. Where
// few ranks are asked for, a count of the greatest digit tells which elements can have them.
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
  void* scratch;        // kSortScratch bytes for each element
  // Where they go, and their positions in the line; `*_step` bytes apart. Either may be null.
  char* values;
  int64_t values_step;
  char* places;  // int64_t
  int64_t places_step;
};

inline constexpr int64_t kSortScratch = 40;

struct Sort {
  void (*sort)(const SortArgs&);
};

const Sort& sort();

}  // namespace retrograd::kernels
