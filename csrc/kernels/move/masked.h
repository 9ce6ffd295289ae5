// masked.h: what bytes of bools choose. All but 0 are true.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels {

struct Masked {
  // How many of n are true.
  int64_t (*count)(const char* mask, int64_t n);
  // y = the elements of x where the mask is true, `chosen` of them, side by side; both are dense.
  PerSize<void (*)(char* y, const char* x, const char* mask, int64_t chosen)> pick;
  // y[i] = the next element of x where the mask is true; both are dense.
  PerSize<void (*)(char* y, const char* x, const char* mask, int64_t n)> put;
  // y = the numbers, from `first` on, of those that are true, `chosen` of them.
  void (*positions)(int64_t* y, const char* mask, int64_t chosen, int64_t first);
  // y[i] = x[i] / inner % length. REQUIRES: x grows.
  void (*coordinate)(int64_t* y, const int64_t* x, int64_t n, int64_t inner, int64_t length);
};

const Masked& masked();

}  // namespace retrograd::kernels
