// reduce_index.h: where the extremes along one axis are.
#pragma once

#include "kernels/reduce/reduce_loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// The same with the place of the extreme: its run first, then its place in the run.
template <class Op>
void reduce_parts_index(Long<Op>& s, int64_t begin, int64_t end) {
  typename Op::In copy[kRun];
  for (; begin < end; ++begin) {
    const int64_t last = least(s.n, (begin + 1) * s.part);
    for (int64_t i = begin * s.part; i < last; i += kRun) {
      const int64_t n = least(kRun, last - i);
      const auto x =
          fold_run<Op>(gather_run(at<typename Op::In>(s.x, i * s.step), s.step, n, copy), n);
      if (i == begin * s.part || Op::beats(x, s.total[begin])) {
        s.total[begin] = x;
        s.run[begin] = i;
      }
    }
  }
}

// The first place at or after `from` that holds `best` or a NaN. REQUIRES: there is one.
template <class T>
int64_t find(const T* x, int64_t step, int64_t n, int64_t from, T best) {
  constexpr int64_t kBlock = 64;
  const auto hit = [best](T value) { return (value == best) | (value != value); };
  if (step == static_cast<int64_t>(sizeof(T)))
    for (; from + kBlock <= n; from += kBlock) {
      using Flag = std::conditional_t<sizeof(T) == 8, int64_t,
                                      std::conditional_t<sizeof(T) == 4, int32_t, int8_t>>;
      Flag found = 0;
      for (int64_t i = 0; i < kBlock; ++i) found |= hit(x[from + i]) ? Flag(1) : Flag(0);
      if (found) break;
    }
  while (!hit(*at<T>(x, from * step))) ++from;
  return from;
}

template <class Op>
int64_t index_of_extreme(const typename Op::In* x, int64_t step, int64_t n) {
  using T = typename Op::In;
  int64_t run = 0;
  T copy[kRun];
  T best;
  if (n < kAcross<T>) {
    best = *x;
    for (int64_t i = 1; i < n; ++i) {
      const T value = *at<T>(x, i * step);
      if (Op::beats(value, best)) {
        best = value;
        run = i;
      }
    }
    return run;
  }
  if (n <= kRun) {
    best = fold_run<Op>(gather_run(x, step, n, copy), n);
  } else {
    Long<Op> s;
    best = *x;
    for (int64_t begin = 0; begin < n; begin += kSlab) {
      const int64_t parts = s.split(at<T>(x, begin * step), step, least(kSlab, n - begin));
      parallel_for(parts, ceil_div(kWork, s.part), &s,
                   [](void* context, int64_t first, int64_t last) {
                     reduce_parts_index(*static_cast<Long<Op>*>(context), first, last);
                   });
      for (int64_t i = 0; i < parts; ++i)
        if (Op::beats(s.total[i], best)) {
          best = s.total[i];
          run = begin + s.run[i];
        }
    }
  }
  return find(x, step, n, run, best);
}

template <class Op>
struct IndexStripe {
  const typename Op::In* x;
  int64_t row_bytes, width, part, first, last;  // rows [first, last) are shared
  int64_t totals;                               // of one part
  typename Op::In best[kTotals];
  int64_t where[kTotals];
};

// Value and row of the extreme of each column. Row numbers are as wide as the values, so that the
// compiler selects both with one mask; they start anew with each chain of rows.
template <class Op>
void index_stripe_parts(IndexStripe<Op>& s, int64_t begin, int64_t end) {
  using T = typename Op::In;
  using Row = std::conditional_t<sizeof(T) == 8, int64_t, int32_t>;
  T best[kStripe];
  Row row[kStripe];
  const int64_t width = s.width, row_bytes = s.row_bytes;
  for (; begin < end; ++begin) {
    const int64_t first = s.first + begin * s.part, last = least(s.last, first + s.part);
    const T* x = at<T>(s.x, first * row_bytes);
    int64_t* where = s.where + begin * s.totals;
    for (int64_t j = 0; j < width; ++j) best[j] = x[j];
    for (int64_t j = 0; j < width; ++j) where[j] = first;
    for (int64_t r0 = first; r0 < last; r0 += kRows) {
      const Row rows = static_cast<Row>(least(kRows, last - r0));
      for (int64_t j = 0; j < width; ++j) row[j] = -1;
      for (Row r = 0; r < rows; ++r) {
        const T* value = at<T>(s.x, (r0 + r) * row_bytes);
        for (int64_t j = 0; j < width; ++j) {
          const bool wins = Op::beats(value[j], best[j]);
          best[j] = wins ? value[j] : best[j];
          row[j] = wins ? r : row[j];
        }
      }
      for (int64_t j = 0; j < width; ++j) where[j] = row[j] >= 0 ? r0 + row[j] : where[j];
    }
    T* kept = s.best + begin * s.totals;
    for (int64_t j = 0; j < width; ++j) kept[j] = best[j];
  }
}

// The other extremes lie in later rows.
template <class Op>
void join_index(typename Op::In* __restrict best, int64_t* __restrict where,
                const typename Op::In* __restrict other, const int64_t* __restrict other_where,
                int64_t width) {
  for (int64_t j = 0; j < width; ++j) {
    const bool wins = Op::beats(other[j], best[j]);
    best[j] = wins ? other[j] : best[j];
    where[j] = wins ? other_where[j] : where[j];
  }
}

template <class Op>
void index_stripe(const typename Op::In* x, int64_t row_bytes, int64_t n, int64_t width,
                  typename Op::In* y, int64_t* index) {
  using T = typename Op::In;
  IndexStripe<Op> s;
  s.x = x;
  s.row_bytes = row_bytes;
  s.width = width;
  s.totals = ceil_div(width, kPadding) * kPadding;
  const int64_t most = least(kRowParts, kTotals / s.totals), slab = most * kRows << 6;
  T slab_best[kStripe];
  int64_t slab_where[kStripe];
  for (s.first = 0; s.first < n; s.first = s.last) {
    s.last = least(n, s.first + slab);
    s.part = ceil_div(ceil_div(s.last - s.first, kRows), most) * kRows;
    const int64_t parts = ceil_div(s.last - s.first, s.part);
    parallel_for(parts, ceil_div(kWork, s.part * width), &s,
                 [](void* context, int64_t begin, int64_t end) {
                   index_stripe_parts(*static_cast<IndexStripe<Op>*>(context), begin, end);
                 });
    for (int64_t i = 1; i < parts; ++i)
      join_index<Op>(s.best, s.where, s.best + i * s.totals, s.where + i * s.totals, width);
    if (n <= slab) break;
    if (s.first == 0) {
      for (int64_t j = 0; j < width; ++j) {
        slab_best[j] = s.best[j];
        slab_where[j] = s.where[j];
      }
    } else {
      join_index<Op>(slab_best, slab_where, s.best, s.where, width);
    }
  }
  const T* best = n <= slab ? s.best : slab_best;
  const int64_t* where = n <= slab ? s.where : slab_where;
  for (int64_t j = 0; j < width; ++j) {
    if (y) y[j] = best[j];
    if (index) index[j] = where[j];
  }
}

// Rows up to here are turned into columns, since there is more to do for each than to reduce it.
constexpr int64_t kShortForIndex = 64;

template <class Op>
void index_each(const ReduceArgs& g, int64_t begin, int64_t end) {
  using T = typename Op::In;
  for (; begin < end; ++begin) {
    const int64_t o = begin / g.inner, i = begin % g.inner;
    const T* x = at<T>(g.x, o * g.x_outer + i * g.x_inner);
    const int64_t index = index_of_extreme<Op>(x, g.x_n, g.n);
    if (g.y) static_cast<T*>(g.y)[begin] = *at<T>(x, index * g.x_n);
    if (g.index) g.index[begin] = index;
  }
}

template <class Op>
void index_stripes(const ReduceArgs& g, int64_t begin, int64_t end) {
  using T = typename Op::In;
  const int64_t stripes = ceil_div(g.inner, kStripe);
  for (; begin < end; ++begin) {
    const int64_t o = begin / stripes, j = begin % stripes * kStripe;
    const int64_t out = o * g.inner + j;
    index_stripe<Op>(at<T>(g.x, o * g.x_outer + j * g.x_inner), g.x_n, g.n,
                     least(kStripe, g.inner - j), g.y ? static_cast<T*>(g.y) + out : nullptr,
                     g.index ? g.index + out : nullptr);
  }
}

template <class Op>
void index_columns(const TurnedBlock& b) {
  using T = typename Op::In;
  const ReduceArgs& g = *static_cast<const ReduceArgs*>(b.context);
  index_stripe<Op>(static_cast<const T*>(b.columns), b.column_bytes, g.n, b.rows,
                   g.y ? static_cast<T*>(g.y) + b.row : nullptr,
                   g.index ? g.index + b.row : nullptr);
}

template <class Op>
void index_view(const ReduceArgs& g) {
  using T = typename Op::In;
  static constexpr Loops kLoops = {sizeof(T), index_each<Op>,    index_stripes<Op>,
                                   sizeof(T), index_columns<Op>, kShortForIndex,
                                   0};
  // Columns that do not fill a register are sooner gathered one after another where they are long.
  const bool few = g.inner > 1 && g.inner < kLanes<T> && g.n > kStripe;
  if (few) return share({g, kLoops, kLoops.each}, g.outer * g.inner, g.n);
  choose(g, kLoops);
}

template <template <class> class Op>
constexpr PerType<ReduceFn> kIndices = per_type<ReduceFn>([](auto e) -> ReduceFn {
  if constexpr (e.kKind == 0)
    return nullptr;
  else
    return index_view<Op<typename decltype(e)::Type>>;
});

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
