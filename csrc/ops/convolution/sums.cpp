#include "ops/convolution/sums.h"

#include <algorithm>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "base/scratch.h"
#include "core/loop/loop.h"
#include "kernels/matrix/matmul.h"
#include "ops/pointwise/map.h"

namespace retrograd::ops {
namespace {

constexpr int64_t kTerms = 320;          // of a chain of products
constexpr int64_t kSlots = 48 << 10;     // elements of a block that stay in the second cache level
constexpr int64_t kSplit = 1 << 19;      // multiply-adds that pay for a second thread
constexpr int64_t kPartItems = 1 << 22;  // elements of partial sums of a weight
constexpr int64_t kOwnPanels = 1 << 17;  // elements that are a part of the second cache level
constexpr int64_t kOwnResults = 512;     // of a row, that pay for packing it

DType working_type(DType t) { return is_floating(t) ? computing(t) : DType::kInt64; }

void fill_with(const Tensor& y, const Tensor& bias) {
  if (!bias.defined()) {
    std::fill_n(y.bytes(), y.numel() * y.item_bytes(), char(0));
    return;
  }
  Dims shape(y.shape().size(), 1);
  shape[1] = bias.numel();
  copy_into(y, alias_in(alias(bias, shape, contiguous_strides(shape)), y.shape()));
}

// Work that is worth sharing, in so many tasks.
int64_t tasks_for(int64_t units, int64_t products) {
  const int64_t threads = num_threads();
  if (threads == 1 || products < 2 * kSplit) return 1;
  return std::clamp<int64_t>(std::min(units, 4 * threads), 1, products / kSplit);
}

// Calls `run` with memory that tasks of `args` share, if any.
template <class Run>
void with_shared(kernels::ConvolutionArgs& args, int64_t shared, int64_t item, Run run) {
  struct Call {
    kernels::ConvolutionArgs& args;
    Run& run;
    bool refused, wanted;
  };
  Call call = {args, run, false, shared > 0};
  args.refused = &call.refused;
  with_scratch(shared * item, &call, [](void* context, void* memory) {
    Call& c = *static_cast<Call*>(context);
    c.args.panels = c.wanted ? memory : nullptr;
    if (c.wanted && !memory)
      c.refused = true;
    else
      c.run();
  });
  RG_CHECK(!call.refused, OutOfMemory, "convolution: no ", shared * item,
           " bytes and, for each of ", num_threads(), " threads, ", args.slot_room * item,
           " bytes of working memory");
}

// The same for panels of so many elements, and with the tasks of `products` for `results`.
template <class Run>
void with_panels(kernels::ConvolutionArgs& args, int64_t panels, int64_t products, int64_t results,
                 int64_t item, Run run) {
  int64_t units = args.images * args.groups;
  for (const auto& axis : args.axis) units *= ceil_div(axis.results, axis.block);
  args.tasks = tasks_for(units, products);
  if (panels > kOwnPanels) return with_shared(args, panels, item, run);
  const int64_t most = std::max<int64_t>(num_threads(), results / kOwnResults);
  while (args.tasks > most) args.tasks /= 2;
  args.own_panels = ceil_div(args.slot_room, 16) * 16;
  args.slot_room = args.own_panels + panels + kernels::kSlotSlack;
  with_shared(args, 0, item, run);
}

int64_t volume(const Triple& t) { return t[0] * t[1] * t[2]; }

bool is_pointwise(const Geometry& g, const Triple& kernel) {
  return volume(kernel) == 1 && g.stride == Triple{1, 1, 1} && g.padding == Triple{0, 0, 0};
}

// y(n, g, r, p) = sum_c w(g, r, c) x(n, g, c, p): a matrix product for each image and group.
struct Pointwise {
  Tensor x, w, y, bias;
  int64_t images, groups, channels, rows, points, w_row, w_channel;
};

void multiply(const Pointwise& p) {
  const auto kernel = kernels::matmul().product[p.y.dtype()];
  const int64_t item = p.y.item_bytes();
  if (p.bias.defined() && p.points != 1) fill_with(p.y, p.bias);
  const int64_t all_channels = p.groups * p.channels, all_rows = p.groups * p.rows;
  const bool add = p.bias.defined();
  for (int64_t g = 0; g < p.groups; ++g) {
    const char* x = p.x.bytes() + g * p.channels * p.points * item;
    const char* w = p.w.bytes() + g * p.rows * p.channels * item;
    char* y = p.y.bytes() + g * p.rows * p.points * item;
    if (p.points == 1)
      kernel({.a = x,
              .b = w,
              .c = y,
              .bias = add ? p.bias.bytes() + g * p.rows * item : nullptr,
              .m = p.images,
              .n = p.rows,
              .k = p.channels,
              .a_row = all_channels,
              .a_col = 1,
              .b_row = p.w_channel,
              .b_col = p.w_row,
              .c_row = all_rows,
              .batch = 1,
              .a_batch = 0,
              .b_batch = 0,
              .c_batch = 0,
              .accumulate = false,
              .type = p.y.dtype()});
    else
      kernel({.a = w,
              .b = x,
              .c = y,
              .bias = nullptr,
              .m = p.rows,
              .n = p.points,
              .k = p.channels,
              .a_row = p.w_row,
              .a_col = p.w_channel,
              .b_row = p.points,
              .b_col = 1,
              .c_row = p.points,
              .batch = p.images,
              .a_batch = 0,
              .b_batch = all_channels * p.points,
              .c_batch = all_rows * p.points,
              .accumulate = add,
              .type = p.y.dtype()});
  }
}

// What sums are formed of: x and y in the sense of the sums, packed.
struct Operands {
  const Tensor &x, &w, &y, &bias;
  int64_t groups, channels, rows, weight_row, weight_channel;
};

void set_operands(kernels::ConvolutionArgs& args, const Operands& o) {
  args.source = o.x.bytes();
  args.weight = o.w.bytes();
  args.result = o.y.bytes();
  args.bias = o.bias.defined() ? o.bias.bytes() : nullptr;
  args.images = o.x.size(0);
  args.groups = o.groups;
  args.rows = o.rows;
  args.shares = 1;
  args.weight_group = o.w.numel() / o.groups;
  args.weight_row = o.weight_row;
  args.weight_channel = o.weight_channel;
}

int64_t results_of(const std::array<AxisPlan, 3>& axes) {
  return axes[0].results * axes[1].results * axes[2].results;
}

// Whether tiles of 2 x 2 results take clearly fewer products, in registers that they fill less.
bool pays_by_tiles(const std::array<AxisPlan, 3>& axes, const Triple& kernel, const Operands& o) {
  constexpr int64_t kLeastChannels = 16, kLeastRows = 16, kRegister = 16, kLeastTiles = 48;
  if (o.y.dtype() != DType::kFloat32 || o.channels < kLeastChannels || o.rows < kLeastRows ||
      volume(kernel) != 9)
    return false;
  int64_t results = 1, tiles = 1;
  for (int i = 1; i < 3; ++i) {
    if (!axes[i].is_three_in_row() || axes[i].to_step != 1) return false;
    results *= axes[i].results;
    tiles *= ceil_div(axes[i].results, 2);
  }
  // A few do not pay for what becomes of the weight.
  return o.x.size(0) * axes[0].results * tiles >= kLeastTiles &&
         5 * 16 * ceil_div(tiles, kRegister) < 4 * 9 * ceil_div(results, kRegister);
}

// Sums by tiles; false if that has to be done otherwise.
bool correlate_tiles(const std::array<AxisPlan, 3>& axes, const Operands& o) {
  using kernels::kWinogradTiles;
  constexpr int64_t kPlaces = 16, kSpread = 8192, kFilled = 8;
  std::array<AxisPlan, 3> tiles = {axes[0], tile_axis(axes[1]), tile_axis(axes[2])};
  const int64_t most =
      std::clamp<int64_t>(kSpread / o.channels, kWinogradTiles, 8 * kWinogradTiles);
  const int64_t width = tiles[2].results;
  const int64_t units = width <= most
                            ? shared_units(tiles, o.x.size(0) * o.groups, most, num_threads())
                            : tiles[0].results * tiles[1].results * ceil_div(width, most);
  Plan plan(tiles, {1, 4, 4}, o.channels, kFilled * kPlaces, kSlots, units);
  kernels::WinogradArgs args = {plan.args, nullptr, 0};
  kernels::ConvolutionArgs& g = args.g;
  set_operands(g, o);
  std::array<int64_t, 9> tap_weight;
  const bool backwards = axes[1].taps[0].at > axes[1].taps[2].at;
  for (int64_t i = 0; i < 9; ++i) tap_weight[i] = backwards ? 8 - i : i;
  g.tap_weight = tap_weight.data();
  std::vector<int64_t> step;
  for (int64_t c = 0; c < std::min(o.channels, kernels::kWinogradChain); ++c)
    step.push_back(c * kWinogradTiles);
  args.step = step.data();
  args.spread = ceil_div(g.slot_room, 16) * 16;
  const int64_t block = g.axis[1].block * g.axis[2].block;
  g.slot_room = args.spread + ceil_div(block, kWinogradTiles) * kPlaces *
                                  (kWinogradTiles * o.channels + kernels::kWinogradPad);
  const int64_t products = o.w.numel() * o.x.size(0) * results_of(axes);
  const LongWork outside(products >= kLongProduct);
  bool done = false;
  with_panels(g, kPlaces * o.groups * o.rows * o.channels, products, g.images * results_of(axes),
              item_size(o.y.dtype()), [&] { done = kernels::convolve().winograd(args); });
  return done;
}

// Tiles of rows have what they meet copied for each tap, these have their results transposed.
bool pays_across(const std::array<AxisPlan, 3>& axes, const Operands& o) {
  const AxisPlan &x_axis = axes[2], &y_axis = axes[1];
  return o.y.dtype() == DType::kFloat32 && o.rows % kernels::kAcrossRows == 0 && x_axis.step <= 2 &&
         x_axis.to_step == 1 && y_axis.to_step == 1 && axes[0].to_step == 1 && y_axis.results > 1 &&
         x_axis.taps.size() > 1 && o.channels * std::ssize(x_axis.taps) >= o.rows;
}

// Elements of the weight that are packed at a time where threads share rows.
int64_t late_panels(int64_t terms) { return 2 * kernels::kAcrossRows * terms; }

// Threads take rows, each with its part of the weight.
void share_rows(kernels::ConvolutionArgs& args, int64_t threads) {
  int64_t shares = threads;
  while (args.rows % (shares * kernels::kAcrossRows) != 0) --shares;
  args.late = true;
  args.shares = args.groups = shares;
  args.rows /= shares;
  args.weight_group = args.rows * args.weight_row;
}

void correlate(const std::array<AxisPlan, 3>& axes, const Triple& kernel, const Operands& o) {
  if (pays_by_tiles(axes, kernel, o) && correlate_tiles(axes, o)) return;
  const DType t = o.y.dtype();
  const Rows rows = pays_across(axes, o)            ? Rows::kAcross
                    : o.rows == 1 && is_floating(t) ? Rows::kSingle
                                                    : Rows::kSome;
  const int64_t items = o.x.size(0) * o.groups, threads = num_threads();
  const int64_t taps =
      std::ssize(axes[0].taps) * std::ssize(axes[1].taps) * std::ssize(axes[2].taps);
  const int64_t weights = o.groups * o.rows * o.channels * taps;
  const bool late = rows == Rows::kAcross && items == 1 && axes[0].results == 1 &&
                    results_of(axes) <= kOwnResults && weights > kOwnPanels &&
                    late_panels(std::max(taps, kTerms)) <= kOwnPanels;
  const int64_t units = threads == 1 || late ? 1 : shared_units(axes, items, kSlots, threads);
  Plan plan(axes, kernel, o.channels, kTerms, kSlots, units, rows);
  kernels::ConvolutionArgs& args = plan.args;
  set_operands(args, o);
  if (late) share_rows(args, threads);
  const auto& k = kernels::convolve();
  const int64_t products = o.x.size(0) * weights * results_of(axes);
  const LongWork outside(products >= kLongProduct);
  const int64_t panels = late ? late_panels(args.channel_block * taps) : weights;
  with_panels(args, panels, products, args.images * results_of(axes), item_size(t), [&] {
    (rows == Rows::kAcross  ? k.correlate_across
     : t == DType::kFloat32 ? k.correlate_float
     : t == DType::kFloat64 ? k.correlate_double
                            : k.correlate_int64)(args);
  });
}

}  // namespace

Triple lengths_of(const Tensor& x) {
  Triple lengths = {1, 1, 1};
  for (int64_t d = 2; d < x.dim(); ++d) lengths[3 - x.dim() + d] = x.size(d);
  return lengths;
}

Dims shape_like(const Tensor& like, int64_t first, int64_t second, const Triple& lengths) {
  Dims shape = {first, second};
  for (int64_t d = 2; d < like.dim(); ++d) shape.push_back(lengths[3 - like.dim() + d]);
  return shape;
}

Tensor window_sums(const Tensor& x, const Tensor& w, const Tensor& bias, const Geometry& g,
                   const Triple& results) {
  const DType t = working_type(x.dtype());
  const Tensor from = packed(convert_to(x, t)), weight = packed(convert_to(w, t)),
               start = bias.defined() ? packed(convert_to(bias, t)) : Tensor();
  const Tensor y = empty(shape_like(x, x.size(0), w.size(0), results), t);
  const Triple lengths = lengths_of(x), kernel = lengths_of(w);
  const int64_t rows = w.size(0) / g.groups, channels = w.size(1);
  if (y.numel() == 0) return convert_to(y, x.dtype());
  if (channels == 0) {
    fill_with(y, start);
  } else if (is_floating(t) && is_pointwise(g, kernel)) {
    const LongWork outside(y.numel() * channels >= kLongProduct);
    multiply({from, weight, y, start, x.size(0), g.groups, channels, rows, volume(results),
              channels, 1});
  } else {
    std::array<AxisPlan, 3> axes;
    for (int i = 0; i < 3; ++i)
      axes[i] =
          forward_axis(lengths[i], kernel[i], results[i], g.stride[i], g.padding[i], g.dilation[i]);
    correlate(axes, kernel,
              {from, weight, y, start, g.groups, channels, rows, channels * volume(kernel),
               volume(kernel)});
  }
  return convert_to(y, x.dtype());
}

Tensor window_spreads(const Tensor& y, const Tensor& w, const Tensor& bias, const Geometry& g,
                      const Triple& inputs) {
  const DType t = working_type(y.dtype());
  const Tensor from = packed(convert_to(y, t)), weight = packed(convert_to(w, t)),
               start = bias.defined() ? packed(convert_to(bias, t)) : Tensor();
  const int64_t channels = w.size(0) / g.groups, rows = w.size(1);
  const Tensor x = empty(shape_like(y, y.size(0), rows * g.groups, inputs), t);
  const Triple lengths = lengths_of(y), kernel = lengths_of(w);
  if (x.numel() == 0) return convert_to(x, y.dtype());
  if (channels == 0 || from.numel() == 0) {
    fill_with(x, start);
    return convert_to(x, y.dtype());
  }
  if (is_floating(t) && is_pointwise(g, kernel) && inputs == lengths) {
    const LongWork outside(x.numel() * channels >= kLongProduct);
    multiply(
        {from, weight, x, start, y.size(0), g.groups, channels, rows, volume(inputs), 1, rows});
    return convert_to(x, y.dtype());
  }
  std::array<std::vector<AxisPlan>, 3> phases;
  bool gaps = false;
  for (int i = 0; i < 3; ++i)
    for (int64_t first = 0; first < std::min(g.stride[i], inputs[i]); ++first) {
      AxisPlan plan = backward_axis(lengths[i], kernel[i], inputs[i], g.stride[i], g.padding[i],
                                    g.dilation[i], first);
      if (plan.taps.empty())
        gaps = true;
      else
        phases[i].push_back(std::move(plan));
    }
  if (gaps) fill_with(x, start);
  for (const AxisPlan& deep : phases[0])
    for (const AxisPlan& high : phases[1])
      for (const AxisPlan& wide : phases[2])
        correlate({deep, high, wide}, kernel,
                  {from, weight, x, start, g.groups, channels, rows, volume(kernel),
                   rows * volume(kernel)});
  return convert_to(x, y.dtype());
}

Tensor weight_sums(const Tensor& x, const Tensor& y, const Geometry& g, const Triple& kernel) {
  const DType t = computing(x.dtype());
  const Tensor from = packed(convert_to(x, t)), grad = packed(convert_to(y, t));
  const int64_t images = x.size(0), channels = x.size(1) / g.groups, rows = y.size(1) / g.groups;
  const Tensor w = empty(shape_like(x, y.size(1), channels, kernel), t);
  if (w.numel() == 0) return convert_to(w, x.dtype());
  if (y.numel() == 0) {
    fill_with(w, {});
    return convert_to(w, x.dtype());
  }
  Triple lengths = lengths_of(x), results = lengths_of(y);
  if (is_pointwise(g, kernel)) lengths = results = {1, 1, volume(results)};
  std::array<AxisPlan, 3> axes;
  for (int i = 0; i < 3; ++i)
    axes[i] =
        forward_axis(lengths[i], kernel[i], results[i], g.stride[i], g.padding[i], g.dilation[i]);
  // Eight blocks of channels, groups or parts of the images, which threads may share.
  constexpr int64_t kUnits = 8;
  const int64_t channel_parts = std::clamp<int64_t>(kUnits / g.groups, 1, channels);
  const int64_t taps = volume(kernel);
  Plan plan(axes, kernel, channels, taps * ((channels + channel_parts - 1) / channel_parts), kSlots,
            1);
  kernels::WeightSumArgs args = {plan.args, 1};
  const int64_t units = g.groups * ceil_div(channels, plan.args.channel_block);
  args.parts = std::clamp<int64_t>(std::min(kUnits / units, kPartItems / w.numel()), 1, images);
  args.g.source = from.bytes();
  args.g.result = grad.bytes();
  args.g.weight = w.bytes();
  args.g.images = images;
  args.g.groups = g.groups;
  args.g.rows = rows;
  // Small images are taken together.
  const int64_t one = args.g.slot_room - kernels::kSlotSlack;
  args.g.slot_room = std::clamp<int64_t>(kSlots / one, 1, images) * one + kernels::kSlotSlack;
  const int64_t products = y.numel() * channels * taps;
  args.g.tasks = tasks_for(units * args.parts, products);
  const LongWork outside(products >= kLongProduct);
  const auto& k = kernels::convolve();
  with_shared(args.g, args.parts > 1 ? args.parts * w.numel() : 0, item_size(t),
              [&] { (t == DType::kFloat32 ? k.weight_sum_float : k.weight_sum_double)(args); });
  return convert_to(w, x.dtype());
}

}  // namespace retrograd::ops
