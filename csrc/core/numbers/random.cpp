#include "core/numbers/random.h"

#include <algorithm>
#include <atomic>
#include <cmath>
#include <cstddef>
#include <cstring>
#include <limits>
#include <mutex>
#include <numbers>
#include <random>
#include <utility>

#include "base/check.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "kernels/special/normal.h"

namespace retrograd {
namespace {

// Values made between two looks at the interrupt flag: about a millisecond. A multiple of 16, so
// that pieces do not cut through the blocks of normal().
constexpr int64_t kPiece = 1 << 17;
constexpr int64_t kNormalBlock = 16;

uint32_t temper(uint32_t y) {
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680u;
  y ^= (y << 15) & 0xefc60000u;
  return y ^ (y >> 18);
}

// The engine's recurrence: the top bit of `a` with the rest of `b`, times a matrix over GF(2).
uint32_t twist(uint32_t a, uint32_t b, uint32_t far) {
  const uint32_t y = (a & 0x80000000u) | (b & 0x7fffffffu);
  return far ^ (y >> 1) ^ (-(y & 1) & 0x9908b0dfu);
}

uint64_t seed_from_system() {
  std::random_device device;
  const uint64_t high = device();
  return (high << 32) | device();
}

double as_unit(uint64_t long_draw) {
  return static_cast<double>(long_draw & ((uint64_t{1} << 53) - 1)) * 0x1p-53;
}

// torch's layout of a state, field by field.
struct State {
  uint64_t seed;
  int32_t left;  // words before the next refill, plus one
  int32_t seeded;
  uint64_t next;
  uint64_t words[624];
  double normal_x, kept, normal_rho;
  int32_t has_kept;
  int32_t padding;
  float kept_float;  // never set by torch's distributions
  int32_t has_kept_float;
};
static_assert(sizeof(State) == Generator::kStateBytes);

}  // namespace

void Generator::manual_seed(uint64_t seed) {
  const std::lock_guard hold(lock_);
  seed_ = seed;
  state_[0] = static_cast<uint32_t>(seed);
  for (uint32_t i = 1; i < kWords; ++i)
    state_[i] = 1812433253u * (state_[i - 1] ^ (state_[i - 1] >> 30)) + i;
  next_ = kWords;
  has_kept_ = false;
}

uint64_t Generator::seed() {
  const uint64_t seed = seed_from_system();
  manual_seed(seed);
  return seed;
}

uint64_t Generator::initial_seed() const {
  const std::lock_guard hold(lock_);
  return seed_;
}

void Generator::get_state(void* out) const {
  const std::lock_guard hold(lock_);
  State state{};
  state.seed = seed_;
  state.left = next_ == kWords ? 1 : kWords + 1 - next_;
  state.seeded = 1;
  state.next = static_cast<uint64_t>(next_);
  std::copy(state_, state_ + kWords, state.words);
  state.has_kept = has_kept_;
  state.kept = has_kept_ ? kept_ : 0;
  std::memcpy(out, &state, sizeof state);
}

void Generator::set_state(const void* bytes, int64_t n) {
  RG_CHECK(n == kStateBytes, RuntimeError, "set_state: a state has ", kStateBytes, " bytes, got ",
           n);
  State state;
  std::memcpy(&state, bytes, sizeof state);
  // A freshly seeded torch generator has left = 1, next = 0.
  const bool empty = state.left == 1 && (state.next == 0 || state.next == kWords);
  const bool sound =
      state.seeded == 1 &&
      (empty || (state.left > 1 && state.left <= kWords &&
                 state.next == static_cast<uint64_t>(kWords + 1 - state.left))) &&
      std::all_of(state.words, state.words + kWords, [](uint64_t word) { return word >> 32 == 0; });
  RG_CHECK(sound, RuntimeError, "set_state: the bytes are not the state of a generator");
  const std::lock_guard hold(lock_);
  seed_ = state.seed;
  next_ = empty ? kWords : static_cast<int>(state.next);
  for (int i = 0; i < kWords; ++i) state_[i] = static_cast<uint32_t>(state.words[i]);
  has_kept_ = state.has_kept != 0;
  kept_ = state.kept;
}

// The next 624 words of the recurrence x[i] = twist(x[i - 624], x[i - 623], x[i - 227]), in place.
void Generator::refill() {
  constexpr int kFar = 397;
  uint32_t* x = state_;
  int i = 0;
  for (; i < kWords - kFar; ++i) x[i] = twist(x[i], x[i + 1], x[i + kFar]);
  for (; i < kWords - 1; ++i) x[i] = twist(x[i], x[i + 1], x[i + kFar - kWords]);
  x[i] = twist(x[i], x[0], x[i + kFar - kWords]);
  next_ = 0;
}

uint32_t Generator::draw() {
  if (next_ == kWords) refill();
  return temper(state_[next_++]);
}

uint64_t Generator::long_draw() {
  const uint64_t high = draw();
  return (high << 32) | draw();
}

double Generator::long_uniform() { return as_unit(long_draw()); }

void Generator::discard(int64_t draws) {
  for (int64_t i = 0; i < draws; ++i) draw();
}

double Generator::one_normal() {
  if (std::exchange(has_kept_, false)) return kept_;
  const double u = long_uniform(), v = long_uniform();
  const double r = std::sqrt(-2 * std::log1p(-v)), t = 2 * std::numbers::pi * u;
  kept_ = r * std::sin(t);
  has_kept_ = true;
  return r * std::cos(t);
}

// Runs of words that lie side by side, so that the loop over them can be vectorised.
void Generator::unlocked_uniform(float* out, int64_t n) {
  while (n > 0) {
    if (next_ == kWords) refill();
    const int run = static_cast<int>(std::min<int64_t>(n, kWords - next_));
    const uint32_t* words = state_ + next_;
    for (int i = 0; i < run; ++i)
      out[i] = static_cast<float>(static_cast<int32_t>(temper(words[i]) & 0xffffffu)) * 0x1p-24f;
    next_ += run;
    out += run;
    n -= run;
  }
}

void Generator::unlocked_uniform(double* out, int64_t n) {
  while (n > 0) {
    const int run = static_cast<int>(std::min<int64_t>(n, (kWords - next_) / 2));
    const uint32_t* words = state_ + next_;
    for (int i = 0; i < run; ++i)
      out[i] = as_unit(uint64_t{temper(words[2 * i])} << 32 | temper(words[2 * i + 1]));
    next_ += 2 * run;
    out += run;
    n -= run;
    if (n > 0) {  // fewer than two words are left
      *out++ = long_uniform();
      --n;
    }
  }
}

// Calls fill(begin, end) under the lock for consecutive pieces of [0, n).
template <class F>
void Generator::in_pieces(int64_t n, F fill) {
  for (int64_t begin = 0; begin < n; begin += kPiece) {
    if (begin > 0) check_interrupt();
    const std::lock_guard hold(lock_);
    fill(begin, std::min(begin + kPiece, n));
  }
}

namespace {
// One rounding each, as torch does it: in double a product of floats is exact.
void rescale(float* x, int64_t n, float from, float to) {
  const double width = to - from;
  for (int64_t i = 0; i < n; ++i) x[i] = static_cast<float>(x[i] * width + from);
}

void rescale(double* x, int64_t n, double from, double to) {
  const double width = to - from;
  if (from == 0) {
    for (int64_t i = 0; i < n; ++i) x[i] *= width;
  } else {
    for (int64_t i = 0; i < n; ++i) x[i] = std::fma(x[i], width, from);
  }
}
}  // namespace

void Generator::uniform(float* out, int64_t n, double from, double to) {
  in_pieces(n, [&](int64_t begin, int64_t end) {
    unlocked_uniform(out + begin, end - begin);
    if (from != 0 || to != 1)
      rescale(out + begin, end - begin, static_cast<float>(from), static_cast<float>(to));
  });
}

void Generator::uniform(double* out, int64_t n, double from, double to) {
  in_pieces(n, [&](int64_t begin, int64_t end) {
    unlocked_uniform(out + begin, end - begin);
    if (from != 0 || to != 1) rescale(out + begin, end - begin, from, to);
  });
}

template <class T>
void Generator::normal_blocks(T* out, int64_t n, double mean, double std, Normals kind) {
  const kernels::BoxMuller make = kernels::normal().box_muller[dtype_of<T>];
  const int64_t ragged = n % kNormalBlock, even = n - ragged;
  for (int64_t begin = 0; begin < even; begin += kPiece) {
    T* piece = out + begin;
    const int64_t length = std::min(kPiece, even - begin);
    if (begin > 0) check_interrupt();
    {
      const std::lock_guard hold(lock_);
      unlocked_uniform(piece, length);
    }
    parallel_for(length, 512 * kNormalBlock,
                 [&](int64_t from, int64_t to) { make(piece + from, to - from, mean, std); });
  }
  if (ragged == 0) return;
  T* last = out + n - kNormalBlock;
  {
    const std::lock_guard hold(lock_);
    if (kind != Normals::kNarrow) discard(ragged * static_cast<int64_t>(sizeof(T) / sizeof(float)));
    unlocked_uniform(last, kNormalBlock);
  }
  make(last, kNormalBlock, mean, std);
}

void Generator::normal(float* out, int64_t n, double mean, double std, Normals kind) {
  if (n >= kNormalBlock && kind != Normals::kOneByOne)
    return normal_blocks(out, n, mean, std, kind);
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = static_cast<float>(one_normal() * std + mean);
  });
}

void Generator::normal(double* out, int64_t n, double mean, double std, Normals kind) {
  if (n >= kNormalBlock && kind != Normals::kOneByOne)
    return normal_blocks(out, n, mean, std, kind);
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = one_normal() * std + mean;
  });
}

void Generator::exponential(float* out, int64_t n, double rate) {
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      out[i] = static_cast<float>(-std::log1p(-long_uniform()) / rate);
  });
}

void Generator::exponential(double* out, int64_t n, double rate) {
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = -std::log1p(-long_uniform()) / rate;
  });
}

void Generator::integers(int64_t* out, int64_t n, int64_t low, uint64_t range) {
  const bool is_long = range == 0 || range >= uint64_t{1} << 28;
  // Sums wrap, and wrap back into the range asked for. Torch adds nothing to a draw from all 2^64.
  const uint64_t base = range ? static_cast<uint64_t>(low) : 0;
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) {
      const uint64_t drawn = is_long ? long_draw() : draw();
      out[i] = static_cast<int64_t>((range ? drawn % range : drawn) + base);
    }
  });
}

void Generator::all_integers(int64_t* out, int64_t n, DType t) {
  const bool is_long = item_size(t) == 8;
  // 0 to 2^digits for floating types, which hold that bound too; else 0 to 2^digits - 1.
  const uint64_t range = (uint64_t{1} << digits(t)) + (is_floating(t) ? 1 : 0);
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      out[i] = static_cast<int64_t>((is_long ? long_draw() : draw()) % range);
  });
}

void Generator::bernoulli(bool* out, int64_t n, double p) {
  in_pieces(n, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i) out[i] = long_uniform() < p;
  });
}

void Generator::permutation(int64_t* out, int64_t n) {
  for (int64_t i = 0; i < n; ++i) out[i] = i;
  if (n >= std::numeric_limits<uint32_t>::max() / 20) {
    in_pieces(n, [&](int64_t begin, int64_t end) {
      for (int64_t i = begin; i < end; ++i)
        std::swap(out[i], out[static_cast<int64_t>(long_draw() % static_cast<uint64_t>(i + 1))]);
    });
    return;
  }
  in_pieces(n - 1, [&](int64_t begin, int64_t end) {
    for (int64_t i = begin; i < end; ++i)
      std::swap(out[i], out[i + static_cast<int64_t>(draw() % static_cast<uint64_t>(n - i))]);
  });
}

Ref<Generator> default_generator() {
  // Leaked: it must outlive whatever draws at exit. No function's static, for that is a lock too.
  static constinit std::atomic<Generator*> the_generator = nullptr;
  Generator* current = the_generator.load(std::memory_order_acquire);
  if (current) return Ref<Generator>::share(current);
  auto fresh = make_ref<Generator>(seed_from_system());
  if (the_generator.compare_exchange_strong(current, fresh.get(), std::memory_order_acq_rel))
    current = fresh.detach();
  return Ref<Generator>::share(current);
}

}  // namespace retrograd
