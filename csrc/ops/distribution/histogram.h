// histogram.h: how many elements lie between the edges of bins, which hold their lower edges; the
// last one holds the upper one, too. NaN lies in none.
#pragma once

#include <optional>
#include <tuple>
#include <utility>

#include "core/tensor.h"

namespace retrograd::ops {

// Bins of one width from low to high, where these are equal from the least to the greatest element;
// counts of the type of x. Throws NotImplementedError unless floating, RuntimeError for what gives
// no bins.
Tensor histc(const Tensor& x, int64_t bins = 100, double low = 0, double high = 0);

struct HistogramOf {
  Tensor edges;  // in order; undefined: of as many bins of one width, over a range
  int64_t bins = 0;
  std::optional<std::pair<double, double>> range;
  Tensor weight;  // what each element counts, where it is defined
  bool density;   // by the area: it sums to 1
};
// (counts, edges), of the type of x. Throws as histc; ShapeError and DTypeError for edges and
// weights that do not fit.
std::tuple<Tensor, Tensor> histogram(const Tensor& x, const HistogramOf& of);

}  // namespace retrograd::ops
