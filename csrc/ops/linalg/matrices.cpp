#include "ops/linalg/matrices.h"

#include <utility>

#include "graph/modes/grad_mode.h"
#include "ops/shape/copy.h"
#include "ops/shape/creation.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {

void check_matrix(const char* op, const Tensor& x, const char* name) {
  RG_CHECK(x.dim() >= 2, ShapeError, op, ": The input tensor ", name,
           " must have at least 2 dimensions, got shape ", x.shape());
}
void check_square(const char* op, const Tensor& x) {
  check_matrix(op, x);
  RG_CHECK(x.size(-1) == x.size(-2), ShapeError, op,
           ": A must be batches of square matrices, but they are ", x.size(-2), " by ", x.size(-1),
           " matrices");
}
void check_precise(const char* op, const Tensor& x) {
  RG_CHECK(x.dtype() == DType::kFloat32 || x.dtype() == DType::kFloat64, DTypeError, op,
           ": expected float32 or float64, got ", x.dtype(), "; convert it with float()");
}
void check_same_type(const char* op, const Tensor& a, const Tensor& b) {
  RG_CHECK(a.dtype() == b.dtype(), DTypeError, op,
           ": Expected A and B to have the same dtype, but found A of type ", a.dtype(),
           " and B of type ", b.dtype(), " instead");
}

Dims batch_of(const Tensor& x, int64_t own) {
  return Dims(x.shape().begin(), x.shape().end() - own);
}
Dims with_lengths(Dims batch, std::initializer_list<int64_t> lengths) {
  for (const int64_t n : lengths) batch.push_back(n);
  return batch;
}

Tensor matrix_copy(const Tensor& x) {
  const GradMode off(false);
  return clone(x, MemoryFormat::kContiguous);
}
Tensor flipped(const Tensor& x) {
  Dims shape = x.shape(), strides = x.strides();
  const size_t n = shape.size();
  std::swap(shape[n - 1], shape[n - 2]);
  std::swap(strides[n - 1], strides[n - 2]);
  return alias(x, shape, strides);
}
Tensor identity_like(const Tensor& x, int64_t rows, int64_t cols) {
  const GradMode off(false);
  return expand(eye(rows, cols, x.dtype()), with_lengths(batch_of(x), {rows, cols}));
}

Places::Places(const Tensor& x)
    : lengths_(batch_of(x)), steps_(Dims(x.strides().begin(), x.strides().end() - 2)) {
  int64_t next = 0;
  bool first = true;
  for (size_t d = lengths_.size(); d-- > 0;) {
    if (lengths_[d] == 1) continue;
    if (std::exchange(first, false))
      step_ = steps_[d];
    else
      even_ &= steps_[d] == next;
    next = steps_[d] * lengths_[d];
  }
}
int64_t Places::operator[](int64_t i) const {
  if (even_) return i * step_;
  int64_t at = 0;
  for (size_t d = lengths_.size(); d-- > 0; i /= lengths_[d]) at += i % lengths_[d] * steps_[d];
  return at;
}

void detail::fail_scratch() { throw OutOfMemory("linalg: memory to work in could not be had"); }

std::string first_failure(const char* op, const Tensor& info, int32_t* at) {
  const auto* const p = info.data<int32_t>();
  for (int64_t i = 0; i < info.numel(); ++i) {
    if (p[i] == 0) continue;
    *at = p[i];
    return info.dim() == 0 ? concat(op, ": ") : concat(op, ": (Batch element ", i, "): ");
  }
  return {};
}

void check_found(const char* op, const Tensor& info, const char* values) {
  int32_t code = 0;
  const std::string where = first_failure(op, info, &code);
  RG_CHECK(
      code >= 0, LinAlgError, where,
      "The algorithm failed to converge because the input matrix contained non-finite values.");
  RG_CHECK(
      where.empty(), LinAlgError, where,
      "The algorithm failed to converge because the input matrix is ill-conditioned or has too "
      "many repeated ",
      values, ".");
}

}  // namespace retrograd::ops
