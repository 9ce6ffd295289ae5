// index.h: the elements of a tensor that index tensors name, read, written and added to.
//
// Numbers are checked before anything is read or written. Where several name one element, writes
// and additions happen in the order of the index, whatever the number of threads. Nothing here
// converts: x, y and v have one type, and each lies where its loops can step over it.
#pragma once

#include <vector>

#include "core/tensor.h"
#include "kernels/move/gather.h"

namespace retrograd {

// What x[index] shows: the dimensions of the result, of which [first, first + count) are those of
// the index tensors, broadcast; they stand where those are, if they are side by side, else in
// front. `strides` are those of x along the others.
struct Places {
  Dims shape, strides;
  int64_t first, count;
  // Times scale: of elements from x's first one. Contiguous, of the shape of the index; maybe the
  // very tensor that was given for it.
  Tensor offsets;
  int64_t scale = 1;
};

// One int64 or int32 tensor for each of the first dimensions of x; undefined: all of it. Throws
// BoundsError, ShapeError, or IndexError for too many of them, in torch's words.
Places places_of(const Tensor& x, const std::vector<Tensor>& index);

// Whether the dimensions of the index lie as one run in a tensor of these strides.
bool one_run(const Places& places, const Dims& strides);

// REQUIRES: y has the shape of the places, and the dimensions of the index as one run; v broadcasts
// to it.
void read_places(const Tensor& y, const Tensor& x, const Places& places);
void write_places(const Tensor& x, const Places& places, const Tensor& v);
// x of a type in which loops compute.
void add_places(const Tensor& x, const Places& places, const Tensor& v);

// Throws BoundsError unless each number of a contiguous int64 tensor is in [0, length).
void check_positions(const char* op, const Tensor& index, int64_t dim, int64_t length);

// gather_along checks those that it reads; the others take checked ones.
// y[i, j, ..] = x[index[i, j, ..], j, ..] for dim 0, and so on. REQUIRES: index, contiguous, has
// the shape of y, holds positions along dim, and is no longer than x along other dimensions.
void gather_along(const char* op, const Tensor& y, const Tensor& x, const Tensor& index,
                  int64_t dim);
// x[index[i, j, ..], j, ..] = v[i, j, ..] by a loop of the kernels gather or scatter_add, in the
// order of the index; null: the one that writes. REQUIRES: the same; v is contiguous, or one
// element for all.
void scatter_along(const Tensor& x, const Tensor& v, const Tensor& index, int64_t dim,
                   kernels::GatherLoop loop = nullptr);

}  // namespace retrograd
