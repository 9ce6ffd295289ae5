#include "kernels/move/convert.h"

#include <utility>

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

struct ToBool {
  template <class T>
  uint8_t operator()(T x) const {
    return x != 0;
  }
};

template <class To>
struct ConvertTo {
  // One past the greatest To, a power of two and so exact in every float, and the least To.
  static constexpr bool kSigned = static_cast<To>(-1) < 0;
  static constexpr double kEnd =
      kSigned ? -2.0 * static_cast<double>(int64_t{-1} << (8 * sizeof(To) - 2)) : 256.0;
  static constexpr To kLeast = kSigned ? static_cast<To>(int64_t{-1} << (8 * sizeof(To) - 1)) : 0;
  static constexpr To kGreatest = static_cast<To>(~kLeast);

  template <class From>
  To operator()(From x) const {
    if constexpr (kIsFloat<From> && !kIsFloat<To>) {
      if (x != x) return 0;
      if (x >= static_cast<From>(kEnd)) return kGreatest;
      if (x <= static_cast<From>(kLeast)) return kLeast;
    }
    return static_cast<To>(x);
  }
};

template <class To>
struct TruthTo {
  To operator()(uint8_t x) const { return x != 0; }
};

// Blocks of kSide x kSide elements in registers of 16 bytes; what is left goes one by one.
using Four = int32_t __attribute__((vector_size(16)));
using Two = int64_t __attribute__((vector_size(16)));

[[gnu::always_inline]] inline void transpose_block(char* y, int64_t y_row, const char* x,
                                                   int64_t x_row, int32_t) {
  const Four a = get<Four>(x), b = get<Four>(x + x_row), c = get<Four>(x + 2 * x_row),
             d = get<Four>(x + 3 * x_row);
  const Four ab = __builtin_shufflevector(a, b, 0, 4, 1, 5);
  const Four cd = __builtin_shufflevector(c, d, 0, 4, 1, 5);
  const Four ab_high = __builtin_shufflevector(a, b, 2, 6, 3, 7);
  const Four cd_high = __builtin_shufflevector(c, d, 2, 6, 3, 7);
  put(y, __builtin_shufflevector(ab, cd, 0, 1, 4, 5));
  put(y + y_row, __builtin_shufflevector(ab, cd, 2, 3, 6, 7));
  put(y + 2 * y_row, __builtin_shufflevector(ab_high, cd_high, 0, 1, 4, 5));
  put(y + 3 * y_row, __builtin_shufflevector(ab_high, cd_high, 2, 3, 6, 7));
}
[[gnu::always_inline]] inline void transpose_block(char* y, int64_t y_row, const char* x,
                                                   int64_t x_row, int64_t) {
  const Two a = get<Two>(x), b = get<Two>(x + x_row);
  put(y, __builtin_shufflevector(a, b, 0, 2));
  put(y + y_row, __builtin_shufflevector(a, b, 1, 3));
}
template <class T>
[[gnu::always_inline]] inline void transpose_block(char* y, int64_t, const char* x, int64_t, T) {
  put(y, get<T>(x));
}

template <class T, int64_t kSide>
void transpose_items(char* y, int64_t y_row, const char* x, int64_t x_row, int64_t rows,
                     int64_t n) {
  const int64_t full_rows = rows - rows % kSide, full = n - n % kSide;
  const auto one = [&](int64_t r, int64_t i) {
    put(y + r * y_row + i * kSize<T>, get<T>(x + i * x_row + r * kSize<T>));
  };
  for (int64_t i = 0; i < full; i += kSide)
    for (int64_t r = 0; r < full_rows; r += kSide)
      transpose_block(y + r * y_row + i * kSize<T>, y_row, x + i * x_row + r * kSize<T>, x_row,
                      T());
  for (int64_t r = 0; r < full_rows; ++r)
    for (int64_t i = full; i < n; ++i) one(r, i);
  for (int64_t r = full_rows; r < rows; ++r)
    for (int64_t i = 0; i < n; ++i) one(r, i);
}

void transpose(char* y, int64_t y_row, const char* x, int64_t x_row, int64_t rows, int64_t n,
               int64_t item) {
  if (item == 4) return transpose_items<int32_t, 4>(y, y_row, x, x_row, rows, n);
  if (item == 8) return transpose_items<int64_t, 2>(y, y_row, x, x_row, rows, n);
  if (item == 2) return transpose_items<uint16_t, 1>(y, y_row, x, x_row, rows, n);
  transpose_items<uint8_t, 1>(y, y_row, x, x_row, rows, n);
}

// Calls f with an unsigned element of as many bytes.
template <class F>
[[gnu::always_inline]] inline void with_item(int64_t bytes, F f) {
  if (bytes == 8) return f(uint64_t());
  if (bytes == 4) return f(uint32_t());
  if (bytes == 2) return f(uint16_t());
  f(uint8_t());
}

// Copies rows of `bytes` from from(r) to to(r), a Chunk at a time; the last overlaps the one
// before, so that nothing else is touched. REQUIRES: bytes >= sizeof(Chunk).
template <class Chunk, class To, class From>
void copy_rows(To to, From from, int64_t count, int64_t bytes) {
  const int64_t last = bytes - kSize<Chunk>;
  if (last <= kSize<Chunk>) {
    for (int64_t r = 0; r < count; ++r) {
      const char* x = from(r);
      const Chunk a = get<Chunk>(x), b = get<Chunk>(x + last);
      char* y = to(r);
      put(y, a);
      put(y + last, b);
    }
    return;
  }
  for (int64_t r = 0; r < count; ++r) {
    char* y = to(r);
    const char* x = from(r);
    for (int64_t i = 0; i < last; i += kSize<Chunk>) put(y + i, get<Chunk>(x + i));
    put(y + last, get<Chunk>(x + last));
  }
}

template <class To, class From>
[[gnu::always_inline]] inline void copy_dense_rows(To to, From from, int64_t count, int64_t bytes) {
  if (bytes == 0) return;
  if (bytes >= 64) return copy_rows<Vec<uint8_t>>(to, from, count, bytes);
  if (bytes >= 16) return copy_rows<Four>(to, from, count, bytes);
  if (bytes >= 8) return copy_rows<uint64_t>(to, from, count, bytes);
  if (bytes >= 4) return copy_rows<uint32_t>(to, from, count, bytes);
  if (bytes >= 2) return copy_rows<uint16_t>(to, from, count, bytes);
  copy_rows<uint8_t>(to, from, count, bytes);
}

// Each row is its first element again and again, in registers of kBytes, which reach into the next.
template <class T, int kBytes>
void repeat_rows(char* y, const char* const* rows, int64_t count, int64_t n) {
  typedef T Register __attribute__((vector_size(kBytes)));
  for (int64_t r = 0; r < count; ++r, y += n * kSize<T>) {
    const Register x = Register{} + get<T>(rows[r]);
    for (int64_t i = 0; i < n; i += kBytes / kSize<T>) put(y + i * kSize<T>, x);
  }
}

void gather_rows(char* y, const char* const* rows, int64_t count, int64_t n, int64_t step,
                 int64_t item) {
  const int64_t bytes = n * item;
  if (step == item)
    return copy_dense_rows([=](int64_t r) { return y + r * bytes; },
                           [=](int64_t r) { return rows[r]; }, count, bytes);
  with_item(item, [=]<class T>(T) {
    if (step == 0 && bytes <= 16) return repeat_rows<T, 16>(y, rows, count, n);
    if (step == 0) return repeat_rows<T, RG_VECTOR_BYTES>(y, rows, count, n);
    char* to = y;
    for (int64_t r = 0; r < count; ++r)
      for (int64_t i = 0; i < n; ++i, to += kSize<T>) put(to, get<T>(rows[r] + i * step));
  });
}

void scatter_rows(char* const* rows, const char* x, int64_t count, int64_t n, int64_t step,
                  int64_t item) {
  const int64_t bytes = n * item;
  if (step == item)
    return copy_dense_rows([=](int64_t r) { return rows[r]; },
                           [=](int64_t r) { return x + r * bytes; }, count, bytes);
  with_item(item, [=]<class T>(T) {
    const char* from = x;
    for (int64_t r = 0; r < count; ++r)
      for (int64_t i = 0; i < n; ++i, from += kSize<T>) put(rows[r] + i * step, get<T>(from));
  });
}

template <class T, int kBytes, int... kLane>
[[gnu::always_inline]] inline void reverse_register(char* y, const char* x,
                                                    std::integer_sequence<int, kLane...>) {
  typedef T Register __attribute__((vector_size(kBytes)));
  const auto v = get<Register>(x - (kBytes - kSize<T>));
  put(y, __builtin_shufflevector(v, v, (sizeof...(kLane) - 1 - kLane)...));
}

// y[i] = x[-i], in registers of which the last overlaps the one before.
template <class T, int kBytes>
[[gnu::always_inline]] inline void reverse_in(char* y, const char* x, int64_t n) {
  constexpr int kLanes = kBytes / sizeof(T);
  constexpr auto lanes = std::make_integer_sequence<int, kLanes>();
  for (int64_t i = 0; i < n - kLanes; i += kLanes)
    reverse_register<T, kBytes>(y + i * kSize<T>, x - i * kSize<T>, lanes);
  const int64_t last = n - kLanes;
  reverse_register<T, kBytes>(y + last * kSize<T>, x - last * kSize<T>, lanes);
}
template <class T>
[[gnu::always_inline]] inline void reverse(char* y, const char* x, int64_t n) {
  if (n * kSize<T> >= RG_VECTOR_BYTES) return reverse_in<T, RG_VECTOR_BYTES>(y, x, n);
  if (n * kSize<T> >= 16) return reverse_in<T, 16>(y, x, n);
  for (int64_t i = 0; i < n; ++i) put(y + i * kSize<T>, get<T>(x - i * kSize<T>));
}

// Rows behind one another in y, in registers that reach into the next one, in x too. Gives how many
// have been copied; those left are too near the ends. REQUIRES: bytes <= sizeof(Chunk).
template <class Chunk>
int64_t copy_packed_rows(char* y, const char* x, int64_t x_row, int64_t count, int64_t bytes) {
  const int64_t least = bytes < x_row ? bytes : x_row;
  const int64_t sure = count - (kSize<Chunk> - bytes + least - 1) / least;
  for (int64_t r = 0; r < sure; ++r) put(y + r * bytes, get<Chunk>(x + r * x_row));
  return sure > 0 ? sure : 0;
}

void move_rows(char* y, int64_t y_row, int64_t y_step, const char* x, int64_t x_row, int64_t x_step,
               int64_t count, int64_t n, int64_t item) {
  const int64_t bytes = n * item;
  if (y_step == item && x_step == item) {
    int64_t done = 0;
    if (y_row == bytes && x_row > 0 && bytes > 8 && bytes < 16)
      done = copy_packed_rows<Four>(y, x, x_row, count, bytes);
    if (y_row == bytes && x_row > 0 && bytes > 2 && bytes < 8)
      done = copy_packed_rows<uint64_t>(y, x, x_row, count, bytes);
    y += done * y_row;
    x += done * x_row;
    return copy_dense_rows([=](int64_t r) { return y + r * y_row; },
                           [=](int64_t r) { return x + r * x_row; }, count - done, bytes);
  }
  with_item(item, [=]<class T>(T) {
    if (y_step == item && x_step == -item && n * item >= 16) {
      for (int64_t r = 0; r < count; ++r) reverse<T>(y + r * y_row, x + r * x_row, n);
    } else if (n < 8) {
      for (int64_t i = 0; i < n; ++i)
        for (int64_t r = 0; r < count; ++r)
          put(y + r * y_row + i * y_step, get<T>(x + r * x_row + i * x_step));
    } else {
      for (int64_t r = 0; r < count; ++r)
        for (int64_t i = 0; i < n; ++i)
          put(y + r * y_row + i * y_step, get<T>(x + r * x_row + i * x_step));
    }
  });
}

template <class From, bool kBools>
constexpr PerType<Loop1> from_type = per_type<Loop1>([](auto e) -> Loop1 {
  using To = typename decltype(e)::Type;
  if constexpr (e.kKind == 0)
    return map1<ToBool, uint8_t, From>;
  else if constexpr (kBools)
    return map1<TruthTo<To>, To, From>;
  else
    return map1<ConvertTo<To>, To, From>;
});

struct Same {
  template <class T>
  T operator()(T x) const {
    return x;
  }
};

template <class T>
void copy(char* y, const char* x, int64_t n, int64_t sy, int64_t sx) {
  if (sy == kSize<T> && sx == -kSize<T>) return reverse<T>(y, x, n);
  map1<Same, T>(y, x, n, sy, sx);
}

}  // namespace

extern const Convert convert;
constinit const Convert convert = {
    .convert = per_type<PerType<Loop1>>(
        [](auto e) { return from_type<typename decltype(e)::Type, e.kKind == 0>; }),
    .copy = {copy<uint8_t>, copy<uint16_t>, copy<uint32_t>, copy<uint64_t>},
    .transpose = transpose,
    .gather_rows = gather_rows,
    .scatter_rows = scatter_rows,
    .move_rows = move_rows,
};

}  // namespace retrograd::kernels::RG_ISA
