#include "core/index.h"

#include <algorithm>
#include <string>
#include <utility>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "kernels/move/scatter_add.h"
#include "kernels/pointwise/arithmetic.h"

namespace retrograd {
namespace {

// A run of steps through two tensors, strides in bytes.
struct Step {
  int64_t n, a, b;
};
using Steps = SmallVec<Step, 6>;

// Adds a dimension, outer ones first, to the last one where both are one run.
void append(Steps& steps, Step s) {
  if (s.n == 1) return;
  if (!steps.empty()) {
    Step& last = steps.back();
    if (last.a == s.n * s.a && last.b == s.n * s.b) {
      last = {last.n * s.n, s.a, s.b};
      return;
    }
  }
  steps.push_back(s);
}

int64_t total_of(const Steps& steps) {
  int64_t n = 1;
  for (const Step& s : steps) n *= s.n;
  return n;
}

// Where step number i of all leads from the first.
Step position(const Steps& steps, int64_t i) {
  Step at = {i, 0, 0};
  for (size_t d = steps.size(); d-- > 0; i /= steps[d].n) {
    const int64_t k = i % steps[d].n;
    at.a += k * steps[d].a;
    at.b += k * steps[d].b;
  }
  return at;
}

// Calls body(at, begin, end) for all of `steps` and parts [begin, end) of the `length` elements
// that each has `work` for.
template <class F>
void in_parts(const Steps& steps, int64_t length, int64_t work, F body) {
  const int64_t n = total_of(steps), all = n * length * work;
  const LongWork outside(all >= kLongLoop);
  // Shorter parts of elements side by side would cost more than a thread saves.
  const int64_t part = std::max<int64_t>(64, kPickGrain / work);
  if (length > part) {
    const int64_t parts = (length + part - 1) / part;
    return parallel_for(n * parts, 1, [&](int64_t b, int64_t) {
      const int64_t begin = b % parts * part;
      body(position(steps, b / parts), begin, std::min(begin + part, length));
    });
  }
  parallel_for(n, std::max<int64_t>(1, kPickGrain / std::max<int64_t>(1, length * work)),
               [&](int64_t begin, int64_t end) {
                 for (int64_t i = begin; i < end; ++i) body(position(steps, i), 0, length);
               });
}

// Calls body(begin, end) for stretches of [0, n) one after another, and lets an interrupt in
// between.
template <class F>
void in_order(int64_t n, F body) {
  for (int64_t begin = 0; begin < n; begin += kLongLoop) {
    if (begin > 0) rest();
    body(begin, std::min(begin + kLongLoop, n));
  }
}

Tensor as_int64(const Tensor& index, const Dims& shape) {
  if (index.dtype() == DType::kInt64 && index.shape() == shape && index.is_contiguous() &&
      is_aligned(index))
    return index;
  const Tensor y = empty(shape, DType::kInt64);
  copy_into(y, index);
  return y;
}

// How to go over places: loops, of which the innermost is a run of elements or a single one, and
// the step from one place to the next in the other tensor.
struct Route {
  Steps outer;
  Step run = {1, 0, 0};
  int64_t places, step;
};

// REQUIRES: the dimensions of the index lie as one in `other`.
Route route_of(const Places& p, const Dims& other, int64_t item, bool reads) {
  Route route;
  route.places = p.offsets.numel();
  route.step = p.count > 0 ? other[p.first + p.count - 1] * item : 0;
  for (int64_t d = p.first + p.count; d-- > p.first;)
    if (p.shape[d] != 1) {
      route.step = other[d] * item;
      break;
    }
  const auto ndim = static_cast<int64_t>(p.shape.size());
  Steps before, after;
  for (int64_t d = 0; d < p.first; ++d)
    append(before, {p.shape[d], p.strides[d] * item, other[d] * item});
  for (int64_t d = p.first + p.count; d < ndim; ++d)
    append(after, {p.shape[d], p.strides[d] * item, other[d] * item});
  Steps& last = after.empty() ? before : after;
  // Elements side by side are moved together; so is a long line of others past few places. What is
  // read goes side by side where it can: what is written may come to one place many times.
  constexpr int64_t kFew = 12;
  const bool side_by_side = reads && route.step == item && route.places > kFew;
  if (!last.empty() && ((last.back().a == item && !after.empty()) ||
                        (last.back().n > route.places && !side_by_side))) {
    route.run = last.back();
    last.pop_back();
  }
  for (const Step& s : before) route.outer.push_back(s);
  for (const Step& s : after) route.outer.push_back(s);
  return route;
}

// v in the shape of the places, as a tensor that a Route can go over.
Tensor spread(const Tensor& v, const Places& p) {
  const Tensor y = alias_in(v, p.shape);
  if (one_run(p, y.strides()) && is_aligned(y)) return y;
  const Tensor copy = empty(p.shape, v.dtype());
  copy_into(copy, y);
  return copy;
}

// The dimensions that index tensors stand for: a run of them, or not.
bool adjacent(const std::vector<Tensor>& index, size_t& first) {
  size_t at = 0;
  while (at < index.size() && !index[at].defined()) ++at;
  first = at;
  while (at < index.size() && index[at].defined()) ++at;
  while (at < index.size() && !index[at].defined()) ++at;
  return at == index.size();
}

[[noreturn, gnu::cold]] void fail_broadcast(const std::vector<Tensor>& index) {
  std::string shapes;
  for (const Tensor& i : index)
    if (i.defined()) shapes += concat(shapes.empty() ? "" : ", ", i.shape());
  fail<BoundsError>("shape mismatch: indexing tensors could not be broadcast together with shapes ",
                    shapes);
}

}  // namespace

bool one_run(const Places& p, const Dims& strides) {
  int64_t next = -1;
  for (int64_t d = p.first + p.count; d-- > p.first;) {
    if (p.shape[d] == 1) continue;
    if (next >= 0 && strides[d] != next) return false;
    next = strides[d] * p.shape[d];
  }
  return true;
}

Places places_of(const Tensor& x, const std::vector<Tensor>& index) {
  RG_CHECK(static_cast<int64_t>(index.size()) <= x.dim(), IndexError,
           "too many indices for tensor of dimension ", x.dim(), " (got ", index.size(), ")");
  Dims shape;
  int64_t tensors = 0;
  for (const Tensor& i : index) {
    if (!i.defined()) continue;
    RG_CHECK(i.dtype() == DType::kInt64 || i.dtype() == DType::kInt32, IndexError,
             "tensors used as indices must be long, int, byte or bool tensors, got ", i.dtype());
    if (tensors++ == 0) {
      shape = i.shape();
    } else if (shape != i.shape()) {
      Dims both(std::max(shape.size(), i.shape().size()));
      for (size_t d = 0; d < both.size(); ++d) {
        const auto at = [&](const Dims& s) {
          return d < s.size() ? s[s.size() - 1 - d] : int64_t{1};
        };
        const int64_t a = at(shape), b = at(i.shape());
        if (a != b && a != 1 && b != 1) fail_broadcast(index);
        both[both.size() - 1 - d] = a == 1 ? b : a;
      }
      shape = both;
    }
  }
  const bool any = tensors > 0;
  size_t first = 0;
  const bool together = adjacent(index, first);
  Places p;
  p.first = together && any ? static_cast<int64_t>(first) : 0;
  p.count = static_cast<int64_t>(shape.size());
  const int64_t positions = count(shape);
  for (size_t d = 0; d < index.size(); ++d) {
    if (!index[d].defined()) continue;
    const int64_t length = x.shape()[d];
    const Tensor& own = index[d];
    RG_CHECK(length > 0 || own.numel() == 0, BoundsError, "index is out of bounds for dimension ",
             d, " with size 0");
    const Tensor full = as_int64(own, shape);
    const auto& k = kernels::gather();
    const int64_t* numbers = full.data<int64_t>();
    // Those of the only tensor are offsets already where none is negative.
    const int64_t stride = x.strides()[d];
    if (tensors == 1) {
      p.scale = stride;
      if (k.outside(numbers, positions, 0, length) == positions) {
        p.offsets = full;
        break;
      }
    }
    const int64_t wrong = k.outside(numbers, positions, -length, length);
    RG_CHECK(wrong == positions, BoundsError, "index ", numbers[wrong],
             " is out of bounds for dimension ", d, " with size ", length);
    const bool added = p.offsets.defined();
    if (!added) p.offsets = empty(shape, DType::kInt64);
    k.places(p.offsets.data<int64_t>(), numbers, positions, length, tensors == 1 ? 1 : stride,
             added);
  }
  if (!any) {
    p.offsets = empty({}, DType::kInt64);
    *p.offsets.data<int64_t>() = 0;
  }
  const auto add_index = [&] {
    for (const int64_t n : shape) {
      p.shape.push_back(n);
      p.strides.push_back(0);
    }
  };
  if (!together) add_index();
  for (size_t d = 0; d < x.shape().size(); ++d) {
    if (together && any && d == first) add_index();
    if (d < index.size() && index[d].defined()) continue;
    p.shape.push_back(x.shape()[d]);
    p.strides.push_back(x.strides()[d]);
  }
  return p;
}

void read_places(const Tensor& y, const Tensor& x, const Places& p) {
  if (y.numel() == 0) return;
  const int64_t item = x.item_bytes();
  const Route route = route_of(p, y.strides(), item, true);
  const int64_t* offsets = p.offsets.data<int64_t>();
  if (route.run.n == 1) {
    const kernels::GatherLoop read = kernels::gather().read[item];
    return in_parts(route.outer, route.places, 1, [&](Step at, int64_t begin, int64_t end) {
      read(y.bytes() + at.b + begin * route.step, x.bytes() + at.a, offsets + begin, end - begin,
           route.step, 0, p.scale * item);
    });
  }
  const kernels::RowsLoop read = kernels::gather().read_rows[item];
  const int64_t run = route.run.n, rx = route.run.a, ry = route.run.b;
  in_parts(route.outer, route.places, run, [&](Step at, int64_t begin, int64_t end) {
    read(y.bytes() + at.b + begin * route.step, x.bytes() + at.a, offsets + begin, end - begin,
         route.step, p.scale * item, run, ry, rx);
  });
}

namespace {
// Offsets that writing to x does not change.
Tensor unwritten(const Tensor& x, const Tensor& offsets) {
  return offsets.impl()->storage == x.impl()->storage ? copy_of(offsets) : offsets;
}

// Brings v to the places, what one element gets in their order: single elements by `loop`, runs of
// them by `rows`, which is called as a kernels::RowsLoop. Each part of a run goes past all places.
template <class Rows>
void to_places(const Tensor& x, const Places& p, const Tensor& value, kernels::GatherLoop loop,
               Rows rows) {
  if (count(p.shape) == 0) return;
  const int64_t item = x.item_bytes(), scale = p.scale * item;
  const Tensor v = spread(value, p);
  const Route route = route_of(p, v.strides(), item, false);
  const Tensor numbers = unwritten(x, p.offsets);
  const int64_t* offsets = numbers.data<int64_t>();
  const int64_t n = route.places, step = route.step;
  const int64_t run = route.run.n, rx = route.run.a, rv = route.run.b;
  in_parts(route.outer, run, n, [&](Step at, int64_t begin, int64_t end) {
    char* const to = x.bytes() + at.a + begin * rx;
    const char* const from = v.bytes() + at.b + begin * rv;
    in_order(n, [&](int64_t first, int64_t last) {
      if (run == 1)
        loop(to, from + first * step, offsets + first, last - first, 0, step, scale);
      else
        rows(to, from + first * step, offsets + first, last - first, step, scale, end - begin, rx,
             rv);
    });
  });
}
}  // namespace

void write_places(const Tensor& x, const Places& p, const Tensor& value) {
  const kernels::Gather& k = kernels::gather();
  to_places(x, p, value, k.write[x.item_bytes()], k.write_rows[x.item_bytes()]);
}

void add_places(const Tensor& x, const Places& p, const Tensor& value) {
  const kernels::Loop2 add = kernels::arithmetic().add[x.dtype()];
  to_places(x, p, value, kernels::scatter_add().add[x.dtype()],
            [add](char* to, const char* from, const int64_t* offsets, int64_t n, int64_t step,
                  int64_t scale, int64_t run, int64_t rx, int64_t rv) {
              for (int64_t i = 0; i < n; ++i) {
                char* const at = to + offsets[i] * scale;
                add(at, at, from + i * step, run, rx, rx, rv);
              }
            });
}

void check_positions(const char* op, const Tensor& index, int64_t dim, int64_t length) {
  const int64_t n = index.numel();
  const int64_t wrong = kernels::gather().outside(index.data<int64_t>(), n, 0, length);
  RG_CHECK(wrong == n, BoundsError, op, ": index ", *(index.data<int64_t>() + wrong),
           " is out of bounds for dimension ", dim, " with size ", length);
}

namespace {
// Short rows of an index are gone through without asking for each where it is. For the shortest
// a call would cost more than their elements: the numbers of several become offsets in bytes from
// one place, for the loop that takes those.
constexpr int64_t kShortRow = 512, kShortest = 12;  // numbers
constexpr int64_t kShortAcross = 64;                // where each goes along a dimension of its own
constexpr int64_t kTogether = 1024;                 // of them

// Calls body(numbers, first, count, step, scale) for stretches of the `rows` times n numbers that
// begin at row `first`, as a kernels::GatherLoop takes them.
template <class F>
void in_short_rows(const int64_t* numbers, int64_t rows, int64_t n, int64_t row, int64_t step,
                   int64_t scale, F body) {
  int64_t offsets[kTogether];
  const bool apart = n >= kShortest;
  const int64_t most = apart ? 1 : kTogether / n;
  for (int64_t r = 0, since = 0; r < rows; r += most) {
    if ((since += most * n) >= kPickGrain) {
      since = 0;
      rest();
    }
    if (apart) {
      body(numbers + r * n, r, n, step, scale);
      continue;
    }
    const int64_t some = std::min(most, rows - r);
    kernels::gather().flatten(offsets, numbers + r * n, some, n, row, step, scale);
    body(offsets, r, some * n, 0, 1);
  }
}
}  // namespace

void gather_along(const char* op, const Tensor& y, const Tensor& x, const Tensor& index,
                  int64_t dim) {
  if (y.numel() == 0) return;
  const int64_t item = x.item_bytes(), scale = x.dim() ? x.stride(dim) * item : 0;
  const kernels::GatherLoop read = kernels::gather().read[item];
  // y and index lie alike, so a step in one tells that in the other.
  Steps steps;
  for (int64_t d = 0; d < y.dim(); ++d)
    append(steps, {y.size(d), d == dim ? 0 : x.stride(d) * item, y.stride(d) * item});
  Step run = {1, 0, item};
  if (!steps.empty()) {
    run = steps.back();
    steps.pop_back();
  }
  const auto checked = [&, length = x.size(dim)](int64_t at, int64_t n) {
    const int64_t* numbers = index.data<int64_t>() + at / item;
    const int64_t wrong = kernels::gather().outside(numbers, n, 0, length);
    RG_CHECK(wrong == n, BoundsError, op, ": index ", numbers[wrong],
             " is out of bounds for dimension ", dim, " with size ", length);
    return numbers;
  };
  if (!steps.empty() && run.n <= kShortRow && steps.back().b == run.n * run.b) {
    const Step row = steps.back();
    steps.pop_back();
    return in_parts(steps, row.n, run.n, [&](Step at, int64_t begin, int64_t end) {
      const int64_t first = at.b + begin * row.b;
      const int64_t* numbers = checked(first, (end - begin) * run.n);
      in_short_rows(numbers, end - begin, run.n, row.a, run.a, scale,
                    [&](const int64_t* at_row, int64_t r, int64_t n, int64_t step, int64_t by) {
                      read(y.bytes() + first + r * row.b, x.bytes() + at.a + (begin + r) * row.a,
                           at_row, n, item, step, by);
                    });
    });
  }
  in_parts(steps, run.n, 1, [&](Step at, int64_t begin, int64_t end) {
    const int64_t first = at.b + begin * run.b;
    const int64_t* numbers = checked(first, end - begin);
    read(y.bytes() + first, x.bytes() + at.a + begin * run.a, numbers, end - begin, item, run.a,
         scale);
  });
}

void scatter_along(const Tensor& x, const Tensor& v, const Tensor& index, int64_t dim,
                   kernels::GatherLoop loop) {
  const int64_t item = x.item_bytes();
  const Dims& shape = index.shape();
  if (index.numel() == 0) return;
  const kernels::GatherLoop write = loop ? loop : kernels::gather().write[item];
  // b is where an element of the index is; v has one there too, or one for all.
  const int64_t each = v.numel() == 1 ? 0 : 1;
  const Dims steps = contiguous_strides(shape);
  Steps lanes;
  bool inner = false;  // whether elements beside each other in the index are of several lanes
  for (int64_t d = 0; d < index.dim(); ++d) {
    if (d == dim) continue;
    append(lanes, {shape[d], x.stride(d) * item, steps[d] * item});
    inner |= d > dim && shape[d] > 1;
  }
  const int64_t n = index.dim() ? shape[dim] : 1, scale = x.dim() ? x.stride(dim) * item : 0;
  const int64_t along = index.dim() ? steps[dim] * item : 0;
  inner |= n == 1 && !lanes.empty();
  const auto numbers = [&](int64_t at) { return index.data<int64_t>() + at / item; };
  if (!inner && !lanes.empty() && n <= kShortRow && lanes.back().b == n * item && along == item) {
    const Step row = lanes.back();
    lanes.pop_back();
    return in_parts(lanes, row.n, n, [&](Step at, int64_t begin, int64_t end) {
      const int64_t first = at.b + begin * row.b;
      in_short_rows(numbers(first), end - begin, n, row.a, 0, scale,
                    [&](const int64_t* at_row, int64_t r, int64_t some, int64_t step, int64_t by) {
                      write(x.bytes() + at.a + (begin + r) * row.a,
                            v.bytes() + (first + r * row.b) * each, at_row, some, step, item * each,
                            by);
                    });
    });
  }
  if (!inner)
    return in_parts(lanes, 1, n, [&](Step at, int64_t, int64_t) {
      in_order(n, [&](int64_t first, int64_t last) {
        const int64_t b = at.b + first * along;
        write(x.bytes() + at.a, v.bytes() + b * each, numbers(b), last - first, 0, along * each,
              scale);
      });
    });
  const Step run = lanes.back();
  lanes.pop_back();
  in_parts(lanes, run.n, n, [&](Step at, int64_t begin, int64_t end) {
    at.a += begin * run.a;
    at.b += begin * run.b;
    if (run.n <= kShortAcross && run.b == item && along == run.n * item)
      return in_short_rows(
          numbers(at.b), n, run.n, 0, run.a, scale,
          [&](const int64_t* at_row, int64_t k, int64_t some, int64_t step, int64_t by) {
            write(x.bytes() + at.a, v.bytes() + (at.b + k * along) * each, at_row, some, step,
                  item * each, by);
          });
    for (int64_t k = 0; k < n; ++k, at.b += along) {
      if (k % kPickGrain == kPickGrain - 1) rest();
      write(x.bytes() + at.a, v.bytes() + at.b * each, numbers(at.b), end - begin, run.a,
            run.b * each, scale);
    }
  });
}

}  // namespace retrograd
