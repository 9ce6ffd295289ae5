#include "ops/convolution/plan.h"

#include <algorithm>

namespace retrograd::ops {

AxisPlan forward_axis(int64_t length, int64_t kernel, int64_t results, int64_t stride,
                      int64_t padding, int64_t dilation) {
  AxisPlan plan = {results, 0, 1, results, length, stride, {}};
  for (int64_t k = 0; k < kernel; ++k) plan.taps.push_back({k, k * dilation - padding});
  return plan;
}

// Input i meets tap k in result (i + padding - k dilation) / stride, where that is whole.
AxisPlan backward_axis(int64_t length, int64_t kernel, int64_t inputs, int64_t stride,
                       int64_t padding, int64_t dilation, int64_t first) {
  AxisPlan plan = {ceil_div(inputs - first, stride), first, stride, inputs, length, 1, {}};
  for (int64_t k = 0; k < kernel; ++k) {
    const int64_t at = first + padding - k * dilation;
    if (at % stride == 0) plan.taps.push_back({k, at / stride});
  }
  return plan;
}

AxisPlan tile_axis(const AxisPlan& plan) {
  const int64_t tiles = ceil_div(plan.results, 2);
  AxisPlan tile = {tiles, 0, 2, plan.to_length, plan.length, 2, {}};
  const int64_t lowest = std::min(plan.taps.front().at, plan.taps.back().at);
  for (int64_t k = 0; k < 4; ++k) tile.taps.push_back({k, lowest + k});
  return tile;
}

int64_t shared_units(const std::array<AxisPlan, 3>& axes, int64_t items, int64_t most_results,
                     int64_t threads) {
  constexpr int64_t kRegister = 16;
  const int64_t deep = axes[0].results, all = axes[1].results, width = axes[2].results;
  // To fill the slots of a register takes a sixteenth of the time that sums take.
  const auto block_cost = [&](int64_t rows) {
    return 16 * ceil_div(rows * width, kRegister) + (rows + 2) * ceil_div(width, kRegister);
  };
  // Times the threads: either all blocks come in rounds, or the last one is begun by a thread when
  // the others end.
  const auto cost_of = [&](int64_t rows) {
    const int64_t blocks = ceil_div(all, rows), units = items * deep * blocks;
    const int64_t whole = block_cost(rows), last = block_cost(all - (blocks - 1) * rows);
    return std::min(items * deep * ((blocks - 1) * whole + last) + (threads - 1) * whole,
                    threads * ceil_div(units, threads) * whole);
  };
  int64_t best = 1;
  for (int64_t rows = 2; rows <= std::min(all, most_results / std::max<int64_t>(width, 1)); ++rows)
    if (cost_of(rows) < cost_of(best)) best = rows;
  return deep * ceil_div(all, best);
}

void Plan::place(int axis, const AxisPlan& plan, int64_t block, int64_t slots) {
  args.axis[axis] = {.results = plan.results,
                     .block = block,
                     .to = plan.to,
                     .to_step = plan.to_step,
                     .to_length = plan.to_length,
                     .length = plan.length,
                     .step = plan.step,
                     .slot_step = plan.step,
                     .slots = slots,
                     .runs = static_cast<int64_t>(runs_[axis].size()),
                     .run = runs_[axis].data()};
}

// Taps share slots where they are as far apart as a stride goes; apart they take slots of their
// own where that is less, as for few that are far from each other.
int64_t Plan::place_slots(int axis, const AxisPlan& plan, int64_t block, bool apart) {
  auto& runs = runs_[axis];
  auto& slot = slot_[axis];
  const auto& taps = plan.taps;
  const auto n = static_cast<int64_t>(taps.size());
  const int64_t lowest = std::min_element(taps.begin(), taps.end(), [](const Tap& a, const Tap& b) {
                           return a.at < b.at;
                         })->at;
  runs.clear();
  slot.assign(taps.size(), 0);
  std::vector<std::pair<int64_t, int64_t>> reach;  // a remainder, and how far its taps are
  for (const Tap& tap : taps) {
    const std::pair<int64_t, int64_t> at = {(tap.at - lowest) % plan.step,
                                            (tap.at - lowest) / plan.step};
    const auto found = std::find_if(reach.begin(), reach.end(),
                                    [&](const auto& r) { return r.first == at.first; });
    if (found == reach.end())
      reach.push_back(at);
    else
      found->second = std::max(found->second, at.second);
  }
  int64_t slots = 0;
  for (const auto& r : reach) slots += r.second + block;
  if (slots <= n * block && !apart) {
    int64_t next = 0;
    for (const auto& [remainder, most] : reach) {
      for (size_t i = 0; i < taps.size(); ++i)
        if ((taps[i].at - lowest) % plan.step == remainder)
          slot[i] = next + (taps[i].at - lowest) / plan.step;
      runs.push_back({next, most + block, lowest + remainder});
      next += most + block;
    }
  } else {
    slots = n * block;
    for (int64_t i = 0; i < n; ++i) {
      slot[i] = i * block;
      runs.push_back({i * block, block, taps[i].at});
    }
  }
  place(axis, plan, block, slots);
  return slots;
}

int64_t Plan::place_whole(int axis, const AxisPlan& plan, int64_t block) {
  const auto [first, last] = std::minmax_element(
      plan.taps.begin(), plan.taps.end(), [](const Tap& a, const Tap& b) { return a.at < b.at; });
  const int64_t slots = (block - 1) * plan.step + last->at - first->at + 1;
  runs_[axis] = {{0, slots, first->at}};
  slot_[axis].clear();
  for (const Tap& tap : plan.taps) slot_[axis].push_back(tap.at - first->at);
  place(axis, plan, block, slots);
  args.axis[axis].slot_step = 1;
  return slots;
}

Plan::Plan(const std::array<AxisPlan, 3>& axes, const Triple& kernel, int64_t channels,
           int64_t most_terms, int64_t most, int64_t units, Rows kind) {
  constexpr int64_t kWidest = 1024, kNarrowest = 64;
  // By rows, registers of so many results at most are to be three quarters full.
  constexpr int64_t kRegister = 16;
  const AxisPlan &x_axis = axes[2], &y_axis = axes[1];
  const bool across = kind == Rows::kAcross;
  const auto x_taps = static_cast<int64_t>(x_axis.taps.size());
  const int64_t taps = static_cast<int64_t>(axes[0].taps.size() * y_axis.taps.size()) * x_taps;
  args.channels = channels;
  args.taps = taps;
  const auto parts_of = [](int64_t n, int64_t part) {
    return ceil_div(n, ceil_div(n, std::clamp<int64_t>(part, 1, n)));
  };
  const int64_t deep = place_slots(0, axes[0], 1);
  int64_t block = parts_of(channels, most_terms / taps), rows = y_axis.results;
  rows = ceil_div(rows, std::clamp<int64_t>(ceil_div(units, axes[0].results), 1, rows));
  int64_t high = place_slots(1, y_axis, rows);
  const int64_t width = x_axis.results;
  while (rows > 1 && block * deep * high * x_taps * width > most)
    high = place_slots(1, y_axis, rows = (rows + 1) / 2);
  int64_t wide;
  if (rows > 1 && width <= kWidest) {
    args.by_rows = kind == Rows::kSingle && x_axis.step == 1 && x_axis.to_step == 1 && x_taps > 1 &&
                   4 * width >= 3 * kRegister * ceil_div(width, kRegister);
    wide = across ? place_whole(2, x_axis, width) : place_slots(2, x_axis, width, !args.by_rows);
    args.by_rows &= runs_[2].size() == 1;
    args.three_high = axes[0].taps.size() == 1 && y_axis.is_three_in_row();
  } else {
    // A single row, in which taps can share slots.
    if (rows > 1) high = place_slots(1, y_axis, 1);
    const auto whole = [](int64_t n) { return ceil_div(n, 32) * 32; };
    const int64_t parts = std::max(ceil_div(width, kWidest), ceil_div(units, y_axis.results));
    int64_t some = std::min(width, whole(ceil_div(width, parts)));
    const auto place_row = [&](int64_t n) {
      return across ? place_whole(2, x_axis, n) : place_slots(2, x_axis, n);
    };
    wide = place_row(some);
    while (some > kNarrowest && block * deep * high * wide > most)
      wide = place_row(some = whole(some / 2));
  }
  args.plane = deep * high * wide + kernels::kSlotSlack;
  while (block > 1 && block * args.plane > 2 * most) block = (block + 1) / 2;
  args.channel_block = block;

  for (int64_t c = 0; c < block; ++c)
    for (const int64_t d : slot_[0])
      for (const int64_t h : slot_[1])
        for (const int64_t w : slot_[2]) {
          const auto& run = *std::find_if(runs_[2].begin(), runs_[2].end(),
                                          [w](const auto& r) { return w < r.slot + r.length; });
          offset_.push_back(c * args.plane + deep * high * run.slot + (d * high + h) * run.length +
                            w - run.slot);
        }
  for (auto& run : runs_[2]) run.slot *= deep * high;
  for (const Tap& d : axes[0].taps)
    for (const Tap& h : axes[1].taps)
      for (const Tap& w : axes[2].taps)
        tap_weight_.push_back((d.kernel * kernel[1] + h.kernel) * kernel[2] + w.kernel);
  args.offset = offset_.data();
  args.tap_weight = tap_weight_.data();
  args.slot_room = block * args.plane + kernels::kSlotSlack;
}

}  // namespace retrograd::ops
