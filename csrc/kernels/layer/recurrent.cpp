#include "kernels/layer/recurrent.h"

#include "base/machine/parallel.h"
#include "kernels/layer/floats.h"
#include "kernels/loops.h"
#include "kernels/parts.h"
#include "kernels/simd/math.h"

namespace retrograd::kernels::RG_ISA {
namespace {

constexpr int64_t kWork = 1 << 13;  // elements of h worth a task of their own

// Those of float are short enough to overlap; those of double would fill a page for each use.
[[gnu::always_inline]] inline VecF sigmoid_of(VecF x) { return sigmoid(x); }
[[gnu::always_inline]] inline VecF tanh_of(VecF x) { return tanh(x); }
[[gnu::noinline]] VecD sigmoid_of(VecD x) { return sigmoid(x); }
[[gnu::noinline]] VecD tanh_of(VecD x) { return tanh(x); }

// Up to a vector of elements of one row: those of block `gate` from column j on.
template <class T>
struct Columns {
  int64_t hidden, j, count;

  [[gnu::always_inline]] Vec<T> read(const T* row, int64_t gate = 0) const {
    return load_first(row + gate * hidden + j, count);
  }
  [[gnu::always_inline]] void write(T* row, Vec<T> v, int64_t gate = 0) const {
    store_first(row + gate * hidden + j, v, count);
  }
};

template <class T>
[[gnu::always_inline]] inline T* row_of(const void* p, int64_t row, int64_t i) {
  return static_cast<T*>(const_cast<void*>(p)) + i * row;
}

// Calls step(args, row, columns) for all elements.
template <class T, class Args, class Step>
[[gnu::always_inline]] inline void each_element(const Args& given, Step) {
  Args copy = given;
  if (given.hidden <= 0) return;
  parallel_for(given.rows, ceil_div(kWork, given.hidden), &copy,
               [](void* context, int64_t begin, int64_t end) {
                 const auto& g = *static_cast<const Args*>(context);
                 for (; begin < end; ++begin)
                   for (int64_t j = 0; j < g.hidden; j += kLanes<T>)
                     Step()(g, begin, Columns<T>{g.hidden, j, least(kLanes<T>, g.hidden - j)});
               });
}

template <class T, bool kRectified>
void plain(const CellArgs& args) {
  each_element<T>(
      args, [](const CellArgs& g, int64_t i, const Columns<T>& at) __attribute__((always_inline)) {
        const Vec<T> s =
            at.read(row_of<T>(g.x, g.x_row, i)) + at.read(row_of<T>(g.gates, g.gates_row, i));
        // `s > 0 ? s : 0` would lose NaN.
        at.write(row_of<T>(g.h, g.h_row, i), kRectified ? at_least(s, Vec<T>{}) : tanh_of(s));
      });
}
template <class T, bool kRectified>
void plain_backward(const CellBackwardArgs& args) {
  each_element<T>(
      args, [](const CellBackwardArgs& g, int64_t i, const Columns<T>& at)
                __attribute__((always_inline)) {
                  const Vec<T> h = at.read(row_of<T>(g.gates, g.gates_row, i));
                  Vec<T> dh = at.read(row_of<T>(g.dh, g.hidden, i));
                  if (g.dy) dh += at.read(row_of<T>(g.dy, g.dy_row, i));
                  at.write(row_of<T>(g.dx, g.dx_row, i),
                           kRectified ? (h > 0 ? dh : Vec<T>{}) : dh * (1 - h * h));
                });
}

template <class T>
void gru(const CellArgs& args) {
  each_element<T>(
      args, [](const CellArgs& g, int64_t i, const Columns<T>& at) __attribute__((always_inline)) {
        const T* x = row_of<T>(g.x, g.x_row, i);
        T* gates = row_of<T>(g.gates, g.gates_row, i);
        const Vec<T> h = at.read(row_of<T>(g.before, g.before_row, i)), p = at.read(gates, 2);
        const Vec<T> r = sigmoid_of(at.read(x) + at.read(gates));
        const Vec<T> z = sigmoid_of(at.read(x, 1) + at.read(gates, 1));
        const Vec<T> n = tanh_of(at.read(x, 2) + r * p);
        at.write(gates, r);
        at.write(gates, z, 1);
        at.write(gates, n, 2);
        at.write(gates, p, 3);
        at.write(row_of<T>(g.h, g.h_row, i), n + z * (h - n));
      });
}
template <class T>
void gru_backward(const CellBackwardArgs& args) {
  each_element<T>(
      args, [](const CellBackwardArgs& g, int64_t i,
               const Columns<T>& at) __attribute__((always_inline)) {
        const T* gates = row_of<T>(g.gates, g.gates_row, i);
        const Vec<T> r = at.read(gates), z = at.read(gates, 1), n = at.read(gates, 2),
                     p = at.read(gates, 3), h = at.read(row_of<T>(g.before, g.before_row, i));
        Vec<T> dh = at.read(row_of<T>(g.dh, g.hidden, i));
        if (g.dy) dh += at.read(row_of<T>(g.dy, g.dy_row, i));
        const Vec<T> dn = dh * (1 - z) * (1 - n * n), dr = dn * p * r * (1 - r),
                     dz = dh * (h - n) * z * (1 - z);
        T *dx = row_of<T>(g.dx, g.dx_row, i), *dp = row_of<T>(g.dp, g.dx_row, i);
        at.write(dx, dr);
        at.write(dp, dr);
        at.write(dx, dz, 1);
        at.write(dp, dz, 1);
        at.write(dx, dn, 2);
        at.write(dp, dn * r, 2);
        at.write(row_of<T>(g.dh, g.hidden, i), dh * z);
      });
}

template <class T>
void lstm(const CellArgs& args) {
  each_element<T>(
      args,
      [](const CellArgs& g, int64_t at_row, const Columns<T>& at) __attribute__((always_inline)) {
        const T* x = row_of<T>(g.x, g.x_row, at_row);
        T* gates = row_of<T>(g.gates, g.gates_row, at_row);
        const Vec<T> i = sigmoid_of(at.read(x) + at.read(gates)),
                     f = sigmoid_of(at.read(x, 1) + at.read(gates, 1)),
                     n = tanh_of(at.read(x, 2) + at.read(gates, 2)),
                     o = sigmoid_of(at.read(x, 3) + at.read(gates, 3));
        const Vec<T> c = f * at.read(row_of<T>(g.before, g.before_row, at_row)) + i * n,
                     tanh_c = tanh_of(c);
        at.write(gates, i);
        at.write(gates, f, 1);
        at.write(gates, n, 2);
        at.write(gates, o, 3);
        at.write(gates, tanh_c, 4);
        at.write(row_of<T>(g.c, g.c_row, at_row), c);
        at.write(row_of<T>(g.h, g.h_row, at_row), o * tanh_c);
      });
}
template <class T>
void lstm_backward(const CellBackwardArgs& args) {
  each_element<T>(
      args, [](const CellBackwardArgs& g, int64_t at_row,
               const Columns<T>& at) __attribute__((always_inline)) {
        const T* gates = row_of<T>(g.gates, g.gates_row, at_row);
        const Vec<T> i = at.read(gates), f = at.read(gates, 1), n = at.read(gates, 2),
                     o = at.read(gates, 3), tanh_c = at.read(gates, 4),
                     c = at.read(row_of<T>(g.before, g.before_row, at_row));
        Vec<T> dh = at.read(row_of<T>(g.dh, g.hidden, at_row));
        if (g.dy) dh += at.read(row_of<T>(g.dy, g.dy_row, at_row));
        T *sum_c = row_of<T>(g.dc, g.hidden, at_row), *dx = row_of<T>(g.dx, g.dx_row, at_row);
        const Vec<T> dc = at.read(sum_c) + dh * o * (1 - tanh_c * tanh_c);
        at.write(dx, dc * n * i * (1 - i));
        at.write(dx, dc * c * f * (1 - f), 1);
        at.write(dx, dc * i * (1 - n * n), 2);
        at.write(dx, dh * tanh_c * o * (1 - o), 3);
        at.write(sum_c, dc * f);
      });
}

}  // namespace

extern const Recurrent recurrent;
constinit const Recurrent recurrent = {
    .forward = {floats<plain<float, false>, plain<double, false>>(),
                floats<plain<float, true>, plain<double, true>>(),
                floats<gru<float>, gru<double>>(), floats<lstm<float>, lstm<double>>()},
    .backward = {floats<plain_backward<float, false>, plain_backward<double, false>>(),
                 floats<plain_backward<float, true>, plain_backward<double, true>>(),
                 floats<gru_backward<float>, gru_backward<double>>(),
                 floats<lstm_backward<float>, lstm_backward<double>>()}};

}  // namespace retrograd::kernels::RG_ISA
