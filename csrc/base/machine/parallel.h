// parallel.h: one small pool of threads, and parallel_for over fixed blocks.
//
// Results never depend on the number of threads: work is cut into blocks by its size alone, and
// which thread runs which block is all that varies. The pool starts with its first use, sleeps when
// idle, is left behind in a forked child, which starts its own, and is never joined at exit.
//
// Thread safety: everything here may be called from any thread. The pool serves one caller at a
// time; a nested call, and a call that finds the pool busy, run their blocks themselves.
#pragma once

#include <cstdint>
#include <string>
#include <type_traits>

namespace retrograd {

// Threads that parallel_for may use, the caller included. First value: RETROGRAD_NUM_THREADS,
// else OMP_NUM_THREADS, else the processors that affinity and cgroup quota leave.
int num_threads();

// Those that a parallel_for from here may use: 1 inside of a block.
int free_threads();

// What the two variables say that num_threads() passes over, as a sentence; empty if nothing.
std::string ignored_thread_settings();

// Throws ValueError unless n >= 1. Takes effect with the next parallel_for.
void set_num_threads(int n);

// Threads that the pool has started so far, the caller included. Stays below num_threads() where
// no work was large enough to ask for all of them, or the system refused to start more.
int started_threads();

// Calls body(context, begin, end) for consecutive blocks [begin, end) of `grain`, the last one
// shorter, that cover [0, n). Blocks may run at once and in any order; an exception of the body
// comes out of here once all running blocks are done, and the blocks not yet begun are dropped.
// Between its own blocks the calling thread polls check_interrupt().
// REQUIRES: grain >= 1. n <= 0 calls nothing.
using BlockBody = void (*)(void* context, int64_t begin, int64_t end);
void parallel_for(int64_t n, int64_t grain, void* context, BlockBody body);

// To be called every few milliseconds inside long work that no parallel_for cuts, and inside blocks
// that may be long: polls check_interrupt() on the thread that called, and leaves a block, by an
// exception, where the caller of its parallel_for has already left.
void rest();

// The same for a callable. Not for kernels, whose objects may hold no inline function.
template <class F>
void parallel_for(int64_t n, int64_t grain, F&& body) {
  using Body = std::remove_reference_t<F>;
  parallel_for(n, grain, const_cast<std::remove_const_t<Body>*>(&body),
               [](void* context, int64_t begin, int64_t end) {
                 (*static_cast<Body*>(context))(begin, end);
               });
}

}  // namespace retrograd
