// parts.h: the arithmetic of cutting work into parts.
#pragma once

#include <cstdint>

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }
constexpr int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

}  // namespace
}  // namespace retrograd::kernels::RG_ISA
