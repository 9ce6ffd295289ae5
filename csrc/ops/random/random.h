// random.h: tensors of random numbers. The streams are torch's; core/numbers/random.h says which
// draws make which value.
//
// A null generator stands for the default one. Writes in place follow the memory of the tensor,
// nearest elements first, and send no gradient to what was there before.
#pragma once

#include <optional>

#include "core/numbers/random.h"
#include "core/tensor.h"

namespace retrograd::ops {

using AnyGenerator = Ref<Generator>;

// Uniform in [0, 1), and normal of mean 0 and deviation 1. Throw NotImplementedError unless the
// type is floating; normals of other types may be empty.
Tensor rand(const Dims& shape, std::optional<DType> dtype = {}, const AnyGenerator& generator = {});
Tensor randn(const Dims& shape, std::optional<DType> dtype = {},
             const AnyGenerator& generator = {});
Tensor rand_like(const Tensor& x, std::optional<DType> dtype = {},
                 const AnyGenerator& generator = {});
Tensor randn_like(const Tensor& x, std::optional<DType> dtype = {},
                  const AnyGenerator& generator = {});

// Integers in [low, high), int64 without a dtype. Throw DomainError if the range is empty,
// RangeError if the type does not hold it.
Tensor randint(int64_t low, int64_t high, const Dims& shape, std::optional<DType> dtype = {},
               const AnyGenerator& generator = {});
Tensor randint_like(const Tensor& x, int64_t low, int64_t high, std::optional<DType> dtype = {},
                    const AnyGenerator& generator = {});

// The numbers 0 to n - 1 in random order, int64 without a dtype.
Tensor randperm(int64_t n, std::optional<DType> dtype = {}, const AnyGenerator& generator = {});

// 1 with the probability that each element of p states, else 0. Throws DomainError unless all are
// within 0 and 1, NotImplementedError unless floating.
Tensor bernoulli(const Tensor& p, const AnyGenerator& generator = {});

// Throw DomainError for bounds out of order, a negative deviation, a rate <= 0 and the like.
Tensor& uniform_(Tensor& x, double from = 0, double to = 1, const AnyGenerator& generator = {});
Tensor& normal_(Tensor& x, double mean = 0, double std = 1, const AnyGenerator& generator = {});
Tensor& exponential_(Tensor& x, double rate = 1, const AnyGenerator& generator = {});
Tensor& cauchy_(Tensor& x, double median = 0, double sigma = 1, const AnyGenerator& generator = {});
// e to normal numbers.
Tensor& log_normal_(Tensor& x, double mean = 1, double std = 2, const AnyGenerator& generator = {});
// How many trials there are to the first success, of probability p; not bool.
Tensor& geometric_(Tensor& x, double p, const AnyGenerator& generator = {});
Tensor& bernoulli_(Tensor& x, double p = 0.5, const AnyGenerator& generator = {});
// The probabilities are broadcast to x and get a gradient of 0.
Tensor& bernoulli_(Tensor& x, const Tensor& p, const AnyGenerator& generator = {});
// Integers in [low, high).
Tensor& random_(Tensor& x, int64_t low, int64_t high, const AnyGenerator& generator = {});
// From 0 to the largest integer up to which the type holds all.
Tensor& random_(Tensor& x, const AnyGenerator& generator);
Tensor& random_from_(Tensor& x, int64_t low, const AnyGenerator& generator = {});

}  // namespace retrograd::ops
