#include "kernels/move/gather.h"

#include "kernels/loops.h"
#include "kernels/move/copy_bytes.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T, bool kSome>
[[gnu::always_inline]] inline void read_all(char* y, const char* x, const int64_t* index, int64_t n,
                                            int64_t sy, int64_t sx, int64_t scale) {
#pragma GCC unroll 8
  for (int64_t i = 0; i < n; ++i)
    put<T>(y + i * sy, kSome && index[i] < 0 ? T() : get<T>(x + i * sx + index[i] * scale));
}

// Apart: out of one row of neighbours, where no address takes a product.
template <class T, bool kSome>
void read(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy, int64_t sx,
          int64_t scale) {
  if (sy == kSize<T> && sx == 0 && scale == kSize<T>)
    return read_all<T, kSome>(y, x, index, n, kSize<T>, 0, kSize<T>);
  if (sy == kSize<T> && sx == 0 && scale == 1)
    return read_all<T, kSome>(y, x, index, n, kSize<T>, 0, 1);
  read_all<T, kSome>(y, x, index, n, sy, sx, scale);
}

template <class T>
[[gnu::always_inline]] inline void write_all(char* y, const char* x, const int64_t* index,
                                             int64_t n, int64_t sy, int64_t sx, int64_t scale) {
#pragma GCC unroll 8
  for (int64_t i = 0; i < n; ++i)
    if (index[i] >= 0) put<T>(y + i * sy + index[i] * scale, get<T>(x + i * sx));
}
template <class T>
void write(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy, int64_t sx,
           int64_t scale) {
  if (sy == 0 && sx == kSize<T> && scale == kSize<T>)
    return write_all<T>(y, x, index, n, 0, kSize<T>, kSize<T>);
  write_all<T>(y, x, index, n, sy, sx, scale);
}

template <class T>
[[gnu::always_inline]] inline void copy_run(char* y, const char* x, int64_t run, int64_t ry,
                                            int64_t rx) {
  if (ry == kSize<T> && rx == kSize<T>) {
    copy_bytes(y, x, run * kSize<T>);
  } else if (ry == kSize<T> && rx == 0) {
    const T value = get<T>(x);
    for (int64_t j = 0; j < run; ++j) put<T>(y + j * kSize<T>, value);
  } else {
    for (int64_t j = 0; j < run; ++j) put<T>(y + j * ry, get<T>(x + j * rx));
  }
}

template <class T>
void read_rows(char* y, const char* x, const int64_t* index, int64_t n, int64_t step, int64_t scale,
               int64_t run, int64_t ry, int64_t rx) {
  // Rows in any order are fetched ahead, for no hardware can tell which is next.
  constexpr int64_t kAhead = 8;
  for (int64_t i = 0; i < n; ++i) {
    if (i + kAhead < n) __builtin_prefetch(x + index[i + kAhead] * scale);
    copy_run<T>(y + i * step, x + index[i] * scale, run, ry, rx);
  }
}

template <class T>
void write_rows(char* y, const char* x, const int64_t* index, int64_t n, int64_t step,
                int64_t scale, int64_t run, int64_t ry, int64_t rx) {
  for (int64_t i = 0; i < n; ++i) copy_run<T>(y + index[i] * scale, x + i * step, run, ry, rx);
}

// A number outside of [low, high) is on the far side of one of the bounds, and the sign of its
// distance tells.
int64_t outside(const int64_t* index, int64_t n, int64_t low, int64_t high) {
  uint64_t signs = 0;
  const auto first = static_cast<uint64_t>(low), last = static_cast<uint64_t>(high - 1);
  for (int64_t i = 0; i < n; ++i) {
    const auto k = static_cast<uint64_t>(index[i]);
    signs |= (k - first) | (last - k);
  }
  if (signs >> 63 == 0) return n;
  int64_t i = 0;
  while (i < n && index[i] >= low && index[i] < high) ++i;
  return i;
}

void places(int64_t* y, const int64_t* index, int64_t n, int64_t length, int64_t stride, bool add) {
  for (int64_t i = 0; i < n; ++i) {
    const int64_t place = (index[i] < 0 ? index[i] + length : index[i]) * stride;
    y[i] = add ? y[i] + place : place;
  }
}

// Across the rows: each lane has its own place in one, which goes on by as many as there are lanes.
void flatten(int64_t* y, const int64_t* index, int64_t rows, int64_t n, int64_t row, int64_t step,
             int64_t scale) {
  using V = Vec<int64_t>;
  constexpr int64_t kCount = kLanes<int64_t>;
  V i = {}, at = {};
  for (int64_t lane = 0; lane < kCount; ++lane) {
    i[lane] = lane % n;
    at[lane] = lane / n * row + lane % n * step;
  }
  const int64_t on = kCount % n, by = kCount / n * row + on * step, next = row - n * step;
  const int64_t all = rows * n, full = all - all % kCount;
  for (int64_t j = 0; j < full; j += kCount) {
    const V k = get<V>(reinterpret_cast<const char*>(index + j));
    put(reinterpret_cast<char*>(y + j), (k * scale + at) | (k < 0));
    i += on;
    const V past = i >= n;
    i -= past & n;
    at += by + (past & next);
  }
  for (int64_t j = full; j < all; ++j) y[j] = index[j] < 0 ? -1 : index[j] * scale + at[j - full];
}

int64_t classes(int64_t* y, const int64_t* x, int64_t n, int64_t count, int64_t ignored) {
  for (int64_t i = 0; i < n; ++i) {
    const int64_t k = x[i];
    if (k != ignored && (k < 0 || k >= count)) return i;
    y[i] = k == ignored ? -1 : k;
  }
  return n;
}

}  // namespace

extern const Gather gather;
constinit const Gather gather = {
    .read = {read<uint8_t, false>, read<uint16_t, false>, read<uint32_t, false>,
             read<uint64_t, false>},
    .read_some = {read<uint8_t, true>, read<uint16_t, true>, read<uint32_t, true>,
                  read<uint64_t, true>},
    .write = {write<uint8_t>, write<uint16_t>, write<uint32_t>, write<uint64_t>},
    .read_rows = {read_rows<uint8_t>, read_rows<uint16_t>, read_rows<uint32_t>,
                  read_rows<uint64_t>},
    .write_rows = {write_rows<uint8_t>, write_rows<uint16_t>, write_rows<uint32_t>,
                   write_rows<uint64_t>},
    .places = places,
    .flatten = flatten,
    .outside = outside,
    .classes = classes,
};

}  // namespace retrograd::kernels::RG_ISA
