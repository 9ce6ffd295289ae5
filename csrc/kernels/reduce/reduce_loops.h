// reduce_loops.h: sums, products, extremes and truth over one axis, of any operation of
// reduce_fold.h: runs, long reductions that threads share, and columns side by side.
#pragma once

#include <type_traits>

#include "base/machine/parallel.h"
#include "kernels/move/narrow.h"
#include "kernels/parts.h"
#include "kernels/per_type.h"
#include "kernels/reduce/reduce.h"
#include "kernels/reduce/reduce_vec.h"
#include "kernels/turn/turn.h"

namespace retrograd::kernels::RG_ISA {
extern const Narrow narrow;
extern const Turn turn_table;
namespace {

// ---- The loops. ----

template <class T>  // totals side by side in a run: several registers of them
constexpr int64_t kAcross = sizeof(T) == 1 ? 64 : 32;
constexpr int64_t kRun = 4096;      // elements of a run
constexpr int64_t kParts = 64;      // of one long reduction, at most
constexpr int64_t kStripe = 1024;   // columns reduced side by side
constexpr int64_t kAbreast = 128;   // columns that rows of fewer than half as many make up together
constexpr int64_t kRows = 128;      // of a stripe, in one chain
constexpr int64_t kRowParts = 16;   // of one long stripe, at most
constexpr int64_t kTotals = 8192;   // of all parts of a stripe
constexpr int64_t kPadding = 16;    // totals are kept for a multiple of as many columns
constexpr int64_t kWork = 1 << 16;  // elements worth a task of their own
// What is reduced in one go: the parts of anything longer would keep Ctrl-C waiting.
constexpr int64_t kSlab = kParts << 20;

int64_t bytes_of(DType narrow) { return narrow == DType::kInt8 ? 1 : 2; }

// Takes `rows` rows into the totals of their columns, several at a time, so that a total is loaded
// and stored once for several elements. Totals up to the next multiple of kPadding are rewritten.
// What has no Vec form goes in plain loops, which the compiler vectorises.
template <class Op>
[[gnu::always_inline]] inline void fold_rows_here(typename Op::Acc* __restrict acc,
                                                  const typename Op::In* x, int64_t row_bytes,
                                                  int64_t rows, int64_t width) {
  using T = typename Op::In;
  int64_t r = 0;
  if constexpr (Lanewise<Op>::kExists) {
    const auto fold = [&]<int count>(std::integral_constant<int, count>) {
      fold_rows_lanes<Op, count>(acc, at<T>(x, r * row_bytes), row_bytes, width);
      r += count;
    };
    while (rows - r >= 8) fold(std::integral_constant<int, 8>());
    if (rows - r >= 4) fold(std::integral_constant<int, 4>());
    if (rows - r >= 2) fold(std::integral_constant<int, 2>());
    if (rows - r >= 1) fold(std::integral_constant<int, 1>());
  } else {
    for (; r + 4 <= rows; r += 4) {
      const T* x0 = at<T>(x, r * row_bytes);
      const T* x1 = at<T>(x0, row_bytes);
      const T* x2 = at<T>(x1, row_bytes);
      const T* x3 = at<T>(x2, row_bytes);
      for (int64_t j = 0; j < width; ++j) acc[j] = Op::fold4(acc[j], x0[j], x1[j], x2[j], x3[j]);
    }
    for (; r < rows; ++r) {
      const T* row = at<T>(x, r * row_bytes);
      for (int64_t j = 0; j < width; ++j) acc[j] = Op::fold(acc[j], row[j]);
    }
  }
}

// Not inlined: there is one such loop for each operation and type as it is.
template <class Op>
[[gnu::noinline]] void fold_rows(typename Op::Acc* acc, const typename Op::In* x, int64_t row_bytes,
                                 int64_t rows, int64_t width) {
  fold_rows_here<Op>(acc, x, row_bytes, rows, width);
}

// At most kRun elements next to each other.
template <class Op>
[[gnu::always_inline]] inline typename Op::Acc fold_in_turn(const typename Op::In* x, int64_t n) {
  typename Op::Acc acc = Op::kFirst;
  for (int64_t i = 0; i < n; ++i) acc = Op::fold(acc, x[i]);
  return acc;
}
// Fewer bytes than that, which the compiler is told: else a register is too wide for most of them.
template <class Op>
[[gnu::noinline]] typename Op::Acc fold_few_bytes(const typename Op::In* x, int64_t n) {
  if (n >= kAcross<uint8_t>) __builtin_unreachable();
  return fold_in_turn<Op>(x, n);
}
// More bytes, which are added up in narrower totals first, as a matrix of kAcross columns: of a
// fixed number, so that their totals stay in registers.
template <class Op>
[[gnu::noinline]] typename Op::Acc fold_run_of_bytes(const typename Op::In* x, int64_t n) {
  using Acc = typename Op::Acc;
  constexpr int64_t kWidth = kAcross<typename Op::In>;
  if (n < 4 * kWidth) {
    Acc total = Op::kFirst;
    for (; n >= kWidth; n -= kWidth / 2, x += kWidth / 2)
      total = Op::join(total, fold_few_bytes<Op>(x, kWidth / 2));
    return Op::join(total, fold_few_bytes<Op>(x, n));
  }
  Acc acc[kWidth];
  for (Acc& a : acc) a = Op::kFirst;
  const int64_t rows = n / kWidth;
  fold_rows_here<Op>(acc, x, kWidth, rows, kWidth);
  for (int64_t i = rows * kWidth; i < n; ++i)
    acc[i - rows * kWidth] = Op::fold(acc[i - rows * kWidth], x[i]);
  for (int64_t apart = kWidth / 2; apart; apart /= 2)
    for (int64_t j = 0; j < apart; ++j) acc[j] = Op::join(acc[j], acc[j + apart]);
  return acc[0];
}
template <class Op>
[[gnu::noinline]] typename Op::Acc fold_run_plain(const typename Op::In* x, int64_t n) {
  return fold_in_turn<Op>(x, n);
}
template <class Op>
typename Op::Acc fold_run(const typename Op::In* x, int64_t n) {
  if constexpr (Lanewise<Op>::kExists)
    return fold_run_lanes<Op>(x, n);
  else if constexpr (sizeof(*x) == 1)
    return n < kAcross<uint8_t> ? fold_few_bytes<Op>(x, n) : fold_run_of_bytes<Op>(x, n);
  else
    return fold_run_plain<Op>(x, n);
}

// The run itself where its elements are next to each other, else a copy of it.
template <class T>
const T* gather_run(const T* x, int64_t step, int64_t n, T* copy) {
  if (step == static_cast<int64_t>(sizeof(T))) return x;
  for (int64_t i = 0; i < n; ++i) copy[i] = *at<T>(x, i * step);
  return copy;
}
template <class T>
const T* widen_run(const T* x, int64_t step, int64_t n, T* copy, DType type) {
  RG_ISA::narrow.widen[type](reinterpret_cast<char*>(copy), reinterpret_cast<const char*>(x), n,
                             sizeof(T), step);
  return copy;
}

template <class Op, class N>
typename Op::Acc fold_narrow_run(const void* x, int64_t n) {
  if constexpr (!kFloating<typename Op::In>) {
    if constexpr (kExtreme<Op>)
      return extreme_of_integers<Op, N>(x, n);
    else
      return sum_of_narrow<N>(x, n);
  } else {
    if constexpr (kExtreme<Op>)
      return extreme_of_halves<Op, N>(x, n);
    else
      return fold_run_halves<Op, N>(x, n);
  }
}

// A run of at most kRun elements; `type` is a narrow one where x has such.
template <class Op>
typename Op::Acc fold_part(const typename Op::In* x, int64_t step, int64_t n, DType type) {
  using T = typename Op::In;
  T copy[kRun];
  if constexpr (sizeof(T) == 4)
    if (is_narrow(type)) {
      if constexpr (kFoldsNarrow<Op>)
        return with_narrow<T>(type, [&]<class N>(N) {
          const N* run = reinterpret_cast<const N*>(x);
          return fold_narrow_run<Op, N>(gather_run(run, step, n, reinterpret_cast<N*>(copy)), n);
        });
      return fold_run<Op>(widen_run(x, step, n, copy, type), n);
    }
  return fold_run<Op>(gather_run(x, step, n, copy), n);
}

// ---- One long reduction: parts of whole runs, which threads share. ----

template <class Op>
struct Long {
  const typename Op::In* x;
  int64_t n, step, part;
  typename Op::Acc total[kParts];
  int64_t run[kParts];  // where the extreme is: reduce_index alone fills it
  DType type = DType::kBool;

  // Takes on what is to be reduced and returns the number of parts. REQUIRES: length <= kSlab.
  int64_t split(const typename Op::In* from, int64_t apart, int64_t length) {
    x = from;
    n = length;
    step = apart;
    // Of longer ones, longer parts: their four runs keep the memory busier (fold_four_runs).
    const int64_t unit = n >= 4 * kWork ? kWork : kRun;
    part = ceil_div(ceil_div(n, unit), kParts) * unit;
    return ceil_div(n, part);
  }
};

template <class Op>
void reduce_parts(Long<Op>& s, int64_t begin, int64_t end) {
  for (; begin < end; ++begin) {
    const int64_t last = least(s.n, (begin + 1) * s.part);
    typename Op::Acc total = Op::kFirst;
    int64_t i = begin * s.part;
    if constexpr (Lanewise<Op>::kExists)
      if (s.step == static_cast<int64_t>(sizeof(typename Op::In)) && !is_narrow(s.type) &&
          last - i >= 4 * kRun) {
        const int64_t quarter = (last - i) / 4 / kTurn<Op> * kTurn<Op>;
        total = fold_four_runs<Op>(s.x + i, quarter);
        i += 4 * quarter;
      }
    for (; i < last; i += kRun) {
      const auto* x = at<typename Op::In>(s.x, i * s.step);
      total = Op::join(total, fold_part<Op>(x, s.step, least(kRun, last - i), s.type));
    }
    s.total[begin] = total;
  }
}

template <class Op>
typename Op::Acc reduce_long(const typename Op::In* x, int64_t step, int64_t n, DType type) {
  Long<Op> s;
  s.type = type;
  typename Op::Acc total = Op::kFirst;
  for (int64_t begin = 0; begin < n; begin += kSlab) {
    const int64_t parts =
        s.split(at<typename Op::In>(x, begin * step), step, least(kSlab, n - begin));
    parallel_for(parts, ceil_div(kWork, s.part), &s,
                 [](void* context, int64_t first, int64_t last) {
                   reduce_parts(*static_cast<Long<Op>*>(context), first, last);
                 });
    for (int64_t i = 0; i < parts; ++i) total = Op::join(total, s.total[i]);
  }
  return total;
}

template <class Op>
typename Op::Acc reduce_one(const typename Op::In* x, int64_t step, int64_t n, DType type) {
  if (n > kRun) return reduce_long<Op>(x, step, n, type);
  if (step == static_cast<int64_t>(sizeof(*x)) && !is_narrow(type)) return fold_run<Op>(x, n);
  return fold_part<Op>(x, step, n, type);
}

// ---- Many reductions side by side: columns next to each other. ----

template <class Op>
struct Stripe {
  const typename Op::In* x;
  int64_t n, row_bytes, width, part, abreast;
  int64_t totals;  // of one part
  typename Op::Acc total[kTotals];
  DType type;
};

// Eight columns at a time, the last ones partly unused: a loop without a ragged end.
template <class Op>
void start(typename Op::Acc* acc, int64_t width) {
  for (int64_t j = 0; j < width; j += 8)
    for (int64_t i = 0; i < 8; ++i) acc[j + i] = Op::kFirst;
}
template <class Op>
void join_columns(typename Op::Acc* acc, const typename Op::Acc* other, int64_t width) {
  for (int64_t j = 0; j < width; j += 8)
    for (int64_t i = 0; i < 8; ++i) acc[j + i] = Op::join(acc[j + i], other[j + i]);
}

// Rows that follow each other without a gap and are short: several make one row that is long
// enough for the vector loops. The totals of its parts are joined in the end.
template <class Op>
int64_t rows_abreast(int64_t row_bytes, int64_t width, int64_t item) {
  if (row_bytes != width * item) return 1;
  return width < kAbreast / 2 ? kAbreast / width : 1;
}

// At most kRows rows of narrow elements, eight at a time.
template <class Op>
[[gnu::noinline]] void fold_narrow_rows(DType type, typename Op::Acc* acc, const typename Op::In* x,
                                        int64_t row_bytes, int64_t rows, int64_t width) {
  using T = typename Op::In;
  constexpr int64_t kSome = 8;
  constexpr bool kSumsIntegers = std::is_same_v<Op, Sum<int32_t>>;
  T copy[kSome * kStripe];
  if constexpr (kFoldsNarrow<Op>)
    if (width >= kLanes<T> && rows >= kSome) {
      auto* totals = acc;
      int32_t sums[kSumsIntegers ? kStripe : 1] = {};
      with_narrow<T>(type, [&]<class N>(N) {
        for (; rows >= kSome; rows -= kSome, x = at<T>(x, kSome * row_bytes)) {
          if constexpr (kSumsIntegers)
            fold_eight_rows_narrow<Op, N>(sums, x, row_bytes, width);
          else
            fold_eight_rows_narrow<Op, N>(totals, x, row_bytes, width);
        }
      });
      if constexpr (kSumsIntegers)
        for (int64_t j = 0; j < width; ++j)
          acc[j] += static_cast<uint64_t>(static_cast<int64_t>(sums[j]));
    }
  for (int64_t r = 0; r < rows; r += kSome) {
    const int64_t some = least(kSome, rows - r);
    for (int64_t i = 0; i < some; ++i)
      widen_run(at<T>(x, (r + i) * row_bytes), bytes_of(type), width, copy + i * width, type);
    fold_rows<Op>(acc, copy, width * static_cast<int64_t>(sizeof(T)), some, width);
  }
}

template <class Op>
void fold_stripe_rows(const Stripe<Op>& s, typename Op::Acc* acc, const typename Op::In* x,
                      int64_t row_bytes, int64_t rows, int64_t width) {
  if constexpr (sizeof(*x) == 4)
    if (is_narrow(s.type)) return fold_narrow_rows<Op>(s.type, acc, x, row_bytes, rows, width);
  fold_rows<Op>(acc, x, row_bytes, rows, width);
}

template <class Op>
void reduce_stripe_parts(Stripe<Op>& s, int64_t begin, int64_t end) {
  typename Op::Acc chain[kStripe];
  const int64_t abreast = s.abreast, rows = kRows * abreast, width = s.width * abreast;
  for (; begin < end; ++begin) {
    const int64_t first = begin * s.part, last = least(s.n, first + s.part);
    typename Op::Acc* total = s.total + begin * s.totals;
    for (int64_t r = first; r < last; r += rows) {
      typename Op::Acc* acc = r == first ? total : chain;
      start<Op>(acc, width);
      const int64_t full = least(rows, last - r) / abreast;
      fold_stripe_rows<Op>(s, acc, at<typename Op::In>(s.x, r * s.row_bytes), s.row_bytes * abreast,
                           full, width);
      const int64_t done = r + full * abreast, rest = least(rows, last - r) - full * abreast;
      fold_stripe_rows<Op>(s, acc, at<typename Op::In>(s.x, done * s.row_bytes), s.row_bytes, rest,
                           s.width);
      if (acc == chain) join_columns<Op>(total, chain, width);
    }
    for (int64_t q = 1; q < abreast; ++q)
      for (int64_t j = 0; j < s.width; ++j) total[j] = Op::join(total[j], total[q * s.width + j]);
  }
}

template <class Op>
void finish_columns(const typename Op::Acc* total, int64_t width, typename Op::Out* y,
                    double divisor) {
  constexpr bool kConverted = !requires { Op::finish(total[0]); };
  if (kConverted && divisor == 1)  // of a sum as well as of what is not divided
    for (int64_t j = 0; j < width; ++j) y[j] = static_cast<typename Op::Out>(total[j]);
  else
    for (int64_t j = 0; j < width; ++j) y[j] = finish<Op>(total[j], divisor);
}

template <class Op>
void reduce_stripe(const typename Op::In* x, const ReduceArgs& g, int64_t width,
                   typename Op::Out* y) {
  const int64_t row_bytes = g.x_n, n = g.n;
  Stripe<Op> s;
  s.type = g.type;
  s.row_bytes = row_bytes;
  s.width = width;
  s.abreast = rows_abreast<Op>(row_bytes, width, is_narrow(g.type) ? bytes_of(g.type) : sizeof(*x));
  s.totals = ceil_div(width * s.abreast, kPadding) * kPadding;
  const int64_t rows = kRows * s.abreast, most = least(kRowParts, kTotals / s.totals);
  const int64_t slab = most * rows << 6;
  typename Op::Acc sum[kStripe];
  for (int64_t begin = 0; begin < n; begin += slab) {
    s.x = at<typename Op::In>(x, begin * row_bytes);
    s.n = least(slab, n - begin);
    s.part = ceil_div(ceil_div(s.n, rows), most) * rows;
    const int64_t parts = ceil_div(s.n, s.part);
    parallel_for(parts, ceil_div(kWork, s.part * width), &s,
                 [](void* context, int64_t first, int64_t last) {
                   reduce_stripe_parts(*static_cast<Stripe<Op>*>(context), first, last);
                 });
    for (int64_t i = 1; i < parts; ++i) join_columns<Op>(s.total, s.total + i * s.totals, width);
    if (n <= slab) break;
    if (begin == 0) start<Op>(sum, width);
    join_columns<Op>(sum, s.total, width);
  }
  const typename Op::Acc* total = n <= slab ? s.total : sum;
  finish_columns<Op>(total, width, y, g.divisor);
  if constexpr (kIsSum<Op> && !std::is_same_v<Op, ExactSum<typename Op::In>>) {
    int64_t again = 0;  // as wide as a total, for the compiler's vectors
    for (int64_t j = 0; j < width; ++j) again |= overflowed<Op>(total[j]) ? 1 : 0;
    if (!again) return;
    typename Op::Out exact[kStripe];  // of the others the bits are not to depend on these
    reduce_stripe<ExactSum<typename Op::In>>(x, g, width, exact);
    for (int64_t j = 0; j < width; ++j) y[j] = overflowed<Op>(total[j]) ? exact[j] : y[j];
  }
}

// ---- Short rows: turned into columns, a block of them at a time. ----

// The longest row that is short: of what registers hold few of, fewer; of narrow elements, whose
// loops over runs are slower, more.
template <class T>
constexpr int64_t kShort = sizeof(T) == 1   ? 31
                           : sizeof(T) == 8 ? (kLanes<T> == 8 ? 6 : 2 * kLanes<T> - 1)
                                            : 5 * kLanes<T> / 4;
constexpr int64_t kShortNarrow = 2 * kLanes<float> - 1;

template <class Op>
void reduce_columns(const TurnedBlock& b) {
  using T = typename Op::In;
  const ReduceArgs& g = *static_cast<const ReduceArgs*>(b.context);
  auto* y = static_cast<typename Op::Out*>(g.y) + b.row;
  if constexpr (Lanewise<Op>::kExists) {
    typename Op::Acc total[kTurnedRows];
    fold_columns_as_runs<Op>(total, static_cast<const T*>(b.columns), b.column_bytes, g.n,
                             b.padded);
    finish_columns<Op>(total, b.rows, y, g.divisor);
    if constexpr (kIsSum<Op>) {
      int64_t again = 0;
      for (int64_t j = 0; j < b.rows; ++j) again |= overflowed<Op>(total[j]) ? 1 : 0;
      for (int64_t j = 0; j < b.rows && again; ++j)
        if (overflowed<Op>(total[j])) {
          const auto* x = static_cast<const T*>(b.columns) + j;
          y[j] =
              finish<Op>(reduce_one<ExactSum<T>>(x, b.column_bytes, g.n, DType::kBool), g.divisor);
        }
    }
  } else {
    ReduceArgs columns = g;
    columns.x_n = b.column_bytes;
    columns.type = DType::kBool;
    reduce_stripe<Op>(static_cast<const T*>(b.columns), columns, b.rows, y);
  }
}

// ---- The whole view: outputs [begin, end) of one of its two forms. ----

template <class Op>
void reduce_each(const ReduceArgs& g, int64_t begin, int64_t end) {
  using T = typename Op::In;
  auto* y = static_cast<typename Op::Out*>(g.y);
  int64_t o = begin / g.inner, i = begin % g.inner;
  for (; begin < end; ++begin) {
    const T* x = at<T>(g.x, o * g.x_outer + i * g.x_inner);
    if (++i == g.inner) {
      i = 0;
      ++o;
    }
    auto total = g.n ? reduce_one<Op>(x, g.x_n, g.n, g.type) : Op::kFirst;
    if constexpr (kIsSum<Op>)
      if (overflowed<Op>(total)) total = reduce_one<ExactSum<T>>(x, g.x_n, g.n, g.type);
    y[begin] = finish<Op>(total, g.divisor);
  }
}

template <class Op>
void reduce_stripes(const ReduceArgs& g, int64_t begin, int64_t end) {
  const int64_t stripes = ceil_div(g.inner, kStripe);
  auto* y = static_cast<typename Op::Out*>(g.y);
  for (; begin < end; ++begin) {
    const int64_t o = begin / stripes, j = begin % stripes * kStripe;
    reduce_stripe<Op>(at<typename Op::In>(g.x, o * g.x_outer + j * g.x_inner), g,
                      least(kStripe, g.inner - j), y + o * g.inner + j);
  }
}

using Range = void (*)(const ReduceArgs& g, int64_t begin, int64_t end);

// An operation and type: outputs of either form, blocks of short rows, and which rows are short.
struct Loops {
  int64_t size;
  Range each, stripes;
  int64_t out = 0;  // bytes of a result, or 0 where there is no way but these two
  TurnedBody columns = nullptr;
  int64_t most = 0, most_narrow = 0;
};

// Groups of few short columns: a group is a row of all of its elements, and the rows as columns
// make a stripe, whose results are turned back.
struct Groups {
  const ReduceArgs& args;
  const Loops& loops;
};
void reduce_groups(const TurnedBlock& b) {
  const ReduceArgs& g = static_cast<const Groups*>(b.context)->args;
  const Loops& loops = static_cast<const Groups*>(b.context)->loops;
  const int64_t width = g.inner * b.padded, first = b.row * g.inner;
  alignas(64) char y[8 * kStripe];
  int64_t index[kStripe];
  ReduceArgs stripe = g;
  stripe.x = b.columns;
  stripe.y = g.y ? y : nullptr;
  stripe.index = g.index ? index : nullptr;
  stripe.outer = 1;
  stripe.inner = width;
  stripe.x_n = g.inner * b.column_bytes;
  stripe.x_inner = loops.size;
  stripe.type = DType::kBool;
  loops.stripes(stripe, 0, 1);
  const auto give = [&](void* to, const void* from, int64_t item) {
    turn_table.turn(static_cast<char*>(to) + first * item, g.inner * item,
                    static_cast<const char*>(from), b.padded * item, item, g.inner, b.rows, item);
  };
  if (g.y) give(g.y, y, loops.out);
  if (g.index) give(g.index, index, 8);
}

struct Shared {
  const ReduceArgs& args;
  const Loops& loops;
  Range range;
  bool groups = false;  // without a range; else short rows

  void run(int64_t begin, int64_t end) const {
    if (range) return range(args, begin, end);
    const bool outer = args.inner == 1 || groups;
    TurnedRows rows = {args.x,
                       args.x_outer,
                       outer ? args.x_outer : args.x_inner,
                       args.x_n,
                       outer ? args.outer : args.inner,
                       args.n,
                       loops.size,
                       args.type};
    if (groups) {
      rows.n *= args.inner;
      rows.x_n = args.x_inner;
      // At least kAbreast / 2 columns, lest the stripe's rows go abreast.
      if (args.inner < 4) rows.padding = 2 * kTurnedPadding;
      rows.most = kStripe / args.inner / rows.padding * rows.padding;
      Groups context = {args, loops};
      return turn_table.blocks(rows, begin, end, reduce_groups, &context);
    }
    ReduceArgs context = args;
    turn_table.blocks(rows, begin, end, loops.columns, &context);
  }
};

// Outputs are shared among threads; a few large ones are done in turn, each by all threads.
void share(const Shared& s, int64_t outputs, int64_t work) {
  if (work >= 4 * kWork || outputs * work < 2 * kWork) return s.run(0, outputs);
  Shared shared = s;
  parallel_for(outputs, ceil_div(kWork, work + 1), &shared,
               [](void* context, int64_t begin, int64_t end) {
                 static_cast<const Shared*>(context)->run(begin, end);
               });
}

constexpr int64_t kFewRows = 8;

// Few rows are sooner reduced one by one. Those of narrow elements, which are widened first, count
// as short however few they are, since the loops over runs of them add in another order.
bool are_short(const ReduceArgs& g, const Loops& loops) {
  if (g.n <= 0) return false;
  if (is_narrow(g.type)) return g.n <= loops.most_narrow;
  return g.n <= loops.most && (g.inner == 1 ? g.outer : g.inner) >= kFewRows;
}

void choose(const ReduceArgs& args, const Loops& loops) {
  if (args.outer == 1 && args.inner == 1 && !is_narrow(args.type)) return loops.each(args, 0, 1);
  ReduceArgs g = args;
  const int64_t size = is_narrow(g.type) ? bytes_of(g.type) : loops.size;
  if (g.outer <= 0 || g.inner <= 0) return;
  // Rows next to each other rather than their elements, as in the transpose: they are columns.
  if (g.inner == 1 && g.outer > 1 && g.x_outer == size && g.x_n != size) {
    g.inner = g.outer;
    g.x_inner = g.x_outer;
    g.outer = 1;
  }
  const bool side_by_side = g.inner > 1 && g.x_inner == size && g.n > 0;
  // Not where a stripe alone would have its rows abreast, which adds in another order.
  if (side_by_side && loops.out > 0 && g.outer >= kFewRows && g.x_n == g.inner * size &&
      g.inner < kAbreast / 2 && g.n < kAbreast / g.inner)
    return share({g, loops, nullptr, true}, g.outer, g.n * g.inner);
  if (side_by_side && !(g.x_n == size && g.n > g.inner))
    share({g, loops, loops.stripes}, g.outer * ceil_div(g.inner, kStripe),
          g.n * least(kStripe, g.inner));
  else
    share({g, loops, are_short(g, loops) ? nullptr : loops.each}, g.outer * g.inner, g.n);
}

template <class Op>
void reduce_view(const ReduceArgs& g) {
  using T = typename Op::In;
  static constexpr Loops kLoops = {
      sizeof(T),          reduce_each<Op>, reduce_stripes<Op>, sizeof(typename Op::Out),
      reduce_columns<Op>, kShort<T>,       kShortNarrow};
  choose(g, kLoops);
}

// The operations of bools look at all bytes but 0 alike.
template <template <class> class Op, class OfBools>
constexpr PerType<ReduceFn> kValues = per_type<ReduceFn>([](auto e) -> ReduceFn {
  if constexpr (e.kKind == 0)
    return reduce_view<OfBools>;
  else
    return reduce_view<Op<typename decltype(e)::Type>>;
});

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
