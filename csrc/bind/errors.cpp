#include "bind/errors.h"

#include <new>
#include <string>

#include "base/check.h"
#include "ops/linalg/error.h"

namespace retrograd::bind {
namespace {

PyObject* new_error(PyObject* module, const char* name, const char* doc, PyObject* first,
                    PyObject* second, PyObject* third = nullptr) {
  Object bases = Object::take(third    ? PyTuple_Pack(3, first, second, third)
                              : second ? PyTuple_Pack(2, first, second)
                                       : PyTuple_Pack(1, first));
  const std::string qualified = std::string("retrograd.errors.") + name;
  PyObject* type = PyErr_NewExceptionWithDoc(qualified.c_str(), doc, bases.get(), nullptr);
  if (!type) throw PythonError();
  check(PyModule_AddObjectRef(module, name, type));
  return type;
}

// Owned for ever: exceptions may be raised until the interpreter ends.
struct Classes {
  PyObject *shape, *dtype, *bounds, *range, *divide, *domain, *read_only, *memory, *graph, *device,
      *linalg;
};
Classes classes;

}  // namespace

void add_errors(PyObject* module) {
  classes = {
      new_error(module, "ShapeError", "A length, shape or stride does not fit.", PyExc_ValueError,
                PyExc_RuntimeError),
      new_error(module, "DTypeError", "An operation does not take this element type.",
                PyExc_TypeError, PyExc_NotImplementedError),
      new_error(module, "BoundsError", "An index is outside the length of its dimension.",
                PyExc_IndexError, PyExc_RuntimeError),
      new_error(module, "RangeError", "A number is outside the range of an element type.",
                PyExc_OverflowError, PyExc_ValueError, PyExc_RuntimeError),
      new_error(module, "DivideError", "An integer was divided by zero.", PyExc_ZeroDivisionError,
                PyExc_RuntimeError),
      new_error(module, "DomainError", "A value is outside the domain of a function.",
                PyExc_ValueError, PyExc_RuntimeError),
      new_error(module, "ReadOnlyError", "A tensor on read-only memory was written to.",
                PyExc_ValueError, PyExc_RuntimeError),
      new_error(module, "OutOfMemory", "Memory for a tensor could not be had.", PyExc_MemoryError,
                PyExc_RuntimeError),
      new_error(module, "GraphError", "The graph was misused.", PyExc_RuntimeError, nullptr),
      new_error(module, "DeviceError", "A device that is not there was asked for.",
                PyExc_AssertionError, PyExc_RuntimeError),
      new_error(module, "LinAlgError", "A matrix does not have what was asked of it.",
                PyExc_RuntimeError, nullptr),
  };
}

void fail_device(const std::string& text) {
  PyErr_SetString(classes.device, text.c_str());
  throw PythonError();
}

std::string class_name(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  std::string name = type->tp_name;
  if (name.find('.') != std::string::npos || !(type->tp_flags & Py_TPFLAGS_HEAPTYPE)) return name;
  PyObject* module = PyObject_GetAttrString(reinterpret_cast<PyObject*>(type), "__module__");
  const char* text = module && PyUnicode_Check(module) ? PyUnicode_AsUTF8(module) : nullptr;
  if (text && std::string(text) != "__main__" && std::string(text) != "builtins")
    name = concat(text, '.', name);
  Py_XDECREF(module);
  PyErr_Clear();
  return name;
}

void translate_exception() noexcept {
  try {
    throw;
  } catch (const PythonError&) {
    // Already set.
  } catch (const ShapeError& e) {
    PyErr_SetString(classes.shape, e.what());
  } catch (const DTypeError& e) {
    PyErr_SetString(classes.dtype, e.what());
  } catch (const BoundsError& e) {
    PyErr_SetString(classes.bounds, e.what());
  } catch (const RangeError& e) {
    PyErr_SetString(classes.range, e.what());
  } catch (const DivideError& e) {
    PyErr_SetString(classes.divide, e.what());
  } catch (const DomainError& e) {
    PyErr_SetString(classes.domain, e.what());
  } catch (const ReadOnlyError& e) {
    PyErr_SetString(classes.read_only, e.what());
  } catch (const OutOfMemory& e) {
    PyErr_SetString(classes.memory, e.what());
  } catch (const GraphError& e) {
    PyErr_SetString(classes.graph, e.what());
  } catch (const LinAlgError& e) {
    PyErr_SetString(classes.linalg, e.what());
  } catch (const ValueError& e) {
    PyErr_SetString(PyExc_ValueError, e.what());
  } catch (const TypeError& e) {
    PyErr_SetString(PyExc_TypeError, e.what());
  } catch (const IndexError& e) {
    PyErr_SetString(PyExc_IndexError, e.what());
  } catch (const NotImplementedError& e) {
    PyErr_SetString(PyExc_NotImplementedError, e.what());
  } catch (const BufferError& e) {
    PyErr_SetString(PyExc_BufferError, e.what());
  } catch (const std::bad_alloc&) {
    PyErr_SetString(classes.memory, "out of memory");
  } catch (const std::exception& e) {
    PyErr_SetString(PyExc_RuntimeError, e.what());
  }
}

}  // namespace retrograd::bind
