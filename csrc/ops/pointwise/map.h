// map.h: pointwise forwards: promote, broadcast, allocate, loop. Shared by the pointwise families.
//
// `op` is the Python name, for messages, and for the Destination (graph/destination.h) that one of
// these may write to instead of to a new tensor: it may overlap the inputs in any way, and has its
// version bumped.
#pragma once

#include <utility>

#include "core/loop/loop.h"
#include "core/tensor.h"

namespace retrograd {

// The common type of operands, by torch's rules: tensors with dimensions outrank 0-d tensors,
// which outrank Python numbers; within a rank the larger kind wins (bool, integer, floating).
DType result_type(std::initializer_list<const Tensor*> operands);

// The type in which a floating function of t is computed: integers become the default type.
inline DType floating_type(DType t) { return is_floating(t) ? t : default_dtype(); }

// x with another element type; x itself where it has that already. Not recorded.
Tensor convert_to(const Tensor& x, DType t);
inline Tensor convert_to(Tensor&& x, DType t) {
  return x.dtype() == t ? std::move(x) : convert_to(std::as_const(x), t);
}
// x in the type in which loops compute on its elements.
Tensor widened(const Tensor& x);

// A Python number as an operand beside `other`: 0-d, already in the type in which it takes part. An
// integer that this type cannot hold stays int64, and the maps below throw RangeError for it; a
// bool stays a bool.
Tensor operand(const Scalar& value, const Tensor& other);

// Throws RangeError unless the number has a value in type t; see Scalar::fits. For numbers that are
// written to tensors: those that are computed with go by the rules of arithmetic.
void check_fits(const char* op, const Scalar& value, DType t);

Tensor map1(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x);
// Integers are converted to floating first.
Tensor map1_floating(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x);
// With numbers for the loop.
Tensor map1(const char* op, const kernels::PerType<kernels::Loop1P>& f, const double* numbers,
            const Tensor& x);
Tensor map2(const char* op, const kernels::PerType<kernels::Loop2P>& f, const double* numbers,
            const Tensor& a, const Tensor& b);
Tensor map3(const char* op, const kernels::PerType<kernels::Loop3P>& f, const double* numbers,
            const Tensor& a, const Tensor& b, const Tensor& c);
// The result is of a type of its own.
Tensor map1_as(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x,
               DType result);
// The result is bool.
Tensor map1_bool(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x);

// `unary`: b (and c) are parameters, and the result lies as that of a function of a alone.
Tensor map2(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
            const Tensor& b, bool unary = false);
// Takes 0-d operands of a floating operation as exactly as it computes, not rounded to its type, as
// torch does for products and quotients; so does map2_floating.
Tensor map2_exact(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                  const Tensor& b);
Tensor map2_floating(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                     const Tensor& b);
// `swapped`: f takes b first.
Tensor map2_bool(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                 const Tensor& b, bool swapped = false);

// f of the truth of elements of any type, which is that they are not 0.
Tensor map1_truth(const char* op, const kernels::PerType<kernels::Loop1>& f, const Tensor& x);
Tensor map2_truth(const char* op, const kernels::PerType<kernels::Loop2>& f, const Tensor& a,
                  const Tensor& b);

Tensor map3(const char* op, const kernels::PerType<kernels::Loop3>& f, const Tensor& a,
            const Tensor& b, const Tensor& c, bool unary = false);
// where(cond, a, b): cond keeps its own type, bool or uint8.
Tensor map_where(const char* op, const kernels::PerSize<kernels::Loop3>& f, const Tensor& cond,
                 const Tensor& a, const Tensor& b);

// Whether both show the same elements of the same memory.
bool same_window(const Tensor& a, const Tensor& b);

// True where writing to y while reading x element by element could read what was just written.
bool overlaps(const Tensor& y, const Tensor& x);

}  // namespace retrograd
