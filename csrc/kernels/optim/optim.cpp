#include "kernels/optim/optim.h"

#include "kernels/loops.h"
#include "kernels/parts.h"

namespace retrograd::kernels::RG_ISA {
namespace {

// One Vec of each operand: the parameter, the gradient, and the state that is there.
template <class T>
struct Lanes {
  Vec<T> x[kUpdateOperands] = {};
  bool there[kUpdateOperands] = {};
};

[[gnu::always_inline]] inline VecF root(VecF x) { return sqrt(x); }
[[gnu::always_inline]] inline VecD root(VecD x) { return sqrt(x); }

// m + weight (g - m), counted from the nearer end, as torch does.
template <class V>
[[gnu::always_inline]] inline V lerp(V m, V g, V weight) {
  const V apart = g - m;
  return weight[0] < 0.5f ? m + weight * apart : g - apart * (1 - weight);
}
template <class V>
[[gnu::always_inline]] inline V mean_square(V v, V g, V keep, V rest) {
  return v * keep + rest * g * g;
}

// A rule changes lanes by its numbers, each of which fills a Vec.
struct Sgd {
  static constexpr int kOperands = 3, kNumbers = sgd::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &buffer = l.x[2];
    if (l.there[2]) {
      buffer = buffer * k[sgd::kMomentum] + k[sgd::kGain] * g;
      g = k[sgd::kNesterov][0] != 0 ? g + k[sgd::kNesterov] * buffer : buffer;
    }
    p -= k[sgd::kStep] * g;
  }
};

struct Adam {
  static constexpr int kOperands = 5, kNumbers = adam::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &m = l.x[2], &v = l.x[3], &most = l.x[4];
    m = lerp(m, g, k[adam::kWeight]);
    v = mean_square(v, g, k[adam::kBeta2], k[adam::kRest2]);
    if (l.there[4]) most = at_least(v, most);
    const Vec<T> size = root(l.there[4] ? most : v) * k[adam::kScale] + k[adam::kEps];
    p -= k[adam::kStep] * m / size;
  }
};

struct RmsProp {
  static constexpr int kOperands = 5, kNumbers = rmsprop::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &v = l.x[2], &buffer = l.x[3], &mean = l.x[4];
    v = mean_square(v, g, k[rmsprop::kAlpha], k[rmsprop::kRest]);
    Vec<T> square = v;
    if (l.there[4]) {
      mean = lerp(mean, g, k[rmsprop::kRest]);
      square = v - mean * mean;
    }
    const Vec<T> size = root(square) + k[rmsprop::kEps];
    if (l.there[3]) {
      buffer = buffer * k[rmsprop::kMomentum] + g / size;
      p -= k[rmsprop::kStep] * buffer;
    } else {
      p -= k[rmsprop::kStep] * g / size;
    }
  }
};

struct AdaGrad {
  static constexpr int kOperands = 3, kNumbers = adagrad::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &sum = l.x[2];
    sum += g * g;
    p -= k[adagrad::kStep] * g / (root(sum) + k[adagrad::kEps]);
  }
};

struct AdaDelta {
  static constexpr int kOperands = 4, kNumbers = adadelta::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &v = l.x[2], &moved = l.x[3];
    const Vec<T> eps = k[adadelta::kEps];
    v = mean_square(v, g, k[adadelta::kRho], k[adadelta::kRest]);
    const Vec<T> delta = root(moved + eps) / root(v + eps) * g;
    moved = mean_square(moved, delta, k[adadelta::kRho], k[adadelta::kRest]);
    p -= k[adadelta::kStep] * delta;
  }
};

struct AdaMax {
  static constexpr int kOperands = 4, kNumbers = adamax::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &m = l.x[2], &most = l.x[3];
    m = lerp(m, g, k[adamax::kWeight]);
    // at_least passes over a NaN of its bound, which stays one here.
    const Vec<T> before = most * k[adamax::kBeta2];
    most = at_least(abs(g) + k[adamax::kEps], before);
    most = before == before ? most : before;
    p -= k[adamax::kStep] * m / most;
  }
};

struct NAdam {
  static constexpr int kOperands = 4, kNumbers = nadam::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &m = l.x[2], &v = l.x[3];
    m = lerp(m, g, k[nadam::kWeight]);
    v = mean_square(v, g, k[nadam::kBeta2], k[nadam::kRest2]);
    const Vec<T> size = root(v / k[nadam::kBias]) + k[nadam::kEps];
    p -= k[nadam::kByGrad] * g / size;
    p -= k[nadam::kByMean] * m / size;
  }
};

struct RAdam {
  static constexpr int kOperands = 4, kNumbers = radam::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &m = l.x[2], &v = l.x[3];
    m = lerp(m, g, k[radam::kWeight]);
    v = mean_square(v, g, k[radam::kBeta2], k[radam::kRest2]);
    Vec<T> move = m / k[radam::kBias] * k[radam::kStep];
    if (k[radam::kRect][0] != 0)
      move = move * (k[radam::kRoot] / (root(v) + k[radam::kEps])) * k[radam::kRect];
    p -= move;
  }
};

struct RProp {
  static constexpr int kOperands = 4, kNumbers = rprop::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &before = l.x[2], &size = l.x[3];
    const Vec<T> turn = g * before, none = {}, one = none + 1;
    const Vec<T> factor = turn > none ? k[rprop::kPlus] : turn < none ? k[rprop::kMinus] : one;
    size = at_most(at_least(size * factor, k[rprop::kLeast]), k[rprop::kMost]);
    before = turn < none ? none : g;
    p -= (before > none ? size : before < none ? -size : none);
  }
};

struct ASgd {
  static constexpr int kOperands = 3, kNumbers = asgd::kCount;
  template <class T>
  [[gnu::always_inline]] static void run(Lanes<T>& l, const Vec<T>* k) {
    Vec<T>&p = l.x[0], &g = l.x[1], &mean = l.x[2];
    p = p * k[asgd::kKeep] - k[asgd::kStep] * g;
    mean = k[asgd::kMu][0] == 1 ? p : mean + (p - mean) * k[asgd::kMu];
  }
};

template <class Rule, class T>
void update(char* const* at, int64_t n, const double* numbers) {
  Vec<T> k[Rule::kNumbers];
  for (int j = 0; j < Rule::kNumbers; ++j) k[j] = splat(static_cast<T>(numbers[j]));
  char* p[Rule::kOperands];
  for (int j = 0; j < Rule::kOperands; ++j) p[j] = at[j];
  const bool decays = numbers[kDecay] != 0;
  for (int64_t i = 0; i < n; i += kLanes<T>) {
    const int64_t count = least(n - i, kLanes<T>);
    Lanes<T> l;
#pragma GCC unroll 5
    for (int j = 0; j < Rule::kOperands; ++j) {
      l.there[j] = p[j] != nullptr;
      if (!l.there[j]) continue;
      const Dense<T> x{p[j]};
      l.x[j] = count == kLanes<T> ? x.lanes(i) : x.some(i, count);
    }
    l.x[1] *= k[kSign];
    if (decays) l.x[1] += k[kDecay] * l.x[0];
    l.x[0] *= k[kShrink];
    Rule::template run<T>(l, k);
#pragma GCC unroll 5
    for (int j = 0; j < Rule::kOperands; ++j) {
      if (j == 1 || !l.there[j]) continue;
      T* y = reinterpret_cast<T*>(p[j]) + i;
      if (count == kLanes<T>) {
        store(y, l.x[j]);
      } else {
        store_first(y, l.x[j], count);
      }
    }
  }
}

// Four totals in doubles, or the additions would wait for each other.
double sum_of_squares(const float* x, int64_t n) {
  VecD total[4] = {};
  for (int64_t i = 0; i < n; i += 2 * kLanes<float>) {
#pragma GCC unroll 2
    for (int j = 0; j < 2; ++j) {
      const int64_t rest = n - i - j * kLanes<float>;
      if (rest <= 0) break;
      const Wide w = widen(load_first(x + i + j * kLanes<float>, least(rest, kLanes<float>)));
      total[2 * j] = fma(w.low, w.low, total[2 * j]);
      total[2 * j + 1] = fma(w.high, w.high, total[2 * j + 1]);
    }
  }
  return sum_lanes<double>((total[0] + total[1]) + (total[2] + total[3]));
}
double sum_of_squares(const double* x, int64_t n) {
  VecD total[4] = {};
  for (int64_t i = 0; i < n; i += 4 * kLanes<double>) {
#pragma GCC unroll 4
    for (int j = 0; j < 4; ++j) {
      const int64_t rest = n - i - j * kLanes<double>;
      if (rest <= 0) break;
      const VecD v = load_first(x + i + j * kLanes<double>, least(rest, kLanes<double>));
      total[j] = fma(v, v, total[j]);
    }
  }
  return sum_lanes<double>((total[0] + total[1]) + (total[2] + total[3]));
}

using Sum = double (*)(const char* x, int64_t n);

template <class Rule>
constexpr PerType<UpdateLoop> floats() {
  return per_type<UpdateLoop>([](auto e) -> UpdateLoop {
    if constexpr (e.kKind == 2)
      return update<Rule, typename decltype(e)::Type>;
    else
      return nullptr;
  });
}

}  // namespace

extern const Optim optim;
constinit const Optim optim = {
    .sgd = floats<Sgd>(),
    .adam = floats<Adam>(),
    .rmsprop = floats<RmsProp>(),
    .adagrad = floats<AdaGrad>(),
    .adadelta = floats<AdaDelta>(),
    .adamax = floats<AdaMax>(),
    .nadam = floats<NAdam>(),
    .radam = floats<RAdam>(),
    .rprop = floats<RProp>(),
    .asgd = floats<ASgd>(),
    .sum_of_squares = per_type<Sum>([](auto e) -> Sum {
      if constexpr (e.kKind == 2)
        return [](const char* x, int64_t n) {
          return sum_of_squares(reinterpret_cast<const typename decltype(e)::Type*>(x), n);
        };
      else
        return nullptr;
    }),
};

}  // namespace retrograd::kernels::RG_ISA
