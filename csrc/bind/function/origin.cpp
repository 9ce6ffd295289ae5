#include "bind/function/origin.h"

#include <atomic>
#include <mutex>
#include <new>
#include <string_view>
#include <utility>
#include <vector>

#include "base/host.h"
#include "base/machine/fork.h"
#include "base/origin.h"
#include "bind/function/frame.h"
#include "bind/gil.h"

namespace retrograd::bind {
namespace {

// An error that is set stays set while this lives.
class KeepError {
 public:
  KeepError() { PyErr_Fetch(&type_, &value_, &trace_); }
  KeepError(const KeepError&) = delete;
  KeepError& operator=(const KeepError&) = delete;
  ~KeepError() { PyErr_Restore(type_, value_, trace_); }

 private:
  PyObject *type_, *value_, *trace_;
};

// Code objects that were dropped where there was no GIL, until somebody who has it comes by.
struct Waiting {
  ForkMutex mutex;
  std::vector<PyCodeObject*> codes;
};
Waiting& waiting = *new Waiting;
std::atomic<bool> any_waiting{false};

void drop_waiting() {
  std::vector<PyCodeObject*> codes;
  {
    const std::lock_guard lock(waiting.mutex);
    codes.swap(waiting.codes);
    any_waiting.store(false, std::memory_order_relaxed);
  }
  for (PyCodeObject* code : codes) Py_DECREF(code);
}

std::string& package_directory() {
  static auto* path = new std::string;
  return *path;
}

// "" for a name that is no text.
std::string_view file_of(PyCodeObject* code) {
  PyObject* name = code->co_filename;
  if (PyUnicode_IS_COMPACT_ASCII(name)) [[likely]]
    return {static_cast<const char*>(PyUnicode_DATA(name)),
            static_cast<size_t>(PyUnicode_GET_LENGTH(name))};
  const KeepError kept;
  Py_ssize_t length = 0;
  const char* text = PyUnicode_AsUTF8AndSize(name, &length);
  PyErr_Clear();
  return text ? std::string_view(text, static_cast<size_t>(length)) : std::string_view();
}

// The names of the last file that was seen of the package, and of others: most calls come from one
// file, or from a layer that one file calls. Owned, so that no other name takes their addresses.
PyObject* users_file = nullptr;
PyObject* own_file = nullptr;

bool is_own(PyCodeObject* code) {
  if (code->co_filename == users_file) [[likely]]
    return false;
  if (code->co_filename == own_file) return true;
  const std::string& directory = package_directory();
  std::string_view file = file_of(code);
  if (!directory.empty() && file.starts_with(directory)) {
    file.remove_prefix(directory.size());
    if (file.size() > 1 && (file[0] == '/' || file[0] == '\\') && file.substr(1) != "__main__.py") {
      Py_XDECREF(std::exchange(own_file, Py_NewRef(code->co_filename)));
      return true;
    }
  }
  Py_XDECREF(std::exchange(users_file, Py_NewRef(code->co_filename)));
  return false;
}

HostPlace locate() {
  if (!holds_gil()) return {};
  if (any_waiting.load(std::memory_order_relaxed)) [[unlikely]]
    drop_waiting();
  FramePoint point = innermost_frame_but(is_own);
  // The package's own frame itself where nobody else's is below it.
  if (!point.code) [[unlikely]]
    point = innermost_frame();
  if (!point.code) return {};
  Py_INCREF(point.code);
  return {point.code, point.offset};
}

void drop_place(const HostPlace& place) noexcept {
  auto* code = static_cast<PyCodeObject*>(place.unit);
  if (holds_gil()) {
    Py_DECREF(code);
    return;
  }
  try {
    const std::lock_guard lock(waiting.mutex);
    waiting.codes.push_back(code);
    any_waiting.store(true, std::memory_order_relaxed);
  } catch (const std::bad_alloc&) {
    // Without memory to remember it, the code object stays.
  }
}

// "Cell In[8]" for what IPython compiled as a file of another name; "" where it does not run.
std::string cell_of(PyObject* file) {
  const KeepError kept;
  std::string text;
  try {
    const Object name = Object::take(PyUnicode_FromString("IPython"));
    PyObject* module = PyImport_GetModule(name.get());
    if (!module) return text;
    const Object ipython = Object::take(module);
    const Object shell = Object::take(PyObject_CallMethod(module, "get_ipython", nullptr));
    if (shell.get() == Py_None) return text;
    const Object compile = Object::take(PyObject_GetAttrString(shell.get(), "compile"));
    const Object pair =
        Object::take(PyObject_CallMethod(compile.get(), "format_code_name", "O", file));
    const char *kind, *number;
    if (PyTuple_Check(pair.get()) && PyArg_ParseTuple(pair.get(), "ss", &kind, &number))
      text = std::string(kind) + " " + number;
  } catch (const PythonError&) {  // an IPython of other ways: the name of the file will do
  }
  PyErr_Clear();
  return text;
}

std::string describe_place(const HostPlace& place) {
  const WithGil held;
  auto* code = static_cast<PyCodeObject*>(place.unit);
  const std::string_view file = file_of(code);
  std::string text = cell_of(code->co_filename);
  if (text.empty()) text = file.empty() ? "?" : file;
  text += ':' + std::to_string(PyCode_Addr2Line(code, place.offset));
  return text;
}

}  // namespace

void start_origins() {
  host.drop_place = drop_place;
  host.describe_place = describe_place;
  host.add_note = add_note;
  host.warn = warn_user;
  record_origins(true);
}

void record_origins(bool on) {
  host.locate.store(on ? locate : nullptr, std::memory_order_relaxed);
}
bool origins_recorded() { return host.locate.load(std::memory_order_relaxed) != nullptr; }

void set_package_directory(const std::string& path) {
  package_directory() = path;
  Py_CLEAR(users_file);
  Py_CLEAR(own_file);
}

#if PY_VERSION_HEX >= 0x030B0000
namespace {
// One exception may be raised again and again.
bool has_note(PyObject* exception, const std::string& line) {
  PyObject* notes = PyObject_GetAttrString(exception, "__notes__");
  PyObject* text = notes ? PyUnicode_FromString(line.c_str()) : nullptr;
  const bool found = text && PySequence_Contains(notes, text) > 0;
  Py_XDECREF(text);
  Py_XDECREF(notes);
  PyErr_Clear();
  return found;
}
}  // namespace
#endif

void add_note(const std::string& line) {
#if PY_VERSION_HEX >= 0x030B0000
  PyObject *type, *value, *trace;
  PyErr_Fetch(&type, &value, &trace);
  PyErr_NormalizeException(&type, &value, &trace);
  if (value && !has_note(value, line))
    Py_XDECREF(PyObject_CallMethod(value, "add_note", "s", line.c_str()));
  PyErr_Clear();  // a note that cannot be had is not worth losing the error for
  PyErr_Restore(type, value, trace);
#else
  static_cast<void>(line);
#endif
}

void warn_user(const std::string& text) {
  static thread_local int depth;  // how many frames of the package are above the user's
  depth = 0;
  innermost_frame_but([](PyCodeObject* code) {
    const bool own = is_own(code);
    depth += own;
    return own;
  });
  check(PyErr_WarnEx(PyExc_UserWarning, text.c_str(), depth + 1));
}

}  // namespace retrograd::bind
