// formats.h: the Python classes layout and memory_format, whose instances are words.
#pragma once

#include "bind/python.h"
#include "core/memory_format.h"

namespace retrograd::bind {

inline constexpr const char* kFormats[] = {"preserve_format", "contiguous_format", "channels_last",
                                           "channels_last_3d"};

// Creates the classes and their instances (strided, channels_last, ...) and adds them to the
// module.
void add_format_types(PyObject* module);

PyObject* strided_layout();  // borrowed; the one layout there is
// The format that a memory_format object, or None for `otherwise`, stands for. Throws TypeError.
MemoryFormat memory_format_of(const char* op, PyObject* object,
                              MemoryFormat otherwise = MemoryFormat::kPreserve);

}  // namespace retrograd::bind
