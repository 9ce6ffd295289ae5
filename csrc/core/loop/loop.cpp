#include "core/loop/loop.h"

#include <algorithm>
#include <cstdlib>
#include <functional>
#include <type_traits>
#include <utility>

#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/stage.h"
#include "core/memory_format.h"

namespace retrograd {
namespace {

// N operands (the result first) over one shape, innermost dimension first, strides in bytes.
template <int N>
struct Geometry {
  int ndim = 0;
  int64_t item[N];  // bytes of an element
  int64_t shape[kMaxDims];
  int64_t strides[kMaxDims][N];
  char* data[N];
};

template <int N>
bool mergeable(const Geometry<N>& g, int inner, int outer) {
  for (int k = 0; k < N; ++k)
    if (g.strides[outer][k] != g.shape[inner] * g.strides[inner][k]) return false;
  return true;
}

// Orders dimensions by the stride of the result and merges neighbours that are one run in memory.
template <int N>
Geometry<N> make_geometry(const Tensor* const (&operands)[N]) {
  Geometry<N> g;
  const Dims& shape = operands[0]->shape();
  const int ndim = static_cast<int>(shape.size());
  Dims strides[N];
  for (int k = 0; k < N; ++k) {
    strides[k] = k == 0 ? operands[k]->strides()
                        : broadcast_strides(operands[k]->shape(), operands[k]->strides(), shape);
    g.data[k] = operands[k]->bytes();
    g.item[k] = operands[k]->item_bytes();
  }
  for (int d = ndim - 1; d >= 0; --d) {
    if (shape[d] == 1) continue;
    int at = g.ndim++;
    const auto step = [&](int k) { return strides[k][d] * operands[k]->item_bytes(); };
    for (; at > 0 && std::abs(g.strides[at - 1][0]) > std::abs(step(0)); --at) {
      g.shape[at] = g.shape[at - 1];
      std::copy_n(g.strides[at - 1], N, g.strides[at]);
    }
    g.shape[at] = shape[d];
    for (int k = 0; k < N; ++k) g.strides[at][k] = step(k);
  }
  int last = 0;
  for (int d = 1; d < g.ndim; ++d) {
    if (mergeable(g, last, d)) {
      g.shape[last] *= g.shape[d];
    } else {
      ++last;
      g.shape[last] = g.shape[d];
      std::copy_n(g.strides[d], N, g.strides[last]);
    }
  }
  if (g.ndim > 0) g.ndim = last + 1;
  return g;
}

template <int N, class F>
void call(F f, char* const* p, int64_t n, const int64_t* s) {
  call_loop(f, p, n, s, std::make_index_sequence<N>());
}

// What converts the operands of a loop, or hands numbers to it: called through a pointer, so that
// there is one way through memory for all of them.
template <int N>
struct Indirect {
  const void* f;
  void (*call)(const void* f, char* const* p, int64_t n, const int64_t* s);
};
template <int N>
void call(const Indirect<N>& f, char* const* p, int64_t n, const int64_t* s) {
  f.call(f.f, p, n, s);
}
template <int N, class F>
Indirect<N> indirect(const F& f) {
  return {&f, [](const void* self, char* const* p, int64_t n, const int64_t* s) {
            call_loop(*static_cast<const F*>(self), p, n, s, std::make_index_sequence<N>());
          }};
}
template <int N>
Indirect<N> indirect(const Indirect<N>& f) {
  return f;
}

// Calls f(p, count) for the rows [row, row_end), all of a stretch along the second dimension at
// once: p is where the operands have its first one. REQUIRES: there is a second dimension.
template <int N, class F>
void for_stretches(const Geometry<N>& g, int64_t row, int64_t row_end, F f) {
  int64_t index[kMaxDims];
  char* p[N];
  std::copy_n(g.data, N, p);
  for (int64_t d = 1, rest = row; d < g.ndim; rest /= g.shape[d++]) {
    index[d] = rest % g.shape[d];
    for (int k = 0; k < N; ++k) p[k] += index[d] * g.strides[d][k];
  }
  while (row < row_end) {
    const int64_t count = std::min(g.shape[1] - index[1], row_end - row);
    f(p, count);
    row += count;
    for (int k = 0; k < N; ++k) p[k] -= index[1] * g.strides[1][k];
    index[1] = 0;
    for (int d = 2; d < g.ndim; ++d) {
      for (int k = 0; k < N; ++k) p[k] += g.strides[d][k];
      if (++index[d] < g.shape[d]) break;
      for (int k = 0; k < N; ++k) p[k] -= g.shape[d] * g.strides[d][k];
      index[d] = 0;
    }
  }
}

// Runs elements [begin, end) of the innermost dimension of the rows [row, row_end).
template <int N, class F>
void run_rows(const F& f, const Geometry<N>& g, int64_t row, int64_t row_end, int64_t begin,
              int64_t end) {
  char* at[N];
  for (int k = 0; k < N; ++k) at[k] = g.data[k] + begin * g.strides[0][k];
  if (g.ndim == 1) return call<N>(f, at, end - begin, g.strides[0]);
  for_stretches(g, row, row_end, [&](char* const* p, int64_t count) {
    for (int k = 0; k < N; ++k) at[k] = p[k] + begin * g.strides[0][k];
    for (; count > 0; --count) {
      call<N>(f, at, end - begin, g.strides[0]);
      for (int k = 0; k < N; ++k) at[k] += g.strides[1][k];
    }
  });
}

// Short rows. A call of the loop for each of them costs more than its elements, so several are
// brought together in buffers: those of a repeated row once, of others where they are not behind
// one another as they lie.
constexpr int64_t kFewRows = 12;
constexpr int64_t kTogether = 8192, kMostRows = 1024;  // bytes of an operand, and rows, in a buffer
constexpr int64_t kShortRow = 128, kShortRepeated = 448;  // bytes

enum class Lie { kBehind, kOne, kRepeated, kApart };

template <int N>
Lie lie_of(const Geometry<N>& g, int k) {
  bool behind = g.strides[0][k] == g.item[k], repeated = true;
  for (int d = 1; d < g.ndim; ++d) {
    behind &= g.strides[d][k] == g.shape[d - 1] * g.strides[d - 1][k];
    repeated &= g.strides[d][k] == 0;
  }
  if (behind) return Lie::kBehind;
  if (!repeated) return Lie::kApart;
  return g.strides[0][k] == 0 ? Lie::kOne : Lie::kRepeated;
}

template <int N>
bool has_short_rows(const Geometry<N>& g, int64_t rows) {
  if (rows < kFewRows) return false;
  const int64_t bytes = g.shape[0] * *std::max_element(g.item, g.item + N);
  if (bytes <= kShortRow) return true;
  if (bytes > kShortRepeated) return false;
  for (int k = 0; k < N; ++k)
    if (lie_of(g, k) == Lie::kApart) return false;
  return true;
}

// Where operand k has its rows [row, row_end).
template <int N>
void find_rows(const Geometry<N>& g, int k, int64_t row, int64_t row_end, char** at) {
  for_stretches(g, row, row_end, [&](char* const* p, int64_t count) {
    for (int64_t i = 0; i < count; ++i) *at++ = p[k] + i * g.strides[1][k];
  });
}

template <int N>
void run_short_rows(const Indirect<N>& f, const Geometry<N>& g, int64_t row, int64_t row_end) {
  alignas(64) char buffer[N][kTogether + kernels::kRowSlack];
  char* at[kMostRows];
  Lie lie[N];
  char* p[N];
  int64_t step[N], widest = 1;
  for (int k = 0; k < N; ++k) {
    lie[k] = lie_of(g, k);
    if (k == 0 && lie[k] != Lie::kBehind) lie[k] = Lie::kApart;
    p[k] = lie[k] == Lie::kOne ? g.data[k] : buffer[k];
    step[k] = lie[k] == Lie::kOne ? 0 : g.item[k];
    widest = std::max(widest, g.item[k]);
  }
  const int64_t n = g.shape[0], most = std::min(kMostRows, kTogether / (n * widest));
  // As many as begin at a line of the cache where the first does.
  const int64_t together = most - most % (most < 4 ? 1 : most < 16 ? 4 : 16);
  for (int64_t begin = row; begin < row_end; begin += together) {
    const int64_t count = std::min(together, row_end - begin);
    for (int k = 0; k < N; ++k) {
      if (lie[k] == Lie::kBehind) p[k] = g.data[k] + begin * n * g.item[k];
      if (k == 0 || lie[k] == Lie::kBehind || lie[k] == Lie::kOne) continue;
      if (lie[k] == Lie::kRepeated && begin > row) continue;
      find_rows(g, k, begin, begin + count, at);
      kernels::convert().gather_rows(buffer[k], at, count, n, g.strides[0][k], g.item[k]);
    }
    call<N>(f, p, count * n, step);
    if (lie[0] != Lie::kBehind) {
      find_rows(g, 0, begin, begin + count, at);
      kernels::convert().scatter_rows(at, buffer[0], count, n, g.strides[0][0], g.item[0]);
    }
  }
}

template <int N>
void run_all_short_rows(const Indirect<N>& f, const Geometry<N>& g, int64_t rows) {
  const int64_t n = rows * g.shape[0];
  const LongWork outside(n >= kLongLoop);
  parallel_for(rows, kLoopGrain / g.shape[0],
               [&](int64_t begin, int64_t end) { run_short_rows(f, g, begin, end); });
}

// Calls f(row, row_end, begin, end) for blocks of rows of n elements, each at most `most` columns
// wide. REQUIRES: that is a multiple of 16.
template <class F>
void in_blocks(int64_t rows, int64_t n, int64_t most, F f) {
  const int64_t parts = (n + most - 1) / most;
  const int64_t columns = parts == 1 ? n : (n + parts * 16 - 1) / (parts * 16) * 16;
  const int64_t high = std::max<int64_t>(1, kLoopGrain / columns);
  parallel_for((rows + high - 1) / high * parts, 1, [&](int64_t b, int64_t) {
    const int64_t row = b / parts * high, begin = b % parts * columns;
    f(row, std::min(row + high, rows), begin, std::min(begin + columns, n));
  });
}

// Rows that are copied as they are go straight to where they belong.
constexpr int64_t kCopiedRow = 4096;  // bytes

template <int N, class F>
bool copies_rows(const F& f, const Geometry<N>& g, int64_t rows) {
  if constexpr (std::is_same_v<F, kernels::Loop1>)
    return g.item[0] == g.item[1] && rows >= kFewRows && g.shape[0] * g.item[0] <= kCopiedRow &&
           g.strides[0][1] != 0 && f == kernels::convert().copy[g.item[0]];
  return false;
}

template <int N>
void copy_rows(Geometry<N> g, int64_t rows) {
  // A few elements side by side are one of as many bytes.
  const int64_t bytes = g.shape[0] * g.item[0];
  if (g.ndim > 1 && g.strides[0][0] == g.item[0] && g.strides[0][1] == g.item[0] &&
      (bytes == 2 || bytes == 4 || bytes == 8)) {
    for (int d = 0; d + 1 < g.ndim; ++d) {
      g.shape[d] = g.shape[d + 1];
      std::copy_n(g.strides[d + 1], N, g.strides[d]);
    }
    --g.ndim;
    rows /= g.shape[0];
    std::fill_n(g.item, N, bytes);
  }
  if (g.ndim == 1) {
    g.strides[1][0] = g.strides[1][1] = 0;
    g.shape[g.ndim++] = 1;
  }
  const LongWork outside(rows * g.shape[0] >= kLongLoop);
  in_blocks(rows, g.shape[0], kLoopGrain,
            [&](int64_t row, int64_t row_end, int64_t begin, int64_t end) {
              for_stretches(g, row, row_end, [&](char* const* p, int64_t count) {
                kernels::convert().move_rows(p[0] + begin * g.strides[0][0], g.strides[1][0],
                                             g.strides[0][0], p[1] + begin * g.strides[0][1],
                                             g.strides[1][1], g.strides[0][1], count, end - begin,
                                             g.item[0]);
              });
            });
}

// Of rows longer than this one that is met again and again is cut, to stay in the nearest cache.
constexpr int64_t kCached = 10240;  // bytes

// The most columns of a block.
template <int N>
int64_t most_columns(const Geometry<N>& g) {
  for (int k = 1; k < N && g.ndim > 1; ++k)
    if (g.strides[0][k] != 0 && g.strides[1][k] == 0) return kCached / g.item[k];
  return kLoopGrain;
}

// Transposed inputs. Read along the rows of the result they would touch a cache line for every
// element, so they are copied tile by tile into a buffer that lies as the result does.
constexpr int64_t kTileRow = 64, kTileRows = 16;
constexpr int64_t kWorthTiles = 4096;  // elements

// The dimension along which an input is dense that is not along the first one; 0: there is none.
template <int N>
int crooked_dim(const Geometry<N>& g) {
  for (int k = 1; k < N; ++k) {
    if (g.strides[0][k] == 0 || g.strides[0][k] == g.item[k]) continue;
    for (int d = 1; d < g.ndim; ++d)
      if (g.strides[d][k] == g.item[k] && g.shape[d] >= 4) return d;
  }
  return 0;
}

// Runs rows [begin, end) of dimension `tall` (crooked_dim) at `p`, for all of the first dimension.
template <int N, class F>
void run_tile_rows(const F& f, const Geometry<N>& g, int tall, char* const* p, int64_t begin,
                   int64_t end) {
  alignas(64) char buffer[N - 1][kTileRow * kTileRows * 8];
  for (int64_t row = begin; row < end; row += kTileRows) {
    const int64_t rows = std::min(kTileRows, end - row);
    for (int64_t i = 0; i < g.shape[0]; i += kTileRow) {
      const int64_t n = std::min(kTileRow, g.shape[0] - i);
      char* at[N];
      int64_t along[N], down[N];
      for (int k = 0; k < N; ++k) {
        at[k] = p[k] + row * g.strides[tall][k] + i * g.strides[0][k];
        along[k] = g.strides[0][k];
        down[k] = g.strides[tall][k];
        if (k == 0 || down[k] != g.item[k] || along[k] == 0 || along[k] == g.item[k]) continue;
        // The tile that comes next: each of its lines lies on a page of its own, where no hardware
        // looks ahead.
        const int64_t next = std::min(kTileRow, g.shape[0] - i - n);
        for (int64_t j = 0; j < next; ++j)
          for (int64_t line = 0; line < rows * down[k]; line += 64)
            __builtin_prefetch(at[k] + (kTileRow + j) * along[k] + line);
        kernels::convert().transpose(buffer[k - 1], kTileRow * g.item[k], at[k], along[k], rows, n,
                                     g.item[k]);
        at[k] = buffer[k - 1];
        along[k] = g.item[k];
        down[k] = kTileRow * g.item[k];
      }
      for (int64_t r = 0; r < rows; ++r) {
        call<N>(f, at, n, along);
        for (int k = 0; k < N; ++k) at[k] += down[k];
      }
    }
  }
}

template <int N, class F>
void run_tiles(const F& f, const Geometry<N>& g, int tall) {
  const int64_t area = g.shape[0] * g.shape[tall];
  int64_t planes = 1;
  for (int d = 1; d < g.ndim; ++d)
    if (d != tall) planes *= g.shape[d];
  const int64_t bands = (g.shape[tall] + kTileRows - 1) / kTileRows;
  const LongWork outside(area * planes >= kLongLoop);
  parallel_for(planes * bands, std::max<int64_t>(1, kLoopGrain / (g.shape[0] * kTileRows)),
               [&](int64_t first, int64_t last) {
                 for (int64_t b = first; b < last; ++b) {
                   char* p[N];
                   std::copy_n(g.data, N, p);
                   int64_t rest = b / bands;
                   for (int d = 1; d < g.ndim; ++d) {
                     if (d == tall) continue;
                     const int64_t index = rest % g.shape[d];
                     rest /= g.shape[d];
                     for (int k = 0; k < N; ++k) p[k] += index * g.strides[d][k];
                   }
                   const int64_t row = b % bands * kTileRows;
                   run_tile_rows<N>(f, g, tall, p, row, std::min(row + kTileRows, g.shape[tall]));
                 }
               });
}

// True where one run through memory serves: every operand contiguous in the result's shape, or a
// single element.
template <int N>
bool is_flat(const Tensor* const (&operands)[N], char** data, int64_t* strides) {
  const Tensor& y = *operands[0];
  for (int k = 0; k < N; ++k) {
    const Tensor& x = *operands[k];
    data[k] = x.bytes();
    if (x.is_contiguous() && x.numel() == y.numel() && (k == 0 || x.shape() == y.shape())) {
      strides[k] = x.item_bytes();
    } else if (k > 0 && x.numel() == 1) {
      strides[k] = 0;
    } else {
      return false;
    }
  }
  return true;
}

template <int N, class F>
void run(const F& f, const Tensor* const (&operands)[N]) {
  const int64_t n = operands[0]->numel();
  if (n == 0) return;
  Geometry<N> g;
  if (is_flat<N>(operands, g.data, g.strides[0])) {
    if (n <= kLoopGrain) return call<N>(f, g.data, n, g.strides[0]);
    g.ndim = 1;
    g.shape[0] = n;
  } else {
    g = make_geometry<N>(operands);
    if (n >= kWorthTiles && g.shape[0] >= 4)
      if (const int tall = crooked_dim<N>(g)) return run_tiles<N>(f, g, tall);
  }
  if (g.ndim == 0) {
    const int64_t none[N] = {};
    return call<N>(f, g.data, 1, none);
  }
  const int64_t rows = n / g.shape[0];
  if (copies_rows<N>(f, g, rows)) return copy_rows<N>(g, rows);
  if (has_short_rows(g, rows)) return run_all_short_rows<N>(indirect<N>(f), g, rows);
  if (n <= kLoopGrain) return run_rows<N>(f, g, 0, rows, 0, g.shape[0]);
  const LongWork outside(n >= kLongLoop);
  in_blocks(rows, g.shape[0], most_columns(g),
            [&](int64_t row, int64_t row_end, int64_t begin, int64_t end) {
              run_rows<N>(f, g, row, row_end, begin, end);
            });
}

}  // namespace

void run_loop(kernels::Loop1 f, const Tensor& y, const Tensor& x) { run<2>(f, {&y, &x}); }

void run_loop(kernels::Loop2 f, const Tensor& y, const Tensor& a, const Tensor& b) {
  run<3>(f, {&y, &a, &b});
}

void run_loop(kernels::Loop3 f, const Tensor& y, const Tensor& a, const Tensor& b,
              const Tensor& c) {
  run<4>(f, {&y, &a, &b, &c});
}

namespace {
template <int N, class F>
void run_staged(F f, DType result, DType in, const Tensor* const (&operands)[N], bool saturate) {
  DType types[N], own[N];
  bool same = true;
  for (int k = 0; k < N; ++k) {
    types[k] = operands[k]->dtype();
    own[k] = k == 0 ? result : in;
    same &= types[k] == own[k];
  }
  if (!same) {
    const Staged<N, F> staged(f, types, own, saturate);
    return run<N>(Indirect<N>{&staged,
                              [](const void* self, char* const* p, int64_t n, const int64_t* s) {
                                (*static_cast<const Staged<N, F>*>(self))(p, n, s);
                              }},
                  operands);
  }
  if constexpr (std::is_pointer_v<F>) {
    run<N>(f, operands);
  } else {
    run<N>(indirect<N>(f), operands);
  }
}
}  // namespace

void run_loop(kernels::Loop1 f, DType result, DType in, const Tensor& y, const Tensor& x) {
  run_staged<2>(f, result, in, {&y, &x}, is_floating(x.dtype()));
}
void run_loop(kernels::Loop2 f, DType result, DType in, const Tensor& y, const Tensor& a,
              const Tensor& b) {
  run_staged<3>(f, result, in, {&y, &a, &b}, false);
}
void run_loop(kernels::Loop3 f, DType result, DType in, const Tensor& y, const Tensor& a,
              const Tensor& b, const Tensor& c) {
  run_staged<4>(f, result, in, {&y, &a, &b, &c}, false);
}

void run_loop(kernels::Loop1P f, const double* numbers, DType result, DType in, const Tensor& y,
              const Tensor& x) {
  run_staged<2>(Numbered<kernels::Loop1P>{f, numbers}, result, in, {&y, &x}, false);
}
void run_loop(kernels::Loop2P f, const double* numbers, DType result, DType in, const Tensor& y,
              const Tensor& a, const Tensor& b) {
  run_staged<3>(Numbered<kernels::Loop2P>{f, numbers}, result, in, {&y, &a, &b}, false);
}
void run_loop(kernels::Loop3P f, const double* numbers, DType result, DType in, const Tensor& y,
              const Tensor& a, const Tensor& b, const Tensor& c) {
  run_staged<4>(Numbered<kernels::Loop3P>{f, numbers}, result, in, {&y, &a, &b, &c}, false);
}

// Note [Layout of results]
// Results lie as torch's do, since code tells: what strides a tensor has decides whether view()
// works, and in which order random numbers are drawn into a tensor like it. Inputs of one shape
// keep their layout if they share it and it has no gaps. Else the dimensions are sorted, nearest
// first and starting from the contiguous order, by the strides of the first input that has two
// different ones for a pair of them; a stride of 0 tells nothing, and of equal ones the shorter
// dimension is nearer. Not every pair can be told apart, so the order of comparisons counts: it is
// insertion sort.
namespace {
using Order = SmallVec<size_t, 8>;

// Above 0 where dimension a lies farther than b, below where nearer, 0 where none of `strides`
// tells.
template <class List>
int compare_dims(const Dims& shape, const List& strides, size_t a, size_t b) {
  for (const Dims& s : strides) {
    if (s[a] == 0 || s[b] == 0) continue;
    if (s[a] != s[b]) return s[a] < s[b] ? -1 : 1;
    if (shape[a] > shape[b]) return 1;
  }
  return 0;
}

template <class List>
Order nearest_first(const Dims& shape, const List& strides) {
  Order order;
  for (size_t d = shape.size(); d-- > 0;) order.push_back(d);
  for (size_t i = 1; i < order.size(); ++i) {
    size_t at = i;
    for (size_t other = i; other-- > 0;) {
      const int farther = compare_dims(shape, strides, order[other], order[at]);
      if (farther < 0) break;
      if (farther == 0) continue;
      std::swap(order[other], order[at]);
      at = other;
    }
  }
  return order;
}
}  // namespace

Dims result_strides(const Dims& shape, std::initializer_list<const Tensor*> inputs) {
  const Tensor& first = **inputs.begin();
  // The usual case: any two strides of the first input differ, so it decides alone.
  if (first.shape() == shape &&
      std::all_of(shape.begin(), shape.end(), [](auto n) { return n > 1; }))
    if (first.is_contiguous() || is_dense(shape, first.strides())) return first.strides();
  if (shape.size() < 2) return contiguous_strides(shape);
  bool one_shape = true, packed = true, channels_last = true, one_layout = true;
  for (const Tensor* x : inputs) {
    one_shape &= x->shape() == shape;
    packed &= x->is_contiguous();
    channels_last &= is_contiguous_in(MemoryFormat::kChannelsLast, *x);
    one_layout &= x->strides() == first.strides();
  }
  if (one_shape && packed) return contiguous_strides(shape);
  if (one_shape && channels_last) return strides_in(MemoryFormat::kChannelsLast, shape);
  if (one_shape && one_layout && is_dense(shape, first.strides())) return first.strides();
  SmallVec<Dims, 4> strides;
  for (const Tensor* x : inputs) {
    Dims own(shape.size(), 0);
    const size_t lead = shape.size() - x->shape().size();
    for (size_t d = lead; d < shape.size(); ++d)
      if (x->shape()[d - lead] != 1 || shape[d] == 1) own[d] = x->strides()[d - lead];
    strides.push_back(std::move(own));
  }
  const Order order = nearest_first(shape, strides);
  if (std::is_sorted(order.begin(), order.end(), std::greater<>()))
    return contiguous_strides(shape);
  return packed_strides(order, shape);
}

Dims like_strides(const Tensor& x) {
  if (x.is_contiguous() || is_dense(x.shape(), x.strides())) return x.strides();
  const std::initializer_list<Dims> strides = {x.strides()};
  return packed_strides(nearest_first(x.shape(), strides), x.shape());
}

}  // namespace retrograd
