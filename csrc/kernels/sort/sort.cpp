#include "kernels/sort/sort.h"

#include "base/machine/parallel.h"
#include "kernels/loops.h"
#include "kernels/parts.h"

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

constexpr int64_t kFew = 40;        // elements that are inserted one by one
constexpr int64_t kMany = 1 << 14;  // elements that pay for long tables
constexpr int64_t kRest = 1 << 20;  // elements after which Ctrl-C is looked for
constexpr int64_t kBlock = 128;     // elements that are looked at together; fits a key of 8 bits
constexpr int64_t kSample = 1024;   // elements that tell where ranks lie
constexpr int64_t kDeviation = 48;  // three standard deviations of a sample's rank
constexpr int kMostDigits = 8;

// ---- Keys. ----

// The bits of a floating type as a key: `infinity` are those of its infinity.
template <class Bits>
inline constexpr Bits kSign = Bits(Bits(1) << (8 * sizeof(Bits) - 1));
template <class Bits, Bits infinity>
Bits float_key(Bits bits) {
  const Bits size = bits & Bits(~kSign<Bits>);
  const Bits key = bits & kSign<Bits> ? Bits(~bits) : Bits(bits | kSign<Bits>);
  return size > infinity ? Bits(~Bits(0)) : size == 0 ? kSign<Bits> : key;
}
template <class Bits>
Bits signed_key(Bits bits) {
  return Bits(bits ^ kSign<Bits>);
}

// The keys of all elements of a line, next to each other; the order is turned around by `turned`.
template <class K, class Key>
void make_keys(const SortArgs& g, void* to, Key key) {
  K* keys = static_cast<K*>(to);
  const K turned = g.descending ? static_cast<K>(~K(0)) : K(0);
  if (g.step == sizeof(K)) {
    for (int64_t i = 0; i < g.n; ++i)
      keys[i] = static_cast<K>(key(get<K>(g.x + i * kSize<K>)) ^ turned);
  } else {
    for (int64_t i = 0; i < g.n; ++i)
      keys[i] = static_cast<K>(key(get<K>(g.x + i * g.step)) ^ turned);
  }
}
void make_keys(const SortArgs& g, void* to) {
  switch (g.type) {
    case DType::kBool:
      return make_keys<uint8_t>(g, to, [](uint8_t bits) { return uint8_t(bits != 0); });
    case DType::kUInt8:
      return make_keys<uint8_t>(g, to, [](uint8_t bits) { return bits; });
    case DType::kInt8:
      return make_keys<uint8_t>(g, to, signed_key<uint8_t>);
    case DType::kInt16:
      return make_keys<uint16_t>(g, to, signed_key<uint16_t>);
    case DType::kInt32:
      return make_keys<uint32_t>(g, to, signed_key<uint32_t>);
    case DType::kInt64:
      return make_keys<uint64_t>(g, to, signed_key<uint64_t>);
    case DType::kFloat16:
      return make_keys<uint16_t>(g, to, float_key<uint16_t, 0x7c00>);
    case DType::kBFloat16:
      return make_keys<uint16_t>(g, to, float_key<uint16_t, 0x7f80>);
    case DType::kFloat32:
      return make_keys<uint32_t>(g, to, float_key<uint32_t, 0x7f800000>);
    case DType::kFloat64:
      return make_keys<uint64_t>(g, to, float_key<uint64_t, uint64_t{0x7ff} << 52>);
  }
}

// ---- Sorting pairs. ----

template <class P>
void insert(P* a, int64_t n) {
  for (int64_t i = 1; i < n; ++i) {
    const P p = a[i];
    int64_t j = i;
    for (; j > 0 && p.key < a[j - 1].key; --j) a[j] = a[j - 1];
    a[j] = p;
  }
}

// Sorts a by `digits` digits of that many bits, with room for as many in b; returns which of the
// two holds the result.
template <int bits, class P>
P* radix(P* a, P* b, int64_t n, int digits) {
  constexpr int kBuckets = 1 << bits;
  int64_t counts[bits == 8 ? kMostDigits : 3][kBuckets];
  for (int d = 0; d < digits; ++d)
    for (int64_t& count : counts[d]) count = 0;
  const auto digit = [](const P& p, int d) { return p.key >> (d * bits) & (kBuckets - 1); };
  for (int64_t begin = 0; begin < n; begin += kRest) {
    for (int64_t i = begin; i < least(n, begin + kRest); ++i)
      for (int d = 0; d < digits; ++d) ++counts[d][digit(a[i], d)];
    if (begin > 0) rest();
  }
  for (int d = 0; d < digits; ++d) {
    int64_t* next = counts[d];
    if (next[digit(a[0], d)] == n) continue;  // all have that digit in common
    int64_t sum = 0;
    for (int k = 0; k < kBuckets; ++k) {
      const int64_t count = next[k];
      next[k] = sum;
      sum += count;
    }
    for (int64_t begin = 0; begin < n; begin += kRest) {
      for (int64_t i = begin; i < least(n, begin + kRest); ++i) b[next[digit(a[i], d)]++] = a[i];
      if (begin > 0) rest();
    }
    P* const sorted = b;
    b = a;
    a = sorted;
  }
  return a;
}

template <class P>
P* sort_pairs(P* a, P* b, int64_t n, int bytes) {
  if (n <= kFew) {
    insert(a, n);
    return a;
  }
  if (bytes == 4 && n >= kMany) return radix<11>(a, b, n, 3);
  return radix<8>(a, b, n, bytes);
}

// ---- A line. ----

// Keys between which the ranks that are asked for lie, by those of a sample; mostly, that is: the
// sample's own ranks are off by less than three standard deviations in all but a few of a thousand.
template <class P, class K>
void bound(const SortArgs& g, P* a, const K* keys, K& low, K& high) {
  const int64_t apart = g.n / kSample;
  for (int64_t i = 0; i < kSample; ++i) a[i] = {keys[i * apart], {}};
  const P* sample = sort_pairs(a, a + g.n, kSample, sizeof low);
  const int64_t first = g.first / apart - kDeviation, last = (g.last - 1) / apart + kDeviation;
  if (first >= 0) low = static_cast<K>(sample[first].key);
  if (last < kSample) high = static_cast<K>(sample[last].key);
}

// The pairs of the elements from low to high; returns how many, and counts those below.
template <class P, class K>
[[gnu::noinline]] int64_t between(P* a, const K* keys, int64_t n, K low, K high, int64_t& below) {
  int64_t found = 0;
  below = 0;
  for (int64_t begin = 0; begin < n; begin += kBlock) {
    const int64_t end = least(n, begin + kBlock);
    K smaller = 0, inside = 0;
    for (int64_t i = begin; i < end; ++i) {
      smaller = static_cast<K>(smaller + (keys[i] < low));
      inside = static_cast<K>(inside + (keys[i] >= low && keys[i] <= high));
    }
    below += static_cast<int64_t>(smaller);
    if (inside == 0) continue;
    for (int64_t i = begin; i < end; ++i) {
      a[found].key = keys[i];
      a[found].at = static_cast<decltype(a->at)>(i);
      found += keys[i] >= low && keys[i] <= high;
    }
    if (begin % kRest == kRest - kBlock) rest();
  }
  return found;
}

template <class T, class P>
void give_values(const SortArgs& g, const P* sorted, int64_t n) {
  for (int64_t i = 0; i < n; ++i)
    put<T>(g.values + i * g.values_step, get<T>(g.x + static_cast<int64_t>(sorted[i].at) * g.step));
}

// Sorts n pairs and gives what is asked for, of which the first has rank `first` among them.
template <class P>
[[gnu::noinline]] void give_sorted(const SortArgs& g, P* a, int64_t n, int bytes, int64_t first) {
  const P* sorted = sort_pairs(a, a + g.n, n, bytes) + first;
  const int64_t asked = g.last - g.first;
  if (g.places)
    for (int64_t i = 0; i < asked; ++i)
      put<int64_t>(g.places + i * g.places_step, static_cast<int64_t>(sorted[i].at));
  if (!g.values) return;
  if (g.item == 1) give_values<uint8_t>(g, sorted, asked);
  if (g.item == 2) give_values<uint16_t>(g, sorted, asked);
  if (g.item == 4) give_values<uint32_t>(g, sorted, asked);
  if (g.item == 8) give_values<uint64_t>(g, sorted, asked);
}

template <class P, class K>
void sort_line(const SortArgs& g, const void* made) {
  const K* keys = static_cast<const K*>(made);
  constexpr K kMost = static_cast<K>(~K(0));
  P* const a = static_cast<P*>(g.scratch);
  K low = 0, high = kMost;
  if (g.last - g.first < g.n / 4 && g.n > 4 * kSample) bound(g, a, keys, low, high);
  int64_t below, found = between(a, keys, g.n, low, high, below);
  if (below > g.first || below + found < g.last) found = between(a, keys, g.n, K(0), kMost, below);
  give_sorted(g, a, found, sizeof(K), g.first - below);
}

void sort_elements(const SortArgs& g) {
  if (g.last <= g.first) return;
  // Keys stand behind the pairs.
  void* keys = static_cast<char*>(g.scratch) + 2 * g.n * kSize<Large>;
  make_keys(g, keys);
  const bool many = g.n > INT64_C(0xffffffff);
  if (g.item == 1) return (many ? sort_line<Large, uint8_t> : sort_line<Narrow, uint8_t>)(g, keys);
  if (g.item == 2)
    return (many ? sort_line<Large, uint16_t> : sort_line<Narrow, uint16_t>)(g, keys);
  if (g.item == 4)
    return (many ? sort_line<Large, uint32_t> : sort_line<Narrow, uint32_t>)(g, keys);
  sort_line<Large, uint64_t>(g, keys);
}

}  // namespace

extern const Sort sort;
constinit const Sort sort = {.sort = sort_elements};

}  // namespace retrograd::kernels::RG_ISA
