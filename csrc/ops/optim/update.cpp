#include "ops/optim/update.h"

#include <algorithm>

#include "base/check.h"
#include "base/grain.h"
#include "base/host.h"
#include "base/machine/parallel.h"
#include "core/loop/loop.h"
#include "graph/view.h"
#include "kernels/move/narrow.h"

namespace retrograd::ops {
namespace {

using kernels::kUpdateOperands;
constexpr int kGrad = 1;

// Where the kernel reads and writes the operands of an update, neighbours all of them.
struct Place {
  char* at[kUpdateOperands];
  DType types[kUpdateOperands];
  bool narrow = false;
  kernels::UpdateLoop loop;
  const double* numbers;
  int64_t end;  // of its elements, counting those of all places before it
};

// n elements from the first on, in the type that the loop computes in.
void run(const Place& place, int64_t first, int64_t n) {
  constexpr int64_t kBlock = 512;
  alignas(64) float wide[kUpdateOperands][kBlock];
  const kernels::Narrow& k = kernels::narrow();
  const int64_t block = place.narrow ? kBlock : n;
  for (int64_t begin = 0; begin < n; begin += block) {
    const int64_t count = std::min(block, n - begin);
    char* at[kUpdateOperands];
    char* from[kUpdateOperands];
    for (int j = 0; j < kUpdateOperands; ++j) {
      at[j] = from[j] = nullptr;
      if (!place.at[j]) continue;
      const DType t = place.types[j];
      at[j] = from[j] = place.at[j] + (first + begin) * item_size(t);
      if (!is_narrow(t)) continue;
      at[j] = reinterpret_cast<char*>(wide[j]);
      k.widen[t](at[j], from[j], count, sizeof(float), item_size(t));
    }
    place.loop(at, count, place.numbers);
    for (int j = 0; j < kUpdateOperands; ++j)
      if (j != kGrad && at[j] != from[j])
        k.narrow[place.types[j]](from[j], at[j], count, item_size(place.types[j]), sizeof(float));
  }
}

// Operands that do not lie as the parameter does, or not without gaps, are packed for the step.
struct Packed {
  Tensor to, from;
};

Place place_of(const UpdateRule& rule, const Update& update, std::vector<Packed>& packed) {
  const Tensor& p = update.operands[0];
  Place place;
  place.loop = (kernels::optim().*rule.loop)[computing(p.dtype())];
  RG_CHECK(place.loop, DTypeError, rule.name, ": parameters are floating; one is ", p.dtype());
  place.numbers = update.numbers;
  const bool dense = p.is_contiguous() || is_dense(p.shape(), p.strides());
  const Dims strides = dense ? p.strides() : contiguous_strides(p.shape());
  for (int j = 0; j < kUpdateOperands; ++j) {
    const Tensor& x = update.operands[j];
    place.at[j] = nullptr;
    if (!x.defined()) continue;
    const char* name = j == 0       ? "the parameter"
                       : j == kGrad ? "the gradient"
                                    : rule.states[j - 2].name;
    RG_CHECK(computing(x.dtype()) == computing(p.dtype()), DTypeError, rule.name, ": ", name,
             " is ", x.dtype(), " and the parameter ", p.dtype(),
             "; load the state after the parameters have their type");
    RG_CHECK(x.shape() == p.shape(), ShapeError, rule.name, ": ", name, " has shape ", x.shape(),
             " and the parameter ", p.shape());
    if (j != kGrad) detail::check_writable(rule.name, x, false);
    const bool alike = (x.is_canonical() && p.is_canonical()) || x.strides() == strides;
    place.types[j] = x.dtype();
    place.narrow |= is_narrow(x.dtype());
    if (alike && is_aligned(x)) {
      place.at[j] = x.bytes();
    } else {
      const Tensor copy = empty_strided(p.shape(), strides, x.dtype());
      copy_into(copy, x);
      place.at[j] = copy.bytes();
      packed.push_back({j == kGrad ? Tensor() : x, copy});
    }
  }
  return place;
}

void write_scalar(const Tensor& to, double value) {
  Scalar(value).write(to.dtype(), to.bytes());
  to.storage().bump_version();
}

}  // namespace

void run_updates(const UpdateRule& rule, const std::vector<Update>& updates) {
  std::vector<Place> places;
  std::vector<Packed> packed;
  places.reserve(updates.size());
  int64_t total = 0;
  for (const Update& update : updates) {
    for (const Tensor& x : update.scalars)
      if (x.defined()) detail::check_writable(rule.name, x, false);
    places.push_back(place_of(rule, update, packed));
    places.back().end = total += update.operands[0].numel();
  }
  for (const Update& update : updates) {
    for (int i = 0; i < kMaxScalars; ++i)
      if (update.scalars[i].defined()) write_scalar(update.scalars[i], update.after[i]);
    for (int j = 0; j < kUpdateOperands; ++j)
      if (j != kGrad && update.operands[j].defined()) update.operands[j].storage().bump_version();
  }
  const LongWork outside(total >= kLongLoop);
  parallel_for(total, kLoopGrain, [&](int64_t begin, int64_t end) {
    auto place = std::upper_bound(places.begin(), places.end(), begin,
                                  [](int64_t at, const Place& p) { return at < p.end; });
    for (; begin < end; ++place) {
      const int64_t start = place == places.begin() ? 0 : place[-1].end;
      const int64_t n = std::min(end, place->end) - begin;
      if (n > 0) run(*place, begin - start, n);
      begin += n;
    }
  });
  for (const Packed& x : packed)
    if (x.to.defined()) copy_into(x.to, x.from);
}

}  // namespace retrograd::ops
