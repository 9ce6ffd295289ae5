// dispatch.h: which instruction set's kernels are in use.
//
// Chosen at load: the best level that was compiled and that the machine runs, or RETROGRAD_ISA.
// Every table comes from one level at a time.
#pragma once

#include "base/machine/cpu.h"

namespace retrograd::kernels {

Isa active_isa();

// Throws ValueError where the level was not compiled or this machine cannot run it. Not for use
// while another thread computes: it is there for tests and benchmarks.
void set_isa(Isa isa);

// True for a level that was compiled and that this machine runs.
bool has_isa(Isa isa);

// What RETROGRAD_ISA asks for and cannot be had; null if nothing.
const char* ignored_isa_setting();

}  // namespace retrograd::kernels
