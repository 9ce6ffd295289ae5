// windows.h: where the windows of a plane are, and their elements in order.
#pragma once

#include "kernels/pool/pool.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kRest = 1 << 20;  // elements between two looks for Ctrl-C

// The window of one result.
struct Window {
  int64_t z, y, x, deep, high, wide;
};

inline int64_t lengths(const PoolArgs& g) {
  return g.axis[0].length * g.axis[1].length * g.axis[2].length;
}
inline int64_t results(const PoolArgs& g) {
  return g.axis[0].results * g.axis[1].results * g.axis[2].results;
}

// Where an element of a window is in its plane.
inline int64_t position(const PoolArgs& g, const Window& o, int64_t i, int64_t j, int64_t k) {
  const PoolAxis &deep = g.axis[0], &high = g.axis[1], &wide = g.axis[2];
  return ((o.z + i * deep.step) * high.length + o.y + j * high.step) * wide.length + o.x +
         k * wide.step;
}

// Calls each(position) for the elements of a window, in order.
template <class Each>
[[gnu::always_inline]] inline void for_elements(const PoolArgs& g, const Window& o, Each each) {
  for (int64_t i = 0; i < o.deep; ++i)
    for (int64_t j = 0; j < o.high; ++j) {
      const int64_t row = position(g, o, i, j, 0);
      for (int64_t k = 0; k < o.wide; ++k) each(row + k * g.axis[2].step);
    }
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
