// stage.h: lets a pointwise loop run on operands of other element types than its own.
//
// Each block of elements is converted on the way in, and the result on the way out, through buffers
// on the stack: a type needs loops of its own for the conversion alone, and tensors of mixed types
// need no converted copies.
#pragma once

#include <algorithm>
#include <utility>

#include "core/numbers/dtype.h"
#include "kernels/move/convert.h"
#include "kernels/move/narrow.h"

namespace retrograd {

// Calls a loop on the operands at p, s bytes from one element to the next.
template <class F, size_t... I>
void call_loop(F f, char* const* p, int64_t n, const int64_t* s, std::index_sequence<I...>) {
  f(p[I]..., n, s[I]...);
}

// A loop and the numbers that it takes.
template <class F>
struct Numbered {
  F f;
  const double* numbers;
};
template <class F, size_t... I>
void call_loop(Numbered<F> f, char* const* p, int64_t n, const int64_t* s,
               std::index_sequence<I...>) {
  f.f(p[I]..., n, s[I]..., f.numbers);
}

// The loop F of N operands, the result first, with what is done to each before or after it.
template <int N, class F>
class Staged {
 public:
  // `types` are those of the operands, `own` those that the loop reads and writes.
  // REQUIRES: own[k] computes in itself, and the result, if it is not of own[0], is narrow and
  // computes in it.
  Staged(F f, const DType (&types)[N], const DType (&own)[N], bool saturate = false) : f_(f) {
    const kernels::Narrow& k = kernels::narrow();
    item_[0] = widest_ = item_size(own[0]);
    in_bfloat16_[0] = types[0] == DType::kBFloat16;
    if (types[0] != own[0]) narrow_ = (saturate ? k.saturate : k.narrow)[types[0]];
    for (int i = 1; i < N; ++i) {
      DType t = types[i];
      item_[i] = item_size(own[i]);
      if (is_narrow(t)) {
        widen_[i] = k.widen[t];
        in_bfloat16_[i] = t == DType::kBFloat16 && own[i] == DType::kFloat32;
        t = computing(t);
      }
      middle_[i] = item_size(t);
      widest_ = std::max({widest_, item_[i], middle_[i]});
      if (t != own[i]) convert_[i] = kernels::convert().convert[t][own[i]];
    }
  }

  // n elements of the operands at p, s bytes from one to the next.
  void operator()(char* const* p, int64_t n, const int64_t* s) const {
    alignas(64) char buffer[N][kBlockBytes], widened[kBlockBytes];
    const int64_t block = kBlockBytes / widest_;
    // Neighbours in bfloat16 lie as is quickest while they are floats.
    bool apart = in_bfloat16_[0];
    for (int i = 0; i < N; ++i) apart &= (i > 0 && s[i] == 0) || (in_bfloat16_[i] && s[i] == 2);
    const kernels::Loop1 narrow = apart ? kernels::narrow().narrow_apart : narrow_;
    for (int64_t begin = 0; begin < n; begin += block) {
      const int64_t count = std::min(block, n - begin);
      char* at[N];
      int64_t step[N];
      for (int i = 0; i < N; ++i) {
        at[i] = p[i] + begin * s[i];
        step[i] = s[i];
        if (i == 0 ? !narrow_ : !widen_[i] && !convert_[i]) continue;
        const bool repeated = i > 0 && s[i] == 0;
        if (i > 0 && !(repeated && begin > 0))
          take(i, buffer[i], widened, at[i], repeated ? 1 : count, s[i], apart);
        at[i] = buffer[i];
        step[i] = repeated ? 0 : item_[i];
      }
      call_loop(f_, at, count, step, std::make_index_sequence<N>());
      if (narrow) narrow(p[0] + begin * s[0], buffer[0], count, s[0], item_[0]);
    }
  }

 private:
  // Enough to pay for the calls, while all buffers stay in the nearest cache.
  static constexpr int64_t kBlockBytes = 8192;

  void take(int i, char* to, char* widened, const char* x, int64_t n, int64_t step,
            bool apart) const {
    if (widen_[i]) {
      char* y = convert_[i] ? widened : to;
      (apart && step ? kernels::narrow().widen_apart : widen_[i])(y, x, n, middle_[i], step);
      x = y;
      step = middle_[i];
    }
    if (convert_[i]) convert_[i](to, x, n, item_[i], step);
  }

  F f_;
  kernels::Loop1 narrow_ = nullptr, widen_[N] = {}, convert_[N] = {};
  int64_t item_[N], middle_[N], widest_ = 1;
  bool in_bfloat16_[N] = {};  // in memory, and in float32 where the loop sees it
};

}  // namespace retrograd
