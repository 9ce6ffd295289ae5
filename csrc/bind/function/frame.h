// frame.h: the innermost Python frame of this thread, without making an object of it where the
// version of Python allows that: the object of a frame that has none costs more than a lookup.
#pragma once

#include "bind/python.h"

#include <frameobject.h>  // after Python.h, which does not have all of it in 3.10

namespace retrograd::bind {

// Borrowed: valid while the frame runs.
struct FramePoint {
  PyCodeObject* code = nullptr;  // null where no frame runs
  int offset = 0;                // as PyCode_Addr2Line takes it
};

// REQUIRES: the GIL.
FramePoint innermost_frame();
// The innermost frame whose code is not `skipped`; its code is null where there is none.
FramePoint innermost_frame_but(bool (*skipped)(PyCodeObject*));
// The same of a frame object.
FramePoint point_of(PyFrameObject* frame);

}  // namespace retrograd::bind
