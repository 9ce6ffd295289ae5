#include "bind/call/signature.h"

#include <algorithm>
#include <string_view>

#include "base/check.h"
#include "bind/tensor/formats.h"

namespace retrograd::bind {
namespace {

std::string_view trim(std::string_view s) {
  while (!s.empty() && s.front() == ' ') s.remove_prefix(1);
  while (!s.empty() && s.back() == ' ') s.remove_suffix(1);
  return s;
}

// The text up to the next comma outside brackets, taken off the front of `rest`.
std::string_view next_item(std::string_view& rest) {
  int depth = 0;
  size_t i = 0;
  for (; i < rest.size(); ++i) {
    if (rest[i] == '[' || rest[i] == '(') ++depth;
    if (rest[i] == ']' || rest[i] == ')') --depth;
    if (rest[i] == ',' && depth == 0) break;
  }
  const std::string_view item = trim(rest.substr(0, i));
  rest = i < rest.size() ? rest.substr(i + 1) : std::string_view();
  return item;
}

// The value of a default: None, True, False, a number or a quoted word.
PyObject* parse_default(const std::string& text) {
  if (text == "None") return Py_NewRef(Py_None);
  if (text == "True") return Py_NewRef(Py_True);
  if (text == "False") return Py_NewRef(Py_False);
  if (text.front() == '\'' || text.front() == '"')
    return PyUnicode_FromStringAndSize(text.data() + 1, static_cast<Py_ssize_t>(text.size()) - 2);
  if (text.find_first_of(".e") != std::string::npos) return PyFloat_FromDouble(std::stod(text));
  return PyLong_FromLongLong(std::stoll(text));
}

// What torch's code in Python asks with `if`, so that programs give 0 and 1 as well.
constexpr std::string_view kAskedByIf[] = {"allow_unused",      "create_graph", "inplace",
                                           "materialize_grads", "reduce",       "retain_graph",
                                           "return_indices",    "size_average"};

Parameter parse_parameter(std::string_view item, bool keyword_only) {
  Parameter p;
  p.keyword_only = keyword_only;
  if (item.front() == '*') {
    p.variadic = true;
    item.remove_prefix(1);
  }
  const size_t colon = item.find(':'), equals = item.find('=');
  RG_CHECK(colon != std::string_view::npos, ValueError, "signature: no type in '", item, "'");
  p.name = trim(item.substr(0, colon));
  p.type =
      trim(item.substr(colon + 1, equals == std::string_view::npos ? equals : equals - colon - 1));
  p.key = PyUnicode_InternFromString(p.name == "from_" ? "from" : p.name.c_str());
  if (equals != std::string_view::npos) {
    p.default_text = trim(item.substr(equals + 1));
    p.default_value = parse_default(p.default_text);
    if (!p.default_value) throw PythonError();
  }
  p.takes_number = p.type.find("Number") != std::string::npos;
  p.takes_none = p.type.find("None") != std::string::npos;
  p.takes_tensor = p.type.starts_with("Tensor");
  p.takes_truth =
      p.type.starts_with("bool") && std::ranges::find(kAskedByIf, p.name) != std::end(kAskedByIf);
  p.takes_index = p.variadic || p.type.starts_with("int");
  return p;
}

// What torch's factories take beside the device, and what has one answer here: a row need not say
// it, and its function gets neither. They stand behind the other parameters.
constexpr const char kLayout[] = "layout", kPinMemory[] = "pin_memory";

std::string with_memory_options(std::string text) {
  const bool is_factory = text.find("device: ") != std::string::npos &&
                          text.find("requires_grad: ") != std::string::npos;
  if (!is_factory || text.starts_with("new_tensor(")) return text;
  const char* layout = text.starts_with("tensor(") ? "" : ", layout: layout | None = None";
  return text.insert(text.rfind(')', text.rfind("->")),
                     concat(layout, ", pin_memory: bool | None = False"));
}

void check_memory_options(const std::string& name, const std::vector<Parameter>& parameters,
                          PyObject** values) {
  for (size_t i = parameters.size(); i-- > 0;) {
    PyObject* value = values[i];
    if (parameters[i].name == kPinMemory) {
      RG_CHECK(PyBool_Check(value) || value == Py_None, TypeError, name,
               "(): argument 'pin_memory' must be bool, not ", class_name(value));
      RG_CHECK(value != Py_True, RuntimeError, name,
               "(): pin_memory=True is for an accelerator, and there is none; leave it out");
    } else if (parameters[i].name == kLayout) {
      RG_CHECK(value == strided_layout() || value == Py_None, TypeError, name,
               "(): argument 'layout' must be strided, not ", class_name(value));
    } else {
      return;
    }
  }
}

// torch's name for a parameter that is given NumPy's.
const char* torch_name(std::string_view numpy) {
  if (numpy == "axis") return "dim";
  if (numpy == "keepdims") return "keepdim";
  if (numpy == "x" || numpy == "a" || numpy == "x1") return "input";
  return numpy == "x2" ? "other" : nullptr;
}

}  // namespace

Signature::Signature(const char* text, bool numpy_names)
    : text_(with_memory_options(text)), numpy_names_(numpy_names) {
  const size_t open = text_.find('('), close = text_.rfind(')', text_.rfind("->"));
  RG_CHECK(open != std::string::npos && close != std::string::npos, ValueError,
           "signature: ", text);
  name_ = text_.substr(0, open);
  const size_t arrow = text_.find("->", close);
  result_ = trim(std::string_view(text_).substr(arrow + 2));
  std::string_view rest = std::string_view(text_).substr(open + 1, close - open - 1);
  bool keyword_only = false;
  while (!trim(rest).empty()) {
    const std::string_view item = next_item(rest);
    if (item == "*") {
      keyword_only = true;
      continue;
    }
    parameters_.push_back(parse_parameter(item, keyword_only));
    if (!keyword_only) ++positional_;
    defaults_.push_back(parameters_.back().default_value);
    if (!defaults_.back()) required_ = static_cast<Py_ssize_t>(parameters_.size());
    if (parameters_.back().variadic) {
      simple_ = false;
      keyword_only = true;
    }
  }
  RG_CHECK(parameters_.size() <= kMaxParameters, ValueError,
           "signature: too many parameters: ", text);
  if (!simple_) required_ = positional_ + 1;
}

Py_ssize_t Signature::find(PyObject* keyword) const {
  const auto n = static_cast<Py_ssize_t>(parameters_.size());
  Py_ssize_t i = 0;
  while (i < n && parameters_[i].key != keyword) ++i;
  // Names written in a call are interned; others are compared letter by letter.
  if (i == n)
    for (i = 0; i < n && PyUnicode_Compare(parameters_[i].key, keyword) != 0;) ++i;
  if (i < n || !numpy_names_) return i;
  const char* text = PyUnicode_AsUTF8(keyword);
  if (!text) throw PythonError();
  if (const char* name = torch_name(text))
    for (i = 0; i < n && parameters_[i].name != name;) ++i;
  return i;
}

bool Signature::names_fit(Py_ssize_t given, PyObject* names) const {
  if (simple_ && given > positional_) return false;
  const auto n = static_cast<Py_ssize_t>(parameters_.size());
  uint32_t filled = (1U << std::min(given, positional_)) - 1;  // one bit a parameter
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(names); ++k) {
    const Py_ssize_t i = find(PyTuple_GET_ITEM(names, k));
    if (i == n || filled >> i & 1) return false;
    filled |= 1U << i;
  }
  for (Py_ssize_t i = 0; i < n; ++i)
    if (!(filled >> i & 1) && !defaults_[i] && !parameters_[i].variadic) return false;
  return true;
}

void Signature::match_slowly(PyObject* self, PyObject* const* args, Py_ssize_t positional,
                             PyObject* names, PyObject** out, Object& rest) const {
  const auto n = static_cast<Py_ssize_t>(parameters_.size());
  Py_ssize_t filled = 0;
  if (self) out[filled++] = self;
  const Py_ssize_t before_variadic = simple_ ? positional_ : positional_ - 1;
  Py_ssize_t used = 0;
  for (; used < positional && filled < before_variadic; ++used) out[filled++] = args[used];
  for (Py_ssize_t i = filled; i < n; ++i) out[i] = nullptr;
  if (!simple_ && used < positional) {
    if (positional - used == 1 && (PyTuple_Check(args[used]) || PyList_Check(args[used]))) {
      out[before_variadic] = args[used];
    } else {
      rest = Object::take(PyTuple_New(positional - used));
      for (Py_ssize_t i = used; i < positional; ++i)
        PyTuple_SET_ITEM(rest.get(), i - used, Py_NewRef(args[i]));
      out[before_variadic] = rest.get();
    }
    used = positional;
  }
  RG_CHECK(used == positional, TypeError, name_, "(): takes at most ", positional_,
           " positional arguments, got ", positional + (self != nullptr), "; expected ", text_);
  const Py_ssize_t keywords = names ? PyTuple_GET_SIZE(names) : 0;
  for (Py_ssize_t k = 0; k < keywords; ++k) {
    PyObject* key = PyTuple_GET_ITEM(names, k);
    const Py_ssize_t i = find(key);
    RG_CHECK(i < n, TypeError, name_, "(): unexpected keyword argument '", PyUnicode_AsUTF8(key),
             "'; expected ", text_);
    RG_CHECK(!out[i], TypeError, name_, "(): argument '", parameters_[i].name, "' is given twice");
    out[i] = args[positional + k];
  }
  for (Py_ssize_t i = 0; i < n; ++i) {
    if (out[i]) continue;
    out[i] = parameters_[i].default_value;
    if (!out[i] && parameters_[i].variadic && parameters_[i].takes_tensor) {  // of none
      rest = Object::take(PyTuple_New(0));
      out[i] = rest.get();
    }
    RG_CHECK(out[i], TypeError, name_, "(): argument '", parameters_[i].name,
             "' is missing; expected ", text_);
  }
  check_memory_options(name_, parameters_, out);
}

std::string Signature::arguments(const char* self, bool takes_out) const {
  std::string out = "(";
  bool keyword_only = false;
  for (size_t i = 0; i < parameters_.size(); ++i) {
    const Parameter& p = parameters_[i];
    if (i == 0 && self) {
      out += self;
      continue;
    }
    if (out.size() > 1) out += ", ";
    if (p.keyword_only && !keyword_only && simple_) out += "*, ";
    keyword_only = p.keyword_only;
    if (p.variadic) out += "*";
    out += p.name;
    if (!p.default_text.empty()) out += "=" + p.default_text;
  }
  if (takes_out) out += keyword_only || !simple_ ? ", out=None" : ", *, out=None";
  return out + ")";
}

}  // namespace retrograd::bind
