// floats.h: tables of what exists for float32 and float64 alone.
#pragma once

#include "kernels/element.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <auto of_float, auto of_double>
constexpr auto floats() {
  PerType<decltype(of_float)> table = {};
  table.loop[static_cast<int>(DType::kFloat32)] = of_float;
  table.loop[static_cast<int>(DType::kFloat64)] = of_double;
  return table;
}

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
