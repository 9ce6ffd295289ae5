#include "bind/stack.h"

#include <pthread.h>

#include <algorithm>
#include <cstdint>

#include "bind/python.h"

namespace retrograd::bind {
namespace {

constexpr size_t kMargin = 128 << 10;

// The lowest address that the frames of this thread may reach; 0 where the system does not say.
uintptr_t find_limit() {
  pthread_attr_t attributes;
  if (pthread_getattr_np(pthread_self(), &attributes) != 0) return 0;
  void* lowest = nullptr;
  size_t size = 0;
  const int failed = pthread_attr_getstack(&attributes, &lowest, &size);
  pthread_attr_destroy(&attributes);
  return failed ? 0 : reinterpret_cast<uintptr_t>(lowest) + std::min(kMargin, size / 4);
}

}  // namespace

void check_stack() {
  thread_local const uintptr_t limit = find_limit();
  if (reinterpret_cast<uintptr_t>(__builtin_frame_address(0)) >= limit) return;
  PyErr_SetString(
      PyExc_RecursionError,
      "backward: runs inside runs are nested so deeply that the stack of this thread is "
      "nearly full");
  throw PythonError();
}

}  // namespace retrograd::bind
