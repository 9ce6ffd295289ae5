// Sorting, searching, running sums and elements by their places: all beside the memory, for the
// bytes that they read and write at least.
#include <cmath>
#include <tuple>

#include "rows.h"

namespace retrograd {
namespace {

using rows::as_double;
using rows::is;
using rows::kFloat;
using rows::kLengths;
using rows::Work;

constexpr double kInt = 8;  // bytes

double item(const Tensor& x) { return x.item().to_double(); }

// f(x) of n numbers in random order, 0 to n - 1, each of which costs `bytes`.
template <class F>
std::function<Work(int64_t)> of_shuffled(F f, double bytes,
                                         std::function<double(const Tensor&)> error) {
  return [=](int64_t n) -> Work {
    const Tensor x = randperm(n, DType::kFloat32);
    return {.run = [=] { return f(x); }, .bytes = bytes * as_double(n), .error = error};
  };
}

// Whether the elements are 0, 1, 2, ...
double counts_up(const Tensor& y) {
  return item(ops::max(ops::abs(y - arange(0, y.numel(), 1, y.dtype()))));
}
double anything(const Tensor& y) { return y.numel() > 0 ? 0 : 1; }
// The largest element of 0 to n - 1 stands first.
double begins_high(const Tensor& y) { return item(select(y, 0, 0) - select(y, 0, 1)) - 1; }

// Running sums of ones, and of their logarithms, which are 0.
template <class F>
std::function<Work(int64_t)> running(F f, double first, double last) {
  return [=](int64_t n) -> Work {
    const Tensor x = full({n}, first, DType::kFloat32);
    return {.run = [=] { return f(x); },
            .bytes = 2 * kFloat * as_double(n),
            .error =
                [=](const Tensor& y) {
                  return rows::off(item(select(y, 0, -1)), last < 0 ? as_double(n) : last);
                }};
  };
}

// f(x, at): n of n ones, or places for them, in random order.
template <class F>
std::function<Work(int64_t)> by_place(F f) {
  return [=](int64_t n) -> Work {
    const Tensor x = ones({n}), at = randperm(n);
    return {.run = [=] { return f(x, at); },
            .bytes = (2 * kFloat + kInt) * as_double(n),
            .error = is(1)};
  };
}

// Rows of 64 numbers.
template <class F>
std::function<Work(int64_t)> by_row(F f) {
  return [=](int64_t n) -> Work {
    const Tensor x = ones({n, 64}), at = randperm(n);
    return {.run = [=] { return f(x, at); },
            .bytes = (2 * 64 * kFloat + kInt) * as_double(n),
            .error = is(1)};
  };
}

// Every second element, by a mask.
template <class F>
std::function<Work(int64_t)> by_mask(F f) {
  return [=](int64_t n) -> Work {
    const Tensor x = ones({n}), mask = eq(arange(0, n) % 2, number(1));
    return {.run = [=] { return f(x, mask); },
            .bytes = (2 * kFloat + 1) * as_double(n),
            .error = is(1)};
  };
}

[[maybe_unused]] const bool enrolled =
    rows::enroll(
        "order",
        {{"sort",
          of_shuffled([](const Tensor& x) { return std::get<0>(sort(x)); }, 2 * kFloat + kInt,
                      counts_up),
          kLengths},
         {"argsort",
          of_shuffled([](const Tensor& x) { return argsort(x); }, kFloat + kInt, anything),
          kLengths},
         {"topk_10",
          of_shuffled([](const Tensor& x) { return std::get<0>(topk(x, 10)); }, kFloat,
                      begins_high),
          kLengths},
         {"median", of_shuffled([](const Tensor& x) { return ops::median(x); }, kFloat, anything),
          kLengths},
         {"unique",
          of_shuffled(
              [](const Tensor& x) {
                return unique(x, {{}, false, false}).values;
              },
              2 * kFloat, counts_up),
          kLengths},
         {"searchsorted",
          of_shuffled(
              [](const Tensor& x) { return searchsorted(arange(0, 1000, 1, DType::kFloat32), x); },
              kFloat + kInt, anything),
          kLengths},
         {"bincount",
          of_shuffled([](const Tensor& x) { return bincount(to(x, DType::kInt64)); },
                      kFloat + 2 * kInt, is(1)),
          kLengths}}) &&
    rows::enroll(
        "scan",
        {{"cumsum", running([](const Tensor& x) { return cumsum(x, 0); }, 1, -1), kLengths},
         {"cumprod", running([](const Tensor& x) { return cumprod(x, 0); }, 1, 1), kLengths},
         {"cummax", running([](const Tensor& x) { return std::get<0>(cummax(x, 0)); }, 1, 1),
          kLengths},
         {"logcumsumexp",
          running([](const Tensor& x) { return ops::exp(logcumsumexp(x, 0)); }, 0, -1),
          kLengths}}) &&
    rows::enroll(
        "place",
        {{"gather", by_place([](const Tensor& x, const Tensor& at) { return gather(x, 0, at); }),
          kLengths},
         {"index", by_place([](const Tensor& x, const Tensor& at) { return index(x, {{at}}); }),
          kLengths},
         {"index_put",
          by_place([](const Tensor& x, const Tensor& at) { return index_put(x, {{at}}, x); }),
          kLengths},
         {"scatter",
          by_place([](const Tensor& x, const Tensor& at) { return scatter(x, 0, at, x); }),
          kLengths},
         {"scatter_add", by_place([](const Tensor& x, const Tensor& at) {
            return scatter_add(zeros({x.numel()}), 0, at, x);
          }),
          kLengths},
         {"index_select_rows",
          by_row([](const Tensor& x, const Tensor& at) { return index_select(x, 0, at); }),
          {1000, 100'000}},
         {"index_add_rows",
          by_row([](const Tensor& x,
                    const Tensor& at) { return index_add(zeros(x.shape()), 0, at, x); }),
          {1000, 100'000}},
         {"masked_select",
          by_mask([](const Tensor& x, const Tensor& mask) { return masked_select(x, mask); }),
          kLengths},
         {"masked_fill", by_mask([](const Tensor& x, const Tensor& mask) {
            return masked_fill(x, mask, number(1.0));
          }),
          kLengths},
         {"where", by_mask([](const Tensor& x, const Tensor& mask) { return where(mask, x, x); }),
          kLengths}});

}  // namespace
}  // namespace retrograd
