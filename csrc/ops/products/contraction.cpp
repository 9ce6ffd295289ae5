#include "ops/products/contraction.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/check.h"
#include "ops/matrix/diagonal.h"
#include "ops/matrix/matmul.h"
#include "ops/pointwise/arithmetic.h"
#include "ops/reduce/reduce.h"
#include "ops/shape/copy.h"
#include "ops/shape/shape.h"

namespace retrograd::ops {
namespace {

// Names of letters, and behind them those of the dimensions of ellipses.
constexpr size_t kNames = kLetters + kMaxDims;
using PerName = std::array<int64_t, 2 * kMaxDims>;
static_assert(kNames <= std::tuple_size_v<PerName>);

// An operand with a name for each dimension, no two alike.
struct Factor {
  Tensor x;
  Dims names;
};

bool has(const Dims& names, int64_t name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}
int64_t place_of(const Dims& names, int64_t name) {
  return std::find(names.begin(), names.end(), name) - names.begin();
}
Dims joined(std::initializer_list<const Dims*> lists) {
  Dims all;
  for (const Dims* list : lists) all.append(list->begin(), list->end());
  return all;
}

// The dimensions of f that `order` names, in its order; it names all of them, and perhaps others.
Factor in_order(const Factor& f, const Dims& order) {
  Dims dims, names;
  for (int64_t name : order) {
    if (!has(f.names, name)) continue;
    dims.push_back(place_of(f.names, name));
    names.push_back(name);
  }
  return {names == f.names ? f.x : permute(f.x, dims), names};
}

// The same with a dimension of length 1 for each name that f lacks, but in front.
Tensor spread(const Factor& f, const Dims& order) {
  Tensor x = in_order(f, order).x;
  bool inside = false;
  int64_t at = 0;
  for (int64_t name : order) {
    inside = inside || has(f.names, name);
    if (inside && !has(f.names, name)) x = unsqueeze(x, at);
    at += inside;
  }
  return x;
}

int64_t length_of(const Factor& f, const Dims& names) {
  int64_t n = 1;
  for (int64_t name : names) n *= f.x.size(place_of(f.names, name));
  return n;
}
void add_lengths(Dims& shape, const Factor& f, const Dims& names) {
  for (int64_t name : names) shape.push_back(f.x.size(place_of(f.names, name)));
}

// f summed over names; wide integers only where that is the result.
Factor summed(const Factor& f, const Dims& names, std::optional<DType> dtype) {
  if (names.empty()) return f;
  Dims dims, rest;
  for (int64_t name : f.names) {
    if (has(names, name))
      dims.push_back(place_of(f.names, name));
    else
      rest.push_back(name);
  }
  return {sum(f.x, dims, false, dtype), rest};
}

// f as a batch of matrices: `batch`, then the dimensions of each of the two groups as one.
Tensor as_matrices(const Factor& f, const Dims& batch, const Dims& rows, const Dims& columns) {
  const Tensor x = in_order(f, joined({&batch, &rows, &columns})).x;
  const bool vector = batch.empty() && (rows.empty() || columns.empty());
  if (rows.size() == 1 && columns.size() == 1) return x;
  if (vector && rows.size() + columns.size() == 1) return x;
  Dims shape;
  add_lengths(shape, f, batch);
  if (!vector || !rows.empty()) shape.push_back(length_of(f, rows));
  if (!vector || !columns.empty()) shape.push_back(length_of(f, columns));
  return reshape(x, shape);
}

// The product of two factors, summed over what both have and `stays` does not name; the order of
// `result` decides where it can which factor comes first.
Factor contract(const Factor& first, const Factor& second, const Dims& stays, const Dims& result) {
  Dims batch, ends, rows, columns, only_first, only_second;
  for (int64_t name : first.names) {
    const bool shared = has(second.names, name), kept = has(stays, name);
    (shared ? (kept ? batch : ends) : (kept ? rows : only_first)).push_back(name);
  }
  for (int64_t name : second.names)
    if (!has(first.names, name)) (has(stays, name) ? columns : only_second).push_back(name);
  Factor a = summed(first, only_first, first.x.dtype());
  Factor b = summed(second, only_second, second.x.dtype());
  if (ends.empty()) {
    Dims order;
    for (int64_t name : result)
      if (has(a.names, name) || has(b.names, name)) order.push_back(name);
    for (int64_t name : joined({&batch, &rows, &columns}))
      if (!has(order, name)) order.push_back(name);
    return {mul(spread(a, order), spread(b, order)), order};
  }
  for (int64_t name : result) {
    if (has(rows, name)) break;
    if (!has(columns, name)) continue;
    std::swap(a, b);
    std::swap(rows, columns);
    break;
  }
  const Tensor y = matmul(as_matrices(a, batch, rows, ends), as_matrices(b, batch, ends, columns));
  const Dims names = joined({&batch, &rows, &columns});
  const bool as_it_is = batch.empty() ? rows.size() <= 1 && columns.size() <= 1
                                      : rows.size() == 1 && columns.size() == 1;
  if (as_it_is) return {y, names};
  Dims shape;
  add_lengths(shape, a, batch);
  add_lengths(shape, a, rows);
  add_lengths(shape, b, columns);
  return {reshape(y, shape), names};
}

// What contract() of two makes of them, less what they are, in elements.
double growth(const Factor& a, const Factor& b, const Dims& stays) {
  double size = 1;
  for (int64_t name : a.names)
    if (has(stays, name)) size *= static_cast<double>(a.x.size(place_of(a.names, name)));
  for (int64_t name : b.names)
    if (has(stays, name) && !has(a.names, name))
      size *= static_cast<double>(b.x.size(place_of(b.names, name)));
  return size - static_cast<double>(a.x.numel()) - static_cast<double>(b.x.numel());
}

// The names that factors i and j are not alone in having.
Dims staying(const std::vector<Factor>& factors, size_t i, size_t j, const Dims& result) {
  Dims stays = result;
  for (size_t k = 0; k < factors.size(); ++k)
    if (k != i && k != j) stays.append(factors[k].names.begin(), factors[k].names.end());
  return stays;
}

// One pair after another, the one first whose product takes the least room beside its factors.
[[gnu::noinline]] Tensor contract_all(std::vector<Factor> factors, const Dims& result) {
  while (factors.size() > 1) {
    size_t best_i = 0, best_j = 1;
    double best = 0;
    for (size_t i = 0; factors.size() > 2 && i < factors.size(); ++i)
      for (size_t j = i + 1; j < factors.size(); ++j) {
        const double size = growth(factors[i], factors[j], staying(factors, i, j, result));
        if ((i == 0 && j == 1) || size < best) best = size, best_i = i, best_j = j;
      }
    const Dims stays = staying(factors, best_i, best_j, result);
    factors[best_i] = contract(factors[best_i], factors[best_j], stays, result);
    factors.erase(factors.begin() + static_cast<ptrdiff_t>(best_j));
  }
  Dims sums;
  for (int64_t name : factors[0].names)
    if (!has(result, name)) sums.push_back(name);
  return in_order(summed(factors[0], sums, {}), result).x;
}

// ---- Equations. ----

char letter(int64_t name) {
  return static_cast<char>(name < kLetters / 2 ? 'A' + name : 'a' + name - kLetters / 2);
}
std::string text_of(int64_t name) {
  return name < kLetters ? std::string(1, letter(name)) : "of the ellipsis";
}

// The names of one part of an equation, from `at` to a comma, an arrow or the end.
[[gnu::noinline]] Dims read_names(const std::string& text, size_t& at) {
  Dims names;
  for (; at < text.size() && text[at] != ','; ++at) {
    const char c = text[at];
    if (c == ' ') continue;
    if (c == '-' && at + 1 < text.size() && text[at + 1] == '>') break;
    if (c == '.') {
      RG_CHECK(text.compare(at, 3, "...") == 0, RuntimeError, "einsum: a '.' at place ", at,
               " of '", text, "' is no part of an ellipsis; write '...'");
      RG_CHECK(!has(names, kEllipsis), RuntimeError, "einsum: a second ellipsis at place ", at,
               " of '", text, "'; an operand has at most one");
      names.push_back(kEllipsis);
      at += 2;
      continue;
    }
    const bool upper = c >= 'A' && c <= 'Z', lower = c >= 'a' && c <= 'z';
    RG_CHECK(upper || lower, RuntimeError, "einsum: what stands at place ", at, " of '", text,
             "' names no dimension; expected a letter, '...', ',' or '->'");
    names.push_back(upper ? c - 'A' : c - 'a' + kLetters / 2);
  }
  return names;
}

// How many dimensions the ellipsis of an operand stands for.
[[gnu::noinline]] int64_t ellipsis_dims(size_t number, const Tensor& x, const Dims& names) {
  const bool open = has(names, kEllipsis);
  const auto named = static_cast<int64_t>(names.size()) - open;
  RG_CHECK(open ? named <= x.dim() : named == x.dim(), ShapeError, "einsum: operand ", number,
           " of shape ", x.shape(), " has ", x.dim(), " dimensions, but ", named, " names",
           open ? " beside its ellipsis" : "; an ellipsis '...' stands for those without one");
  return open ? x.dim() - named : 0;
}

// A name for each dimension. Those of ellipses are aligned at their last one.
[[gnu::noinline]] Dims expanded(const Dims& names, int64_t dims, int64_t most) {
  Dims all;
  for (int64_t name : names) {
    if (name != kEllipsis)
      all.push_back(name);
    else
      for (int64_t k = most - dims; k < most; ++k) all.push_back(kLetters + k);
  }
  return all;
}

// A name that stands twice is that of a diagonal.
[[gnu::noinline]] Factor without_repeats(size_t number, Factor f) {
  for (size_t i = 0; i < f.names.size(); ++i)
    for (size_t j = i + 1; j < f.names.size();) {
      if (f.names[i] != f.names[j]) {
        ++j;
        continue;
      }
      const auto p = static_cast<int64_t>(i), q = static_cast<int64_t>(j);
      RG_CHECK(f.x.size(p) == f.x.size(q), ShapeError, "einsum: operand ", number, " has '",
               text_of(f.names[i]), "' twice, with lengths ", f.x.size(p), " and ", f.x.size(q));
      f.x = movedim(diagonal(f.x, 0, p, q), {-1}, {p});
      f.names.erase(j);
    }
  return f;
}

// Notes the length of each name of operand `number`, and that all lengths of a name agree.
[[gnu::noinline]] void note_lengths(size_t number, const Factor& f, PerName& lengths) {
  for (size_t d = 0; d < f.names.size(); ++d) {
    int64_t& n = lengths[static_cast<size_t>(f.names[d])];
    const int64_t own = f.x.size(static_cast<int64_t>(d));
    RG_CHECK(n == own || own == 1 || n == 1 || n == -1, ShapeError, "einsum: operand ", number,
             " has length ", own, " in dimension '", text_of(f.names[d]), "', which has length ", n,
             " in operands before it");
    if (n <= 1) n = n == -1 || own != 1 ? own : n;
  }
}

[[gnu::noinline]] void check_result(const Dims& result, const PerName& lengths) {
  for (size_t i = 0; i < result.size(); ++i) {
    const int64_t name = result[i];
    RG_CHECK(lengths[static_cast<size_t>(name)] >= 0, RuntimeError, "einsum: the result names '",
             text_of(name), "', which no operand has");
    RG_CHECK(place_of(result, name) == static_cast<int64_t>(i), RuntimeError,
             "einsum: the result names '", text_of(name), "' twice");
  }
}

// Leaves out what broadcasts: other factors have its length.
[[gnu::noinline]] void drop_broadcast(Factor& f, const PerName& lengths) {
  for (size_t d = f.names.size(); d-- > 0;) {
    const auto dim = static_cast<int64_t>(d);
    if (f.x.size(dim) != 1 || lengths[static_cast<size_t>(f.names[d])] == 1) continue;
    f.x = select(f.x, dim, 0);
    f.names.erase(d);
  }
}

// The names that are there once, in order, behind those of ellipses.
[[gnu::noinline]] Dims implied_result(const std::vector<Dims>& names, int64_t most) {
  PerName times = {};
  for (const Dims& list : names)
    for (int64_t name : list) ++times[static_cast<size_t>(name)];
  Dims result;
  for (int64_t k = 0; k < most; ++k) result.push_back(kLetters + k);
  for (int64_t name = 0; name < kLetters; ++name)
    if (times[static_cast<size_t>(name)] == 1) result.push_back(name);
  return result;
}

// The type that narrow floating operands have a result of; no other has one.
std::optional<DType> rounded_type(const std::vector<Tensor>& operands) {
  bool narrow = false;
  for (const Tensor& x : operands) narrow |= is_narrow(x.dtype()) && is_floating(x.dtype());
  if (!narrow) return {};
  DType t = operands[0].dtype();
  for (const Tensor& x : operands) t = promote(t, x.dtype());
  return t;
}

void check_one_type(const char* op, const Tensor& a, const Tensor& b) {
  RG_CHECK(a.dtype() == b.dtype(), DTypeError, op, ": expected two tensors of one type, got ",
           a.dtype(), " and ", b.dtype(), "; convert one with .to()");
}

}  // namespace

Tensor einsum(const std::vector<Dims>& names, const std::optional<Dims>& result,
              const std::vector<Tensor>& operands) {
  RG_CHECK(!operands.empty(), ValueError,
           "einsum: expected an equation and at least one operand, or operands and lists of names");
  RG_CHECK(names.size() == operands.size(), RuntimeError, "einsum: the equation is one of ",
           names.size(), " operands, but ", operands.size(), " came");
  int64_t most = 0;
  Dims dims;
  for (size_t i = 0; i < operands.size(); ++i) {
    dims.push_back(ellipsis_dims(i, operands[i], names[i]));
    most = std::max(most, dims.back());
  }
  const std::optional<DType> rounded = rounded_type(operands);
  PerName lengths;
  lengths.fill(-1);
  std::vector<Factor> factors;
  std::vector<Dims> all_names;
  for (size_t i = 0; i < operands.size(); ++i) {
    const Tensor& x = operands[i];
    const bool widens = rounded && is_narrow(x.dtype()) && is_floating(x.dtype());
    all_names.push_back(expanded(names[i], dims[i], most));
    factors.push_back(without_repeats(i, {widens ? to(x, DType::kFloat32) : x, all_names[i]}));
    note_lengths(i, factors.back(), lengths);
  }
  const Dims out = result ? expanded(*result, most, most) : implied_result(all_names, most);
  check_result(out, lengths);
  for (Factor& f : factors) drop_broadcast(f, lengths);
  const Tensor y = contract_all(std::move(factors), out);
  if (rounded) return to(y, *rounded);
  return operands.size() == 1 && y.same(operands[0]) ? view_of(y) : y;
}

Tensor einsum(const std::string& equation, const std::vector<Tensor>& operands) {
  RG_CHECK(!operands.empty(), ValueError,
           "einsum: expected an equation and at least one operand, or operands and lists of names");
  std::vector<Dims> names;
  size_t at = 0;
  for (;; ++at) {
    names.push_back(read_names(equation, at));
    if (at >= equation.size() || equation[at] != ',') break;
  }
  if (at >= equation.size()) return einsum(names, std::nullopt, operands);
  at += 2;
  const Dims result = read_names(equation, at);
  RG_CHECK(at >= equation.size(), RuntimeError, "einsum: place ", at, " of '", equation,
           "' is behind the names of the result; expected no more");
  return einsum(names, result, operands);
}

Tensor tensordot(const Tensor& a, const Tensor& b, const Dims& dims_a, const Dims& dims_b) {
  check_one_type("tensordot", a, b);
  RG_CHECK(dims_a.size() == dims_b.size(), ShapeError, "tensordot: expected as many dims of a as ",
           "of b, got ", dims_a.size(), " and ", dims_b.size());
  Factor left{a, {}}, right{b, {}};
  for (int64_t d = 0; d < a.dim(); ++d) left.names.push_back(d);
  for (int64_t d = 0; d < b.dim(); ++d) right.names.push_back(kMaxDims + d);
  Dims ending;
  for (size_t i = 0; i < dims_a.size(); ++i) {
    RG_CHECK(a.dim() > 0 && b.dim() > 0, IndexError,
             "tensordot: a 0-d tensor has no dim to sum over");
    const int64_t p = wrap_dim("tensordot", dims_a[i], a.dim()),
                  q = wrap_dim("tensordot", dims_b[i], b.dim());
    RG_CHECK(!has(ending, p) && right.names[static_cast<size_t>(q)] >= kMaxDims, ShapeError,
             "tensordot: a dim is given twice in ", dims_a, " or ", dims_b);
    RG_CHECK(a.size(p) == b.size(q) || a.size(p) == 1 || b.size(q) == 1, ShapeError,
             "tensordot: dim ", p, " of a has length ", a.size(p), ", but dim ", q, " of b ",
             b.size(q));
    ending.push_back(p);
    // What has length 1 is that of all of the other.
    right.names[static_cast<size_t>(q)] = a.size(p) == b.size(q) ? p : -1 - p;
  }
  Dims result;
  for (int64_t name : left.names)
    if (!has(ending, name)) result.push_back(name);
  for (int64_t name : right.names)
    if (name >= kMaxDims) result.push_back(name);
  return in_order(contract(left, right, result, result), result).x;
}

Tensor inner(const Tensor& a, const Tensor& b) {
  if (a.dim() == 0 || b.dim() == 0) return mul(a, b);
  check_one_type("inner", a, b);
  RG_CHECK(a.size(-1) == b.size(-1), ShapeError,
           "inner: the last dimensions have different lengths: shapes ", a.shape(), " and ",
           b.shape());
  return tensordot(a, b, {-1}, {-1});
}

Tensor vecdot(const Tensor& a, const Tensor& b, int64_t dim) {
  check_one_type("vecdot", a, b);
  RG_CHECK(is_floating(a.dtype()), DTypeError, "vecdot: expected a floating dtype, got ", a.dtype(),
           "; convert with float()");
  const Tensor product =
      is_narrow(a.dtype()) ? mul(to(a, DType::kFloat32), to(b, DType::kFloat32)) : mul(a, b);
  return to(sum(product, {wrap_dim("vecdot", dim, product.dim())}), a.dtype());
}

}  // namespace retrograd::ops
