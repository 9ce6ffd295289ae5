#include "kernels/scan/scan.h"

#include <cstring>

#include "base/machine/parallel.h"
#include "kernels/loops.h"
#include "kernels/move/convert.h"
#include "kernels/move/narrow.h"
#include "kernels/parts.h"
#include "kernels/scan/scan_lanes.h"

namespace retrograd::kernels::RG_ISA {
extern const Convert convert;
extern const Narrow narrow;
namespace {

constexpr int64_t kBlock = 1024;    // elements that are converted together
constexpr int64_t kColumns = 128;   // lines side by side
constexpr int64_t kRest = 1 << 16;  // elements after which Ctrl-C is looked for
constexpr int64_t kWork = 1 << 15;  // elements worth a task of their own

// ---- Runs of neighbours: lines one behind the other, or rows of lines side by side. ----

constexpr int64_t kSlack = kWidth;  // what registers reach over the ends of a run

// What came before in each line.
template <class Op, bool second = kHasSecond<Op>>
struct Carries {
  typename Op::Value value[kSlack + kColumns + kSlack];

  void start(int64_t width) {
    for (int64_t j = 0; j < width + 2 * kSlack; ++j) value[j] = Op::kFirst;
  }
};
template <class Op>
struct Carries<Op, true> : Carries<Op, false> {
  typename Op::Second second[kSlack + kColumns + kSlack];

  void start(int64_t width) {
    Carries<Op, false>::start(width);
    for (int64_t j = 0; j < width + 2 * kSlack; ++j) second[j] = 0;
  }
};

// `items` of shape (rows, width), scanned along the rows. A single one may be part of a longer one.
template <class Op>
struct Run {
  using Value = typename Op::Value;
  const Value *x, *factor;
  Value* y;
  int64_t *places, *index;  // kHasPlace: numbers of the elements of lines, or room; the result
  int64_t items, rows, width;
  int64_t apart;   // from one row to the next of x, factor and y
  int64_t before;  // rows of the longer one, which went in other runs
  bool in_lines;   // the array has no other lines than those one behind the other
  bool few;        // or only a few side by side, which are copied to where registers may reach over
  bool reverse;

  bool from_the_end() const { return kFromTheEnd<Op> && reverse; }
};

// Calls f(i, j, first) for each element i, of line j, first in it or not.
template <class Op, class F>
[[gnu::always_inline]] inline void for_each(const Run<Op>& run, F f) {
  for (int64_t item = 0, i = 0; item < run.items; ++item)
    for (int64_t r = 0; r < run.rows; ++r)
      for (int64_t j = 0; j < run.width; ++j, ++i) f(i, j, run.before + r == 0);
}

template <class Op>
void log_sums(const Run<Op>& run, Carries<Op>& c) {
  LogSumParts parts;
  double *bases = c.value + kSlack, *factors = c.second + kSlack;
  const int64_t n = run.items * run.rows * run.width;
  const bool one = run.width == 1;
  if (one) {
    double base = bases[0];
    for (int64_t item = 0, i = 0; item < run.items; ++item) {
      if (item > 0) base = Op::kFirst;
      for (int64_t r = 0; r < run.rows; ++r, ++i) base = parts.set_in_line(i, base, run.x[i]);
    }
    bases[0] = base;
  } else {
    for_each(run, [&](int64_t i, int64_t j, bool first) {
      bases[j] = parts.set(i, first ? Op::kFirst : bases[j], run.x[i]);
    });
  }
  parts.raise(n);
  if (one) {
    double factor = factors[0];
    for (int64_t item = 0, i = 0; item < run.items; ++item) {
      if (item > 0) factor = 0;
      for (int64_t r = 0; r < run.rows; ++r, ++i)
        parts.adds[i] = factor = factor * parts.shrinks[i] + parts.adds[i];
    }
    factors[0] = factor;
  } else {
    for_each(run, [&](int64_t i, int64_t j, bool first) {
      parts.adds[i] = factors[j] = (first ? 0 : factors[j]) * parts.shrinks[i] + parts.adds[i];
    });
  }
  parts.finish(run.y, n);
}

// The elements that fill registers; returns their number. REQUIRES: none is NaN, nor the carry.
template <class Op>
int64_t places_in_lanes(typename Op::Value& carry, int64_t& carry_at, const Run<Op>& run,
                        int64_t n) {
  auto all = splat(carry);
  auto all_at = splat(carry_at);
  const auto worst = splat(Op::kFirst);
  int64_t i = 0;
  for (; i + kWidth <= n; i += kWidth) {
    auto v = load(run.x + i);
    const auto place = load(run.places + i) + run.before;
    auto at = place;
    scan_places<Op>(v, at, place);
    const auto before = place > lane_numbers<double>() ? all : worst;
    at = Op::stays(before, v) ? all_at : at;
    v = Op::stays(before, v) ? before : v;
    store(run.y + i, v);
    store(run.index + i, at);
    all = last_lane(v, Lanes());
    all_at = last_lane(at, Lanes());
  }
  carry = all[0];
  carry_at = all_at[0];
  return i;
}

template <class Op>
void extremes_of_lines(const Run<Op>& run, Carries<Op>& c) {
  const int64_t n = run.items * run.rows;
  auto carry = c.value[kSlack];
  int64_t carry_at = c.second[kSlack], i = 0;
  if (carry == carry && !has_nan(run.x, n)) i = places_in_lanes<Op>(carry, carry_at, run, n);
  for (; i < n; ++i) {
    const auto x = run.x[i];
    const int64_t place = run.before + run.places[i];
    if (place == 0 || Op::yields_to_any(carry, x)) {
      carry = x;
      carry_at = place;
    }
    run.y[i] = carry;
    run.index[i] = carry_at;
  }
  c.value[kSlack] = carry;
  c.second[kSlack] = carry_at;
}

// Lines of `length` elements, 0 stands for any.
template <class Op, bool reverse, int length>
void scan_lines(const Run<Op>& run, Carries<Op>& c) {
  using Value = typename Op::Value;
  Value carry = c.value[kSlack];
  const int64_t n = length == 0 ? run.rows : length;
  for (int64_t item = 0; item < run.items; ++item) {
    if (item > 0) carry = Op::kFirst;
    const int64_t first = item * n + (reverse ? n - 1 : 0);
    const Value* x = run.x + first;
    const Value* factor = kHasFactor<Op> ? run.factor + first : nullptr;
    Value* y = run.y + first;
    int64_t i = 0;
    if constexpr (kInLanes<Op> && length == 0)
      if (n >= 2 * kWidth) i = scan_in_lanes<Op, reverse>(carry, x, y, n);
#pragma GCC unroll 4
    for (; i < n; ++i) {
      const int64_t j = reverse ? -i : i;
      y[j] = carry = next<Op>(carry, x, factor, [j](const Value* p) { return p[j]; });
    }
  }
  c.value[kSlack] = carry;
}

template <class Op, bool reverse>
void scan_lines(const Run<Op>& run, Carries<Op>& c) {
  if (run.rows == 2) return scan_lines<Op, reverse, 2>(run, c);
  if (run.rows == 3) return scan_lines<Op, reverse, 3>(run, c);
  scan_lines<Op, reverse, 0>(run, c);
}

// Few lines, a register of them down all rows. It reaches into the next row, whose elements come
// later: so the last lines go first, and in reverse the reach is to the other side.
template <class Op>
void scan_few(const Run<Op>& run, Carries<Op>& c, int64_t item, bool starts) {
  using Value = typename Op::Value;
  const int64_t step = run.from_the_end() ? -run.width : run.width;
  for (int64_t j = (run.width - 1) / kWidth * kWidth; j >= 0; j -= kWidth) {
    const int64_t column = run.from_the_end() ? run.width - kWidth - j : j;
    int64_t i = (item * run.rows + (run.from_the_end() ? run.rows - 1 : 0)) * run.width + column;
    auto carry = starts ? splat(Op::kFirst) : load(c.value + kSlack + column);
    if constexpr (kHasPlace<Op>) {
      auto at = starts ? Vec<int64_t>{} : load(c.second + kSlack + column);
      for (int64_t r = 0; r < run.rows; ++r, i += step) {
        const auto x = load(run.x + i);
        at = Op::yields(carry, x) ? splat(run.before + r) : at;
        carry = Op::better(carry, x);
        store(run.y + i, carry);
        store(run.places + i, at);
      }
      store(c.second + kSlack + column, at);
    } else {
      for (int64_t r = 0; r < run.rows; ++r, i += step) {
        carry = next<Op>(
            carry, run.x + i, kHasFactor<Op> ? run.factor + i : nullptr,
            [](const Value* p) __attribute__((always_inline)) { return load(p); });
        store(run.y + i, carry);
      }
    }
    store(c.value + kSlack + column, carry);
  }
}

template <class Op>
void scan_many(const Run<Op>& run, Carries<Op>& c, int64_t item) {
  using Value = typename Op::Value;
  Value* carry = c.value + kSlack;
  for (int64_t r = 0; r < run.rows; ++r) {
    const int64_t row = item * run.rows + (run.from_the_end() ? run.rows - 1 - r : r);
    const int64_t i = row * run.apart;
    const Value* x = run.x + i;
    Value* y = run.y + i;
    if constexpr (kHasPlace<Op>) {
      int64_t *at = c.second + kSlack, *places = run.places + row * run.width;
      RG_INDEPENDENT
      for (int64_t j = 0; j < run.width; ++j) {
        const bool yields = Op::yields_to_any(carry[j], x[j]);
        y[j] = carry[j] = yields ? x[j] : carry[j];
        places[j] = at[j] = yields ? run.before + r : at[j];
      }
    } else {
      const Value* factor = kHasFactor<Op> ? run.factor + i : nullptr;
      RG_INDEPENDENT
      for (int64_t j = 0; j < run.width; ++j)
        y[j] = carry[j] = next<Op>(carry[j], x, factor, [j](const Value* p) { return p[j]; });
    }
  }
}

// Whether so many lines side by side are few.
template <class Op>
constexpr bool are_few(int64_t width) {
  return !kIsLogSum<Op> && width > 1 && width <= 2 * kWidth;
}

template <class Op>
void scan_run(const Run<Op>& run, Carries<Op>& c) {
  if constexpr (kIsLogSum<Op>) {
    log_sums(run, c);
  } else if (run.in_lines) {
    if constexpr (kHasPlace<Op>)
      extremes_of_lines(run, c);
    else
      run.from_the_end() ? scan_lines<Op, true>(run, c) : scan_lines<Op, false>(run, c);
  } else {
    const int64_t n = run.rows * run.width;
    bool few = run.few;
    if constexpr (kHasPlace<Op>)
      few = few && !has_nan(run.x, run.items * n) && !has_nan(c.value + kSlack, run.width);
    for (int64_t k = 0; k < run.items; ++k) {
      const int64_t item = run.from_the_end() ? run.items - 1 - k : k;
      if (few) {
        scan_few(run, c, item, k > 0);
        continue;
      }
      if (k > 0) c.start(run.width);
      scan_many(run, c, item);
    }
  }
}

// ---- All runs. ----

// A run of an array's elements, taken and given as T: in `copy`, or where they are if they are T
// and no register reaches over their ends.
template <class T>
class Stretch {
 public:
  Stretch(const void* array, const ScanArgs& g, bool in_place)
      : p_(static_cast<char*>(const_cast<void*>(array))),
        type_(g.type),
        item_(g.item),
        own_(in_place && g.type == kOwn) {}

  // Rows of `width` elements, one behind the other in the copy.
  [[gnu::noinline]] const T* read(int64_t begin, int64_t rows, int64_t width, int64_t apart,
                                  T* copy) const {
    if (own_) return reinterpret_cast<const T*>(p_ + begin * item_);
    if (apart == width) width *= rows, rows = 1;
    for (int64_t r = 0; r < rows; ++r) read_row(begin + r * apart, width, copy + r * width);
    return copy;
  }
  // Where to put such elements, for write() to bring them to their place.
  T* target(int64_t begin, T* copy) const {
    return own_ ? reinterpret_cast<T*>(p_ + begin * item_) : copy;
  }
  [[gnu::noinline]] void write(int64_t begin, int64_t rows, int64_t width, int64_t apart,
                               const T* from) const {
    if (own_) return;
    if (apart == width) width *= rows, rows = 1;
    for (int64_t r = 0; r < rows; ++r) write_row(begin + r * apart, width, from + r * width);
  }
  bool in_place() const { return own_; }

 private:
  static constexpr bool kFloats = std::is_same_v<T, double>;
  static constexpr DType kOwn = kFloats ? DType::kFloat64 : DType::kInt64;
  static constexpr DType kMiddle = kFloats ? DType::kFloat32 : DType::kInt32;  // of narrow ones

  void read_row(int64_t begin, int64_t n, T* copy) const {
    const char* from = p_ + begin * item_;
    char middle[kBlock * 4];
    DType t = type_;
    int64_t item = item_;
    if (is_narrow(t)) {
      t = kMiddle;
      RG_ISA::narrow.widen[type_](middle, from, n, 4, item);
      from = middle;
      item = 4;
    }
    RG_ISA::convert.convert[t][kOwn](reinterpret_cast<char*>(copy), from, n, sizeof(T), item);
  }
  void write_row(int64_t begin, int64_t n, const T* from) const {
    const auto* x = reinterpret_cast<const char*>(from);
    char* to = p_ + begin * item_;
    if (!is_narrow(type_)) return RG_ISA::convert.convert[kOwn][type_](to, x, n, item_, sizeof(T));
    char middle[kBlock * 4];
    RG_ISA::convert.convert[kOwn][kMiddle](middle, x, n, 4, sizeof(T));
    RG_ISA::narrow.narrow[type_](to, middle, n, item_, 4);
  }

  char* p_;
  DType type_;
  int64_t item_;
  bool own_;
};

// Room for a run and for what registers reach over its ends.
template <class T, bool needed = true>
struct Room {
  alignas(64) T all[kSlack + kBlock + kSlack];
  T* begin() { return all + kSlack; }
  Room() {
    store(all, Vec<T>{});
    store(all + kSlack + kBlock, Vec<T>{});
  }
};
template <class T>
struct Room<T, false> {
  T* begin() { return nullptr; }
};

template <class Op>
class Scanning {
 public:
  explicit Scanning(const ScanArgs& g)
      : g_(g),
        in_place_(!are_few<Op>(g.inner) && !(kIsLogSum<Op> && g.inner > kColumns)),
        x_(g.x, g, in_place_),
        factor_(g.factor, g, in_place_),
        y_(g.y, g, in_place_) {}

  // The run that begins with element `begin`.
  static void run(void* scanning, int64_t begin, int64_t items, int64_t rows, int64_t width,
                  int64_t before) {
    auto& s = *static_cast<Scanning*>(scanning);
    const int64_t all = items * rows, inner = s.g_.inner;
    Item* to = s.y_.target(begin, s.to_.begin());
    Run<Op> run = {.x = values(s.x_.read(begin, all, width, inner, s.from_.begin())),
                   .factor = nullptr,
                   .y = reinterpret_cast<Value*>(to),
                   .places = s.places_.begin(),
                   .index = nullptr,
                   .items = items,
                   .rows = rows,
                   .width = width,
                   .apart = s.x_.in_place() ? inner : width,
                   .before = before,
                   .in_lines = inner == 1,
                   .few = are_few<Op>(inner),
                   .reverse = s.g_.reverse};
    if constexpr (kHasFactor<Op>)
      run.factor = values(s.factor_.read(begin, all, width, inner, s.factors_.begin()));
    if constexpr (kHasPlace<Op>) {
      run.index = s.g_.index + begin;
      if (inner == 1) s.number(all);
    }
    if (before == 0) s.carries_.start(width);
    scan_run(run, s.carries_);
    s.y_.write(begin, all, width, inner, to);
    if constexpr (kHasPlace<Op>)
      if (inner > 1) give_places(run, inner);
  }

 private:
  using Item = typename Op::Item;
  using Value = typename Op::Value;
  static const Value* values(const Item* p) { return reinterpret_cast<const Value*>(p); }

  const ScanArgs& g_;
  bool in_place_;
  Stretch<Item> x_, factor_, y_;
  // What lies between the two keeps loads of the first from waiting for stores to the second: the
  // processor compares the last 12 bits of addresses.
  Room<Item> from_;
  Carries<Op> carries_;
  Room<Item> to_;
  Room<Item, kHasFactor<Op>> factors_;
  Room<int64_t, kHasPlace<Op>> places_;
  int64_t numbered_ = 0, next_number_ = 0;

  static void give_places(const Run<Op>& run, int64_t inner) {
    const int64_t all = run.items * run.rows, rows = run.width == inner ? 1 : all;
    for (int64_t r = 0; r < rows; ++r)
      std::memcpy(run.index + r * inner, run.places + r * run.width,
                  static_cast<size_t>(all / rows * run.width) * sizeof(int64_t));
  }
  // Numbers n elements, those of a line from 0 on.
  void number(int64_t n) {
    for (; numbered_ < n; ++numbered_) {
      places_.begin()[numbered_] = next_number_++;
      if (next_number_ == g_.n) next_number_ = 0;
    }
  }
};

using RunFn = void (*)(void* scanning, int64_t begin, int64_t items, int64_t rows, int64_t width,
                       int64_t before);

// Tasks are tiles of lines side by side, those of each of the outer items.
void scan_tasks(const ScanArgs& g, int64_t begin, int64_t end, int64_t block, RunFn run,
                void* scanning) {
  const int64_t tiles = ceil_div(g.inner, kColumns), each = g.n * g.inner;
  if (tiles == 1 && each <= block) {
    const int64_t items = block / each;
    for (; begin < end; begin += items)
      run(scanning, begin * each, least(items, end - begin), g.n, g.inner, 0);
    return;
  }
  int64_t done = 0;
  for (; begin < end; ++begin) {
    const int64_t column = begin % tiles * kColumns, width = least(kColumns, g.inner - column);
    const int64_t rows = block / width;
    for (int64_t before = 0; before < g.n; before += rows) {
      const int64_t count = least(rows, g.n - before);
      const int64_t row = g.reverse ? g.n - before - count : before;
      run(scanning, begin / tiles * each + row * g.inner + column, 1, count, width, before);
      done += count * width;
      if (done < kRest) continue;
      rest();
      done = 0;
    }
  }
}

template <class Op>
void scan_view(const ScanArgs& args) {
  if (args.n <= 0 || args.inner <= 0) return;
  const int64_t tiles = ceil_div(args.inner, kColumns), work = args.n * least(kColumns, args.inner);
  parallel_for(args.outer * tiles, ceil_div(kWork, work), const_cast<ScanArgs*>(&args),
               [](void* context, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const ScanArgs*>(context);
                 Scanning<Op> scanning(g);
                 scan_tasks(g, begin, end, kIsLogSum<Op> ? kLogSumBlock : kBlock, Scanning<Op>::run,
                            &scanning);
               });
}

template <template <class> class Op>
constexpr Scanner kBoth = {scan_view<Op<double>>, scan_view<Op<int64_t>>};

}  // namespace

extern const Scan scan;
constinit const Scan scan = {.cumsum = kBoth<Sum>,
                             .cumprod = kBoth<Prod>,
                             .cummax = kBoth<Largest>,
                             .cummin = kBoth<Least>,
                             .logcumsumexp = {scan_view<LogSumExp>, nullptr},
                             .recurrence = {scan_view<Recurrence>, nullptr}};

}  // namespace retrograd::kernels::RG_ISA
