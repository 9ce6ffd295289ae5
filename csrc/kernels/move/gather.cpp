#include "kernels/move/gather.h"

#include "kernels/pointwise/loops.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T>
void read(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy, int64_t sx,
          int64_t scale) {
  for (int64_t i = 0; i < n; ++i)
    put<T>(y + i * sy, index[i] < 0 ? T() : get<T>(x + i * sx + index[i] * scale));
}

template <class T>
void write(char* y, const char* x, const int64_t* index, int64_t n, int64_t sy, int64_t sx,
           int64_t scale) {
  for (int64_t i = 0; i < n; ++i)
    if (index[i] >= 0) put<T>(y + i * sy + index[i] * scale, get<T>(x + i * sx));
}

int64_t classes(int64_t* y, const int64_t* x, int64_t n, int64_t count, int64_t ignored) {
  for (int64_t i = 0; i < n; ++i) {
    const int64_t k = x[i];
    if (k != ignored && (k < 0 || k >= count)) return i;
    y[i] = k == ignored ? -1 : k;
  }
  return n;
}

}  // namespace

extern const Gather gather;
constinit const Gather gather = {
    .read = {read<uint8_t>, read<uint16_t>, read<uint32_t>, read<uint64_t>},
    .write = {write<uint8_t>, write<uint16_t>, write<uint32_t>, write<uint64_t>},
    .classes = classes,
};

}  // namespace retrograd::kernels::RG_ISA
