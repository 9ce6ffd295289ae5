// matrices.h: batches of matrices: what they are checked for, where each lies, and the loop over
// them.
//
// Results of kernels are new tensors whose matrices lie one after another, row by row.
#pragma once

#include <type_traits>

#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "base/scratch.h"
#include "core/tensor.h"
#include "kernels/element.h"
#include "ops/linalg/error.h"

namespace retrograd::ops {

// Throw ShapeError unless x has two dimensions, and where it is said the last two are equal.
void check_matrix(const char* op, const Tensor& x, const char* name = "A");
void check_square(const char* op, const Tensor& x);
// Throws DTypeError unless the elements are float32 or float64.
void check_precise(const char* op, const Tensor& x);
void check_same_type(const char* op, const Tensor& a, const Tensor& b);

// The lengths before the last two, or the last one.
Dims batch_of(const Tensor& x, int64_t own = 2);
Dims with_lengths(Dims batch, std::initializer_list<int64_t> lengths);

// The elements in new memory, row by row.
Tensor matrix_copy(const Tensor& x);
// The last two dimensions exchanged, outside of any graph.
Tensor flipped(const Tensor& x);
Tensor identity_like(const Tensor& x, int64_t rows, int64_t cols);

// Where the matrices of a batch lie: elements from the first one, for each number.
class Places {
 public:
  explicit Places(const Tensor& x);
  int64_t operator[](int64_t i) const;

 private:
  Dims lengths_, steps_;
  bool even_ = true;  // one step for all
  int64_t step_ = 0;
};

namespace detail {
[[noreturn]] void fail_scratch();
}

// each(i, memory) for all i, some at once where there is enough work; `memory` is the thread's own,
// of `bytes`. `work` counts multiply-adds.
template <class F>
void for_each_matrix(int64_t count, double work, int64_t bytes, F&& each) {
  if (count == 0) return;
  const auto run = [&](int64_t begin, int64_t end) {
    auto body = [&](void* memory) {
      for (int64_t i = begin; i < end; ++i) each(i, memory);
    };
    with_scratch(bytes, &body, [](void* context, void* memory) {
      if (!memory) detail::fail_scratch();
      (*static_cast<decltype(body)*>(context))(memory);
    });
  };
  const LongWork outside(work * static_cast<double>(count) >= double{kLongProduct});
  constexpr double kTask = 1 << 17;  // that pays for waking a thread
  if (count == 1) return run(0, 1);
  parallel_for(count, work < kTask ? static_cast<int64_t>(kTask / (work + 1)) + 1 : 1, run);
}

// What to say of the first number that is not 0 among `info`, as torch does: "op: (Batch element
// 3): ". Its value is written to `at`; empty if all are 0.
std::string first_failure(const char* op, const Tensor& info, int32_t* at);
// Throws LinAlgError where not all `values` of a matrix were found: -1 for one that is not finite.
void check_found(const char* op, const Tensor& info, const char* values);

}  // namespace retrograd::ops
