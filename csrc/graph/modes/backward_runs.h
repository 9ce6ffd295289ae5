// backward_runs.h: the numbers of runs backwards, and where the last of them were started, for the
// message about a graph that one of them freed.
//
// A node keeps the number of the run that freed it: four bytes, where an Origin has sixteen.
// Thread safety: all of it.
#pragma once

#include <cstdint>
#include <string>

#include "base/origin.h"

namespace retrograd {

// The number of a new run, never 0.
uint32_t begin_run(Origin from);

// `before` and where the run was started; "" if that is unknown, or too many runs ago.
std::string run_text(const char* before, uint32_t run);

}  // namespace retrograd
