// Rows of the optimizers: their steps, read from what retrograd.optim keeps, and clipping by norm.

#include <deque>

#include "base/check.h"
#include "bind/call/row.h"
#include "graph/grad_meta.h"
#include "ops/optim/clip.h"
#include "ops/optim/update.h"
#include "ops/shape/creation.h"

namespace retrograd::bind {
namespace {

// A rule, and the keys under which Python keeps what is its own.
struct KeyedRule {
  explicit KeyedRule(const ops::UpdateRule& of) : rule(of) {
    for (int i = 0; i < ops::kMaxSettings && of.settings[i]; ++i)
      settings[i] = PyUnicode_InternFromString(of.settings[i]);
    for (int i = 0; i < ops::kMaxScalars && of.scalars[i].name; ++i)
      scalars[i] = PyUnicode_InternFromString(of.scalars[i].name);
    for (int i = 0; i < ops::kMaxStates && of.states[i].name; ++i)
      states[i] = PyUnicode_InternFromString(of.states[i].name);
  }

  const ops::UpdateRule& rule;
  PyObject* settings[ops::kMaxSettings] = {};  // as the others, null behind the last
  PyObject* scalars[ops::kMaxScalars] = {};
  PyObject* states[ops::kMaxStates] = {};
};

const KeyedRule& keyed_rule(const std::string& name) {
  static std::deque<KeyedRule> used;
  for (const KeyedRule& keyed : used)
    if (keyed.rule.name == name) return keyed;
  return used.emplace_back(ops::update_rule(name.c_str()));
}

// An entry, borrowed; null where there is none.
PyObject* find(PyObject* dict, PyObject* key) {
  PyObject* value = PyDict_GetItemWithError(dict, key);
  if (!value && PyErr_Occurred()) throw PythonError();
  return value;
}
PyObject* get(PyObject* dict, PyObject* key) {
  if (PyObject* value = find(dict, key)) return value;
  PyErr_SetObject(PyExc_KeyError, key);
  throw PythonError();
}
bool is_true(PyObject* group, const char* key) {
  PyObject* value = find(group, Object::take(PyUnicode_InternFromString(key)).get());
  const int truth = value ? PyObject_IsTrue(value) : 0;
  check(truth);
  return truth != 0;
}

// A setting is a number, a bool, None for False, or a tensor of one element.
double setting_of(PyObject* value, const char* name) {
  if (PyFloat_CheckExact(value)) return PyFloat_AS_DOUBLE(value);
  if (value == Py_None) return 0;
  if (is_tensor(value)) {
    RG_CHECK(unwrap(value).numel() == 1, ValueError, name, ": expected one element, got shape ",
             unwrap(value).shape());
    return unwrap(value).item().to_double();
  }
  const double number = PyFloat_AsDouble(value);
  if (number == -1 && PyErr_Occurred()) throw PythonError();
  return number;
}

void read_settings(const KeyedRule& keyed, PyObject* group, double* settings) {
  int n = 0;
  const int count = keyed.rule.count;
  for (int i = 0; i < ops::kMaxSettings && keyed.settings[i]; ++i) {
    PyObject* value = get(group, keyed.settings[i]);
    const char* name = keyed.rule.settings[i];
    if (!PyTuple_Check(value) && !PyList_Check(value)) {
      if (n < count) settings[n] = setting_of(value, name);
      ++n;
      continue;
    }
    const Object values = Object::take(PySequence_Tuple(value));
    for (Py_ssize_t j = 0; j < PyTuple_GET_SIZE(values.get()); ++j, ++n)
      if (n < count) settings[n] = setting_of(PyTuple_GET_ITEM(values.get(), j), name);
  }
  RG_CHECK(n == count, ValueError, keyed.rule.name, ": expected ", count,
           " numbers among the settings of a group, got ", n, "; betas and their like are pairs");
}

Tensor filled_like(const Tensor& x, double value) {
  return value == 0 ? ops::zeros_like(x) : ops::full_like(x, value);
}

// Reads the parameters of one group and their state, which is made where it is not there.
class Group {
 public:
  Group(const KeyedRule& keyed, PyObject* state, PyObject* group)
      : keyed_(keyed), rule_(keyed.rule), state_(state), group_(group) {
    read_settings(keyed, group, settings_);
    keeps_ = keyed.scalars[0] != nullptr;
    for (int i = 0; i < ops::kMaxStates && keyed.states[i]; ++i)
      keeps_ |= kept_[i] = rule_.states[i].kept(settings_);
  }

  // What there is to do for a parameter with a gradient, its state being in `state`, or `own`.
  void add(PyObject* parameter, const Tensor& grad, std::vector<ops::Update>& updates,
           PyObject* own = nullptr) {
    ops::Update& update = updates.emplace_back();
    update.operands[0] = unwrap(parameter);
    update.operands[1] = grad;
    ops::StepNumbers at = {};
    if (keeps_) read_state(parameter, update, at, own);
    // Most parameters of a group are where the one before was.
    if (numbers_of_ && before_ == at) {
      std::copy_n(updates[updates.size() - 2].numbers, kernels::kUpdateNumbers, update.numbers);
    } else {
      before_ = after_ = at;
      rule_.prepare(settings_, after_, update.numbers);
      numbers_of_ = true;
    }
    std::copy_n(after_.scalar, ops::kMaxScalars, update.after);
  }

  void read_state(PyObject* parameter, ops::Update& update, ops::StepNumbers& at,
                  PyObject* own = nullptr) {
    if (!own) own = find(state_, parameter);
    // A defaultdict keeps what it makes.
    if (!own) own = Object::take(PyObject_GetItem(state_, parameter)).get();
    RG_CHECK(PyDict_Check(own), TypeError, rule_.name, ": the state of a parameter is a dict, not ",
             class_name(own));
    const bool empty = PyDict_GET_SIZE(own) == 0;
    if (empty && keyed_.scalars[0]) make_scalars(own);
    for (int i = 0; i < ops::kMaxScalars && keyed_.scalars[i]; ++i) {
      const Tensor& scalar = update.scalars[i] = tensor_of(own, keyed_.scalars[i]);
      RG_CHECK(scalar.numel() == 1, ValueError, rule_.name, ": ", rule_.scalars[i].name,
               " is a tensor of one element; got shape ", scalar.shape());
      at.single = scalar.dtype() == DType::kFloat32;
      at.scalar[i] = at.single ? *scalar.data<float>() : scalar.item().to_double();
    }
    for (int i = 0; i < ops::kMaxStates && keyed_.states[i]; ++i) {
      if (!kept_[i]) continue;
      // Without scalars it is told by each entry whether a step was made before.
      const bool fresh = keyed_.scalars[0] ? empty : is_absent(own, keyed_.states[i]);
      at.fresh |= fresh;
      if (fresh) put(own, keyed_.states[i], filled_like(unwrap(parameter), first(i)));
      update.operands[i + 2] = tensor_of(own, keyed_.states[i]);
    }
  }

 private:
  double first(int i) const { return rule_.states[i].begin(settings_); }
  static bool is_absent(PyObject* own, PyObject* key) {
    PyObject* value = find(own, key);
    return !value || value == Py_None;
  }
  static void put(PyObject* own, PyObject* key, const Tensor& value) {
    check(PyDict_SetItem(own, key, Object::take(to_python(value)).get()));
  }
  const Tensor& tensor_of(PyObject* own, PyObject* key) const {
    PyObject* value = get(own, key);
    RG_CHECK(is_tensor(value), TypeError, rule_.name, ": ", PyUnicode_AsUTF8(key),
             " of the state is a tensor; got ", class_name(value));
    return unwrap(value);
  }
  void make_scalars(PyObject* own) const {
    const bool wide = default_dtype() == DType::kFloat64 && !is_true(group_, "fused");
    for (int i = 0; i < ops::kMaxScalars && keyed_.scalars[i]; ++i)
      put(own, keyed_.scalars[i],
          ops::full({}, rule_.scalars[i].begin(settings_),
                    wide ? DType::kFloat64 : DType::kFloat32));
  }

  const KeyedRule& keyed_;
  const ops::UpdateRule& rule_;
  PyObject *state_, *group_;
  double settings_[ops::kMaxSettings + 2];
  bool keeps_, kept_[ops::kMaxStates] = {};
  bool numbers_of_ = false;  // whether there are numbers of a parameter before
  ops::StepNumbers before_, after_;
};

// Calls f for each group, and g for each of its parameters.
template <class F>
void each_group(PyObject* groups, F f) {
  RG_CHECK(PyList_Check(groups), TypeError, "param_groups: expected a list, got ",
           class_name(groups));
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(groups); ++i) {
    const Object group = Object::share(PyList_GET_ITEM(groups, i));
    RG_CHECK(PyDict_Check(group.get()), TypeError, "param_groups: expected dicts, one is ",
             class_name(group.get()));
    f(group.get());
  }
}
template <class F>
void each_parameter(PyObject* group, F f) {
  static PyObject* const key = PyUnicode_InternFromString("params");
  const Object params = Object::share(get(group, key));
  RG_CHECK(PyList_Check(params.get()), TypeError, "params: expected a list, got ",
           class_name(params.get()));
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(params.get()); ++i) {
    const Object parameter = Object::share(PyList_GET_ITEM(params.get(), i));
    RG_CHECK(is_tensor(parameter.get()), TypeError, "params: expected tensors, one is ",
             class_name(parameter.get()));
    f(parameter.get());
  }
}

void check_state(PyObject* state) {
  RG_CHECK(PyDict_Check(state), TypeError, "state: expected a dict, got ", class_name(state));
}

void optimizer_step(const std::string& name, PyObject* state, PyObject* groups) {
  const KeyedRule& keyed = keyed_rule(name);
  check_state(state);
  std::vector<ops::Update> updates;
  each_group(groups, [&](PyObject* group) {
    Group reading(keyed, state, group);
    each_parameter(group, [&](PyObject* parameter) {
      if (const Tensor grad = get_grad(unwrap(parameter)); grad.defined())
        reading.add(parameter, grad, updates);
    });
  });
  ops::run_updates(keyed.rule, updates);
}

// The step of parameters whose gradients and states the caller holds in lists.
void optimizer_update(const std::string& name, PyObject* parameters, PyObject* grads,
                      PyObject* states, PyObject* group) {
  const KeyedRule& keyed = keyed_rule(name);
  PyObject* const lists[] = {parameters, grads, states};
  for (PyObject* list : lists)
    RG_CHECK(PyList_Check(list) && PyList_GET_SIZE(list) == PyList_GET_SIZE(parameters), TypeError,
             name, ": expected as many gradients and states as parameters, in lists");
  check_state(group);
  std::vector<ops::Update> updates;
  Group reading(keyed, nullptr, group);
  for (Py_ssize_t i = 0; i < PyList_GET_SIZE(parameters); ++i) {
    PyObject* parameter = PyList_GET_ITEM(parameters, i);
    PyObject* grad = PyList_GET_ITEM(grads, i);
    RG_CHECK(is_tensor(parameter) && is_tensor(grad), TypeError, name,
             ": parameters and gradients are tensors; got ", class_name(parameter), " and ",
             class_name(grad));
    reading.add(parameter, unwrap(grad), updates, PyList_GET_ITEM(states, i));
  }
  ops::run_updates(keyed.rule, updates);
}

void optimizer_state(const std::string& name, PyObject* state, PyObject* groups, bool all) {
  const KeyedRule& keyed = keyed_rule(name);
  check_state(state);
  each_group(groups, [&](PyObject* group) {
    Group reading(keyed, state, group);
    each_parameter(group, [&](PyObject* parameter) {
      ops::Update update;
      ops::StepNumbers at = {};
      if (all || get_grad(unwrap(parameter)).defined()) reading.read_state(parameter, update, at);
    });
  });
}

void clear_grads(PyObject* groups) {
  each_group(groups, [](PyObject* group) {
    each_parameter(group, [](PyObject* parameter) { set_grad(unwrap(parameter), {}); });
  });
}

std::vector<Tensor> grads_of(const std::vector<Tensor>& parameters) {
  std::vector<Tensor> grads;
  for (const Tensor& p : parameters)
    if (Tensor grad = get_grad(p); grad.defined()) grads.push_back(std::move(grad));
  return grads;
}

void clip_grads(const std::vector<Tensor>& parameters, double max_norm, const Tensor& norm) {
  ops::scale_to_norm(grads_of(parameters), max_norm, norm);
}

Tensor clip_grad_norm(const std::vector<Tensor>& parameters, double max_norm, double norm_type,
                      bool error_if_nonfinite) {
  const std::vector<Tensor> grads = grads_of(parameters);
  const Tensor norm = ops::total_norm(grads, norm_type, error_if_nonfinite);
  ops::scale_to_norm(grads, max_norm, norm);
  return norm;
}

}  // namespace

void add_optim_rows(Rows& rows) {
  rows.row<optimizer_step>(
      "_optimizer_step(rule: str, state: dict[Any, Any], groups: list[dict[str, Any]]) -> None",
      kInternal, "Steps all parameters that have a gradient; see retrograd.optim.");
  rows.row<optimizer_update>(
      "_optimizer_update(rule: str, params: list[Tensor], grads: list[Tensor], "
      "states: list[dict[str, Any]], group: dict[str, Any]) -> None",
      kInternal,
      "Steps parameters by gradients and states in lists; see retrograd.optim.adam.adam.");
  rows.row<optimizer_state>(
      "_optimizer_state(rule: str, state: dict[Any, Any], groups: list[dict[str, Any]], "
      "all: bool) -> None",
      kInternal, "Makes the state of the parameters, of all or of those that have a gradient.");
  rows.row<clear_grads>("_clear_grads(groups: list[dict[str, Any]]) -> None", kInternal,
                        "Sets the gradients of the parameters to None.");
  rows.row<&ops::total_norm>(
      "_total_norm(tensors: list[Tensor] | tuple[Tensor, ...], norm_type: float, "
      "error_if_nonfinite: bool) -> Tensor",
      kInternal, "See retrograd.nn.utils.get_total_norm.");
  rows.row<clip_grads>(
      "_clip_grads(parameters: list[Tensor] | tuple[Tensor, ...], max_norm: float, "
      "total_norm: Tensor) -> None",
      kInternal, "See retrograd.nn.utils.clip_grads_with_norm_.");
  rows.row<clip_grad_norm>(
      "_clip_grad_norm(parameters: list[Tensor] | tuple[Tensor, ...], max_norm: float, "
      "norm_type: float, error_if_nonfinite: bool) -> Tensor",
      kInternal, "See retrograd.nn.utils.clip_grad_norm_.");
}

}  // namespace retrograd::bind
