// print.h: tensors as text, with what autograd knows of them.
//
// tensor([1., 2.], requires_grad=True), character for character as Python shows it.
#pragma once

#include <ostream>
#include <string>

#include "core/tensor.h"

namespace retrograd {

// `prefix` ends in "("; lines after the first are indented by its length.
std::string to_string(const Tensor& x, const std::string& prefix = "tensor(");

// "undefined" for a tensor that is none.
std::ostream& operator<<(std::ostream& out, const Tensor& x);

}  // namespace retrograd
