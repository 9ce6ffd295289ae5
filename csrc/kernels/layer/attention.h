// attention.h: softmax(scale q k^T + mask) v without the whole matrix of scores, and the way back.
//
// A block of rows meets one block of keys after another, with the largest score and the sum of
// exponentials so far (Milakov and Gimelshein 2018; Dao et al. 2022); the way back makes each block
// of scores anew from the logarithm of that sum.
#pragma once

#include <cstdint>

#include "kernels/element.h"

namespace retrograd::kernels {

// All arrays are contiguous: q and dq (heads, rows, d), k and dk (heads, keys, d), v and dv (heads,
// keys, width), y and grad (heads, rows, width), log_sum (heads, rows).
struct AttentionArgs {
  const void *q, *k, *v, *grad;
  void *y, *log_sum;           // written by forward, read by backward
  void *dq, *dk, *dv;          // backward adds to them
  const void* mask;            // null: none
  const int64_t* mask_at;      // where that of each head begins, in bytes
  int64_t mask_row, mask_key;  // steps in bytes
  bool mask_is_bool;           // true: the key counts; else of the type of q, added to the scores
  bool causal;                 // row i sees keys 0 to i
  int64_t heads, rows, keys, d, width;
  double scale;
};

struct Attention {
  // Rows that forward takes at once.
  int64_t block;
  // Elements of working memory that either takes.
  int64_t (*scratch)(int64_t d, int64_t width);
  // Rows [block i, block (i + 1)) of one head. A row that sees no key gives zeros, and inf as the
  // logarithm.
  PerType<void (*)(const AttentionArgs&, int64_t head, int64_t i, void* scratch)> forward;
  // All of a head.
  PerType<void (*)(const AttentionArgs&, int64_t head, void* scratch)> backward;
};

const Attention& attention();

}  // namespace retrograd::kernels
