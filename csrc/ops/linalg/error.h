// error.h: what is thrown for a matrix that is singular, or not positive definite, or whose
// decomposition was not found.
#pragma once

#include "base/check.h"

namespace retrograd {

class LinAlgError final : public Error {  // RuntimeError
 public:
  using Error::Error;
};

}  // namespace retrograd
