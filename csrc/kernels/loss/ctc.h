// ctc.h: the steps in time of the sums over alignments that make a connectionist loss.
//
// Rows are of doubles, one for each position of the labels with blanks between them. Before and
// behind each row there is room for kPad more, of which those that are read are -inf (0 for
// slopes); loops may write to them, and leave them so.
#pragma once

#include <cstdint>

namespace retrograd::kernels {

inline constexpr int64_t kCtcPad = 16;

// x, and its derivative along a direction; null where nobody asks for that.
struct CtcRow {
  double *value, *slope;
};

struct CtcStep {
  CtcRow before;       // at the neighbour in time
  CtcRow lp;           // log probabilities at this time
  const double* skip;  // 0 where a position is reached from the next but one, else -inf
  CtcRow sum;          // log(e^before[s] + e^before[s + way] + e^(before[s + 2 way] + skip[s]))
  CtcRow y;            // sum + lp
  int64_t n, way;      // way: -1 for the alignments so far, 1 for those to come
};

struct Ctc {
  void (*step)(const CtcStep& step);
  // y = -e^(a + b + loss), the derivative of the loss by lp; with slopes, their sum times that.
  void (*posterior)(double* y, CtcRow a, CtcRow b, double loss, double loss_slope, int64_t n);
};

const Ctc& ctc();

}  // namespace retrograd::kernels
