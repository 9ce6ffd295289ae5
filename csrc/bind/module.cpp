// module.cpp: the extension module _core: what it holds and in which order it is made.
//
// pybind11 is not used to enter: importing through it in a sub-interpreter hangs on some versions
// of Python, and this module refuses to be there at all.

#include <sys/syscall.h>
#include <unistd.h>

#include <string>
#include <utility>

#include "base/host.h"
#include "bind/call/override.h"
#include "bind/call/row.h"
#include "bind/call/stub.h"
#include "bind/errors.h"
#include "bind/function/function.h"
#include "bind/function/origin.h"
#include "bind/gil.h"
#include "bind/graph/edge.h"
#include "bind/graph/hooks.h"
#include "bind/life/gc.h"
#include "bind/nn/module_type.h"
#include "bind/rows/spatial/spatial.h"
#include "bind/slots.h"
#include "bind/tensor/formats.h"
#include "bind/tensor/types.h"
#include "graph/destination.h"

namespace retrograd::bind {
namespace {

// Python handles signals on its main thread alone, which is the process's. Another one may still be
// here when the interpreter has ended, and must not ask for it.
void poll_signals() {
  if (syscall(SYS_gettid) != getpid()) return;  // gettid() is younger than some C libraries
  const WithGil held;
  const DestinationAside aside;  // handlers are Python
  if (stay_at_exit(PyErr_CheckSignals) < 0) throw PythonError();
}

void* release_gil() {
  if (!PyGILState_Check()) return nullptr;
  gil = Gil::kGivenAway;
  return PyEval_SaveThread();
}
void take_gil(void* token) {
  if (!token) return;
  stay_at_exit([&] { PyEval_RestoreThread(static_cast<PyThreadState*>(token)); });
  gil = Gil::kHeld;
}

// Rows live for ever: the method tables of the type and the modules point into them.
const Rows& all_rows() {
  static const Rows* rows = [] {
    auto* r = new Rows;
    add_arithmetic_rows(*r);
    add_attention_rows(*r);
    add_recurrent_rows(*r);
    add_autograd_rows(*r);
    add_compare_rows(*r);
    add_convolution_rows(*r);
    add_copy_rows(*r);
    add_counts_rows(*r);
    add_creation_rows(*r);
    add_data_rows(*r);
    add_dropout_rows(*r);
    add_embedding_rows(*r);
    add_forward_rows(*r);
    add_gather_rows(*r);
    add_index_rows(*r);
    add_index_reduce_rows(*r);
    add_triangle_rows(*r);
    add_along_rows(*r);
    add_masked_rows(*r);
    add_join_rows(*r);
    add_arrange_rows(*r);
    add_layout_rows(*r);
    add_linalg_rows(*r);
    add_loss_rows(*r);
    add_margin_loss_rows(*r);
    add_ctc_rows(*r);
    add_matmul_rows(*r);
    add_normalization_rows(*r);
    add_optim_rows(*r);
    add_pad_rows(*r);
    add_similarity_rows(*r);
    add_pool_rows(*r);
    add_random_rows(*r);
    add_sampling_rows(*r);
    add_draw_rows(*r);
    add_reduce_rows(*r);
    add_resample_rows(*r);
    add_scan_rows(*r);
    add_search_rows(*r);
    add_shape_rows(*r);
    add_view_in_place_rows(*r);
    add_softmax_rows(*r);
    add_sort_rows(*r);
    add_statistics_rows(*r);
    add_anomaly_rows(*r);
    add_system_rows(*r);
    add_unary_rows(*r);
    add_activation_rows(*r);
    add_blend_rows(*r);
    add_digits_rows(*r);
    add_distribution_rows(*r);
    add_special_rows(*r);
    add_gamma_rows(*r);
    add_normal_rows(*r);
    add_bessel_rows(*r);
    add_asarray_rows(*r);
    add_dlpack_rows(*r);
    add_promotion_rows(*r);
    add_window_rows(*r);
    return r;
  }();
  return *rows;
}

// The class of a module with a __getattr__, as which Python does not look its names up at once:
// here what the module holds comes first, and all else is as in other modules.
PyObject* look_up(PyObject* module, PyObject* name) {
  if (PyObject* held = PyDict_GetItemWithError(PyModule_GetDict(module), name))
    return Py_NewRef(held);
  return PyErr_Occurred() ? nullptr : PyModule_Type.tp_getattro(module, name);
}
PyType_Slot package_slots[] = {{Py_tp_getattro, reinterpret_cast<void*>(look_up)}, {0, nullptr}};
PyType_Spec package_spec = {"retrograd._core._Package", 0, 0, Py_TPFLAGS_DEFAULT, package_slots};

PyObject* make_package(PyObject*, PyObject* name) {
  return guarded([&] {
    static PyObject* const type = [] {
      Object bases = Object::take(PyTuple_Pack(1, &PyModule_Type));
      return Object::take(PyType_FromSpecWithBases(&package_spec, bases.get())).release();
    }();
    Object module = Object::take(PyImport_GetModule(name));
    check(PyObject_SetAttrString(module.get(), "__class__", type));
    return Py_NewRef(Py_None);
  });
}

PyObject* stub(PyObject*, PyObject*) {
  return guarded([] {
    return Py_BuildValue("{ssssssss}", "_core.pyi", core_stub(all_rows()).c_str(),
                         "nn/functional.pyi", functional_stub(all_rows()).c_str(), "special.pyi",
                         special_stub(all_rows()).c_str(), "linalg.pyi",
                         linalg_stub(all_rows()).c_str());
  });
}
PyMethodDef own_functions[] = {
    {"_stub", stub, METH_NOARGS, "The type stubs by their paths, without docstrings."},
    {"_make_package", make_package, METH_O, "Has names of the module of this name found at once."},
    {"_apply_function", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(apply_function)),
     METH_FASTCALL | METH_KEYWORDS, "See retrograd.autograd.Function.apply."},
    {"_set_function_class", set_function_class, METH_VARARGS,
     "Tells the core of the class Function and of what binds keyword arguments."},
    {}};

// A module inside of this one, of the functions of a place, which name `path` as theirs.
void add_module(PyObject* module, const char* name, const char* path, Place place) {
  Object made = Object::take(PyModule_New(path));
  check(PyModule_AddFunctions(made.get(), all_rows().method_table(place)));
  check(PyModule_AddObjectRef(module, name, made.get()));
}

// The names that this module holds, made once and put into every later import of it too.
PyObject* make_contents() {
  Object module = Object::take(PyModule_New("retrograd._core"));
  add_errors(module.get());
  add_types(module.get());
  add_format_types(module.get());
  add_return_types(module.get());
  add_handle_type(module.get());
  add_node_type(module.get());
  add_iterator_type();
  add_edge_type(module.get());
  add_mode_type(module.get());
  add_context_type(module.get());
  add_tensor_type(module.get(), all_rows().method_table(kMethod));
  add_overrides(module.get());
  add_module_type(module.get());
  check(PyModule_AddFunctions(module.get(), all_rows().method_table(kFunction)));
  check(PyModule_AddFunctions(module.get(), all_rows().method_table(kInternal)));
  check(PyModule_AddFunctions(module.get(), own_functions));
  add_module(module.get(), "functional", "retrograd.nn.functional", kFunctional);
  add_module(module.get(), "special", "retrograd.special", kSpecial);
  add_module(module.get(), "linalg", "retrograd.linalg", kLinalg);
  check(PyModule_AddStringConstant(module.get(), "__version__", RETROGRAD_VERSION));
  Object names = Object::take(PyList_New(0));
  // Interned, since the names of the package are copies of these, and compared with those of code.
  for (const std::string& name : core_names(all_rows()))
    check(PyList_Append(names.get(), Object::take(PyUnicode_InternFromString(name.c_str())).get()));
  check(PyModule_AddObjectRef(module.get(), "__all__", names.get()));
  watch_collections();
  host.check_interrupt = poll_signals;
  host.enter_long_work = release_gil;
  host.leave_long_work = take_gil;
  start_origins();
  return Py_NewRef(PyModule_GetDict(module.get()));
}

int execute(PyObject* module) {
  return guarded_int([&] {
    static PyObject* contents = make_contents();
    check(PyDict_Merge(PyModule_GetDict(module), contents, 0));
  });
}

// Before anything else: classes and the one object per tensor belong to one interpreter.
PyObject* create(PyObject* spec, PyModuleDef*) {
  if (PyInterpreterState_Get() != PyInterpreterState_Main()) {
    PyErr_SetString(PyExc_ImportError, "retrograd cannot be imported in a sub-interpreter");
    return nullptr;
  }
  Object name = Object::take(PyObject_GetAttrString(spec, "name"));
  return PyModule_NewObject(name.get());
}

PyModuleDef_Slot slots[] = {{Py_mod_create, reinterpret_cast<void*>(create)},
                            {Py_mod_exec, reinterpret_cast<void*>(execute)},
                            {0, nullptr}};
PyModuleDef definition = {PyModuleDef_HEAD_INIT,
                          "_core",
                          "The engine of retrograd.",
                          0,
                          nullptr,
                          slots,
                          nullptr,
                          nullptr,
                          nullptr};

}  // namespace
}  // namespace retrograd::bind

extern "C" __attribute__((visibility("default"))) PyObject* PyInit__core() {
  return PyModuleDef_Init(&retrograd::bind::definition);
}
