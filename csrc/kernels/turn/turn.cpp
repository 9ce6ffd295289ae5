#include "kernels/turn/turn.h"

#include "kernels/loops.h"
#include "kernels/move/narrow.h"
#include "kernels/parts.h"
#include "kernels/simd/simd_rows.h"

namespace retrograd::kernels::RG_ISA {
extern const Narrow narrow;
namespace {

template <class T, int n>
struct PartOf {
  typedef T type __attribute__((vector_size(n * sizeof(T))));
};

// The first `width` elements of as many rows as fill `lanes`, `apart` bytes from one to the next.
template <class T, int width, int lanes>
[[gnu::always_inline]] inline typename PartOf<T, lanes>::type beginnings(const char* p,
                                                                         int64_t apart) {
  if constexpr (lanes == width) {
    return get<typename PartOf<T, lanes>::type>(p);
  } else {
    const auto a = beginnings<T, width, lanes / 2>(p, apart),
               b = beginnings<T, width, lanes / 2>(p + lanes / 2 / width * apart, apart);
    return [&]<int... i>(std::integer_sequence<int, i...>) __attribute__((always_inline)) {
      return __builtin_shufflevector(a, b, i...);
    }
    (std::make_integer_sequence<int, lanes>());
  }
}

// How many rows go together where columns of them are asked for.
struct Some {
  int64_t rows, columns;
};

// The first `width` columns, of which those asked for are stored; of kLanes<T> rows at a time.
template <class T, int width>
void turn_columns(char* to, int64_t to_row, const char* x, int64_t x_row, Some some) {
  for (int64_t r = 0; r < some.rows; r += kLanes<T>, to += RG_VECTOR_BYTES) {
    Vec<T> v[width];
    const char* from = x + r * x_row;
#pragma GCC unroll 16
    for (int i = 0; i < width; ++i)
      v[i] = beginnings<T, width, kLanes<T>>(from + i * x_row, width * x_row);
    exchange_blocks<T, width / 2>(v, std::make_integer_sequence<int, kLanes<T>>());
#pragma GCC unroll 16
    for (int k = 0; k < width; ++k)
      if (k < some.columns) put(to + k * to_row, v[k]);
  }
}

// All n columns, two or three, of rows that follow each other without a gap.
template <class T, int n>
void turn_dense(char* to, int64_t to_row, const char* x, int64_t x_row, Some some) {
  for (int64_t r = 0; r < some.rows; r += kLanes<T>, to += RG_VECTOR_BYTES) {
    const T* from = reinterpret_cast<const T*>(x + r * x_row);
#pragma GCC unroll 3
    for (int k = 0; k < n; ++k) put(to + k * to_row, spaced<n>(from + k));
  }
}

template <class T>
void turn_one_by_one(char* to, int64_t to_row, const char* x, int64_t x_row, int64_t step,
                     int64_t rows, int64_t n) {
  for (int64_t r = 0; r < rows; ++r)
    for (int64_t k = 0; k < n; ++k)
      put(to + k * to_row + r * kSize<T>, get<T>(x + r * x_row + k * step));
}

// How many columns go together where n are left, and the loop for as many.
struct Way {
  int64_t width;
  void (*turn)(char* to, int64_t to_row, const char* x, int64_t x_row, Some some);
};
template <class T>
Way way_for(int64_t n, bool dense) {
  constexpr int kL = kLanes<T>, kQuarter = 16 / sizeof(T);
  if (dense) return {n, n == 2 ? turn_dense<T, 2> : turn_dense<T, 3>};
  if constexpr (kL > 2 * kQuarter)
    if (n > 2 * kQuarter) return {kL, turn_columns<T, kL>};
  if constexpr (kL > kQuarter)
    if (n > kQuarter) return {2 * kQuarter, turn_columns<T, 2 * kQuarter>};
  return {kQuarter, turn_columns<T, kQuarter>};
}

// Registers reach over the ends of rows: the last rows, behind which there is nothing, go one by
// one.
template <class T>
void turn_rows(char* to, int64_t to_row, const char* x, int64_t x_row, int64_t step, int64_t rows,
               int64_t n) {
  int64_t done = 0;
  if (step == kSize<T> && x_row >= n * step) {
    const bool dense = x_row == n * step && (n == 2 || n == 3);
    const int64_t over = n % kLanes<T>;
    const Way last = way_for<T>(dense  ? n
                                : over ? over
                                       : kLanes<T>,
                                dense),
              full = way_for<T>(kLanes<T>, false);
    const int64_t beyond = dense ? n - 1 : last.width - 1 - (n - 1) % last.width;
    const int64_t inside = rows - ceil_div(beyond * step, x_row);
    done = inside < kLanes<T> ? 0 : inside - inside % kLanes<T>;
    for (int64_t k = 0; k < n && done > 0;) {
      const Way& way = n - k >= kLanes<T> && !dense ? full : last;
      way.turn(to + k * to_row, to_row, x + k * step, x_row, {done, n - k});
      k += way.width;
    }
  }
  turn_one_by_one<T>(to + done * kSize<T>, to_row, x + done * x_row, x_row, step, rows - done, n);
}

void turn(char* to, int64_t to_row, const char* x, int64_t x_row, int64_t step, int64_t rows,
          int64_t n, int64_t item) {
  if (x_row == item) {
    for (int64_t k = 0; k < n; ++k) std::memcpy(to + k * to_row, x + k * step, rows * item);
    return;
  }
  if (item == 4) return turn_rows<uint32_t>(to, to_row, x, x_row, step, rows, n);
  if (item == 8) return turn_rows<uint64_t>(to, to_row, x, x_row, step, rows, n);
  if (item == 2) return turn_one_by_one<uint16_t>(to, to_row, x, x_row, step, rows, n);
  turn_one_by_one<uint8_t>(to, to_row, x, x_row, step, rows, n);
}

void turn_blocks(const TurnedRows& g, int64_t begin, int64_t end, TurnedBody body, void* context) {
  alignas(64) char columns[8 * kTurnedItems], wide[4 * kTurnedItems];
  // Not as many as a power of two, which lie in each other's way.
  const int64_t most = least(g.most, kTurnedItems / g.n / g.padding * g.padding);
  for (int64_t rows; begin < end; begin += rows) {
    const int64_t i = begin % g.line, o = begin / g.line;
    rows = least(most, least(g.line - i, end - begin));
    const int64_t padded = ceil_div(rows, g.padding) * g.padding;
    const char* x = static_cast<const char*>(g.x) + o * g.x_outer + i * g.x_line;
    int64_t row = g.x_line, step = g.x_n;
    if (is_narrow(g.type)) {
      const int64_t run = row == g.n * step ? rows * g.n : g.n;
      for (int64_t done = 0; done < rows * g.n; done += run)
        RG_ISA::narrow.widen[g.type](wide + done * g.item, x + done / g.n * row, run, g.item, step);
      x = wide;
      row = g.n * g.item;
      step = g.item;
    }
    const int64_t column_bytes = padded * g.item;
    for (int64_t k = 0; k < g.n && padded > rows; ++k)
      std::memset(columns + k * column_bytes + rows * g.item, 0, (padded - rows) * g.item);
    turn(columns, column_bytes, x, row, step, rows, g.n, g.item);
    body({context, columns, begin, rows, padded, column_bytes});
  }
}

}  // namespace

extern const Turn turn_table;
constinit const Turn turn_table = {.turn = turn, .blocks = turn_blocks};

}  // namespace retrograd::kernels::RG_ISA
