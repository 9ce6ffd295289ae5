#include "bind/row.h"

#include "base/check.h"

namespace retrograd::bind {
namespace detail {

PyObject* call_overloads(const Row& row, const Call* calls, const Accepts* accepts, PyObject* self,
                         PyObject* const* args, Py_ssize_t n, PyObject* names) {
  for (size_t i = 0; i < row.signatures.size(); ++i) {
    if (!row.signatures[i].counts_fit(n + (self != nullptr), names != nullptr)) continue;
    PyObject* values[Signature::kMaxParameters];
    Object rest;
    const CallContext call{row.signatures[i], values};
    try {
      row.signatures[i].match(self, args, n, names, values, rest);
    } catch (const TypeError&) {
      continue;
    }
    if (accepts[i](call)) return calls[i](call);
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

void Rows::alias(const char* name, const char* of) {
  bool found = false;
  for (Row& row : rows_) {
    if (row.names.front() != of) continue;
    row.names.emplace_back(name);
    found = true;
  }
  RG_CHECK(found, ValueError, "alias: there is no row ", of, " for ", name,
           " to be another name of");
}

namespace {

// The docstring behind the parameters, in the form in which inspect finds them. No one signature
// holds for overloads, so theirs are a part of the text.
std::string documentation(const Row& row, const std::string& name, bool method) {
  if (row.signatures.size() == 1)
    return name + row.signatures[0].arguments(method ? "$self" : nullptr) + "\n--\n\n" + row.doc;
  std::string out;
  for (const Signature& s : row.signatures) out += name + s.arguments(method ? "" : nullptr) + "\n";
  return out + "\n" + row.doc;
}

}  // namespace

PyMethodDef* Rows::method_table(unsigned place) const {
  // Read by Python for as long as it runs.
  auto* table = new std::vector<PyMethodDef>;
  for (const Row& row : rows_) {
    if (!(row.places & place)) continue;
    const bool method = place == kMethod;
    const auto entry = reinterpret_cast<PyCFunction>(
        reinterpret_cast<void (*)()>(method ? row.method : row.function));
    for (const std::string& name : row.names) {
      auto* doc = new std::string(documentation(row, name, method));
      table->push_back({name.c_str(), entry, METH_FASTCALL | METH_KEYWORDS, doc->c_str()});
    }
  }
  table->push_back({});
  return table->data();
}

}  // namespace retrograd::bind
