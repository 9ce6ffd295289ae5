// stack.h: a check before calling back into Python, where backward can nest in backward.
//
// Python's own limit counts its frames and may be raised by the user; what runs out in a nest of
// runs is the stack of the thread.
#pragma once

namespace retrograd::bind {

// Raises RecursionError where less than 128 KiB, or a quarter of a small stack, is left.
void check_stack();

}  // namespace retrograd::bind
