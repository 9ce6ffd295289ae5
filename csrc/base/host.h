// host.h: what the core asks of the program around it (the Python interpreter, or nobody).
//
// The defaults do nothing, so C++ programs need not know this file. bind installs its own once,
// before any other thread can call the core.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>

namespace retrograd {

// A place in the host's program; see Origin. No unit: unknown.
struct HostPlace {
  void* unit = nullptr;
  int32_t offset = 0;
};

struct Host {
  // Called on the caller's thread inside long work, every few milliseconds; may throw.
  void (*check_interrupt)() = [] {};
  // Lets other threads of the host run while this one computes; `leave` gets what `enter` gave, and
  // does not return where the host is ending.
  void* (*enter_long_work)() = []() -> void* { return nullptr; };
  void (*leave_long_work)(void* token) = [](void*) {};
  // Drops what a tensor keeps for the host (its Python class and attributes).
  void (*release_object)(void* object) = [](void*) {};
  // A tensor that has no object of the host may own itself from now on; see graph/grad_meta.h.
  void (*watch_tensor)(void* tensor) = [](void*) {};
  // Where the host's program is now, to be dropped once. No function: nobody keeps track. Any
  // thread may call these three.
  std::atomic<HostPlace (*)()> locate = nullptr;
  void (*drop_place)(const HostPlace& place) noexcept = [](const HostPlace&) noexcept {};
  std::string (*describe_place)(const HostPlace& place) = [](const HostPlace&) {
    return std::string();
  };
  // Shows a warning to the user; may throw.
  void (*warn)(const std::string& text) = [](const std::string&) {};
  // Adds a line to an exception of the host's own that is in flight.
  void (*add_note)(const std::string& line) = [](const std::string&) {};
};

inline Host host;

inline void check_interrupt() { host.check_interrupt(); }

// Opens a stretch in which no host object is touched. Costs two calls, so only for work that
// takes tens of microseconds.
class LongWork {
 public:
  explicit LongWork(bool is_long)
      : open_(is_long), token_(is_long ? host.enter_long_work() : nullptr) {}
  LongWork(const LongWork&) = delete;
  LongWork& operator=(const LongWork&) = delete;
  ~LongWork() {
    if (open_) host.leave_long_work(token_);
  }

 private:
  bool open_;
  void* token_;
};

}  // namespace retrograd
