// Rows of ops/statistics/statistics.h.

#include "ops/statistics/statistics.h"

#include "bind/call/row.h"

namespace retrograd::bind {
namespace {

Tensor results(Tensor found) { return found; }
std::vector<Tensor> results(const std::tuple<Tensor, Tensor>& found) {
  return {std::get<0>(found), std::get<1>(found)};
}

// The three forms of each: of all, by dims as before there was a correction, and with one.
template <auto f>
auto of_all(const Tensor& x, bool unbiased) {
  return results(f(x, {}, unbiased, false));
}
template <auto f>
auto along(const Tensor& x, const std::optional<Dims>& dim, bool unbiased, bool keepdim) {
  return results(f(x, dim ? *dim : Dims(), unbiased, keepdim));
}
template <auto f>
auto corrected(const Tensor& x, const std::optional<Dims>& dim, std::optional<double> correction,
               bool keepdim) {
  return results(f(x, dim ? *dim : Dims(), correction.value_or(1), keepdim));
}

template <auto f>
void add_spread_row(Rows& rows, unsigned places, const std::string& name, const char* result,
                    const char* doc) {
  const std::string all = name + "(input: Tensor, unbiased: bool = True) -> " + result,
                    by_dim = name + "(input: Tensor, dim: int | tuple[int, ...] | None, " +
                             "unbiased: bool = True, keepdim: bool = False) -> " + result,
                    free = name + "(input: Tensor, dim: int | tuple[int, ...] | None = None, *, " +
                           "correction: float | None = 1, keepdim: bool = False) -> " + result;
  rows.row<of_all<f>, along<f>, corrected<f>>({all.c_str(), by_dim.c_str(), free.c_str()}, places,
                                              doc);
}

}  // namespace

void add_statistics_rows(Rows& rows) {
  add_spread_row<&ops::var>(rows, kFunction | kMethod | kOut, "var", "Tensor",
                            R"(The variance of all elements, or of those along dimensions.

    v = (1 / (n - correction)) sum_i (x_i - mean)^2,  dv/dx_i = 2 (x_i - mean) / (n - correction)

unbiased=False is correction=0. Of no more elements than the correction it is nan or inf.

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
         twice.
Source:  torch.var.

>>> rg.var(rg.tensor([1.0, 2.0, 6.0]))
tensor(7.)
)");
  add_spread_row<&ops::std>(rows, kFunction | kMethod | kOut, "std", "Tensor",
                            R"(The standard deviation of all elements, or of those along dimensions.

    s = sqrt(v),  v as var() gives it,  ds/dx_i = (x_i - mean) / ((n - correction) s), 0 where s is

Shape:   ``(*)`` -> ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
         twice.
Source:  torch.std.

>>> rg.std(rg.tensor([1.0, 3.0]), correction=0)
tensor(1.)
)");
  add_spread_row<&ops::var_mean>(rows, kFunction, "var_mean", "tuple[Tensor, ...]",
                                 R"(The variance and the mean, as var() and mean() give them.

    (v, m)

Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
         twice.
Source:  torch.var_mean.

>>> rg.var_mean(rg.tensor([1.0, 2.0, 6.0]))
(tensor(7.), tensor(3.))
)");
  add_spread_row<&ops::std_mean>(
      rows, kFunction, "std_mean", "tuple[Tensor, ...]",
      R"(The standard deviation and the mean, as std() and mean() give them.

    (s, m)

Shape:   ``(*)`` -> twice ``()``, or ``(*)`` without the dims; they stay with length 1 if keepdim.
Dtype:   floating.
Grad:    input. Twice differentiable.
Raises:  DTypeError unless floating; IndexError if a dim is out of range; ShapeError for one given
         twice.
Source:  torch.std_mean.

>>> rg.std_mean(rg.tensor([1.0, 3.0]), correction=0)
(tensor(1.), tensor(2.))
)");
}

}  // namespace retrograd::bind
