// rows.h: benchmarks as tables: what a turn runs, how much it asks of the machine, what is right.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "api/retrograd.h"

namespace retrograd::rows {

// Of flops and bytes the one that limits the row is not 0. `error` of what `run` gave is at most
// 1e-4, relative, where it is right.
struct Work {
  std::function<Tensor()> run;
  double flops = 0, bytes = 0;
  std::function<double(const Tensor&)> error;
};

struct Row {
  std::string name;
  std::function<Work(int64_t n)> work;
  std::vector<int64_t> sizes;
};

inline constexpr double kFloat = 4;  // bytes
inline const std::vector<int64_t> kLengths = {1000, 100'000, 1'000'000};
constexpr double as_double(int64_t n) { return static_cast<double>(n); }

// A benchmark for each row and size, "family/name/size", on one thread.
bool enroll(const char* family, const std::vector<Row>& rows);

// How far a number, or each of all elements, is from what it should be.
std::function<double(const Tensor&)> is(double want);
double off(double got, double want);

// The gradients by `inputs` of a result that was recorded once, of ones; that of the first is
// given.
std::function<Tensor()> gradients(const Tensor& y, const std::vector<Tensor>& inputs);

}  // namespace retrograd::rows
