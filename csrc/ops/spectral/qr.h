// qr.h: A = Q R by Householder's reflections, and products of them.
#pragma once

#include <string>
#include <tuple>

#include "core/tensor.h"

namespace retrograd::ops {

// Q and R. "reduced": of k = min(m, n) columns and rows; "complete": of m; "r": R alone, reduced.
std::tuple<Tensor, Tensor> qr(const Tensor& a, const std::string& mode = "reduced");
// R and the vectors of the reflections in one matrix, and their factors.
std::tuple<Tensor, Tensor> geqrf(const Tensor& a);
// The first columns of the product of the reflections, as many as a has.
Tensor householder_product(const Tensor& a, const Tensor& tau);

namespace detail {
// Q of m by `cols`, and R of `cols` rows, outside of any graph; Q is undefined for no columns
// wanted.
std::tuple<Tensor, Tensor> qr_parts(const Tensor& a, int64_t cols, bool with_q);
}  // namespace detail

}  // namespace retrograd::ops
