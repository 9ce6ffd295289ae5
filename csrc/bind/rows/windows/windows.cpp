// Rows of ops/windows/windows.h.

#include "ops/windows/windows.h"

#include "bind/call/row.h"
#include "bind/rows/leaf.h"

namespace retrograd::bind {
namespace {

using Type = std::optional<DType>;

Tensor hann_window(int64_t length, bool periodic, Type dtype, Device, bool wants_grad) {
  return leaf(ops::hamming_window("hann_window", {length, periodic, dtype}, 0.5, 0.5), wants_grad);
}
Tensor hamming_window(int64_t length, bool periodic, double alpha, double beta, Type dtype, Device,
                      bool wants_grad) {
  return leaf(ops::hamming_window("hamming_window", {length, periodic, dtype}, alpha, beta),
              wants_grad);
}
Tensor blackman_window(int64_t length, bool periodic, Type dtype, Device, bool wants_grad) {
  return leaf(ops::blackman_window({length, periodic, dtype}), wants_grad);
}
Tensor bartlett_window(int64_t length, bool periodic, Type dtype, Device, bool wants_grad) {
  return leaf(ops::bartlett_window({length, periodic, dtype}), wants_grad);
}
Tensor kaiser_window(int64_t length, bool periodic, double beta, Type dtype, Device,
                     bool wants_grad) {
  return leaf(ops::kaiser_window({length, periodic, dtype}, beta), wants_grad);
}

template <auto f>
void add_row(Rows& rows, const std::string& name, const char* numbers, const char* summary,
             const char* formula, const char* example) {
  rows.row<f>(concat(name, "(window_length: int, periodic: bool = True, ", numbers,
                     "*, dtype: dtype | None = None, device: str | device | None = None, "
                     "requires_grad: bool = False) -> Tensor")
                  .c_str(),
              kFunction,
              concat(summary, "\n\n    ", formula, R"(

n is window_length, or window_length - 1 unless periodic. A single element is 1.

Shape:   -> ``(window_length)``.
Dtype:   floating; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a negative length; DTypeError unless floating.
Source:  torch.)",
                     name, ".\n\n", example)
                  .c_str());
}

}  // namespace

void add_window_rows(Rows& rows) {
  add_row<hann_window>(rows, "hann_window", "", "Hann's window: one period of a raised cosine.",
                       "y_k = 0.5 - 0.5 cos(2 pi k / n)", R"(>>> rg.hann_window(4)
tensor([0.0000, 0.5000, 1.0000, 0.5000])
)");
  add_row<hamming_window>(rows, "hamming_window", "alpha: float = 0.54, beta: float = 0.46, ",
                          "Hamming's window: one period of a raised cosine that does not reach 0.",
                          "y_k = alpha - beta cos(2 pi k / n)", R"(>>> rg.hamming_window(4)
tensor([0.0800, 0.5400, 1.0000, 0.5400])
)");
  add_row<blackman_window>(rows, "blackman_window", "",
                           "Blackman's window: three terms of cosines.",
                           "y_k = 0.42 - 0.5 cos(2 pi k / n) + 0.08 cos(4 pi k / n)",
                           R"(>>> rg.blackman_window(4)
tensor([0.0000, 0.3400, 1.0000, 0.3400])
)");
  add_row<bartlett_window>(rows, "bartlett_window", "", "Bartlett's window: a triangle.",
                           "y_k = 1 - |2 k / n - 1|", R"(>>> rg.bartlett_window(4)
tensor([0.0000, 0.5000, 1.0000, 0.5000])
)");
  add_row<kaiser_window>(rows, "kaiser_window", "beta: float = 12.0, ",
                         "Kaiser's window: what lies near its middle, the more so the larger beta.",
                         "y_k = i0(beta sqrt(1 - (2 k / n - 1)^2)) / i0(beta)",
                         R"(>>> rg.kaiser_window(4, beta=3.0)
tensor([0.2049, 0.7269, 1.0000, 0.7269])
)");
}

}  // namespace retrograd::bind
