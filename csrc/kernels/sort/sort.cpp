#include "kernels/sort/sort.h"

#include "kernels/sort/sort_abreast.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// A key and where its element stands.
template <class Key, class Place>
struct Pair {
  Key key;
  Place at;
};
using Narrow = Pair<uint32_t, uint32_t>;
using Large = Pair<uint64_t, uint64_t>;

constexpr int64_t kFew = 40;         // elements that are inserted one by one
constexpr int64_t kShort = 1 << 12;  // elements that are told apart by short digits
constexpr int64_t kMany = 1 << 14;   // elements that are sorted by all of their digits
constexpr int64_t kRest = 1 << 20;   // elements after which Ctrl-C is looked for
constexpr int64_t kBlock = 128;      // elements that are looked at together; fits a key of 8 bits
constexpr int64_t kSample = 1024;    // elements that tell where ranks lie
constexpr int64_t kDeviation = 48;   // three standard deviations of a sample's rank
constexpr int64_t kLeast = 64;       // one in so many is little to ask for
constexpr int kLong = 11;            // bits of a digit of many elements
constexpr int kDigits = 6;           // of a key at most
constexpr int64_t kAhead = 16;       // elements after which a line of memory is asked for
constexpr int kBinBits = 14;  // what elements are told apart by at first, where they are many
constexpr int64_t kShare = 1 << 11;  // elements that are a bucket's
constexpr int kBuckets = 1024;       // that they are shared out to then

// ---- Pairs in order. ----

// Moves elements up to their places, one after another; gives up after so many steps.
template <class P>
bool insert(P* a, int64_t n, int64_t steps) {
  for (int64_t i = 1; i < n; ++i) {
    const P p = a[i];
    if (!(p.key < a[i - 1].key)) continue;
    int64_t j = i;
    for (; j > 0 && p.key < a[j - 1].key; --j) a[j] = a[j - 1];
    a[j] = p;
    if ((steps -= i - j) < 0) return false;
  }
  return true;
}

// Moves n pairs from a to b, in the order of a digit of what keys are above the lowest one; next:
// where the first of each goes.
template <class P, class Count>
void scatter(const P* a, P* b, int64_t n, Count* next, decltype(P::key) low, int shift, int mask) {
  for (int64_t begin = 0; begin < n; begin += kRest) {
    for (int64_t i = begin; i < least(n, begin + kRest); ++i)
      b[next[static_cast<int>((a[i].key - low) >> shift) & mask]++] = a[i];
    if (begin > 0) rest();
  }
}

// Counts as the numbers of those before.
template <class Count>
void add_up(Count* counts, int n) {
  Count sum = 0;
  for (int k = 0; k < n; ++k) {
    const Count count = counts[k];
    counts[k] = sum;
    sum += count;
  }
}

// How many bits there are below the first one that keys differ in.
template <class K>
int width_of(K differing) {
  return differing == 0 ? 0 : 64 - __builtin_clzll(differing);
}
template <class P>
int width_of(const P* a, int64_t n) {
  auto differing = a[0].key;
  differing = 0;
  for (int64_t i = 1; i < n; ++i) differing |= a[i].key ^ a[0].key;
  return width_of(differing);
}

// The lowest key, and how many bits there are in the greatest one above it.
template <class P>
int width_above(const P* a, int64_t n, decltype(P::key)& low) {
  auto high = low = a[0].key;
  for (int64_t i = 1; i < n; ++i) {
    low = a[i].key < low ? a[i].key : low;
    high = a[i].key > high ? a[i].key : high;
  }
  return width_of(high - low);
}

// By the two greatest digits that tell any apart. Equal keys stay in their order, sorted or not.
template <int bits, class P>
bool sort_by_greatest(P* a, P* b, int64_t n) {
  constexpr int kLists = 1 << bits;
  decltype(P::key) lowest;
  const int width = width_above(a, n, lowest), shift = width > 2 * bits ? width - 2 * bits : 0;
  if (width == 0) return true;
  uint32_t low[kLists] = {}, high[kLists] = {};
  for (int64_t i = 0; i < n; ++i) {
    const auto digits = static_cast<uint32_t>((a[i].key - lowest) >> shift);
    ++low[digits & (kLists - 1)];
    ++high[digits >> bits & (kLists - 1)];
  }
  add_up(low, kLists);
  add_up(high, kLists);
  scatter(a, b, n, low, lowest, shift, kLists - 1);
  scatter(b, a, n, high, lowest, shift + bits, kLists - 1);
  return shift == 0 || insert(a, n, 4 * n);
}

// Sorts a by all of its digits, with room for as many in b; returns which of the two holds the
// result.
template <class P>
[[gnu::noinline]] P* sort_by_all(P* a, P* b, int64_t n) {
  constexpr int kLists = 1 << kLong;
  decltype(P::key) low;
  const int digits = (width_above(a, n, low) + kLong - 1) / kLong;
  int64_t counts[kDigits][kLists];
  for (int d = 0; d < digits; ++d)
    for (int64_t& count : counts[d]) count = 0;
  for (int64_t begin = 0; begin < n; begin += kRest) {
    for (int64_t i = begin; i < least(n, begin + kRest); ++i)
      for (int d = 0; d < digits; ++d)
        ++counts[d][static_cast<int>((a[i].key - low) >> (d * kLong)) & (kLists - 1)];
    if (begin > 0) rest();
  }
  for (int d = 0; d < digits; ++d) {
    add_up(counts[d], kLists);
    scatter(a, b, n, counts[d], low, d * kLong, kLists - 1);
    P* const sorted = b;
    b = a;
    a = sorted;
  }
  return a;
}

template <class P>
P* sort_pairs(P* a, P* b, int64_t n) {
  if (n <= kFew && insert(a, n, n * n)) return a;
  if (n < kShort && sort_by_greatest<9>(a, b, n)) return a;
  if (n >= kShort && n < kMany && sort_by_greatest<kLong>(a, b, n)) return a;
  return sort_by_all(a, b, n);
}

// Where pairs are, for loops over them and over elements.
template <class P>
struct Pairs {
  const P* a;
  P operator()(int64_t i) const { return a[i]; }
};

// ---- A line. ----

template <class P, class K>
struct Line {
  const SortArgs& g;
  const Code<K> code;
  const char* const x;  // the elements, next to each other
  P* const a;           // room for twice as many pairs
  P* const b;

  K key(int64_t i) const { return code.key(get<K>(x + i * kSize<K>)); }
  P pair(int64_t i) const {
    return {static_cast<decltype(P::key)>(key(i)), static_cast<decltype(P::at)>(i)};
  }

  // The element that comes at place i of those that are asked for.
  [[gnu::always_inline]] void give(int64_t i, const P& p) const {
    if (g.places) put<int64_t>(g.places + i * g.places_step, static_cast<int64_t>(p.at));
    if (!g.values) return;
    const K key = static_cast<K>(p.key);
    put<K>(g.values + i * g.values_step,
           code.knows(key) ? code.bits(key) : get<K>(x + static_cast<int64_t>(p.at) * kSize<K>));
  }
  // Those of n pairs in order, of which the first one has rank `first` here.
  void give_all(const P* sorted, int64_t first) const {
    for (int64_t i = 0; i < g.last - g.first; ++i) give(i, sorted[first + i]);
  }

  // Elements that differ in two digits at most, from where they are through pairs to where they go.
  [[gnu::noinline]] void sort_by_two(int width) const {
    constexpr int kLists = 1 << kLong;
    int64_t counts[2][kLists] = {};
    for (int64_t begin = 0; begin < g.n; begin += kRest) {
      for (int64_t i = begin; i < least(g.n, begin + kRest); ++i) {
        const auto k = static_cast<uint64_t>(key(i));
        ++counts[0][k & (kLists - 1)];
        ++counts[1][k >> kLong & (kLists - 1)];
      }
      if (begin > 0) rest();
    }
    add_up(counts[0], kLists);
    add_up(counts[1], kLists);
    const bool one = width <= kLong;
    for (int64_t begin = 0; begin < g.n; begin += kRest) {
      for (int64_t i = begin; i < least(g.n, begin + kRest); ++i) {
        const P p = pair(i);
        const int64_t to = counts[0][p.key & (kLists - 1)]++;
        if (one) {
          give(to, p);
        } else {
          __builtin_prefetch(a + to + kAhead, 1);
          a[to] = p;
        }
      }
      if (begin > 0) rest();
    }
    for (int64_t begin = 0; begin < g.n && !one; begin += kRest) {
      for (int64_t i = begin; i < least(g.n, begin + kRest); ++i)
        give(counts[1][static_cast<int>(a[i].key >> kLong) & (kLists - 1)]++, a[i]);
      if (begin > 0) rest();
    }
  }

  // Shares n pairs out to buckets, in order: stretches of keys, by the greatest of their `width`
  // bits, of about as many pairs each. Returns how many buckets, and where each ends in `to`.
  template <class From>
  [[gnu::noinline]] int share_out(From from, P* to, int64_t n, int width, int64_t* ends) const {
    using Count = decltype(P::at);
    constexpr int kBins = 1 << kBinBits;
    const int shift = width - kBinBits;
    Count bins[kBins] = {};
    uint16_t buckets[kBins];
    const auto bin = [shift](const P& p) { return static_cast<int>(p.key >> shift) & (kBins - 1); };
    for (int64_t begin = 0; begin < n; begin += kRest) {
      for (int64_t i = begin; i < least(n, begin + kRest); ++i) ++bins[bin(from(i))];
      if (begin > 0) rest();
    }
    // Two buckets side by side hold more than `most`, so there are no more than there may be.
    const int64_t even = n / (kBuckets / 2 - 1), most = even > kShare ? even : kShare;
    int64_t inside = 0, sum = 0;
    int bucket = 0;
    ends[0] = 0;
    for (int k = 0; k < kBins; ++k) {
      const auto count = static_cast<int64_t>(bins[k]);
      if (inside > 0 && inside + count > most) {
        ends[++bucket] = sum;
        inside = 0;
      }
      buckets[k] = static_cast<uint16_t>(bucket);
      inside += count;
      sum += count;
    }
    for (int64_t begin = 0; begin < n; begin += kRest) {
      for (int64_t i = begin; i < least(n, begin + kRest); ++i) {
        const P p = from(i);
        P* const place = to + ends[buckets[bin(p)]]++;
        // The next lines of so many stretches are more than the machine sees coming.
        __builtin_prefetch(place + kAhead, 1);
        *place = p;
      }
      if (begin > 0) rest();
    }
    return bucket + 1;
  }

  // Gives n pairs at p in order, of which the first one has this rank; with room at `other`.
  void sort_and_give(P* p, P* other, int64_t n, int64_t rank) const {
    if (n >= kMany) {
      const int width = width_of(p, n);
      if (width > 2 * kLong) return give_buckets(Pairs<P>{p}, other, p, n, width, rank);
    }
    const P* const sorted = sort_pairs(p, other, n);
    for (int64_t i = 0; i < n; ++i) give(rank + i, sorted[i]);
    if (n > kBlock) rest();
  }
  // The same for more than differ in two digits.
  template <class From>
  void give_buckets(From from, P* to, P* other, int64_t n, int width, int64_t rank) const {
    int64_t ends[kBuckets];
    const int buckets = share_out(from, to, n, width, ends);
    for (int k = 0; k < buckets; ++k) {
      const int64_t begin = k > 0 ? ends[k - 1] : 0;
      sort_and_give(to + begin, other, ends[k] - begin, rank + begin);
    }
  }

  [[gnu::noinline]] void sort_many() const {
    const K first = key(0);
    K differing = 0;
    for (int64_t begin = 0; begin < g.n; begin += kRest) {
      for (int64_t i = begin; i < least(g.n, begin + kRest); ++i) differing |= K(key(i) ^ first);
      if (begin > 0) rest();
    }
    const int width = width_of(differing);
    if (width <= 2 * kLong) return sort_by_two(width);
    give_buckets([this](int64_t i) { return pair(i); }, a, b, g.n, width, 0);
  }

  // Which of a block of elements have keys from low to high, as bytes, 8 to a word.
  [[gnu::always_inline]] void mark(int64_t begin, int64_t count, K low, K high,
                                   uint64_t (&marks)[kBlock / 8]) const {
    uint8_t flags[kBlock] = {};
    const K span = K(high - low);
    for (int64_t i = 0; i < count; ++i) flags[i] = K(key(begin + i) - low) <= span;
    std::memcpy(marks, flags, sizeof marks);
  }

  // The first `last` of all, by a list of the best so far: what comes later is better, or it is
  // passed over.
  [[gnu::noinline]] void give_first() const {
    const int64_t room = 2 * g.last + kBlock;
    int64_t found = 0;
    K worst = kMost<K>;
    bool full = false;  // of what is to be kept: worst itself comes too late
    for (int64_t begin = 0; begin < g.n; begin += kBlock) {
      uint64_t marks[kBlock / 8];
      if (full && worst == 0) break;
      mark(begin, least(kBlock, g.n - begin), 0, full ? K(worst - 1) : worst, marks);
      for (int64_t w = 0; w < kBlock / 8; ++w)
        for (uint64_t left = marks[w]; left; left &= left - 1)
          a[found++] = pair(begin + 8 * w + __builtin_ctzll(left) / 8);
      if (found > room - kBlock) {
        const P* const sorted = sort_pairs(a, b, found);
        if (sorted != a) std::memcpy(a, sorted, static_cast<size_t>(g.last * kSize<P>));
        found = g.last;
        full = true;
        worst = static_cast<K>(a[found - 1].key);
      }
      if (begin % kRest == kRest - kBlock) rest();
    }
    give_all(sort_pairs(a, b, found), g.first);
  }

  // Keys between which the ranks that are asked for lie, by those of a sample; mostly, that is: the
  // sample's own ranks are off by less than three standard deviations in all but a few of a
  // thousand.
  void bound(K& low, K& high) const {
    const int64_t apart = g.n / kSample;
    for (int64_t i = 0; i < kSample; ++i) a[i] = pair(i * apart);
    const P* sample = sort_pairs(a, b, kSample);
    const int64_t first = g.first / apart - kDeviation, last = (g.last - 1) / apart + kDeviation;
    if (first >= 0) low = static_cast<K>(sample[first].key);
    if (last < kSample) high = static_cast<K>(sample[last].key);
  }

  // The pairs of the elements from low to high; returns how many, and counts those below.
  [[gnu::noinline]] int64_t between(K low, K high, int64_t& below) const {
    int64_t found = 0;
    below = 0;
    for (int64_t begin = 0; begin < g.n; begin += kBlock) {
      const int64_t count = least(kBlock, g.n - begin);
      K smaller = 0;
      for (int64_t i = 0; i < count; ++i) smaller = K(smaller + (key(begin + i) < low));
      below += static_cast<int64_t>(smaller);
      uint64_t marks[kBlock / 8];
      mark(begin, count, low, high, marks);
      for (int64_t w = 0; w < kBlock / 8; ++w)
        for (uint64_t left = marks[w]; left; left &= left - 1)
          a[found++] = pair(begin + 8 * w + __builtin_ctzll(left) / 8);
      if (begin % kRest == kRest - kBlock) rest();
    }
    return found;
  }

  void sort() const {
    const int64_t asked = g.last - g.first;
    if (asked == g.n && g.n >= kMany) return sort_many();
    if (g.last <= g.n / kLeast && g.n > 2 * kBlock) return give_first();
    K low = 0, high = kMost<K>;
    if (asked < g.n / 4 && g.n > 4 * kSample) {
      bound(low, high);
      int64_t below;
      const int64_t found = between(low, high, below);
      if (below <= g.first && below + found >= g.last)
        return give_all(sort_pairs(a, b, found), g.first - below);
    }
    for (int64_t i = 0; i < g.n; ++i) a[i] = pair(i);
    give_all(sort_pairs(a, b, g.n), g.first);
  }
};

template <class P, class K>
void sort_line(const SortArgs& g) {
  P* const a = static_cast<P*>(g.scratch);
  const char* x = g.x;
  if (g.step != kSize<K>) {
    K* const copy = reinterpret_cast<K*>(a + 2 * g.n);
    for (int64_t i = 0; i < g.n; ++i) copy[i] = get<K>(g.x + i * g.step);
    x = reinterpret_cast<const char*>(copy);
  }
  Line<P, K>{g, code_of<K>(g), x, a, a + g.n}.sort();
}

void sort_elements(const SortArgs& g) {
  const bool many = g.n > INT64_C(0xffffffff);
  if (g.item == 1) return (many ? sort_line<Large, uint8_t> : sort_line<Narrow, uint8_t>)(g);
  if (g.item == 2) return (many ? sort_line<Large, uint16_t> : sort_line<Narrow, uint16_t>)(g);
  if (g.item == 4) return (many ? sort_line<Large, uint32_t> : sort_line<Narrow, uint32_t>)(g);
  sort_line<Large, uint64_t>(g);
}

// ---- Lines. ----

void sort_lines(const SortArgs& g) {
  if (g.last <= g.first) return;
  if (go_abreast(g)) {
    if (g.item == 1) return sort_abreast<uint8_t, int32_t>(g);
    if (g.item == 2) return sort_abreast<uint16_t, int32_t>(g);
    if (g.item == 4) return sort_abreast<uint32_t, int32_t>(g);
    return sort_abreast<uint64_t, int64_t>(g);
  }
  SortArgs one = g;
  for (int64_t line = 0; line < g.lines; ++line) {
    if (g.each) {
      one.first = g.each[line];
      one.last = one.first + 1;
    }
    sort_elements(one);
    one.x += g.x_line;
    if (g.values) one.values += g.values_line;
    if (g.places) one.places += g.places_line;
  }
}

}  // namespace

extern const Sort sort;
constinit const Sort sort = {.sort = sort_lines};

}  // namespace retrograd::kernels::RG_ISA
