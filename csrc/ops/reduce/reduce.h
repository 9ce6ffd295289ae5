// reduce.h: sums, means, products, extremes and truth, over all elements or along dimensions.
//
// A list of dims may name several; an empty one stands for all. With keepdim the reduced dimensions
// stay, with length 1. Dims out of range throw IndexError, repeated ones ShapeError.
#pragma once

#include <optional>
#include <tuple>

#include "core/tensor.h"
#include "graph/node.h"

namespace retrograd::ops {

// Where sums and products of type t are formed.
inline DType total_type(DType t) { return is_floating(t) ? t : DType::kInt64; }

// What is reduced: along `dims`, all where none were named, which gives the shape `kept` if the
// dimensions stay.
struct Over {
  Dims dims, kept;
  bool keepdim = false, whole = false;
};
// Throws as all reductions do for dims that are none.
Over over(const char* op, const Tensor& x, const Dims& dims, bool keepdim);
// dim and keepdim, as grad_fn shows them; no dim where none were named.
SavedValues shown_over(const Over& r);
// A number that grad_fn shows, an int where it is whole.
SavedValue shown_number(const char* name, double value);

// Integers and bools are added and multiplied as int64, unless a dtype is asked for, to which the
// elements are converted first. The gradient of a product is exact where elements are zero.
Tensor sum(const Tensor& x, const Dims& dims, bool keepdim = false,
           std::optional<DType> dtype = {});
Tensor sum(const Tensor& x);
Tensor prod(const Tensor& x, std::optional<DType> dtype = {});
Tensor prod(const Tensor& x, int64_t dim, bool keepdim = false, std::optional<DType> dtype = {});

// Throw DTypeError for a type that is not floating.
Tensor mean(const Tensor& x, const Dims& dims, bool keepdim = false,
            std::optional<DType> dtype = {});
Tensor mean(const Tensor& x);

// NaN is larger and smaller than all. Equal extremes share the gradient evenly. Throw ShapeError,
// or IndexError where a dimension was named, if there is no element to choose.
Tensor max(const Tensor& x);
Tensor min(const Tensor& x);
Tensor amax(const Tensor& x, const Dims& dims, bool keepdim = false);
Tensor amin(const Tensor& x, const Dims& dims, bool keepdim = false);

// The extremes along one dimension and where they are: the first NaN, else the first of equals, to
// which the gradient goes. Throw IndexError if there is no element to choose.
std::tuple<Tensor, Tensor> max(const Tensor& x, int64_t dim, bool keepdim = false);
std::tuple<Tensor, Tensor> min(const Tensor& x, int64_t dim, bool keepdim = false);
// Without a dim: in the flattened tensor. Throw DTypeError for bool.
Tensor argmax(const Tensor& x, std::optional<int64_t> dim = {}, bool keepdim = false);
Tensor argmin(const Tensor& x, std::optional<int64_t> dim = {}, bool keepdim = false);

// Whether some, or every, element is nonzero (NaN is): bool, but uint8 for uint8.
Tensor any(const Tensor& x);
Tensor all(const Tensor& x);
Tensor any(const Tensor& x, const Dims& dims, bool keepdim = false);
Tensor all(const Tensor& x, const Dims& dims, bool keepdim = false);

// A reduced y as it is with keepdim, where its shape is `kept`; a 0-d one broadcasts as it is.
Tensor keep_dims(const Tensor& y, const Dims& kept);

// A gradient of the shape of `chosen` without dims, or with them as 1, shared by what is chosen
// along them; 0 elsewhere.
Tensor share_among(const Tensor& chosen, const Tensor& grad, const Dims& dims);

// Throws IndexError if x has no element along dim, which is wrapped.
void check_some(const char* op, const Tensor& x, int64_t dim);

// The sum over what broadcasting `shape` to the shape of x repeated; x itself if the two agree.
// Throws ShapeError unless `shape` broadcasts to it.
Tensor sum_to(const Tensor& x, const Dims& shape);

}  // namespace retrograd::ops
