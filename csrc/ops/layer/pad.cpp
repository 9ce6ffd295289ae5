#include "ops/layer/pad.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "core/memory_format.h"
#include "graph/record.h"
#include "kernels/layer/pad.h"
#include "kernels/move/convert.h"
#include "ops/index/along.h"
#include "ops/pointwise/map.h"
#include "ops/shape/creation.h"

namespace retrograd::ops {
namespace {

enum class PadMode : int { kConstant, kReflect, kReplicate, kCircular };
constexpr int64_t kSeam = 512;  // bytes
constexpr const char* kModes[] = {"constant", "reflect", "replicate", "circular"};

// One dimension: its length, and the elements before and behind.
struct Ends {
  int64_t n, before, behind;
  int64_t length() const { return n + before + behind; }
};

// The element of a dimension that stands at place i of the result; -1: none.
int64_t source_of(const Ends& e, PadMode mode, int64_t i) {
  const int64_t k = i - e.before;
  switch (mode) {
    case PadMode::kConstant:
      return k < 0 || k >= e.n ? -1 : k;
    case PadMode::kReflect:
      return k < 0 ? -k : k >= e.n ? 2 * (e.n - 1) - k : k;
    case PadMode::kReplicate:
      return std::clamp<int64_t>(k, 0, e.n - 1);
    default: {  // round what is left of the dimension
      const int64_t first = std::max<int64_t>(0, -e.before);
      const int64_t left = e.n - first + std::min<int64_t>(0, e.behind);
      return first + ((k - first) % left + left) % left;
    }
  }
}

// Where places [begin, begin + n) of a dimension come from, in steps of `scale`.
void find_sources(const Ends& e, PadMode mode, int64_t scale, int64_t begin, int64_t n,
                  int64_t* sources) {
  const int64_t first = begin - e.before;
  if (first >= 0 && first + n <= e.n) {
    for (int64_t i = 0; i < n; ++i) sources[i] = (first + i) * scale;
    return;
  }
  for (int64_t i = 0; i < n; ++i) {
    const int64_t k = source_of(e, mode, begin + i);
    sources[i] = k < 0 ? -1 : k * scale;
  }
}

std::vector<int64_t> sources_of(const Ends& e, PadMode mode, int64_t scale) {
  std::vector<int64_t> all(static_cast<size_t>(e.length()));
  find_sources(e, mode, scale, 0, e.length(), all.data());
  return all;
}

struct Padding {
  Dims pads;
  PadMode mode;
  int64_t dims;  // of the tensor

  // What is before (0) and behind (1) dimension d.
  int64_t at(int64_t d, int64_t side) const {
    const int64_t i = 2 * (dims - 1 - d) + side;
    return i < static_cast<int64_t>(pads.size()) ? pads[static_cast<size_t>(i)] : 0;
  }
  Ends of(const Tensor& x, int64_t d) const { return {x.size(d), at(d, 0), at(d, 1)}; }
};
SavedValues shown_pads(const Padding& p) {
  return {{p.mode == PadMode::kConstant ? "pad" : "padding", p.pads}};
}

// The seams between rows that follow each other are filled, then the middles brought there.
// REQUIRES: all of the rows are there, one behind the other in x, and left + right is short.
void pad_rows(const kernels::PadArgs& g, int64_t x_row, int64_t item) {
  const kernels::Convert& k = kernels::convert();
  const int64_t seam = g.left + g.right, width = seam + g.middle;
  char fills[kSeam];
  k.copy[item](fills, g.fill, seam, item, 0);
  k.copy[item](g.y, fills, g.left, item, item);
  k.move_rows(g.y + (g.left + g.middle) * item, width * item, item, fills, 0, item, g.count - 1,
              seam, item);
  k.copy[item](g.y + (g.count * width - g.right) * item, fills, g.right, item, item);
  if (g.middle > 0)
    k.move_rows(g.y + g.left * item, width * item, item, g.x + g.rows[0] + g.from, x_row, item,
                g.count, g.middle, item);
}

// x with its ends, both being contiguous and not empty. Dimensions that no end changes are one
// with the one before them, so that a row is as long as it can be.
void pad_into(const Tensor& y, const Tensor& x, const std::vector<Ends>& given, PadMode mode,
              const Tensor& fill) {
  std::vector<Ends> dims;
  if (given.empty()) dims.push_back({1, 0, 0});
  int64_t unit = 1;  // elements of the last dimensions together
  for (const Ends& e : given) {
    const bool same = e.before == 0 && e.behind == 0;
    if (same && !dims.empty() && dims.back().before == 0 && dims.back().behind == 0)
      dims.back().n *= e.n;
    else
      dims.push_back(e);
  }
  while (dims.size() > 1 && dims.back().before == 0 && dims.back().behind == 0) {
    unit *= dims.back().n;
    dims.pop_back();
  }
  const int64_t item = x.item_bytes();
  const Ends row = dims.back();
  dims.pop_back();
  const int64_t width = row.length() * unit;
  // Places of the elements at the ends, each of which is `unit` of them.
  const int64_t left = std::clamp<int64_t>(row.before, 0, row.length());
  const int64_t right = std::clamp<int64_t>(row.behind, 0, row.length() - left);
  const int64_t middle = row.length() - left - right;
  std::vector<int64_t> edges;
  if (mode != PadMode::kConstant)
    for (int64_t i = 0; i < row.length(); i = i + 1 == left ? left + middle : i + 1)
      if (i < left || i >= left + middle)
        for (int64_t u = 0; u < unit; ++u)
          edges.push_back((source_of(row, mode, i) * unit + u) * item);

  // The rows of a plane, and the planes.
  const Ends lines = dims.empty() ? Ends{1, 0, 0} : dims.back();
  if (!dims.empty()) dims.pop_back();
  const int64_t x_row = row.n * unit * item;
  std::vector<std::vector<int64_t>> outer(dims.size());
  int64_t planes = 1, inner = x.numel() * item;
  for (size_t d = 0; d < dims.size(); ++d) {
    inner /= dims[d].n;
    outer[d] = sources_of(dims[d], mode, inner);
    planes *= dims[d].length();
  }
  constexpr int64_t kTogether = 512;
  const int64_t per_plane = lines.length();
  const LongWork outside(y.numel() >= kLongLoop);
  parallel_for(
      planes * per_plane, std::max<int64_t>(1, kLoopGrain / width),
      [&](int64_t begin, int64_t end) {
        while (begin < end) {
          int64_t plane = begin / per_plane, offset = 0;
          const int64_t r = begin - plane * per_plane;
          int64_t n = std::min({end - begin, per_plane - r, kTogether});
          int64_t rows[kTogether];
          for (size_t d = outer.size(); d-- > 0;) {
            const auto length = static_cast<int64_t>(outer[d].size());
            const int64_t at = outer[d][static_cast<size_t>(plane % length)];
            offset = at < 0 || offset < 0 ? -1 : offset + at;
            plane /= length;
          }
          // Rows of the input and others apart.
          const int64_t k = r - lines.before;
          if (k < 0)
            n = std::min(n, -k);
          else if (k < lines.n)
            n = std::min(n, lines.n - k);
          if (offset < 0)
            std::fill_n(rows, n, -1);
          else
            find_sources(lines, mode, x_row, r, n, rows);
          const kernels::PadArgs part = {
              .x = offset < 0 ? x.bytes() : x.bytes() + offset,
              .y = y.bytes() + begin * width * item,
              .rows = rows,
              .count = n,
              .left = left * unit,
              .middle = middle * unit,
              .right = right * unit,
              .from = middle > 0 ? std::max<int64_t>(0, -row.before) * unit * item : 0,
              .edges = mode == PadMode::kConstant ? nullptr : edges.data(),
              .fill = fill.bytes()};
          if (mode == PadMode::kConstant && rows[0] >= 0 && (left + right) * unit * item <= kSeam)
            pad_rows(part, x_row, item);
          else
            kernels::pad().pad[item](part);
          begin += n;
        }
      });
}

// The dimensions of an image in channels_last in the order of memory, else as they are.
Dims memory_order(const Tensor& x) {
  Dims order;
  const bool last = x.dim() >= 4 && format_of(x) != MemoryFormat::kContiguous;
  for (int64_t d = 0; d < x.dim(); ++d) order.push_back(!last || d == 0 ? d : d + 1);
  if (last) order[order.size() - 1] = 1;
  return order;
}

Tensor padded(const Tensor& given, const Padding& p, const Scalar& value) {
  const DType t = given.dtype();
  const Tensor fill = full({}, value, t);
  const Dims order = memory_order(given);
  Dims shape(order.size()), lying(order.size()), strides(order.size()), in_order, their_strides;
  std::vector<Ends> ends;
  for (size_t i = 0; i < order.size(); ++i) {
    const int64_t d = order[i];
    ends.push_back(p.of(given, d));
    in_order.push_back(given.size(d));
    their_strides.push_back(given.stride(d));
    shape[static_cast<size_t>(d)] = lying[i] = ends.back().length();
  }
  check_shape("pad", shape, given.item_bytes());
  const Dims packed_ones = contiguous_strides(lying);
  for (size_t i = 0; i < order.size(); ++i) strides[static_cast<size_t>(order[i])] = packed_ones[i];
  const Tensor y = empty_strided(shape, strides, t);
  if (y.numel() == 0) return y;
  if (given.numel() == 0) {
    copy_into(y, fill);
    return y;
  }
  pad_into(y, packed(alias(given, in_order, their_strides)), ends, p.mode, fill);
  return y;
}

std::string node_of(const Padding& p) {
  if (p.mode == PadMode::kConstant) return "ConstantPadNdBackward0";
  if (p.mode == PadMode::kCircular) return "CircularPadBackward0";
  const auto padded_dims = static_cast<char>('0' + p.pads.size() / 2);
  return std::string(p.mode == PadMode::kReflect ? "ReflectionPad" : "ReplicationPad") +
         padded_dims + "DBackward0";
}

// y[i] = x[s(i)], or a value where there is no s(i),  dx[k] = the sum of dy[i] where s(i) = k:
// for a constant dy without the new places, and with zeros where some had gone
struct Pad {
  static constexpr const char* name = "ConstantPadNd";
  using Attributes = Padding;
  static constexpr auto shown = shown_pads;
  static std::string node_name(const Ctx<Pad>& ctx) { return node_of(ctx.attributes); }
  static Tensor forward(Ctx<Pad>* ctx, const Tensor& x, const Padding& p, const Scalar& value) {
    if (ctx) ctx->attributes = p;
    return padded(x, p, value);
  }
  static Grads<1> backward(const Ctx<Pad>& ctx, const Tensor& grad) {
    Padding p = ctx.attributes;
    if (p.mode == PadMode::kConstant) {
      for (int64_t& n : p.pads) n = -n;
      return {record<Pad>(grad, p, Scalar(0))};
    }
    Tensor dx = grad;
    for (int64_t d = 0; d < p.dims; ++d) {
      if (p.at(d, 0) == 0 && p.at(d, 1) == 0) continue;
      Dims shape = dx.shape();
      const Ends e = {grad.size(d) - p.at(d, 0) - p.at(d, 1), p.at(d, 0), p.at(d, 1)};
      shape[static_cast<size_t>(d)] = e.n;
      const std::vector<int64_t> sources = sources_of(e, p.mode, 1);
      const Tensor index = retrograd::empty({e.length()}, DType::kInt64);
      std::copy(sources.begin(), sources.end(), index.data<int64_t>());
      dx = index_add(zeros(shape, dx.dtype()), d, index, dx);
    }
    return {dx};
  }
  static Tensor jvp(const Ctx<Pad>& ctx, const Tensors& t) {
    return record<Pad>(t[0], ctx.attributes, Scalar(0));
  }
};

void check_ends(const Ends& e, int64_t dim, PadMode mode) {
  const int64_t most = std::max(e.before, e.behind);
  constexpr int64_t kHuge = int64_t{1} << 60;  // no sum of three overflows
  RG_CHECK(most < kHuge && std::min(e.before, e.behind) > -kHuge, ShapeError, "pad: pads of ",
           e.before, " and ", e.behind, " are out of range");
  RG_CHECK(mode != PadMode::kReflect || most <= 0 || most < e.n, ShapeError,
           "pad: reflect takes fewer elements than the dimension has; got ", e.before, " and ",
           e.behind, " for dim ", dim, " of length ", e.n);
  RG_CHECK(mode != PadMode::kCircular || most <= e.n, ShapeError,
           "pad: circular takes at most as many elements as the dimension has; got ", e.before,
           " and ", e.behind, " for dim ", dim, " of length ", e.n);
  const int64_t kept = e.n + std::min<int64_t>(0, e.before) + std::min<int64_t>(0, e.behind);
  const bool some = mode == PadMode::kConstant || mode == PadMode::kReplicate;
  RG_CHECK(e.length() >= 0 && (kept >= 0 || mode == PadMode::kReplicate) &&
               (some || kept > 0 || e.length() == 0 || most <= 0),
           ShapeError, "pad: pads of ", e.before, " and ", e.behind, " leave nothing of dim ", dim,
           " of length ", e.n);
}

}  // namespace

Tensor pad(const Tensor& x, const Dims& pads, const std::string& mode,
           const std::optional<Scalar>& value) {
  const auto* found = std::find(std::begin(kModes), std::end(kModes), mode);
  RG_CHECK(found != std::end(kModes), NotImplementedError, "pad: there is no mode '", mode,
           "'; use 'constant', 'reflect', 'replicate' or 'circular'");
  const Padding p = {pads, static_cast<PadMode>(found - kModes), x.dim()};
  const auto changed = static_cast<int64_t>(pads.size() / 2);
  RG_CHECK(pads.size() % 2 == 0, ShapeError, "pad: expected two numbers for each dimension, got ",
           pads.size(), " of them");
  RG_CHECK(changed <= x.dim(), ShapeError, "pad: pads for ", changed,
           " dimensions, but the input has the shape ", x.shape());
  const bool constant = p.mode == PadMode::kConstant;
  RG_CHECK(constant || !value || value->to_double() == 0, RuntimeError, "pad: mode '", mode,
           "' takes no value");
  RG_CHECK(constant ||
               (changed >= 1 && changed <= 3 && x.dim() - changed >= 1 && x.dim() - changed <= 2),
           NotImplementedError, "pad: mode '", mode,
           "' is for the last 1, 2 or 3 dimensions of a tensor with one or two more; got pads for ",
           changed, " and shape ", x.shape());
  for (int64_t d = 0; d < x.dim(); ++d) {
    const Ends e = p.of(x, d);
    check_ends(e, d, p.mode);
    const bool copies_itself = p.mode == PadMode::kReflect || p.mode == PadMode::kReplicate;
    RG_CHECK(!copies_itself || e.n > 0 || (d == 0 && x.dim() == changed + 2), ShapeError,
             "pad: mode '", mode,
             "' takes an empty batch, but no other empty dimension; got shape ", x.shape());
  }
  return record<Pad>(x, p, value.value_or(Scalar(0)));
}

}  // namespace retrograd::ops
