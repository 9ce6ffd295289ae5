// Reductions beside the memory, for reading each element once: of vectors that lie in the first,
// second and last cache and beyond, and along the dimensions of matrices.
#include <cmath>

#include "rows.h"

namespace retrograd {
namespace {

using rows::as_double;
using rows::is;
using rows::Row;
using rows::Work;

// Ones, with a zero and a two in places of their own.
constexpr int64_t kZeroAt = 1, kTwoAt = 7;
Tensor some_ones(const Dims& shape, DType type) {
  const Tensor x = full(shape, 1, type), flat = view(x, {-1});
  Tensor zero = select(flat, 0, kZeroAt), two = select(flat, 0, kTwoAt);
  ops::fill_(zero, Scalar(0));
  ops::fill_(two, Scalar(2));
  return x;
}

// f of x, judged by `error`.
template <class F>
Work reduced(const Tensor& x, F f, std::function<double(const Tensor&)> error) {
  return {.run = [=] { return f(x); },
          .bytes = as_double(x.numel() * x.item_bytes()),
          .error = std::move(error)};
}

// f of a vector is `want`, or where that is negative the number of elements. Floats fill 4 KiB to
// 64 MiB.
template <class F>
Row whole(const char* name, F f, double want, DType type = DType::kFloat32) {
  return {name,
          [=](int64_t n) {
            return reduced(some_ones({n}, type), f, is(want < 0 ? as_double(n) : want));
          },
          {1 << 10, 1 << 13, 1 << 16, 1 << 19, 1 << 22, 1 << 24}};
}

// What is right of a matrix: the result `at` a place, and the last one.
struct Right {
  int64_t at;
  double there, last;
};

// f of matrices, n by n, and of a million elements in n rows.
template <class F>
bool matrices(const char* name, F f, Right (*right)(double rows, double columns)) {
  const auto work = [=](int64_t rows, int64_t columns) {
    return reduced(some_ones({rows, columns}, DType::kFloat32), f, [=](const Tensor& y) {
      const Right want = right(as_double(rows), as_double(columns));
      return std::fmax(rows::off(select(y, 0, want.at).item().to_double(), want.there),
                       rows::off(select(y, 0, -1).item().to_double(), want.last));
    });
  };
  return rows::enroll("reduce", {{std::string(name) + "_square",
                                  [=](int64_t n) { return work(n, n); },
                                  {10, 64, 300, 1000, 4000}},
                                 {std::string(name) + "_million",
                                  [=](int64_t n) { return work(n, 1'000'000 / n); },
                                  {10, 100, 10'000, 100'000}}});
}

template <int64_t dim>
Tensor sum_dim(const Tensor& x) {
  return ops::sum(x, {dim}, false, {});
}
template <int64_t dim>
Tensor amax_dim(const Tensor& x) {
  return ops::amax(x, {dim}, false);
}
template <int64_t dim>
Tensor argmax_dim(const Tensor& x) {
  return ops::argmax(x, dim, false);
}
Tensor sum(const Tensor& x) { return ops::sum(x); }
Tensor mean(const Tensor& x) { return ops::mean(x); }
Tensor max(const Tensor& x) { return ops::max(x); }
Tensor argmax(const Tensor& x) { return ops::argmax(x, {}, false); }
Tensor any(const Tensor& x) { return ops::any(x); }

// The zero and the two share a row.
[[maybe_unused]] const bool enrolled =
    rows::enroll("reduce", {whole("sum", sum, -1), whole("sum_double", sum, -1, DType::kFloat64),
                            whole("sum_int64", sum, -1, DType::kInt64), whole("mean", mean, 1),
                            whole("max", max, 2), whole("max_double", max, 2, DType::kFloat64),
                            whole("argmax", argmax, kTwoAt), whole("any", any, 1)}) &&
    matrices("sum_dim0", sum_dim<0>,
             [](double n, double) {
               return Right{kTwoAt, n + 1, n};
             }) &&
    matrices("sum_dim1", sum_dim<1>,
             [](double, double n) {
               return Right{0, n, n};
             }) &&
    matrices("amax_dim0", amax_dim<0>,
             [](double, double) {
               return Right{kTwoAt, 2, 1};
             }) &&
    matrices("amax_dim1", amax_dim<1>,
             [](double, double) {
               return Right{0, 2, 1};
             }) &&
    matrices("argmax_dim0", argmax_dim<0>,
             [](double, double) {
               return Right{kZeroAt, 1, 0};
             }) &&
    matrices("argmax_dim1", argmax_dim<1>, [](double, double) {
      return Right{0, kTwoAt, 0};
    });

}  // namespace
}  // namespace retrograd
