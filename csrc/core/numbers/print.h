// print.h: tensors as text, character for character as torch shows them.
//
// All shown numbers share one form and one width. Beyond `threshold` elements only the edges of
// each dimension are read, so that the cost depends on `edgeitems` and not on the size.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "kernels/element.h"

namespace retrograd {

struct PrintOptions {
  int precision = 4;             // digits after the point
  int64_t threshold = 1000;      // more elements than this are summarised
  int64_t edgeitems = 3;         // shown at each end of a summarised dimension
  int64_t linewidth = 80;        // columns
  std::optional<bool> sci_mode;  // scientific notation; unset: where the numbers ask for it
};

// One setting for the whole process; reading and writing may race without harm.
PrintOptions print_options();
// Throws ValueError if precision or edgeitems is negative.
void set_print_options(const PrintOptions& options);

// "tensor([1., 2.])" and so on. Says dtype and size where the numbers do not tell, and then each of
// `suffixes`, such as "requires_grad=True". Strides count elements and may have any sign. Lines
// after the first are indented by the length of `prefix`, which ends in "(".
std::string format(const char* data, DType dtype, const int64_t* shape, const int64_t* strides,
                   int64_t ndim, const std::vector<std::string>& suffixes,
                   const char* prefix = "tensor(");

}  // namespace retrograd
