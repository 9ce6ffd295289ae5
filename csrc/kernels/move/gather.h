// gather.h: elements moved from and to the places that int64 numbers name, by the size of an
// element, and the checks of such numbers.
//
// Strides, and the scale by which a number counts, are in bytes.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

using GatherLoop = void (*)(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy,
                            int64_t sx, int64_t scale);

using RowsLoop = void (*)(char* y, const char* x, const int64_t* index, int64_t n, int64_t step,
                          int64_t scale, int64_t run, int64_t ry, int64_t rx);

struct Gather {
  // y[i] = x[i] moved by index[i] scales. No number is negative; or, for read_some, those that are
  // stand for 0.
  PerSize<GatherLoop> read, read_some;
  // y[i], moved by index[i] scales, = x[i], one i after another; nothing where it is negative.
  PerSize<GatherLoop> write;
  // The same for runs of `run` elements, ry and rx apart, where `step` leads from one to the next
  // in what is not indexed. No number is negative.
  PerSize<RowsLoop> read_rows, write_rows;
  // y[i] (+)= stride times the place that index[i] names among `length`, negative ones counting
  // from the end. REQUIRES: they name one.
  void (*places)(int64_t* y, const int64_t* index, int64_t n, int64_t length, int64_t stride,
                 bool add);
  // y[r n + i] = index[r n + i] scales, r rows and i steps together, for `rows` times n numbers; -1
  // where that of the index is negative.
  void (*flatten)(int64_t* y, const int64_t* index, int64_t rows, int64_t n, int64_t row,
                  int64_t step, int64_t scale);
  // The first i whose number is outside of [low, high), n if there is none.
  int64_t (*outside)(const int64_t* index, int64_t n, int64_t low, int64_t high);
  // y[i] = the number of a class: x[i], or -1 where that is `ignored`. Gives the first i whose
  // number is no class, n if there is none.
  int64_t (*classes)(int64_t* y, const int64_t* x, int64_t n, int64_t classes, int64_t ignored);
};

const Gather& gather();

}  // namespace retrograd::kernels
