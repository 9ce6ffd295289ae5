// matmul_narrow.h: blocks of narrow matrices in the type that they compute in.
#pragma once

#include "base/machine/parallel.h"
#include "kernels/move/narrow.h"

namespace retrograd::kernels::RG_ISA {
extern const Narrow narrow;
namespace {

inline int64_t bytes_of(DType narrow_type) { return narrow_type == DType::kInt8 ? 1 : 2; }

// A matrix of elements of a narrow type; strides in elements.
struct NarrowMatrix {
  const void* p;
  DType type;
  int64_t row, col;

  bool lies_by_columns() const { return row == 1 && col != 1; }
};

// A block of it, widened into memory of its own.
template <class T>
struct WideBlock {
  const T* p = nullptr;
  int64_t row = 0, col = 0;
};

// Rows [i, i + rows), columns [j, j + cols) in `memory`, which has room for them: by columns where
// it lies so, else by rows.
template <class T>
WideBlock<T> widen_block(const NarrowMatrix& x, int64_t i, int64_t rows, int64_t j, int64_t cols,
                         T* memory) {
  struct Lines {
    const char* from;
    char* to;
    Loop1 widen;
    int64_t length, apart, step;  // the last two in bytes
  };
  const int64_t item = bytes_of(x.type);
  const bool by_columns = x.lies_by_columns();
  Lines lines = {static_cast<const char*>(x.p) + (i * x.row + j * x.col) * item,
                 reinterpret_cast<char*>(memory),
                 RG_ISA::narrow.widen[x.type],
                 by_columns ? rows : cols,
                 (by_columns ? x.col : x.row) * item,
                 (by_columns ? x.row : x.col) * item};
  constexpr int64_t kTask = 1 << 16;  // elements worth a task of their own
  const auto run = [](void* context, int64_t first, int64_t last) {
    const auto& l = *static_cast<const Lines*>(context);
    constexpr auto kItem = static_cast<int64_t>(sizeof(T));
    for (; first < last; ++first)
      l.widen(l.to + first * l.length * kItem, l.from + first * l.apart, l.length, kItem, l.step);
  };
  const int64_t n = by_columns ? cols : rows;
  if (n * lines.length < 2 * kTask)
    run(&lines, 0, n);
  else
    parallel_for(n, kTask / lines.length + 1, &lines, run);
  return {memory, by_columns ? 1 : cols, by_columns ? rows : 1};
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
