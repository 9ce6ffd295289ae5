// random.h: random streams, bit for bit those of torch's CPU generator.
//
// The engine is MT19937 (Matsumoto and Nishimura 1998) seeded with the low half of the seed. Which
// draws make which value is part of the contract, and stated at each method. "A draw" is one 32-bit
// word of the engine, "a long draw" two of them, the first one high.
//
// Thread safety: every method may be called from any thread. Calls of several threads at once share
// the stream in pieces of unspecified size; each word goes to one of them. No lock is held while
// check_interrupt() is polled, which long calls do.
#pragma once

#include <cstdint>

#include "base/machine/fork.h"
#include "base/ref.h"
#include "core/numbers/dtype.h"

namespace retrograd {

class Generator final : public Counted {
 public:
  // The seed of every new generator except the default one.
  static constexpr uint64_t kFirstSeed = 67280421310721;

  explicit Generator(uint64_t seed = kFirstSeed) { manual_seed(seed); }

  void manual_seed(uint64_t seed);
  // Seeds from the operating system and returns the seed.
  uint64_t seed();
  // The seed that was set last.
  uint64_t initial_seed() const;

  // The whole state in torch's layout, so that saved states can be exchanged with it.
  static constexpr int64_t kStateBytes = 5056;
  void get_state(void* out) const;
  // Throws RuntimeError, and changes nothing, if the bytes are not a state.
  void set_state(const void* state, int64_t bytes);

  // In [from, to): x (to - from) + from in one rounding, where x is the low 24 bits of a draw times
  // 2^-24 (float) or the low 53 bits of a long draw times 2^-53 (double).
  void uniform(float* out, int64_t n, double from = 0, double to = 1);
  void uniform(double* out, int64_t n, double from = 0, double to = 1);

  // From 16 values on, Box-Muller over uniforms x of the same type in blocks of 16: for j < 8
  //   r = sqrt(-2 log(1 - x[j])), t = 2 pi x[j + 8], y[j] = r cos t, y[j + 8] = r sin t.
  // If n is no multiple of 16, the last 16 values are made anew from fresh uniforms.
  // Fewer values are made one at a time from two double uniforms u, v each:
  //   r = sqrt(-2 log(1 - v)), t = 2 pi u; r cos t comes first, r sin t is kept for the next one.
  // kOneByOne asks for that at any n: torch does so where a tensor is not contiguous. kNarrow is
  // for normals that will be float16 or bfloat16: the uniforms that a ragged end would have taken
  // are not drawn.
  enum class Normals { kBlocks, kNarrow, kOneByOne };
  void normal(float* out, int64_t n, double mean = 0, double std = 1,
              Normals kind = Normals::kBlocks);
  void normal(double* out, int64_t n, double mean = 0, double std = 1,
              Normals kind = Normals::kBlocks);

  // -log(1 - u) / rate, u a double uniform.
  void exponential(float* out, int64_t n, double rate = 1);
  void exponential(double* out, int64_t n, double rate = 1);

  // low + a draw modulo `range`, a long draw from 2^28 on; range 0 stands for 2^64, and gives the
  // long draw as it is.
  void integers(int64_t* out, int64_t n, int64_t low, uint64_t range);

  // From 0 to the largest integer up to which t holds all: a draw modulo that range, a long draw
  // for the types of 8 bytes.
  void all_integers(int64_t* out, int64_t n, DType t);

  // True where a double uniform is below p. With a probability for each element, torch draws
  // uniforms of the type of the probabilities: there compare uniform() with them.
  void bernoulli(bool* out, int64_t n, double p);

  // Starts from y[i] = i. For i < n - 1 swaps y[i] with y[i + draw modulo (n - i)]; from
  // n = 2^32 / 20 on, for i < n swaps y[i] with y[long draw modulo (i + 1)] instead.
  void permutation(int64_t* out, int64_t n);

 private:
  static constexpr int kWords = 624;

  uint32_t draw();
  uint64_t long_draw();
  double long_uniform();
  double one_normal();
  void refill();
  void discard(int64_t draws);
  void unlocked_uniform(float* out, int64_t n);
  void unlocked_uniform(double* out, int64_t n);
  template <class T>
  void normal_blocks(T* out, int64_t n, double mean, double std, Normals kind);
  template <class F>
  void in_pieces(int64_t n, F fill);

  mutable ForkMutex lock_;
  uint64_t seed_ = 0;
  uint32_t state_[kWords];
  int next_ = kWords;  // the next word to hand out; kWords: none is left
  bool has_kept_ = false;
  double kept_ = 0;  // the second normal of a pair
};

// What operations use when they are given no generator. It starts with a seed from the system
// and lives for ever.
Ref<Generator> default_generator();

}  // namespace retrograd
