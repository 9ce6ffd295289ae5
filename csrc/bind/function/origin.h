// origin.h: the lines of Python that nodes and writes remember, and that errors and warnings name.
//
// An origin is a code object and an offset into its bytecode; a line is made of them only when
// somebody reads it. Frames of the package's own files are passed over. A thread without the GIL
// has no frame to look at, and what it drops waits for one that has it.
#pragma once

#include <string>

namespace retrograd::bind {

// Starts recording. To be called once, from the module.
void start_origins();

// The switch, for all threads.
void record_origins(bool on);
bool origins_recorded();

// Files below this directory, except its __main__.py, are the package's own.
void set_package_directory(const std::string& path);

// Adds a note to the Python exception that is set, on Pythons that have notes (3.11).
void add_note(const std::string& line);

// A UserWarning that is attributed to the user's line. Throws where warnings are errors.
void warn_user(const std::string& text);

}  // namespace retrograd::bind
