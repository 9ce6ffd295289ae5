#include "kernels/layer/pad.h"

#include "kernels/loops.h"
#include "kernels/move/copy_bytes.h"

namespace retrograd::kernels::RG_ISA {
namespace {

template <class T>
[[gnu::always_inline]] inline char* fill_run(char* y, int64_t n, T value) {
  for (int64_t i = 0; i < n; ++i) put<T>(y + i * kSize<T>, value);
  return y + n * kSize<T>;
}
template <class T>
[[gnu::always_inline]] inline char* gather_run(char* y, int64_t n, const char* x,
                                               const int64_t* at) {
  for (int64_t i = 0; i < n; ++i) put<T>(y + i * kSize<T>, get<T>(x + at[i]));
  return y + n * kSize<T>;
}

template <class T>
void pad_rows(const PadArgs& g) {
  const T value = get<T>(g.fill);
  const int64_t width = g.left + g.middle + g.right, bytes = g.middle * kSize<T>;
  char* y = g.y;
  for (int64_t r = 0; r < g.count; ++r) {
    if (g.rows[r] < 0) {
      y = fill_run<T>(y, width, value);
      continue;
    }
    const char* x = g.x + g.rows[r];
    y = g.edges ? gather_run<T>(y, g.left, x, g.edges) : fill_run<T>(y, g.left, value);
    copy_bytes(y, x + g.from, bytes);
    y += bytes;
    y = g.edges ? gather_run<T>(y, g.right, x, g.edges + g.left) : fill_run<T>(y, g.right, value);
  }
}

}  // namespace

extern const Pad pad;
constinit const Pad pad = {
    .pad = {pad_rows<uint8_t>, pad_rows<uint16_t>, pad_rows<uint32_t>, pad_rows<uint64_t>}};

}  // namespace retrograd::kernels::RG_ISA
