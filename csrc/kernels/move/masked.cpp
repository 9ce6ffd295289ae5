#include "kernels/move/masked.h"

#include "kernels/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

int64_t count(const char* mask, int64_t n) {
  int64_t total = 0;
  for (int64_t i = 0; i < n; ++i) total += mask[i] != 0;
  return total;
}

// Each element is written, and stays where it was chosen: no branch has to be foretold. What is
// written beyond is overwritten, since the loop ends with the last one chosen.
template <class T>
void pick(char* y, const char* x, const char* mask, int64_t chosen) {
  int64_t k = 0;
  for (int64_t i = 0; k < chosen; ++i) {
    put<T>(y + k * kSize<T>, get<T>(x + i * kSize<T>));
    k += mask[i] != 0;
  }
}

template <class T>
void put_chosen(char* y, const char* x, const char* mask, int64_t n) {
  int64_t k = 0;
  for (int64_t i = 0; i < n; ++i)
    if (mask[i]) put<T>(y + i * kSize<T>, get<T>(x + kSize<T> * k++));
}

void positions(int64_t* y, const char* mask, int64_t chosen, int64_t first) {
  int64_t k = 0;
  for (int64_t i = 0; k < chosen; ++i) {
    y[k] = first + i;
    k += mask[i] != 0;
  }
}

// The numbers grow, so a division is needed only where the coordinate, or for the last dimension
// the line, is another one than before.
void coordinate(int64_t* y, const int64_t* x, int64_t n, int64_t inner, int64_t length) {
  const int64_t line = inner == 1 ? length : inner;
  int64_t first = 0, end = 0, value = 0;  // of the line of the element before
  for (int64_t i = 0; i < n; ++i) {
    if (x[i] >= end) {
      const int64_t number = x[i] / line;
      first = number * line;
      end = first + line;
      value = number % length;
    }
    y[i] = inner == 1 ? x[i] - first : value;
  }
}

}  // namespace

extern const Masked masked;
constinit const Masked masked = {
    .count = count,
    .pick = {pick<uint8_t>, pick<uint16_t>, pick<uint32_t>, pick<uint64_t>},
    .put = {put_chosen<uint8_t>, put_chosen<uint16_t>, put_chosen<uint32_t>, put_chosen<uint64_t>},
    .positions = positions,
    .coordinate = coordinate,
};

}  // namespace retrograd::kernels::RG_ISA
