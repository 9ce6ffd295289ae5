// row.h: one row binds one operation: its C++ function, its signature, where it appears, its docs.
//
//   row<&ops::mul>("mul(input: Tensor, other: Tensor | Number) -> Tensor", kFunction | kMethod,
//                  R"(...docstring...)"),
//   row<&max_all, &max_dim>({"max(input: Tensor) -> Tensor", "max(input: Tensor, dim: int) ->
//   ..."}, ...)
//
// Several functions are overloads: the first whose parameters accept the arguments is called. The
// C++ parameter types choose the conversions (convert.h).
//
// The in-place form of a pointwise operation, and the out= of its function, come from the row:
//
//   row<&ops::clamp>("clamp(input: Tensor, ...) -> Tensor", kFunction | kMethod | kOut, ...);
//   in_place<&ops::clamp>(kFunction | kMethod, R"(>>> rg.tensor([0.0, 1.0]).clamp_(...) ...)");
//
// Both rows of a function of one tensor, or of two that broadcast, from what is its own:
//
//   unary<&ops::sin>("sin", "The sine of each element.", "y = sin x,  dy/dx = cos x",
//                    "[0.0, 1.0]", "[0.0000, 0.8415]");
#pragma once

#include <array>
#include <deque>
#include <initializer_list>

#include "base/check.h"
#include "bind/call/convert.h"
#include "bind/call/override.h"
#include "bind/errors.h"

namespace retrograd::bind {

// Where a row appears.
enum Place : unsigned {
  kFunction = 1,    // retrograd.name(...)
  kMethod = 2,      // Tensor.name(...)
  kFunctional = 4,  // retrograd.nn.functional.name(...)
  kInternal = 8,    // retrograd._core.name(...), for the Python files of the package
  kOut = 16,        // none, but the function takes out=
  kSpecial = 32,    // retrograd.special.name(...)
  kLinalg = 64,     // retrograd.linalg.name(...)
  kUsual = kFunction | kMethod | kOut,
};

using FastCall = PyObject* (*)(PyObject*, PyObject* const*, Py_ssize_t, PyObject*);

struct Row {
  std::deque<std::string> names;  // the signatures' name, then its aliases
  std::deque<Signature> signatures;
  unsigned places;
  std::string doc;
  FastCall function, method;
  // Of an in-place form: the name of the plain one, and of the node of a result without derivative.
  std::string in_place_of, node;
  std::string method_alone;  // the one of the names that is no function, as absolute_

  bool is_at(Place place, const std::string& name) const {
    return places & place && (place == kMethod || name != method_alone);
  }
};

namespace detail {

using Call = PyObject* (*)(const CallContext&);
using Accepts = bool (*)(const CallContext&);

template <auto Fn, class R, class... A, size_t... I>
PyObject* call_with(R (*)(A...), const CallContext& call, std::index_sequence<I...>) {
  std::tuple<Argument<A>...> arguments{Argument<A>(call, static_cast<int>(I))...};
  if constexpr (std::is_void_v<R>) {
    Fn(std::get<I>(arguments).get()...);
    return Py_NewRef(Py_None);
  } else {
    return to_python(Fn(std::get<I>(arguments).get()...));
  }
}

template <class R, class... A, size_t... I>
bool accepts_with(R (*)(A...), const CallContext& call, std::index_sequence<I...>) {
  return (Argument<A>::accepts(call.values[I], call.signature.parameters()[I]) && ...);
}

template <class R, class... A>
constexpr auto indices_of(R (*)(A...)) {
  return std::index_sequence_for<A...>();
}

template <auto Fn>
PyObject* call(const CallContext& context) {
  return call_with<Fn>(Fn, context, indices_of(Fn));
}
template <auto Fn>
bool accepts(const CallContext& context) {
  return accepts_with(Fn, context, indices_of(Fn));
}

// Tries one overload after another.
PyObject* call_overloads(const RowCall& call, const Call* calls, const Accepts* accepts);

// Calls the plain form of an operation, of several the one that the number of arguments by position
// tells, and writes what it gives to its first argument, which is returned.
PyObject* call_in_place(const RowCall& call, const Call* plain);

// Calls a function, and writes what it gives to the tensor or tensors out=, if they are among the
// arguments by name, which are returned.
PyObject* call_with_out(const RowCall& call, PyObject* (*plain)(const RowCall&));

// Runs what a row does: the way in from Python, where exceptions end.
PyObject* enter(const RowCall& call, PyObject* (*run)(const RowCall&)) noexcept;

// The C entry points of one row, which is told by the type Derived.
template <class Derived>
struct EntryPoints {
  static inline Row* row = nullptr;

  static PyObject* function(PyObject* module, PyObject* const* args, Py_ssize_t n,
                            PyObject* names) {
    return enter({*row, module, nullptr, args, n, names}, Derived::run);
  }
  static PyObject* method(PyObject* self, PyObject* const* args, Py_ssize_t n, PyObject* names) {
    return enter({*row, nullptr, self, args, n, names}, Derived::run);
  }
};

template <auto... Fns>
struct Entry : EntryPoints<Entry<Fns...>> {
  static PyObject* run(const RowCall& call) {
    if constexpr (sizeof...(Fns) == 1) {
      PyObject* values[Signature::kMaxParameters];
      Object rest;
      const Signature& signature = call.row.signatures.front();
      signature.match(call.self, call.args, call.n, call.names, values, rest);
      return (detail::call<Fns>({signature, values}), ...);
    } else {
      static constexpr Call calls[] = {detail::call<Fns>...};
      static constexpr Accepts checks[] = {detail::accepts<Fns>...};
      return call_overloads(call, calls, checks);
    }
  }
};

// The same for a function and an old form of it, which takes more arguments by position.
template <auto Fn, auto Old>
struct EntryWithOld : EntryPoints<EntryWithOld<Fn, Old>> {
  static PyObject* run(const RowCall& call) {
    PyObject* values[Signature::kMaxParameters];
    Object rest;
    const bool old = call.n + (call.self != nullptr) > call.row.signatures.front().positional();
    const Signature& signature = call.row.signatures[old];
    signature.match(call.self, call.args, call.n, call.names, values, rest);
    return old ? detail::call<Old>({signature, values}) : detail::call<Fn>({signature, values});
  }
};

// Those of an in-place form; Fns are the plain one and an old form of it.
template <auto... Fns>
struct InPlaceEntry : EntryPoints<InPlaceEntry<Fns...>> {
  static constexpr Call plain[] = {detail::call<Fns>...};
  static PyObject* run(const RowCall& call) { return call_in_place(call, plain); }
};

}  // namespace detail

// What the docstring of a pointwise function says, where that is not the usual.
struct Said {
  const char* more = nullptr;  // a paragraph below the formula
  const char* dtype = "all; integers and bool give the default type.";
  const char* grad = nullptr;    // all operands, twice
  const char* raises = nullptr;  // nothing, or ShapeError for operands that do not broadcast
  const char *a = "Tensor", *b = "Tensor";  // the types of two operands
  unsigned places = kUsual;
  unsigned in_place = kFunction | kMethod;
};

// Adds a row to the table; see the head of this file.
class Rows {
 public:
  template <auto... Fns>
  void row(std::initializer_list<const char*> signatures, unsigned places, const char* doc) {
    add<detail::Entry<Fns...>>(signatures, places, doc);
  }
  template <auto Fn>
  void row(const char* signature, unsigned places, const char* doc) {
    row<Fn>({signature}, places, doc);
  }

  // A function, and an old form of it that the number of arguments by position tells: add(x, 2, y).
  template <auto Fn, auto Old>
  void row_with_old_form(const char* signature, const char* old_signature, unsigned places,
                         const char* doc) {
    add<detail::EntryWithOld<Fn, Old>>({signature, old_signature}, places, doc);
  }

  // The in-place form, in `places`, of the function of the last row: name_(). Its first argument is
  // the tensor that is written to.
  template <auto... Fns>
  void in_place(unsigned places, const char* example) {
    add_in_place(places, example);
    enter_by<detail::InPlaceEntry<Fns...>>(rows_.back());
  }

  // The rows of a function of one tensor; `x` and `y` are the elements of the example.
  template <auto Fn>
  void unary(const char* name, const char* summary, const char* formula, const char* x,
             const char* y, const Said& said = {}) {
    add_pointwise<Fn>({name, summary, formula, x, nullptr, y, said});
  }
  // The same for two tensors.
  template <auto Fn>
  void pair(const char* name, const char* summary, const char* formula, const char* a,
            const char* b, const char* y, const Said& said = {}) {
    add_pointwise<Fn>({name, summary, formula, a, b, y, said});
  }

  // The same for a form that has functions of its own, which write to their first argument.
  template <auto... Fns>
  void writing(unsigned places, const char* example) {
    add_in_place(places, example, true);
    enter_by<detail::Entry<Fns...>>(rows_.back());
  }

  // Another name for the rows called `of`, which must be there, and for their in-place forms:
  // alias("multiply", "mul"). `in_place`: where the latter appear.
  void alias(const char* name, const char* of, unsigned in_place = kFunction | kMethod);

  const std::deque<Row>& all() const { return rows_; }

  // Python's method tables for the rows of a place, ended by a null entry; valid for ever.
  PyMethodDef* method_table(Place place) const;

 private:
  template <class Entry>
  void add(std::initializer_list<const char*> signatures, unsigned places, const char* doc) {
    Row& row = rows_.emplace_back();
    const bool numpy_names = places & (kFunction | kMethod | kSpecial | kLinalg);
    for (const char* text : signatures) row.signatures.emplace_back(text, numpy_names);
    row.names.push_back(row.signatures.front().name());
    row.places = places;
    row.doc = doc;
    enter_by<Entry>(row);
  }
  template <class Entry>
  static void enter_by(Row& row) {
    RG_CHECK(!Entry::row, RuntimeError, row.names.front(), ": another row has its function");
    row.function = Entry::function;
    row.method = Entry::method;
    Entry::row = &row;
  }

  struct Pointwise {
    const char *name, *summary, *formula, *a, *b, *y;  // b: null for one tensor
    const Said& said;
    std::string signature() const, documentation() const, in_place_example() const;
  };
  template <auto Fn>
  void add_pointwise(const Pointwise& p) {
    row<Fn>(p.signature().c_str(), p.said.places, p.documentation().c_str());
    if (p.said.in_place) in_place<Fn>(p.said.in_place, p.in_place_example().c_str());
  }

  // Adds all of the row of an in-place form but its entry points.
  void add_in_place(unsigned places, const char* example, bool own = false);

  std::deque<Row> rows_;
};

// One function per family, in rows/<family>.cpp.
void add_activation_rows(Rows& rows);
void add_along_rows(Rows& rows);
void add_anomaly_rows(Rows& rows);
void add_arithmetic_rows(Rows& rows);
void add_arrange_rows(Rows& rows);
void add_attention_rows(Rows& rows);
void add_asarray_rows(Rows& rows);
void add_autograd_rows(Rows& rows);
void add_bessel_rows(Rows& rows);
void add_blend_rows(Rows& rows);
void add_compare_rows(Rows& rows);
void add_copy_rows(Rows& rows);
void add_counts_rows(Rows& rows);
void add_creation_rows(Rows& rows);
void add_ctc_rows(Rows& rows);
void add_data_rows(Rows& rows);
void add_digits_rows(Rows& rows);
void add_distribution_rows(Rows& rows);
void add_draw_rows(Rows& rows);
void add_dropout_rows(Rows& rows);
void add_embedding_rows(Rows& rows);
void add_dlpack_rows(Rows& rows);
void add_forward_rows(Rows& rows);
void add_gamma_rows(Rows& rows);
void add_gather_rows(Rows& rows);
void add_index_reduce_rows(Rows& rows);
void add_index_rows(Rows& rows);
void add_join_rows(Rows& rows);
void add_layout_rows(Rows& rows);
void add_linalg_rows(Rows& rows);
void add_loss_rows(Rows& rows);
void add_masked_rows(Rows& rows);
void add_margin_loss_rows(Rows& rows);
void add_matmul_rows(Rows& rows);
void add_normal_rows(Rows& rows);
void add_normalization_rows(Rows& rows);
void add_optim_rows(Rows& rows);
void add_pad_rows(Rows& rows);
void add_promotion_rows(Rows& rows);
void add_random_rows(Rows& rows);
void add_recurrent_rows(Rows& rows);
void add_reduce_rows(Rows& rows);
void add_sampling_rows(Rows& rows);
void add_scan_rows(Rows& rows);
void add_search_rows(Rows& rows);
void add_shape_rows(Rows& rows);
void add_similarity_rows(Rows& rows);
void add_softmax_rows(Rows& rows);
void add_special_rows(Rows& rows);
void add_sort_rows(Rows& rows);
void add_statistics_rows(Rows& rows);
void add_system_rows(Rows& rows);
void add_triangle_rows(Rows& rows);
void add_unary_rows(Rows& rows);
void add_view_in_place_rows(Rows& rows);
void add_window_rows(Rows& rows);

}  // namespace retrograd::bind
