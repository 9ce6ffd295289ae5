// convolution.h: sums over windows that slide along up to three axes, and the sums over all windows
// that make the gradient of a weight.
//
// A block of the source is first copied into slots, in which each tap of the window finds the
// elements for neighbouring results next to each other: padding is there as zeros, and what a
// stride skips is not. Each result is summed over channels and taps in one order, block of channels
// after block, which the shape alone decides: no bit depends on the number of threads.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// Slots slot, slot + 1, ... hold the source positions from, from + slot_step, ... of the first
// block, and those that are step times b further on of a block that begins at result b; zeros
// beyond the source. Each run of the last axis has rows of its own, of which the first begins at
// `slot`.
struct SlotRun {
  int64_t slot, length, from;
};

// One axis. Result i of a block meets each tap i step / slot_step slots behind the one of result 0.
struct SlotAxis {
  int64_t results, block;  // all, and how many are computed at a time
  int64_t to, to_step;     // where the first one goes along the axis, and how far off the next
  int64_t to_length;
  int64_t length, step;  // of the source
  int64_t slot_step;     // step; or 1
  int64_t slots;         // of a block
  int64_t runs;
  const SlotRun* run;
};

// Arrays are contiguous. Kernel positions are taps; the slots of a tap begin at offset[tap].
struct ConvolutionArgs {
  const void* source;  // (images, groups, channels, length, length, length)
  const void* weight;
  void* result;      // (images, groups, rows, to_length, to_length, to_length)
  const void* bias;  // (groups, rows); or null
  int64_t images, groups, channels, rows;
  // Blocks of the first are single. Those of the last have a row of slots for each tap, unless the
  // second one's are single: what the results of a block meet at a tap lies next to each other. Or,
  // by rows, taps share a row of slots, which is longer than a row of results: the source and the
  // results have steps of 1 along it, and a group one row. Not for integers.
  SlotAxis axis[3];
  bool by_rows, three_high;  // by rows, and the taps of each column are three next to each other
  int64_t plane;             // slots of a channel, and kSlotSlack
  int64_t taps;
  int64_t channel_block;      // channels in slots at a time
  const int64_t* offset;      // of taps, for each of channel_block channels
  const int64_t* tap_weight;  // where the weight of a tap lies
  int64_t weight_group, weight_row, weight_channel;
  // Room for as many elements as the weight has. Or null: then each task has it behind its slots,
  // and packs the weight itself, which takes less than to fetch what another thread has packed.
  void* panels;
  int64_t own_panels;
  // Only of correlate_across. Late: weights that are used once are packed as they are, a block of
  // channels of 2 kAcrossRows rows at a time, and none before. So many groups share their channels.
  bool late;
  int64_t shares;
  int64_t tasks, slot_room;  // each thread takes itself room for so many elements
  bool* refused;             // set where it got none, and results are missing
};

// result[n][g][r] = bias + sum over channels c and taps t of weight[g][r][c][t] source[n][g][c].
using CorrelateFn = void (*)(const ConvolutionArgs&);

// weight[g][r][c][t] = the sum over images and results of result[n][g][r] source[n][g][c], the taps
// being in order. Images are cut into `parts`, whose sums are formed apart, in `panels`, and added
// in order; a task is a part of a group and a block of channels.
struct WeightSumArgs {
  ConvolutionArgs g;  // weight is written to
  int64_t parts;
};
using WeightSumFn = void (*)(const WeightSumArgs&);

// The first of these for windows of 3 x 3 along the last axes; see winograd.h. The axes are those
// of tiles of 2 x 2 results, which have 16 taps; their to_length is that of the results. Returns
// false where a result is not finite: then nothing is known of any, for sums of what is infinite,
// or nearly so, may be no number where those of the definition are.
struct WinogradArgs {
  ConvolutionArgs g;  // tap_weight: of the nine; panels: room for 16 numbers for each nine weights
  const int64_t* step;  // 0, kWinogradTiles, 2 kWinogradTiles, ..., kWinogradChain of them
  // Where, behind its slots, a task has room, for each kWinogradTiles of a block, for 16 times as
  // many elements of each channel, and kWinogradPad.
  int64_t spread;
};
using WinogradFn = bool (*)(const WinogradArgs&);
inline constexpr int64_t kWinogradTiles = 32;
inline constexpr int64_t kWinogradChain = 128;  // channels
inline constexpr int64_t kWinogradPad = 16;     // lest all 16 meet in one set of a cache

struct Convolve {
  CorrelateFn correlate_float, correlate_double, correlate_int64;  // integers wrap
  // REQUIRES: rows are some kAcrossRows; of the last axis, step 1 or 2, slot_step 1, one run,
  // to_step 1; of the others, to_step 1.
  CorrelateFn correlate_across;  // float
  WeightSumFn weight_sum_float, weight_sum_double;
  WinogradFn winograd;  // float; REQUIRES: more rows than 12
};

const Convolve& convolve();

inline constexpr int64_t kAcrossRows = 16;

// Slots behind those of a channel that may be read and written with the last ones.
inline constexpr int64_t kSlotSlack = 16;

}  // namespace retrograd::kernels
