#include "bind/function/frame.h"

// Only 3.11 makes frame objects on demand and has no function that reads a frame without one; its
// layout is fixed since its release.
#if PY_VERSION_HEX >= 0x030B0000 && PY_VERSION_HEX < 0x030C0000
#define Py_BUILD_CORE
#include <internal/pycore_frame.h>
#define RG_READS_FRAMES
#endif

namespace retrograd::bind {

FramePoint point_of(PyFrameObject* frame) {
  PyCodeObject* code = PyFrame_GetCode(frame);
  Py_DECREF(code);  // the frame owns it too
#if PY_VERSION_HEX >= 0x030B0000
  return {code, PyFrame_GetLasti(frame)};
#else
  return {code, frame->f_lasti * static_cast<int>(sizeof(_Py_CODEUNIT))};
#endif
}

#ifdef RG_READS_FRAMES
namespace {

// This frame or the next one out that runs already.
const _PyInterpreterFrame* complete(const _PyInterpreterFrame* frame) {
  while (frame && _PyFrame_IsIncomplete(const_cast<_PyInterpreterFrame*>(frame)))
    frame = frame->previous;
  return frame;
}

FramePoint point_of(const _PyInterpreterFrame* frame) {
  if (!frame) return {};
  return {frame->f_code, _PyInterpreterFrame_LASTI(frame) * static_cast<int>(sizeof(_Py_CODEUNIT))};
}

const _PyInterpreterFrame* innermost() {
  return complete(PyThreadState_Get()->cframe->current_frame);
}

}  // namespace

FramePoint innermost_frame() { return point_of(innermost()); }

FramePoint innermost_frame_but(bool (*skipped)(PyCodeObject*)) {
  const _PyInterpreterFrame* frame = innermost();
  while (frame && skipped(frame->f_code)) frame = complete(frame->previous);
  return point_of(frame);
}
#else
FramePoint innermost_frame() {
  PyFrameObject* frame = PyEval_GetFrame();
  return frame ? point_of(frame) : FramePoint();
}

FramePoint innermost_frame_but(bool (*skipped)(PyCodeObject*)) {
  PyFrameObject* frame = PyEval_GetFrame();
  Py_XINCREF(reinterpret_cast<PyObject*>(frame));
  FramePoint point;
  while (frame && skipped((point = point_of(frame)).code)) {
    PyFrameObject* back = PyFrame_GetBack(frame);
    Py_DECREF(reinterpret_cast<PyObject*>(frame));
    frame = back;
    point = {};
  }
  Py_XDECREF(reinterpret_cast<PyObject*>(frame));  // it runs, so that its code stays
  return point;
}
#endif

}  // namespace retrograd::bind
