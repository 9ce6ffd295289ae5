#include "kernels/move/gather.h"

#include "kernels/loops.h"

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

template <class T>
[[gnu::always_inline]] inline void copy_run(char* y, const char* x, int64_t run, int64_t ry,
                                            int64_t rx) {
  if (ry == kSize<T> && rx == kSize<T>) {
    std::memcpy(y, x, static_cast<size_t>(run) * sizeof(T));
  } else {
    for (int64_t j = 0; j < run; ++j) put<T>(y + j * ry, get<T>(x + j * rx));
  }
}

template <class T>
void read_rows(char* y, const char* x, const int64_t* index, int64_t n, int64_t step, int64_t scale,
               int64_t run, int64_t ry, int64_t rx) {
  for (int64_t i = 0; i < n; ++i) copy_run<T>(y + i * step, x + index[i] * scale, run, ry, rx);
}

template <class T>
void write_rows(char* y, const char* x, const int64_t* index, int64_t n, int64_t step,
                int64_t scale, int64_t run, int64_t ry, int64_t rx) {
  for (int64_t i = 0; i < n; ++i) copy_run<T>(y + index[i] * scale, x + i * step, run, ry, rx);
}

// Whether one of them is outside of [low, low + span), without a branch for each.
bool any_outside(const int64_t* index, int64_t n, int64_t low, int64_t span) {
  uint64_t outside = 0;
  for (int64_t i = 0; i < n; ++i)
    outside |= static_cast<uint64_t>(index[i] - low) >= static_cast<uint64_t>(span);
  return outside;
}

int64_t first_outside(const int64_t* index, int64_t n, int64_t low, int64_t span) {
  if (!any_outside(index, n, low, span)) return n;
  int64_t i = 0;
  while (!any_outside(index + i, 1, low, span)) ++i;
  return i;
}

int64_t outside(const int64_t* index, int64_t n, int64_t length) {
  return first_outside(index, n, 0, length);
}

int64_t places(int64_t* y, const int64_t* index, int64_t n, int64_t length, int64_t stride,
               bool add) {
  const int64_t wrong = first_outside(index, n, -length, 2 * length);
  if (wrong < n) return wrong;
  for (int64_t i = 0; i < n; ++i) {
    const int64_t place = (index[i] < 0 ? index[i] + length : index[i]) * stride;
    y[i] = add ? y[i] + place : place;
  }
  return n;
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
    .read_rows = {read_rows<uint8_t>, read_rows<uint16_t>, read_rows<uint32_t>,
                  read_rows<uint64_t>},
    .write_rows = {write_rows<uint8_t>, write_rows<uint16_t>, write_rows<uint32_t>,
                   write_rows<uint64_t>},
    .places = places,
    .outside = outside,
    .classes = classes,
};

}  // namespace retrograd::kernels::RG_ISA
