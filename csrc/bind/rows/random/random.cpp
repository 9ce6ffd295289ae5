// Rows of ops/random/random.h, and of the default stream.

#include "ops/random/random.h"

#include "base/check.h"
#include "bind/call/row.h"
#include "bind/rows/leaf.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {
namespace {

using Type = std::optional<DType>;
using Stream = const Ref<Generator>&;

Tensor rand(const Dims& size, Stream generator, Type dtype, Device, bool wants_grad) {
  return leaf(ops::rand(size, dtype, generator), wants_grad);
}
Tensor randn(const Dims& size, Stream generator, Type dtype, Device, bool wants_grad) {
  return leaf(ops::randn(size, dtype, generator), wants_grad);
}
// What lies in memory as the result is to.
Tensor model(const char* op, const Tensor& x, PyObject* memory_format) {
  const MemoryFormat format = memory_format_of(op, memory_format);
  return format == MemoryFormat::kPreserve ? x : ops::empty_like(x, x.dtype(), format);
}
Tensor rand_like(const Tensor& x, Stream generator, Type dtype, Device, bool wants_grad,
                 PyObject* memory_format) {
  return leaf(ops::rand_like(model("rand_like", x, memory_format), dtype, generator), wants_grad);
}
Tensor randn_like(const Tensor& x, Stream generator, Type dtype, Device, bool wants_grad,
                  PyObject* memory_format) {
  return leaf(ops::randn_like(model("randn_like", x, memory_format), dtype, generator), wants_grad);
}
Tensor randint_below(int64_t high, const Dims& size, Stream generator, Type dtype, Device,
                     bool wants_grad) {
  return leaf(ops::randint(0, high, size, dtype, generator), wants_grad);
}
Tensor randint(int64_t low, int64_t high, const Dims& size, Stream generator, Type dtype, Device,
               bool wants_grad) {
  return leaf(ops::randint(low, high, size, dtype, generator), wants_grad);
}
Tensor randint_like(const Tensor& x, int64_t low, int64_t high, Stream generator, Type dtype,
                    Device, bool wants_grad, PyObject* memory_format) {
  const Tensor as = model("randint_like", x, memory_format);
  return leaf(ops::randint_like(as, low, high, dtype, generator), wants_grad);
}
Tensor randint_like_below(const Tensor& x, int64_t high, Stream generator, Type dtype,
                          Device device, bool wants_grad, PyObject* memory_format) {
  return randint_like(x, 0, high, generator, dtype, device, wants_grad, memory_format);
}
Tensor randperm(int64_t n, Stream generator, Type dtype, Device) {
  return ops::randperm(n, dtype, generator);
}
Tensor random_all(Tensor& x, Stream generator) { return ops::random_(x, generator); }
Tensor random_between(Tensor& x, int64_t from, std::optional<int64_t> to, Stream generator) {
  return to ? ops::random_(x, from, *to, generator) : ops::random_from_(x, from, generator);
}
Tensor random_below(Tensor& x, int64_t to, Stream generator) {
  return ops::random_(x, 0, to, generator);
}

Ref<Generator> manual_seed(PyObject* seed) {
  Ref<Generator> generator = default_generator();
  generator->manual_seed(seed_of(seed));
  return generator;
}
// Seeds are unsigned: the upper half of them does not fit int64_t.
Object python_seed(uint64_t seed) { return Object::take(PyLong_FromUnsignedLongLong(seed)); }
Object seed() { return python_seed(default_generator()->seed()); }
Object initial_seed() { return python_seed(default_generator()->initial_seed()); }

Tensor get_rng_state() {
  const Tensor state = empty({Generator::kStateBytes}, DType::kUInt8);
  default_generator()->get_state(state.bytes());
  return state;
}
void set_rng_state(const Tensor& state) {
  RG_CHECK(state.dtype() == DType::kUInt8, TypeError,
           "set_rng_state: expected a tensor of uint8, as get_rng_state() gives, got ",
           state.dtype());
  RG_CHECK(state.is_contiguous(), RuntimeError,
           "set_rng_state: the state is not contiguous; pass contiguous()");
  default_generator()->set_state(state.bytes(), state.numel());
}

void add_streams(Rows& rows) {
  rows.row<manual_seed>("manual_seed(seed: int) -> Generator", kFunction,
                        R"(Starts the default stream of random numbers anew; returns its generator.

    MT19937, seeded with the low 32 bits of the seed

The streams are those of torch on a CPU, bit for bit.

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  RangeError for a seed outside -2^63 .. 2^64 - 1.
Source:  torch.manual_seed.

>>> a = rg.manual_seed(0)
>>> rg.rand(1).item() == rg.rand(1, generator=rg.Generator().manual_seed(0)).item()
True
)");
  rows.row<seed>("seed() -> int", kFunction,
                 R"(Seeds the default stream from the system; returns the seed.

    64 random bits

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.seed.

>>> rg.seed() == rg.initial_seed()
True
)");
  rows.row<initial_seed>("initial_seed() -> int", kFunction,
                         R"(The seed that the default stream was started with.

    what manual_seed() or seed() set last

Shape:   none.
Dtype:   none.
Grad:    none.
Raises:  nothing.
Source:  torch.initial_seed.

>>> a = rg.manual_seed(7)
>>> rg.initial_seed()
7
)");
  rows.row<get_rng_state>("get_rng_state() -> Tensor", kFunction,
                          R"(The state of the default stream, for set_rng_state(), here or in torch.

    5056 bytes in torch's layout

Shape:   -> ``(5056)``.
Dtype:   uint8.
Grad:    none.
Raises:  nothing.
Source:  torch.get_rng_state.

>>> rg.get_rng_state().shape
torch.Size([5056])
)");
  rows.row<set_rng_state>("set_rng_state(new_state: Tensor) -> None", kFunction,
                          R"(Goes on with the default stream from a state that get_rng_state() gave.

    the next draw is the one that followed the state

Shape:   ``(5056)``.
Dtype:   uint8.
Grad:    none.
Raises:  TypeError for other tensors; RuntimeError for bytes that are no state.
Source:  torch.set_rng_state.

>>> state = rg.get_rng_state()
>>> a = rg.rand(1)
>>> rg.set_rng_state(state)
>>> bool(rg.rand(1) == a)
True
)");
}

Tensor bernoulli(const Tensor& p, const Ref<Generator>& generator) {
  return ops::bernoulli(p, generator);
}
// The input says the shape and the type alone.
Tensor bernoulli_like(const Tensor& x, double p, const Ref<Generator>& generator) {
  Tensor y = ops::empty_like(x);
  return ops::bernoulli_(y, p, generator);
}

void add_real(Rows& rows) {
  rows.row<rand>(
      "rand(*size: int, generator: Generator | None = None, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(Uniform random numbers in [0, 1).

    y ~ U(0, 1)

Shape:   -> ``size``.
Dtype:   floating; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; NotImplementedError unless floating.
Source:  torch.rand.

>>> a = rg.manual_seed(0)
>>> rg.rand(3)
tensor([0.4963, 0.7682, 0.0885])
)");
  rows.row<randn>(
      "randn(*size: int, generator: Generator | None = None, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False) -> Tensor",
      kFunction | kOut, R"(Normal random numbers of mean 0 and standard deviation 1.

    y ~ N(0, 1)

Shape:   -> ``size``.
Dtype:   floating; the default type if not given.
Grad:    none; the result is a leaf.
Raises:  ShapeError for a size that cannot be; NotImplementedError unless floating.
Source:  torch.randn.

>>> a = rg.manual_seed(0)
>>> rg.randn(3)
tensor([ 1.5410, -0.2934, -2.1788])
)");
  rows.row<rand_like>(
      "rand_like(input: Tensor, *, generator: Generator | None = None, dtype: dtype | None = None, "
      "device: str | device | None = None, requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction,
      R"(Uniform random numbers in [0, 1), in the shape, the type and the layout of a tensor.

    y ~ U(0, 1)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; that of the input if not given.
Grad:    none; the result is a leaf.
Raises:  NotImplementedError unless floating; ShapeError for a
         memory_format of another number of dimensions.
Source:  torch.rand_like.

>>> rg.rand_like(rg.zeros(2, 3)).shape
torch.Size([2, 3])
)");
  rows.row<randn_like>(
      "randn_like(input: Tensor, *, generator: Generator | None = None, dtype: dtype | None = "
      "None, "
      "device: str | device | None = None, requires_grad: bool = False, "
      "memory_format: memory_format | None = None) -> Tensor",
      kFunction, R"(Normal random numbers, in the shape, the type and the layout of a tensor.

    y ~ N(0, 1)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; that of the input if not given.
Grad:    none; the result is a leaf.
Raises:  NotImplementedError unless floating; ShapeError for a
         memory_format of another number of dimensions.
Source:  torch.randn_like.

>>> rg.randn_like(rg.zeros(2, 3)).shape
torch.Size([2, 3])
)");
  rows.row<bernoulli, bernoulli_like>(
      {"bernoulli(input: Tensor, *, generator: Generator | None = None) -> Tensor",
       "bernoulli(input: Tensor, p: float, *, generator: Generator | None = None) -> Tensor"},
      kFunction | kMethod | kOut,
      R"(Ones and zeros, a one with the probability that each element states, or with p alone.

    y = 1 if u < p, else 0,  u ~ U(0, 1)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating; all with p.
Grad:    input, zero everywhere; none with p.
Raises:  DomainError for a probability outside [0, 1]; NotImplementedError unless floating.
Source:  torch.bernoulli.

>>> rg.bernoulli(rg.tensor([0.0, 1.0]))
tensor([0., 1.])
)");
}

void add_integer(Rows& rows) {
  rows.row<randint_below, randint>(
      {"randint(high: int, size: tuple[int, ...], *, generator: Generator | None = None, "
       "dtype: dtype | None = None, device: str | device | None = None, requires_grad: bool = "
       "False) -> Tensor",
       "randint(low: int, high: int, size: tuple[int, ...], *, generator: Generator | None = None, "
       "dtype: dtype | None = None, device: str | device | None = None, requires_grad: bool = "
       "False) -> Tensor"},
      kFunction | kOut, R"(Random integers from low (0 if not given) to high - 1.

    y ~ U{low, ..., high - 1}

Shape:   -> ``size``.
Dtype:   all; int64 if not given.
Grad:    none; the result is a leaf.
Raises:  DomainError if low is not below high; RangeError if the dtype cannot hold them.
Source:  torch.randint.

>>> a = rg.manual_seed(0)
>>> rg.randint(10, (5,))
tensor([4, 9, 3, 0, 3])
)");
  rows.row<randint_like_below, randint_like>(
      {"randint_like(input: Tensor, high: int, *, generator: Generator | None = None, "
       "dtype: dtype | None = None, device: str | device | None = None, "
       "requires_grad: bool = False, memory_format: memory_format | None = None) -> Tensor",
       "randint_like(input: Tensor, low: int, high: int, *, generator: Generator | None = None, "
       "dtype: dtype | None = None, device: str | device | None = None, "
       "requires_grad: bool = False, memory_format: memory_format | None = None) -> Tensor"},
      kFunction, R"(Random integers in the shape, the type and the layout of a tensor.

    y ~ U{low, ..., high - 1}

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all; that of the input if not given.
Grad:    none.
Raises:  DomainError if low is not below high; RangeError if the dtype cannot hold them; ShapeError
         for a memory_format of another number of dimensions.
Source:  torch.randint_like.

>>> rg.randint_like(rg.zeros(3), 5, 6)
tensor([5., 5., 5.])
)");
  rows.row<randperm>(
      "randperm(n: int, *, generator: Generator | None = None, dtype: dtype | None = None, "
      "device: str | device | None = None) -> Tensor",
      kFunction | kOut, R"(The numbers 0 to n - 1 in random order.

    y is a permutation of 0, ..., n - 1

Shape:   -> ``(n)``.
Dtype:   all but bool; int64 if not given.
Grad:    none.
Raises:  ShapeError for a negative n; RangeError if the dtype cannot hold n - 1.
Source:  torch.randperm.

>>> rg.randperm(4).sum()
tensor(6)
)");
}

Tensor& bernoulli_by_tensor(Tensor& x, const Tensor& p, const Ref<Generator>& generator) {
  return ops::bernoulli_(x, p, generator);
}
Tensor& bernoulli_by_number(Tensor& x, double p, const Ref<Generator>& generator) {
  return ops::bernoulli_(x, p, generator);
}

void add_inplace(Rows& rows) {
  rows.row<&ops::uniform_>(
      "uniform_(self: Tensor, from_: float = 0.0, to: float = 1.0, *, "
      "generator: Generator | None = None) -> Tensor",
      kMethod, R"(Writes uniform random numbers in [from_, to) to every element; returns the tensor.

    y ~ U(from, to)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    self, zero everywhere.
Raises:  DomainError for bounds out of order or not finite; NotImplementedError unless floating;
         GraphError for a leaf that requires grad.
Source:  torch.Tensor.uniform_.

>>> rg.zeros(2).uniform_(3, 3)
tensor([3., 3.])
)");
  rows.row<&ops::normal_>(
      "normal_(self: Tensor, mean: float = 0.0, std: float = 1.0, *, "
      "generator: Generator | None = None) -> Tensor",
      kMethod, R"(Writes normal random numbers to every element; returns the tensor.

    y ~ N(mean, std^2)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    self, zero everywhere.
Raises:  DomainError for a negative std; NotImplementedError unless floating; GraphError for a leaf
         that requires grad.
Source:  torch.Tensor.normal_.

>>> rg.zeros(2).normal_(3, 0)
tensor([3., 3.])
)");
  rows.row<&ops::exponential_>(
      "exponential_(self: Tensor, lambd: float = 1.0, *, generator: Generator | None = None) -> "
      "Tensor",
      kMethod, R"(Writes exponential random numbers to every element; returns the tensor.

    y = -log(1 - u) / lambd,  u ~ U(0, 1)

Shape:   ``(*)`` -> ``(*)``.
Dtype:   floating.
Grad:    self, zero everywhere.
Raises:  DomainError unless lambd > 0; NotImplementedError unless floating; GraphError for a leaf
         that requires grad.
Source:  torch.Tensor.exponential_.

>>> bool((rg.zeros(3).exponential_() >= 0).all())
True
)");
  rows.row<bernoulli_by_tensor, bernoulli_by_number>(
      {"bernoulli_(self: Tensor, p: Tensor, *, generator: Generator | None = None) -> Tensor",
       "bernoulli_(self: Tensor, p: float = 0.5, *, generator: Generator | None = None) -> Tensor"},
      kMethod,
      R"(Writes ones, with probability p, and zeros to every element; returns the tensor.

    y = 1 if u < p, else 0,  u ~ U(0, 1)

Shape:   ``(*)`` -> ``(*)``; a tensor p is broadcast to it.
Dtype:   all; a tensor p is float32 or float64.
Grad:    self, p, zero everywhere.
Raises:  DomainError for p outside [0, 1]; GraphError for a leaf that requires grad.
Source:  torch.Tensor.bernoulli_.

>>> rg.zeros(2).bernoulli_(1.0)
tensor([1., 1.])
)");
  rows.row<random_all, random_below, random_between>(
      {"random_(self: Tensor, *, generator: Generator | None = None) -> Tensor",
       "random_(self: Tensor, to: int, *, generator: Generator | None = None) -> Tensor",
       "random_(self: Tensor, from_: int, to: int | None, *, generator: Generator | None = "
       "None) -> Tensor"},
      kMethod, R"(Writes random integers from from_ (0 if not given) to to - 1; returns the tensor.

    y ~ U{from, ..., to - 1}

Without bounds they are 0 and the largest integer up to which the type holds all; that one is the
last where to is None.

Shape:   ``(*)`` -> ``(*)``.
Dtype:   all.
Grad:    self, zero everywhere.
Raises:  DomainError for an empty range; RangeError if the type cannot hold it; GraphError for a
         leaf that requires grad.
Source:  torch.Tensor.random_.

>>> rg.zeros(2).random_(5, 6)
tensor([5., 5.])
)");
}

}  // namespace

void add_random_rows(Rows& rows) {
  add_streams(rows);
  add_real(rows);
  add_integer(rows);
  add_inplace(rows);
}

}  // namespace retrograd::bind
