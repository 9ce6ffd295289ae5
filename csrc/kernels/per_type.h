// per_type.h: tables over the element types, made from the one list of them.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// What a maker of loops is told of a type: elements of bool are bytes.
template <class T, int kind>
struct Element {
  using Type = T;
  static constexpr int kKind = kind;
};
template <int kind>
struct Element<bool, kind> : Element<uint8_t, kind> {};

// A table from make(Element<T, kind>()), which gives the loop for T or null.
template <class Loop, class Maker>
constexpr PerType<Loop> per_type(Maker make) {
  PerType<Loop> table = {};
#define RG_FILL(type, element, name, kind, ...) \
  if constexpr (!is_narrow(DType::type))        \
    table.loop[static_cast<int>(DType::type)] = make(Element<element, kind>());
  RG_DTYPES(RG_FILL)
#undef RG_FILL
  return table;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
