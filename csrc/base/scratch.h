// scratch.h: working memory that a thread keeps from one call to the next.
//
// Large computations want megabytes for a moment; fresh pages would cost them more than the work.
#pragma once

#include <cstdint>

namespace retrograd {

// Calls body(context, memory) with at least `bytes` of undefined contents, aligned to a page, or
// with null where the system refuses them. The memory is the body's until it returns or throws:
// a nested call, also one from an interrupt handler, gets memory of its own. Each thread keeps
// what its outermost levels last used until it ends.
void with_scratch(int64_t bytes, void* context, void (*body)(void* context, void* memory));

}  // namespace retrograd
