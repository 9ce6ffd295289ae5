// sort_keys.h: elements as unsigned integers that are ordered as they are.
#pragma once

#include "kernels/sort/sort.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class K>
inline constexpr int kBits = static_cast<int>(8 * sizeof(K));
template <class K>
inline constexpr K kSign = K(K(1) << (kBits<K> - 1));
template <class K>
inline constexpr K kMost = K(~K(0));

// How the bits of a type become keys.
template <class K>
struct Code {
  K most = kMost<K>;      // all above count as it: for bools
  K sign = 0;             // what is turned around
  K floating = 0;         // all ones for such a type
  K infinity = kMost<K>;  // its infinity
  K turned = 0;           // all ones in descending order

  [[gnu::always_inline]] K key(K bits) const {
    if constexpr (sizeof(K) == 1) bits = bits < most ? bits : most;
    const K size = K(bits & K(~kSign<K>)), negative = K(K(-K(bits >> (kBits<K> - 1))) & floating);
    K k = K(bits ^ sign ^ K(negative & K(~kSign<K>)));
    k = K(k + K(negative & K(size == 0)));  // -0
    k = K(k | K(-K(size > infinity)));      // NaN
    return K(k ^ turned);
  }
  // Whether the bits of a key are known, and what they are.
  bool knows(K key) const {
    const K k = K(key ^ turned);
    return most == kMost<K> && (floating == 0 || (k != kMost<K> && k != kSign<K>));
  }
  K bits(K key) const {
    const K k = K(key ^ turned);
    return K(k ^ sign ^ K(k & kSign<K> ? K(0) : K(floating & K(~kSign<K>))));
  }
};

template <class K>
Code<K> code_of(const SortArgs& g) {
  Code<K> c;
  const auto floats = [&](K infinity) {
    c.sign = kSign<K>;
    c.floating = kMost<K>;
    c.infinity = infinity;
  };
  switch (g.type) {
    case DType::kBool:
      c.most = 1;
      break;
    case DType::kUInt8:
      break;
    case DType::kFloat16:
      floats(K(0x7c00));
      break;
    case DType::kBFloat16:
      floats(K(0x7f80));
      break;
    case DType::kFloat32:
      floats(K(0x7f800000));
      break;
    case DType::kFloat64:
      floats(K(uint64_t{0x7ff} << 52));
      break;
    default:
      c.sign = kSign<K>;
  }
  if (g.descending) c.turned = kMost<K>;
  return c;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
