// cpu.h: what this machine offers: its instruction set, as a psABI level, and its processors.
#pragma once

#include <string>

namespace retrograd {

// x86-64-v2, v3 (AVX2, FMA) and v4 (AVX-512); on aarch64 there is NEON alone.
enum class Isa { v2 = 2, v3 = 3, v4 = 4, neon = 0 };

// The best level that this processor and its operating system run.
Isa best_isa();

const char* isa_name(Isa isa);

// Throws ValueError for a name that is none of v2, v3, v4, neon.
Isa isa_from_name(const std::string& name);

// Processors that this process may keep busy: affinity, cut to the cgroup quota; at least 1.
int usable_processors();

// The processor quota of this process's cgroups, v1 or v2, rounded up; 0 if there is none.
// `root` stands before /proc and /sys, so that tests can lay out a machine of their own.
int cgroup_quota(const std::string& root = "");

}  // namespace retrograd
