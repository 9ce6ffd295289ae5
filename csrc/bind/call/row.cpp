#include "bind/call/row.h"

#include <cctype>

#include "base/check.h"

namespace retrograd::bind {
namespace detail {

PyObject* enter(const RowCall& call, PyObject* (*run)(const RowCall&)) noexcept {
  PyObject* const first = call.self ? call.self : call.n ? *call.args : nullptr;
  PyObject* answer = nullptr;
  if (!(first && is_plain(first)) && may_be_asked(first))
    if (asked_first(call, first, &answer)) return answer;
  try {
    return stay_at_exit([&] {
      if (call.names && !call.self && call.row.places & kOut) return call_with_out(call, run);
      return run(call);
    });
  } catch (...) {
    return after_exception(call);
  }
}

PyObject* call_overloads(const RowCall& call, const Call* calls, const Accepts* accepts) {
  const auto& [row, module, self, args, n, names] = call;
  for (size_t i = 0; i < row.signatures.size(); ++i) {
    if (!row.signatures[i].fits(n + (self != nullptr), names)) continue;
    PyObject* values[Signature::kMaxParameters];
    Object rest;
    const CallContext context{row.signatures[i], values};
    try {
      row.signatures[i].match(self, args, n, names, values, rest);
    } catch (const TypeError&) {
      continue;
    }
    if (accepts[i](context)) return calls[i](context);
  }
  std::string message = row.signatures[0].name() + "(): no form of it takes (";
  const Py_ssize_t total = n + (names ? PyTuple_GET_SIZE(names) : 0);
  for (Py_ssize_t i = 0; i < total; ++i) {
    if (i) message += ", ";
    if (i >= n) message += std::string(PyUnicode_AsUTF8(PyTuple_GET_ITEM(names, i - n))) + "=";
    message += class_name(args[i]);
  }
  message += "); expected one of:";
  for (const Signature& s : row.signatures) message += "\n  " + s.text();
  throw TypeError(message);
}

}  // namespace detail

void Rows::alias(const char* name, const char* of, unsigned in_place_at) {
  bool found = false;
  for (Row& row : rows_) {
    const bool in_place = row.in_place_of == of;
    if (row.names.front() != of && !in_place) continue;
    row.names.push_back(concat(name, in_place ? "_" : ""));
    if (in_place && !(in_place_at & kFunction)) row.method_alone = row.names.back();
    found = true;
  }
  RG_CHECK(found, ValueError, "alias: there is no row ", of, " for ", name,
           " to be another name of");
}

namespace {

constexpr const char* kShapes = "\n\nShape:";  // what follows the mathematics of a docstring

bool takes(const Signature& form, const std::string& name) {
  for (const Parameter& p : form.parameters())
    if (p.name == name) return true;
  return false;
}

// Whether `first` tells what `other` may be given, and must be.
bool stands_for(const Signature& first, const Signature& other) {
  for (const Parameter& p : other.parameters())
    if (!takes(first, p.name)) return false;
  for (const Parameter& p : first.parameters())
    if (!p.default_value && !takes(other, p.name)) return false;
  return true;
}

// One list of parameters that holds for all forms: those of the first if it stands for the others,
// or what all begin with.
std::string arguments_of_all(const std::deque<Signature>& forms, const char* self, bool out) {
  const Signature& first = forms.front();
  size_t alike = first.parameters().size();
  bool stands = true;
  for (const Signature& form : forms) {
    stands = stands && stands_for(first, form);
    size_t i = 0;
    for (; i < alike && i < form.parameters().size(); ++i) {
      const Parameter &a = first.parameters()[i], &b = form.parameters()[i];
      if (a.name != b.name || a.default_text != b.default_text || a.keyword_only || a.variadic)
        break;
    }
    alike = i;
  }
  if (stands) return first.arguments(self, out);
  std::string text = "(";
  for (size_t i = 0; i < alike; ++i) {
    const Parameter& p = first.parameters()[i];
    text += i == 0 && self ? self : p.name;
    if (!p.default_text.empty()) text += "=" + p.default_text;
    text += ", ";
  }
  return text + "*args, **kwargs)";
}

// The docstring behind the parameters, in the form in which inspect finds them. The forms of
// overloads are a part of the text, too.
std::string documentation(const Row& row, const std::string& name, bool method) {
  const bool out = !method && row.places & kOut;
  std::string doc = row.doc;
  if (out)
    doc.insert(
        doc.find(kShapes),
        "\n\nWith ``out`` the result is written to that tensor, which takes on its shape and "
        "is returned.");
  std::string forms;
  if (row.signatures.size() > 1) {
    for (const Signature& s : row.signatures)
      forms += name + s.arguments(method ? "" : nullptr, out) + "\n";
    forms += "\n";
  }
  return concat(name, arguments_of_all(row.signatures, method ? "$self" : nullptr, out), "\n--\n\n",
                forms, doc);
}

// "logical_not" -> "LogicalNotBackward0"
std::string node_name(const std::string& operation) {
  std::string name;
  for (size_t i = 0; i < operation.size(); ++i)
    if (operation[i] != '_')
      name += static_cast<char>(i == 0 || operation[i - 1] == '_' ? std::toupper(operation[i])
                                                                  : operation[i]);
  return name + "Backward0";
}

// "clamp(input: Tensor, min: Number) -> Tensor" -> "clamp_(input: Tensor, min: Number) -> Tensor";
// the first argument is a tensor.
std::string in_place_signature(const Signature& plain) {
  const std::string& text = plain.text();
  const size_t first = text.find('(') + 1;
  return concat(plain.name(), "_(", plain.parameters()[0].name, ": Tensor",
                text.substr(text.find_first_of(",)", first)));
}

// `own`: the form is made by functions of its own, which take what the plain ones take.
std::string in_place_documentation(const Row& plain, const char* example, bool own) {
  const std::string& name = plain.names.front();
  const std::string taken =
      own ? concat("Shape:   as of ", name, "; those of the tensor do not change.\nDtype:   as of ",
                   name, ".")
          : concat("Shape:   the result has the shape of the tensor; what stands beside it ",
                   "broadcasts to that.\nDtype:   those of ", name,
                   "; the result is converted to the tensor's type, of at least its kind.");
  return concat(plain.doc.substr(0, plain.doc.find(kShapes)), R"(

The result is written to the tensor itself, which is returned.

)",
                taken, R"(
Grad:    as of )",
                name, R"(.
Raises:  what )",
                name,
                own ? R"( raises; ShapeError for an expanded tensor;)"
                    : R"( raises; ShapeError or DTypeError if the tensor cannot hold the result;)",
                R"(
         GraphError for a leaf that requires grad; ReadOnlyError for read-only memory.
Source:  torch.Tensor.)",
                name, "_.\n\n", example);
}

}  // namespace

std::string Rows::Pointwise::signature() const {
  return concat(name, "(input: ", said.a, b ? ", other: " : "", b ? said.b : "", ") -> Tensor");
}

std::string Rows::Pointwise::documentation() const {
  const char* grad = b ? "input, other. Twice differentiable." : "input. Twice differentiable.";
  const char* raises = b ? "ShapeError if the shapes do not broadcast." : "nothing.";
  const char* home = said.places & kSpecial ? "special." : "";
  return concat(summary, "\n\n    ", formula, said.more ? "\n\n" : "", said.more ? said.more : "",
                kShapes,
                b ? "   ``(*)`` and ``(*)``, broadcast together." : "   ``(*)`` -> ``(*)``.",
                "\nDtype:   ", said.dtype, "\nGrad:    ", said.grad ? said.grad : grad,
                "\nRaises:  ", said.raises ? said.raises : raises, "\nSource:  torch.", home, name,
                ".\n\n>>> rg.", home, name, "(rg.tensor(", a, b ? "), rg.tensor(" : "", b ? b : "",
                "))\ntensor(", y, ")\n");
}

std::string Rows::Pointwise::in_place_example() const {
  return concat(">>> rg.tensor(", a, ").", name, "_(", b ? "rg.tensor(" : "", b ? b : "",
                b ? ")" : "", ")\ntensor(", y, ")\n");
}

void Rows::add_in_place(unsigned places, const char* example, bool own) {
  const Row& plain = rows_.back();
  Row& row = rows_.emplace_back();
  for (const Signature& s : plain.signatures)
    row.signatures.emplace_back(in_place_signature(s).c_str(), true);
  row.names.push_back(row.signatures.front().name());
  row.places = places;
  row.doc = in_place_documentation(plain, example, own);
  row.in_place_of = plain.names.front();
  row.node = node_name(row.in_place_of);
}

PyMethodDef* Rows::method_table(Place place) const {
  // Read by Python for as long as it runs.
  auto* table = new std::vector<PyMethodDef>;
  for (const Row& row : rows_) {
    const bool method = place == kMethod;
    const auto entry = reinterpret_cast<PyCFunction>(
        reinterpret_cast<void (*)()>(method ? row.method : row.function));
    for (const std::string& name : row.names) {
      if (!row.is_at(place, name)) continue;
      auto* doc = new std::string(documentation(row, name, method));
      table->push_back({name.c_str(), entry, METH_FASTCALL | METH_KEYWORDS, doc->c_str()});
    }
  }
  table->push_back({});
  return table->data();
}

}  // namespace retrograd::bind
