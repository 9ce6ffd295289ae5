// plan.h: how a convolution is cut into blocks, and where the slots of its taps lie.
#pragma once

#include <array>
#include <cstdlib>
#include <vector>

#include "kernels/convolution/convolution.h"

namespace retrograd::ops {

using Triple = std::array<int64_t, 3>;

// What both ends of a convolution share, one number for each of three axes.
struct Geometry {
  int64_t groups;
  Triple stride, padding, dilation;  // padding is that before the first element
};

// A tap of a window along one axis: its position in the kernel, and the source position that it
// meets for the first result.
struct Tap {
  int64_t kernel, at;
};

// The results along one axis that are computed by one call.
struct AxisPlan {
  int64_t results, to, to_step, to_length, length, step;
  std::vector<Tap> taps;

  // Three taps next to each other, as are the windows.
  bool is_three_in_row() const {
    return taps.size() == 3 && step == 1 && std::abs(taps[1].at - taps[0].at) == 1;
  }
};

constexpr int64_t ceil_div(int64_t a, int64_t b) { return (a + b - 1) / b; }

// Those of a convolution itself.
AxisPlan forward_axis(int64_t length, int64_t kernel, int64_t results, int64_t stride,
                      int64_t padding, int64_t dilation);
// Those positions of its input, `first`, `first` + stride, ..., for which windows of its results
// are to be added; no taps if there are none.
AxisPlan backward_axis(int64_t length, int64_t kernel, int64_t inputs, int64_t stride,
                       int64_t padding, int64_t dilation, int64_t first);

// Of tiles of two results along an axis of three taps next to each other: four taps, in order.
AxisPlan tile_axis(const AxisPlan& plan);

// Units for `items` that have at most so many results each: so many that the busiest of as many
// threads has least to do.
int64_t shared_units(const std::array<AxisPlan, 3>& axes, int64_t items, int64_t most_results,
                     int64_t threads);

// Those of a group's results: tiles take some at a time; or there is a single one, for which slots
// are filled as long as sums are formed; or they lie across registers, see correlate_across.
enum class Rows { kSome, kSingle, kAcross };

// The tables that ConvolutionArgs points to, and the numbers of its axes.
class Plan {
 public:
  // `kernel` are the lengths of the weight; `most_terms` those of a chain of products, and `most`
  // the elements that slots should take. About `units` blocks, if rows suffice.
  Plan(const std::array<AxisPlan, 3>& axes, const Triple& kernel, int64_t channels,
       int64_t most_terms, int64_t most, int64_t units, Rows rows = Rows::kSome);

  kernels::ConvolutionArgs args = {};

 private:
  // Returns how many there are. `apart`: each tap has its own.
  int64_t place_slots(int axis, const AxisPlan& plan, int64_t block, bool apart = false);
  // The same for slots that hold all that lies between taps, too.
  int64_t place_whole(int axis, const AxisPlan& plan, int64_t block);
  void place(int axis, const AxisPlan& plan, int64_t block, int64_t slots);

  std::array<std::vector<kernels::SlotRun>, 3> runs_;
  std::array<std::vector<int64_t>, 3> slot_;  // of each tap
  std::vector<int64_t> offset_, tap_weight_;
};

}  // namespace retrograd::ops
