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

FramePoint innermost_frame() {
#ifdef RG_READS_FRAMES
  const _PyInterpreterFrame* frame = PyThreadState_Get()->cframe->current_frame;
  while (frame && _PyFrame_IsIncomplete(const_cast<_PyInterpreterFrame*>(frame)))
    frame = frame->previous;
  if (!frame) return {};
  return {frame->f_code, _PyInterpreterFrame_LASTI(frame) * static_cast<int>(sizeof(_Py_CODEUNIT))};
#else
  PyFrameObject* frame = PyEval_GetFrame();
  return frame ? point_of(frame) : FramePoint();
#endif
}

}  // namespace retrograd::bind
